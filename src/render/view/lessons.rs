//! The lists of lessons, each with the ways to the others: of a kind, in a state, about a topic, of an organisation.

use crate::document::LessonKind;
use crate::document::matter::LessonState;
use crate::knowledge::RecordId;
use crate::knowledge::own::{LessonsOf, OwnBeside};
use crate::machines::feed;
use crate::render::cards::{LessonCard, NameCard};
use crate::site::lessons::Choice;
use crate::site::part::Part;
use crate::theme::view::{Flag, IfAny, Shared, Template, Text, view};

use super::list::{self, ListPage};
use super::viewer::{OtherForm, Viewer};

view! {
    /// The list of lessons, or of those of a kind, in a state, about a topic or of an organisation. `total` is of all kinds.
    pub(super) struct LessonsPage {
        ..list: ListPage,
        /// This page's, newest first.
        items: Vec<Shared<LessonCard>>,
        /// The address of the list of all kinds, of those that are alike otherwise.
        all_url: Text,
        /// The kind that they are of: `practice`, `success`, `failure` or `surprise`; not there on the list of all.
        lesson_kind: Option<Text>,
        /// The lists of one kind, of those that are alike otherwise.
        tabs: Vec<LessonTab>,
        /// The state that they are in: `observed`, `identified`, `applied`, `validated`, `superseded` or `rejected`; not there on the list of all.
        state: Option<Text>,
        /// The address of the list whatever the state.
        any_state_url: Text,
        /// The lists of those in one state, that are alike otherwise.
        states: Vec<StateTab>,
        /// The topic that they are about.
        topic: Option<Shared<NameCard>>,
        /// The address of the list whatever the topic.
        any_topic_url: Text,
        /// The lists of those about one topic, that are alike otherwise: where there are five lessons or more, of the twelve topics that have most.
        topics: IfAny<NameTab>,
        /// The organisation that they are of.
        organisation: Option<Shared<NameCard>>,
        /// The address of the list whatever the organisation.
        any_organisation_url: Text,
        /// The lists of those of one organisation, likewise.
        organisations: IfAny<NameTab>,
        /// Where the search shows these lessons, with more filters; where the site can be searched.
        search_url: Option<Text>,
    }
}

impl Template for LessonsPage {
    const NAME: &str = "lessons.html";
}

view! {
    /// The list of lessons of one kind.
    pub(super) struct LessonTab {
        /// The kind: `practice`, `success`, `failure` or `surprise`.
        kind: Text,
        /// The list's address.
        url: Text,
        /// How many there are.
        count: usize,
    }
}

view! {
    /// The list of lessons in one state.
    pub(super) struct StateTab {
        /// The state: `observed`, `identified`, `applied`, `validated`, `superseded` or `rejected`.
        state: Text,
        /// The list's address.
        url: Text,
        /// How many there are.
        count: usize,
    }
}

view! {
    /// The list of lessons about one topic, or of one organisation.
    pub(super) struct NameTab {
        /// The topic or organisation.
        card: Shared<NameCard>,
        /// The list's address.
        url: Text,
        /// How many there are.
        count: usize,
        /// It is this list.
        current: Flag,
    }
}

/// The list of a choice.
pub(super) fn list(viewer: &Viewer<'_>, choice: Choice, part: Part) -> LessonsPage {
    let site = viewer.site;
    let ids = site.lessons_of(choice);
    let Choice { of, topic, organisation } = choice;
    let url = |choice: Choice| Text::of(site.url(&choice.address(site.knowledge())));
    let count = |choice: Choice| site.lessons_of(choice).len();
    let of_kind = |kind: LessonKind| {
        let choice = Choice { of: LessonsOf { kind: Some(kind), ..of }, ..choice };
        LessonTab { kind: Text::of(kind.name()), url: url(choice), count: count(choice) }
    };
    let in_state = |state: LessonState| {
        let choice = Choice { of: LessonsOf { state: Some(state), ..of }, ..choice };
        StateTab { state: Text::of(state.name()), url: url(choice), count: count(choice) }
    };
    let name = |id: RecordId, to: Choice| NameTab {
        card: viewer.card(id),
        url: url(to),
        count: count(to),
        current: Flag(to == choice),
    };
    let about = |id: &RecordId| name(*id, Choice { topic: Some(*id), ..choice });
    let of_house = |id: &RecordId| name(*id, Choice { organisation: Some(*id), ..choice });
    let is_there = |tab: &NameTab| tab.count > 0;
    let any_kind = Choice { of: LessonsOf { kind: None, ..of }, ..choice };
    let first = choice.address(site.knowledge());
    let mut list = list::list(viewer, "lessons", &first, part, count(any_kind));
    if of.state.is_some_and(LessonState::is_in_practice) && feed::is_offered_of_applied(site) {
        list.page.forms = Some(vec![OtherForm {
            r#type: Text::of("application/atom+xml"),
            title: Text::of(site.phrases().text(&["lesson_life", "feed"])),
            url: Text::of(site.url(&format!("{}{}", feed::applied(site), OwnBeside::Atom.name()))),
        }]);
    }
    let lessons = &site.listing.lessons;
    LessonsPage {
        list,
        items: viewer.cards(ids[part.range(ids.len())].iter().copied()),
        all_url: url(any_kind),
        lesson_kind: of.kind.map(|kind| Text::of(kind.name())),
        tabs: LessonKind::ALL.into_iter().map(of_kind).filter(|tab| tab.count > 0).collect(),
        state: of.state.map(|state| Text::of(state.name())),
        any_state_url: url(Choice { of: LessonsOf { state: None, ..of }, ..choice }),
        states: LessonState::ALL.into_iter().map(in_state).filter(|tab| tab.count > 0).collect(),
        topic: topic.map(|id| viewer.card(id)),
        any_topic_url: url(Choice { topic: None, ..choice }),
        topics: IfAny(lessons.topics().iter().map(about).filter(is_there).collect()),
        organisation: organisation.map(|id| viewer.card(id)),
        any_organisation_url: url(Choice { organisation: None, ..choice }),
        organisations: IfAny(lessons.organisations().iter().map(of_house).filter(is_there).collect()),
        search_url: search_url(viewer, choice),
    }
}

/// The search for the lessons of a choice; it knows no kinds of lessons.
fn search_url(viewer: &Viewer<'_>, choice: Choice) -> Option<Text> {
    let id = |id: RecordId| viewer.site.record(id).id.as_str();
    let state = choice.of.state.map(LessonState::name);
    let chosen = [("state", state), ("topic", choice.topic.map(id)), ("org", choice.organisation.map(id))];
    let chosen = chosen.into_iter().filter_map(|(field, value)| Some((field, value?)));
    viewer.search_for(std::iter::once(("kind", "lesson")).chain(chosen))
}
