//! The tool `related`: what is nearest to a talk or report.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::Project;

use super::published::Published;
use super::shown::{Shown, line};
use super::trouble::Trouble;

/// What is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// The address of a talk or report, or its folder and id: `talks/devops-rex-2017/tarkett`.
    record: String,
}

pub(super) fn answer(project: &Project, arguments: &Arguments) -> Result<Shown, Trouble> {
    let published = Published::of(project)?;
    let path = published.path_of(&arguments.record);
    let Some(markdown) = published.markdown(&path) else {
        let why = if published.has_page(&path) {
            "It is not published as Markdown, from which this is answered: `markdown` in rexbase.toml says which kinds are."
        } else {
            "There is no such record: name one by its address, as `search` gives it."
        };
        return Err(Trouble::Nothing(format!("Nothing is known to be related to `{path}`. {why}")));
    };
    let addresses: Vec<String> =
        value(&markdown, "related").and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
    let mut text = format!("{} related to `{path}`.\n\n", addresses.len());
    let mut records = Vec::new();
    for address in &addresses {
        let near = published.markdown(&published.path_of(address)).unwrap_or_default();
        let (title, date) =
            (value(&near, "title").unwrap_or_default(), value(&near, "date").unwrap_or_default());
        let shown = line(title.as_str().unwrap_or(address));
        let on = date.as_str().map_or_else(String::new, |date| format!(" ({date})"));
        text.push_str(&format!("- [{shown}]({address}){on}\n"));
        records.push(json!({ "title": title, "date": date, "url": address }));
    }
    Ok(Shown { text, json: json!({ "record": path, "related": records }) })
}

/// The value of a key of front matter, each of which is a line of JSON.
fn value(markdown: &str, key: &str) -> Option<Value> {
    let matter = markdown.strip_prefix("---\n")?.split("\n---\n").next()?;
    let line = matter.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))?;
    serde_json::from_str(line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_line() {
        let markdown = "---\ntitle: \"A: b\"\nrelated: [\"/a/\"]\n---\n\ndate: \"no\"\n";
        assert_eq!(value(markdown, "title"), Some(json!("A: b")));
        assert_eq!(value(markdown, "related"), Some(json!(["/a/"])));
        assert_eq!(value(markdown, "date"), None);
    }
}
