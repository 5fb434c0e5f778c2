//! Cards: what other pages show of a record. Each is built once, and shared by every page that shows it.
//!
//! A card depends on its record and on the names of those it mentions (speakers, event, source), never on prose. So an edit of prose leaves every
//! card, and with it every other page, as it was.

use std::sync::OnceLock;

use tera::Value;

use crate::document::{self, matter, matter::LessonState, matter::MediaStatus};
use crate::knowledge::{Action, Appearance, Details, Event, Figure, Record, RecordId};
use crate::site::Site;
use crate::site::bounds::{self, few};
use crate::theme::dates::{self, Date, Dates};
use crate::theme::family::Family;
use crate::theme::view::{Flag, IfAny, Shared, Text, View, view};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::shorten::shorten;

use super::{amounts, figures};

view! {
    /// What other pages show of a record, whatever it is. The cards of most kinds have more.
    pub(super) struct Card {
        /// What it is: `talk`, `report`, `event`, `series`, `person`, `organisation`, `topic`, `technology`, `metric`, `lesson`, `figure`, `action` or `page`.
        kind: Text,
        /// What it is called; where a talk or report names it, what it was called then.
        title: Text,
        /// What it is called today, where `title` is what it was called then.
        now: Option<Text>,
        /// The address of its page, or of an action's place in its source; not there when the theme leaves such pages out.
        url: Option<Text>,
        /// Its language (BCP 47), when that is not the interface's.
        lang: Option<Text>,
        /// What that language is called, when it is not the interface's.
        language_name: Option<Text>,
        /// How its text runs, `ltr` or `rtl`, when that is not how the interface's does.
        dir: Option<Text>,
        /// What its author says of it in short; a long one is cut.
        description: Option<Text>,
        /// When it was given, written or held first; of a lesson, figure or action, when its source was. Pages have none.
        date: Option<Date>,
    }
}

view! {
    /// A record under the name that it had when another spoke of it.
    struct FormerCard {
        ..card: Shared<Card>,
        /// What it was called then.
        title: Text,
        /// What it is called today.
        now: Text,
    }
}

view! {
    /// A talk or report, as other pages show it.
    pub(super) struct WorkCard {
        ..card: Card,
        /// Speakers or authors, twelve at most.
        people: IfAny<CardPerson>,
        /// How many other people there are.
        more_people: Option<usize>,
        /// The event that it was given at, or is about.
        event: Option<Shared<EventCard>>,
        /// The organisations whose experience it tells, twelve at most.
        organisations: IfAny<Shared<NameCard>>,
        /// How many other organisations there are.
        more_organisations: Option<usize>,
        /// What has become of its video: `published`, `awaited`, `withheld`, `lost` or `not_recorded`.
        video: Option<Text>,
        /// Of a talk: how many reports cover it.
        reports: Option<usize>,
        /// Of a report: how many talks it covers.
        covers: Option<usize>,
    }
}

view! {
    /// Somebody who spoke or wrote, on a card.
    pub(super) struct CardPerson {
        ..person: Shared<NameCard>,
        /// Sources disagree on whether they took part.
        uncertain: Flag,
    }
}

view! {
    /// An event, as other pages show it.
    pub(super) struct EventCard {
        ..card: Card,
        /// From its first day to its last; when nobody wrote them, those of its talks.
        dates: Option<Dates>,
        /// The name of its venue.
        place: Option<Text>,
        /// How many of its talks are known.
        count: usize,
        /// How many talks there were: as many as were announced, and at least those that are known.
        total: usize,
        /// How many of its talks some report covers.
        covered: Option<usize>,
    }
}

view! {
    /// A person, organisation, topic, technology, metric or series, as other pages show it.
    pub(super) struct NameCard {
        ..card: Card,
        /// How many talks and reports it has; of a series, how many events; of a metric, how many figures.
        count: usize,
    }
}

view! {
    /// A lesson, as other pages show it. Its title is its words, which are cut when they are many.
    pub(super) struct LessonCard {
        ..part: PartCard,
        /// What was learned: `practice`, `success`, `failure` or `surprise`.
        lesson_kind: Text,
        /// How far it has come, when that is known: `observed`, `identified`, `applied`, `validated`, `superseded` or `rejected`.
        state: Option<Text>,
        /// The address of its words in its source; not there when the theme leaves such pages out.
        place: Option<Text>,
    }
}

view! {
    /// A lesson, figure or action, as other pages show it.
    pub(super) struct PartCard {
        ..card: Card,
        /// The talk or report that it comes from; a lesson may come from another record, whose card has less.
        source: Shared<WorkCard>,
        /// The organisations whose experience it tells, twelve at most.
        organisations: IfAny<Shared<NameCard>>,
        /// How many other organisations there are.
        more_organisations: Option<usize>,
    }
}

view! {
    /// A figure, as other pages show it. Its numbers are written as the interface's language does.
    pub(super) struct FigureCard {
        ..part: PartCard,
        /// The organisation that it was measured at.
        organisation: Option<Shared<NameCard>>,
        /// What was measured.
        metric: Text,
        /// How much it was.
        value: Text,
        /// How much it was before.
        before: Option<Text>,
        /// Its unit, as readers know it: `€` of `EUR`.
        unit: Option<Text>,
        /// When that was, as it was written.
        period: Option<Text>,
        /// The period, when it is a date or two.
        when: Option<Dates>,
        /// Its author is not sure of it.
        uncertain: Flag,
        /// The words that it was told in.
        quote: Option<Text>,
        /// Where it is told on the web.
        source_url: Option<Text>,
    }
}

view! {
    /// An action, as other pages show it. Its title is its words, which are cut when they are many.
    pub(super) struct ActionCard {
        ..part: PartCard,
        /// Its anchor in its source.
        anchor: Text,
        /// What has become of it: `open`, `done` or `dropped`.
        state: Text,
        /// Who does it, as its author calls them.
        owner: Option<Text>,
        /// The person or organisation that this is, when it is known.
        owner_card: Option<Shared<NameCard>>,
        /// Until when.
        due: Option<Date>,
    }
}

/// A card that is told by its record's kind.
pub(super) trait OfKind {
    /// Whether records of this kind have such a card.
    fn fits(kind: Kind) -> bool;
}

impl OfKind for Card {
    fn fits(_: Kind) -> bool {
        true
    }
}

impl OfKind for WorkCard {
    fn fits(kind: Kind) -> bool {
        matches!(kind, Kind::Talk | Kind::Report)
    }
}

impl OfKind for EventCard {
    fn fits(kind: Kind) -> bool {
        kind == Kind::Event
    }
}

impl OfKind for NameCard {
    fn fits(kind: Kind) -> bool {
        kind.may_be_stub()
    }
}

impl OfKind for LessonCard {
    fn fits(kind: Kind) -> bool {
        kind == Kind::Lesson
    }
}

impl OfKind for FigureCard {
    fn fits(kind: Kind) -> bool {
        kind == Kind::Figure
    }
}

impl OfKind for ActionCard {
    fn fits(kind: Kind) -> bool {
        kind == Kind::Action
    }
}

impl<A: OfKind, B: OfKind> OfKind for (A, B) {
    fn fits(kind: Kind) -> bool {
        A::fits(kind) || B::fits(kind)
    }
}

/// Every record's card, by number, as far as somebody asked for it.
pub(super) struct Cards(Vec<OnceLock<Value>>);

impl Cards {
    /// None yet, of so many records.
    pub(super) fn new(records: usize) -> Self {
        Self((0..records).map(|_| OnceLock::new()).collect())
    }

    /// The card of a record, made when it is first asked for, with the cards that it holds: those of names, or of the talk or report that
    /// it was drawn from, which hold no others but names'.
    pub(super) fn of<V: OfKind>(&self, site: &Site<'_>, id: RecordId) -> Shared<V> {
        debug_assert!(V::fits(site.record(id).kind), "{} has another card", site.record(id).address);
        self.any(site, id)
    }

    /// The card of a record that another speaks of: under the name that it had then.
    pub(super) fn spoken<V: OfKind>(&self, site: &Site<'_>, speaker: &Record, id: RecordId) -> Shared<V> {
        let card = self.of(site, id);
        let Some(then) = site.knowledge().name_then(speaker, id) else { return card };
        let card = Shared::known(card.as_value().clone());
        let now = Text::of(&site.record(id).title);
        Shared::known(FormerCard { card, title: Text::of(then), now }.into_value())
    }

    /// The same of what a part was drawn from, which is a talk or report in all but odd cases: a card of another kind has fewer keys.
    fn source(&self, site: &Site<'_>, id: RecordId) -> Shared<WorkCard> {
        self.any(site, id)
    }

    fn any<V>(&self, site: &Site<'_>, id: RecordId) -> Shared<V> {
        let card = || Maker { site, cards: self }.card(site.record(id));
        Shared::known(self.0[id.0 as usize].get_or_init(card).clone())
    }
}

struct Maker<'a> {
    site: &'a Site<'a>,
    cards: &'a Cards,
}

impl Maker<'_> {
    fn card(&self, record: &Record) -> Value {
        let card = self.plain(record);
        match &record.details {
            Details::Talk(talk) => {
                let reports = Some(talk.reports.len()).filter(|count| *count > 0);
                WorkCard { reports, ..self.work(card, record) }.into_value()
            }
            Details::Report(report) => {
                let covers = Some(report.covers.len()).filter(|count| *count > 0);
                WorkCard { covers, ..self.work(card, record) }.into_value()
            }
            Details::Event(event) => self.event(card, record, event).into_value(),
            Details::Person | Details::Organisation | Details::Term { .. } => {
                let count = self.site.knowledge().works_of(record).count();
                NameCard { card, count }.into_value()
            }
            Details::Series { .. } => {
                let is_edition = |from: RecordId| self.site.record(from).kind == Kind::Event;
                let count = record.backlinks.iter().filter(|link| is_edition(link.from)).count();
                NameCard { card, count }.into_value()
            }
            Details::Metric => {
                let count = self.site.knowledge().figures_of(record).count();
                NameCard { card, count }.into_value()
            }
            Details::Lesson(lesson) => LessonCard {
                part: self.part(card, record, lesson.source),
                lesson_kind: Text::of(lesson.kind.name()),
                state: record.state().map(|state| Text::of(LessonState::name(state))),
                place: self.anchored(lesson.source, &lesson.anchor).map(Text::of),
            }
            .into_value(),
            Details::Figure(figure) => {
                let part = self.part(card, record, figure.source);
                match record.figure() {
                    Some(written) => self.figure(part, record, figure, written).into_value(),
                    None => part.into_value(),
                }
            }
            Details::Action(action) => {
                let part = self.part(card, record, action.source);
                match record.action() {
                    Some(written) => self.action(part, action, written).into_value(),
                    None => part.into_value(),
                }
            }
            Details::Page => card.into_value(),
        }
    }

    fn plain(&self, record: &Record) -> Card {
        let (site, phrases) = (self.site, self.site.phrases());
        let is_foreign = record.language != phrases.language;
        let foreign = || is_foreign.then_some(&record.language);
        Card {
            kind: Text::of(record.kind.name()),
            title: Text::of(&record.title),
            now: None,
            url: site.place(record).map(|place| Text::of(site.url(&place))),
            lang: foreign().map(|language| Text::of(language.as_str())),
            language_name: foreign().map(|language| Text::of(phrases.language_name(language))),
            dir: foreign().and_then(|language| phrases.other_direction(language)).map(Text::of),
            description: record.description().map(|text| Text::of(shorten(text, bounds::DESCRIPTION))),
            date: record
                .date
                .filter(|_| record.kind != Kind::Page)
                .map(|date| dates::doubtful(date, record.doubt.as_ref(), phrases)),
        }
    }

    fn work(&self, card: Card, record: &Record) -> WorkCard {
        let (people, more_people) = few(record.people(), bounds::ON_A_CARD);
        let (organisations, more_organisations) = self.organisations(record);
        WorkCard {
            card,
            people: IfAny(people.iter().map(|appearance| self.appearance(record, appearance)).collect()),
            more_people,
            event: record.event().map(|id| self.cards.spoken(self.site, record, id)),
            organisations,
            more_organisations,
            video: record.video_status().map(|status| Text::of(MediaStatus::name(status))),
            reports: None,
            covers: None,
        }
    }

    fn event(&self, card: Card, record: &Record, event: &Event) -> EventCard {
        let days = event.dates.or_else(|| self.days_of_talks(&event.talks));
        let coverage = event.coverage();
        EventCard {
            card,
            dates: days.map(|(start, end)| dates::range(start, end, self.site.phrases())),
            place: record.venue().and_then(|venue| venue.name.as_deref()).map(Text::of),
            count: coverage.listed,
            total: coverage.total,
            covered: Some(coverage.covered).filter(|count| *count > 0),
        }
    }

    /// From the first of its talks' days to the last: when an event was of which nobody wrote when it was.
    fn days_of_talks(&self, talks: &[RecordId]) -> Option<(PartialDate, PartialDate)> {
        let days =
            || talks.iter().filter_map(|talk| self.site.record(*talk).date).map(PartialDate::without_time);
        Some((days().min()?, days().max()?))
    }

    fn part(&self, card: Card, record: &Record, source: RecordId) -> PartCard {
        let (organisations, more_organisations) = self.organisations(record);
        PartCard { card, source: self.cards.source(self.site, source), organisations, more_organisations }
    }

    fn figure(
        &self,
        part: PartCard,
        record: &Record,
        figure: &Figure,
        written: &matter::Figure,
    ) -> FigureCard {
        let phrases = self.site.phrases();
        let period = written.period.as_ref().map(|period| period.0.as_str());
        FigureCard {
            part,
            organisation: figure.organisation.map(|id| self.cards.spoken(self.site, record, id)),
            metric: Text::of(&written.metric.value),
            value: Text::of(amounts::written(&written.value, phrases)),
            before: written.before.as_ref().map(|before| Text::of(amounts::written(before, phrases))),
            // A length of time is told with its units.
            unit: written
                .value
                .own_unit()
                .is_none()
                .then_some(written.unit.as_deref())
                .flatten()
                .map(|code| Text::of(figures::unit(code))),
            period: period.map(Text::of),
            when: period.and_then(|period| figures::when(period, phrases)),
            uncertain: Flag(written.is_uncertain()),
            quote: written.quote.as_deref().map(Text::of),
            source_url: written.source.as_ref().map(|url| Text::of(url.as_str())),
        }
    }

    fn action(&self, part: PartCard, action: &Action, written: &document::Action) -> ActionCard {
        ActionCard {
            part,
            anchor: Text::of(&written.anchor),
            state: Text::of(written.state.name()),
            owner: written.owner.as_ref().map(|owner| Text::of(&owner.value)),
            owner_card: action.owner.map(|id| self.cards.of(self.site, id)),
            due: written.due.map(|date| dates::date(date, self.site.phrases())),
        }
    }

    fn organisations(&self, record: &Record) -> (IfAny<Shared<NameCard>>, Option<usize>) {
        let (organisations, more) = few(&record.organisations, bounds::ON_A_CARD);
        let card = |id: &RecordId| self.cards.spoken(self.site, record, *id);
        (IfAny(organisations.iter().map(card).collect()), more)
    }

    fn appearance(&self, record: &Record, appearance: &Appearance) -> CardPerson {
        CardPerson {
            person: self.cards.spoken(self.site, record, appearance.person),
            uncertain: Flag(appearance.uncertain),
        }
    }

    fn anchored(&self, source: RecordId, anchor: &str) -> Option<String> {
        let source = self.site.record(source);
        let is_rendered = self.site.has(Family::Record(source.kind));
        is_rendered.then(|| format!("{}#{anchor}", self.site.url(source.address.as_str())))
    }
}
