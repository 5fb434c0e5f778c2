//! Plain files: the only ones that are read, and the only ones that are made.

#![expect(clippy::disallowed_methods, reason = "it is what the rooms that touch the disk do it by")]

use std::fs;
use std::io;
use std::path::Path;

/// What the file system says of a plain file.
///
/// # Errors
/// There is none, or it is something else: a symbolic link, a folder, a pipe, a device.
pub(crate) fn plain(path: &Path) -> io::Result<fs::Metadata> {
    let metadata = fs::symlink_metadata(path)?;
    if metadata.is_file() {
        return Ok(metadata);
    }
    let kind = if metadata.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
    Err(io::Error::new(kind, format!("it is {}, and no plain file", kind_of(metadata.file_type()))))
}

/// What something on the disk is, in words.
pub(crate) fn kind_of(kind: fs::FileType) -> &'static str {
    if kind.is_symlink() {
        "a symbolic link"
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_file() {
        "a file"
    } else {
        "a pipe, a socket or a device"
    }
}

/// Opens a plain file to be read.
///
/// # Errors
/// As for [`plain`].
pub(crate) fn open(path: &Path) -> io::Result<fs::File> {
    plain(path)?;
    fs::File::open(path)
}

/// The bytes of a plain file.
///
/// # Errors
/// As for [`plain`].
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    plain(path)?;
    fs::read(path)
}

/// Whether there is a folder at `path`: a link to one is none.
pub(crate) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Makes a file to be written. What bears the name already and is no folder goes first: a link, not what it leads to.
///
/// # Errors
/// The file system refuses.
pub(crate) fn create(path: &Path) -> io::Result<fs::File> {
    let new = || fs::OpenOptions::new().write(true).create_new(true).open(path);
    match new() {
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            new()
        }
        made => made,
    }
}

/// Makes what is written all that the file at `path` has, at once; `waiting` is where they wait meanwhile, on the same file system.
///
/// # Errors
/// The file system refuses, or who writes; then what was at `path` still is.
pub(crate) fn replace(
    path: &Path,
    waiting: &Path,
    write: impl FnOnce(&mut fs::File) -> io::Result<()>,
) -> io::Result<()> {
    let written = create(waiting).and_then(|mut file| write(&mut file));
    written.and_then(|()| fs::rename(waiting, path)).inspect_err(|_| drop(fs::remove_file(waiting)))
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn only_plain_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "text").unwrap();
        symlink(at("file"), at("link")).unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        assert_eq!(read(&at("file")).unwrap(), b"text");
        for (name, expected) in [("link", "a symbolic link"), ("socket", "a pipe"), (".", "a folder")] {
            let error = read(&at(name)).unwrap_err().to_string();
            assert!(error.contains(expected), "{name}: {error}");
            assert!(open(&at(name)).is_err());
        }
        assert_eq!(read(Path::new("/dev/zero")).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert_eq!(open(&at("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("precious"), "precious").unwrap();
        for (name, waiting) in [("a", "waits"), ("b", "dangles")] {
            symlink(at("precious"), at(name)).unwrap();
            symlink(if waiting == "waits" { at("precious") } else { at("nowhere") }, at(waiting)).unwrap();
            replace(&at(name), &at(waiting), |file| file.write_all(b"new")).unwrap();
            assert_eq!(read(&at(name)).unwrap(), b"new");
        }
        fs::hard_link(at("precious"), at("c")).unwrap();
        create(&at("c")).unwrap();
        assert_eq!(read(&at("precious")).unwrap(), b"precious");
        assert!(!at("nowhere").exists() && !at("waits").exists());
        fs::create_dir(at("folder")).unwrap();
        assert!(replace(&at("folder"), &at("waits"), |file| file.write_all(b"x")).is_err());
        assert!(at("folder").is_dir() && !at("waits").exists());
    }
}
