//! The addresses of lists of lessons: of a kind, in a state, about a topic, of an organisation, or of several of these.
//!
//! Apart from the other addresses of the site's own, since a topic or an organisation in one is a record's name. What always holds: an address means
//! one choice, since the words before names are the folder of no kind, and names have no two hyphens in a row.

use std::borrow::Cow;

use crate::document::LessonKind;
use crate::document::matter::LessonState;
use crate::knowledge::record::Record;
use crate::vocab::kind::Kind;

/// So many lessons about a topic or of an organisation make a list: fewer are on its page.
pub(crate) const LEAST: usize = 5;

/// The words before names.
const WORDS: [(&str, Kind); 2] = [("topic", Kind::Topic), ("organisation", Kind::Organisation)];
/// What stands for `/` in a name.
const SLASH: &str = "--";

/// Which lessons a list has: those of a kind, those in a state, or those of a kind in a state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LessonsOf {
    pub(crate) kind: Option<LessonKind>,
    pub(crate) state: Option<LessonState>,
}

impl LessonsOf {
    /// Every choice but all lessons, which are the list of their kind of record.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let kinds = || std::iter::once(None).chain(LessonKind::ALL.map(Some));
        let states = || std::iter::once(None).chain(LessonState::ALL.map(Some));
        let all = kinds().flat_map(move |kind| states().map(move |state| Self { kind, state }));
        all.filter(|chosen| *chosen != Self::default())
    }

    /// Whether it has a lesson of this kind in this state.
    pub(crate) fn has(self, kind: LessonKind, state: Option<LessonState>) -> bool {
        self.kind.is_none_or(|own| own == kind) && (self.state.is_none() || self.state == state)
    }

    /// Its address, from the site's root: `/lessons/failure/applied/`.
    pub(super) fn address(self) -> String {
        let names = [self.kind.map(LessonKind::name), self.state.map(LessonState::name)];
        let names = names.into_iter().flatten().map(|name| format!("{name}/"));
        std::iter::once(format!("/{}/", Kind::Lesson.folder())).chain(names).collect()
    }
}

/// Which lessons a list has that are about a topic, of an organisation, or both; by names as addresses have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LessonsAbout<'a> {
    pub(crate) of: LessonsOf,
    pub(crate) topic: Option<Cow<'a, str>>,
    pub(crate) organisation: Option<Cow<'a, str>>,
}

impl<'a> LessonsAbout<'a> {
    /// The lessons about this topic and of this organisation, one of which may be missing.
    pub(crate) fn new(of: LessonsOf, topic: Option<&'a Record>, organisation: Option<&'a Record>) -> Self {
        Self { of, topic: topic.map(name_of), organisation: organisation.map(name_of) }
    }

    /// Its address, from the site's root: `/lessons/failure/topic/dns/organisation/monzo/`.
    pub(crate) fn address(&self) -> String {
        let mut address = self.of.address();
        for ((word, _), name) in WORDS.into_iter().zip([&self.topic, &self.organisation]) {
            if let Some(name) = name {
                address += &format!("{word}/{name}/");
            }
        }
        address
    }

    /// The choice whose list begins at this address.
    pub(in crate::knowledge) fn at(address: &'a str) -> Option<Self> {
        let path = address.strip_prefix('/')?.strip_suffix('/')?;
        let mut parts = path.split('/').peekable();
        parts.next_if_eq(&Kind::Lesson.folder())?;
        let kind =
            parts.peek().and_then(|name| LessonKind::ALL.into_iter().find(|kind| kind.name() == *name));
        kind.and_then(|_| parts.next());
        let state = parts.peek().and_then(|name| LessonState::from_name(name));
        state.and_then(|_| parts.next());
        let [topic, organisation] = WORDS.map(|(word, _)| {
            parts
                .next_if_eq(&word)
                .and_then(|_| parts.next())
                .filter(|name| !name.is_empty())
                .map(Cow::Borrowed)
        });
        let about = Self { of: LessonsOf { kind, state }, topic, organisation };
        let is_about = about.topic.is_some() || about.organisation.is_some();
        (is_about && parts.next().is_none() && about.address() == address).then_some(about)
    }
}

/// The name of a topic or organisation in the addresses of lists.
pub(in crate::knowledge) fn name_of(record: &Record) -> Cow<'_, str> {
    let address = record.address.as_str();
    let name =
        address.strip_prefix('/').and_then(|path| path.split_once('/')).map_or(address, |(_, name)| name);
    let name = name.trim_end_matches('/');
    if name.contains('/') { Cow::Owned(name.replace('/', SLASH)) } else { Cow::Borrowed(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_known_by_its_address() {
        for of in LessonsOf::all().chain([LessonsOf::default()]) {
            for (topic, organisation) in
                [(Some("dns"), None), (None, Some("a--b")), (Some("topic"), Some("organisation"))]
            {
                let about = LessonsAbout {
                    of,
                    topic: topic.map(Cow::from),
                    organisation: organisation.map(Cow::from),
                };
                assert_eq!(LessonsAbout::at(&about.address()), Some(about));
            }
            assert_eq!(LessonsAbout::at(&of.address()), None);
        }
        for free in [
            "/lessons/topics/dns/",
            "/lessons/topic/",
            "/lessons/topic/dns",
            "/lessons/organisation/a/topic/b/",
            "/lessons/applied/failure/topic/dns/",
            "/lessons/topic/dns/applied/",
            "/topic/dns/",
        ] {
            assert_eq!(LessonsAbout::at(free), None, "{free}");
        }
    }
}
