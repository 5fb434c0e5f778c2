//! The page that shows the knowledge from afar, and the small chart of years on the pages of names.

use crate::knowledge::RecordId;
use crate::render::cards::{EventCard, FigureCard, NameCard};
use crate::render::explore::{
    self, Matrix, by_year, claims, level, organisations_by_topic, share, timeline, topics_by_year,
};
use crate::render::figures;
use crate::theme::family::Family;
use crate::theme::view::{Flag, IfAny, Shared, Template, Text, view};
use crate::vocab::kind::Kind;

use super::viewer::{PageHead, Viewer};

view! {
    /// The page of charts. Those without anything to show are not there.
    pub(super) struct ExplorePage {
        /// What the page says of itself.
        page: PageHead,
        /// Talks and reports by year, every year from the first to the last; the last forty.
        years: IfAny<YearBar>,
        /// The largest topics over the years.
        topics: Option<TopicsByYear>,
        /// The largest organisations and what they tell of.
        organisations: Option<OrganisationsByTopic>,
        /// Figures that can be compared.
        figures: IfAny<Comparison>,
        /// Events in time.
        events: IfAny<EventYear>,
        /// The short names of the twelve months.
        months: Vec<Text>,
    }
}

impl Template for ExplorePage {
    const NAME: &str = "explore.html";
}

view! {
    /// How many talks and reports there are of a year, as a bar.
    pub(super) struct YearBar {
        /// The year.
        year: i16,
        /// The address of the year's page, when there is one: not of a year without talks and reports.
        url: Option<Text>,
        /// How many talks.
        talks: usize,
        /// How many reports.
        reports: usize,
        /// How many of both.
        total: usize,
        /// The length of the talks' part: 100 is the largest year's whole bar.
        talks_share: usize,
        /// The length of the reports' part.
        reports_share: usize,
    }
}

view! {
    /// Topics over the years.
    pub(super) struct TopicsByYear {
        /// The years.
        columns: Vec<YearColumn>,
        /// The topics.
        rows: Vec<MatrixRow>,
        /// What the search calls a row's field: `topic`.
        row_field: Text,
        /// What it calls a column's: `year`.
        column_field: Text,
    }
}

view! {
    /// Organisations and topics.
    pub(super) struct OrganisationsByTopic {
        /// The topics.
        columns: Vec<NameColumn>,
        /// The organisations.
        rows: Vec<MatrixRow>,
        /// What the search calls a row's field: `org`.
        row_field: Text,
        /// What it calls a column's: `topic`.
        column_field: Text,
    }
}

view! {
    /// A year, as a column of a chart.
    pub(super) struct YearColumn {
        /// The year.
        title: Text,
        /// The same, as the search knows it.
        value: Text,
    }
}

view! {
    /// A topic, as a column of a chart.
    pub(super) struct NameColumn {
        ..card: Shared<NameCard>,
        /// Its id, by which the search knows it.
        value: Text,
    }
}

view! {
    /// A topic or organisation, as a row of a chart.
    pub(super) struct MatrixRow {
        ..card: Shared<NameCard>,
        /// Its id, by which the search knows it.
        value: Text,
        /// One for each column.
        cells: Vec<MatrixCell>,
    }
}

view! {
    /// Where a row and a column of a chart meet.
    pub(super) struct MatrixCell {
        /// How many talks and reports there are of both.
        count: usize,
        /// How many that is beside the largest count of the chart: 0 for none, 1 to 5.
        level: usize,
    }
}

view! {
    /// Figures that can be compared.
    pub(super) struct Comparison {
        /// What was measured; not there when the rows differ in it: they then share their source and period.
        metric: Option<Text>,
        /// Their unit.
        unit: Option<Text>,
        /// The figures, as bars.
        rows: Vec<ComparedFigure>,
    }
}

view! {
    /// A figure beside others, as a bar.
    pub(super) struct ComparedFigure {
        ..card: Shared<FigureCard>,
        /// The number that the bar is of: its value, or the one before.
        shown: Text,
        /// The bar's length, to 100.
        share: usize,
        /// The number is the one before.
        is_before: Flag,
    }
}

view! {
    /// The events of a year, in time.
    pub(super) struct EventYear {
        /// The year.
        year: i16,
        /// The events.
        events: Vec<EventMark>,
    }
}

view! {
    /// An event, as a mark in its year.
    pub(super) struct EventMark {
        ..card: Shared<EventCard>,
        /// How far into the year it is, from 0 to 600.
        place: usize,
        /// How large it was, from 1 to 4.
        size: usize,
        /// No more than its year is known: such marks stand side by side at the year's beginning.
        is_vague: Flag,
    }
}

/// Every chart.
pub(super) fn view(viewer: &Viewer<'_>) -> ExplorePage {
    let site = viewer.site;
    let (knowledge, works) = (site.knowledge(), &site.listing.works);
    let topics = topics_by_year(knowledge, works);
    let organisations = organisations_by_topic(knowledge, works);
    ExplorePage {
        page: PageHead {
            description: Some(Text::of(site.phrases().text(&["explore_intro"]))),
            ..viewer.head(site.phrases().text(&["sections", "explore"]), "explore")
        },
        years: IfAny(years(viewer, &by_year(knowledge, works.iter().copied()))),
        topics: (!topics.rows.is_empty()).then(|| topics_view(viewer, &topics)),
        organisations: (!organisations.rows.is_empty()).then(|| organisations_view(viewer, &organisations)),
        figures: IfAny(claims(knowledge).iter().map(|claims| compared(viewer, claims)).collect()),
        events: IfAny(events(viewer)),
        months: Text::each((1..=12).map(|month| site.phrases().locale.calendar.month(month))),
    }
}

/// Bars for years.
pub(super) fn years(viewer: &Viewer<'_>, years: &[explore::Year]) -> Vec<YearBar> {
    let site = viewer.site;
    let largest = years.iter().map(|year| year.talks + year.reports).max().unwrap_or_default();
    let bar = |year: &explore::Year| {
        let total = year.talks + year.reports;
        let has_page = total > 0 && site.has(Family::Years);
        YearBar {
            year: year.year,
            url: has_page.then(|| Text::of(site.url(&format!("/years/{}/", year.year)))),
            talks: year.talks,
            reports: year.reports,
            total,
            talks_share: share(year.talks, largest),
            reports_share: share(total, largest) - share(year.talks, largest),
        }
    };
    years.iter().map(bar).collect()
}

fn topics_view(viewer: &Viewer<'_>, topics: &Matrix<i16>) -> TopicsByYear {
    let column =
        |year: &i16| YearColumn { title: Text::of(year.to_string()), value: Text::of(year.to_string()) };
    TopicsByYear {
        columns: topics.columns.iter().map(column).collect(),
        rows: rows(viewer, topics),
        row_field: Text::of("topic"),
        column_field: Text::of("year"),
    }
}

fn organisations_view(viewer: &Viewer<'_>, organisations: &Matrix<RecordId>) -> OrganisationsByTopic {
    let column =
        |id: &RecordId| NameColumn { card: viewer.card(*id), value: Text::of(&viewer.site.record(*id).id) };
    OrganisationsByTopic {
        columns: organisations.columns.iter().map(column).collect(),
        rows: rows(viewer, organisations),
        row_field: Text::of("org"),
        column_field: Text::of("topic"),
    }
}

/// The rows of a chart.
fn rows<Column>(viewer: &Viewer<'_>, matrix: &Matrix<Column>) -> Vec<MatrixRow> {
    let largest = matrix.largest();
    let cell = |count: &usize| MatrixCell { count: *count, level: level(*count, largest) };
    let row = |(id, counts): (&RecordId, &Vec<usize>)| MatrixRow {
        card: viewer.card(*id),
        value: Text::of(&viewer.site.record(*id).id),
        cells: counts.iter().map(cell).collect(),
    };
    matrix.rows.iter().zip(&matrix.counts).map(row).collect()
}

fn compared(viewer: &Viewer<'_>, claims: &explore::Claims) -> Comparison {
    let row = |row: &explore::Claim| ComparedFigure {
        card: viewer.card(row.figure),
        shown: Text::of(viewer.site.phrases().locale.numbers.decimal(row.value)),
        share: row.share,
        is_before: Flag(row.is_before),
    };
    Comparison {
        metric: claims.metric.as_deref().map(Text::of),
        unit: claims.unit.as_deref().map(|code| Text::of(figures::unit(code))),
        rows: claims.rows.iter().map(row).collect(),
    }
}

/// How far apart vague marks stand; the largest is 22 wide.
const VAGUE_STEP: usize = 23;

fn events(viewer: &Viewer<'_>) -> Vec<EventYear> {
    let site = viewer.site;
    // Vague marks come first, so a mark's number is how many of these are before it.
    let mark = |(number, mark): (usize, &explore::Mark)| EventMark {
        card: viewer.card(mark.event),
        place: mark.place.map_or((number * VAGUE_STEP).min(600), |place| place * 600 / 1000),
        size: mark.size,
        is_vague: Flag(mark.place.is_none()),
    };
    let row = |(year, marks): (i16, Vec<explore::Mark>)| EventYear {
        year,
        events: marks.iter().enumerate().map(mark).collect(),
    };
    timeline(site.knowledge(), site.of_kind(Kind::Event)).into_iter().map(row).collect()
}
