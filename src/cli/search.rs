//! `rexbase search QUERY`: ranked answers from the last build.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::arguments::{Audience, Outcome, ProjectArguments};
use super::summary;
use crate::pipeline;
use crate::search::{Answer, Excerpt, Hit, LastWord, Options, Segment, Sort};
use crate::vocab::printable::{printable, printable_json};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Words, "phrases", -exclusions (in quotes: "chaos -monkey"), prefixes*, and filters: topic: tech: org: person: event: series: kind: lang: year:2016..2018
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// How many results to show
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// How many results to pass over first
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Best first, or newest first
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    /// For whom the site was built: an index of what is internal answers nobody else [default: the config's, else public]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<Audience>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    project: ProjectArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    Relevance,
    Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

const TITLE: Style = Style::new().bold();
const MATCH: Style = AnsiColor::Yellow.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Prints the results, best first, and what was done to the query.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let query = arguments.query.join(" ");
    let sort = match arguments.sort {
        Order::Relevance => Sort::Relevance,
        Order::Date => Sort::Date,
    };
    let options =
        Options { limit: arguments.limit, offset: arguments.offset, sort, last_word: LastWord::Whole };
    let answer = pipeline::search(
        &arguments.project.open()?,
        arguments.audience.map(Audience::word),
        &query,
        &options,
    )?;
    match arguments.format {
        Format::Human => print_human(&answer, arguments.offset),
        Format::Json => anstream::println!("{}", printable_json(&answer.json().to_string())),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_human(answer: &Answer, offset: usize) {
    for note in &answer.notes {
        anstream::println!("{}", printable(&note.say()));
    }
    anstream::println!("{FAINT}{}{FAINT:#}", summary::counted(answer.total, "result"));
    for (rank, hit) in (offset + 1..).zip(&answer.hits) {
        anstream::println!("\n{rank:>2}. {TITLE}{}{TITLE:#}", printable(&hit.title));
        anstream::println!("    {FAINT}{}{FAINT:#}", printable(&described(hit)));
        // A lesson's title is its whole text.
        let excerpt = hit.excerpt.as_ref().filter(|excerpt| plain(excerpt) != hit.title);
        if let Some(excerpt) = excerpt {
            anstream::println!("    {}", highlighted(excerpt));
        }
        anstream::println!("    {FAINT}{}{FAINT:#}", printable(&hit.address));
    }
}

fn described(hit: &Hit) -> String {
    let people = (!hit.people.is_empty()).then(|| hit.people.join(", "));
    let date = hit.date.as_deref().map(|date| date.split('T').next().unwrap_or(date).to_owned());
    let parts = [Some(hit.kind.clone()), date, hit.event.clone(), hit.source.clone(), people];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn plain(excerpt: &Excerpt) -> String {
    excerpt.segments.iter().map(Segment::text).collect()
}

/// On one line, with what matched made to stand out.
fn highlighted(excerpt: &Excerpt) -> String {
    let mut line = String::new();
    if !excerpt.heading.is_empty() {
        push_words(&mut line, &format!("{}: ", excerpt.heading));
    }
    if excerpt.cut_before {
        line.push('…');
    }
    for segment in &excerpt.segments {
        match segment {
            Segment::Plain(text) => push_words(&mut line, text),
            Segment::Matched(text) => {
                line.push_str(&MATCH.to_string());
                push_words(&mut line, text);
                line.push_str(&format!("{MATCH:#}"));
            }
        }
    }
    if excerpt.cut_after {
        line.push('…');
    }
    line
}

/// Adds an author's text, whose white space, line feeds included, is shown as single blanks.
fn push_words(line: &mut String, text: &str) {
    let mut words = String::with_capacity(text.len());
    let mut is_blank = line.ends_with(' ');
    for letter in text.chars() {
        if !letter.is_whitespace() {
            words.push(letter);
        } else if !is_blank {
            words.push(' ');
        }
        is_blank = letter.is_whitespace();
    }
    line.push_str(&printable(&words));
}
