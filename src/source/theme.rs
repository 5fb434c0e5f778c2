//! A theme's files: the built-in ones, each of which the site's own theme may replace or add to.
//!
//! What always holds: a page's template that was replaced is still there, as `default/talk.html`, so that the one that replaces it can extend it and change a
//! single block. Components are replaced whole, since a name means one component.

use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::files::{SourceError, is_ignored, read_file};
use crate::vocab::path::{ContentPath, Home};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// One file of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Relative to the theme's folder: `templates/talk.html`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// The site's own file, relative to the site's root; none when it is built in.
    pub own: Option<ContentPath>,
}

/// The built-in theme with the files of `folder` (when the site has a theme) laid over it, in the order of paths.
///
/// # Errors
/// The site's theme is missing or cannot be read.
pub fn read_theme(root: &Path, folder: Option<&ContentPath>) -> Result<Vec<ThemeFile>, SourceError> {
    let mut files = Vec::new();
    built_in(&BUILT_IN, &mut files);
    if let Some(folder) = folder {
        overlay(root, folder, &mut files)?;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn built_in(folder: &Dir<'_>, files: &mut Vec<ThemeFile>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        files.push(ThemeFile { path, bytes: file.contents().to_vec(), own: None });
    }
    folder.dirs().for_each(|inner| built_in(inner, files));
}

fn overlay(root: &Path, folder: &ContentPath, files: &mut Vec<ThemeFile>) -> Result<(), SourceError> {
    let base = root.join(folder.as_str());
    for entry in WalkDir::new(&base)
        .follow_root_links(true)
        .into_iter()
        .filter_entry(|entry| !is_ignored(entry, Home::Content))
    {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&base).to_owned();
            SourceError { path, cause: error.into() }
        })?;
        let relative = entry.path().strip_prefix(&base).unwrap_or(entry.path());
        let Some(path) = relative.to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/")) else {
            continue;
        };
        let Some(own) = ContentPath::new(&format!("{folder}/{path}")).filter(|_| entry.file_type().is_file())
        else {
            continue;
        };
        let file = ThemeFile { bytes: read_file(root, &own)?, path, own: Some(own) };
        match files.iter().position(|known| known.path == file.path) {
            Some(index) => {
                let extendable = extendable(std::mem::replace(&mut files[index], file));
                let is_new = |file: &ThemeFile| files.iter().all(|known| known.path != file.path);
                if let Some(file) = extendable.filter(is_new) {
                    files.push(file);
                }
            }
            None => files.push(file),
        }
    }
    Ok(())
}

/// The built-in template of a page under the name by which the one that replaced it may extend it.
fn extendable(replaced: ThemeFile) -> Option<ThemeFile> {
    let name = replaced.path.strip_prefix("templates/").filter(|name| !name.contains('/'))?;
    let path = format!("templates/default/{name}");
    Some(ThemeFile { path, ..replaced })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sites_own_file_replaces_the_built_in_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("themes/mine/templates");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("talk.html"), "mine").unwrap();
        let themed = ContentPath::new("themes/mine").unwrap();
        let files = read_theme(root.path(), Some(&themed)).unwrap();
        let talk = files.iter().find(|file| file.path == "templates/talk.html").unwrap();
        assert_eq!(talk.bytes, b"mine");
        let replaced = files.iter().find(|file| file.path == "templates/default/talk.html").unwrap();
        assert_eq!(
            Some(replaced.bytes.as_slice()),
            BUILT_IN.get_file("templates/talk.html").map(include_dir::File::contents)
        );
        assert!(!files.iter().any(|file| file.path == "templates/default/report.html"));
        assert!(files.windows(2).all(|pair| pair[0].path < pair[1].path));
        assert!(read_theme(root.path(), Some(&ContentPath::new("themes/none").unwrap())).is_err());
    }
}
