//! Random edits of what becomes of lessons: states and relations come, change and go, and what they name may not be there.

use crate::edits::{Edit, Pair, at};

/// How many reports there are that only these edits write: few, so that they are written again and again, and name one another.
const REPORTS: usize = 5;

/// A report whose lesson has another state, and stands otherwise to those of the others.
pub(crate) fn live(pair: &mut Pair) -> Edit {
    let (own, number) = (pair.random.below(REPORTS), pair.count);
    let other = pair.random.below(REPORTS);
    let state = pair.random.one_of(&["observed", "identified", "applied", "validated", "rejected"]);
    let named = format!("[[reports/vie-{other}#lesson-mesurer-le-cas-{other}]]");
    let life = match pair.random.below(7) {
        0 => String::new(),
        1 => format!("  - state: {state}\n"),
        2 => format!("  - supersedes: {named}\n  - stale_after: 20{:02}\n", number % 40),
        3 => format!("  - contradicts: {named}\n  - informs: [[Tarkett]]\n"),
        4 => format!("  - same_as: {named}\n  - state: {state}\n"),
        5 => format!("  - applied: caisse; since 2018-0{}; by Ève\n", 1 + number % 9),
        _ => format!("  - verified: by Ève; at 2019\n  - same_as: {named}\n"),
    };
    let action = match pair.random.below(3) {
        0 => String::new(),
        done => format!(
            "\n## Plan d’action\n\n- [{}] Outiller ([pourquoi](#lesson-mesurer-le-cas-{own}))\n",
            if done == 1 { "x" } else { " " }
        ),
    };
    let stance = pair.random.one_of(&["adopted", "trial", "dropped"]);
    let text = format!(
        "+++\ntitle = \"Vie {own}\"\ndate = 20{:02}-01-02\norganisations = [\"Maison {}\"]\ntopics = [\"DNS\"]\n\
         technologies = [{{ name = \"Outil\", stance = \"{stance}\" }}]\n[[figures]]\nmetric = \"mesure\"\nvalue = {number}\n+++\n\
         ## Enseignements\n\n- Mesurer le cas {own}.\n{life}{action}",
        10 + number % 15,
        own % 3,
    );
    let path = format!("content/reports/vie-{own}.md");
    if pair.broken.as_ref().is_some_and(|broken| broken.path == path) {
        return pair.mend();
    }
    pair.write(&path, &text);
    Edit { what: format!("another life in {path}"), look: at(&path) }
}
