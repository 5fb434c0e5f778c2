//! The script that the search page has in itself, and the hash by which the page's policy knows it.
//!
//! Comes in: the script as it is published in its file. Goes out: the same for a place in the page, since it must not wait for a file. What always holds: the policy allows this script
//! alone, byte for byte.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// In the theme's assets.
pub(super) const FILE: &str = "search/early.js";
/// How the script names what is beside it, and the site's root; in its file, and in the page.
const BESIDE: &str = "\"./";
const ROOT: (&str, &str) = ("\"../../../\"", "\"../\"");

/// The script of the search page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Early {
    pub(crate) script: String,
    /// As a source of a Content-Security-Policy: `sha256-…`.
    pub(crate) hash: String,
}

impl Early {
    /// That of a file in a folder of scripts (`assets/0a1b2c3d4e/`); none when a page could not hold it.
    pub(super) fn of(file: &[u8], folder: &str) -> Option<Self> {
        let script = std::str::from_utf8(file).ok()?.replace(ROOT.0, ROOT.1);
        let script = script.replace(BESIDE, &format!("\"../{folder}search/"));
        let ends_early = ["</script", "<script", "<!--"].iter().any(|text| script.contains(text));
        let hash = format!("sha256-{}", BASE64.encode(Sha256::digest(script.as_bytes())));
        (!ends_early).then_some(Self { script, hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_from_a_file_is_named_from_the_page() {
        let file = "const root = new URL(\"../../../\", import.meta.url);\nimport(\"./engine.js\");\n";
        let early = Early::of(file.as_bytes(), "assets/0a/").unwrap();
        let expected =
            "const root = new URL(\"../\", import.meta.url);\nimport(\"../assets/0a/search/engine.js\");\n";
        assert_eq!(early.script, expected);
        assert_eq!(Early::of(b"", "").unwrap().hash, "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(Early::of(b"\"</script>\"", "assets/0a/"), None);
    }
}
