//! The tool `get`: one record as Markdown.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::Project;

use super::published::Published;
use super::shown::{Shown, part};
use super::trouble::Trouble;

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// Its address, as `search` gives it (`/talks/devops-rex-2017/tarkett/`), or its kind's folder and id (`talks/devops-rex-2017/tarkett`).
    record: String,
    /// Of a long text: the byte at which the part begins, as the part before says.
    #[serde(default)]
    from: usize,
}

pub(super) fn answer(project: &Project, arguments: &Arguments) -> Result<Shown, Trouble> {
    let published = Published::of(project)?;
    let path = published.path_of(&arguments.record);
    let Some(markdown) = markdown(&published, &path) else {
        return Err(Trouble::Nothing(format!(
            "There is no record at `{path}`. Name one by its address, as `search` gives it: `/talks/devops-rex-2017/tarkett/`."
        )));
    };
    let (shown, next) = part(&markdown, arguments.from);
    let mut text = shown.to_owned();
    if let Some(next) = next {
        text.push_str(&format!("\n(The text goes on: `from` {next} of {}.)\n", markdown.len()));
    }
    let json = json!({ "record": path, "from": arguments.from, "next": next, "bytes": markdown.len(), "markdown": shown });
    Ok(Shown { text, json })
}

/// A record as it is published; one that is not published as Markdown by what the API says of it.
pub(super) fn markdown(published: &Published, path: &str) -> Option<String> {
    if let Some(markdown) = published.markdown(path) {
        return Some(markdown);
    }
    let Value::Object(facts) = published.of_api(path)? else { return None };
    let lines: Vec<String> = facts.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    Some(format!("---\n{}---\n", lines.concat()))
}
