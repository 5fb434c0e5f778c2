//! Records as the API shows them.

use crate::document::matter::{self, Specific};
use crate::knowledge::{self, Details, Record, RecordId, Relation};
use crate::machines::feed;
use crate::machines::instant::{iso_8601, zone_of};
use crate::render::view::{depth_name, event_status_name, format_name, stance_name};
use crate::site::{Site, figures, listing_relations, media, own_outline, referrers, works};
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

use super::shape::{
    Appearance, Chapter, Common, Coverage, Debt, Event, Figure, Lesson, Link, Media, Organisation, Person,
    Reference, Report, Series, Sponsor, Stated, Talk, Technology, Term, Venue,
};

/// Makes records' shapes.
pub(super) struct Collector<'a> {
    pub(super) site: &'a Site<'a>,
}

impl<'a> Collector<'a> {
    pub(super) fn talk(&self, id: RecordId) -> Option<Talk<'a>> {
        let record = self.site.record(id);
        let Details::Talk(talk) = &record.details else { return None };
        let written = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Talk(written)) => Some(&**written),
            _ => None,
        };
        Some(Talk {
            common: self.common(id),
            event: self.event_of(talk.event, written.map(|written| &written.event)),
            duration: written
                .map_or(Stated::Unknown, |written| stated(&written.duration, |duration| duration.iso_8601())),
            room: written.and_then(|written| written.room.as_deref()),
            level: written.and_then(|written| written.level.as_deref()),
            format: written.and_then(|written| written.format).map(format_name),
            speakers: self.appearances(&talk.speakers),
            media: all_media(record),
            reports: self.coverages(&talk.reports),
            lessons: self.ids(&record.lessons),
            figures: self.ids(&record.figures),
        })
    }

    pub(super) fn report(&self, id: RecordId) -> Option<Report<'a>> {
        let record = self.site.record(id);
        let Details::Report(report) = &record.details else { return None };
        let written = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Report(written)) => Some(&written.event),
            _ => None,
        };
        Some(Report {
            common: self.common(id),
            event: self.event_of(report.event, written),
            authors: self.appearances(&report.authors),
            media: all_media(record),
            covers: self.coverages(&report.covers),
            lessons: self.ids(&record.lessons),
            figures: self.ids(&record.figures),
        })
    }

    pub(super) fn event(&self, id: RecordId) -> Option<Event<'a>> {
        let record = self.site.record(id);
        let Details::Event(event) = &record.details else { return None };
        let written = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Event(written)) => Some(&**written),
            _ => None,
        };
        let sponsor = |(id, level): &'a (RecordId, Option<String>)| Sponsor {
            organisation: self.reference(*id),
            level: level.as_deref(),
        };
        let zone = zone_of(self.site.knowledge(), record);
        Some(Event {
            common: self.common(id),
            series: event.series.map(|id| self.reference(id)),
            start_date: event.dates.map(|(start, _)| iso_8601(start, zone)),
            end_date: event.dates.map(|(_, end)| iso_8601(end, zone)),
            timezone: written.and_then(|written| written.timezone.as_ref()).map(|zone| zone.value.as_str()),
            venue: written.and_then(|written| written.venue.as_ref()).map(venue),
            status: event.status.map(event_status_name),
            programme: written.and_then(|written| written.programme.as_ref()).map(WebAddress::as_str),
            slides: written.map_or(Stated::Unknown, |written| stated(&written.slides, WebAddress::as_str)),
            social: written.map(|written| urls(&written.social)).unwrap_or_default(),
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
        let social = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Series(series)) => urls(&series.social),
            _ => Vec::new(),
        };
        let editions = referrers(self.site.knowledge(), record, &[Relation::EditionOf], &[Kind::Event]);
        Some(Series {
            common: self.common(id),
            organisers: self.references(organisers),
            social,
            events: editions.map(|id| self.site.record(id).id.as_str()).collect(),
        })
    }

    pub(super) fn person(&self, id: RecordId) -> Option<Person<'a>> {
        let record = self.site.record(id);
        let Details::Person = record.details else { return None };
        let written = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Person(written)) => Some(written),
            _ => None,
        };
        Some(Person {
            common: self.common(id),
            role: written.and_then(|written| written.role.as_deref()),
            social: written.map(|written| urls(&written.social)).unwrap_or_default(),
            works: self.works(record),
        })
    }

    pub(super) fn organisation(&self, id: RecordId) -> Option<Organisation<'a>> {
        let record = self.site.record(id);
        let Details::Organisation = record.details else { return None };
        let written = match own_outline(record).map(|outline| &outline.specific) {
            Some(Specific::Organisation(written)) => Some(written),
            _ => None,
        };
        Some(Organisation {
            common: self.common(id),
            sector: written.and_then(|written| written.sector.as_deref()),
            country: written.and_then(|written| written.country.as_deref()),
            social: written.map(|written| urls(&written.social)).unwrap_or_default(),
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

    pub(super) fn lesson(&self, id: RecordId) -> Option<Lesson<'a>> {
        let Details::Lesson(lesson) = &self.site.record(id).details else { return None };
        Some(Lesson {
            common: self.common(id),
            sort: lesson.kind.name(),
            text: &lesson.text,
            source: self.reference(lesson.source),
            anchor: &lesson.anchor,
        })
    }

    pub(super) fn figure(&self, id: RecordId) -> Option<Figure<'a>> {
        let record = self.site.record(id);
        let Details::Figure(figure) = &record.details else { return None };
        let written = figures::written(record)?;
        Some(Figure {
            common: self.common(id),
            metric: &written.metric.value,
            value: written.value,
            unit: written.unit.as_deref(),
            before: written.before,
            period: written.period.as_ref().map(|period| period.0.as_str()),
            uncertain: written.uncertain,
            quote: written.quote.as_deref(),
            source_url: written.source.as_ref().map(WebAddress::as_str),
            source: self.reference(figure.source),
            organisation: figure.organisation.map(|id| self.reference(id)),
        })
    }

    /// What is owed of a talk or report.
    pub(super) fn debt(&self, id: RecordId) -> Debt<'a> {
        let record = self.site.record(id);
        let is_owed = |media: &Media<'_>| matches!(media.status, "awaited" | "lost");
        Debt {
            record: self.reference(id),
            date: record.date.map(|date| iso_8601(date, zone_of(self.site.knowledge(), record))),
            media: all_media(record).into_iter().filter(is_owed).collect(),
        }
    }

    fn common(&self, id: RecordId) -> Common<'a> {
        let record = self.site.record(id);
        let written = own_outline(record).map(|outline| &outline.common);
        let technology = |(id, stance): &(RecordId, Option<matter::Stance>)| Technology {
            technology: self.reference(*id),
            stance: stance.map(stance_name),
        };
        let zone = zone_of(self.site.knowledge(), record);
        let text = |date| iso_8601(date, zone);
        let link = |link: &'a matter::Link| Link { url: link.url.as_str(), title: link.title.as_deref() };
        Common {
            id: &record.id,
            title: &record.title,
            url: self.site.page_url(record),
            language: record.language.as_str(),
            aliases: &record.aliases,
            description: feed::summary(self.site, record),
            date: record.date.filter(|_| record.kind != Kind::Event).map(text),
            updated: written.and_then(|written| written.updated).map(text),
            website: written.map_or(Stated::Unknown, |written| stated(&written.url, WebAddress::as_str)),
            links: written.map(|written| written.links.iter().map(link).collect()).unwrap_or_default(),
            topics: self.references(&record.topics),
            technologies: record.technologies.iter().map(technology).collect(),
            organisations: self.references(&record.organisations),
            translations: self.references(&record.translations),
        }
    }

    fn reference(&self, id: RecordId) -> Reference<'a> {
        let record = self.site.record(id);
        Reference { kind: record.kind.name(), id: &record.id, title: &record.title }
    }

    fn references(&self, ids: &[RecordId]) -> Vec<Reference<'a>> {
        ids.iter().map(|id| self.reference(*id)).collect()
    }

    fn ids(&self, ids: &[RecordId]) -> Vec<&'a str> {
        ids.iter().map(|id| self.site.record(*id).id.as_str()).collect()
    }

    fn works(&self, record: &Record) -> usize {
        works(self.site.knowledge(), record, listing_relations(record.kind)).count()
    }

    fn event_of(
        &self,
        resolved: Option<RecordId>,
        written: Option<&Fact<crate::vocab::spanned::Spanned<String>>>,
    ) -> Stated<Reference<'a>> {
        match resolved {
            Some(id) => Stated::Known(self.reference(id)),
            None if written.is_some_and(Fact::is_absent) => Stated::Absent,
            None => Stated::Unknown,
        }
    }

    fn appearances(&self, appearances: &'a [knowledge::Appearance]) -> Vec<Appearance<'a>> {
        let one = |appearance: &'a knowledge::Appearance| Appearance {
            person: self.reference(appearance.person),
            role: appearance.role.as_deref(),
            organisation: appearance.organisation.map(|id| self.reference(id)),
            uncertain: appearance.uncertain,
        };
        appearances.iter().map(one).collect()
    }

    fn coverages(&self, coverages: &'a [knowledge::Coverage]) -> Vec<Coverage<'a>> {
        let one = |coverage: &'a knowledge::Coverage| Coverage {
            record: self.reference(coverage.other),
            section: coverage.section.as_deref(),
            depth: coverage.depth.map(depth_name),
            recommended: coverage.recommended,
        };
        coverages.iter().map(one).collect()
    }
}

fn all_media(record: &Record) -> Vec<Media<'_>> {
    let lists = media::lists(record).into_iter().flatten();
    let each = lists.flat_map(|(sort, list)| list.0.iter().map(move |medium| (sort, medium)));
    each.map(|(sort, written)| medium(sort, written)).collect()
}

fn medium<'a>(sort: &'static str, medium: &'a matter::Media) -> Media<'a> {
    Media {
        sort,
        status: media::status_name(medium.status),
        url: medium.url.as_ref().map(WebAddress::as_str),
        title: medium.title.as_deref(),
        language: medium.language.as_ref().map(Language::as_str),
        duration: medium.duration.map(Duration::iso_8601),
        published: medium.published.as_ref().map(|date| date.value.to_string()),
        expected: medium.expected.map(|date| date.to_string()),
        note: medium.note.as_deref(),
        chapters: medium.chapters.iter().map(chapter).collect(),
    }
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

fn urls(addresses: &[WebAddress]) -> Vec<&str> {
    addresses.iter().map(WebAddress::as_str).collect()
}
