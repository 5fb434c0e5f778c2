//! What every view is made with: the cards and the prose that a page may show, what it says of itself, and the way through a long list.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::knowledge::{Record, RecordId};
use crate::machines::{feed, head};
use crate::render::cards::OfKind;
use crate::render::ground::Ground;
use crate::render::page::Page;
use crate::render::pieces::{Common, Frame, ListedWork};
use crate::site::Site;
use crate::site::lessons::Choice;
use crate::site::part::Part;
use crate::site::prose::Prose;
use crate::theme::family::Family;
use crate::theme::view::{Flag, Html, IfAny, Shared, Text, view};
use crate::vocab::kind::Kind;

/// What is not written as it is in the query of an address.
const IN_QUERIES: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-');

view! {
    /// What a page says of itself, as `page`.
    pub(in crate::render) struct PageHead {
        /// Its title.
        title: Text,
        /// What it belongs to: `talks`, `people` … (also of a record's page), `years`, `explore`, `debts`, `follow-ups`, `reading-list`, `home`, `search`, `feed`, `redirect` or `404`.
        section: Text,
        /// HTML that is the same on all pages of the section.
        frame: Shared<Frame>,
        /// Its address.
        url: Text,
        /// Its absolute address, when the site's own is known; of a former address, that of the page that it leads to.
        canonical: Option<Text>,
        /// What it is about, in short.
        description: Option<Text>,
        /// Search engines are asked to leave it out.
        noindex: Flag,
        /// HTML: the tags that tell those who link to it or cite it what it is about. Lists, years, the home page and the pages of records have it.
        meta: Option<Html>,
        /// Structured data of schema.org's vocabulary (JSON-LD), unless the theme leaves it out; of the home page, of lists, and of a record's first page.
        json_ld: Option<Html>,
        /// A record in other forms: feeds and a calendar; the pages of records have it.
        forms: Option<Vec<OtherForm>>,
        /// Origins that recordings on the page may be shown from in a frame, for its Content-Security-Policy.
        frames: IfAny<Text>,
        /// Origins that recordings on the page may be read from.
        files: IfAny<Text>,
        /// Of the script that the page has in itself: its hash, for the page's Content-Security-Policy (`sha256-…`).
        script: Option<Text>,
        /// The page in each language that it is in, its own among them.
        alternates: IfAny<Alternate>,
        /// Of a feed: the absolute address of the page that it belongs to.
        home: Option<Text>,
    }
}

view! {
    /// A record in another form.
    pub(in crate::render) struct OtherForm {
        /// Its media type: `application/atom+xml`, `application/feed+json` or `text/calendar`.
        r#type: Text,
        /// What it is called.
        title: Text,
        /// Its address.
        url: Text,
    }
}

view! {
    /// A page in one of the languages that it is in.
    pub(in crate::render) struct Alternate {
        /// The language (BCP 47).
        language: Text,
        /// Its absolute address.
        url: Text,
    }
}

view! {
    /// The way to the other pages of a long list.
    pub(in crate::render) struct Pager {
        /// Which of them this is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
        /// The address of the page before.
        previous: Option<Text>,
        /// The address of the page after.
        next: Option<Text>,
        /// The first, the last and those near this one.
        links: Vec<PagerLink>,
    }
}

view! {
    /// A link to a page of a list, or pages that are left out here.
    pub(in crate::render) struct PagerLink {
        /// Pages are left out here; there is nothing else then.
        gap: Flag,
        /// The page's number.
        number: Option<usize>,
        /// The page's address.
        url: Option<Text>,
        /// It is this page.
        current: Flag,
    }
}

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
    pub(super) fn card<V: OfKind>(&self, id: RecordId) -> Shared<V> {
        self.ground.cards.of(self.site, id)
    }

    /// The cards of these records.
    pub(super) fn cards<V: OfKind>(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<Shared<V>> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    /// The card of a record that another speaks of, under the name that it had then.
    pub(super) fn spoken<V: OfKind>(&self, speaker: &Record, id: RecordId) -> Shared<V> {
        self.ground.cards.spoken(self.site, speaker, id)
    }

    /// The cards of records that another speaks of.
    pub(super) fn all_spoken<V: OfKind>(&self, speaker: &Record, ids: &[RecordId]) -> Vec<Shared<V>> {
        ids.iter().map(|id| self.spoken(speaker, *id)).collect()
    }

    /// The talks and reports of a list.
    pub(super) fn works(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<Shared<ListedWork>> {
        ids.into_iter().map(|id| self.work(id)).collect()
    }

    /// A talk or report in a list.
    pub(super) fn work(&self, id: RecordId) -> Shared<ListedWork> {
        self.ground.pieces.work(self.common(), id, || self.card(id))
    }

    /// `page`: what every page says of itself.
    pub(super) fn head(&self, title: &str, section: &'static str) -> PageHead {
        PageHead {
            title: Text::of(title),
            section: Text::of(section),
            frame: self.ground.pieces.frame(self.common(), section),
            url: Text::of(self.site.url(&self.page.address)),
            canonical: self.site.absolute_url(&self.page.address).map(Text::of),
            description: None,
            noindex: Flag(false),
            meta: None,
            json_ld: None,
            forms: None,
            frames: IfAny(Vec::new()),
            script: None,
            files: IfAny(Vec::new()),
            alternates: IfAny(Vec::new()),
            home: None,
        }
    }

    /// The same with what is said of a page that is a reader's, not a record's.
    pub(super) fn page(&self, title: &str, section: &'static str, description: Option<&str>) -> PageHead {
        let page = self.own_head(title, description);
        PageHead {
            description: description.map(Text::of),
            meta: Some(head::of_page(self.site, &page)),
            ..self.head(title, section)
        }
    }

    /// What the page's metadata is made of.
    pub(super) fn own_head<'h>(&'h self, title: &'h str, description: Option<&'h str>) -> head::Page<'h> {
        let picture = self.ground.pieces.picture(self.site);
        head::Page { title, address: &self.page.address, description, picture }
    }

    fn common(&self) -> Common<'_> {
        Common { site: self.site, view: &self.ground.view }
    }

    /// Structured data, unless the theme leaves it out.
    pub(super) fn json_ld(&self, text: impl FnOnce() -> String) -> Option<Html> {
        self.site.has(Family::StructuredData).then(|| Html::of(&text()))
    }

    /// The feed of recordings that have come, as another form of what tells that they are awaited.
    pub(super) fn recordings(&self) -> Option<Vec<OtherForm>> {
        let form = || OtherForm {
            r#type: Text::of("application/atom+xml"),
            title: Text::of(self.site.phrases().text(&["recordings_feed"])),
            url: Text::of(self.site.url(OwnFile::Recordings.path())),
        };
        feed::is_offered_of_recordings(self.site).then(|| vec![form()])
    }

    /// The address of a list of lessons, where there is one.
    pub(super) fn list_of_lessons(&self, choice: Choice) -> Option<Text> {
        let site = self.site;
        let is_there = site.has(Family::List(Kind::Lesson)) && !site.lessons_of(choice).is_empty();
        is_there.then(|| Text::of(site.url(&choice.address(site.knowledge()))))
    }

    /// The address that searches for what these filters choose; none where the site cannot be searched.
    pub(super) fn search_for<'f>(
        &self,
        filters: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> Option<Text> {
        let pair = |(field, value)| format!("{field}={}", utf8_percent_encode(value, IN_QUERIES));
        let search = self.site.can_be_searched().then(|| self.site.url(&OwnPage::Search.address()));
        let pairs = || filters.into_iter().map(pair).collect::<Vec<_>>().join("&");
        search.map(|search| Text::of(format!("{search}?{}", pairs())))
    }

    /// The same record's page in each of its languages.
    pub(super) fn alternates(&self, id: RecordId) -> Vec<Alternate> {
        let alternate =
            |(language, url): (&str, String)| Alternate { language: Text::of(language), url: Text::of(url) };
        self.site.alternates(id).into_iter().map(alternate).collect()
    }

    /// The way to the other pages of a list that begins at `first`; none when there is one page.
    pub(super) fn pager(&self, first: &str, part: Part) -> Option<Pager> {
        if part.of < 2 {
            return None;
        }
        let url = |number: usize| Text::of(self.site.url(&Part::address(first, number)));
        let is_near =
            |number: &usize| *number == 1 || *number == part.of || number.abs_diff(part.number) <= 2;
        let mut links = Vec::new();
        let mut before = 0;
        for number in (1..=part.of).filter(is_near) {
            if number > before + 1 {
                links.push(PagerLink { gap: Flag(true), number: None, url: None, current: Flag(false) });
            }
            let current = Flag(number == part.number);
            links.push(PagerLink { gap: Flag(false), number: Some(number), url: Some(url(number)), current });
            before = number;
        }
        Some(Pager {
            number: part.number,
            of: part.of,
            previous: (part.number > 1).then(|| url(part.number - 1)),
            next: (part.number < part.of).then(|| url(part.number + 1)),
            links,
        })
    }
}
