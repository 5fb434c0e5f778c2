//! What a file is to whoever reads the site: by it files are sent in an order, and kept for a while or not.
//!
//! Apart, since the order, the headers and what is removed when all follow from it. What always holds: a sort is known from the path alone.

use crate::vocab::path::OutputPath;

/// What a file is to whoever reads the site, in the order in which files are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Named after its content, so that it never changes: `assets/0a1b2c3d4e/style.css`, `search/data/d0-0a1b2c3d`.
    Named,
    /// What pages show or lead to at an address that stays: images, recordings, documents.
    Shown,
    Page,
    /// What names pages to programs: feeds, calendars, the API, Markdown.
    Told,
    /// What a search begins with: it names the search's data, and the search page loads it.
    Manifest,
    /// What readers, browsers and crawlers enter by: the search page, the home page, the page of what is not there.
    Entry,
}

const MANIFEST: &str = "search/manifest";
/// What all of the site is entered by.
const ENTRIES: &[&str] =
    &["404.html", "_headers", "index.html", "offline.js", "robots.txt", "search/index.html", "sitemap.xml"];

/// The endings of what names pages to programs.
const TOLD: &[&str] = &["bib", "ics", "json", "md", "xml"];

/// The sort of the file at this path.
pub(super) fn of(path: &OutputPath) -> Sort {
    let path = path.as_str();
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    match ending {
        _ if is_named(path) => Sort::Named,
        _ if path == MANIFEST => Sort::Manifest,
        _ if ENTRIES.contains(&path) => Sort::Entry,
        Some("html") => Sort::Page,
        Some(ending) if TOLD.contains(&ending) => Sort::Told,
        _ if path == "llms.txt" || path.ends_with("/llms.txt") => Sort::Told,
        _ => Sort::Shown,
    }
}

/// Whether a path is one that the theme or the search names after the content.
fn is_named(path: &str) -> bool {
    let has_digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    if let Some((folder, _)) = path.strip_prefix("assets/").and_then(|rest| rest.split_once('/')) {
        return has_digits(folder, 10);
    }
    let data = path.strip_prefix("search/data/").and_then(|name| name.rsplit_once('-'));
    data.is_some_and(|(_, digits)| has_digits(digits, 8))
}

impl Sort {
    /// Whether a page that a reader still has on the screen may load it.
    pub(super) fn is_loaded_by_pages(self) -> bool {
        matches!(self, Self::Named | Self::Shown)
    }

    /// Whether it has an address that others may know.
    pub(super) fn has_an_address(self) -> bool {
        self != Self::Named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_is_known_by_the_path() {
        for (path, expected) in [
            ("assets/0a1b2c3d4e/style.css", Sort::Named),
            ("assets/0a1b2c3d4e/search/page.js", Sort::Named),
            ("assets/logo.png", Sort::Shown),
            ("assets/logos/a.png", Sort::Shown),
            ("search/data/d0-0a1b2c3d", Sort::Named),
            ("search/data/f-topic-0a1b2c3d", Sort::Named),
            ("search/engine.js", Sort::Shown),
            ("search/manifest", Sort::Manifest),
            ("search/index.html", Sort::Entry),
            ("index.html", Sort::Entry),
            ("404.html", Sort::Entry),
            ("talks/index.html", Sort::Page),
            ("talks/x/photo-480w.webp", Sort::Shown),
            ("talks/x/index.md", Sort::Told),
            ("topics/x/llms.txt", Sort::Told),
            ("atom.xml", Sort::Told),
            ("api/index.json", Sort::Told),
            ("x.y/z", Sort::Shown),
        ] {
            assert_eq!(of(&OutputPath::new(path).unwrap()), expected, "{path}");
        }
    }
}
