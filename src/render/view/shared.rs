//! A page that names share of which few records speak: each with all that speaks of it, since there is no other page that would say so.

use crate::knowledge::{Record, RecordId};
use crate::render::cards::NameCard;
use crate::render::pieces::ListedWork;
use crate::theme::view::{Shared, Template, Text, view};

use super::viewer::{PageHead, Viewer};

view! {
    /// A page that people, organisations, topics or technologies share of which few records speak; its script finds `[data-shared]`.
    pub(super) struct SharedNamesPage {
        /// What the page says of itself.
        page: PageHead,
        /// The names, in the order of the list of their kind.
        names: Vec<SharedName>,
    }
}

impl Template for SharedNamesPage {
    const NAME: &str = "shared.html";
}

view! {
    /// A name on a page that it shares.
    pub(super) struct SharedName {
        ..card: Shared<NameCard>,
        /// The anchor of its heading.
        anchor: Text,
        /// The talks and reports that its page would list, newest first.
        works: Vec<Shared<ListedWork>>,
        /// What else speaks of it.
        others: Vec<Speaker>,
    }
}

view! {
    /// A record that speaks of another.
    pub(super) struct Speaker {
        /// What it is called.
        title: Text,
        /// Its address, where the theme renders such pages.
        url: Option<Text>,
    }
}

pub(super) fn view(viewer: &Viewer<'_>, number: usize) -> SharedNamesPage {
    let site = viewer.site;
    let shared = &site.knowledge().shared[number];
    let section = shared.kind.folder();
    let of_kind = site.phrases().text(&["sections", section]);
    let title = format!("{of_kind} · {}…", shared.beginning);
    let mut ids = shared.records.clone();
    site.sort_by_name(&mut ids);
    let names = ids.into_iter().map(|id| name(viewer, id)).collect();
    SharedNamesPage { page: viewer.page(&title, section, None), names }
}

fn name(viewer: &Viewer<'_>, id: RecordId) -> SharedName {
    let knowledge = viewer.site.knowledge();
    let record = knowledge.record(id);
    let works: Vec<RecordId> = knowledge.works_of(record).collect();
    let mut others = knowledge.speakers(record);
    others.retain(|other| !works.contains(other));
    SharedName {
        card: viewer.card(id),
        anchor: Text::of(record.id.as_str()),
        works: viewer.works(works),
        others: others.into_iter().map(|other| speaker(viewer, knowledge.record(other))).collect(),
    }
}

fn speaker(viewer: &Viewer<'_>, record: &Record) -> Speaker {
    let url = viewer.site.place(record).map(|place| Text::of(viewer.site.url(&place)));
    Speaker { title: Text::of(record.title.as_str()), url }
}
