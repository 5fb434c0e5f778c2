//! What pages must know of an image beside them: how large it is, and which smaller versions of it there are.

use serde::{Deserialize, Serialize};

use super::media_type;

/// Whether a file of this name is one that an `<img>` shows, by its ending.
pub(crate) fn has_picture_ending(name: &str) -> bool {
    media_type::of_path(name).is_some_and(|media_type| media_type.starts_with("image/"))
}

/// An image that is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// In pixels, as it is shown: a photograph that says that it lies on its side is as wide as it was high.
    pub width: u32,
    pub height: u32,
    /// Narrower versions, by rising width.
    pub versions: Vec<Version>,
    /// A photograph as WebP, by rising width: for every width that `versions` and the image itself are for, each smaller than what it is in
    /// the place of; none where that cannot be.
    pub webp: Vec<Version>,
}

impl Picture {
    /// Every version that is published beside the image.
    pub fn all_versions(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter().chain(&self.webp)
    }
}

/// A version of an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// In pixels.
    pub width: u32,
    /// Relative to the site: `assets/images/0a1b2c3d4e5f-480.webp`.
    pub path: String,
}
