//! A schedule in one file, or a site's folder, of whatever system: its structure tells which.
//!
//! Comes in: a file, and what was asked for. Goes out: a [`Harvest`]. What always holds: a file that is broken is not read in part unless that was
//! asked for; only the fields on a format's lists are looked at (`programme/allowed.rs`).

mod c3voc;
mod conference_hall;
mod context;
mod devfest;
mod frab;
mod icalendar;
mod json;
mod open_planner;
mod pointer;
mod sessionize;
mod shapes;
mod table;
mod text;
mod told;
mod xml;

use std::path::Path;

use crate::harvest::record::{Harvest, Vanished};
use crate::import::error::ImportError;
use crate::import::folder;
use crate::programme::{self, session::Programme};

use context::Context;
pub use context::{Asked, OnBroken};
use text::Content;

/// What the files say where they come from.
const SOURCE: &str = "schedule";

/// Reads the schedule in this file.
pub(crate) fn read(file: &Path, asked: &Asked) -> Result<Harvest, ImportError> {
    let mut context = Context::new(file, asked);
    if file.is_dir() {
        if !devfest::is_site(file) {
            return Err(context.unknown("of folders, only sites of the Hugo theme of DevFests are known: with `data/schedule.yml` and `content/sessions`"));
        }
        let programme = devfest::read(file, &mut context)?;
        return Ok(harvested(vec![programme], &mut context));
    }
    let bytes = match folder::read(file) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(ImportError::NotAFile(file.to_owned())),
        Err(cause) => return Err(ImportError::Io { path: file.to_owned(), cause }),
    };
    let programmes = match text::content(&bytes, &mut context)? {
        Content::Xml(text) => vec![frab::read(&text, &mut context)?],
        Content::Json(value, text) => vec![told::read(&value, &text, &mut context)?],
        Content::Calendar(text) => vec![icalendar::read(&text, &mut context)?],
        Content::Table(text) => table::read(&text, &mut context)?,
    };
    Ok(harvested(programmes, &mut context))
}

fn harvested(programmes: Vec<Programme>, context: &mut Context<'_>) -> Harvest {
    let mut harvest = context.harvest(SOURCE, scope_of(&programmes));
    harvest.vanished = Vanished::Marked;
    programme::harvest(&mut harvest, &context.file_name(), programmes);
    harvest
}

/// What these programmes are the whole of: an event, the events of one file, or the people of an event.
fn scope_of(programmes: &[Programme]) -> String {
    match programmes {
        [one] if one.within.is_empty() && one.sessions.is_empty() => {
            format!("{}person/", programme::scope(one))
        }
        [one] if one.within.is_empty() => programme::scope(one),
        [first, ..] => first.within.clone(),
        [] => String::from("/"),
    }
}
