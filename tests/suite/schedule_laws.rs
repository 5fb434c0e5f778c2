//! What holds of any schedule: the same import twice writes nothing, and what an author did to a file since stays, whatever a later revision says.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rexbase::face::import::{self, Asked, Carried, OnBroken};
use serde_json::json;

use crate::site::files;

fn import_file(root: &Path, name: &str) -> Carried {
    let asked = Asked { event: None, timezone: None, mapping: None, on_broken: OnBroken::Refuse };
    let harvest = import::schedule(&root.join(name), &asked).unwrap();
    let mut plan = import::plan(harvest, &root.join("content")).unwrap();
    import::carry_out(&mut plan, root).unwrap()
}

fn content(root: &Path) -> BTreeMap<String, String> {
    let files = files(&root.join("content"));
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// A schedule of these sessions.
fn schedule(sessions: &[(String, String, u32)], room: &str, text: &str) -> String {
    let sessions: Vec<_> = sessions
        .iter()
        .enumerate()
        .map(|(index, (title, speaker, hour))| {
            json!({ "id": index + 1, "title": title, "date": format!("2024-06-01T{:02}:30:00+02:00", hour % 24), "start": "x",
                "duration": format!("{:02}:{:02}", hour % 5, hour % 60), "room": room, "type": "talk", "track": speaker, "language": "en",
                "abstract": format!("{text} {title}"), "persons": [{ "id": index, "public_name": format!("Ann {speaker}"), "biography": text }] })
        })
        .collect();
    json!({ "schedule": { "conference": { "acronym": "conf", "title": "Conf", "days": [{ "date": "2024-06-01", "rooms": { "A": sessions } }] } } }).to_string()
}

/// What an author does to a file.
#[derive(Debug, Clone, Copy)]
enum Edit {
    Comment,
    Order,
    Quotes,
    Body,
    Key,
    Windows,
}

fn edited(text: &str, edit: Edit) -> String {
    let (head, rest) = text.split_once("\n[extra").unwrap();
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    match edit {
        Edit::Comment => lines.insert(2, "# a remark of mine".to_owned()),
        // Each key of these files stands on a line.
        Edit::Order => lines[1..].reverse(),
        Edit::Quotes => {
            for line in &mut lines {
                if line.starts_with("room = \"") && !line.contains('\'') {
                    *line = line.replace('"', "'");
                }
            }
        }
        Edit::Body => return format!("{text}\nMine, too.\n"),
        Edit::Key => lines.insert(1, "level = \"mine\"".to_owned()),
        Edit::Windows => return text.replace('\n', "\r\n"),
    }
    format!("{}\n\n[extra{rest}", lines.join("\n").trim_end())
}

/// What of an edit must be there whatever comes.
fn is_kept(before: &str, after: &str, edit: Edit) -> bool {
    let place = |text: &str, key: &str| text.find(&format!("\n{key} = "));
    match edit {
        Edit::Comment => after.contains("\n# a remark of mine\n"),
        Edit::Order => place(after, "title") > place(after, "event"),
        // A value that the import changes is written anew.
        Edit::Quotes => before.contains("room = 'Hall'"),
        Edit::Body => after.ends_with("Mine, too.\n"),
        Edit::Key => after.contains("\nlevel = \"mine\"\n"),
        Edit::Windows => after.matches('\n').count() == after.matches("\r\n").count(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_import_twice_writes_nothing_and_edits_stay(
        sessions in proptest::collection::vec(("[^\u{0}]{0,12}", "[A-Za-zé ]{1,6}", 0_u32..100), 1..5),
        text in "([\\[\\]`<>_*|:.#\\-+=~\\\\ \n\"{}!a-z1(/)]){0,40}",
        edit in prop::sample::select(vec![Edit::Comment, Edit::Order, Edit::Quotes, Edit::Body, Edit::Key, Edit::Windows]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::write(root.join("1.json"), schedule(&sessions, "Hall", &text)).unwrap();
        std::fs::write(root.join("2.json"), schedule(&sessions, "Other hall", &format!("New {text}"))).unwrap();
        let first = import_file(root, "1.json");
        prop_assert!(first.written > sessions.len());
        let written = content(root);
        prop_assert_eq!(import_file(root, "1.json"), Carried::default());
        prop_assert_eq!(&content(root), &written);

        let (path, talk) = written.iter().find(|(path, _)| path.starts_with("talks/")).unwrap();
        let mine = edited(talk, edit);
        std::fs::write(root.join("content").join(path), &mine).unwrap();
        prop_assert_eq!(import_file(root, "1.json"), Carried::default(), "{:?} of {}", edit, mine);
        prop_assert_eq!(&content(root)[path], &mine);

        import_file(root, "2.json");
        let after = content(root).remove(path).unwrap();
        prop_assert!(after.contains("Other hall"), "{}", after);
        prop_assert!(is_kept(&mine, &after, edit), "{:?}: {} became {}", edit, mine, after);
        prop_assert_eq!(import_file(root, "2.json"), Carried::default());
        prop_assert_eq!(&content(root)[path], &after);
    }
}
