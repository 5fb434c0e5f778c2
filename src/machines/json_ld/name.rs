//! People, organisations, topics and technologies.

use crate::knowledge::Record;
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::web_address::WebAddress;

use super::brief;
use super::vocabulary::{DefinedTerm, Organization, Person, PostalAddress, Thing};

/// A person.
pub(super) fn person(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    Person {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        job_title: record.role().map(ToOwned::to_owned),
        affiliation: brief::all(site, record.organisations.iter().copied()),
        same_as: own_address(record).into_iter().chain(urls(record.social())).collect(),
    }
    .into()
}

/// An organisation.
pub(super) fn organisation(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    let country = record.country().map(ToOwned::to_owned);
    Organization {
        id: site.page_url(record),
        name: record.title.clone(),
        alternate_name: record.aliases.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        address: country.map(|address_country| PostalAddress { address_country, ..PostalAddress::default() }),
        same_as: own_address(record).into_iter().chain(urls(record.social())).collect(),
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
    record.website().known().map(ToString::to_string)
}

pub(super) fn urls(addresses: &[WebAddress]) -> impl Iterator<Item = String> + '_ {
    addresses.iter().map(ToString::to_string)
}
