//! The tool `figures`: what was measured.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::Project;
use crate::vocab::fold::fold;

use super::asked::Limit;
use super::published::{Published, refers};
use super::shown::{Shown, fitting, line, rest};
use super::trouble::Trouble;

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Whose metric has these words: `deployments`.
    metric: Option<String>,
    /// About this topic, by its title, another of its names or its id.
    topic: Option<String>,
    /// With this technology.
    technology: Option<String>,
    /// Of this organisation.
    organisation: Option<String>,
    /// How many, 1 to 50; 10 when nothing is said.
    #[serde(default)]
    limit: Limit,
    /// How many of the first to pass over.
    #[serde(default)]
    offset: usize,
}

pub(super) fn answer(project: &Project, arguments: &Arguments) -> Result<Shown, Trouble> {
    let (published, limit) = (Published::of(project)?, arguments.limit.get()?);
    let ids = |list: &str, name: &Option<String>| {
        name.as_ref().map(|name| published.called(list, name)).transpose()
    };
    let topics = ids("topics", &arguments.topic)?;
    let technologies = ids("technologies", &arguments.technology)?;
    let organisations = ids("organisations", &arguments.organisation)?;
    let metric = arguments.metric.as_ref().map(|metric| fold(metric));
    let mut all = published.collection("figures")?;
    all.retain(|figure| {
        let own = |ids: &Vec<String>| {
            figure["organisation"]["id"].as_str().is_some_and(|id| ids.iter().any(|own| own == id))
        };
        metric
            .as_ref()
            .is_none_or(|words| figure["metric"].as_str().is_some_and(|own| fold(own).contains(words)))
            && topics.as_ref().is_none_or(|ids| refers(figure, "topics", ids))
            && technologies.as_ref().is_none_or(|ids| refers(figure, "technologies", ids))
            && organisations.as_ref().is_none_or(|ids| own(ids) || refers(figure, "organisations", ids))
    });
    let total = all.len();
    let some = fitting(all.into_iter().skip(arguments.offset).take(limit));
    let mut text = format!("{total} figures.\n\n");
    some.iter().for_each(|figure| text.push_str(&entry(figure)));
    text.push_str(&rest(total, arguments.offset, some.len()));
    Ok(Shown { text, json: json!({ "total": total, "offset": arguments.offset, "figures": some }) })
}

fn entry(figure: &Value) -> String {
    let word = |key: &str| figure[key].as_str().unwrap_or_default();
    let before = figure["before"].as_f64().map_or_else(String::new, |before| format!(" (before: {before})"));
    let uncertain = if figure["uncertain"] == true { ", uncertain" } else { "" };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(figure["organisation"]["title"].as_str().map(line));
    facts.extend(figure["period"].as_str().map(line));
    facts.extend(figure["source"]["title"].as_str().map(line));
    let quote = figure["quote"].as_str().map_or_else(String::new, |quote| format!("\n  > {}", line(quote)));
    format!(
        "- {}: {} {}{before}{uncertain} ({}) <{}>{quote}\n",
        line(word("metric")),
        figure["value"],
        line(word("unit")),
        facts.join(" · "),
        word("url"),
    )
}
