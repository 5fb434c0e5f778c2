//! The built-in scripts of search, joined: a reader's browser asks for a few files, not for two dozen.
//!
//! Comes in: the theme's files. Goes out: for each built-in module that others are joined into, the whole; and which modules are then
//! published no more. What always holds: a module that has pages or other wholes as its importers is an [`ENTRIES`] entry and keeps its
//! name and exports; the others are put before their importer, once, without their `import` and `export`, in an order in which each
//! comes after what it imports. So their top-level names must differ, which a test holds. What a whole imports of another entry it imports
//! once, at its top. A theme that overrides any of the modules gets all of them apart, as they were written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::file::ThemeFile;

const FOLDER: &str = "assets/search/";
/// What is loaded by name: by pages, by `import()`, or by another entry.
const ENTRIES: [&str; 10] = [
    "start.js",
    "early.js",
    "engine.js",
    "repair.js",
    "phrases.js",
    "moment.js",
    "view.js",
    "page.js",
    "filters.js",
    "dialog.js",
];
/// What other scripts ask for, too: for them it has all of [`ENTRIES`] that it needs at once in it.
const ENGINE: &str = "engine.js";

/// The scripts of search as they are published.
#[derive(Default)]
pub(super) struct Bundle<'a> {
    /// By path: the whole that a built-in module was joined into, or nothing for a module that is part of one.
    pub(super) modules: BTreeMap<&'a str, Option<String>>,
    /// The engine in one file.
    pub(super) engine: Option<String>,
}

/// Joins the modules of search; none when any is the site's own.
pub(super) fn bundled<'a>(files: &[&ThemeFile<'a>]) -> Bundle<'a> {
    let modules: BTreeMap<&str, &ThemeFile<'a>> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(FOLDER).filter(|name| is_script(name))?, *file)))
        .collect();
    let are_built_in = modules.values().all(|file| file.shown == file.path);
    if !are_built_in || !ENTRIES.iter().all(|entry| modules.contains_key(entry)) {
        return Bundle::default();
    }
    let source =
        |name: &str| modules.get(name).and_then(|file| std::str::from_utf8(file.bytes).ok()).unwrap_or("");
    let engine = Some(whole(ENGINE, &[], &source));
    let modules = modules
        .iter()
        .map(|(name, file)| (file.path, ENTRIES.contains(name).then(|| whole(name, &ENTRIES, &source))))
        .collect();
    Bundle { modules, engine }
}

fn is_script(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "js")
}

/// A module with all that it imports, but for what is in other entries.
fn whole<'s>(entry: &'s str, entries: &[&str], source: &impl Fn(&str) -> &'s str) -> String {
    let mut order = Vec::new();
    visit(entry, entries, source, &mut order);
    let mut of_others: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut text = String::new();
    for name in order {
        for line in source(name).lines() {
            match imported(line) {
                Some(other) if entries.contains(&other) => {
                    of_others.entry(other).or_default().extend(names(line));
                }
                Some(_) if name == entry => text.push_str(&reexported(line)),
                Some(_) => {}
                // The names that an entry hands on are there for what it is now a part of.
                None if name != entry && line.starts_with("export {") => {}
                None if name != entry => text.push_str(line.strip_prefix("export ").unwrap_or(line)),
                None => text.push_str(line),
            }
            text.push('\n');
        }
    }
    let import = |(other, names): (&str, BTreeSet<&str>)| {
        let names: Vec<&str> = names.into_iter().collect();
        format!("import {{ {} }} from \"./{other}\";\n", names.join(", "))
    };
    of_others.into_iter().map(import).collect::<String>() + &text
}

/// The names between a line's braces.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let inside =
        line.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(inside, _)| inside);
    inside.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Puts a module after what it imports.
fn visit<'s>(name: &'s str, entries: &[&str], source: &impl Fn(&str) -> &'s str, order: &mut Vec<&'s str>) {
    if order.contains(&name) {
        return;
    }
    for other in source(name).lines().filter_map(imported).filter(|other| !entries.contains(other)) {
        visit(other, entries, source, order);
    }
    order.push(name);
}

/// The sibling that a line imports from, or exports of.
fn imported(line: &str) -> Option<&str> {
    if !line.starts_with("import ") && !line.starts_with("export {") {
        return None;
    }
    let (_, from) = line.split_once(" from \"./")?;
    from.strip_suffix("\";")
}

/// What is left of a line that names another module, once that module is part of the whole.
fn reexported(line: &str) -> String {
    let names = line.strip_prefix("export ").and_then(|rest| rest.split_once(" from "));
    names.map_or_else(String::new, |(names, _)| format!("export {names};"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file<'a>(path: &'a str, text: &'a str) -> ThemeFile<'a> {
        ThemeFile { path, shown: path, bytes: text.as_bytes() }
    }

    #[test]
    fn a_module_comes_after_what_it_imports() {
        let path = |name: &str| format!("{FOLDER}{name}.js");
        let written = [
            ("a", "import { b } from \"./b.js\";\nexport const a = b;"),
            ("b", "import { h } from \"./repair.js\";\nexport const b = h;"),
            ("h", "export const h = 1;\nexport const g = 2;"),
            ("repair", "import { g, h } from \"./h.js\";\nexport { g, h };"),
            (
                "engine",
                "import { a } from \"./a.js\";\nimport { g, h } from \"./repair.js\";\nexport const e = a + g + h;",
            ),
            ("view", "import { e } from \"./engine.js\";\nexport { a } from \"./a.js\";"),
            ("start", "import(\"./view.js\");"),
        ];
        let empty = ["early", "phrases", "moment", "page", "filters", "dialog"].map(|name| (name, ""));
        let written: Vec<_> =
            written.into_iter().chain(empty).map(|(name, text)| (path(name), text)).collect();
        let mut files: Vec<_> = written.iter().map(|(path, text)| file(path, text)).collect();
        let found = bundled(&files.iter().collect::<Vec<_>>());
        let text = |name: &str| {
            let lines = found.modules[path(name).as_str()].clone()?;
            Some(lines.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
        };
        assert_eq!([text("a"), text("b"), text("h")], [None, None, None]);
        assert_eq!(text("repair").unwrap(), "const h = 1;\nconst g = 2;\nexport { g, h };");
        assert_eq!(
            text("engine").unwrap(),
            "import { g, h } from \"./repair.js\";\nconst b = h;\nconst a = b;\nexport const e = a + g + h;",
            "what it has of another entry is imported once"
        );
        let alone = found.engine.clone().unwrap();
        assert!(
            !alone.contains("import")
                && alone.contains("const h = 1;")
                && alone.matches("export").count() == 1
        );
        assert!(text("view").unwrap().ends_with("const a = b;\nexport { a };"));
        files[0].shown = "themes/mine/assets/search/a.js";
        assert!(bundled(&files.iter().collect::<Vec<_>>()).modules.is_empty());
    }

    /// The names that the lines of a module declare at its top level.
    fn declared(text: &str) -> Vec<&str> {
        let names = text.lines().filter_map(|line| {
            let line = line.strip_prefix("export ").unwrap_or(line);
            let line = line.strip_prefix("async ").unwrap_or(line);
            let kinds = ["const ", "let ", "class ", "function* ", "function "];
            let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
            rest.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
                .find(|name| !name.is_empty())
        });
        names.collect()
    }

    #[test]
    fn the_modules_of_search_can_be_joined() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/search");
        let mut sources = Vec::new();
        #[expect(clippy::disallowed_methods, reason = "a test reads the theme's folder")]
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{FOLDER}{}", path.file_name().unwrap().to_str().unwrap());
            #[expect(clippy::disallowed_methods, reason = "a test reads the theme's folder")]
            sources.push((name, std::fs::read_to_string(path).unwrap()));
        }
        let files: Vec<ThemeFile<'_>> = sources.iter().map(|(name, text)| file(name, text)).collect();
        let found = bundled(&files.iter().collect::<Vec<_>>()).modules;
        assert!(found.len() > 12);
        let mut parts = 0;
        for (path, whole) in &found {
            let Some(whole) = whole else { continue };
            parts += 1;
            let names = declared(whole);
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{path}: a name is declared twice: {names:?}");
            let imports: Vec<_> = whole.lines().filter(|line| line.starts_with("import ")).collect();
            let is_entry =
                |line: &&&str| ENTRIES.iter().any(|entry| line.ends_with(&format!("from \"./{entry}\";")));
            assert!(imports.iter().all(|line| is_entry(&line)), "{path}: {imports:?}");
        }
        assert_eq!(parts, ENTRIES.len());
        // What is in two wholes is twice in the browser: a class of it would be two.
        let inside = |entry: &str| {
            let whole = found[format!("{FOLDER}{entry}").as_str()].as_ref().unwrap();
            let is_class = |line: &&str| line.trim_start_matches("export ").starts_with("class ");
            let classes: Vec<&str> = whole.lines().filter(is_class).collect();
            declared(&classes.join("\n")).into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let classes: Vec<String> = ENTRIES.into_iter().flat_map(inside).collect();
        let distinct: BTreeSet<&String> = classes.iter().collect();
        assert!(distinct.len() == classes.len() && distinct.len() > 5, "{classes:?}");
    }
}
