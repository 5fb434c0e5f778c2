//! Shards: consecutive things, packed into bodies of about a wanted size.
//!
//! What always holds: a thing is in one shard, whole; one that is bigger than the wanted size is alone in its own.

/// A body that holds consecutive terms or documents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// The number of the first.
    pub(super) first: u32,
    pub(super) body: Vec<u8>,
}

/// Packs things into shards.
pub(super) struct Packer {
    wanted: usize,
    shards: Vec<Shard>,
}

impl Packer {
    /// One whose shards have `wanted` bytes at most, where things are not bigger.
    pub(super) fn new(wanted: usize) -> Self {
        Self { wanted, shards: Vec::new() }
    }

    /// Takes the next thing.
    pub(super) fn push(&mut self, number: u32, thing: &[u8]) {
        match self.shards.last_mut() {
            Some(shard) if shard.body.len() + thing.len() <= self.wanted => {
                shard.body.extend_from_slice(thing);
            }
            _ => {
                if let Some(full) = self.shards.last_mut() {
                    full.body.shrink_to_fit();
                }
                self.shards.push(Shard { first: number, body: thing.to_vec() });
            }
        }
    }

    /// The shards, in order.
    pub(super) fn finish(self) -> Vec<Shard> {
        self.shards
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_big_is_alone() {
        let mut packer = Packer::new(4);
        for (number, thing) in (0..).zip(["a", "bc", "d", "e", "fghij", "k"]) {
            packer.push(number, thing.as_bytes());
        }
        let shards: Vec<_> = packer
            .finish()
            .into_iter()
            .map(|shard| (shard.first, String::from_utf8(shard.body).unwrap()))
            .collect();
        assert_eq!(shards, [(0, "abcd".into()), (3, "e".into()), (4, "fghij".into()), (5, "k".into())]);
    }
}
