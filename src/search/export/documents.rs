//! Documents shards: what a result shows of each document, and the text that excerpts are cut from.

use crate::search::materials::Materials;

use super::shard::{Packer, Shard};

/// How many bytes a shard has at most, before it is compressed, where a document is not bigger.
const SHARD: usize = 8 * 1024;

/// Every shard, in the order of documents.
pub(super) fn shards(materials: &Materials<'_>) -> Vec<Shard> {
    let mut packer = Packer::new(SHARD);
    let mut row = Vec::new();
    for (number, document) in (0..).zip(&materials.documents) {
        // A list's first member follows `[`, any other a comma.
        row.clear();
        row.push(b',');
        row.extend_from_slice(&document.card);
        packer.push(number, &row);
    }
    let mut shards = packer.finish();
    for shard in &mut shards {
        shard.body[0] = b'[';
        shard.body.push(b']');
    }
    shards
}
