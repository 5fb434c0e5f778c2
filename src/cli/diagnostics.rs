//! What is wrong with the content: for people on standard error (the source line, underlined; many of a sort by their causes), for programs
//! on standard output (JSON lines, GitHub's annotations, the reports that code hosts and build servers read), for browsers as JSON.

mod causes;
mod gitlab;
mod human;
mod junit;
mod machine;
mod rdjson;
mod sarif;
mod text;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use clap::ValueEnum;

use super::numbers::thousands;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::printable::printable_json;

use causes::overview;
pub(super) use machine::{escaped, property};
pub(super) use text::Texts;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// On standard error: the source line, underlined, with hints; many of a sort by their causes
    Human,
    /// On standard output: one JSON object a line
    Json,
    /// On standard output: GitHub Actions' annotations
    Github,
    /// On standard output: SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// On standard output: a report of GitLab's Code Quality
    Gitlab,
    /// On standard output: JUnit's XML, for build servers
    Junit,
    /// On standard output: the Reviewdog Diagnostic Format
    Rdjson,
}

/// Prints diagnostics, which come in their order.
pub(super) fn print(diagnostics: &[Diagnostic], root: &Path, format: Format) {
    let texts = Texts::of(diagnostics, root);
    let lines = |line: &dyn Fn(&Diagnostic) -> String| print_lines(diagnostics.iter().map(line));
    match format {
        Format::Human => print_for_people(diagnostics, &texts),
        Format::Json => lines(&|diagnostic| machine::json(diagnostic, texts.about(diagnostic)).to_string()),
        Format::Github => lines(&|diagnostic| machine::github(diagnostic, texts.about(diagnostic))),
        Format::Sarif => print_json(&sarif::log(diagnostics, &texts)),
        Format::Gitlab => print_json(&gitlab::report(diagnostics, &texts)),
        Format::Junit => print_lines(std::iter::once(junit::suites(diagnostics, &texts))),
        Format::Rdjson => print_json(&rdjson::result(diagnostics, &texts)),
    }
}

/// Prints what is rare in full, and what is frequent by its causes, with a summary by code.
fn print_for_people(diagnostics: &[Diagnostic], texts: &Texts) {
    let overview = overview(diagnostics);
    for diagnostic in overview.single {
        anstream::eprintln!("{}\n", human::full(diagnostic, texts.about(diagnostic)));
    }
    for (number, cause) in overview.causes.iter().enumerate() {
        let next = overview.causes.get(number + 1);
        let is_last_of_sort = next.is_none_or(|next| next.all[0].code != cause.all[0].code);
        anstream::eprintln!("{}{}", human::cause(cause, texts), if is_last_of_sort { "\n" } else { "" });
    }
    if overview.causes.is_empty() {
        return;
    }
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry((diagnostic.severity, diagnostic.code.name())).or_default() += 1;
    }
    let counted = counts.into_iter().map(|((_, code), count)| format!("{} {code}", thousands(count)));
    let counted = counted.collect::<Vec<_>>().join(", ");
    anstream::eprintln!("In all: {counted}. `--format json` lists every place.");
}

/// Prints a whole report.
fn print_json(report: &serde_json::Value) {
    print_lines(std::iter::once(printable_json(&report.to_string()).into_owned()));
}

/// Prints lines on standard output, until nobody reads them any more.
fn print_lines(lines: impl Iterator<Item = String>) {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        if writeln!(out, "{line}").is_err() {
            return;
        }
    }
    // Whoever listened is gone.
    let _ = out.flush();
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
    let of = |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
    let errors_first: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).take(MOST).collect();
    let texts = Texts::of(errors_first.iter().copied(), root);
    let problem = |diagnostic: &Diagnostic| {
        let text = texts.about(diagnostic);
        let mut problem = machine::json(diagnostic, text);
        if let Some(span) = text.place(diagnostic) {
            problem["source"] = text.slice(&text.line_around(span).1).into();
        }
        problem
    };
    let failure = failure.map(|error| {
        let report = error.to_string();
        let (message, report) = report.split_once('\n').unwrap_or((&report, ""));
        serde_json::json!({ "severity": "error", "message": message, "report": report })
    });
    let problems = errors_first.into_iter().map(problem);
    failure.into_iter().chain(problems).collect::<serde_json::Value>().to_string()
}

/// Prints a failure of the environment, with its causes.
pub(super) fn failure(error: &dyn std::error::Error) {
    anstream::eprintln!("{}", human::failure(error));
}

#[cfg(test)]
mod tests {
    use super::text::Text;
    use super::*;
    use crate::vocab::diagnostic::Code;
    use crate::vocab::path::ContentPath;

    fn sample() -> Diagnostic {
        Diagnostic::error(
            Code::DanglingReference,
            &ContentPath::new("content/talks/x.md").unwrap(),
            "there is no event `rx`",
        )
        .with_span(12..16)
        .with_hint("did you mean `rex`?")
    }

    fn text() -> Text {
        Text::new("+++\nevent = \"rx\"\n+++\n".to_owned())
    }

    fn plain(shown: &str) -> String {
        anstream::adapter::strip_str(shown).to_string()
    }

    #[test]
    fn people_see_the_line_underlined() {
        let shown = plain(&human::full(&sample(), &text()));
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
        assert_eq!(machine::json(&sample(), &text())["column"], 9);
        assert_eq!(
            machine::github(&sample(), &text()),
            "::error file=content/talks/x.md,line=2,col=9,title=dangling-reference::there is no event `rx`%0Adid you mean `rex`?"
        );
    }

    #[test]
    fn no_value_begins_a_line_or_rings_a_bell() {
        let hostile = "n\n::error title=pwn::x\r\n::stop-commands::t\u{1b}]0;x\u{7}";
        let path =
            ContentPath::new("content/talks/a\n::error::b.md").or(ContentPath::new("content/talks/a.md"));
        let diagnostic = Diagnostic::error(
            Code::DanglingReference,
            &path.unwrap(),
            format!("there is no event `{hostile}`"),
        )
        .with_hint(format!("did you mean `{hostile}`?"))
        .with_label(hostile)
        .with_span(12..16);
        let cause = causes::Cause {
            all: vec![&diagnostic; 4],
            message: diagnostic.message.clone(),
            hint: Some(hostile),
        };
        let shown = [
            human::full(&diagnostic, &text()),
            human::cause(&cause, &Texts::of([], Path::new("."))),
            machine::github(&diagnostic, &text()),
        ];
        for shown in shown.map(|shown| plain(&shown)) {
            let commands = shown.lines().filter(|line| line.trim_start().starts_with("::")).count();
            assert_eq!(commands, usize::from(shown.starts_with("::")), "{shown}");
            assert!(!shown.contains(['\u{1b}', '\u{7}', '\r']), "{shown}");
        }
    }
}
