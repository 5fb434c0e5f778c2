//! The tools that assistants are offered: their names, what they are for, and their arguments.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool as Offered, ToolAnnotations};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::pipeline::Project;

use super::shown::Shown;
use super::trouble::Trouble;
use super::{figures, get, lessons, related, search};

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Search,
    Get,
    Related,
    Lessons,
    Figures,
}

impl Tool {
    pub(super) const ALL: [Self; 5] = [Self::Search, Self::Get, Self::Related, Self::Lessons, Self::Figures];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Get => "get",
            Self::Related => "related",
            Self::Lessons => "lessons",
            Self::Figures => "figures",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    /// What it is for.
    fn description(self) -> &'static str {
        match self {
            Self::Search => {
                "Find talks, reports, lessons, figures, people, organisations, topics and technologies by words, best first, each with the passage that was found. \
                 A query is words, \"phrases\", -exclusions, prefixes* and filters: topic: tech: org: person: event: series: kind: lang: year:2016..2018."
            }
            Self::Get => {
                "Read one record as Markdown: its facts as front matter, then its author's text. Long texts come in parts."
            }
            Self::Related => "The talks and reports that are nearest to a talk or report.",
            Self::Lessons => {
                "What was learned, newest first: practices, successes, failures and surprises, each with the record that it comes from."
            }
            Self::Figures => {
                "What was measured: each value with its metric, unit, organisation, period, and the words that it was taken from."
            }
        }
    }

    /// As the protocol offers it.
    pub(super) fn offered(self) -> Offered {
        let schema = match self {
            Self::Search => schema::<search::Arguments>(),
            Self::Get => schema::<get::Arguments>(),
            Self::Related => schema::<related::Arguments>(),
            Self::Lessons => schema::<lessons::Arguments>(),
            Self::Figures => schema::<figures::Arguments>(),
        };
        let reads = ToolAnnotations::new().read_only(true).open_world(false);
        Offered::new(self.name(), self.description(), Arc::new(schema)).with_annotations(reads)
    }

    /// Its answer to a call with these arguments.
    pub(super) fn answer(self, project: &Project, arguments: Value) -> Result<Shown, Trouble> {
        match self {
            Self::Search => search::answer(project, &read(self, arguments)?),
            Self::Get => get::answer(project, &read(self, arguments)?),
            Self::Related => related::answer(project, &read(self, arguments)?),
            Self::Lessons => lessons::answer(project, &read(self, arguments)?),
            Self::Figures => figures::answer(project, &read(self, arguments)?),
        }
    }
}

fn read<T: DeserializeOwned>(tool: Tool, arguments: Value) -> Result<T, Trouble> {
    serde_json::from_value(arguments).map_err(|error| Trouble::Wrong(format!("`{}`: {error}", tool.name())))
}

/// The JSON Schema of arguments, whole: not every client follows references.
fn schema<T: JsonSchema>() -> JsonObject {
    let generator =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator();
    match generator.into_root_schema_for::<T>().to_value() {
        Value::Object(schema) => schema,
        _ => JsonObject::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_only_reads_and_says_what_it_takes() {
        for tool in Tool::ALL {
            assert_eq!(Tool::named(tool.name()), Some(tool));
            let offered = tool.offered();
            assert_eq!(offered.annotations.and_then(|told| told.read_only_hint), Some(true));
            let properties = offered.input_schema["properties"].as_object().unwrap();
            assert!(!properties.is_empty());
            assert!(
                properties.values().all(|property| property["description"].is_string()),
                "{properties:?}"
            );
            assert_eq!(offered.input_schema["additionalProperties"], false);
        }
        assert_eq!(Tool::named("write"), None);
    }
}
