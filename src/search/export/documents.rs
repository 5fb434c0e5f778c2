//! Documents shards: what a result shows of each document, and the text that excerpts are cut from.

use crate::search::materials::Materials;

use super::shard::{Shard, Size, Things};

const SIZE: Size = Size { least: 4608, most: 10 * 1024 };

/// Every shard, in the order of documents.
pub(super) fn shards(materials: &Materials<'_>) -> Vec<Shard> {
    let mut rows = Things::default();
    let mut row = Vec::new();
    for document in &materials.documents {
        // A list's first member follows `[`, any other a comma.
        row.clear();
        row.push(b',');
        row.extend_from_slice(&document.card);
        rows.push(&row);
    }
    let keys = (0..materials.documents.len()).map(|document| materials.key(document));
    let mut shards = rows.shards(SIZE, keys);
    for shard in &mut shards {
        shard.body[0] = b'[';
        shard.body.push(b']');
    }
    shards
}
