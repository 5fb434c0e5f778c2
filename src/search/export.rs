//! The client search data: what a browser needs in order to answer queries as the index does, as files of the site.
//!
//! Comes in: the materials, and a sink for files. Goes out: the files that `docs/search-data.md` describes, given to the sink from several threads in
//! any order. What always holds:
//!
//! - They are made from the corpus, as the index is, never from the index's own files.
//! - The same content gives the same bytes, whatever the thread count and whatever was there before.
//! - A file's name changes with its content, so that an edit changes few files.

mod documents;
mod file;
mod gzip;
mod inversion;
mod lexicon;
mod manifest;
mod postings;
mod shard;
mod stems;
mod titles;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use rayon::prelude::*;
use serde_json::json;

use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashSet;
use crate::vocab::path::OutputPath;

use super::digits::Digits;
use super::materials::Materials;
use super::said;

use file::{Body, DataFile, NamedFile, Sort};
use gzip::Gzip;
pub(crate) use inversion::Inverted;
use manifest::{FacetPlace, Manifest};
use shard::Shard;

/// The folder of all search data, in the output.
const FOLDER: &str = "search";
/// In it, the folder of what never changes under its name.
const DATA: &str = "data";
/// How many bytes a facet has at most to be in the manifest, where it needs no file of its own to be asked for.
const SMALL_FACET: usize = 4 * 1024;
/// How long the manifest is at most that a page holds: a longer one delays the page's first words.
const LONGEST_HELD: usize = 32 * 1024;

/// A file of the search data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub path: OutputPath,
    /// Of its content, before it is compressed.
    pub fingerprint: Fingerprint,
}

/// The search data of a corpus.
pub struct Export {
    /// All files, in a fixed order.
    pub files: Vec<Exported>,
    /// The manifest as the search page holds it, too: its file in Base64; empty where that is too long for a page.
    pub held: String,
    /// What the next export is made after; none when there are no documents.
    pub inverted: Option<Inverted>,
}

/// Gives the search data to a sink, file by file, but for those that are there; when there are no documents, there is none. It is made after the one
/// `before`, which costs time and nothing else when there is none.
///
/// # Errors
/// The sink's first.
#[expect(clippy::missing_panics_doc, reason = "the paths are made of plain names")]
pub fn export<E: Send>(
    materials: &Materials<'_>,
    before: Option<&Inverted>,
    is_there: impl Fn(&Exported) -> bool + Sync,
    sink: impl Fn(Artifact) -> Result<(), E> + Sync,
) -> Result<Export, E> {
    if materials.len() == 0 {
        return Ok(Export { files: Vec::new(), held: String::new(), inverted: None });
    }
    let (manifest, files, inverted) = data(materials, before);
    let mut files = named(files, materials);
    let places = [
        places(Sort::Places, &manifest.positions, Sort::Positions, &files),
        places(Sort::Cards, &manifest.documents_shards, Sort::Documents, &files),
    ];
    files.extend(named(places.into(), materials));
    let of_manifest = files.len();
    files.extend(said(materials));
    let put = |gzip: &mut Gzip, name: &str, fingerprint: Fingerprint, content: &dyn Fn() -> Vec<u8>| {
        let path = OutputPath::new(&format!("{FOLDER}/{name}")).expect("made of plain names");
        let exported = Exported { path, fingerprint };
        if !is_there(&exported) {
            sink(Artifact { path: exported.path.clone(), bytes: gzip.compress(&content()) })?;
        }
        Ok(exported)
    };
    let one = |gzip: &mut Gzip, file: &NamedFile<'_>| {
        let name = format!("{DATA}/{}", file.name());
        put(gzip, &name, file.fingerprint, &|| file.bytes(materials))
    };
    let exported = files.par_iter().map_init(Gzip::new, one);
    let mut exported = exported.collect::<Result<Vec<_>, E>>()?;
    let manifest = manifest.bytes(&files[..of_manifest]);
    exported.push(put(&mut Gzip::new(), "manifest", Fingerprint::of(&manifest), &|| manifest.clone())?);
    let held = Some(BASE64.encode(Gzip::new().compress(&manifest))).filter(|text| text.len() <= LONGEST_HELD);
    Ok(Export { files: exported, held: held.unwrap_or_default(), inverted: Some(inverted) })
}

/// Names files by their content.
fn named<'m>(files: Vec<DataFile<'m>>, materials: &Materials<'_>) -> Vec<NamedFile<'m>> {
    let bodies: Vec<(Sort, Fingerprint)> =
        files.par_iter().map(|file| (file.sort, file.body.fingerprint(materials))).collect();
    let of_a_sort = bodies.chunk_by(|a, b| a.0 == b.0);
    let sharing = of_a_sort.flat_map(|of_a_sort| of_a_sort.chunks(of_a_sort[0].0.sharing()));
    let digits = sharing.flat_map(|sharing| {
        let bodies: Vec<Fingerprint> = sharing.iter().map(|(_, fingerprint)| *fingerprint).collect();
        std::iter::repeat_n(Digits::of(&bodies), sharing.len())
    });
    let named = files.into_iter().zip(&bodies).zip(digits);
    named
        .map(|((file, (_, fingerprint)), digits)| NamedFile { file, digits, fingerprint: *fingerprint })
        .collect()
}

/// In which files positions are, which only phrases need to know; or documents, which nobody needs to know before the words are on their way.
fn places<'m>(sort: Sort, firsts: &[u32], of: Sort, files: &[NamedFile<'_>]) -> DataFile<'m> {
    let body = json!({ "firsts": manifest::steps(firsts), "names": manifest::names_of(of, files) });
    DataFile { sort, name: String::new(), body: Body::from(body.to_string().into_bytes()) }
}

/// What is said in recordings: named by the documents, not by the manifest, since few readers need any of them. What is said twice is one file.
fn said<'m>(materials: &'m Materials<'_>) -> Vec<NamedFile<'m>> {
    let mut known = HashSet::default();
    let mut files = Vec::new();
    for transcript in materials.transcripts() {
        let digits = said::digits(transcript);
        if !known.insert(digits.text()) {
            continue;
        }
        for (number, part) in said::parts(transcript).into_iter().enumerate() {
            let body = Body::Said(transcript, part);
            let fingerprint = body.fingerprint(materials);
            let file = DataFile { sort: Sort::Said, name: number.to_string(), body };
            files.push(NamedFile { file, digits, fingerprint });
        }
    }
    files
}

/// Every file, in a fixed order, and what the manifest says of them.
fn data<'m>(
    materials: &'m Materials<'_>,
    before: Option<&Inverted>,
) -> (Manifest<'m>, Vec<DataFile<'m>>, Inverted) {
    let Materials { corpus, catalogue, words, .. } = materials;
    let ((lexicon, titles, documents), inversion) = rayon::join(
        || (lexicon::shards(materials), titles::shards(corpus, words), documents::shards(materials)),
        || inversion::invert(corpus, words, before),
    );
    let mut facets = Vec::new();
    let mut facet_files = Vec::new();
    for (field, body) in &catalogue.filters.facets {
        if body.len() <= SMALL_FACET {
            facets.push((*field, FacetPlace::Here(body)));
        } else {
            facets.push((*field, FacetPlace::File(body.len())));
            facet_files.push(DataFile {
                sort: Sort::Facet,
                name: field.name().to_owned(),
                body: Body::of(body),
            });
        }
    }
    let manifest = Manifest {
        documents: corpus.len() as u32,
        lengths: corpus.field_lengths(),
        languages: &materials.languages,
        lexicon: lexicon.firsts,
        lexicon_terms: lexicon.terms,
        postings: firsts(&inversion.postings),
        positions: firsts(&inversion.positions),
        documents_shards: documents.iter().map(|run| run.start as u32).collect(),
        titles: titles.firsts,
        stems: stems::firsts(&inversion.postings, corpus, words),
        stop_words: stems::of_stop_words(&inversion.postings, words),
        same: stems::of_same_meaning(&materials.names, words),
        facets,
    };
    let mut files = numbered(Sort::Lexicon, lexicon.bodies.into_iter().map(Body::from));
    files.extend(numbered(Sort::Postings, bodies_of(inversion.postings)));
    files.extend(numbered(Sort::Titles, titles.bodies.into_iter().map(Body::from)));
    files.extend(numbered(Sort::Positions, bodies_of(inversion.positions)));
    files.extend(numbered(Sort::Documents, documents.into_iter().map(Body::Cards)));
    files.extend(facet_files);
    let dates = Body::of(&catalogue.filters.dates);
    files.push(DataFile { sort: Sort::Dates, name: String::new(), body: dates });
    (manifest, files, inversion.inverted)
}

fn firsts(shards: &[Shard]) -> Vec<u32> {
    shards.iter().map(|shard| shard.first).collect()
}

fn bodies_of<'m>(shards: Vec<Shard>) -> impl Iterator<Item = Body<'m>> {
    shards.into_iter().map(|shard| Body::from(shard.body))
}

fn numbered<'m>(sort: Sort, bodies: impl Iterator<Item = Body<'m>>) -> Vec<DataFile<'m>> {
    let numbered = bodies.enumerate();
    numbered.map(|(index, body)| DataFile { sort, name: index.to_string(), body }).collect()
}

#[cfg(test)]
mod tests;
