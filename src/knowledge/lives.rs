//! The lives of lessons: which lesson an author means, what follows from it for the others, and what a lesson's state is.
//!
//! Comes in: records whose links are resolved. Goes out: the life of each lesson that has one. Two steps, since references are resolved while documents
//! still have their first numbers, and what follows from them depends on dates. What always holds:
//!
//! - What is said of two lessons is known to both.
//! - A lesson that another supersedes is superseded, whatever else is said of it.
//! - A lesson of which nothing is said costs nothing, and is no older for it.

mod circles;
mod stale;

use crate::document::matter::{LessonLife, LessonState};
use crate::document::{Action, ActionState};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::spanned::Span;

use super::findings::Findings;
use super::groups::groups;
use super::links::Places;
use super::record::{Details, Informed, Life, Record, RecordId, Told};

/// How many lessons a lesson's page names of each sort: each member of a group lists the others.
const MOST: usize = 100;

/// What authors say of lessons, resolved.
#[derive(Default)]
pub(super) struct Ties {
    between: Vec<Tie>,
    informs: Vec<(RecordId, Informed)>,
    /// The actions that name a lesson: the lesson, the record that will act, and which of its actions it is.
    actions: Vec<(RecordId, RecordId, usize)>,
}

/// What one lesson is to another.
struct Tie {
    from: RecordId,
    to: RecordId,
    sort: Sort,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Supersedes,
    Contradicts,
    SameAs,
}

/// Resolves what the outlines of these records say of lessons.
pub(super) fn ties(records: &[Record], places: &Places<'_>, findings: &mut Findings) -> Ties {
    let mut ties = Ties::default();
    for (id, record) in (0_u32..).map(RecordId).zip(records) {
        let Some(outline) = record.own_outline() else { continue };
        for (index, action) in outline.actions.iter().enumerate() {
            let lessons =
                action.lessons.iter().filter_map(|name| places.lesson_linked((id, outline), name, records));
            ties.actions.extend(lessons.map(|lesson| (lesson, id, index)));
        }
        for (lesson, from) in outline.lessons.iter().zip(&record.lessons) {
            let Some(LessonLife { supersedes, contradicts, same_as, informs, .. }) = lesson.life.as_deref()
            else {
                continue;
            };
            let sorts =
                [(Sort::Supersedes, supersedes), (Sort::Contradicts, contradicts), (Sort::SameAs, same_as)];
            for (sort, name) in
                sorts.into_iter().flat_map(|(sort, names)| names.iter().map(move |name| (sort, name)))
            {
                let to = places.lesson((id, outline), name, records, findings);
                ties.between.extend(to.map(|to| Tie { from: *from, to, sort, span: name.span.clone() }));
            }
            for name in informs {
                let informed = places.informed(outline, name, records, findings);
                ties.informs.extend(informed.map(|informed| (*from, informed)));
            }
        }
    }
    ties
}

/// Some of the lessons that a lesson's life names.
type Relations = fn(&mut Life) -> &mut Vec<RecordId>;

/// Gives each lesson the life that follows from what is said of it, and reports what cannot be.
pub(super) fn settle(records: &mut [Record], ties: Ties, diagnostics: &mut Vec<Diagnostic>) {
    let Ties { mut between, informs, mut actions } = ties;
    between.retain(|tie| tie.from != tie.to || tell_itself(records, tie, diagnostics));
    let successions = between.iter().filter(|tie| tie.sort == Sort::Supersedes);
    let successions: Vec<_> = successions.map(|tie| (tie.from, tie.to, tie.span.clone())).collect();
    circles::tell(records, &successions, diagnostics);
    for Tie { from, to, sort, .. } in &between {
        let (mine, theirs): (Relations, Relations) = match sort {
            Sort::Supersedes => (|life| &mut life.supersedes, |life| &mut life.superseded_by),
            Sort::Contradicts => (|life| &mut life.contradicts, |life| &mut life.contradicts),
            Sort::SameAs => continue,
        };
        with_life(records, *from, |life| add(mine(life), *to));
        with_life(records, *to, |life| add(theirs(life), *from));
    }
    let same = between.iter().filter(|tie| tie.sort == Sort::SameAs).map(|tie| (tie.from, tie.to));
    for group in groups(same) {
        for id in &group {
            let others = group.iter().copied().filter(|other| other != id).take(MOST).collect();
            with_life(records, *id, |life| life.same_as = others);
        }
    }
    for (id, informed) in informs {
        with_life(records, id, |life| life.informs.push(informed));
    }
    actions.sort_unstable();
    actions.dedup();
    for (id, record, index) in actions {
        with_life(records, id, |life| {
            if life.actions.len() < MOST {
                life.actions.push((record, index));
            }
        });
    }
    stale::find(records);
    find_states(records, diagnostics);
}

fn add(list: &mut Vec<RecordId>, id: RecordId) {
    if list.len() < MOST && !list.contains(&id) {
        list.push(id);
    }
}

fn with_life(records: &mut [Record], id: RecordId, change: impl FnOnce(&mut Life)) {
    if let Details::Lesson(lesson) = &mut records[id.0 as usize].details {
        change(lesson.life.get_or_insert_default());
    }
}

/// That a lesson is said to be something to itself, which says nothing.
fn tell_itself(records: &[Record], tie: &Tie, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let what = match tie.sort {
        // A circle of one.
        Sort::Supersedes => return true,
        Sort::Contradicts => "contradict",
        Sort::SameAs => "be the same as",
    };
    let Some(outline) = &records[tie.from.0 as usize].outline else { return false };
    let message = format!("this lesson is said to {what} itself");
    let diagnostic = Diagnostic::error(Code::LessonCircle, &outline.path, message);
    diagnostics.push(diagnostic.with_span(tie.span.clone()).with_hint("name the other lesson, or remove it"));
    false
}

/// The state of each lesson, by what weighs most: a successor, the author's word, that somebody verified or applied it, the actions that name it.
fn find_states(records: &mut [Record], diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..records.len() {
        let record = &records[index];
        let Details::Lesson(lesson) = &record.details else { continue };
        let written = record.written_life();
        if written.is_none() && lesson.life.is_none() {
            continue;
        }
        let none = Life::default();
        let life = lesson.life.as_deref().unwrap_or(&none);
        let state = state(records, written, life);
        if let Some(state) =
            written.and_then(|written| written.state.as_ref()).filter(|state| state.value.is_in_practice())
            && let Some(open) = open_action(records, life)
            && let Some(outline) = &record.outline
        {
            let message =
                format!("this lesson is {}, but its action is still open: {open}", state.value.name());
            let diagnostic = Diagnostic::warning(Code::LessonAction, &outline.path, message);
            diagnostics.push(
                diagnostic
                    .with_span(state.span.clone())
                    .with_hint("tick the action's box if it is done, or take the state back to `identified`"),
            );
        }
        with_life(records, RecordId(index as u32), |life| life.state = state);
    }
}

fn state(records: &[Record], written: Option<&LessonLife>, life: &Life) -> Option<(LessonState, Told)> {
    if let Some(successor) = life.superseded_by.first() {
        return Some((LessonState::Superseded, Told::Successor(*successor)));
    }
    if let Some(written) = written {
        if let Some(state) = &written.state {
            return Some((state.value, Told::Author));
        }
        if written.verified.is_some() {
            return Some((LessonState::Validated, Told::Author));
        }
        if !written.applied.is_empty() {
            return Some((LessonState::Applied, Told::Author));
        }
    }
    let told = |(record, index): (RecordId, usize)| Told::Action(record, index);
    let first = |state: ActionState| {
        let is_in =
            |named: &&(RecordId, usize)| action(records, **named).is_some_and(|action| action.state == state);
        life.actions.iter().find(is_in).map(|named| told(*named))
    };
    // What nobody will do any more says nothing of the lesson.
    let applied = first(ActionState::Done).map(|told| (LessonState::Applied, told));
    applied.or_else(|| first(ActionState::Open).map(|told| (LessonState::Identified, told)))
}

/// The words of the first action of a lesson that is open, when none is done.
fn open_action<'r>(records: &'r [Record], life: &Life) -> Option<&'r str> {
    let actions = || life.actions.iter().filter_map(|named| action(records, *named));
    let open = actions().find(|action| action.state == ActionState::Open)?;
    actions().all(|action| action.state != ActionState::Done).then_some(open.text.as_str())
}

fn action(records: &[Record], (record, index): (RecordId, usize)) -> Option<&Action> {
    records[record.0 as usize].own_outline()?.actions.get(index)
}
