//! Symbolic links on the way to a path, and where it leads.

#![expect(clippy::disallowed_methods, reason = "it is what the rooms that touch the disk do it by")]

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The first symbolic link on the way from the folder `base`, which may be one, to `path` below it, which may be the last.
pub(crate) fn link_below(base: &Path, path: &Path) -> Option<PathBuf> {
    let mut at = base.to_owned();
    for part in path.strip_prefix(base).ok()?.components() {
        if part == Component::ParentDir {
            at.pop();
            if !at.starts_with(base) {
                return None;
            }
            continue;
        }
        at.push(part);
        match fs::symlink_metadata(&at) {
            Ok(metadata) if metadata.is_symlink() => return Some(at),
            Ok(_) => {}
            Err(_) => return None,
        }
    }
    None
}

/// The path without links, as far as it is there.
pub(crate) fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = whole.ancestors().find_map(|there| Some((there, fs::canonicalize(there).ok()?)));
    let Some((there, real)) = found else { return whole };
    match whole.strip_prefix(there) {
        Ok(rest) if rest != Path::new("") => real.join(rest),
        _ => real,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_on_the_way_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir_all(base.join("a/b")).unwrap();
        symlink("a", base.join("l")).unwrap();
        assert_eq!(link_below(&base, &base.join("a/b/c")), None);
        assert_eq!(link_below(&base, &base.join("l/b")), Some(base.join("l")));
        assert_eq!(link_below(&base.join("l"), &base.join("l/b")), None);
        assert_eq!(link_below(&base, Path::new("/elsewhere")), None);
        assert_eq!(link_below(&base.join("a"), &base.join("a/../l")), None);
        assert_eq!(link_below(&base, &base.join("a/../l/b")), Some(base.join("l")));
        assert_eq!(real(&base.join("l/b/new/x")), base.join("a/b/new/x"));
        assert_eq!(real(&base.join("l")), base.join("a"));
    }
}
