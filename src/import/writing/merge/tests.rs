//! Merges of small files.

use super::{Merged, merged, new_file, origin};
use crate::import::writing::fields::Fields;

fn fields(keys: &[(&str, &str)], body: &str) -> Fields {
    let keys = keys.iter().map(|(key, value)| ((*key).to_owned(), value.parse().unwrap()));
    Fields { from: "e/videos/x.json".into(), keys: keys.collect(), guesses: Vec::new(), body: body.into() }
}

fn again(text: &str, keys: &[(&str, &str)], body: &str) -> Merged {
    let once = merged(text, "test", &fields(keys, body)).unwrap();
    let twice = merged(&once.text, "test", &fields(keys, body)).unwrap();
    let unchanged = Merged { changed: Vec::new(), text: once.text.clone(), kept: once.kept };
    assert_eq!(twice, unchanged, "a second merge changes nothing");
    once
}

const FIRST: &[(&str, &str)] = &[
    ("title", "\"One\""),
    ("date", "2017-10-02"),
    ("topics", "[\"a\", \"b\"]"),
    ("extra.licence", "\"CC BY\""),
];

fn first() -> String {
    new_file("test", &fields(FIRST, "Body."))
}

#[test]
fn a_new_file_is_front_matter_and_body() {
    let text = first();
    assert!(
        text.starts_with("+++\ntitle = \"One\"\ndate = 2017-10-02\ntopics = [\"a\", \"b\"]\n\n[extra]\n")
    );
    assert!(text.ends_with("+++\n\nBody.\n"), "{text}");
    assert_eq!(origin(&text, "test").as_deref(), Some("e/videos/x.json"));
    assert_eq!(origin(&text, "other"), None);
    assert_eq!(again(&text, FIRST, "Body."), Merged { text, kept: 0, changed: Vec::new() });
}

#[test]
fn what_the_author_left_alone_is_updated() {
    let second = [("title", "\"Two\""), ("date", "2017-10-02"), ("room", "\"R\"")];
    let Merged { text, changed, .. } = again(&first(), &second, "New body.");
    assert_eq!(changed, ["title", "room", "extra.licence", "topics", "body"]);
    assert!(text.starts_with("+++\ntitle = \"Two\"\ndate = 2017-10-02\nroom = \"R\"\n"), "{text}");
    assert!(!text.contains("topics") && !text.contains("licence"), "what is gone at the source goes: {text}");
    assert!(text.ends_with("+++\n\nNew body.\n"));
}

#[test]
fn what_the_author_changed_added_or_removed_stays() {
    let edited = first()
        .replace("title = \"One\"", "# mine\ntitle   = \"My title\" # better\nlevel = \"expert\"")
        .replace("topics = [\"a\", \"b\"]\n", "")
        .replace("Body.", "My body.");
    let second = [("title", "\"Two\""), ("date", "2018-01-01"), ("topics", "[\"c\"]"), ("level", "\"x\"")];
    let merged = again(&edited, &second, "New body.");
    assert!(merged.text.starts_with(
        "+++\n# mine\ntitle   = \"My title\" # better\nlevel = \"expert\"\ndate = 2018-01-01\n"
    ));
    assert!(merged.text.ends_with("My body.\n") && !merged.text.contains("topics = ["), "{}", merged.text);
    assert_eq!(merged.kept, 4, "title, topics, level, body");
}

#[test]
fn comments_and_order_stay_when_a_value_is_updated() {
    let edited = first()
        .replace("date = 2017-10-02", "date = 2017-10-02 # the day")
        .replace("[\"a\", \"b\"]", "[\n  \"a\", # first\n  \"b\",\n]");
    assert_eq!(again(&edited, FIRST, "Body.").text, edited, "the same values in another dress are the same");
    let second = [("title", "\"One\""), ("date", "2018-01-01"), ("topics", "[\"a\", \"b\"]")];
    let text = again(&edited, &second, "Body.").text;
    assert!(text.contains("date = 2018-01-01 # the day") && text.contains("# first"), "{text}");
}

#[test]
fn an_edit_that_is_taken_back_is_the_imports_again() {
    let edited = first().replace("\"One\"", "\"Mine\"");
    let kept = again(&edited, &[("title", "\"Two\"")], "Body.").text;
    let back = kept.replace("\"Mine\"", "\"One\"");
    assert!(again(&back, &[("title", "\"Two\"")], "Body.").text.contains("title = \"Two\""));
}

#[test]
fn line_endings_of_windows_stay() {
    let windows = first().replace('\n', "\r\n");
    assert_eq!(again(&windows, FIRST, "Body.").text, windows);
    let text = again(&windows, &[("title", "\"Two\"")], "Other.").text;
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn a_file_that_cannot_be_read_is_not_merged() {
    for text in ["", "no matter", "+++\ntitle = \n+++\n", "---\ntitle: x\n---\n", "+++\ntitle = \"x\"\n+++\n"]
    {
        assert_eq!(merged(text, "test", &fields(FIRST, "")), None, "{text}");
        assert_eq!(origin(text, "test"), None);
    }
}

#[test]
fn an_empty_body_that_the_author_filled_is_kept() {
    let text = new_file("test", &fields(FIRST, ""));
    assert!(text.ends_with("+++\n"));
    let merged = again(&format!("{text}\nMine.\n"), FIRST, "");
    assert!(merged.text.ends_with("\nMine.\n"));
    assert_eq!(merged.kept, 1);
}

#[test]
fn guesses_are_comments_that_are_written_once() {
    let guess = "# Perhaps, since it says so: uncomment it if it is so.\n#room = \"R\"\n";
    let guessed = |guesses: &[&str]| Fields {
        guesses: guesses.iter().map(|guess| (*guess).to_owned()).collect(),
        ..fields(FIRST, "Body.")
    };
    let text = new_file("test", &guessed(&[guess]));
    assert!(
        text.contains("topics = [\"a\", \"b\"]\n\n# Perhaps") && text.contains("#room = \"R\"\n\n[extra]"),
        "{text}"
    );
    assert_eq!(merged(&text, "test", &guessed(&[guess])).unwrap().text, text);
    for edit in [text.replace(guess, ""), text.replace("#room", "room"), text.replace("#room", "#my room")] {
        assert_eq!(merged(&edit, "test", &guessed(&[guess])).unwrap().text, edit, "the author decided");
    }
    let more =
        merged(&text.replace(guess, ""), "test", &guessed(&[guess, "# Perhaps\n#level = \"x\"\n"])).unwrap();
    assert!(more.text.contains("#level = \"x\"") && !more.text.contains("#room"), "{}", more.text);
    let odd = text.replace("date = 2017-10-02", "description = \"\"\"\n[a]\n\"\"\"");
    let more = merged(&odd, "test", &guessed(&[guess, "# Perhaps\n#level = \"x\"\n"])).unwrap();
    assert!(more.text.contains("\"\"\"\n[a]\n\"\"\""), "{}", more.text);
}
