//! Figures whose metric has a unit of its own, which must be able to tell them.
//!
//! What always holds: a metric without a unit asks nothing of its figures, so that no author is told of what another began.

use crate::document::Outline;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::unit::Unit;

use super::record::{Details, Record};

/// Reports the figures of this record that the unit of their metric cannot tell.
pub(super) fn check(
    record: &Record,
    outline: &Outline,
    records: &[Record],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for id in &record.figures {
        let Details::Figure(figure) = &records[id.0 as usize].details else { continue };
        let Some(metric) = figure.metric.map(|metric| &records[metric.0 as usize]) else { continue };
        let (Some(unit), Some(written)) = (metric.unit(), outline.common.figures.get(figure.index)) else {
            continue;
        };
        let (asked, own) = (Unit::of(Some(unit), &metric.title), Unit::of(written.unit(), &metric.title));
        if asked.dimension == own.dimension {
            continue;
        }
        let told = written.unit().map_or("has no unit".to_owned(), |unit| format!("is in `{unit}`"));
        let message = format!("this figure {told}, which `{unit}`, the unit of its metric, cannot tell");
        diagnostics.push(
            Diagnostic::warning(Code::UnlikeUnit, &outline.path, message)
                .with_span(written.metric.span.clone())
                .with_hint("correct its `unit`, or name another metric: it has a scale of its own on the page of this one"),
        );
    }
}
