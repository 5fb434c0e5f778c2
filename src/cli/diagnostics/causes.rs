//! What is shown to people of many diagnostics: those of a rare sort in full, of a frequent one its causes.
//!
//! Comes in: diagnostics in their order. Goes out: which of them are shown each with its line, and for all others one cause each, with a count. What
//! always holds:
//!
//! - Every diagnostic is counted once.
//! - Errors come before warnings.
//! - A handful of mistakes is shown in full.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::vocab::diagnostic::{Code, Diagnostic, Severity};

/// A sort of at most so many is shown in full.
const FEW: usize = 3;
/// At most so many are shown in full in all.
const IN_FULL: usize = 15;
/// With more diagnostics than this, warnings are shown by their causes only.
const MANY: usize = 20;
/// What is met less often than in one of so many of its sort is shown with others of its form.
const SHARE: usize = 4;
/// The sorts in which each word that is quoted is a cause: it is mended once for all files.
const BY_WORD: &[Code] = &[Code::UnknownKey];

/// What is shown.
pub(super) struct Overview<'d> {
    /// Each with its line.
    pub(super) single: Vec<&'d Diagnostic>,
    pub(super) causes: Vec<Cause<'d>>,
}

/// Several diagnostics of one severity and code, for one reason.
pub(super) struct Cause<'d> {
    /// In their order; never empty.
    pub(super) all: Vec<&'d Diagnostic>,
    pub(super) message: String,
    pub(super) hint: Option<&'d str>,
}

impl Cause<'_> {
    /// How many files it is met in.
    pub(super) fn files(&self) -> usize {
        self.all.iter().map(|diagnostic| &diagnostic.path).collect::<BTreeSet<_>>().len()
    }
}

/// Parts the diagnostics.
pub(super) fn overview(diagnostics: &[Diagnostic]) -> Overview<'_> {
    let mut sorts: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        sorts.entry((diagnostic.severity, diagnostic.code.name())).or_default().push(diagnostic);
    }
    let mut shown = BTreeSet::new();
    let mut left = IN_FULL;
    for (sort, all) in &sorts {
        let is_told_in_full = diagnostics.len() <= MANY || sort.0 == Severity::Error;
        if is_told_in_full && all.len() <= FEW.min(left) {
            left -= all.len();
            shown.insert(*sort);
        }
    }
    let is_single = |diagnostic: &&Diagnostic| shown.contains(&(diagnostic.severity, diagnostic.code.name()));
    let single = diagnostics.iter().filter(is_single).collect();
    let grouped = sorts.into_iter().filter(|(sort, _)| !shown.contains(sort));
    Overview { single, causes: grouped.flat_map(|(_, all)| causes_of(all)).collect() }
}

/// The causes of one sort: one for each message that is met several times, the most frequent first, and one for each form that the others
/// have in common.
fn causes_of(all: Vec<&Diagnostic>) -> Vec<Cause<'_>> {
    let least = if BY_WORD.contains(&all[0].code) { 2 } else { (all.len() / SHARE).max(2) };
    let mut by_message: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in all {
        by_message.entry(&diagnostic.message).or_default().push(diagnostic);
    }
    let (mut repeated, rest): (Vec<_>, Vec<_>) = by_message.into_values().partition(|all| all.len() >= least);
    repeated.sort_by_key(|all| Reverse(all.len()));
    let mut by_form: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in rest.into_iter().flatten() {
        by_form.entry(form(&diagnostic.message)).or_default().push(diagnostic);
    }
    let merged = by_form.into_iter().map(|(form, mut all)| {
        all.sort_by(|a, b| (&a.path, start(a)).cmp(&(&b.path, start(b))));
        Cause { message: examples(&form, &all), hint: common_hint(&all), all }
    });
    let own = repeated.into_iter().map(|all| Cause {
        message: all[0].message.clone(),
        hint: common_hint(&all),
        all,
    });
    let mut causes: Vec<_> = own.chain(merged).collect();
    // What mends one cause and the next is said once, below both.
    for index in 1..causes.len() {
        if causes[index - 1].hint == causes[index].hint {
            causes[index - 1].hint = None;
        }
    }
    causes
}

fn start(diagnostic: &Diagnostic) -> usize {
    diagnostic.span.as_ref().map_or(0, |span| span.start)
}

/// A message with a gap for each word that it quotes.
fn form(message: &str) -> String {
    let pieces: Vec<_> = message.split('`').collect();
    let is_quoted = |index: usize| index % 2 == 1 && index + 1 < pieces.len();
    let kept = pieces.iter().enumerate().map(|(index, piece)| if is_quoted(index) { "…" } else { piece });
    kept.collect::<Vec<_>>().join("`")
}

/// The first words that fill the gap of a form, when it has one; else the first message.
fn examples(form: &str, all: &[&Diagnostic]) -> String {
    /// How many words are named.
    const NAMED: usize = 3;
    let first = all[0].message.clone();
    let (Some(gap), true) = (form.find("`…`"), form.matches("`…`").count() == 1 && all.len() > 1) else {
        return first;
    };
    let mut met = BTreeSet::new();
    let words = all.iter().filter_map(|diagnostic| diagnostic.message.split('`').nth(1));
    let words: Vec<_> = words.filter(|word| met.insert(*word)).collect();
    let named = words.iter().take(NAMED).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let more = words.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{named}{more}{}", &form[..gap], &form[gap + "`…`".len()..])
}

/// The first hint that at least half of them have.
fn common_hint<'d>(all: &[&'d Diagnostic]) -> Option<&'d str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for hint in all.iter().filter_map(|diagnostic| diagnostic.hints.first()) {
        *counts.entry(hint).or_default() += 1;
    }
    let (hint, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 >= all.len()).then_some(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::path::ContentPath;

    fn warning(path: &str, code: Code, message: &str) -> Diagnostic {
        Diagnostic::warning(code, &ContentPath::new(path).unwrap(), message).with_hint("mend it")
    }

    #[test]
    fn a_few_are_shown_in_full_and_many_by_their_causes() {
        let mut all: Vec<_> = (0..309)
            .map(|n| warning(&format!("{n:03}.md"), Code::UnknownKey, "unknown key `tags`"))
            .collect();
        all.push(warning("a.md", Code::UnknownKey, "unknown key `lang`"));
        all.push(warning("b.md", Code::UnknownKey, "unknown key `lang`"));
        all.push(warning("b.md", Code::EmptyValue, "an empty string is not a fact"));
        all.extend(
            (0..9).map(|n| warning("c.md", Code::DanglingLink, &format!("there is no page or file `{n}`"))),
        );
        let overview = overview(&all);
        assert!(overview.single.is_empty());
        let said: Vec<_> = overview
            .causes
            .iter()
            .map(|cause| (cause.message.as_str(), cause.all.len(), cause.files()))
            .collect();
        assert_eq!(
            said,
            [
                ("there is no page or file `0`, `1`, `2` and 6 more", 9, 1),
                ("an empty string is not a fact", 1, 1),
                ("unknown key `tags`", 309, 309),
                ("unknown key `lang`", 2, 2),
            ]
        );
        assert_eq!(overview.causes[0].hint, Some("mend it"));
    }

    #[test]
    fn every_diagnostic_is_counted_once() {
        let codes = Code::ALL;
        let all: Vec<_> =
            (0..40).map(|n| warning("x.md", codes[n * n % 10], &format!("message {}", n % 7))).collect();
        let overview = overview(&all);
        let grouped: usize = overview.causes.iter().map(|cause| cause.all.len()).sum();
        assert_eq!(overview.single.len() + grouped, all.len());
        assert!(overview.single.len() <= IN_FULL);
    }

    #[test]
    fn a_form_leaves_out_what_is_quoted() {
        assert_eq!(form("there is no `a` in `b`"), "there is no `…` in `…`");
        assert_eq!(form("an odd ` tick"), "an odd ` tick");
    }
}
