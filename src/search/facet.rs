//! Facets: the fields that a query may filter on, and a record's values in each.
//!
//! A value is a record's id, or the plain word of a kind, state, language or year. What always holds: values of one record are sorted
//! and unique; a topic's or technology's wider terms count as its own, so that a filter finds what is narrower.

use crate::document::matter::LessonState;
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId};
use crate::vocab::kind::Kind;

use super::entry::people_of;

/// A field that a query may filter on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
pub enum FacetField {
    Event,
    Kind,
    Lang,
    Metric,
    Org,
    Person,
    Series,
    State,
    Tech,
    Topic,
    Year,
}

impl FacetField {
    /// Every field, by name.
    pub const ALL: [Self; 11] = [
        Self::Event,
        Self::Kind,
        Self::Lang,
        Self::Metric,
        Self::Org,
        Self::Person,
        Self::Series,
        Self::State,
        Self::Tech,
        Self::Topic,
        Self::Year,
    ];

    /// The word before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Kind => "kind",
            Self::Lang => "lang",
            Self::Metric => "metric",
            Self::Org => "org",
            Self::Person => "person",
            Self::Series => "series",
            Self::State => "state",
            Self::Tech => "tech",
            Self::Topic => "topic",
            Self::Year => "year",
        }
    }

    /// The field of this name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// Whether a record may have several values in it; then all the values that a query names must match, else any one.
    pub fn has_many_values(self) -> bool {
        matches!(self, Self::Metric | Self::Org | Self::Person | Self::Tech | Self::Topic)
    }

    /// The field whose values are records of this kind.
    pub(crate) fn of_kind(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Event => Some(Self::Event),
            Kind::Metric => Some(Self::Metric),
            Kind::Organisation => Some(Self::Org),
            Kind::Person => Some(Self::Person),
            Kind::Series => Some(Self::Series),
            Kind::Technology => Some(Self::Tech),
            Kind::Topic => Some(Self::Topic),
            _ => None,
        }
    }

    /// The raw term of a value: `topic:chaos-engineering`.
    pub fn term(self, value: &str) -> String {
        format!("{}:{value}", self.name())
    }
}

/// The facet values of a record, sorted and unique.
pub(crate) fn facets_of(
    id: RecordId,
    record: &Record,
    knowledge: &KnowledgeBase,
) -> Vec<(FacetField, String)> {
    let mut facets = vec![
        (FacetField::Kind, record.kind.name().to_owned()),
        (FacetField::Lang, record.language.primary().to_owned()),
    ];
    // What is overdue is no state: that depends on the day on which somebody asks.
    let state = record.state().map(LessonState::name);
    let state = state.or_else(|| record.action().map(|action| action.state.name()));
    facets.extend(state.map(|state| (FacetField::State, state.to_owned())));
    if let Some(date) = record.date {
        facets.push((FacetField::Year, year_value(date.year)));
    }
    let mut records: Vec<RecordId> = people_of(record, knowledge)
        .flat_map(|(person, organisation)| std::iter::once(person).chain(organisation))
        .chain(record.organisations.iter().copied())
        .chain(knowledge.source_of(record).event())
        .chain(knowledge.series_of(record))
        .chain(std::iter::once(id))
        .collect();
    if let Details::Figure(figure) = &record.details {
        records.extend(figure.organisation);
        records.extend(figure.metric);
    }
    let metric = |id: &RecordId| match &knowledge.record(*id).details {
        Details::Figure(figure) => figure.metric,
        _ => None,
    };
    records.extend(record.figures.iter().filter_map(metric));
    if let Details::Action(action) = &record.details {
        records.extend(action.owner);
    }
    let terms = record.topics.iter().copied().chain(record.technologies.iter().map(|(term, _)| *term));
    for term in terms.chain(std::iter::once(id)) {
        push_with_wider(term, knowledge, &mut records);
    }
    for related in records {
        let related = knowledge.record(related);
        if let Some(field) = FacetField::of_kind(related.kind) {
            facets.push((field, related.id.clone()));
        }
    }
    facets.sort();
    facets.dedup();
    facets
}

/// A year as a facet value: four digits.
pub(crate) fn year_value(year: i16) -> String {
    format!("{year:04}")
}

fn push_with_wider(term: RecordId, knowledge: &KnowledgeBase, records: &mut Vec<RecordId>) {
    let mut next = Some(term);
    // A circle of wider terms ends at 16.
    for _ in 0..16 {
        let Some(id) = next else { return };
        records.push(id);
        next = match &knowledge.record(id).details {
            Details::Term { broader } => *broader,
            _ => None,
        };
    }
}
