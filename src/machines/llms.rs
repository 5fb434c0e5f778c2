//! `llms.txt`: what there is for assistants to read, in the form of [llmstxt.org](https://llmstxt.org): a title, a summary, and lists of links with notes.
//!
//! Comes in: the site, and an event or a topic when it is about one. Goes out: Markdown that fits whole into what an assistant reads at once. What always holds: it
//! is never longer than [`LONGEST`]; what has no place in it is counted, with where to find it; it shows no prose, so that an edit of prose leaves it as it is.

use crate::document::LessonKind;
use crate::knowledge::own::{LessonsOf, OwnBeside, OwnFile, OwnPage};
use crate::knowledge::{Details, Record, RecordId, Relation};
use crate::site::Site;
use crate::site::lessons::Choice;
use crate::theme::family::Family;
use crate::vocab::kind::Kind;
use crate::vocab::markdown::{push_address, push_text};
use crate::vocab::shorten::shorten;

use super::{calendar, feed, markdown};

/// The most bytes of such a file.
pub(crate) const LONGEST: usize = 10 * 1024;

/// The most characters of a summary and of a note.
const SUMMARY: usize = 400;
const NOTE: usize = 160;
const TITLE: usize = 200;

/// What a section may take of the file, in bytes, and the last of them what is left.
const OF_REPORTS: usize = 2600;
const OF_EVENTS: usize = 1500;
const OF_TOPICS: usize = 1500;
const OF_PAGES: usize = 800;

/// Whether the site has such a file.
pub(crate) fn are_offered(site: &Site<'_>) -> bool {
    site.has(Family::Markdown) && !site.options().markdown.is_empty() && !site.knowledge().records.is_empty()
}

/// Whether an event or a topic has one: when it has talks or reports and, of a topic that nobody wrote about, so many that it has feeds.
pub(crate) fn is_offered(site: &Site<'_>, record: &Record) -> bool {
    let least = match record.kind {
        Kind::Event => 1,
        Kind::Topic if record.own_document().is_some() => 1,
        Kind::Topic => site.options().record_feeds,
        _ => return false,
    };
    let has_works = || works(site, record).take(least).count() == least;
    least > 0
        && record.has_own_page()
        && are_offered(site)
        && site.has(Family::Record(record.kind))
        && has_works()
}

/// The file's bytes.
pub(super) fn file(site: &Site<'_>, of: Option<RecordId>) -> Vec<u8> {
    match of {
        Some(id) => of_record(site, id),
        None => of_site(site),
    }
    .into_bytes()
}

/// The talks and reports of an event or a topic.
fn works<'a>(site: &Site<'a>, record: &'a Record) -> impl Iterator<Item = RecordId> + 'a {
    let relations: &[Relation] = match record.kind {
        Kind::Event => &[Relation::HeldAt, Relation::ReportsOn],
        _ => &[Relation::About],
    };
    site.knowledge().works_by(record, relations)
}

fn of_site(site: &Site<'_>) -> String {
    let mut text = opening(site.options().title, site.options().description);
    let reports = site.of_kind(Kind::Report).iter().copied();
    section(site, &mut text, Kind::Report, reports, OF_REPORTS);
    section(site, &mut text, Kind::Event, site.of_kind(Kind::Event).iter().copied(), OF_EVENTS);
    section(site, &mut text, Kind::Topic, most_told(site).into_iter(), OF_TOPICS);
    section(site, &mut text, Kind::Page, site.listing.menu.iter().copied(), OF_PAGES);
    let rest = LONGEST - OPTIONAL;
    let left = rest.saturating_sub(text.len());
    section(site, &mut text, Kind::Talk, site.of_kind(Kind::Talk).iter().copied(), left);
    optional(site, &mut text);
    text
}

fn of_record(site: &Site<'_>, id: RecordId) -> String {
    let record = site.record(id);
    let mut text = opening(&record.title, record.description());
    item(&mut text, &site.public_url(record.address.as_str()), &record.title, &note(site, record));
    let of_kind = |kind| works(site, record).filter(move |id| site.record(*id).kind == kind);
    let left = LONGEST.saturating_sub(text.len()) / 2;
    section(site, &mut text, Kind::Report, of_kind(Kind::Report), left);
    let left = LONGEST.saturating_sub(text.len());
    section(site, &mut text, Kind::Talk, of_kind(Kind::Talk), left);
    text
}

/// The topics of which most talks and reports tell; of as many, by their names.
fn most_told(site: &Site<'_>) -> Vec<RecordId> {
    let named = site.of_kind(Kind::Topic).iter();
    let mut topics: Vec<(usize, RecordId)> = named
        .map(|id| (works(site, site.record(*id)).count(), *id))
        .filter(|(count, _)| *count > 0)
        .collect();
    topics.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    topics.into_iter().map(|(_, id)| id).collect()
}

fn opening(title: &str, summary: Option<&str>) -> String {
    let mut text = String::from("# ");
    push_text(&mut text, &shorten(title, TITLE));
    text.push('\n');
    if let Some(summary) = summary {
        text.push_str("\n> ");
        push_text(&mut text, &shorten(summary, SUMMARY));
        text.push('\n');
    }
    text.push('\n');
    text
}

/// What stands below a heading: as many as fit into so many bytes, and how many there are besides.
fn section(site: &Site<'_>, text: &mut String, kind: Kind, ids: impl Iterator<Item = RecordId>, most: usize) {
    let name = site.phrases().text(&["sections", kind.folder()]);
    let mut ids = ids.filter(|id| site.has(Family::Record(site.record(*id).kind))).peekable();
    if ids.peek().is_none() {
        return;
    }
    let mut items = String::new();
    let heading = if kind == Kind::Page { site.phrases().text(&["pages_label"]) } else { name };
    items.push_str(&format!("## {heading}\n\n"));
    let start = items.len();
    let mut left_out = 0_usize;
    for id in ids {
        let mut line = String::new();
        if left_out == 0 {
            let record = site.record(id);
            item(&mut line, &address(site, record), &record.title, &note(site, record));
        }
        if left_out > 0 || items.len() + line.len() + MORE > most {
            left_out += 1;
        } else {
            items.push_str(&line);
        }
    }
    // Pages have no list of their own.
    if left_out > 0 && kind == Kind::Page {
        items.push_str(&format!("- +{left_out}\n"));
    } else if left_out > 0 {
        items.push_str(&format!("- [{name}]("));
        push_address(&mut items, &site.public_url(&OwnPage::List(kind).address()));
        items.push_str(&format!("): +{left_out}\n"));
    }
    if items.len() > start && items.len() <= most {
        text.push_str(&items);
        text.push('\n');
    }
}

/// What a section keeps for the line that says how many there are besides.
const MORE: usize = 300;

/// What is kept for the last section of the site's file.
const OPTIONAL: usize = 1500;

/// A link with a note.
fn item(text: &mut String, address: &str, title: &str, note: &str) {
    text.push_str("- [");
    push_text(text, &shorten(title, TITLE));
    text.push_str("](");
    push_address(text, address);
    text.push(')');
    if !note.is_empty() {
        text.push_str(": ");
        push_text(text, note);
    }
    text.push('\n');
}

/// Where a record is best read: as Markdown, by its own list, else its page.
fn address(site: &Site<'_>, record: &Record) -> String {
    let beside = if markdown::is_offered(site, record) {
        OwnBeside::Markdown.name()
    } else if is_offered(site, record) {
        OwnBeside::Llms.name()
    } else {
        return site.public_url(record.place());
    };
    site.public_url(&format!("{}{beside}", record.address))
}

/// When it was and where, how much there is of it, or what its author says of it.
fn note(site: &Site<'_>, record: &Record) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(record.sure_date().map(|date| date.without_time().to_string()));
    parts.extend(record.event().map(|event| shorten(&site.record(event).title, 60)));
    parts.extend(record.organisations.first().map(|id| shorten(&site.record(*id).title, 60)));
    if let Details::Event(event) = &record.details {
        parts.push(format!("{}: {}", site.phrases().text(&["sections", "talks"]), event.talks.len()));
    }
    parts.extend(record.description().map(|text| shorten(text, NOTE)));
    parts.join(" · ")
}

/// What else there is for programs.
fn optional(site: &Site<'_>, text: &mut String) {
    text.push_str("## Optional\n\n");
    let mut add = |address: &str, title: &str, note: &str| {
        let mut line = String::new();
        item(&mut line, &site.public_url(address), title, note);
        if text.len() + line.len() <= LONGEST {
            text.push_str(&line);
        }
    };
    if site.has(Family::Api) {
        let schema = site.public_url("/api/schema.json");
        add("/api/index.json", "API", &format!("every record as JSON, with its schema at {schema}"));
    }
    if feed::are_offered(site) {
        add(OwnFile::Atom.path(), "Atom", "the latest talks and reports, whole");
    }
    if calendar::are_offered(site) {
        add(OwnFile::Calendar.path(), "iCalendar", "every event");
    }
    if site.can_be_searched() {
        add(&OwnPage::Search.address(), site.phrases().text(&["search", "title"]), "`?q=` and a question");
    }
    for kind in LessonKind::ALL {
        let chosen = LessonsOf { kind: Some(kind), state: None };
        if site.has(Family::List(Kind::Lesson)) && !site.lessons_of(Choice::of(chosen)).is_empty() {
            let name = site.phrases().text(&["lesson_kinds", kind.name()]);
            add(&OwnPage::Lessons(chosen).address(), name, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::with_site;

    #[test]
    fn a_list_is_never_too_long_and_says_what_it_leaves_out() {
        let long = "word ".repeat(400);
        let talk = |number: usize| {
            (
                format!("talks/e/t{number}.md"),
                format!(
                    "---\ntitle: \"{number} [x] {long}\"\nevent: e\ntopics: [Chaos]\ndescription: \"{long}\"\n---\n"
                ),
            )
        };
        let mut files: Vec<(String, String)> = (0..200).map(talk).collect();
        files.extend((0..50).map(|number| {
            (
                format!("reports/r{number}.md"),
                format!("---\ntitle: \"R{number} {long}\"\ntopics: [Chaos]\n---\n"),
            )
        }));
        files.push(("events/e.md".to_owned(), format!("---\ntitle: \"{long}\"\n---\n")));
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        with_site(&files, |site| {
            let (event, _) = site.knowledge().of_kind(Kind::Event).next().unwrap();
            let (topic, _) = site.knowledge().of_kind(Kind::Topic).next().unwrap();
            for of in [None, Some(event), Some(topic)] {
                let text = String::from_utf8(file(site, of)).unwrap();
                assert!(text.len() <= LONGEST, "{}", text.len());
                assert!(text.starts_with("# ") && text.contains("\n## Talks\n\n- ["), "{text}");
                assert!(text.contains("](https://example.org/kb/talks/): +"), "{text}");
                assert!(text.contains("/index.md): "), "{text}");
            }
        });
    }
}
