//! The records of a post: the event, a talk for each section about one, and the report that covers them.

use super::parts::{Part, Post};
use super::sections::{Divided, Section, divide};
use super::{byline, closing, event, talks};
use crate::harvest::ledger::Rule;
use crate::harvest::reading::front::Front;
use crate::harvest::reading::{anchors, claims, dates, tongue};
use crate::harvest::record::{
    Body, Common, Cover, Guess, Guessed, Harvest, Media, MediaOfRecord, Participant, Piece, Publication,
    Record, RecordId, Report, Specific, Talk,
};
use crate::vocab::fold::{fold, slug};
use crate::vocab::language::Language;
use crate::vocab::path::markdown_stem;
use crate::vocab::section::RexSection;

const EVENT: Rule = Rule::took("event", "the title, or a sentence that says what it is, names the event");
const TABLE: Rule =
    Rule::took("closing-table", "labelled lines say when and where the event was, and its addresses");
const ANNOUNCED: Rule = Rule::took("announced-talks", "a sentence says how many talks the programme had");
const TALK: Rule = Rule::took("talk-section", "a section is about a talk");
const QUOTATION: Rule = Rule::took(
    "quotation",
    "what stands in quotation marks in a section about a talk is the speaker's, and goes to the talk",
);
const AUTHOR: Rule =
    Rule::took("author", "a signature, a line below the title or front matter names the author");
const VIDEO: Rule = Rule::took("video", "a section links to its talk's recording, or to its slides");
const AWAITED: Rule = Rule::took("awaited-video", "a sentence says that recordings will come");
const INTERNAL: Rule = Rule::took(
    "for-us",
    "a paragraph that begins with the author's organisation opens the section on what it means there",
);
const AROUND: Rule =
    Rule::took("around", "lines before the title are of the page: they stand at the report's end");
const VOICE: Rule =
    Rule::guessed("voice", "a section that says \"we\" and speaks to an audience has the speaker's words");
const ORGANISATION: Rule =
    Rule::guessed("heading-organisation", "a short heading without a speaker may name an organisation");
const SPEAKERS: Rule =
    Rule::guessed("introduced-speakers", "speakers introduce themselves by their first names");
const FIGURE: Rule = Rule::guessed("figure", "a sentence with a number may claim a figure");
const DATE: Rule = Rule::guessed("date-in-prose", "the introduction names a day, which may be the event's");
const HELD: Rule = Rule::took("draft", "a post that is held back is a draft, with what it tells of");
const KEYS: Rule = Rule::left("front-matter-key", "a key of front matter that has no place here");

/// Adds the records of a post, which comes from the file of this name.
pub(super) fn gather(name: &str, mut post: Post, harvest: &mut Harvest) {
    let first = harvest.records.len();
    harvest.ledger.note_many(KEYS, name, post.front.left.len());
    harvest.ledger.note_many(HELD, name, usize::from(post.front.publication == Publication::Draft));
    let stem = markdown_stem(name).or_else(|| name.rsplit_once('.').map(|(stem, _)| stem)).unwrap_or(name);
    let title = post
        .title
        .take()
        .unwrap_or_else(|| crate::harvest::reading::titles::readable(dates::dated_name(stem).0));
    post.title = Some(title.clone());
    let all: String = post.parts.iter().map(Part::line).collect::<Vec<_>>().join("\n");
    let language = post.front.language.clone().or_else(|| tongue::language(&all));
    let told = event::told(&post);
    let authors = authors(name, &post, harvest);
    let signed = byline::authors(&post.parts).map(|(_, index)| post.parts[index].clone());
    let event = told.map(|told| add_event(name, told, language.as_ref(), &post, harvest));
    let mut divided = divide(std::mem::take(&mut post.parts), event.is_some());
    let closing = take_closing(&mut divided, signed.as_ref());
    let later =
        divided.intro.iter().chain(&closing).chain(
            divided.sections.iter().filter(|section| !section.is_talk).flat_map(|section| &section.parts),
        );
    let are_awaited = talks::is_video_awaited(&later.map(Part::line).collect::<Vec<_>>().join("\n"));
    let context = Context { name, event, language: language.as_ref(), are_awaited };
    let sections: Vec<_> =
        divided.sections.into_iter().map(|section| context.section(section, harvest)).collect();

    let mut writing = Writing {
        language: language.as_ref(),
        organisation: authors.first().and_then(|author| author.organisation.clone()),
        ..Writing::default()
    };
    writing.parts(&divided.intro);
    for section in &sections {
        writing.section(section, name, harvest);
    }
    writing.closing(&closing, &sections);
    harvest.ledger.note_many(AROUND, name, post.around.len());
    writing.parts(&post.around);
    let covers = covers(&title, &writing, &sections);
    let date = post.front.date.or_else(|| dates::dated_name(stem).1);
    let report = Report { authors, event, covers, media: MediaOfRecord::default() };
    let mut record = Record::new(name, &title, &title, Specific::Report(report));
    record.common = Common { date, language: language.clone(), ..common(post.front) };
    record.guesses = figures(name, &writing.own, harvest);
    record.body = writing.body;
    harvest.records[first..].iter_mut().for_each(|told| told.common.hold_as(&record.common));
    harvest.add(record);
}

/// What front matter says of the report.
fn common(front: Front) -> Common {
    Common {
        updated: front.updated,
        description: front.description,
        publication: front.publication,
        published_between: front.published_between,
        topics: front.topics,
        technologies: front.technologies,
        organisations: front.organisations,
        url: front.url,
        links: front.links,
        ..Common::default()
    }
}

fn authors(name: &str, post: &Post, harvest: &mut Harvest) -> Vec<Participant> {
    let mut authors = post.front.people.clone();
    if authors.is_empty() {
        authors = byline::authors(&post.parts).map(|(authors, _)| authors).unwrap_or_default();
    }
    harvest.ledger.note_many(AUTHOR, name, authors.len());
    authors
}

fn add_event(
    name: &str,
    told: event::Told,
    language: Option<&Language>,
    post: &Post,
    harvest: &mut Harvest,
) -> RecordId {
    harvest.ledger.note(EVENT, name);
    let rows: usize = post.parts.iter().map(|part| closing::rows(part).len()).sum();
    harvest.ledger.note_many(TABLE, name, rows);
    harvest.ledger.note_many(ANNOUNCED, name, usize::from(told.event.announced_talks.is_some()));
    let mut record =
        Record::new(format!("{name}#event"), &told.title, &told.title, Specific::Event(told.event));
    record.common = Common { language: language.cloned(), url: told.url, ..Common::default() };
    if let Some((first, _)) = told.perhaps {
        harvest.ledger.note(DATE, name);
        record.guesses.push(Guess {
            what: Guessed::Date(first),
            reason: "the introduction of the post names this day".into(),
        });
    }
    harvest.add(record)
}

/// What stands at the post's end and is about the event and the author: from the signature, or the first labelled lines, on.
fn take_closing(divided: &mut Divided, signed: Option<&Part>) -> Vec<Part> {
    let list = match divided.sections.last_mut() {
        Some(section) => &mut section.parts,
        None => &mut divided.intro,
    };
    let begins = |part: &Part| Some(part) == signed || !closing::rows(part).is_empty();
    list.iter().position(begins).map_or_else(Vec::new, |at| list.split_off(at))
}

/// A section of the report.
struct Told {
    heading: Part,
    /// What the author says.
    parts: Vec<Part>,
    talk: Option<RecordId>,
    title: String,
}

/// What every section needs to know of the post.
struct Context<'a> {
    name: &'a str,
    event: Option<RecordId>,
    language: Option<&'a Language>,
    are_awaited: bool,
}

impl Context<'_> {
    fn section(&self, section: Section, harvest: &mut Harvest) -> Told {
        if !section.is_talk {
            let title = section.heading.line();
            return Told { heading: section.heading, parts: section.parts, talk: None, title };
        }
        let told = talks::told(&section);
        harvest.ledger.note(TALK, self.name);
        let title = told.title.clone();
        let heading = section.heading;
        let parts = told.opinion.clone();
        let from = format!("{}#{}", self.name, slug(&heading.text));
        let guesses = guesses_of(&told, self.name, harvest);
        let record = self.talk(from, told, guesses);
        Told { heading, parts, talk: Some(harvest.add(record)), title }
    }

    fn talk(&self, from: String, told: talks::Told, guesses: Vec<Guess>) -> Record {
        let mut media = MediaOfRecord { video: told.video, slides: told.slides };
        if media.video.is_empty() && self.are_awaited {
            media.video.push(Media::Awaited);
        }
        let talk = Talk { event: self.event, speakers: told.speakers, media, ..Talk::default() };
        let mut record = Record::new(from, &told.title, &told.title, Specific::Talk(talk));
        record.parent = self.event;
        record.common.language = self.language.cloned();
        record.guesses = guesses;
        record.body = quote(&told.words).into();
        record
    }
}

/// Notes what a talk's section gave, and returns what it may give.
fn guesses_of(told: &talks::Told, name: &str, harvest: &mut Harvest) -> Vec<Guess> {
    let ledger = &mut harvest.ledger;
    let count = |is: bool| usize::from(is);
    ledger.note_many(QUOTATION, name, count(!told.words.is_empty() && told.why.is_none()));
    ledger.note_many(AWAITED, name, count(told.video.contains(&Media::Awaited)));
    ledger.note_many(
        VIDEO,
        name,
        told.video.iter().chain(&told.slides).filter(|media| matches!(media, Media::Published(_))).count(),
    );
    let mut guesses = Vec::new();
    if let Some(why) = told.why {
        ledger.note(VOICE, name);
        guesses.push(Guess {
            what: Guessed::Reading("The text below is taken for the speaker's own words".into()),
            reason: why.into(),
        });
    }
    if let Some(organisation) = &told.perhaps_organisation {
        ledger.note(ORGANISATION, name);
        let reason = "the section's heading is a name and no speaker's".to_owned();
        guesses.push(Guess { what: Guessed::Organisations(vec![organisation.clone()]), reason });
    }
    if !told.perhaps_speakers.is_empty() {
        ledger.note(SPEAKERS, name);
        let reason = "the speakers introduce themselves so".to_owned();
        guesses.push(Guess { what: Guessed::Speakers(told.perhaps_speakers.clone()), reason });
    }
    let text: Vec<String> = told.words.iter().chain(&told.opinion).map(|part| part.text.clone()).collect();
    guesses.extend(figures(name, &text.join("\n\n"), harvest));
    guesses
}

/// The figures that a text may claim.
fn figures(name: &str, text: &str, harvest: &mut Harvest) -> Vec<Guess> {
    /// More would bury those that are right.
    const MOST: usize = 12;
    let found: Vec<_> = claims::figures(text).into_iter().take(MOST).collect();
    harvest.ledger.note_many(FIGURE, name, found.len());
    let guess = |figure| Guess {
        what: Guessed::Figure(figure),
        reason: "this sentence counts or measures something".into(),
    };
    found.into_iter().map(guess).collect()
}

/// Parts as one quotation.
fn quote(parts: &[Part]) -> String {
    let lines = |part: &Part| {
        let is_quote = part.markdown.starts_with('>');
        let lines = part
            .markdown
            .lines()
            .map(|line| if is_quote { line.to_owned() } else { format!("> {line}").trim_end().to_owned() });
        lines.collect::<Vec<_>>().join("\n")
    };
    parts.iter().map(lines).collect::<Vec<_>>().join("\n>\n")
}

/// The report's body as it grows.
#[derive(Default)]
struct Writing<'a> {
    body: Body,
    /// The author's own text, plain.
    own: String,
    language: Option<&'a Language>,
    organisation: Option<String>,
    /// Whether the section on what it means for the author's organisation is there.
    has_internal: bool,
}

impl Writing<'_> {
    fn block(&mut self, markdown: &str) {
        if !self.body.0.is_empty() {
            self.body.push("\n\n");
        }
        self.body.push(markdown);
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            self.block(&part.markdown);
            self.own.push_str(&part.text);
            self.own.push_str("\n\n");
        }
    }

    fn section(&mut self, section: &Told, name: &str, harvest: &mut Harvest) {
        self.block(&section.heading.markdown);
        if let Some(talk) = section.talk {
            // What is said of a talk is the talk's to claim.
            section.parts.iter().for_each(|part| self.block(&part.markdown));
            if section.parts.is_empty() {
                self.block(&format!("→ [{}](", section.title.replace(['[', ']'], "")));
                self.body.push_path(Piece::PathTo(talk));
                self.body.push(")");
            }
            return;
        }
        self.has_internal |= anchors::section(&section.heading.text) == Some(RexSection::Internal);
        let level = section.heading.level().unwrap_or(2).min(6);
        for part in &section.parts {
            if !self.has_internal && part.is_paragraph() && self.is_of_us(&part.text) {
                self.has_internal = true;
                harvest.ledger.note(INTERNAL, name);
                let words = if self.is_french() { "Et chez nous" } else { "For us" };
                self.block(&format!("{} {words}", "#".repeat(usize::from(level))));
            }
            self.parts(std::slice::from_ref(part));
        }
    }

    /// Whether a paragraph begins with the author's organisation, or with us.
    fn is_of_us(&self, text: &str) -> bool {
        let folded = format!("{} ", fold(&text.chars().take(80).collect::<String>()));
        let own = self.organisation.as_deref().map(fold).into_iter().flat_map(|name| {
            [format!("chez {name} "), format!("at {name} "), format!("for {name} "), format!("pour {name} ")]
        });
        own.chain(["chez nous ".to_owned(), "for us ".to_owned(), "pour nous ".to_owned()])
            .any(|begin| folded.starts_with(&begin))
    }

    fn is_french(&self) -> bool {
        self.language.is_some_and(|language| language.as_str().starts_with("fr"))
    }

    /// What closes the post stands below a heading of its own, so that it is no part of a conclusion.
    fn closing(&mut self, closing: &[Part], sections: &[Told]) {
        if closing.is_empty() {
            return;
        }
        let level =
            sections.last().and_then(|section| section.heading.level()).map_or(2, |level| level.min(6));
        if !sections.is_empty() {
            let words = if self.is_french() { "Informations pratiques" } else { "Practical information" };
            self.block(&format!("{} {words}", "#".repeat(usize::from(level))));
        }
        self.parts(closing);
    }
}

/// Which talks the report covers, by the anchors that their headings will have.
fn covers(title: &str, writing: &Writing<'_>, sections: &[Told]) -> Vec<Cover> {
    let pieces = writing.body.0.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        Piece::PathTo(_) | Piece::PathToFile(_) => "x",
    });
    let headings = anchors::headings(title, &pieces.collect::<String>());
    let mut rest = headings.iter();
    let covered = sections.iter().filter_map(|section| {
        let wanted = fold(&section.heading.text);
        let anchor =
            rest.clone().position(|heading| fold(&heading.text) == wanted).and_then(|at| rest.nth(at));
        Some(Cover { talk: section.talk?, section: anchor.map(|heading| heading.anchor.clone()) })
    });
    covered.collect()
}
