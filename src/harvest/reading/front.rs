//! Front matter of other tools, in TOML, YAML or JSON: the keys that have a place here, under whatever name, and no others.
//!
//! What always holds: what is taken is on the list; the names of all other keys, never their values, are told.

use serde_json::Value;

use super::heads;
use super::languages;
use super::names;
use super::people::{Said, people};
use super::plain::line;
use crate::harvest::record::{Link, Participant, Publication};
use crate::vocab::date::PartialDate;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// What front matter says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Front {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<PartialDate>,
    pub(crate) updated: Option<PartialDate>,
    pub(crate) language: Option<Language>,
    pub(crate) description: Option<String>,
    pub(crate) publication: Publication,
    /// The day from which it may be published, and the day from which it may not.
    pub(crate) published_between: (Option<PartialDate>, Option<PartialDate>),
    pub(crate) topics: Vec<String>,
    pub(crate) technologies: Vec<String>,
    pub(crate) organisations: Vec<String>,
    /// Authors or speakers.
    pub(crate) people: Vec<Participant>,
    pub(crate) event: Option<String>,
    pub(crate) url: Option<WebAddress>,
    pub(crate) video: Option<WebAddress>,
    pub(crate) slides: Option<WebAddress>,
    pub(crate) links: Vec<Link>,
    /// The names of keys that have no place.
    pub(crate) left: Vec<String>,
    /// Whether it is there, where it may be, and could be read.
    pub(crate) is_whole: bool,
    /// Whether some of it could not be read.
    pub(crate) is_broken: bool,
}

/// What a text's front matter says, and its body. What would hold the text back where it stands holds it back ([`heads::hold`]).
pub(crate) fn split(text: &str) -> (Front, &str) {
    let head = heads::split(text);
    let hold = heads::hold(&head.table, &head, text);
    let mut front = Front {
        publication: if hold.is_for_some() { Publication::Draft } else { Publication::Public },
        published_between: (hold.from.map(|day| day.value), hold.until.map(|day| day.value)),
        is_whole: head.is_there && !head.is_broken,
        is_broken: head.is_broken,
        ..Front::default()
    };
    for (key, value) in &head.table {
        let plain: String =
            key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if !take(&mut front, &plain, value) && !heads::is_of_hold(key) {
            front.left.push(line(key));
        }
    }
    (front, head.body)
}

/// Takes a value where its key has a place; says whether it has.
fn take(front: &mut Front, key: &str, value: &Value) -> bool {
    match key {
        "title" | "name" => front.title = front.title.take().or_else(|| text(value)),
        "date" | "published" | "publishedat" | "pubdate" | "created" | "createdat" | "day"
            if text(value).is_some_and(|text| PartialDate::parse(&text).is_ok()) =>
        {
            front.date = front.date.or_else(|| date(value));
        }
        "updated" | "lastmod" | "modified" | "lastmodified" | "updatedat" => front.updated = date(value),
        "lang" | "language" | "locale" => {
            front.language = text(value).and_then(|text| languages::language(&text));
        }
        "description" | "summary" | "excerpt" | "abstract" | "subtitle" => {
            front.description = front.description.take().or_else(|| text(value));
        }
        "tags" | "tag" | "categories" | "category" | "keywords" | "topics" | "topic" => {
            let topics = texts(value).into_iter().flat_map(|text| names::topics(&text));
            front.topics.extend(topics.filter(|topic| topic.parse::<f64>().is_err()));
        }
        "technologies" | "tools" => front.technologies.extend(texts(value)),
        "organisations" | "organizations" | "company" | "companies" => {
            front.organisations.extend(texts(value));
        }
        "author" | "authors" | "speaker" | "speakers" | "presenter" | "presenters" => {
            for written in texts(value) {
                let found = people(&written, Said::Plainly).unwrap_or_default();
                front.people.extend(found);
            }
        }
        "event" | "conference" | "eventname" => front.event = text(value),
        "url" | "link" | "website" | "source" | "sourceurl" => front.url = address(value),
        "video" | "youtube" | "recording" => front.video = address(value),
        "slides" | "slideshare" => front.slides = address(value),
        "links" => {
            front.links = texts(value)
                .iter()
                .filter_map(|text| Some(Link { url: WebAddress::parse(text).ok()?, title: None }))
                .collect();
        }
        _ => return false,
    }
    true
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => line(text),
        Value::Number(number) => number.to_string(),
        Value::Object(table) => return table.get("name").and_then(text),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

fn date(value: &Value) -> Option<PartialDate> {
    PartialDate::parse(&text(value)?).ok()
}

fn address(value: &Value) -> Option<WebAddress> {
    WebAddress::parse(&text(value)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_on_the_list_are_taken_and_no_others() {
        let (front, body) = split(
            "---\ntitle: T\ntags: [a, b, 12]\nauthor: Ann Example\nemail: ann@example.org\ndate: 2017-10-02\npublished: false\n---\nBody\n",
        );
        assert_eq!((front.title.as_deref(), body), (Some("T"), "Body\n"));
        assert_eq!(front.topics, ["a", "b"]);
        assert_eq!(front.people[0].name, "Ann Example");
        assert_eq!((front.left, front.publication), (vec!["email".to_owned()], Publication::Draft));
        assert_eq!(front.date.unwrap().to_string(), "2017-10-02");
        assert_eq!(split("---\n\nA title\n\n---\n\ntext").0, Front::default());
        assert_eq!(split("+++\ntitle = \"x\"\n+++\n").0.title.as_deref(), Some("x"));
    }
}
