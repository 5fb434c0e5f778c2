//! The typed front matter of every kind, as `docs/format.md` promises it; TOML and YAML alike.
//!
//! Shapes only: reading and reporting are `crate::matter`'s, references stay words until `knowledge` resolves
//! them. What must be pointed at later (a reference that may dangle) is [`Spanned`].
//!
//! [`Spanned`]: crate::vocab::spanned::Spanned

mod amount;
mod keys;
mod lessons;
mod media;
mod named;
mod schema;
mod shapes;
mod transcripts;
mod when;

pub(crate) use amount::{Amount, Sureness};
pub(crate) use keys::{
    Common, Event, EventStatus, Figure, Metric, Organisation, Page, Person, Report, Series, Sponsor, Talk,
    TalkFormat, Term, Venue,
};
pub(crate) use lessons::{Application, LessonLife, LessonState, Verification};
pub(crate) use media::{Chapter, Media, MediaSort, MediaStatus, chapter_anchor};
pub(crate) use named::{Cover, Depth, FormerName, Link, Participant, Reference, Scalar, Stance};
pub(super) use schema::schema;
pub(crate) use shapes::{is_key, key, keys};
pub(crate) use transcripts::TranscriptFiles;
pub(crate) use when::{Doubt, When};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::matter::Matter;
use crate::vocab::kind::Kind;
use crate::vocab::spanned::Spanned;

/// The keys of one kind.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Specific {
    Talk(Box<Talk>),
    Report(Box<Report>),
    Event(Box<Event>),
    Series(Series),
    Person(Person),
    Organisation(Organisation),
    /// A topic or a technology.
    Term(Term),
    Metric(Metric),
    Page(Page),
}

/// The names of people, organisations and technologies that front matter mentions.
pub(super) fn names<'a>(common: &'a Common, specific: &'a Specific) -> Vec<&'a str> {
    let people = match specific {
        Specific::Talk(talk) => &talk.speakers[..],
        Specific::Report(report) => &report.authors[..],
        _ => &[],
    };
    let people = people.iter().map(|person| &person.value.name);
    let technologies = common.technologies.iter().map(|used| &used.name);
    let references = people.chain(&common.organisations).chain(technologies);
    references.map(|reference| reference.value.as_str()).collect()
}

impl Specific {
    /// Recordings and documents: videos, then sound, slides, papers; none for a kind that has none.
    pub fn media(&self) -> impl Iterator<Item = (MediaSort, &Media)> {
        let lists = match self {
            Self::Talk(talk) => Some([&talk.video, &talk.audio, &talk.slides, &talk.paper]),
            Self::Report(report) => Some([&report.video, &report.audio, &report.slides, &report.paper]),
            _ => None,
        };
        let sorts = [MediaSort::Video, MediaSort::Audio, MediaSort::Slides, MediaSort::Paper];
        let lists = lists.into_iter().flat_map(move |lists| sorts.into_iter().zip(lists));
        lists.flat_map(|(sort, list)| list.0.iter().map(move |medium| (sort, medium)))
    }

    /// The files of its transcripts, as they are named; none for a kind that has none.
    pub fn transcripts(&self) -> Option<&Spanned<TranscriptFiles>> {
        match self {
            Self::Talk(talk) => talk.transcript.as_ref(),
            Self::Report(report) => report.transcript.as_ref(),
            _ => None,
        }
    }

    /// The chapters of all recordings, each with its anchor on the record's page.
    pub fn chapters(&self) -> impl Iterator<Item = (String, &Chapter)> {
        self.media().enumerate().flat_map(|(number, (_, medium))| {
            let chapters = medium.chapters.iter().enumerate();
            chapters.map(move |(index, chapter)| (chapter_anchor(number, index), chapter))
        })
    }

    /// Reads the keys of this kind.
    pub(super) fn read(kind: Kind, front: &mut Matter) -> Self {
        match kind {
            Kind::Talk => Self::Talk(Box::new(front.read())),
            Kind::Report => Self::Report(Box::new(front.read())),
            Kind::Event => Self::Event(Box::new(front.read())),
            Kind::Series => Self::Series(front.read()),
            Kind::Person => Self::Person(front.read()),
            Kind::Organisation => Self::Organisation(front.read()),
            Kind::Topic | Kind::Technology => Self::Term(front.read()),
            Kind::Metric => Self::Metric(front.read()),
            Kind::Page | Kind::Lesson | Kind::Figure | Kind::Action => Self::Page(front.read()),
        }
    }
}
