//! The layout of the pyvideo archive: `<event>/category.json` and `<event>/videos/<talk>.json`.
//!
//! Comes in: the folder. Goes out: records in the order of their files, and a notice for whatever was not taken as it is.
//! What always holds: a file that cannot be read stops no other; every file is a record or has a notice.

mod event;
mod json;
mod talk;

use std::path::Path;

use rayon::prelude::*;

use super::error::ImportError;
use super::folder::{self, Wanted};
use super::names::Spellings;
use super::notices::Notices;
use super::record::{ImportedEvent, ImportedTalk, Records};
use crate::vocab::diagnostic::Diagnostic;

/// What the files say where they come from.
pub(super) const SOURCE: &str = "pyvideo";

const CATEGORY: &str = "category.json";
const VIDEOS: &str = "videos";

/// Reads the whole folder; also returns every path below it that was met, readable or not.
pub(super) fn read(folder: &Path) -> Result<(Records, Vec<String>, Vec<Diagnostic>), ImportError> {
    if !folder.is_dir() {
        return Err(ImportError::NotAFolder(folder.to_owned()));
    }
    let folders = folder::entries(folder, Wanted::Folders)?;
    let is_event = |path: &&std::path::PathBuf| path.join(CATEGORY).is_file() || path.join(VIDEOS).is_dir();
    let events: Vec<_> = folders.iter().filter(is_event).collect();
    if events.is_empty() || folder.join(CATEGORY).is_file() {
        let hint = if folder.join(CATEGORY).is_file() {
            "it is one event's folder; give the folder that it is in".to_owned()
        } else {
            format!("give the folder that holds `<event>/{CATEGORY}` and `<event>/{VIDEOS}/*.json`")
        };
        return Err(ImportError::NotSuchData { folder: folder.to_owned(), wanted: "pyvideo data", hint });
    }
    let read: Result<Vec<_>, _> = events.into_par_iter().map(|path| read_event(folder, path)).collect();
    Ok(assembled(read?))
}

/// One event's folder, read.
struct EventFolder {
    event: ImportedEvent,
    talks: Vec<ImportedTalk>,
    met: Vec<String>,
    notices: Vec<Diagnostic>,
}

fn read_event(root: &Path, path: &Path) -> Result<EventFolder, ImportError> {
    let name = name_of(path);
    let mut met = vec![format!("{name}/{CATEGORY}")];
    let mut about_event = Notices::new(&met[0]);
    let category = json::read(&path.join(CATEGORY), &mut about_event);
    let mut event = event::event(&name, &category.unwrap_or_default(), &mut about_event);
    event.from = met[0].clone();

    let videos = path.join(VIDEOS);
    let mut files = if videos.is_dir() { folder::entries(&videos, Wanted::Files)? } else { Vec::new() };
    files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")));
    let mut read = Vec::new();
    let mut notices = Vec::new();
    for file in &files {
        let from = folder::below(root, file).unwrap_or_else(|| format!("{name}/{VIDEOS}/{}", name_of(file)));
        let mut about = Notices::new(&from);
        match json::read(file, &mut about) {
            Some(object) => read.push((from.clone(), object, about)),
            None => notices.append(&mut about.list),
        }
        met.push(from);
    }
    let unit = talk::unit_of(read.iter().map(|(_, object, _)| object), &mut about_event);
    let mut talks = Vec::with_capacity(read.len());
    for (from, object, mut about) in read {
        talks.push(talk::talk(&from, &object, unit, &mut about));
        notices.append(&mut about.list);
    }
    event.dates = event.dates.or_else(|| event::span(talks.iter().filter_map(|talk| talk.date)));
    notices.append(&mut about_event.list);
    Ok(EventFolder { event, talks, met, notices })
}

fn assembled(folders: Vec<EventFolder>) -> (Records, Vec<String>, Vec<Diagnostic>) {
    let mut records = Records::default();
    let (mut met, mut notices) = (Vec::new(), Vec::new());
    for mut folder in folders {
        folder.talks.iter_mut().for_each(|talk| talk.event = records.events.len());
        records.events.push(folder.event);
        records.talks.append(&mut folder.talks);
        met.append(&mut folder.met);
        notices.append(&mut folder.notices);
    }
    let (mut people, mut topics) = (Spellings::default(), Spellings::default());
    for talk in &records.talks {
        talk.speakers.iter().for_each(|name| people.count(name));
        talk.topics.iter().for_each(|name| topics.count(name));
    }
    for talk in &mut records.talks {
        people.settle(&mut talk.speakers);
        topics.settle(&mut talk.topics);
    }
    (records, met, notices)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
