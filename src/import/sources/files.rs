//! Files of a folder that hold a programme: YAML, and Markdown with front matter in TOML or YAML.
//!
//! What always holds: a file that cannot be read stops no other, and is told; keys are in lower case, since authors write them as they like.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::harvest::notices::Notices;
use crate::import::error::ImportError;
use crate::import::folder::{self, Wanted};
use crate::vocab::diagnostic::{Code, Diagnostic};

/// No file is longer, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// The files of a folder, and what was met in them.
pub(crate) struct Files<'a> {
    root: &'a Path,
    pub(crate) notices: Vec<Diagnostic>,
}

/// A Markdown file: its front matter, and what follows.
pub(crate) struct Page {
    pub(crate) matter: Value,
    pub(crate) body: String,
    /// The name of the file without its ending.
    pub(crate) stem: String,
    /// Below the folder.
    pub(crate) below: String,
}

impl<'a> Files<'a> {
    pub(crate) fn new(root: &'a Path) -> Self {
        Self { root, notices: Vec::new() }
    }

    /// The folders right in a folder; none where it is not there.
    pub(crate) fn folders(&self, below: &str) -> Result<Vec<PathBuf>, ImportError> {
        let path = self.root.join(below);
        if path.is_dir() { folder::entries(&path, Wanted::Folders) } else { Ok(Vec::new()) }
    }

    /// The pages right in a folder, but for those of the folder itself.
    pub(crate) fn pages(&mut self, below: &str) -> Result<Vec<Page>, ImportError> {
        let path = self.root.join(below);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let files = folder::entries(&path, Wanted::Files)?;
        let is_page = |path: &&PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            path.extension().is_some_and(|ending| ending == "md") && !name.starts_with("_index.")
        };
        Ok(files.iter().filter(is_page).filter_map(|path| self.page(path)).collect())
    }

    fn page(&mut self, path: &Path) -> Option<Page> {
        let below = folder::below(self.root, path)?;
        let text = self.text(&below)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let stem = path.file_stem()?.to_str()?.to_owned();
        let parts = [("+++", true), ("---", false)].into_iter().find_map(|(fence, is_toml)| {
            let rest = text.strip_prefix(fence)?.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
            let mut at = 0;
            for line in rest.split_inclusive('\n') {
                if line.trim_end() == fence {
                    return Some((&rest[..at], &rest[at + line.len()..], is_toml));
                }
                at += line.len();
            }
            None
        });
        let Some((matter, body, is_toml)) = parts else {
            self.say(&below, "this file has no front matter that ends");
            return None;
        };
        let read = if is_toml { of_toml(matter) } else { of_yaml(matter) };
        match read {
            Ok(matter) => Some(Page { matter: lowered(matter), body: body.to_owned(), stem, below }),
            Err(message) => {
                self.say(&below, &format!("its front matter cannot be read: {message}"));
                None
            }
        }
    }

    /// The value of a YAML file; nothing where it is not there.
    pub(crate) fn yaml(&mut self, below: &str) -> Option<Value> {
        let text = self.text(below)?;
        match of_yaml(&text) {
            Ok(value) => Some(value),
            Err(message) => {
                self.say(below, &format!("this is not YAML: {message}"));
                None
            }
        }
    }

    fn text(&mut self, below: &str) -> Option<String> {
        match folder::read(&self.root.join(below)) {
            Ok(Some(bytes)) if bytes.len() <= LARGEST => {
                let text = String::from_utf8(bytes).ok();
                if text.is_none() {
                    self.say(below, "this file is not UTF-8");
                }
                text
            }
            Ok(Some(_)) => {
                self.say(below, "this file is too large");
                None
            }
            Ok(None) => None,
            Err(cause) => {
                self.say(below, &format!("this file cannot be read: {cause}"));
                None
            }
        }
    }

    fn say(&mut self, below: &str, message: &str) {
        let mut about = Notices::new(below);
        about.say(Code::ImportUnreadable, message, "it was left out; mend the file and import again");
        self.notices.append(&mut about.list);
    }
}

fn of_toml(text: &str) -> Result<Value, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    Ok(plain(toml::Value::Table(table)))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, plain(value))).collect(),
    }
}

fn of_yaml(text: &str) -> Result<Value, String> {
    serde_saphyr::from_str(text).map_err(|error| {
        let message = error.to_string();
        message.lines().next().unwrap_or_default().to_owned()
    })
}

/// A table with its keys in lower case.
fn lowered(value: Value) -> Value {
    let Value::Object(table) = value else { return Value::Object(Map::new()) };
    table.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect()
}
