//! The pages of what is owed: by who can act, then by kind.

use crate::knowledge::debts::Debt;
use crate::knowledge::own::OwnPage;
use crate::knowledge::{Details, RecordId};
use crate::render::cards::{Card, NameCard};
use crate::render::follow_ups::{self, Group};
use crate::site::part::Part;
use crate::theme::dates::{self, Date};
use crate::theme::view::{Flag, Shared, Template, Text, view};

use super::list::{self, ListPage};
use super::viewer::Viewer;

view! {
    /// What is owed and who can act. `total` is how much there is, on all pages.
    pub(super) struct FollowUpsPage {
        ..list: ListPage,
        /// Who can act on what, and how much of it there is, on all pages; on the first page.
        overview: Vec<DebtsOf>,
        /// This page's, in the order of the overview.
        groups: Vec<DebtGroup>,
    }
}

impl Template for FollowUpsPage {
    const NAME: &str = "follow-ups.html";
}

view! {
    /// What the same can act on.
    pub(super) struct DebtsOf {
        /// Who can act: `owner` (named for an action), `organiser` (of an event) or `author` (of the content).
        actor: Text,
        /// The kinds of debt.
        kinds: Vec<DebtCount>,
    }
}

view! {
    /// How much there is of one kind of debt.
    pub(super) struct DebtCount {
        /// The kind: `open`, `unowned`, `awaited`, `unapplied`, `stale`, `uncovered`, `unsourced`, `one-sided` or `stub`.
        kind: Text,
        /// How many there are.
        count: usize,
        /// Where the first of them stands.
        url: Text,
    }
}

view! {
    /// Debts of one kind that the same can act on.
    pub(super) struct DebtGroup {
        /// Who can act: `owner`, `organiser` or `author`.
        actor: Text,
        /// It is the first of this actor's on the page.
        first: Flag,
        /// The kind: `open`, `unowned`, `awaited`, `unapplied`, `stale`, `uncovered`, `unsourced`, `one-sided` or `stub`.
        kind: Text,
        /// The anchor for its heading.
        anchor: Text,
        /// The debts.
        items: Vec<Owed>,
    }
}

view! {
    /// One thing that is owed.
    pub(super) struct Owed {
        /// What owes it: an action, a talk or report, an event, a lesson, a figure or a name.
        card: Shared<Card>,
        /// Where an action, lesson or figure comes from.
        source: Option<Shared<Card>>,
        /// The event of a talk or report.
        event: Option<Shared<Card>>,
        /// What is awaited: `video`, `audio`, `slides` or `paper`.
        sort: Option<Text>,
        /// Who is named for an action.
        owner: Option<Text>,
        /// The person or organisation that this is, when it is known.
        owner_card: Option<Shared<NameCard>>,
        /// Since when it is owed: scripts say how long ago that is.
        since: Option<Date>,
        /// Until when it is due.
        due: Option<Date>,
        /// How many talks and reports name it.
        mentions: Option<usize>,
    }
}

/// What is owed, the most pressing first.
pub(super) fn view(viewer: &Viewer<'_>, part: Part) -> FollowUpsPage {
    let all = &viewer.site.listing.follow_ups;
    let mut list = list::list(viewer, "follow-ups", &OwnPage::FollowUps.address(), part, all.len());
    list.page.forms = viewer.recordings();
    FollowUpsPage {
        list,
        overview: if part.number == 1 { overview(viewer) } else { Vec::new() },
        groups: groups(viewer, &all[part.range(all.len())]),
    }
}

fn overview(viewer: &Viewer<'_>) -> Vec<DebtsOf> {
    let count = |group: &Group| DebtCount {
        kind: Text::of(group.kind.name()),
        count: group.count,
        url: Text::of(viewer.site.url(&group.address)),
    };
    let of_actor = |groups: &[Group]| DebtsOf {
        actor: Text::of(groups[0].actor.name()),
        kinds: groups.iter().map(count).collect(),
    };
    follow_ups::groups(viewer.site).chunk_by(|a, b| a.actor == b.actor).map(of_actor).collect()
}

fn groups(viewer: &Viewer<'_>, debts: &[Debt]) -> Vec<DebtGroup> {
    let mut last = None;
    let group = |debts: &[Debt]| {
        let Debt { actor, kind, .. } = debts[0];
        let is_first = last.replace(actor) != Some(actor);
        DebtGroup {
            actor: Text::of(actor.name()),
            first: Flag(is_first),
            kind: Text::of(kind.name()),
            anchor: Text::of(follow_ups::anchor(actor, kind)),
            items: debts.iter().map(|debt| owed(viewer, debt)).collect(),
        }
    };
    debts.chunk_by(follow_ups::is_same_group).map(group).collect()
}

fn owed(viewer: &Viewer<'_>, debt: &Debt) -> Owed {
    let record = viewer.site.record(debt.of);
    let date = |date| dates::date(date, viewer.site.phrases());
    let card = |id: RecordId| viewer.card::<Card>(id);
    let medium = debt.medium.and_then(|number| record.media().nth(number));
    let (source, owner_card) = match &record.details {
        Details::Action(action) => (Some(action.source), action.owner),
        Details::Lesson(lesson) => (Some(lesson.source), None),
        Details::Figure(figure) => (Some(figure.source), None),
        _ => (None, None),
    };
    Owed {
        card: card(debt.of),
        source: source.map(card),
        event: record.event().map(card),
        sort: medium.map(|(sort, _)| Text::of(sort.name())),
        owner: record.action().and_then(|written| written.owner.as_ref()).map(|owner| Text::of(&owner.value)),
        owner_card: owner_card.map(|id| viewer.card(id)),
        since: debt.since.map(date),
        due: debt.due.map(date),
        mentions: debt.mentions,
    }
}
