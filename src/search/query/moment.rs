//! Moments: the excerpt of what is said in a document's recordings, which leads to the second at which it is said.
//!
//! Comes in: what the index keeps of the transcripts, and the groups of a query, of which the document has some by its transcripts alone. Goes out: an excerpt whose anchor is the
//! second. What always holds: it is from the part in which the most groups are said, then the first, so that a browser fetches that part and no other.

use std::borrow::Cow;

use crate::search::card::CardSection;
use crate::search::field::Field;
use crate::search::said::{self, StoredSaid};
use crate::vocab::duration::position;

use super::answer::Excerpt;
use super::excerpt::best_place;
use super::group::Group;
use super::tally::Books;

/// The anchor of a second of a record's recording, on the record's page.
pub(crate) fn anchor(second: u32) -> String {
    format!("t={second}")
}

/// The excerpt of what is said in a document; none when nothing of it is kept.
pub(super) fn of(
    document: u32,
    stored: &[u8],
    wanted: &[Group],
    books: Books<'_>,
    group_of: impl FnMut(&str) -> Option<usize>,
) -> tantivy::Result<Option<Excerpt>> {
    let Ok(stored) = serde_json::from_slice::<StoredSaid<'_>>(stored) else { return Ok(None) };
    let mut groups = vec![0; stored.parts.len()];
    for group in wanted {
        let mut has = vec![false; stored.parts.len()];
        for term in group.terms() {
            let places = books.segments.positions(document, Field::Transcript, books.lexicon.term(term))?;
            let parts = places.into_iter().map(|place| stored.part_at(place));
            parts.for_each(|part| has.get_mut(part).into_iter().for_each(|has| *has = true));
        }
        groups.iter_mut().zip(has).for_each(|(groups, has)| *groups += u32::from(has));
    }
    let most = groups.iter().copied().max().unwrap_or(0);
    let Some(part) = groups.iter().position(|groups| *groups == most).map(|best| &stored.parts[best]) else {
        return Ok(None);
    };
    let text = said::joined(part.iter().map(|(_, text)| &**text));
    let section = CardSection { text: Cow::Owned(text), anchor: None, heading: Cow::Borrowed("") };
    Ok(best_place(&[section], group_of).map(|(excerpt, at)| {
        let second = said::second_at(part, at);
        Excerpt { anchor: Some(anchor(second)), heading: position(second), ..excerpt }
    }))
}
