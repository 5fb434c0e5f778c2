//! The JSON Schemas that `rexbase schema` prints: all that the demo's authors wrote is valid under them, and slips are not.

use serde_json::{Value, json};

use crate::browser;
use crate::site::{Site, files, package};

/// The demo's front matter, kind by kind, as JSON.
fn matter() -> Vec<Value> {
    let mut all = Vec::new();
    for (path, bytes) in files(&package().join("content")) {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let Some(matter) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++")) else {
            continue;
        };
        let folder = path.split('/').next().unwrap();
        let kind =
            rexbase::face::vocab::Kind::from_folder(folder).expect("the demo has folders of kinds alone");
        all.push(json!({ "schema": kind.name(), "path": path, "value": as_json(matter.0) }));
    }
    all
}

/// TOML as JSON, dates as they are written.
fn as_json(text: &str) -> Value {
    fn value(toml: toml::Value) -> Value {
        match toml {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(entries) => entries
                .into_iter()
                .map(|(key, entry)| (key, value(entry)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(truth) => truth.into(),
        }
    }
    value(toml::Value::Table(toml::from_str(text).unwrap()))
}

/// What must be refused, by its schema.
fn wrong() -> Vec<Value> {
    let talk = |value: Value| json!({ "schema": "talk", "value": value });
    vec![
        talk(json!({ "titel": "A talk" })),
        talk(json!({ "title": 3 })),
        talk(json!({ "event": true })),
        talk(json!({ "date": "in autumn" })),
        talk(json!({ "format": "speech" })),
        talk(json!({ "speakers": [{ "nam": "Ève Dupont" }] })),
        talk(json!({ "speakers": [{ "name": "Ève Dupont", "rôle": "dev" }] })),
        talk(json!({ "video": { "url": "https://example.org/", "chapter": [] } })),
        talk(json!({ "technologies": [{ "name": "AWS", "stance": "loved" }] })),
        talk(json!({ "url": "example.org" })),
        talk(json!({ "figures": [{ "metric": "releases" }] })),
        json!({ "schema": "event", "value": { "venue": { "town": "Paris" } } }),
        json!({ "schema": "person", "value": { "speakers": [] } }),
        json!({ "schema": "config", "value": { "titel": "Our site" } }),
        json!({ "schema": "config", "value": { "page_size": 0 } }),
        json!({ "schema": "config", "value": { "paths": { "contents": "x" } } }),
    ]
}

/// What the program takes although the demo has none of it.
fn right() -> Vec<Value> {
    let talk = |value: Value| json!({ "schema": "talk", "path": "a note of another tool", "value": value });
    vec![
        talk(
            json!({ "title": "A talk", "isDraft": false, "Publish-Date": "2017-10-02", "dg-publish": true, "draft": true }),
        ),
        talk(json!({ "date": 2017, "duration": 40, "event": false, "slides": false, "url": false })),
        talk(
            json!({ "video": ["https://example.org/1", { "status": "lost" }], "extra": { "mood": { "any": 1 } } }),
        ),
        json!({ "schema": "event", "path": "a status", "value": { "status": "held", "date": "2017-10-02" } }),
        json!({
            "schema": "config",
            "path": "names of keys",
            "value": { "front_matter": { "tags": "topics", "taxonomies": { "tags": "topics" }, "pass_over": ["layout"] } }
        }),
    ]
}

#[test]
fn the_schemas_take_what_authors_write_and_refuse_slips() {
    let site = Site::new();
    let mut subjects = vec!["config"];
    subjects.extend(rexbase::face::vocab::Kind::written().map(rexbase::face::vocab::Kind::name));
    for subject in subjects {
        let ran = site.run(&["schema", subject]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        site.file(&format!("output/schemas/{subject}.json"), ran.out);
    }
    let config = std::fs::read_to_string(package().join("rexbase.toml")).unwrap();
    let mut valid = matter();
    assert!(valid.len() > 90, "{} files of the demo", valid.len());
    valid.push(json!({ "schema": "config", "path": "rexbase.toml", "value": as_json(&config) }));
    valid.extend(right());
    site.file("output/valid.json", Value::from(valid).to_string());
    site.file("output/wrong.json", Value::from(wrong()).to_string());
    browser::run("schema.test.mjs", &site);
    assert_eq!(site.run(&["schema", "tlak"]).code, Some(2));
}
