//! What all pages of one rendering share: the input, the theme, the cards, the lists, and the two values `site` and `t`.

pub(crate) mod bounds;
mod drawn;
pub(crate) mod figures;
mod input;
pub(crate) mod listing;
pub(crate) mod media;
pub(crate) mod part;
mod picture;
pub(crate) mod slots;

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Value;

use crate::document::{Body, LessonKind, Outline};
use crate::knowledge::own::{OwnFile, OwnPage};
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId, Relation};
use crate::machines::calendar;
use crate::render::cards::Cards;
use crate::render::explore;
use crate::render::ground::Ground;
use crate::render::pieces::Pieces;
use crate::theme::Theme;
use crate::theme::family::Family;
use crate::theme::phrases::Phrases;
use crate::theme::value::Fields;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;

pub use drawn::Drawn;
pub use input::{Input, Options};

use listing::Listing;
use slots::Filling;

/// The ground that every page stands on.
pub(crate) struct Site<'a> {
    pub(crate) theme: &'a Theme,
    pub(crate) input: &'a Input<'a>,
    /// The path that addresses begin with: `/`, or `/kb/` for a site below another.
    pub(crate) root: String,
    pub(crate) cards: Arc<Cards>,
    pub(crate) listing: Arc<Listing>,
    /// `site`, as every template sees it.
    pub(crate) value: Value,
    pub(crate) pieces: Arc<Pieces>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(theme: &'a Theme, input: &'a Input<'a>) -> Self {
        let root = root_of(input.options.base_url);
        let listing = Arc::new(Listing::new(input.knowledge));
        let cards = Arc::new(Cards::new(input.knowledge.records.len()));
        let pieces = Arc::new(Pieces::new(input.knowledge.records.len()));
        let mut site = Self { theme, input, root, cards, listing, value: Value::none(), pieces };
        site.value = site.own_value();
        site
    }

    /// On a ground that was prepared from this theme and knowledge.
    pub(crate) fn on(ground: &Ground, theme: &'a Theme, input: &'a Input<'a>) -> Self {
        Self {
            theme,
            input,
            root: ground.root.clone(),
            cards: Arc::clone(&ground.cards),
            listing: Arc::clone(&ground.listing),
            value: ground.value.clone(),
            pieces: Arc::clone(&ground.pieces),
        }
    }

    pub(crate) fn knowledge(&self) -> &'a KnowledgeBase {
        self.input.knowledge
    }

    pub(crate) fn record(&self, id: RecordId) -> &'a Record {
        self.input.knowledge.record(id)
    }

    /// What other pages show of a record.
    pub(crate) fn card(&self, id: RecordId) -> &Value {
        self.cards.of(self, id)
    }

    /// The records of a kind, in the order of its list.
    pub(crate) fn of_kind(&self, kind: Kind) -> &[RecordId] {
        self.listing.of(self, kind)
    }

    pub(crate) fn options(&self) -> &'a Options<'a> {
        &self.input.options
    }

    pub(crate) fn phrases(&self) -> &'a Phrases {
        self.theme.phrases()
    }

    /// Whether the theme renders these pages.
    pub(crate) fn has(&self, family: Family) -> bool {
        !self.theme.manifest().leave_out.contains(&family)
    }

    /// Whether there is a page that searches in the browser.
    pub(crate) fn can_be_searched(&self) -> bool {
        self.has(Family::Search) && !self.knowledge().records.is_empty()
    }

    /// Whether there is a page of charts, which has something to show.
    pub(crate) fn can_be_explored(&self) -> bool {
        let works = &self.listing.works;
        self.has(Family::Explore)
            && !works.is_empty()
            && explore::shows_something(self.knowledge(), works, self.of_kind(Kind::Event))
    }

    /// Whether the site has feeds: they need to know where it will be, and when something was.
    pub(crate) fn has_feeds(&self) -> bool {
        let is_dated = |id: &RecordId| self.record(*id).date.is_some();
        self.has(Family::Feed) && self.absolute_root().is_some() && self.listing.works.iter().any(is_dated)
    }

    /// Whether a record is an event that has a calendar.
    pub(crate) fn has_calendar(&self, record: &Record) -> bool {
        self.has(Family::Calendar) && self.absolute_root().is_some() && calendar::has_a_day(record)
    }

    /// Whether some event has a calendar.
    pub(crate) fn has_calendars(&self) -> bool {
        self.of_kind(Kind::Event).iter().any(|id| self.has_calendar(self.record(*id)))
    }

    /// The site's own absolute address; none when it is not known.
    pub(crate) fn absolute_root(&self) -> Option<&'a str> {
        let base = self.input.options.base_url;
        base.contains("://").then_some(base)
    }

    /// An address from the site's root, `/talks/`, as pages link to it.
    pub(crate) fn url(&self, address: &str) -> String {
        format!("{}{}", self.root, address.trim_start_matches('/'))
    }

    /// The same with the site's own address before it, when that is known.
    pub(crate) fn absolute_url(&self, address: &str) -> Option<String> {
        self.absolute_root().map(|base| format!("{base}{}", address.trim_start_matches('/')))
    }

    /// What fills the gaps of prose whose addresses begin with `root`.
    pub(crate) fn filling<'s>(&'s self, root: &'s str) -> Filling<'s> {
        Filling { knowledge: self.knowledge(), pictures: self.input.pictures, phrases: self.phrases(), root }
    }

    /// The same as complete as it can be: absolute when the site's own address is known, else from the root of its host.
    pub(crate) fn public_url(&self, address: &str) -> String {
        self.absolute_url(address).unwrap_or_else(|| self.url(address))
    }

    /// The most complete address of a record's page; none when the theme renders no such pages.
    pub(crate) fn page_url(&self, record: &Record) -> Option<String> {
        self.has(Family::Record(record.kind)).then(|| self.public_url(record.address.as_str()))
    }

    /// A record's prose, when the record has a file of its own.
    pub(crate) fn body(&self, record: &Record) -> Option<&'a Body> {
        own_outline(record)?;
        record
            .document
            .and_then(|document| self.input.documents.get(document))
            .map(|document| &*document.body)
    }

    /// The absolute addresses of a record in every language that it is in, its own among them; none when it is in one.
    pub(crate) fn alternates(&self, id: RecordId) -> Vec<(&'a str, String)> {
        let own = self.record(id);
        if own.translations.is_empty() {
            return Vec::new();
        }
        let translations = own.translations.iter().map(|id| self.record(*id));
        let rendered = std::iter::once(own)
            .chain(translations)
            .filter(|record| self.has(Family::Record(record.kind)))
            .filter_map(|record| {
                Some((record.language.as_str(), self.absolute_url(record.address.as_str())?))
            });
        let mut all: Vec<_> = rendered.collect();
        all.sort_unstable();
        // One address a language: search engines want no more.
        all.dedup_by_key(|(language, _)| *language);
        if all.len() > 1 { all } else { Vec::new() }
    }

    /// The languages that talks and reports are in.
    fn languages(&self) -> Vec<Value> {
        let mut spoken: BTreeSet<&Language> = BTreeSet::new();
        for id in &self.listing.works {
            let language = &self.record(*id).language;
            if !spoken.contains(language) {
                spoken.insert(language);
            }
        }
        let name = |language: &&Language| {
            Fields::with_capacity(2)
                .set("language", language.as_str())
                .set("name", self.phrases().language_name(language))
                .into_value()
        };
        spoken.iter().map(name).collect()
    }

    fn own_value(&self) -> Value {
        let options = self.options();
        let has_debts = self.has(Family::Debts) && !self.listing.debts.is_empty();
        let has_feeds = self.has_feeds();
        Fields::with_capacity(20)
            .set("title", options.title)
            .maybe("description", options.description)
            .set("language", self.phrases().language.as_str())
            .set("direction", self.phrases().direction())
            .set("languages", self.languages())
            .set("generator", options.generator)
            .set("raw_html", options.trust_html)
            .set("root", self.root.as_str())
            .set("assets", self.url(self.theme.assets_folder()))
            .set("scripts", self.url(self.theme.scripts_folder()))
            .maybe("base_url", self.absolute_root())
            .set("nav", self.nav())
            .set("lists", self.lists())
            .set("menu", self.menu())
            .maybe("debts", has_debts.then(|| self.url(&OwnPage::Debts.address())))
            .maybe("explore", self.can_be_explored().then(|| self.url(&OwnPage::Explore.address())))
            .maybe("search", self.can_be_searched().then(|| self.url(&OwnPage::Search.address())))
            .maybe("feed", has_feeds.then(|| self.url(OwnFile::Atom.path())))
            .maybe("api", self.has(Family::Api).then(|| self.url("/api/index.json")))
            .maybe("json_feed", has_feeds.then(|| self.url(OwnFile::JsonFeed.path())))
            .maybe("calendar", self.has_calendars().then(|| self.url(OwnFile::Calendar.path())))
            .into_value()
    }

    /// The lists that have something in them, in the order in which readers look for them.
    fn nav(&self) -> Vec<Value> {
        const ORDER: [Kind; 10] = [
            Kind::Report,
            Kind::Talk,
            Kind::Event,
            Kind::Lesson,
            Kind::Figure,
            Kind::Topic,
            Kind::Technology,
            Kind::Organisation,
            Kind::Person,
            Kind::Series,
        ];
        let entry = |section: &'static str, address: &str, count: usize| {
            Fields::with_capacity(4)
                .set("section", section)
                .set("title", self.phrases().text(&["sections", section]))
                .set("url", self.url(address))
                .set("count", count)
                .into_value()
        };
        let lists = ORDER.into_iter().filter(|kind| self.has(Family::List(*kind)));
        let mut nav: Vec<_> = lists
            .map(|kind| (kind, self.listing.count(kind)))
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| entry(kind.folder(), &OwnPage::List(kind).address(), count))
            .collect();
        if self.has(Family::Years) && !self.listing.years.is_empty() {
            nav.push(entry("years", &OwnPage::Years.address(), self.listing.years.len()));
        }
        nav
    }

    /// The address of each list that has something in it, by its section.
    fn lists(&self) -> Value {
        let lists = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page && self.has(Family::List(*kind)));
        let lists = lists.filter(|kind| self.listing.count(*kind) > 0).map(Kind::folder);
        let years = (self.has(Family::Years) && !self.listing.years.is_empty()).then_some("years");
        lists
            .chain(years)
            .fold(Fields::with_capacity(12), |fields, section| {
                fields.set(section, self.url(&format!("/{section}/")))
            })
            .into_value()
    }

    fn menu(&self) -> Vec<Value> {
        self.listing.menu.iter().map(|id| self.card(*id).clone()).collect()
    }
}

/// The record's own outline; none for a stub, and none for a lesson or figure, whose outline is its source's.
pub(crate) fn own_outline(record: &Record) -> Option<&Outline> {
    record.outline.as_deref().filter(|outline| outline.kind == record.kind)
}

/// The date that the record's author gave it, in its front matter or its file's name; never its event's.
pub(crate) fn own_date(record: &Record) -> Option<PartialDate> {
    own_outline(record)?.date()
}

/// The talks and reports that refer to this record in one of these ways, newest first, each once.
pub(crate) fn works<'a>(
    knowledge: &'a KnowledgeBase,
    record: &'a Record,
    relations: &'a [Relation],
) -> impl Iterator<Item = RecordId> + 'a {
    referrers(knowledge, record, relations, &[Kind::Talk, Kind::Report])
}

/// The records of these kinds that refer to this record in one of these ways, newest first, each once.
pub(crate) fn referrers<'a>(
    knowledge: &'a KnowledgeBase,
    record: &'a Record,
    relations: &'a [Relation],
    kinds: &'a [Kind],
) -> impl Iterator<Item = RecordId> + 'a {
    let fits = move |index: usize| {
        let link = record.backlinks[index];
        relations.contains(&link.relation) && kinds.contains(&knowledge.record(link.from).kind)
    };
    // One record's references to another stand side by side, since the order is that of the referrers.
    (0..record.backlinks.len()).filter(move |index| fits(*index)).filter_map(move |index| {
        let from = record.backlinks[index].from;
        let before = record.backlinks[..index].iter().enumerate().rev();
        let repeated = before.take_while(|(_, link)| link.from == from).any(|(index, _)| fits(index));
        (!repeated).then_some(from)
    })
}

/// The lessons of one kind, newest first.
pub(crate) fn lessons_of<'a>(site: &'a Site<'_>, kind: LessonKind) -> impl Iterator<Item = RecordId> + 'a {
    let is_kind = move |id: &RecordId| matches!(&site.record(*id).details, Details::Lesson(lesson) if lesson.kind == kind);
    site.of_kind(Kind::Lesson).iter().copied().filter(is_kind)
}

/// How talks and reports refer to a record of this kind, in a way that lists them on its page.
pub(crate) fn listing_relations(kind: Kind) -> &'static [Relation] {
    match kind {
        Kind::Person => &[Relation::SpokenBy, Relation::WrittenBy],
        Kind::Organisation => &[Relation::LivedBy, Relation::AffiliatedWith],
        Kind::Topic => &[Relation::About],
        Kind::Technology => &[Relation::Uses],
        Kind::Event => &[Relation::HeldAt],
        _ => &[],
    }
}

/// The path that addresses begin with, of a site at this address.
pub fn root_of(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    format!("{}/", path.trim_end_matches('/'))
}

#[cfg(test)]
pub(crate) mod tests;
