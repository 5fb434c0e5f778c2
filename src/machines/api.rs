//! The static API: what the site knows, as JSON documents below `/api/`, with their schema.
//!
//! What always holds:
//!
//! - Every document is valid under the schema that is published beside it.
//! - A collection is on as many pages as it fills, in the order of ids.
//! - What is not known is missing, what is known to be absent is `null`.

mod collect;
mod lives;
mod schema;
mod shape;

use std::ops::Range;

use serde::Serialize;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::site::Site;
use crate::site::part::Part;
use crate::site::prose::Prose;
use crate::vocab::kind::Kind;

use collect::Collector;
use shape::{
    Action, Common, Document, Entry, Event, Figure, Index, Lesson, Metric, Organisation, Page, Person,
    Report, Series, Talk, Term,
};

/// Of the shapes: a change that could break a reader raises it.
const VERSION: u32 = 1;
/// Records on one page.
const PAGE_SIZE: usize = 250;

/// One file of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiFile {
    Index,
    Schema,
    /// A page of the records of one kind.
    Records(Kind, Part),
    /// A page of what is awaited or lost.
    Debts(Part),
}

/// The kinds that are collections.
fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page)
}

/// Every file of the API, and its address from the site's root.
pub(crate) fn files(site: &Site<'_>) -> Vec<(String, ApiFile)> {
    let mut files = vec![
        ("/api/index.json".to_owned(), ApiFile::Index),
        ("/api/schema.json".to_owned(), ApiFile::Schema),
    ];
    for kind in kinds().filter(|kind| site.listing.count(*kind) > 0) {
        for part in Part::all(site.listing.count(kind), PAGE_SIZE) {
            files.push((address(kind.folder(), part.number), ApiFile::Records(kind, part)));
        }
    }
    for part in Part::all(site.listing.debts.len(), PAGE_SIZE).filter(|_| !site.listing.debts.is_empty()) {
        files.push((address("debts", part.number), ApiFile::Debts(part)));
    }
    files
}

/// The records on a page, of whose prose it shows the beginning.
pub(crate) fn shown(knowledge: &KnowledgeBase, file: ApiFile) -> Range<u32> {
    let ApiFile::Records(kind, part) = file else { return 0..0 };
    let first = knowledge.records.partition_point(|record| record.kind < kind);
    let count = knowledge.records[first..].partition_point(|record| record.kind == kind);
    let range = part.range(count);
    (first + range.start) as u32..(first + range.end) as u32
}

/// The bytes of one file.
pub(super) fn file(site: &Site<'_>, prose: &Prose<'_>, file: ApiFile) -> Vec<u8> {
    let collector = Collector { site, prose };
    let mut bytes = match file {
        ApiFile::Schema => serde_json::to_vec_pretty(&schema::schema()),
        ApiFile::Index => serde_json::to_vec_pretty(&Document::Index(index(site))),
        ApiFile::Debts(part) => {
            let ids = &site.listing.debts[part.range(site.listing.debts.len())];
            let items = ids.iter().map(|id| collector.debt(*id)).collect();
            serde_json::to_vec(&Document::Debts(page(site, "debts", part, site.listing.debts.len(), items)))
        }
        ApiFile::Records(kind, part) => serde_json::to_vec(&records(&collector, kind, part)),
    }
    .unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A record in the shape of its collection; a page, which is in none, in what all records have. `prose` declares its own.
pub(crate) fn record<'a>(site: &'a Site<'a>, prose: &'a Prose<'a>, id: RecordId) -> impl Serialize + use<'a> {
    let collector = Collector { site, prose };
    let shown = match site.record(id).kind {
        Kind::Talk => collector.talk(id).map(Shown::Talk),
        Kind::Report => collector.report(id).map(Shown::Report),
        Kind::Event => collector.event(id).map(Shown::Event),
        Kind::Series => collector.series(id).map(Shown::Series),
        Kind::Person => collector.person(id).map(Shown::Person),
        Kind::Organisation => collector.organisation(id).map(Shown::Organisation),
        Kind::Topic | Kind::Technology => collector.term(id).map(Shown::Term),
        Kind::Metric => collector.metric(id).map(Shown::Metric),
        Kind::Lesson => collector.lesson(id).map(Shown::Lesson),
        Kind::Figure => collector.figure(id).map(Shown::Figure),
        Kind::Action => collector.action(id).map(Shown::Action),
        Kind::Page => None,
    };
    shown.unwrap_or_else(|| Shown::Common(collector.common(id)))
}

/// A record on its own.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Talk(Talk<'a>),
    Report(Report<'a>),
    Event(Event<'a>),
    Series(Series<'a>),
    Person(Person<'a>),
    Organisation(Organisation<'a>),
    Term(Term<'a>),
    Metric(Metric<'a>),
    Lesson(Lesson<'a>),
    Figure(Figure<'a>),
    Action(Action<'a>),
    Common(Common<'a>),
}

fn records<'a>(collector: &Collector<'a>, kind: Kind, part: Part) -> Document<'a> {
    let site = collector.site;
    let count = site.listing.count(kind);
    let ids: Vec<RecordId> = shown(site.knowledge(), ApiFile::Records(kind, part)).map(RecordId).collect();
    let ids = ids.iter().copied();
    macro_rules! page_of {
        ($method:ident) => {
            page(site, kind.folder(), part, count, ids.filter_map(|id| collector.$method(id)).collect())
        };
    }
    match kind {
        Kind::Talk => Document::Talks(page_of!(talk)),
        Kind::Report => Document::Reports(page_of!(report)),
        Kind::Event => Document::Events(page_of!(event)),
        Kind::Series => Document::Series(page_of!(series)),
        Kind::Person => Document::People(page_of!(person)),
        Kind::Organisation => Document::Organisations(page_of!(organisation)),
        Kind::Topic => Document::Topics(page_of!(term)),
        Kind::Technology => Document::Technologies(page_of!(term)),
        Kind::Metric => Document::Metrics(page_of!(metric)),
        Kind::Lesson => Document::Lessons(page_of!(lesson)),
        Kind::Figure => Document::Figures(page_of!(figure)),
        Kind::Action => Document::Actions(page_of!(action)),
        Kind::Page => Document::Index(index(site)),
    }
}

fn page<T>(site: &Site<'_>, name: &str, part: Part, count: usize, items: Vec<T>) -> Page<T> {
    let neighbour = |number: usize| site.public_url(&address(name, number));
    Page {
        version: VERSION,
        count,
        page: part.number,
        pages: part.of,
        previous: (part.number > 1).then(|| neighbour(part.number - 1)),
        next: (part.number < part.of).then(|| neighbour(part.number + 1)),
        items,
    }
}

fn index<'a>(site: &Site<'a>) -> Index<'a> {
    let entry = |name: &'static str, count: usize| Entry {
        name,
        count,
        url: site.public_url(&address(name, 1)),
        pages: count.div_ceil(PAGE_SIZE),
    };
    let collections = kinds().map(|kind| (kind.folder(), site.listing.count(kind)));
    let collections = collections.chain([("debts", site.listing.debts.len())]);
    Index {
        version: VERSION,
        title: site.options().title,
        description: site.options().description,
        language: site.phrases().language.as_str(),
        url: site.public_url("/"),
        generator: site.options().generator,
        schema: site.public_url("/api/schema.json"),
        collections: collections
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| entry(name, count))
            .collect(),
    }
}

fn address(name: &str, number: usize) -> String {
    if number == 1 { format!("/api/{name}.json") } else { format!("/api/{name}/{number}.json") }
}
