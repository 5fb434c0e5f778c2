//! Who the authors of a blog are: the names that its data files give to the keys in front matter.
//!
//! What always holds: of a data file nothing is read but names.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::config;
use crate::harvest::listed::Listed;
use crate::harvest::reading::tables::{Table, table_of, text, text_of};
use crate::harvest::reading::teams::{Named, named};
use crate::harvest::record::Participant;
use crate::vocab::path::markdown_stem;

/// Names by their keys.
#[derive(Debug, Default)]
pub(super) struct Authors(BTreeMap<String, String>);

/// Who wrote a post.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Written {
    pub(super) people: Vec<Participant>,
    /// Teams and companies, which are no people.
    pub(super) organisations: Vec<String>,
    /// Keys that no data file has.
    pub(super) unknown: Vec<String>,
    /// How many names a data file gave.
    pub(super) looked_up: usize,
}

/// Data files with authors, by key.
const FILES: &[&str] = &[
    "_data/authors.yml",
    "_data/authors.yaml",
    "_data/authors.json",
    "_data/authors.toml",
    "data/authors.yaml",
    "data/authors.yml",
    "data/authors.toml",
    "data/authors.json",
    "src/_data/authors.json",
    "blog/authors.yml",
    "authors.yml",
];

/// Folders with a file for each author.
const FOLDERS: &[&str] =
    &["_authors/", "_data/authors/", "data/authors/", "content/authors/", "content/author/"];

impl Authors {
    /// Reads the data files of a site.
    pub(super) fn read(root: &Path, files: &[Listed], config: &Table) -> Self {
        let mut authors = Self::default();
        if let Some(table) = table_of(config, &["authors"]) {
            authors.take(table);
        }
        if let Some((_, table)) = config::first(root, FILES) {
            authors.take(&table);
        }
        for file in files {
            let Some(rest) = FOLDERS.iter().find_map(|folder| file.below.strip_prefix(folder)) else {
                continue;
            };
            let key = rest.split(['/', '.']).next().unwrap_or(rest);
            let name = match markdown_stem(&file.below) {
                Some(_) => config::front_matter(&file.path).and_then(|table| text_of(&table, NAMES)),
                None => config::read(&file.path).and_then(|table| text_of(&table, NAMES)),
            };
            if let Some(name) = name {
                authors.0.insert(key.to_lowercase(), name);
            }
        }
        authors
    }

    fn take(&mut self, table: &Table) {
        for (key, value) in table {
            let name = match value {
                Value::String(name) => Some(name.clone()),
                Value::Object(author) => text_of(author, NAMES),
                _ => None,
            };
            self.0.extend(name.map(|name| (key.to_lowercase(), name)));
        }
    }

    /// Who this value of front matter names.
    pub(super) fn of(&self, value: &Value) -> Written {
        let mut written = Written::default();
        self.add(value, &mut written);
        written
    }

    fn add(&self, value: &Value, written: &mut Written) {
        match value {
            Value::Array(list) => list.iter().for_each(|one| self.add(one, written)),
            Value::Object(author) => {
                if let Some(name) = text_of(author, NAMES) {
                    self.name(&name, written);
                }
            }
            other => {
                if let Some(name) = text(other) {
                    self.name(&name, written);
                }
            }
        }
    }

    fn name(&self, text: &str, written: &mut Written) {
        if let Some(name) = self.0.get(&text.to_lowercase()) {
            written.looked_up += 1;
            return add(name, written);
        }
        // Several keys in one text.
        let keys: Vec<&str> = text.split([',', ' ']).filter(|part| !part.is_empty()).collect();
        let known: Vec<&String> = keys.iter().filter_map(|key| self.0.get(&key.to_lowercase())).collect();
        if keys.len() > 1 && known.len() == keys.len() {
            written.looked_up += known.len();
            known.into_iter().for_each(|name| add(name, written));
            return;
        }
        if !self.0.is_empty() && !text.contains(' ') && text.contains(['_', '-', '.']) && !text.contains('@')
        {
            return written.unknown.push(text.to_owned());
        }
        add(text, written);
    }
}

/// Keys under which a name stands.
const NAMES: &[&str] = &["name", "display_name", "fullname", "full_name", "title", "nicename"];

/// Adds what a text names: people, or a team or company.
fn add(text: &str, written: &mut Written) {
    let Named { people, organisations } = named(text);
    written.people.extend(people);
    written.organisations.extend(organisations);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> String {
        let mut authors = Authors::default();
        let table = json!({ "a_b": { "name": "Ann B", "email": "ann@example.org" }, "team_x": { "name": "X Team" }, "c": "Cy" });
        authors.take(table.as_object().unwrap());
        let written = authors.of(value);
        let names: Vec<_> = written.people.into_iter().map(|one| one.name).collect();
        format!(
            "{} | {} | {}",
            names.join(", "),
            written.organisations.join(", "),
            written.unknown.join(", ")
        )
    }

    #[test]
    fn keys_have_names_and_teams_are_no_people() {
        for (value, wanted) in [
            (json!("a_b"), "Ann B |  | "),
            (json!(["A_b", "c"]), "Ann B, Cy |  | "),
            (json!({ "name": "Ann B, Bob C et Cy D", "twitter": "x" }), "Ann B, Bob C, Cy D |  | "),
            (json!("team_x"), " | X Team | "),
            (json!({ "name": "Acme6" }), " | Acme6 | "),
            (json!("z_z"), " |  | z_z"),
            (json!("Zoé Exemple <zoe@example.org>"), "Zoé Exemple |  | "),
            (json!("zoe@example.org"), " |  | "),
            (json!(null), " |  | "),
        ] {
            assert_eq!(read(&value), wanted, "{value}");
        }
    }
}
