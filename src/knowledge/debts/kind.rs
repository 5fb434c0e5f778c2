//! What may be owed, and who can act.

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum DebtKind {
    /// An open action whose day has passed.
    Overdue,
    /// An open action that somebody is named for.
    Open,
    /// An open action that nobody is named for.
    Unowned,
    /// A recording or document that was announced.
    Awaited,
    /// A lesson that is understood and not yet put into practice.
    Unapplied,
    /// A record that says what is no longer so, or may be: an event to come that has been, a lesson that is out of date.
    Stale,
    /// A talk that no report covers, of an event that reports tell of.
    Uncovered,
    /// A figure without the words that it was taken from, of a record that names no address where they are.
    Unsourced,
    /// A report with lessons, none of which tells of a failure.
    OneSided,
    /// A name without a file that many talks and reports name.
    Stub,
}

impl DebtKind {
    /// Every kind, in the order in which lists show them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Overdue,
        Self::Open,
        Self::Unowned,
        Self::Awaited,
        Self::Unapplied,
        Self::Stale,
        Self::Uncovered,
        Self::Unsourced,
        Self::OneSided,
        Self::Stub,
    ];

    /// Its name, as the command line, themes and phrases have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Unowned => "unowned",
            Self::Awaited => "awaited",
            Self::Unapplied => "unapplied",
            Self::Stale => "stale",
            Self::Uncovered => "uncovered",
            Self::Unsourced => "unsourced",
            Self::OneSided => "one-sided",
            Self::Stub => "stub",
        }
    }

    /// The kind of this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Who can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Actor {
    /// The person or organisation that is named for an action.
    Owner,
    /// Who organised the event.
    Organiser,
    /// Who writes the content.
    Author,
}

impl Actor {
    /// Its name, as the command line, themes and phrases have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Organiser => "organiser",
            Self::Author => "author",
        }
    }
}
