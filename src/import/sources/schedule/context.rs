//! What one import of a schedule keeps at hand: what was asked for, where it is, what it met.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::languages::language;
use crate::harvest::reading::plain::line;
use crate::harvest::record::Harvest;
use crate::import::error::ImportError;
use crate::programme::times;
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Code;
use crate::vocab::language::Language;

/// What was asked for besides the file.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What the event is called, where the file does not say.
    pub event: Option<String>,
    /// The IANA name of the event's time zone, where the file does not say.
    pub timezone: Option<String>,
    /// The file that says which column of a table is what.
    pub mapping: Option<PathBuf>,
    pub on_broken: OnBroken,
}

/// What to do with a file that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnBroken {
    /// Say where, and read nothing.
    Refuse,
    /// Say where, and read what can be read.
    KeepGoing,
}

/// The import of one file.
pub(super) struct Context<'a> {
    path: &'a Path,
    pub(super) asked: &'a Asked,
    pub(super) notices: Notices,
    pub(super) ledger: Ledger,
}

const OTHER_FIELDS: Rule =
    Rule::left("other-fields", "only the fields that `docs/import.md` lists are looked at: these are others");

impl<'a> Context<'a> {
    pub(super) fn new(path: &'a Path, asked: &'a Asked) -> Self {
        Self { path, asked, notices: Notices::new(&name_of(path)), ledger: Ledger::default() }
    }

    /// The file's name.
    pub(super) fn file_name(&self) -> String {
        name_of(self.path)
    }

    /// The file's name without its ending.
    pub(super) fn stem(&self) -> String {
        self.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    }

    /// What an event is called of which the file does not say it.
    pub(super) fn event_title(&mut self, written: Option<String>) -> String {
        if let Some(title) = self.asked.event.as_deref().map(line).filter(|title| !title.is_empty()) {
            return title;
        }
        if let Some(title) = written {
            return title;
        }
        let title = line(&self.stem().replace(['-', '_'], " "));
        let title = if title.is_empty() { "Schedule".to_owned() } else { title };
        let message =
            format!("the file does not say what the event is called: `{}` is the file's name", shown(&title));
        self.notices.say(Code::ImportTitle, message, "say it with `--event`");
        title
    }

    /// The name of the event's time zone: as the file says, else as was asked for.
    pub(super) fn timezone(&mut self, written: Option<String>) -> Option<String> {
        let name = written.or_else(|| self.asked.timezone.clone())?;
        if times::zone(&name).is_none() {
            let message = format!("`{}` is no time zone that is known here", shown(&name));
            self.notices.say(Code::ImportValue, message, "it was left out: name it as `Europe/Paris`");
            return None;
        }
        Some(name)
    }

    /// A time as clocks of the place show it; what is none is reported.
    pub(super) fn time(&mut self, written: &str, zone: Option<&TimeZone>) -> Option<PartialDate> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let Ok(time) = PartialDate::parse(written) else {
            let message = format!("this is no time: {}", shown(written));
            self.notices.say(Code::ImportDate, message, "it was left out");
            return None;
        };
        Some(times::local(time, zone))
    }

    /// The language of this name; what is none is reported.
    pub(super) fn language(&mut self, written: Option<String>) -> Option<Language> {
        let written = written?;
        let known = language(&written);
        if known.is_none() {
            let message = format!("`{}` is no language that is known here", shown(&written));
            self.notices.say(
                Code::ImportLanguage,
                message,
                "it was left out: add `language` to the talk's file",
            );
        }
        known
    }

    /// Counts fields that are on no list.
    pub(super) fn leave(&mut self, count: usize, place: &str) {
        self.ledger.note_many(OTHER_FIELDS, place, count);
    }

    /// A mistake at a byte of the text: why nothing is read, or a notice where that was asked for.
    pub(super) fn broken(
        &mut self,
        text: &str,
        at: usize,
        message: &str,
        more: usize,
    ) -> Result<(), ImportError> {
        if self.asked.on_broken == OnBroken::KeepGoing {
            self.notices.point(
                Code::ImportUnreadable,
                at,
                message.to_owned(),
                "what could be read was taken",
            );
            return Ok(());
        }
        Err(ImportError::at(self.path, text, at, message, more))
    }

    /// Why this is no schedule.
    pub(super) fn unknown(&self, hint: &str) -> ImportError {
        ImportError::NotSuchData {
            folder: self.path.to_owned(),
            wanted: "schedule of a form that is known here",
            hint: hint.to_owned(),
        }
    }

    /// A harvest of what was met so far, still without records.
    pub(super) fn harvest(&mut self, source: &'static str, scope: String) -> Harvest {
        let mut harvest = Harvest::new(source, Some(scope));
        harvest.ledger = std::mem::take(&mut self.ledger);
        harvest.notices.append(&mut self.notices.list);
        harvest
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
