//! Pictures that were drawn before, by the fingerprint of their drawing. It changes nothing but the time that a build takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::vocab::fingerprint::Fingerprint;

/// Pictures by their drawing's fingerprint.
#[derive(Debug, Default)]
pub struct Drawn(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    pictures: BTreeMap<Fingerprint, Vec<u8>>,
    used: BTreeSet<Fingerprint>,
    is_new: bool,
}

impl Drawn {
    pub(crate) fn get(&self, key: Fingerprint) -> Option<Vec<u8>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let picture = kept.pictures.get(&key).cloned()?;
        kept.used.insert(key);
        Some(picture)
    }

    pub(crate) fn put(&self, key: Fingerprint, picture: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.pictures.insert(key, picture.to_vec());
        kept.used.insert(key);
        kept.is_new = true;
    }

    /// What was used, for another run; nothing when nothing was drawn anew.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::take(&mut kept.is_new) {
            return None;
        }
        let mut bytes = Vec::new();
        for (key, picture) in kept.pictures.iter().filter(|(key, _)| kept.used.contains(key)) {
            bytes.extend_from_slice(key.as_bytes());
            bytes.extend_from_slice(&(picture.len() as u64).to_le_bytes());
            bytes.extend_from_slice(picture);
        }
        Some(bytes)
    }

    /// Reads what [`Self::encode`] wrote; nothing when it is damaged.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (mut rest, mut pictures) = (bytes, BTreeMap::new());
        while !rest.is_empty() {
            let (key, after) = rest.split_at_checked(16)?;
            let (length, after) = after.split_at_checked(8)?;
            let length = u64::from_le_bytes(length.try_into().ok()?);
            let (picture, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
            pictures.insert(Fingerprint::from_bytes(key.try_into().ok()?), picture.to_vec());
            rest = after;
        }
        Some(Self(Mutex::new(Kept { pictures, ..Kept::default() })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_is_remembered_while_it_is_used() {
        let (one, two) = (Fingerprint::of(b"one"), Fingerprint::of(b"two"));
        let drawn = Drawn::default();
        drawn.put(one, b"1");
        drawn.put(two, b"2");
        let again = Drawn::decode(&drawn.encode().unwrap()).unwrap();
        assert_eq!(drawn.encode(), None, "nothing is new");
        assert_eq!(again.get(one).as_deref(), Some(&b"1"[..]));
        again.put(Fingerprint::of(b"three"), b"3");
        let last = Drawn::decode(&again.encode().unwrap()).unwrap();
        assert_eq!((last.get(one).is_some(), last.get(two)), (true, None));
        assert!(Drawn::decode(b"damaged").is_none());
    }
}
