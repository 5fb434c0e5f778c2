//! The list of actions: what is to be done first, then what was done or given up.

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::machines::calendar;
use crate::render::cards::ActionCard;
use crate::site::part::Part;
use crate::theme::view::{Shared, Template, Text, view};
use crate::vocab::kind::Kind;

use super::list::{self, ListPage};
use super::viewer::Viewer;

view! {
    /// The list of actions. `total` is of all states.
    pub(super) struct ActionsPage {
        ..list: ListPage,
        /// This page's: what is open comes first, by its due date; then what is done, then what was dropped.
        items: Vec<Shared<ActionCard>>,
        /// How many are open.
        open: usize,
        /// The address of the calendar of due dates.
        calendar: Option<Text>,
    }
}

impl Template for ActionsPage {
    const NAME: &str = "actions.html";
}

/// The list of actions.
pub(super) fn list(viewer: &Viewer<'_>, part: Part) -> ActionsPage {
    let site = viewer.site;
    let ids = site.of_kind(Kind::Action);
    let first = OwnPage::List(Kind::Action).address();
    ActionsPage {
        list: list::list(viewer, Kind::Action.folder(), &first, part, ids.len()),
        items: viewer.cards(ids[part.range(ids.len())].iter().copied()),
        open: ids.iter().filter(|id| site.record(**id).is_open_action()).count(),
        calendar: calendar::due::are_offered(site).then(|| Text::of(site.url(OwnFile::Actions.path()))),
    }
}
