//! What stands in a schedule and is no talk: pauses, meals, the opening of the doors.
//!
//! What always holds: a session with a speaker is a talk, whatever it is called.

use crate::vocab::fold::fold;

/// Whether a session without speakers is a break, from what it is called or from its sort.
pub(crate) fn is_break(title: &str, format: Option<&str>) -> bool {
    let of = |text: &str| {
        let folded = fold(text);
        let plain = folded.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
        BREAKS.contains(&plain) || BEGINNINGS.iter().any(|words| is_begun_by(plain, words))
    };
    of(title) || format.is_some_and(of)
}

/// Whether these are its first words, and few others follow.
fn is_begun_by(text: &str, words: &str) -> bool {
    let rest = text.strip_prefix(words).filter(|rest| rest.starts_with(' '));
    rest.is_some_and(|rest| rest.split_whitespace().count() <= 3)
}

/// The whole title, or all of it but a number.
const BREAKS: &[&str] = &[
    "accueil",
    "aperitif",
    "apero",
    "breakfast",
    "brunch",
    "buffet",
    "break",
    "breaks",
    "cafe",
    "check in",
    "coffee",
    "dejeuner",
    "diner",
    "dinner",
    "doors",
    "doors open",
    "einlass",
    "kaffeepause",
    "lunch",
    "meal",
    "mittagessen",
    "mittagspause",
    "open",
    "ouverture des portes",
    "party",
    "pause",
    "pausa",
    "petit dejeuner",
    "registration",
    "registrations",
    "snack",
    "social event",
    "swag",
    "tea",
    "afterparty",
    "after party",
];

const BEGINNINGS: &[&str] = &[
    "accueil",
    "breakfast",
    "break",
    "coffee",
    "coffee break",
    "dejeuner",
    "lunch",
    "lunch break",
    "morning break",
    "afternoon break",
    "networking",
    "pause",
    "petit dejeuner",
    "registration",
    "tea break",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_told_from_talks() {
        for title in [
            "Lunch",
            "Coffee Break ☕",
            "Pause 2",
            "Pause déjeuner",
            "Registration & Breakfast",
            "Accueil des participants",
            "Morning break in the hall",
        ] {
            assert!(is_break(title, None), "{title}");
        }
        for title in [
            "Breaking Thunderbolt 3",
            "Unconference #1",
            "Open Source",
            "Pausing threads without a break",
            "Lunch menus that scale to ten million requests a day",
            "Break the build: how we learned to love it",
        ] {
            assert!(!is_break(title, None), "{title}");
        }
        assert!(is_break("See you there", Some("party")) && !is_break("See you there", Some("talk")));
    }
}
