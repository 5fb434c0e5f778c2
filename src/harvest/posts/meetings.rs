//! The events that the titles of posts name, where nothing else says of which event a post is.
//!
//! What always holds: posts that tell of days of one event have one event; a name without a year is one where several posts have it.

use std::collections::BTreeMap;

use super::post::{Form, Meeting, Post};
use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::reading::occasions::{MOST_DAYS, Occasion, occasion};
use crate::vocab::fold::slug;

const TITLE: Rule = Rule::took(
    "event-of-title",
    "a title names an event and the day of it that the post tells of, or says that it reports on one",
);

/// Gives reports without an event the one that their title names.
pub(super) fn tell(posts: &mut [Post], ledger: &mut Ledger) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for meeting in posts.iter().filter_map(|post| post.event.as_ref()) {
        known.entry(slug(&meeting.name)).or_insert_with(|| meeting.name.clone());
    }
    let mut named: BTreeMap<String, Vec<(usize, Occasion)>> = BTreeMap::new();
    for (index, post) in
        posts.iter().enumerate().filter(|(_, post)| post.form == Form::Report && post.event.is_none())
    {
        let Some(told) = occasion(&post.title) else { continue };
        let year = told.year.or_else(|| post.common.date.map(|date| date.year));
        let name = year.map_or_else(|| told.name.clone(), |year| format!("{} {year}", told.name));
        named.entry(slug(&name)).or_default().push((index, Occasion { name, ..told }));
    }
    for (key, posts_of_it) in named {
        let is_series = posts_of_it.iter().any(|(_, told)| told.day > Some(MOST_DAYS));
        let is_sure = posts_of_it.len() > 1 || posts_of_it.iter().any(|(_, told)| told.year.is_some());
        if is_series || !is_sure {
            continue;
        }
        let name = known.get(&key).cloned().unwrap_or_else(|| posts_of_it[0].1.name.clone());
        for (index, told) in posts_of_it {
            ledger.note(TITLE, &posts[index].below);
            posts[index].event = Some(Meeting { name: name.clone(), url: None, days: told.days });
        }
    }
}
