//! Files that are not Markdown: which of them are published, and at which address.
//!
//! Three rules say it:
//!
//! - A file beside an `index.md`, or in a folder below it, is published beside that page.
//! - A file of the static folder is published as it lies there, seen from the site's root.
//! - Any other file of the content folder is published at its path in that folder, when a record that is published names it.
//!
//! What always holds: a file that only drafts name, or that stands beside one, is not published; nor is one that only something internal
//! names, wherever it stands; a file that a browser would run on the site's behalf (HTML, SVG, scripts) is refused unless the site trusts its authors, since content may come from strangers.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::document::{Outline, PAPERS};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::path::{ContentPath, Home, OutputPath, is_held_back, markdown_stem};
use crate::vocab::percent::decoded;

use super::claims::{Claimant, Claims, Refused};
use super::harmless::{is_harmless, may_be_run};
use super::held::Held;
use super::options::Options;
use super::record::{Attachment, Destination, Record};
use super::spelled;

/// Endings of texts that would be records as Markdown.
const ALMOST_MARKDOWN: &[&str] =
    &["adoc", "asciidoc", "mdx", "org", "qmd", "rmd", "rst", "text", "textile", "wiki"];

/// Every file that is not Markdown, with what may become of it.
#[derive(Default)]
pub(super) struct Shelf<'a> {
    /// In the order of their paths.
    files: Vec<Shelved<'a>>,
    /// The place in `files` of those that are published whoever names them, by where.
    by_output: HashMap<OutputPath, usize>,
    /// The place of those whose paths are not in NFC (macOS decomposes names), by their paths in NFC.
    decomposed: HashMap<String, usize>,
}

pub(super) struct Shelved<'a> {
    pub(super) path: &'a ContentPath,
    pub(super) standing: Standing<'a>,
}

/// What may become of a file.
pub(super) enum Standing<'a> {
    /// It is published, whoever names it.
    Placed(OutputPath),
    /// It is published when a record names it.
    Shared(OutputPath),
    /// It stands beside what is held back.
    BesideHeld(&'a Held),
    /// Its address is another's.
    Taken,
    /// A browser might run it; it would be published else, or when a record names it.
    Refused,
}

impl<'a> Shelf<'a> {
    /// Tells what may become of each file.
    pub(super) fn of(
        records: &[Record],
        held: &'a [Held],
        options: Options<'a>,
        claims: &mut Claims<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut shelf = Self::default();
        if options.others.is_empty() {
            return shelf;
        }
        let pages = pages(records, held);
        for file in options.others.iter().filter(|file| file.home == Home::Static || !is_paper(file.path)) {
            let output = match (file.home, beside(file.path, &pages)) {
                (Home::Static, _) => Some(OutputPath::new(file.below)),
                (Home::Content, Some(Beside::Page(output))) => Some(output),
                (Home::Content, Some(Beside::Held(held))) => {
                    shelf.files.push(Shelved { path: file.path, standing: Standing::BesideHeld(held) });
                    continue;
                }
                (Home::Content, None) => None,
            };
            let is_safe = options.trust_files || is_harmless(file);
            let standing = match output {
                Some(Some(output)) if is_safe => {
                    let claimant = match file.home {
                        Home::Content => Claimant::Attachment,
                        Home::Static => Claimant::Static,
                    };
                    match claims.ask(&output, claimant, file.path) {
                        Ok(()) => {
                            shelf.by_output.insert(output.clone(), shelf.files.len());
                            Standing::Placed(output)
                        }
                        Err(refused) => {
                            diagnostics.push(taken(file.path, &output, &refused, claims));
                            Standing::Taken
                        }
                    }
                }
                None if is_safe => OutputPath::new(file.below).map_or(Standing::Refused, Standing::Shared),
                Some(_) => {
                    diagnostics.push(refused(file.path));
                    Standing::Refused
                }
                None => {
                    diagnostics.extend((!is_in_held_folder(file.below)).then(|| unpublishable(file.path)));
                    Standing::Refused
                }
            };
            shelf.files.push(Shelved { path: file.path, standing });
        }
        let paths = shelf.files.iter().enumerate().filter(|(_, file)| !is_nfc(file.path.as_str()));
        shelf.decomposed = paths.map(|(place, file)| (file.path.as_str().nfc().collect(), place)).collect();
        shelf
    }

    /// Every file, in the order of their paths.
    pub(super) fn files(&self) -> &[Shelved<'a>] {
        &self.files
    }

    /// The file of this path, from the site's root folder, whatever the form of its letters.
    pub(super) fn at(&self, path: &str) -> Option<&Shelved<'a>> {
        let exact = |path: &str| spelled::place(&self.files, |file| file.path, path);
        let place = exact(path).or_else(|| {
            let composed: String = if path.is_ascii() { return None } else { path.nfc().collect() };
            exact(&composed).or_else(|| self.decomposed.get(&composed).copied())
        });
        self.files.get(place?)
    }

    /// The file that is published at this path of the site, whoever names it.
    pub(super) fn published_at(&self, path: &str) -> Option<&Shelved<'a>> {
        self.by_output.get(path).and_then(|index| self.files.get(*index))
    }

    /// The file that a record names so: by a path from its own file, or from the content folder or the site's root with a leading `/`.
    pub(super) fn named(&self, outline: &Outline, written: &str) -> Option<&Shelved<'a>> {
        match written.strip_prefix('/') {
            Some(from_root) => self
                .at(&format!("{}/{from_root}", spelled::content_folder(outline)))
                .or_else(|| self.published_at(from_root)),
            None => spelled::beside(outline.path.as_str(), written).and_then(|path| self.at(&path)),
        }
    }

    /// The posters of this record's media, as they are written, with the files that they are; reports those that are none.
    pub(super) fn posters(
        &self,
        outline: &Outline,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<(String, OutputPath)> {
        let mut posters = Vec::new();
        for poster in outline.specific.media().filter_map(|(_, medium)| medium.poster.as_ref()) {
            let file = self.named(outline, poster).or_else(|| self.named(outline, &decoded(poster)));
            match file.and_then(Shelved::output) {
                Some(output) => posters.push((poster.clone(), output.clone())),
                None => diagnostics.push(missing_poster(outline, poster)),
            }
        }
        posters
    }

    /// The files that are published, in the order of their paths; reports those that nothing names.
    pub(super) fn published(
        self,
        records: &[Record],
        (of_held, own, held): (&OfHeld, &[Arc<Outline>], &[Held]),
        claims: &mut Claims<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Attachment> {
        if self.files.is_empty() {
            return Vec::new();
        }
        let links = records.iter().flat_map(|record| record.links.iter().flatten());
        let named = links.filter_map(|lead| match &lead.to {
            Destination::File(output) => Some(output),
            _ => None,
        });
        let posters = records.iter().flat_map(|record| record.posters.iter().map(|(_, output)| output));
        let named: HashSet<&OutputPath> = named.chain(posters).collect();
        let with_transcripts = own.iter().map(Arc::as_ref).chain(held.iter().map(|held| &*held.outline));
        let transcripts = self.transcripts_of(with_transcripts);
        let mut attachments = Vec::new();
        for Shelved { path, standing } in &self.files {
            match standing {
                // A transcript is read; it is published where a text links to it.
                Standing::Placed(output) | Standing::Shared(output)
                    if transcripts.contains(*path) && !named.contains(output) => {}
                // What only something internal names is internal, too.
                Standing::Placed(output)
                    if of_held.of_internal.contains(output) && !named.contains(output) => {}
                Standing::Placed(output) => {
                    attachments.push(Attachment { path: (*path).clone(), output: output.clone() });
                }
                Standing::Shared(output) if named.contains(output) => {
                    match claims.ask(output, Claimant::Attachment, path) {
                        Ok(()) => {
                            attachments.push(Attachment { path: (*path).clone(), output: output.clone() });
                        }
                        Err(refused) => diagnostics.push(taken(path, output, &refused, claims)),
                    }
                }
                Standing::Shared(output) => {
                    if !of_held.of_drafts.contains(output) && !of_held.of_internal.contains(output) {
                        diagnostics.push(stray(path));
                    }
                }
                Standing::BesideHeld(_) | Standing::Taken | Standing::Refused => {}
            }
        }
        attachments
    }
}

impl Shelved<'_> {
    /// Where it is published, when something names it.
    pub(super) fn output(&self) -> Option<&OutputPath> {
        match &self.standing {
            Standing::Placed(output) | Standing::Shared(output) => Some(output),
            Standing::BesideHeld(_) | Standing::Taken | Standing::Refused => None,
        }
    }
}

/// The files that what is held back names.
#[derive(Default)]
pub(super) struct OfHeld {
    pub(super) of_drafts: HashSet<OutputPath>,
    pub(super) of_internal: HashSet<OutputPath>,
}

/// A page whose text is the `index.md` of a folder.
#[derive(Clone, Copy)]
enum Index<'r, 'a> {
    Page(&'r Record),
    Held(&'a Held),
}

/// Beside what a file stands.
enum Beside<'a> {
    /// A page; there it is published, unless its path is none.
    Page(Option<OutputPath>),
    Held(&'a Held),
}

/// The pages that have folders of their own, by these.
fn pages<'r, 'a: 'r>(records: &'r [Record], held: &'a [Held]) -> HashMap<&'r str, Index<'r, 'a>> {
    let mut pages: HashMap<&str, Index<'_, '_>> = HashMap::default();
    for held in held {
        if let Some(folder) = folder_of(&held.outline) {
            pages.insert(folder, Index::Held(held));
        }
    }
    for record in records {
        let Some(outline) = record.outline.as_ref().filter(|outline| outline.kind == record.kind) else {
            continue;
        };
        if let Some(folder) = folder_of(outline) {
            pages.insert(folder, Index::Page(record));
        }
    }
    pages
}

/// The folder of a page whose text is its `index.md`.
fn folder_of(outline: &Outline) -> Option<&str> {
    markdown_stem(outline.path.as_str())?.strip_suffix("/index")
}

/// Whether a folder on this path holds back what is in it, or the file's name itself.
fn is_in_held_folder(path: &str) -> bool {
    path.split('/').any(is_held_back)
}

/// The page of the nearest folder that is one; none for what a folder on the way holds back.
fn beside<'a>(path: &ContentPath, pages: &HashMap<&str, Index<'_, 'a>>) -> Option<Beside<'a>> {
    let mut folder = path.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        match pages.get(parent) {
            Some(Index::Page(record)) => {
                let rest = &path.as_str()[parent.len() + 1..];
                if is_in_held_folder(rest) {
                    return None;
                }
                let output = OutputPath::new(&format!("{}{rest}", &record.address.as_str()[1..]));
                return Some(Beside::Page(output));
            }
            Some(Index::Held(held)) => return Some(Beside::Held(held)),
            None => folder = parent,
        }
    }
    None
}

/// Says that a file has no place in the site, since something else is there.
fn taken(path: &ContentPath, output: &OutputPath, refused: &Refused, claims: &Claims<'_>) -> Diagnostic {
    let what = match refused {
        Refused::Page(what) => what.clone(),
        Refused::Record(record) => format!("the page of {}", claims.name_of(*record)),
        Refused::File(other) => format!("`{other}`, on a file system that does not tell cases apart,"),
    };
    let message = format!("this file is not published: at `/{output}` is {what} already");
    Diagnostic::error(Code::TakenAddress, path, message).with_hint("rename it")
}

fn refused(path: &ContentPath) -> Diagnostic {
    if !may_be_run(path.as_str()) {
        return unpublishable(path);
    }
    Diagnostic::warning(Code::RefusedFile, path, "a browser might run this file, so it is not published")
        .with_hint("set `raw_html = true` in rexbase.toml when you trust every author, or remove the file")
}

/// Says that files of this sort are never published, wherever they lie.
fn unpublishable(path: &ContentPath) -> Diagnostic {
    if has_ending(path, ALMOST_MARKDOWN) || ending(path).is_none() {
        return Diagnostic::warning(
            Code::StrayFile,
            path,
            "this file is no Markdown by its name: it is not published",
        )
        .with_hint("if it is Markdown, have its name end in `.md`");
    }
    let message = "only images, media, documents and data are published beside pages: this file is not";
    Diagnostic::warning(Code::StrayFile, path, message)
        .with_hint("publish it in another form, or link to where it is kept")
}

fn stray(path: &ContentPath) -> Diagnostic {
    Diagnostic::warning(
        Code::StrayFile,
        path,
        "no record that is published names this file: it is not published",
    )
    .with_hint(
        "name it in a text, as `![what it shows](path)`, or put it beside the `index.md` that it belongs to",
    )
    .with_hint(
        "what is to be published as it lies there, such as `robots.txt`, belongs into the `static` folder",
    )
}

fn missing_poster(outline: &Outline, poster: &str) -> Diagnostic {
    let hint = match outline.path.as_str().rsplit_once('/') {
        Some((folder, _)) => format!(
            "put the image into `{folder}`, or correct its path, which begins there, or with `/` at the content folder"
        ),
        None => "correct its path".to_owned(),
    };
    let missing = format!("there is no file `{poster}` that could be published");
    Diagnostic::warning(Code::MissingPoster, &outline.path, missing).with_hint(hint)
}

/// Whether this is a licence or its like without an ending, which is about the folder.
fn is_paper(path: &ContentPath) -> bool {
    let name = path.as_str().rsplit('/').next().unwrap_or(path.as_str());
    let stem = name.strip_suffix(".txt").unwrap_or(name);
    let is_upper = stem.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_'));
    is_upper && PAPERS.iter().any(|word| stem.split('-').next() == Some(word))
}

fn has_ending(path: &ContentPath, endings: &[&str]) -> bool {
    ending(path).is_some_and(|ending| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// What stands behind the last dot of the name, when that looks like an ending.
fn ending(path: &ContentPath) -> Option<&str> {
    let name = path.as_str().rsplit('/').next().unwrap_or(path.as_str());
    let (_, ending) = name.rsplit_once('.')?;
    let is_plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (!ending.is_empty() && ending.len() < 10 && is_plain).then_some(ending)
}
