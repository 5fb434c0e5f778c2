//! The life of a lesson, as lines of text: `state: applied`, `same_as: [[another-report#lesson-x]]`.
//!
//! Comes in: the lines of a list that stands below a lesson, and what the front matter says of lessons. Goes out: what has become of each lesson, and a
//! diagnostic for what is not understood. Pure text: [`super::body`] finds the lists. What always holds: a list is read so when each of its
//! lines begins with a key (or what is nearly one, beside a real one), else it stays in the text as it is.

use std::collections::HashMap;

use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Code, Diagnostic, nearest};
use crate::vocab::nearest::{Effort, Suggestions};
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::{Span, Spanned};

use super::matter::{Application, Common, LessonLife, LessonState, Reference, Verification};
use super::outline::Lesson;
use super::text::one_line;

/// The keys that a line may begin with.
const KEYS: [&str; 8] =
    ["state", "applied", "verified", "stale_after", "supersedes", "contradicts", "same_as", "informs"];

/// Those that one lesson has one of.
const ONCE: [&str; 3] = ["state", "verified", "stale_after"];

/// One line: its key, its value, and where it stands.
pub(super) struct Line {
    key: String,
    value: String,
    span: Span,
}

/// The line that a list item is, if it begins with a word and a colon: `state: applied`.
pub(super) fn line(text: &str, span: Span) -> Option<Line> {
    let (key, value) = text.split_once(':')?;
    let is_plain = |letter: char| letter.is_ascii_lowercase() || matches!(letter, '_' | '-' | ' ');
    let key = key.trim_start_matches(['*', '`']).trim_end_matches(['*', '`']).trim();
    if key.is_empty() || key.len() > 20 || !key.chars().all(is_plain) {
        return None;
    }
    let key = key.replace([' ', '-'], "_");
    let value = value.trim_start_matches(['*', '`']);
    // What goes on below, perhaps in a quote.
    let value: Vec<_> = value.lines().map(|line| line.trim_start_matches(['>', ' ', '\t'])).collect();
    Some(Line { key, value: one_line(&value.join(" ")).trim().to_owned(), span })
}

/// Whether lines tell a lesson's life: all begin with keys, or with what is nearly one beside a real one.
pub(super) fn are_of_a_life(lines: &[Line]) -> bool {
    let is_key = |line: &Line| KEYS.contains(&line.key.as_str());
    lines.iter().any(is_key) && lines.iter().all(|line| is_key(line) || nearest(&line.key, KEYS).is_some())
}

/// What the lines say of the lesson with this anchor.
pub(super) fn life(
    anchor: &str,
    lines: &[Line],
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> LessonLife {
    let span = lines.first().map_or(0..0, |line| line.span.clone());
    let mut life = LessonLife { lesson: Spanned::new(span, anchor.to_owned()), ..LessonLife::default() };
    for (number, line) in lines.iter().enumerate() {
        let is_said = ONCE.contains(&line.key.as_str())
            && lines[..number].iter().any(|earlier| earlier.key == line.key && !earlier.value.is_empty());
        let read = if is_said { Err(Wrong::twice(&line.key)) } else { read(line, &mut life) };
        if let Err(wrong) = read {
            diagnostics.push(wrong.diagnostic(path).with_span(line.span.clone()));
        }
    }
    life
}

/// What is wrong with a line, and how to mend it.
struct Wrong {
    message: String,
    hint: Option<String>,
}

impl Wrong {
    fn twice(key: &str) -> Self {
        let message = format!("`{key}` is said twice of one lesson");
        Self { message, hint: Some("keep one of the two: the first counts until then".to_owned()) }
    }

    fn diagnostic(self, path: &ContentPath) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(Code::LessonLife, path, self.message);
        diagnostic.hints.extend(self.hint);
        diagnostic
    }
}

fn read(line: &Line, lesson: &mut LessonLife) -> Result<(), Wrong> {
    let value = line.value.as_str();
    if value.is_empty() && KEYS.contains(&line.key.as_str()) {
        let message = format!("`{}` says nothing", line.key);
        return Err(Wrong {
            message,
            hint: Some("write its value after the colon, or remove it".to_owned()),
        });
    }
    let references = || references(value).into_iter().map(|name| Spanned::new(line.span.clone(), name));
    match line.key.as_str() {
        "state" => lesson.state = Some(Spanned::new(line.span.clone(), state(value)?)),
        "applied" => lesson.applied.push(application(value)?),
        "verified" => lesson.verified = Some(verification(value)?),
        "stale_after" => lesson.stale_after = Some(date(value)?),
        "supersedes" => lesson.supersedes.extend(references()),
        "contradicts" => lesson.contradicts.extend(references()),
        "same_as" => lesson.same_as.extend(references()),
        "informs" => lesson.informs.extend(references()),
        key => {
            let hint = nearest(key, KEYS).map(|near| format!("did you mean `{near}`?"));
            return Err(Wrong { message: format!("a lesson has no `{key}`"), hint });
        }
    }
    Ok(())
}

fn state(value: &str) -> Result<LessonState, Wrong> {
    let word = value.trim_end_matches('.').to_lowercase();
    LessonState::from_name(&word).ok_or_else(|| {
        let names = LessonState::ALL.map(LessonState::name);
        let hint = nearest(&word, names).map(|near| format!("did you mean `{near}`?"));
        Wrong { message: format!("`{value}` is no state of a lesson: it may be {}", names.join(", ")), hint }
    })
}

fn date(value: &str) -> Result<PartialDate, Wrong> {
    PartialDate::parse(value).map_err(|_| Wrong {
        message: format!("`{value}` is no date"),
        hint: Some("write a date as precise as is known: `2018`, `2018-03`, `2018-03-14`".to_owned()),
    })
}

/// Reads `checkout; since 2018-03; by Ada Lovelace; result: half the incidents`.
fn application(value: &str) -> Result<Application, Wrong> {
    let mut application = Application::default();
    for (word, rest) in parts(value, &["where", "since", "by", "result"], "where")? {
        match word {
            "since" => application.since = Some(date(rest)?),
            "by" => application.by = Some(rest.to_owned()),
            "result" => application.result = Some(rest.to_owned()),
            _ => application.place = Some(rest.to_owned()),
        }
    }
    Ok(application)
}

/// Reads `by Ada Lovelace; at 2019-02`, or a date alone.
fn verification(value: &str) -> Result<Verification, Wrong> {
    let mut verification = Verification::default();
    for (word, rest) in parts(value, &["by", "at"], "at")? {
        match word {
            "by" => verification.by = Some(rest.to_owned()),
            _ => verification.at = Some(date(rest)?),
        }
    }
    Ok(verification)
}

/// The parts of a value between its semicolons, each with the word that it begins with; the first may have none, and then has that of `first`.
fn parts<'t>(
    value: &'t str,
    words: &[&'static str],
    first: &'static str,
) -> Result<Vec<(&'static str, &'t str)>, Wrong> {
    let mut found = Vec::new();
    for (number, part) in value.split(';').map(str::trim).enumerate().filter(|(_, part)| !part.is_empty()) {
        let (word, rest) = part.split_once([' ', ':']).unwrap_or((part, ""));
        let known = words.iter().find(|known| **known == word);
        match known {
            Some(known) if !rest.is_empty() => {
                found.push((*known, rest.trim_start_matches(':').trim()));
            }
            _ if number == 0 => found.push((first, part)),
            _ => {
                let message = format!("`{part}` begins with none of {}", words.join(", "));
                let hint = "a semicolon parts what is said: `checkout; since 2018-03; by Ada`".to_owned();
                return Err(Wrong { message, hint: Some(hint) });
            }
        }
    }
    Ok(found)
}

/// The references that a value names: wikilinks, Markdown links, or names between commas.
fn references(value: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = value;
    let plain = |text: &str| {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    while let Some((before, name, after)) = linked(rest) {
        found.extend(plain(before));
        found.push(name.to_owned());
        rest = after;
    }
    found.extend(plain(rest));
    found
}

/// What stands before the first link of a text, what that names, and what follows.
fn linked(text: &str) -> Option<(&str, &str, &str)> {
    let is_opener = |pair: &[u8]| pair == b"[[" || pair == b"](";
    let at = text.as_bytes().windows(2).position(is_opener)?;
    let (before, inner) = (&text[..at], &text[at + 2..]);
    if text[at..].starts_with("[[") {
        let (name, after) = inner.split_once("]]")?;
        return Some((before, name.split('|').next().unwrap_or(name).trim(), after));
    }
    let before = before.rfind('[').map_or(before, |open| &before[..open]);
    let (target, after) = inner.split_once(')')?;
    let address = target.split_whitespace().next().unwrap_or_default();
    Some((before, address.trim_start_matches('<').trim_end_matches('>'), after))
}

/// What the links of a text lead to, as far as they name a place on a page: what an action may be about.
pub(super) fn places_named(text: &str) -> Vec<String> {
    /// More links than one action has.
    const MOST: usize = 20;
    let mut found = Vec::new();
    let mut rest = text;
    for _ in 0..MOST {
        let Some((_, name, after)) = linked(rest) else { break };
        found.extend(name.contains('#').then(|| name.to_owned()));
        rest = after;
    }
    found
}

/// A reference as it was written in front matter, which may be in the brackets of a wikilink.
fn unbracketed(reference: &mut Reference) {
    if let Some((before, name, after)) = linked(&reference.value)
        && before.trim().is_empty()
        && after.trim().is_empty()
    {
        reference.value = name.to_owned();
    }
}

/// Gives lessons what the front matter says of them.
pub(super) fn take_from_matter(
    common: &mut Common,
    lessons: &mut [Lesson],
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut effort = Effort::of_a_file();
    let anchors: Vec<String> = lessons.iter().map(|lesson| lesson.anchor.clone()).collect();
    // A lesson is meant by its whole anchor, or by what stands behind `lesson-`; the first of a name is.
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (lesson, anchor) in anchors.iter().enumerate() {
        for name in [Some(anchor.as_str()), anchor.strip_prefix("lesson-")].into_iter().flatten() {
            known.entry(name).or_insert(lesson);
        }
    }
    let mut near = None;
    for mut life in std::mem::take(&mut common.lessons) {
        life.references().into_iter().flatten().for_each(unbracketed);
        let anchor = life.lesson.value.trim_start_matches('#').to_owned();
        if let Some(lesson) = known.get(anchor.as_str()) {
            match &mut lessons[*lesson].life {
                Some(known) => known.add(life),
                none => *none = Some(Box::new(life)),
            }
            continue;
        }
        let message = format!("no lesson of this file has the anchor `{anchor}`");
        let mut diagnostic =
            Diagnostic::error(Code::DanglingAnchor, path, message).with_span(life.lesson.span.clone());
        let near = near.get_or_insert_with(|| Suggestions::among(anchors.iter().map(String::as_str)));
        let near = near.nearest(&anchor, &mut effort);
        diagnostic.hints.push(near.map_or_else(
            || "a lesson's anchor is made of its first eight words; its page shows it".to_owned(),
            |near| format!("did you mean `{}`?", anchors[near]),
        ));
        diagnostics.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_lines(lines: &[&str]) -> (LessonLife, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let lines: Vec<_> = lines.iter().filter_map(|text| line(text, 0..text.len())).collect();
        let path = ContentPath::new("content/reports/x.md").unwrap();
        (life("lesson-x", &lines, &path, &mut diagnostics), diagnostics)
    }

    #[test]
    fn a_list_is_a_life_when_all_its_lines_are() {
        let are = |texts: &[&str]| {
            let lines: Option<Vec<_>> = texts.iter().map(|text| line(text, 0..0)).collect();
            lines.is_some_and(|lines| are_of_a_life(&lines))
        };
        assert!(are(&["state: applied"]));
        assert!(are(&["**state:** applied", "same as: [[x#y]]", "stale-after: 2020"]));
        assert!(are(&["state: applied", "supercedes: x"]), "a key that is misspelt beside a real one");
        for prose in [
            &["State: it was down"][..],
            &["cause: a disk", "state: broken"],
            &["we applied: it"],
            &["supercedes: x"],
            &["no colon"],
            &["http://example.org"],
            &[],
        ] {
            assert!(!are(prose), "{prose:?}");
        }
    }

    #[test]
    fn every_key_has_its_values() {
        let (life, diagnostics) = read_lines(&[
            "state: applied",
            "applied: checkout; since 2018-03; by Ada Lovelace; result: half the incidents",
            "applied: search",
            "verified: by Grace Hopper; at 2019-02",
            "stale_after: 2021",
            "same_as: [[github-2018#lesson-a|there]], stripe-2019#b",
            "contradicts: [x](../reports/y.md#lesson-c)",
            "informs: https://example.org/runbook",
        ]);
        assert_eq!(diagnostics, []);
        assert_eq!(life.state.unwrap().value, LessonState::Applied);
        let first = &life.applied[0];
        assert_eq!((first.place.as_deref(), first.by.as_deref()), (Some("checkout"), Some("Ada Lovelace")));
        assert_eq!(first.since.unwrap().to_string(), "2018-03");
        assert_eq!(first.result.as_deref(), Some("half the incidents"));
        assert_eq!(life.applied[1].place.as_deref(), Some("search"));
        assert_eq!(life.verified.unwrap().by.as_deref(), Some("Grace Hopper"));
        let names = |list: &[Reference]| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
        assert_eq!(names(&life.same_as), ["github-2018#lesson-a", "stripe-2019#b"]);
        assert_eq!(names(&life.contradicts), ["../reports/y.md#lesson-c"]);
        assert_eq!(names(&life.informs), ["https://example.org/runbook"]);
    }

    #[test]
    fn what_is_not_understood_is_told_with_a_way_to_mend_it() {
        let (life, diagnostics) = read_lines(&[
            "state: aplied",
            "verified: soon",
            "applied: here; when 2018",
            "stale_after:",
            "supercedes: x",
            "stale_after: 2020",
            "stale_after: 2021",
        ]);
        assert_eq!(life.state, None);
        assert_eq!(life.stale_after.unwrap().to_string(), "2020");
        let messages: Vec<_> = diagnostics.iter().map(|wrong| wrong.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`aplied` is no state of a lesson: it may be observed, identified, applied, validated, superseded, rejected",
                "`soon` is no date",
                "`when 2018` begins with none of where, since, by, result",
                "`stale_after` says nothing",
                "a lesson has no `supercedes`",
                "`stale_after` is said twice of one lesson",
            ]
        );
        assert!(diagnostics.iter().all(|wrong| !wrong.hints.is_empty()));
    }

    #[test]
    fn an_action_names_the_places_that_it_links_to() {
        let named =
            places_named("- [ ] Warm it ([why](#lesson-warm), [[x#lesson-y|there]], [z](https://e.org))");
        assert_eq!(named, ["#lesson-warm", "x#lesson-y"]);
    }
}
