//! Views: what each page's template is handed, and nothing else.
//!
//! Comes in: the site and a planned page. Goes out: the template's name and its context, and the numbers of the records whose cards the page
//! shows. What always holds: a view hangs on its own record (or list), on the body it shows, on those cards and on what all pages share.

mod event;
mod home;
mod list;
mod name;
mod part;
mod record;
mod work;

use std::cell::RefCell;

use tera::{Context, Value};

use crate::document::LessonKind;
use crate::knowledge::{Details, RecordId};
use crate::vocab::kind::Kind;

use super::feeds;
use super::page::{Page, Part, Subject};
use super::site::Site;
use super::value::Fields;

/// A page, ready to be rendered.
pub(super) struct View {
    pub(super) template: &'static str,
    pub(super) context: Context,
    /// The records whose cards it shows, in the order in which they were asked for, with repetitions.
    #[cfg_attr(not(test), expect(dead_code, reason = "a page's key will be made of their fingerprints"))]
    pub(super) shown: Vec<RecordId>,
}

/// The view of one page.
pub(super) fn of(site: &Site<'_>, page: &Page) -> View {
    let viewer = Viewer { site, page, shown: RefCell::default() };
    let (template, fields) = match &page.subject {
        Subject::Home => home::view(&viewer),
        Subject::Record(id, part) => record::view(&viewer, *id, *part),
        Subject::List(kind, part) => list::view(&viewer, *kind, *part),
        Subject::Lessons(kind, part) => list::lessons(&viewer, Some(*kind), *part),
        Subject::Years => list::years(&viewer),
        Subject::Year(year, part) => list::year(&viewer, *year, *part),
        Subject::Debts(part) => list::debts(&viewer, *part),
        Subject::NotFound => home::not_found(&viewer),
        Subject::Redirect(to) => home::redirect(&viewer, *to),
        Subject::Feed => feeds::feed(&viewer),
        Subject::Sitemap(entries) => feeds::sitemap(&viewer, entries),
        Subject::SitemapIndex(addresses) => feeds::sitemap_index(&viewer, addresses),
        Subject::Robots => feeds::robots(&viewer),
    };
    let context =
        fields.set("site", site.value.clone()).set("t", site.phrases().table.clone()).into_context();
    View { template, context, shown: viewer.shown.into_inner() }
}

/// The lessons of one kind, newest first.
pub(super) fn lessons_of<'a>(site: &'a Site<'_>, kind: LessonKind) -> impl Iterator<Item = RecordId> + 'a {
    let is_kind = move |id: &RecordId| matches!(&site.record(*id).details, Details::Lesson(lesson) if lesson.kind == kind);
    site.listing.of(Kind::Lesson).iter().copied().filter(is_kind)
}

/// Hands out cards for one page, and notes which.
pub(super) struct Viewer<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) page: &'a Page,
    shown: RefCell<Vec<RecordId>>,
}

impl Viewer<'_> {
    /// The card of a record.
    pub(super) fn card(&self, id: RecordId) -> Value {
        self.shown.borrow_mut().push(id);
        self.site.cards.of(id).clone()
    }

    /// The cards of these records.
    pub(super) fn cards(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<Value> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    /// A record's card with the fields to add to it.
    pub(super) fn card_with(&self, id: RecordId) -> Fields {
        Fields::of(&self.card(id))
    }

    /// `page`: what every page says of itself.
    pub(super) fn head(&self, title: &str, section: &'static str) -> Fields {
        Fields::with_capacity(8)
            .set("title", title)
            .set("section", section)
            .set("url", self.site.url(&self.page.address))
            .maybe("canonical", self.site.absolute_url(&self.page.address))
    }

    /// The way to the other pages of a list that begins at `first`; none when there is one page.
    pub(super) fn pager(&self, first: &str, part: Part) -> Option<Value> {
        if part.of < 2 {
            return None;
        }
        let url = |number: usize| self.site.url(&Part::address(first, number));
        let is_near =
            |number: &usize| *number == 1 || *number == part.of || number.abs_diff(part.number) <= 2;
        let mut links = Vec::new();
        let mut before = 0;
        for number in (1..=part.of).filter(is_near) {
            if number > before + 1 {
                links.push(Fields::with_capacity(1).set("gap", true).into_value());
            }
            let link = Fields::with_capacity(3).set("number", number).set("url", url(number));
            links.push(link.flag("current", number == part.number).into_value());
            before = number;
        }
        let pager = Fields::with_capacity(5)
            .set("number", part.number)
            .set("of", part.of)
            .maybe("previous", (part.number > 1).then(|| url(part.number - 1)))
            .maybe("next", (part.number < part.of).then(|| url(part.number + 1)))
            .set("links", links);
        Some(pager.into_value())
    }
}
