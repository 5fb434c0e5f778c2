//! Cards: what other pages show of a record. Each is built once, and shared by every page that shows it.
//!
//! A card depends on its record and on the names of those it mentions (speakers, event, source), never on prose. So an edit of prose leaves every
//! card, and with it every other page, as it was.

use std::sync::OnceLock;

use tera::Value;

use crate::document::matter::MediaStatus;
use crate::knowledge::{Appearance, Details, Event, Record, RecordId};
use crate::site::Site;
use crate::site::bounds::{self, few};
use crate::theme::dates;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::shorten::shorten;

use super::figures;

/// Every record's card, by number, as far as somebody asked for it.
pub(super) struct Cards(Vec<OnceLock<Value>>);

impl Cards {
    /// None yet, of so many records.
    pub(super) fn new(records: usize) -> Self {
        Self((0..records).map(|_| OnceLock::new()).collect())
    }

    /// The card of a record, made when it is first asked for, with the cards that it holds: those of names, or of the talk or report that
    /// it was drawn from, which hold no others but names'.
    pub(super) fn of(&self, site: &Site<'_>, id: RecordId) -> &Value {
        self.0[id.0 as usize].get_or_init(|| Maker { site, cards: self }.card(site.record(id)))
    }
}

struct Maker<'a> {
    site: &'a Site<'a>,
    cards: &'a Cards,
}

impl Maker<'_> {
    fn card(&self, record: &Record) -> Value {
        let (site, phrases) = (self.site, self.site.phrases());
        let is_rendered = site.has(Family::Record(record.kind));
        let url = is_rendered.then(|| site.url(record.address.as_str()));
        let foreign = record.language != phrases.language;
        let description = record.description().map(|text| shorten(text, bounds::DESCRIPTION));
        let fields = Fields::with_capacity(12)
            .set("kind", record.kind.name())
            .set("title", record.title.as_str())
            .maybe("url", url)
            .maybe("lang", foreign.then(|| record.language.as_str()))
            .maybe("language_name", foreign.then(|| phrases.language_name(&record.language)))
            .maybe("dir", foreign.then(|| phrases.other_direction(&record.language)).flatten())
            .maybe("description", description);
        let fields = match record.kind {
            Kind::Event | Kind::Page => fields,
            _ => fields.maybe("date", record.date.map(|date| dates::date(date, phrases))),
        };
        match &record.details {
            Details::Talk(talk) => self
                .work(fields, record)
                .maybe("reports", (!talk.reports.is_empty()).then_some(talk.reports.len())),
            Details::Report(report) => self
                .work(fields, record)
                .maybe("covers", (!report.covers.is_empty()).then_some(report.covers.len())),
            Details::Event(event) => self.event(fields, record, event),
            Details::Person | Details::Organisation | Details::Term { .. } => {
                fields.set("count", site.knowledge().works_of(record).count())
            }
            Details::Series { .. } => {
                let editions =
                    record.backlinks.iter().filter(|link| site.record(link.from).kind == Kind::Event);
                fields.set("count", editions.count())
            }
            Details::Lesson(lesson) => self
                .part(fields, record, lesson.source)
                .set("lesson_kind", lesson.kind.name())
                .maybe("place", self.anchored(lesson.source, &lesson.anchor)),
            Details::Figure(figure) => {
                let fields = self.part(fields, record, figure.source);
                let fields = fields.maybe("organisation", figure.organisation.map(|id| self.held(id)));
                match record.figure() {
                    Some(written) => figures::add(fields, written, phrases),
                    None => fields,
                }
            }
            Details::Page => fields,
        }
        .into_value()
    }

    fn work(&self, fields: Fields, record: &Record) -> Fields {
        let (people, more_people) = few(record.people(), bounds::ON_A_CARD);
        let fields = fields
            .unless_empty("people", people.iter().map(|appearance| self.appearance(appearance)).collect())
            .maybe("more_people", more_people)
            .maybe("event", record.event().map(|id| self.held(id)));
        self.organisations(fields, record).maybe("video", record.video_status().map(MediaStatus::name))
    }

    fn event(&self, fields: Fields, record: &Record, event: &Event) -> Fields {
        let phrases = self.site.phrases();
        let days = event.dates.or_else(|| self.days_of_talks(&event.talks));
        let coverage = event.coverage();
        fields
            .maybe("dates", days.map(|(start, end)| dates::range(start, end, phrases)))
            .maybe("date", record.date.map(|date| dates::date(date, phrases)))
            .maybe("place", record.venue().and_then(|venue| venue.name.as_deref()))
            .set("count", coverage.listed)
            .set("total", coverage.total)
            .maybe("covered", (coverage.covered > 0).then_some(coverage.covered))
    }

    /// From the first of its talks' days to the last: when an event was of which nobody wrote when it was.
    fn days_of_talks(&self, talks: &[RecordId]) -> Option<(PartialDate, PartialDate)> {
        let days =
            || talks.iter().filter_map(|talk| self.site.record(*talk).date).map(PartialDate::without_time);
        Some((days().min()?, days().max()?))
    }

    fn part(&self, fields: Fields, record: &Record, source: RecordId) -> Fields {
        self.organisations(fields.set("source", self.held(source)), record)
    }

    fn organisations(&self, fields: Fields, record: &Record) -> Fields {
        let (organisations, more) = few(&record.organisations, bounds::ON_A_CARD);
        let organisations = organisations.iter().map(|id| self.held(*id)).collect();
        fields.unless_empty("organisations", organisations).maybe("more_organisations", more)
    }

    fn appearance(&self, appearance: &Appearance) -> Value {
        let person = self.held(appearance.person);
        if appearance.uncertain { Fields::of(&person).set("uncertain", true).into_value() } else { person }
    }

    fn anchored(&self, source: RecordId, anchor: &str) -> Option<String> {
        let source = self.site.record(source);
        let is_rendered = self.site.has(Family::Record(source.kind));
        is_rendered.then(|| format!("{}#{anchor}", self.site.url(source.address.as_str())))
    }

    fn held(&self, id: RecordId) -> Value {
        self.cards.of(self.site, id).clone()
    }
}
