//! Files that are published as they are: copied piece by piece, however long they are, and told of when hosts may refuse them.

use std::path::Path;

use crate::knowledge::Attachment;
use crate::output::Transaction;
use crate::source::{self, SourceFile};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::hash::HashMap;
use crate::vocab::path::ContentPath;

use super::error::BuildError;

/// Above so many bytes hosts refuse a file, or a whole site.
const LARGE: u64 = 1 << 30;

/// Copies them to the site.
pub(super) fn copy(
    root: &Path,
    attachments: &[Attachment],
    transaction: &Transaction<'_>,
) -> Result<(), BuildError> {
    for Attachment { path, output } in attachments {
        transaction.copy(output.clone(), &source::open_file(root, path)?)?;
    }
    Ok(())
}

/// Reports those that are very large; `others` has the sizes of all files that are not Markdown.
pub(super) fn check_sizes(attachments: &[Attachment], others: &[SourceFile]) -> Vec<Diagnostic> {
    let large = others.iter().filter(|file| file.stamp.size > LARGE);
    let large: HashMap<&ContentPath, u64> = large.map(|file| (&file.path, file.stamp.size)).collect();
    if large.is_empty() {
        return Vec::new();
    }
    let told = attachments.iter().filter_map(|attachment| {
        let size = *large.get(&attachment.path)?;
        // In tenths, rounded.
        let tenths = (size * 10 + LARGE / 2) / LARGE;
        let message = format!(
            "this file has {}.{} GB: hosts may refuse it, and readers wait for it",
            tenths / 10,
            tenths % 10
        );
        Some(
            Diagnostic::warning(Code::LargeFile, &attachment.path, message)
                .with_hint("publish it where large files are kept, and link to it there"),
        )
    });
    told.collect()
}
