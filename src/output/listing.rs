//! The manifest and the journal: which files the site has, as text, sorted by path, closed by the fingerprint of the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

use super::error::OutputError;
use super::error::at;
use crate::disk;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::path::OutputPath;

const HEAD: &str = "rexbase 2";
/// How lists began that were not closed.
const HEAD_BEFORE: &str = "rexbase 1";

/// Every file of a site: its fingerprint and its size in bytes, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) files: BTreeMap<OutputPath, (Fingerprint, u64)>,
}

/// A list as it is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Whole(Listing),
    /// What can be read of one that is not as it was written: it may lack files, and name others.
    Damaged(Listing),
}

impl Listing {
    /// Reads a listing; none when there is no such file. Lines that cannot be read are left out: what they name is then
    /// nobody's, and is not touched.
    pub(super) fn read(path: &Path) -> Result<Option<Found>, OutputError> {
        match disk::read(path) {
            Ok(bytes) => Ok(Some(Self::parse(&String::from_utf8_lossy(&bytes)))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(at(path)(cause)),
        }
    }

    /// Writes it to `waiting`, and puts it in the place of what is at `path`.
    pub(super) fn write(&self, path: &Path, waiting: &Path) -> Result<(), OutputError> {
        disk::commit::replace(path, waiting, self.text().as_bytes()).map_err(at(path))
    }

    /// As it is written. It may be of many megabytes, at the moment when a build holds most: so there is room for all of it from the beginning.
    fn text(&self) -> String {
        /// A row's fingerprint and size, and what stands between.
        const ROW: usize = 64;
        let rows = self.files.keys().map(|file| file.as_str().len() + ROW).sum::<usize>();
        let mut text = String::with_capacity(rows + ROW * 2);
        // A text takes what is written to it.
        let _ = writeln!(text, "{HEAD}");
        for (file, (fingerprint, size)) in &self.files {
            let _ = writeln!(text, "{fingerprint} {size} {file}");
        }
        let sum = Fingerprint::of(text.as_bytes());
        let _ = writeln!(text, "{sum}");
        text
    }

    fn parse(text: &str) -> Found {
        let listing = || {
            let rows = text.lines().filter_map(|line| {
                let (fingerprint, rest) = line.split_once(' ')?;
                let (size, path) = rest.split_once(' ')?;
                Some((OutputPath::new(path)?, (Fingerprint::parse(fingerprint)?, size.parse().ok()?)))
            });
            Self { files: rows.collect() }
        };
        let is_closed = || {
            let (rows, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
            Some(Fingerprint::parse(sum)? == Fingerprint::of(&text.as_bytes()[..=rows.len()]))
        };
        let is_whole = match text.lines().next() {
            Some(HEAD) => is_closed() == Some(true),
            // What was lost of such a one cannot be known.
            Some(HEAD_BEFORE) => text.ends_with('\n'),
            _ => false,
        };
        if is_whole { Found::Whole(listing()) } else { Found::Damaged(listing()) }
    }
}

/// Refuses paths that are one file on a file system that does not tell cases apart, and a file where another path
/// needs a folder.
pub(super) fn refuse_clashes<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Result<(), OutputError> {
    let clash = |one: &str, other: &str| Err(OutputError::Clash(one.to_owned(), other.to_owned()));
    let mut files: HashMap<Cow<'_, str>, &str> = HashMap::default();
    for path in paths.clone() {
        if let Some(other) = files.insert(lowercase(path), path) {
            return clash(other, path);
        }
    }
    let mut checked: HashSet<&str> = HashSet::default();
    for path in paths {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if !checked.insert(parent) {
                break;
            }
            if let Some(file) = files.get(&lowercase(parent)) {
                return clash(file, path);
            }
            folder = parent;
        }
    }
    Ok(())
}

/// A path as a file system knows it that does not tell cases apart; most are written so already.
fn lowercase(path: &str) -> Cow<'_, str> {
    let is_lowercase = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lowercase { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}
