//! A serde deserialiser over nodes: it knows [`Spanned`], [`Fact`], and collects unknown keys.
//!
//! [`Spanned`]: crate::vocab::spanned::Spanned
//! [`Fact`]: crate::vocab::fact::Fact

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::vocab::diagnostic::nearest;
use crate::vocab::fact::FACT;
use crate::vocab::spanned::{SPANNED, Span, Spanned};

use super::node::{Node, Value};
use super::syntax::Syntax;

/// Unknown keys of inner tables by their places, with the keys that their tables have.
pub(super) type Unknown = BTreeMap<(usize, usize), (Spanned<String>, &'static [&'static str])>;

/// What one attempt at reading a table gave.
pub(super) struct Attempt<T> {
    pub(super) result: Result<T, Error>,
    /// The keys that the struct has.
    pub(super) fields: Vec<&'static str>,
}

/// Reads a table into a struct; adds to `unknown`.
pub(super) fn read<T: DeserializeOwned>(table: &Node, syntax: Syntax, unknown: &mut Unknown) -> Attempt<T> {
    let notes = Notes { fields: RefCell::default(), unknown: RefCell::new(std::mem::take(unknown)) };
    let result = T::deserialize(Reader { node: table, notes: &notes, depth: 0 });
    *unknown = notes.unknown.into_inner();
    let result = result.map_err(|error| Error {
        hint: error.missing.map(|key| format!("add `{}`", syntax.entry(key, "…"))).or(error.hint),
        ..error
    });
    Attempt { result, fields: notes.fields.into_inner() }
}

/// Reads a type that may be written as a mere text or as a table with these fields.
///
/// # Errors
/// Those of the table's form, and of `from_text`.
pub(crate) fn text_or_table<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
    fields: &'static [&'static str],
    from_text: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Either<T>(fn(&str) -> Result<T, String>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text or a table")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(E::custom)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_struct("TextOrTable", fields, Either(from_text))
}

/// Why a value does not fit, and which.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) span: Option<Span>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// The key that is missing.
    missing: Option<&'static str>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { span: None, message: message.to_string(), hint: None, missing: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let (expected, hint) = match expected.to_string().as_str() {
            "a string" => ("a text".to_owned(), Some("put it in quotes: `\"…\"`")),
            "a boolean" => ("`true` or `false`".to_owned(), Some("write it without quotes")),
            number if number.starts_with(['i', 'u', 'f']) => {
                ("a number".to_owned(), Some("write digits, without quotes"))
            }
            other => (other.to_owned(), None),
        };
        Self {
            hint: hint.map(str::to_owned),
            ..Self::custom(format!("expected {expected}, found {}", describe_found(found)))
        }
    }

    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format!("expected {expected}, found {found}"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(field), ..Self::custom(format!("missing key `{field}`")) }
    }
}

struct Notes {
    fields: RefCell<Vec<&'static str>>,
    unknown: RefCell<Unknown>,
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    notes: &'a Notes,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn inner(self, node: &'a Node) -> Self {
        Self { node, depth: self.depth + 1, ..self }
    }

    /// Marks an error that has no place yet with this node's.
    fn placed<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| Error { span: error.span.or_else(|| Some(self.node.span.clone())), ..error })
    }

    fn note_keys(self, fields: &'static [&'static str]) {
        let Value::Table(entries) = &self.node.value else { return };
        if self.depth == 0 {
            self.notes.fields.borrow_mut().extend(fields);
            return;
        }
        let mut unknown = self.notes.unknown.borrow_mut();
        for (key, _) in entries.iter().filter(|(key, _)| !fields.contains(&key.value.as_str())) {
            unknown.entry((key.span.start, key.span.end)).or_insert_with(|| (key.clone(), fields));
        }
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match &self.node.value {
            Value::Bare(value, _) => match **value {
                Value::Bool(truth) => visitor.visit_bool(truth),
                Value::Integer(integer) => visitor.visit_i64(integer),
                Value::Float(float) => visitor.visit_f64(float),
                _ => visitor.visit_unit(),
            },
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Integer(integer) => visitor.visit_i64(*integer),
            Value::Float(float) => visitor.visit_f64(*float),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), reader: self }),
            Value::Table(entries) => {
                visitor.visit_map(Entries { entries: entries.iter(), value: None, reader: self })
            }
        };
        self.placed(result)
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Bare(_, written) => self.placed(visitor.visit_str(written)),
            _ => self.visit(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if matches!(self.node.value, Value::List(_)) {
            return self.visit(visitor);
        }
        let mut error = match self.visit(visitor) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        error.message = format!("expected a list, found {}", describe(&self.node.value));
        error.hint = Some("put it in square brackets: `[\"…\"]`".into());
        Err(error)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == SPANNED {
            return self.placed(visitor.visit_seq(Place { reader: self, next: 0 }));
        }
        self.note_keys(fields);
        match &self.node.value {
            // A name.
            Value::Bare(_, written) => self.placed(visitor.visit_str(written)),
            _ => self.visit(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let truth = match &self.node.value {
            Value::Bool(truth) => Some(*truth),
            Value::Bare(value, _) => match **value {
                Value::Bool(truth) => Some(truth),
                _ => None,
            },
            _ => None,
        };
        match truth.filter(|_| name == FACT) {
            Some(truth) => self.placed(visitor.visit_bool(truth)),
            None => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let listed = || variants.iter().map(|variant| format!("`{variant}`")).collect::<Vec<_>>().join(", ");
        let Value::Text(text) = &self.node.value else {
            let message = format!("expected one of {}, found {}", listed(), describe(&self.node.value));
            return Err(Error { span: Some(self.node.span.clone()), message, hint: None, missing: None });
        };
        if !variants.contains(&text.as_str()) {
            return Err(Error {
                span: Some(self.node.span.clone()),
                message: format!("`{text}` is none of {}", listed()),
                hint: nearest(text, variants.iter().copied()).map(|near| format!("did you mean `{near}`?")),
                missing: None,
            });
        }
        self.placed(visitor.visit_enum(Variant(text)))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct map identifier ignored_any
    }
}

fn describe_found(found: de::Unexpected<'_>) -> String {
    match found {
        de::Unexpected::Str(_) => "a text".into(),
        de::Unexpected::Seq => "a list".into(),
        de::Unexpected::Map => "a table".into(),
        de::Unexpected::Unit => "nothing".into(),
        de::Unexpected::Bool(truth) => format!("`{truth}`"),
        de::Unexpected::Signed(number) => format!("the number `{number}`"),
        de::Unexpected::Float(number) => format!("the number `{number}`"),
        other => other.to_string(),
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Bare(value, _) => describe(value),
        Value::Null => "nothing".into(),
        Value::Bool(truth) => format!("`{truth}`"),
        Value::Integer(integer) => format!("the number `{integer}`"),
        Value::Float(float) => format!("the number `{float}`"),
        Value::Text(_) => "a text".into(),
        Value::List(_) => "a list".into(),
        Value::Table(_) => "a table".into(),
    }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    reader: Reader<'a>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.items.next().map(|item| seed.deserialize(self.reader.inner(item))).transpose()
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, (Spanned<String>, Node)>,
    value: Option<&'a Node>,
    reader: Reader<'a>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, node)) = self.entries.next() else { return Ok(None) };
        self.value = Some(node);
        let deserializer: StrDeserializer<'_, Error> = key.value.as_str().into_deserializer();
        seed.deserialize(deserializer).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(node) => self.reader.placed_value(node, seed),
            None => Err(de::Error::custom("a value without its key")),
        }
    }
}

impl<'a> Reader<'a> {
    fn placed_value<'de, V: DeserializeSeed<'de>>(self, node: &'a Node, seed: V) -> Result<V::Value, Error> {
        let inner = self.inner(node);
        inner.placed(seed.deserialize(inner))
    }
}

/// The three parts of a `Spanned`.
struct Place<'a> {
    reader: Reader<'a>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Place<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.next += 1;
        let number = |offset: usize| IntoDeserializer::<Error>::into_deserializer(offset);
        match self.next {
            1 => seed.deserialize(number(self.reader.node.span.start)).map(Some),
            2 => seed.deserialize(number(self.reader.node.span.end)).map(Some),
            3 => seed.deserialize(self.reader).map(Some),
            _ => Ok(None),
        }
    }
}

struct Variant<'a>(&'a str);

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Error;
    type Variant = UnitVariant;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, UnitVariant), Error> {
        let deserializer: StrDeserializer<'_, Error> = self.0.into_deserializer();
        seed.deserialize(deserializer).map(|variant| (variant, UnitVariant(PhantomData)))
    }
}

struct UnitVariant(PhantomData<()>);

impl<'de> VariantAccess<'de> for UnitVariant {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Error> {
        Err(de::Error::custom("expected a text"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _visitor: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("expected a text"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        Err(de::Error::custom("expected a text"))
    }
}
