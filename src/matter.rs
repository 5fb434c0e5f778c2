//! Front matter and config: TOML or YAML text becomes serde structs, and every mistake in it is collected.
//!
//! Comes in: the text, and where it stands in its file. Goes out: values of any `Deserialize` type, and [`Problem`]s in the
//! order in which they were met. What always holds: one mistake never hides another (a value that does not fit is reported, cut
//! out, and reading goes on without it); unknown keys are reported with the nearest known one; an empty string is
//! reported and counts as missing; every span counts bytes of the whole file. Pure.

mod node;
mod problem;
mod reader;
mod toml;
mod yaml;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::vocab::diagnostic::Severity;

use node::{Node, Value};
pub use problem::Problem;
use problem::unknown_key;
pub(crate) use reader::text_or_table;

/// What `[extra]` may hold: anything.
pub type Free = serde_json::Value;

/// In which language front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `+++` lines; config files.
    Toml,
    /// Between `---` lines.
    Yaml,
}

/// A table that was parsed, and is read into one or more structs.
pub struct Matter {
    table: Node,
    known: BTreeSet<&'static str>,
    problems: Vec<Problem>,
}

impl Matter {
    /// Parses `text`, which begins at byte `offset` of its file. What cannot be parsed is left out, and reported.
    pub fn parse(text: &str, offset: usize, syntax: Syntax) -> Self {
        let (mut table, mut problems) = match syntax {
            Syntax::Toml => toml::parse(text),
            Syntax::Yaml => yaml::parse(text),
        };
        table.cut_empty_strings(&mut problems);
        table.shift(offset);
        for problem in &mut problems {
            problem.span = problem.span.start + offset..problem.span.end + offset;
        }
        Self { table, known: BTreeSet::new(), problems }
    }

    /// Reads the keys that `T` has; values that do not fit are reported and left at their defaults.
    pub fn read<T: DeserializeOwned + Default>(&mut self) -> T {
        let mut table = self.table.clone();
        loop {
            let attempt = reader::read::<T>(&table);
            self.known.extend(attempt.fields);
            for problem in attempt.unknown {
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
            match attempt.result {
                Ok(value) => return value,
                Err(error) => {
                    let span = error.span.unwrap_or_else(|| table.span.clone());
                    let cut = table.cut(&span);
                    self.problems.push(Problem {
                        severity: Severity::Error,
                        code: "front-matter-value",
                        span,
                        message: first_line(&error.message),
                        hint: error.hint.or_else(|| second_line(&error.message)),
                    });
                    if !cut {
                        return T::default();
                    }
                }
            }
        }
    }

    /// Every problem met, and the keys that no struct knew.
    pub fn finish(mut self) -> Vec<Problem> {
        let Value::Table(entries) = &self.table.value else { return self.problems };
        for (key, _) in entries.iter().filter(|(key, _)| !self.known.contains(key.value.as_str())) {
            self.problems.push(unknown_key(&key.value, key.span.clone(), self.known.iter().copied()));
        }
        self.problems
    }
}

/// A type's own error may have a second line: how to mend it.
fn first_line(message: &str) -> String {
    message.split('\n').next().unwrap_or(message).to_owned()
}

fn second_line(message: &str) -> Option<String> {
    message.split_once('\n').map(|(_, hint)| hint.to_owned())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::vocab::fact::Fact;
    use crate::vocab::spanned::Spanned;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Sample {
        title: Spanned<String>,
        tags: Vec<Spanned<String>>,
        pages: Option<u32>,
        video: Fact<Spanned<String>>,
        place: Option<Place>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Place {
        name: String,
    }

    fn read(text: &str, syntax: Syntax) -> (Sample, Vec<Problem>) {
        let mut matter = Matter::parse(text, 4, syntax);
        let sample = matter.read();
        (sample, matter.finish())
    }

    #[test]
    fn both_syntaxes_fill_the_same_struct_with_the_same_kind_of_places() {
        let toml =
            "title = \"Été\"\ntags = [\"a\", \"b\"]\npages = 3\nvideo = false\nplace = { name = \"Rex\" }\n";
        let yaml = "title: Été\ntags: [a, b]\npages: 3\nvideo: false\nplace:\n  name: Rex\n";
        for (text, syntax) in [(toml, Syntax::Toml), (yaml, Syntax::Yaml)] {
            let (sample, problems) = read(text, syntax);
            assert_eq!(problems, []);
            assert_eq!(sample.title.value, "Été");
            let raw = &text[sample.title.span.start - 4..sample.title.span.end - 4];
            assert!(raw.contains("Été"), "{raw}");
            assert_eq!(
                &text[sample.tags[1].span.start - 4..sample.tags[1].span.end - 4].trim_matches('"'),
                &"b"
            );
            assert_eq!(sample.pages, Some(3));
            assert!(sample.video.is_absent());
            assert_eq!(sample.place, Some(Place { name: "Rex".into() }));
        }
    }

    #[test]
    fn one_mistake_hides_no_other() {
        let text = "title = 3\ntags = [\"a\", 7]\npages = -1\nplace = { nam = \"x\" }\ntilte = \"x\"\n";
        let (sample, problems) = read(text, Syntax::Toml);
        assert_eq!(sample.tags.len(), 1);
        let said: Vec<_> =
            problems.iter().map(|p| (&text[p.span.start - 4..p.span.end - 4], p.message.as_str())).collect();
        let words: Vec<_> = said.iter().map(|(at, _)| *at).collect();
        assert!(["3", "7", "-1"].iter().all(|at| words.contains(at)), "{said:#?}");
        assert!(problems.iter().any(|p| p.message == "missing key `name`"), "{said:#?}");
        let tilte = problems.iter().find(|p| p.message.contains("tilte")).unwrap();
        assert_eq!(tilte.hint.as_deref(), Some("did you mean `title`?"));
    }

    #[test]
    fn an_empty_string_is_not_a_fact() {
        for (text, syntax) in [("title = \" \"\n", Syntax::Toml), ("title: ''\n", Syntax::Yaml)] {
            let (sample, problems) = read(text, syntax);
            assert_eq!(sample.title.value, "");
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].code, "empty-value");
        }
    }

    #[test]
    fn broken_syntax_is_a_problem_with_a_place() {
        for (text, syntax) in
            [("title = \n", Syntax::Toml), ("title: [a\n", Syntax::Yaml), ("a: 1\na: 2\n", Syntax::Yaml)]
        {
            let (_, problems) = read(text, syntax);
            assert!(problems.iter().any(|problem| problem.code == "front-matter-syntax"), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        let deep = format!("title = {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!read(&deep, Syntax::Toml).1.is_empty());
        let deep = format!("title: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!read(&deep, Syntax::Yaml).1.is_empty());
    }
}
