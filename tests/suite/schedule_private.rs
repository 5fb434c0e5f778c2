//! Nothing private gets out of a schedule: planted in every place, it is found in no file, on no page, in no report, and is not printed.

use serde_json::{Map, Value, json};

use crate::schedule_samples::{forms, import};
use crate::site::{Site, files};

/// Keys under which systems keep what is private.
const PRIVATE: &[&str] = &[
    "email",
    "e_mail",
    "phone",
    "telephone",
    "mobile",
    "review",
    "reviews",
    "rating",
    "score",
    "survey",
    "note",
    "notes",
    "internal_notes",
    "answer_of_survey",
    "comments",
    "address_of_home",
    "unknown_key",
    "avatar",
    "ip",
];

/// The same value with something private under every key that is not known, at every depth, and an address and a number in each text for people.
fn planted(value: &Value) -> Value {
    const PROSE: &[&str] = &[
        "abstract",
        "description",
        "bio",
        "biography",
        "subtitle",
        "title",
        "tagLine",
        "level",
        "track",
        "jobTitle",
        "company",
    ];
    match value {
        Value::Object(object) => {
            let mut planted_object: Map<String, Value> =
                PRIVATE.iter().map(|key| ((*key).to_owned(), json!({ "text": "SECRET" }))).collect();
            for (key, value) in object {
                let is_prose = PROSE.contains(&key.as_str()) && value.is_string();
                let text = || {
                    json!(format!(
                        "{}, secret@example.org or +33 6 98 76 54 32",
                        value.as_str().unwrap_or_default()
                    ))
                };
                planted_object.insert(key.clone(), if is_prose { text() } else { planted(value) });
            }
            // Rooms are keyed by their names: of what stands there, nothing is a room.
            Value::Object(planted_object)
        }
        Value::Array(items) => items.iter().map(planted).collect(),
        other => other.clone(),
    }
}

/// The text of a form with private things in it.
fn with_secrets(path: &str, text: &str) -> String {
    let is = |ending: &str| path.rsplit_once('.').is_some_and(|(_, found)| found == ending);
    if is("json") {
        let mut value = planted(&serde_json::from_str(text).unwrap());
        // The rooms of a day are no object with fields.
        if let Some(rooms) = value.pointer_mut("/conference/days/0/rooms").and_then(Value::as_object_mut) {
            rooms.retain(|key, _| !PRIVATE.contains(&key.as_str()));
        }
        return value.to_string();
    }
    if is("xml") {
        let secret = PRIVATE.iter().map(|key| format!("<{key}>SECRET</{key}>")).collect::<Vec<_>>().concat();
        return [
            "</event>",
            "</person>",
            "</conference>",
            "</persons>",
            "</recording>",
            "</room>",
            "</day>",
            "</link>",
        ]
        .iter()
        .fold(text.to_owned(), |text, end| text.replace(end, &format!("{secret}{end}")))
        .replace("It&amp;#x27;s short.", "secret@example.org +33 6 98 76 54 32");
    }
    if is("ics") {
        let secret = "ORGANIZER;CN=SECRET:mailto:secret@example.org\r\nATTENDEE;CN=SECRET:mailto:secret@example.org\r\nCONTACT:SECRET\r\nCOMMENT:SECRET\r\nX-NOTE:SECRET\r\n\
            BEGIN:VALARM\r\nDESCRIPTION:SECRET\r\nSUMMARY:SECRET\r\nATTENDEE:mailto:secret@example.org\r\nEND:VALARM\r\n";
        return text
            .replace("END:VEVENT\r\n", &format!("{secret}END:VEVENT\r\n"))
            .replace("One.", "secret@example.org +33 6 98 76 54 32.");
    }
    text.replace("Text.", "secret@example.org, +33 6 98 76 54 32.")
}

/// Nothing private of any form gets into content, pages, the report or what is printed.
#[test]
fn what_is_private_is_published_nowhere() {
    for mut form in forms() {
        for (path, text) in &mut form.files {
            *text = with_secrets(path, text);
        }
        let site = Site::new();
        let ran = import(&site, &form);
        assert_eq!(ran.code, Some(0), "{}: {}{}", form.name, ran.out, ran.err);
        let talks = files(&site.path("content/talks")).len();
        // What is called a break and an address besides may be a talk.
        assert!(talks >= form.talks.as_array().unwrap().len(), "{}", form.name);
        site.run(&["build"]);
        let mut all = files(&site.path("content"));
        all.extend(
            files(&site.path("output")).into_iter().map(|(path, bytes)| (format!("output/{path}"), bytes)),
        );
        all.insert("import-report.md".to_owned(), std::fs::read(site.path("import-report.md")).unwrap());
        all.insert("what is printed".to_owned(), format!("{}{}", ran.out, ran.err).into_bytes());
        for (path, bytes) in &all {
            let text = String::from_utf8_lossy(bytes);
            for secret in ["SECRET", "secret@", "ann@example", "98 76 54 32", "12 34 56 78"] {
                assert!(!text.contains(secret), "{}: {path} has {secret}:\n{text}", form.name);
            }
        }
    }
}
