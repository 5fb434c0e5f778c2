//! Which pages and files of its own the site has, by what its records are.
//!
//! Whether a theme leaves some of them out is not known here: what is said is what every theme may have.

use std::borrow::Cow;

use crate::document::LessonKind;
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::kind::Kind;

use super::own::lessons::name_of;
use super::own::{self, LessonsAbout, OwnFile, OwnPage};
use super::record::{Details, Record, RecordId};

/// What the records of a site make it have.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// By [`Kind::ALL`].
    kinds: [usize; Kind::ALL.len()],
    lessons: [usize; LessonKind::ALL.len()],
    /// Whether something is said of what became of a lesson, or an action names one: which states follow is not known yet.
    has_lives: bool,
    /// How many lessons there are about each topic and of each organisation that has enough of them for a list, by its name in addresses.
    topics: HashMap<String, usize>,
    organisations: HashMap<String, usize>,
    years: HashSet<i16>,
}

impl Present {
    /// What these records make.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut present = Self::default();
        let mut about = vec![0_usize; records.len()];
        for record in records {
            present.kinds[record.kind as usize] += 1;
            present.years.extend(record.date.map(|date| date.year));
            if let Details::Lesson(lesson) = &record.details {
                present.lessons[lesson.kind as usize] += 1;
                present.has_lives |= record.written_life().is_some();
                for RecordId(number) in record.topics.iter().chain(&record.organisations) {
                    about[*number as usize] += 1;
                }
            }
            present.has_lives |= record.action().is_some_and(|action| !action.lessons.is_empty());
        }
        for (record, count) in records.iter().zip(about).filter(|(_, count)| *count >= own::LEAST) {
            let counts = match record.kind {
                Kind::Topic => &mut present.topics,
                _ => &mut present.organisations,
            };
            counts.insert(name_of(record).into_owned(), count);
        }
        present
    }

    /// Whether the site has a page or file of its own at this address from its root, with or without a slash at the end.
    pub(super) fn has(&self, address: &str) -> bool {
        let path = address.trim_matches('/');
        let folder = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        let works = self.kinds[Kind::Talk as usize] + self.kinds[Kind::Report as usize];
        let listed = match OwnPage::at(&folder) {
            Some(OwnPage::Home) => 1,
            Some(OwnPage::List(kind)) => self.kinds[kind as usize],
            Some(OwnPage::Lessons(chosen)) => {
                let of_kinds = LessonKind::ALL.into_iter().filter(|kind| chosen.has(*kind, chosen.state));
                let count = of_kinds.map(|kind| self.lessons[kind as usize]).sum();
                if chosen.state.is_some() && !self.has_lives { 0 } else { count }
            }
            Some(OwnPage::Year(year)) if !self.years.contains(&year) => 0,
            // What has no date, no organisations with topics and no figures to compare has no charts.
            Some(OwnPage::Explore) if self.years.is_empty() && !self.may_be_compared() => 0,
            Some(
                OwnPage::Year(_) | OwnPage::Years | OwnPage::Explore | OwnPage::Debts | OwnPage::ReadingList,
            ) => works,
            // A record owes a few things at most: whatever it is, it may owe some.
            Some(OwnPage::FollowUps | OwnPage::Search) => self.kinds.iter().sum(),
            None => match LessonsAbout::at(own::without_part(&folder)) {
                Some(about) => self.lessons_about(&about),
                None => return !address.ends_with('/') && self.has_file(path),
            },
        };
        // A list is on as many pages as it has records, at most.
        listed >= own::number_of_part(&folder)
    }

    /// How many lessons there are at most of such a choice.
    fn lessons_about(&self, about: &LessonsAbout<'_>) -> usize {
        let count = |counts: &HashMap<String, usize>, name: &Option<Cow<'_, str>>| {
            name.as_deref().map(|name| counts.get(name).copied().unwrap_or_default())
        };
        let counts = [count(&self.topics, &about.topic), count(&self.organisations, &about.organisation)];
        counts.into_iter().flatten().min().unwrap_or_default()
    }

    fn may_be_compared(&self) -> bool {
        let [organisations, topics, figures] =
            [Kind::Organisation, Kind::Topic, Kind::Figure].map(|kind| self.kinds[kind as usize]);
        (organisations > 0 && topics > 0) || figures > 1
    }

    fn has_file(&self, path: &str) -> bool {
        let of_api = |name: &str| {
            let collection = name.split_once('/').map_or(name, |(collection, _)| collection);
            matches!(name, "index" | "schema") || collection == "debts" || {
                let mut kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page);
                kinds.any(|kind| kind.folder() == collection && self.kinds[kind as usize] > 0)
            }
        };
        OwnFile::ALL.iter().any(|file| file.path() == path)
            || matches!(path, "search/engine.js" | "search/manifest")
            || path.strip_prefix("api/").and_then(|path| path.strip_suffix(".json")).is_some_and(of_api)
    }
}
