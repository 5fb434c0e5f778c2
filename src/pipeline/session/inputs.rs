//! Whether anything changed that a site is made from.

use crate::pipeline::files::Files;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

/// Of all that a site is made from: the options and the config as text, the theme, and every file of content.
pub(super) fn fingerprint(
    options: &str,
    config: &str,
    theme: Option<Fingerprint>,
    files: &Files,
) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(options.as_bytes()).update(config.as_bytes());
    if let Some(theme) = theme {
        hasher.update(theme.as_bytes());
    }
    for (path, fingerprint) in files.fingerprints() {
        hasher.update(path.as_str().as_bytes()).update(fingerprint.as_bytes());
    }
    for other in files.others() {
        hasher.update(other.path.as_str().as_bytes()).update(format!("{:?}", other.stamp).as_bytes());
    }
    hasher.finish()
}
