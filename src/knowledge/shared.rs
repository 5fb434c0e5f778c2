//! Pages that names share: where a site asks for it, a person, organisation, topic or technology without a file, of which few records speak, has no page of its own
//! but a place on one, with others whose names in addresses begin alike. Hosts count files, and most names of a large site are met once.
//!
//! What always holds: a record has a page of its own or a place on one that it shares, never both, and [`Record::place`] is where everyone finds it. Which page that is
//! follows from the names of those that share, so that an edit moves those alone that begin as its own do. A page has [`MOST`] names at most.

use crate::vocab::hash::HashSet;
use crate::vocab::kind::{SHARED, SHARING};
use crate::vocab::path::SitePath;

use super::record::{Details, KnowledgeBase, Record, RecordId, SharedPage};

/// The most names on one page.
const MOST: usize = 36;

/// Gives a place on a shared page to every name without a file of which fewer than `least` records speak; their pages, in the order of addresses.
pub(super) fn settle(records: &mut [Record], least: usize) -> Vec<SharedPage> {
    let mut pages = Vec::new();
    if least < 2 {
        return pages;
    }
    for kind in SHARING {
        let start = records.partition_point(|record| record.kind < kind);
        let end = start + records[start..].partition_point(|record| record.kind == kind);
        let is_rare = |index: &usize| {
            let record = &records[*index];
            record.document.is_none() && spoken_of(records, record, least) < least
        };
        // Records are in the order of their ids, which are their names in addresses.
        let rare: Vec<usize> = (start..end).filter(is_rare).collect();
        let names: Vec<&str> = rare.iter().map(|index| records[*index].id.as_str()).collect();
        let mut groups = Vec::new();
        split(&names, 0, &mut groups);
        let mut at = 0;
        for (beginning, count) in groups {
            let those = &rare[at..at + count];
            at += count;
            // No address can be made of such a beginning: those keep their own.
            let Some(address) = SitePath::new([kind.folder(), SHARED, beginning]) else { continue };
            let records = those.iter().map(|index| RecordId(*index as u32)).collect();
            pages.push(SharedPage { kind, address, beginning: beginning.to_owned(), records });
        }
    }
    for page in &pages {
        for RecordId(index) in &page.records {
            let record = &mut records[*index as usize];
            record.shares = Some(format!("{}#{}", page.address, record.id));
        }
    }
    pages
}

/// How many records speak of this one, `enough` at most.
fn spoken_of(records: &[Record], record: &Record, enough: usize) -> usize {
    let mut speakers = HashSet::default();
    for link in &record.backlinks {
        speakers.insert(speaker(records, link.from));
        if speakers.len() == enough {
            break;
        }
    }
    speakers.len()
}

/// Who speaks where this record does: a lesson, figure or action is a part of the record that it comes from.
fn speaker(records: &[Record], from: RecordId) -> RecordId {
    match &records[from.0 as usize].details {
        Details::Lesson(lesson) => lesson.source,
        Details::Figure(figure) => figure.source,
        Details::Action(action) => action.source,
        _ => from,
    }
}

impl KnowledgeBase {
    /// The records that speak of this one, each once, newest first.
    pub(crate) fn speakers(&self, record: &Record) -> Vec<RecordId> {
        let mut met = HashSet::default();
        let all = record.backlinks.iter().map(|link| speaker(&self.records, link.from));
        all.filter(|id| met.insert(*id)).collect()
    }
}

/// The groups of these names, which are in order and begin alike in their first letters, so many of them: each with what it begins with and how many it is.
fn split<'n>(names: &[&'n str], alike: usize, groups: &mut Vec<(&'n str, usize)>) {
    let beginning = |name: &'n str, letters: usize| {
        name.char_indices().nth(letters).map_or(name, |(end, _)| &name[..end])
    };
    for group in names.chunk_by(|&a, &b| beginning(a, alike + 1) == beginning(b, alike + 1)) {
        let common = beginning(group[0], alike + 1);
        if group.len() <= MOST {
            groups.push((common, group.len()));
            continue;
        }
        // A name that is no longer comes first, and goes no further.
        let whole = usize::from(group[0] == common);
        if whole > 0 {
            groups.push((common, 1));
        }
        split(&group[whole..], alike + 1, groups);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_where_they_are_too_many() {
        let few = ["ada", "alan", "bob"];
        let mut groups = Vec::new();
        split(&few, 0, &mut groups);
        assert_eq!(groups, [("a", 2), ("b", 1)]);

        let mut many: Vec<String> = (0..MOST).map(|number| format!("ma-{number:02}")).collect();
        many.extend(["m".to_owned(), "ma".to_owned(), "mo".to_owned()]);
        many.sort_unstable();
        let names: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut groups = Vec::new();
        split(&names, 0, &mut groups);
        assert_eq!(groups, [("m", 1), ("ma", 1), ("ma-", MOST), ("mo", 1)]);
        assert_eq!(groups.iter().map(|(_, count)| count).sum::<usize>(), names.len());
    }
}
