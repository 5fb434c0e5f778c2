//! How the house stands, in figures: `cargo test --test suite -- figures --nocapture` prints them.
//!
//! Of another state of the code, `REXBASE_FIGURES_OF=FOLDER` prints them of the sources in that folder, which may be as they like.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use crate::circles::{circles, imports};
use crate::house::{code, is_of_tests, room, sources, sources_in};

/// The largest part of the code that one room may be, in hundredths.
const LARGEST_SHARE: usize = 17;
/// The longest that a function may be, in lines.
const LONGEST_FUNCTION: usize = 60;

/// What is counted of the code.
struct Figures {
    /// Sets of files each of which needs all the others.
    circles: Vec<Vec<String>>,
    /// Arrows between rooms that each need the other.
    back: Vec<(String, String)>,
    /// Lines of code, without comments and tests, of each room.
    rooms: BTreeMap<String, usize>,
    /// Lines, all counted, of each file; and where it is.
    files: Vec<(usize, String)>,
    /// The same of functions.
    functions: Vec<(usize, String)>,
}

impl Figures {
    fn of(sources: &BTreeMap<String, String>) -> Self {
        let imports = imports(sources);
        let circles = circles(&imports);
        let circles = circles.iter().map(|circle| circle.iter().map(|file| (*file).to_owned()).collect());
        let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
        let mut functions = Vec::new();
        for (path, text) in sources.iter().filter(|(path, _)| !is_of_tests(path, sources)) {
            let code = code(text);
            *rooms.entry(room(path).to_owned()).or_default() += code.lines().count();
            functions
                .extend(self::functions(&code).map(|(lines, name)| (lines, format!("{name} in {path}"))));
        }
        let mut files: Vec<_> =
            sources.iter().map(|(path, text)| (text.lines().count(), path.clone())).collect();
        files.sort_unstable_by(|a, b| b.cmp(a));
        functions.sort_unstable_by(|a, b| b.cmp(a));
        Self { circles: circles.collect(), back: back(&imports), rooms, files, functions }
    }

    /// The largest room, and its part of the code in thousandths.
    fn largest_room(&self) -> (&str, usize) {
        let all: usize = self.rooms.values().sum();
        let (room, lines) = self.rooms.iter().max_by_key(|(_, lines)| **lines).unwrap();
        (room, lines * 1000 / all)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((room, share), (file, path), (function, name)) =
            (self.largest_room(), &self.files[0], &self.functions[0]);
        let in_circles: usize = self.circles.iter().map(Vec::len).sum();
        writeln!(f, "circles of files: {} ({in_circles} files)", self.circles.len())?;
        writeln!(f, "arrows between rooms that run back: {}", self.back.len())?;
        writeln!(f, "rooms: {}", self.rooms.len())?;
        writeln!(f, "largest room: {room}, {}.{} %", share / 10, share % 10)?;
        writeln!(f, "longest file: {path}, {file} lines")?;
        write!(f, "longest function: {name}, {function} lines")
    }
}

/// The functions of a file that `rustfmt` wrote, each with its lines: it ends where a brace stands as far out as its first line.
fn functions(code: &str) -> impl Iterator<Item = (usize, String)> {
    let lines: Vec<&str> = code.lines().collect();
    let function = |from: usize| {
        let line = lines[from];
        let (before, after) = line.split_once("fn ")?;
        let words = before.trim().split(' ').filter(|word| !word.is_empty());
        let is_function = words.into_iter().all(|word| {
            word.starts_with("pub")
                || word.ends_with(')')
                || ["const", "async", "unsafe", "in"].contains(&word)
        });
        let name: String =
            after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        if !is_function || name.is_empty() || line.ends_with(';') || line.ends_with('}') {
            return None;
        }
        let indent = before.len() - before.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[from..].iter().position(|line| *line == end)?;
        Some((length + 1, name))
    };
    (0..lines.len()).filter_map(function).collect::<Vec<_>>().into_iter()
}

/// Arrows between rooms of which each needs the other, however far away.
fn back(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<(String, String)> {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, imported) in imports.iter().filter(|(file, _)| !["lib", "main"].contains(&room(file))) {
        let others = imported.iter().map(|file| room(file).to_owned()).filter(|other| other != room(file));
        rooms.entry(room(file).to_owned()).or_default().extend(others);
    }
    let in_circles = circles(&rooms);
    let arrows = rooms.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.clone(), to.clone())));
    let is_within = |(from, to): &(String, String)| {
        in_circles.iter().any(|circle| circle.contains(from.as_str()) && circle.contains(to.as_str()))
    };
    arrows.filter(is_within).collect()
}

#[test]
fn the_house_is_in_order() {
    if let Some(folder) = std::env::var_os("REXBASE_FIGURES_OF") {
        println!("{}", Figures::of(&sources_in(Path::new(&folder))));
        return;
    }
    let figures = Figures::of(&sources());
    println!("{figures}");
    assert!(figures.functions.len() > 1_000, "functions are found");
    assert_eq!(figures.circles, Vec::<Vec<String>>::new());
    assert_eq!(figures.back, []);
    let (room, share) = figures.largest_room();
    assert!(share < LARGEST_SHARE * 10, "{room} is {share} thousandths of the code: part it");
    let long: Vec<_> = figures.functions.iter().filter(|(lines, _)| *lines > LONGEST_FUNCTION).collect();
    assert!(long.is_empty(), "longer than {LONGEST_FUNCTION} lines: {long:#?}");
}

#[test]
fn functions_are_measured_from_their_first_line_to_their_brace() {
    let code = "pub(in crate::a) fn long(\n    x: u8,\n) -> u8 {\n    fn inner() {\n    }\n    x\n}\n    const fn one(self) {}\nlet of = fn_of(x);\ntrait T {\n    fn said(&self);\n}\n";
    let found: Vec<_> = functions(code).collect();
    assert_eq!(found, [(7, "long".to_owned()), (2, "inner".to_owned())]);
}
