//! What links are resolved against, and how a wikilink is read.

use crate::knowledge::addresses::Addresses;
use crate::knowledge::names::Names;
use crate::knowledge::paths::Files;
use crate::knowledge::present::Present;
use crate::knowledge::record::RecordId;
use crate::knowledge::resolve::Numbers;
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;

/// All that a link may lead to.
pub(in crate::knowledge) struct Places<'a> {
    pub(in crate::knowledge) names: &'a Names<'a>,
    pub(in crate::knowledge) numbers: &'a Numbers,
    pub(in crate::knowledge) addresses: &'a Addresses,
    pub(in crate::knowledge) present: &'a Present,
    /// Records by their former addresses.
    pub(in crate::knowledge) former: &'a HashMap<String, RecordId>,
    pub(in crate::knowledge) files: Files<'a>,
}

/// The order in which kinds are asked for the name of a wikilink.
pub(super) const WIKI_ORDER: [Kind; 10] = [
    Kind::Organisation,
    Kind::Person,
    Kind::Technology,
    Kind::Topic,
    Kind::Series,
    Kind::Event,
    Kind::Talk,
    Kind::Report,
    Kind::Page,
    Kind::Metric,
];

/// The ways to part a wikilink into a name and an anchor, the longest name first.
pub(super) fn parted(name: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut signs: Vec<usize> = name.match_indices('#').map(|(at, _)| at).take(MOST_SIGNS).collect();
    signs.reverse();
    let parted = signs.into_iter().map(|at| (name[..at].trim(), Some(name[at + 1..].trim())));
    std::iter::once((name, None)).chain(parted.filter(|(name, _)| !name.is_empty()))
}

/// How many of its `#` may end a wikilink's name; no name has more.
const MOST_SIGNS: usize = 8;

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn the_longest_name_wins() {
        let parted: Vec<_> = parted("C##History#Early").collect();
        assert_eq!(
            parted,
            [
                ("C##History#Early", None),
                ("C##History", Some("Early")),
                ("C#", Some("History#Early")),
                ("C", Some("#History#Early"))
            ]
        );
    }
}
