//! The kinds of record, their folders, and what they are called in addresses and queries.

use borsh::{BorshDeserialize, BorshSerialize};

/// The folder of the pages that names of a kind share, below that of the kind: `/people/also/ca/`.
pub(crate) const SHARED: &str = "also";
/// The kinds whose names may share pages.
pub(crate) const SHARING: [Kind; 4] = [Kind::Person, Kind::Organisation, Kind::Topic, Kind::Technology];

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum Kind {
    /// One session of an event.
    Talk,
    /// A write-up by an author.
    Report,
    /// One edition of a conference.
    Event,
    /// A conference that recurs.
    Series,
    /// Who spoke, wrote or organised.
    Person,
    /// Who lived the experience.
    Organisation,
    /// What a record is about.
    Topic,
    /// What was used.
    Technology,
    /// What figures measure.
    Metric,
    /// One statement learned.
    Lesson,
    /// One measured claim.
    Figure,
    /// What somebody will do about what was learned.
    Action,
    /// A page of the site itself.
    Page,
}

/// Some of the kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds([bool; Kind::ALL.len()]);

impl Kinds {
    /// All of them.
    pub const EVERY: Self = Self([true; Kind::ALL.len()]);

    /// Whether a kind is among them.
    pub fn has(self, kind: Kind) -> bool {
        self.0[kind as usize]
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        !self.0.contains(&true)
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<T: IntoIterator<Item = Kind>>(kinds: T) -> Self {
        let mut some = Self::default();
        kinds.into_iter().for_each(|kind| some.0[kind as usize] = true);
        some
    }
}

impl Kind {
    /// Every kind, in the order in which records are numbered.
    pub const ALL: [Self; 13] = [
        Self::Talk,
        Self::Report,
        Self::Event,
        Self::Series,
        Self::Person,
        Self::Organisation,
        Self::Topic,
        Self::Technology,
        Self::Metric,
        Self::Lesson,
        Self::Figure,
        Self::Action,
        Self::Page,
    ];

    /// The kinds that have files of their own, in the order of [`Kind::ALL`].
    pub fn written() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| !kind.is_part())
    }

    /// The singular word, as in `kind:talk`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Report => "report",
            Self::Event => "event",
            Self::Series => "series",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Topic => "topic",
            Self::Technology => "technology",
            Self::Metric => "metric",
            Self::Lesson => "lesson",
            Self::Figure => "figure",
            Self::Action => "action",
            Self::Page => "page",
        }
    }

    /// The folder below `content/`, and the first part of the address (pages aside, which stand at the root).
    pub fn folder(self) -> &'static str {
        match self {
            Self::Talk => "talks",
            Self::Report => "reports",
            Self::Event => "events",
            Self::Series => "series",
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Topic => "topics",
            Self::Technology => "technologies",
            Self::Metric => "metrics",
            Self::Lesson => "lessons",
            Self::Figure => "figures",
            Self::Action => "actions",
            Self::Page => "pages",
        }
    }

    /// The kind of this singular word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of the files in this folder.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::written().find(|kind| kind.folder() == folder)
    }

    /// Whether records of this kind are parts of a document that is another record's.
    pub fn is_part(self) -> bool {
        matches!(self, Self::Lesson | Self::Figure | Self::Action)
    }

    /// Whether records of this kind have pages of their own. An action is a line of its source: it is on that page, at its anchor.
    pub fn has_page(self) -> bool {
        self != Self::Action
    }

    /// Whether a mention alone makes a record of this kind: a stub.
    pub fn may_be_stub(self) -> bool {
        matches!(
            self,
            Self::Series | Self::Person | Self::Organisation | Self::Topic | Self::Technology | Self::Metric
        )
    }
}
