//! CSV for spreadsheets: talks, lessons, figures and actions, a file each.
//!
//! What always holds:
//!
//! - The first row names the columns, and every row has all of them.
//! - A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`) has an apostrophe before it, which spreadsheets know as
//!   "this is text": content may come from strangers, and a formula may send what is in a sheet elsewhere. Numbers are written as they are.
//! - Several names in one cell are parted by `; `. Programs that need them apart read JSON Lines.

use csv::{Terminator, WriterBuilder};

use crate::document::matter::{Amount, LessonState, MediaSort, MediaStatus, TalkFormat};
use crate::knowledge::{Details, Record, RecordId};
use crate::site::Site;
use crate::vocab::cell::cell;
use crate::vocab::kind::Kind;
use crate::vocab::web_address::WebAddress;

/// What a cell holds.
enum Cell {
    Nothing,
    Text(String),
    Number(f64),
    Truth(bool),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Nothing, Into::into)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl Cell {
    fn written(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => cell(&text).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }
}

/// A file: its name, its columns, its rows.
struct Table<const N: usize> {
    name: &'static str,
    columns: [&'static str; N],
    rows: Vec<[Cell; N]>,
}

/// All tables.
pub(super) fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    vec![file(talks(site)), file(lessons(site)), file(figures(site)), file(actions(site))]
}

fn file<const N: usize>(table: Table<N>) -> (String, Vec<u8>) {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // Memory takes what is written to it, and every row has as many cells as the first.
    let _ = writer.write_record(table.columns);
    for row in table.rows {
        let _ = writer.write_record(row.map(Cell::written));
    }
    (table.name.to_owned(), writer.into_inner().unwrap_or_default())
}

fn talks(site: &Site<'_>) -> Table<18> {
    let row = |(_, record): (RecordId, &Record)| {
        let event = record.event().map(|id| site.record(id));
        let affiliations = record.people().iter().filter_map(|appearance| appearance.organisation);
        let recordings = record.media_of(MediaSort::Video).chain(record.media_of(MediaSort::Audio));
        let links = |sort| {
            joined(record.media_of(sort).filter_map(|medium| medium.url.as_ref()).map(WebAddress::as_str))
        };
        let reports = record.coverages().iter().map(|coverage| site.record(coverage.other).title.as_str());
        [
            record.id.as_str().into(),
            record.title.as_str().into(),
            event.map(|event| event.title.as_str()).into(),
            record.date.map(|date| date.to_string()).into(),
            record.duration().known().map(|duration| f64::from(duration.seconds()) / 60.0).into(),
            record.room().into(),
            record.format().map(TalkFormat::name).into(),
            record.language.as_str().into(),
            titles(site, record.people().iter().map(|appearance| appearance.person)).into(),
            titles(site, affiliations).into(),
            titles(site, record.organisations.iter().copied()).into(),
            titles(site, record.topics.iter().copied()).into(),
            titles(site, record.technologies.iter().map(|(id, _)| *id)).into(),
            record.video_status().map(MediaStatus::name).into(),
            joined(recordings.filter_map(|medium| medium.url.as_ref()).map(WebAddress::as_str)).into(),
            links(MediaSort::Slides).into(),
            joined(reports).into(),
            site.page_url(record).into(),
        ]
    };
    Table {
        name: "talks.csv",
        columns: [
            "id",
            "title",
            "event",
            "date",
            "minutes",
            "room",
            "format",
            "language",
            "speakers",
            "affiliations",
            "organisations",
            "topics",
            "technologies",
            "video",
            "recordings",
            "slides",
            "reports",
            "url",
        ],
        rows: site.knowledge().of_kind(Kind::Talk).map(row).collect(),
    }
}

fn lessons(site: &Site<'_>) -> Table<9> {
    let row = |(_, record): (RecordId, &Record)| {
        let Details::Lesson(lesson) = &record.details else { return None };
        let source = site.record(lesson.source);
        Some([
            record.id.as_str().into(),
            lesson.kind.name().into(),
            lesson.text.as_str().into(),
            source.title.as_str().into(),
            record.date.map(|date| date.to_string()).into(),
            titles(site, record.organisations.iter().copied()).into(),
            titles(site, record.topics.iter().copied()).into(),
            site.page_url(source).map(|url| format!("{url}#{}", lesson.anchor)).into(),
            record.state().map(LessonState::name).into(),
        ])
    };
    Table {
        name: "lessons.csv",
        columns: ["id", "kind", "text", "source", "date", "organisations", "topics", "url", "state"],
        rows: site.knowledge().of_kind(Kind::Lesson).filter_map(row).collect(),
    }
}

fn figures(site: &Site<'_>) -> Table<16> {
    let row = |(id, record): (RecordId, &Record)| {
        let Details::Figure(figure) = &record.details else { return None };
        let (written, source) = (record.figure()?, site.record(figure.source));
        let numbers = written.value.numbers();
        let (least, most) = if written.value.known().is_some() {
            (None, None)
        } else {
            (numbers.first().copied(), numbers.last().copied())
        };
        let measure = site.knowledge().measure(id);
        Some([
            record.id.as_str().into(),
            figure.metric.map_or(written.metric.value.as_str(), |id| site.record(id).title.as_str()).into(),
            written.value.middle().into(),
            least.into(),
            most.into(),
            written.before.as_ref().map(Amount::middle).into(),
            written.unit().into(),
            measure.as_ref().map(|measure| measure.unit.base(written.value.middle())).into(),
            measure.map(|measure| measure.unit.dimension.name()).into(),
            written.period.as_ref().map(|period| period.0.as_str()).into(),
            figure.organisation.map(|id| site.record(id).title.as_str()).into(),
            Cell::Truth(written.is_uncertain()),
            written.quote.as_deref().into(),
            source.title.as_str().into(),
            written.source.as_ref().map(WebAddress::as_str).into(),
            site.page_url(source).into(),
        ])
    };
    Table {
        name: "figures.csv",
        columns: [
            "id",
            "metric",
            "value",
            "least",
            "most",
            "before",
            "unit",
            "comparable_value",
            "comparable_in",
            "period",
            "organisation",
            "uncertain",
            "quote",
            "source",
            "source_url",
            "url",
        ],
        rows: site.knowledge().of_kind(Kind::Figure).filter_map(row).collect(),
    }
}

fn actions(site: &Site<'_>) -> Table<7> {
    let row = |(_, record): (RecordId, &Record)| {
        let (source, written) = (site.knowledge().source_of(record), record.action()?);
        Some([
            written.text.as_str().into(),
            written.owner.as_ref().map(|owner| owner.value.as_str()).into(),
            written.due.map(|date| date.to_string()).into(),
            written.state.name().into(),
            source.title.as_str().into(),
            titles(site, record.organisations.iter().copied()).into(),
            site.page_url(record).into(),
        ])
    };
    Table {
        name: "actions.csv",
        columns: ["text", "owner", "due", "state", "source", "organisations", "url"],
        rows: site.knowledge().of_kind(Kind::Action).filter_map(row).collect(),
    }
}

/// The titles of records, in one cell.
fn titles(site: &Site<'_>, ids: impl Iterator<Item = RecordId>) -> String {
    joined(ids.map(|id| site.record(id).title.as_str()))
}

fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_numbers_are_numbers() {
        for text in ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1"] {
            assert_eq!(Cell::from(text).written(), format!("'{text}"));
        }
        assert_eq!(Cell::from("a=b").written(), "a=b");
        assert_eq!((Cell::from(-1.5).written(), Cell::from(233.0).written()), ("-1.5".into(), "233".into()));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let table = Table {
            name: "t.csv",
            columns: ["a", "b"],
            rows: vec![["one, \"two\"".into(), Cell::Nothing], ["é\nü".into(), Cell::Truth(true)]],
        };
        let (_, bytes) = file(table);
        assert_eq!(String::from_utf8(bytes).unwrap(), "a,b\r\n\"one, \"\"two\"\"\",\r\n\"é\nü\",true\r\n");
    }
}
