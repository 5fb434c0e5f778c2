//! The page of what a reader keeps for later. What is on it, the browser alone knows.

use crate::theme::view::{Flag, Template, view};

use super::viewer::{PageHead, Viewer};

view! {
    /// The page of what a reader keeps for later: its script finds `.reading-list`.
    pub(super) struct ReadingListPage {
        /// What the page says of itself.
        page: PageHead,
    }
}

impl Template for ReadingListPage {
    const NAME: &str = "reading-list.html";
}

pub(super) fn view(viewer: &Viewer<'_>) -> ReadingListPage {
    let head = viewer.head(viewer.site.phrases().text(&["sections", "reading_list"]), "reading-list");
    ReadingListPage { page: PageHead { noindex: Flag(true), ..head } }
}
