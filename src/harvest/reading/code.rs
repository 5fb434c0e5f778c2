//! Code as Markdown writes it.
//!
//! What always holds: the fence is one that no line of the code closes, and what follows it on its line is one word or nothing.

/// Code in its fence, without blank lines around it.
pub(crate) fn fenced(language: &str, code: &str) -> String {
    let code = code.trim_matches('\n').trim_end();
    let fence = fence_for(code.lines());
    format!("{fence}{}\n{code}\n{fence}", info(language))
}

/// A fence that no line of this code closes.
pub(crate) fn fence_for<'a>(code: impl IntoIterator<Item = &'a str>) -> String {
    let longest = code.into_iter().map(|line| {
        let line = line.trim_start();
        line.len() - line.trim_start_matches('`').len()
    });
    "`".repeat(longest.max().unwrap_or(0).max(2) + 1)
}

/// What may say a language behind a fence; nothing where it is no word.
pub(crate) fn info(language: &str) -> &str {
    let is_word = language.chars().all(|letter| letter.is_alphanumeric() || "+#-_.".contains(letter));
    if is_word { language } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_closes_its_fence() {
        assert_eq!(fenced("rust", "\nlet a;\n\n"), "```rust\nlet a;\n```");
        assert_eq!(fenced("a b`", "  ```\nx ````"), "````\n  ```\nx ````\n````");
    }
}
