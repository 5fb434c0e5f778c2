//! The records of posts: in two steps, so that links know where they lead before the bodies are filled.

use std::collections::{BTreeMap, BTreeSet};

use super::links::{Targets, body};
use super::meetings;
use super::post::{Form, Meeting, Post};
use super::translations::originals;
use crate::harvest::covered::{self, Told};
use crate::harvest::ledger::Rule;
use crate::harvest::notices::Notices;
use crate::harvest::reading::blocks::blocks;
use crate::harvest::reading::dates;
use crate::harvest::reading::sections::{self, About};
use crate::harvest::record::{Event, Harvest, Publication, Record, RecordId, Report, Specific, Talk};
use crate::knowledge::own::{self, OwnPage};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::{fold, slug};
use crate::vocab::kind::Kind;

const TALK: Rule =
    Rule::took("post-is-talk", "a post whose layout or folder says so is a talk, and its authors spoke");
const EVENT: Rule = Rule::took("event-of-post", "a post names its event");
const HEADING_TALK: Rule = Rule::took(
    "talk-heading",
    "a heading within a post names a talk and its speakers, or stands above a line that does",
);
const REDIRECT: Rule = Rule::took("former-address", "the address that a post had leads to its record");
const NO_REDIRECT: Rule =
    Rule::left("taken-address", "an address that a post had belongs to the site itself, or to another post");
const TRANSLATION: Rule = Rule::took("translation", "a post is another one in another language");

/// Adds the records of these posts; `targets` has the files.
pub(crate) fn gather(scope: &str, mut posts: Vec<Post>, mut targets: Targets<'_>, harvest: &mut Harvest) {
    meetings::tell(&mut posts, &mut harvest.ledger);
    let events = events(scope, &posts, harvest);
    let former: Vec<Vec<String>> = posts.iter().map(|post| post.common.redirects.clone()).collect();
    settle_addresses(&mut posts, harvest);
    let mut ids = Vec::with_capacity(posts.len());
    for (post, former) in posts.iter().zip(&former) {
        let event = post.event.as_ref().and_then(|event| events.get(&slug(&event.name)).copied());
        let id = add(scope, post, event, harvest);
        targets.add(post, id, former);
        if post.common.publication == Publication::Public {
            post.common.topics.iter().for_each(|topic| targets.add_topic(topic));
        }
        ids.push(id);
    }
    for (index, original) in originals(&posts, &ids, &targets) {
        harvest.ledger.note(TRANSLATION, &posts[index].below);
        harvest.records[ids[index].0].common.translation_of = Some(original);
    }
    for (post, id) in posts.iter().zip(&ids) {
        let mut notices = Notices::new(&post.below);
        let (body, files) = body(post, &targets, &mut harvest.ledger, &mut notices);
        harvest.records[id.0].body = body;
        harvest.records[id.0].files = files;
        harvest.notices.append(&mut notices.list);
    }
}

/// The events that posts name, each once, by the slug of its name.
fn events(scope: &str, posts: &[Post], harvest: &mut Harvest) -> BTreeMap<String, RecordId> {
    let mut named: BTreeMap<String, (Meeting, &Post)> = BTreeMap::new();
    // Those of posts that are held back come last, and are held back with them when no other post names them.
    let is_held = |post: &&Post| {
        post.common.publication != Publication::Public || post.common.published_between != (None, None)
    };
    for post in posts.iter().filter(|post| !is_held(post)).chain(posts.iter().filter(is_held)) {
        let Some(event) = &post.event else { continue };
        harvest.ledger.note(EVENT, &post.below);
        let (known, first) = named.entry(slug(&event.name)).or_insert_with(|| (event.clone(), post));
        if !is_held(&post) || is_held(first) {
            known.url = known.url.clone().or_else(|| event.url.clone());
            known.days = known.days.or(event.days);
        }
    }
    // Editions of one series are spelled in several ways: `Forum PHP 2021`, `ForumPHP 2022`.
    let mut series: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (event, _) in named.values() {
        let bare = without_year(&event.name);
        series.entry(fold(&bare).replace(' ', "")).or_default().push(bare);
    }
    let mut events = BTreeMap::new();
    for (key, (Meeting { name, url, days }, first)) in named {
        let year = name.split_whitespace().find_map(dates::year);
        let date = year.and_then(|year| PartialDate::parse(&year.to_string()).ok());
        let editions = series.get(&fold(&without_year(&name)).replace(' ', ""));
        let event = Event {
            series: editions
                .filter(|editions| editions.len() > 1)
                .and_then(|editions| editions.iter().max_by_key(|name| name.len()).cloned()),
            dates: days.or_else(|| date.map(|date| (date, date))),
            ..Event::default()
        };
        let mut record = Record::new(format!("{scope}/#event-{key}"), &name, &name, Specific::Event(event));
        record.common.url = url;
        record.common.hold_as(&first.common);
        events.insert(key, harvest.add(record));
    }
    events
}

fn without_year(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| dates::year(word).is_none());
    words.collect::<Vec<_>>().join(" ")
}

/// Adds a post's record, and those of the talks that its headings name.
fn add(scope: &str, post: &Post, event: Option<RecordId>, harvest: &mut Harvest) -> RecordId {
    let from = format!("{scope}/{}", post.below);
    let mut specific = match post.form {
        Form::Page => Specific::Page,
        Form::Talk => {
            harvest.ledger.note(TALK, &post.below);
            let (speakers, media) = (post.people.clone(), post.media.clone());
            Specific::Talk(Talk { event, speakers, media, ..Talk::default() })
        }
        Form::Report => {
            let (authors, media, covers) = (post.people.clone(), post.media.clone(), Vec::new());
            Specific::Report(Report { authors, event, covers, media })
        }
    };
    if let Specific::Report(report) = &mut specific {
        let read = blocks(&post.text);
        let about = if event.is_some() { About::AnEvent } else { About::Anything };
        let sections = sections::talks(&read.list, about);
        if sections.len() > 1 {
            harvest.ledger.note_many(HEADING_TALK, &post.below, sections.len());
            let told = Told {
                from: &from,
                title: &post.title,
                text: &post.text,
                blocks: &read.list,
                sections: &sections,
                event,
                date: post.common.date,
                language: post.common.language.as_ref(),
            };
            let first = harvest.records.len();
            report.covers = covered::covers(&told, harvest);
            harvest.records[first..].iter_mut().for_each(|record| record.common.hold_as(&post.common));
        }
    }
    let mut record = Record::new(from, &post.name, &post.title, specific);
    record.parent = event.filter(|_| post.form == Form::Talk);
    record.common = post.common.clone();
    harvest.add(record)
}

/// Old addresses become former ones: each once, and none that is the site's own.
fn settle_addresses(posts: &mut [Post], harvest: &mut Harvest) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for post in posts {
        let addresses: Vec<String> = post.address.iter().chain(&post.common.redirects).cloned().collect();
        let mut kept = Vec::new();
        for address in addresses {
            let key = address.trim_end_matches('/').to_lowercase();
            if kept.iter().any(|known: &String| known.trim_end_matches('/').eq_ignore_ascii_case(&key)) {
                continue;
            }
            if is_free(&address) && taken.insert(key) {
                harvest.ledger.note(REDIRECT, &post.below);
                kept.push(address);
            } else {
                harvest.ledger.note(NO_REDIRECT, &post.below);
            }
        }
        post.common.redirects = kept;
    }
}

/// Whether an address may lead to a record: it is a plain path, and neither a list of the site's nor in a folder of its own files.
fn is_free(address: &str) -> bool {
    let path = address.trim_matches('/').to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    let first = parts[0];
    let is_of_records = Kind::written().any(|kind| kind.folder() == first);
    // All that is below a list of the site's own is the site's; below a folder of records, the further pages of its list are.
    let is_list = match (is_of_records, &parts[1..]) {
        (true, []) => true,
        (true, [second, ..]) => *second == own::PARTS,
        (false, _) => OwnPage::at(&format!("/{first}/")).is_some(),
    };
    let is_own = is_list || own::is_own(&path) || own::is_own(&format!("{path}/index.html"));
    let is_plain = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with(['.', ' '])
            && part.len() < 250
            && !part.contains("%2f")
            && !part.contains(|letter: char| letter.is_control() || "\\:<>\"|?*#".contains(letter))
    };
    !first.is_empty() && address.len() < 1000 && !is_own && parts.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_addresses_are_no_pages_of_the_site() {
        for address in ["/old/", "/2015/03/09/a.html", "/talks/a/", "/post/1/a"] {
            assert!(is_free(address), "{address}");
        }
        for address in [
            "/",
            "/talks/",
            "/Talks",
            "/assets/a.html",
            "/404.html",
            "/talks/page/2/",
            "/years/2015/",
            "/years/x/",
            "/reading-list/",
            "/Reading-List",
            "/lessons/practice/",
            "/search/x/",
            "/offline.js",
            "/sitemap-2.xml",
            "/index.html",
            "/talks/page/x/",
            "/a//b/",
            "/.x/",
            "/a b?/",
        ] {
            assert!(!is_free(address), "{address}");
        }
    }
}
