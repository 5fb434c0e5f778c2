//! One of the pages that a long list is spread over: which items it shows, and where it is.

/// One of the pages that a long list is spread over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) of: usize,
    /// How many items each page has, but for the last.
    pub(crate) size: usize,
}

impl Part {
    /// The pages that so many items fill: at least one.
    pub(crate) fn all(items: usize, size: usize) -> impl Iterator<Item = Self> {
        let of = items.div_ceil(size).max(1);
        (1..=of).map(move |number| Self { number, of, size })
    }

    /// Which items are on this page.
    pub(crate) fn range(self, items: usize) -> std::ops::Range<usize> {
        let start = ((self.number - 1) * self.size).min(items);
        start..(start + self.size).min(items)
    }

    /// The address of another part of the list that begins at `first`.
    pub(crate) fn address(first: &str, number: usize) -> String {
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
