//! One file of the site before it is rendered: where it goes and what it is about.

use crate::document::LessonKind;
use crate::knowledge::RecordId;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::path::OutputPath;

use super::machines::MachineFile;
use super::machines::feed::Scope;

/// A page, a feed, or a redirect.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: OutputPath,
    /// From the site's root: `/talks/x/page/2/`.
    pub(super) address: String,
    pub(super) subject: Subject,
}

/// What a page is about.
#[derive(Debug)]
pub(super) enum Subject {
    Home,
    Record(RecordId, Part),
    List(Kind, Part),
    /// Lessons of one kind.
    Lessons(LessonKind, Part),
    Years,
    Year(i16, Part),
    /// The charts.
    Explore,
    Debts(Part),
    NotFound,
    /// The page that searches in the browser.
    Search,
    /// What tells browsers that the site can be searched.
    OpenSearch,
    Redirect(RecordId),
    /// A feed as Atom.
    Feed(Scope),
    Sitemap(Vec<Entry>),
    /// The addresses of the sitemap's parts.
    SitemapIndex(Vec<String>),
    Robots,
    File(MachineFile),
}

/// One of the pages that a long list is spread over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// From 1.
    pub(super) number: usize,
    pub(super) of: usize,
    /// How many items each page has, but for the last.
    pub(super) size: usize,
}

/// A page in the sitemap.
#[derive(Debug)]
pub(super) struct Entry {
    /// From the site's root.
    pub(super) address: String,
    pub(super) changed: Option<PartialDate>,
    /// The record whose page it is, when it is in several languages.
    pub(super) translated: Option<RecordId>,
}

impl Part {
    /// The pages that so many items fill: at least one.
    pub(super) fn all(items: usize, size: usize) -> impl Iterator<Item = Self> {
        let of = items.div_ceil(size).max(1);
        (1..=of).map(move |number| Self { number, of, size })
    }

    /// Which items are on this page.
    pub(super) fn range(self, items: usize) -> std::ops::Range<usize> {
        let start = ((self.number - 1) * self.size).min(items);
        start..(start + self.size).min(items)
    }

    /// The address of another part of the list that begins at `first`.
    pub(super) fn address(first: &str, number: usize) -> String {
        if number == 1 { first.to_owned() } else { format!("{first}page/{number}/") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_on_one_page() {
        for (items, pages) in [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (101, 3)] {
            let parts: Vec<_> = Part::all(items, 50).collect();
            assert_eq!(parts.len(), pages, "{items}");
            let listed: Vec<_> = parts.iter().flat_map(|part| part.range(items)).collect();
            assert_eq!(listed, (0..items).collect::<Vec<_>>());
        }
        assert_eq!(
            (Part::address("/talks/", 1), Part::address("/talks/", 2)),
            ("/talks/".into(), "/talks/page/2/".into())
        );
    }
}
