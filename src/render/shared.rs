//! What every page's template is told of the site, as `site`.

use std::collections::BTreeSet;

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::machines::{calendar, feed};
use crate::site::Site;
use crate::theme::family::Family;
use crate::theme::view::{Shared, Text, view};
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;

use super::cards::{Card, Cards};
use super::{explore, follow_ups, plan};

view! {
    /// The site, as every template sees it. An address is not there when there is no such page.
    pub(super) struct TheSite {
        /// What it is called.
        title: Text,
        /// What it says of itself.
        description: Option<Text>,
        /// The language of the interface (BCP 47).
        language: Text,
        /// How the interface's text runs: `ltr` or `rtl`.
        direction: Text,
        /// The languages that talks and reports are in.
        languages: Vec<SpokenLanguage>,
        /// What made the site: `Rexbase 0.1.0`.
        generator: Text,
        /// Raw HTML of authors is published as it is: the Content-Security-Policy should let it show frames, images and recordings of other sites.
        raw_html: bool,
        /// The path that all addresses of the site begin with: `/`, or `/kb/`.
        root: Text,
        /// Where the theme's assets are: `/assets/0a1b2c3d4e/`.
        assets: Text,
        /// Where the theme's scripts are.
        scripts: Text,
        /// The site's own absolute address; not there when it is not known.
        base_url: Option<Text>,
        /// The lists that have something in them, in the order in which readers look for them.
        nav: Vec<NavEntry>,
        /// The address of each list that has something in it.
        lists: Lists,
        /// The pages that their authors put into the menu.
        menu: Vec<Shared<Card>>,
        /// The address of the page of what is awaited or lost.
        debts: Option<Text>,
        /// The address of the page of what is owed and who can act.
        follow_ups: Option<Text>,
        /// The address of the page of what a reader keeps for later.
        reading_list: Option<Text>,
        /// The address of the page of charts.
        explore: Option<Text>,
        /// The address of the page that searches.
        search: Option<Text>,
        /// The address of the site's Atom feed.
        feed: Option<Text>,
        /// The address of the Atom feed of recordings that have come; `.json` beside it says the same.
        recordings: Option<Text>,
        /// The address of the index of the API.
        api: Option<Text>,
        /// The address of the site's JSON feed; it is there when `feed` is.
        json_feed: Option<Text>,
        /// The address of the calendar of all events.
        calendar: Option<Text>,
        /// How many actions are open.
        open_actions: usize,
    }
}

view! {
    /// A language that talks or reports are in.
    pub(super) struct SpokenLanguage {
        /// Its tag (BCP 47): `fr`.
        language: Text,
        /// What it is called, in the interface's language.
        name: Text,
    }
}

view! {
    /// A list, in the way through the site.
    pub(super) struct NavEntry {
        /// Its section: `talks`; `page.section` on its pages.
        section: Text,
        /// What it is called.
        title: Text,
        /// Its address.
        url: Text,
        /// How much is in it.
        count: usize,
    }
}

view! {
    /// The addresses of lists, by their sections.
    pub(super) struct Lists {
        /// Talks.
        talks: Option<Text>,
        /// Reports.
        reports: Option<Text>,
        /// Events.
        events: Option<Text>,
        /// Series of events.
        series: Option<Text>,
        /// People.
        people: Option<Text>,
        /// Organisations.
        organisations: Option<Text>,
        /// Topics.
        topics: Option<Text>,
        /// Technologies.
        technologies: Option<Text>,
        /// Lessons.
        lessons: Option<Text>,
        /// Metrics.
        metrics: Option<Text>,
        /// Figures.
        figures: Option<Text>,
        /// Actions.
        actions: Option<Text>,
        /// Years.
        years: Option<Text>,
    }
}

/// The site, as every template sees it.
pub(super) fn site_view(site: &Site<'_>, cards: &Cards) -> TheSite {
    let options = site.options();
    let has_debts = site.has(Family::Debts) && !site.listing.debts.is_empty();
    let has_feeds = feed::are_offered(site);
    let url = |address: &str| Text::of(site.url(address));
    TheSite {
        title: Text::of(options.title),
        description: options.description.map(Text::of),
        language: Text::of(site.phrases().language.as_str()),
        direction: Text::of(site.phrases().direction()),
        languages: languages(site),
        generator: Text::of(options.generator),
        raw_html: options.trust_html,
        root: Text::of(&site.root),
        assets: url(site.theme.assets_folder()),
        scripts: url(site.theme.scripts_folder()),
        base_url: site.absolute_root().map(Text::of),
        nav: nav(site),
        lists: lists(site),
        menu: site.listing.menu.iter().map(|id| cards.of(site, *id)).collect(),
        debts: has_debts.then(|| url(&OwnPage::Debts.address())),
        follow_ups: follow_ups::are_shown(site).then(|| url(&OwnPage::FollowUps.address())),
        reading_list: plan::has_reading_list(site).then(|| url(&OwnPage::ReadingList.address())),
        explore: explore::is_shown(site).then(|| url(&OwnPage::Explore.address())),
        search: site.can_be_searched().then(|| url(&OwnPage::Search.address())),
        feed: has_feeds.then(|| url(OwnFile::Atom.path())),
        recordings: feed::is_offered_of_recordings(site).then(|| url(OwnFile::Recordings.path())),
        api: site.has(Family::Api).then(|| url("/api/index.json")),
        json_feed: has_feeds.then(|| url(OwnFile::JsonFeed.path())),
        calendar: calendar::are_offered(site).then(|| url(OwnFile::Calendar.path())),
        open_actions: site
            .of_kind(Kind::Action)
            .iter()
            .filter(|id| site.record(**id).is_open_action())
            .count(),
    }
}

/// The languages that talks and reports are in.
fn languages(site: &Site<'_>) -> Vec<SpokenLanguage> {
    let spoken: BTreeSet<&Language> =
        site.listing.works.iter().map(|id| &site.record(*id).language).collect();
    let named = |language: &Language| SpokenLanguage {
        language: Text::of(language.as_str()),
        name: Text::of(site.phrases().language_name(language)),
    };
    spoken.into_iter().map(named).collect()
}

/// The lists that have something in them, in the order in which readers look for them.
fn nav(site: &Site<'_>) -> Vec<NavEntry> {
    const ORDER: [Kind; 12] = [
        Kind::Report,
        Kind::Talk,
        Kind::Event,
        Kind::Lesson,
        Kind::Metric,
        Kind::Figure,
        Kind::Action,
        Kind::Topic,
        Kind::Technology,
        Kind::Organisation,
        Kind::Person,
        Kind::Series,
    ];
    let entry = |section: &'static str, url: Text, count: usize| NavEntry {
        section: Text::of(section),
        title: Text::of(site.phrases().text(&["sections", section])),
        url,
        count,
    };
    let of_kind = |kind: Kind| Some(entry(kind.folder(), list_of(site, kind)?, site.listing.count(kind)));
    let of_years = || Some(entry("years", list_of_years(site)?, site.listing.years.len()));
    ORDER.into_iter().filter_map(of_kind).chain(of_years()).collect()
}

fn lists(site: &Site<'_>) -> Lists {
    Lists {
        talks: list_of(site, Kind::Talk),
        reports: list_of(site, Kind::Report),
        events: list_of(site, Kind::Event),
        series: list_of(site, Kind::Series),
        people: list_of(site, Kind::Person),
        organisations: list_of(site, Kind::Organisation),
        topics: list_of(site, Kind::Topic),
        technologies: list_of(site, Kind::Technology),
        lessons: list_of(site, Kind::Lesson),
        metrics: list_of(site, Kind::Metric),
        figures: list_of(site, Kind::Figure),
        actions: list_of(site, Kind::Action),
        years: list_of_years(site),
    }
}

/// The address of the list of a kind, when it has something in it.
fn list_of(site: &Site<'_>, kind: Kind) -> Option<Text> {
    let is_there = site.has(Family::List(kind)) && site.listing.count(kind) > 0;
    is_there.then(|| Text::of(site.url(&OwnPage::List(kind).address())))
}

fn list_of_years(site: &Site<'_>) -> Option<Text> {
    let is_there = site.has(Family::Years) && !site.listing.years.is_empty();
    is_there.then(|| Text::of(site.url(&OwnPage::Years.address())))
}
