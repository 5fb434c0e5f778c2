//! The keys by which one tool or another holds a note back, and the words that say yes and no.

use crate::matter::Free;
use crate::vocab::audience::{Audience, KEY};
use crate::vocab::date::PartialDate;
use crate::vocab::spanned::{Span, Spanned};

/// In which sense a key holds a note back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// By a yes; it means nothing else.
    Holds,
    /// By a yes; other values mean something else.
    MayHold,
    /// By a no; it means nothing else.
    Releases,
    /// By a no; other values mean something else.
    MayRelease,
    /// By a no, where else an address stands.
    Address,
    /// By a word.
    Status,
    /// Until a day.
    From,
    /// From a day on.
    Until,
    /// Hugo's table of what is made of a page.
    Build,
    /// What a page hands down to those below it.
    Cascade,
}

/// By their names in lower case, without what joins words.
const KEYS: &[(&str, Sense)] = &[
    // This tool, Hugo, Zola, MkDocs, Docusaurus, Quarto …
    ("draft", Sense::Holds),
    ("isdraft", Sense::Holds),
    ("saveasdraft", Sense::Holds),
    ("unpublished", Sense::Holds),
    ("donotpublish", Sense::Holds),
    ("dontpublish", Sense::Holds),
    ("nopublish", Sense::Holds),
    ("brouillon", Sense::Holds),
    ("eleventyexcludefromcollections", Sense::Holds),
    // Docusaurus, Lektor, Metalsmith, GitBook …
    ("headless", Sense::MayHold),
    ("hidden", Sense::MayHold),
    ("private", Sense::MayHold),
    ("unlisted", Sense::MayHold),
    ("confidential", Sense::MayHold),
    ("secret", Sense::MayHold),
    ("embargoed", Sense::MayHold),
    ("trashed", Sense::MayHold),
    ("wip", Sense::MayHold),
    // Jekyll, Bridgetown, Grav, Obsidian, its digital gardens …
    ("publish", Sense::Releases),
    ("published", Sense::Releases),
    ("ispublished", Sense::Releases),
    ("dgpublish", Sense::Releases),
    ("public", Sense::MayRelease),
    ("ispublic", Sense::MayRelease),
    ("listed", Sense::MayRelease),
    ("render", Sense::MayRelease),
    ("buildrender", Sense::MayRelease),
    ("routable", Sense::MayRelease),
    ("visible", Sense::MayRelease),
    ("discoverable", Sense::MayRelease),
    ("permalink", Sense::Address),
    // Pelican, Nikola, Ghost, WordPress, Medium …
    ("status", Sense::Status),
    ("poststatus", Sense::Status),
    ("publishstatus", Sense::Status),
    ("publishingstatus", Sense::Status),
    ("publicationstatus", Sense::Status),
    ("state", Sense::Status),
    ("visibility", Sense::Status),
    ("access", Sense::Status),
    // Hugo, Grav, Gatsby …
    ("publishdate", Sense::From),
    ("publishat", Sense::From),
    ("publishfrom", Sense::From),
    ("publishon", Sense::From),
    ("pubdate", Sense::From),
    ("embargo", Sense::From),
    ("embargodate", Sense::From),
    ("embargountil", Sense::From),
    ("expires", Sense::Until),
    ("expireson", Sense::Until),
    ("expirydate", Sense::Until),
    ("expirationdate", Sense::Until),
    ("publishuntil", Sense::Until),
    ("unpublishdate", Sense::Until),
    ("unpublishon", Sense::Until),
    ("build", Sense::Build),
    ("cascade", Sense::Cascade),
];

const YES: &[&str] = &["true", "yes", "on", "y", "t", "1", "oui", "vrai"];
const NO: &[&str] = &["false", "no", "off", "n", "f", "0", "never", "none", "non", "faux", "not yet"];

/// What a status says of what is not to be published.
const HELD: &[&str] = &[
    "archived",
    "brouillon",
    "confidential",
    "draft",
    "drafts",
    "embargo",
    "embargoed",
    "future",
    "hidden",
    "idea",
    "in progress",
    "in review",
    "inprogress",
    "never",
    "pending",
    "private",
    "protected",
    "scheduled",
    "secret",
    "skip",
    "todo",
    "trash",
    "trashed",
    "unlisted",
    "unpublished",
    "wip",
    "work in progress",
];

/// What the status of an event says of the event.
const OF_EVENTS: &[&str] = &["scheduled", "held", "cancelled", "postponed"];

/// The sense of a plain key.
pub(super) fn sense(plain: &str) -> Option<Sense> {
    KEYS.iter().find(|(key, _)| *key == plain).map(|(_, sense)| *sense)
}

/// A regular expression (ECMA 262) of all keys that are heard, in any case and whatever joins their words.
pub(in crate::document) fn pattern() -> String {
    let letter = |letter: char| format!("[{letter}{}]", letter.to_ascii_uppercase());
    let key = |key: &str| key.chars().map(letter).collect::<Vec<_>>().join("[\\W_]*");
    let keys: Vec<_> = KEYS.iter().map(|(name, _)| key(name)).collect();
    format!("^({})$", keys.join("|"))
}

/// The plain word that an unknown key was most likely meant to be, of those that hold a note back and nothing else.
pub(super) fn is_near(plain: &str) -> Option<&'static str> {
    let is_alike = |word: &str| {
        let may_differ = if word.len() > 7 { 2 } else { 1 };
        plain.len().abs_diff(word.len()) <= may_differ
            && strsim::damerau_levenshtein(plain, word) <= may_differ
    };
    ["draft", "published", "publish", "unpublished"].into_iter().find(|word| is_alike(word))
}

/// What a value says, when it is a yes or a no in any form.
pub(super) fn truth(value: &Free) -> Option<bool> {
    match value {
        Free::Bool(truth) => Some(*truth),
        Free::Number(number) if number.as_f64() == Some(1.0) => Some(true),
        Free::Number(number) if number.as_f64() == Some(0.0) => Some(false),
        Free::String(text) => {
            let text = text.trim().to_lowercase();
            let says = |words: &[&str]| words.contains(&text.as_str());
            if says(YES) { Some(true) } else { says(NO).then_some(false) }
        }
        _ => None,
    }
}

/// Whether a status is that of something that is not to be published.
pub(super) fn is_status_of_held(value: &Free) -> bool {
    match value {
        Free::Bool(truth) => !truth,
        Free::String(_) => word_is_of(value, HELD),
        _ => false,
    }
}

/// Whether a status is that of an event.
pub(super) fn is_status_of_event(value: &Free) -> bool {
    word_is_of(value, OF_EVENTS)
}

fn word_is_of(value: &Free, words: &[&str]) -> bool {
    let Free::String(text) = value else { return false };
    let word = text.trim().to_lowercase().replace(['-', '_'], " ");
    words.contains(&word.as_str())
}

/// Whether Hugo would make no page of this, or one that no list has.
pub(super) fn is_unbuilt(value: &Free) -> bool {
    let Free::Object(entries) = value else { return truth(value) == Some(false) };
    entries.iter().any(|(key, value)| {
        let word = value.as_str().map(|text| text.trim().to_lowercase());
        let is_never = truth(value) == Some(false) || word.as_deref() == Some("link");
        matches!(key.to_lowercase().as_str(), "render" | "list") && is_never
    })
}

/// Whether a line of text is a key that holds a note back, with a value that does: `draft: true`, `.. status: draft`, `publish = false`.
pub(in crate::document) fn holds_line(key: &str, value: &str) -> bool {
    let plain = plain(key);
    let text = value.trim().trim_matches([',', ';']).trim().trim_matches(['"', '\'']);
    let value = Free::from(text);
    match sense(&plain) {
        Some(Sense::Holds) => truth(&value) != Some(false),
        Some(Sense::MayHold) => truth(&value) == Some(true),
        Some(Sense::Releases) => {
            truth(&value) == Some(false) || is_status_of_held(&value) || day(&value, 0..0).is_some()
        }
        Some(Sense::MayRelease | Sense::Address) => truth(&value) == Some(false),
        Some(Sense::Status) => is_status_of_held(&value),
        Some(Sense::From | Sense::Until) => day(&value, 0..0).is_some(),
        Some(Sense::Cascade) => entries(text).any(|(key, value)| holds_line(key, value)),
        Some(Sense::Build) => entries(text).any(|(key, value)| is_never(key, value)),
        None if plain == KEY => Audience::is_near(text),
        None if plain == "extra" => entries(text).any(|(key, value)| holds_line(key, value)),
        None => is_never(&plain, text) || is_near(&plain).is_some() && truth(&value).is_some(),
    }
}

/// The entries of a table that is written on one line: `{ draft: true }`; none where there is no such table.
fn entries(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let inner = table.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
    let parts = inner.split(',').filter_map(|entry| entry.split_once([':', '=']));
    parts.map(|(key, value)| (key.trim().trim_matches(['"', '\'']), value))
}

/// Whether an entry of Hugo's table of what is made of a page says that nothing is: `list: never`.
fn is_never(key: &str, value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']).to_lowercase();
    matches!(key.to_lowercase().as_str(), "render" | "list") && value == "never"
}

pub(super) fn day(value: &Free, span: Span) -> Option<Spanned<PartialDate>> {
    let date = match value {
        Free::String(text) => PartialDate::parse(text).ok()?,
        Free::Number(year) => PartialDate::parse(&year.to_string()).ok()?,
        _ => return None,
    };
    Some(Spanned::new(span, date))
}

/// A key in lower case, without whatever joins its words or hides in it.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
