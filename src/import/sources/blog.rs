//! A blog: Jekyll, Hugo, Zola, Eleventy, an Obsidian vault, or Markdown with front matter; which one is told by its files.
//!
//! Comes in: a folder. Goes out: posts as reports, talks and pages. The steps: what the folder is for (`site`), each file as a post (`reading`, with
//! `addresses`, `authors`, `markup`), then their records (`posts`). What always holds: what the generator would not publish is a draft; of front matter only
//! the keys on a list are taken; every post is a record or has a notice; the same folder gives the same records.

mod authors;
mod config;
mod handed;
mod keys;
mod reading;
mod site;

use std::path::Path;

use rayon::prelude::*;

use crate::harvest::ledger::Rule;
use crate::harvest::listed::Listed;
use crate::harvest::notices::Notices;
use crate::harvest::posts::links::{Ground, Targets};
use crate::harvest::posts::records;
use crate::harvest::reading::names;
use crate::harvest::record::Harvest;
use crate::import::error::ImportError;
use crate::import::folder;
use crate::vocab::diagnostic::Code;

use authors::Authors;
use handed::Handed;
use reading::{Context, Read};
use site::{Part, Site};

/// What the files say where they come from.
const SOURCE: &str = "blog";

/// No post is longer, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

const PAPER: Rule =
    Rule::left("paper", "files that are not for readers (README, LICENSE, templates) are no posts");

/// Reads the whole folder.
pub(crate) fn read(root: &Path) -> Result<Harvest, ImportError> {
    let files = folder::list(root)?;
    let site = Site::read(root, &files);
    let authors = Authors::read(root, &files, &site.config);
    let scope = folder::name_of(root);
    let mut harvest = Harvest::new(SOURCE, Some(format!("{scope}/")));
    let mut posts: Vec<(&Listed, Part)> = Vec::new();
    for file in &files {
        match site.part(&file.below) {
            Part::Nothing => {}
            Part::Paper => harvest.ledger.note(PAPER, &file.below),
            part => posts.push((file, part)),
        }
    }
    let texts: Result<Vec<_>, ImportError> =
        posts.into_par_iter().map(|(file, part)| Ok((file, part, text(file)?))).collect();
    let texts = texts?;
    let handed = Handed::read(
        root,
        &site,
        texts.iter().filter_map(|(file, _, text)| Some((file.below.as_str(), text.as_deref().ok()?))),
    );
    let context = Context { site: &site, authors: &authors, handed: &handed };
    let read: Vec<(String, Result<Option<Read>, Notices>)> = texts
        .into_par_iter()
        .map(|(file, part, text)| {
            (file.below.clone(), text.map(|text| reading::post(&file.below, part, &text, &context)))
        })
        .collect();
    let mut posts = Vec::new();
    for (below, read) in read {
        harvest.met.push(format!("{scope}/{below}"));
        match read {
            Ok(Some(Read { post, rules, mut notices })) => {
                rules.into_iter().for_each(|(rule, count)| harvest.ledger.note_many(rule, &below, count));
                harvest.notices.append(&mut notices.list);
                posts.push(post);
            }
            Ok(None) => harvest.ledger.note(PAPER, &below),
            Err(mut notices) => harvest.notices.append(&mut notices.list),
        }
    }
    if posts.is_empty() {
        let hint = "give the folder of a Jekyll, Hugo, Zola or Eleventy site, an Obsidian vault, or a folder of Markdown".to_owned();
        return Err(ImportError::NotSuchData { folder: root.to_owned(), wanted: "blog", hint });
    }
    let ground = Ground { homes: &site.homes, content: &site.content, statics: &site.statics };
    records::gather(&scope, posts, Targets::new(&files, ground), &mut harvest);
    names::settle(&mut harvest.records);
    Ok(harvest)
}

/// The text of a file; notices where it cannot be read.
fn text(file: &Listed) -> Result<Result<String, Notices>, ImportError> {
    let refuse = |why: &str| {
        let mut notices = Notices::new(&file.below);
        notices.say(Code::ImportUnreadable, why, "it was left out; mend the file and import again");
        Ok(Err(notices))
    };
    if file.length > LARGEST {
        return refuse("this file has more than 4 MB");
    }
    let bytes =
        folder::read(&file.path).map_err(|cause| ImportError::Io { path: file.path.clone(), cause })?;
    match String::from_utf8(bytes.unwrap_or_default()) {
        Ok(text) => Ok(Ok(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Err(_) => refuse("this file is not UTF-8"),
    }
}
