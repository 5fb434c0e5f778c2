//! Which lists of lessons there are, and which lessons each has: of a kind, in a state, about a topic, of an organisation, or of several of these.
//!
//! Lists of a kind or in a state are all there that have a lesson. Of those about a topic or of an organisation there could be as many as there are
//! pairs of names. What always holds: there are at most [`LISTS`] of these, with at most [`ENTRIES`] lessons in all, however large the site.

use std::cmp::Reverse;

use crate::document::LessonKind;
use crate::document::matter::LessonState;
use crate::knowledge::own::{LEAST, LessonsAbout, LessonsOf};
use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::hash::{HashMap, HashSet};

/// Topics, and organisations, that have lists of lessons: those that have most.
const NAMES: usize = 12;
/// Lists about a topic or of an organisation.
const LISTS: usize = 500;
/// Lessons in all of these lists together; each stands in several.
const ENTRIES: usize = 20_000;

/// What lessons of a list have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Choice {
    pub(crate) of: LessonsOf,
    pub(crate) topic: Option<RecordId>,
    pub(crate) organisation: Option<RecordId>,
}

/// The lists of lessons; that of all is the list of their kind of record.
#[derive(Debug, Default)]
pub(crate) struct Lessons {
    lists: HashMap<Choice, Vec<RecordId>>,
    /// In the order in which they are planned.
    choices: Vec<Choice>,
    /// The topics and organisations that have lists, those with most lessons first.
    topics: Vec<RecordId>,
    organisations: Vec<RecordId>,
}

impl Choice {
    /// Whatever they are about and whosever they are.
    pub(crate) fn of(of: LessonsOf) -> Self {
        Self { of, ..Self::default() }
    }

    /// Where its list is, from the site's root: its first page.
    pub(crate) fn address(self, knowledge: &KnowledgeBase) -> String {
        let record = |id| knowledge.record(id);
        LessonsAbout::new(self.of, self.topic.map(record), self.organisation.map(record)).address()
    }

    /// The choices that are by one thing less.
    fn wider(self) -> impl Iterator<Item = Self> {
        let Self { of, .. } = self;
        [
            self.of.kind.map(|_| Self { of: LessonsOf { kind: None, ..of }, ..self }),
            self.of.state.map(|_| Self { of: LessonsOf { state: None, ..of }, ..self }),
            self.topic.map(|_| Self { topic: None, ..self }),
            self.organisation.map(|_| Self { organisation: None, ..self }),
        ]
        .into_iter()
        .flatten()
    }

    /// How much is chosen by.
    fn filters(self) -> usize {
        self.wider().count()
    }
}

impl Lessons {
    /// `all` are all lessons, newest first.
    pub(super) fn new(knowledge: &KnowledgeBase, all: &[RecordId]) -> Self {
        let topics = most(knowledge, all, |id| &knowledge.record(id).topics);
        let organisations = most(knowledge, all, |id| &knowledge.record(id).organisations);
        let choices_of = |id: &RecordId| choices(knowledge, *id, &topics, &organisations);
        let mut counts: HashMap<Choice, usize> = HashMap::default();
        all.iter().flat_map(choices_of).for_each(|choice| *counts.entry(choice).or_default() += 1);
        let plain = LessonsOf::all().map(Choice::of).filter(|choice| counts.contains_key(choice));
        let plain: Vec<_> = plain.collect();
        let is_bounded = |choice: &Choice| choice.topic.is_some() || choice.organisation.is_some();
        let mut bounded: Vec<(Choice, usize)> = counts.into_iter().collect();
        bounded.retain(|(choice, count)| is_bounded(choice) && *count >= LEAST);
        // What is chosen by less is of more use.
        bounded.sort_unstable_by_key(|(choice, count)| (choice.filters(), Reverse(*count), *choice));
        let (mut kept, mut entries) = (HashSet::default(), 0);
        bounded.retain(|(choice, count)| {
            // Who chooses less again finds a list, too.
            let has_wider = choice.wider().all(|wider| !is_bounded(&wider) || kept.contains(&wider));
            let fits = has_wider && kept.len() < LISTS && entries + count <= ENTRIES;
            if fits {
                entries += count;
                kept.insert(*choice);
            }
            fits
        });
        let choices: Vec<_> =
            plain.into_iter().chain(bounded.into_iter().map(|(choice, _)| choice)).collect();
        let mut lists: HashMap<Choice, Vec<RecordId>> =
            choices.iter().map(|choice| (*choice, Vec::new())).collect();
        for id in all {
            for choice in choices_of(id) {
                if let Some(list) = lists.get_mut(&choice) {
                    list.push(*id);
                }
            }
        }
        Self { lists, choices, topics, organisations }
    }

    /// Every choice that has a list, but all lessons.
    pub(crate) fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        self.choices.iter().copied()
    }

    /// The lessons of a choice, newest first; none when there is no such list.
    pub(super) fn of(&self, choice: Choice) -> &[RecordId] {
        self.lists.get(&choice).map_or(&[], Vec::as_slice)
    }

    /// The topics that have lists, those with most lessons first.
    pub(crate) fn topics(&self) -> &[RecordId] {
        &self.topics
    }

    /// The organisations that have lists, those with most lessons first.
    pub(crate) fn organisations(&self) -> &[RecordId] {
        &self.organisations
    }
}

/// The names that most lessons have, most first.
fn most<'k>(
    knowledge: &KnowledgeBase,
    all: &[RecordId],
    names_of: impl Fn(RecordId) -> &'k [RecordId],
) -> Vec<RecordId> {
    let mut counts = vec![0_usize; knowledge.records.len()];
    all.iter().flat_map(|id| names_of(*id)).for_each(|name| counts[name.0 as usize] += 1);
    let mut names: Vec<_> = (0_u32..)
        .map(RecordId)
        .zip(counts)
        .filter(|(_, count)| *count >= LEAST)
        .map(|(id, count)| (Reverse(count), id))
        .collect();
    names.sort_unstable();
    names.into_iter().take(NAMES).map(|(_, id)| id).collect()
}

/// Every choice that a lesson is of, but all lessons.
fn choices(
    knowledge: &KnowledgeBase,
    id: RecordId,
    topics: &[RecordId],
    organisations: &[RecordId],
) -> Vec<Choice> {
    let record = knowledge.record(id);
    let Details::Lesson(lesson) = &record.details else { return Vec::new() };
    let or_any = |names: &[RecordId], listed: &[RecordId]| -> Vec<Option<RecordId>> {
        let listed = names.iter().copied().filter(|name| listed.contains(name)).map(Some);
        std::iter::once(None).chain(listed).collect()
    };
    let kinds: [Option<LessonKind>; 2] = [None, Some(lesson.kind)];
    let states: Vec<Option<LessonState>> = std::iter::once(None).chain(record.state().map(Some)).collect();
    let (topics, organisations) =
        (or_any(&record.topics, topics), or_any(&record.organisations, organisations));
    let mut all = Vec::with_capacity(kinds.len() * states.len() * topics.len() * organisations.len());
    for kind in kinds {
        for state in &states {
            for topic in &topics {
                for organisation in &organisations {
                    let of = LessonsOf { kind, state: *state };
                    all.push(Choice { of, topic: *topic, organisation: *organisation });
                }
            }
        }
    }
    all.retain(|choice| *choice != Choice::default());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::listing::Listing;
    use crate::site::tests::{documents, resolved};

    fn addresses(lessons: &Lessons, knowledge: &KnowledgeBase) -> Vec<(String, usize)> {
        lessons.choices().map(|choice| (choice.address(knowledge), lessons.of(choice).len())).collect()
    }

    #[test]
    fn what_has_enough_lessons_has_a_list() {
        let report = |topics: &str, house: &str, lessons: usize| {
            let lessons: Vec<_> = (0..lessons).map(|number| format!("- Measure case {number}.\n")).collect();
            let lessons = lessons.concat();
            format!(
                "+++\ntopics = [{topics}]\norganisations = [\"{house}\"]\n+++\n## What went wrong\n\n{lessons}"
            )
        };
        let (one, two) = (report("\"DNS\", \"Chaos\"", "Acme", 4), report("\"DNS\"", "Bolt", 5));
        let knowledge = resolved(&documents(&[("reports/one.md", &one), ("reports/two.md", &two)]));
        let listing = Listing::new(&knowledge);
        assert_eq!(
            addresses(&listing.lessons, &knowledge),
            [
                ("/lessons/failure/", 9),
                ("/lessons/topic/dns/", 9),
                ("/lessons/organisation/bolt/", 5),
                ("/lessons/failure/topic/dns/", 9),
                ("/lessons/topic/dns/organisation/bolt/", 5),
                ("/lessons/failure/organisation/bolt/", 5),
                ("/lessons/failure/topic/dns/organisation/bolt/", 5),
            ]
            .map(|(address, count)| (address.to_owned(), count))
        );
    }

    #[test]
    fn however_many_names_there_are_lists_are_bounded() {
        let report = |number: usize| {
            let topics: Vec<_> = (0..40).map(|topic| format!("\"T {}\"", (topic + number) % 60)).collect();
            let houses: Vec<_> = (0..40).map(|house| format!("\"H {}\"", (house + number) % 50)).collect();
            let lessons: Vec<_> = (0..30).map(|lesson| format!("- Measure case {lesson}.\n")).collect();
            let (topics, houses, lessons) = (topics.join(", "), houses.join(", "), lessons.concat());
            format!(
                "+++\ntopics = [{topics}]\norganisations = [{houses}]\n+++\n## Lessons learned\n\n{lessons}"
            )
        };
        let reports: Vec<_> =
            (0..40).map(|number| (format!("reports/r{number}.md"), report(number))).collect();
        let reports: Vec<_> = reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let knowledge = resolved(&documents(&reports));
        let lessons = Listing::new(&knowledge).lessons;
        assert_eq!((lessons.topics().len(), lessons.organisations().len()), (NAMES, NAMES));
        let bounded: Vec<_> = addresses(&lessons, &knowledge).into_iter().skip(1).collect();
        let entries: usize = bounded.iter().map(|(_, count)| count).sum();
        assert!(bounded.len() <= LISTS && entries <= ENTRIES, "{} {entries}", bounded.len());
        assert!(entries > ENTRIES - 1_200, "{entries}");
    }
}
