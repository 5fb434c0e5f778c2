//! The page that shows the knowledge from afar, and the small chart of years on the pages of names.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Value;

use crate::knowledge::RecordId;
use crate::render::explore::{
    Claim, Claims, Mark, Matrix, Year, by_year, claims, level, organisations_by_topic, share, timeline,
    topics_by_year,
};
use crate::render::figures;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::kind::Kind;

use super::viewer::Viewer;

/// Every chart; those without anything to show are not there.
pub(super) fn view(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let site = viewer.site;
    let (knowledge, works) = (site.knowledge(), &site.listing.works);
    let title = site.phrases().text(&["sections", "explore"]);
    let page = viewer.head(title, "explore").set("description", site.phrases().text(&["explore_intro"]));
    let topics = topics_by_year(knowledge, works);
    let organisations = organisations_by_topic(knowledge, works);
    let context = Fields::with_capacity(10)
        .set("page", page.into_value())
        .unless_empty("years", years(viewer, &by_year(knowledge, works.iter().copied())))
        .maybe("topics", (!topics.rows.is_empty()).then(|| topics_value(viewer, &topics)))
        .maybe(
            "organisations",
            (!organisations.rows.is_empty()).then(|| organisations_value(viewer, &organisations)),
        )
        .unless_empty(
            "figures",
            claims(knowledge).iter().map(|claims| claims_value(viewer, claims)).collect(),
        )
        .unless_empty("events", events(viewer))
        .set("months", (1..=12).map(|month| site.phrases().locale.calendar.month(month)).collect::<Vec<_>>());
    (Family::Explore.template(), context)
}

/// Bars for years: `year`, `url`, `talks`, `reports`, `total`, and the shares of the largest year, `talks_share` and `reports_share`.
pub(super) fn years(viewer: &Viewer<'_>, years: &[Year]) -> Vec<Value> {
    let site = viewer.site;
    let largest = years.iter().map(|year| year.talks + year.reports).max().unwrap_or_default();
    let bar = |year: &Year| {
        let total = year.talks + year.reports;
        let has_page = total > 0 && site.has(Family::Years);
        Fields::with_capacity(7)
            .set("year", year.year)
            .maybe("url", has_page.then(|| site.url(&format!("/years/{}/", year.year))))
            .set("talks", year.talks)
            .set("reports", year.reports)
            .set("total", total)
            .set("talks_share", share(year.talks, largest))
            .set("reports_share", share(total, largest) - share(year.talks, largest))
            .into_value()
    };
    years.iter().map(bar).collect()
}

fn topics_value(viewer: &Viewer<'_>, topics: &Matrix<i16>) -> Value {
    let column = |year: &i16| Fields::with_capacity(1).set("title", year.to_string()).into_value();
    let address = |row: RecordId, year: i16| {
        vec![("topic", viewer.site.record(row).id.clone()), ("year", year.to_string())]
    };
    matrix(viewer, topics, column, address)
}

fn organisations_value(viewer: &Viewer<'_>, organisations: &Matrix<RecordId>) -> Value {
    let column = |topic: &RecordId| viewer.card(*topic);
    let address = |row: RecordId, topic: RecordId| {
        vec![("org", viewer.site.record(row).id.clone()), ("topic", viewer.site.record(topic).id.clone())]
    };
    matrix(viewer, organisations, column, address)
}

/// `columns` (cards, or years as `title`) and `rows`: cards with `total` and `cells`, each with `count`, `level` and `url`.
fn matrix<Column: Copy>(
    viewer: &Viewer<'_>,
    matrix: &Matrix<Column>,
    column: impl Fn(&Column) -> Value,
    filters: impl Fn(RecordId, Column) -> Vec<(&'static str, String)>,
) -> Value {
    let largest = matrix.largest();
    let cell = |row: RecordId, column: Column, count: usize| {
        let url = (count > 0 && viewer.site.can_be_searched()).then(|| search(viewer, &filters(row, column)));
        Fields::with_capacity(3)
            .set("count", count)
            .set("level", level(count, largest))
            .maybe("url", url)
            .into_value()
    };
    let row = |(id, counts): (&RecordId, &Vec<usize>)| {
        let cells = matrix.columns.iter().zip(counts).map(|(column, count)| cell(*id, *column, *count));
        viewer.card_with(*id).set("cells", cells.collect::<Vec<_>>()).into_value()
    };
    Fields::with_capacity(2)
        .set("columns", matrix.columns.iter().map(column).collect::<Vec<_>>())
        .set("rows", matrix.rows.iter().zip(&matrix.counts).map(row).collect::<Vec<_>>())
        .into_value()
}

/// The address that searches talks and reports with these filters.
fn search(viewer: &Viewer<'_>, filters: &[(&str, String)]) -> String {
    let kinds = [("kind", Kind::Talk.name().to_owned()), ("kind", Kind::Report.name().to_owned())];
    let pairs = filters.iter().chain(&kinds);
    let pairs: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    viewer.site.url(&format!("/search/?{}", pairs.join("&")))
}

/// `metric` (none when the rows differ in it), `unit` and `rows`: cards of figures with `shown` (their value, or the one before), `share` and `is_before`.
fn claims_value(viewer: &Viewer<'_>, claims: &Claims) -> Value {
    let row = |row: &Claim| {
        viewer
            .card_with(row.figure)
            .set("shown", viewer.site.phrases().locale.numbers.decimal(row.value))
            .set("share", row.share)
            .flag("is_before", row.is_before)
            .into_value()
    };
    Fields::with_capacity(3)
        .maybe("metric", claims.metric.as_deref())
        .maybe("unit", claims.unit.as_deref().map(figures::unit))
        .set("rows", claims.rows.iter().map(row).collect::<Vec<_>>())
        .into_value()
}

/// How far apart vague marks stand; the largest is 22 wide.
const VAGUE_STEP: usize = 23;

/// `year` and `events`: cards with `place` (how far into the year, 0 to 600), `size` (1 to 4) and `is_vague`: no more than the year is known, and
/// these stand side by side at its beginning.
fn events(viewer: &Viewer<'_>) -> Vec<Value> {
    let site = viewer.site;
    // Vague marks come first, so a mark's number is how many of these are before it.
    let mark = |(number, mark): (usize, &Mark)| {
        let place = mark.place.map_or((number * VAGUE_STEP).min(600), |place| place * 600 / 1000);
        let fields = viewer.card_with(mark.event).set("place", place).set("size", mark.size);
        fields.flag("is_vague", mark.place.is_none()).into_value()
    };
    let row = |(year, marks): (i16, Vec<Mark>)| {
        Fields::with_capacity(2)
            .set("year", year)
            .set("events", marks.iter().enumerate().map(mark).collect::<Vec<_>>())
            .into_value()
    };
    timeline(site.knowledge(), site.of_kind(Kind::Event)).into_iter().map(row).collect()
}
