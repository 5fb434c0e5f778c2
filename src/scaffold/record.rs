//! The path and the text of a new content file, by kind.

use crate::vocab::date::PartialDate;
use crate::vocab::fold::slug;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

use super::error::ScaffoldError;

/// What a new record is.
#[derive(Debug, Clone)]
pub(crate) struct NewRecord {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    /// For a talk or report: the id of its event.
    pub(crate) event: Option<String>,
    /// For the file's name and the front matter of a report.
    pub(crate) date: PartialDate,
}

/// Where the file goes, below the content folder.
pub(super) fn path(new: &NewRecord) -> Result<String, ScaffoldError> {
    let name = slug(&new.title);
    let folder = new.kind.folder();
    match (&new.event, new.kind) {
        (Some(event), Kind::Talk) => {
            let below = format!("{folder}/{event}/{name}.md");
            ContentPath::new(&below)
                .map(|path| path.to_string())
                .ok_or_else(|| ScaffoldError::UnusableId(event.clone()))
        }
        (_, Kind::Report) => Ok(format!("{folder}/{}-{name}.md", new.date)),
        _ => Ok(format!("{folder}/{name}.md")),
    }
}

/// The file's text: what is known is filled in, what may be is a comment.
pub(super) fn text(new: &NewRecord) -> String {
    let mut lines = vec!["+++".to_owned(), format!("title = {}", quoted(&new.title))];
    if let Some(event) = new.event.as_ref().filter(|_| matches!(new.kind, Kind::Talk | Kind::Report)) {
        lines.push(format!("event = {}", quoted(event)));
    }
    lines.extend(hints(new.kind).iter().map(|hint| format!("# {hint}")));
    lines.push("+++".to_owned());
    lines.push(String::new());
    lines.extend(body(new.kind).iter().map(|line| (*line).to_owned()));
    lines.join("\n") + "\n"
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => quoted.push(' '),
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

fn hints(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Talk => &[
            "date = 2017-10-02T09:30:00",
            "duration = \"40m\"",
            "speakers = [\"…\", { name = \"…\", role = \"…\", organisation = \"…\" }]",
            "organisations = [\"…\"]   # who lived the experience",
            "topics = [\"…\"]",
            "technologies = [{ name = \"…\", stance = \"adopted\" }]   # or trial, dropped, mentioned",
            "video = { status = \"awaited\" }   # or an address, or false when there is none",
        ],
        Kind::Report => &[
            "authors = [\"…\"]",
            "covers = [{ talk = \"…\", section = \"…\", depth = \"detailed\", recommended = true }]",
            "organisations = [\"…\"]",
            "topics = [\"…\"]",
        ],
        Kind::Event => &[
            "series = \"…\"",
            "start_date = 2017-10-02",
            "end_date = 2017-10-03   # inclusive",
            "timezone = \"Europe/Paris\"",
            "venue = { name = \"…\", address = \"…\" }",
            "announced_talks = 8",
        ],
        Kind::Person => &["role = \"…\"", "organisations = [\"…\"]", "aliases = [\"…\"]   # other spellings"],
        Kind::Organisation => &[
            "sector = \"…\"",
            "country = \"FR\"",
            "url = \"https://…\"",
            "aliases = [\"…\"]",
            "former = [{ name = \"…\", until = \"2017-12\" }]   # what it was called",
        ],
        Kind::Topic | Kind::Technology => &["aliases = [\"…\"]   # other words for it", "broader = \"…\""],
        Kind::Metric => {
            &["aliases = [\"…\"]   # other words for it", "unit = \"…\"   # what its page tells figures in"]
        }
        Kind::Series => &["url = \"https://…\"", "organisers = [\"…\"]"],
        Kind::Page | Kind::Lesson | Kind::Figure | Kind::Action => &["menu = 1   # its place in the menu"],
    }
}

fn body(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Talk | Kind::Report => {
            &["## Context", "", "## What went well", "", "## What went wrong", "", "## Lessons learned", ""]
        }
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Options, Place, parse};

    #[test]
    fn every_kind_begins_without_a_mistake() {
        for kind in Kind::written() {
            let event = matches!(kind, Kind::Talk | Kind::Report).then(|| "rex-2017".to_owned());
            let new = NewRecord {
                kind,
                title: "Say \"hi\" \\ C:".into(),
                event,
                date: PartialDate::parse("2017-10-05").unwrap(),
            };
            let below = path(&new).unwrap();
            let at = ContentPath::new(&format!("content/{below}")).unwrap();
            let document = parse(Place::of(&at, &below).unwrap(), text(&new).as_bytes(), &Options::default());
            assert_eq!(document.diagnostics, [], "{kind:?}");
            assert_eq!(document.outline.common.title.as_ref().unwrap().value, new.title);
        }
    }

    #[test]
    fn an_event_cannot_lead_out_of_the_folder() {
        let event = Some("../../x".to_owned());
        let new = NewRecord {
            kind: Kind::Talk,
            title: "x".into(),
            event,
            date: PartialDate::parse("2017").unwrap(),
        };
        assert!(path(&new).is_err());
    }
}
