//! What the knowledge looks like from afar: counts for charts. Templates draw them.
//!
//! Comes in: the knowledge and the talks and reports to count. Goes out: numbers, in the order to draw them. What always holds: no chart has
//! more rows or columns than a reader can take in, however much is known; a talk or report about a narrow topic counts for the wider ones, as in search.

mod claims;
mod matrix;
mod scale;
mod timeline;
mod years;

pub(super) use claims::{Claim, Claims, claims};
pub(super) use matrix::{Matrix, organisations_by_topic, topics_by_year};
pub(super) use scale::{level, share};
pub(super) use timeline::{Mark, timeline};
pub(super) use years::{Year, by_year};

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::kind::Kind;

/// Whether the site has a page of charts, which has something to show.
pub(super) fn is_shown(site: &Site<'_>) -> bool {
    let works = &site.listing.works;
    site.has(Family::Explore)
        && !works.is_empty()
        && shows_something(site.knowledge(), works, site.of_kind(Kind::Event))
}

/// Whether any chart has something to show; `works` are the talks and reports.
fn shows_something(knowledge: &KnowledgeBase, works: &[RecordId], events: &[RecordId]) -> bool {
    let is_dated = |id: &RecordId| knowledge.record(*id).date.is_some();
    works.iter().chain(events).any(is_dated)
        || !organisations_by_topic(knowledge, works).rows.is_empty()
        || !claims(knowledge).is_empty()
}

#[cfg(test)]
mod tests;
