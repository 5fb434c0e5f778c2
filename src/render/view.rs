//! Views: what each page's template is handed, and nothing else.
//!
//! Comes in: the site and a planned page. Goes out: the template's name and its context. What always holds: a view depends on its own record
//! (or list), on the body and the cards that it shows, and on what all pages share.

mod event;
mod explore;
mod feeds;
mod home;
mod list;
mod name;
mod part;
mod record;
mod viewer;
mod work;

use tera::Context;

use crate::machines::MachineFile;
use crate::site::Site;

use super::page::{Page, Subject};

pub(crate) use event::status_name as event_status_name;
pub(crate) use record::stance_name;
use viewer::Viewer;
pub(crate) use work::{depth_name, format_name};

/// A page, ready to be rendered.
pub(crate) struct View {
    pub(crate) template: &'static str,
    pub(crate) context: Context,
}

/// What a planned page is made from.
pub(crate) enum Shown<'a> {
    View(View),
    /// No template's matter.
    File(&'a MachineFile),
}

/// The view of one page.
pub(crate) fn of<'a>(site: &Site<'_>, page: &'a Page) -> Shown<'a> {
    let viewer = Viewer::new(site, page);
    match fields(site, page, &viewer) {
        Ok((template, fields)) => Shown::View(View { template, context: fields.into_context() }),
        Err(file) => Shown::File(file),
    }
}

/// What the template of a page is handed, as one map.
#[cfg(test)]
pub(crate) fn value(site: &Site<'_>, page: &Page) -> Option<(&'static str, tera::Value)> {
    let viewer = Viewer::new(site, page);
    let (template, fields) = fields(site, page, &viewer).ok()?;
    Some((template, fields.into_value()))
}

/// The template and what it is handed, or the file that has none.
fn fields<'a>(
    site: &Site<'_>,
    page: &'a Page,
    viewer: &Viewer<'_>,
) -> Result<(&'static str, crate::theme::value::Fields), &'a MachineFile> {
    let (template, fields) = match &page.subject {
        Subject::Home => home::view(viewer),
        Subject::Record(id, part) => record::view(viewer, *id, *part),
        Subject::List(kind, part) => list::view(viewer, *kind, *part),
        Subject::Lessons(kind, part) => list::lessons(viewer, Some(*kind), *part),
        Subject::Years => list::years(viewer),
        Subject::Year(year, part) => list::year(viewer, *year, *part),
        Subject::Explore => explore::view(viewer),
        Subject::Debts(part) => list::debts(viewer, *part),
        Subject::NotFound => home::not_found(viewer),
        Subject::Search => home::search(viewer),
        Subject::OpenSearch => feeds::open_search(viewer),
        Subject::Redirect(to) => home::redirect(viewer, *to),
        Subject::Feed(scope) => feeds::feed(viewer, *scope),
        Subject::Sitemap(entries) => feeds::sitemap(viewer, entries),
        Subject::SitemapIndex(addresses) => feeds::sitemap_index(viewer, addresses),
        Subject::Robots => feeds::robots(viewer),
        Subject::File(file) => return Err(file),
    };
    Ok((template, fields.set("site", site.value.clone()).set("t", site.phrases().table.clone())))
}
