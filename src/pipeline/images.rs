//! Images as they were last read: measured once, and their versions kept in the cache.
//!
//! What always holds:
//!
//! - An image is read again when its file's stamp changed, and prepared again when its bytes did.
//! - The cache, one file for each image that the site has, named after its bytes, may be lost or damaged at any time.
//! - The folder of versions is a function of the images alone.
//!
//! Who publishes nothing only measures.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::images::{self, Budget, Prepared};
use crate::knowledge::Attachment;
use crate::memo;
use crate::output::Transaction;
use crate::source::{self, SourceFile, Stamp};
use crate::vocab::artifact::Artifact;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::{ContentPath, OutputPath};
use crate::vocab::picture::Picture;

use super::error::BuildError;
use super::mode::Mode;
use super::progress::Progress;

/// Every image beside a page.
#[derive(Default)]
pub(super) struct Images {
    seen: HashMap<ContentPath, Seen>,
    budget: Budget,
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
        mode: Mode,
        progress: &dyn Progress,
    ) -> (Pictures, Vec<Diagnostic>) {
        let is_image = |attachment: &&Attachment| images::is_picture(attachment.path.as_str());
        let attachments: Vec<_> = attachments.iter().filter(is_image).collect();
        if attachments.is_empty() {
            self.seen.clear();
            return (Pictures::new(), Vec::new());
        }
        let stamps: HashMap<&ContentPath, Stamp> =
            others.iter().map(|file| (&file.path, file.stamp)).collect();
        let stamp = |path: &ContentPath| stamps.get(path).copied().unwrap_or_default();
        let is_new = |path: &ContentPath| self.seen.get(path).is_none_or(|seen| seen.stamp != stamp(path));
        let new: Vec<_> = attachments.iter().map(|image| &image.path).filter(|path| is_new(path)).collect();
        progress.begin("images", new.len());
        let look = |path: &ContentPath| {
            let seen = self.look_at(root, cache, path, stamp(path), mode);
            progress.advance();
            Some((path.clone(), seen?))
        };
        let new: Vec<_> = new.into_par_iter().filter_map(look).collect();
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
                        Code::Image,
                        path,
                        format!("this image is published as it is: {problem}"),
                    )
                    .with_hint("look at it in a browser, and save it again, smaller, when it is not right"),
                );
            }
        }
        (pictures, diagnostics)
    }

    /// Looks at one; none when it went away since it was listed, which is missed where it is copied.
    fn look_at(
        &self,
        root: &Path,
        cache: &Path,
        path: &ContentPath,
        stamp: Stamp,
        mode: Mode,
    ) -> Option<Seen> {
        if stamp.size > images::LARGEST {
            let most = images::LARGEST >> 20;
            let problem = format!(
                "its file has {} MB, and only what has at most {most} is looked at",
                stamp.size >> 20
            );
            let found = Found { picture: None, problem: Some(problem), lengths: Vec::new() };
            return Some(Seen { stamp, fingerprint: Fingerprint::of(b""), found });
        }
        let bytes = source::read_file(root, path).ok()?;
        if mode == Mode::Check {
            let problem = images::measure(&bytes).map_or_else(Some, |measure| measure.problem);
            let found = Found { picture: None, problem, lengths: Vec::new() };
            return Some(Seen { stamp, fingerprint: Fingerprint::of(b""), found });
        }
        let fingerprint = Fingerprint::of(&bytes);
        let path = memo_path(cache, fingerprint);
        let kept = memo::load(&path).and_then(|kept| Some(split(&kept)?.0));
        let found = kept.unwrap_or_else(|| {
            let (found, files) = found(&bytes, &self.budget);
            // That there are no versions is worth remembering, too: to find out, the image was decoded.
            memo::save(&path, &joined(&found, &files));
            found
        });
        Some(Seen { stamp, fingerprint, found })
    }

    /// Publishes the versions of all images; forgets in the cache those that there are no more.
    pub(super) fn publish(
        &self,
        root: &Path,
        cache: &Path,
        transaction: &Transaction<'_>,
    ) -> Result<(), BuildError> {
        let (mut done, mut placed) = (BTreeSet::new(), BTreeSet::new());
        let mut by_path: Vec<_> = self.seen.iter().collect();
        by_path.sort_unstable_by_key(|(path, _)| *path);
        for (path, Seen { fingerprint, found, .. }) in by_path {
            let versions = found.picture.iter().flat_map(Picture::all_versions);
            let paths: Vec<_> = versions.filter_map(|version| OutputPath::new(&version.path)).collect();
            if !done.insert(memo_name(*fingerprint)) || paths.is_empty() {
                continue;
            }
            // Images that differ in their bytes may have the same pixels, and then the same versions: each is published once.
            let new: Vec<_> = paths.iter().filter(|path| placed.insert((*path).clone())).collect();
            if transaction.keep(new.iter().copied()) {
                continue;
            }
            let kept = memo::load(&memo_path(cache, *fingerprint)).and_then(|kept| Some(split(&kept)?.1));
            let files = match kept {
                Some(files) => files,
                None => self::found(&source::read_file(root, path)?, &self.budget).1,
            };
            for (path, bytes) in paths.iter().zip(files).filter(|(path, _)| new.contains(path)) {
                transaction.put(Artifact { path: path.clone(), bytes })?;
            }
        }
        memo::keep_only(&folder(cache), &done);
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

fn found(bytes: &[u8], budget: &Budget) -> (Found, Vec<Vec<u8>>) {
    match images::prepare(bytes, budget) {
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
