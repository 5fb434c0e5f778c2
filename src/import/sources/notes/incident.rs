//! Post-mortems: when the incident was, how long it lasted, and the figures that they count.

use super::note::Note;
use crate::harvest::reading::blocks::Block;
use crate::harvest::reading::{dates, plain};
use crate::harvest::record::Figure;
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// What a post-mortem says of its incident.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Incident {
    pub(super) date: Option<PartialDate>,
    pub(super) figures: Vec<Figure>,
    pub(super) topics: Vec<String>,
    /// It is there to be filled in.
    pub(super) is_template: bool,
}

/// The incident of a note; none where it is no post-mortem.
pub(super) fn incident(note: &Note) -> Option<Incident> {
    const SECTIONS: &[&str] = &[
        "timeline",
        "chronologie",
        "contributing factors",
        "root cause",
        "root causes",
        "cause racine",
        "causes racines",
        "causes",
        "action items",
        "actions",
        "actions correctives",
        "lessons learned",
        "impact",
        "resolution",
        "detection",
        "trigger",
        "what went well",
        "what went wrong",
        "summary",
        "resume",
        "stats",
    ];
    let list = &note.blocks.list;
    let headings: Vec<String> =
        list.iter().filter(|block| block.level().is_some()).map(|block| fold(&block.text)).collect();
    let known = headings
        .iter()
        .filter(|heading| {
            SECTIONS.iter().any(|name| heading.as_str() == *name || heading.starts_with(&format!("{name} ")))
        })
        .count();
    let named = fold(&format!("{} {}", note.title, note.stem()));
    let says_so =
        ["postmortem", "post mortem", "incident", "outage", "panne"].iter().any(|word| named.contains(word));
    let has_timeline = headings.iter().any(|heading| heading == "timeline" || heading == "chronologie");
    if !(known >= 3 && (has_timeline || says_so)) {
        return None;
    }
    let timeline = timeline(list);
    let date = timeline.iter().find_map(|text| dates::iso(text));
    let mut figures: Vec<Figure> = duration(&timeline).into_iter().collect();
    let mut topics = Vec::new();
    for line in list.iter().flat_map(|block| block.text.lines()) {
        let Some((label, value)) = line.split_once(':') else { continue };
        match fold(label).as_str() {
            "category" | "categorie" => topics.extend(topic(value)),
            metric if metric.starts_with("time to ") || metric.starts_with("temps de ") => {
                figures.extend(minutes(value).map(|value| measured(metric, value, line)));
            }
            _ => {}
        }
    }
    let is_template = named.contains("template") || named.contains("modele");
    Some(Incident { date, figures, topics, is_template })
}

/// The texts below the heading of the timeline.
fn timeline(list: &[Block]) -> Vec<String> {
    let begins = list.iter().position(|block| {
        block.level().is_some() && ["timeline", "chronologie"].contains(&fold(&block.text).as_str())
    });
    let below = begins.map_or(&[][..], |at| &list[at + 1..]);
    let own = below.iter().take_while(|block| block.level().is_none());
    own.flat_map(|block| block.text.lines().map(str::to_owned)).collect()
}

/// From the first to the last time of a timeline; nothing above a week, which is more often a mistake or the clearing up.
fn duration(timeline: &[String]) -> Option<Figure> {
    const WEEK: i32 = 7 * 24 * 60;
    let times: Vec<i32> = timeline.iter().filter_map(|text| minute(text)).collect();
    let (first, last) = (times.first()?, times.last()?);
    let length = last.checked_sub(*first)?;
    (length > 0 && length <= WEEK).then(|| Figure {
        metric: "incident duration".into(),
        value: length.into(),
        unit: Some("min".into()),
        period: None,
        quote: None,
    })
}

/// `2020-01-16 12:00` in minutes since a day long ago.
fn minute(text: &str) -> Option<i32> {
    let text = text.trim();
    let written = text.get(..16)?.replace(' ', "T");
    let date = PartialDate::parse(&written).ok()?;
    let time = date.time?;
    let days = date.civil()?.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).ok()?.get_days();
    days.checked_mul(1440)?.checked_add(i32::from(time.hour) * 60 + i32::from(time.minute))
}

/// `31 minutes`, `4 hours 42 minutes`; nothing else.
fn minutes(text: &str) -> Option<f64> {
    let folded = fold(text.split('[').next().unwrap_or(text));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || !words.len().is_multiple_of(2) {
        return None;
    }
    words.chunks(2).try_fold(0.0, |sum, pair| {
        let number: f64 = pair[0].parse().ok()?;
        let factor = match pair[1] {
            "minute" | "minutes" | "min" | "mins" => 1.0,
            "hour" | "hours" | "h" | "heure" | "heures" => 60.0,
            _ => return None,
        };
        Some(sum + number * factor)
    })
}

fn measured(metric: &str, value: f64, line: &str) -> Figure {
    Figure {
        metric: metric.to_owned(),
        value,
        unit: Some("min".into()),
        period: None,
        quote: Some(plain::line(line.trim_start_matches(['-', '*', ' ']))),
    }
}

fn topic(value: &str) -> Option<String> {
    let value = plain::line(value);
    let says_something = value.chars().any(char::is_alphanumeric)
        && !value.chars().all(|letter| letter == 'X')
        && value.chars().count() <= 60;
    says_something.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn post_mortems_are_read() {
        let text = "# Bad day\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2021-03-04 10:00 | Alarm |\n| 2021-03-04 12:31 | Mended |\n\n## Action Items\n\n- x\n\n# Stats\n\n- Category: Network\n- Time to detection: 4 minutes\n- Time to recovery: 2 hours 1 minute\n- Time to joy: ?\n";
        let read = incident(&Note::read("x.md", text)).unwrap();
        assert_eq!(read.date.unwrap().to_string(), "2021-03-04");
        let figures: Vec<_> =
            read.figures.iter().map(|figure| (figure.metric.as_str(), figure.value as i64)).collect();
        assert_eq!(
            figures,
            [("incident duration", 151), ("time to detection", 4), ("time to recovery", 121)]
        );
        assert_eq!(read.topics, ["Network"]);
        assert_eq!(incident(&Note::read("x.md", "# T\n\n## Summary\n\ntext\n")), None);
    }
}
