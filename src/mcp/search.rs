//! The tool `search`: what `rexbase search` answers.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::pipeline::{self, Project};
use crate::search::{Hit, LastWord, Options, Segment, Sort};

use super::asked::Limit;
use super::shown::{Shown, line, rest};
use super::trouble::Trouble;

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Words, "phrases", -exclusions, prefixes* and filters: `failure kind:lesson topic:kubernetes year:2016..2018`.
    query: String,
    /// How many results, 1 to 50; 10 when nothing is said.
    #[serde(default)]
    limit: Limit,
    /// How many of the first results to pass over.
    #[serde(default)]
    offset: usize,
    /// Best first, or newest first.
    #[serde(default)]
    sort: Order,
}

/// In which order.
#[derive(Debug, Default, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    #[default]
    Relevance,
    Date,
}

pub(super) fn answer(project: &Project, arguments: &Arguments) -> Result<Shown, Trouble> {
    let sort = match arguments.sort {
        Order::Relevance => Sort::Relevance,
        Order::Date => Sort::Date,
    };
    let options =
        Options { limit: arguments.limit.get()?, offset: arguments.offset, sort, last_word: LastWord::Whole };
    let answer = pipeline::search(project, None, &arguments.query, &options)
        .map_err(|error| Trouble::Nothing(error.to_string()))?;
    let mut text = String::new();
    answer.notes.iter().for_each(|note| text.push_str(&format!("{}\n", note.say())));
    text.push_str(&format!("{} found.\n\n", answer.total));
    for (rank, hit) in (arguments.offset + 1..).zip(&answer.hits) {
        text.push_str(&entry(rank, hit));
    }
    text.push_str(&rest(answer.total, arguments.offset, answer.hits.len()));
    Ok(Shown { text, json: answer.json() })
}

fn entry(rank: usize, hit: &Hit) -> String {
    let people = (!hit.people.is_empty()).then(|| hit.people.join(", "));
    let parts = [Some(hit.kind.clone()), hit.date.clone(), hit.event.clone(), hit.source.clone(), people];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut entry = format!("{rank}. [{}]({}) ({})\n", line(&hit.title), hit.address, line(&facts));
    if let Some(excerpt) = &hit.excerpt {
        let words: String = excerpt.segments.iter().map(Segment::text).collect();
        let words = line(&words);
        if words != line(&hit.title) {
            entry.push_str(&format!("   > {words}\n"));
        }
    }
    entry
}
