//! People, organisations, topics and technologies.

use crate::document::matter::Specific;
use crate::knowledge::Record;
use crate::site::{Site, own_outline};
use crate::theme::family::Family;
use crate::vocab::web_address::WebAddress;

use super::brief;
use super::vocabulary::{DefinedTerm, Organization, Person, PostalAddress, Thing};

/// A person.
pub(super) fn person(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    let written = match own_outline(record).map(|outline| &outline.specific) {
        Some(Specific::Person(person)) => Some(person),
        _ => None,
    };
    let social = written.map_or(&[][..], |person| person.social.as_slice());
    Person {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        job_title: written.and_then(|person| person.role.clone()),
        affiliation: brief::all(site, record.organisations.iter().copied()),
        same_as: own_address(record).into_iter().chain(urls(social)).collect(),
    }
    .into()
}

/// An organisation.
pub(super) fn organisation(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    let written = match own_outline(record).map(|outline| &outline.specific) {
        Some(Specific::Organisation(organisation)) => Some(organisation),
        _ => None,
    };
    let social = written.map_or(&[][..], |organisation| organisation.social.as_slice());
    let country = written.and_then(|organisation| organisation.country.clone());
    Organization {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        address: country.map(|address_country| PostalAddress { address_country, ..PostalAddress::default() }),
        same_as: own_address(record).into_iter().chain(urls(social)).collect(),
    }
    .into()
}

/// A topic or technology.
pub(super) fn term(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    let set = format!("/{}/", record.kind.folder());
    DefinedTerm {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        term_code: Some(record.id.clone()),
        in_defined_term_set: site.has(Family::List(record.kind)).then(|| site.public_url(&set)),
        same_as: own_address(record).into_iter().collect(),
    }
    .into()
}

/// The record's own site.
pub(super) fn own_address(record: &Record) -> Option<String> {
    own_outline(record)?.common.url.known().map(ToString::to_string)
}

pub(super) fn urls(addresses: &[WebAddress]) -> impl Iterator<Item = String> + '_ {
    addresses.iter().map(ToString::to_string)
}
