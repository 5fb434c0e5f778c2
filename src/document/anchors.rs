//! What a link's anchor means on a page: an anchor as it is, a heading by its text, the top.
//!
//! Apart, since a link to the page it stands on is looked up while the page is read, and a link to another page once all are. What always
//! holds: what is found is an anchor that the page has, spelled as the page spells it; an exact anchor wins over a heading's text.

use std::borrow::Cow;
use std::collections::HashMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fold::slug;
use crate::vocab::path::ContentPath;
use crate::vocab::percent::decoded;

/// Another name of an anchor: the slug of a heading's text, where the heading's anchor is another.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Also {
    pub name: String,
    /// The anchor's index among the page's.
    pub anchor: usize,
}

/// What a page says of the places that links may lead to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchors<'a> {
    /// Of headings and lessons, in order.
    list: &'a [String],
    /// Of everything else: footnotes, ids in raw HTML.
    ids: &'a [String],
    also: &'a [Also],
    index: Option<&'a Index<'a>>,
}

/// The places of each name, in order: for who looks for many.
#[derive(Debug, Default)]
pub(super) struct Index<'a>(HashMap<&'a str, Vec<usize>>);

impl<'a> Index<'a> {
    pub(super) fn of(list: &'a [String], also: &'a [Also]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(list.len() + also.len());
        let anchors = list.iter().enumerate().map(|(index, anchor)| (anchor, index));
        for (name, index) in anchors.chain(also.iter().map(|also| (&also.name, also.anchor))) {
            let places = places.entry(name).or_default();
            let at = places.partition_point(|place| *place < index);
            places.insert(at, index);
        }
        Self(places)
    }
}

/// What the part of a link after its `#` means.
#[derive(Debug, PartialEq, Eq)]
pub enum Fragment<'a> {
    /// An anchor of the page; empty for the page itself.
    Anchor(Cow<'a, str>),
    /// One of Obsidian's blocks (`^id`), which no page has.
    Block,
    Unknown,
}

impl<'a> Anchors<'a> {
    pub(super) fn of(list: &'a [String], ids: &'a [String], also: &'a [Also]) -> Self {
        Self { list, ids, also, index: None }
    }

    /// The same with an index of the first and the last.
    pub(super) fn with(self, index: &'a Index<'a>) -> Self {
        Self { index: Some(index), ..self }
    }

    /// What `written` means: an anchor, percent-encoded or not; a heading's text; `A#B`, Obsidian's way to name a heading below another.
    pub(super) fn find(self, written: &str) -> Fragment<'a> {
        let (written, _) = without_directive(written);
        let plain = decoded(written);
        if let Some(anchor) = self.exact(&plain) {
            return Fragment::Anchor(anchor.into());
        }
        let parts: Vec<_> = plain.split('#').map(str::trim).filter(|part| !part.is_empty()).collect();
        let Some((last, above)) = parts.split_last() else { return Fragment::Anchor("".into()) };
        if last.starts_with('^') {
            return Fragment::Block;
        }
        let from = above.iter().try_fold(0, |from, part| Some(self.heading(part, from)? + 1));
        let heading = from.and_then(|from| self.heading(last, from)).or_else(|| self.heading(last, 0));
        match heading {
            Some(index) => Fragment::Anchor(self.list[index].as_str().into()),
            // HTML's own name for the beginning of any page.
            None if plain.eq_ignore_ascii_case("top") => Fragment::Anchor("top".into()),
            None => Fragment::Unknown,
        }
    }

    fn exact(self, wanted: &str) -> Option<&'a str> {
        let listed = match self.index {
            Some(Index(places)) => {
                let mut places = places.get(wanted).into_iter().flatten();
                places.find(|place| self.list[**place] == wanted).map(|place| &self.list[*place])
            }
            None => self.list.iter().find(|anchor| *anchor == wanted),
        };
        listed.or_else(|| self.ids.iter().find(|id| *id == wanted)).map(String::as_str)
    }

    /// The index of the first anchor from here on whose heading has this text.
    fn heading(self, text: &str, from: usize) -> Option<usize> {
        let wanted = slug(text);
        if let Some(Index(places)) = self.index {
            return places.get(wanted.as_str())?.iter().copied().find(|place| *place >= from);
        }
        let by_anchor = self.list.iter().skip(from).position(|anchor| *anchor == wanted).map(|at| at + from);
        let by_text = self.also.iter().filter(|also| also.anchor >= from && also.name == wanted);
        by_anchor.into_iter().chain(by_text.map(|also| also.anchor)).min()
    }
}

/// A link's place on its page, and what it asks of the browser there (`#part:~:text=words`), which is no business of the page's.
pub(crate) fn without_directive(written: &str) -> (&str, &str) {
    written.split_at(written.find(":~:").unwrap_or(written.len()))
}

/// That a link is to one of Obsidian's blocks.
pub(crate) fn block_reference(written: &str, path: &ContentPath) -> Diagnostic {
    let block = written.rsplit('#').next().unwrap_or(written);
    let message = format!("`{block}` names a block, as Obsidian does: the link leads to the page");
    Diagnostic::warning(Code::BlockReference, path, message)
        .with_hint("name a heading instead: `[[page#heading]]`; blocks have no anchors here")
}

/// The names of a heading of this text besides its anchor: its slug, and the slug of what Obsidian makes of it in a link, which cannot hold
/// the signs that have a meaning there.
pub(super) fn also(text: &str, anchor: &str, index: usize) -> impl Iterator<Item = Also> {
    let plain = slug(text);
    let is_meant = |letter: char| matches!(letter, '#' | '^' | '[' | ']' | '|' | '\\');
    let in_link = text.contains(is_meant).then(|| slug(&text.replace(is_meant, " ")));
    let in_link = in_link.filter(|name| *name != plain && name != anchor);
    let plain = Some(plain).filter(|name| name != anchor);
    plain.into_iter().chain(in_link).map(move |name| Also { name, anchor: index })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(written: &str) -> Option<String> {
        let headings = [("Overview", "overview"), ("Set up", "mine"), ("Details: C#", "details-c-sharp")];
        let more =
            [("Plan B", "plan-b"), ("Details", "details"), ("Plan C", "plan-c"), ("Details", "details-2")];
        let headings: Vec<_> = headings.into_iter().chain(more).collect();
        let list: Vec<_> = headings.iter().map(|(_, anchor)| (*anchor).to_owned()).collect();
        let named = headings.iter().enumerate();
        let also: Vec<_> = named.flat_map(|(index, (text, anchor))| also(text, anchor, index)).collect();
        let ids = ["fn-1".to_owned(), "Été".to_owned()];
        let (anchors, index) = (Anchors::of(&list, &ids, &also), Index::of(&list, &also));
        let found = anchors.find(written);
        assert_eq!(found, anchors.with(&index).find(written), "{written}");
        match found {
            Fragment::Anchor(anchor) => Some(anchor.into_owned()),
            Fragment::Block => Some("^".into()),
            Fragment::Unknown => None,
        }
    }

    #[test]
    fn a_heading_is_found_by_its_anchor_and_by_its_text() {
        for (written, anchor) in [
            ("overview", "overview"),
            ("Overview", "overview"),
            ("mine", "mine"),
            ("set up", "mine"),
            ("Set%20up", "mine"),
            ("Details: C#", "details-c-sharp"),
            ("Details C", "details-c-sharp"),
            ("fn-1", "fn-1"),
            ("%C3%89t%C3%A9", "Été"),
            ("", ""),
            ("top", "top"),
            ("TOP", "top"),
            ("overview:~:text=a%20b", "overview"),
            ("^a1b2", "^"),
            ("Overview#^a1b2", "^"),
        ] {
            assert_eq!(find(written).as_deref(), Some(anchor), "{written}");
        }
        assert_eq!((find("nowhere"), find("été")), (None, None));
    }

    #[test]
    fn a_heading_below_another_is_the_first_after_it() {
        for (written, anchor) in [
            ("Details", "details"),
            ("Plan B#Details", "details"),
            ("Plan C#Details", "details-2"),
            ("Overview#Plan C#Details", "details-2"),
            ("Plan C#Overview", "overview"),
            ("nowhere#Details", "details"),
        ] {
            assert_eq!(find(written).as_deref(), Some(anchor), "{written}");
        }
    }
}
