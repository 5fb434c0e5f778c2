//! Data files of a site: its config, its authors, what folders hand down to their posts; in YAML, TOML or JSON.
//!
//! What always holds: what cannot be read is empty.

use std::path::Path;

use crate::harvest::reading::heads;
use crate::harvest::reading::tables::{self, Table};
use crate::import::folder;

/// No data file is longer, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// The table in the first of these files that there is.
pub(super) fn first(root: &Path, names: &[&str]) -> Option<(String, Table)> {
    names.iter().find_map(|name| Some(((*name).to_owned(), read(&root.join(name))?)))
}

/// The table in a data file; none where there is no such file.
pub(super) fn read(path: &Path) -> Option<Table> {
    let bytes = folder::read(path).ok()??;
    let text = String::from_utf8(bytes).ok().filter(|text| text.len() <= LARGEST)?;
    let syntax = tables::syntax(path.extension()?.to_str()?)?;
    Some(tables::table(&text, syntax).0)
}

/// The front matter of a Markdown file that is no post.
pub(super) fn front_matter(path: &Path) -> Option<Table> {
    let text = String::from_utf8(folder::read(path).ok()??).ok()?;
    Some(heads::split(&text.replace("\r\n", "\n")).table)
}
