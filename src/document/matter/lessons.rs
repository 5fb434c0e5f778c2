//! What has become of a lesson: its state, where it was applied, who verified it, and how it stands to other lessons.
//!
//! The states are those of a lessons-learned process as NATO's handbook has it: what was observed is analysed (*identified*), put into practice
//! (*applied*) and found to hold (*validated*). Apart from other keys, since the same is written below a lesson in the text
//! ([`crate::document::life`]).

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use crate::matter::text_or_table;
use crate::vocab::date::PartialDate;
use crate::vocab::spanned::Spanned;

use super::named::{Reference, Refers, either};

/// What has become of a lesson, as its author wrote it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[schemars(rename = "lesson")]
pub struct LessonLife {
    /// Which lesson of this file: its anchor, with or without `lesson-`.
    pub lesson: Spanned<String>,
    /// How far it has come.
    pub state: Option<Spanned<LessonState>>,
    /// Where it was put into practice: `[{ where = "checkout", since = "2018-03", by = "Ada", result = "…" }]`, or a place.
    #[serde(default)]
    pub applied: Vec<Application>,
    /// Who found that it holds, and when: `{ by = "Ada", at = "2019-02" }`, or a date.
    pub verified: Option<Verification>,
    /// From which day on somebody should look at it again.
    pub stale_after: Option<PartialDate>,
    /// The lessons that it takes the place of: `"RECORD#ANCHOR"`.
    #[serde(default)]
    #[schemars(with = "Vec<Refers>")]
    pub supersedes: Vec<Reference>,
    /// The lessons that say otherwise.
    #[serde(default)]
    #[schemars(with = "Vec<Refers>")]
    pub contradicts: Vec<Reference>,
    /// The same lesson, learned elsewhere.
    #[serde(default)]
    #[schemars(with = "Vec<Refers>")]
    pub same_as: Vec<Reference>,
    /// What it went into: a page or another record of this site, or an address.
    #[serde(default)]
    #[schemars(with = "Vec<Refers>")]
    pub informs: Vec<Reference>,
}

impl LessonLife {
    /// Adds what is said of the same lesson elsewhere; what is said here stands.
    pub(in crate::document) fn add(&mut self, other: Self) {
        self.state = self.state.take().or(other.state);
        self.applied.extend(other.applied);
        self.verified = self.verified.take().or(other.verified);
        self.stale_after = self.stale_after.or(other.stale_after);
        self.supersedes.extend(other.supersedes);
        self.contradicts.extend(other.contradicts);
        self.same_as.extend(other.same_as);
        self.informs.extend(other.informs);
    }

    /// The lists of references.
    pub(in crate::document) fn references(&mut self) -> [&mut Vec<Reference>; 4] {
        [&mut self.supersedes, &mut self.contradicts, &mut self.same_as, &mut self.informs]
    }

    /// All that it says but for the places where that stands: equal for lives that are equal.
    pub(in crate::document) fn words(&self) -> String {
        let state = self.state.as_ref().map(|state| state.value);
        let ties = [&self.supersedes, &self.contradicts, &self.same_as, &self.informs];
        let ties = ties.map(|list| list.iter().map(|one| one.value.as_str()).collect::<Vec<_>>());
        format!("{state:?} {:?} {:?} {:?} {ties:?}", self.applied, self.verified, self.stale_after)
    }
}

/// How far a lesson has come.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "lesson-state")]
pub enum LessonState {
    /// It was seen, and nobody has looked into it yet.
    Observed,
    /// It is understood, and somebody knows what to do.
    Identified,
    /// It was put into practice.
    Applied,
    /// It was put into practice, and found to hold.
    Validated,
    /// Another lesson has taken its place.
    Superseded,
    /// It was looked into, and does not hold.
    Rejected,
}

impl LessonState {
    /// Every state, in the order in which a lesson comes to them.
    pub const ALL: [Self; 6] =
        [Self::Observed, Self::Identified, Self::Applied, Self::Validated, Self::Superseded, Self::Rejected];

    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Identified => "identified",
            Self::Applied => "applied",
            Self::Validated => "validated",
            Self::Superseded => "superseded",
            Self::Rejected => "rejected",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether it was put into practice.
    pub fn is_in_practice(self) -> bool {
        matches!(self, Self::Applied | Self::Validated)
    }
}

/// That a lesson was put into practice.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Application {
    /// Where: a team, a service, a site.
    pub place: Option<String>,
    pub since: Option<PartialDate>,
    pub by: Option<String>,
    pub result: Option<String>,
}

/// That a lesson was found to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Verification {
    pub by: Option<String>,
    pub at: Option<PartialDate>,
}

/// That a lesson was put into practice: where, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct ApplicationTable {
    /// Where it was applied: a team, a service, a site.
    r#where: Option<String>,
    /// Since when.
    since: Option<PartialDate>,
    /// Who did it.
    by: Option<String>,
    /// What came of it.
    result: Option<String>,
}

/// That a lesson was found to hold: when, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct VerificationTable {
    /// Who looked.
    by: Option<String>,
    /// When.
    at: Option<PartialDate>,
}

impl<'de> Deserialize<'de> for Application {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ApplicationTable { r#where, since, by, result } =
            text_or_table(deserializer, &["where", "since", "by", "result"], |text| {
                Ok(ApplicationTable { r#where: Some(text.to_owned()), since: None, by: None, result: None })
            })?;
        Ok(Self { place: r#where, since, by, result })
    }
}

impl<'de> Deserialize<'de> for Verification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let VerificationTable { by, at } = text_or_table(deserializer, &["by", "at"], |text| {
            let at = PartialDate::parse(text)?;
            Ok(VerificationTable { by: None, at: Some(at) })
        })?;
        Ok(Self { by, at })
    }
}

impl JsonSchema for Application {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "application".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        either(&generator.subschema_for::<String>(), ApplicationTable::json_schema(generator))
    }
}

impl JsonSchema for Verification {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "verification".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        either(&generator.subschema_for::<PartialDate>(), VerificationTable::json_schema(generator))
    }
}
