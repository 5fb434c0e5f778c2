//! A file as it is to be published: its bytes, by their fingerprint, and what the host is to say of it.
//!
//! What always holds: a file is the same there only when its bytes and all that is said of it are, by its [`File::mark`]; so what is said anew is sent anew.

use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::media_type;
use crate::vocab::path::OutputPath;

use super::sort::{self, Sort};

/// What is named after its content may be kept for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// All else is asked for anew, and is not sent anew when it is the same.
const ASKED_ANEW: &str = "no-cache";

/// Whether texts are compressed before they are sent, and said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packed {
    /// As they are: whoever serves them may compress them.
    Plain,
    /// With gzip, for hosts that compress nothing.
    Gzip,
}

/// A file as it is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Of its bytes, as they were built.
    pub(crate) fingerprint: Fingerprint,
    /// In bytes, as they were built.
    pub(crate) size: u64,
    /// What it is: `text/html; charset=utf-8`.
    pub(crate) media_type: String,
    /// How long it may be kept, in the words of `Cache-Control`.
    pub(crate) cache_control: &'static str,
    pub(crate) packed: Packed,
}

impl File {
    /// What is to be said of the file at this path.
    pub(crate) fn new(path: &OutputPath, fingerprint: Fingerprint, size: u64, packed: Packed) -> Self {
        let media_type = media_type::served(path.as_str());
        let is_named = sort::of(path) == Sort::Named;
        let packed = if is_text(&media_type) && size > 0 { packed } else { Packed::Plain };
        let cache_control = if is_named { FOR_EVER } else { ASKED_ANEW };
        Self { fingerprint, size, media_type, cache_control, packed }
    }

    /// Of the file with all that is said of it.
    pub(crate) fn mark(&self) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.update(self.fingerprint.as_bytes()).update(self.media_type.as_bytes());
        hasher.update(self.cache_control.as_bytes());
        hasher.update(self.encoding().unwrap_or_default().as_bytes());
        hasher.finish()
    }

    /// How its bytes are stored, in the words of `Content-Encoding`, when not as they were built.
    pub(crate) fn encoding(&self) -> Option<&'static str> {
        (self.packed == Packed::Gzip).then_some("gzip")
    }
}

/// Whether compressing is worth it: pictures, recordings and the search's data are compressed already.
fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || ["application/json", "application/xml", "application/manifest+json", "image/svg+xml"]
            .iter()
            .any(|text| media_type.starts_with(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_file_is_part_of_what_it_is() {
        let file =
            |path: &str, packed| File::new(&OutputPath::new(path).unwrap(), Fingerprint::of(b"x"), 1, packed);
        let page = file("a/index.html", Packed::Plain);
        assert_eq!((page.media_type.as_str(), page.cache_control), ("text/html; charset=utf-8", "no-cache"));
        assert_ne!(page.mark(), file("a/index.html", Packed::Gzip).mark());
        assert_ne!(page.mark(), file("a/index.md", Packed::Plain).mark());
        let data = file("search/data/d0-0a1b2c3d", Packed::Gzip);
        assert_eq!((data.encoding(), data.cache_control), (None, FOR_EVER));
        assert_eq!(data.media_type, "application/octet-stream");
        assert_eq!(file("a.webp", Packed::Gzip).encoding(), None);
        assert_eq!(file("a.json", Packed::Gzip).encoding(), Some("gzip"));
    }
}
