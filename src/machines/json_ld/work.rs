//! Talks and reports.

use crate::document::Body;
use crate::knowledge::{Appearance, Record, Report, Talk};
use crate::machines::{card, instant};
use crate::site::Site;

use super::event::place_of;
use super::name::own_address;
use super::vocabulary::{Article, Event, Person, Place, Thing, WebSite};
use super::{brief, media};

/// A talk is an event within an event; each of its recordings stands beside it.
pub(super) fn talk(
    site: &Site<'_>,
    record: &Record,
    talk: &Talk,
    description: Option<&str>,
    body: Option<&Body>,
) -> Vec<Thing> {
    let event = talk.event.map(|id| site.record(id));
    let zone = site.knowledge().zone_of(record);
    let url = site.page_url(record);
    let media = media::of(site, record, url.as_deref(), description, body);
    let venue = event.and_then(place_of);
    let room = record.room().map(ToOwned::to_owned);
    let location = match (room, venue) {
        (Some(room), venue) => {
            Some(Place { name: Some(room), contained_in_place: venue.map(Box::new), ..Place::default() })
        }
        (None, venue) => venue,
    };
    let event = Event {
        id: url.clone(),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url,
        description: description.map(ToOwned::to_owned),
        start_date: record.sure_date().map(|date| instant::iso_8601(date, zone)),
        duration: record.duration().known().map(|duration| duration.iso_8601()),
        in_language: Some(record.language.to_string()),
        location,
        super_event: talk.event.map(|id| brief::of(site, id)),
        performer: people(site, record),
        about: brief::subjects(site, record),
        work_featured: media.documents,
        subject_of: brief::all(site, talk.reports.iter().map(|coverage| coverage.other)),
        same_as: own_address(record).into_iter().collect(),
        recorded_in: media.recordings,
        ..Event::default()
    };
    vec![event.into()]
}

/// A report is an article about the talks that it covers, or about its event when it names none.
pub(super) fn report(
    site: &Site<'_>,
    record: &Record,
    report: &Report,
    description: Option<&str>,
    body: Option<&Body>,
) -> Thing {
    let url = site.page_url(record);
    let media = media::of(site, record, url.as_deref(), description, body);
    let event = report.event.map(|id| brief::of(site, id));
    let covered = brief::all(site, report.covers.iter().map(|coverage| coverage.other));
    let root = site.public_url("/");
    Article {
        id: url.clone(),
        headline: record.title.clone(),
        alternative_headline: record.aliases.clone(),
        url,
        // Its own; the site's is no picture of this article.
        image: card::address(site, Some(record))
            .filter(|_| card::has_own(site, record))
            .and_then(|address| site.absolute_url(&address)),
        description: description.map(ToOwned::to_owned),
        in_language: Some(record.language.to_string()),
        date_published: record.own_date().map(|date| date.without_time().to_string()),
        date_modified: record.updated().map(|date| date.without_time().to_string()),
        author: people(site, record),
        about: event.into_iter().chain(covered).chain(brief::subjects(site, record)).collect(),
        mentions: brief::all(site, record.organisations.iter().copied()),
        is_part_of: Some(
            WebSite {
                id: Some(root.clone()),
                name: site.options().title.to_owned(),
                url: Some(root),
                ..WebSite::default()
            }
            .into(),
        ),
        associated_media: media.recordings.into_iter().chain(media.documents).collect(),
        same_as: own_address(record).into_iter().collect(),
    }
    .into()
}

/// People with their affiliation at the time. Whom sources disagree about is left out.
fn people(site: &Site<'_>, work: &Record) -> Vec<Thing> {
    let person = |appearance: &Appearance| {
        let record = site.record(appearance.person);
        let url = site.page_url(record);
        Person {
            id: url.clone(),
            name: record.title.clone(),
            url,
            job_title: appearance.role.clone(),
            affiliation: brief::all(site, appearance.organisation),
            ..Person::default()
        }
        .into()
    };
    work.certain_people().map(person).collect()
}
