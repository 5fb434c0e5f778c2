//! When something was, as far as its author knows: a date, one that is not sure, or one of several.

use std::borrow::Cow;
use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::vocab::date::PartialDate;

/// A date, and what is not sure of it.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct When {
    /// What it is taken for, by which it is sorted. Of several, what they share (`2015-12` of two days in December 2015); the first of those that share no year.
    pub date: PartialDate,
    pub doubt: Option<Doubt>,
}

/// What is not sure of a date.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Doubt {
    /// It is likely, but not sure: `2015-12?`.
    Unsure,
    /// Sources disagree: it is one of these, the first first.
    OneOf(Vec<PartialDate>),
}

/// So many dates a date may be one of.
const MOST: usize = 12;

impl When {
    /// What is sure of it: what all that it may be share; nothing of a date that is not sure at all.
    pub fn sure(&self) -> Option<PartialDate> {
        match &self.doubt {
            None => Some(self.date),
            Some(doubt) => doubt.sure(),
        }
    }

    fn one_of(mut dates: Vec<PartialDate>) -> Result<Self, String> {
        dates.sort_unstable();
        dates.dedup();
        match dates.as_slice() {
            [] => Err("expected at least one date".to_owned()),
            [date] => Ok(Self { date: *date, doubt: None }),
            [first, ..] if dates.len() <= MOST => {
                let doubt = Doubt::OneOf(dates.clone());
                Ok(Self { date: doubt.sure().unwrap_or(*first), doubt: Some(doubt) })
            }
            _ => Err(format!("expected at most {MOST} dates")),
        }
    }
}

impl Doubt {
    /// What is sure all the same.
    pub fn sure(&self) -> Option<PartialDate> {
        match self {
            Self::Unsure => None,
            Self::OneOf(dates) => {
                let first = *dates.first()?;
                dates.iter().try_fold(first, |shared, date| shared_part(shared, *date))
            }
        }
    }
}

/// The year, month and day that two dates share, as far as they do.
fn shared_part(one: PartialDate, other: PartialDate) -> Option<PartialDate> {
    if one == other {
        return Some(one);
    }
    let month = one.month.filter(|_| one.month == other.month);
    let day = one.day.filter(|_| month.is_some() && one.day == other.day);
    (one.year == other.year).then_some(PartialDate { year: one.year, month, day, time: None })
}

#[derive(Deserialize, JsonSchema)]
struct WhenTable {
    /// Each date that it may be.
    one_of: Vec<PartialDate>,
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;

        impl<'de> Visitor<'de> for Reads {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as `2017`, `2017-10` or `2017-10-02`")
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<When, E> {
                self.visit_str(&format!("{year:04}"))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
                let (text, doubt) = match text.trim().strip_suffix('?') {
                    Some(text) => (text, Some(Doubt::Unsure)),
                    None => (text, None),
                };
                Ok(When { date: PartialDate::parse(text).map_err(E::custom)?, doubt })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<When, A::Error> {
                let table = WhenTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                When::one_of(table.one_of).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_struct("When", &["one_of"], Reads)
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "when".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut table = WhenTable::json_schema(generator);
        table.remove("description");
        let date = generator.subschema_for::<PartialDate>();
        json_schema!({
            "description": "A date; one that is not sure (`\"2015-12?\"`); or one of several: `{ one_of = [2015-12-03, 2015-12-04] }`.",
            "anyOf": [date, { "type": "string", "pattern": "^\\s*[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ].+)?)?)?\\s*\\?\\s*$" }, table]
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::matter::Common;
    use crate::matter::{Matter, Syntax};

    fn read(date: &str) -> (String, Option<String>) {
        let mut front = Matter::parse(&format!("date = {date}\n"), 0, Syntax::Toml);
        let common: Common = front.read();
        let problems: Vec<_> = front.finish().into_iter().map(|problem| problem.message).collect();
        assert_eq!(problems, Vec::<String>::new());
        let when = &common.date.known().unwrap().value;
        (when.date.to_string(), when.sure().map(|date| date.to_string()))
    }

    #[test]
    fn a_date_is_what_is_shared_by_all_that_it_may_be() {
        let sure = |date: &str| (date.to_owned(), Some(date.to_owned()));
        assert_eq!(read("2015-12-03"), sure("2015-12-03"));
        assert_eq!(read("\"2015-12?\""), ("2015-12".into(), None));
        assert_eq!(read("{ one_of = [2015-12-04, 2015-12-03] }"), sure("2015-12"));
        assert_eq!(read("{ one_of = [2015-11-30, 2015-12-01] }"), sure("2015"));
        assert_eq!(read("{ one_of = [2015-12-03, \"2015-12\"] }"), sure("2015-12"));
        assert_eq!(read("{ one_of = [2016-01-01, 2015-12-31] }"), ("2015-12-31".into(), None));
        assert_eq!(read("{ one_of = [2015-12-31] }"), sure("2015-12-31"));
    }
}
