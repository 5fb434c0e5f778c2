//! A value and where it stands in its file.

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

/// A range of bytes in a whole file, front matter included.
pub(crate) type Span = Range<usize>;

/// A value with the bytes of the file that it was read from.
///
/// Deserialised from front matter it carries the true place; from any other format, `0..0`.
#[derive(Debug, Clone, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub struct Spanned<T> {
    /// Where it stands.
    pub span: Span,
    /// What stands there.
    pub value: T,
}

impl<T> Spanned<T> {
    /// A value that stands at `span`.
    pub fn new(span: Span, value: T) -> Self {
        Self { span, value }
    }
}

/// The name by which [`Spanned`] asks a deserialiser for the place; [`crate::matter`] answers to it.
pub(crate) const SPANNED: &str = "$rexbase::Spanned";
pub(crate) const SPANNED_FIELDS: &[&str] = &["start", "end", "value"];

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: serde::Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let missing = |what| <A::Error as serde::de::Error>::custom(what);
                let start = seq.next_element()?.ok_or_else(|| missing("no start"))?;
                let end = seq.next_element()?.ok_or_else(|| missing("no end"))?;
                let value = seq.next_element()?.ok_or_else(|| missing("no value"))?;
                Ok(Spanned { span: start..end, value })
            }
        }

        deserializer.deserialize_struct(SPANNED, SPANNED_FIELDS, Visitor(std::marker::PhantomData))
    }
}
