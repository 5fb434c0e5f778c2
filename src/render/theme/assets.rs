//! A theme's assets, in a folder that is named after what they are.
//!
//! One fingerprint stands for all of them: `assets/0a1b2c3d4e/style.css`. So a host may let browsers keep them for ever, and what one asset
//! says of another (`url(…)` in a style sheet, `import` in a script) is right as it was written, since they stay side by side. It costs
//! that a change of one asset has browsers fetch all again: some tens of kilobytes.

use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Hasher;
use crate::vocab::path::OutputPath;

/// A theme's assets, at their addresses.
#[derive(Debug)]
pub(super) struct Assets {
    /// Relative to the site, with a slash at its end.
    pub(super) folder: String,
    pub(super) files: Vec<Artifact>,
}

/// How many digits of the fingerprint name the folder.
const DIGITS: usize = 10;

impl Assets {
    /// Of these files, by their paths below the theme's `assets/`, in order; a name that is no path is left out.
    pub(super) fn new(files: Vec<(&str, Vec<u8>)>) -> Self {
        let mut hasher = Hasher::new();
        for (name, bytes) in &files {
            hasher.update(name.as_bytes()).update(bytes);
        }
        let fingerprint = hasher.finish().to_string();
        let folder = format!("assets/{}/", &fingerprint[..DIGITS]);
        let artifact = |(name, bytes): (&str, Vec<u8>)| {
            Some(Artifact { path: OutputPath::new(&format!("{folder}{name}"))?, bytes })
        };
        let files = files.into_iter().filter_map(artifact).collect();
        Self { folder, files }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_changes_with_any_file() {
        let of = |files: &[(&'static str, &str)]| {
            Assets::new(files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect())
        };
        let assets = of(&[("a.css", "x"), ("search/b.js", "y")]);
        assert_eq!(assets.files[1].path.as_str(), format!("{}search/b.js", assets.folder));
        assert_eq!(assets.folder.len(), "assets/0123456789/".len());
        assert_ne!(assets.folder, of(&[("a.css", "x"), ("search/b.js", "z")]).folder);
        assert_ne!(assets.folder, of(&[("a.css", "x"), ("search/c.js", "y")]).folder);
    }
}
