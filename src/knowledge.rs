//! Stage 3: all outlines become the [`KnowledgeBase`]: records, and the links between them.
//!
//! Comes in: the outlines, in the order of their paths, and the site's language. Goes out: records and diagnostics. [`resolve()`] is pure and cheap
//! and runs on every build; it sees no prose. What always holds:
//!
//! - Every [`RecordId`] is an index into [`KnowledgeBase::records`].
//! - Records are ordered by kind, then by id.
//! - No two have one address, and none has one of the site's [`own`].
//! - `backlinks` is the exact reverse of the references.

pub(crate) mod accounts;
mod addresses;
mod attachments;
mod backlinks;
mod checks;
mod claims;
pub(crate) mod debts;
mod experiences;
mod findings;
mod former;
mod groups;
mod harmless;
mod held;
mod links;
mod lives;
pub(crate) mod measures;
mod mentions;
mod names;
mod namesakes;
mod options;
pub(crate) mod own;
mod paths;
mod present;
mod publication;
mod questions;
mod record;
mod referrers;
mod referring;
mod renamed;
mod resolve;
mod settle;
mod shared;
mod spelled;
mod telling;
mod times;
mod transcripts;
mod units;

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Outline;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::path::OutputPath;

pub(crate) use checks::LONGEST_MENU;
pub(crate) use mentions::names_in;
pub(crate) use namesakes::{Namesakes, namesakes};
pub(crate) use options::OtherFile;
pub use options::{Drafts, FutureDates, Options};
pub(crate) use record::{
    Action, Appearance, Attachment, Coverage, Destination, Details, Event, Figure, FormerAddress, Informed,
    Lead, Lesson, Life, RecordId, Relation, Report, Stale, Talk, Told, TranscriptFile,
};
pub use record::{KnowledgeBase, Record};
pub(crate) use referrers::listing_relations;
pub(crate) use referring::{Naming, NamingForm, namings};
pub(crate) use telling::tell_the_same;

use attachments::Shelf;
use claims::Claims;
use findings::Findings;
use names::Names;
use present::Present;
use publication::Sorted;
use resolve::{Holding, Numbers, Resolver};

/// Resolves outlines, which come in the order of their paths, into records; says what is wrong between them.
/// A record's `document` is the index of its outline here.
pub fn resolve(outlines: &[Arc<Outline>], options: Options<'_>) -> (KnowledgeBase, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Sorted { published, held } = publication::sort(outlines, options, &mut diagnostics);
    let own: Vec<_> = published.iter().map(|index| Arc::clone(&outlines[*index])).collect();
    own.iter().for_each(|outline| checks::check(outline, &mut diagnostics));
    checks::check_menu(&own, &mut diagnostics);
    let mut names = Names::gather(&own, &held, &mut diagnostics);
    let addresses = addresses::assign(&mut names.candidates, &own, &mut diagnostics);
    let (order, numbers) = number(&names, own.len());

    let resolver = || Resolver::new(&own, &names, &numbers, options.language);
    let mut findings = Findings::default();
    let records = order.par_iter().map(|index| {
        let mut resolver = resolver();
        let address = addresses.of_candidates[*index].clone();
        (resolver.record(&names.candidates[*index], address), resolver.findings)
    });
    let mut records = take(records, &mut findings);
    let mut resolver = resolver();
    let translations = translations(&mut resolver, &records);
    findings.append(resolver.findings);
    let mut claims = Claims::new(&addresses, &names.candidates, &own);
    let shelf = Shelf::of(&records, &held, options, &mut claims, &mut diagnostics);
    let former = former::addresses(&own, &numbers, &mut claims, &mut diagnostics);
    let places_of_former = former::by_place(&former);
    for (record, former) in former {
        records[record.0 as usize].former.push(former);
    }
    let present = Present::of(&records);
    let places = links::Places {
        names: &names,
        numbers: &numbers,
        addresses: &addresses,
        present: &present,
        former: &places_of_former,
        files: paths::Files::new(&own, &held, &shelf),
    };
    let in_files = named_in_files(&records, &places, &shelf, &mut findings);
    let ties = lives::ties(&records, &places, &mut findings);
    diagnostics.extend(findings.answered(|among| places.names_among(among)));
    for (record, named) in in_files {
        named.give(&mut records[record]);
    }
    for record in &mut records {
        record.document = record.document.map(|document| published[document]);
    }
    let of_held = places.files_of_held(&records);
    let attachments =
        shelf.published(&records, (&of_held, &own[..], &held[..]), &mut claims, &mut diagnostics);
    drop(claims);
    settle::settle(&mut records, &translations);
    lives::settle(&mut records, ties, &mut diagnostics);
    backlinks::fill(&mut records);
    let shared = shared::settle(&mut records, options.own_pages_from);
    // Nobody should wait for the memory to be given back.
    let of_names = names.into_owned_parts();
    rayon::spawn(move || drop((of_names, addresses)));
    (KnowledgeBase { records, attachments, shared, audience: options.audience }, diagnostics)
}

/// What one record names: where its links lead, which files its posters are, and its transcripts.
struct Named {
    links: Vec<Option<Lead>>,
    posters: Vec<(String, OutputPath)>,
    transcripts: Vec<TranscriptFile>,
}

impl Named {
    fn give(self, record: &mut Record) {
        let Self { links, posters, transcripts } = self;
        (record.links, record.posters, record.transcripts) = (links, posters, transcripts);
    }
}

/// What records name that have a file of their own, each with its number.
fn named_in_files(
    records: &[Record],
    places: &links::Places<'_>,
    shelf: &Shelf<'_>,
    findings: &mut Findings,
) -> Vec<(usize, Named)> {
    let of_record = records.par_iter().enumerate().filter_map(|(number, record)| {
        let outline = record.own_outline()?;
        let mut findings = Findings::default();
        times::check(record, outline, records, &mut findings.diagnostics);
        units::check(record, outline, records, &mut findings.diagnostics);
        let posters = shelf.posters(outline, &mut findings.diagnostics);
        let transcripts = shelf.transcripts(outline, &record.language, &mut findings.diagnostics);
        let links = outline_links(outline, places, records, &mut findings);
        Some(((number, Named { links, posters, transcripts }), findings))
    });
    take(of_record, findings)
}

/// What threads made, and what they found wrong, both in order.
fn take<T: Send>(made: impl ParallelIterator<Item = (T, Findings)>, findings: &mut Findings) -> Vec<T> {
    let (made, wrong): (Vec<T>, Vec<Findings>) = made.unzip();
    wrong.into_iter().for_each(|wrong| findings.append(wrong));
    made
}

/// The candidates in the order of their records, and the numbers that this gives them.
fn number(names: &Names<'_>, documents: usize) -> (Vec<usize>, Numbers) {
    let mut order: Vec<usize> = (0..names.candidates.len()).collect();
    order.par_sort_by(|a, b| {
        let (a, b) = (&names.candidates[*a], &names.candidates[*b]);
        (a.kind, &a.id, a.part, a.document).cmp(&(b.kind, &b.id, b.part, b.document))
    });
    let mut of_candidate = vec![RecordId(0); order.len()];
    let mut of_document: Vec<Holding> = (0..documents).map(|_| Holding::default()).collect();
    for (id, index) in (0_u32..).map(RecordId).zip(&order) {
        of_candidate[*index] = id;
    }
    for (id, candidate) in of_candidate.iter().zip(&names.candidates) {
        let Some(document) = candidate.document else { continue };
        match candidate.kind {
            Kind::Lesson => of_document[document].lessons.push(*id),
            Kind::Figure => of_document[document].figures.push(*id),
            Kind::Action => of_document[document].actions.push(*id),
            _ => of_document[document].record = Some(*id),
        }
    }
    (order, Numbers { of_candidate, of_document })
}

fn translations(resolver: &mut Resolver<'_>, records: &[Record]) -> Vec<(RecordId, RecordId)> {
    let mut pairs = Vec::new();
    for (id, record) in (0_u32..).map(RecordId).zip(records) {
        let Some(outline) = record.own_outline() else { continue };
        if let Some(name) = &outline.common.translation_of {
            pairs.extend(
                resolver
                    .one(record.kind, name, &outline.path)
                    .filter(|original| *original != id)
                    .map(|original| (id, original)),
            );
        }
    }
    pairs
}

fn outline_links(
    outline: &Outline,
    places: &links::Places<'_>,
    records: &[Record],
    findings: &mut Findings,
) -> Vec<Option<Lead>> {
    outline.links.iter().map(|link| places.lead(outline, link, records, findings)).collect()
}

#[cfg(test)]
mod tests;
