//! What every page's template is told of the site, as `site`.

use std::collections::BTreeSet;

use tera::Value;

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::machines::{calendar, feed};
use crate::site::Site;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;

use super::cards::Cards;
use super::explore;

/// `site`, as every template sees it.
pub(super) fn value(site: &Site<'_>, cards: &Cards) -> Value {
    let options = site.options();
    let has_debts = site.has(Family::Debts) && !site.listing.debts.is_empty();
    let has_feeds = feed::are_offered(site);
    Fields::with_capacity(20)
        .set("title", options.title)
        .maybe("description", options.description)
        .set("language", site.phrases().language.as_str())
        .set("direction", site.phrases().direction())
        .set("languages", languages(site))
        .set("generator", options.generator)
        .set("raw_html", options.trust_html)
        .set("root", site.root.as_str())
        .set("assets", site.url(site.theme.assets_folder()))
        .set("scripts", site.url(site.theme.scripts_folder()))
        .maybe("base_url", site.absolute_root())
        .set("nav", nav(site))
        .set("lists", lists(site))
        .set("menu", site.listing.menu.iter().map(|id| cards.of(site, *id).clone()).collect::<Vec<_>>())
        .maybe("debts", has_debts.then(|| site.url(&OwnPage::Debts.address())))
        .maybe("explore", explore::is_shown(site).then(|| site.url(&OwnPage::Explore.address())))
        .maybe("search", site.can_be_searched().then(|| site.url(&OwnPage::Search.address())))
        .maybe("feed", has_feeds.then(|| site.url(OwnFile::Atom.path())))
        .maybe("api", site.has(Family::Api).then(|| site.url("/api/index.json")))
        .maybe("json_feed", has_feeds.then(|| site.url(OwnFile::JsonFeed.path())))
        .maybe("calendar", calendar::are_offered(site).then(|| site.url(OwnFile::Calendar.path())))
        .into_value()
}

/// The languages that talks and reports are in.
fn languages(site: &Site<'_>) -> Vec<Value> {
    let spoken: BTreeSet<&Language> =
        site.listing.works.iter().map(|id| &site.record(*id).language).collect();
    let name = |language: &&Language| {
        Fields::with_capacity(2)
            .set("language", language.as_str())
            .set("name", site.phrases().language_name(language))
            .into_value()
    };
    spoken.iter().map(name).collect()
}

/// The lists that have something in them, in the order in which readers look for them.
fn nav(site: &Site<'_>) -> Vec<Value> {
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
            .set("title", site.phrases().text(&["sections", section]))
            .set("url", site.url(address))
            .set("count", count)
            .into_value()
    };
    let lists = ORDER.into_iter().filter(|kind| site.has(Family::List(*kind)));
    let mut nav: Vec<_> = lists
        .map(|kind| (kind, site.listing.count(kind)))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| entry(kind.folder(), &OwnPage::List(kind).address(), count))
        .collect();
    if site.has(Family::Years) && !site.listing.years.is_empty() {
        nav.push(entry("years", &OwnPage::Years.address(), site.listing.years.len()));
    }
    nav
}

/// The address of each list that has something in it, by its section.
fn lists(site: &Site<'_>) -> Value {
    let lists = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page && site.has(Family::List(*kind)));
    let lists = lists.filter(|kind| site.listing.count(*kind) > 0).map(Kind::folder);
    let years = (site.has(Family::Years) && !site.listing.years.is_empty()).then_some("years");
    lists
        .chain(years)
        .fold(Fields::with_capacity(12), |fields, section| {
            fields.set(section, site.url(&format!("/{section}/")))
        })
        .into_value()
}
