//! What templates are handed is what `docs/theme-context.md` says. The page is made of the types that templates are handed and of their documentation, so that it
//! has keys, too, that no site here has.

use std::collections::{BTreeMap, BTreeSet};

use rexbase::face::render;
use rexbase::face::theme::{Described, Key, Shape};

use crate::phrases::{self, choosing};
use crate::references::{compare, headings_are_there, line};
use crate::site::package;

/// Templates that others extend, and that no page has for its own.
const LAYOUTS: [&str; 6] = ["base.html", "list.html", "name.html", "part.html", "record.html", "work.html"];

#[test]
fn the_page_of_what_templates_are_handed_is_what_they_are_handed() {
    let (every, templates) = render::handed();
    let mut views = BTreeMap::new();
    gather(&every, &mut views);
    templates.iter().for_each(|handed| gather(&handed.view, &mut views));
    let parts = compare("theme-context.md", |part| {
        let text = match part {
            "every template" => body(&every),
            "templates" => {
                let section = |name: &str, view: &Described| format!("\n### {name}\n{}", body(view));
                let sections: Vec<_> =
                    templates.iter().map(|handed| section(handed.template, &handed.view)).collect();
                sections.concat()
            }
            "views" => {
                let section =
                    |view: &Described| format!("\n### {}\n{}", capital(&words(view.name)), body(view));
                views.values().map(section).collect::<Vec<_>>().concat()
            }
            part => panic!("docs/theme-context.md asks for `{part}`"),
        };
        (text, Vec::new())
    });
    assert_eq!(parts.len(), 3);
    headings_are_there("theme-context.md");
}

#[test]
fn every_template_of_the_theme_is_handed_something() {
    let told: BTreeSet<&str> = render::handed().1.iter().map(|handed| handed.template).collect();
    let templates = std::fs::read_dir(package().join("themes/default/templates")).unwrap();
    let names = templates.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> =
        names.filter(|name| name.contains('.') && !LAYOUTS.contains(&name.as_str())).collect();
    assert_eq!(told, there.iter().map(String::as_str).collect());
}

/// Keys that hold one of some words, all of which are told; and the phrases that these words choose.
const CHOSEN: &[(&str, &str)] = &[
    ("Card.kind", "kind"),
    ("LessonCard.lesson_kind", "lesson_kind"),
    ("LessonTab.kind", "lesson_kind"),
    ("WorkCard.video", "video_status"),
    ("MediaItem.status", "media_status"),
    ("MediaItem.sort", "media"),
    ("Debt.sort", "media"),
    ("EventRecord.status", "status"),
    ("TalkRecord.format", "format"),
    ("Judgement.depth", "depth"),
    ("NameItem.stance", "stance"),
    ("StanceCount.stance", "stance"),
    ("UsedTechnology.stance", "stance"),
    ("TocEntry.section", "rex"),
    ("IncidentEntry.mark", "incident_mark"),
];

/// Says nothing that a template could show.
const UNTOLD: &str = "other";

#[test]
fn the_words_that_a_key_may_hold_are_all_told() {
    let mut views = BTreeMap::new();
    render::handed().1.iter().for_each(|handed| gather(&handed.view, &mut views));
    let told = |place: &str| -> BTreeSet<String> {
        let (view, name) = place.split_once('.').unwrap();
        let key = views[view].keys.iter().find(|key| key.name == name).unwrap();
        key.about.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    for (place, table) in CHOSEN {
        let mut known = choosing(table);
        known.remove(UNTOLD);
        assert_eq!(told(place), known, "left: what the documentation of {place} says; right: the code");
    }
    assert_eq!(told("Embedded.player"), phrases::words("site/media/embed.rs", "impl Player {"));
}

/// A view and all that it holds, by their names.
fn gather(view: &Described, views: &mut BTreeMap<&'static str, Described>) {
    let of_keys = view.keys.iter().flat_map(|key| held(&key.shape));
    for below in view.parts.iter().copied().chain(of_keys).map(|described| described()) {
        if let Some(known) = views.get(below.name) {
            assert_eq!(known.about, below.about, "two views are called {}", below.name);
        } else {
            views.insert(below.name, below.clone());
            gather(&below, views);
        }
    }
}

fn held(shape: &Shape) -> Vec<fn() -> Described> {
    match shape {
        Shape::List(each) | Shape::Maybe(each) => held(each),
        Shape::View(views) => views.clone(),
        _ => Vec::new(),
    }
}

/// What a view is, and its keys.
fn body(view: &Described) -> String {
    let about = line(view.about);
    let parts: Vec<String> = view.parts.iter().map(|part| link(&part(), &words(part().name))).collect();
    let rows: String = view.keys.iter().map(row).collect();
    let table = format!("\n| key | is | |\n|---|---|---|\n{rows}");
    match (parts.is_empty(), rows.is_empty()) {
        (true, _) => format!("\n{about}\n{table}"),
        (false, true) => format!("\n{about}\n\nIt has what {}.\n", having(&parts)),
        (false, false) => format!("\n{about}\n\nIt has what {}, and:\n{table}", having(&parts)),
    }
}

/// `a has`; `a`, `b` and `c have`.
fn having(parts: &[String]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last} have", first.join(", ")),
        parts => format!("{} has", parts.concat()),
    }
}

fn row(key: &Key) -> String {
    let (mark, shape) = match &key.shape {
        Shape::Maybe(shape) => ("?", is(shape)),
        Shape::Flag => ("?", "`true`".to_owned()),
        shape => ("", is(shape)),
    };
    format!("| `{}{mark}` | {shape} | {} |\n", key.name, line(key.about))
}

fn is(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Html => "HTML".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Bool => "`true` or `false`".to_owned(),
        Shape::Flag => "`true`, or not there".to_owned(),
        Shape::Table => "table".to_owned(),
        Shape::NotThere => "never there".to_owned(),
        Shape::Maybe(shape) => format!("{}, or not there", is(shape)),
        Shape::List(each) => match &**each {
            Shape::View(views) => format!("list of {}", several(views, |name| plural(&name))),
            Shape::Text => "list of texts".to_owned(),
            each => format!("list: {}", is(each)),
        },
        Shape::View(views) => several(views, |name| name),
    }
}

fn several(views: &[fn() -> Described], form: impl Fn(String) -> String) -> String {
    views.iter().map(|view| link(&view(), &form(words(view().name)))).collect::<Vec<_>>().join(" or ")
}

fn link(view: &Described, said: &str) -> String {
    format!("[{said}](#{})", words(view.name).replace(' ', "-"))
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y').filter(|stem| !stem.ends_with('a')) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}

/// `work card` of `WorkCard`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn capital(text: &str) -> String {
    text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect()
}
