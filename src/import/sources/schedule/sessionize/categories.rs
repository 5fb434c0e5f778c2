//! Categories that organisers make: a track or a level is for everybody, "needs a hotel" is not. Only those whose title is known are taken.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::import::sources::schedule::context::Context;
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::Session;
use crate::vocab::fold::fold;

/// Of a category and of its items.
const CATEGORY: &[&str] = &["categoryItems", "id", "items", "name", "sort", "title", "type"];
const ITEM: &[&str] = &["id", "name", "sort"];

/// Items, with the title of their category.
#[derive(Default)]
pub(super) struct Categories {
    items: Vec<(String, String)>,
    by_id: BTreeMap<String, usize>,
}

impl Categories {
    /// The items of these categories.
    pub(super) fn of(categories: &[Value]) -> Self {
        let mut made = Self::default();
        for category in categories.iter().filter_map(|one| Allowed::of(one, CATEGORY)) {
            let Some(title) = category.text("title").or_else(|| category.text("name")) else { continue };
            for item in category.objects("items", ITEM).chain(category.objects("categoryItems", ITEM)) {
                let Some(name) = item.text("name") else { continue };
                if let Some(id) = item.text("id") {
                    made.by_id.insert(id, made.items.len());
                }
                made.items.push((title.clone(), name));
            }
        }
        made
    }

    /// Those that these numbers mean.
    pub(super) fn chosen(&self, ids: &[Value]) -> impl Iterator<Item = (&str, &str)> {
        let items = ids.iter().filter_map(|id| self.by_id.get(&one_line(id)?));
        items.map(|index| (self.items[*index].0.as_str(), self.items[*index].1.as_str()))
    }

    /// Each.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.items.iter().map(|(title, name)| (title.as_str(), name.as_str()))
    }
}

/// Adds an item to a session, where its category's title says what it is.
pub(super) fn add(session: &mut Session, category: &str, item: &str, context: &mut Context<'_>) {
    let folded = fold(category);
    let says = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    if says(&["format", "formats", "type"]) {
        session.format = Some(item.to_owned());
    } else if says(&["level", "niveau", "levels"]) {
        session.level = Some(item.to_owned());
    } else if says(&["language", "langue", "sprache", "languages"]) {
        session.language = context.language(Some(item.to_owned()));
    } else if says(&[
        "track",
        "tracks",
        "topic",
        "topics",
        "tag",
        "tags",
        "theme",
        "themes",
        "technology",
        "technologies",
        "keywords",
    ]) {
        session.topics.push(item.to_owned());
    }
}
