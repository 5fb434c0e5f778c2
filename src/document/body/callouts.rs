//! Obsidian's callouts: block quotes with a kind, a title and a fold, `> [!info]- Title`.
//!
//! Each is an alert of the kind that comes near, titled as the author titled it, or with the kind's own name; one that folds is a
//! `<details>`. GitHub's alerts, which have neither title nor fold, are the Markdown parser's own (`blocks`).

use pulldown_cmark::{Event, Tag};

use crate::vocab::html::push_escaped;

use super::super::prose::Phrase;
use super::state::{Title, Walk};
use super::walk::DEEPEST;

/// What opens a callout.
#[derive(Debug, PartialEq, Eq)]
struct Marker<'t> {
    kind: &'t str,
    fold: Fold,
    /// How many bytes it takes, with the blanks after it.
    len: usize,
    has_title: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    Never,
    Open,
    Closed,
}

impl Walk<'_, '_> {
    /// Opens the callout that the block quote at `index` is; returns the index of the event to go on with.
    pub(super) fn callout(&mut self, index: usize) -> Option<usize> {
        let (Event::Start(Tag::Paragraph), first) = self.events.get(index + 1)? else { return None };
        let line = self.text[first.start..].lines().next()?;
        let marker = marker(line)?;
        if self.frames.len() >= DEEPEST {
            return None;
        }
        let (class, phrase) = meaning(marker.kind);
        let (tag, end, title_tag, title_end) = match marker.fold {
            Fold::Never => {
                (format!("<div class=\"alert alert-{class}\" role=\"note\">"), "</div>", "p", "</p>\n")
            }
            Fold::Open => (
                format!("<details class=\"alert alert-{class}\" open=\"\">"),
                "</details>",
                "summary",
                "</summary>\n",
            ),
            Fold::Closed => {
                (format!("<details class=\"alert alert-{class}\">"), "</details>", "summary", "</summary>\n")
            }
        };
        let mut opening = format!("{tag}\n<{title_tag} class=\"alert-title\">");
        let next = if marker.has_title {
            self.callout_title = Some(Title { end: title_end });
            self.skip_to = first.start + marker.len;
            index + 2
        } else {
            match phrase {
                Some(phrase) => opening.push_str(&self.phrase(phrase)),
                None => push_escaped(&mut opening, &capitalised(marker.kind)),
            }
            opening.push_str(title_end);
            self.skip_to = first.start + line.len();
            let is_all = self.text[self.skip_to..first.end].trim_matches(['>', ' ', '\n', '\r']).is_empty();
            if is_all { self.end_of(index + 1) + 1 } else { index + 1 }
        };
        let event = &self.events[index].0;
        self.open(event, false, Some((opening, end)));
        Some(next)
    }
}

/// Reads `[!info]`, `[!info]-` or `[!info]+`, and whether a title follows.
fn marker(line: &str) -> Option<Marker<'_>> {
    let inside = line.strip_prefix("[!")?;
    let close = inside.find(']')?;
    let kind = inside[..close].split('|').next()?.trim();
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ');
    if kind.is_empty() || kind.len() > 32 || !kind.chars().all(is_plain) {
        return None;
    }
    let after = &inside[close + 1..];
    let (fold, title) = match after.as_bytes().first() {
        Some(b'-') => (Fold::Closed, &after[1..]),
        Some(b'+') => (Fold::Open, &after[1..]),
        _ => (Fold::Never, after),
    };
    // A link, `[!x](y)`, is none.
    if !title.is_empty() && !title.starts_with([' ', '\t', '\r']) {
        return None;
    }
    let len = line.len() - title.trim_start().len();
    Some(Marker { kind, fold, len, has_title: !title.trim().is_empty() })
}

/// The alert that comes near, and its phrase where the kind is called just so.
fn meaning(kind: &str) -> (&'static str, Option<Phrase>) {
    match kind.to_lowercase().as_str() {
        "note" => ("note", Some(Phrase::Note)),
        "tip" => ("tip", Some(Phrase::Tip)),
        "important" => ("important", Some(Phrase::Important)),
        "warning" => ("warning", Some(Phrase::Warning)),
        "caution" => ("caution", Some(Phrase::Caution)),
        "hint" | "success" | "check" | "done" => ("tip", None),
        "attention" => ("warning", None),
        "danger" | "error" | "bug" | "failure" | "fail" | "missing" => ("caution", None),
        _ => ("note", None),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_has_a_kind_a_fold_and_perhaps_a_title() {
        let marked = |kind, fold, len, has_title| Some(Marker { kind, fold, len, has_title });
        assert_eq!(marker("[!info]- A title"), marked("info", Fold::Closed, 9, true));
        assert_eq!(marker("[!faq]+"), marked("faq", Fold::Open, 7, false));
        assert_eq!(marker("[!Note|wide] T"), marked("Note", Fold::Never, 13, true));
        for none in ["[!x](y)", "[x] y", "[!] y", "[!a<b>] y", "[!info", "[!info]x"] {
            assert_eq!(marker(none), None, "{none}");
        }
    }
}
