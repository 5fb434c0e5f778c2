//! Views: what each page's template is handed, and nothing else.
//!
//! Comes in: a [`Viewer`]: a planned page, the site, and the prose that the page declared. Goes out: the template's name and its context, or the bytes of a file
//! for machines. What always holds: a view depends on its own record (or list), on cards, on declared prose and related talks, and on what all pages share.

mod event;
mod explore;
mod feeds;
mod home;
mod list;
mod media;
mod name;
mod part;
mod record;
mod viewer;
mod work;

use tera::Context;

use crate::machines;
use crate::theme::family::Family;
use crate::theme::value::Fields;

use super::page::Subject;

pub(super) use viewer::Viewer;

/// A page, ready to be rendered.
pub(super) struct View {
    pub(super) template: &'static str,
    pub(super) context: Context,
}

/// What a planned page comes to.
pub(super) enum Shown {
    View(View),
    /// No template's matter: the bytes.
    File(Vec<u8>),
}

/// The view of one page.
pub(super) fn of(viewer: &Viewer<'_>) -> Shown {
    match fields(viewer) {
        Ok((template, fields)) => Shown::View(View { template, context: fields.into_context() }),
        Err(bytes) => Shown::File(bytes),
    }
}

/// What the template of a page is handed, as one map.
#[cfg(test)]
pub(super) fn value(viewer: &Viewer<'_>) -> Option<(&'static str, tera::Value)> {
    let (template, fields) = fields(viewer).ok()?;
    Some((template, fields.into_value()))
}

/// The template and what it is handed, or the file that has none.
fn fields(viewer: &Viewer<'_>) -> Result<(&'static str, Fields), Vec<u8>> {
    let site = viewer.site;
    let (template, fields) = match &viewer.page.subject {
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
        Subject::Card(of) => {
            let fields = Fields::with_capacity(3).set("card", machines::card::drawing(site, *of));
            (Family::SocialCard.template(), fields)
        }
        Subject::File(file) => {
            return Err(machines::bytes(site, &viewer.prose, &viewer.page.address, file));
        }
    };
    Ok((template, fields.set("site", viewer.ground.value.clone()).set("t", site.phrases().table.clone())))
}
