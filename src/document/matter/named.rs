//! The values that may be written as a mere name or as a table with more: participants, covers, technologies, links.

use serde::{Deserialize, Deserializer, de};

use crate::matter::text_or_table;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

/// A reference to a record: an id, a title or an alias, as it was written.
pub type Reference = Spanned<String>;

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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, borsh::BorshSerialize, borsh::BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    Detailed,
    Summary,
    Mention,
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
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Adopted,
    Trial,
    Dropped,
    Mentioned,
}

/// A related address, with what to call it.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Link {
    pub url: WebAddress,
    pub title: Option<String>,
}

/// A short text, for which a bare number will do: `period = 2016`.
#[derive(Debug, Clone, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Scalar(pub String);

/// Defines `$form`, which reads `$table` or a mere text.
macro_rules! form {
    ($form:ident, $table:ident, $fields:expr, $from_text:expr) => {
        struct $form($table);

        impl<'de> Deserialize<'de> for $form {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                text_or_table(deserializer, $fields, $from_text).map(Self)
            }
        }
    };
}

#[derive(Deserialize)]
struct ParticipantTable {
    name: Reference,
    role: Option<String>,
    organisation: Option<Reference>,
    #[serde(default)]
    uncertain: bool,
}

form!(ParticipantForm, ParticipantTable, &["name", "role", "organisation", "uncertain"], |text| {
    Ok(ParticipantTable { name: unplaced(text), role: None, organisation: None, uncertain: false })
});

impl<'de> Deserialize<'de> for Participant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: ParticipantForm(table) } = Spanned::deserialize(deserializer)?;
        let ParticipantTable { name, role, organisation, uncertain } = table;
        Ok(Self { name: placed(name, span), role, organisation, uncertain })
    }
}

#[derive(Deserialize)]
struct TechnologyTable {
    name: Reference,
    stance: Option<Stance>,
}

form!(TechnologyForm, TechnologyTable, &["name", "stance"], |text| {
    Ok(TechnologyTable { name: unplaced(text), stance: None })
});

impl<'de> Deserialize<'de> for TechnologyUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: TechnologyForm(table) } = Spanned::deserialize(deserializer)?;
        Ok(Self { name: placed(table.name, span), stance: table.stance })
    }
}

#[derive(Deserialize)]
struct CoverTable {
    talk: Reference,
    section: Option<Spanned<String>>,
    depth: Option<Depth>,
    recommended: Option<bool>,
}

form!(CoverForm, CoverTable, &["talk", "section", "depth", "recommended"], |text| {
    Ok(CoverTable { talk: unplaced(text), section: None, depth: None, recommended: None })
});

impl<'de> Deserialize<'de> for Cover {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value: CoverForm(table) } = Spanned::deserialize(deserializer)?;
        let CoverTable { talk, section, depth, recommended } = table;
        Ok(Self { talk: placed(talk, span), section, depth, recommended })
    }
}

#[derive(Deserialize)]
struct LinkTable {
    url: WebAddress,
    title: Option<String>,
}

form!(LinkForm, LinkTable, &["url", "title"], |text| {
    WebAddress::parse(text).map(|url| LinkTable { url, title: None })
});

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let LinkForm(LinkTable { url, title }) = LinkForm::deserialize(deserializer)?;
        Ok(Self { url, title })
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

fn unplaced(text: &str) -> Reference {
    Spanned::new(0..0, text.to_owned())
}

/// A name that was a mere text stands where the whole value stands.
fn placed(name: Reference, span: crate::vocab::spanned::Span) -> Reference {
    if name.span == (0..0) { Spanned::new(span, name.value) } else { name }
}
