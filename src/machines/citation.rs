//! How to cite a talk or report: as BibTeX, and as an item of CSL-JSON 1.0.2.
//!
//! What always holds:
//!
//! - A key is made of the record's id, so that it outlives titles.
//! - Names and titles are text, whatever BibTeX reads into their signs.
//! - Whom sources disagree about is not cited.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::knowledge::Record;
use crate::site::Site;
use crate::vocab::date::PartialDate;
use crate::vocab::fold::slug;
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;

/// A record's citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    pub(crate) bibtex: String,
    /// An item of CSL-JSON.
    pub(crate) csl: String,
}

/// How to cite a talk or report; none for another record.
pub(crate) fn of(site: &Site<'_>, record: &Record) -> Option<Citation> {
    let cited = cited(site, record)?;
    Some(Citation { bibtex: bibtex(&cited), csl: csl(&cited) })
}

/// How to cite every talk and report, in the order of ids, for one bibliography: where two would have one key, the later one's has a number.
pub(crate) fn all(site: &Site<'_>) -> Vec<Citation> {
    let mut met: HashMap<String, usize> = HashMap::default();
    let records = site.knowledge().records.iter();
    let one = |mut cited: Cited<'_>| {
        let times = met.entry(cited.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            // No slug ends so.
            cited.key = format!("{}_{times}", cited.key);
        }
        Citation { bibtex: bibtex(&cited), csl: csl(&cited) }
    };
    records.filter_map(|record| cited(site, record)).map(one).collect()
}

fn cited<'a>(site: &Site<'a>, record: &'a Record) -> Option<Cited<'a>> {
    if !matches!(record.kind, Kind::Talk | Kind::Report) {
        return None;
    }
    let event = record.event().map(|id| site.record(id));
    Some(Cited {
        key: key(record),
        kind: record.kind,
        title: &record.title,
        people: record
            .certain_people()
            .map(|appearance| site.record(appearance.person).title.as_str())
            .collect(),
        date: if record.kind == Kind::Report { record.own_date() } else { record.sure_date() },
        event: event.map(|event| event.title.as_str()),
        place: event.and_then(Record::venue).and_then(|venue| venue.name.as_deref()),
        site: site.options().title,
        language: record.language.as_str(),
        url: site.absolute_url(record.address.as_str()),
    })
}

struct Cited<'a> {
    key: String,
    kind: Kind,
    title: &'a str,
    people: Vec<&'a str>,
    date: Option<PartialDate>,
    event: Option<&'a str>,
    place: Option<&'a str>,
    site: &'a str,
    language: &'a str,
    url: Option<String>,
}

/// `talk-devops-rex-2017-tarkett`.
fn key(record: &Record) -> String {
    let parts: Vec<_> = record.id.split('/').map(slug).collect();
    format!("{}-{}", record.kind.name(), parts.join("-"))
}

fn bibtex(cited: &Cited<'_>) -> String {
    let mut entry = format!("@misc{{{},\n", cited.key);
    let mut field = |name: &str, value: &str| entry.push_str(&format!("  {name} = {value},\n"));
    if !cited.people.is_empty() {
        let people: Vec<_> = cited.people.iter().map(|name| bibtex_name(name)).collect();
        field("author", &format!("{{{}}}", people.join(" and ")));
    }
    field("title", &format!("{{{{{}}}}}", bibtex_text(cited.title)));
    let within = match cited.kind {
        Kind::Talk => cited.event,
        _ => Some(cited.site),
    };
    if let Some(within) = within {
        field("howpublished", &format!("{{{}}}", bibtex_text(within)));
    }
    if let Some(place) = cited.place.filter(|_| cited.kind == Kind::Talk) {
        field("address", &format!("{{{}}}", bibtex_text(place)));
    }
    if let Some(date) = cited.date {
        field("year", &format!("{{{}}}", date.year));
        if let Some(month) = date.month {
            let index = usize::try_from(month - 1).unwrap_or_default();
            field("month", MONTHS.get(index).copied().unwrap_or_default());
        }
    }
    field("language", &format!("{{{}}}", bibtex_text(cited.language)));
    if let Some(url) = &cited.url {
        field("url", &format!("{{{}}}", bibtex_url(url)));
    }
    entry.push_str("}\n");
    entry
}

/// BibTeX's own names of the months.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A name, in braces when BibTeX would take it apart: at a comma, at the word `and`, or as `Company Ltd`.
fn bibtex_name(name: &str) -> String {
    let text = bibtex_text(name);
    let is_taken_apart =
        name.contains(',') || name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_taken_apart { format!("{{{text}}}") } else { text }
}

/// Text in which TeX finds no command, and whose braces pair.
fn bibtex_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '%' | '#' | '$' | '&' | '_' => escaped.extend(['\\', letter]),
            letter if letter.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address: `url` is read verbatim, but for braces and percent signs, which the record's own addresses do not hold bare.
fn bibtex_url(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// An item of CSL-JSON.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_place: Option<&'a str>,
    container_title: &'a str,
    language: &'a str,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// A name as a whole: which part of it is the family's is not known.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Date {
    date_parts: [Vec<i16>; 1],
}

fn csl(cited: &Cited<'_>) -> String {
    let issued = cited.date.map(|date| {
        let rest = [date.month, date.day].into_iter().map_while(|part| part.map(i16::from));
        Date { date_parts: [std::iter::once(date.year).chain(rest).collect()] }
    });
    let item = Item {
        id: &cited.key,
        kind: if cited.kind == Kind::Talk { "speech" } else { "webpage" },
        title: cited.title,
        author: cited.people.iter().map(|literal| Name { literal }).collect(),
        issued,
        event_title: cited.event,
        event_place: cited.place,
        container_title: cited.site,
        language: cited.language,
        url: cited.url.as_deref(),
    };
    let mut json = Vec::with_capacity(512);
    let written = item.serialize(&mut Serializer::with_formatter(&mut json, FieldALine { depth: 0 }));
    written.ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default()
}

/// JSON to be read in a page: a line for each field of the whole, and none for what is within.
struct FieldALine {
    depth: usize,
}

impl Formatter for FieldALine {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b"," })?;
        writer.write_all(if self.depth == 1 { b"\n  " } else { b"" })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(title: &str) -> Cited<'_> {
        Cited {
            key: "talk-rex-t".to_owned(),
            kind: Kind::Talk,
            title,
            people: vec!["Ève Ñandú", "Smith, Jones and Sons"],
            date: PartialDate::parse("2017-10").ok(),
            event: Some("R&D 100%"),
            place: None,
            site: "Notes",
            language: "fr",
            url: Some("https://example.org/talks/t/".to_owned()),
        }
    }

    #[test]
    fn what_tex_would_run_is_text() {
        let entry = bibtex(&cited("A {b}\\input{x} #1_2"));
        assert_eq!(
            entry,
            "@misc{talk-rex-t,\n  author = {Ève Ñandú and {Smith, Jones and Sons}},\n  \
             title = {{A \\textbraceleft{}b\\textbraceright{}\\textbackslash{}input\\textbraceleft{}x\\textbraceright{} \\#1\\_2}},\n  \
             howpublished = {R\\&D 100\\%},\n  year = {2017},\n  month = oct,\n  language = {fr},\n  url = {https://example.org/talks/t/},\n}\n"
        );
    }

    #[test]
    fn csl_has_a_line_a_field() {
        let item = csl(&cited("T"));
        assert!(item.starts_with("{\n  \"id\": \"talk-rex-t\",\n  \"type\": \"speech\",\n"), "{item}");
        assert!(item.contains("\n  \"issued\": {\"date-parts\": [[2017,10]]},\n"), "{item}");
        assert!(item.ends_with("\n  \"URL\": \"https://example.org/talks/t/\"\n}"), "{item}");
    }

    #[test]
    fn csl_says_what_is_known_and_no_more() {
        let item: serde_json::Value = serde_json::from_str(&csl(&cited("T"))).unwrap();
        assert_eq!(item["type"], "speech");
        assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2017, 10]]));
        assert_eq!(item["author"][0]["literal"], "Ève Ñandú");
        assert!(item.get("event-place").is_none());
        assert_eq!(
            (&item["event-title"], &item["URL"]),
            (&"R&D 100%".into(), &"https://example.org/talks/t/".into())
        );
    }
}
