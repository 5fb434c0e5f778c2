//! One file of the site before it is rendered: where it goes and what it is about.

use crate::document::LessonKind;
use crate::knowledge::RecordId;
use crate::machines::MachineFile;
use crate::machines::feed::Scope;
use crate::site::part::Part;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::path::OutputPath;

/// A page, a feed, or a redirect.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) path: OutputPath,
    /// From the site's root: `/talks/x/page/2/`.
    pub(crate) address: String,
    pub(crate) subject: Subject,
}

/// What a page is about.
#[derive(Debug)]
pub(crate) enum Subject {
    Home,
    Record(RecordId, Part),
    List(Kind, Part),
    /// Lessons of one kind.
    Lessons(LessonKind, Part),
    Years,
    Year(i16, Part),
    /// The charts.
    Explore,
    Debts(Part),
    NotFound,
    /// The page that searches in the browser.
    Search,
    /// What tells browsers that the site can be searched.
    OpenSearch,
    Redirect(RecordId),
    /// A feed as Atom.
    Feed(Scope),
    Sitemap(Vec<Entry>),
    /// The addresses of the sitemap's parts.
    SitemapIndex(Vec<String>),
    Robots,
    File(MachineFile),
}

/// A page in the sitemap.
#[derive(Debug)]
pub(crate) struct Entry {
    /// From the site's root.
    pub(crate) address: String,
    pub(crate) changed: Option<PartialDate>,
    /// The record whose page it is, when it is in several languages.
    pub(crate) translated: Option<RecordId>,
}
