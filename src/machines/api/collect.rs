//! Records as the API shows them.

use crate::document::matter::{self, Amount, Sureness};
use crate::knowledge::own::TranscriptForm;
use crate::knowledge::{self, Details, Record, RecordId, TranscriptFile};
use crate::machines::feed;
use crate::machines::instant::iso_8601;
use crate::site::prose::Prose;
use crate::site::{Site, said};
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

use super::shape::{
    Action, Appearance, Chapter, Common, Coverage, Debt, Event, Figure, FormerName, Lesson, Link, Media,
    Metric, Organisation, Person, Reference, Report, Series, Sponsor, Stated, Talk, Technology, Term,
    Transcript, Venue,
};

/// Makes records' shapes.
pub(super) struct Collector<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) prose: &'a Prose<'a>,
}

impl<'a> Collector<'a> {
    pub(super) fn talk(&self, id: RecordId) -> Option<Talk<'a>> {
        let record = self.site.record(id);
        let Details::Talk(_) = &record.details else { return None };
        Some(Talk {
            common: self.common(id),
            event: self.event_of(record),
            duration: stated(record.duration(), |duration| duration.iso_8601()),
            room: record.room(),
            level: record.level(),
            format: record.format().map(matter::TalkFormat::name),
            speakers: self.appearances(record),
            media: record.media().map(medium).collect(),
            transcripts: self.transcripts(record),
            reports: self.coverages(record.coverages()),
            lessons: self.ids(&record.lessons),
            figures: self.ids(&record.figures),
            actions: self.ids(&record.actions),
        })
    }

    pub(super) fn report(&self, id: RecordId) -> Option<Report<'a>> {
        let record = self.site.record(id);
        let Details::Report(_) = &record.details else { return None };
        Some(Report {
            common: self.common(id),
            event: self.event_of(record),
            authors: self.appearances(record),
            media: record.media().map(medium).collect(),
            transcripts: self.transcripts(record),
            covers: self.coverages(record.coverages()),
            lessons: self.ids(&record.lessons),
            figures: self.ids(&record.figures),
            actions: self.ids(&record.actions),
        })
    }

    pub(super) fn event(&self, id: RecordId) -> Option<Event<'a>> {
        let record = self.site.record(id);
        let Details::Event(event) = &record.details else { return None };
        let sponsor = |(id, level): &'a (RecordId, Option<String>)| Sponsor {
            organisation: self.reference(*id),
            level: level.as_deref(),
        };
        let (zone, dates) = (self.site.knowledge().zone_of(record), record.sure_dates());
        Some(Event {
            common: self.common(id),
            series: event.series.map(|id| self.reference(id)),
            start_date: dates.map(|(start, _)| iso_8601(start, zone)),
            end_date: dates.map(|(_, end)| iso_8601(end, zone)),
            timezone: record.timezone(),
            venue: record.venue().map(venue),
            status: event.status.map(matter::EventStatus::name),
            programme: record.programme().map(WebAddress::as_str),
            slides: stated(record.slides(), WebAddress::as_str),
            social: urls(record.social()),
            organisers: self.references(&event.organisers),
            sponsors: event.sponsors.iter().map(sponsor).collect(),
            announced_talks: event.announced,
            covered_talks: event.covered,
            talks: self.ids(&event.talks),
        })
    }

    pub(super) fn series(&self, id: RecordId) -> Option<Series<'a>> {
        let record = self.site.record(id);
        let Details::Series { organisers } = &record.details else { return None };
        let editions = self.site.knowledge().editions_of(record);
        Some(Series {
            common: self.common(id),
            organisers: self.references(organisers),
            social: urls(record.social()),
            events: editions.map(|id| self.site.record(id).id.as_str()).collect(),
        })
    }

    pub(super) fn person(&self, id: RecordId) -> Option<Person<'a>> {
        let record = self.site.record(id);
        let Details::Person = record.details else { return None };
        Some(Person {
            common: self.common(id),
            role: record.role(),
            social: urls(record.social()),
            works: self.works(record),
        })
    }

    pub(super) fn organisation(&self, id: RecordId) -> Option<Organisation<'a>> {
        let record = self.site.record(id);
        let Details::Organisation = record.details else { return None };
        Some(Organisation {
            common: self.common(id),
            sector: record.sector(),
            country: record.country(),
            social: urls(record.social()),
            works: self.works(record),
        })
    }

    pub(super) fn term(&self, id: RecordId) -> Option<Term<'a>> {
        let record = self.site.record(id);
        let Details::Term { broader } = &record.details else { return None };
        Some(Term {
            common: self.common(id),
            broader: broader.map(|id| self.reference(id)),
            works: self.works(record),
        })
    }

    pub(super) fn metric(&self, id: RecordId) -> Option<Metric<'a>> {
        let record = self.site.record(id);
        let Details::Metric = record.details else { return None };
        let figures: Vec<RecordId> = self.site.knowledge().figures_of(record).collect();
        Some(Metric { common: self.common(id), unit: record.unit(), figures: self.ids(&figures) })
    }

    pub(super) fn lesson(&self, id: RecordId) -> Option<Lesson<'a>> {
        let Details::Lesson(lesson) = &self.site.record(id).details else { return None };
        Some(Lesson {
            common: self.common(id),
            sort: lesson.kind.name(),
            text: &lesson.text,
            source: self.reference(lesson.source),
            anchor: &lesson.anchor,
            life: self.life(self.site.record(id)),
        })
    }

    pub(super) fn figure(&self, id: RecordId) -> Option<Figure<'a>> {
        let record = self.site.record(id);
        let Details::Figure(figure) = &record.details else { return None };
        let written = record.figure()?;
        Some(Figure {
            common: self.common(id),
            metric: &written.metric.value,
            measures: figure.metric.map(|id| self.reference(id)),
            value: written.value.middle(),
            one_of: stated_numbers(&written.value, Sureness::OneOf),
            between: stated_numbers(&written.value, Sureness::Between),
            unit: written.unit(),
            before: written.before.as_ref().map(Amount::middle),
            period: written.period.as_ref().map(|period| period.0.as_str()),
            uncertain: written.is_uncertain(),
            quote: written.quote.as_deref(),
            source_url: written.source.as_ref().map(WebAddress::as_str),
            source: self.reference(figure.source),
            organisation: figure.organisation.map(|id| self.spoken(record, id)),
        })
    }

    pub(super) fn action(&self, id: RecordId) -> Option<Action<'a>> {
        let record = self.site.record(id);
        let Details::Action(action) = &record.details else { return None };
        let written = record.action()?;
        Some(Action {
            common: self.common(id),
            text: &written.text,
            state: written.state.name(),
            owner_name: written.owner.as_ref().map(|owner| owner.value.as_str()),
            owner: action.owner.map(|id| self.reference(id)),
            due: written.due.map(|date| date.to_string()),
            source: self.reference(action.source),
            anchor: &written.anchor,
        })
    }

    /// What is owed of a talk or report.
    pub(super) fn debt(&self, id: RecordId) -> Debt<'a> {
        let record = self.site.record(id);
        Debt {
            record: self.reference(id),
            date: record.sure_date().map(|date| iso_8601(date, self.site.knowledge().zone_of(record))),
            media: record.owed().map(medium).collect(),
        }
    }

    pub(super) fn common(&self, id: RecordId) -> Common<'a> {
        let record = self.site.record(id);
        let technology = |(id, stance): &(RecordId, Option<matter::Stance>)| Technology {
            technology: self.spoken(record, *id),
            stance: stance.map(matter::Stance::name),
        };
        let zone = self.site.knowledge().zone_of(record);
        let text = |date| iso_8601(date, zone);
        let link = |link: &'a matter::Link| Link { url: link.url.as_str(), title: link.title.as_deref() };
        Common {
            id: &record.id,
            title: &record.title,
            url: self.site.page_url(record),
            language: record.language.as_str(),
            aliases: &record.aliases,
            former_names: record.former_names().iter().map(former_name).collect(),
            description: feed::summary(self.site, self.prose, id),
            date: record.sure_date().filter(|_| record.kind != Kind::Event).map(text),
            likely_dates: record.doubt.as_ref().map_or(Vec::new(), |doubt| match (doubt, record.date) {
                (matter::Doubt::OneOf(dates), _) => dates.iter().copied().map(text).collect(),
                (matter::Doubt::Unsure, date) => date.into_iter().map(text).collect(),
            }),
            updated: record.updated().map(text),
            website: stated(record.website(), WebAddress::as_str),
            links: record.further_links().iter().map(link).collect(),
            topics: self.all_spoken(record, &record.topics),
            technologies: record.technologies.iter().map(technology).collect(),
            organisations: self.all_spoken(record, &record.organisations),
            translations: self.references(&record.translations),
        }
    }

    pub(super) fn reference(&self, id: RecordId) -> Reference<'a> {
        let record = self.site.record(id);
        Reference { kind: record.kind.name(), id: &record.id, title: &record.title, called: None }
    }

    /// A record that another speaks of, with the name that it had then.
    fn spoken(&self, speaker: &Record, id: RecordId) -> Reference<'a> {
        Reference { called: self.site.knowledge().name_then(speaker, id), ..self.reference(id) }
    }

    fn all_spoken(&self, speaker: &Record, ids: &[RecordId]) -> Vec<Reference<'a>> {
        ids.iter().map(|id| self.spoken(speaker, *id)).collect()
    }

    fn references(&self, ids: &[RecordId]) -> Vec<Reference<'a>> {
        ids.iter().map(|id| self.reference(*id)).collect()
    }

    fn ids(&self, ids: &[RecordId]) -> Vec<&'a str> {
        ids.iter().map(|id| self.site.record(*id).id.as_str()).collect()
    }

    fn works(&self, record: &Record) -> usize {
        self.site.knowledge().works_of(record).count()
    }

    fn event_of(&self, record: &Record) -> Stated<Reference<'a>> {
        match record.event() {
            Some(id) => Stated::Known(self.spoken(record, id)),
            None if record.had_no_event() => Stated::Absent,
            None => Stated::Unknown,
        }
    }

    fn transcripts(&self, record: &'a Record) -> Vec<Transcript<'a>> {
        let one = |file: &'a TranscriptFile| {
            let address = |form| self.site.public_url(&said::address(record, file, form));
            let (url, data) = (address(TranscriptForm::Page), address(TranscriptForm::Json));
            Transcript { language: file.language.as_str(), url, data }
        };
        let files = record.transcripts.iter().filter(|_| self.site.tells_what_is_said(record));
        files.map(one).collect()
    }

    fn appearances(&self, record: &'a Record) -> Vec<Appearance<'a>> {
        let one = |appearance: &'a knowledge::Appearance| Appearance {
            person: self.spoken(record, appearance.person),
            role: appearance.role.as_deref(),
            organisation: appearance.organisation.map(|id| self.spoken(record, id)),
            uncertain: appearance.uncertain,
        };
        record.people().iter().map(one).collect()
    }

    fn coverages(&self, coverages: &'a [knowledge::Coverage]) -> Vec<Coverage<'a>> {
        let one = |coverage: &'a knowledge::Coverage| Coverage {
            record: self.reference(coverage.other),
            section: coverage.section.as_deref(),
            depth: coverage.depth.map(matter::Depth::name),
            recommended: coverage.recommended,
        };
        coverages.iter().map(one).collect()
    }
}

fn medium((sort, medium): (matter::MediaSort, &matter::Media)) -> Media<'_> {
    Media {
        sort: sort.name(),
        status: medium.status.name(),
        url: medium.url.as_ref().map(WebAddress::as_str),
        title: medium.title.as_deref(),
        language: medium.language.as_ref().map(Language::as_str),
        duration: medium.duration.map(Duration::iso_8601),
        published: medium.published.as_ref().map(|date| date.value.to_string()),
        expected: medium.expected.map(|date| date.to_string()),
        archived: medium.archived.as_ref().map(WebAddress::as_str),
        note: medium.note.as_deref(),
        chapters: medium.chapters.iter().map(chapter).collect(),
    }
}

fn former_name(former: &matter::FormerName) -> FormerName<'_> {
    let date = |date: &Option<Spanned<PartialDate>>| date.as_ref().map(|date| date.value.to_string());
    FormerName { name: &former.name.value, since: date(&former.since), until: date(&former.until) }
}

fn chapter(chapter: &matter::Chapter) -> Chapter<'_> {
    Chapter { at: chapter.at.value.seconds(), title: &chapter.title }
}

fn venue(venue: &matter::Venue) -> Venue<'_> {
    Venue {
        name: venue.name.as_deref(),
        address: venue.address.as_deref(),
        latitude: venue.latitude,
        longitude: venue.longitude,
    }
}

fn stated<'a, T, U>(fact: &'a Fact<T>, shown: impl FnOnce(&'a T) -> U) -> Stated<U> {
    match fact {
        Fact::Unknown => Stated::Unknown,
        Fact::Absent => Stated::Absent,
        Fact::Known(value) => Stated::Known(shown(value)),
    }
}

/// The numbers of an amount of which so much is known.
fn stated_numbers(amount: &Amount, sureness: Sureness) -> &[f64] {
    if amount.sureness == sureness { amount.numbers() } else { &[] }
}

fn urls(addresses: &[WebAddress]) -> Vec<&str> {
    addresses.iter().map(WebAddress::as_str).collect()
}
