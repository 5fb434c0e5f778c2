//! Who has which file of the site: what is attached to pages, and former addresses, may not take another's.
//!
//! What always holds: two files that one file system may take for one (whatever their case and their way of writing accents), and a file where another needs a
//! folder, are not both granted, so that what was checked can be published. Pages and the site's own files come first, then whoever asks first.

use std::sync::{Arc, OnceLock};

use unicode_normalization::UnicodeNormalization;

use crate::document::Outline;
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::path::{ContentPath, OutputPath, SitePath};

use super::addresses::Addresses;
use super::names::Candidate;
use super::own::{self, OwnBeside, OwnFile, PARTS};

/// The files that were granted, and the pages that were there before.
pub(super) struct Claims<'a> {
    addresses: &'a Addresses,
    candidates: &'a [Candidate],
    outlines: &'a [Arc<Outline>],
    /// By [`key`].
    files: HashMap<String, ContentPath>,
    /// The folders of those files, and one file in each.
    folders: HashMap<String, ContentPath>,
    /// The folders of the pages; asked for by few sites.
    of_pages: OnceLock<HashSet<String>>,
}

/// Who asks for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claimant {
    /// A file of the author's, which stands before what the site itself would put beside a page.
    Attachment,
    /// A file of the author's that is published as it lies there: it stands before what the site itself would put at its root, too.
    Static,
    Former,
}

/// Why a file was not granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    /// By this part of the site.
    Page(String),
    /// By the page of this candidate.
    Record(usize),
    /// By what this file asked for.
    File(ContentPath),
}

/// A path as a file system knows it that tells neither cases nor ways of writing accents apart.
pub(super) fn key(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().collect::<String>().to_lowercase() }
}

impl<'a> Claims<'a> {
    pub(super) fn new(
        addresses: &'a Addresses,
        candidates: &'a [Candidate],
        outlines: &'a [Arc<Outline>],
    ) -> Self {
        let (files, folders) = (HashMap::default(), HashMap::default());
        Self { addresses, candidates, outlines, files, folders, of_pages: OnceLock::new() }
    }

    /// What a message calls a candidate: its file, or the name that was met.
    pub(super) fn name_of(&self, candidate: usize) -> String {
        let Candidate { kind, title, document, .. } = &self.candidates[candidate];
        match document {
            Some(document) => format!("`{}`", self.outlines[*document].path),
            None => format!("the {} `{title}`", kind.name()),
        }
    }

    /// Whether a candidate is the record that a document is, and no part of it.
    pub(super) fn is_page_of(&self, candidate: usize, document: usize) -> bool {
        let Candidate { kind, document: of, .. } = &self.candidates[candidate];
        *of == Some(document) && *kind == self.outlines[document].kind
    }

    /// Grants a file to what stands in `of`, or says who has it.
    pub(super) fn ask(
        &mut self,
        path: &OutputPath,
        claimant: Claimant,
        of: &ContentPath,
    ) -> Result<(), Refused> {
        let key = key(path.as_str());
        self.refuse_own(&key, claimant)?;
        if let Some(other) = self.files.get(&key).or_else(|| self.folders.get(&key)) {
            return Err(Refused::File(other.clone()));
        }
        let mut folder = &*key;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if let Some(other) = self.files.get(parent) {
                return Err(Refused::File(other.clone()));
            }
            if let Some(record) = self.beside(parent) {
                return Err(record);
            }
            folder = parent;
        }
        let mut folder = &*key;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if self.folders.contains_key(parent) {
                break;
            }
            self.folders.insert(parent.to_owned(), of.clone());
            folder = parent;
        }
        self.files.insert(key, of.clone());
        Ok(())
    }

    /// What pages and the site itself have.
    fn refuse_own(&self, key: &str, claimant: Claimant) -> Result<(), Refused> {
        let stands_before =
            claimant == Claimant::Static && OwnFile::ALL.iter().any(|file| file.path() == key);
        if let Some(own) = own::occupant(key).filter(|_| !stands_before) {
            return Err(Refused::Page(own));
        }
        if let Some(folder) = key.strip_suffix("index.html") {
            let address = format!("/{folder}");
            if let Some(holder) = self.at(&address) {
                return Err(Refused::Record(holder));
            }
            let first = own::without_part(&address);
            let list = self.at(first).filter(|holder| first != address && self.has_parts(*holder));
            if let Some(list) = list {
                return Err(Refused::Page(format!("a further page of {}", self.name_of(list))));
            }
        }
        if claimant == Claimant::Former
            && let Some(refused) = self.beside(key)
        {
            return Err(refused);
        }
        // A file without an ending may have the name of a folder that pages are in.
        let name = key.rsplit('/').next().unwrap_or(key);
        if !name.contains('.') && (self.of_pages().contains(key) || self.is_folder_of_parts(key)) {
            return Err(Refused::Page("a folder of pages".to_owned()));
        }
        Ok(())
    }

    fn at(&self, address: &str) -> Option<usize> {
        self.addresses.taken.get(address).copied()
    }

    /// The page beside which the site may have a file of this path.
    fn beside(&self, key: &str) -> Option<Refused> {
        let (folder, name) = key.rsplit_once('/')?;
        let is_own = OwnBeside::ALL.iter().any(|file| file.name() == name);
        let holder = is_own.then(|| self.at(&format!("/{folder}/"))).flatten()?;
        Some(Refused::Page(format!("a file for programs beside {}", self.name_of(holder))))
    }

    fn is_folder_of_parts(&self, key: &str) -> bool {
        let list = key.strip_suffix(PARTS).filter(|list| list.ends_with('/'));
        let holder = list.and_then(|list| self.at(&format!("/{list}")));
        holder.is_some_and(|holder| self.has_parts(holder))
    }

    fn has_parts(&self, candidate: usize) -> bool {
        own::has_parts(self.candidates[candidate].kind)
    }

    fn of_pages(&self) -> &HashSet<String> {
        self.of_pages.get_or_init(|| {
            let mut folders = HashSet::default();
            for address in self.addresses.taken.keys().map(SitePath::as_str) {
                let mut folder = address.trim_matches('/');
                while folders.insert(folder.to_owned()) {
                    let Some((parent, _)) = folder.rsplit_once('/') else { break };
                    folder = parent;
                }
            }
            folders
        })
    }
}
