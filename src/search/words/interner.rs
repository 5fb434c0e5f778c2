//! An interner: each distinct string gets a small number, and all strings live in one allocation.
//!
//! Numbers are handed out in the order of first meeting, so they are as deterministic as that order is.

/// Distinct strings, numbered from 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<u32>,
    /// Open addressing by linear probing; a slot holds a number plus one, 0 when it is free.
    slots: Vec<u32>,
}

impl Interner {
    /// How many strings there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All strings, joined in the order of their numbers.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where each string ends in [`Self::text`].
    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The strings that end there in a text, in the order of their numbers; none when there is no such place. Strings may be looked up by their numbers;
    /// the first new one pays for finding the others.
    pub(crate) fn from_parts(text: String, ends: Vec<u32>) -> Option<Self> {
        let is_place = |end: &u32| text.is_char_boundary(*end as usize);
        let is_whole = ends.last().copied().unwrap_or_default() as usize == text.len();
        let fits = is_whole && ends.is_sorted() && ends.iter().all(is_place);
        fits.then_some(Self { text, ends, slots: Vec::new() })
    }

    /// The string of this number.
    pub(crate) fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.text[start..self.ends[id] as usize]
    }

    /// The number of a string that is known.
    #[cfg(test)]
    pub(crate) fn find(&self, string: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot_of(string)].checked_sub(1)
    }

    /// The number of a string, a new one when it is new.
    pub(crate) fn intern(&mut self, string: &str) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot_of(string);
        if let Some(id) = self.slots[slot].checked_sub(1) {
            return id;
        }
        let id = self.ends.len() as u32;
        self.text.push_str(string);
        self.ends.push(u32::try_from(self.text.len()).expect("less than 4 GiB of distinct words"));
        self.slots[slot] = id + 1;
        id
    }

    /// The slot that holds the string, or the free one where it belongs.
    fn slot_of(&self, string: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(string.as_bytes()) as usize & mask;
        while self.slots[slot] != 0 && self.get(self.slots[slot] - 1) != string {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; ((self.ends.len() + 1).next_power_of_two() * 2).max(64)];
        for id in 0..self.ends.len() as u32 {
            let slot = self.slot_of(self.get(id));
            self.slots[slot] = id + 1;
        }
    }
}

/// Multiplies and mixes eight bytes at a time; the same on every machine. Collisions cost time only.
pub(in crate::search) fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64;
    let mut mix = |piece: u64| state = (state ^ piece).wrapping_mul(FACTOR).rotate_left(29);
    let (chunks, rest) = bytes.as_chunks::<8>();
    chunks.iter().for_each(|chunk| mix(u64::from_le_bytes(*chunk)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(u64::from_le_bytes(last));
    state = state.wrapping_mul(FACTOR);
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_distinct_string_has_one_number() {
        let mut interner = Interner::default();
        assert_eq!(interner.find("0"), None);
        for round in 0..2 {
            for number in 0..1000_u32 {
                assert_eq!(interner.intern(&number.to_string()), number, "round {round}");
            }
        }
        assert_eq!(interner.len(), 1000);
        assert_eq!(interner.get(42), "42");
        assert_eq!(interner.find("999"), Some(999));
        assert_eq!(interner.find("1000"), None);
        assert_eq!(interner.intern(""), 1000);
        assert_eq!(interner.get(1000), "");
    }
}
