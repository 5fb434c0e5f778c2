//! An optional fact has three states: known, known to be absent, unknown.
//!
//! In front matter a missing key is *unknown*, `false` is *absent*, anything else is *known*. An empty
//! string is not a fact and is refused.

use std::fmt;
use std::marker::PhantomData;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A fact in one of its three states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub enum Fact<T> {
    /// Nobody said.
    #[default]
    Unknown,
    /// Somebody said that there is none.
    Absent,
    /// Somebody said what it is.
    Known(T),
}

impl<T> Fact<T> {
    /// The value, when it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// Whether somebody said that there is none.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// The name by which [`Fact`] asks a deserialiser to tell `false` apart; [`crate::matter`] answers to it.
pub(crate) const FACT: &str = "$rexbase::Fact";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fact<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(FACT, FactVisitor(PhantomData))
    }
}

struct FactVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FactVisitor<T> {
    type Value = Fact<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or `false` when there is none")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        if value {
            return Err(E::custom(
                "`true` says nothing here\nwrite the value, or `false` when there is none",
            ));
        }
        Ok(Fact::Absent)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Fact::Known)
    }
}
