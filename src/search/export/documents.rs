//! Documents shards: what a result shows of each document, and the text that excerpts are cut from.

use std::ops::Range;

use crate::search::cuts::{Thing, cut};
use crate::search::materials::Materials;

use super::shard::Size;

/// Small, since each result of a query is in another one.
const SIZE: Size = Size { least: 2 * 1024, most: 5 * 1024 };

/// Which documents' cards each shard has, in the order of documents.
pub(super) fn shards(materials: &Materials<'_>) -> Vec<Range<usize>> {
    // Each has `[` or a comma before it.
    let size = |document: usize| materials.catalogue.digests[document].card_length as usize + 1;
    let thing = |document| Thing { size: size(document), key: materials.key(document) };
    let things: Vec<Thing> = (0..materials.len()).map(thing).collect();
    cut(&things, SIZE.least, SIZE.most)
}
