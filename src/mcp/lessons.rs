//! The tool `lessons`: what was learned.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::pipeline::Project;

use super::asked::Limit;
use super::published::{Published, refers, titles};
use super::shown::{Shown, fitting, line, rest};
use super::trouble::Trouble;

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// About this topic, by its title, another of its names or its id.
    topic: Option<String>,
    /// With this technology.
    technology: Option<String>,
    /// Lived by this organisation.
    organisation: Option<String>,
    /// Of this kind.
    kind: Option<Sort>,
    /// That have come so far: `observed` (seen), `identified` (understood), `applied` (put into practice), `validated` (and found to hold), `superseded` (another
    /// has taken its place) or `rejected` (does not hold). Most lessons say nothing of it.
    state: Option<State>,
    /// How many, 1 to 50; 10 when nothing is said.
    #[serde(default)]
    limit: Limit,
    /// How many of the first to pass over.
    #[serde(default)]
    offset: usize,
}

/// The kind of a lesson, in the API's words.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Sort {
    Practice,
    Success,
    Failure,
    Surprise,
}

/// How far a lesson has come, in the API's words.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum State {
    Observed,
    Identified,
    Applied,
    Validated,
    Superseded,
    Rejected,
}

pub(super) fn answer(project: &Project, arguments: &Arguments) -> Result<Shown, Trouble> {
    let (published, limit) = (Published::of(project)?, arguments.limit.get()?);
    let mut wanted: Vec<(&str, Vec<String>)> = Vec::new();
    for (list, name) in [
        ("topics", &arguments.topic),
        ("technologies", &arguments.technology),
        ("organisations", &arguments.organisation),
    ] {
        if let Some(name) = name {
            wanted.push((list, published.called(list, name)?));
        }
    }
    let mut all = published.collection("lessons")?;
    all.retain(|lesson| {
        wanted.iter().all(|(list, ids)| refers(lesson, list, ids))
            && arguments.kind.is_none_or(|kind| lesson["sort"] == json!(kind))
            && arguments.state.is_none_or(|state| lesson["state"] == json!(state))
    });
    // Of one day, they are in the order of their ids.
    all.sort_by_cached_key(|lesson| Reverse(lesson["date"].as_str().map(str::to_owned)));
    let total = all.len();
    let some = fitting(all.into_iter().skip(arguments.offset).take(limit));
    let mut text = format!("{total} lessons.\n\n");
    some.iter().for_each(|lesson| text.push_str(&entry(lesson)));
    text.push_str(&rest(total, arguments.offset, some.len()));
    Ok(Shown { text, json: json!({ "total": total, "offset": arguments.offset, "lessons": some }) })
}

fn entry(lesson: &Value) -> String {
    let word = |key: &str| lesson[key].as_str().unwrap_or_default();
    let source = lesson["source"]["title"].as_str().unwrap_or_default();
    let mut facts = vec![line(source)];
    facts.extend(titles(lesson, "organisations").into_iter().map(line));
    facts.extend(lesson["date"].as_str().map(str::to_owned));
    facts.extend(lesson["state"].as_str().map(str::to_owned));
    format!("- {}: {} ({}) <{}>\n", word("sort"), line(word("text")), facts.join(" · "), word("url"))
}
