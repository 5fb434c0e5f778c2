//! Events and series.

use crate::document::matter::EventStatus;
use crate::knowledge::{self, Record, RecordId};
use crate::machines::instant;
use crate::site::Site;

use super::brief;
use super::name::{own_address, urls};
use super::vocabulary::{Event, EventSeries, GeoCoordinates, Place, Thing};

/// The most talks that an event's page names: its own pages say the rest.
const TALKS: usize = 100;

/// An event, with its talks in brief.
pub(super) fn event(
    site: &Site<'_>,
    record: &Record,
    details: &knowledge::Event,
    description: Option<&str>,
) -> Thing {
    let zone = record.timezone();
    let dates = record.sure_dates();
    let (start, end) =
        (dates.map(|(start, _)| start), dates.filter(|(start, end)| start != end).map(|(_, end)| end));
    Event {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        start_date: start.map(|date| instant::iso_8601(date, zone)),
        end_date: end.map(|date| instant::iso_8601(date, zone)),
        event_status: details.status.and_then(status),
        in_language: Some(record.language.to_string()),
        location: place_of(record),
        super_event: details.series.map(|id| brief::of(site, id)),
        sub_event: brief::all(site, details.talks.iter().copied().take(TALKS)),
        organizer: brief::all(site, details.organisers.iter().copied()),
        sponsor: brief::all(site, details.sponsors.iter().map(|(id, _)| *id)),
        about: brief::subjects(site, record),
        subject_of: brief::all(site, site.knowledge().reports_on(record)),
        same_as: own_address(record).into_iter().chain(urls(record.social())).collect(),
        ..Event::default()
    }
    .into()
}

/// A conference that recurs, with its editions in brief.
pub(super) fn series(
    site: &Site<'_>,
    record: &Record,
    organisers: &[RecordId],
    description: Option<&str>,
) -> Thing {
    EventSeries {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        organizer: brief::all(site, organisers.iter().copied()),
        same_as: own_address(record).into_iter().chain(urls(record.social())).collect(),
        sub_event: brief::all(site, site.knowledge().editions_of(record)),
    }
    .into()
}

/// Where an event was held.
pub(super) fn place_of(event: &Record) -> Option<Place> {
    let venue = event.venue()?;
    let geo = venue.latitude.zip(venue.longitude).map(|(latitude, longitude)| GeoCoordinates {
        latitude: Some(latitude),
        longitude: Some(longitude),
        ..GeoCoordinates::default()
    });
    let place = Place { name: venue.name.clone(), address: venue.address.clone(), geo, ..Place::default() };
    (place.name.is_some() || place.address.is_some() || place.geo.is_some()).then_some(place)
}

/// What schema.org calls it; it has no word for an event that was held.
fn status(status: EventStatus) -> Option<&'static str> {
    match status {
        EventStatus::Scheduled => Some("https://schema.org/EventScheduled"),
        EventStatus::Cancelled => Some("https://schema.org/EventCancelled"),
        EventStatus::Postponed => Some("https://schema.org/EventPostponed"),
        EventStatus::Held => None,
    }
}
