//! The pages of lessons and figures: each alone, with where it comes from.

use crate::knowledge::{Figure, Lesson, RecordId};
use crate::site::bounds::{self, around};
use crate::theme::value::Fields;

use super::viewer::Viewer;

/// A lesson: its words, and the place in its source.
pub(super) fn lesson(
    viewer: &Viewer<'_>,
    id: RecordId,
    lesson: &Lesson,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let fields = fields.set("text", lesson.text.as_str()).set("source", viewer.card(lesson.source));
    (fields, siblings(viewer, id, &viewer.site.record(lesson.source).lessons, context))
}

/// A figure: what was measured, when, and by whom it was told. Its card says the rest.
pub(super) fn figure(
    viewer: &Viewer<'_>,
    id: RecordId,
    figure: &Figure,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let fields = fields.set("source", viewer.card(figure.source));
    (fields, siblings(viewer, id, &viewer.site.record(figure.source).figures, context))
}

/// The others of the same source that stand around it there, and how many more there are: the source's page has them all.
fn siblings(viewer: &Viewer<'_>, id: RecordId, all: &[RecordId], context: Fields) -> Fields {
    let place = all.iter().position(|other| *other == id).unwrap_or_default();
    let (shown, more) = around(all, place, bounds::SIBLINGS);
    context.set("siblings", viewer.cards(shown)).maybe("more_siblings", more)
}
