//! The pages of lessons and figures: each alone, with where it comes from.

use crate::knowledge::{Figure, Lesson, Record};
use crate::render::value::Fields;

use super::viewer::Viewer;

/// A lesson: its words, and the place in its source.
pub(super) fn lesson(
    viewer: &Viewer<'_>,
    record: &Record,
    lesson: &Lesson,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let fields = fields.set("text", lesson.text.as_str()).set("source", viewer.card(lesson.source));
    let siblings = viewer.site.record(lesson.source).lessons.iter().copied();
    let others = siblings.filter(|id| !std::ptr::eq(viewer.site.record(*id), record));
    (fields, context.set("siblings", viewer.cards(others)))
}

/// A figure: what was measured, when, and by whom it was told. Its card says the rest.
pub(super) fn figure(
    viewer: &Viewer<'_>,
    record: &Record,
    figure: &Figure,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let siblings = viewer.site.record(figure.source).figures.iter().copied();
    let others = siblings.filter(|id| !std::ptr::eq(viewer.site.record(*id), record));
    (fields.set("source", viewer.card(figure.source)), context.set("siblings", viewer.cards(others)))
}
