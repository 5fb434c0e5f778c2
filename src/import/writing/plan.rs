//! What an import would do, file by file, and doing it.
//!
//! What always holds: to make a plan changes nothing; carried out, it replaces each file in one step, writes through no symbolic link, and copies no
//! file over one that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::notices::Notices;
use crate::import::error::ImportError;
use crate::import::folder;
use crate::vocab::diagnostic::{Code, Diagnostic, in_order};
use crate::vocab::kind::Kind;

/// What an import would do.
#[derive(Debug)]
pub struct Plan {
    /// The name of the system that was read.
    pub source: &'static str,
    /// In the order of their paths.
    pub files: Vec<PlannedFile>,
    pub ledger: Ledger,
    /// What could not be taken as it is; the paths are below the imported folder.
    pub notices: Vec<Diagnostic>,
    content: PathBuf,
    /// What is to be written, by path below the content folder.
    texts: BTreeMap<String, String>,
    /// What is to be copied, by path below the content folder.
    copies: BTreeMap<String, PathBuf>,
}

/// One content file of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Below the content folder.
    pub below: String,
    pub kind: Kind,
    pub title: String,
    pub change: Change,
    /// Keys and bodies that stay as the author wanted them, although the source says otherwise.
    pub kept: usize,
    /// Of a file that changes, the keys that get another value, and `body`.
    pub changed: Vec<String>,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    New,
    Changed,
    Same,
    /// Its source is gone; it stays, and is marked.
    Gone,
    /// The author's own file has its name: it is left alone.
    NotOurs,
}

impl Change {
    /// Every change, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Same, Self::Gone, Self::NotOurs];

    /// As people and programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "unchanged",
            Self::Gone => "gone",
            Self::NotOurs => "not ours",
        }
    }
}

/// What carrying out a plan did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Content files made or changed.
    pub written: usize,
    /// Files copied beside them.
    pub copied: usize,
}

const COPIED: Rule = Rule::took("attached-file", "a file that the text shows is copied beside its record");
const COPY_KEPT: Rule =
    Rule::left("file-in-place", "a file of that name is there already, and was not copied over");

impl Plan {
    /// Nothing yet.
    pub(super) fn new(source: &'static str, content: &Path) -> Self {
        Self {
            source,
            files: Vec::new(),
            ledger: Ledger::default(),
            notices: Vec::new(),
            content: content.to_owned(),
            texts: BTreeMap::new(),
            copies: BTreeMap::new(),
        }
    }

    /// Adds a file, with its text where that is to be written, and what is to be copied beside it.
    pub(super) fn add(&mut self, file: PlannedFile, text: String, attached: Vec<(PathBuf, String)>) {
        if matches!(file.change, Change::New | Change::Changed | Change::Gone) {
            self.texts.insert(file.below.clone(), text);
        }
        if file.change != Change::NotOurs {
            self.copies.extend(attached.into_iter().map(|(path, below)| (below, path)));
        }
        self.files.push(file);
    }

    /// Leaves out copies of what is there already, and puts the files in order.
    pub(super) fn finish(&mut self, ledger: &mut Ledger) {
        self.files.sort_by(|a, b| a.below.cmp(&b.below));
        let content = &self.content;
        self.copies.retain(|below, path| match folder::compare(path, &content.join(below)) {
            folder::Likeness::Missing => {
                ledger.note(COPIED, below);
                true
            }
            folder::Likeness::Equal => false,
            folder::Likeness::Different => {
                ledger.note(COPY_KEPT, below);
                false
            }
        });
    }

    /// How many files of a kind have this change; all kinds where none is named.
    pub fn count(&self, kind: Option<Kind>, change: Change) -> usize {
        let of_kind = |file: &&PlannedFile| kind.is_none_or(|kind| file.kind == kind);
        self.files.iter().filter(of_kind).filter(|file| file.change == change).count()
    }

    /// How many keys and bodies stay as their author wanted them.
    pub fn kept(&self) -> usize {
        self.files.iter().map(|file| file.kept).sum()
    }

    /// Whether it changes a file that is there, or finds an author's own in its way: then it is shown before it is carried out.
    pub fn meets_content(&self) -> bool {
        self.files.iter().any(|file| matches!(file.change, Change::Changed | Change::Gone | Change::NotOurs))
    }

    /// Whether carrying it out would change nothing.
    pub fn is_idle(&self) -> bool {
        self.texts.is_empty() && self.copies.is_empty()
    }

    /// Writes and copies what is to be; what a symbolic link keeps from that has a notice.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn carry_out(&mut self) -> Result<Carried, ImportError> {
        let below = self.texts.keys().chain(self.copies.keys()).map(String::as_str);
        let refused: BTreeSet<String> =
            folder::make_folders(&self.content, below)?.into_iter().map(str::to_owned).collect();
        for below in &refused {
            let mut about = Notices::new(below);
            let message = format!("`{below}` is not written: its folder is a symbolic link or a file");
            about.say(Code::ImportRefused, message, "move it away, and import again");
            self.notices.append(&mut about.list);
        }
        self.notices = in_order(std::mem::take(&mut self.notices));
        self.texts.retain(|below, _| !refused.contains(below));
        self.copies.retain(|below, _| !refused.contains(below));
        let (content, texts, copies) = (&self.content, &self.texts, &self.copies);
        copies.par_iter().try_for_each(|(below, path)| folder::copy(path, content, below))?;
        texts.par_iter().try_for_each(|(below, text)| folder::write(content, below, text))?;
        Ok(Carried { written: self.texts.len(), copied: self.copies.len() })
    }
}
