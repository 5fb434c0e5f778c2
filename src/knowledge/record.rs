//! What the knowledge base is made of: records, what only one kind has, and the links between them.

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::document::matter::{Depth, Doubt, EventStatus, LessonState, Stance, When};
use crate::document::{LessonKind, Outline};
use crate::vocab::audience::Audience;
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::path::{ContentPath, OutputPath, SitePath};
use crate::vocab::web_address::WebAddress;

/// The number of a record: its index in [`KnowledgeBase::records`].
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(transparent)]
pub struct RecordId(pub u32);

/// Every record of the site.
#[derive(Debug, Default)]
pub struct KnowledgeBase {
    /// Ordered by kind, then by id.
    pub records: Vec<Record>,
    /// The files that are published as they are, in the order of their paths.
    pub attachments: Vec<Attachment>,
    /// The pages that names share, in the order of their addresses.
    pub shared: Vec<SharedPage>,
    /// For whom it is: nothing of what is not for them is in it.
    pub audience: Audience,
}

/// One thing that the site knows, resolved.
#[derive(Debug)]
pub struct Record {
    pub kind: Kind,
    /// Unique among the records of its kind: `devops-rex-2017/tarkett`; a stub's is its slug.
    pub id: String,
    /// Where a page of its own is, or would be.
    pub address: SitePath,
    /// Its place on a page that it shares, from the site's root: `/people/also/ca/#camille-example`; none where it has a page of its own, or none at all.
    pub shares: Option<String>,
    pub title: String,
    /// Other names, in the order written; other spellings that were met come last.
    pub aliases: Vec<String>,
    /// The document that it was written in, by its index among the documents; none for a stub.
    /// That of a lesson, figure or action is its source's.
    pub document: Option<usize>,
    /// The same document's outline, for what needs no resolution (venue, media, links …).
    pub outline: Option<Arc<Outline>>,
    pub language: Language,
    /// The day it was given, written or held first; a talk without one takes its event's, a lesson, figure or action its source's.
    pub date: Option<PartialDate>,
    /// What is not sure of that date.
    pub doubt: Option<Doubt>,
    pub topics: Vec<RecordId>,
    pub technologies: Vec<(RecordId, Option<Stance>)>,
    pub organisations: Vec<RecordId>,
    /// The lessons, figures and actions that this record's document holds, in order.
    pub lessons: Vec<RecordId>,
    pub figures: Vec<RecordId>,
    pub actions: Vec<RecordId>,
    /// Where each of the outline's links leads, in the same order; none where it dangles.
    pub links: Vec<Option<Lead>>,
    /// The posters of its media, as they are written, with the files of the site that they are.
    pub posters: Vec<(String, OutputPath)>,
    /// What is said in its recordings, in the order written, one a language.
    pub transcripts: Vec<TranscriptFile>,
    /// Who refers to this record and how, newest first, then by title; each pair once.
    pub backlinks: Vec<Backlink>,
    /// The same record in other languages, by language.
    pub translations: Vec<RecordId>,
    /// Where its page was before, in the order written; each is nobody else's.
    pub former: Vec<FormerAddress>,
    /// The records that had other names before, as far as this one speaks of them by reference.
    pub spoken: Vec<Spoken>,
    pub details: Details,
}

/// A page that names share.
#[derive(Debug)]
pub struct SharedPage {
    pub kind: Kind,
    pub address: SitePath,
    /// What all their names in addresses begin with.
    pub beginning: String,
    /// In the order of these names.
    pub records: Vec<RecordId>,
}

/// That a record speaks of one that had other names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    pub of: RecordId,
    /// Which of its former names was written; none where that is another name of it.
    pub by: Option<usize>,
}

/// A file in which stands what is said in a recording.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TranscriptFile {
    pub path: ContentPath,
    pub language: Language,
}

/// An address that a page had, with a file of its own that leads to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerAddress {
    /// From the site's root, as it is read, not encoded: `/old/é/`.
    pub address: String,
    /// The file that a web server answers it with.
    pub path: OutputPath,
}

/// Where an internal link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub to: Destination,
    /// The anchor there, as addresses write it, without `#`.
    pub anchor: Option<String>,
}

/// What an internal link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Record(RecordId),
    /// A page that is not a record's (a list, a year): an address from the site's root, as addresses are written.
    Address(String),
    /// A file that is published as it is.
    File(OutputPath),
}

/// One reference, seen from the record that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Backlink {
    pub from: RecordId,
    pub relation: Relation,
}

/// How a record refers to another; read as "`from` … this record".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// A talk was given at this event.
    HeldAt,
    /// A talk was given by this person.
    SpokenBy,
    /// A report was written by this person.
    WrittenBy,
    /// An event or series is organised by this person or organisation.
    OrganisedBy,
    /// An event is an edition of this series.
    EditionOf,
    /// A talk, report, lesson or figure tells what this organisation lived.
    LivedBy,
    /// A person belongs, or belonged at the time of a talk (then `from` is the talk), to this organisation.
    AffiliatedWith,
    /// An event is sponsored by this organisation.
    SponsoredBy,
    /// A record is about this topic.
    About,
    /// A record used or mentions this technology.
    Uses,
    /// A report covers this talk.
    Covers,
    /// A report tells the same experience as this one.
    Retells,
    /// A report is about this event.
    ReportsOn,
    /// A lesson, figure or action comes from this record.
    ComesFrom,
    /// A lesson takes the place of this one.
    Supersedes,
    /// A lesson says otherwise than this one, or this one than it.
    Contradicts,
    /// A lesson is the same as this one, learned elsewhere.
    SameAs,
    /// A lesson went into this record.
    Informs,
    /// An action is this person's or organisation's to do.
    OwnedBy,
    /// A topic or technology is narrower than this one.
    NarrowerThan,
    /// A figure measures this metric.
    Measures,
    /// A record's prose links to this one.
    Mentions,
}

/// What only one kind has.
#[derive(Debug)]
pub enum Details {
    Talk(Talk),
    Report(Report),
    Event(Event),
    Series {
        organisers: Vec<RecordId>,
    },
    Person,
    Organisation,
    /// A topic or technology.
    Term {
        broader: Option<RecordId>,
    },
    Metric,
    Lesson(Lesson),
    Figure(Figure),
    Action(Action),
    Page,
}

#[derive(Debug, Default)]
pub struct Talk {
    pub event: Option<RecordId>,
    pub speakers: Vec<Appearance>,
    /// The reports that cover it, best recommended and most detailed first.
    pub reports: Vec<Coverage>,
}

#[derive(Debug, Default)]
pub struct Report {
    pub event: Option<RecordId>,
    pub authors: Vec<Appearance>,
    /// The talks that it covers, in the order written.
    pub covers: Vec<Coverage>,
    /// The report that tells the same experience, as its author says.
    pub retells: Option<RecordId>,
    /// All other reports that tell the same experience, in the order of records.
    pub retellings: Vec<RecordId>,
}

/// A person's part in a talk or report.
#[derive(Debug, Clone)]
pub struct Appearance {
    pub person: RecordId,
    pub role: Option<String>,
    /// The affiliation at that time.
    pub organisation: Option<RecordId>,
    /// Sources disagree on whether this person took part.
    pub uncertain: bool,
}

/// That a report covers a talk, seen from either.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The talk, seen from the report; the report, seen from the talk.
    pub other: RecordId,
    /// The anchor in the report.
    pub section: Option<String>,
    pub depth: Option<Depth>,
    pub recommended: Option<bool>,
    /// What the report says of the talk itself; none when it says nothing of it.
    pub says: Option<Box<Says>>,
}

/// What a report says of a talk that it covers, which others may tell otherwise.
#[derive(Debug, Clone)]
pub struct Says {
    pub date: Option<When>,
    pub speakers: Vec<RecordId>,
    pub duration: Option<Duration>,
}

#[derive(Debug, Default)]
pub struct Event {
    pub series: Option<RecordId>,
    /// Both inclusive; the end is the start's day when only one is known.
    pub dates: Option<(PartialDate, PartialDate)>,
    pub organisers: Vec<RecordId>,
    pub sponsors: Vec<(RecordId, Option<String>)>,
    /// In the order of time, then of title.
    pub talks: Vec<RecordId>,
    /// How many of `talks` some report covers.
    pub covered: usize,
    pub announced: Option<u32>,
    pub status: Option<EventStatus>,
}

#[derive(Debug)]
pub struct Lesson {
    pub kind: LessonKind,
    pub text: String,
    /// The talk or report (or other record) that it comes from, and the anchor there.
    pub source: RecordId,
    pub anchor: String,
    /// Its index among the outline's lessons, where what its author says of its life is.
    pub index: usize,
    /// What has become of it; none of a lesson of which nothing is said.
    pub life: Option<Box<Life>>,
}

/// What has become of a lesson, as far as it follows from what all records say.
#[derive(Debug, Default)]
pub struct Life {
    /// Its state, and who tells it.
    pub state: Option<(LessonState, Told)>,
    pub supersedes: Vec<RecordId>,
    pub superseded_by: Vec<RecordId>,
    /// The lessons that it contradicts, and those that contradict it.
    pub contradicts: Vec<RecordId>,
    /// The same lesson, learned elsewhere: the others of its group.
    pub same_as: Vec<RecordId>,
    pub informs: Vec<Informed>,
    /// The actions that name it: whose, and which of them.
    pub actions: Vec<(RecordId, usize)>,
    /// Why it may be out of date.
    pub stale: Vec<Stale>,
}

impl Life {
    /// Why what it says no longer holds; that more was told since does not say so.
    pub fn outdated(&self) -> Option<Stale> {
        self.stale.iter().copied().find(|reason| !matches!(reason, Stale::Newer { .. }))
    }
}

/// Who tells a lesson's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Author,
    /// A lesson has taken its place.
    Successor(RecordId),
    /// An action of this record names it: which of them.
    Action(RecordId, usize),
}

/// What a lesson went into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Informed {
    Place(Lead),
    Address(WebAddress),
}

/// Why a lesson may be out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// A later talk or report of its organisation is about its technology.
    Newer { technology: RecordId, by: RecordId },
    /// Its organisation has dropped its technology since.
    Dropped { technology: RecordId, by: RecordId },
    /// A figure of its source has a newer value.
    Figure { old: RecordId, by: RecordId },
}

#[derive(Debug)]
pub struct Figure {
    pub source: RecordId,
    /// Its index among the outline's figures, where the values are.
    pub index: usize,
    pub organisation: Option<RecordId>,
    /// What it measures.
    pub metric: Option<RecordId>,
}

#[derive(Debug)]
pub struct Action {
    pub source: RecordId,
    /// Its index among the outline's actions, where its words are.
    pub index: usize,
    /// The person or organisation that does it; none where nobody is named, or nobody who is known.
    pub owner: Option<RecordId>,
}

impl KnowledgeBase {
    /// The record of this number.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// Every record with its number, in order.
    pub fn iter(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        (0_u32..).map(RecordId).zip(&self.records)
    }

    /// The records of one kind, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (RecordId, &Record)> {
        self.iter().filter(move |(_, record)| record.kind == kind)
    }
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub path: ContentPath,
    pub output: OutputPath,
}
