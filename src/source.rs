//! Stage 1: a folder on disk becomes [`Sources`]: every file of content, in the order of paths.
//!
//! Comes in: the site's root and the content folder. Goes out: the names of the files and their stamps; [`read_file`] gives their bytes. What
//! always holds: nothing outside the folder is read (symbolic links are not followed, and are reported); the order
//! is that of the paths' bytes on every file system; hidden files and editors' temporary files do not exist. A file whose [`Stamp`] is
//! the same has the same bytes, but for what is written within one tick of the file system's clock.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that read the file system")]

mod files;
mod stamp;
mod theme;

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;

use files::is_ignored;
pub use files::{SourceError, read_file};
pub use stamp::{Moment, Stamp, stamp};
pub use theme::{ThemeFile, read_theme};

/// Every file of content.
#[derive(Debug, Default)]
pub struct Sources {
    pub markdown: Vec<SourceFile>,
    /// Files that are not Markdown.
    pub others: Vec<SourceFile>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the site's root.
    pub path: ContentPath,
    /// Relative to the content folder.
    pub below: String,
    pub stamp: Stamp,
    /// Whether it was last changed so long before it was listed that whatever is written to it from then on changes its stamp; false where that is not known.
    pub is_settled: bool,
}

/// Lists all content below `root`/`content`; `now` is what time it is there.
///
/// # Errors
/// The content folder is missing, or a folder in it cannot be read.
pub fn list(root: &Path, content: &ContentPath, now: Option<Moment>) -> Result<Sources, SourceError> {
    let folder = root.join(content.as_str());
    let mut sources = Sources::default();
    let mut found: Vec<SourceFile> = Vec::new();
    let entries =
        WalkDir::new(&folder).follow_root_links(true).into_iter().filter_entry(|entry| !is_ignored(entry));
    for entry in entries {
        match entry {
            // The content folder itself may be a link to one.
            Ok(entry) if entry.depth() == 0 && !folder.is_dir() => {
                return Err(SourceError { path: folder, cause: io::ErrorKind::NotADirectory.into() });
            }
            Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {}
            Ok(entry) => place(&entry, &folder, content, now, &mut found, &mut sources.diagnostics),
            // It went away while the folder was listed.
            Err(error) if error.depth() > 0 && is_missing(&error) => {}
            Err(error) => {
                let path = error.path().unwrap_or(&folder).to_owned();
                let cause = if is_missing(&error) { no_site() } else { error.into() };
                return Err(SourceError { path, cause });
            }
        }
    }
    found.sort_unstable_by(|a, b| a.below.cmp(&b.below));
    (sources.markdown, sources.others) = found.into_iter().partition(|file| is_markdown(&file.below));
    Ok(sources)
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
/// It is there, and cannot be read as UTF-8.
pub fn read_config(path: &Path) -> Result<Option<String>, SourceError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(SourceError { path: path.to_owned(), cause }),
    }
}

fn place(
    entry: &DirEntry,
    folder: &Path,
    content: &ContentPath,
    now: Option<Moment>,
    found: &mut Vec<SourceFile>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let Some(below) = relative.to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/")) else {
        let message =
            format!("the name of the file `{}` is not UTF-8, so it has no address", relative.display());
        diagnostics.push(Diagnostic::error("unusable-name", content, message).with_hint("rename it"));
        return;
    };
    let Some(path) = ContentPath::new(&format!("{content}/{below}")) else {
        let message = format!("the file `{below}` has a character in its name that no address may have");
        diagnostics.push(
            Diagnostic::error("unusable-name", content, message).with_hint("rename it without `\\` and `:`"),
        );
        return;
    };
    if entry.path_is_symlink() {
        diagnostics.push(
            Diagnostic::warning(
                "symbolic-link",
                &path,
                "symbolic links are not followed: this file is not published",
            )
            .with_hint("put the file itself here"),
        );
        return;
    }
    let Ok(metadata) = entry.metadata() else { return };
    let is_settled = now.is_some_and(|now| now.is_long_after(&metadata));
    found.push(SourceFile { path, below, stamp: Stamp::from(&metadata), is_settled });
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let set = list(root.path(), &ContentPath::new("content").unwrap(), None).unwrap();
        assert_eq!(set.markdown[0].path.as_str(), "content/talks/a.md");
        assert!(set.diagnostics.is_empty());
        let error = list(root.path(), &ContentPath::new("file").unwrap(), None).unwrap_err();
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
        let set = list(root.path(), &ContentPath::new("content").unwrap(), None).unwrap();
        let files: Vec<_> = set.markdown.iter().map(|file| file.below.as_str()).collect();
        assert_eq!(files, ["talks/a.MD", "talks/a/index.md", "talks/b.md"]);
        assert_eq!(set.others[0].path.as_str(), "content/talks/a/p.png");
        assert_eq!(read_file(root.path(), &set.markdown[2].path).unwrap(), b"content/talks/b.md");
        assert_eq!(stamp(root.path(), &set.markdown[2].path), Some(set.markdown[2].stamp));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let root = site(&["secret.md", "content/talks/a.md"]);
        std::os::unix::fs::symlink(root.path().join("secret.md"), root.path().join("content/talks/s.md"))
            .unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("content/up")).unwrap();
        let set = list(root.path(), &ContentPath::new("content").unwrap(), None).unwrap();
        assert_eq!(set.markdown.len(), 1);
        assert_eq!(stamp(root.path(), &ContentPath::new("content/talks/s.md").unwrap()), None);
        assert_eq!(set.diagnostics.len(), 2);
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_it() {
        let root = site(&[]);
        let error = list(root.path(), &ContentPath::new("content").unwrap(), None).unwrap_err();
        assert!(error.to_string().contains("content"), "{error}");
    }
}
