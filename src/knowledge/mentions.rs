//! The names in a document's front matter that make a record by being mentioned.

use crate::document::Outline;
use crate::document::matter::{Participant, Reference, Specific};
use crate::vocab::kind::Kind;
use crate::vocab::spanned::Spanned;

/// A name, and the kind of record that it is one of.
pub(super) struct Mention<'a> {
    pub(super) kind: Kind,
    /// An organiser may be a person, too, when a person has that name.
    pub(super) or_person: bool,
    pub(super) name: &'a Reference,
}

/// Every such name, in the order in which the format lists the keys.
pub(super) fn mentions(outline: &Outline) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    let mut add = |kind, name| found.push(Mention { kind, or_person: false, name });
    let common = &outline.common;
    common.topics.iter().for_each(|name| add(Kind::Topic, name));
    common.technologies.iter().for_each(|technology| add(Kind::Technology, &technology.name));
    common.organisations.iter().for_each(|name| add(Kind::Organisation, name));
    common
        .figures
        .iter()
        .filter_map(|figure| figure.organisation.as_ref())
        .for_each(|name| add(Kind::Organisation, name));
    common.figures.iter().for_each(|figure| add(Kind::Metric, &figure.metric));
    match &outline.specific {
        Specific::Talk(talk) => add_people(&talk.speakers, &mut add),
        Specific::Report(report) => {
            add_people(&report.authors, &mut add);
            let says = report.covers.iter().filter_map(|cover| cover.says.as_ref());
            says.flat_map(|says| &says.speakers).for_each(|name| add(Kind::Person, name));
        }
        Specific::Event(event) => {
            event.series.iter().for_each(|name| add(Kind::Series, name));
            event.sponsors.iter().for_each(|sponsor| add(Kind::Organisation, &sponsor.organisation));
            event.organisers.iter().for_each(|name| found.push(organiser(name)));
        }
        Specific::Series(series) => series.organisers.iter().for_each(|name| found.push(organiser(name))),
        Specific::Term(term) => term.broader.iter().for_each(|name| add(outline.kind, name)),
        Specific::Person(_) | Specific::Organisation(_) | Specific::Metric(_) | Specific::Page(_) => {}
    }
    found
}

/// The names that front matter mentions, in that order.
pub(crate) fn names_in(outline: &Outline) -> Vec<String> {
    mentions(outline).into_iter().map(|mention| mention.name.value.clone()).collect()
}

fn add_people<'a>(people: &'a [Spanned<Participant>], add: &mut impl FnMut(Kind, &'a Reference)) {
    for Spanned { value: participant, .. } in people {
        add(Kind::Person, &participant.name);
        participant.organisation.iter().for_each(|name| add(Kind::Organisation, name));
    }
}

fn organiser(name: &Reference) -> Mention<'_> {
    Mention { kind: Kind::Organisation, or_person: true, name }
}
