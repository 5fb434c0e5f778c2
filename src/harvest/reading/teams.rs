//! Whom a text of names names: people, and teams and companies, which are none.
//!
//! What always holds: a private address beside a name is not read; what stands for nobody (`admin`, `TBD`) is nobody.

use super::names::is_nobody;
use super::people::{Said, people};
use crate::harvest::record::Participant;
use crate::vocab::fold::fold;

/// Whom a text names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Named {
    pub(crate) people: Vec<Participant>,
    /// Teams and companies.
    pub(crate) organisations: Vec<String>,
}

/// Reads a text that is nothing but names.
pub(crate) fn named(text: &str) -> Named {
    let mut named = Named::default();
    // `A <a@example.org>` is a name and a private address.
    let bare = text.split('<').next().unwrap_or(text).trim();
    if bare.contains('@') || is_nobody(bare) {
        return named;
    }
    if is_team(bare) {
        named.organisations.push(bare.to_owned());
        return named;
    }
    // A company among people (`Ann and the team`) is none of them.
    for one in people(bare, Said::Plainly).unwrap_or_default() {
        if is_team(&one.name) {
            named.organisations.push(one.name);
        } else {
            named.people.push(one);
        }
    }
    named
}

/// Whether a name is that of a team or company: a word says so, or a digit in it.
fn is_team(name: &str) -> bool {
    let folded = fold(name);
    let says = |word: &str| TEAMS.contains(&word);
    folded.split(' ').any(says)
        || (!name.contains(' ')
            && name.chars().any(|letter| letter.is_ascii_digit())
            && name.starts_with(char::is_uppercase))
}

const TEAMS: &[&str] = &[
    "admin",
    "administrator",
    "collective",
    "collectif",
    "contributors",
    "crew",
    "editor",
    "editors",
    "editorial",
    "equipe",
    "equipes",
    "gmbh",
    "inc",
    "ltd",
    "redaction",
    "sas",
    "staff",
    "team",
    "teams",
];
