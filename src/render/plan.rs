//! Which pages the site has, in a fixed order. Each path is planned once: records come first, then lists, then redirects.

use rayon::prelude::*;

use crate::knowledge::own::{OwnBeside, OwnFile, OwnPage, TranscriptForm};
use crate::knowledge::{Details, FormerAddress, Record, RecordId};
use crate::machines::feed::{self, Scope};
use crate::machines::{MachineFile, api, calendar, card, llms, markdown};
use crate::site::Site;
use crate::site::bounds;
use crate::site::listing::is_named;
use crate::site::part::Part;
use crate::site::said;
use crate::theme::family::Family;
use crate::vocab::date::PartialDate;
use crate::vocab::hash::{HashSet, RandomState};
use crate::vocab::kind::Kind;
use crate::vocab::path::{OutputPath, SitePath};

use super::page::{Entry, Page, Subject};
use super::{explore, follow_ups};

/// The most addresses in one sitemap; the protocol allows 50,000 (sitemaps.org, protocol 0.9).
const SITEMAP_LIMIT: usize = 40_000;

/// Every page of the site.
pub(super) fn pages(site: &Site<'_>) -> Vec<Page> {
    let mut plan = Plan {
        site,
        pages: Vec::with_capacity(site.knowledge().records.len() * 2),
        taken: HashSet::with_capacity_and_hasher(site.knowledge().records.len() * 2, RandomState::default()),
        of_authors: of_authors(site),
    };
    if site.has(Family::Home) {
        plan.own(OwnPage::Home, Subject::Home);
    }
    let of_record = |(index, record): (usize, &Record)| {
        let parts = Part::all(items(site, record), items_on_a_page(site, record.kind));
        let page = |part: Part| {
            let subject = Subject::Record(RecordId(index as u32), part);
            if part.number == 1 {
                Some(first_page(&record.address, subject))
            } else {
                page(&Part::address(record.address.as_str(), part.number), subject)
            }
        };
        parts.filter_map(page).collect::<Vec<_>>()
    };
    let records = site.knowledge().records.par_iter().enumerate();
    let records =
        records.filter(|(_, record)| record.has_own_page() && site.has(Family::Record(record.kind)));
    let of_records: Vec<Vec<Page>> = records.map(of_record).collect();
    of_records.into_iter().flatten().for_each(|page| plan.add(page));
    for (number, page) in site.knowledge().shared.iter().enumerate() {
        if site.has(Family::Record(page.kind)) {
            plan.add(first_page(&page.address, Subject::Shared(number)));
        }
    }
    lists(&mut plan);
    let entries = entries(&plan);
    if site.has(Family::NotFound) {
        plan.own_file(OwnFile::NotFound, Subject::NotFound);
    }
    // What is not to be found by search engines comes after the sitemap's entries were made.
    if has_reading_list(site) {
        plan.own(OwnPage::ReadingList, Subject::ReadingList);
    }
    if site.can_be_searched() {
        plan.own(OwnPage::Search, Subject::Search);
        if site.absolute_root().is_some() {
            plan.own_file(OwnFile::OpenSearch, Subject::OpenSearch);
        }
    }
    if site.has(Family::Redirects) {
        redirects(&mut plan);
    }
    record_files(&mut plan);
    machine_files(&mut plan, entries);
    plan.pages
}

/// The files of authors, in lower case.
pub(super) fn of_authors(site: &Site<'_>) -> HashSet<String> {
    let attachments = site.knowledge().attachments.iter();
    attachments.map(|attachment| attachment.output.as_str().to_lowercase()).collect()
}

/// How many items a record's own page lists, which are spread over several pages when they are many.
fn items(site: &Site<'_>, record: &Record) -> usize {
    match &record.details {
        Details::Event(event) => event.talks.len(),
        Details::Metric => site.knowledge().figures_of(record).count(),
        _ => site.knowledge().works_of(record).count(),
    }
}

fn items_on_a_page(site: &Site<'_>, kind: Kind) -> usize {
    match kind {
        Kind::Event => site.theme.manifest().programme_on_a_page,
        // Its drawing stands on the first page, too.
        Kind::Metric => site.options().page_size.clamp(1, bounds::MEASURES),
        _ => site.options().page_size.clamp(1, bounds::OF_A_NAME),
    }
}

struct Plan<'a> {
    site: &'a Site<'a>,
    pages: Vec<Page>,
    taken: HashSet<OutputPath>,
    /// The files beside pages, in lower case.
    of_authors: HashSet<String>,
}

impl Plan<'_> {
    /// A page at an address that ends with `/`.
    fn page(&mut self, address: &str, subject: Subject) {
        page(address, subject).into_iter().for_each(|page| self.add(page));
    }

    /// A file, unless its path is taken or is none: an author's own file of that name, whatever its case, stands before it.
    fn file(&mut self, path: &str, address: &str, subject: Subject) {
        if self.of_authors.contains(&path.to_lowercase()) {
            return;
        }
        let page = OutputPath::new(path).map(|path| Page { path, address: address.to_owned(), subject });
        page.into_iter().for_each(|page| self.add(page));
    }

    fn add(&mut self, page: Page) {
        if self.taken.insert(page.path.clone()) {
            self.pages.push(page);
        }
    }

    /// A file beside the page at an address.
    fn beside(&mut self, address: &str, file: OwnBeside, subject: Subject) {
        let address = format!("{address}{}", file.name());
        self.file(&address[1..], &address, subject);
    }

    /// A page of the site's own.
    fn own(&mut self, page: OwnPage, subject: Subject) {
        self.page(&page.address(), subject);
    }

    /// The pages that a list of the site's own is on.
    fn own_parts(
        &mut self,
        list: OwnPage,
        parts: impl Iterator<Item = Part>,
        subject: impl Fn(Part) -> Subject,
    ) {
        let first = list.address();
        parts.for_each(|part| self.page(&Part::address(&first, part.number), subject(part)));
    }

    /// A file of the site's own, at its root.
    fn own_file(&mut self, file: OwnFile, subject: Subject) {
        self.file(file.path(), &format!("/{}", file.path()), subject);
    }
}

/// The page at a record's own address.
fn first_page(address: &SitePath, subject: Subject) -> Page {
    Page { path: OutputPath::of_page(address), address: address.as_str().to_owned(), subject }
}

/// The page at an address that ends with `/`.
fn page(address: &str, subject: Subject) -> Option<Page> {
    let path = OutputPath::new(&format!("{}index.html", &address[1..]))?;
    Some(Page { path, address: address.to_owned(), subject })
}

fn lists(plan: &mut Plan<'_>) {
    let site = plan.site;
    let (works_per_page, names_per_page) =
        (site.options().page_size.max(1), site.theme.manifest().names_on_a_page);
    for kind in Kind::ALL.into_iter().filter(|kind| site.has(Family::List(*kind)) && *kind != Kind::Page) {
        let count = site.listing.count(kind);
        if count == 0 {
            continue;
        }
        let per_page = match kind {
            Kind::Lesson => works_per_page.min(bounds::LESSONS),
            _ if is_named(kind) || kind == Kind::Event => names_per_page,
            _ => works_per_page,
        };
        plan.own_parts(OwnPage::List(kind), Part::all(count, per_page), |part| Subject::List(kind, part));
    }
    if site.has(Family::List(Kind::Lesson)) {
        for choice in site.listing.lessons.choices() {
            let parts = Part::all(site.lessons_of(choice).len(), works_per_page.min(bounds::LESSONS));
            let first = choice.address(site.knowledge());
            parts.for_each(|part| {
                plan.page(&Part::address(&first, part.number), Subject::Lessons(choice, part));
            });
        }
    }
    if site.has(Family::Years) && !site.listing.years.is_empty() {
        plan.own(OwnPage::Years, Subject::Years);
        for (year, ids) in &site.listing.years {
            plan.own_parts(OwnPage::Year(year.0), Part::all(ids.len(), works_per_page), |part| {
                Subject::Year(year.0, part)
            });
        }
    }
    if explore::is_shown(site) {
        plan.own(OwnPage::Explore, Subject::Explore);
    }
    if site.has(Family::Debts) && !site.listing.debts.is_empty() {
        let parts = Part::all(site.listing.debts.len(), names_per_page);
        plan.own_parts(OwnPage::Debts, parts, Subject::Debts);
    }
    if follow_ups::are_shown(site) {
        plan.own_parts(OwnPage::FollowUps, follow_ups::parts(site), Subject::FollowUps);
    }
}

/// Whether there is something that readers may keep for later, and a page for it.
pub(super) fn has_reading_list(site: &Site<'_>) -> bool {
    site.has(Family::ReadingList) && !site.listing.works.is_empty()
}

/// A small page at each former address.
fn redirects(plan: &mut Plan<'_>) {
    for (id, record) in plan.site.knowledge().iter() {
        for FormerAddress { address, path } in &record.former {
            let (path, address) = (path.clone(), address.clone());
            plan.add(Page { path, address, subject: Subject::Redirect(id) });
        }
    }
}

/// The Markdown, the transcripts, the feeds and calendars of single records, beside their pages.
fn record_files(plan: &mut Plan<'_>) {
    let site = plan.site;
    for kind in [Kind::Report, Kind::Event] {
        for (id, record) in site.knowledge().of_kind(kind).filter(|(_, record)| card::has_own(site, record)) {
            let subject = Subject::Card(Some(id));
            plan.beside(record.address.as_str(), OwnBeside::SocialCard, subject);
        }
    }
    for (id, record) in site.knowledge().iter().filter(|(_, record)| markdown::is_offered(site, record)) {
        let subject = Subject::File(MachineFile::Markdown(id));
        plan.beside(record.address.as_str(), OwnBeside::Markdown, subject);
    }
    for (id, record) in site.knowledge().iter().filter(|(_, record)| site.tells_what_is_said(record)) {
        for (number, file) in record.transcripts.iter().enumerate() {
            let page = said::address(record, file, TranscriptForm::Page);
            plan.file(&page[1..], &page, Subject::Transcript(id, number));
            let json = said::address(record, file, TranscriptForm::Json);
            plan.file(&json[1..], &json, Subject::File(MachineFile::Transcript(id, number)));
        }
    }
    for kind in [Kind::Event, Kind::Topic] {
        for (id, record) in
            site.knowledge().of_kind(kind).filter(|(_, record)| llms::is_offered(site, record))
        {
            let subject = Subject::File(MachineFile::Llms(Some(id)));
            plan.beside(record.address.as_str(), OwnBeside::Llms, subject);
        }
    }
    for kind in feed::KINDS {
        for (id, record) in site.knowledge().of_kind(kind) {
            let address = record.address.as_str();
            if feed::is_offered(site, record) {
                let scope = Scope::Record(id);
                plan.beside(address, OwnBeside::Atom, Subject::Feed(scope));
                plan.beside(address, OwnBeside::JsonFeed, Subject::File(MachineFile::JsonFeed(scope)));
            }
            if calendar::is_offered(site, record) {
                let subject = Subject::File(MachineFile::Calendar(Some(id)));
                plan.beside(address, OwnBeside::Calendar, subject);
            }
        }
    }
}

/// The feed, the sitemap, `llms.txt` and `robots.txt`. All but the last two need to know where the site will be.
fn machine_files(plan: &mut Plan<'_>, entries: Vec<Entry>) {
    let site = plan.site;
    if site.has(Family::Robots) {
        plan.own_file(OwnFile::Robots, Subject::Robots);
    }
    let former = |page: &Page| match page.subject {
        Subject::Redirect(to) => Some((page.address.clone(), to)),
        _ => None,
    };
    let redirects: Vec<_> = plan.pages.iter().filter_map(former).collect();
    if !redirects.is_empty() {
        plan.own_file(OwnFile::Redirects, Subject::File(MachineFile::Redirects(redirects)));
    }
    if site.has(Family::Api) && !site.knowledge().records.is_empty() {
        for (address, file) in api::files(site) {
            plan.file(&address[1..], &address, Subject::File(MachineFile::Api(file)));
        }
    }
    if llms::are_offered(site) {
        plan.own_file(OwnFile::Llms, Subject::File(MachineFile::Llms(None)));
    }
    if site.absolute_root().is_none() {
        return;
    }
    if card::address(site, None).is_some() {
        plan.own_file(OwnFile::SocialCard, Subject::Card(None));
    }
    feeds(plan);
    if !site.has(Family::Sitemap) {
        return;
    }
    if entries.len() <= SITEMAP_LIMIT {
        plan.own_file(OwnFile::Sitemap, Subject::Sitemap(entries));
        return;
    }
    let mut addresses = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while entries.peek().is_some() {
        let name = OwnFile::part_of_sitemap(addresses.len() + 1);
        let address = format!("/{name}");
        plan.file(&name, &address, Subject::Sitemap(entries.by_ref().take(SITEMAP_LIMIT).collect()));
        addresses.push(address);
    }
    plan.own_file(OwnFile::Sitemap, Subject::SitemapIndex(addresses));
}

/// The feeds and calendars of the whole site.
fn feeds(plan: &mut Plan<'_>) {
    let site = plan.site;
    if feed::are_offered(site) {
        plan.own_file(OwnFile::Atom, Subject::Feed(Scope::Site));
        plan.own_file(OwnFile::JsonFeed, Subject::File(MachineFile::JsonFeed(Scope::Site)));
    }
    if feed::is_offered_of_applied(site) {
        let list = feed::applied(site);
        plan.beside(&list, OwnBeside::Atom, Subject::Feed(Scope::Applied));
        plan.beside(&list, OwnBeside::JsonFeed, Subject::File(MachineFile::JsonFeed(Scope::Applied)));
    }
    if feed::is_offered_of_recordings(site) {
        let json = MachineFile::JsonFeed(Scope::Recordings);
        plan.own_file(OwnFile::Recordings, Subject::Feed(Scope::Recordings));
        plan.own_file(OwnFile::JsonRecordings, Subject::File(json));
    }
    if calendar::are_offered(site) {
        plan.own_file(OwnFile::Calendar, Subject::File(MachineFile::Calendar(None)));
    }
    if calendar::due::are_offered(site) {
        plan.own_file(OwnFile::Actions, Subject::File(MachineFile::Due));
    }
}

/// What the sitemap lists: every page so far.
fn entries(plan: &Plan<'_>) -> Vec<Entry> {
    if plan.site.absolute_root().is_none() || !plan.site.has(Family::Sitemap) {
        return Vec::new();
    }
    let changed = |page: &Page| match page.subject {
        Subject::Record(id, _) => page_changed(plan.site, id),
        _ => None,
    };
    let translated = |page: &Page| match page.subject {
        Subject::Record(id, part) if part.number == 1 => {
            (!plan.site.record(id).translations.is_empty()).then_some(id)
        }
        _ => None,
    };
    let entry = |page: &Page| Entry {
        address: page.address.clone(),
        changed: changed(page),
        translated: translated(page),
    };
    plan.pages.par_iter().map(entry).collect()
}

/// When a record's page was last changed, as far as its author says. The day on which a talk is given or an event is held is none such: it may be to come.
fn page_changed(site: &Site<'_>, id: RecordId) -> Option<PartialDate> {
    let record = site.record(id);
    let written = || record.own_date().filter(|_| matches!(record.kind, Kind::Report | Kind::Page));
    record.updated().or_else(written)
}
