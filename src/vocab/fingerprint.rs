//! A fingerprint of bytes: the first 128 bits of their BLAKE3 hash.
//!
//! Equal bytes have equal fingerprints on every machine; different bytes are taken to have different ones.

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How much is read at once, in bytes: enough for the hash to make use of all that a processor can do at once.
const PIECE: usize = 256 << 10;
/// So many bytes are copied behind their length before they are hashed. BLAKE3 hashes up to sixteen kilobytes at once where they begin at such a multiple of all
/// that came before; behind a length on its own, most of a page is hashed kilobyte by kilobyte.
const IN_A_ROW: std::ops::RangeInclusive<usize> = 2 << 10..=64 << 10;

/// The first 16 bytes of a BLAKE3 hash.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let length = (bytes.len() as u64).to_le_bytes();
        let mut hasher = Hasher::new();
        if IN_A_ROW.contains(&bytes.len()) {
            hasher.0.update(&[&length[..], bytes].concat());
        } else {
            hasher.update(bytes);
        }
        hasher.finish()
    }

    /// The same of so many bytes that are read piece by piece; each piece is handed over once it was counted in.
    ///
    /// # Errors
    /// Reading fails, or what is done with a piece; there are more or fewer bytes.
    pub fn of_read(
        length: u64,
        mut reader: impl Read,
        mut with: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<Self> {
        let mut hasher = Hasher::begin(length);
        let mut buffer = vec![0; PIECE];
        let mut left = length;
        loop {
            let read = match reader.read(&mut buffer) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let Some(rest) = left.checked_sub(read as u64).filter(|rest| read > 0 || *rest == 0) else {
                return Err(io::Error::other("the file changed while it was read"));
            };
            if read == 0 {
                return Ok(hasher.finish());
            }
            left = rest;
            hasher.0.update(&buffer[..read]);
            with(&buffer[..read])?;
        }
    }

    /// The 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The fingerprint that these 16 bytes are.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads what [`fmt::Display`] wrote: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: &[u8; 32] = text.as_bytes().try_into().ok()?;
        let value = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = value(pair[0])? << 4 | value(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("a fingerprint is 32 hexadecimal digits"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Fingerprints several pieces as one; each piece is prefixed by its length, so that pieces cannot run together.
pub(crate) struct Hasher(blake3::Hasher);

impl Hasher {
    /// A hasher that has seen nothing.
    pub(crate) fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    /// One that has seen the length of a first piece, whose bytes come next.
    fn begin(length: u64) -> Self {
        let mut hasher = Self::new();
        hasher.0.update(&length.to_le_bytes());
        hasher
    }

    /// Adds a piece.
    pub(crate) fn update(&mut self, piece: &[u8]) -> &mut Self {
        self.0.update(&(piece.len() as u64).to_le_bytes());
        self.0.update(piece);
        self
    }

    /// The fingerprint of all pieces so far, in order.
    pub(crate) fn finish(&self) -> Fingerprint {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        Fingerprint(bytes)
    }
}

/// What closes a file that is written piece by piece: the fingerprint of all bytes, and then of how many they are.
#[derive(Default)]
pub(crate) struct Seal {
    hasher: blake3::Hasher,
    length: u64,
}

impl Seal {
    /// The seal of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Fingerprint {
        let mut seal = Self::default();
        seal.take(bytes);
        seal.finish()
    }

    /// Adds the next bytes; where they are parted changes nothing.
    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
    }

    /// The seal of all bytes.
    pub(crate) fn finish(mut self) -> Fingerprint {
        self.hasher.update(&self.length.to_le_bytes());
        Hasher(self.hasher).finish()
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let fingerprint = Fingerprint::of(b"rex");
        assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
        assert_eq!(Fingerprint::parse("é"), None);
    }

    #[test]
    fn what_is_read_in_pieces_has_the_fingerprint_of_the_whole() {
        for length in [0, 1, 1023, *IN_A_ROW.start(), 9_000, *IN_A_ROW.end(), PIECE - 1, PIECE, PIECE * 2 + 3]
        {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let mut copy = Vec::new();
            let keep = |piece: &[u8]| {
                copy.extend_from_slice(piece);
                Ok(())
            };
            let read = Fingerprint::of_read(length as u64, bytes.as_slice(), keep).unwrap();
            assert_eq!((read, &copy), (Fingerprint::of(&bytes), &bytes));
            for other in [length + 1, length.wrapping_sub(1)] {
                assert!(Fingerprint::of_read(other as u64, bytes.as_slice(), |_| Ok(())).is_err());
            }
        }
    }

    #[test]
    fn a_seal_is_the_same_however_its_bytes_are_parted() {
        let mut seal = Seal::default();
        [&b"re"[..], b"", b"x"].into_iter().for_each(|piece| seal.take(piece));
        assert_eq!(seal.finish(), Seal::of(b"rex"));
        assert_ne!(Seal::of(b"rex"), Seal::of(b"re"));
        assert_ne!(Seal::of(b""), Seal::of(&0_u64.to_le_bytes()));
    }

    #[test]
    fn pieces_cannot_run_together() {
        let of = |pieces: &[&[u8]]| {
            let mut hasher = Hasher::new();
            for piece in pieces {
                hasher.update(piece);
            }
            hasher.finish()
        };
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
    }
}
