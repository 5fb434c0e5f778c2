//! The content lines of iCalendar: unfolded, each with where it stood, and put together to components.
//!
//! Our own, though a library reads them, too (the tests compare): a calendar is refused with line and column, or read but for the lines that are
//! broken, however deep its components lie; the library tells of places in another text than the author's, stops at the first mistake, goes down
//! with the depth, and would bring a clock into the program.

use std::borrow::Cow;

use crate::harvest::reading::plain::line;

/// A calendar with its events, or an event: those of its properties that are on the list.
#[derive(Debug, Default)]
pub(super) struct Component {
    properties: Vec<Property>,
    pub(super) events: Vec<Component>,
    /// How many other properties there are.
    pub(super) left: usize,
}

/// `NAME;PARAMETER=x:value`.
#[derive(Debug)]
pub(super) struct Property {
    name: String,
    parameters: Vec<(String, String)>,
    /// As it is written.
    pub(super) value: String,
}

/// What is not as it should be.
pub(super) struct Mistake {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

impl Component {
    pub(super) fn properties(&self, name: &'static str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    pub(super) fn property(&self, name: &'static str) -> Option<&Property> {
        self.properties(name).next()
    }

    /// A text of one line, when it says anything.
    pub(super) fn text(&self, name: &'static str) -> Option<String> {
        self.property(name).map(|property| line(&property.lines())).filter(|text| !text.is_empty())
    }
}

impl Property {
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value as text.
    pub(super) fn lines(&self) -> String {
        unescaped(&self.value)
    }

    /// The value as a list of texts.
    pub(super) fn list(&self) -> Vec<String> {
        let mut items = vec![String::new()];
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            let item = items.last_mut().expect("there is one from the beginning");
            match letter {
                '\\' => item.extend([letter].into_iter().chain(letters.next())),
                ',' => items.push(String::new()),
                _ => item.push(letter),
            }
        }
        items.iter().map(|item| line(&unescaped(item))).filter(|item| !item.is_empty()).collect()
    }
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(letter),
        }
    }
    text
}

/// The lines of a text with what was folded joined, each with the offset that it begins at.
fn unfolded(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    let mut lines: Vec<(usize, Cow<'_, str>)> = Vec::new();
    let mut at = 0;
    for written in text.split_inclusive('\n') {
        let start = at;
        at += written.len();
        let plain = written.trim_end_matches(['\n', '\r']);
        match (plain.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.to_mut().push_str(rest),
            _ if plain.trim().is_empty() => {}
            _ => lines.push((start, Cow::Borrowed(plain))),
        }
    }
    lines
}

/// The calendars of a text as one, with the properties of these lists.
pub(super) fn components(text: &str, of_calendar: &[&str], of_event: &[&str]) -> (Component, Vec<Mistake>) {
    let mut calendar = Component::default();
    let mut mistakes = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut event: Option<Component> = None;
    let mut last = 0;
    for (at, written) in unfolded(text) {
        last = at;
        let Some(property) = property(&written) else {
            mistakes.push(Mistake { at, message: "this line has no name and value, parted by a colon" });
            continue;
        };
        match property.name.as_str() {
            "BEGIN" => {
                let name = property.value.trim().to_ascii_uppercase();
                if name == "VEVENT" && event.is_none() {
                    event = Some(Component::default());
                }
                open.push(name);
                continue;
            }
            "END" => {
                let name = property.value.trim().to_ascii_uppercase();
                if open.last() == Some(&name) {
                    open.pop();
                } else {
                    mistakes.push(Mistake { at, message: "this ends what did not begin right before" });
                }
                if name == "VEVENT" && !open.iter().any(|name| name == "VEVENT") {
                    calendar.events.extend(event.take());
                }
                continue;
            }
            _ => {}
        }
        let (component, allowed) = match (open.last().map(String::as_str), &mut event) {
            (Some("VEVENT"), Some(event)) => (event, of_event),
            (Some("VCALENDAR"), _) => (&mut calendar, of_calendar),
            _ => continue,
        };
        if allowed.contains(&property.name.as_str()) {
            component.properties.push(property);
        } else {
            component.left += 1;
        }
    }
    if !open.is_empty() {
        mistakes.push(Mistake { at: last, message: "the calendar ends before all that began has ended" });
    }
    (calendar, mistakes)
}

fn property(written: &str) -> Option<Property> {
    let mut quoted = false;
    let colon = written.char_indices().find(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == ':' && !quoted
    });
    let (head, value) = (&written[..colon?.0], &written[colon?.0 + 1..]);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let parameters = parts.filter_map(|part| part.split_once('='));
    let parameters =
        parameters.map(|(key, value)| (key.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()));
    let parameters = parameters.collect();
    is_name.then(|| Property { name, parameters, value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Conf\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A long ti\r\n tle\\, with \\\r\n n commas\r\n\
         ATTENDEE;CN=\"A: B\":mailto:a@example.org\r\nCATEGORIES:a\\,b,c\r\nDTSTART;TZID=\"Europe/Paris\":20240601T093000\r\n\
         BEGIN:VALARM\r\nDESCRIPTION:not mine\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    fn read(text: &str) -> (Component, Vec<Mistake>) {
        components(text, &["X-WR-CALNAME"], &["UID", "SUMMARY", "CATEGORIES", "DTSTART", "DESCRIPTION"])
    }

    #[test]
    fn lines_are_unfolded_and_what_is_on_the_list_is_taken() {
        let (calendar, mistakes) = read(TEXT);
        let event = &calendar.events[0];
        assert!(mistakes.is_empty() && calendar.events.len() == 1);
        assert_eq!(calendar.text("X-WR-CALNAME").as_deref(), Some("Conf"));
        assert_eq!(event.property("SUMMARY").unwrap().lines(), "A long title, with \n commas");
        assert_eq!(event.property("CATEGORIES").unwrap().list(), ["a,b", "c"]);
        assert_eq!(event.property("DTSTART").unwrap().parameter("TZID"), Some("Europe/Paris"));
        assert!(event.property("DESCRIPTION").is_none() && event.left == 1, "alarms and guests are left out");
    }

    #[test]
    fn the_library_reads_the_same() {
        let plain = icalendar::parser::unfold(TEXT);
        let library = icalendar::parser::read_calendar(&plain).unwrap();
        let theirs = library.components[0].find_prop("SUMMARY").unwrap().val.clone().unescape_text();
        assert_eq!(read(TEXT).0.events[0].property("SUMMARY").unwrap().lines(), theirs.as_str());
        let ours: Vec<_> = unfolded(TEXT).into_iter().map(|(_, line)| line.into_owned()).collect();
        assert_eq!(ours, plain.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_mistake_has_its_place_and_the_rest_is_read() {
        let (calendar, mistakes) = read(&TEXT.replace("UID:1", "what is this"));
        assert_eq!(calendar.events.len(), 1);
        assert_eq!(mistakes.iter().map(|mistake| mistake.at).collect::<Vec<_>>(), [50]);
        assert!(!read(&TEXT[..TEXT.len() - 16]).1.is_empty());
        assert!(!read("END:VEVENT\n").1.is_empty());
        let deep = "BEGIN:VEVENT\n".repeat(100_000);
        assert_eq!(read(&deep).1.len(), 1);
    }
}
