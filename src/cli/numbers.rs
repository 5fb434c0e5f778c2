//! Numbers as people read them in a terminal.
//!
//! Apart, since summaries and counts of diagnostics need the same. The command line speaks English alone.

/// `21,715`.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!([thousands(7), thousands(1000), thousands(21_715)], ["7", "1,000", "21,715"]);
    }
}
