//! Files as they are shown to authors, and handed to them: what a diagnostic is about, and what of the built-in theme may be copied.

use std::path::Path;

use crate::document::LARGEST;
use crate::source;
use crate::vocab::diagnostic::nearest;
use crate::vocab::path::ContentPath;

/// The text of a file that a diagnostic is about, as far as a document is read; empty when it cannot be read any more.
pub(crate) fn source_text(root: &Path, path: &ContentPath) -> String {
    source::read_at_most(root, path, LARGEST)
        .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a file of the built-in theme, by its path in the theme's folder; else the nearest path that there is.
///
/// # Errors
/// There is no such file.
pub(crate) fn built_in_file(path: &str) -> Result<Vec<u8>, Option<String>> {
    let files = source::read_theme(Path::new("."), None).unwrap_or_default();
    match files.iter().find(|file| file.path == path) {
        Some(file) => Ok(file.bytes.clone()),
        None => Err(nearest(path, files.iter().map(|file| file.path.as_str())).map(str::to_owned)),
    }
}
