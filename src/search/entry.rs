//! An entry: what of a record is searched, by field, and by which facets it is filtered.
//!
//! Comes in: a record, the knowledge base that it stands in, its body. Goes out: borrowed texts. What always holds: a person,
//! organisation, event or series has its title in `names` and a topic or technology in `topics`, so that the
//! page of a mere term does not outrank the talk that is about it; lessons, figures and actions are entries of their own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::document::Body;
use crate::document::matter;
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::fold::fold;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;

use super::field::Field;
use super::said;

/// Changes whenever texts are analysed otherwise than before.
const ANALYSIS: &[u8] = b"3";

/// The texts of one record that are searched.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    pub(crate) language: &'a Language,
    /// By the order of [`Field::ALL`].
    pub(crate) fields: [Vec<Cow<'a, str>>; Field::ALL.len()],
    /// Of each text of [`Field::Transcript`] the language.
    pub(crate) said_in: Vec<&'a Language>,
    /// The fingerprint of the texts that come from a body, and how many of each field's first texts do not.
    body: Option<(Fingerprint, [usize; Field::ALL.len()])>,
}

impl<'a> Entry<'a> {
    /// One without any text.
    pub(crate) fn new(language: &'a Language) -> Self {
        Self { language, fields: Default::default(), said_in: Vec::new(), body: None }
    }

    /// Adds a text to a field; an empty one is nothing.
    pub(crate) fn push(&mut self, field: Field, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.fields[field as usize].push(text);
        }
    }

    /// Equal for entries that are analysed alike: the key of a memo.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.update(ANALYSIS).update(self.language.primary().as_bytes());
        let own = self.body.as_ref().map(|(body, own)| {
            hasher.update(body.as_bytes());
            own
        });
        for (field, texts) in self.fields.iter().enumerate() {
            let own = own.map_or(texts.len(), |own| own[field]);
            hasher.update(&(own as u64).to_le_bytes());
            for text in &texts[..own] {
                hasher.update(text.as_bytes());
            }
        }
        hasher.finish()
    }
}

/// The entry of a record.
pub(crate) fn entry<'a>(
    record: &'a Record,
    knowledge: &'a KnowledgeBase,
    body: Option<&'a Body>,
) -> Entry<'a> {
    let mut entry = Entry::new(&record.language);
    let own_field = match record.kind {
        Kind::Talk | Kind::Report | Kind::Page => Field::Title,
        Kind::Event | Kind::Series | Kind::Person | Kind::Organisation => Field::Names,
        Kind::Topic | Kind::Technology | Kind::Metric => Field::Topics,
        Kind::Lesson | Kind::Figure | Kind::Action => Field::Lessons,
    };
    push_own(&mut entry, record, own_field);
    entry.push(Field::Topics, words_of_kind(record.kind));
    for related in names_of(record, knowledge) {
        push_with_aliases(&mut entry, Field::Names, knowledge.record(related), ALIASES_OF_OTHERS);
    }
    // A part's topics and prose are its source's: the source is found by them, the part by its own words and by filters.
    if !record.kind.is_part() {
        for term in terms_of(record) {
            push_with_aliases(&mut entry, Field::Topics, knowledge.record(term), ALIASES_OF_OTHERS);
        }
        if let Some(description) = record.description() {
            entry.push(Field::Body, description);
        }
        for (_, chapter) in record.chapters() {
            entry.push(Field::Headings, chapter.title.as_str());
        }
        if let Some(body) = body {
            let own = std::array::from_fn(|field| entry.fields[field].len());
            entry.body = body.texts.map(|texts| (texts, own));
            body.headings.iter().for_each(|heading| entry.push(Field::Headings, heading.text.as_str()));
            body.sections.iter().for_each(|section| entry.push(Field::Body, section.text.as_str()));
            for transcript in &body.transcripts {
                for part in said::parts(transcript) {
                    entry.push(Field::Transcript, said::text(part));
                    entry.said_in.push(&transcript.language);
                }
            }
        }
    }
    entry
}

/// The words by which people ask for records of a kind, in the languages of the interface: such a record is found by them as by words of its own, and
/// what has them in its text is found as before. Talks have none: where most records are talks, the word would tell nothing any more.
fn words_of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "report postmortem REX retour d’expérience compte rendu",
        Kind::Lesson => "lesson leçon enseignement",
        Kind::Figure => "figure metric chiffre mesure",
        Kind::Action => "action follow-up suivi",
        _ => "",
    }
}

fn push_own<'a>(entry: &mut Entry<'a>, record: &'a Record, field: Field) {
    match &record.details {
        Details::Lesson(lesson) => entry.push(field, lesson.text.as_str()),
        Details::Action(_) => {
            if let Some(written) = record.action() {
                entry.push(field, written.text.as_str());
                entry.push(Field::Names, written.owner.as_ref().map_or("", |owner| owner.value.as_str()));
            }
        }
        Details::Figure(_) => {
            if let Some(written) = record.figure() {
                entry.push(field, figure_text(written));
                entry.push(Field::Body, written.quote.as_deref().unwrap_or_default());
            } else {
                entry.push(field, record.title.as_str());
            }
        }
        _ => push_with_aliases(entry, field, record, usize::MAX),
    }
}

/// By how many of its aliases a record is found where another names it.
const ALIASES_OF_OTHERS: usize = 12;

fn push_with_aliases<'a>(entry: &mut Entry<'a>, field: Field, record: &'a Record, most: usize) {
    entry.push(field, record.title.as_str());
    record.aliases.iter().take(most).for_each(|alias| entry.push(field, alias.as_str()));
    if record.kind == Kind::Event {
        entry.push(field, words_of_folder(record));
    }
}

/// The words by which only the folder of an event calls it: `pycon fr` of `pycon-fr-2018`, which is titled `PyConFR 2018`.
fn words_of_folder(event: &Record) -> String {
    let folded: Vec<String> =
        std::iter::once(&event.title).chain(&event.aliases).map(|name| fold(name)).collect();
    let is_named = |word: &&str| folded.iter().any(|name| name.split(' ').any(|other| other == *word));
    let words: Vec<&str> = event.id.split('-').filter(|word| !is_named(word)).collect();
    words.join(" ")
}

/// A figure in words: `production releases: 233 releases (2016)`.
pub(crate) fn figure_text(figure: &matter::Figure) -> String {
    let numbers: Vec<String> = figure.value.numbers().iter().map(ToString::to_string).collect();
    let mut text = format!("{}: {}", figure.metric.value, numbers.join(", "));
    if let Some(unit) = figure.unit() {
        text.push(' ');
        text.push_str(unit);
    }
    if let Some(period) = &figure.period {
        text.push_str(" (");
        text.push_str(&period.0);
        text.push(')');
    }
    text
}

/// How many of its source's people a lesson, figure or action is found by: each of a source's parts repeats them.
const PEOPLE_OF_A_PART: usize = 50;

/// The people who gave or wrote it, with their affiliations then.
pub(crate) fn people_of<'a>(
    record: &'a Record,
    knowledge: &'a KnowledgeBase,
) -> impl Iterator<Item = (RecordId, Option<RecordId>)> + 'a {
    let appearances = knowledge.source_of(record).people();
    let most = if record.kind.is_part() { PEOPLE_OF_A_PART } else { usize::MAX };
    appearances.iter().take(most).map(|appearance| (appearance.person, appearance.organisation))
}

/// People, organisations, event and series, each once, in a fixed order.
fn names_of(record: &Record, knowledge: &KnowledgeBase) -> Vec<RecordId> {
    let mut names = Vec::new();
    for (person, organisation) in people_of(record, knowledge) {
        names.push(person);
        names.extend(organisation);
    }
    names.extend(&record.organisations);
    if let Details::Figure(figure) = &record.details {
        names.extend(figure.organisation);
    }
    if let Details::Action(action) = &record.details {
        names.extend(action.owner);
    }
    names.extend(knowledge.source_of(record).event());
    names.extend(knowledge.series_of(record));
    let mut seen = BTreeSet::new();
    names.retain(|id| seen.insert(*id));
    names
}

/// Topics, then technologies, each once.
fn terms_of(record: &Record) -> impl Iterator<Item = RecordId> + '_ {
    let mut seen = BTreeSet::new();
    let technologies = record.technologies.iter().map(|(technology, _)| *technology);
    record.topics.iter().copied().chain(technologies).filter(move |id| seen.insert(*id))
}
