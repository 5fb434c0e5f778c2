//! What an import says of a record, merged with the file that an earlier import wrote and an author may have edited.
//!
//! Comes in: the file's text, if there is one, and the record's fields. Goes out: the new text, and how much of the
//! author's was kept. What always holds: a key or body that the author changed, added or removed stays as it is, as do
//! comments and order; a second merge of the same fields changes no byte.
//!
//! `[extra.import]` holds a hash of each value as it was last imported: what still has that hash is the import's.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::fields::Fields;
use super::guesses;
use crate::vocab::fingerprint::Fingerprint;

/// A merged file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) text: String,
    /// How many keys and bodies differ from the import because the author wanted them so.
    pub(super) kept: usize,
    /// The keys that have another value now, and `body`.
    pub(super) changed: Vec<String>,
}

/// The text of a new file.
pub(super) fn new_file(source: &str, fields: &Fields) -> String {
    let mut matter = DocumentMut::new();
    let MergedKeys { hashes, .. } = merge_keys(&mut matter, fields, &BTreeMap::new());
    let hashes = Hashes { keys: hashes, guesses: guessed(fields), body: hash(&fields.body) };
    note(&mut matter, source, &fields.from, &hashes);
    joined(&with_guesses(&matter, &fields.guesses), &format!("\n{}", ended(&fields.body)))
}

/// The text of a file that an import wrote before; nothing when its front matter cannot be read.
pub(super) fn merged(text: &str, source: &str, fields: &Fields) -> Option<Merged> {
    let windows = text.contains("\r\n");
    let plain = if windows { text.replace("\r\n", "\n") } else { text.to_owned() };
    let (matter, body) = parts(&plain)?;
    let mut matter: DocumentMut = matter.parse().ok()?;
    let before = import_table(&matter)?;
    let body_before = before.get("body").and_then(Item::as_str).unwrap_or_default().to_owned();
    let before = (hashes(before), guesses_of(before));
    let MergedKeys { hashes, mut kept, mut changed } = merge_keys(&mut matter, fields, &before.0);

    let new_hash = hash(&fields.body);
    let present = hash(body);
    let (body, body_hash) = if present == new_hash {
        (body.to_owned(), new_hash)
    } else if present == body_before {
        changed.push("body".to_owned());
        (format!("\n{}", ended(&fields.body)), new_hash)
    } else {
        kept += 1;
        (body.to_owned(), body_before)
    };
    let known = before.1;
    let is_new = |guess: &&String| !known.contains(&hash(guess));
    let news: Vec<String> = fields.guesses.iter().filter(is_new).cloned().collect();
    let mut guesses = known.clone();
    guesses.extend(news.iter().map(|guess| hash(guess)));
    note(&mut matter, source, &fields.from, &Hashes { keys: hashes, guesses, body: body_hash });
    let text = joined(&with_guesses(&matter, &news), &body);
    Some(Merged { text: if windows { text.replace('\n', "\r\n") } else { text }, kept, changed })
}

/// The text of a file whose source is gone, with a mark that says so; nothing when it has the mark, or cannot be read.
pub(super) fn marked_as_gone(text: &str) -> Option<String> {
    let windows = text.contains("\r\n");
    let plain = if windows { text.replace("\r\n", "\n") } else { text.to_owned() };
    let (matter, body) = parts(&plain)?;
    let mut matter: DocumentMut = matter.parse().ok()?;
    if import_table(&matter)?.contains_key(GONE) {
        return None;
    }
    let import = matter.get_mut("extra")?.as_table_like_mut()?.get_mut("import")?.as_table_like_mut()?;
    put(import, GONE, &true.into());
    let text = joined(&matter.to_string(), body);
    Some(if windows { text.replace('\n', "\r\n") } else { text })
}

/// The key of `[extra.import]` that says that the source is gone.
const GONE: &str = "gone";

/// What an imported file calls its record.
pub(super) fn title(text: &str) -> Option<String> {
    let plain = text.replace("\r\n", "\n");
    let matter: DocumentMut = parts(&plain)?.0.parse().ok()?;
    matter.get("title")?.as_str().map(str::to_owned)
}

/// The `from` of a file that an import of this source wrote.
pub(super) fn origin(text: &str, source: &str) -> Option<String> {
    if !text.contains("import") {
        return None;
    }
    let plain = text.replace("\r\n", "\n");
    let matter: DocumentMut = parts(&plain)?.0.parse().ok()?;
    let import = import_table(&matter)?;
    let is = |key| import.get(key).and_then(Item::as_str);
    (is("source") == Some(source)).then(|| is("from").map(str::to_owned)).flatten()
}

/// Front matter and body of a file with TOML front matter.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let matter_on =
        rest.strip_prefix("+++").and_then(|rest| rest.trim_start_matches([' ', '\t']).strip_prefix('\n'))?;
    let mut at = 0;
    for line in matter_on.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((&matter_on[..at], &matter_on[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn joined(matter: &str, body: &str) -> String {
    let body = if body.trim().is_empty() { "" } else { body };
    format!("+++\n{matter}+++\n{body}")
}

fn ended(body: &str) -> String {
    if body.trim().is_empty() { String::new() } else { format!("{}\n", body.trim()) }
}

fn import_table(matter: &DocumentMut) -> Option<&dyn TableLike> {
    matter.get("extra")?.as_table_like()?.get("import")?.as_table_like()
}

fn hashes(import: &dyn TableLike) -> BTreeMap<String, String> {
    let keys = import.get("keys").and_then(Item::as_table_like);
    let keys = keys.into_iter().flat_map(TableLike::iter);
    keys.filter_map(|(key, hash)| Some((key.to_owned(), hash.as_str()?.to_owned()))).collect()
}

/// Keys after a merge.
struct MergedKeys {
    /// To be noted.
    hashes: BTreeMap<String, String>,
    kept: usize,
    changed: Vec<String>,
}

/// Brings every key up to date that is the import's.
fn merge_keys(matter: &mut DocumentMut, fields: &Fields, before: &BTreeMap<String, String>) -> MergedKeys {
    let mut hashes = BTreeMap::new();
    let mut kept = 0;
    let mut changed = Vec::new();
    for (key, value) in &fields.keys {
        let new = hash_value(value);
        let present = get(matter, key).map(hash_item);
        let hash = match (present, before.get(key)) {
            (None, None) => {
                changed.push(key.clone());
                set(matter, key, value);
                Some(new)
            }
            (Some(present), Some(_)) if present == new => Some(new),
            (Some(present), Some(old)) if present == *old => {
                changed.push(key.clone());
                set(matter, key, value);
                Some(new)
            }
            (Some(present), None) if present == new => None,
            (_, old) => {
                kept += 1;
                old.cloned()
            }
        };
        hashes.extend(hash.map(|hash| (key.clone(), hash)));
    }
    for (key, old) in before {
        let is_gone = fields.keys.iter().all(|(new, _)| new != key);
        if is_gone && get(matter, key).map(hash_item).as_ref() == Some(old) {
            changed.push(key.clone());
            remove(matter, key);
        }
    }
    MergedKeys { hashes, kept, changed }
}

/// What `[extra.import]` keeps of what was imported.
struct Hashes {
    keys: BTreeMap<String, String>,
    /// Of guesses that were written once, and are never written again.
    guesses: Vec<String>,
    body: String,
}

fn guessed(fields: &Fields) -> Vec<String> {
    fields.guesses.iter().map(|guess| hash(guess)).collect()
}

fn guesses_of(import: &dyn TableLike) -> Vec<String> {
    let list = import.get("guesses").and_then(Item::as_array);
    list.into_iter().flatten().filter_map(|hash| hash.as_str().map(str::to_owned)).collect()
}

/// Front matter as text, with these guesses as comments, which change none of its values.
fn with_guesses(matter: &DocumentMut, news: &[String]) -> String {
    let whole = |matter: &DocumentMut| hash_item(&Item::Table(matter.as_table().clone()));
    let wanted = if news.is_empty() { String::new() } else { whole(matter) };
    guesses::inserted(&matter.to_string(), news, |text| {
        text.parse::<DocumentMut>().is_ok_and(|matter| whole(&matter) == wanted)
    })
}

/// Notes what was imported in `[extra.import]`, where that differs from what stands there.
fn note(matter: &mut DocumentMut, source: &str, from: &str, hashes: &Hashes) {
    let extra = matter.entry("extra").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let Some(extra) = extra.as_table_like_mut() else { return };
    if extra.get("import").is_none() {
        extra.insert("import", Item::Table(Table::new()));
    }
    let Some(import) = extra.get_mut("import").and_then(Item::as_table_like_mut) else { return };
    import.remove(GONE);
    put(import, "source", &source.into());
    put(import, "from", &from.into());
    put(import, "body", &hashes.body.as_str().into());
    if !hashes.guesses.is_empty() {
        put(import, "guesses", &Value::Array(hashes.guesses.iter().map(String::as_str).collect()));
    }
    let keys: InlineTable = hashes.keys.iter().map(|(key, hash)| (key.as_str(), hash.as_str())).collect();
    put(import, "keys", &Value::InlineTable(keys));
}

/// Sets a key of a table, keeping the comment and the spaces around it; leaves it when it has the value already.
fn put(table: &mut dyn TableLike, key: &str, value: &Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(present) if hash_value(present) == hash_value(value) => {}
        Some(present) => {
            let decor = present.decor().clone();
            *present = value.clone();
            *present.decor_mut() = decor;
        }
        None => {
            table.insert(key, Item::Value(value.clone()));
        }
    }
}

/// The table that holds a key, and the key's last part: `extra.licence` is `licence` of `extra`.
fn get<'a>(matter: &'a DocumentMut, key: &str) -> Option<&'a Item> {
    match key.strip_prefix("extra.") {
        Some(below) => matter.get("extra")?.as_table_like()?.get(below),
        None => matter.get(key),
    }
}

fn set(matter: &mut DocumentMut, key: &str, value: &Value) {
    match key.strip_prefix("extra.") {
        Some(below) => {
            let extra = matter.entry("extra").or_insert_with(|| Item::Table(Table::new()));
            if let Some(table) = extra.as_table_mut() {
                table.set_implicit(false);
            }
            if let Some(extra) = extra.as_table_like_mut() {
                put(extra, below, value);
            }
        }
        None => put(matter.as_table_mut(), key, value),
    }
}

fn remove(matter: &mut DocumentMut, key: &str) {
    match key.strip_prefix("extra.") {
        Some(below) => {
            matter.get_mut("extra").and_then(Item::as_table_like_mut).and_then(|extra| extra.remove(below))
        }
        None => matter.remove(key),
    };
}

/// The hash of a text, whatever its line endings and the blanks around it.
fn hash(text: &str) -> String {
    short(text.trim())
}

fn hash_value(value: &Value) -> String {
    let mut text = String::new();
    canonical(value, &mut text);
    short(&text)
}

/// The hash of a key's value; a list of tables hashes as the same list written inline.
fn hash_item(item: &Item) -> String {
    item.clone().into_value().map_or_else(|_| String::new(), |value| hash_value(&value))
}

fn short(text: &str) -> String {
    let mut hash = Fingerprint::of(text.as_bytes()).to_string();
    hash.truncate(16);
    hash
}

/// A value as text, whatever its spaces, comments, quotes and the order of its keys.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(&format!("{:?}", text.value())),
        Value::Integer(number) => out.push_str(&number.value().to_string()),
        Value::Float(number) => out.push_str(&format!("{:?}", number.value())),
        Value::Boolean(yes) => out.push_str(&yes.value().to_string()),
        Value::Datetime(date) => out.push_str(&date.value().to_string()),
        Value::Array(array) => {
            out.push('[');
            for value in array {
                canonical(value, out);
                out.push(',');
            }
            out.push(']');
        }
        Value::InlineTable(table) => {
            let ordered: BTreeMap<&str, &Value> = table.iter().collect();
            out.push('{');
            for (key, value) in ordered {
                out.push_str(&format!("{key:?}="));
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests;
