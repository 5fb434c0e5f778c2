//! WordPress's own export (WXR): its posts and pages.
//!
//! Comes in: a file of XML, and its blog's `wp-content` folder where that stands beside it. Goes out: posts as reports, pages as pages. The steps: the items
//! of the file and their Markdown (`wordpress`), then their records (`harvest/posts`). What always holds: of an author nothing is written but
//! the name that the blog shows; comments and what plugins keep are not read; what WordPress does not show to everybody is a draft; a broken file is refused.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::harvest::ledger::Rule;
use crate::harvest::listed::Listed;
use crate::harvest::notices::{Notices, shown};
use crate::harvest::posts::links::{Ground, Targets};
use crate::harvest::posts::post::{Form, Post};
use crate::harvest::posts::rules::{LANGUAGE, RECORDING, SCRIPT, TEAM};
use crate::harvest::posts::{recording, records};
use crate::harvest::reading::teams::{Named, named};
use crate::harvest::reading::{names, tongue};
use crate::harvest::record::{Common, Harvest, MediaOfRecord, Publication};
use crate::import::error::ImportError;
use crate::import::folder;
use crate::vocab::diagnostic::Code;
use crate::vocab::fold::fold;
use crate::wordpress::content::{self, Known, Left, Said, Why};
use crate::wordpress::export::{self, Export};
use crate::wordpress::item::{Item, Kind, Status};

/// What the files say where they come from.
const SOURCE: &str = "wordpress";

/// No export is longer, in bytes: WordPress itself splits longer ones.
const LARGEST: usize = 512 * 1024 * 1024;

/// Where WordPress keeps the files that posts show.
const FILES: &str = "wp-content";

const COMMENTS: Rule = Rule::left("comments", "comments of readers are private, and are not read");
const LIBRARY: Rule =
    Rule::left("media-library", "a file of the media library: an export has its address alone");
const OTHER: Rule = Rule::left("other-item", "menus, revisions and what plugins keep are no posts");
const TRASH: Rule = Rule::left("trash", "what was thrown away is not taken");
const DRAFT: Rule = Rule::took("draft", "what is not public, is planned or wants a password is a draft");
const NO_TITLE: Rule = Rule::took("title-from-address", "a post without a title is called after its address");
const AUTHOR: Rule = Rule::took("author-by-login", "an author's login is the name that the blog shows");
const NO_AUTHOR: Rule = Rule::left("unknown-author", "an author of whom the export has a login alone");
const MARKUP: Rule = Rule::took("markup", "a shortcode, a block or a frame has an equivalent in Markdown");
const COMMENT: Rule =
    Rule::left("foreign-markup", "a shortcode or block that has no equivalent is a comment in its place");
const APART: Rule = Rule::left(
    "part-from-elsewhere",
    "a shared part or file that is not public, holds itself or is too much for one post is a comment in its place",
);
const ELSEWHERE: Rule =
    Rule::left("file-elsewhere", "a file that a post shows stays at its address on the old site");

/// Reads the export in this file.
pub(crate) fn read(file: &Path) -> Result<Harvest, ImportError> {
    let refuse = |hint: String| ImportError::NotSuchData {
        folder: file.to_owned(),
        wanted: "export of WordPress",
        hint,
    };
    if file.is_dir() {
        return Err(refuse("give the XML file that Tools, Export made".to_owned()));
    }
    let bytes = match folder::read(file) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(ImportError::NotAFile(file.to_owned())),
        Err(cause) => return Err(ImportError::Io { path: file.to_owned(), cause }),
    };
    if bytes.len() > LARGEST {
        return Err(refuse("it has more than 512 MB; export a year at a time".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|_| refuse("it is not UTF-8".to_owned()))?;
    let export = export::read(&text).map_err(refuse)?;
    if !export.items.iter().any(|item| item.kind.is_text()) {
        return Err(refuse("it has no posts and no pages".to_owned()));
    }
    let files = files_beside(file)?;
    // An export may hold a part of a blog, so that what is missing in it says nothing.
    let mut harvest = Harvest::new(SOURCE, None);
    let posts = posts(&export, &files, &mut harvest);
    let homes: Vec<String> =
        export.homes.iter().cloned().chain(export.homes.iter().filter_map(|home| of_files(home))).collect();
    let ground = Ground { homes: &homes, content: "", statics: &[String::new()] };
    records::gather(&export.name, posts, Targets::new(&files, ground), &mut harvest);
    names::settle(&mut harvest.records);
    Ok(harvest)
}

/// The home of a blog's files at WordPress.com.
fn of_files(home: &str) -> Option<String> {
    Some(format!("{}.files.wordpress.com", home.strip_suffix(".wordpress.com")?))
}

/// The files of the blog, where somebody put them beside the export.
fn files_beside(file: &Path) -> Result<Vec<Listed>, ImportError> {
    let folder = file.parent().unwrap_or_else(|| Path::new("")).join(FILES);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listed = folder::list(&folder)?.into_iter();
    Ok(listed.map(|one| Listed { below: format!("{FILES}/{}", one.below), ..one }).collect())
}

/// The posts and pages of an export, in its order.
fn posts(export: &Export, files: &[Listed], harvest: &mut Harvest) -> Vec<Post> {
    let known = Known::of(export, files);
    let said: Vec<Option<Said>> = export
        .items
        .par_iter()
        .map(|item| item.is_taken().then(|| content::markdown(item, &known)))
        .collect();
    let mut writing = Writing { export, harvest, nameless: BTreeMap::new() };
    let posts = export.items.iter().zip(said).filter_map(|(item, said)| writing.post(item, said)).collect();
    writing.tell_nameless();
    posts
}

/// Posts as they come to be.
struct Writing<'a> {
    export: &'a Export,
    harvest: &'a mut Harvest,
    /// Authors without a name: the first post of each, and how many there are.
    nameless: BTreeMap<&'a str, (String, usize)>,
}

impl<'a> Writing<'a> {
    /// The post that an item is; none where it is no post.
    fn post(&mut self, item: &'a Item, said: Option<Said>) -> Option<Post> {
        let below = item.below();
        let ledger = &mut self.harvest.ledger;
        ledger.note_many(COMMENTS, &below, item.comments);
        let Some(said) = said else {
            let rule = match (item.kind, item.status) {
                (Kind::File, _) => LIBRARY,
                (Kind::Post | Kind::Page, Status::Trash) => TRASH,
                _ => OTHER,
            };
            ledger.note(rule, &below);
            return None;
        };
        let is_public = item.status == Status::Public;
        ledger.note_many(DRAFT, &below, usize::from(!is_public));
        ledger.note_many(NO_TITLE, &below, usize::from(item.title.is_none()));
        self.tell(&said, &below);
        let title = item.called();
        let form = if item.kind == Kind::Page { Form::Page } else { Form::Report };
        let Named { people, organisations } = self.authors(item, &below);
        let mut media = MediaOfRecord::default();
        let (text, is_taken) = recording::taken(&mut media, said.text);
        let language = tongue::language(&text);
        let ledger = &mut self.harvest.ledger;
        ledger.note_many(RECORDING, &below, usize::from(is_taken));
        ledger.note_many(LANGUAGE, &below, usize::from(language.is_some()));
        let common = Common {
            date: item.date.filter(|_| form == Form::Report),
            updated: item.updated.filter(|_| form == Form::Report),
            language,
            description: item.excerpt.clone().filter(|excerpt| fold(excerpt) != fold(&title)),
            publication: if is_public { Publication::Public } else { Publication::Draft },
            topics: item.topics.clone(),
            organisations,
            ..Common::default()
        };
        Some(Post {
            name: item.name.clone().unwrap_or_else(|| title.clone()),
            title,
            below,
            form,
            common,
            people,
            event: None,
            media,
            address: item.address.clone(),
            queried: item.queried(),
            original: None,
            text,
        })
    }

    /// Tells what became of a text.
    fn tell(&mut self, said: &Said, below: &str) {
        let ledger = &mut self.harvest.ledger;
        ledger.note_many(MARKUP, below, said.taken);
        ledger.note_many(SCRIPT, below, said.scripts);
        let foreign = said.left.iter().filter(|left| left.why == Why::NoEquivalent).count();
        ledger.note_many(COMMENT, below, foreign);
        ledger.note_many(APART, below, said.left.len() - foreign);
        let mut notices = Notices::new(below);
        let mut told: Vec<&Left> = Vec::new();
        for left in &said.left {
            if !told.contains(&left) && told.len() < 20 {
                told.push(left);
                let (is, hint) = reason(left.why);
                notices.say(Code::ForeignMarkup, format!("{} {is}", shown(&left.written)), hint);
            }
        }
        ledger.note_many(ELSEWHERE, below, said.files.len());
        for path in &said.files {
            let message = format!("this file stays on the old site: {}", shown(path));
            let hint = "put the blog's folder `wp-content` beside the export and import again: what posts show is then copied";
            notices.say(Code::ImportElsewhere, message, hint);
        }
        self.harvest.notices.append(&mut notices.list);
    }

    /// Who wrote an item: people, and organisations.
    fn authors(&mut self, item: &'a Item, below: &str) -> Named {
        let Some(login) = item.author.as_deref() else { return Named::default() };
        let Some(name) = self.export.authors.get(login) else {
            let (_, count) = self.nameless.entry(login).or_insert_with(|| (below.to_owned(), 0));
            *count += 1;
            self.harvest.ledger.note(NO_AUTHOR, below);
            return Named::default();
        };
        let named = named(name);
        self.harvest.ledger.note_many(AUTHOR, below, named.people.len());
        self.harvest.ledger.note_many(TEAM, below, named.organisations.len());
        named
    }

    /// Tells of authors without a name, once for each.
    fn tell_nameless(&mut self) {
        for (below, count) in std::mem::take(&mut self.nameless).into_values() {
            let mut notices = Notices::new(&below);
            let posts = if count == 1 {
                "this post".to_owned()
            } else {
                format!("{count} posts, the first of which this is,")
            };
            let message = format!("the export does not say what the author of {posts} is called");
            notices.say(Code::ImportSpeaker, message, "add the name to `authors` in the content files");
            self.harvest.notices.append(&mut notices.list);
        }
    }
}

/// What is told of what became a comment, and how it is mended.
fn reason(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::NoEquivalent => ("has no equivalent here", "it is a comment in the content file"),
        Why::NotPublic => (
            "is not public on the old site",
            "a comment is in its place in the content file; write there what readers may see of it",
        ),
        Why::InItself => ("holds itself", "where it does, a comment is in its place in the content file"),
        Why::TooMuch => (
            "is left out: this post takes too much from elsewhere",
            "a comment is in its place in the content file; write there what readers need of it",
        ),
    }
}
