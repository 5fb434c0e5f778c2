//! Random edits of names: what an organisation was called until when, two that are merged and parted again, talks and reports that name either.

use crate::edits::{Edit, Pair, at};

/// The names that organisations, and a person, have had in these edits.
const NAMES: [&str; 4] = ["Maison 0", "Logis Neuf", "Maison 1", "Vieux Logis"];

/// Another name for an organisation, with the one that it had; or a report of some day that names one.
pub(crate) fn rename(pair: &mut Pair) -> Edit {
    let number = pair.count;
    let name = *pair.random.one_of(&NAMES);
    let (path, text) = match pair.random.below(3) {
        0 => {
            let former = *pair.random.one_of(&NAMES);
            let year = 10 + pair.random.below(15);
            let until = *pair.random.one_of(&[
                "",
                ", until = \"20YY\"",
                ", until = \"20YY-06\"",
                ", since = \"2001\", until = \"20YY-06-07\"",
            ]);
            let until = until.replace("YY", &year.to_string());
            let former = match pair.random.below(4) {
                0 => String::new(),
                1 => format!("former = [\"{former}\", {{ name = \"Comptoir\"{until} }}]\n"),
                _ => format!("former = [{{ name = \"{former}\"{until} }}]\n"),
            };
            let title = if former.contains(name) { "Grand Logis" } else { name };
            // One that has a name of a file of its own is told: two files would both have it.
            (
                "content/organisations/logis.md".to_owned(),
                format!("+++\ntitle = \"{title}\"\n{former}+++\nTexte.\n"),
            )
        }
        part => {
            let date = format!("20{:02}-0{}-02", 10 + number % 15, 1 + number % 9);
            let link = if part == 1 { format!("[[{name}]]") } else { String::new() };
            (
                format!("content/reports/nom-{}.md", number % 6),
                format!(
                    "+++\ntitle = \"Nom {}\"\ndate = {date}\norganisations = [\"{name}\"]\nauthors = [{{ name = \"Ève\", organisation = \"Comptoir\" }}]\n+++\nTexte. {link}\n",
                    number % 6
                ),
            )
        }
    };
    if pair.broken.as_ref().is_some_and(|broken| broken.path == path) {
        return pair.mend();
    }
    pair.write(&path, &text);
    Edit { what: format!("another name in {path}"), look: at(&path) }
}
