//! The families of pages: what a theme may leave out.

use crate::vocab::kind::Kind;

/// A family of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    Home,
    /// The pages of the records of one kind.
    Record(Kind),
    /// The list of the records of one kind.
    List(Kind),
    /// The list of years, and one page a year.
    Years,
    /// The page of charts.
    Explore,
    /// What is awaited or lost.
    Debts,
    /// What is owed and who can act.
    FollowUps,
    /// What a reader keeps for later, in the browser, with the buttons that put talks and reports there.
    ReadingList,
    NotFound,
    /// The page that searches in the browser, with the data that it needs.
    Search,
    /// A small page at a former address.
    Redirects,
    /// Atom and JSON feeds, of the site and of records.
    Feed,
    /// iCalendar files of events.
    Calendar,
    /// The static JSON API.
    Api,
    /// Records as Markdown, and `llms.txt`.
    Markdown,
    /// The picture that is shown with a link.
    SocialCard,
    Sitemap,
    Robots,
    /// schema.org's vocabulary in pages.
    StructuredData,
    /// What is said in recordings, on pages and in files of their own.
    Transcript,
}

impl Family {
    /// Every family.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let others = [
            Self::Home,
            Self::Years,
            Self::Explore,
            Self::Debts,
            Self::FollowUps,
            Self::ReadingList,
            Self::NotFound,
            Self::Search,
            Self::Redirects,
            Self::Feed,
            Self::Calendar,
            Self::Api,
            Self::Markdown,
            Self::SocialCard,
            Self::Sitemap,
            Self::Robots,
            Self::StructuredData,
            Self::Transcript,
        ];
        let lists = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page).map(Self::List);
        let records = Kind::ALL.into_iter().filter(|kind| kind.has_page()).map(Self::Record);
        others.into_iter().chain(records).chain(lists)
    }

    /// What themes and phrases call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Record(kind) => kind.name(),
            Self::List(Kind::Series) => "all-series",
            Self::List(kind) => kind.folder(),
            Self::Years => "years",
            Self::Explore => "explore",
            Self::Debts => "debts",
            Self::FollowUps => "follow-ups",
            Self::ReadingList => "reading-list",
            Self::NotFound => "404",
            Self::Search => "search",
            Self::Redirects => "redirects",
            Self::Feed => "feed",
            Self::Calendar => "calendar",
            Self::Api => "api",
            Self::Markdown => "markdown",
            Self::SocialCard => "social-card",
            Self::Sitemap => "sitemap",
            Self::Robots => "robots",
            Self::StructuredData => "structured-data",
            Self::Transcript => "transcript",
        }
    }

    /// The family of this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|family| family.name() == name)
    }
}
