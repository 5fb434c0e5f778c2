//! Front matter that does not begin its file, so that it would be published as text, and what it holds back with it.
//!
//! What always holds:
//!
//! - What stands in a block of code is left alone, and so is a rule with prose below it.
//! - Whatever comes before front matter (blank lines, comments, titles, spaces, characters that nobody sees) hides none of it.
//! - However far down, a block of keys that holds the file back is found.

use crate::document::hold::holds_line;
use crate::vocab::spanned::Span;

/// Front matter where none may be.
pub(super) struct Misplaced {
    pub(super) span: Span,
    pub(super) message: &'static str,
    pub(super) hint: &'static str,
}

/// What stands before the text that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    FrontMatter,
}

/// Keys that hardly stand in prose between two rules, in lower case.
const KNOWN: &[&str] = &[
    "aliases",
    "author",
    "authors",
    "categories",
    "category",
    "date",
    "description",
    "draft",
    "event",
    "keywords",
    "lang",
    "language",
    "layout",
    "organisations",
    "permalink",
    "publish",
    "published",
    "slug",
    "speakers",
    "summary",
    "tags",
    "technologies",
    "title",
    "topics",
    "type",
    "updated",
    "url",
    "video",
];

/// Whatever one tool or another takes for the end of a line.
const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// At most so many lines of a block are looked at.
const LONGEST: usize = 400;

/// Finds front matter in what follows the place where it may be.
pub(super) fn find(text: &str, before: Before) -> Option<Misplaced> {
    if !may_have_any(text) {
        return None;
    }
    let lines = Lines::of(text);
    let (top, first_seen) = (lines.first_of_prose(), lines.first_seen());
    for number in 0..lines.all.len() {
        let line = &lines.all[number];
        let is_above = number < top;
        if line.is_code && !(is_above && line.is_indented) {
            continue;
        }
        let found = if fence(line.shown).is_some() {
            lines
                .is_front_matter(number, if is_above { Place::Above } else { Place::Below })
                .then(|| told(line, before))
        } else if is_above
            && before == Before::Nothing
            && begins_json(text[line.start..].trim_start_matches(is_unseen))
        {
            Some(told(line, before))
        } else if before == Before::Nothing && number == first_seen {
            lines.unfenced(number)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    lines.comment_that_holds.filter(|_| before == Before::Nothing)
}

/// A look that costs nearly nothing: most texts have no rule, and begin with words.
fn may_have_any(text: &str) -> bool {
    let text = text.trim_start_matches(is_unseen);
    let first = text.split(BREAKS).next().unwrap_or(text);
    first.starts_with("<!--")
        || first.starts_with('{')
        || entry(first).is_some()
        || text.bytes().enumerate().any(|(at, byte)| may_begin_dash(byte) && begins_rule(text, at))
}

/// Whether a byte is the first of a dash, a plus or a semicolon; of other letters it is the first, too, or none.
fn may_begin_dash(byte: u8) -> bool {
    matches!(byte, b'-' | b'+' | b';' | 0xe2)
}

/// Whether a rule may begin at `at`, where a letter begins: nothing that is seen stands before it on its line.
fn begins_rule(text: &str, at: usize) -> bool {
    if !text[at..].starts_with(|letter| is_dash(letter) || "+;".contains(letter)) {
        return false;
    }
    let mut before = text[..at].chars().rev();
    before
        .find(|letter| !is_unseen(*letter) || BREAKS.contains(letter))
        .is_none_or(|last| BREAKS.contains(&last))
}

/// Whether a text begins with a JSON object.
pub(super) fn begins_json(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

fn told(line: &Line<'_>, before: Before) -> Misplaced {
    let is_exact = matches!(line.text, "---" | "+++") || line.shown.starts_with('{');
    let (message, hint) = match before {
        Before::FrontMatter => (
            "this file has front matter a second time, which would be published as text",
            "put all of its keys into the first",
        ),
        Before::Nothing if is_exact => (
            "front matter must begin the file; here it would be published as text",
            "remove all that stands before it, blank lines as well",
        ),
        Before::Nothing => (
            "front matter must begin the file, with a line that is exactly `---` or `+++`",
            "write nothing else on that line, nor before it",
        ),
    };
    Misplaced { span: line.start..line.start + line.text.len(), message, hint }
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before all prose.
    Above,
    Below,
}

struct Line<'t> {
    start: usize,
    /// Without its end.
    text: &'t str,
    /// Without what nobody sees at its ends.
    shown: &'t str,
    is_code: bool,
    is_indented: bool,
    is_comment: bool,
}

struct Lines<'t> {
    all: Vec<Line<'t>>,
    comment_that_holds: Option<Misplaced>,
}

/// White space, and characters without a width.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What opens or closes front matter, however it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fence {
    Dashes,
    Pluses,
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Dashes or pluses, also as word processors change them (`—`), and with the name of a language behind.
fn fence(shown: &str) -> Option<Fence> {
    let rest = shown.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ' ');
    let language = shown[rest.len()..].trim().to_ascii_lowercase();
    if !matches!(language.as_str(), "" | "yaml" | "yml" | "toml" | "json") || rest.is_empty() {
        return None;
    }
    let is_long = rest.chars().count() > 2;
    if rest.chars().all(is_dash) && (is_long || rest.contains(['—', '―'])) || rest == ";;;" {
        return Some(Fence::Dashes);
    }
    (is_long && rest.chars().all(|letter| letter == '+')).then_some(Fence::Pluses)
}

/// A key and its value, as YAML, TOML, JSON, Logseq (`key:: value`) and Nikola (`.. key: value`) write them.
fn entry(shown: &str) -> Option<(&str, &str)> {
    let shown = shown.strip_prefix("..").map_or(shown, str::trim_start);
    let end = shown.find([':', '='])?;
    let key = shown[..end].trim().trim_matches(['"', '\'']);
    let value = &shown[end + 1..];
    let is_apart =
        shown[end..].starts_with('=') || value.is_empty() || value.starts_with([' ', '\t', ':', '"']);
    let is_word = key.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    (is_apart && is_word).then(|| (key, value.trim_start_matches(':').trim()))
}

fn is_known(key: &str) -> bool {
    KNOWN.contains(&key.to_lowercase().as_str())
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut lines = Self { all: Vec::new(), comment_that_holds: None };
        let (mut start, mut fence_of_code, mut is_comment) = (0, None::<&str>, false);
        // Whether nothing was seen so far.
        let mut is_above = true;
        for whole in text.split_inclusive(BREAKS) {
            if whole == "\n" && text[..start].ends_with('\r') {
                // The second half of one break.
                start += 1;
                continue;
            }
            let line = whole.trim_end_matches(BREAKS);
            let shown = line.trim_matches(is_unseen);
            let opening = ["```", "~~~"].into_iter().find(|ticks| shown.starts_with(ticks));
            let was_code = fence_of_code.is_some();
            if !is_comment {
                fence_of_code = match (fence_of_code, opening) {
                    (None, opening) => opening,
                    (Some(code), Some(ticks))
                        if code == ticks && shown.trim_start_matches(['`', '~']).is_empty() =>
                    {
                        None
                    }
                    (code, _) => code,
                };
            }
            let is_indented = line.starts_with("    ") || line.starts_with('\t');
            let begins_comment = !was_code && shown.starts_with("<!--");
            let is_within = is_comment || begins_comment;
            if is_within {
                if is_above {
                    lines.note_comment(start, line, shown);
                }
                is_comment = !shown.contains("-->");
            }
            let is_code = was_code || fence_of_code.is_some() || is_indented;
            is_above &= shown.is_empty() || is_within;
            lines.all.push(Line { start, text: line, shown, is_code, is_indented, is_comment: is_within });
            start += whole.len();
        }
        lines
    }

    /// Some tools read front matter in a comment above all that is seen.
    fn note_comment(&mut self, start: usize, line: &str, shown: &str) {
        let inner = shown.trim_start_matches("<!--").trim_end_matches("-->").trim();
        let holds = entry(inner).is_some_and(|(key, value)| holds_line(key, value));
        if holds && self.comment_that_holds.is_none() {
            self.comment_that_holds = Some(Misplaced {
                span: start..start + line.len(),
                message: "this comment would hold the file back in another tool; here it does not",
                hint: "write `draft: true` in front matter, between two `---` lines that begin the file",
            });
        }
    }

    /// The first line that a reader would see.
    fn first_seen(&self) -> usize {
        let is_seen = |line: &Line<'_>| !line.shown.is_empty() && !line.is_comment;
        self.all.iter().position(is_seen).unwrap_or(self.all.len())
    }

    /// The first line that is neither blank, nor a comment, a title, a rule, nor a mark of another tool's; a title may be a line of plain words.
    fn first_of_prose(&self) -> usize {
        let mut titles = 0;
        for (number, line) in self.all.iter().enumerate() {
            let shown = line.shown;
            let is_passed = shown.is_empty()
                || line.is_comment
                || shown.starts_with('#')
                || shown.starts_with("[//]:")
                || shown.starts_with("[comment]:")
                || shown.starts_with("{%")
                || shown.starts_with("{{")
                || shown.chars().all(|letter| letter == '=')
                || fence(shown).is_some();
            if !is_passed {
                titles += 1;
                if titles > 1 {
                    return number;
                }
            }
        }
        self.all.len()
    }

    /// Whether the fence at this line opens front matter.
    fn is_front_matter(&self, at: usize, place: Place) -> bool {
        let Some(kind) = fence(self.all[at].shown) else { return false };
        let (mut keys, mut known, mut plain, mut held, mut is_closed) = (0, false, true, false, false);
        let mut is_direct = true;
        for (number, line) in self.all[at + 1..].iter().take(LONGEST).enumerate() {
            let shown = line.shown;
            if fence(shown) == Some(kind) || (kind == Fence::Dashes && shown == "...") {
                is_closed = true;
                break;
            }
            if let Some((key, value)) = entry(shown) {
                keys += 1;
                known |= is_known(key);
                held |= holds_line(key, value);
                plain &= key.chars().all(|letter| !letter.is_uppercase());
            } else if shown.is_empty() {
                is_direct &= number > 0;
            } else if !(line.text.starts_with([' ', '\t'])
                || shown.starts_with(['-', '#', '[', ']', '{', '}', '"', '*']))
            {
                break;
            }
        }
        match (place, kind) {
            _ if keys == 0 => false,
            (Place::Below, _) => held && (is_closed || is_direct),
            (Place::Above, Fence::Pluses) => is_closed || known,
            (Place::Above, Fence::Dashes) if is_closed => known || held || (keys > 1 && plain),
            (Place::Above, Fence::Dashes) => is_direct && (held || (known && keys > 1)),
        }
    }

    /// Keys that begin the file without a line that opens front matter.
    fn unfenced(&self, at: usize) -> Option<Misplaced> {
        let (mut known, mut held, mut last) = (false, false, at);
        for (number, line) in self.all.iter().enumerate().skip(at).take(LONGEST) {
            let Some((key, value)) = entry(line.shown) else { break };
            known |= is_known(key);
            held |= holds_line(key, value);
            last = number;
        }
        let is_closed = self.all.get(last + 1).is_some_and(|line| fence(line.shown).is_some());
        let line = &self.all[at];
        (held || (known && is_closed)).then(|| Misplaced {
            span: line.start..line.start + line.text.len(),
            message: "these keys are no front matter, so they would be published as text",
            hint: "put them between two lines that are exactly `---`, the first of which begins the file",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str) -> bool {
        find(text, Before::Nothing).is_some()
    }

    const YAML: &str = "---\ntitle: Secret\ndraft: true\n---\nPrivate notes.\n";
    const TOML: &str = "+++\ntitle = \"Secret\"\ndraft = true\n+++\nPrivate notes.\n";

    #[test]
    fn nothing_hides_front_matter() {
        for before in [
            "\n",
            "\n\n  \n",
            " ",
            "\t",
            "    ",
            "\u{a0}",
            "\u{200b}",
            "\u{feff}",
            "\u{2060}\n",
            "\r\n",
            "<!-- SPDX -->\n",
            "<!--\nSPDX\n\nx: y\n-->\n\n",
            "# My talk\n",
            "# My talk\n\n",
            "## a\n\n# b\n",
            "My talk\n",
            "My talk\n=======\n",
            "[//]: # (x)\n",
            "{% comment %}\n",
            "---\n",
            "# A\n\n---\n\n",
            "# A\nOne line.\n\n",
            "\u{2028}",
        ] {
            for matter in [YAML, TOML] {
                assert!(is_found(&format!("{before}{matter}")), "{before:?} {matter}");
                assert!(
                    is_found(&format!("{before}{}", matter.replace('\n', "\r\n"))),
                    "{before:?} {matter}"
                );
            }
            assert!(is_found(&format!("{before}---\ntitle: T\n---\n")), "{before:?}");
        }
        assert!(is_found("\n{ \"draft\": true }\n"));
    }

    #[test]
    fn fences_that_are_not_quite_fences_are_found() {
        for fence in [
            "----",
            "-----",
            " ---",
            "--- yaml",
            "---yaml",
            "—",
            "–––",
            "−−−",
            ";;;",
            "+++toml",
            "++++",
            "---toml",
        ] {
            assert!(is_found(&format!("{fence}\ntitle: Secret\ndraft: true\n{fence}\nText\n")), "{fence}");
        }
        for text in [
            "title: Secret\ndraft: true\n---\nText\n",
            "title: Secret\ndraft: true\n\nText\n",
            "\nTitle: Secret\nStatus: draft\n\nText\n",
            "title: Secret\r\ndraft: true\r\n---\r\nText\r\n",
            "title:: Secret\npublic:: false\n\nText\n",
            "draft = true\n\nText",
            "---\n\ntitle: Secret\ndraft: true\n\n---\nText",
            "\n---\ntitle: Secret\ndraft: true\n\nText that goes on.\n",
            "Words.\n\nMore words.\n\n---\ntitle: Secret\npublished: false\n---\n\nText\n",
            "<!--\n.. title: Secret\n.. status: draft\n-->\n\nText\n",
            "<!-- draft: true -->\nText\n",
            "\n---\ntags:\n- a\n- b\n---\n",
            "\n---\ntitle: Secret\n_build:\n  list: never\n---\n",
        ] {
            assert!(is_found(text), "{text}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for text in [
            "",
            "# Title\n\nText\n\n---\n\nMore text: a list\n\n---\n\nEnd\n",
            "# Title\n\n```yaml\n---\ntitle: x\ndraft: true\n---\n```\n",
            "Words.\n\nMore.\n\n    ---\n    draft: true\n    ---\n",
            "Note: bring a charger.\n\nText\n",
            "# ADR 5\n\nStatus: Draft\nDate: 2020-01-01\n\nText\n",
            "---\n\nText\n\n---\n",
            "Words.\n\nMore.\n\n---\nlayout: cover\n---\n\n# Slide\n",
            "| a | b |\n|---|---|\n| draft: true | x |\n",
            "# T\n\n---\nSome words: others follow\n---\n",
            "title: a word and its meaning\n\nText\n",
            "Term\n: a meaning\n\n---\n",
            "~~~\n```\n---\ndraft: true\n---\n~~~\n",
        ] {
            assert!(!is_found(text), "{text}");
        }
        assert!(find("\nStatus: draft\n\nText", Before::FrontMatter).is_none());
        assert!(find("\n---\ntitle: x\ndraft: true\n---\n", Before::FrontMatter).is_some());
    }
}
