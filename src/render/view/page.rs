//! The pages of the site's own pages: what its authors wrote.

use crate::knowledge::RecordId;
use crate::render::cards::Card;
use crate::theme::view::{Shared, Template, view};

use super::record::{EveryRecord, RecordPage};
use super::viewer::Viewer;

view! {
    /// A page of the site itself.
    pub(super) struct PlainPage {
        ..every: RecordPage,
        /// The page.
        record: PlainRecord,
    }
}

impl Template for PlainPage {
    const NAME: &str = "page.html";
}

view! {
    /// A page of the site, on its own page.
    pub(super) struct PlainRecord {
        ..card: Shared<Card>,
        ..every: EveryRecord,
    }
}

/// A page: what its author wrote.
pub(super) fn page(viewer: &Viewer<'_>, id: RecordId, page: RecordPage, every: EveryRecord) -> PlainPage {
    PlainPage { every: page, record: PlainRecord { card: viewer.card(id), every } }
}
