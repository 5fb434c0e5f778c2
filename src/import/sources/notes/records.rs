//! The records of a folder's notes.
//!
//! In two steps: first every note is given its record, so that links know where they lead; then the bodies are filled. Which record a note
//! becomes is decided in one place ([`Part::of`]).

use std::collections::{BTreeMap, HashMap};

use super::events::{self, Named};
use super::gathering::{self, Gathering};
use super::incident::{self, Incident};
use super::kinds::{page, report, talk, talk_title};
use super::links::{self, Targets};
use super::note::{Note, TitleFrom};
use super::readme;
use crate::harvest::ledger::Rule;
use crate::harvest::listed::Listed;
use crate::harvest::record::{Event, Harvest, Publication, Record, RecordId, Specific, Talk};
use crate::vocab::fold::{fold, slug};
use crate::vocab::nearest::nearest;

const FOLDER: Rule = Rule::took("folder-event", "a folder named by a conference and a year is an event");
const TALK_TITLE: Rule =
    Rule::took("talk-title", "a title names its speaker: `\"T\" by A`, or a line below it does");
const TALK_BY_FOLDER: Rule = Rule::took("talk-in-event", "a note in an event's folder is a talk");
const TITLE: Rule = Rule::took("title", "the first heading is the title");
const FILE_NAME: Rule = Rule::took("title-from-file", "a note without a title is called after its file");
const POST_MORTEM: Rule = Rule::took(
    "post-mortem",
    "headings such as Timeline and Action Items make a post-mortem: a report with the date of its timeline",
);
const TEMPLATE: Rule = Rule::took("template", "a template is a draft");
const HELD: Rule =
    Rule::took("draft", "a note that is held back where it stands is a draft, with what it tells of");
const ENTRY: Rule = Rule::took("readme-entry", "a README lists a talk with abstract, slides or recording");
const ENTRY_ALONE: Rule = Rule::took("readme-talk", "a README lists a talk of which there is no note");
const MENDED: Rule =
    Rule::took("mended-link", "a README's link to notes that are not there leads to the talk of that title");
const KEYS: Rule = Rule::left("front-matter-key", "a key of front matter that has no place here");
const BROKEN: Rule = Rule::left("front-matter", "front matter that cannot be read");

/// What a note becomes.
enum Part {
    /// The page of its folder's event.
    EventPage,
    /// The page of another folder.
    Page,
    Talk,
    /// A report of several talks.
    Gathering,
    Incident(Incident),
    Report,
}

impl Part {
    fn of(note: &Note, events: &BTreeMap<String, Named>) -> Self {
        let is_in_event = events.contains_key(note.folder());
        if note.is_readme() {
            return if is_in_event && !note.is_held() { Self::EventPage } else { Self::Page };
        }
        if let Some(incident) = incident::incident(note) {
            return Self::Incident(incident);
        }
        match (&note.talk, note.sections.as_slice()) {
            (Some(_), _) => Self::Talk,
            (None, [_, ..]) => Self::Gathering,
            (None, []) if is_in_event && !is_of_no_talk(note.stem()) => Self::Talk,
            _ => Self::Report,
        }
    }
}

/// Whether a note in an event's folder is by its name about no talk: `quotes`, `tech-to-check`.
fn is_of_no_talk(stem: &str) -> bool {
    const NAMES: &[&str] = &[
        "quotes",
        "links",
        "todo",
        "to check",
        "misc",
        "general",
        "overview",
        "schedule",
        "ideas",
        "resources",
        "thoughts",
        "wrap up",
        "summary",
        "notes",
        "citations",
        "liens",
        "programme",
        "packing",
        "contacts",
        "books",
    ];
    let folded = fold(stem);
    NAMES.iter().any(|name| folded == *name || folded.ends_with(&format!(" {name}")))
}

/// Adds the records of these notes.
pub(super) fn gather(scope: &str, notes: &[Note], files: &[Listed], harvest: &mut Harvest) {
    let events = events::folders(notes);
    let mut gathered = Gathered { scope, notes, harvest, events: BTreeMap::new(), ids: Vec::new() };
    for (folder, named) in &events {
        gathered.add_event(folder, named);
    }
    let gatherings = gathering::named(notes, |note| matches!(Part::of(note, &events), Part::Gathering));
    for (index, note) in notes.iter().enumerate() {
        gathered.add(note, Part::of(note, &events), gatherings.get(&index));
    }
    let mended = gathered.take_readmes(&events);
    let Gathered { events, ids, harvest, .. } = gathered;
    let mut targets = Targets {
        records: BTreeMap::new(),
        files: files.iter().map(|file| (file.below.as_str(), file)).collect(),
    };
    for (note, id) in notes.iter().zip(&ids) {
        targets.files.remove(note.below.as_str());
        targets.records.insert(note.below.clone(), *id);
        if note.is_readme() && !note.folder().is_empty() {
            targets.records.entry(note.folder().to_owned()).or_insert(*id);
        }
    }
    targets.records.extend(events);
    let none = BTreeMap::new();
    for (index, (note, id)) in notes.iter().zip(&ids).enumerate() {
        let (body, attached) =
            links::body(note, &targets, mended.get(&index).unwrap_or(&none), &mut harvest.ledger);
        harvest.records[id.0].body = body;
        harvest.records[id.0].files = attached;
    }
}

/// The records as they come to be.
struct Gathered<'a> {
    scope: &'a str,
    notes: &'a [Note],
    harvest: &'a mut Harvest,
    /// The event of each folder.
    events: BTreeMap<String, RecordId>,
    /// The record of each note.
    ids: Vec<RecordId>,
}

impl Gathered<'_> {
    fn add_event(&mut self, folder: &str, named: &Named) {
        self.harvest.ledger.note(FOLDER, folder);
        let title = named.title();
        let year = crate::vocab::date::PartialDate::parse(&named.year.to_string()).ok();
        let event = Event {
            series: Some(named.series.clone()),
            dates: year.map(|year| (year, year)),
            ..Event::default()
        };
        let last = folder.rsplit('/').next().unwrap_or(folder);
        let name = if last.contains(&named.year.to_string()) {
            last.to_owned()
        } else {
            format!("{last}-{}", named.year)
        };
        let mut record =
            Record::new(format!("{}/{folder}/", self.scope), name, title, Specific::Event(event));
        if self.notes.iter().filter(|note| note.folder() == folder).all(Note::is_held) {
            record.common.publication = Publication::Draft;
        }
        let id = self.harvest.add(record);
        self.events.insert(folder.to_owned(), id);
    }

    fn add(&mut self, note: &Note, part: Part, gathering: Option<&Gathering>) {
        let event = self.events.get(note.folder()).copied();
        let from = format!("{}/{}", self.scope, note.below);
        self.note_rules(note);
        let id = match part {
            Part::EventPage => self.take_event_page(note, event),
            Part::Page => self.harvest.add(page(note, from, self.scope)),
            Part::Talk => {
                let rule = if note.talk.is_some() { TALK_TITLE } else { TALK_BY_FOLDER };
                self.harvest.ledger.note(rule, &note.below);
                self.harvest.add(talk(note, from, event))
            }
            Part::Gathering => gathering::add(note, &from, event, gathering, self.harvest),
            Part::Incident(incident) => self.add_incident(note, from, incident),
            Part::Report => self.harvest.add(report(note, from, event)),
        };
        self.ids.push(id);
    }

    fn note_rules(&mut self, note: &Note) {
        let ledger = &mut self.harvest.ledger;
        match note.from {
            TitleFrom::Heading => ledger.note(TITLE, &note.below),
            TitleFrom::FileName => ledger.note(FILE_NAME, &note.below),
            TitleFrom::FrontMatter => {}
        }
        ledger.note_many(HELD, &note.below, usize::from(note.is_held()));
        ledger.note_many(KEYS, &note.below, note.front.left.len());
        ledger.note_many(BROKEN, &note.below, usize::from(note.front.is_broken));
    }

    fn take_event_page(&mut self, note: &Note, event: Option<RecordId>) -> RecordId {
        let Some(id) = event else {
            return self.harvest.add(page(note, format!("{}/{}", self.scope, note.below), self.scope));
        };
        let record = &mut self.harvest.records[id.0];
        record.common.language.clone_from(&note.language);
        record.common.description.clone_from(&note.front.description);
        id
    }

    fn add_incident(&mut self, note: &Note, from: String, incident: Incident) -> RecordId {
        let ledger = &mut self.harvest.ledger;
        ledger.note(POST_MORTEM, &note.below);
        let mut record = report(note, from, None);
        record.common.date = note.front.date.or(incident.date).or(note.date);
        record.common.topics.extend(incident.topics);
        if incident.is_template {
            ledger.note(TEMPLATE, &note.below);
            record.common.publication = Publication::Draft;
        }
        self.harvest.add(record)
    }

    /// Takes what READMEs list of talks; returns for each README the addresses that it has wrong.
    fn take_readmes(
        &mut self,
        events: &BTreeMap<String, Named>,
    ) -> HashMap<usize, BTreeMap<String, RecordId>> {
        let mut mended: HashMap<usize, BTreeMap<String, RecordId>> = HashMap::new();
        let notes = self.notes;
        for (index, readme) in notes
            .iter()
            .enumerate()
            .filter(|(_, note)| note.is_readme() && !note.is_held() && events.contains_key(note.folder()))
        {
            for entry in readme::entries(readme) {
                let by_path = entry
                    .note
                    .as_ref()
                    .and_then(|(_, path)| notes.iter().position(|note| note.below == *path));
                let found = by_path.or_else(|| of_title(notes, readme.folder(), &entry.talk.title));
                self.harvest.ledger.note(if found.is_some() { ENTRY } else { ENTRY_ALONE }, &readme.below);
                let id = if let Some(found) = found {
                    self.ids[found]
                } else {
                    let event = self.events.get(readme.folder()).copied();
                    let title = &entry.talk.title;
                    let from = format!("{}/{}#{}", self.scope, readme.below, slug(title));
                    let talk = Talk { event, ..Talk::default() };
                    let mut record = Record::new(from, title, title, Specific::Talk(talk));
                    record.parent = event;
                    self.harvest.add(record)
                };
                if let Some((written, _)) =
                    entry.note.as_ref().filter(|_| by_path.is_none() && found.is_some())
                {
                    self.harvest.ledger.note(MENDED, &readme.below);
                    mended.entry(index).or_default().insert(written.clone(), id);
                }
                enrich(&mut self.harvest.records[id.0], entry);
            }
        }
        mended
    }
}

/// Adds to a talk what a README's list says of it.
fn enrich(record: &mut Record, entry: readme::Entry) {
    record.common.url = record.common.url.take().or(entry.url);
    let Specific::Talk(talk) = &mut record.specific else { return };
    if talk.speakers.is_empty() {
        talk.speakers = entry.talk.speakers;
    }
    talk.media.slides.extend(entry.slides.filter(|_| talk.media.slides.is_empty()));
    talk.media.video.extend(entry.video.filter(|_| talk.media.video.is_empty()));
}

/// The note of this folder whose title is this one, or nearly.
fn of_title(notes: &[Note], folder: &str, title: &str) -> Option<usize> {
    let wanted = fold(title);
    let here = || notes.iter().enumerate().filter(|(_, note)| note.folder() == folder && !note.is_readme());
    let titles: Vec<(usize, String)> = here().map(|(index, note)| (index, fold(&talk_title(note)))).collect();
    let exact = titles.iter().find(|(_, title)| *title == wanted);
    let near = || {
        let near = nearest(&wanted, titles.iter().map(|(_, title)| title.as_str()))?;
        titles.iter().find(|(_, title)| title == near)
    };
    // `Django and GraphQL` is `Introduction to Django and GraphQL`.
    let within = || {
        let is_part = |title: &str| {
            title.split(' ').count() >= 3 && (wanted.contains(title) || title.contains(&wanted))
        };
        let mut found = titles.iter().filter(|(_, title)| is_part(title));
        found.next().filter(|_| found.next().is_none())
    };
    exact.or_else(near).or_else(within).map(|(index, _)| *index)
}
