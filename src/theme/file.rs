//! The files that a theme is read from, and what is wrong with one.

use std::fmt;

/// One file of a theme.
#[derive(Debug, Clone, Copy)]
pub struct ThemeFile<'a> {
    /// Relative to the theme's folder, with `/` between its parts: `templates/talk.html`.
    pub path: &'a str,
    /// What errors call it: `themes/mine/templates/talk.html`.
    pub shown: &'a str,
    pub bytes: &'a [u8],
}

/// A theme that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    file: Option<String>,
    text: String,
}

impl ThemeError {
    /// The file that is to be mended, as errors call it.
    #[cfg(test)]
    pub(crate) fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// A report that names its file itself.
    pub(super) fn reported(file: Option<String>, text: String) -> Self {
        // Whoever prints it says that it is an error.
        let text = text.strip_prefix("error: ").map(str::to_owned).unwrap_or(text);
        Self { file, text }
    }

    pub(super) fn new(file: &ThemeFile<'_>, text: impl fmt::Display) -> Self {
        Self { file: Some(file.shown.to_owned()), text: format!("{}: {text}", file.shown) }
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for ThemeError {}

/// The file's text.
pub(super) fn text<'a>(file: &ThemeFile<'a>) -> Result<&'a str, ThemeError> {
    std::str::from_utf8(file.bytes).map_err(|error| ThemeError::new(file, format!("not UTF-8 text: {error}")))
}
