//! The pages of lessons and figures: each alone, with where it comes from.

use crate::knowledge::{Figure, Lesson, RecordId};
use crate::render::cards::{FigureCard, LessonCard};
use crate::site::bounds::{self, around};
use crate::theme::view::{Shared, Template, Text, view};

use super::life::{self, LifeOfLesson};
use super::record::{EveryRecord, RecordPage};
use super::viewer::Viewer;

view! {
    /// The page of a lesson.
    pub(super) struct LessonPage {
        ..every: RecordPage,
        /// The lesson.
        record: LessonRecord,
        /// Lessons that stand around it in its source, fifty at most.
        siblings: Vec<Shared<LessonCard>>,
        /// How many other lessons its source has.
        more_siblings: Option<usize>,
    }
}

impl Template for LessonPage {
    const NAME: &str = "lesson.html";
}

view! {
    /// A lesson, on its own page.
    pub(super) struct LessonRecord {
        ..card: Shared<LessonCard>,
        ..every: EveryRecord,
        /// Its words.
        text: Text,
        /// Its anchor, by which references name it: `report#anchor`.
        anchor: Text,
        /// What has become of it, when something is known.
        life: Option<LifeOfLesson>,
    }
}

view! {
    /// The page of a figure.
    pub(super) struct FigurePage {
        ..every: RecordPage,
        /// The figure.
        record: FigureRecord,
        /// Figures that stand around it in its source, fifty at most.
        siblings: Vec<Shared<FigureCard>>,
        /// How many other figures its source has.
        more_siblings: Option<usize>,
    }
}

impl Template for FigurePage {
    const NAME: &str = "figure.html";
}

view! {
    /// A figure, on its own page.
    pub(super) struct FigureRecord {
        ..card: Shared<FigureCard>,
        ..every: EveryRecord,
    }
}

/// A lesson: its words, and the place in its source.
pub(super) fn lesson(
    viewer: &Viewer<'_>,
    id: RecordId,
    lesson: &Lesson,
    page: RecordPage,
    every: EveryRecord,
) -> LessonPage {
    let (siblings, more_siblings) = siblings(id, &viewer.site.record(lesson.source).lessons);
    LessonPage {
        every: page,
        record: LessonRecord {
            card: viewer.card(id),
            every,
            text: Text::of(&lesson.text),
            anchor: Text::of(&lesson.anchor),
            life: life::life(viewer, viewer.site.record(id)),
        },
        siblings: viewer.cards(siblings),
        more_siblings,
    }
}

/// A figure: what was measured, when, and by whom it was told. Its card says all of it.
pub(super) fn figure(
    viewer: &Viewer<'_>,
    id: RecordId,
    figure: &Figure,
    page: RecordPage,
    every: EveryRecord,
) -> FigurePage {
    let (siblings, more_siblings) = siblings(id, &viewer.site.record(figure.source).figures);
    FigurePage {
        every: page,
        record: FigureRecord { card: viewer.card(id), every },
        siblings: viewer.cards(siblings),
        more_siblings,
    }
}

/// The others of the same source that stand around it there, and how many more there are: the source's page has them all.
fn siblings(id: RecordId, all: &[RecordId]) -> (Vec<RecordId>, Option<usize>) {
    let place = all.iter().position(|other| *other == id).unwrap_or_default();
    around(all, place, bounds::SIBLINGS)
}
