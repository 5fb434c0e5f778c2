//! Images as they were last read: measured once, and their versions kept in the cache.
//!
//! What always holds: an image is read again when its file's stamp changed, and prepared again when its bytes did; the cache, one file for each
//! image that the site has, named after its bytes, may be lost or damaged at any time; the folder of versions is a function of the images alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::images::{self, Prepared};
use crate::knowledge::Attachment;
use crate::memo;
use crate::output::Transaction;
use crate::source::{self, SourceFile, Stamp};
use crate::vocab::artifact::Artifact;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::{ContentPath, OutputPath};
use crate::vocab::picture::Picture;

use super::error::BuildError;

/// Every image beside a page.
#[derive(Default)]
pub(super) struct Images {
    seen: HashMap<ContentPath, Seen>,
    /// Whether what is prepared may be saved: a check writes nothing.
    pub(super) saves: bool,
}

struct Seen {
    stamp: Stamp,
    fingerprint: Fingerprint,
    found: Found,
}

/// What is known of one image, as the cache keeps it before the files of its versions.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Found {
    picture: Option<Picture>,
    problem: Option<String>,
    /// How many bytes the file of each version has.
    lengths: Vec<usize>,
}

/// What pages show of images, by the path in the output folder.
pub(super) type Pictures = BTreeMap<String, Picture>;

impl Images {
    /// Looks at the images among these attachments; `others` has the stamps of all files that are not Markdown.
    pub(super) fn look(
        &mut self,
        root: &Path,
        cache: &Path,
        attachments: &[Attachment],
        others: &[SourceFile],
    ) -> (Pictures, Vec<Diagnostic>) {
        let is_image = |attachment: &&Attachment| images::is_picture(attachment.path.as_str());
        let mut attachments = attachments.iter().filter(is_image).peekable();
        if attachments.peek().is_none() {
            self.seen.clear();
            return (Pictures::new(), Vec::new());
        }
        let stamps: HashMap<&ContentPath, Stamp> =
            others.iter().map(|file| (&file.path, file.stamp)).collect();
        let attachments: Vec<_> = attachments.collect();
        let stamp = |path: &ContentPath| stamps.get(path).copied().unwrap_or_default();
        let (seen, saves) = (&self.seen, self.saves);
        let new: Vec<_> = attachments
            .par_iter()
            .filter(|image| seen.get(&image.path).is_none_or(|seen| seen.stamp != stamp(&image.path)))
            .filter_map(|image| {
                // One that went away since it was listed is missed where it is copied.
                let bytes = source::read_file(root, &image.path).ok()?;
                let fingerprint = Fingerprint::of(&bytes);
                let path = memo_path(cache, fingerprint);
                let found = memo::load(&path).and_then(|kept| Some(split(&kept)?.0)).unwrap_or_else(|| {
                    let (found, files) = found(&bytes);
                    if saves && !files.is_empty() {
                        memo::save(&path, &joined(&found, &files));
                    }
                    found
                });
                Some((image.path.clone(), Seen { stamp: stamp(&image.path), fingerprint, found }))
            })
            .collect();
        let there: BTreeSet<_> = attachments.iter().map(|image| &image.path).collect();
        self.seen.retain(|path, _| there.contains(path));
        self.seen.extend(new);

        let (mut pictures, mut diagnostics) = (Pictures::new(), Vec::new());
        for Attachment { path, output } in attachments {
            let Some(Seen { found: Found { picture, problem, .. }, .. }) = self.seen.get(path) else {
                continue;
            };
            if let Some(picture) = picture {
                pictures.insert(output.as_str().to_owned(), picture.clone());
            }
            if let Some(problem) = problem {
                diagnostics.push(
                    Diagnostic::warning(
                        "image",
                        path,
                        format!("this image is published as it is: {problem}"),
                    )
                    .with_hint("look at it in a browser, and save it again, smaller, when it is not right"),
                );
            }
        }
        (pictures, diagnostics)
    }

    /// Publishes the versions of all images; forgets in the cache those that there are no more.
    pub(super) fn publish(
        &self,
        root: &Path,
        cache: &Path,
        transaction: &Transaction<'_>,
    ) -> Result<(), BuildError> {
        let mut done = BTreeSet::new();
        let mut by_path: Vec<_> = self.seen.iter().collect();
        by_path.sort_unstable_by_key(|(path, _)| *path);
        for (path, Seen { fingerprint, found, .. }) in by_path {
            let versions = found.picture.iter().flat_map(Picture::all_versions);
            let paths: Vec<_> = versions.filter_map(|version| OutputPath::new(&version.path)).collect();
            // Two images may be the same.
            if paths.is_empty() || !done.insert(memo_name(*fingerprint)) || transaction.keep(paths.iter()) {
                continue;
            }
            let kept = memo::load(&memo_path(cache, *fingerprint)).and_then(|kept| Some(split(&kept)?.1));
            let files = match kept {
                Some(files) => files,
                None => self::found(&source::read_file(root, path)?).1,
            };
            for (path, bytes) in paths.into_iter().zip(files) {
                transaction.put(Artifact { path, bytes })?;
            }
        }
        if self.saves {
            memo::keep_only(&folder(cache), &done);
        }
        Ok(())
    }
}

/// A fingerprint of all that pages show of images.
pub(super) fn fingerprint(pictures: &Pictures) -> Fingerprint {
    let mut hasher = Hasher::new();
    for (path, picture) in pictures {
        hasher.update(path.as_bytes()).update(format!("{picture:?}").as_bytes());
    }
    hasher.finish()
}

fn found(bytes: &[u8]) -> (Found, Vec<Vec<u8>>) {
    match images::prepare(bytes) {
        Ok(Prepared { picture, files, problem }) => {
            let lengths = files.iter().map(Vec::len).collect();
            (Found { picture: Some(picture), problem, lengths }, files)
        }
        Err(problem) => (Found { picture: None, problem: Some(problem), lengths: Vec::new() }, Vec::new()),
    }
}

fn folder(cache: &Path) -> PathBuf {
    cache.join("images")
}

fn memo_name(fingerprint: Fingerprint) -> String {
    fingerprint.to_string()
}

fn memo_path(cache: &Path, fingerprint: Fingerprint) -> PathBuf {
    folder(cache).join(memo_name(fingerprint))
}

/// What the cache keeps: a line of JSON, then the files.
fn joined(found: &Found, files: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(found).unwrap_or_default();
    bytes.push(b'\n');
    files.iter().for_each(|file| bytes.extend_from_slice(file));
    bytes
}

fn split(kept: &[u8]) -> Option<(Found, Vec<Vec<u8>>)> {
    let end = kept.iter().position(|byte| *byte == b'\n')?;
    let found: Found = serde_json::from_slice(&kept[..end]).ok()?;
    let mut rest = &kept[end + 1..];
    let mut files = Vec::new();
    for length in &found.lengths {
        let (file, after) = rest.split_at_checked(*length)?;
        files.push(file.to_vec());
        rest = after;
    }
    Some((found, files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_gives_back_what_it_took() {
        let picture = Picture { width: 9, height: 8, versions: Vec::new(), webp: Vec::new() };
        let found = Found { picture: Some(picture), problem: None, lengths: vec![2, 0, 1] };
        let files = vec![b"ab".to_vec(), Vec::new(), b"\n".to_vec()];
        let (again, again_files) = split(&joined(&found, &files)).unwrap();
        assert_eq!((again.picture, again_files), (found.picture, files));
        assert!(split(b"").is_none() && split(b"{}\n").is_none());
    }
}
