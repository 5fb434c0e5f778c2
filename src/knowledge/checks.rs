//! What is wrong within one document's front matter although every value has its type.

use std::sync::Arc;

use crate::document::Outline;
use crate::document::matter::{Event, Specific};
use crate::vocab::date::Zones;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

use super::own::OwnPage;

/// Reports an event that ends before it begins, an unknown time zone, a place off the globe, an `index.md` that is no index, former names that cannot be.
pub(super) fn check(outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    let path = &outline.path;
    check_index(outline, diagnostics);
    super::renamed::check(outline, diagnostics);
    if let Specific::Event(event) = &outline.specific {
        check_event(event, path, diagnostics);
    }
}

/// An `index.md` right in a kind's folder is not the page that its author may think of.
fn check_index(outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    let folder = outline.kind.folder();
    let is_index = outline.id == "index" && outline.path.as_str().ends_with(&format!("/{folder}/index.md"));
    if !is_index {
        return;
    }
    let (name, other) = match outline.kind {
        Kind::Page => ("/index/".to_owned(), OwnPage::Home),
        kind => (format!("/{folder}/index/"), OwnPage::List(kind)),
    };
    let message =
        format!("this {} is at `{name}`: `{}` is {}", outline.kind.name(), other.address(), other.name());
    diagnostics.push(Diagnostic::warning(Code::IndexPage, &outline.path, message).with_hint(format!(
        "rename it: `{folder}/NAME.md` is at `{}`; what stands at `{}`, a theme says",
        name.replace("index", "NAME"),
        other.address()
    )));
}

/// How many pages the site's menu has at most: it stands on every page.
pub(crate) const LONGEST_MENU: usize = 50;

/// Reports the pages that the site's menu has no room for.
pub(super) fn check_menu(outlines: &[Arc<Outline>], diagnostics: &mut Vec<Diagnostic>) {
    let place = |outline: &Arc<Outline>| match &outline.specific {
        Specific::Page(page) => page.menu,
        _ => None,
    };
    let mut pages: Vec<_> =
        outlines.iter().filter_map(|outline| Some((place(outline)?, &outline.id, &outline.path))).collect();
    pages.sort_unstable();
    for (_, _, path) in pages.into_iter().skip(LONGEST_MENU) {
        let message = format!("the site's menu has room for {LONGEST_MENU} pages: this one is not in it");
        diagnostics.push(Diagnostic::warning(Code::LongMenu, path, message).with_hint(
            "remove `menu` from its front matter, and link to it from a page that is in the menu",
        ));
    }
}

fn check_event(event: &Event, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    if let (Some(start), Some(end)) = (&event.start_date, &event.end_date)
        && end.value.ends_before(start.value, Zones::Same)
    {
        diagnostics.push(
            Diagnostic::error(
                Code::EndsBeforeItBegins,
                path,
                format!("this event ends on {}, before it begins on {}", end.value, start.value),
            )
            .with_span(end.span.clone())
            .with_hint("swap the two dates, or correct one"),
        );
    }
    if let Some(timezone) = &event.timezone
        && jiff::tz::TimeZone::get(&timezone.value).is_err()
    {
        diagnostics.push(
            Diagnostic::error(
                Code::UnknownTimezone,
                path,
                format!("there is no time zone `{}`", timezone.value),
            )
            .with_span(timezone.span.clone())
            .with_hint("write an IANA name, such as `Europe/Paris`"),
        );
    }
    let Some(venue) = &event.venue else { return };
    let off = |degrees: Option<f64>, limit: f64| {
        degrees.is_some_and(|degrees| !(-limit..=limit).contains(&degrees))
    };
    if off(venue.latitude, 90.0) || off(venue.longitude, 180.0) {
        diagnostics.push(
            Diagnostic::error(Code::OffTheGlobe, path, "this venue's coordinates are not on the globe")
                .with_hint(
                    "`latitude` is -90 to 90 degrees, `longitude` -180 to 180; perhaps they are swapped",
                ),
        );
    }
}
