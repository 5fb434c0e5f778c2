//! Records that may be one under several names: people, organisations and topics whose names are alike.
//!
//! Comes in: the knowledge base. Goes out: what an author may want to write into the file of one of them. Nothing is merged here: whether two names mean
//! the same is for people to say. What always holds:
//!
//! - Names are compared only with those that share a key with them, and of a key that many share nothing is said, so that the cost grows with the names and no faster.
//! - The outcome depends on the names alone, and is in the order of records.
//! - Two people who took part in one talk or report are two.

use std::collections::BTreeMap;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::fold::{counted, fold};
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::kind::Kind;

use super::groups::groups;
use super::record::{KnowledgeBase, Record, RecordId, Relation};

/// Records that may be one, and spellings of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Namesakes {
    /// The one that stays: it has a file, or is named most often.
    pub(crate) kept: RecordId,
    /// The others, in the order of records; none where one record is spelled in several ways.
    pub(crate) others: Vec<RecordId>,
    /// How it is spelled, too, which its file does not say.
    pub(crate) spellings: Vec<String>,
    pub(crate) likeness: Likeness,
}

/// How names are alike, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// They differ by case, accents or punctuation.
    Spelling,
    /// The same words in another order.
    Order,
    /// The same letters, parted into words otherwise.
    Spaces,
    /// `ü` written `ue`.
    Umlauts,
    /// One and many of the same.
    Plural,
    /// One has a title, a middle initial or a legal form that the other has not.
    Additions,
    /// A letter is missing, another, or swapped with the next.
    Letter,
}

impl Likeness {
    /// What it is called, for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Spelling => "case, accents or punctuation",
            Self::Order => "the order of words",
            Self::Spaces => "spaces",
            Self::Umlauts => "umlauts",
            Self::Plural => "a plural",
            Self::Additions => "a title, an initial or a legal form",
            Self::Letter => "a letter",
        }
    }
}

/// A key that more names share says nothing.
const MOST_SHARING: usize = 8;
/// Of longer names, letters are not compared, in characters.
const LONGEST: usize = 60;
/// In shorter names of people, a letter makes another name.
const SHORTEST_NAME: usize = 9;
/// In shorter words, a letter makes another word.
const SHORTEST_WORD: usize = 6;
/// The same of the words of topics and organisations, which stand alone more often.
const SHORTEST_TERM: usize = 8;
/// By so many of their talks and reports, two people are told apart.
const WORKS: usize = 1_000;
/// What stands before or behind people's names.
const TITLES: [&str; 12] =
    ["dr", "prof", "professor", "phd", "mr", "mrs", "ms", "mx", "jr", "sr", "ii", "iii"];
/// What stands behind the names of organisations.
const LEGAL_FORMS: [&str; 14] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "sa",
    "sas",
    "sarl",
    "bv",
    "corp",
    "corporation",
    "plc",
    "co",
];

/// Finds what may be one and is not: spellings that were met, then records whose names are alike.
pub(crate) fn namesakes(knowledge: &KnowledgeBase) -> Vec<Namesakes> {
    let kinds = [Kind::Person, Kind::Organisation, Kind::Topic];
    let mut found: Vec<Namesakes> = kinds.iter().flat_map(|kind| spellings(knowledge, *kind)).collect();
    found.extend(kinds.iter().flat_map(|kind| alike(knowledge, *kind)));
    found
}

/// The records that are spelled in more ways than their files say.
fn spellings(knowledge: &KnowledgeBase, kind: Kind) -> impl Iterator<Item = Namesakes> {
    knowledge.of_kind(kind).filter_map(|(kept, record)| {
        let own: HashSet<&str> = record.own_outline().map_or_else(HashSet::default, |outline| {
            outline.common.other_names().map(|name| name.value.as_str()).collect()
        });
        let is_new = |name: &&String| !own.contains(name.as_str()) && **name != record.title;
        let spellings: Vec<String> = record.aliases.iter().filter(is_new).cloned().collect();
        let (others, likeness) = (Vec::new(), Likeness::Spelling);
        (!spellings.is_empty()).then_some(Namesakes { kept, others, spellings, likeness })
    })
}

/// A name, folded, and its words.
struct Name<'a> {
    id: RecordId,
    record: &'a Record,
    folded: String,
}

impl Name<'_> {
    fn words(&self) -> Vec<&str> {
        self.folded.split(' ').collect()
    }
}

/// The records of a kind whose names are alike, in groups.
fn alike(knowledge: &KnowledgeBase, kind: Kind) -> Vec<Namesakes> {
    let all: Vec<(RecordId, &Record)> = knowledge.of_kind(kind).collect();
    let names: Vec<Name<'_>> =
        all.into_par_iter().map(|(id, record)| Name { id, record, folded: fold(&record.title) }).collect();
    let mut edges: BTreeMap<(usize, usize), Likeness> = BTreeMap::new();
    let mut add = |pairs: Vec<(usize, usize)>, likeness: Likeness| {
        for pair in pairs {
            if kind != Kind::Person || !stood_together(names[pair.0].record, names[pair.1].record) {
                edges.entry(pair).and_modify(|known| *known = likeness.min(*known)).or_insert(likeness);
            }
        }
    };
    add(sharing(&names, by_order), Likeness::Order);
    add(sharing(&names, by_letters), Likeness::Spaces);
    add(sharing(&names, by_umlauts), Likeness::Umlauts);
    if kind == Kind::Topic {
        add(sharing(&names, |name| vec![counted(&name.record.title)]), Likeness::Plural);
    } else {
        add(without_additions(&names, kind), Likeness::Additions);
    }
    add(one_letter_apart(&names, kind), Likeness::Letter);
    let groups = groups(edges.keys().map(|(a, b)| (names[*a].id, names[*b].id)));
    let group_of: HashMap<RecordId, usize> = (groups.iter().enumerate())
        .flat_map(|(group, members)| members.iter().map(move |member| (*member, group)))
        .collect();
    let mut nearest = vec![Likeness::Letter; groups.len()];
    for ((one, _), likeness) in &edges {
        let nearest = &mut nearest[group_of[&names[*one].id]];
        *nearest = (*nearest).min(*likeness);
    }
    let mut found: Vec<Namesakes> = (groups.iter().zip(nearest))
        .filter(|(group, _)| {
            group.len() <= MOST_SHARING && !(kind == Kind::Person && stood_in_one(knowledge, group))
        })
        .map(|(group, likeness)| as_namesakes(knowledge, group, likeness))
        .collect();
    found.sort_by_key(|one| one.kept);
    found
}

fn as_namesakes(knowledge: &KnowledgeBase, group: &[RecordId], likeness: Likeness) -> Namesakes {
    let rank = |id: &RecordId| {
        let record = knowledge.record(*id);
        (record.own_outline().is_some(), record.backlinks.len(), std::cmp::Reverse(*id))
    };
    let kept = *group.iter().max_by_key(|id| rank(id)).expect("a group has members");
    let others = group.iter().copied().filter(|id| *id != kept).collect();
    Namesakes { kept, others, spellings: Vec::new(), likeness }
}

/// Pairs of names that share a key, each once, the lower first.
fn sharing(names: &[Name<'_>], keys: impl Fn(&Name<'_>) -> Vec<String> + Sync) -> Vec<(usize, usize)> {
    let keyed = names.par_iter().enumerate().flat_map_iter(|(index, name)| {
        keys(name).into_iter().filter(|key| !key.is_empty()).map(move |key| (key, index))
    });
    let mut keyed: Vec<(String, usize)> = keyed.collect();
    keyed.par_sort_unstable();
    keyed.dedup();
    pairs_of(keyed.chunk_by(|one, other| one.0 == other.0).map(|block| block.iter().map(|(_, index)| *index)))
}

/// The pairs within blocks that are not too large.
fn pairs_of(blocks: impl Iterator<Item = impl ExactSizeIterator<Item = usize>>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for block in blocks.filter(|block| (2..=MOST_SHARING).contains(&block.len())) {
        let block: Vec<usize> = block.collect();
        for (at, one) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().map(|other| (*one.min(other), *one.max(other))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two of these people took part in one talk or report.
fn stood_in_one(knowledge: &KnowledgeBase, group: &[RecordId]) -> bool {
    group.iter().enumerate().any(|(at, one)| {
        let rest = &group[at + 1..];
        rest.iter().any(|other| stood_together(knowledge.record(*one), knowledge.record(*other)))
    })
}

/// Whether two people took part in one talk or report.
fn stood_together(one: &Record, other: &Record) -> bool {
    let works = |record: &Record| -> HashSet<RecordId> {
        let links = record.backlinks.iter();
        let links = links.filter(|link| matches!(link.relation, Relation::SpokenBy | Relation::WrittenBy));
        links.take(WORKS).map(|link| link.from).collect()
    };
    !works(one).is_disjoint(&works(other))
}

fn by_order(name: &Name<'_>) -> Vec<String> {
    let mut words = name.words();
    words.sort_unstable();
    if words.len() > 1 && !has_digit(&name.folded) { vec![words.join(" ")] } else { Vec::new() }
}

fn by_letters(name: &Name<'_>) -> Vec<String> {
    let letters = name.folded.replace(' ', "");
    if letters.chars().count() >= SHORTEST_WORD && !has_digit(&letters) { vec![letters] } else { Vec::new() }
}

/// The name folded, and folded with its umlauts spelled out, where it has such.
fn by_umlauts(name: &Name<'_>) -> Vec<String> {
    let mut spelled = String::with_capacity(name.record.title.len() + 4);
    for letter in name.record.title.nfc() {
        match letter {
            'ä' | 'Ä' => spelled.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => spelled.push_str("oe"),
            'ü' | 'Ü' => spelled.push_str("ue"),
            'å' | 'Å' => spelled.push_str("aa"),
            letter => spelled.push(letter),
        }
    }
    vec![name.folded.clone(), fold(&spelled)]
}

fn has_digit(text: &str) -> bool {
    text.contains(|letter: char| letter.is_numeric())
}

/// Pairs of names that are the same without titles and initials, or legal forms; not of a name that two complete in different ways.
fn without_additions(names: &[Name<'_>], kind: Kind) -> Vec<(usize, usize)> {
    let is_addition = |word: &str| match kind {
        Kind::Person => word.chars().count() == 1 || TITLES.contains(&word),
        _ => LEGAL_FORMS.contains(&word),
    };
    let least = if kind == Kind::Person { 2 } else { 1 };
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| !has_digit(&name.folded)) {
        let words: Vec<&str> = name.words().into_iter().filter(|word| !is_addition(word)).collect();
        if words.len() >= least {
            blocks.entry(words.join(" ")).or_default().push(index);
        }
    }
    let initials = |index: &usize| -> Vec<&str> {
        let words = names[*index].words().into_iter();
        words.filter(|word| word.chars().count() == 1 && kind == Kind::Person).collect()
    };
    let agree = |block: &&Vec<usize>| {
        let distinct: HashSet<Vec<&str>> =
            block.iter().map(initials).filter(|some| !some.is_empty()).collect();
        distinct.len() < 2
    };
    pairs_of(blocks.values().filter(agree).map(|block| block.iter().copied()))
}

/// Pairs of names that a slip of the pen may have made two.
fn one_letter_apart(names: &[Name<'_>], kind: Kind) -> Vec<(usize, usize)> {
    let shortest = if kind == Kind::Person { SHORTEST_NAME } else { SHORTEST_TERM };
    let keyed = names.par_iter().enumerate().flat_map_iter(|(index, name)| {
        let letters: Vec<char> = name.folded.chars().collect();
        let is_compared = (shortest..=LONGEST).contains(&letters.len()) && !has_digit(&name.folded);
        let lacking = if is_compared { letters.len() + 1 } else { 0 };
        (0..lacking).map(move |lacks| {
            let rest = letters.iter().enumerate().filter(|(at, _)| *at != lacks);
            let rest: String = rest.map(|(_, letter)| *letter).collect();
            (Fingerprint::of(rest.as_bytes()), index)
        })
    });
    // Names that are one letter apart are the same without one each, or one of them is the other without one.
    let mut keyed: Vec<(Fingerprint, usize)> = keyed.collect();
    keyed.par_sort_unstable();
    keyed.dedup();
    let mut pairs = pairs_of(
        keyed.chunk_by(|one, other| one.0 == other.0).map(|block| block.iter().map(|(_, index)| *index)),
    );
    let mut holders: HashMap<&str, usize> = HashMap::default();
    for name in names {
        name.folded.split(' ').for_each(|word| *holders.entry(word).or_default() += 1);
    }
    pairs.retain(|(one, other)| is_slip(&names[*one].words(), &names[*other].words(), kind, &holders));
    pairs
}

/// Whether two names differ as slips of the pen do. In people's names, only where little else bears the words: `Daniel` and `Daniela` are two.
fn is_slip(one: &[&str], other: &[&str], kind: Kind, holders: &HashMap<&str, usize>) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let is_rare = |word: &&str| holders.get(word).is_none_or(|count| *count <= 2);
    let has_rare_in_common =
        one.iter().zip(other).any(|(a, b)| a == b && a.chars().count() > 3 && is_rare(a));
    let mut different = one.iter().zip(other).enumerate().filter(|(_, (a, b))| a != b);
    different.all(|(at, (a, b))| {
        let shorter = a.chars().count().min(b.chars().count());
        let is_one_apart = strsim::osa_distance(a, b) == 1 && a.chars().next() == b.chars().next();
        let is_long = shorter >= SHORTEST_WORD && is_rare(a) && is_rare(b);
        is_one_apart
            && match kind {
                Kind::Person if at == 0 => has_rare_in_common && !is_inflected(a, b),
                Kind::Person => has_rare_in_common || (is_long && !ends_otherwise(a, b)),
                _ => shorter + 1 >= SHORTEST_TERM && !ends_otherwise(a, b),
            }
    })
}

/// Whether words of one length differ by their last letter.
fn ends_otherwise(one: &str, other: &str) -> bool {
    let without_last = |word: &str| word.chars().count().saturating_sub(1);
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    one.chars().count() == other.chars().count() && same == without_last(one)
}

/// Whether two given names are those of a man and a woman: one ends with an `a` or `e` that the other has not.
fn is_inflected(one: &str, other: &str) -> bool {
    let is_vowel = |word: &str| word.ends_with(['a', 'e']);
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    (long.starts_with(short) && is_vowel(long))
        || (ends_otherwise(one, other) && (is_vowel(one) || is_vowel(other)))
}
