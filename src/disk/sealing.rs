//! Writing a file that ends with a seal of what it holds, without holding it.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use crate::vocab::fingerprint::{Fingerprint, Seal};

/// How much is written at once, in bytes.
const PIECE: usize = 64 << 10;

/// A file that is written from here on, piece by piece.
pub(crate) struct Sealing<'f>(BufWriter<Counting<'f>>);

/// Counts into the seal what it writes.
struct Counting<'f> {
    file: &'f mut File,
    seal: Seal,
}

impl<'f> Sealing<'f> {
    /// Of what is written from now on.
    pub(crate) fn new(file: &'f mut File) -> Self {
        Self(BufWriter::with_capacity(PIECE, Counting { file, seal: Seal::default() }))
    }

    /// Writes what is left, then what `end` makes of the seal ([`Seal::of`] all bytes that were written).
    ///
    /// # Errors
    /// The file system refuses.
    pub(crate) fn close<B: AsRef<[u8]>>(self, end: impl FnOnce(Fingerprint) -> B) -> io::Result<()> {
        let Counting { file, seal } = self.0.into_inner()?;
        file.write_all(end(seal.finish()).as_ref())
    }
}

impl Write for Sealing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for Counting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.seal.take(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
