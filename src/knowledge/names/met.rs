//! The spellings of names that documents mention: each once, with where it was met first and how often.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::document::Outline;
use crate::vocab::fold::fold_name;
use crate::vocab::hash::{HashMap, RandomState};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

use crate::knowledge::mentions::{Mention, mentions};

/// A kind, and a name of it, folded.
pub(super) type Key = (Kind, String);

/// Every spelling of every kind that these documents mention, in the order of first meeting.
pub(super) fn met(outlines: &[Arc<Outline>]) -> Vec<Met<'_>> {
    let mut met: Vec<Met<'_>> = Vec::new();
    let mut numbers: HashMap<(Kind, &str), usize> =
        HashMap::with_capacity_and_hasher(outlines.len(), RandomState::default());
    for outline in outlines {
        for mention in mentions(outline) {
            let number = *numbers.entry((mention.kind, &mention.name.value)).or_insert(met.len());
            if number == met.len() {
                met.push(Met { mention, path: &outline.path, times: 0 });
            }
            met[number].times += 1;
        }
    }
    met
}

/// A spelling that was met: first there, and so often.
pub(super) struct Met<'a> {
    pub(super) mention: Mention<'a>,
    pub(super) path: &'a ContentPath,
    times: usize,
}

impl<'a> Met<'a> {
    pub(super) fn spelling(&self) -> &'a str {
        &self.mention.name.value
    }

    /// What is meant: an organiser is a person when one is known by that name, and no organisation is.
    pub(super) fn key(&self, is_known: impl Fn(&Key) -> bool) -> Key {
        let key = (self.mention.kind, fold_name(self.mention.kind, self.spelling()));
        if !self.mention.or_person || is_known(&key) {
            return key;
        }
        let person = (Kind::Person, key.1.clone());
        if is_known(&person) { person } else { key }
    }
}

/// The spelling that was met most often; the first in order of several.
pub(super) fn most_frequent<'s, 'a>(spellings: &[&'s [(Key, Met<'a>)]]) -> &'s Met<'a> {
    let times = |same: &[(Key, Met<'a>)]| same.iter().map(|(_, met)| met.times).sum::<usize>();
    let best = spellings.iter().min_by_key(|same| Reverse(times(same)));
    &best.expect("a name that was met has a spelling")[0].1
}
