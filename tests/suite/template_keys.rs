//! Every key that a template of the built-in theme reads is one that it is handed.
//!
//! The templates are read as far as that needs: which paths stand in them (`record.people`), what loops and components bind, and which templates extend which. What
//! always holds: a path may be of several views, as in a component that many call, and is wrong when none of them has it; what comes out of a filter is not looked into.

use std::collections::{BTreeMap, BTreeSet};

use rexbase::face::render;
use rexbase::face::theme::{Described, Shape};
use walkdir::WalkDir;

use crate::site::package;

/// What a name may stand for. Nothing: whatever it is, it is not looked into.
type Kinds = Vec<Shape>;
type Names = BTreeMap<String, Kinds>;

/// Words of the engine, which stand for nothing that is handed.
const WORDS: [&str; 15] = [
    "and", "defined", "elif", "else", "endif", "false", "if", "in", "is", "loop", "none", "not", "or",
    "super", "true",
];

#[test]
fn every_key_that_a_template_reads_is_handed() {
    let (every, handed) = render::handed();
    let sources = sources();
    let mut reading = Reading::default();
    // What calls bind is known once all have been read; then components are read again.
    loop {
        let known = reading.bound.clone();
        reading.paths.clear();
        for handed in &handed {
            let mut names = names_of(&every);
            names.extend(names_of(&handed.view));
            let mut name = handed.template.to_owned();
            loop {
                let source = &sources[&name];
                reading.file(&name, source, names.clone());
                let Some(parent) = extended(source) else { break };
                name = parent;
            }
            reading.implicit(&names);
        }
        for (name, source) in sources.iter().filter(|(name, _)| name.starts_with("components/")) {
            reading.file(name, source, Names::new());
        }
        if reading.bound.len() == known.len()
            && reading.bound.iter().all(|(key, kinds)| kinds.len() == known[key].len())
        {
            break;
        }
    }
    let wrong: Vec<_> = reading
        .paths
        .iter()
        .filter(|(_, is_handed)| !**is_handed)
        .map(|((file, path), _)| format!("{file}: {path}"))
        .collect();
    assert!(wrong.is_empty(), "no view has these: {wrong:#?}");
    let read = reading.paths.keys().filter(|(_, path)| path.contains('.')).count();
    assert!(read > 300, "the templates are read: {read} paths");
}

/// The names that a component of each file would be told were wrong.
#[test]
fn a_key_that_nobody_hands_is_found() {
    let (_, handed) = render::handed();
    let talk = handed.iter().find(|handed| handed.template == "talk.html").unwrap();
    let wrong = |source: &str| -> Vec<String> {
        let mut reading = Reading::default();
        for _ in 0..2 {
            reading.paths.clear();
            reading.file("x.html", source, names_of(&talk.view));
        }
        reading.paths.into_iter().filter(|(_, is_handed)| !is_handed).map(|((_, path), _)| path).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(
        wrong("{{ record.title }}{# record.titel #}{{ 'record.titel' }}{{ record.extra.mine }}"),
        none
    );
    assert_eq!(wrong("{{ record.titel }}{{ recrod }}"), ["record.titel", "recrod"]);
    assert_eq!(
        wrong("{% for one in record.people or [] %}{{ one.role }}{{ one.rule }}{% endfor %}{{ one }}"),
        ["one", "one.rule"]
    );
    assert_eq!(wrong("{{ record.media[0].url }}{{ record.media[0].uri }}{{ record.more_people }}").len(), 2);
    let component = "{% component a(card: map, more = 0) %}{{ card.date.iso }}{{ card.dates }}{{ more }}{% endcomponent a %}";
    assert_eq!(wrong(&format!("{component}{{{{ <a card={{record.event}} /> }}}}")), ["card.dates.x"; 0]);
    assert_eq!(wrong(&format!("{component}{{{{ <a card={{related[0]}} more={{2}} /> }}}}")), ["card.dates"]);
}

/// Each template by its name.
fn sources() -> BTreeMap<String, String> {
    let folder = package().join("themes/default/templates");
    let files =
        WalkDir::new(&folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The template that one extends.
fn extended(source: &str) -> Option<String> {
    Some(source.strip_prefix("{% extends \"")?.split('"').next()?.to_owned())
}

/// The keys of a view, as names.
fn names_of(view: &Described) -> Names {
    let of_parts = view.parts.iter().flat_map(|part| names_of(&part()));
    of_parts.chain(view.keys.iter().map(|key| (key.name.to_owned(), vec![key.shape.clone()]))).collect()
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    /// What calls bind to the parameters of components, by the component and the parameter; and what components take from their surroundings, by `@name`.
    bound: BTreeMap<(String, String), Kinds>,
    /// Every path, by its file, and whether some view has it.
    paths: BTreeMap<(String, String), bool>,
}

impl Reading {
    fn file(&mut self, file: &str, source: &str, names: Names) {
        let mut scopes = vec![names];
        for tag in tags(source) {
            match tag.split_whitespace().next().unwrap_or_default() {
                "extends" | "block" | "endblock" | "include" => {}
                "component" => {
                    let mut within = self.parameters(tag);
                    within.insert("body".to_owned(), Vec::new());
                    scopes = vec![scopes.swap_remove(0), within];
                }
                "endcomponent" => scopes.truncate(1),
                "for" => {
                    let (variable, list) = tag["for".len()..].split_once(" in ").unwrap();
                    self.expression(file, list, &scopes);
                    let each = bound(list, &scopes).iter().flat_map(items).collect();
                    scopes.push(Names::from([(variable.trim().to_owned(), each)]));
                }
                "endfor" => drop(scopes.pop()),
                "set" => {
                    let (variable, value) = tag["set".len()..].split_once('=').unwrap();
                    self.expression(file, value, &scopes);
                    let kinds = bound(value, &scopes);
                    scopes.last_mut().unwrap().insert(variable.trim().to_owned(), kinds);
                }
                _ => self.expression(file, tag, &scopes),
            }
        }
    }

    /// What a component knows within: its parameters, and what it takes from around it.
    fn parameters(&self, header: &str) -> Names {
        let (name, rest) = header["component".len()..].split_once('(').unwrap();
        let list = rest.rsplit_once(')').unwrap().0;
        let parameter = |written: &str| {
            let name_of = written.trim().split([':', '=', ' ']).next().unwrap().to_owned();
            let place = match name_of.strip_prefix('@') {
                Some(implicit) => (String::from("@"), implicit.to_owned()),
                None => (name.trim().to_owned(), name_of.clone()),
            };
            (place.1.clone(), self.bound.get(&place).cloned().unwrap_or_default())
        };
        list.split(',').map(parameter).collect()
    }

    /// Notes what components may take from around them.
    fn implicit(&mut self, names: &Names) {
        for (name, kinds) in names {
            self.bind("@", name, kinds);
        }
    }

    fn bind(&mut self, component: &str, parameter: &str, kinds: &Kinds) {
        let known = self.bound.entry((component.to_owned(), parameter.to_owned())).or_default();
        for kind in kinds {
            if !known.iter().any(|other| label(other) == label(kind)) {
                known.push(kind.clone());
            }
        }
    }

    /// Notes the paths of an expression, and what its calls of components bind.
    fn expression(&mut self, file: &str, text: &str, scopes: &[Names]) {
        for path in paths(text) {
            let is_handed = resolved(&path, scopes).is_some();
            *self.paths.entry((file.to_owned(), path.join("."))).or_default() |= is_handed;
        }
        let call = text.trim_start_matches('-').trim();
        if let Some((name, arguments)) =
            call.strip_prefix('<').filter(|rest| !rest.starts_with('/')).and_then(|rest| rest.split_once(' '))
        {
            for (parameter, value) in arguments_of(arguments) {
                self.bind(name, &parameter, &bound(&value, scopes));
            }
        }
    }
}

/// The tags of a template, without their braces; comments are left out.
fn tags(source: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let end = match rest.bytes().next() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => continue,
        };
        let length = rest.find(end).unwrap();
        if end != "#}" {
            tags.push(rest[1..length].trim_matches('-').trim());
        }
        rest = &rest[length + 2..];
    }
    tags
}

/// The paths that an expression reads: names, and what follows them after points; `[…]` stands for itself.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '"' || first == '\'' {
            rest = rest[1..].split_once(first).map_or("", |(_, after)| after);
            before = first;
        } else if first.is_alphabetic() || first == '_' {
            let (path, after) = path(rest);
            let is_named_argument = after.starts_with('=') && !after.starts_with("==");
            // After a bar stands a filter, after `is` a test, after `<` a component.
            let is_other = matches!(before, '|' | '<' | '/' | '.');
            if !is_named_argument && !is_other && !WORDS.contains(&path[0].as_str()) {
                found.push(path.clone());
            }
            // What stands within brackets is read, too.
            for inner in rest[..rest.len() - after.len()].split('[').skip(1) {
                found.extend(paths(inner.split(']').next().unwrap()));
            }
            rest = after;
            before = 'a';
        } else {
            if !first.is_whitespace() {
                before = first;
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// The path that a text begins with, and what comes after it.
fn path(text: &str) -> (Vec<String>, &str) {
    let word = |text: &str| {
        text.len() - text.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len()
    };
    let (mut parts, mut rest) = (vec![text[..word(text)].to_owned()], &text[word(text)..]);
    loop {
        let after_point = rest.strip_prefix("?.").or_else(|| rest.strip_prefix('.'));
        if let Some(after) = after_point {
            parts.push(after[..word(after)].to_owned());
            rest = &after[word(after)..];
        } else if let Some((within, after)) = rest.strip_prefix('[').and_then(bracketed) {
            parts.push(if within.contains(':') { "[:]" } else { "[]" }.to_owned());
            rest = after;
        } else {
            return (parts, rest);
        }
    }
}

/// What stands before the bracket that closes, and what comes after it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        depth += match letter {
            '[' => 1,
            ']' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some((&text[..at], &text[at + 1..]));
        }
    }
    None
}

/// The arguments of a call, each with its expression: `card`, `cards={x.y}`, `showing="words"`.
fn arguments_of(text: &str) -> Vec<(String, String)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_end_matches(['>', '/', ' ']).trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix('=') {
            None => name.clone(),
            Some(after) => {
                let (close, is_text) = if after.starts_with('{') { ('}', false) } else { ('"', true) };
                let length = after[1..].find(close).unwrap() + 1;
                rest = &after[length + 1..];
                if is_text { String::new() } else { after[1..length].to_owned() }
            }
        };
        arguments.push((name, value));
        rest = rest.trim_start();
    }
    arguments
}

/// What an expression may come to: what its first path does, when no filter follows and it is no text.
fn bound(expression: &str, scopes: &[Names]) -> Kinds {
    let is_looked_into = !expression.contains('|') && !expression.trim_start().starts_with(['"', '\'']);
    let first = paths(expression).into_iter().next().filter(|_| is_looked_into);
    first.and_then(|path| resolved(&path, scopes)).unwrap_or_default()
}

/// What a path may come to; none when no view has it.
fn resolved(path: &[String], scopes: &[Names]) -> Option<Kinds> {
    let mut kinds = scopes.iter().rev().find_map(|names| names.get(&path[0]))?.clone();
    for part in &path[1..] {
        if kinds.is_empty() {
            return Some(kinds);
        }
        let below: Vec<Kinds> = kinds.iter().filter_map(|kind| step(kind, part)).collect();
        if below.is_empty() {
            return None;
        }
        kinds = if below.iter().any(Vec::is_empty) { Vec::new() } else { below.concat() };
    }
    Some(kinds)
}

/// What a step of a path comes to.
fn step(kind: &Shape, part: &str) -> Option<Kinds> {
    match (kind, part) {
        (Shape::Maybe(kind), part) => step(kind, part),
        (Shape::Table, _) | (Shape::View(_), "[]") => Some(Vec::new()),
        (Shape::List(_), "[:]") => Some(vec![kind.clone()]),
        (Shape::List(each), "[]") => Some(vec![(**each).clone()]),
        (Shape::View(views), key) => {
            let found: Kinds = views.iter().filter_map(|view| key_of(&view(), key)).collect();
            (!found.is_empty()).then_some(found)
        }
        _ => None,
    }
}

/// What a view has under a key: its own before those of its parts, of which the last counts.
fn key_of(view: &Described, name: &str) -> Option<Shape> {
    let own = view.keys.iter().find(|key| key.name == name).map(|key| key.shape.clone());
    let of_parts = || view.parts.iter().rev().find_map(|part| own_of(&part(), name));
    match own.or_else(of_parts) {
        Some(Shape::NotThere) | None => None,
        found => found,
    }
}

/// The same with what is taken away.
fn own_of(view: &Described, name: &str) -> Option<Shape> {
    let own = view.keys.iter().find(|key| key.name == name).map(|key| key.shape.clone());
    own.or_else(|| view.parts.iter().rev().find_map(|part| own_of(&part(), name)))
}

/// What there is to loop over.
fn items(kind: &Shape) -> Kinds {
    match kind {
        Shape::Maybe(kind) => items(kind),
        Shape::List(each) => vec![(**each).clone()],
        _ => Vec::new(),
    }
}

/// A shape's name, by which two are told apart.
fn label(shape: &Shape) -> String {
    match shape {
        Shape::Maybe(kind) => label(kind),
        Shape::List(each) => format!("list of {}", label(each)),
        Shape::View(views) => {
            let names: BTreeSet<_> = views.iter().map(|view| view().name).collect();
            names.into_iter().collect::<Vec<_>>().join(" or ")
        }
        other => format!("{other:?}"),
    }
}
