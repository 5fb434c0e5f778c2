//! Shards: consecutive things, put together in bodies of about a wanted size.
//!
//! What always holds:
//!
//! - A thing is in one shard, whole.
//! - One that is bigger than the wanted size is alone in its own.
//! - A change of one thing changes the shards beside it and no others ([`crate::search::cuts`]).

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::search::cuts::{Thing, cut};

/// How large shards are, in bytes, before they are compressed.
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
#[derive(Debug, Default, BorshSerialize, BorshDeserialize)]
pub(super) struct Things {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Things {
    /// Takes the next thing.
    pub(super) fn push(&mut self, thing: &[u8]) {
        self.bytes.extend_from_slice(thing);
        self.ends.push(u32::try_from(self.bytes.len()).expect("less than 4 GiB of them"));
    }

    /// Takes all things of another after those that it has.
    pub(super) fn append(&mut self, other: &Self) {
        other.iter().for_each(|thing| self.push(thing));
    }

    /// The thing of this number.
    pub(super) fn get(&self, number: usize) -> Option<&[u8]> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start as usize..*self.ends.get(number)? as usize)
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start as usize..*end as usize])
    }
}

/// Puts these things, in order, into shards; `keys` are those of [`Thing`].
pub(super) fn shards(things: &Things, size: Size, keys: impl Iterator<Item = u64>) -> Vec<Shard> {
    let mut all = things.iter();
    let things: Vec<Thing> =
        all.clone().zip(keys).map(|(thing, key)| Thing { size: thing.len(), key }).collect();
    let shard = |run: Range<usize>| {
        let mut body = Vec::with_capacity(things[run.clone()].iter().map(|thing| thing.size).sum());
        all.by_ref().take(run.len()).for_each(|thing| body.extend_from_slice(thing));
        Shard { first: run.start as u32, body }
    };
    cut(&things, size.least, size.most).into_iter().map(shard).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_big_is_alone() {
        let (mut things, mut others) = (Things::default(), Things::default());
        ["a", "bc", "d"].iter().for_each(|thing| things.push(thing.as_bytes()));
        ["e", "fghij", "k"].iter().for_each(|thing| others.push(thing.as_bytes()));
        things.append(&others);
        let got: Vec<_> = (0..7).map(|number| things.get(number)).collect();
        assert_eq!(got[..2], [Some(&b"a"[..]), Some(b"bc")]);
        assert_eq!(got[4..], [Some(&b"fghij"[..]), Some(b"k"), None]);
        let shards: Vec<_> = shards(&things, Size { least: 4, most: 4 }, [9; 6].into_iter())
            .into_iter()
            .map(|shard| (shard.first, String::from_utf8(shard.body).unwrap()))
            .collect();
        assert_eq!(shards, [(0, "abcd".into()), (3, "e".into()), (4, "fghij".into()), (5, "k".into())]);
    }
}
