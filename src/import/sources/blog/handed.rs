//! What folders hand down to the posts in them: Hugo's `cascade`, Eleventy's data files, Jekyll's defaults.
//!
//! What always holds: what a post says itself counts more; the folder that is nearer counts more.

use std::collections::BTreeMap;
use std::path::Path;

use super::config;
use super::site::{Part, Site, defaults};
use crate::harvest::reading::addresses::Generator;
use crate::harvest::reading::heads;
use crate::harvest::reading::tables::{Table, table_of};

/// What each folder hands down.
#[derive(Debug, Default)]
pub(super) struct Handed {
    by_folder: BTreeMap<String, Table>,
    /// Folders that are held back as a whole.
    held: Vec<String>,
}

impl Handed {
    /// Reads it from the pages of folders, and from data files beside posts.
    pub(super) fn read<'t>(
        root: &Path,
        site: &Site,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
    ) -> Self {
        let mut handed = Self::default();
        for (below, text) in texts {
            let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
            if name.starts_with("_index.") && site.generator != Generator::Obsidian {
                let front = heads::split(text);
                let hold = heads::hold(&front.table, &front, text);
                // The page of a folder that is internal makes all of it so.
                if hold.whole_folder || hold.is_internal || heads::holds_folder(&front.table) {
                    handed.held.push(folder.to_owned());
                }
                if let Some(cascade) = table_of(&front.table, &["cascade"]) {
                    let params = table_of(cascade, &["params"]).cloned().unwrap_or_default();
                    let mut cascade = cascade.clone();
                    cascade.extend(params);
                    handed.by_folder.insert(folder.to_owned(), cascade);
                }
            }
            if site.generator == Generator::Eleventy {
                handed.take_data_file(root, folder);
            }
        }
        handed
    }

    /// Eleventy's `posts/posts.json` is handed down to `posts/*`.
    fn take_data_file(&mut self, root: &Path, folder: &str) {
        if folder.is_empty() || self.by_folder.contains_key(folder) {
            return;
        }
        let last = folder.rsplit('/').next().unwrap_or(folder);
        let names = [format!("{folder}/{last}.json"), format!("{folder}/{last}.11tydata.json")];
        let table = names.iter().find_map(|name| config::read(&root.join(name)));
        self.by_folder.insert(folder.to_owned(), table.unwrap_or_default());
    }

    /// What a post at this path is handed, below what it says itself.
    pub(super) fn with(&self, site: &Site, below: &str, part: Part, own: &Table) -> Table {
        let mut table = defaults(site, below, part);
        for (at, _) in below.match_indices('/') {
            if let Some(handed) = self.by_folder.get(&below[..at]) {
                table.extend(handed.clone());
            }
        }
        table.extend(
            own.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.clone(), value.clone())),
        );
        table
    }

    /// Whether a folder that this post is in is held back.
    pub(super) fn holds(&self, below: &str) -> bool {
        self.held
            .iter()
            .any(|folder| below.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}
