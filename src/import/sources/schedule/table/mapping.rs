//! The mapping of a table: a TOML file that says which column is what.

use serde::Deserialize;

use crate::import::error::ImportError;
use crate::import::folder;
use crate::import::sources::schedule::context::Context;
use crate::vocab::fold::fold;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Mapping {
    pub(super) event: Event,
    pub(super) columns: Columns,
    pub(super) values: Values,
}

/// The event, where all rows are of one.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Event {
    pub(super) title: Option<String>,
    pub(super) timezone: Option<String>,
    pub(super) url: Option<String>,
}

/// The names of columns.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Columns {
    pub(super) id: Option<String>,
    pub(super) event: Option<String>,
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    #[serde(rename = "abstract")]
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
    pub(super) date: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) duration: Option<String>,
    pub(super) room: Option<String>,
    pub(super) topics: Option<String>,
    pub(super) language: Option<String>,
    pub(super) format: Option<String>,
    pub(super) level: Option<String>,
    pub(super) speakers: Option<String>,
    pub(super) organisations: Option<String>,
    pub(super) status: Option<String>,
    pub(super) video: Option<String>,
    pub(super) slides: Option<String>,
    pub(super) url: Option<String>,
}

impl Columns {
    /// Every column that is named.
    pub(super) fn named(&self) -> Vec<&str> {
        let of_event =
            [&self.id, &self.event, &self.date, &self.start, &self.end, &self.duration, &self.room];
        let of_text =
            [&self.title, &self.subtitle, &self.summary, &self.description, &self.language, &self.format];
        let of_people = [&self.speakers, &self.organisations, &self.status, &self.level, &self.topics];
        let of_media = [&self.video, &self.slides, &self.url];
        let all = of_event.into_iter().chain(of_text).chain(of_people).chain(of_media);
        all.filter_map(|column| column.as_deref()).collect()
    }
}

/// How values are written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Values {
    /// Between columns; else told from the first line.
    pub(super) delimiter: Option<char>,
    /// Between the items of a list.
    separator: Option<String>,
    /// What stands where nothing is known.
    empty: Vec<String>,
    /// The words of `status` that mean that it takes place.
    accepted: Vec<String>,
}

impl Values {
    pub(super) fn separator(&self) -> &str {
        self.separator.as_deref().filter(|separator| !separator.is_empty()).unwrap_or(";")
    }

    pub(super) fn is_empty(&self, value: &str) -> bool {
        value.trim().is_empty() || self.empty.iter().any(|empty| empty == value.trim())
    }

    /// Whether a session of this status takes place.
    pub(super) fn accepts(&self, folded: &str) -> bool {
        if self.accepted.is_empty() {
            return ["accepted", "confirmed", "accepte", "confirme", "ok", "yes"].contains(&folded);
        }
        self.accepted.iter().any(|word| fold(word) == folded)
    }
}

/// Reads the mapping that was asked for.
pub(super) fn read(context: &Context<'_>) -> Result<Mapping, ImportError> {
    let Some(path) = &context.asked.mapping else {
        return Err(context.unknown(
            "it is neither XML nor JSON nor iCalendar; of a table, `--map FILE` says which column is what",
        ));
    };
    let bytes = match folder::read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(ImportError::NotAFile(path.clone())),
        Err(cause) => return Err(ImportError::Io { path: path.clone(), cause }),
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mapping: Mapping = toml::from_str(&text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        ImportError::at(path, &text, at, error.message(), 0)
    })?;
    if mapping.columns.title.is_none() {
        let message = "`[columns]` does not say which column is the `title`";
        return Err(ImportError::at(path, &text, 0, message, 0));
    }
    Ok(mapping)
}
