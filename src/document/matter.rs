//! The typed front matter of every kind, as `docs/format.md` promises it; TOML and YAML alike.
//!
//! Shapes only: reading and reporting are `crate::matter`'s, references stay words until `knowledge` resolves
//! them. What must be pointed at later (a reference that may dangle) is [`Spanned`].
//!
//! [`Spanned`]: crate::vocab::spanned::Spanned

mod keys;
mod media;
mod named;
mod schema;
mod shapes;

pub use keys::{
    Common, Event, EventStatus, Figure, Organisation, Page, Person, Report, Series, Sponsor, Talk,
    TalkFormat, Term, Venue,
};
pub use media::{Chapter, Media, MediaList, MediaStatus, chapter_anchor};
pub use named::{Cover, Depth, Link, Participant, Reference, Scalar, Stance, TechnologyUse};
pub(super) use schema::schema;
pub use shapes::{is_key, key, keys};

use borsh::{BorshDeserialize, BorshSerialize};

use crate::matter::Matter;
use crate::vocab::kind::Kind;

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
    Page(Page),
}

impl Specific {
    /// Recordings and documents, with what each list is called; none for a kind that has none.
    pub fn media(&self) -> Option<[(&'static str, &MediaList); 4]> {
        let (video, audio, slides, paper) = match self {
            Self::Talk(talk) => (&talk.video, &talk.audio, &talk.slides, &talk.paper),
            Self::Report(report) => (&report.video, &report.audio, &report.slides, &report.paper),
            _ => return None,
        };
        Some([("video", video), ("audio", audio), ("slides", slides), ("paper", paper)])
    }

    /// The chapters of all recordings, each with its anchor on the record's page.
    pub fn chapters(&self) -> impl Iterator<Item = (String, &Chapter)> {
        let media = self.media().into_iter().flatten().flat_map(|(_, list)| &list.0);
        media.enumerate().flat_map(|(number, medium)| {
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
            Kind::Page | Kind::Lesson | Kind::Figure => Self::Page(front.read()),
        }
    }
}
