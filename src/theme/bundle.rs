//! The built-in scripts of search, joined: a reader's browser asks for three files, not for seventeen.
//!
//! Comes in: the theme's files. Goes out: for each built-in module that others are joined into, the whole; and which modules are then
//! published no more. What always holds: a module that has pages or other wholes as its importers is an [`ENTRIES`] entry and keeps its
//! name and exports; the others are put before their importer, once, without their `import` and `export`, in an order in which each
//! comes after what it imports. So their top-level names must differ, which a test holds. A theme that overrides any of the modules
//! gets all of them apart, as they were written.

use std::collections::BTreeMap;
use std::path::Path;

use super::file::ThemeFile;

const FOLDER: &str = "assets/search/";
/// What is loaded by name: by pages, by `import()`, or by another entry.
const ENTRIES: [&str; 3] = ["start.js", "view.js", "engine.js"];

/// By path: the whole that a built-in module was joined into, or nothing for a module that is part of one.
pub(super) fn bundled<'a>(files: &[&ThemeFile<'a>]) -> BTreeMap<&'a str, Option<String>> {
    let modules: BTreeMap<&str, &ThemeFile<'a>> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(FOLDER).filter(|name| is_script(name))?, *file)))
        .collect();
    let are_built_in = modules.values().all(|file| file.shown == file.path);
    if !are_built_in || !ENTRIES.iter().all(|entry| modules.contains_key(entry)) {
        return BTreeMap::new();
    }
    let source =
        |name: &str| modules.get(name).and_then(|file| std::str::from_utf8(file.bytes).ok()).unwrap_or("");
    modules
        .iter()
        .map(|(name, file)| (file.path, ENTRIES.contains(name).then(|| whole(name, &source))))
        .collect()
}

fn is_script(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "js")
}

/// An entry with all that it imports.
fn whole<'s>(entry: &'s str, source: &impl Fn(&str) -> &'s str) -> String {
    let mut order = Vec::new();
    visit(entry, source, &mut order);
    let mut text = String::new();
    for name in order {
        for line in source(name).lines() {
            match imported(line) {
                Some(other) if !ENTRIES.contains(&other) => text.push_str(&reexported(line)),
                _ if name != entry => text.push_str(line.strip_prefix("export ").unwrap_or(line)),
                _ => text.push_str(line),
            }
            text.push('\n');
        }
    }
    text
}

/// Puts a module after what it imports.
fn visit<'s>(name: &'s str, source: &impl Fn(&str) -> &'s str, order: &mut Vec<&'s str>) {
    if order.contains(&name) {
        return;
    }
    for other in source(name).lines().filter_map(imported).filter(|other| !ENTRIES.contains(other)) {
        visit(other, source, order);
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
    use std::collections::BTreeSet;

    use super::*;

    fn file<'a>(path: &'a str, text: &'a str) -> ThemeFile<'a> {
        ThemeFile { path, shown: path, bytes: text.as_bytes() }
    }

    #[test]
    fn a_module_comes_after_what_it_imports() {
        let files = [
            file("assets/search/a.js", "import { b } from \"./b.js\";\nexport const a = b;"),
            file("assets/search/b.js", "export const b = 1;"),
            file(
                "assets/search/engine.js",
                "import { a } from \"./a.js\";\nimport { b } from \"./b.js\";\nexport const e = a + b;",
            ),
            file("assets/search/start.js", "import(\"./view.js\");"),
            file(
                "assets/search/view.js",
                "import { e } from \"./engine.js\";\nexport { a } from \"./a.js\";",
            ),
        ];
        let found = bundled(&files.iter().collect::<Vec<_>>());
        let text = |name: &str| found[format!("assets/search/{name}").as_str()].clone();
        assert_eq!(text("b.js"), None);
        assert_eq!(text("engine.js").unwrap(), "const b = 1;\n\nconst a = b;\n\n\nexport const e = a + b;\n");
        assert_eq!(
            text("view.js").unwrap(),
            "const b = 1;\n\nconst a = b;\nimport { e } from \"./engine.js\";\nexport { a };\n"
        );
        let mut other = files;
        other[0].shown = "themes/mine/assets/search/a.js";
        assert!(bundled(&other.iter().collect::<Vec<_>>()).is_empty());
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
        let found = bundled(&files.iter().collect::<Vec<_>>());
        assert!(found.len() > 12);
        let mut parts = 0;
        for (path, whole) in &found {
            let Some(whole) = whole else { continue };
            parts += 1;
            let names = declared(whole);
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{path}: a name is declared twice: {names:?}");
            let imports: Vec<_> = whole.lines().filter(|line| line.starts_with("import ")).collect();
            assert!(
                imports.iter().all(|line| line.ends_with("from \"./engine.js\";")),
                "{path}: {imports:?}"
            );
        }
        assert_eq!(parts, ENTRIES.len());
        // What is in two wholes is twice in the browser: a class of it would be two.
        let inside = |entry: &str| {
            declared(found[format!("{FOLDER}{entry}").as_str()].as_ref().unwrap().as_str())
                .into_iter()
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(
            inside("view.js").intersection(&inside("engine.js")).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
    }
}
