//! Shards: consecutive things, put together in bodies of about a wanted size.
//!
//! What always holds: a thing is in one shard, whole; one that is bigger than the wanted size is alone in its own; a change of one thing
//! changes the shards beside it and no others ([`crate::search::cuts`]).

use crate::search::cuts::{Thing, cut};

/// Of what size shards are, in bytes, before they are compressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) least: usize,
    /// Where a thing is not bigger.
    pub(super) most: usize,
}

/// A body that holds consecutive terms or documents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// The number of the first.
    pub(super) first: u32,
    pub(super) body: Vec<u8>,
}

/// The bytes of things, one after the other.
#[derive(Debug, Default)]
pub(super) struct Things {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Things {
    /// Takes the next thing.
    pub(super) fn push(&mut self, thing: &[u8]) {
        self.bytes.extend_from_slice(thing);
        self.ends.push(self.bytes.len());
    }

    /// All things of these, in order.
    pub(super) fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            let before = all.bytes.len();
            all.bytes.extend_from_slice(&part.bytes);
            all.ends.extend(part.ends.into_iter().map(|end| before + end));
        }
        all
    }

    /// Puts them into shards; `keys` are those of [`Thing`].
    pub(super) fn shards(&self, size: Size, keys: impl Iterator<Item = u64>) -> Vec<Shard> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let sizes = self.ends.iter().zip(starts).map(|(end, start)| end - start);
        let things: Vec<Thing> = sizes.zip(keys).map(|(size, key)| Thing { size, key }).collect();
        let runs = cut(&things, size.least, size.most).into_iter();
        runs.map(|run| {
            let start = run.start.checked_sub(1).map_or(0, |before| self.ends[before]);
            Shard { first: run.start as u32, body: self.bytes[start..self.ends[run.end - 1]].to_vec() }
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_big_is_alone() {
        let mut parts = [Things::default(), Things::default()];
        for (number, thing) in ["a", "bc", "d", "e", "fghij", "k"].iter().enumerate() {
            parts[number / 3].push(thing.as_bytes());
        }
        let shards: Vec<_> = Things::join(parts)
            .shards(Size { least: 4, most: 4 }, [9; 6].into_iter())
            .into_iter()
            .map(|shard| (shard.first, String::from_utf8(shard.body).unwrap()))
            .collect();
        assert_eq!(shards, [(0, "abcd".into()), (3, "e".into()), (4, "fghij".into()), (5, "k".into())]);
    }
}
