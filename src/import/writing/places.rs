//! Where each record's file is: where an earlier import put it or its author moved it, else at a new path.
//!
//! Comes in: the site's content files (their paths, and what they were imported from) and the records. Goes out: for
//! each a [`Target`]. Pure. What always holds: no two records share a file or an id; a file that is not of the
//! same source is never a target; the same input gives the same paths.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::document::{Options, Place, parse};
use crate::vocab::fold::{fold, slug};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// A file of the content folder.
#[derive(Debug, Clone)]
pub(super) struct Existing {
    /// Below the content folder.
    pub(super) below: String,
    /// What it was imported from, when it was.
    pub(super) from: Option<String>,
    /// What its record is called, folded, where it is of a kind that several sources may tell of and no import of this source wrote it.
    pub(super) names: Vec<String>,
    pub(super) text: String,
}

/// Where a record goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// It has a file already: its index.
    Present(usize),
    /// A new file, below the content folder.
    New(String),
    /// A file of the author's own has its id: that file's index.
    Taken(usize),
}

/// How a new record lies on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `x.md`.
    File,
    /// `x/index.md`, with files beside it.
    Folder,
}

/// The way from the file at one path below the content folder to the one at another, fit for a Markdown link.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut above: Vec<&str> = from.split('/').collect();
    above.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let shared = above.iter().zip(&parts).take_while(|(a, b)| a == b).count().min(parts.len() - 1);
    let up = above[shared..].iter().map(|_| "..");
    up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Where a record's file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// Below the content folder.
    pub(super) below: String,
    /// What others refer to the record by.
    pub(super) id: String,
    pub(super) standing: Standing,
}

/// What stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    /// What an import wrote: its index among the files.
    Imported(usize),
    /// A file of the author's own.
    NotOurs,
    /// The record has no file.
    Absent,
}

impl Placed {
    /// The path below the content folder of a file of this name that stands beside the record.
    pub(super) fn beside(&self, name: &str) -> String {
        self.below.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
    }
}

/// Hands out files.
pub(super) struct Places<'a> {
    files: &'a [Existing],
    by_origin: BTreeMap<&'a str, usize>,
    /// Ids that have a file, and which one; none for a file that is yet to be written.
    by_id: HashMap<(Kind, String), Option<usize>>,
    names: HashSet<(Kind, &'a str)>,
    /// The first number that may be free for a name, so that many of one name are not counted through again and again.
    next: HashMap<String, usize>,
}

impl<'a> Places<'a> {
    /// Takes stock of the files, which come in the order of their paths.
    pub(super) fn new(files: &'a [Existing]) -> Self {
        let mut by_origin = BTreeMap::new();
        let mut by_id = HashMap::new();
        let mut names = HashSet::new();
        for (index, file) in files.iter().enumerate() {
            if let Some(from) = &file.from {
                by_origin.entry(from.as_str()).or_insert(index);
            }
            if let Some((kind, id)) = identity(&file.below) {
                names.extend(file.names.iter().map(|name| (kind, name.as_str())));
                by_id.entry((kind, id)).or_insert(Some(index));
            }
        }
        Self { files, by_origin, by_id, names, next: HashMap::new() }
    }

    /// Whether an earlier import made a file of what comes from `from`.
    pub(super) fn knows(&self, from: &str) -> bool {
        self.by_origin.contains_key(from)
    }

    /// Whether some file tells of the record of this kind and name that stands by itself.
    pub(super) fn tells_of(&self, kind: Kind, name: &str, title: &str) -> bool {
        let below = path(kind, None, &slug(name), Shape::File);
        identity(&below).is_some_and(|identity| self.by_id.contains_key(&identity))
            || self.names.contains(&(kind, fold(title).as_str()))
    }

    /// Where the record of this kind that comes from `from` goes; `parent` is the id of the event that it is part of.
    pub(super) fn target(
        &mut self,
        kind: Kind,
        from: &str,
        parent: Option<&str>,
        name: &str,
        shape: Shape,
    ) -> Target {
        if let Some(index) = self.by_origin.get(from) {
            return Target::Present(*index);
        }
        let stem = slug(name);
        let named = path(kind, parent, &stem, Shape::File);
        for number in self.next.get(&named).copied().unwrap_or(1).. {
            let last = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
            let below = path(kind, parent, &last, shape);
            let Some((kind, id)) = identity(&below) else { continue };
            match self.by_id.get(&(kind, id.clone())) {
                None => {
                    self.by_id.insert((kind, id), None);
                    self.next.insert(named, number + 1);
                    return Target::New(below);
                }
                Some(Some(index)) if self.files[*index].from.is_none() => return Target::Taken(*index),
                Some(_) => {}
            }
        }
        unreachable!("there are more numbers than files")
    }

    /// Files of this import that no record was found for, with their indices: `seen` are the origins that the source still has.
    pub(super) fn vanished(&self, seen: impl Fn(&str) -> bool) -> Vec<(&'a str, &'a str, usize)> {
        let gone = self.by_origin.iter().filter(|(from, _)| !seen(from));
        gone.map(|(from, index)| (*from, self.files[*index].below.as_str(), *index)).collect()
    }

    /// Files that say that they come from where another one comes from.
    pub(super) fn copies(&self) -> Vec<(&'a str, &'a str)> {
        let files = self.files.iter().enumerate();
        let copies = files.filter_map(|(index, file)| {
            let from = file.from.as_deref()?;
            (self.by_origin.get(from) != Some(&index)).then_some((from, file.below.as_str()))
        });
        copies.collect()
    }
}

/// The id of the record in this file below the content folder.
pub(super) fn id(below: &str) -> Option<String> {
    identity(below).map(|(_, id)| id)
}

/// The kind of the record in this file below the content folder.
pub(super) fn kind(below: &str) -> Option<Kind> {
    identity(below).map(|(kind, _)| kind)
}

/// What a person's file calls them, folded: their title and other names.
pub(super) fn names(below: &str, text: &str) -> Vec<String> {
    if !below.starts_with(Kind::Person.folder()) {
        return Vec::new();
    }
    let place = ContentPath::new(below).and_then(|path| Place::of(&path, below).ok());
    let Some(place) = place else { return Vec::new() };
    let outline = parse(place, text.as_bytes(), &Options::default()).outline;
    let common = &outline.common;
    let names = common.title.iter().map(|title| title.value.as_str());
    names.chain(common.aliases.iter().map(|alias| alias.value.as_str())).map(fold).collect()
}

fn identity(below: &str) -> Option<(Kind, String)> {
    let path = ContentPath::new(below)?;
    Place::of(&path, below).ok().map(|place| (place.kind, place.id))
}

/// A path whose last part is neither read as a date and a name, nor as the folder's own page.
fn path(kind: Kind, parent: Option<&str>, last: &str, shape: Shape) -> String {
    let folder = kind.folder();
    let ending = match shape {
        Shape::File => ".md",
        Shape::Folder => "/index.md",
    };
    let below = |last: &str| match parent {
        Some(parent) => format!("{folder}/{parent}/{last}{ending}"),
        None => format!("{folder}/{last}{ending}"),
    };
    let plain = below(last);
    let wanted = parent.map_or_else(|| last.to_owned(), |parent| format!("{parent}/{last}"));
    if id(&plain).as_ref() == Some(&wanted) && last != "index" {
        return plain;
    }
    below(&format!("{}-{last}", kind.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(below: &str, from: Option<&str>) -> Existing {
        Existing {
            below: below.into(),
            from: from.map(str::to_owned),
            names: Vec::new(),
            text: String::new(),
        }
    }

    fn talk(places: &mut Places<'_>, from: &str, name: &str) -> Target {
        places.target(Kind::Talk, from, Some("e"), name, Shape::File)
    }

    fn new(below: &str) -> Target {
        Target::New(below.to_owned())
    }

    #[test]
    fn names_never_collide() {
        let mut places = Places::new(&[]);
        assert_eq!(talk(&mut places, "1", "Été!"), new("talks/e/ete.md"));
        assert_eq!(talk(&mut places, "2", "ete"), new("talks/e/ete-2.md"));
        assert_eq!(talk(&mut places, "3", "ete-2"), new("talks/e/ete-2-2.md"));
        assert_eq!(talk(&mut places, "4", "index"), new("talks/e/talk-index.md"));
        assert_eq!(talk(&mut places, "5", "2017-01-02-x"), new("talks/e/talk-2017-01-02-x.md"));
        let Target::New(below) = talk(&mut places, "6", "—") else { panic!() };
        assert!(below.starts_with("talks/e/x-"));
        assert_eq!(places.target(Kind::Event, "7", None, "../../etc", Shape::File), new("events/etc.md"));
    }

    #[test]
    fn the_way_between_files_is_relative() {
        assert_eq!(relative("reports/x.md", "talks/e/y.md"), "../talks/e/y.md");
        assert_eq!(relative("talks/e/x.md", "talks/e/y.md"), "y.md");
        assert_eq!(relative("talks/e/x/index.md", "talks/e/y.md"), "../y.md");
        assert_eq!(relative("talks/e/x.md", "talks/e/x.md"), "x.md");
    }

    #[test]
    fn a_record_with_files_has_a_folder() {
        let mut places = Places::new(&[]);
        let target = places.target(Kind::Report, "1", None, "X", Shape::Folder);
        assert_eq!(target, new("reports/x/index.md"));
        assert_eq!(places.target(Kind::Report, "2", None, "x", Shape::File), new("reports/x-2.md"));
    }

    #[test]
    fn a_file_is_found_where_its_author_moved_it() {
        let files = [file("talks/mine/renamed.md", Some("1")), file("talks/mine/zz-copy.md", Some("1"))];
        let mut places = Places::new(&files);
        assert_eq!(talk(&mut places, "1", "x"), Target::Present(0));
        assert_eq!(places.copies(), [("1", "talks/mine/zz-copy.md")]);
        assert_eq!(places.vanished(|_| false), [("1", "talks/mine/renamed.md", 0)]);
        assert_eq!(places.vanished(|from| from == "1"), []);
    }

    #[test]
    fn a_file_of_the_authors_own_is_left_alone() {
        let files = [file("talks/e/2017-01-02-a.md", None), file("talks/e/b.md", Some("0"))];
        let mut places = Places::new(&files);
        assert_eq!(talk(&mut places, "1", "a"), Target::Taken(0), "the date is not part of the id");
        assert_eq!(talk(&mut places, "2", "b"), new("talks/e/b-2.md"));
    }
}
