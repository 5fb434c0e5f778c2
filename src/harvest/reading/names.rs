//! Names of people and topics: what is no name is left out, lists in one string are split, and every spelling of a name
//! becomes the most frequent one.

use std::collections::BTreeMap;

use super::plain::line;
use crate::harvest::record::{Participant, Record, Specific};
use crate::vocab::fold::fold;

/// Whether this stands for nobody in particular: `Various speakers`, `TBD`.
pub(crate) fn is_nobody(name: &str) -> bool {
    let folded = fold(name);
    let is_word = NOBODY.contains(&folded.as_str());
    is_word
        || folded.starts_with("various ")
        || folded.starts_with("multiple ")
        || folded.contains("lightning talks")
        || !folded.chars().any(char::is_alphabetic)
}

const NOBODY: &[&str] = &[
    "all",
    "anonymous",
    "everyone",
    "multiple",
    "n a",
    "na",
    "nobody",
    "none",
    "null",
    "others",
    "panel",
    "panelists",
    "presenter",
    "several",
    "several speakers",
    "speaker",
    "speakers",
    "tba",
    "tbc",
    "tbd",
    "unknown",
    "unknown speaker",
    "various",
    "varios",
    "varios ponentes",
];

/// The people in one string: most often one; two whole names joined by ` & ` or `; ` are two.
pub(crate) fn people(text: &str) -> Vec<String> {
    let text = line(text);
    for joint in [" & ", "; "] {
        let parts: Vec<&str> = text.split(joint).map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| part.split(' ').count() > 1) {
            return parts.into_iter().map(str::to_owned).collect();
        }
    }
    vec![text]
}

/// The topics in one string: commas part them, and `#` when it begins the string.
pub(crate) fn topics(text: &str) -> Vec<String> {
    let text = line(text);
    let by_hash = text.starts_with('#');
    let parts = text.split(|letter| letter == ',' || (by_hash && letter == '#'));
    let parts = parts.map(|part| part.trim().trim_matches('"').trim());
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// Gives every topic and every person of these records one spelling.
pub(crate) fn settle(records: &mut [Record]) {
    let (mut people, mut topics) = (Spellings::default(), Spellings::default());
    for record in &mut *records {
        record.common.topics.iter().for_each(|name| topics.count(name));
        participants(record).into_iter().flatten().for_each(|one| people.count(&one.name));
    }
    for record in records {
        topics.settle(&mut record.common.topics);
        if matches!(record.specific, Specific::Person(_)) {
            record.title = people.best(&record.title);
        }
        let Some(list) = participants(record) else { continue };
        let mut known: Vec<Participant> = Vec::with_capacity(list.len());
        for mut one in list.drain(..) {
            one.name = people.best(&one.name);
            if known.iter().all(|other| other.name != one.name) {
                known.push(one);
            }
        }
        *list = known;
    }
}

fn participants(record: &mut Record) -> Option<&mut Vec<Participant>> {
    match &mut record.specific {
        Specific::Talk(talk) => Some(&mut talk.speakers),
        Specific::Report(report) => Some(&mut report.authors),
        _ => None,
    }
}

/// How names are spelled: each is counted first, then asked for.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    met: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Spellings {
    /// Counts one use of a name.
    pub(crate) fn count(&mut self, name: &str) {
        let times = self.met.entry(fold(name)).or_default().entry(name.to_owned()).or_default();
        *times += 1;
    }

    /// The most frequent spelling of a name. Of spellings that are equally frequent the one with more accents wins, then the first in order.
    fn best(&self, name: &str) -> String {
        let best = self.met.get(&fold(name)).and_then(|spellings| {
            let accents = |text: &str| text.chars().filter(|letter| !letter.is_ascii()).count();
            spellings
                .iter()
                .max_by(|(a, times_a), (b, times_b)| {
                    (times_a, accents(a)).cmp(&(times_b, accents(b))).then_with(|| b.cmp(a))
                })
                .map(|(spelling, _)| spelling.clone())
        });
        best.unwrap_or_else(|| name.to_owned())
    }

    /// The most frequent spelling of each of these names, each name once, in their order.
    pub(crate) fn settle(&self, names: &mut Vec<String>) {
        let mut settled: Vec<String> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let best = self.best(&name);
            if !settled.contains(&best) {
                settled.push(best);
            }
        }
        *names = settled;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_no_person() {
        for nobody in ["Various speakers", "VARIOUS", "TBD", "N/A", "?", "", "Sunday Lightning Talks"] {
            assert!(is_nobody(nobody), "{nobody}");
        }
        for someone in ["Ann Various", "李小龙", "VM (Vicky) Brasseur", "Panel Smith"] {
            assert!(!is_nobody(someone), "{someone}");
        }
    }

    #[test]
    fn lists_are_split() {
        assert_eq!(people("Ann Example & Bob Sample"), ["Ann Example", "Bob Sample"]);
        assert_eq!(people("Keira & Sky"), ["Keira & Sky"]);
        assert_eq!(people("R. Copeland, Jr."), ["R. Copeland, Jr."]);
        assert_eq!(topics("python, web ,,"), ["python", "web"]);
        assert_eq!(topics("#a#b c"), ["a", "b c"]);
        assert_eq!(topics("C#"), ["C#"]);
        assert_eq!(topics(" ? "), Vec::<String>::new());
    }

    #[test]
    fn the_most_frequent_spelling_wins() {
        let mut spellings = Spellings::default();
        for name in ["Python", "python", "python", "Jose", "José", "C", "C++"] {
            spellings.count(name);
        }
        let mut names = ["Python", "PYTHON", "Jose", "C++", "C"].map(str::to_owned).to_vec();
        spellings.settle(&mut names);
        assert_eq!(names, ["python", "José", "C++", "C"]);
    }
}
