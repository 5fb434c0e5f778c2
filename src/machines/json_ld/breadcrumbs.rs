//! The way from the home page to a page.

use crate::knowledge::{Details, Record};
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::kind::Kind;

use super::vocabulary::{BreadcrumbList, ListItem};

/// Home, the list of its kind, its event, itself.
pub(super) fn of_record(site: &Site<'_>, record: &Record) -> BreadcrumbList {
    let mut steps = vec![home(site)];
    if record.kind != Kind::Page && site.has(Family::List(record.kind)) {
        steps.push(section(site, record.kind.folder()));
    }
    let event = match &record.details {
        Details::Talk(_) => record.event(),
        Details::Event(event) => event.series,
        Details::Lesson(lesson) => Some(lesson.source),
        Details::Figure(figure) => Some(figure.source),
        Details::Action(action) => Some(action.source),
        _ => None,
    };
    if let Some(within) = event.map(|id| site.record(id)) {
        steps.extend(site.page_url(within).map(|url| (within.title.clone(), url)));
    }
    steps.push((record.title.clone(), site.public_url(record.address.as_str())));
    list(steps)
}

/// Home, and the list.
pub(super) fn of_list(site: &Site<'_>, name: &'static str) -> BreadcrumbList {
    list(vec![home(site), section(site, name)])
}

fn home(site: &Site<'_>) -> (String, String) {
    (site.phrases().text(&["home"]).to_owned(), site.public_url("/"))
}

fn section(site: &Site<'_>, name: &'static str) -> (String, String) {
    (
        site.phrases().text(&["sections", &name.replace('-', "_")]).to_owned(),
        site.public_url(&format!("/{name}/")),
    )
}

fn list(steps: Vec<(String, String)>) -> BreadcrumbList {
    let item = |(index, (name, url)): (usize, (String, String))| ListItem {
        position: Some(index + 1),
        name,
        item: Some(url),
        ..ListItem::default()
    };
    BreadcrumbList {
        item_list_element: steps.into_iter().enumerate().map(item).collect(),
        ..BreadcrumbList::default()
    }
}
