//! Which documents are published: all but drafts, what is not due, and pages of folders that have another.
//!
//! What always holds: whatever is not known to be free to publish is held back: a file whose front matter could not be read as a whole, a day
//! that nobody can compare with that of the build. Nothing here asks a clock: the day is handed in, and a build without one knows only that it
//! is no earlier than [`RELEASED`], so that the same content gives the same site.

use std::sync::Arc;

use crate::document::{Outline, Role};
use crate::vocab::audience::Audience;
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::hash::HashSet;
use crate::vocab::kind::Kind;
use crate::vocab::spanned::Spanned;

use super::held::{Held, Why};
use super::options::{Drafts, FutureDates, Options};
use super::spelled::without_ending;

/// A day that has come for whoever runs this version.
const RELEASED: PartialDate = PartialDate { year: 2026, month: Some(11), day: Some(30), time: None };

/// The documents, in order.
pub(super) struct Sorted {
    /// By their numbers.
    pub(super) published: Vec<usize>,
    pub(super) held: Vec<Held>,
}

/// Sorts the documents out; what is passed over is in neither list, and reported.
pub(super) fn sort(
    outlines: &[Arc<Outline>],
    options: Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Sorted {
    let mut sorted = Sorted { published: Vec::with_capacity(outlines.len()), held: Vec::new() };
    let folders = held_folders(outlines, options, diagnostics);
    let pages = Pages::of(outlines);
    let mut claimed = HashSet::default();
    for (number, outline) in outlines.iter().enumerate() {
        let below = folders.iter().filter(|(folder, _)| outline.path.as_str().starts_with(folder));
        // To the public a draft that is internal is that: who mentions it says nothing of it.
        let why = match below.map(|(_, why)| *why).max_by_key(|why| *why == Why::Internal) {
            Some(Why::Draft) if may_be_internal(outline, options) => Some(Why::Internal),
            Some(why) => Some(why),
            None => why_held(outline, options, diagnostics),
        };
        if let Some(why) = why {
            sorted.held.push(Held { outline: Arc::clone(outline), why });
        } else if outline.role == Role::Record {
            sorted.published.push(number);
        } else if let Some(reason) = pages.refusal(outline, &mut claimed) {
            diagnostics.push(reason);
        } else {
            sorted.published.push(number);
        }
    }
    sorted
}

/// The folders, each with a slash at its end, that are held back with their pages.
fn held_folders(
    outlines: &[Arc<Outline>],
    options: Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Why)> {
    let mut folders = Vec::new();
    for outline in outlines.iter().filter(|outline| outline.hold.whole_folder || outline.hold.internal_folder)
    {
        let why = match (options.drafts, options.audience) {
            (_, Audience::Public) if outline.hold.internal_folder => Why::Internal,
            (Drafts::LeaveOut, _) if outline.hold.whole_folder => Why::Draft,
            _ => continue,
        };
        let path = outline.path.as_str();
        let is_index = without_ending(path).is_some_and(|path| path.ends_with("/index"));
        // A page that is not its folder's hands nothing down: it is held back alone.
        if outline.role == Role::Record && !is_index {
            continue;
        }
        let folder = path.rfind('/').map_or("", |end| &path[..=end]).to_owned();
        let below = outlines.iter().filter(|outline| outline.path.as_str().starts_with(&folder)).count();
        let message = format!("this page holds back what is in `{folder}`: {below} files, itself among them");
        diagnostics.push(Diagnostic::note(Code::HeldBack, &outline.path, message));
        folders.push((folder, why));
    }
    folders
}

/// Why a document is held back, when it is.
fn why_held(outline: &Outline, options: Options<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Why> {
    if may_be_internal(outline, options) {
        return Some(Why::Internal);
    }
    let is_held = options.drafts == Drafts::LeaveOut && is_draft(outline, options, diagnostics);
    is_held.then_some(Why::Draft)
}

/// Whether a document is none of the public's: what cannot be read may say so.
fn may_be_internal(outline: &Outline, options: Options<'_>) -> bool {
    let is_unclear = outline.hold.is_internal || !outline.matter_is_whole;
    options.audience == Audience::Public && is_unclear
}

/// Whether a document is a draft, or not due; says so when that is for a day that nobody named.
fn is_draft(outline: &Outline, options: Options<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    if outline.hold.is_draft || !outline.matter_is_whole {
        return true;
    }
    let is_named = options.today.is_some();
    let today = options.today.unwrap_or(RELEASED);
    let date = outline.date();
    let date = date.filter(|_| options.future_dates == FutureDates::Hold && outline.kind != Kind::Event);
    let date = date.map(|date| Spanned::new(outline.matter_span.start..outline.matter_span.start, date));
    let is_early = |from: &&Spanned<PartialDate>| is_after(from.value, today);
    let early = outline.hold.from.as_ref().filter(is_early).or(date.as_ref().filter(is_early));
    let over = outline.hold.until.as_ref().filter(|until| !is_named || !is_after(until.value, today));
    let is_over_for_sure = over.is_some_and(|until| !is_after(until.value, today));
    if let Some(day) = early.or(over).filter(|_| !is_named && !is_over_for_sure) {
        let until = if early.is_some() { "is published from" } else { "is published until" };
        let message =
            format!("this file {until} {}, and nobody said what day it is: it is held back", day.value);
        diagnostics.push(
            Diagnostic::warning(Code::HeldBack, &outline.path, message).with_span(day.span.clone()).with_hint(
                "say it when you build: `--today 2030-12-31`; or write `draft: true`, which holds on any day",
            ),
        );
    }
    early.is_some() || over.is_some()
}

/// Whether a date begins after a day has begun.
fn is_after(date: PartialDate, day: PartialDate) -> bool {
    let begins = |date: PartialDate| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    let has_hours = date.time.is_some_and(|time| (time.hour, time.minute, time.second) != (0, 0, 0));
    begins(date) > begins(day) || (begins(date) == begins(day) && has_hours)
}

/// The records of their own, which come before pages of folders.
struct Pages<'a>(HashSet<(Kind, &'a str)>);

impl<'a> Pages<'a> {
    fn of(outlines: &'a [Arc<Outline>]) -> Self {
        let mut own = HashSet::default();
        if outlines.iter().any(|outline| outline.role != Role::Record) {
            let records = outlines.iter().filter(|outline| outline.role == Role::Record);
            own.extend(records.map(|outline| (outline.kind, outline.id.as_str())));
        }
        Self(own)
    }

    /// Why the page of a folder is not published, when it is not; notes that it is in `claimed`.
    fn refusal(&self, outline: &'a Outline, claimed: &mut HashSet<(Kind, &'a str)>) -> Option<Diagnostic> {
        let (kind, id) = (outline.kind, outline.id.as_str());
        if id.is_empty() {
            let message =
                format!("this file is passed over: the page of its folder is the list of {}", kind.folder());
            return Some(Diagnostic::note(Code::PassedOver, &outline.path, message));
        }
        if kind == Kind::Talk {
            let message = "this is the page of a folder of talks, and no talk: it is not published";
            let hint = format!(
                "write of an event in `events/{id}.md`; a talk is called `index.md` in a folder of its own"
            );
            return Some(Diagnostic::warning(Code::FolderPage, &outline.path, message).with_hint(hint));
        }
        if self.0.contains(&(kind, id)) || !claimed.insert((kind, id)) {
            let message = "this file is passed over: its folder has another page";
            return Some(Diagnostic::note(Code::PassedOver, &outline.path, message));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_compared_with_the_beginning_of_a_date() {
        let is_after = |date: &str, day: &str| {
            let parse = |text| PartialDate::parse(text).unwrap();
            is_after(parse(date), parse(day))
        };
        assert!(
            is_after("2030-01-02", "2030-01-01")
                && is_after("2031", "2030-12-31")
                && is_after("2030-02", "2030-01-31")
        );
        assert!(!is_after("2030-01-01", "2030-01-01") && !is_after("2030", "2030-01-01"));
        assert!(is_after("2030-01-01T10:00", "2030-01-01") && !is_after("2030-01-01T00:00", "2030-01-01"));
    }
}
