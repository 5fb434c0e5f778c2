//! Paths that cannot leave their folder, and addresses on the site.
//!
//! A [`ContentPath`] names a file below `content/` (or the theme or config file, for diagnostics); an
//! [`OutputPath`] a file below the output folder; a [`SitePath`] a page's address below the site's root. All are
//! made of plain parts joined by `/`: no empty part, no `.` or `..`, no backslash, no drive, no control character (lists of paths are kept by
//! lines), never absolute. Names that begin with `.rexbase` are our own, so no file of the published site has one.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::UnicodeNormalization;

use super::percent;

/// Whether a file or folder of this name is none of the author's: hidden, what an editor leaves for a moment (Vim tries a folder with
/// `4913`; Emacs locks with `.#x` and saves to `#x#`; others write `x___jb_tmp___` beside `x`; office programs lock with `~$x`), or what
/// systems and tools leave behind.
pub(crate) fn is_left_out(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with(['.', '#'])
        || name.starts_with("~$")
        || name.ends_with(['~', '#'])
        || LEFT_BY_EDITORS.iter().any(|ending| name.ends_with(ending))
        || LEFT_BY_SYSTEMS.contains(&name.as_str())
}

/// The endings of what editors, merges and downloads leave, in lower case.
const LEFT_BY_EDITORS: &[&str] = &[
    ".swp",
    ".swo",
    ".swn",
    ".un~",
    ".tmp",
    ".temp",
    ".orig",
    ".rej",
    ".bak",
    ".part",
    ".crdownload",
    "___jb_tmp___",
    "___jb_old___",
];

/// The names of files and folders that systems and tools make, in lower case.
const LEFT_BY_SYSTEMS: &[&str] = &[
    "4913",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "$recycle.bin",
    "system volume information",
    "lost+found",
    "node_modules",
];

/// Whether a file or folder of this name, which may have an ending, is held back: Jekyll, Docusaurus, Astro and others leave out what begins
/// with `_`, but for posts, and for the page of a folder.
pub(crate) fn is_held_back(name: &str) -> bool {
    name.starts_with('_') && !matches!(markdown_stem(name).unwrap_or(name), "_posts" | "_index")
}

/// The path that `path` is, seen from a folder, or from the root when it begins with `/`; none where it leads out of the root.
pub(crate) fn joined(folder: &str, path: &str) -> Option<String> {
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The endings of Markdown files, in lower case.
const MARKDOWN: &[&str] = &["md", "markdown", "mkdown", "mdown", "mkdn", "mdwn", "mkd"];

/// A path less its ending when that is one of Markdown's, whatever its case; none for other files.
pub(crate) fn markdown_stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    let is_named = !stem.is_empty() && !stem.ends_with('/');
    (is_named && MARKDOWN.iter().any(|markdown| markdown.eq_ignore_ascii_case(ending))).then_some(stem)
}

/// A file of the author's, relative to the site's root folder: `content/talks/x.md`, `rexbase.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct ContentPath(Arc<str>);

impl ContentPath {
    /// Takes a relative path with `/` between its parts.
    pub fn new(path: &str) -> Option<Self> {
        is_confined(path).then(|| Self(path.into()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for ContentPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ContentPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = <String as Deserialize>::deserialize(deserializer)?;
        Self::new(&path).ok_or_else(|| de::Error::custom("no path of content"))
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder in which a file of the author's was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    Content,
    /// The folder of what is published as it lies there.
    Static,
}

/// A file of the published site, relative to the output folder: `talks/x/index.html`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a relative path with `/` between its parts, none of which is a name of our own.
    pub fn new(path: &str) -> Option<Self> {
        may_be_published(path).then(|| Self(path.into()))
    }

    /// The file of the page at an address, which has been looked at.
    pub fn of_page(address: &SitePath) -> Self {
        Self(format!("{}index.html", &address.0[1..]).into())
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's address from the site's root: `/talks/x/a%23b.png`.
    pub fn address(&self) -> String {
        format!("/{}", percent::path(&self.0))
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page's address on the site: it begins and ends with `/`, as in `/talks/x/`; the home page is `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// The home page's address.
    pub fn home() -> Self {
        Self("/".into())
    }

    /// The address made of these slugs, each of which may hold several parts: `["talks", "a/b"]` is `/talks/a/b/`.
    /// Nothing when a part is not a plain one.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut path = String::with_capacity(80);
        path.push('/');
        for part in parts {
            path.push_str(part);
            path.push('/');
        }
        let below = path[1..].trim_end_matches('/');
        (path == "/" || (path.len() == below.len() + 2 && may_be_published(below))).then(|| Self(path.into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether one of two folders lies in the other, or they are one, where a file system that does not tell cases apart has them.
pub(crate) fn overlap(one: &str, other: &str) -> bool {
    let parts = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !matches!(*part, "" | ".")).map(folded).collect()
    };
    let (one, other) = (parts(one), parts(other));
    one.iter().zip(&other).all(|(one, other)| one == other)
}

/// A name as file systems know it that tell neither cases nor forms of Unicode apart.
fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

// These two are asked of every path of a site at every save. So they first look at all bytes in loops without an end of their own, which compilers make short
// work of, and take a closer look at the few paths that it may matter for.

fn is_confined(path: &str) -> bool {
    has_plain_letters(path) && (!has_odd_parts(path.as_bytes()) || path.split('/').all(is_plain_part))
}

/// Whether a path is confined, and no part of it is a name of our own.
fn may_be_published(path: &str) -> bool {
    has_plain_letters(path)
        && (!has_odd_parts(path.as_bytes())
            || path.split('/').all(|part| is_plain_part(part) && !is_our_own(part)))
}

fn has_plain_letters(path: &str) -> bool {
    let is_refused = |byte: u8| byte.is_ascii_control() || matches!(byte, b'\\' | b':');
    // Of the other letters only these are control characters: U+0080 to U+009F.
    let is_control = |pair: &[u8]| pair[0] == 0xc2 && pair[1] < 0xa0;
    let bytes = path.as_bytes();
    !bytes.iter().fold(false, |found, byte| found | is_refused(*byte))
        && (bytes.is_ascii() || !bytes.windows(2).any(is_control))
}

fn is_plain_part(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
}

/// Whether a part begins with `.rexbase`, however a file system spells that: some tell no cases apart, or leave out what is not seen.
fn is_our_own(part: &str) -> bool {
    const OURS: &str = ".REXBASE";
    let seen = part.chars().filter(|letter| !is_unseen(*letter));
    seen.nfkc().flat_map(char::to_uppercase).take(OURS.len()).eq(OURS.chars())
}

/// Whether a part is empty, or begins with a dot or with a letter outside ASCII.
fn has_odd_parts(path: &[u8]) -> bool {
    let is_odd = |byte: u8| matches!(byte, b'/' | b'.') || !byte.is_ascii();
    let (Some(first), Some(last)) = (path.first(), path.last()) else { return true };
    let after_slash = path.iter().zip(&path[1..]);
    is_odd(*first)
        || *last == b'/'
        || after_slash.fold(false, |found, (before, byte)| found | (*before == b'/' && is_odd(*byte)))
}

/// Whether some file systems leave this letter out of a name.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_its_folder() {
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/./b",
            "a\\..\\b",
            "a\0b",
            "c:/x",
            "a/",
            "a\nb",
            "a/\u{7f}",
            "a\u{85}",
        ] {
            assert!(OutputPath::new(path).is_none(), "{path}");
            assert!(ContentPath::new(path).is_none(), "{path}");
        }
        assert!(OutputPath::new("talks/été/index.html").is_some());
    }

    #[test]
    fn joined_paths_stay_below_the_root() {
        assert_eq!(joined("a/b", "./c.md").as_deref(), Some("a/b/c.md"));
        assert_eq!(joined("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(joined("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(joined("a", "../../etc/passwd"), None);
    }

    #[test]
    fn our_own_names_are_no_files_of_the_site() {
        for path in [
            ".rexbase-manifest",
            ".rexbase/x",
            "a/.rexbase-journal/index.html",
            ".REXBASE-Staging",
            ".rexba\u{17f}e",
            ".rex\u{200c}base",
            "\u{feff}.rexbase",
            "\u{ff0e}rexbase",
        ] {
            assert!(OutputPath::new(path).is_none(), "{path:?}");
            assert!(SitePath::new([path]).is_none(), "{path:?}");
        }
        for path in [".well-known/x", "rexbase/x", ".rex/base", "_rexbase", "x.rexbase"] {
            assert!(OutputPath::new(path).is_some(), "{path:?}");
            let address = SitePath::new([path]).expect("a plain path");
            assert_eq!(Some(OutputPath::of_page(&address)), OutputPath::new(&format!("{path}/index.html")));
        }
        assert!(ContentPath::new(".rexbase").is_some());
    }

    #[test]
    fn folders_overlap_whatever_their_spelling() {
        for (one, other) in
            [("a", "a"), ("a/b", "a"), ("A", "a/b"), ("e\u{301}", "\u{e9}/x"), ("", "a"), ("a/./b", "a/b")]
        {
            assert!(overlap(one, other) && overlap(other, one), "{one} {other}");
        }
        for (one, other) in [("a", "b"), ("a/b", "a/c"), ("ab", "a")] {
            assert!(!overlap(one, other) && !overlap(other, one), "{one} {other}");
        }
    }

    #[test]
    fn what_systems_and_editors_leave_is_no_file_of_the_authors() {
        for name in [
            ".git",
            "x.md~",
            "#x#",
            ".x.swp",
            "4913",
            "Thumbs.db",
            "thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            "x.md.orig",
            "x.BAK",
            "x.rej",
            "~$deck.pptx",
            "__MACOSX",
            "$RECYCLE.BIN",
            "Icon\r",
            "node_modules",
            "x.crdownload",
        ] {
            assert!(is_left_out(name), "{name}");
        }
        for name in
            ["x.md", "original.md", "notes.ipynb", "LICENSE", "_posts", "thumbs.db.md", "bak.md", "icon"]
        {
            assert!(!is_left_out(name), "{name}");
        }
    }

    #[test]
    fn markdown_has_several_endings() {
        for path in ["a/x.md", "a/x.MD", "a/x.markdown", "a/x.Mkd"] {
            assert_eq!(markdown_stem(path), Some("a/x"), "{path}");
        }
        for path in ["a/x", "a/x.mdx", "a/x.txt", "md", ".md", "a/.md", "a.md/x"] {
            assert_eq!(markdown_stem(path), None, "{path}");
        }
    }

    #[test]
    fn addresses_end_with_a_slash() {
        let path = SitePath::new(["talks", "devops-rex-2017/tarkett"]).unwrap();
        assert_eq!(path.as_str(), "/talks/devops-rex-2017/tarkett/");
        assert!(SitePath::new(["talks", ".."]).is_none());
        assert!(SitePath::new(["talks", "a\nb"]).is_none() && SitePath::new([""]).is_none());
    }
}
