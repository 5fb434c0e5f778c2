//! What rendering hands to the output: a path below the output folder and the bytes of the file.

use super::path::OutputPath;

/// One file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where the file goes, relative to the output folder.
    pub path: OutputPath,
    /// The file's whole content.
    pub bytes: Vec<u8>,
}
