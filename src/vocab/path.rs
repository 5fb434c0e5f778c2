//! Paths that cannot leave their folder, and addresses on the site.
//!
//! A [`ContentPath`] names a file below `content/` (or the theme or config file, for diagnostics); an
//! [`OutputPath`] a file below the output folder; a [`SitePath`] a page's address below the site's root. All are
//! made of plain parts joined by `/`: no empty part, no `.` or `..`, no backslash, no NUL, no drive, never absolute.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

/// Whether a file or folder of this name is none of the author's: hidden, or what an editor leaves for a moment (Vim tries a folder with
/// `4913`; Emacs locks with `.#x` and saves to `#x#`; others write `x___jb_tmp___` beside `x`).
pub fn is_left_out(name: &str) -> bool {
    name.starts_with(['.', '#'])
        || name.ends_with(['~', '#'])
        || [".swp", ".tmp", "___jb_tmp___", "___jb_old___"].iter().any(|ending| name.ends_with(ending))
        || name == "4913"
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
    /// Takes a relative path with `/` between its parts.
    pub fn new(path: &str) -> Option<Self> {
        is_confined(path).then(|| Self(path.into()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
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
        let mut path = String::from("/");
        for part in parts {
            path.push_str(part);
            path.push('/');
        }
        (path == "/" || is_confined(&path[1..path.len() - 1])).then(|| Self(path.into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a web server answers this address with.
    pub fn index_file(&self) -> OutputPath {
        OutputPath(format!("{}index.html", &self.0[1..]).into())
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

fn is_confined(path: &str) -> bool {
    !path.is_empty()
        && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_its_folder() {
        for path in ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/./b", "a\\..\\b", "a\0b", "c:/x", "a/"] {
            assert!(OutputPath::new(path).is_none(), "{path}");
            assert!(ContentPath::new(path).is_none(), "{path}");
        }
        assert!(OutputPath::new("talks/été/index.html").is_some());
    }

    #[test]
    fn addresses_end_with_a_slash() {
        let path = SitePath::new(["talks", "devops-rex-2017/tarkett"]).unwrap();
        assert_eq!(path.as_str(), "/talks/devops-rex-2017/tarkett/");
        assert_eq!(path.index_file().as_str(), "talks/devops-rex-2017/tarkett/index.html");
        assert_eq!(SitePath::home().index_file().as_str(), "index.html");
        assert!(SitePath::new(["talks", ".."]).is_none());
    }
}
