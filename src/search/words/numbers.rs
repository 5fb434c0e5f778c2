//! Numbers and texts as search data writes them.

pub(in crate::search) use super::analysis::push_leb128 as push_varint;

/// Appends a number that may be below 0: twice the number, or twice its opposite less 1.
pub(in crate::search) fn push_signed(bytes: &mut Vec<u8>, number: i64) {
    let zigzag = if number >= 0 { number * 2 } else { -number * 2 - 1 };
    push_varint(bytes, u32::try_from(zigzag).expect("differences of numbers below 2^31"));
}

/// Appends the difference between two numbers.
pub(in crate::search) fn push_difference(bytes: &mut Vec<u8>, number: u32, before: u32) {
    push_signed(bytes, i64::from(number) - i64::from(before));
}

/// Appends a text with its length in bytes.
pub(in crate::search) fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_varint(bytes, text.len() as u32);
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_zero_are_odd() {
        for (number, expected) in [(0, 0), (1, 2), (-1, 1), (-2, 3), (63, 126)] {
            let mut bytes = Vec::new();
            push_signed(&mut bytes, number);
            assert_eq!(bytes, [expected], "{number}");
        }
        let mut bytes = Vec::new();
        push_difference(&mut bytes, 0, 300);
        push_text(&mut bytes, "é");
        assert_eq!(bytes, [0xD7, 0x04, 2, 0xC3, 0xA9]);
    }
}
