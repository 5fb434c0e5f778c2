//! What the last build published, read: records as Markdown, and the collections of the API.

use std::path::PathBuf;

use serde_json::Value;

use super::trouble::Trouble;
use crate::disk;
use crate::pipeline::{self, Project};
use crate::vocab::fold::fold;
use crate::vocab::kind::SHARED;
use crate::vocab::nearest::nearest;
use crate::vocab::path::OutputPath;
use crate::vocab::percent::decoded;

/// The published site.
pub(super) struct Published {
    output: PathBuf,
    /// The path that its addresses begin with.
    root: String,
}

impl Published {
    /// That of a site which was built.
    pub(super) fn of(project: &Project) -> Result<Self, Trouble> {
        let output = project.published().map_err(|error| Trouble::Nothing(error.to_string()))?.ok_or_else(|| {
            let why = "This site has not been built yet, so that there is nothing to answer from: run `rexbase build`, and ask again.";
            Trouble::Nothing(why.to_owned())
        })?;
        // The index says for whom that was.
        pipeline::searcher(project, None).map_err(|error| Trouble::Nothing(error.to_string()))?;
        Ok(Self { output, root: project.address_root(None) })
    }

    fn read(&self, path: &str) -> Option<String> {
        let path = OutputPath::new(path)?;
        String::from_utf8(disk::read(&self.output.join(path.as_str())).ok()?).ok()
    }

    /// The path of the record that somebody names by its address, whole or from the site's root, or by its kind and id: `talks/x`.
    pub(super) fn path_of(&self, name: &str) -> String {
        let name = name.trim();
        let of_shared = record_on_shared_page(name);
        let name = of_shared.as_deref().unwrap_or(name);
        let name = name.split(['#', '?']).next().unwrap_or_default();
        let path = match name.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => name,
        };
        let path = path.strip_prefix(&self.root).unwrap_or(path).trim_matches('/');
        let path = path.strip_suffix("index.md").or_else(|| path.strip_suffix("index.html")).unwrap_or(path);
        decoded(path.trim_end_matches('/')).into_owned()
    }

    /// A record as Markdown; none when it is not published so.
    pub(super) fn markdown(&self, path: &str) -> Option<String> {
        self.read(&format!("{path}/index.md"))
    }

    /// A record of a collection of the API.
    pub(super) fn of_api(&self, path: &str) -> Option<Value> {
        let (collection, id) = path.split_once('/')?;
        self.collection(collection).ok()?.into_iter().find(|record| record["id"] == id)
    }

    /// Whether there is a page at all.
    pub(super) fn has_page(&self, path: &str) -> bool {
        OutputPath::new(&format!("{path}/index.html"))
            .is_some_and(|path| disk::plain(&self.output.join(path.as_str())).is_ok())
    }

    /// All records of a collection of the API, in the order of their ids; none when the site has none of them.
    pub(super) fn collection(&self, name: &str) -> Result<Vec<Value>, Trouble> {
        if self.read("api/index.json").is_none() {
            return Err(Trouble::Nothing(
                "This site publishes no API, from which this is answered: its theme leaves it out (`leave_out` in theme.toml).".to_owned(),
            ));
        }
        let mut all = Vec::new();
        for number in 1.. {
            let path =
                if number == 1 { format!("api/{name}.json") } else { format!("api/{name}/{number}.json") };
            let Some(text) = self.read(&path) else { break };
            let Ok(mut page) = serde_json::from_str::<Value>(&text) else { break };
            let has_next = page["next"].is_string();
            if let Some(items) = page["items"].as_array_mut() {
                all.append(items);
            }
            if !has_next {
                break;
            }
        }
        Ok(all)
    }

    /// The ids of the records of a collection that are called so: by their id, their title or another of their names.
    pub(super) fn called(&self, collection: &str, name: &str) -> Result<Vec<String>, Trouble> {
        let (all, wanted) = (self.collection(collection)?, fold(name));
        let id = self.path_of(name);
        let id = id.strip_prefix(collection).and_then(|id| id.strip_prefix('/')).unwrap_or(&id);
        let found: Vec<String> = all
            .iter()
            .filter(|record| names(record).any(|own| own == id || fold(own) == wanted))
            .filter_map(|record| record["id"].as_str())
            .map(str::to_owned)
            .collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let near = nearest(name, all.iter().flat_map(names));
        let meant = near.map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
        Err(Trouble::Nothing(format!("There is nothing called `{name}` among the {collection}.{meant}")))
    }
}

/// Its id, its title and its other names.
fn names(record: &Value) -> impl Iterator<Item = &str> {
    let aliases = record["aliases"].as_array().into_iter().flatten();
    [&record["id"], &record["title"]].into_iter().chain(aliases).filter_map(Value::as_str)
}

/// Whether a record refers to one of these in a list of its own.
pub(super) fn refers(record: &Value, list: &str, ids: &[String]) -> bool {
    let all = record[list].as_array().into_iter().flatten();
    all.filter_map(|other| other["id"].as_str()).any(|id| ids.iter().any(|wanted| wanted == id))
}

/// The titles in a list of records.
pub(super) fn titles<'v>(record: &'v Value, list: &str) -> Vec<&'v str> {
    record[list].as_array().into_iter().flatten().filter_map(|other| other["title"].as_str()).collect()
}

/// The address that a record would have that stands on a page that names share: `/people/ada/` of `/people/also/a/#ada`; none for other addresses.
fn record_on_shared_page(address: &str) -> Option<String> {
    let (page, id) = address.split_once('#')?;
    let (folder, beginning) = page.trim_end_matches('/').rsplit_once('/')?;
    let folder = folder.strip_suffix(SHARED).filter(|folder| folder.ends_with('/'))?;
    id.starts_with(beginning).then(|| format!("{folder}{id}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_on_a_shared_page_names_its_record() {
        let named = |address| record_on_shared_page(address);
        assert_eq!(
            named("https://x.org/kb/people/also/a/#ada-b").as_deref(),
            Some("https://x.org/kb/people/ada-b/")
        );
        assert_eq!(named("/people/also/a/#ada").as_deref(), Some("/people/ada/"));
        assert_eq!(named("/talks/x/#ada"), None);
        assert_eq!(named("/people/also/a/#bob"), None);
    }
}
