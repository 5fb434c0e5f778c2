//! What has become of a lesson, on its own page: its state and who tells it, what was done, who else learned it, who says otherwise.

use crate::document::matter::{Application, LessonState};
use crate::knowledge::Destination;
use crate::knowledge::{Details, Informed, Lead, Life, Record, RecordId, Stale, Told};
use crate::render::cards::{ActionCard, Card, LessonCard};
use crate::site::bounds::{self, few};
use crate::theme::dates::{self, Date};
use crate::theme::view::{Shared, Text, view};

use super::viewer::Viewer;

view! {
    /// What has become of a lesson.
    pub(super) struct LifeOfLesson {
        /// Its state: `observed`, `identified`, `applied`, `validated`, `superseded` or `rejected`.
        state: Option<Text>,
        /// Who tells its state: `author`, `successor` (another lesson has taken its place) or `action` (one that names it).
        told_by: Option<Text>,
        /// Where it was put into practice.
        applied: Vec<AppliedThere>,
        /// That it was found to hold.
        verified: Option<Verified>,
        /// When somebody should look at it again.
        review_after: Option<Date>,
        /// What it went into.
        informs: Vec<WentInto>,
        /// The actions that name it, twenty at most.
        actions: Vec<Shared<ActionCard>>,
        /// The lessons that have taken its place.
        superseded_by: Vec<Shared<LessonCard>>,
        /// The lessons whose place it has taken.
        supersedes: Vec<Shared<LessonCard>>,
        /// The lessons that say otherwise.
        contradicts: Vec<Shared<LessonCard>>,
        /// The same lesson, learned elsewhere, twenty at most.
        same_as: Vec<Shared<LessonCard>>,
        /// How many others there are.
        more_same_as: Option<usize>,
        /// Why it may be out of date.
        stale: Vec<StaleReason>,
    }
}

view! {
    /// That a lesson was put into practice.
    pub(super) struct AppliedThere {
        /// Where.
        place: Option<Text>,
        /// Since when.
        since: Option<Date>,
        /// By whom.
        by: Option<Text>,
        /// What came of it.
        result: Option<Text>,
    }
}

view! {
    /// That a lesson was found to hold.
    pub(super) struct Verified {
        /// By whom.
        by: Option<Text>,
        /// When.
        at: Option<Date>,
    }
}

view! {
    /// What a lesson went into.
    pub(super) struct WentInto {
        /// What it is called; its address, where that is not known.
        title: Text,
        /// Its address.
        url: Text,
    }
}

view! {
    /// Why a lesson may be out of date.
    pub(super) struct StaleReason {
        /// `newer`: a later talk or report of its organisation is about its technology; `dropped`: the technology was given up since; `figure`: a figure has a newer value.
        reason: Text,
        /// The technology, or what was measured.
        name: Text,
        /// The talk or report that tells it.
        card: Shared<Card>,
    }
}

/// What has become of a lesson; nothing of one of which nothing is said.
pub(super) fn life(viewer: &Viewer<'_>, record: &Record) -> Option<LifeOfLesson> {
    let (written, none) = (record.written_life(), Life::default());
    let life = match record.life() {
        Some(life) => life,
        None => written.map(|_| &none)?,
    };
    let phrases = viewer.site.phrases();
    let date = |date| dates::date(date, phrases);
    let (same_as, more_same_as) = few(&life.same_as, bounds::TIED);
    let cards = |ids: &[RecordId]| viewer.cards(few(ids, bounds::TIED).0.iter().copied());
    let actions = life.actions.iter().take(bounds::TIED);
    let actions = actions.filter_map(|(id, index)| viewer.site.record(*id).actions.get(*index).copied());
    let verified = written.and_then(|written| written.verified.as_ref());
    Some(LifeOfLesson {
        state: life.state.map(|(state, _)| Text::of(LessonState::name(state))),
        told_by: life.state.map(|(_, told)| Text::of(teller(told))),
        applied: written
            .map(|written| written.applied.iter().map(|one| applied(viewer, one)).collect())
            .unwrap_or_default(),
        verified: verified
            .map(|verified| Verified { by: verified.by.as_deref().map(Text::of), at: verified.at.map(date) }),
        review_after: written.and_then(|written| written.stale_after).map(date),
        informs: life.informs.iter().filter_map(|informed| went_into(viewer, informed)).collect(),
        actions: viewer.cards(actions),
        superseded_by: cards(&life.superseded_by),
        supersedes: cards(&life.supersedes),
        contradicts: cards(&life.contradicts),
        same_as: viewer.cards(same_as.iter().copied()),
        more_same_as,
        stale: life.stale.iter().map(|reason| stale(viewer, *reason)).collect(),
    })
}

fn teller(told: Told) -> &'static str {
    match told {
        Told::Author => "author",
        Told::Successor(_) => "successor",
        Told::Action(..) => "action",
    }
}

fn applied(viewer: &Viewer<'_>, application: &Application) -> AppliedThere {
    AppliedThere {
        place: application.place.as_deref().map(Text::of),
        since: application.since.map(|date| dates::date(date, viewer.site.phrases())),
        by: application.by.as_deref().map(Text::of),
        result: application.result.as_deref().map(Text::of),
    }
}

fn went_into(viewer: &Viewer<'_>, informed: &Informed) -> Option<WentInto> {
    let site = viewer.site;
    let Lead { to, anchor } = match informed {
        Informed::Address(address) => {
            return Some(WentInto { title: Text::of(address.as_str()), url: Text::of(address.as_str()) });
        }
        Informed::Place(lead) => lead,
    };
    let (title, address) = match to {
        Destination::Record(id) => {
            let record = site.record(*id);
            site.page_url(record)?;
            (record.title.clone(), site.url(record.place()))
        }
        Destination::Address(address) => (address.clone(), site.url(address)),
        Destination::File(path) => (path.as_str().to_owned(), site.url(&format!("/{path}"))),
    };
    let anchor = anchor.as_ref().filter(|_| !address.contains('#'));
    let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
    Some(WentInto { title: Text::of(title), url: Text::of(format!("{address}{anchor}")) })
}

fn stale(viewer: &Viewer<'_>, reason: Stale) -> StaleReason {
    let site = viewer.site;
    let (reason, name, by) = match reason {
        Stale::Newer { technology, by } => ("newer", technology, by),
        Stale::Dropped { technology, by } => ("dropped", technology, by),
        Stale::Figure { old, by } => {
            let source = match &site.record(by).details {
                Details::Figure(figure) => figure.source,
                _ => by,
            };
            ("figure", old, source)
        }
    };
    StaleReason { reason: Text::of(reason), name: Text::of(&site.record(name).title), card: viewer.card(by) }
}
