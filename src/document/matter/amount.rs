//! How much was measured: a number, a length of time, or what is known of it where sources disagree.
//!
//! What always holds: an amount has at least one number, all are finite, and they are in order.

use std::borrow::Cow;
use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::vocab::unit::length;

/// How much was measured.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Amount {
    /// The smallest first, each once.
    numbers: Vec<f64>,
    pub sureness: Sureness,
    /// Its unit, where a length of time was written: then the numbers are minutes.
    is_length: bool,
}

/// What is known of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Sureness {
    /// It is the one number.
    Known,
    /// It is one of its numbers: sources disagree.
    OneOf,
    /// It is somewhere from its first number to its last.
    Between,
}

impl Amount {
    /// A number.
    pub(crate) fn number(number: f64) -> Self {
        Self { numbers: vec![number], sureness: Sureness::Known, is_length: false }
    }

    /// The number, when it is known.
    pub fn known(&self) -> Option<f64> {
        self.numbers.first().copied().filter(|_| self.sureness == Sureness::Known)
    }

    /// The number, each of those that it may be, or the two that it is between; the smallest first.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// What it is taken for where one number must do: the middle of what it may be.
    pub fn middle(&self) -> f64 {
        let (first, last) = (self.numbers.first(), self.numbers.last());
        first.zip(last).map_or(0.0, |(first, last)| first / 2.0 + last / 2.0)
    }

    /// The unit that it brings with it.
    pub fn own_unit(&self) -> Option<&'static str> {
        self.is_length.then_some("min")
    }

    fn new(numbers: &[Number], sureness: Sureness) -> Result<Self, String> {
        let lengths = numbers.iter().filter(|number| matches!(number, Number::Length(_))).count();
        if lengths != 0 && lengths != numbers.len() {
            return Err(
                "numbers and lengths of time cannot be compared\nwrite all of them in one way".to_owned()
            );
        }
        let mut plain: Vec<f64> = numbers.iter().map(|number| number.plain()).collect();
        if plain.iter().any(|number| !number.is_finite()) {
            return Err("expected a number, found one that is infinite or none".to_owned());
        }
        plain.sort_by(f64::total_cmp);
        plain.dedup();
        let sureness = if plain.len() == 1 { Sureness::Known } else { sureness };
        match (plain.len(), sureness) {
            (0, _) => Err("expected at least one number".to_owned()),
            (1 | 2, _) | (_, Sureness::OneOf) if plain.len() <= MOST => {
                Ok(Self { numbers: plain, sureness, is_length: lengths > 0 })
            }
            (_, Sureness::Between) => {
                Err("expected two numbers: the least and the most that it may be".to_owned())
            }
            _ => Err(format!("expected at most {MOST} numbers")),
        }
    }
}

/// So many numbers an amount may be one of: each is shown wherever the amount is.
const MOST: usize = 12;

/// A number as it was written.
#[derive(Clone, Copy)]
enum Number {
    Plain(f64),
    /// In minutes.
    Length(f64),
}

impl Number {
    fn plain(self) -> f64 {
        match self {
            Self::Plain(number) | Self::Length(number) => number,
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        if let Ok(number) = text.trim().parse() {
            return Ok(Self::Plain(number));
        }
        let seconds = length(text).ok_or_else(|| {
            format!(
                "`{text}` is neither a number nor a length of time\nwrite `233`, or a length as `\"3h20\"`"
            )
        })?;
        Ok(Self::Length(seconds / 60.0))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;

        impl Visitor<'_> for Reads {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a length of time such as `\"3h20\"`")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number::Plain(float(number)))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
                Ok(Number::Plain(number))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                Number::read(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Reads)
    }
}

/// A whole number as all amounts are told.
#[expect(
    clippy::cast_precision_loss,
    reason = "of what has more than fifteen digits, the last are nobody's claim"
)]
fn float(number: i64) -> f64 {
    number as f64
}

/// What an amount may be, where it is not known.
#[derive(Deserialize, JsonSchema)]
struct AmountTable {
    /// Each that it may be: `one_of = [18, 23]`.
    #[schemars(with = "Option<Vec<NumberOrLength>>")]
    one_of: Option<Vec<Number>>,
    /// The least and the most that it may be: `between = [7, 37]`.
    #[schemars(with = "Option<Vec<NumberOrLength>>")]
    between: Option<Vec<Number>>,
}

struct NumberOrLength;

impl JsonSchema for NumberOrLength {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "number-or-length".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;

        impl<'de> Visitor<'de> for Reads {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, a length of time such as `\"3h20\"`, or `{ one_of = […] }`")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Amount, E> {
                one(Number::Plain(float(number)))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Amount, E> {
                one(Number::Plain(number))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                one(Number::read(text).map_err(E::custom)?)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Amount, A::Error> {
                let table = AmountTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let amount = match (table.one_of, table.between) {
                    (Some(numbers), None) => Amount::new(&numbers, Sureness::OneOf),
                    (None, Some(numbers)) => Amount::new(&numbers, Sureness::Between),
                    _ => Err("expected `one_of` or `between`\nwrite one of the two".to_owned()),
                };
                amount.map_err(de::Error::custom)
            }
        }

        fn one<E: de::Error>(number: Number) -> Result<Amount, E> {
            Amount::new(&[number], Sureness::Known).map_err(E::custom)
        }

        deserializer.deserialize_struct("Amount", &["one_of", "between"], Reads)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "amount".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut table = AmountTable::json_schema(generator);
        table.remove("description");
        json_schema!({
            "description": "A number, a length of time (`\"3h20\"`), or what it may be: `{ one_of = [18, 23] }`, `{ between = [7, 37] }`.",
            "anyOf": [{ "type": ["number", "string"] }, table]
        })
    }
}
