//! References become record numbers; what dangles is reported with the nearest name.
//!
//! One pass fills each record from its outline; a second settles what depends on other records (an event's talks, a
//! talk's date, coverage seen from the talk, translations).

use std::sync::Arc;

use crate::document::Outline;
use crate::document::matter::{self, Participant, Reference, Specific};
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fact::Fact;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::path::{ContentPath, SitePath};
use crate::vocab::spanned::Spanned;

use super::findings::{Among, Findings, Question};
use super::names::{Candidate, Meaning, Names};
use super::record::{
    Action, Appearance, Coverage, Details, Event, Figure, Lesson, Record, RecordId, Report, Says, Spoken,
    Talk,
};
use super::renamed::former_name;

/// How many topics, technologies and organisations a lesson, figure or action has of its source: each of a source's parts repeats them.
const INHERITED: usize = 50;

/// So many of the records that a name may mean are told.
const TOLD: usize = 5;

/// Where a candidate stands among the records, and which records its document holds.
pub(super) struct Numbers {
    /// By candidate.
    pub(super) of_candidate: Vec<RecordId>,
    /// By document: its own record, its lessons, its figures, its actions.
    pub(super) of_document: Vec<Holding>,
}

/// The records of one document.
#[derive(Default)]
pub(super) struct Holding {
    pub(super) record: Option<RecordId>,
    pub(super) lessons: Vec<RecordId>,
    pub(super) figures: Vec<RecordId>,
    pub(super) actions: Vec<RecordId>,
}

/// All that a reference is resolved against.
pub(super) struct Resolver<'a> {
    pub(super) outlines: &'a [Arc<Outline>],
    pub(super) names: &'a Names<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) language: &'a Language,
    pub(super) findings: Findings,
    /// The records that had other names, as the record that is being filled speaks of them.
    pub(super) spoken: Vec<Spoken>,
}

impl<'a> Resolver<'a> {
    /// One that has found nothing yet.
    pub(super) fn new(
        outlines: &'a [Arc<Outline>],
        names: &'a Names<'a>,
        numbers: &'a Numbers,
        language: &'a Language,
    ) -> Self {
        Self { outlines, names, numbers, language, findings: Findings::default(), spoken: Vec::new() }
    }
}

impl Resolver<'_> {
    /// The record of this candidate, filled from its outline alone.
    pub(super) fn record(&mut self, candidate: &Candidate, address: SitePath) -> Record {
        let mut record = self.bare(candidate, address);
        let Some(document) = candidate.document else { return record };
        let outline = Arc::clone(&self.outlines[document]);
        let path = &outline.path;
        let common = &outline.common;
        record.language = common.language.clone().unwrap_or_else(|| self.language.clone());
        record.date = outline.date();
        record.doubt = outline.doubt().cloned();
        let most = if candidate.kind.is_part() { INHERITED } else { usize::MAX };
        record.topics = self.all(Kind::Topic, first(&common.topics, most), path);
        record.technologies = first(&common.technologies, most)
            .iter()
            .filter_map(|used| Some((self.one(Kind::Technology, &used.name, path)?, used.stance)))
            .collect();
        record.technologies.dedup_by_key(|(technology, _)| *technology);
        record.organisations = self.all(Kind::Organisation, first(&common.organisations, most), path);
        let holding = &self.numbers.of_document[document];
        let source = holding.record.unwrap_or(RecordId(0));
        if candidate.kind.is_part() {
            // What is wrong with them is told of the source.
            self.findings = Findings::default();
        }
        match candidate.kind {
            Kind::Lesson => {
                let lesson = &outline.lessons[candidate.part];
                let (kind, text, anchor) = (lesson.kind, lesson.text.clone(), lesson.anchor.clone());
                let index = candidate.part;
                record.details = Details::Lesson(Lesson { kind, text, source, anchor, index, life: None });
                self.inherit_from_covered(&mut record, &outline, candidate.part);
                // As it is told of the talk.
                self.findings = Findings::default();
            }
            Kind::Figure => {
                let named = common.figures[candidate.part].organisation.as_ref();
                let organisation = named.and_then(|name| self.one(Kind::Organisation, name, path));
                record.organisations =
                    organisation.map_or(record.organisations, |organisation| vec![organisation]);
                let metric = self.one(Kind::Metric, &common.figures[candidate.part].metric, path);
                record.details =
                    Details::Figure(Figure { source, index: candidate.part, organisation, metric });
            }
            Kind::Action => {
                let written = outline.actions[candidate.part].owner.as_ref();
                let owner = written.and_then(|owner| self.owner(&owner.value));
                record.details = Details::Action(Action { source, index: candidate.part, owner });
            }
            _ => {
                record.lessons = holding.lessons.clone();
                record.figures = holding.figures.clone();
                record.actions = holding.actions.clone();
                record.details = self.details(document, &outline, &mut record.date);
            }
        }
        record.outline = Some(outline);
        record.spoken = std::mem::take(&mut self.spoken);
        record
    }

    /// What is known of a candidate without an outline.
    fn bare(&self, candidate: &Candidate, address: SitePath) -> Record {
        Record {
            kind: candidate.kind,
            id: candidate.id.clone(),
            address,
            shares: None,
            title: candidate.title.clone(),
            aliases: candidate.aliases.clone(),
            document: candidate.document,
            outline: None,
            language: self.language.clone(),
            date: None,
            doubt: None,
            topics: Vec::new(),
            technologies: Vec::new(),
            organisations: Vec::new(),
            lessons: Vec::new(),
            figures: Vec::new(),
            actions: Vec::new(),
            links: Vec::new(),
            posters: Vec::new(),
            transcripts: Vec::new(),
            backlinks: Vec::new(),
            translations: Vec::new(),
            former: Vec::new(),
            spoken: Vec::new(),
            details: no_details(candidate.kind),
        }
    }

    fn details(&mut self, document: usize, outline: &Outline, date: &mut Option<PartialDate>) -> Details {
        let path = &outline.path;
        match &outline.specific {
            Specific::Talk(talk) => Details::Talk(Talk {
                event: self.fact(Kind::Event, &talk.event, path),
                speakers: self.people(&talk.speakers, path),
                reports: Vec::new(),
            }),
            Specific::Report(report) => {
                let covers = report.covers.iter();
                let covers = covers.filter_map(|cover| self.cover(cover, document, outline)).collect();
                let event = self.fact(Kind::Event, &report.event, path);
                let retells = report.retells.as_ref().and_then(|name| self.one(Kind::Report, name, path));
                let authors = self.people(&report.authors, path);
                Details::Report(Report { event, authors, covers, retells, retellings: Vec::new() })
            }
            Specific::Event(event) => {
                let start = event.start_date.as_ref().map(|date| date.value).or(*date);
                let end = event.end_date.as_ref().map(|date| date.value);
                let dates = start.or(end).map(|start| (start, end.unwrap_or(start.without_time())));
                *date = start.or(end);
                Details::Event(Event {
                    series: event.series.as_ref().and_then(|name| self.one(Kind::Series, name, path)),
                    dates,
                    organisers: self.organisers(&event.organisers, path),
                    sponsors: (event.sponsors.iter())
                        .filter_map(|sponsor| {
                            let id = self.one(Kind::Organisation, &sponsor.organisation, path)?;
                            Some((id, sponsor.level.clone()))
                        })
                        .collect(),
                    talks: Vec::new(),
                    covered: 0,
                    announced: event.announced_talks,
                    status: event.status,
                })
            }
            Specific::Series(series) => {
                Details::Series { organisers: self.organisers(&series.organisers, path) }
            }
            Specific::Term(term) => {
                let broader = term.broader.as_ref().and_then(|name| self.one(outline.kind, name, path));
                Details::Term { broader }
            }
            Specific::Metric(_) => Details::Metric,
            Specific::Person(_) => Details::Person,
            Specific::Organisation(_) => Details::Organisation,
            Specific::Page(_) => Details::Page,
        }
    }

    /// A lesson also inherits from the talk that its section covers.
    fn inherit_from_covered(&mut self, record: &mut Record, outline: &Outline, part: usize) {
        let Specific::Report(report) = &outline.specific else { return };
        let under = &outline.lessons[part].under;
        let covers = |cover: &&matter::Cover| {
            cover.section.as_ref().is_some_and(|section| under.contains(&section.value))
        };
        let Some(cover) = report.covers.iter().find(covers) else { return };
        let Meaning::One(candidate) = self.names.meaning(Kind::Talk, &cover.talk.value) else { return };
        let Some(document) = self.names.candidates[candidate].document else { return };
        let talk = Arc::clone(&self.outlines[document]);
        let path = &talk.path;
        let mut topics = self.all(Kind::Topic, first(&talk.common.topics, INHERITED), path);
        let organisations = first(&talk.common.organisations, INHERITED);
        let organisations = self.all(Kind::Organisation, organisations, path);
        topics.retain(|topic| !record.topics.contains(topic));
        record.topics.append(&mut topics);
        if !organisations.is_empty() {
            record.organisations = organisations;
        }
        for used in first(&talk.common.technologies, INHERITED) {
            if let Some(technology) = self.one(Kind::Technology, &used.name, path)
                && record.technologies.iter().all(|(known, _)| *known != technology)
            {
                record.technologies.push((technology, used.stance));
            }
        }
    }

    fn cover(&mut self, cover: &matter::Cover, document: usize, outline: &Outline) -> Option<Coverage> {
        if let Some(section) = &cover.section
            && !outline.anchors.contains(&section.value)
        {
            let diagnostic = Diagnostic::error(
                Code::DanglingAnchor,
                &outline.path,
                format!("no heading of this report has the anchor `{}`", section.value),
            )
            .with_span(section.span.clone());
            let (word, among) = (section.value.clone(), Among::AnchorsOf(document));
            self.findings.ask(diagnostic, Question { word, among, meant: meant_plainly, otherwise: None });
        }
        let other = self.one(Kind::Talk, &cover.talk, &outline.path)?;
        let section = cover.section.as_ref().map(|section| section.value.clone());
        let says = cover.says.as_ref().map(|says| {
            let speakers = self.all(Kind::Person, &says.speakers, &outline.path);
            let date = says.date.as_ref().map(|date| date.value.clone());
            Box::new(Says { date, speakers, duration: says.duration })
        });
        Some(Coverage { other, section, depth: cover.depth, recommended: cover.recommended, says })
    }

    fn people(&mut self, people: &[Spanned<Participant>], path: &ContentPath) -> Vec<Appearance> {
        let mut appearances: Vec<Appearance> = Vec::with_capacity(people.len());
        for Spanned { value: participant, .. } in people {
            let Some(person) = self.one(Kind::Person, &participant.name, path) else { continue };
            if appearances.iter().any(|appearance| appearance.person == person) {
                self.findings.push(
                    Diagnostic::warning(
                        Code::NamedTwice,
                        path,
                        format!("`{}` is named twice", participant.name.value),
                    )
                    .with_span(participant.name.span.clone())
                    .with_hint("remove one of the two"),
                );
                continue;
            }
            appearances.push(Appearance {
                person,
                role: participant.role.clone(),
                organisation: participant
                    .organisation
                    .as_ref()
                    .and_then(|name| self.one(Kind::Organisation, name, path)),
                uncertain: participant.uncertain,
            });
        }
        appearances
    }

    fn organisers(&mut self, names: &[Reference], path: &ContentPath) -> Vec<RecordId> {
        let resolved = names.iter().filter_map(|name| {
            let organisation = self.names.meaning(Kind::Organisation, &name.value);
            let kind =
                if matches!(organisation, Meaning::One(_)) { Kind::Organisation } else { Kind::Person };
            self.one(kind, name, path)
        });
        resolved.collect()
    }

    /// The person or organisation that an owner's name means, when somebody else names it, too: a mere `@infra` makes no record.
    fn owner(&self, name: &str) -> Option<RecordId> {
        let one = |kind| match self.names.meaning(kind, name) {
            Meaning::One(candidate) => Some(self.numbers.of_candidate[candidate]),
            _ => None,
        };
        one(Kind::Person).or_else(|| one(Kind::Organisation))
    }

    fn fact(&mut self, kind: Kind, fact: &Fact<Reference>, path: &ContentPath) -> Option<RecordId> {
        fact.known().and_then(|name| self.one(kind, name, path))
    }

    fn all(&mut self, kind: Kind, names: &[Reference], path: &ContentPath) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = Vec::with_capacity(names.len());
        for name in names {
            let id = self.one(kind, name, path);
            ids.extend(id.filter(|id| !ids.contains(id)));
        }
        ids
    }

    /// Remembers by which name a record is spoken of that had others before.
    fn speak(&mut self, candidate: usize, of: RecordId, written: &str) {
        let Some(document) = self.names.candidates[candidate].document else { return };
        let outline = &self.outlines[document];
        if !outline.common.former.is_empty() && self.spoken.iter().all(|spoken| spoken.of != of) {
            self.spoken.push(Spoken { of, by: former_name(outline, written) });
        }
    }

    /// The record that a reference means; reported when there is none.
    pub(super) fn one(&mut self, kind: Kind, name: &Reference, path: &ContentPath) -> Option<RecordId> {
        let report = |diagnostic: Diagnostic| diagnostic.with_span(name.span.clone());
        match self.names.meaning(kind, &name.value) {
            Meaning::One(candidate) => {
                let of = self.numbers.of_candidate[candidate];
                self.speak(candidate, of, &name.value);
                Some(of)
            }
            Meaning::Several(candidates) => {
                let ids = candidates.iter().map(|index| format!("`{}`", self.names.candidates[*index].id));
                let ids: Vec<_> = ids.take(TOLD).collect();
                let count = candidates.len();
                let others =
                    if count > TOLD { format!(" or {} others", count - TOLD) } else { String::new() };
                let message = format!("`{}` may be any of {count} {}", name.value, kind.folder());
                let hint = format!("write the id of the one that you mean: {}{others}", ids.join(", "));
                self.findings.push(
                    report(Diagnostic::warning(Code::AmbiguousReference, path, message)).with_hint(hint),
                );
                Some(self.numbers.of_candidate[candidates[0]])
            }
            Meaning::Held(held) => {
                let what = format!("the {} `{}`", kind.name(), name.value);
                self.findings.push(report(held.referred(path, &what)));
                None
            }
            Meaning::Nothing => {
                let message = format!("there is no {} `{}`", kind.name(), name.value);
                let question = Question {
                    word: name.value.clone(),
                    among: Among::Kind(kind),
                    meant: meant_plainly,
                    otherwise: Some(format!(
                        "write `content/{}/….md` for it, or correct the name",
                        kind.folder()
                    )),
                };
                self.findings
                    .ask(report(Diagnostic::error(Code::DanglingReference, path, message)), question);
                None
            }
        }
    }
}

/// The first of these, at most so many.
fn first<T>(all: &[T], most: usize) -> &[T] {
    &all[..all.len().min(most)]
}

fn meant_plainly(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn no_details(kind: Kind) -> Details {
    match kind {
        Kind::Talk => Details::Talk(Talk::default()),
        Kind::Report => Details::Report(Report::default()),
        Kind::Event => Details::Event(Event::default()),
        Kind::Series => Details::Series { organisers: Vec::new() },
        Kind::Person => Details::Person,
        Kind::Organisation => Details::Organisation,
        Kind::Topic | Kind::Technology => Details::Term { broader: None },
        Kind::Metric => Details::Metric,
        Kind::Page | Kind::Lesson | Kind::Figure | Kind::Action => Details::Page,
    }
}
