//! The page of a metric: its figures against one another, as a drawing and as a table, and those that contradict each other.

use crate::knowledge::measures::{Comparable, Extent, Measure, latest};
use crate::knowledge::{Record, RecordId};
use crate::render::amounts::Told;
use crate::render::cards::{FigureCard, NameCard};
use crate::render::scale::{Form, Scale};
use crate::site::bounds;
use crate::site::part::Part;
use crate::theme::dates::{self, Date};
use crate::theme::view::{Flag, IfAny, Shared, Template, Text, view};
use crate::vocab::date::PartialDate;

use super::record::{EveryRecord, RecordPage};
use super::viewer::Viewer;

view! {
    /// The page of a metric.
    pub(super) struct MetricPage {
        ..every: RecordPage,
        /// The metric.
        record: MetricRecord,
        /// Figures that can be compared, a drawing for each unit that some of them can be told in; on the first page.
        charts: IfAny<MetricChart>,
        /// Figures of one organisation and one time that differ; on the first page, twelve groups at most.
        differing: IfAny<Differing>,
        /// Its figures, newest first.
        items: Vec<MetricItem>,
        /// How many there are on all its pages.
        total: usize,
    }
}

impl Template for MetricPage {
    const NAME: &str = "metric.html";
}

view! {
    /// A metric, on its own page.
    pub(super) struct MetricRecord {
        ..card: Shared<NameCard>,
        ..every: EveryRecord,
    }
}

view! {
    /// Figures that can be compared, drawn along one scale.
    pub(super) struct MetricChart {
        /// The anchor of its heading.
        anchor: Text,
        /// The unit that they are told in; not there where lengths of time are told in hours and minutes.
        unit: Option<Text>,
        /// They are money, which is told in that of its own year.
        is_money: Flag,
        /// The scale is logarithmic: each step is some times the one before.
        is_logarithmic: Flag,
        /// The round amounts along the scale.
        marks: Vec<ScaleMark>,
        /// The figures in the order of time: the latest forty, or twenty-eight of those that tell of a change.
        rows: Vec<ChartRow>,
        /// How many earlier ones are not drawn.
        more: Option<usize>,
        /// Some row tells an amount before.
        has_before: Flag,
        /// Some row is not sure.
        has_uncertain: Flag,
    }
}

view! {
    /// A round amount along a scale.
    pub(super) struct ScaleMark {
        /// How far along, from 0 to 300.
        place: usize,
        /// The amount in words.
        text: Text,
    }
}

view! {
    /// A figure along a scale.
    pub(super) struct ChartRow {
        ..card: Shared<FigureCard>,
        /// Whose it is: an organisation; where none is known, its source.
        name: Text,
        /// The year or month when it was so: `2016`, `2018-10`.
        time: Option<Text>,
        /// How far along the scale it is, from 0 to 300.
        place: usize,
        /// Where it ends, when it may be any of several amounts.
        last: Option<usize>,
        /// How far along the amount before is.
        first: Option<usize>,
        /// The amount in words, in the unit of the drawing.
        told: Text,
    }
}

view! {
    /// A figure, in the table of a metric's page.
    pub(super) struct MetricItem {
        ..card: Shared<FigureCard>,
        /// The amount in the unit of the drawing, where that is not how it was written.
        told: Option<Text>,
        /// When it was so, or its source is from.
        since: Option<Date>,
        /// The words that it was told in; long ones are cut.
        words: Option<Text>,
    }
}

view! {
    /// Figures of one organisation and one time that differ.
    pub(super) struct Differing {
        /// The figures, six at most.
        rows: Vec<ChartRow>,
    }
}

/// Rows of a drawing: with its table it fits into a page of reasonable size.
const ROWS: usize = 40;
/// The same where rows tell of amounts before, too.
const CHANGES: usize = 28;
/// Drawings on one page: what is told in more units than these has no unit in common.
const CHARTS: usize = 3;
/// The groups of figures that differ, and the figures in each.
const GROUPS: usize = 12;
const IN_A_GROUP: usize = 6;
/// How long a drawing's scale is.
const LENGTH: u16 = 300;
/// Characters of a figure's quotation in the table.
const WORDS: usize = 100;

/// A metric: its figures against one another.
pub(super) fn metric(
    viewer: &Viewer<'_>,
    id: RecordId,
    part: Part,
    page: RecordPage,
    every: EveryRecord,
) -> MetricPage {
    let (site, knowledge) = (viewer.site, viewer.site.knowledge());
    let record = site.record(id);
    let range = part.range(usize::MAX);
    let ids: Vec<RecordId> = knowledge.figures_of(record).skip(range.start).take(part.size).collect();
    let comparables = if part.number == 1 { knowledge.comparables(record) } else { Vec::new() };
    let drawn = comparables.iter().filter(|comparable| comparable.measures.len() > 1).take(CHARTS);
    let charts = drawn.enumerate().map(|(index, comparable)| chart(viewer, record, comparable, index + 1));
    let contradictions = comparables.iter().flat_map(|comparable| {
        let told = Told::of(record, comparable, knowledge);
        let groups = knowledge.contradictions(comparable);
        groups.into_iter().map(move |group| differing(viewer, &group, &told)).collect::<Vec<_>>()
    });
    MetricPage {
        every: page,
        record: MetricRecord { card: viewer.card(id), every },
        charts: IfAny(charts.collect()),
        differing: IfAny(contradictions.take(GROUPS).collect()),
        items: ids.into_iter().map(|id| item(viewer, record, id)).collect(),
        total: knowledge.figures_of(record).count(),
    }
}

fn chart(viewer: &Viewer<'_>, metric: &Record, comparable: &Comparable, number: usize) -> MetricChart {
    let phrases = viewer.site.phrases();
    let told = Told::of(metric, comparable, viewer.site.knowledge());
    let has_before = comparable.measures.iter().any(|measure| measure.before.is_some());
    let drawn = latest(comparable.measures.len(), if has_before { CHANGES } else { ROWS });
    let more = Some(drawn.start).filter(|more| *more > 0);
    let measures = &comparable.measures[drawn];
    let extents = measures.iter().flat_map(|measure| [Some(measure.amount), measure.before]).flatten();
    let scale = Scale::of(extents.flat_map(|extent: Extent| [extent.least, extent.most]));
    let marks = scale.marks(&comparable.dimension, told.unit.size);
    let mark = |amount: &f64| ScaleMark {
        place: scale.place(*amount, LENGTH),
        text: Text::of(told.tell(*amount, phrases)),
    };
    let uncertain = |measure: &Measure| {
        viewer.site.record(measure.figure).figure().is_some_and(crate::document::matter::Figure::is_uncertain)
    };
    MetricChart {
        anchor: Text::of(format!("metric:compared-{number}")),
        unit: told.sign.as_deref().map(Text::of),
        is_money: Flag(matches!(comparable.dimension, crate::vocab::unit::Dimension::Money(_))),
        is_logarithmic: Flag(scale.form() == Form::Logarithmic),
        marks: marks.iter().map(mark).collect(),
        rows: measures.iter().map(|measure| row(viewer, measure, &told, scale)).collect(),
        more,
        has_before: Flag(measures.iter().any(|measure| measure.before.is_some())),
        has_uncertain: Flag(measures.iter().any(uncertain)),
    }
}

fn row(viewer: &Viewer<'_>, measure: &Measure, told: &Told, scale: Scale) -> ChartRow {
    let site = viewer.site;
    let record = site.record(measure.figure);
    let named = record.organisations.first().map(|id| site.record(*id));
    let source = site.knowledge().source_of(record);
    let Extent { least, most } = measure.amount;
    ChartRow {
        card: viewer.card(measure.figure),
        name: Text::of(&named.unwrap_or(source).title),
        time: measure.begins.map(|date| Text::of(PartialDate { day: None, time: None, ..date }.to_string())),
        place: scale.place(least, LENGTH),
        last: (least < most).then(|| scale.place(most, LENGTH)),
        first: measure.before.map(|before| scale.place(before.most, LENGTH)),
        told: Text::of(told.tell_extent(measure.amount, site.phrases())),
    }
}

fn differing(viewer: &Viewer<'_>, group: &[Measure], told: &Told) -> Differing {
    let extents = group.iter().flat_map(|measure| [measure.amount.least, measure.amount.most]);
    let scale = Scale::of(extents);
    Differing {
        rows: group.iter().take(IN_A_GROUP).map(|measure| row(viewer, measure, told, scale)).collect(),
    }
}

fn item(viewer: &Viewer<'_>, metric: &Record, id: RecordId) -> MetricItem {
    let (site, record) = (viewer.site, viewer.site.record(id));
    let measure = site.knowledge().measure(id);
    let since = measure.as_ref().and_then(|measure| measure.begins);
    // In the unit that the metric's author asks for; the drawing tells the others.
    let told = measure.as_ref().zip(metric.unit()).and_then(|(measure, unit)| {
        let own = crate::vocab::unit::Unit::of(Some(unit), &metric.title);
        let told = Told { sign: Some(crate::render::figures::unit(unit).to_owned()), unit: own };
        let differs = told.unit != measure.unit && told.unit.dimension == measure.unit.dimension;
        differs.then(|| Text::of(told.tell_extent(measure.amount, site.phrases())))
    });
    let quote = record.figure().and_then(|figure| figure.quote.as_deref());
    MetricItem {
        card: viewer.card(id),
        told,
        since: since.map(|date| dates::date(date, site.phrases())),
        words: quote
            .map(|quote| Text::of(crate::vocab::shorten::shorten(quote, WORDS.min(bounds::DESCRIPTION)))),
    }
}
