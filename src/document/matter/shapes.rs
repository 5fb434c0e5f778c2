//! Which keys each kind has, and what their values are: for values that stand under other names.

use crate::matter::Shape::{self, Addresses, List, Names, One};
use crate::vocab::kind::Kind;

type Keys = &'static [(&'static str, Shape)];

const COMMON: Keys = &[
    ("title", One),
    ("aliases", Names),
    ("former", List),
    ("redirects", Addresses),
    ("language", One),
    ("description", One),
    ("draft", One),
    ("audience", One),
    ("date", One),
    ("updated", One),
    ("topics", Names),
    ("technologies", Names),
    ("organisations", Names),
    ("url", One),
    ("links", List),
    ("translation_of", One),
    ("figures", List),
    ("lessons", List),
    ("extra", One),
];

const TALK: Keys = &[
    ("event", One),
    ("duration", One),
    ("room", One),
    ("format", One),
    ("level", One),
    ("speakers", Names),
    ("video", One),
    ("audio", One),
    ("slides", One),
    ("paper", One),
    ("transcript", One),
];

const REPORT: Keys = &[
    ("authors", Names),
    ("event", One),
    ("covers", List),
    ("retells", One),
    ("video", One),
    ("audio", One),
    ("slides", One),
    ("paper", One),
    ("transcript", One),
];

const EVENT: Keys = &[
    ("series", One),
    ("start_date", One),
    ("end_date", One),
    ("timezone", One),
    ("venue", One),
    ("programme", One),
    ("slides", One),
    ("social", List),
    ("organisers", Names),
    ("sponsors", List),
    ("announced_talks", One),
    ("status", One),
];

const SERIES: Keys = &[("social", List), ("organisers", Names)];
const PERSON: Keys = &[("role", One), ("social", List)];
const ORGANISATION: Keys = &[("sector", One), ("country", One), ("social", List)];
const TERM: Keys = &[("broader", One)];
const METRIC: Keys = &[("unit", One)];
const PAGE: Keys = &[("menu", One)];

/// The key that `name` is in front matter of this kind, with its value's shape. Those who speak are no authors, and who maps a name to one means the
/// other where a kind has only that.
pub(crate) fn key(kind: Kind, name: &str) -> Option<(&'static str, Shape)> {
    let find = |name: &str| COMMON.iter().chain(of(kind)).find(|(key, _)| *key == name).copied();
    find(name).or_else(|| match name {
        "authors" => find("speakers"),
        "speakers" => find("authors"),
        _ => None,
    })
}

/// Whether some kind has this key.
pub(crate) fn is_key(name: &str) -> bool {
    Kind::written().any(|kind| key(kind, name).is_some())
}

/// The keys of all kinds.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    COMMON.iter().chain(Kind::written().flat_map(of)).map(|(key, _)| *key)
}

/// The keys of this kind, besides those of all.
fn of(kind: Kind) -> Keys {
    match kind {
        Kind::Talk => TALK,
        Kind::Report => REPORT,
        Kind::Event => EVENT,
        Kind::Series => SERIES,
        Kind::Person => PERSON,
        Kind::Organisation => ORGANISATION,
        Kind::Topic | Kind::Technology => TERM,
        Kind::Metric => METRIC,
        Kind::Page | Kind::Lesson | Kind::Figure | Kind::Action => PAGE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::matter::{Common, Specific};
    use crate::matter::{Matter, Syntax};

    #[test]
    fn the_shapes_are_of_the_keys_that_are_read() {
        for kind in Kind::written() {
            let mut front = Matter::parse("", 0, Syntax::Toml);
            let _: Common = front.read();
            Specific::read(kind, &mut front);
            let mut read = front.known().clone();
            // Taken before anything is read.
            read.extend(["draft", "audience"]);
            let listed: BTreeSet<_> = COMMON.iter().chain(of(kind)).map(|(key, _)| *key).collect();
            assert_eq!(listed, read, "{kind:?}");
        }
    }
}
