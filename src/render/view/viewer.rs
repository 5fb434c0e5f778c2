//! What every view is made with: the cards and the prose that a page may show, what it says of itself, and the way through a long list.

use tera::Value;

use crate::knowledge::RecordId;
use crate::machines::head;
use crate::render::ground::Ground;
use crate::render::page::Page;
use crate::render::pieces::Shared;
use crate::site::Site;
use crate::site::part::Part;
use crate::site::prose::Prose;
use crate::theme::family::Family;
use crate::theme::value::Fields;

/// What one page is made with.
pub(in crate::render) struct Viewer<'a> {
    pub(in crate::render) site: &'a Site<'a>,
    pub(in crate::render) ground: &'a Ground,
    pub(in crate::render) page: &'a Page,
    /// The prose that the page declared.
    pub(in crate::render) prose: Prose<'a>,
    /// The related talks and reports of the record that the page is about.
    pub(in crate::render) related: &'a [RecordId],
}

impl Viewer<'_> {
    /// The card of a record.
    pub(super) fn card(&self, id: RecordId) -> Value {
        self.ground.cards.of(self.site, id).clone()
    }

    /// The cards of these records.
    pub(super) fn cards(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<Value> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    /// The cards of these talks and reports, for a list: with what each is there.
    pub(super) fn works(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<Value> {
        ids.into_iter().map(|id| self.work(id)).collect()
    }

    /// The card of a talk or report, for a list.
    pub(super) fn work(&self, id: RecordId) -> Value {
        self.ground.pieces.work(self.shared(), id, self.ground.cards.of(self.site, id))
    }

    /// A record's card with the fields to add to it.
    pub(super) fn card_with(&self, id: RecordId) -> Fields {
        Fields::of(self.ground.cards.of(self.site, id))
    }

    /// `page`: what every page says of itself.
    pub(super) fn head(&self, title: &str, section: &'static str) -> Fields {
        Fields::with_capacity(12)
            .set("title", title)
            .set("section", section)
            .set("frame", self.ground.pieces.frame(self.shared(), section))
            .set("url", self.site.url(&self.page.address))
            .maybe("canonical", self.site.absolute_url(&self.page.address))
    }

    /// The same with what is said of a page that is a reader's, not a record's.
    pub(super) fn page(&self, title: &str, section: &'static str, description: Option<&str>) -> Fields {
        let page = self.own_head(title, description);
        self.head(title, section)
            .maybe("description", description)
            .set("meta", head::of_page(self.site, &page))
    }

    /// What the page's metadata is made of.
    pub(super) fn own_head<'h>(&'h self, title: &'h str, description: Option<&'h str>) -> head::Page<'h> {
        let picture = self.ground.pieces.picture(self.site);
        head::Page { title, address: &self.page.address, description, picture }
    }

    fn shared(&self) -> Shared<'_> {
        Shared { site: self.site, value: &self.ground.value }
    }

    /// Structured data, unless the theme leaves it out.
    pub(super) fn json_ld(&self, text: impl FnOnce() -> String) -> Option<Value> {
        self.site.has(Family::StructuredData).then(|| Value::safe_string(&text()))
    }

    /// A page in one of the languages that it is in.
    pub(super) fn alternate((language, url): &(&str, String)) -> Value {
        Fields::with_capacity(2).set("language", *language).set("url", url.as_str()).into_value()
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
