//! Filters: the values of a facet that a query names.
//!
//! Comes in: a field, what somebody wrote, and the names that are known. Goes out: values as index terms, and a note when the name is not one of theirs. What always holds: what names
//! nothing finds nothing; a name is read as another's only where one value alone can be meant, and that is said.

use std::collections::BTreeSet;

use crate::search::facet::FacetField;
use crate::search::lexicon::facet_names::FacetNames;
use crate::vocab::fold::fold;

use super::answer::Note;
use super::correction;

/// The index terms of what a filter names; none when no document has it.
pub(super) fn values(field: FacetField, value: &str, names: &FacetNames) -> (Vec<String>, Option<Note>) {
    let found = match field {
        FacetField::Year => year_range(value).map(|(from, to)| names.years(from, to)).unwrap_or_default(),
        FacetField::Lang => names.find(field, value.split('-').next().unwrap_or(value)),
        _ => names.find(field, value),
    };
    if !found.is_empty() {
        return (found, None);
    }
    let written = value.to_owned();
    if let Some(person) = by_surname(field, value, names) {
        let meant = person.clone();
        return (vec![person], Some(Note::FilterRead { field, value: written, meant }));
    }
    let suggestion = suggest(field, value, names);
    (Vec::new(), Some(Note::UnknownFilter { field, value: written, suggestion }))
}

/// The person with this last name, if there is only one.
fn by_surname(field: FacetField, value: &str, names: &FacetNames) -> Option<String> {
    if field != FacetField::Person {
        return None;
    }
    let ending = format!(" {}", fold(value));
    let (range, name) = names.names(field);
    let people: BTreeSet<&str> =
        range.filter(|key| name(*key).ends_with(&ending)).map(|key| names.value(key)).collect();
    if people.len() == 1 { people.first().map(|person| (*person).to_owned()) } else { None }
}

/// `2017`, `2016..2018`, `..2016` or `2018..`, both ends inclusive.
fn year_range(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| text.trim().parse::<i16>().ok();
    match value.split_once("..") {
        None => year(value).map(|year| (year, year)),
        Some(("", "")) => None,
        Some((from, "")) => Some((year(from)?, i16::MAX)),
        Some(("", to)) => Some((i16::MIN, year(to)?)),
        Some((from, to)) => Some((year(from)?, year(to)?)),
    }
}

/// The filter that was probably meant, as an index term.
fn suggest(field: FacetField, value: &str, names: &FacetNames) -> Option<String> {
    if field == FacetField::Year {
        return None;
    }
    // What one author calls a topic is a technology for another.
    let other = match field {
        FacetField::Tech => Some(FacetField::Topic),
        FacetField::Topic => Some(FacetField::Tech),
        _ => None,
    };
    if let Some(of_other) = other.and_then(|other| names.find(other, value).into_iter().next()) {
        return Some(of_other);
    }
    let value = fold(value);
    let (range, name) = names.names(field);
    let begins = range.clone().find(|key| value.len() >= 3 && name(*key).starts_with(&value));
    let bound = correction::bound(value.chars().count());
    let nearest = bound.and_then(|bound| correction::nearest(&value, bound, range, &name, |_| 0));
    nearest.or(begins).map(|key| names.value(key).to_owned())
}
