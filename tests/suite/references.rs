//! The references in `docs/` say what the program says: keys with their shapes come from the JSON Schemas, commands from the command line.
//!
//! A part of a page that is made stands between `<!-- made: NAME -->` and `<!-- end -->`. Its rows are made of types and their documentation; the
//! order of the rows is the page's, so that what is read first stands first, and a new row comes last.
//! `UPDATE_REFERENCES=1 cargo test --locked --test suite references` writes all of them anew.

use std::collections::BTreeSet;

use clap::{Arg, Command};
use rexbase::face::reference::{self, Subject};
use rexbase::face::vocab::{Kind, RexSection};
use serde_json::{Map, Value};

use crate::site::package;

const UPDATE: &str = "UPDATE_REFERENCES";
const AGAIN: &str = "UPDATE_REFERENCES=1 cargo test --locked --test suite references";

/// A row, by what it is about.
pub(crate) type Row = (String, String);

/// Compares a page with what `make` makes of each of its made parts (or writes it anew), and says which parts it has.
pub(crate) fn compare(name: &str, make: impl Fn(&str) -> (String, Vec<Row>)) -> BTreeSet<String> {
    let path = package().join("docs").join(name);
    let page = std::fs::read_to_string(&path).unwrap();
    let (mut anew, mut parts) = (String::new(), BTreeSet::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew.push_str(&format!("{line}\n"));
        let Some(part) = line.strip_prefix("<!-- made: ").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        let old: Vec<&str> = lines.by_ref().take_while(|line| *line != "<!-- end -->").collect();
        let (head, mut rows) = make(part);
        let place = |row: &Row| {
            let start = format!("| `{}`", row.0);
            old.iter().position(|line| line.starts_with(&start)).unwrap_or(usize::MAX)
        };
        rows.sort_by_key(place);
        anew.push_str(&head);
        rows.iter().for_each(|(_, row)| anew.push_str(row));
        anew.push_str("<!-- end -->\n");
        parts.insert(part.to_owned());
    }
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &anew).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    let differs = written.lines().zip(anew.lines()).find(|(written, anew)| written != anew);
    let (written_line, made_line) = differs.unwrap_or(("(the end)", "(the end)"));
    assert!(
        written == anew,
        "docs/{name} is not what the program says.\nthe page has: {written_line}\nit should be: {made_line}\nThe texts come from the documentation of \
         types and options in src/; `{AGAIN}` writes the page anew."
    );
    parts
}

/// The schema of a subject.
fn schema(subject: Subject) -> Value {
    subject.schema().to_value()
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The tables and words that schemas share, by their names.
fn definitions() -> Map<String, Value> {
    Subject::all().flat_map(|subject| object(&schema(subject)["definitions"])).collect()
}

/// The name of the definition that a schema refers to.
fn referred(schema: &Value) -> Option<&str> {
    let direct = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    direct.and_then(|path| path.rsplit('/').next())
}

/// The part of a definition that has keys of its own.
fn table(definition: &Value) -> Option<&Value> {
    let own = definition.get("properties").map(|_| definition);
    own.or_else(|| definition["anyOf"].as_array()?.iter().find(|choice| choice.get("properties").is_some()))
}

/// What may be written for a value, in words.
fn shape(schema: &Value, definitions: &Map<String, Value>) -> String {
    if let Some(name) = referred(schema) {
        let definition = &definitions[name];
        return match () {
            () if !values(definition).is_empty() => shape(definition, definitions),
            () if table(definition).is_some() || definition.get("anyOf").is_some() => {
                format!("[{name}](#{name})")
            }
            () => name.replace('-', " "),
        };
    }
    let listed = values(schema);
    if !listed.is_empty() {
        return listed.iter().map(|(value, _)| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let known: Vec<_> = choices.iter().filter(|choice| choice.get("const").is_none()).collect();
        let shapes: Vec<_> = known.iter().map(|choice| shape(choice, definitions)).collect();
        let or_none = if known.len() < choices.len() { ", or `false`" } else { "" };
        return format!("{}{or_none}", shapes.join(" or "));
    }
    let sorts: Vec<&str> = match &schema["type"] {
        Value::Array(sorts) => sorts.iter().map(text).collect(),
        sort => vec![text(sort)],
    };
    let word = |sort: &&str| match *sort {
        "array" => format!("list of {}", plural(&shape(&schema["items"], definitions))),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "whole number".to_owned(),
        "object" => "table".to_owned(),
        "string" => "text".to_owned(),
        other => other.to_owned(),
    };
    sorts.iter().map(word).collect::<Vec<_>>().join(" or ")
}

/// The values that are listed, each with what it means.
fn values(schema: &Value) -> Vec<(String, String)> {
    let plain = schema["enum"].as_array().into_iter().flatten();
    let plain = plain.map(|value| (text(value).to_owned(), String::new()));
    let told = schema["oneOf"].as_array().into_iter().flatten();
    let told = told.flat_map(|choice| match choice["const"].as_str() {
        Some(value) => vec![(value.to_owned(), line(text(&choice["description"])))],
        None => values(choice),
    });
    plain.chain(told).collect()
}

/// `dates` of `date`; of a link, its words.
fn plural(word: &str) -> String {
    if let Some((name, address)) = word.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return format!("[{}]{address}", plural(name));
    }
    if let Some(of) = word.strip_prefix("list of ") {
        return format!("lists of {of}");
    }
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with('s') => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// On one line, for a cell of a table.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// What a key means: what it says of itself, and what each value means that it may have.
fn meaning(key: &Value, is_needed: bool, definitions: &Map<String, Value>) -> String {
    let said = text(&key["description"]).split("\n\nWhen missing:").next().unwrap_or_default();
    let mut meaning = format!("{}{}", if is_needed { "**Must be there.** " } else { "" }, line(said));
    let listed = referred(key).map(|name| values(&definitions[name])).unwrap_or_default();
    for (value, told) in listed.iter().filter(|(_, told)| !told.is_empty()) {
        let told = told.trim_end_matches('.');
        let told =
            told.chars().next().map(|first| first.to_lowercase().to_string() + &told[first.len_utf8()..]);
        meaning.push_str(&format!(" `{value}`: {}.", told.unwrap_or_default()));
    }
    meaning
}

/// The keys of a table as rows.
fn keys(table: &Value, leave_out: &BTreeSet<String>, definitions: &Map<String, Value>) -> (String, Vec<Row>) {
    let needed: Vec<&str> = table["required"].as_array().into_iter().flatten().map(text).collect();
    let rows = object(&table["properties"]).into_iter().filter(|(name, _)| !leave_out.contains(name));
    let rows = rows.map(|(name, key)| {
        let meaning = meaning(&key, needed.contains(&name.as_str()), definitions);
        let row = format!("| `{name}` | {} | {meaning} |\n", shape(&key, definitions));
        (name, row)
    });
    ("| key | is | |\n|---|---|---|\n".to_owned(), rows.collect())
}

/// The keys of the config as rows: with what holds when they are missing.
fn config_keys(table: &Value, definitions: &Map<String, Value>) -> (String, Vec<Row>) {
    let missing =
        |key: &Value| match (&key["default"], text(&key["description"]).split_once("\n\nWhen missing:")) {
            (_, Some((_, missing))) => line(missing.trim().trim_end_matches('.')),
            (Value::Null, None) => String::new(),
            (Value::String(text), None) => format!("`\"{text}\"`"),
            (other, None) => format!("`{other}`"),
        };
    let rows = object(&table["properties"]).into_iter().map(|(name, key)| {
        let meaning = meaning(&key, false, definitions);
        let row = format!("| `{name}` | {} | {meaning} | {} |\n", shape(&key, definitions), missing(&key));
        (name, row)
    });
    ("| key | is | | when missing |\n|---|---|---|---|\n".to_owned(), rows.collect())
}

/// The words for values, each with what may be written for it.
fn words(definitions: &Map<String, Value>) -> (String, Vec<Row>) {
    let of_front_matter: BTreeSet<String> = Kind::written()
        .flat_map(|kind| object(&schema(Subject::FrontMatter(kind))["definitions"]))
        .map(|(name, _)| name)
        .collect();
    let is_word = |(name, definition): &(&String, &Value)| {
        of_front_matter.contains(*name)
            && table(definition).is_none()
            && values(definition).is_empty()
            && definition.get("anyOf").is_none()
    };
    let row = |(name, definition): (&String, &Value)| {
        (name.clone(), format!("| `{name}` | {} |\n", line(text(&definition["description"]))))
    };
    ("| a | is |\n|---|---|\n".to_owned(), definitions.iter().filter(is_word).map(row).collect())
}

/// The keys that every kind has.
fn common() -> BTreeSet<String> {
    let keys =
        |kind| object(&schema(Subject::FrontMatter(kind))["properties"]).into_iter().map(|(name, _)| name);
    let mut kinds = Kind::written().map(|kind| keys(kind).collect::<BTreeSet<_>>());
    let first = kinds.next().unwrap();
    kinds.fold(first, |all, kind| all.intersection(&kind).cloned().collect())
}

#[test]
fn the_keys_of_front_matter_are_what_the_program_reads() {
    let definitions = definitions();
    let (common, none) = (common(), BTreeSet::new());
    let page = schema(Subject::FrontMatter(Kind::Page));
    let every: BTreeSet<String> = object(&page["properties"]).into_iter().map(|(name, _)| name).collect();
    let own_of_page: BTreeSet<String> = every.difference(&common).cloned().collect();
    let parts = compare("format.md", |part| match part {
        "words" => words(&definitions),
        "every kind" => keys(&page, &own_of_page, &definitions),
        "sections" => sections(),
        part => match part.strip_prefix("within ") {
            Some(name) => keys(table(&definitions[name]).unwrap(), &none, &definitions),
            None => of_kinds(part, &common, &definitions),
        },
    });
    let parts: BTreeSet<&str> = parts.iter().flat_map(|part| part.split(", ")).collect();
    for kind in Kind::written() {
        assert!(parts.contains(kind.name()), "docs/format.md has no keys of a {}", kind.name());
    }
    let written = Kind::written().map(|kind| schema(Subject::FrontMatter(kind)));
    for (name, definition) in written.flat_map(|schema| object(&schema["definitions"])) {
        assert!(
            table(&definition).is_none() || parts.contains(format!("within {name}").as_str()),
            "docs/format.md has no keys of a {name}"
        );
    }
    headings_are_there("format.md");
}

/// The headings of known sections, by language.
fn sections() -> (String, Vec<Row>) {
    let row = |section: RexSection| {
        let in_language = |language: &str| {
            let own =
                reference::sections().filter(|known| known.section == section && known.language == language);
            own.flat_map(|known| known.phrases.iter().copied()).collect::<Vec<_>>().join(", ")
        };
        let name = section.name();
        (name.to_owned(), format!("| `{name}` | {} | {} |\n", in_language("French"), in_language("English")))
    };
    (
        "| section | French | English |\n|---|---|---|\n".to_owned(),
        RexSection::ALL.into_iter().map(row).collect(),
    )
}

/// The keys that kinds have of their own; several named together have the same.
fn of_kinds(part: &str, common: &BTreeSet<String>, definitions: &Map<String, Value>) -> (String, Vec<Row>) {
    let made = part.split(", ").map(|name| {
        let kind = Kind::from_name(name).unwrap_or_else(|| panic!("there is no kind `{name}`"));
        keys(&schema(Subject::FrontMatter(kind)), common, definitions)
    });
    let mut made: Vec<_> = made.collect();
    made.dedup();
    assert_eq!(made.len(), 1, "the kinds {part} have different keys");
    made.remove(0)
}

#[test]
fn the_keys_of_the_config_are_what_the_program_reads() {
    let definitions = definitions();
    let config = schema(Subject::Config);
    let parts = compare("config.md", |part| match part {
        "config" => config_keys(&config, &definitions),
        part => config_keys(&definitions[part], &definitions),
    });
    assert_eq!(
        parts,
        BTreeSet::from(["config", "names", "paths", "publish", "search", "sections"].map(str::to_owned))
    );
    headings_are_there("config.md");
}

/// Links within a page lead to its headings.
pub(crate) fn headings_are_there(name: &str) {
    let page = std::fs::read_to_string(package().join("docs").join(name)).unwrap();
    let plain = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-');
    let slug =
        |heading: &str| heading.to_lowercase().chars().filter(plain).collect::<String>().replace(' ', "-");
    let headings: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| slug(line.trim_start_matches('#').trim()))
        .collect();
    for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(headings.contains(link), "docs/{name} has no heading `#{link}`");
    }
}

#[test]
fn the_commands_are_what_the_program_takes() {
    let mut program = rexbase::face::cli::command();
    program.build();
    let mut commands = Vec::new();
    leaves(&program, "rexbase", &mut commands);
    let parts = compare("cli.md", |part| {
        assert_eq!(part, "commands");
        (commands.iter().map(|(name, command)| of_command(name, command)).collect(), Vec::new())
    });
    assert_eq!(parts.len(), 1);
}

/// The commands that do something, each with all of its words.
fn leaves(command: &Command, name: &str, commands: &mut Vec<(String, Command)>) {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    let mut is_leaf = true;
    for below in below {
        is_leaf = false;
        leaves(below, &format!("{name} {}", below.get_name()), commands);
    }
    if is_leaf {
        commands.push((name.to_owned(), command.clone()));
    }
}

fn of_command(name: &str, command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").split_whitespace().collect::<Vec<_>>().join(" ");
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut text = format!("\n## {name}\n\n{}.\n\n```text\n{usage}\n```\n", about.trim_end_matches('.'));
    let arguments =
        command.get_arguments().filter(|argument| !["help", "version"].contains(&argument.get_id().as_str()));
    let rows: Vec<String> = arguments.filter(|argument| !argument.is_hide_set()).map(of_argument).collect();
    if !rows.is_empty() {
        text.push_str(&format!("\n| | |\n|---|---|\n{}", rows.concat()));
    }
    text
}

fn of_argument(argument: &Arg) -> String {
    let value = || argument.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
    let takes_value = argument.get_action().takes_values();
    let written = match argument.get_long() {
        Some(long) if takes_value => format!("`--{long} {}`", value()),
        Some(long) => format!("`--{long}`"),
        None => format!("`{}`", value()),
    };
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = line(&help);
    if takes_value {
        let possible = argument.get_possible_values();
        let possible: Vec<String> = possible
            .iter()
            .filter(|value| !value.is_hide_set())
            .map(|value| match value.get_help() {
                Some(help) => format!("`{}` ({})", value.get_name(), lower(&line(&help.to_string()))),
                None => format!("`{}`", value.get_name()),
            })
            .collect();
        if !possible.is_empty() {
            text.push_str(&format!(". One of {}", possible.join(", ")));
        }
        let usual: Vec<_> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !usual.is_empty() {
            text.push_str(&format!(". When missing: `{}`", usual.join(" ")));
        }
    }
    format!("| {written} | {text} |\n")
}

/// The first letter small, as within a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
