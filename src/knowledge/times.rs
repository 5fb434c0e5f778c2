//! Times that cannot be true together: of a talk and its event, of a talk and its recording, of a recording's chapters.
//!
//! What always holds: all that may be right is taken for right. A date may be a whole year, may lack its time zone, and a length in minutes may
//! be rounded; only what none of these explains is told.

use crate::document::Outline;
use crate::document::matter::{Chapter, Media, Specific};
use crate::vocab::date::{PartialDate, Zones};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

use super::record::{Details, Record};

/// Reports a talk that is not within its event, a recording that was published before its talk was given, and chapters that no player could
/// follow.
pub(super) fn check(
    record: &Record,
    outline: &Outline,
    records: &[Record],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (_, medium) in outline.specific.media() {
        check_chapters(medium, &outline.path, diagnostics);
    }
    check_dates(record, outline, records, diagnostics);
}

fn check_dates(record: &Record, outline: &Outline, records: &[Record], diagnostics: &mut Vec<Diagnostic>) {
    let Details::Talk(talk) = &record.details else { return };
    let event = talk.event.map(|event| &records[event.0 as usize]);
    let own = record.own_date();
    if let Some(date) = own
        && let Some(event) = event
        && let Details::Event(details) = &event.details
        && let Some((start, end)) = details.dates
        // What is wrong with the event itself is told there.
        && !end.ends_before(start, Zones::Same)
        && (date.ends_before(start, Zones::Same) || !is_open(event, start) && end.ends_before(date, Zones::Same))
    {
        let when = if start.without_time() == end { start.to_string() } else { format!("{start} to {end}") };
        let message = format!("this talk is on {date}, but its event `{}` is on {when}", event.title);
        let wrong = Diagnostic::warning(Code::OutsideItsEvent, &outline.path, message)
            .with_hint("correct the date, or the event's `start_date` and `end_date`");
        diagnostics.push(match outline.common.date.known() {
            Some(written) => wrong.with_span(written.span.clone()),
            None => wrong,
        });
    }
    // Of a date that is not sure, only what is sure can be wrong.
    let given = if outline.date().is_some() { own } else { event.and_then(Record::sure_date) };
    let recordings = outline.specific.media().filter(|(sort, _)| sort.is_recording());
    for published in recordings.filter_map(|(_, medium)| medium.published.as_ref()) {
        let Some(given) = given.filter(|given| published.value.ends_before(*given, Zones::Any)) else {
            continue;
        };
        let message = format!(
            "this recording was published on {}, before its talk was given on {given}",
            published.value
        );
        diagnostics.push(
            Diagnostic::warning(Code::PublishedBeforeGiven, &outline.path, message)
                .with_span(published.span.clone())
                .with_hint("correct one of the two dates"),
        );
    }
}

/// Whether nobody said when an event ended, only on which day it began: it may have gone on for days.
fn is_open(event: &Record, start: PartialDate) -> bool {
    let end = event.outline.as_ref().map(|outline| match &outline.specific {
        Specific::Event(event) => event.end_date.is_some(),
        _ => false,
    });
    start.day.is_some() && end != Some(true)
}

/// Slides and papers may well be there before the talk.
/// A talk's recording is played from chapter to chapter: each begins after the one before, and before the end.
fn check_chapters(medium: &Media, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |span: &Span, message: String| {
        let wrong = Diagnostic::warning(Code::Chapters, path, message).with_span(span.clone());
        diagnostics.push(wrong.with_hint("`at` counts from the beginning of the recording, as `12m30s`"));
    };
    // A length in whole minutes may be rounded.
    let end = medium.duration.map(|duration| match duration.seconds() {
        seconds if seconds % 60 == 0 => seconds + 59,
        seconds => seconds,
    });
    let mut before: Option<&Chapter> = None;
    for chapter in &medium.chapters {
        let at = chapter.at.value;
        if let Some(before) = before.filter(|before| before.at.value >= at) {
            let message = format!(
                "this chapter begins at {}, no later than the one before it, at {}",
                at.position(),
                before.at.value.position()
            );
            report(&chapter.at.span, message);
        } else if let Some(duration) = medium.duration.filter(|_| end.is_some_and(|end| at.seconds() > end)) {
            let message =
                format!("this chapter begins at {}, but the recording lasts {duration}", at.position());
            report(&chapter.at.span, message);
        }
        before = Some(chapter);
    }
}
