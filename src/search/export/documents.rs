//! Documents shards: what a result shows of each document, and the text that excerpts are cut from.

use std::ops::Range;

use crate::search::cuts::{Thing, cut};
use crate::search::materials::Materials;

use super::shard::{Shard, Size};

const SIZE: Size = Size { least: 4608, most: 10 * 1024 };

/// Every shard, in the order of documents: a list in JSON of their cards.
pub(super) fn shards(materials: &Materials<'_>) -> Vec<Shard> {
    let cards = materials.documents.iter().map(|document| &*document.card);
    // Each has `[` or a comma before it.
    let thing =
        |(document, card): (usize, &[u8])| Thing { size: card.len() + 1, key: materials.key(document) };
    let things: Vec<Thing> = cards.enumerate().map(thing).collect();
    let shard = |run: Range<usize>| {
        let first = run.start as u32;
        let mut body =
            Vec::with_capacity(1 + things[run.clone()].iter().map(|thing| thing.size).sum::<usize>());
        for document in run {
            body.push(if body.is_empty() { b'[' } else { b',' });
            body.extend_from_slice(&materials.documents[document].card);
        }
        body.push(b']');
        Shard { first, body }
    };
    cut(&things, SIZE.least, SIZE.most).into_iter().map(shard).collect()
}
