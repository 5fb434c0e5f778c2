//! The segments of the index: runs of documents, each written by tantivy on its own, or kept from the index before.
//!
//! Comes in: the materials, a new folder, and the folder of the index that is there. Goes out: the new folder, which tantivy opens as one index. What
//! always holds:
//!
//! - The segments' documents, one segment after the other, are the corpus's.
//! - A segment is kept if nothing that is indexed of its documents changed, whatever else did.
//! - Scores are those of one whole segment, bit for bit: BM25's statistics are summed over segments when a query is asked, and no document is ever
//!   deleted in one.
//!
//! tantivy writes to memory. On a disk it would wait until each file is safe from a power cut, which a cache need not be.

#![expect(clippy::disallowed_methods, reason = "it keeps the index in the cache folder")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tantivy::directory::{Directory, RamDirectory};
use tantivy::store::Compressor;
use tantivy::{Index, IndexBuilder, IndexSettings, TantivyDocument};

use super::schema::{IndexFields, tokenizers};
use super::seals::{Seals, Seen};
use crate::search::cuts::{Thing, cut};
use crate::search::materials::Materials;
use crate::search::said::StoredSaid;
use crate::vocab::fingerprint::Fingerprint;

/// How many documents a segment has, where there are as many.
const LEAST: usize = 512;
const MOST: usize = 1536;
/// What tantivy measures its first table of terms by: it grows, and a segment is never spilled.
const MEMORY_BUDGET: usize = 16 << 20;
/// tantivy's list of segments.
const META_FILE: &str = "meta.json";
/// Our list of them: what each was made from.
const SEGMENTS_FILE: &str = "segments";

/// By how many threads an index is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threads {
    /// The one that asks, which may be made to wait.
    One,
    /// All of the pool.
    All,
}

/// A segment in a folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Segment {
    /// Of everything that the index holds of its documents.
    fingerprint: Fingerprint,
    /// tantivy's description of it.
    meta: Value,
    files: BTreeMap<String, Fingerprint>,
}

/// Writes all segments to the folder `new` and returns the seals of all files; nothing as soon as they are not wanted any more. Segments of the index
/// `before` that are sound and have not changed are kept.
pub(super) fn write(
    materials: &Materials<'_>,
    new: &Path,
    before: Option<(&Path, &Seen)>,
    threads: Threads,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> tantivy::Result<Option<Seals>> {
    let known: BTreeMap<Fingerprint, Segment> =
        before.map(|(before, _)| segments_of(before)).unwrap_or_default();
    let one = |run: Range<usize>| {
        let fingerprint = materials.indexed(run.clone());
        if let (Some(segment), Some((before, seen))) = (known.get(&fingerprint), before)
            && segment.files.iter().all(|(file, sum)| {
                seen.has(before, file, *sum) && link(&before.join(file), &new.join(file)).is_ok()
            })
        {
            return Ok(Some(segment.clone()));
        }
        write_segment(materials, run, fingerprint, new, is_wanted)
    };
    let runs = runs(materials);
    let segments: Option<Vec<Segment>> = match threads {
        Threads::One => runs.into_iter().map(one).collect::<tantivy::Result<_>>()?,
        Threads::All => runs.into_par_iter().map(one).collect::<tantivy::Result<_>>()?,
    };
    let Some(segments) = segments else { return Ok(None) };
    let empty = RamDirectory::create();
    builder().open_or_create(empty.clone())?;
    let mut meta = meta_of(&empty)?;
    meta["segments"] = segments.iter().map(|segment| segment.meta.clone()).collect();
    let mut seals = Seals::default();
    seals.write(new, META_FILE, meta.to_string().as_bytes())?;
    seals.write(new, SEGMENTS_FILE, &serde_json::to_vec(&segments).map_err(io::Error::from)?)?;
    segments.iter().for_each(|segment| seals.add(&segment.files));
    Ok(Some(seals))
}

/// The documents of each segment.
fn runs(materials: &Materials<'_>) -> Vec<Range<usize>> {
    let thing = |document| Thing { size: 1, key: materials.key(document) };
    let things: Vec<Thing> = (0..materials.len()).map(thing).collect();
    cut(&things, LEAST, MOST)
}

/// The segments of an index, as far as that can be read.
fn segments_of(folder: &Path) -> BTreeMap<Fingerprint, Segment> {
    let bytes = fs::read(folder.join(SEGMENTS_FILE)).unwrap_or_default();
    let segments: Vec<Segment> = serde_json::from_slice(&bytes).unwrap_or_default();
    let is_name = |file: &String| Path::new(file).file_name().is_some_and(|name| name == file.as_str());
    let segments = segments.into_iter().filter(|segment| segment.files.keys().all(is_name));
    segments.map(|segment| (segment.fingerprint, segment)).collect()
}

/// Puts a file in another place, too: not its bytes, where the file system can do that.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

fn builder() -> IndexBuilder {
    let settings = IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    Index::builder().schema(IndexFields::new().schema).settings(settings).tokenizers(tokenizers())
}

fn meta_of(directory: &RamDirectory) -> tantivy::Result<Value> {
    let bytes = directory.atomic_read(Path::new(META_FILE))?;
    Ok(serde_json::from_slice(&bytes).map_err(io::Error::from)?)
}

/// Writes one segment; gives nothing when it is not wanted any more.
fn write_segment(
    materials: &Materials<'_>,
    run: Range<usize>,
    fingerprint: Fingerprint,
    folder: &Path,
    is_wanted: &dyn Fn() -> bool,
) -> tantivy::Result<Option<Segment>> {
    let fields = IndexFields::new();
    let directory = RamDirectory::create();
    let mut writer =
        builder().single_segment_index_writer::<TantivyDocument>(directory.clone(), MEMORY_BUDGET)?;
    let corpus = materials.corpus;
    let (mut text, mut card) = (String::new(), Vec::new());
    for (number, tokens) in run.clone().zip(&corpus.documents[run]) {
        if !is_wanted() {
            return Ok(None);
        }
        let mut document = TantivyDocument::default();
        for (field, symbols) in tokens.fields(&corpus.word_terms) {
            corpus.write_field(symbols, &mut text);
            if !text.is_empty() {
                document.add_text(fields.text[field as usize], &text);
            }
        }
        corpus.write_forms(tokens, &mut text);
        document.add_text(fields.forms, &text);
        for (facet, value) in materials.facets(number) {
            document.add_text(fields.facet, facet.term(&value));
        }
        document.add_u64(fields.date, materials.date(number));
        card.clear();
        materials.write_card(number, &mut card);
        document.add_bytes(fields.card, &card);
        let said = materials.said(number);
        if !said.is_empty() {
            card.clear();
            let said = StoredSaid { starts: corpus.part_starts(tokens).into(), parts: said };
            said.write(&mut card);
            document.add_bytes(fields.said, &card);
        }
        writer.add_document(document)?;
    }
    if !is_wanted() {
        return Ok(None);
    }
    let index = writer.finalize()?;
    let mut files = BTreeMap::new();
    for path in index.load_metas()?.list_segment_files().into_iter().collect::<BTreeSet<_>>() {
        if let Some(name) = path.to_str().filter(|_| directory.exists(&path).unwrap_or(false)) {
            let bytes = directory.open_read(&path)?.read_bytes()?;
            fs::write(folder.join(name), bytes.as_slice())?;
            files.insert(name.to_owned(), Fingerprint::of(bytes.as_slice()));
        }
    }
    let meta = meta_of(&directory)?["segments"][0].take();
    Ok(Some(Segment { fingerprint, meta, files }))
}
