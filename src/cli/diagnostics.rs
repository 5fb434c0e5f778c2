//! Diagnostics on standard error: for people (the source line, underlined), for editors (JSON lines), for GitHub.

use std::collections::BTreeMap;
use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;

use crate::pipeline;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::spanned::Span;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The source line, underlined, with hints
    Human,
    /// One JSON object a line
    Json,
    /// GitHub Actions' annotations
    Github,
}

/// Prints diagnostics, which come in their order.
pub(super) fn print(diagnostics: &[Diagnostic], root: &Path, format: Format) {
    let mut texts = BTreeMap::new();
    for diagnostic in diagnostics {
        texts.entry(&diagnostic.path).or_insert_with(|| pipeline::source_text(root, &diagnostic.path));
    }
    for diagnostic in diagnostics {
        let text = texts.get(&diagnostic.path).map_or("", String::as_str);
        match format {
            Format::Human => anstream::eprintln!("{}\n", human(diagnostic, text)),
            Format::Json => anstream::eprintln!("{}", json(diagnostic, text)),
            Format::Github => anstream::eprintln!("{}", github(diagnostic, text)),
        }
    }
}

/// A failure and every diagnostic as a browser shows them: a JSON array, each diagnostic with its `source` line, a failure with its whole
/// `report`.
pub(super) fn problems(
    failure: Option<&dyn std::error::Error>,
    diagnostics: &[Diagnostic],
    root: &Path,
) -> String {
    /// More than anyone reads at once.
    const MOST: usize = 200;
    let problem = |diagnostic: &Diagnostic| {
        let text = pipeline::source_text(root, &diagnostic.path);
        let mut problem = object(diagnostic, &text);
        if let Some(span) = diagnostic.span.as_ref().filter(|span| span.end <= text.len()) {
            let (_, lines) = lines_around(&text, span);
            problem["source"] = text[lines].into();
        }
        problem
    };
    let failure = failure.map(|error| {
        let report = error.to_string();
        let (message, report) = report.split_once('\n').unwrap_or((&report, ""));
        serde_json::json!({ "severity": "error", "message": message, "report": report })
    });
    let of = |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
    let errors_first = of(Severity::Error).chain(of(Severity::Warning));
    let problems = errors_first.take(MOST).map(problem);
    failure.into_iter().chain(problems).collect::<serde_json::Value>().to_string()
}

/// At most so many diagnostics of one code are printed for people.
const OF_ONE_SORT: usize = 20;

/// Prints diagnostics by their codes; for people, and on GitHub, the first of each code and how many more there are.
pub(super) fn print_grouped(diagnostics: &[Diagnostic], root: &Path, format: Format) {
    let mut sorts: BTreeMap<&str, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        sorts.entry(diagnostic.code).or_default().push(diagnostic.clone());
    }
    for (code, sort) in sorts {
        let shown = if format == Format::Json { sort.len() } else { sort.len().min(OF_ONE_SORT) };
        print(&sort[..shown], root, format);
        if shown < sort.len() {
            let more = sort.len() - shown;
            anstream::eprintln!("… and {more} more of `{code}`; `--format json` lists them all\n");
        }
    }
}

/// Prints a failure of the environment, with its causes.
pub(super) fn failure(error: &dyn std::error::Error) {
    let mut report = Group::with_title(Level::ERROR.primary_title(error.to_string()));
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !error.to_string().contains(&text) {
            report = report.element(Level::NOTE.message(text));
        }
        cause = inner.source();
    }
    anstream::eprintln!("{}", renderer().render(&[report]));
}

fn renderer() -> Renderer {
    Renderer::styled().decor_style(DecorStyle::Ascii)
}

fn human(diagnostic: &Diagnostic, text: &str) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut report = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code)
        .elements(Vec::<Origin<'_>>::new());
    match &diagnostic.span {
        Some(span) if span.end <= text.len() => {
            let (line, lines) = lines_around(text, span);
            let shown = &text[lines.clone()];
            let marked = AnnotationKind::Primary.span(span.start - lines.start..shown_end(span, &lines));
            let marked =
                if diagnostic.label.is_empty() { marked } else { marked.label(diagnostic.label.as_str()) };
            report = report.element(
                Snippet::source(shown).line_start(line).path(diagnostic.path.as_str()).annotation(marked),
            );
        }
        _ => report = report.element(Origin::path(diagnostic.path.as_str())),
    }
    for hint in &diagnostic.hints {
        report = report.element(Level::HELP.message(hint.as_str()));
    }
    renderer().render(&[report])
}

/// At most this many bytes of source are shown around a place: lines of a megabyte exist.
const SHOWN: usize = 400;

/// The first line's number, and the bytes of the lines that hold the span's beginning.
fn lines_around(text: &str, span: &Span) -> (usize, Span) {
    let line = text[..span.start].matches('\n').count() + 1;
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    let near = |offset: usize| {
        let mut offset = offset;
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = if span.start - start > SHOWN { near(span.start - SHOWN) } else { start };
    let end = if end - span.start > SHOWN { near(span.start + SHOWN) } else { end };
    (line, start..end)
}

/// The end of the underlined bytes within the shown line.
fn shown_end(span: &Span, lines: &Span) -> usize {
    span.end.min(lines.end) - lines.start
}

/// Line and column of an offset, both from 1; columns count characters.
fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = offset.min(text.len());
    let before = text.get(..offset).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn json(diagnostic: &Diagnostic, text: &str) -> String {
    object(diagnostic, text).to_string()
}

fn object(diagnostic: &Diagnostic, text: &str) -> serde_json::Value {
    let span = diagnostic.span.clone().unwrap_or(0..0);
    let (line, column) = line_and_column(text, span.start);
    let (end_line, end_column) = line_and_column(text, span.end);
    serde_json::json!({
        "severity": severity_word(diagnostic.severity),
        "code": diagnostic.code,
        "path": diagnostic.path.as_str(),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": diagnostic.message,
        "hints": diagnostic.hints,
    })
}

/// A workflow command: `::error file=…,line=…,col=…,title=…::message`.
fn github(diagnostic: &Diagnostic, text: &str) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let (line, column) = line_and_column(text, diagnostic.span.clone().map_or(0, |span| span.start));
    let hints: Vec<_> = std::iter::once(diagnostic.message.as_str())
        .chain(diagnostic.hints.iter().map(String::as_str))
        .collect();
    format!(
        "::{} file={},line={line},col={column},title={}::{}",
        severity_word(diagnostic.severity),
        property(diagnostic.path.as_str()),
        property(diagnostic.code),
        escape(&hints.join("\n"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::path::ContentPath;

    fn sample() -> Diagnostic {
        let path = ContentPath::new("content/talks/x.md").unwrap();
        Diagnostic::error("dangling-reference", &path, "there is no event `rx`")
            .with_span(12..16)
            .with_hint("did you mean `rex`?")
    }

    #[test]
    fn people_see_the_line_underlined() {
        let text = "+++\nevent = \"rx\"\n+++\n";
        let shown = anstream::adapter::strip_str(&human(&sample(), text)).to_string();
        for part in [
            "error[dangling-reference]: there is no event `rx`",
            "content/talks/x.md:2:9",
            "event = \"rx\"",
            "^^^^",
            "did you mean `rex`?",
        ] {
            assert!(shown.contains(part), "{part} in\n{shown}");
        }
    }

    #[test]
    fn machines_see_line_and_column() {
        let text = "+++\nevent = \"rx\"\n+++\n";
        assert!(json(&sample(), text).contains("\"column\":9"));
        assert_eq!(
            github(&sample(), text),
            "::error file=content/talks/x.md,line=2,col=9,title=dangling-reference::there is no event `rx`%0Adid you mean `rex`?"
        );
    }

    #[test]
    fn a_line_of_a_megabyte_is_shown_in_part() {
        let text = "é".repeat(500_000);
        let mut diagnostic = sample();
        diagnostic.span = Some(600_000..600_004);
        assert!(human(&diagnostic, &text).len() < 10_000);
    }
}
