//! Which folders are events: `2018/djangocon-us`, `KubeCon-2017`; and what they are called.

use std::collections::BTreeMap;

use super::note::Note;
use crate::harvest::reading::titles::readable;
use crate::harvest::reading::{dates, plain};
use crate::vocab::fold::fold;

/// An event that a folder, or one note, is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Without the year.
    pub(super) series: String,
    pub(super) year: i16,
}

impl Named {
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.series, self.year)
    }
}

/// The folders that are events, by path.
pub(super) fn folders(notes: &[Note]) -> BTreeMap<String, Named> {
    let mut events: BTreeMap<String, Named> = BTreeMap::new();
    for note in notes {
        let Some((name, year)) = in_path(note.folder()) else { continue };
        let named =
            events.entry(note.folder().to_owned()).or_insert_with(|| Named { series: readable(name), year });
        if note.is_readme()
            && !note.is_held()
            && let Some(title) = own_name(&note.title)
        {
            named.series = title;
        }
    }
    // `djangocon-us` of one year is called as in another, where somebody wrote its name.
    let names: Vec<String> = events.values().map(|event| event.series.clone()).collect();
    let capitals = |name: &str| name.chars().filter(|letter| letter.is_uppercase()).count();
    for event in events.values_mut() {
        let alike = names.iter().filter(|name| fold(name) == fold(&event.series));
        if let Some(best) = alike.max_by_key(|name| (capitals(name), std::cmp::Reverse((*name).clone()))) {
            event.series.clone_from(best);
        }
    }
    events
}

/// The name and the year of a folder that is an event's: below a year's, or with a year at either end.
fn in_path(folder: &str) -> Option<(&str, i16)> {
    let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let above = above.rsplit('/').next().unwrap_or(above);
    let (rest, own) = dates::named_year(name);
    match (dates::year(above), own) {
        (_, Some(year)) if !rest.is_empty() => Some((rest, year)),
        (Some(year), None) if name.chars().any(char::is_alphabetic) => Some((name, year)),
        _ => None,
    }
}

/// A README's title less what it says of itself: `PyGotham 2018 talk links and notes`; nothing where it is a folder's name.
fn own_name(title: &str) -> Option<String> {
    const TAILS: &[&str] = &[
        " talk links and notes",
        " talk notes",
        " session notes",
        " conference notes",
        " notes",
        " talks",
        " links",
        " - notes",
        ": notes",
    ];
    const HEADS: &[&str] =
        &["notes from ", "notes of ", "notes on ", "my notes from ", "notes de ", "notes sur "];
    let title = plain::line(title);
    let lower = title.to_lowercase();
    let head = HEADS.iter().find(|head| lower.starts_with(**head)).map_or(0, |head| head.len());
    let tail = TAILS.iter().find(|tail| lower.ends_with(**tail)).map_or(0, |tail| tail.len());
    let bare = title.get(head..title.len().checked_sub(tail)?)?.trim();
    let words: Vec<&str> = bare.split(' ').filter(|word| dates::year(word).is_none()).collect();
    let name = words.join(" ");
    let is_written = name.chars().any(char::is_uppercase) && !name.is_empty();
    is_written.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_events_by_their_year() {
        assert_eq!(in_path("2018/djangocon-us"), Some(("djangocon-us", 2018)));
        assert_eq!(in_path("notes/KubeCon-2017"), Some(("KubeCon", 2017)));
        assert_eq!(in_path("2018"), None);
        assert_eq!(in_path("reading"), None);
    }

    #[test]
    fn readmes_say_what_their_event_is_called() {
        assert_eq!(own_name("DjangoCon US 2018 talk links and notes").as_deref(), Some("DjangoCon US"));
        assert_eq!(own_name("djangocon-us-2016"), None);
        assert_eq!(own_name("Notes from GopherCon 2019").as_deref(), Some("GopherCon"));
    }
}
