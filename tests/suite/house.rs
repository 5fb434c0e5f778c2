//! The house keeps its order: who may import whom, how long a file may be, which files open with what they are.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::site::{files, package};

/// Each room, and the rooms that it may import. `ARCHITECTURE.md` draws the same.
const RULES: &[(&str, &[&str])] = &[
    ("vocab", &[]),
    ("disk", &["vocab"]),
    ("matter", &["vocab"]),
    ("config", &["matter", "vocab"]),
    ("source", &["disk", "vocab"]),
    ("typeset", &["vocab"]),
    ("document", &["typeset", "matter", "vocab"]),
    ("knowledge", &["document", "vocab"]),
    ("search", &["knowledge", "document", "disk", "vocab"]),
    ("locale", &["vocab"]),
    ("theme", &["locale", "document", "vocab"]),
    ("site", &["theme", "locale", "knowledge", "document", "vocab"]),
    ("machines", &["site", "theme", "knowledge", "document", "vocab"]),
    ("render", &["machines", "site", "theme", "locale", "knowledge", "document", "vocab"]),
    ("export", &["machines", "site", "theme", "knowledge", "document", "vocab"]),
    ("images", &["vocab"]),
    ("output", &["disk", "vocab"]),
    ("publish", &["disk", "vocab"]),
    ("memo", &["disk", "vocab"]),
    ("web", &["vocab"]),
    ("harvest", &["matter", "document", "knowledge", "vocab"]),
    ("programme", &["harvest", "vocab"]),
    ("wordpress", &["harvest", "vocab"]),
    ("import", &["programme", "wordpress", "harvest", "document", "vocab"]),
    ("scaffold", &["config", "vocab"]),
    ("reference", &["config", "document", "vocab"]),
    (
        "pipeline",
        &[
            "config",
            "source",
            "document",
            "knowledge",
            "search",
            "theme",
            "site",
            "render",
            "export",
            "images",
            "output",
            "publish",
            "memo",
            "web",
            "disk",
            "vocab",
        ],
    ),
    ("preview", &["vocab"]),
    ("watch", &["pipeline", "vocab"]),
    ("mcp", &["pipeline", "search", "disk", "vocab"]),
    ("cli", &["mcp", "pipeline", "preview", "watch", "search", "import", "scaffold", "reference", "vocab"]),
    (
        "face",
        &[
            "vocab",
            "config",
            "source",
            "document",
            "knowledge",
            "theme",
            "site",
            "render",
            "search",
            "images",
            "memo",
            "preview",
            "pipeline",
            "import",
            "reference",
            "cli",
        ],
    ),
    ("main", &["face"]),
    ("lib", &[]),
];

/// The longest that a file may be, in lines.
const LONGEST: usize = 500;

/// The room of a file below `src`.
pub(crate) fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// Whether a file is compiled for tests alone: `render/tests.rs`, and all below it.
pub(crate) fn is_of_tests(path: &str, sources: &BTreeMap<String, String>) -> bool {
    let Some((above, name)) = path.rsplit_once('/') else { return false };
    let face = format!("{above}.rs");
    let is_declared = |text: &String| {
        let mut after = text.split("#[cfg(test)]\n").skip(1).filter_map(|after| after.lines().next());
        after.any(|line| line.ends_with(&format!("mod {};", name.trim_end_matches(".rs"))))
    };
    sources.get(&face).is_some_and(is_declared) || is_of_tests(&face, sources)
}

/// The code of a file, without comments and without its tests.
pub(crate) fn code(text: &str) -> String {
    let is_of_tests = |at: &usize| {
        let attribute = text[*at..].split_once('\n');
        attribute.is_some_and(|(words, next)| words.contains("test") && next.starts_with("mod tests"))
    };
    let tests = text.match_indices("#[cfg(").map(|(at, _)| at).find(is_of_tests).unwrap_or(text.len());
    let lines = text[..tests].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Our sources, by their paths below `src`.
pub(crate) fn sources() -> BTreeMap<String, String> {
    sources_in(&package().join("src"))
}

/// The sources in a folder, by their paths.
pub(crate) fn sources_in(folder: &Path) -> BTreeMap<String, String> {
    let all = files(folder);
    all.into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn every_file_is_a_module_of_the_one_above_it() {
    let sources = sources();
    let is_named = |path: &str| {
        let (above, name) = path.rsplit_once('/').unwrap_or(("lib", path));
        let line = format!("mod {};", name.trim_end_matches(".rs"));
        let above = sources.get(&format!("{above}.rs"));
        let visible = format!(" {line}");
        above.is_some_and(|text| text.lines().any(|other| other == line || other.ends_with(&visible)))
    };
    let others = sources.keys().filter(|path| !["lib.rs", "main.rs"].contains(&path.as_str()));
    let wrong: Vec<_> = others.filter(|path| !is_named(path)).collect();
    assert!(wrong.is_empty(), "no `mod` line names these, so they are not compiled: {wrong:#?}");
}

/// Each arrow between rooms that some file takes, with the files.
fn arrows(sources: &BTreeMap<String, String>) -> BTreeMap<(String, String), Vec<String>> {
    let mut arrows: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (path, text) in sources.iter().filter(|(path, _)| !is_of_tests(path, sources)) {
        let room = room(path);
        let own = if room == "main" { "rexbase::" } else { "crate::" };
        for rest in code(text).split(own).skip(1) {
            let imported: String =
                rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            assert!(
                !rest.starts_with('{'),
                "{path}: name the room in each `use` line, so that this test can read it"
            );
            if RULES.iter().any(|(name, _)| *name == imported) && imported != room {
                arrows.entry((room.to_owned(), imported)).or_default().push(path.clone());
            }
        }
    }
    arrows
}

#[test]
fn rooms_import_only_whom_they_may_and_all_of_these() {
    let sources = sources();
    let without_rule: Vec<_> =
        sources.keys().filter(|path| !RULES.iter().any(|(name, _)| *name == room(path))).collect();
    assert!(without_rule.is_empty(), "these rooms have no rule: {without_rule:#?}");
    let arrows = arrows(&sources);
    let is_allowed =
        |from: &str, to: &str| RULES.iter().any(|(room, allowed)| *room == from && allowed.contains(&to));
    let wrong: Vec<_> = arrows.iter().filter(|((from, to), _)| !is_allowed(from, to)).collect();
    assert!(wrong.is_empty(), "not allowed: {wrong:#?}");
    let allowed = RULES.iter().flat_map(|(room, allowed)| allowed.iter().map(move |to| (*room, *to)));
    let not_taken: Vec<_> =
        allowed.filter(|(from, to)| !arrows.contains_key(&((*from).to_owned(), (*to).to_owned()))).collect();
    assert!(not_taken.is_empty(), "allowed, and nobody needs it: {not_taken:#?}");
}

/// In the order of the rules, a room imports only rooms above it in the list.
#[test]
fn rooms_do_not_go_in_circles() {
    let order: Vec<_> = RULES.iter().map(|(room, _)| *room).collect();
    for (index, (room, allowed)) in RULES.iter().enumerate() {
        for imported in *allowed {
            let at = order.iter().position(|name| name == imported).unwrap();
            assert!(at < index, "{room} -> {imported}");
        }
    }
}

/// `ARCHITECTURE.md` draws the same rooms and arrows.
#[test]
fn the_map_shows_the_rooms_as_they_are() {
    let map = std::fs::read_to_string(package().join("ARCHITECTURE.md")).unwrap();
    let (_, table) = map.split_once("| room | is | imports |\n|---|---|---|\n").expect("the table of rooms");
    let words =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let drawn: BTreeMap<String, BTreeSet<String>> = table
        .lines()
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            (words(cells[1]).concat(), words(cells[3]).into_iter().collect())
        })
        .collect();
    let rooms = RULES.iter().filter(|(room, _)| !["main", "lib"].contains(room));
    let built: BTreeMap<String, BTreeSet<String>> = rooms
        .map(|(room, allowed)| ((*room).to_owned(), allowed.iter().map(|to| (*to).to_owned()).collect()))
        .collect();
    assert_eq!(drawn, built, "left: ARCHITECTURE.md; right: RULES");
}

/// A face imports its children, never the reverse: a child names its siblings, not its parent's own items.
#[test]
fn children_do_not_import_their_face() {
    let sources = sources();
    let mut wrong = Vec::new();
    for (path, text) in &sources {
        let Some((parent, _)) = path.rsplit_once('/') else { continue };
        let face = sources.get(&format!("{parent}.rs")).map_or("", String::as_str);
        for line in code(text).lines() {
            let Some(rest) = line.strip_prefix("use super::").filter(|rest| !rest.starts_with("super::"))
            else {
                continue;
            };
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list
                    .split(['}', ','])
                    .map(str::trim)
                    .filter(|name| !name.is_empty() && *name != ";")
                    .collect(),
                None => vec![rest],
            };
            for name in names {
                let first = name.split([':', ';', ' ']).next().unwrap_or(name);
                let is_sibling = face.contains(&format!("mod {first};"));
                if !is_sibling && !is_of_tests(path, &sources) {
                    wrong.push(format!("{path} imports `{first}` from its face"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_too_long_and_each_says_what_it_is() {
    for folder in ["src", "tests", "benches"] {
        for (path, bytes) in
            files(&package().join(folder)).into_iter().filter(|(path, _)| path.ends_with(".rs"))
        {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.starts_with("//! "), "{folder}/{path} does not open with what it is");
            assert!(text.lines().count() <= LONGEST, "{folder}/{path} has {} lines", text.lines().count());
        }
    }
}

#[test]
fn the_file_system_is_touched_only_in_its_rooms() {
    let rooms = [
        "disk",
        "source",
        "output",
        "search/index",
        "search/query/searcher.rs",
        "import/folder.rs",
        "scaffold",
        "watch",
        "preview",
        "memo",
        "publish/folder.rs",
        "publish/credentials.rs",
    ];
    let sources = sources();
    let is_bound =
        |path: &str| !is_of_tests(path, &sources) && !rooms.iter().any(|room| path.starts_with(room));
    for (path, text) in sources.iter().filter(|(path, _)| is_bound(path)) {
        let code = code(text);
        for banned in ["std::fs", "File::open", "fs::read", "fs::write"] {
            assert!(!code.contains(banned), "src/{path} touches the file system: {banned}");
        }
    }
}

#[test]
fn every_suite_file_is_part_of_the_suite() {
    let suite = std::fs::read_to_string(package().join("tests/suite.rs")).unwrap();
    for entry in std::fs::read_dir(package().join("tests/suite")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_helper = Path::new(&name).extension().is_none_or(|ending| ending != "rs");
        assert!(
            is_helper || suite.contains(&format!("#[path = \"suite/{name}\"]")),
            "tests/suite.rs does not name {name}"
        );
    }
}

/// The declared minimum is at least what every dependency on this platform asks for, and clippy checks our own code against it.
#[test]
fn no_dependency_needs_a_newer_rust_than_declared() {
    let metadata = crate::third_party::metadata();
    let version = |package: &serde_json::Value| {
        let text = package["rust_version"].as_str().unwrap_or("0").to_owned();
        let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
    };
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == "rexbase").map(version).unwrap();
    for package in packages {
        assert!(
            version(package) <= own,
            "{} needs Rust {:?}, declared is {own:?}",
            package["name"],
            version(package)
        );
    }
}
