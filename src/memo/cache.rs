//! Whose the cache folder is.
//!
//! Comes in: the folder. Goes out: that it may be used, or why it may not. What always holds: a folder is used when it is not there yet, or is empty, or
//! bears our mark, or holds nothing but what an earlier version kept, which made no mark (a folder of
//! another name than the usual must show it by how its files begin); it is no link, nor is anything in it that has a name of ours.
//! What others put beside stays, since only what has a name of ours is written or removed.

#![expect(clippy::disallowed_methods, reason = "it keeps files in the cache folder")]

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::disk;
use crate::vocab::kept::{Kept, kept};
use crate::vocab::path::is_left_out;

/// The file that marks the folder, for other programs, too: backups leave out what has one.
const MARK: &str = "CACHEDIR.TAG";
const TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # Rexbase keeps in this folder what one run remembers for the next: it may be removed at any time.\n\
    # See https://bford.info/cachedir/\n";
/// The name of the folder when nobody chose another.
const USUAL: &str = ".rexbase";
/// How the files begin that have a beginning of their own.
const BEGINNINGS: &[&str] = &["rexbase memo ", "rexbase output stats "];

/// The cache folder may not be used.
#[derive(Debug)]
pub enum CacheError {
    /// Something else is where the folder, or something in it, should be.
    InTheWay { path: PathBuf, is: &'static str },
    /// It holds what Rexbase did not write.
    NotOurs { folder: PathBuf, names: Vec<String> },
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InTheWay { path, is } => write!(
                f,
                "`{}` is {is}, where rexbase keeps what it remembers: remove it, or choose another folder with `cache` in rexbase.toml",
                path.display()
            ),
            Self::NotOurs { folder, names } => {
                let shown: Vec<_> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
                let more =
                    if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
                write!(
                    f,
                    "`{}` holds what rexbase did not write ({}{more}), so it is not used as the cache: choose a folder that is empty or not there yet, with `cache` in rexbase.toml",
                    folder.display(),
                    shown.join(", ")
                )
            }
            Self::Io { path, cause } => write!(f, "cannot use the cache `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for CacheError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// Looks whether the cache folder may be used; changes nothing.
///
/// # Errors
/// It is not ours, or what has a name of ours in it is something else, or the file system refuses.
pub(crate) fn look(folder: &Path) -> Result<(), CacheError> {
    match fs::symlink_metadata(folder) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(at(folder)(cause)),
        Ok(metadata) if metadata.is_dir() => {}
        Ok(metadata) => return Err(in_the_way(folder, metadata.file_type())),
    }
    let entries = entries(folder)?;
    for (name, kind) in &entries {
        let is_right = match name.to_str().and_then(kept) {
            Some(Kept::File) => kind.is_file(),
            Some(Kept::Folder(_)) => kind.is_dir(),
            None => true,
        };
        if !is_right {
            return Err(in_the_way(&folder.join(name), *kind));
        }
    }
    if is_marked(folder) {
        return Ok(());
    }
    let mut names = Vec::new();
    let is_usual = folder.file_name() == Some(OsStr::new(USUAL));
    others(folder, kept, if is_usual { Trust::Names } else { Trust::Beginnings }, "", &mut names)?;
    if !is_usual && names.is_empty() && !entries.is_empty() && !has_memos(folder, &entries) {
        names.extend(entries.iter().map(|(name, _)| name.to_string_lossy().into_owned()));
    }
    names.sort();
    if names.is_empty() { Ok(()) } else { Err(CacheError::NotOurs { folder: folder.to_owned(), names }) }
}

/// Makes the cache folder, and marks it as ours. To be called when [`look`] found nothing against it.
///
/// # Errors
/// The file system refuses.
pub(crate) fn own(folder: &Path) -> Result<(), CacheError> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    if is_marked(folder) {
        return Ok(());
    }
    let mark = folder.join(MARK);
    let made = disk::create(&mark).and_then(|mut file| file.write_all(TEXT.as_bytes()));
    made.map_err(at(&mark))
}

/// By what a file is known for one of ours, in a folder that has no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Its name: nobody else has a folder that is called as ours is.
    Names,
    /// How it begins, as well.
    Beginnings,
}

/// Whether a file in the folder begins as those do that every build leaves.
fn has_memos(folder: &Path, entries: &[(OsString, fs::FileType)]) -> bool {
    entries.iter().any(|(name, kind)| {
        kind.is_file() && start_of(&folder.join(name)).is_some_and(|start| has_beginning(&start))
    })
}

fn is_marked(folder: &Path) -> bool {
    let mut text = Vec::new();
    let file = disk::open(&folder.join(MARK));
    let read = file.and_then(|file| file.take(TEXT.len() as u64 + 1).read_to_end(&mut text));
    read.is_ok() && text == TEXT.as_bytes()
}

/// Notes all in a folder that no version of ours wrote.
fn others(
    folder: &Path,
    kept: fn(&str) -> Option<Kept>,
    trust: Trust,
    below: &str,
    names: &mut Vec<String>,
) -> Result<(), CacheError> {
    for (name, kind) in entries(folder)? {
        let (path, text) = (folder.join(&name), name.to_string_lossy());
        // What the system, an editor or a mark that was damaged left.
        let is_nobodys =
            kind.is_file() && (is_left_out(&text) || ["Thumbs.db", "desktop.ini", MARK].contains(&&*text));
        match kept(&text) {
            Some(Kept::Folder(kept)) if kind.is_dir() => {
                others(&path, kept, trust, &format!("{below}{text}/"), names)?;
            }
            Some(Kept::File) if kind.is_file() && (trust == Trust::Names || may_be_ours(&path, below)) => {}
            _ if is_nobodys => {}
            _ => names.push(format!("{below}{text}")),
        }
    }
    Ok(())
}

/// Whether a file is empty, or begins as those of ours do, where those have a beginning of their own.
fn may_be_ours(path: &Path, below: &str) -> bool {
    let has_none = below.starts_with("search/") || below.starts_with("spare/");
    has_none || start_of(path).is_some_and(|start| start.is_empty() || has_beginning(&start))
}

fn start_of(path: &Path) -> Option<Vec<u8>> {
    let mut start = Vec::new();
    disk::open(path).and_then(|file| file.take(32).read_to_end(&mut start)).ok()?;
    Some(start)
}

fn has_beginning(start: &[u8]) -> bool {
    BEGINNINGS.iter().any(|text| start.starts_with(text.as_bytes()))
}

fn entries(folder: &Path) -> Result<Vec<(OsString, fs::FileType)>, CacheError> {
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?))
    };
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(entry).collect());
    entries.map_err(at(folder))
}

fn in_the_way(path: &Path, kind: fs::FileType) -> CacheError {
    CacheError::InTheWay { path: path.to_owned(), is: disk::kind_of(kind) }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> CacheError + '_ {
    |cause| CacheError::Io { path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(name);
        fs::create_dir(&folder).unwrap();
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (root, folder)
    }

    /// What a version kept that made no mark.
    const EARLIER: &[(&str, &str)] = &[
        ("lock", ""),
        ("moment", ""),
        ("stamps", "rexbase memo 0.1.0 1 2\n"),
        ("published.new-123", "rexbase memo 0.1.0 1 2\n"),
        ("output-stats", "rexbase output stats 1\n"),
        ("documents/63", "rexbase memo 0.1.0 1 2\n"),
        ("documents/7.new-1", ""),
        ("images/0123456789abcdef0123456789abcdef", "rexbase memo 0.1.0 1 2\n"),
        ("spare/12", "<html>"),
        ("search/current", "3 index-1"),
        ("search/current.index-2", "3 index-2"),
        ("search/index-1/meta.json", "{}"),
        ("search/index-1/lexicon", ""),
        ("search/index-1/0123456789abcdef0123456789abcdef.fieldnorm", ""),
        ("search/index-1/.tantivy-meta.lock", ""),
        (".DS_Store", "x"),
    ];

    #[test]
    fn what_an_earlier_version_kept_is_taken_over() {
        for name in [".rexbase", "cache"] {
            let (root, folder) = folder(name, EARLIER);
            look(&folder).unwrap();
            own(&folder).unwrap();
            // From now on, what others put beside is left alone.
            fs::write(folder.join("notes.txt"), "mine").unwrap();
            look(&folder).unwrap();
            assert!(look(&root.path().join("none")).is_ok());
        }
    }

    #[test]
    fn what_others_wrote_is_refused_and_named() {
        for other in [
            "logo.png",
            "images/logo.png",
            "images/0123456789abcdef",
            "documents/a",
            "search/index-1/x.idx",
            "search/notes",
            "spare/1.html",
            "sub/lock",
            "documents/1/x",
        ] {
            for name in [".rexbase", "docs"] {
                let (_root, folder) = folder(name, &[("lock", ""), (other, "precious")]);
                let CacheError::NotOurs { names, .. } = look(&folder).unwrap_err() else { panic!("{other}") };
                assert_eq!(names.len(), 1, "{names:?}");
                assert!(other.starts_with(names[0].trim_end_matches('/')), "{other}: {names:?}");
            }
        }
        let (_root, docs) = folder("docs", &[("published", "a list of what we published")]);
        assert!(matches!(look(&docs), Err(CacheError::NotOurs { .. })));
        for precious in
            ["documents/3", "spare/1", "search/current", "images/0123456789abcdef0123456789abcdef", "lock"]
        {
            let (_root, docs) = folder("docs", &[(precious, "precious")]);
            assert!(matches!(look(&docs), Err(CacheError::NotOurs { .. })), "{precious}");
        }
        let (_root, usual) = folder(".rexbase", &[("published", "damaged")]);
        look(&usual).unwrap();
        let (_root, forged) =
            folder("docs", &[("logo.png", ""), (MARK, "Signature: 8a477f597d28d172789f06886806bc55\n")]);
        assert!(look(&forged).is_err(), "another program's mark is not ours");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_refused_marked_or_not() {
        use std::os::unix::fs::symlink;
        for name in ["images", "documents", "search", "spare", "lock", "published", "moment"] {
            let (root, folder) = folder(".rexbase", &[]);
            own(&folder).unwrap();
            symlink(root.path(), folder.join(name)).unwrap();
            let error = look(&folder).unwrap_err();
            assert!(matches!(error, CacheError::InTheWay { is: "a symbolic link", .. }), "{name}: {error}");
        }
        let (root, marked) = folder(".rexbase", &[]);
        own(&marked).unwrap();
        symlink(&marked, root.path().join("link")).unwrap();
        assert!(look(&root.path().join("link")).is_err());
        fs::create_dir(marked.join("lock")).unwrap();
        assert!(look(&marked).is_err());
    }
}
