//! Another record in brief: its type, its name and its address.

use crate::knowledge::{Record, RecordId};
use crate::site::Site;
use crate::vocab::kind::Kind;

use super::vocabulary::{
    Action, Article, DefinedTerm, Event, EventSeries, Organization, Person, QuantitativeValue, Quotation,
    Thing, WebPage,
};

/// Another record, as much as is needed to find it.
pub(super) fn of(site: &Site<'_>, id: RecordId) -> Thing {
    let record = site.record(id);
    let (name, url) = (record.title.clone(), site.page_url(record));
    let id = url.clone();
    match record.kind {
        Kind::Talk | Kind::Event => {
            let start_date = record.sure_date().map(|date| date.without_time().to_string());
            Event { id, name, url, start_date, ..Event::default() }.into()
        }
        Kind::Report => Article { id, headline: name, url, ..Article::default() }.into(),
        Kind::Series => EventSeries { id, name, url, ..EventSeries::default() }.into(),
        Kind::Person => Person { id, name, url, ..Person::default() }.into(),
        Kind::Organisation => Organization { id, name, url, ..Organization::default() }.into(),
        Kind::Topic | Kind::Technology | Kind::Metric => term(record, name, url).into(),
        Kind::Lesson => Quotation { id, text: name, url, ..Quotation::default() }.into(),
        Kind::Figure => {
            QuantitativeValue { id, name: Some(name), url, ..QuantitativeValue::default() }.into()
        }
        Kind::Action => Action { id, name, url, ..Action::default() }.into(),
        Kind::Page => WebPage { id, name, url, ..WebPage::default() }.into(),
    }
}

/// A record that the same graph tells of: its type and its identifier.
pub(super) fn node(site: &Site<'_>, id: RecordId) -> Thing {
    let record = site.record(id);
    let node = site.page_url(record);
    match record.kind {
        Kind::Talk if node.is_some() => Event { id: node, ..Event::default() }.into(),
        Kind::Report if node.is_some() => Article { id: node, ..Article::default() }.into(),
        _ => of(site, id),
    }
}

/// These records, in brief.
pub(super) fn all(site: &Site<'_>, ids: impl IntoIterator<Item = RecordId>) -> Vec<Thing> {
    ids.into_iter().map(|id| of(site, id)).collect()
}

/// What a record is about: its topics and its technologies.
pub(super) fn subjects(site: &Site<'_>, record: &Record) -> Vec<Thing> {
    let technologies = record.technologies.iter().map(|(id, _)| *id);
    all(site, record.topics.iter().copied().chain(technologies))
}

fn term(record: &Record, name: String, url: Option<String>) -> DefinedTerm {
    DefinedTerm { id: url.clone(), name, url, term_code: Some(record.id.clone()), ..DefinedTerm::default() }
}
