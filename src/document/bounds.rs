//! How much one file may say of what other pages repeat: names, titles, descriptions, and lists of them.
//!
//! Comes in: front matter as it was read. Goes out: the same within the bounds, and a warning for each key that was over its own. What always holds:
//!
//! - Every text and every list that more than the record's own page shows has a bound, so that a small file cannot make a large site.
//! - What only its own page shows, prose above all, has none.
//! - The same long name is cut alike wherever it stands, so that it still means the same record.

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::shorten::shorten;
use crate::vocab::spanned::{Span, Spanned};

use super::matter::{
    Application, Common, Cover, Event, Figure, LessonLife, Media, Participant, Reference, Specific, Sponsor,
    TranscriptFiles,
};
use super::outline::{Action, Lesson};

/// The longest name, title or short text, in characters.
pub(crate) const LONGEST_NAME: usize = 500;
/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 5_000;
/// The most names in a list, each of which may be a page.
const MOST_NAMES: usize = 500;
/// The most entries of a list that makes no pages but small ones, or is shown on one page.
const MOST_ENTRIES: usize = 1_000;
/// The most other names of one record, addresses of one person, recordings of one sort.
const MOST_OF_ONE: usize = 100;
/// The most transcripts of one record: each is a page, and all are searched.
pub(crate) const MOST_TRANSCRIPTS: usize = 4;
/// The most lessons, and the most actions, of one file.
const MOST_PARTS: usize = 1_000;

/// Cuts what is longer than its bound, and says so.
pub(super) fn keep(
    common: &mut Common,
    specific: &mut Specific,
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut bounds = Bounds { path, diagnostics };
    bounds.common(common);
    match specific {
        Specific::Talk(talk) => {
            bounds.people("speakers", &mut talk.speakers);
            bounds.fact("event", &mut talk.event);
            bounds.text("room", &mut talk.room);
            bounds.text("level", &mut talk.level);
            let media = [&mut talk.video, &mut talk.audio, &mut talk.slides, &mut talk.paper];
            media.into_iter().for_each(|list| bounds.media(&mut list.0));
            bounds.transcripts(&mut talk.transcript);
        }
        Specific::Report(report) => {
            bounds.people("authors", &mut report.authors);
            bounds.fact("event", &mut report.event);
            bounds.list("covers", &mut report.covers, MOST_ENTRIES);
            report.covers.iter_mut().for_each(|cover| bounds.cover(cover));
            report.retells.iter_mut().for_each(|name| bounds.name("retells", name));
            let media = [&mut report.video, &mut report.audio, &mut report.slides, &mut report.paper];
            media.into_iter().for_each(|list| bounds.media(&mut list.0));
            bounds.transcripts(&mut report.transcript);
        }
        Specific::Event(event) => bounds.event(event),
        Specific::Metric(metric) => bounds.text("unit", &mut metric.unit),
        Specific::Series(series) => {
            bounds.list("social", &mut series.social, MOST_OF_ONE);
            bounds.names("organisers", &mut series.organisers);
        }
        Specific::Person(person) => {
            bounds.text("role", &mut person.role);
            bounds.list("social", &mut person.social, MOST_OF_ONE);
        }
        Specific::Organisation(organisation) => {
            bounds.text("sector", &mut organisation.sector);
            bounds.text("country", &mut organisation.country);
            bounds.list("social", &mut organisation.social, MOST_OF_ONE);
        }
        Specific::Term(term) => term.broader.iter_mut().for_each(|name| bounds.name("broader", name)),
        Specific::Page(_) => {}
    }
}

/// Keeps so many lessons and actions as records of their own; the others stay in the text.
pub(super) fn keep_parts(
    lessons: &mut Vec<Lesson>,
    actions: &mut Vec<Action>,
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut bounds = Bounds { path, diagnostics };
    lessons.iter_mut().filter_map(|lesson| lesson.life.as_deref_mut()).for_each(|life| bounds.life(life));
    let mut tell = |count: usize, what: &str, span: &Span| {
        let message = format!("this file has {count} {what}");
        diagnostics.push(
            Diagnostic::warning(Code::TooMany, path, message)
                .with_span(span.clone())
                .with_hint("split the file into several records"),
        );
    };
    if let Some(first) = lessons.get(MOST_PARTS) {
        let what = format!("lessons, of which the first {MOST_PARTS} have pages of their own");
        tell(lessons.len(), &what, &first.span);
        lessons.truncate(MOST_PARTS);
    }
    if let Some(first) = actions.get(MOST_PARTS) {
        let what = format!("actions, of which the first {MOST_PARTS} are in lists and in the search");
        tell(actions.len(), &what, &first.span);
        actions.truncate(MOST_PARTS);
    }
}

/// Cuts the values of one file.
struct Bounds<'a> {
    path: &'a ContentPath,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Bounds<'_> {
    fn common(&mut self, common: &mut Common) {
        common.title.iter_mut().for_each(|title| self.name("title", title));
        self.list("aliases", &mut common.aliases, MOST_OF_ONE);
        common.aliases.iter_mut().for_each(|alias| self.name("aliases", alias));
        self.list("former", &mut common.former, MOST_OF_ONE);
        common.former.iter_mut().for_each(|former| self.name("former", &mut former.name));
        self.list("redirects", &mut common.redirects, MOST_ENTRIES);
        self.cut("description", common.description.as_mut(), LONGEST_DESCRIPTION, None);
        self.names("topics", &mut common.topics);
        self.list("technologies", &mut common.technologies, MOST_NAMES);
        common.technologies.iter_mut().for_each(|used| self.name("technologies", &mut used.name));
        self.names("organisations", &mut common.organisations);
        self.list("links", &mut common.links, MOST_ENTRIES);
        common.links.iter_mut().for_each(|link| self.text("links", &mut link.title));
        common.translation_of.iter_mut().for_each(|name| self.name("translation_of", name));
        self.list("figures", &mut common.figures, MOST_ENTRIES);
        common.figures.iter_mut().for_each(|figure| self.figure(figure));
    }

    fn life(&mut self, life: &mut LessonLife) {
        self.list("applied", &mut life.applied, MOST_OF_ONE);
        for Application { place, by, result, .. } in &mut life.applied {
            [place, by, result].into_iter().for_each(|text| self.text("applied", text));
        }
        life.verified.iter_mut().for_each(|verified| self.text("verified", &mut verified.by));
        for list in life.references() {
            self.list("lessons", list, MOST_OF_ONE);
            list.iter_mut().for_each(|name| self.name("lessons", name));
        }
    }

    fn cover(&mut self, cover: &mut Cover) {
        self.name("covers", &mut cover.talk);
        if let Some(says) = &mut cover.says {
            self.names("speakers", &mut says.speakers);
        }
    }

    fn figure(&mut self, figure: &mut Figure) {
        self.name("metric", &mut figure.metric);
        self.text("unit", &mut figure.unit);
        self.cut("period", figure.period.as_mut().map(|period| &mut period.0), LONGEST_NAME, None);
        self.cut("quote", figure.quote.as_mut(), LONGEST_DESCRIPTION, None);
        figure.organisation.iter_mut().for_each(|name| self.name("organisation", name));
    }

    fn event(&mut self, event: &mut Event) {
        event.series.iter_mut().for_each(|name| self.name("series", name));
        event.timezone.iter_mut().for_each(|name| self.name("timezone", name));
        if let Some(venue) = &mut event.venue {
            self.text("name", &mut venue.name);
            self.text("address", &mut venue.address);
        }
        self.list("social", &mut event.social, MOST_OF_ONE);
        self.names("organisers", &mut event.organisers);
        self.list("sponsors", &mut event.sponsors, MOST_NAMES);
        for Sponsor { organisation, level } in &mut event.sponsors {
            self.name("sponsors", organisation);
            self.text("level", level);
        }
    }

    fn people(&mut self, key: &'static str, people: &mut Vec<crate::vocab::spanned::Spanned<Participant>>) {
        self.list(key, people, MOST_NAMES);
        for person in people {
            let Participant { name, role, organisation, .. } = &mut person.value;
            self.name(key, name);
            self.text("role", role);
            organisation.iter_mut().for_each(|name| self.name("organisation", name));
        }
    }

    fn media(&mut self, media: &mut Vec<Media>) {
        self.list("recordings", media, MOST_OF_ONE);
        for medium in media {
            self.text("title", &mut medium.title);
            self.text("note", &mut medium.note);
            self.list("chapters", &mut medium.chapters, MOST_ENTRIES);
            for chapter in &mut medium.chapters {
                self.cut("chapters", Some(&mut chapter.title), LONGEST_NAME, None);
            }
        }
    }

    fn transcripts(&mut self, files: &mut Option<Spanned<TranscriptFiles>>) {
        files.iter_mut().for_each(|files| self.list("transcript", &mut files.value.0, MOST_TRANSCRIPTS));
    }

    fn names(&mut self, key: &'static str, names: &mut Vec<Reference>) {
        self.list(key, names, MOST_NAMES);
        names.iter_mut().for_each(|name| self.name(key, name));
    }

    fn fact(&mut self, key: &'static str, fact: &mut crate::vocab::fact::Fact<Reference>) {
        if let crate::vocab::fact::Fact::Known(name) = fact {
            self.name(key, name);
        }
    }

    fn name(&mut self, key: &'static str, name: &mut Reference) {
        self.cut(key, Some(&mut name.value), LONGEST_NAME, Some(&name.span));
    }

    fn text(&mut self, key: &'static str, text: &mut Option<String>) {
        self.cut(key, text.as_mut(), LONGEST_NAME, None);
    }

    fn cut(&mut self, key: &'static str, text: Option<&mut String>, most: usize, place: Option<&Span>) {
        let Some(text) = text.filter(|text| text.len() > most) else { return };
        let letters = text.chars().count();
        if letters <= most {
            return;
        }
        *text = shorten(text, most);
        let message = format!("this `{key}` has {letters} characters, of which the first {most} are kept");
        let mut diagnostic = Diagnostic::warning(Code::TooLong, self.path, message)
            .with_hint("shorten it: the text of the page may say all of it");
        diagnostic.span = place.cloned();
        self.diagnostics.push(diagnostic);
    }

    fn list<T>(&mut self, key: &'static str, list: &mut Vec<T>, most: usize) {
        if list.len() <= most {
            return;
        }
        let message = format!("`{key}` has {} entries, of which the first {most} are kept", list.len());
        self.diagnostics.push(
            Diagnostic::warning(Code::TooMany, self.path, message)
                .with_hint("name the others in the text, or split the file into several records"),
        );
        list.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Options, Place, parse};
    use crate::vocab::path::ContentPath;

    use super::*;

    fn talk(text: &str) -> Document {
        let path = ContentPath::new("content/talks/x.md").unwrap();
        parse(Place::of(&path, "talks/x.md").unwrap(), text.as_bytes(), &Options::default())
    }

    fn codes(document: &Document) -> Vec<&str> {
        document.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
    }

    #[test]
    fn what_other_pages_repeat_is_cut_and_told() {
        let long = "word ".repeat(101);
        let read = talk(&format!("+++\ntitle = \"{long}\"\nroom = \"{long}\"\ntopics = [\"{long}\"]\n+++\n"));
        assert_eq!(codes(&read), ["too-long", "too-long", "too-long"]);
        let title = &read.outline.common.title.as_ref().unwrap().value;
        assert!(title.chars().count() <= LONGEST_NAME && title.ends_with("word…"), "{title}");
        assert_eq!(read.outline.common.topics[0].value, *title, "the same name is cut alike");
        let heading = talk(&format!("# {long}\n"));
        assert_eq!(codes(&heading), ["too-long"]);
        assert_eq!(heading.outline.common.title.as_ref().unwrap().value, *title);
        let short = "é".repeat(LONGEST_NAME);
        assert_eq!(codes(&talk(&format!("+++\ntitle = \"{short}\"\n+++\n"))), [""; 0]);
    }

    #[test]
    fn long_lists_keep_their_beginning() {
        let names = |count: usize| {
            let names: Vec<_> = (0..count).map(|number| format!("\"n{number}\"")).collect();
            names.join(", ")
        };
        let read = talk(&format!(
            "+++\ntitle = \"T\"\ntopics = [{}]\nspeakers = [{}]\naliases = [{}]\n+++\n",
            names(501),
            names(500),
            names(300)
        ));
        assert_eq!(codes(&read), ["too-many", "too-many"]);
        let common = &read.outline.common;
        assert_eq!((common.topics.len(), common.topics[499].value.as_str()), (500, "n499"));
        assert_eq!(common.aliases.len(), 100);
    }

    #[test]
    fn lessons_beyond_the_bound_stay_in_the_text() {
        let read = talk(&format!("# T\n\n## Lessons\n\n{}", "- an item\n".repeat(1_001)));
        assert_eq!(codes(&read), ["too-many"]);
        assert_eq!(read.outline.lessons.len(), 1_000);
        assert_eq!(read.body.html.matches("class=\"lesson ").count(), 1_001);
    }
}
