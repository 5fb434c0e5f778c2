//! Stage 1: a folder on disk becomes a [`SourceSet`]: every file of content, in the order of paths.
//!
//! Comes in: the site's root and the content folder. Goes out: the bytes of Markdown files, and the names of the files beside them. What
//! always holds: nothing outside the folder is read (symbolic links are not followed, and are reported); the order
//! is that of the paths' bytes on every file system; hidden files and editors' temporary files do not exist.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that read the file system")]

mod files;
mod theme;

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;

use files::is_ignored;
pub use files::{SourceError, read_file};
pub use theme::{ThemeFile, read_theme};

/// Every file of content.
#[derive(Debug, Default)]
pub struct SourceSet {
    pub files: Vec<SourceFile>,
    /// Files that are not Markdown.
    pub others: Vec<OtherFile>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A Markdown file.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the site's root.
    pub path: ContentPath,
    /// Relative to the content folder.
    pub below: String,
    pub bytes: Vec<u8>,
}

/// A file that is not Markdown; its bytes are read when they are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Relative to the site's root.
    pub path: ContentPath,
    /// Relative to the content folder.
    pub below: String,
}

/// Reads all content below `root`/`content`.
///
/// # Errors
/// The content folder is missing, or a file in it cannot be read.
pub fn read(root: &Path, content: &ContentPath) -> Result<SourceSet, SourceError> {
    let folder = root.join(content.as_str());
    let mut set = SourceSet::default();
    let mut found: Vec<OtherFile> = Vec::new();
    let entries =
        WalkDir::new(&folder).follow_root_links(true).into_iter().filter_entry(|entry| !is_ignored(entry));
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&folder).to_owned();
            SourceError { path, cause: error.into() }
        })?;
        if !entry.file_type().is_dir() {
            place(&entry, &folder, content, &mut found, &mut set.diagnostics);
        }
    }
    found.sort_unstable_by(|a, b| a.below.cmp(&b.below));
    let (markdown, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|file| is_markdown(&file.below));
    set.others = others;
    set.files = markdown
        .into_par_iter()
        .map(|OtherFile { path, below }| {
            let bytes = read_file(root, &path)?;
            Ok(SourceFile { path, below, bytes })
        })
        .collect::<Result<_, SourceError>>()?;
    Ok(set)
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
    found: &mut Vec<OtherFile>,
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
    found.push(OtherFile { path, below });
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
        let set = read(root.path(), &ContentPath::new("content").unwrap()).unwrap();
        let files: Vec<_> = set.files.iter().map(|file| file.below.as_str()).collect();
        assert_eq!(files, ["talks/a.MD", "talks/a/index.md", "talks/b.md"]);
        assert_eq!(set.others[0].path.as_str(), "content/talks/a/p.png");
        assert_eq!(set.files[2].bytes, b"content/talks/b.md");
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let root = site(&["secret.md", "content/talks/a.md"]);
        std::os::unix::fs::symlink(root.path().join("secret.md"), root.path().join("content/talks/s.md"))
            .unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("content/up")).unwrap();
        let set = read(root.path(), &ContentPath::new("content").unwrap()).unwrap();
        assert_eq!(set.files.len(), 1);
        assert_eq!(set.diagnostics.len(), 2);
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_it() {
        let root = site(&[]);
        let error = read(root.path(), &ContentPath::new("content").unwrap()).unwrap_err();
        assert!(error.to_string().contains("content"), "{error}");
    }
}
