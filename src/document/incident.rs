//! What a post-mortem says of its incident: when what happened, how long it took, and the times that it counts.
//!
//! Comes in: a body that was read. Goes out: a [`Timeline`] for its page, and figures for its record. All of it is taken from the plain text of sections, so
//! that a table and a list are alike. What always holds: a document without a timeline or statistics costs a look at its headings, and a figure
//! that the front matter has is not made again.

mod clock;

use crate::vocab::date::PartialDate;
use crate::vocab::fold::{self, fold};
use crate::vocab::section::RexSection;
use crate::vocab::shorten::shorten;
use crate::vocab::spanned::Spanned;

use super::matter::{Amount, Common, Figure, Scalar};
use super::prose::{Body, Heading, Section};

/// The longest words of an entry, in characters.
const LONGEST: usize = 160;

/// The longest incident, in minutes: what takes more than a week is the clearing up, or a mistake.
const WEEK: i64 = 7 * 24 * 60;

/// The most entries of a timeline, and the most figures that are taken from a text.
const MOST_ENTRIES: usize = 200;
const MOST_FIGURES: usize = 20;

/// What happened, in order; at least two entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timeline(pub(crate) Vec<Entry>);

/// What happened at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Minutes after the first.
    pub(crate) minute: i64,
    /// The day, where the text has it.
    pub(crate) day: Option<PartialDate>,
    /// Minutes after midnight.
    pub(crate) time: i64,
    pub(crate) text: String,
    pub(crate) mark: Option<Mark>,
}

/// What an entry is in the course of an incident, where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Detection,
    Recovery,
}

impl Timeline {
    /// From the first entry to the last, in minutes.
    pub(crate) fn minutes(&self) -> i64 {
        self.0.last().map_or(0, |entry| entry.minute)
    }

    /// From the first entry to the first that is marked so, in minutes.
    fn until(&self, mark: Mark) -> Option<i64> {
        self.0.iter().find(|entry| entry.mark == Some(mark)).map(|entry| entry.minute)
    }
}

/// The timeline that a body tells: two times of day or more below such a heading, within a week.
pub(crate) fn timeline(body: &Body) -> Option<Timeline> {
    let mut before = None;
    let mut read = Vec::new();
    for line in sections(body, is_timeline).flat_map(|section| section.text.lines()) {
        let Some((moment, rest)) = clock::moment(line, before) else { continue };
        before = Some(moment);
        read.push(Entry {
            minute: moment.minute,
            day: moment.day,
            time: moment.time,
            mark: mark(rest),
            text: shorten(rest, LONGEST),
        });
    }
    read.sort_by_key(|entry| entry.minute);
    let first = read.first()?.minute;
    read.iter_mut().for_each(|entry| entry.minute -= first);
    let timeline = Timeline(read);
    let is_one = (1..=WEEK).contains(&timeline.minutes()) && timeline.0.len() <= MOST_ENTRIES;
    is_one.then_some(timeline)
}

/// Adds what a body counts of its incident to the figures of its front matter.
pub(super) fn add_figures(common: &mut Common, body: &Body) {
    if !body
        .headings
        .iter()
        .any(|heading| heading.rex == Some(RexSection::Timeline) || is_statistics(&heading.text))
    {
        return;
    }
    let mut found: Vec<Figure> = counted(body).collect();
    if let Some(timeline) = timeline(body).filter(|_| is_post_mortem(body)) {
        found.extend(measured(body, &timeline));
    }
    for figure in found.into_iter().take(MOST_FIGURES) {
        let metric = fold::counted(&figure.metric.value);
        if common.figures.iter().all(|known| fold::counted(&known.metric.value) != metric) {
            common.figures.push(figure);
        }
    }
}

/// Whether it also says why, what came of it, or what will be done: else its times may be those of a programme.
fn is_post_mortem(body: &Body) -> bool {
    let says_why = |heading: &Heading| {
        matches!(
            heading.rex,
            Some(
                RexSection::Failure
                    | RexSection::Lessons
                    | RexSection::Actions
                    | RexSection::Surprise
                    | RexSection::Success
            )
        )
    };
    body.headings.iter().any(says_why)
}

/// What the timeline says by itself, in the language of its heading.
fn measured(body: &Body, timeline: &Timeline) -> Vec<Figure> {
    let is_english = sections(body, is_timeline).any(|section| {
        let heading = fold(&section.heading);
        ["timeline", "chronology", "sequence"].iter().any(|word| heading.contains(word))
    });
    let names = if is_english {
        ["incident duration", "time to detection", "time to recovery"]
    } else {
        ["durée de l’incident", "temps de détection", "temps de rétablissement"]
    };
    let day = |entry: Option<&Entry>| entry.and_then(|entry| entry.day);
    let days = day(timeline.0.first()).zip(day(timeline.0.last()));
    let period =
        days.map(|(first, last)| if first == last { first.to_string() } else { format!("{first}/{last}") });
    let lengths = [Some(timeline.minutes()), timeline.until(Mark::Detection), timeline.until(Mark::Recovery)];
    let figures = names.into_iter().zip(lengths).filter_map(|(name, length)| {
        // No incident takes more minutes than can be told exactly.
        let length = u32::try_from(length?).ok()?;
        Some(Figure { period: period.clone().map(Scalar), ..figure(name, f64::from(length)) })
    });
    figures.collect()
}

/// The lines that count a time: `Time to recovery: 31 minutes`, `Temps de rétablissement : 1 h 20`.
fn counted(body: &Body) -> impl Iterator<Item = Figure> {
    let lines = body.sections.iter().flat_map(|section| section.text.lines());
    lines.filter_map(|line| {
        let (label, value) = line.split_once(':')?;
        let label = label.trim();
        let is_counted =
            label.len() <= 60 && starts_with_any(label, &["time to ", "temps de ", "délai de ", "délai d"]);
        let length = is_counted.then(|| clock::minutes(value))??;
        Some(Figure { quote: Some(line.trim().to_owned()), ..figure(&label.to_lowercase(), length) })
    })
}

fn figure(metric: &str, minutes: f64) -> Figure {
    Figure {
        metric: Spanned::new(0..0, metric.to_owned()),
        value: Amount::number(minutes),
        unit: Some("min".to_owned()),
        period: None,
        organisation: None,
        before: None,
        uncertain: false,
        quote: None,
        source: None,
    }
}

fn sections(body: &Body, is_one: impl Fn(&Section) -> bool) -> impl Iterator<Item = &Section> {
    body.sections.iter().filter(move |section| is_one(section))
}

fn is_timeline(section: &Section) -> bool {
    section.rex == Some(RexSection::Timeline)
}

/// Whether a heading opens a list of what was counted.
fn is_statistics(heading: &str) -> bool {
    const NAMES: &[&str] =
        &["stats", "statistics", "metrics", "key figures", "statistiques", "chiffres clés", "métriques"];
    heading.len() <= 20
        && NAMES.iter().any(|name| heading.trim_end_matches([':', ' ']).eq_ignore_ascii_case(name))
}

/// What the words of an entry begin with.
fn mark(text: &str) -> Option<Mark> {
    let (label, _) = text.split_once(':').filter(|(label, _)| label.len() <= 30)?;
    match fold(label).as_str() {
        "detection" | "detected" | "detecte" | "alert" | "alerte" => Some(Mark::Detection),
        "recovery" | "recovered" | "resolved" | "resolution" | "retablissement" | "retabli" | "resolu" => {
            Some(Mark::Recovery)
        }
        _ => None,
    }
}

fn starts_with_any(text: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|begin| text.get(..begin.len()).is_some_and(|start| start.to_lowercase() == *begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Options, Place, parse};
    use crate::vocab::path::ContentPath;

    fn document(text: &str) -> Document {
        let path = ContentPath::new("content/reports/x.md").unwrap();
        parse(Place::of(&path, "reports/x.md").unwrap(), text.as_bytes(), &Options::default())
    }

    fn figures(text: &str) -> Vec<(String, f64)> {
        let document = document(text);
        assert_eq!(document.diagnostics, []);
        document
            .outline
            .common
            .figures
            .iter()
            .map(|figure| (figure.metric.value.clone(), figure.value.middle()))
            .collect()
    }

    const TOLD: &str = "# Bad day\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2021-03-04 10:00 | Deployed |\n| 2021-03-04 10:20 | **Detection:** alarm |\n| 2021-03-04 12:31 | **Recovery:** mended |\n\n## Root cause\n\n- A typo broke it\n";

    #[test]
    fn a_table_of_times_is_a_timeline() {
        let document = document(TOLD);
        let Timeline(entries) = timeline(&document.body).unwrap();
        let told: Vec<_> =
            entries.iter().map(|entry| (entry.minute, entry.mark, entry.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (0, None, "Deployed"),
                (20, Some(Mark::Detection), "Detection: alarm"),
                (151, Some(Mark::Recovery), "Recovery: mended")
            ]
        );
        assert_eq!(document.outline.common.figures[0].period, Some(Scalar("2021-03-04".into())));
        let known = [("incident duration", 151.0), ("time to detection", 20.0), ("time to recovery", 151.0)];
        assert_eq!(figures(TOLD), known.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn a_list_without_days_is_one_too() {
        let french = "# Panne\n\n## Chronologie\n\n- 23h50 : panne\n- 00h10 : retour\n\n## Actions\n\n- Tester mieux\n";
        assert_eq!(figures(french), [("durée de l’incident".to_owned(), 20.0)]);
    }

    #[test]
    fn what_is_said_wins_over_what_is_reckoned_and_front_matter_over_both() {
        let stats = "\n## Stats\n\n- Category: Network\n- Time to detection: 4 minutes\n- Time to recovery: ?\n- Time to joy: 2 hours 1 minute\n";
        let names = |text: &str| {
            figures(text).into_iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>()
        };
        assert_eq!(
            names(&format!("{TOLD}{stats}")),
            ["time to detection 4", "time to joy 121", "incident duration 151", "time to recovery 151"]
        );
        let written = "+++\ntitle = \"T\"\nfigures = [{ metric = \"Incident duration\", value = 7 }]\n+++\n";
        let body = TOLD.trim_start_matches("# Bad day\n");
        assert_eq!(
            names(&format!("{written}{body}")),
            ["Incident duration 7", "time to detection 20", "time to recovery 151"]
        );
    }

    #[test]
    fn other_days_make_another_outline() {
        let later = document(&TOLD.replace("2021-03-04", "2021-03-05"));
        let (told, later) = (document(TOLD).outline, later.outline);
        assert_eq!(told.common.figures.len(), later.common.figures.len());
        assert_ne!(told.fingerprint, later.fingerprint);
    }

    #[test]
    fn a_programme_is_no_incident() {
        let programme = "# Day\n\n## Timeline\n\n- 09:00 Doors\n- 18:00 Beer\n";
        assert_eq!(figures(programme), []);
        assert_eq!(figures("# Day\n\n## Context\n\n- Time to market: 3 days\n"), []);
        let long = "# Project\n\n## Timeline\n\n- 2021-01-01 10:00 Begin\n- 2021-03-01 10:00 End\n\n## Lessons\n\n- Begin earlier\n";
        assert_eq!(figures(long), []);
    }
}
