//! Files by the paths that authors write to them.
//!
//! Comes in: all files of content. Goes out: the one that a path means. What always holds: a path that is a file's own, letter for letter, means that
//! file. What is looked for further is found by a table that is made when the first path asks for it, so that sites whose links are exact pay nothing.

use std::sync::{Arc, OnceLock};

use unicode_normalization::UnicodeNormalization;

use crate::document::Outline;
use crate::vocab::hash::HashMap;

use super::attachments::{Shelf, Shelved};
use super::held::Held;
use super::spelled::{content_folder, place, stem};

/// All files that a path may mean; each list is in the order of paths.
pub(super) struct Files<'a> {
    /// Documents that are published.
    pub(super) outlines: &'a [Arc<Outline>],
    /// Documents that are not.
    pub(super) held: &'a [Held],
    /// The files that are not Markdown.
    pub(super) shelf: &'a Shelf<'a>,
    loose: OnceLock<Loose<'a>>,
}

/// What a path means: a document by its index in its list, or another file.
#[derive(Clone, Copy)]
pub(super) enum Found<'f> {
    Document(usize),
    Held(usize),
    File(&'f Shelved<'f>),
}

/// Files by what is left of their paths without what authors may get wrong.
#[derive(Default)]
struct Loose<'f> {
    /// By path, in NFC; of Markdown, less its ending, and less `index` and `README`.
    by_stem: HashMap<String, Found<'f>>,
    /// Other files that may be published, by their names; none where several have one.
    by_name: HashMap<String, Option<&'f Shelved<'f>>>,
}

impl<'a> Files<'a> {
    pub(super) fn new(outlines: &'a [Arc<Outline>], held: &'a [Held], shelf: &'a Shelf<'a>) -> Self {
        Self { outlines, held, shelf, loose: OnceLock::new() }
    }

    /// What a path from the site's root means, whatever the form of its letters (NFC or NFD). Markdown is also found by its path without an
    /// ending or with another one, `x.md` by `x/index.md` and the reverse, and a file with a date before its name without that.
    pub(super) fn find(&self, path: &str) -> Option<Found<'_>> {
        let folder = path.trim_end_matches('/');
        let document = |path: &str| place(self.outlines, |outline| &outline.path, path).map(Found::Document);
        let exact = document(path).or_else(|| self.shelf.at(path).map(Found::File));
        let exact = exact.or_else(|| document(&format!("{folder}.md")));
        exact.or_else(|| document(&format!("{folder}/index.md"))).or_else(|| {
            let stem: String = stem(path).nfc().collect();
            self.loose().by_stem.get(&stem).copied()
        })
    }

    /// The one file that has this name, wherever it is, as Obsidian looks for it.
    pub(super) fn named(&self, name: &str) -> Option<&Shelved<'a>> {
        let name: String = name.nfc().collect();
        self.loose().by_name.get(&name).copied().flatten()
    }

    fn loose(&self) -> &Loose<'a> {
        self.loose.get_or_init(|| self.loosely())
    }

    fn loosely(&self) -> Loose<'a> {
        let mut loose = Loose::default();
        let mut add = |key: &str, found| {
            loose.by_stem.entry(key.nfc().collect()).or_insert(found);
        };
        let documents = || {
            let published =
                self.outlines.iter().enumerate().map(|(index, outline)| (outline, Found::Document(index)));
            published
                .chain(self.held.iter().enumerate().map(|(index, held)| (&held.outline, Found::Held(index))))
        };
        for (outline, found) in documents() {
            add(stem(outline.path.as_str()), found);
        }
        for (outline, found) in documents().filter(|(outline, _)| outline.path_date.is_some()) {
            add(&format!("{}/{}/{}", content_folder(outline), outline.kind.folder(), outline.id), found);
        }
        for file in self.shelf.files().iter().filter(|file| file.output().is_some()) {
            let name = file.path.as_str().rsplit('/').next().unwrap_or_default();
            let several = loose.by_name.entry(name.nfc().collect());
            several.and_modify(|one| *one = None).or_insert(Some(file));
        }
        loose
    }
}
