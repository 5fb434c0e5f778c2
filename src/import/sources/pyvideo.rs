//! The layout of the pyvideo archive: `<event>/category.json` and `<event>/videos/<talk>.json`.
//!
//! Comes in: the folder. Goes out: records in the order of their files, and a notice for whatever was not taken as it is.
//! What always holds: a file that cannot be read stops no other; every file is a record or has a notice.

mod event;
mod json;
mod talk;

use std::path::Path;

use rayon::prelude::*;

use crate::harvest::notices::Notices;
use crate::harvest::reading::{days, names};
use crate::harvest::record::{Harvest, Record, RecordId, Specific};
use crate::import::error::ImportError;
use crate::import::folder::{self, Wanted};
use crate::vocab::diagnostic::Diagnostic;

/// What the files say where they come from.
const SOURCE: &str = "pyvideo";

const CATEGORY: &str = "category.json";
const VIDEOS: &str = "videos";

/// Reads the whole folder.
pub(crate) fn read(folder: &Path) -> Result<Harvest, ImportError> {
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
    event: Record,
    talks: Vec<Record>,
    met: Vec<String>,
    notices: Vec<Diagnostic>,
}

fn read_event(root: &Path, path: &Path) -> Result<EventFolder, ImportError> {
    let name = name_of(path);
    let mut met = vec![format!("{name}/{CATEGORY}")];
    let mut about_event = Notices::new(&met[0]);
    let category = json::read(&path.join(CATEGORY), &mut about_event);
    let mut event = event::event(&name, &category.unwrap_or_default(), &mut about_event);
    event.from.clone_from(&met[0]);

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
        talks.push(talk::talk(&from, &object, RecordId(0), unit, &mut about));
        notices.append(&mut about.list);
    }
    if let Specific::Event(event) = &mut event.specific {
        event.dates = event.dates.or_else(|| days::span(talks.iter().filter_map(|talk| talk.common.date)));
    }
    notices.append(&mut about_event.list);
    Ok(EventFolder { event, talks, met, notices })
}

/// One list of all folders: each talk's event is known by its place in it, and every name has one spelling.
fn assembled(folders: Vec<EventFolder>) -> Harvest {
    let mut harvest = Harvest::new(SOURCE, Some(String::new()));
    for mut folder in folders {
        let event = harvest.add(folder.event);
        for mut record in folder.talks {
            record.parent = Some(event);
            if let Specific::Talk(talk) = &mut record.specific {
                talk.event = Some(event);
            }
            harvest.add(record);
        }
        harvest.met.append(&mut folder.met);
        harvest.notices.append(&mut folder.notices);
    }
    names::settle(&mut harvest.records);
    harvest
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
