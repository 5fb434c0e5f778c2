//! What the text of a post may name: files and parts of the blog, its authors, its own addresses.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::harvest::listed::Listed;
use crate::harvest::reading::teams::named;
use crate::import::sources::wordpress::export::Export;
use crate::import::sources::wordpress::item::{Item, Kind, Status};
use crate::vocab::fold::slug;
use crate::vocab::kind::Kind as RecordKind;

/// What a text may name.
#[derive(Debug)]
pub(in crate::import::sources::wordpress) struct Known<'a> {
    homes: &'a [String],
    /// Files of the library and parts that posts share, by number.
    by_id: HashMap<&'a str, &'a Item>,
    /// Files of the library, by the number of the post that they belong to.
    by_parent: HashMap<&'a str, Vec<&'a Item>>,
    /// The pages of authors, by login as addresses have it; none where the site has no page of that person.
    authors: BTreeMap<String, Option<String>>,
    /// Paths of the files that stand beside the export.
    beside: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    pub(in crate::import::sources::wordpress) fn of(export: &'a Export, files: &'a [Listed]) -> Self {
        let items = || export.items.iter().filter(|item| matches!(item.kind, Kind::File | Kind::Block));
        let mut by_parent: HashMap<&str, Vec<&Item>> = HashMap::new();
        for item in items().filter(|item| item.kind == Kind::File) {
            let parent = item.parent.as_deref();
            parent.into_iter().for_each(|parent| by_parent.entry(parent).or_default().push(item));
        }
        let published: HashSet<&str> = export
            .items
            .iter()
            .filter(|item| item.kind == Kind::Post && item.status == Status::Public)
            .filter_map(|item| item.author.as_deref())
            .collect();
        let page = |login: &String, name: &String| {
            let people = named(name).people;
            let [person] = people.as_slice() else { return None };
            let page = format!("/{}/{}/", RecordKind::Person.folder(), slug(&person.name));
            published.contains(login.as_str()).then_some(page)
        };
        Self {
            homes: &export.homes,
            by_id: items().map(|item| (item.id.as_str(), item)).collect(),
            by_parent,
            authors: export.authors.iter().map(|(login, name)| (slug(login), page(login, name))).collect(),
            beside: files.iter().map(|file| file.below.as_str()).collect(),
        }
    }

    /// The item of this number, where it is a file or a part that posts share.
    pub(super) fn item(&self, id: &str) -> Option<&'a Item> {
        self.by_id.get(id).copied()
    }

    /// The files of the library that belong to an item.
    pub(super) fn files_of(&self, item: &Item) -> &[&'a Item] {
        self.by_parent.get(item.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The path of an address below the blog's home, with its slash.
    fn below<'t>(&self, address: &'t str) -> Option<&'t str> {
        let below = |home: &String| address.strip_prefix(home.as_str()).filter(|rest| rest.starts_with('/'));
        self.homes.iter().find_map(below)
    }

    /// The path of the blog's file at this address; WordPress.com has them on a host of their own.
    pub(super) fn file(&self, address: &str) -> Option<String> {
        let address = address.split(['?', '#']).next().unwrap_or(address);
        if let Some(below) = self.below(address).map(|below| below.trim_start_matches('/')) {
            return below.starts_with("wp-content/").then(|| below.to_owned());
        }
        let (host, path) = address.split_once("://")?.1.split_once(".files.wordpress.com/")?;
        let is_own = self.homes.iter().any(|home| home.ends_with(&format!("://{host}.wordpress.com")));
        is_own.then(|| format!("wp-content/uploads/{path}"))
    }

    /// Whether the file at this path stands beside the export.
    pub(super) fn is_beside(&self, path: &str) -> bool {
        self.beside.contains(path)
    }

    /// What the page of an author at this address becomes: an address, or nothing but words; none where it is no such page.
    pub(super) fn author(&self, address: &str) -> Option<Option<&str>> {
        let below = if address.starts_with('/') { Some(address) } else { self.below(address) };
        let login = below?.strip_prefix("/author/")?.split(['/', '?', '#']).next()?;
        Some(self.authors.get(&slug(login)).and_then(Option::as_deref))
    }

    /// The address of the file whose own page is at this address.
    pub(super) fn attachment(&self, address: &str) -> Option<&'a str> {
        let below = if address.starts_with("/?") { Some(address) } else { self.below(address) };
        let (_, id) = below?.split_once("?attachment_id=")?;
        self.item(id.split(['&', '#']).next()?)?.file.as_deref()
    }
}
