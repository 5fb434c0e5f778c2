//! Which lesson a reference means, and what a lesson went into.
//!
//! What always holds: a reference that means nothing is an error with the nearest name, since what it says would be lost.

use crate::document::matter::Reference;
use crate::document::{InternalLink, LinkRole, LinkTarget, Outline};
use crate::knowledge::findings::{Among, Finding, Findings, Question};
use crate::knowledge::held;
use crate::knowledge::names::Meaning;
use crate::knowledge::record::{Destination, Details, Informed, Record, RecordId};
use crate::vocab::diagnostic::{Code, Diagnostic, Severity};
use crate::vocab::kind::Kind;
use crate::vocab::path::markdown_stem;
use crate::vocab::percent::decoded;
use crate::vocab::web_address::WebAddress;

use super::places::{Places, WIKI_ORDER, parted};

impl Places<'_> {
    /// The lesson that a reference means: `record#anchor`, `#anchor` in its own file, a path to a file with an anchor, or the address of a lesson's page.
    /// Reported when there is none.
    pub(in crate::knowledge) fn lesson(
        &self,
        own: (RecordId, &Outline),
        written: &Reference,
        records: &[Record],
        findings: &mut Findings,
    ) -> Option<RecordId> {
        match self.lesson_meant(own, &written.value, records) {
            Ok(lesson) => Some(lesson),
            Err(finding) => {
                findings.add_at(&written.span, *finding);
                None
            }
        }
    }

    /// The lesson that an action's link leads to; none where it leads to something else.
    pub(in crate::knowledge) fn lesson_linked(
        &self,
        own: (RecordId, &Outline),
        written: &str,
        records: &[Record],
    ) -> Option<RecordId> {
        self.lesson_meant(own, written, records).ok()
    }

    /// What a lesson went into; reported when there is no such thing.
    pub(in crate::knowledge) fn informed(
        &self,
        outline: &Outline,
        written: &Reference,
        records: &[Record],
        findings: &mut Findings,
    ) -> Option<Informed> {
        if let Some(address) =
            WebAddress::parse(&written.value).ok().filter(|_| written.value.contains("://"))
        {
            return Some(Informed::Address(address));
        }
        let is_path = is_path(&written.value);
        let (name, fragment) = written.value.split_once('#').filter(|_| is_path).unzip();
        let target = match name {
            Some(path) => LinkTarget::path(path),
            None if is_path => LinkTarget::path(&written.value),
            None => LinkTarget::Wiki(written.value.clone()),
        };
        let fragment = fragment.map(str::to_owned);
        let link = InternalLink { target, fragment, role: LinkRole::Lead, span: written.span.clone() };
        let mut found = Findings::default();
        let lead = self.lead(outline, &link, records, &mut found);
        let mistakes = found.diagnostics.iter_mut().filter(|wrong| wrong.code != Code::InternalReference);
        mistakes.for_each(|wrong| wrong.severity = Severity::Error);
        findings.append(found);
        Some(Informed::Place(lead?))
    }

    fn lesson_meant(
        &self,
        (own, outline): (RecordId, &Outline),
        written: &str,
        records: &[Record],
    ) -> Result<RecordId, Box<Finding>> {
        let written = written.trim();
        if let Some(anchor) = written.strip_prefix('#') {
            return anchored(own, anchor, outline, records);
        }
        if let Some(lesson) = self.lesson_at(written, records) {
            return Ok(lesson);
        }
        let found = if is_path(written) {
            let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
            match self.path(outline, path, None) {
                Some((Destination::Record(id), _)) => Some((id, anchor)),
                _ => None,
            }
        } else {
            parted(written).find_map(|(name, anchor)| Some((self.teller(name)?, anchor.unwrap_or_default())))
        };
        match found {
            Some((record, anchor)) => anchored(record, anchor, outline, records),
            None => Err(Box::new(self.no_teller(outline, written))),
        }
    }

    /// The lesson whose page is at this address, with or without the folder of lessons.
    fn lesson_at(&self, written: &str, records: &[Record]) -> Option<RecordId> {
        let path = written.trim_matches('/');
        let path = path.strip_prefix("lessons/").unwrap_or(path);
        let index = self.addresses.taken.get(format!("/lessons/{path}/").as_str())?;
        let id = self.numbers.of_candidate[*index];
        matches!(records[id.0 as usize].details, Details::Lesson(_)).then_some(id)
    }

    /// The record of this name that may tell lessons: a report or talk before any other, since an organisation may be called alike.
    fn teller(&self, name: &str) -> Option<RecordId> {
        let of = |kind: Kind, name: &str| match self.names.meaning(kind, name) {
            Meaning::One(candidate) => Some(self.numbers.of_candidate[candidate]),
            Meaning::Several(candidates) => Some(self.numbers.of_candidate[candidates[0]]),
            Meaning::Held(_) | Meaning::Nothing => None,
        };
        let with_kind = name.split_once('/').and_then(|(folder, id)| of(Kind::from_folder(folder)?, id));
        with_kind.or_else(|| TELLERS.iter().chain(&WIKI_ORDER).find_map(|kind| of(*kind, name)))
    }

    /// That nothing is called so that might tell a lesson.
    fn no_teller(&self, outline: &Outline, written: &str) -> Finding {
        let (name, _) = parted(written).last().unwrap_or((written, None));
        let held = TELLERS.iter().chain(&WIKI_ORDER).find_map(|kind| match self.names.meaning(*kind, name) {
            Meaning::Held(held) => Some(held),
            _ => None,
        });
        if let Some(held) = held {
            return held.referred(&outline.path, &format!("`{name}`")).into();
        }
        let message = format!("nothing is called `{name}`, so no lesson can be meant");
        let question = Question {
            word: name.to_owned(),
            among: Among::Records,
            meant: |near| format!("did you mean `{near}#…`?"),
            otherwise: Some(
                "a lesson is named by its record and its anchor: `record#lesson-anchor`".to_owned(),
            ),
        };
        let diagnostic = Diagnostic::error(Code::DanglingReference, &outline.path, message);
        Finding { diagnostic, question: Some(question) }
    }
}

/// The kinds that tell lessons as a rule.
const TELLERS: [Kind; 2] = [Kind::Report, Kind::Talk];

/// Whether it is a path to a file rather than a name.
fn is_path(written: &str) -> bool {
    let path = written.split('#').next().unwrap_or(written);
    path.starts_with(['.', '/']) || markdown_stem(path).is_some()
}

/// The lesson of a record with this anchor; the only one that it has, when none is named.
fn anchored(
    id: RecordId,
    anchor: &str,
    from: &Outline,
    records: &[Record],
) -> Result<RecordId, Box<Finding>> {
    let record = &records[id.0 as usize];
    let anchor = decoded(anchor);
    let anchor_of = |lesson: &RecordId| match &records[lesson.0 as usize].details {
        Details::Lesson(lesson) => lesson.anchor.as_str(),
        _ => "",
    };
    let is_meant = |lesson: &&RecordId| {
        let own = anchor_of(lesson);
        own == anchor || own.strip_prefix("lesson-") == Some(&*anchor)
    };
    let only = || record.lessons.first().filter(|_| anchor.is_empty() && record.lessons.len() == 1);
    if let Some(lesson) = record.lessons.iter().find(is_meant).or_else(only) {
        return Ok(*lesson);
    }
    if record.own_outline().is_some_and(|outline| outline.withheld.has_lesson(&anchor)) {
        let message = format!("the lesson `{anchor}` of `{}` is internal", record.title);
        return Err(Box::new(held::internal(&from.path, message).into()));
    }
    let error = |message| Diagnostic::error(Code::DanglingReference, &from.path, message);
    if record.lessons.is_empty() {
        let message = format!("`{}` tells no lesson", record.title);
        return Err(Box::new(error(message).into()));
    }
    if anchor.is_empty() {
        let message = format!("`{}` tells {} lessons: say which", record.title, record.lessons.len());
        let hint = format!("write `{}#{}`, for example", record.id, anchor_of(&record.lessons[0]));
        return Err(Box::new(error(message).with_hint(hint).into()));
    }
    let question = record.document.map(|document| Question {
        word: anchor.clone().into_owned(),
        among: Among::LessonsOf(document),
        meant: |near| format!("did you mean `#{near}`?"),
        otherwise: Some("a lesson's anchor is made of its first words; its page shows it".to_owned()),
    });
    let diagnostic = error(format!("`{}` has no lesson with the anchor `{anchor}`", record.title));
    Err(Box::new(Finding { diagnostic, question }))
}
