//! Tables of strings and numbers in files, read by slices without building anything.
//!
//! A file is 8 bytes that name its format and version, the 16 bytes of the fingerprint of the rest, then the rest:
//! numbers in 4 bytes, little-endian. A table of strings is their count, the length of their text, where each ends, and
//! the text. What always holds: a file that was cut or changed is refused when it is opened, so that reading needs no errors.

use crate::vocab::fingerprint::Fingerprint;

const PREFIX: usize = 8 + 16;

/// Puts a file together.
pub(crate) struct FileBuilder {
    bytes: Vec<u8>,
}

impl FileBuilder {
    /// An empty file of this format.
    pub(crate) fn new(format: [u8; 8]) -> Self {
        let mut bytes = Vec::with_capacity(1 << 16);
        bytes.extend_from_slice(&format);
        bytes.extend_from_slice(&[0; 16]);
        Self { bytes }
    }

    /// Appends a number.
    pub(crate) fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// Appends a list of numbers, with its length.
    pub(crate) fn numbers(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u32);
        numbers.iter().for_each(|number| self.number(*number));
    }

    /// Appends a table of strings.
    pub(crate) fn strings<'a>(&mut self, strings: impl Iterator<Item = &'a str> + Clone) {
        self.number(strings.clone().count() as u32);
        self.number(strings.clone().map(str::len).sum::<usize>() as u32);
        let mut end = 0;
        for string in strings.clone() {
            end += string.len() as u32;
            self.number(end);
        }
        strings.for_each(|string| self.bytes.extend_from_slice(string.as_bytes()));
    }

    /// The whole file.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let fingerprint = Fingerprint::of(&self.bytes[PREFIX..]);
        self.bytes[8..PREFIX].copy_from_slice(fingerprint.as_bytes());
        self.bytes
    }
}

/// Checks a file; gives a reader at its first number. Nothing when it is of another format, or damaged.
pub(crate) fn open(bytes: &[u8], format: [u8; 8]) -> Option<Cursor> {
    let whole = bytes.len() >= PREFIX
        && bytes[..8] == format
        && Fingerprint::of(&bytes[PREFIX..]).as_bytes() == &bytes[8..PREFIX];
    whole.then_some(Cursor { at: PREFIX })
}

/// Walks over a file's parts.
pub(crate) struct Cursor {
    at: usize,
}

impl Cursor {
    fn count(&mut self, bytes: &[u8]) -> Option<usize> {
        let number = number_at(bytes, self.at)?;
        self.at += 4;
        Some(number as usize)
    }

    fn skip(&mut self, bytes: &[u8], length: usize) -> Option<usize> {
        let start = self.at;
        self.at = start.checked_add(length)?;
        (self.at <= bytes.len()).then_some(start)
    }

    /// The list of numbers here.
    pub(crate) fn numbers(&mut self, bytes: &[u8]) -> Option<Numbers> {
        let len = self.count(bytes)?;
        let start = self.skip(bytes, len.checked_mul(4)?)?;
        Some(Numbers { start, len })
    }

    /// The table of strings here.
    pub(crate) fn strings(&mut self, bytes: &[u8]) -> Option<Strings> {
        let len = self.count(bytes)?;
        let text_len = self.count(bytes)?;
        let ends = Numbers { start: self.skip(bytes, len.checked_mul(4)?)?, len };
        let text = self.skip(bytes, text_len)?;
        std::str::from_utf8(&bytes[text..text + text_len]).ok()?;
        Some(Strings { ends, text })
    }
}

/// A list of numbers in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    start: usize,
    len: usize,
}

impl Numbers {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.len
    }

    /// The number at an index below the length.
    pub(crate) fn get(self, bytes: &[u8], index: usize) -> u32 {
        number_at(bytes, self.start + index * 4).unwrap_or(0)
    }
}

/// A table of strings in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strings {
    ends: Numbers,
    text: usize,
}

impl Strings {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.ends.len
    }

    /// The string at an index below the length.
    pub(crate) fn get(self, bytes: &[u8], index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends.get(bytes, index - 1) as usize };
        let end = self.ends.get(bytes, index) as usize;
        bytes
            .get(self.text + start..self.text + end)
            .and_then(|slice| std::str::from_utf8(slice).ok())
            .unwrap_or("")
    }

    /// The index of the first string that is not below `string`; the table must be sorted.
    pub(crate) fn lower_bound(self, bytes: &[u8], string: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(bytes, middle) < string {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The indexes of the strings that begin with `prefix`; the table must be sorted.
    pub(crate) fn with_prefix(self, bytes: &[u8], prefix: &str) -> std::ops::Range<usize> {
        let start = self.lower_bound(bytes, prefix);
        let (mut low, mut high) = (start, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(bytes, middle).starts_with(prefix) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        start..low
    }

    /// The index of this very string; the table must be sorted.
    pub(crate) fn find(self, bytes: &[u8], string: &str) -> Option<usize> {
        let index = self.lower_bound(bytes, string);
        (index < self.len() && self.get(bytes, index) == string).then_some(index)
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let piece = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(piece.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: [u8; 8] = *b"TEST0001";

    #[test]
    fn reads_what_was_written() {
        let mut builder = FileBuilder::new(FORMAT);
        let words = ["", "a", "ab", "abc", "é"];
        builder.strings(words.iter().copied());
        builder.numbers(&[7, u32::MAX]);
        let bytes = builder.finish();
        let mut cursor = open(&bytes, FORMAT).unwrap();
        let strings = cursor.strings(&bytes).unwrap();
        let numbers = cursor.numbers(&bytes).unwrap();
        assert_eq!((0..strings.len()).map(|index| strings.get(&bytes, index)).collect::<Vec<_>>(), words);
        assert_eq!((numbers.len(), numbers.get(&bytes, 1)), (2, u32::MAX));
        assert_eq!(strings.with_prefix(&bytes, "ab"), 2..4);
        assert_eq!(strings.find(&bytes, "é"), Some(4));
        assert_eq!(strings.find(&bytes, "b"), None);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut builder = FileBuilder::new(FORMAT);
        builder.numbers(&[1, 2, 3]);
        let bytes = builder.finish();
        assert!(open(&bytes, *b"TEST0002").is_none());
        for length in 0..bytes.len() {
            assert!(open(&bytes[..length], FORMAT).is_none());
        }
        let mut changed = bytes.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(open(&changed, FORMAT).is_none());
    }
}
