//! What the program is made of besides our own code: every licence is one that we may pass on, and `THIRD-PARTY.txt`, which
//! `rexbase licenses` prints, has the notices that they ask for.
//!
//! `UPDATE_THIRD_PARTY=1 cargo test --test suite third_party` writes the file anew, from the sources that cargo has fetched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

use crate::site::package;

/// Licences that ask for no more than a notice, or (MPL-2.0) for the sources of what is used unchanged, as crates.io has them.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    // Of the list of roots that TLS trusts, which is data: it asks that its text goes along.
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "zlib-acknowledgement",
];

/// A package that is part of the program.
struct Part {
    name: String,
    version: String,
    license: String,
    folder: PathBuf,
}

/// The packages of the graph, by their ids; and the graph.
pub(crate) fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // What other platforms need was never fetched here.
    let compiler = std::process::Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let compiler = String::from_utf8(compiler).unwrap();
    let platform = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = std::process::Command::new(cargo)
        .current_dir(package())
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", platform])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What ends up in the program: what it depends on, but for what only compiles it or tests it.
fn parts(metadata: &Value) -> Vec<Part> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let root = text(&metadata["resolve"]["root"]);
    let is_macro = |id: &str| {
        list(&packages[id]["targets"])
            .iter()
            .any(|target| list(&target["kind"]).contains(&"proc-macro".into()))
    };
    let (mut seen, mut rest) = (BTreeSet::new(), vec![root.clone()]);
    while let Some(id) = rest.pop() {
        if is_macro(&id) || !seen.insert(id.clone()) {
            continue;
        }
        for needed in list(&nodes[&id]["deps"]) {
            if list(&needed["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                rest.push(text(&needed["pkg"]));
            }
        }
    }
    let mut parts: Vec<_> = seen
        .iter()
        .filter(|id| **id != root)
        .map(|id| {
            let package = &packages[id];
            let manifest = PathBuf::from(text(&package["manifest_path"]));
            Part {
                name: text(&package["name"]),
                version: text(&package["version"]),
                license: text(&package["license"]).replace(" / ", " OR ").replace('/', " OR "),
                folder: manifest.parent().unwrap().to_owned(),
            }
        })
        .collect();
    parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    parts
}

/// Whether what an SPDX expression allows includes what we do: one side of an `OR`, every side of an `AND`.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.trim();
    let whole = expression.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    if let Some(inside) = whole.filter(|inside| split(inside, ")(").len() == 1 && !inside.contains(')')) {
        return is_allowed(inside);
    }
    let sides = split(expression, " OR ");
    if sides.len() > 1 {
        return sides.into_iter().any(is_allowed);
    }
    let sides = split(expression, " AND ");
    if sides.len() > 1 {
        return sides.into_iter().all(is_allowed);
    }
    ALLOWED.contains(&expression)
}

/// The parts of an expression between these words, outside of parentheses.
fn split<'e>(expression: &'e str, word: &str) -> Vec<&'e str> {
    let (mut parts, mut begin) = (Vec::new(), 0);
    for (at, _) in expression.match_indices(word) {
        let before = &expression[..at];
        if before.matches('(').count() == before.matches(')').count() {
            parts.push(&expression[begin..at]);
            begin = at + word.len();
        }
    }
    parts.push(&expression[begin..]);
    parts
}

/// The notices in a package's folder, and in those of the C sources that come with it: of one that may be had under MIT, that one.
fn notices(part: &Part) -> Vec<String> {
    let is_notice = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let begins = ["license", "licence", "copying", "copyright", "notice", "unlicense", "patents"];
        begins.iter().any(|begin| name.starts_with(begin))
    };
    let entries =
        WalkDir::new(&part.folder).max_depth(4).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_file() && is_notice(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect();
    let of_mit = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        path.parent() != Some(&part.folder) || name.contains("mit")
    };
    let may_be_mit = split(&part.license, " OR ").contains(&"MIT");
    let own = files.iter().filter(|path| path.parent() == Some(&part.folder));
    let has_mit = own.filter(of_mit).count() > 0;
    let chosen = files.iter().filter(|path| !may_be_mit || !has_mit || of_mit(path));
    let text = |path: &PathBuf| {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).replace("\r\n", "\n");
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
    };
    chosen.map(text).filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_licence_is_one_that_we_may_pass_on() {
    let parts = parts(&metadata());
    assert!(parts.len() > 100, "{} packages", parts.len());
    let wrong: Vec<_> = parts
        .iter()
        .filter(|part| !is_allowed(&part.license))
        .map(|part| (&part.name, &part.license))
        .collect();
    assert!(wrong.is_empty(), "not allowed: {wrong:#?}");
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(GPL-3.0-only OR LGPL-3.0-only) AND MIT", false),
        ("MIT AND GPL-3.0-only", false),
        ("GPL-3.0-only", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), expected, "{expression}");
    }
}

/// On one platform, since others have other dependencies.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_notices_are_those_of_what_the_program_is_made_of() {
    let parts = parts(&metadata());
    let mut text = format!(
        "Rexbase is made of the following packages besides its own code, in their unchanged form, as https://crates.io has them.\n\n{}\n",
        parts
            .iter()
            .map(|part| format!("{} {}: {}\n", part.name, part.version, part.license))
            .collect::<Vec<_>>()
            .concat()
    );
    let mut users: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in &parts {
        for notice in notices(part) {
            let users = users.entry(notice).or_default();
            if !users.contains(&part.name.as_str()) {
                users.push(&part.name);
            }
        }
    }
    let mut by_user: Vec<_> = users.into_iter().map(|(notice, users)| (users.join(", "), notice)).collect();
    by_user.push((
        "Inter, the typeface of social cards".to_owned(),
        std::fs::read_to_string(package().join("src/machines/card/OFL.txt")).unwrap().trim().to_owned(),
    ));
    for grammar in two_face::acknowledgement::listing().for_syntaxes() {
        by_user.push((
            format!("{} (a grammar for colours in code)", grammar.rel_path.display()),
            grammar.text.trim().to_owned(),
        ));
    }
    for (users, notice) in by_user {
        text.push_str(&format!("{}\n{users}\n\n{notice}\n\n", "=".repeat(80)));
    }
    let path = package().join("THIRD-PARTY.txt");
    if std::env::var_os("UPDATE_THIRD_PARTY").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = written.lines().zip(text.lines()).find(|(old, new)| old != new);
    assert!(
        written == text,
        "THIRD-PARTY.txt is not what the program is made of ({differs:?}): run `UPDATE_THIRD_PARTY=1 cargo test --test suite third_party`"
    );
}

#[test]
fn the_program_has_its_notices() {
    let ran = crate::site::Site::new().run(&["licenses"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for word in ["tantivy", "MIT", "Mozilla Public License", "libwebp", "Unicode"] {
        assert!(ran.out.contains(word), "{word}");
    }
}
