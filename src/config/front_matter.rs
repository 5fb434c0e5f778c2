//! `[front_matter]` of `rexbase.toml`: other names for keys, and names to pass over.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use crate::matter::KeyNames;
use crate::vocab::spanned::Spanned;

/// The key that lists the names to pass over.
const PASS_OVER: &str = "pass_over";

/// The table as it is written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) names: KeyNames,
    /// The keys that other names mean.
    pub(super) meant: Vec<Spanned<String>>,
}

/// What a name means: a key, or, for a table, what those within mean.
enum Meaning {
    Key(Spanned<String>),
    Within(Vec<(String, Meaning)>),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table;

        impl<'de> Visitor<'de> for Table {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table such as `tags = \"topics\"`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
                let mut written = Written::default();
                while let Some(name) = map.next_key::<String>()? {
                    if name == PASS_OVER {
                        map.next_value::<Vec<String>>()?
                            .iter()
                            .for_each(|name| written.names.pass_over(name));
                    } else {
                        written.add(&name, map.next_value()?);
                    }
                }
                Ok(written)
            }
        }

        deserializer.deserialize_map(Table)
    }
}

impl JsonSchema for Written {
    fn schema_name() -> Cow<'static, str> {
        "names".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": {
                PASS_OVER: {
                    "description": "Names of keys that mean nothing here.",
                    "type": "array",
                    "items": { "type": "string" }
                }
            },
            "additionalProperties": {
                "description": "The key that this name means; for a table, what the keys within mean.",
                "type": ["string", "object"]
            }
        })
    }
}

impl Written {
    fn add(&mut self, name: &str, meaning: Meaning) {
        match meaning {
            Meaning::Key(key) => {
                self.names.add(name, &key.value);
                self.meant.push(key);
            }
            Meaning::Within(inner) => {
                for (inner, meaning) in inner {
                    self.add(&format!("{name}.{inner}"), meaning);
                }
            }
        }
    }
}

/// A meaning without its place.
struct Plain(Meaning);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Value;

        impl<'de> Visitor<'de> for Value {
            type Value = Meaning;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a key, such as `\"topics\"`")
            }

            fn visit_str<E: de::Error>(self, key: &str) -> Result<Meaning, E> {
                Ok(Meaning::Key(Spanned::new(0..0, key.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Meaning, A::Error> {
                let mut inner = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    inner.push(entry);
                }
                Ok(Meaning::Within(inner))
            }
        }

        deserializer.deserialize_any(Value).map(Plain)
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { span, value } = Spanned::<Plain>::deserialize(deserializer)?;
        Ok(match value.0 {
            Meaning::Key(key) => Meaning::Key(Spanned::new(span, key.value)),
            within @ Meaning::Within(_) => within,
        })
    }
}
