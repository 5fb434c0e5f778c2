//! The names of what Rexbase keeps in the cache folder, by which what is not ours is told from it.
//!
//! It is apart from the rooms that keep it, since the folder is looked at as a whole. What always holds: every file that any room keeps there has one of these names; a test builds sites and looks.

/// Files in the cache folder itself.
const FILES: &[&str] = &[
    "lock",
    "moment",
    "stamps",
    "published",
    "analyses",
    "inverted",
    "drawn",
    "failed",
    "changed",
    "output-stats",
];
/// Files of an index.
const INDEX_FILES: &[&str] = &[
    "audience",
    "lexicon",
    "facets",
    "segments",
    "seals",
    "meta.json",
    ".managed.json",
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
];

/// Files in the folder of exports: the lock, and the times of the files that the last one wrote.
const EXPORT_FILES: &[&str] = &["lock", "output-stats"];

/// What is kept under a name of ours.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    File,
    /// A folder, and what is kept under a name in it.
    Folder(fn(&str) -> Option<Kept>),
}

/// What is kept in the cache folder under this name; none when it is no name of ours.
pub fn kept(name: &str) -> Option<Kept> {
    match name {
        "documents" => Some(Kept::Folder(|name| file(is_number(before_new(name))))),
        "images" => Some(Kept::Folder(|name| file(is_fingerprint(name)))),
        "export" => Some(Kept::Folder(in_export)),
        "spare" => Some(Kept::Folder(|name| file(name == "probe" || is_number(name)))),
        "search" => Some(Kept::Folder(in_search)),
        _ => file(FILES.contains(&before_new(name))),
    }
}

/// Whether a file was named after the fingerprint of what is in it, or waits to be.
pub(crate) fn is_fingerprint(name: &str) -> bool {
    let name = before_new(name);
    name.len() == 32 && name.bytes().all(is_hexadecimal)
}

fn in_export(name: &str) -> Option<Kept> {
    match name {
        // An export keeps no spares; the folder for them is made with any.
        "spare" => Some(Kept::Folder(|name| file(name == "probe" || is_number(name)))),
        _ => file(EXPORT_FILES.contains(&before_new(name))),
    }
}

fn in_search(name: &str) -> Option<Kept> {
    if is_index(name) {
        return Some(Kept::Folder(|name| file(is_of_an_index(name))));
    }
    let is_pointer = name == "current" || name.strip_prefix("current.").is_some_and(is_index);
    file(is_pointer || before_new(name) == "seen")
}

/// Whether it is the name of a folder with an index.
pub(crate) fn is_index(name: &str) -> bool {
    name.strip_prefix("index-").is_some_and(is_number)
}

/// Whether it is the name of a file in an index: one of ours, or of tantivy's, `UUID.ENDING`.
pub(crate) fn is_of_an_index(name: &str) -> bool {
    let is_segment = |(stem, ending): (&str, &str)| {
        stem.len() == 32
            && stem.bytes().all(is_hexadecimal)
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    INDEX_FILES.contains(&name) || name.split_once('.').is_some_and(is_segment)
}

/// The name without what is added while a file waits for its place.
fn before_new(name: &str) -> &str {
    match name.rsplit_once(".new") {
        Some((before, "")) => before,
        Some((before, rest)) if rest.strip_prefix('-').is_some_and(is_number) => before,
        _ => name,
    }
}

fn file(is_ours: bool) -> Option<Kept> {
    is_ours.then_some(Kept::File)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_hexadecimal(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}
