//! Post-mortems: when the incident was, and what it was about. What it counts (its duration, its time to recovery) is read from its text wherever that is
//! published, and is nobody's to copy.

use super::note::Note;
use crate::harvest::reading::blocks::Block;
use crate::harvest::reading::{dates, plain};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// What a post-mortem says of its incident.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Incident {
    pub(super) date: Option<PartialDate>,
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
    let mut topics = Vec::new();
    for line in list.iter().flat_map(|block| block.text.lines()) {
        let Some((label, value)) = line.split_once(':') else { continue };
        if matches!(fold(label).as_str(), "category" | "categorie") {
            topics.extend(topic(value));
        }
    }
    let is_template = named.contains("template") || named.contains("modele");
    Some(Incident { date, topics, is_template })
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
        assert_eq!(read.topics, ["Network"]);
        assert_eq!(incident(&Note::read("x.md", "# T\n\n## Summary\n\ntext\n")), None);
    }
}
