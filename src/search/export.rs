//! The client search data: what a browser needs in order to answer queries as the index does, as files of the site.
//!
//! Comes in: the materials, and a sink for files. Goes out: the files that `docs/search-data.md`
//! describes, given to the sink from several threads in any order. What always holds: they are made from the corpus, as the index
//! is, never from the index's own files; the same content gives the same bytes, whatever the thread count; a file's name
//! changes with the content of any.

mod documents;
mod facets;
mod file;
mod gzip;
mod inversion;
mod lexicon;
mod manifest;
mod numbers;
mod postings;
mod shard;
mod stems;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Hasher;
use crate::vocab::path::OutputPath;

use super::materials::Materials;

use facets::Facets;
use file::{Build, DataFile, Sort};
use gzip::Gzip;
use manifest::Manifest;
use shard::Shard;

/// The folder of all search data, in the output.
const FOLDER: &str = "search";
/// How many bytes a facet has at most to be in the manifest, where it needs no file of its own to be asked for.
const SMALL_FACET: usize = 4 * 1024;

/// What was given to the sink.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    pub files: usize,
    /// As they are published.
    pub bytes: u64,
}

/// Gives the search data to a sink, file by file; when there are no documents, there is none.
///
/// # Errors
/// The sink's first.
#[expect(clippy::missing_panics_doc, reason = "the paths are made of plain names")]
pub fn export<E: Send>(
    materials: &Materials<'_>,
    sink: impl Fn(Artifact) -> Result<(), E> + Sync,
) -> Result<Exported, E> {
    if materials.documents.is_empty() {
        return Ok(Exported::default());
    }
    let (manifest, files) = data(materials);
    let build = build_of(&manifest, &files);
    let (count, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let put = |path: &str, gzipped: Vec<u8>| {
        count.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(gzipped.len() as u64, Ordering::Relaxed);
        let path = OutputPath::new(&format!("{FOLDER}/{path}")).expect("made of plain names");
        sink(Artifact { path, bytes: gzipped })
    };
    files.into_par_iter().try_for_each_init(Gzip::new, |gzip, file| {
        put(&file.path(&build), gzip.compress(&[&file.head(&build), &file.body]))
    })?;
    put("manifest", Gzip::new().compress(&[&manifest.bytes(Some(&build))]))?;
    Ok(Exported { files: count.into_inner(), bytes: bytes.into_inner() })
}

/// Every file, in a fixed order, and what the manifest says of them.
fn data(materials: &Materials<'_>) -> (Manifest, Vec<DataFile>) {
    let Materials { corpus, words, .. } = materials;
    let (first_surfaces, lexicon) = lexicon::shards(words);
    let inverted = inversion::invert(corpus, words);
    let documents = documents::shards(materials);
    let mut facets = Vec::new();
    let mut facet_files = Vec::new();
    for (field, body) in Facets::of(materials).bodies() {
        if body.len() <= SMALL_FACET {
            facets.push((field, Some(body)));
        } else {
            facets.push((field, None));
            facet_files.push(DataFile { sort: Sort::Facet, name: field.name().to_owned(), body });
        }
    }
    let manifest = Manifest {
        documents: corpus.len() as u32,
        tokens: inverted.tokens,
        document_frequencies: inverted.document_frequencies,
        lexicon: first_surfaces,
        postings: firsts(&inverted.postings),
        positions: firsts(&inverted.positions),
        shards: firsts(&documents),
        stems: stems::firsts(&inverted.postings, corpus, words),
        stop_words: stems::of_stop_words(&inverted.postings, words),
        facets,
    };
    let mut files = numbered(Sort::Lexicon, lexicon);
    files.extend(numbered(Sort::Postings, bodies_of(inverted.postings)));
    files.extend(numbered(Sort::Positions, bodies_of(inverted.positions)));
    files.extend(numbered(Sort::Documents, bodies_of(documents)));
    files.extend(facet_files);
    files.push(facets::dates(&materials.documents));
    (manifest, files)
}

fn firsts(shards: &[Shard]) -> Vec<u32> {
    shards.iter().map(|shard| shard.first).collect()
}

fn bodies_of(shards: Vec<Shard>) -> Vec<Vec<u8>> {
    shards.into_iter().map(|shard| shard.body).collect()
}

fn numbered(sort: Sort, bodies: Vec<Vec<u8>>) -> Vec<DataFile> {
    let numbered = bodies.into_iter().enumerate();
    numbered.map(|(index, body)| DataFile { sort, name: index.to_string(), body }).collect()
}

/// The number of the build: it changes with any file, and with what the manifest says.
fn build_of(manifest: &Manifest, files: &[DataFile]) -> Build {
    let fingerprints: Vec<_> = files.par_iter().map(DataFile::fingerprint).collect();
    let mut hasher = Hasher::new();
    hasher.update(&manifest.bytes(None));
    fingerprints.iter().for_each(|fingerprint| {
        hasher.update(fingerprint.as_bytes());
    });
    Build::of(hasher.finish())
}

#[cfg(test)]
mod tests;
