//! Stage 1: a folder on disk becomes [`Sources`]: every file of content, in the order of paths.
//!
//! Comes in: the site's root, the content folder and the static folder. Goes out: the names of the files and their stamps; [`read_file`] gives their
//! bytes. What always holds:
//!
//! - Nothing outside these folders is read (symbolic links are not followed, and are reported).
//! - The order is that of the paths' bytes on every file system.
//! - Hidden files and editors' temporary files do not exist.
//!
//! A file whose [`Stamp`] is the same has the same bytes, but for what is written within one tick of the file system's clock.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that read the file system")]

mod files;
mod stamp;
mod theme;

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::disk;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::{ContentPath, Home, markdown_stem};

use files::is_ignored;
pub(crate) use files::{SourceError, open_file, read_at_most, read_file};
pub(crate) use stamp::{Moment, Stamp, stamp};
pub(crate) use theme::ThemeFile;
pub use theme::read_theme;

/// Every file of content.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub markdown: Vec<SourceFile>,
    /// Files that are not Markdown, and all files of the static folder.
    pub others: Vec<SourceFile>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// Relative to the site's root.
    pub path: ContentPath,
    /// Relative to the folder that is its home.
    pub below: String,
    pub home: Home,
    pub stamp: Stamp,
    /// Whether it was last changed so long before it was listed that whatever is written to it from then on changes its stamp; false where that is not known.
    pub is_settled: bool,
}

/// The folders whose files a site is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Homes<'a> {
    pub content: &'a ContentPath,
    /// It need not be there.
    pub statics: &'a ContentPath,
}

/// Lists all content below `root`, and the static folder's files; `now` is what time it is there.
///
/// # Errors
/// The content folder is missing, or a folder in it cannot be read.
pub(crate) fn list(root: &Path, homes: Homes<'_>, now: Option<Moment>) -> Result<Sources, SourceError> {
    let mut sources = Sources::default();
    let mut found: Vec<SourceFile> = Vec::new();
    walk(root, Home::Content, homes.content, now, &mut found, &mut sources.diagnostics)?;
    let (markdown, others) = found.into_iter().partition(|file| markdown_stem(&file.below).is_some());
    (sources.markdown, sources.others) = (markdown, others);
    walk(root, Home::Static, homes.statics, now, &mut sources.others, &mut sources.diagnostics)?;
    sources.markdown.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    sources.others.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// Finds the files of one folder.
fn walk(
    root: &Path,
    home: Home,
    at: &ContentPath,
    now: Option<Moment>,
    found: &mut Vec<SourceFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), SourceError> {
    let folder = root.join(at.as_str());
    let entries = WalkDir::new(&folder).follow_root_links(home == Home::Content);
    for entry in entries.into_iter().filter_entry(|entry| !is_ignored(entry, home)) {
        match entry {
            // The content folder itself may be a link to one.
            Ok(entry) if entry.depth() == 0 && home == Home::Content && !folder.is_dir() => {
                return Err(SourceError { path: folder, cause: io::ErrorKind::NotADirectory.into() });
            }
            Ok(entry) if entry.depth() == 0 && entry.path_is_symlink() && home == Home::Static => {
                diagnostics.push(symbolic_link(at));
            }
            Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {}
            Ok(entry) => place(&entry, &folder, (home, at), now, found, diagnostics),
            // It went away while the folder was listed.
            Err(error) if error.depth() > 0 && is_missing(&error) => {}
            Err(error) if home == Home::Static && is_missing(&error) => {}
            Err(error) => {
                let path = error.path().unwrap_or(&folder).to_owned();
                let cause = if is_missing(&error) { no_site() } else { error.into() };
                return Err(SourceError { path, cause });
            }
        }
    }
    Ok(())
}

/// Why there is no content, and what to do.
fn no_site() -> io::Error {
    let text =
        "there is no such folder; `rexbase init DIR` begins a site, and `--root DIR` names the folder of one";
    io::Error::new(io::ErrorKind::NotFound, text)
}

fn is_missing(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound)
}

/// Reads the config's text; nothing when there is no such file.
///
/// # Errors
/// It is there, and is no file (a pipe would be waited for) or cannot be read as UTF-8.
pub(crate) fn read_config(path: &Path) -> Result<Option<String>, SourceError> {
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let cause = io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file");
        return Err(SourceError { path: path.to_owned(), cause });
    }
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(SourceError { path: path.to_owned(), cause }),
    }
}

fn place(
    entry: &DirEntry,
    folder: &Path,
    (home, at): (Home, &ContentPath),
    now: Option<Moment>,
    found: &mut Vec<SourceFile>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let Some(below) = relative.to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/")) else {
        let message =
            format!("the name of the file `{}` is not UTF-8, so it has no address", relative.display());
        diagnostics.push(Diagnostic::error(Code::UnusableName, at, message).with_hint("rename it"));
        return;
    };
    let Some(path) = ContentPath::new(&format!("{at}/{below}")) else {
        let shown: String = below.chars().flat_map(shown).collect();
        let message = format!("the file `{shown}` has a character in its name that no address may have");
        let hint = "rename it without `\\`, `:` and control characters, such as line breaks";
        diagnostics.push(Diagnostic::error(Code::UnusableName, at, message).with_hint(hint));
        return;
    };
    if entry.path_is_symlink() {
        diagnostics.push(symbolic_link(&path));
        return;
    }
    if !entry.file_type().is_file() {
        let message = format!("`{below}` is {}: it is not read", disk::kind_of(entry.file_type()));
        diagnostics
            .push(Diagnostic::warning(Code::NoPlainFile, &path, message).with_hint("move it elsewhere"));
        return;
    }
    let Ok(metadata) = entry.metadata() else { return };
    let is_settled = now.is_some_and(|now| now.is_long_after(&metadata));
    found.push(SourceFile { path, below, home, stamp: Stamp::from(&metadata), is_settled });
}

fn symbolic_link(path: &ContentPath) -> Diagnostic {
    Diagnostic::warning(
        Code::SymbolicLink,
        path,
        "symbolic links are not followed: what it leads to is not published",
    )
    .with_hint("put the file itself here")
}

/// A letter of a name as it is told: what would do something to a terminal is spelt out.
fn shown(letter: char) -> impl Iterator<Item = char> {
    let escaped = letter.is_control().then(|| letter.escape_default());
    let plain = escaped.is_none().then_some(letter);
    escaped.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    /// The folders of a site whose config names none.
    fn homes() -> Homes<'static> {
        static FOLDERS: LazyLock<[ContentPath; 2]> =
            LazyLock::new(|| ["content", "static"].map(|folder| ContentPath::new(folder).unwrap()));
        Homes { content: &FOLDERS[0], statics: &FOLDERS[1] }
    }

    fn site(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        root
    }

    #[cfg(unix)]
    #[test]
    fn the_content_folder_may_be_a_link() {
        let (root, elsewhere) = (site(&["file"]), site(&["talks/a.md"]));
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("content")).unwrap();
        let set = list(root.path(), homes(), None).unwrap();
        assert_eq!(set.markdown[0].path.as_str(), "content/talks/a.md");
        assert!(set.diagnostics.is_empty());
        let file = ContentPath::new("file").unwrap();
        let error = list(root.path(), Homes { content: &file, ..homes() }, None).unwrap_err();
        assert_eq!(error.cause.kind(), io::ErrorKind::NotADirectory);
    }

    #[test]
    fn files_come_in_the_order_of_their_paths() {
        let root = site(&[
            "content/talks/b.md",
            "content/talks/a.MD",
            "content/talks/a/index.md",
            "content/talks/a/p.png",
            "content/talks/.b.md.swp",
            "content/.git/x.md",
            "content/talks/x.md~",
        ]);
        let set = list(root.path(), homes(), None).unwrap();
        let files: Vec<_> = set.markdown.iter().map(|file| file.below.as_str()).collect();
        assert_eq!(files, ["talks/a.MD", "talks/a/index.md", "talks/b.md"]);
        assert_eq!(set.others[0].path.as_str(), "content/talks/a/p.png");
        assert_eq!(read_file(root.path(), &set.markdown[2].path).unwrap(), b"content/talks/b.md");
        assert_eq!(stamp(root.path(), &set.markdown[2].path), Some(set.markdown[2].stamp));
    }

    #[test]
    fn the_static_folder_holds_what_hosts_ask_for_and_nothing_hidden_else() {
        let files = ["content/x.md", "static/CNAME", "static/.well-known/security.txt", "static/.nojekyll"];
        let root = site(&[&files[..], &["static/.git/config", "static/a~", "static/README.md"]].concat());
        let set = list(root.path(), homes(), None).unwrap();
        let files: Vec<_> = set.others.iter().map(|file| (file.home, file.below.as_str())).collect();
        let expected = [".nojekyll", ".well-known/security.txt", "CNAME", "README.md"];
        assert_eq!(files, expected.map(|file| (Home::Static, file)));
        assert_eq!(set.markdown.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_read_and_a_name_of_two_lines_is_none() {
        let root = site(&["content/talks/a.md", "content/talks/b\n.md"]);
        let talks = root.path().join("content/talks");
        let _socket = std::os::unix::net::UnixListener::bind(talks.join("x.md")).unwrap();
        let set = list(root.path(), homes(), None).unwrap();
        assert_eq!(set.markdown.len(), 1);
        let mut found: Vec<_> =
            set.diagnostics.iter().map(|found| (found.code.name(), found.message.as_str())).collect();
        found.sort_unstable();
        assert_eq!(found[0].0, "no-plain-file");
        assert!(found[1].0 == "unusable-name" && found[1].1.contains("talks/b\\n.md"), "{found:?}");
        let socket = ContentPath::new("content/talks/x.md").unwrap();
        assert!(read_file(root.path(), &socket).is_err());
        assert!(read_config(&talks.join("x.md")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let root = site(&["secret.md", "content/talks/a.md"]);
        std::os::unix::fs::symlink(root.path().join("secret.md"), root.path().join("content/talks/s.md"))
            .unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("content/up")).unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("static")).unwrap();
        let set = list(root.path(), homes(), None).unwrap();
        assert_eq!(set.markdown.len(), 1);
        assert_eq!(stamp(root.path(), &ContentPath::new("content/talks/s.md").unwrap()), None);
        assert_eq!((set.diagnostics.len(), set.others.len()), (3, 0));
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_it() {
        let root = site(&[]);
        let error = list(root.path(), homes(), None).unwrap_err();
        assert!(error.to_string().contains("content"), "{error}");
    }
}
