//! Digits: by what the names of files of the search data change with their content.
//!
//! Apart from the export, since what a result shows names the files of what is said.

use crate::vocab::fingerprint::{Fingerprint, Hasher};

/// The version of the format, which `docs/search-data.md` describes.
pub(super) const FORMAT: u8 = 10;

/// Those of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits(pub(super) [u8; 4]);

impl Digits {
    /// Those of the files whose bodies have these fingerprints.
    pub(super) fn of(bodies: &[Fingerprint]) -> Self {
        let mut hasher = Hasher::new();
        // A file of another format has another name.
        hasher.update(&[FORMAT]);
        for body in bodies {
            hasher.update(body.as_bytes());
        }
        let [a, b, c, d, ..] = *hasher.finish().as_bytes();
        Self([a, b, c, d])
    }

    /// 8 hexadecimal digits.
    pub(super) fn text(self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.0))
    }
}
