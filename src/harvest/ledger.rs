//! What the rules of an import did: how often each was used, and where first.
//!
//! Apart, since every source and the writer keep it, and reports are made from it. What always holds: at most three places of a rule are kept, the
//! first in the order in which they were noted; no text of the source is, so that nothing private gets into a report.

use std::collections::BTreeMap;

/// A rule by which something was read, or left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    pub did: Did,
    /// Its name, for programs.
    pub name: &'static str,
    /// What it does, for people: `the first heading is the title`.
    pub says: &'static str,
}

/// What became of what a rule met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// It is in the content.
    Took,
    /// It is in a comment of the content, with its reason.
    Guessed,
    /// It is not in the content.
    Left,
}

impl Did {
    /// As programs and the report name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Took => "taken",
            Self::Guessed => "guessed",
            Self::Left => "left",
        }
    }
}

impl Rule {
    /// A rule that is sure.
    pub(crate) const fn took(name: &'static str, says: &'static str) -> Self {
        Self { did: Did::Took, name, says }
    }

    /// A rule that suggests.
    pub(crate) const fn guessed(name: &'static str, says: &'static str) -> Self {
        Self { did: Did::Guessed, name, says }
    }

    /// A rule that leaves something out.
    pub(crate) const fn left(name: &'static str, says: &'static str) -> Self {
        Self { did: Did::Left, name, says }
    }
}

/// How often each rule was used, and where first.
#[derive(Debug, Clone, Default)]
pub struct Ledger(BTreeMap<Rule, Uses>);

/// The uses of one rule.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    pub count: usize,
    /// The first three, in the source's words.
    pub places: Vec<String>,
}

impl Ledger {
    /// Notes one use.
    pub(crate) fn note(&mut self, rule: Rule, place: &str) {
        self.note_many(rule, place, 1);
    }

    /// Notes several uses at one place.
    pub(crate) fn note_many(&mut self, rule: Rule, place: &str, count: usize) {
        if count == 0 {
            return;
        }
        let uses = self.0.entry(rule).or_default();
        uses.count += count;
        if uses.places.len() < PLACES && uses.places.iter().all(|known| known != place) {
            uses.places.push(place.to_owned());
        }
    }

    /// The same, with each place as this makes it.
    pub(crate) fn with_places(mut self, made: impl Fn(&str) -> String) -> Self {
        for place in self.0.values_mut().flat_map(|uses| &mut uses.places) {
            *place = made(place);
        }
        self
    }

    /// The rules that were used, those that took something first.
    pub fn uses(&self) -> impl Iterator<Item = (&Rule, &Uses)> {
        self.0.iter()
    }
}

/// So many places of a rule are shown.
const PLACES: usize = 3;
