//! What others ask of a record, each question answered once.
//!
//! Most answers stand in the front matter of the record's own file. What always holds: a stub answers that nothing is known, and so does a lesson or figure
//! where its source's file would answer for it: what a talk says of itself is not said of its lessons.

use serde_json::Value;

use crate::document::matter::{
    self, Chapter, Figure, LessonLife, LessonState, Link, Media, MediaSort, MediaStatus, Specific, Stance,
    TalkFormat, Venue, When,
};
use crate::document::{Action, ActionState, InternalLink, Outline};
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::path::ContentPath;
use crate::vocab::web_address::WebAddress;

use super::record::{Appearance, Coverage, Details, Event, KnowledgeBase, Life, Record, RecordId};

/// Of any record.
impl Record {
    /// Where readers find it, from the site's root: its page, or its place on one that it shares.
    pub(crate) fn place(&self) -> &str {
        self.shares.as_deref().unwrap_or(self.address.as_str())
    }

    /// Whether it has a page of its own.
    pub(crate) fn has_own_page(&self) -> bool {
        self.kind.has_page() && self.shares.is_none()
    }

    /// The outline of the file that is this record's; none for a stub, and none for a lesson, figure or action, whose outline is its source's.
    pub(super) fn own_outline(&self) -> Option<&Outline> {
        self.outline.as_deref().filter(|outline| outline.kind == self.kind)
    }

    /// What may refer to it: its title, its id, its other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        [&self.title, &self.id].into_iter().chain(&self.aliases)
    }

    /// The file that is this record's; none where it has none of its own.
    pub fn own_path(&self) -> Option<&ContentPath> {
        self.own_outline().map(|outline| &outline.path)
    }

    /// The document whose prose is this record's, by its index among the documents.
    pub fn own_document(&self) -> Option<usize> {
        self.own_outline()?;
        self.document
    }

    /// Its author's words for it.
    pub fn description(&self) -> Option<&str> {
        self.own_outline()?.common.description.as_deref()
    }

    /// What is sure of the date that its author gave it, in its front matter or its file's name; never its event's.
    pub fn own_date(&self) -> Option<PartialDate> {
        let outline = self.own_outline()?;
        match outline.doubt() {
            Some(doubt) => doubt.sure(),
            None => outline.date(),
        }
    }

    /// What is sure of its date.
    pub fn sure_date(&self) -> Option<PartialDate> {
        match &self.doubt {
            Some(doubt) => doubt.sure(),
            None => self.date,
        }
    }

    /// What is sure of an event's first and last day.
    pub fn sure_dates(&self) -> Option<(PartialDate, PartialDate)> {
        let Details::Event(event) = &self.details else { return None };
        match &self.doubt {
            Some(doubt) => doubt.sure().map(|date| (date, date)),
            None => event.dates,
        }
    }

    /// The date that its author gave it, as it was written where that is not sure.
    pub fn written_date(&self) -> Option<When> {
        let outline = self.own_outline()?;
        Some(When { date: outline.date()?, doubt: outline.doubt().cloned() })
    }

    /// The date of its last change that its author wrote.
    pub fn updated(&self) -> Option<PartialDate> {
        self.own_outline()?.common.updated
    }

    /// When it was last changed, as far as its author says.
    pub fn changed(&self) -> Option<PartialDate> {
        self.updated().or(self.date)
    }

    /// Its own site.
    pub fn website(&self) -> &Fact<WebAddress> {
        self.own_outline().map_or(&Fact::Unknown, |outline| &outline.common.url)
    }

    /// Where else to look.
    pub fn further_links(&self) -> &[Link] {
        self.own_outline().map_or(&[], |outline| &outline.common.links)
    }

    /// Its accounts on social media.
    pub fn social(&self) -> &[WebAddress] {
        match self.specific() {
            Some(Specific::Event(event)) => &event.social,
            Some(Specific::Series(series)) => &series.social,
            Some(Specific::Person(person)) => &person.social,
            Some(Specific::Organisation(organisation)) => &organisation.social,
            _ => &[],
        }
    }

    /// What its author wrote for the theme, which Rexbase does not read.
    pub fn extra(&self) -> Option<&Value> {
        self.own_outline().map(|outline| &outline.common.extra).filter(|extra| !extra.is_null())
    }

    /// The links of its prose, as they are written; [`Record::links`] says where each leads.
    pub fn written_links(&self) -> &[InternalLink] {
        self.own_outline().map_or(&[], |outline| &outline.links)
    }

    /// The stance that it takes to a technology.
    pub fn stance_to(&self, technology: RecordId) -> Option<Stance> {
        self.technologies.iter().find(|(id, _)| *id == technology).and_then(|(_, stance)| *stance)
    }

    fn specific(&self) -> Option<&Specific> {
        self.own_outline().map(|outline| &outline.specific)
    }
}

/// Of talks and reports.
impl Record {
    /// Who gave or wrote it, in the order written.
    pub fn people(&self) -> &[Appearance] {
        match &self.details {
            Details::Talk(talk) => &talk.speakers,
            Details::Report(report) => &report.authors,
            _ => &[],
        }
    }

    /// The same without those of whom sources disagree on whether they took part.
    pub fn certain_people(&self) -> impl Iterator<Item = &Appearance> {
        self.people().iter().filter(|appearance| !appearance.uncertain)
    }

    /// The event that it was given at or is about.
    pub fn event(&self) -> Option<RecordId> {
        match &self.details {
            Details::Talk(talk) => talk.event,
            Details::Report(report) => report.event,
            _ => None,
        }
    }

    /// Whether its author says that there was no event.
    pub fn had_no_event(&self) -> bool {
        match self.specific() {
            Some(Specific::Talk(talk)) => talk.event.is_absent(),
            Some(Specific::Report(report)) => report.event.is_absent(),
            _ => false,
        }
    }

    /// The reports that cover the talk, or the talks that the report covers.
    pub fn coverages(&self) -> &[Coverage] {
        match &self.details {
            Details::Talk(talk) => &talk.reports,
            Details::Report(report) => &report.covers,
            _ => &[],
        }
    }

    /// Its recordings and documents: videos, then sound, slides, papers.
    pub fn media(&self) -> impl Iterator<Item = (MediaSort, &Media)> {
        self.specific().into_iter().flat_map(Specific::media)
    }

    /// Its recordings and documents of one sort.
    pub fn media_of(&self, sort: MediaSort) -> impl Iterator<Item = &Media> {
        self.media().filter(move |(other, _)| *other == sort).map(|(_, medium)| medium)
    }

    /// What has become of its video: the best status among several.
    pub fn video_status(&self) -> Option<MediaStatus> {
        let statuses = [
            MediaStatus::Published,
            MediaStatus::Awaited,
            MediaStatus::Withheld,
            MediaStatus::Lost,
            MediaStatus::NotRecorded,
        ];
        let is_of =
            |status: &MediaStatus| self.media_of(MediaSort::Video).any(|video| video.status == *status);
        statuses.into_iter().find(is_of)
    }

    /// The recordings and documents that readers are owed.
    pub fn owed(&self) -> impl Iterator<Item = (MediaSort, &Media)> {
        self.media().filter(|(_, medium)| medium.status.is_owed())
    }

    /// The chapters of its recordings, each with its anchor on the record's page.
    pub fn chapters(&self) -> impl Iterator<Item = (String, &Chapter)> {
        self.specific().into_iter().flat_map(Specific::chapters)
    }

    /// How long the talk was.
    pub fn duration(&self) -> &Fact<Duration> {
        self.talk().map_or(&Fact::Unknown, |talk| &talk.duration)
    }

    /// Where the talk was given, at its event.
    pub fn room(&self) -> Option<&str> {
        self.talk()?.room.as_deref()
    }

    /// For whom the talk was, in its event's words.
    pub fn level(&self) -> Option<&str> {
        self.talk()?.level.as_deref()
    }

    /// What form the talk had.
    pub fn format(&self) -> Option<TalkFormat> {
        self.talk()?.format
    }

    fn talk(&self) -> Option<&matter::Talk> {
        match self.specific() {
            Some(Specific::Talk(talk)) => Some(talk),
            _ => None,
        }
    }
}

/// Of events.
impl Record {
    /// Where the event is held.
    pub fn venue(&self) -> Option<&Venue> {
        self.written_event()?.venue.as_ref()
    }

    /// The name of the time zone that the event's times are in.
    pub fn timezone(&self) -> Option<&str> {
        self.written_event()?.timezone.as_ref().map(|zone| zone.value.as_str())
    }

    /// Where the event's own programme is.
    pub fn programme(&self) -> Option<&WebAddress> {
        self.written_event()?.programme.as_ref()
    }

    /// Where all slides of the event are.
    pub fn slides(&self) -> &Fact<WebAddress> {
        self.written_event().map_or(&Fact::Unknown, |event| &event.slides)
    }

    fn written_event(&self) -> Option<&matter::Event> {
        match self.specific() {
            Some(Specific::Event(event)) => Some(event),
            _ => None,
        }
    }
}

/// How much of an event is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventCoverage {
    /// Talks that some report covers.
    pub covered: usize,
    /// Talks that are known.
    pub listed: usize,
    /// Talks that there were, as far as is known.
    pub total: usize,
}

impl Event {
    /// How much of its talks reports cover.
    pub fn coverage(&self) -> EventCoverage {
        let (listed, announced) = (self.talks.len(), self.announced.map_or(0, |count| count as usize));
        EventCoverage { covered: self.covered, listed, total: listed.max(announced) }
    }
}

/// Of people, organisations, metrics, figures, actions and pages.
impl Record {
    /// What a person does.
    pub fn role(&self) -> Option<&str> {
        match self.specific()? {
            Specific::Person(person) => person.role.as_deref(),
            _ => None,
        }
    }

    /// What an organisation does.
    pub fn sector(&self) -> Option<&str> {
        self.organisation()?.sector.as_deref()
    }

    /// Where an organisation is (ISO 3166-1 alpha-2).
    pub fn country(&self) -> Option<&str> {
        self.organisation()?.country.as_deref()
    }

    /// The claim that a figure is, as it was written.
    pub fn figure(&self) -> Option<&Figure> {
        let Details::Figure(figure) = &self.details else { return None };
        self.outline.as_ref()?.common.figures.get(figure.index)
    }

    /// What its author says of a lesson's life, as it was written.
    pub fn written_life(&self) -> Option<&LessonLife> {
        let Details::Lesson(lesson) = &self.details else { return None };
        self.outline.as_ref()?.lessons.get(lesson.index)?.life.as_deref()
    }

    /// What has become of a lesson, as far as anything is known of it.
    pub fn life(&self) -> Option<&Life> {
        match &self.details {
            Details::Lesson(lesson) => lesson.life.as_deref(),
            _ => None,
        }
    }

    /// The state of a lesson.
    pub fn state(&self) -> Option<LessonState> {
        self.life()?.state.map(|(state, _)| state)
    }

    /// The unit that a metric's figures are told in, where its author says so.
    pub fn unit(&self) -> Option<&str> {
        match self.specific()? {
            Specific::Metric(metric) => metric.unit.as_deref(),
            _ => None,
        }
    }

    /// The line that an action is, as it was written.
    pub fn action(&self) -> Option<&Action> {
        let Details::Action(action) = &self.details else { return None };
        self.outline.as_ref()?.actions.get(action.index)
    }

    /// Whether the record is an action that is still to be done.
    pub fn is_open_action(&self) -> bool {
        self.action().is_some_and(|written| written.state == ActionState::Open)
    }

    /// A page's place in the site's menu.
    pub fn menu_place(&self) -> Option<u32> {
        match self.specific()? {
            Specific::Page(page) => page.menu,
            _ => None,
        }
    }

    fn organisation(&self) -> Option<&matter::Organisation> {
        match self.specific()? {
            Specific::Organisation(organisation) => Some(organisation),
            _ => None,
        }
    }
}

/// Of a record and those that it belongs to.
impl KnowledgeBase {
    /// The record that a lesson, figure or action comes from, else the record itself.
    pub fn source_of<'a>(&'a self, record: &'a Record) -> &'a Record {
        match &record.details {
            Details::Lesson(lesson) => self.record(lesson.source),
            Details::Figure(figure) => self.record(figure.source),
            Details::Action(action) => self.record(action.source),
            _ => record,
        }
    }

    /// The series of an event, or of the event of a record or of its source.
    pub fn series_of(&self, record: &Record) -> Option<RecordId> {
        let event = self.source_of(record).event().map_or(record, |event| self.record(event));
        match &event.details {
            Details::Event(event) => event.series,
            _ => None,
        }
    }

    /// The time zone that the dates of a record are written in: its own, of an event; its event's, of a talk or report.
    pub fn zone_of<'a>(&'a self, record: &'a Record) -> Option<&'a str> {
        match &record.details {
            Details::Event(_) => record.timezone(),
            _ => self.record(record.event()?).timezone(),
        }
    }
}
