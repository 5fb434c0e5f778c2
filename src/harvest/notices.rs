//! What an import could not take as it was: each notice names the file of the other system.

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;

/// The notices about one file.
#[derive(Debug)]
pub(crate) struct Notices {
    path: ContentPath,
    pub(crate) list: Vec<Diagnostic>,
}

impl Notices {
    /// None yet, about the file at this path below the imported folder.
    pub(crate) fn new(from: &str) -> Self {
        Self { path: source_path(from), list: Vec::new() }
    }

    /// Adds one.
    pub(crate) fn say(&mut self, code: Code, message: impl Into<String>, hint: &str) {
        let diagnostic = Diagnostic::warning(code, &self.path, message);
        self.list.push(if hint.is_empty() { diagnostic } else { diagnostic.with_hint(hint) });
    }

    /// Adds one that points at a byte.
    pub(crate) fn point(&mut self, code: Code, at: usize, message: String, hint: &str) {
        self.say(code, message, hint);
        if let Some(last) = self.list.last_mut() {
            last.span = Some(at..at);
        }
    }
}

/// A path of the imported folder; what no path of ours can hold is replaced.
pub(crate) fn source_path(from: &str) -> ContentPath {
    let plain = |letter: char| if matches!(letter, ':' | '\\' | '\0') { '_' } else { letter };
    let replaced: String = from.chars().map(plain).collect();
    ContentPath::new(&replaced).or_else(|| ContentPath::new("unnamed")).expect("a plain word is a path")
}

/// At most this many characters of what someone wrote stand in a message.
pub(crate) fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 80 { line } else { line.chars().take(79).chain(['…']).collect() }
}
