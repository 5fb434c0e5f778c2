//! One file of the site before it is rendered: where it goes and what it is about.

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::machines::feed::{self, Scope};
use crate::machines::{MachineFile, api};
use crate::site::lessons::Choice;
use crate::site::listing::Listing;
use crate::site::part::Part;
use crate::site::prose::Reads;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::path::OutputPath;

/// A page, a feed, or a redirect.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: OutputPath,
    /// From the site's root: `/talks/x/page/2/`.
    pub(super) address: String,
    pub(super) subject: Subject,
}

/// What a page is about.
#[derive(Debug)]
pub(super) enum Subject {
    Home,
    Record(RecordId, Part),
    /// Names that share a page, by its number.
    Shared(usize),
    List(Kind, Part),
    /// Lessons of a kind, in a state, about a topic or of an organisation.
    Lessons(Choice, Part),
    Years,
    Year(i16, Part),
    /// The charts.
    Explore,
    Debts(Part),
    /// What is owed.
    FollowUps(Part),
    ReadingList,
    NotFound,
    /// The page that searches in the browser.
    Search,
    /// What tells browsers that the site can be searched.
    OpenSearch,
    Redirect(RecordId),
    /// What is said in a record's recording, by the number of its transcript.
    Transcript(RecordId, usize),
    /// A feed as Atom.
    Feed(Scope),
    Sitemap(Vec<Entry>),
    /// The addresses of the sitemap's parts.
    SitemapIndex(Vec<String>),
    Robots,
    /// The social card of a record, or of the site.
    Card(Option<RecordId>),
    File(MachineFile),
}

impl Subject {
    /// The records whose prose the page may show: it is handed no other, and is rendered anew when one of these changed.
    pub(super) fn reads(&self, knowledge: &KnowledgeBase, listing: &Listing) -> Reads {
        match self {
            Self::Record(id, part) if part.number == 1 => Reads::Of(*id),
            Self::Feed(scope) | Self::File(MachineFile::JsonFeed(scope)) => {
                let latest = feed::latest(knowledge, listing, *scope);
                Reads::OfThese(latest.into_iter().map(|(id, _)| id).collect())
            }
            Self::Transcript(id, _)
            | Self::File(MachineFile::Markdown(id) | MachineFile::Transcript(id, _)) => Reads::Of(*id),
            Self::File(MachineFile::Api(file)) => {
                Reads::OfThese(api::shown(knowledge, *file).map(RecordId).collect())
            }
            _ => Reads::Nothing,
        }
    }

    /// Whether readers see what it reads, not programs.
    pub(super) fn is_a_readers_page(&self) -> bool {
        matches!(self, Self::Record(..) | Self::Transcript(..))
    }

    /// The record whose related talks and reports the page may show.
    pub(super) fn relates(&self) -> Option<RecordId> {
        match self {
            Self::Record(id, _) | Self::File(MachineFile::Markdown(id)) => Some(*id),
            _ => None,
        }
    }
}

/// A page in the sitemap.
#[derive(Debug)]
pub(super) struct Entry {
    /// From the site's root.
    pub(super) address: String,
    pub(super) changed: Option<PartialDate>,
    /// The record whose page it is, when it is in several languages.
    pub(super) translated: Option<RecordId>,
}
