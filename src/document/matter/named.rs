//! The values that may be written as a mere name or as a table with more: participants, covers, technologies, links.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use crate::matter::text_or_table;
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

use super::when::When;

/// A reference to a record: an id, a title or an alias, as it was written.
pub(crate) type Reference = Spanned<String>;

/// A reference to a record: its id, its title, or one of its aliases. Case, accents and punctuation do not matter.
#[derive(JsonSchema)]
#[schemars(rename = "reference")]
pub(super) struct Refers(#[expect(dead_code, reason = "only described, never made")] String);

/// A person by name, with what is known of the part taken.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Participant {
    pub name: Reference,
    pub role: Option<String>,
    /// The affiliation at that time.
    pub organisation: Option<Reference>,
    /// Sources disagree on whether this person took part.
    pub uncertain: bool,
}

/// That a report speaks of a talk: a reference, or a table with more.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Cover {
    pub talk: Reference,
    /// The anchor of the heading in the report that speaks of the talk.
    pub section: Option<Spanned<String>>,
    pub depth: Option<Depth>,
    pub recommended: Option<bool>,
    /// What it says of the talk itself; none when that is nothing.
    pub says: Option<Box<CoverSays>>,
}

/// What a report says of a talk that it covers.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct CoverSays {
    pub date: Option<Spanned<When>>,
    pub speakers: Vec<Reference>,
    pub duration: Option<Duration>,
}

/// How much a report says of a talk.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "depth")]
pub enum Depth {
    /// It tells the talk.
    Detailed,
    /// It sums it up.
    Summary,
    /// It mentions it.
    Mention,
}

impl Depth {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Detailed => "detailed",
            Self::Summary => "summary",
            Self::Mention => "mention",
        }
    }
}

/// What was used, and how that went.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct TechnologyUse {
    pub name: Reference,
    pub stance: Option<Stance>,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Deserialize,
    JsonSchema,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "stance")]
pub enum Stance {
    /// It is in use.
    Adopted,
    /// It is tried out.
    Trial,
    /// It was in use, and is no longer.
    Dropped,
    /// It is spoken of.
    Mentioned,
}

impl Stance {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Trial => "trial",
            Self::Dropped => "dropped",
            Self::Mentioned => "mentioned",
        }
    }
}

/// A related address, with what to call it.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Link {
    pub url: WebAddress,
    pub title: Option<String>,
}

/// A name that a record had, and when.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct FormerName {
    pub name: Reference,
    /// When it came to be called so; none: nobody says, or from the beginning.
    pub since: Option<Spanned<PartialDate>>,
    /// When it came to be called otherwise.
    pub until: Option<Spanned<PartialDate>>,
}

/// A short text, for which a bare number will do: `period = 2016`.
#[derive(Debug, Clone, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Scalar(pub String);

/// Defines `$form`, which reads `$table` or a mere text, and describes `$value`, which is made of it.
macro_rules! form {
    ($form:ident of $value:ty, $name:literal, $text:ty, $table:ident, $fields:expr, $from_text:expr) => {
        struct $form($table);

        impl JsonSchema for $value {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                either(&generator.subschema_for::<$text>(), $table::json_schema(generator))
            }
        }

        impl<'de> Deserialize<'de> for $form {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                text_or_table(deserializer, $fields, $from_text).map(Self)
            }
        }
    };
}

/// A person: a name, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct ParticipantTable {
    /// Who it is.
    #[schemars(with = "Refers")]
    name: Reference,
    /// What they did at that time: `dev`.
    role: Option<String>,
    /// The organisation that they belonged to at that time.
    #[schemars(with = "Option<Refers>")]
    organisation: Option<Reference>,
    /// Sources disagree on whether this person took part.
    #[serde(default)]
    uncertain: bool,
}

form!(ParticipantForm of Participant, "participant", Refers, ParticipantTable, &["name", "role", "organisation", "uncertain"], |text| {
    Ok(ParticipantTable { name: unplaced(text), role: None, organisation: None, uncertain: false })
});

impl<'de> Deserialize<'de> for Participant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: ParticipantForm(table) } = Spanned::deserialize(deserializer)?;
        let ParticipantTable { name, role, organisation, uncertain } = table;
        Ok(Self { name: placed(name, span), role, organisation, uncertain })
    }
}

/// A technology: a name, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct TechnologyTable {
    /// What was used.
    #[schemars(with = "Refers")]
    name: Reference,
    /// How that went.
    stance: Option<Stance>,
}

form!(TechnologyForm of TechnologyUse, "technology", Refers, TechnologyTable, &["name", "stance"], |text| {
    Ok(TechnologyTable { name: unplaced(text), stance: None })
});

impl<'de> Deserialize<'de> for TechnologyUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: TechnologyForm(table) } = Spanned::deserialize(deserializer)?;
        Ok(Self { name: placed(table.name, span), stance: table.stance })
    }
}

/// A talk that a report speaks of: a reference, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct CoverTable {
    /// The talk.
    #[schemars(with = "Refers")]
    talk: Reference,
    /// The anchor of the heading in this report that speaks of the talk.
    section: Option<Spanned<String>>,
    /// How much the report says of it.
    depth: Option<Depth>,
    /// Whether the report's authors recommend the talk. When missing: they do not say.
    recommended: Option<bool>,
    /// When the talk was given, as the report has it.
    date: Option<Spanned<When>>,
    /// Who spoke, as the report has it.
    #[schemars(with = "Vec<Refers>")]
    #[serde(default)]
    speakers: Vec<Reference>,
    /// How long the talk was, as the report has it.
    duration: Option<Duration>,
}

form!(CoverForm of Cover, "cover", Refers, CoverTable, &["talk", "section", "depth", "recommended", "date", "speakers", "duration"], |text| {
    let (talk, speakers) = (unplaced(text), Vec::new());
    Ok(CoverTable { talk, section: None, depth: None, recommended: None, date: None, speakers, duration: None })
});

impl<'de> Deserialize<'de> for Cover {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: CoverForm(table) } = Spanned::deserialize(deserializer)?;
        let CoverTable { talk, section, depth, recommended, date, speakers, duration } = table;
        let is_said = date.is_some() || !speakers.is_empty() || duration.is_some();
        let says = is_said.then(|| Box::new(CoverSays { date, speakers, duration }));
        Ok(Self { talk: placed(talk, span), section, depth, recommended, says })
    }
}

/// A related address: the address, or a table that says more.
#[derive(Deserialize, JsonSchema)]
struct LinkTable {
    /// Where it leads.
    url: WebAddress,
    /// What to call it.
    title: Option<String>,
}

form!(LinkForm of Link, "link", WebAddress, LinkTable, &["url", "title"], |text| {
    WebAddress::parse(text).map(|url| LinkTable { url, title: None })
});

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let LinkForm(LinkTable { url, title }) = LinkForm::deserialize(deserializer)?;
        Ok(Self { url, title })
    }
}

/// A name that the record had: the name, or a table that says when.
#[derive(Deserialize, JsonSchema)]
struct FormerNameTable {
    /// What it was called.
    name: Spanned<String>,
    /// When it came to be called so. When missing: from the beginning, or since its former name before this one.
    since: Option<Spanned<PartialDate>>,
    /// When it came to be called otherwise: what was before has this name.
    until: Option<Spanned<PartialDate>>,
}

form!(FormerNameForm of FormerName, "former", String, FormerNameTable, &["name", "since", "until"], |text| {
    Ok(FormerNameTable { name: unplaced(text), since: None, until: None })
});

impl<'de> Deserialize<'de> for FormerName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: FormerNameForm(table) } = Spanned::deserialize(deserializer)?;
        let FormerNameTable { name, since, until } = table;
        Ok(Self { name: placed(name, span), since, until })
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Scalar;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Scalar {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "text or number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

/// The schema of a value that is a mere text or a table; what the table says of itself is said of the value.
pub(super) fn either(text: &Schema, mut table: Schema) -> Schema {
    let description = table.remove("description");
    json_schema!({ "description": description, "anyOf": [text, table] })
}

fn unplaced(text: &str) -> Reference {
    Spanned::new(0..0, text.to_owned())
}

/// A name that was a mere text stands where the whole value stands.
fn placed(name: Reference, span: crate::vocab::spanned::Span) -> Reference {
    if name.span == (0..0) { Spanned::new(span, name.value) } else { name }
}
