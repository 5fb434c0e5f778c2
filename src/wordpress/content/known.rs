//! What the text of a post may name: files and parts of the blog, its authors, its own addresses.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::harvest::listed::Listed;
use crate::harvest::reading::teams::named;
use crate::vocab::fold::slug;
use crate::vocab::kind::Kind as RecordKind;
use crate::vocab::percent;
use crate::wordpress::export::Export;
use crate::wordpress::item::{Item, Kind, Status};

/// Where the page of an author, a tag or a category leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page<'k> {
    At(&'k str),
    Nowhere,
}

/// What a text may name.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    homes: &'a [String],
    /// Files of the library and parts that posts share, by number.
    by_id: HashMap<&'a str, &'a Item>,
    /// Files of the library, by the number of the post that they belong to.
    by_parent: HashMap<&'a str, Vec<&'a Item>>,
    /// Where the pages of authors, tags and categories lead, by their paths; nowhere where the site has no page of that.
    pages: BTreeMap<String, Option<String>>,
    /// Paths of the files that stand beside the export.
    beside: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    pub(crate) fn of(export: &'a Export, files: &'a [Listed]) -> Self {
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
            let page = own(RecordKind::Person, &person.name);
            published.contains(login.as_str()).then_some(page)
        };
        let authors =
            export.authors.iter().map(|(login, name)| (format!("author/{}", slug(login)), page(login, name)));
        let topics =
            export.topics.iter().map(|(address, name)| (address.clone(), Some(own(RecordKind::Topic, name))));
        Self {
            homes: &export.homes,
            by_id: items().map(|item| (item.id.as_str(), item)).collect(),
            by_parent,
            pages: authors.chain(topics).collect(),
            beside: files.iter().map(|file| file.below.as_str()).collect(),
        }
    }

    /// The item of this number, where it is a file or a part that posts share, whoever may see it.
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

    /// Where the page of an author, a tag or a category at this address leads: to a page of the site's own, or nowhere; none where it is no such page.
    pub(super) fn page(&self, address: &str) -> Option<Page<'_>> {
        let below = if address.starts_with('/') { Some(address) } else { self.below(address) };
        let path = below?.split(['?', '#']).next()?;
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.next()?;
        let names: Vec<String> =
            parts.take_while(|part| *part != "page").map(|part| slug(&percent::decoded(part))).collect();
        // Of categories within one another the last is meant.
        let name = names.last()?;
        let page = self.pages.get(&format!("{first}/{name}"));
        match first {
            "author" => Some(page.and_then(Option::as_deref).map_or(Page::Nowhere, Page::At)),
            "category" | "tag" => page.and_then(Option::as_deref).map(Page::At),
            _ => None,
        }
    }

    /// The address of the file whose own page is at this address.
    pub(super) fn attachment(&self, address: &str) -> Option<&'a str> {
        let below = if address.starts_with("/?") { Some(address) } else { self.below(address) };
        let (_, id) = below?.split_once("?attachment_id=")?;
        let item = self.item(id.split(['&', '#']).next()?)?;
        item.file.as_deref().filter(|_| item.status == Status::Public)
    }
}

/// The page of a record without a file, as posts name it for `harvest/posts`.
fn own(kind: RecordKind, name: &str) -> String {
    format!("@own/{}/{}/", kind.folder(), slug(name))
}
