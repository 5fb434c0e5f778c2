//! All talks and reports as one bibliography: CSL-JSON, or BibTeX.
//!
//! A record's own page offers its citation alone (`machines/citation.rs`); here they are all together, so that their keys may not meet.

use crate::machines::citation::{self, Citation};
use crate::site::Site;

type Files = Vec<(String, Vec<u8>)>;

/// `citations.json`: an array of items.
pub(super) fn csl(site: &Site<'_>) -> Files {
    let items: Vec<String> = citation::all(site).into_iter().map(|Citation { csl, .. }| csl).collect();
    let array = if items.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", items.join(",\n")) };
    vec![("citations.json".to_owned(), array.into_bytes())]
}

/// `citations.bib`: an entry for each.
pub(super) fn bibtex(site: &Site<'_>) -> Files {
    let entries: Vec<String> =
        citation::all(site).into_iter().map(|Citation { bibtex, .. }| bibtex).collect();
    vec![("citations.bib".to_owned(), entries.join("\n").into_bytes())]
}
