//! Front matter and config: TOML or YAML text becomes serde structs, and every mistake in it is collected.
//!
//! Comes in: the text, and where it stands in its file. Goes out: values of any `Deserialize` type, and [`Problem`]s in the order in which they were
//! met. What always holds:
//!
//! - One mistake never hides another (a value that does not fit is reported, cut out, and reading goes on without it).
//! - Unknown keys are reported with the nearest known one.
//! - An empty string is reported and counts as missing.
//! - Every span counts bytes of the whole file.
//!
//! Pure.

mod foreign;
mod names;
mod node;
mod problem;
mod reader;
mod schema;
mod syntax;
mod toml;
mod yaml;
mod yaml_errors;

use std::collections::{BTreeSet, HashSet};

use serde::de::DeserializeOwned;

use crate::vocab::diagnostic::{Code, OF_A_KIND, Severity};
use crate::vocab::spanned::{Span, Spanned};

pub(crate) use names::{KeyNames, Shape};
use node::{Node, Value};
pub(crate) use problem::Problem;
use problem::{Level, unknown_key};
use reader::Unknown;
pub(crate) use reader::text_or_table;
pub(crate) use schema::schema_of;
pub(crate) use syntax::Syntax;

/// What `[extra]` may hold: anything.
pub(crate) type Free = serde_json::Value;

/// A table that was parsed, and is read into one or more structs.
pub(crate) struct Matter {
    table: Node,
    syntax: Syntax,
    /// Whether what says nothing was cut out.
    is_trimmed: bool,
    known: BTreeSet<&'static str>,
    /// Of inner tables.
    unknown: Unknown,
    /// How many values did not fit.
    misfits: usize,
    problems: Vec<Problem>,
}

/// A value as it is written, before a type is asked of it.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a>(&'a Node);

impl Written<'_> {
    /// The value.
    pub(crate) fn free(self) -> Free {
        self.0.free()
    }

    /// The value of a key within, when this is a table.
    pub(crate) fn at(self, name: &str) -> Option<Self> {
        let Value::Table(entries) = &self.0.value else { return None };
        entries.iter().find(|(key, _)| key.value == name).map(|(_, node)| Written(node))
    }

    /// Where it stands.
    pub(crate) fn span(self) -> Span {
        self.0.span.clone()
    }
}

impl Matter {
    /// Parses `text`, which begins at byte `offset` of its file. What cannot be parsed is left out, and reported.
    pub(crate) fn parse(text: &str, offset: usize, syntax: Syntax) -> Self {
        let (mut table, mut problems) = match syntax {
            Syntax::Toml | Syntax::Config => toml::parse(text),
            Syntax::Yaml | Syntax::Json => yaml::parse(text),
        };
        table.shift(offset);
        for problem in &mut problems {
            problem.span = problem.span.start + offset..problem.span.end + offset;
        }
        Self {
            table,
            syntax,
            is_trimmed: false,
            known: BTreeSet::new(),
            unknown: Unknown::default(),
            misfits: 0,
            problems,
        }
    }

    /// Gives keys that have other names those that they have here; `shape` says what key that is and what value it has, and nothing of a key that there is not.
    pub(crate) fn rename(&mut self, names: &KeyNames, shape: impl Fn(&str) -> Option<(&'static str, Shape)>) {
        names::rename(&mut self.table, names, shape, &mut self.problems);
    }

    /// The value of a top-level key.
    pub(crate) fn value(&self, name: &str) -> Option<Written<'_>> {
        Written(&self.table).at(name)
    }

    /// The keys that were asked for.
    #[cfg(test)]
    pub(crate) fn known(&self) -> &BTreeSet<&'static str> {
        &self.known
    }

    /// Takes out the keys of which `judge` makes something. It sees all that is written, empty or not.
    pub(crate) fn take<T>(
        &mut self,
        mut judge: impl FnMut(&Spanned<String>, Written<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Value::Table(entries) = &mut self.table.value else { return Vec::new() };
        let mut taken = Vec::new();
        entries.retain(|(key, node)| match judge(key, Written(node)) {
            Some(made) => {
                taken.push(made);
                false
            }
            None => true,
        });
        taken
    }

    /// Reads the keys that `T` has; values that do not fit are reported and left at their defaults.
    pub(crate) fn read<T: DeserializeOwned + Default>(&mut self) -> T {
        self.trim();
        let mut table = self.table.clone();
        loop {
            let attempt = reader::read::<T>(&table, self.syntax, &mut self.unknown);
            self.known.extend(attempt.fields);
            match attempt.result {
                Ok(value) => return value,
                Err(error) => {
                    let span = error.span.unwrap_or_else(|| table.span.clone());
                    self.misfits += 1;
                    // Each is found by reading anew: of so many, whole keys are given up.
                    let has_too_many = self.misfits > OF_A_KIND;
                    let cut = if has_too_many { table.cut_key(&span) } else { table.cut(&span) };
                    self.problems.push(Problem {
                        severity: Severity::Error,
                        code: if has_too_many { Code::TooManyMistakes } else { Code::FrontMatterValue },
                        span,
                        message: if has_too_many {
                            "this and all that stands with it under one key is left out: too much does not fit".to_owned()
                        } else {
                            first_line(&error.message)
                        },
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
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        let syntax = self.syntax;
        let inner = self.unknown.into_iter().map(|(_, (key, fields))| (key, fields.to_vec(), Level::Inner));
        let known: Vec<&str> = self.known.iter().copied().collect();
        let top = match self.table.value {
            Value::Table(entries) => entries,
            _ => Vec::new(),
        };
        let top = top.into_iter().map(|(key, _)| key).filter(|key| !self.known.contains(key.value.as_str()));
        let top = top.map(|key| (key, known.clone(), Level::Top));
        for (number, (key, known, level)) in inner.chain(top).enumerate() {
            // What is told of is compared with what there is; nobody is told of more.
            let candidates: &[&str] = if number <= OF_A_KIND { &known } else { &[] };
            let problem = unknown_key(&key.value, key.span, &candidates.iter().copied(), level, syntax);
            self.problems.push(problem);
        }
        self.problems
    }

    /// Cuts out what says nothing, once.
    fn trim(&mut self) {
        if !std::mem::replace(&mut self.is_trimmed, true) {
            // What could not be parsed is an empty text, and was reported.
            let reported: HashSet<(usize, usize)> =
                self.problems.iter().map(|problem| (problem.span.start, problem.span.end)).collect();
            self.table.cut_nothing(&reported, self.syntax, &mut self.problems);
        }
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
        places: Vec<Place>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Place {
        name: String,
    }

    #[test]
    fn a_file_made_of_mistakes_is_read_soon() {
        let many = 20_000;
        let list = |item: &str| vec![item; many].join(", ");
        let keys = (0..many).map(|n| format!("zz{n} = 1\n")).collect::<Vec<_>>().concat();
        let tables = list("{ name = \"x\", zz = 1 }");
        for text in [
            format!("title = \"x\"\ntags = [{}]\n", list("1")),
            format!("title = \"x\"\ntags = [{}]\n", list("\"\"")),
            format!("title = \"x\"\ntags = [{}, {}]\n", list("\"a\""), list("1")),
            format!("title = \"x\"\n{keys}"),
            format!("title = \"x\"\nplaces = [{tables}]\n"),
        ] {
            let (sample, problems) = read(&text, Syntax::Toml);
            assert_eq!(sample.title.value, "x");
            assert!(problems.len() > OF_A_KIND, "{}", problems.len());
        }
    }

    #[test]
    fn yaml_needs_no_quotes_around_names_that_look_like_numbers() {
        let (sample, problems) =
            read("title: 1984\ntags: [2024, php, 1.10, 007, no, 2147483648]\n", Syntax::Yaml);
        assert_eq!(problems, []);
        assert_eq!(sample.title.value, "1984");
        let tags: Vec<_> = sample.tags.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(tags, ["2024", "php", "1.10", "007", "no", "2147483648"]);
        assert_eq!(read("tags = [2024]\n", Syntax::Toml).1.len(), 1);
    }

    #[test]
    fn what_has_no_value_in_yaml_is_missing() {
        let (sample, problems) = read("title:\ntags:\npages: ~\nplace:\nunknown:\n", Syntax::Yaml);
        assert_eq!((problems, sample.pages, sample.place), (Vec::new(), None, None));
    }

    #[test]
    fn hints_are_in_the_syntax_of_the_file() {
        let hint = |text: &str, syntax| read(text, syntax).1[0].hint.clone().unwrap();
        assert!(hint("layout: post\n", Syntax::Yaml).contains("`extra:`"));
        assert!(hint("layout = \"post\"\n", Syntax::Toml).contains("`[extra]`"));
        assert_eq!(hint("layout = \"post\"\n", Syntax::Config), "remove it");
        assert_eq!(hint("place: {}\n", Syntax::Yaml), "add `name: …`");
        assert_eq!(hint("place = {}\n", Syntax::Toml), "add `name = …`");
        let tags = read("lang: x\n", Syntax::Yaml).1;
        assert_eq!(tags[0].message, "unknown key `lang`");
    }

    #[test]
    fn other_names_mean_the_same() {
        let mut names = KeyNames::default();
        for (name, key) in [
            ("Keywords", "tags"),
            ("category", "tags"),
            ("taxonomies.tags", "tags"),
            ("name", "title"),
            ("x", "y"),
        ] {
            names.add(name, key);
        }
        names.pass_over("layout");
        names.pass_over("avatar");
        let shape = |key: &str| match key {
            "title" => Some(("title", Shape::One)),
            "tags" => Some(("tags", Shape::Names)),
            _ => None,
        };
        let read = |text: &str| {
            let mut matter = Matter::parse(text, 0, Syntax::Yaml);
            matter.rename(&names, shape);
            let sample: Sample = matter.read();
            let tags: Vec<_> = sample.tags.into_iter().map(|tag| tag.value).collect();
            let problems: Vec<_> = matter.finish().into_iter().map(|problem| problem.message).collect();
            (sample.title.value, tags.join(" "), problems)
        };
        let text = "tags: [a, b]\nkeywords: b, c\ncategory:\ntaxonomies:\n  tags: [d]\nlayout: post\nname: N\nplace: { name: P, avatar: x }\n";
        assert_eq!(read(text), ("N".into(), "a b c d".into(), Vec::new()));
        assert_eq!(
            read("title: A\nname: B\n").2,
            ["`title` has a value already, under another name: this one is left out"]
        );
        assert_eq!(read("title:\nname: B\n").0, "B");
        assert_eq!(read("x: 1\n").2, ["unknown key `x`"]);
    }

    #[test]
    fn what_is_taken_is_read_by_nobody_else() {
        let mut matter = Matter::parse("title: T\ndraft: \"\"\n", 0, Syntax::Yaml);
        let taken = matter.take(|key, value| (key.value == "draft").then(|| value.free()));
        assert_eq!(taken, [Free::from("")]);
        let _: Sample = matter.read();
        assert_eq!(matter.finish(), []);
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
            assert_eq!(problems[0].code, Code::EmptyValue);
        }
    }

    #[test]
    fn broken_syntax_is_a_problem_with_a_place() {
        for (text, syntax) in
            [("title = \n", Syntax::Toml), ("title: [a\n", Syntax::Yaml), ("a: 1\na: 2\n", Syntax::Yaml)]
        {
            let (_, problems) = read(text, syntax);
            assert!(problems.iter().any(|problem| problem.code == Code::FrontMatterSyntax), "{text}");
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
