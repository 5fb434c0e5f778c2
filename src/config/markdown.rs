//! `markdown`: of which kinds records are published as Markdown, too.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

use crate::vocab::kind::{Kind, Kinds};
use crate::vocab::nearest::nearest;

/// What an author wrote: `"all"`, `"none"`, or a list of kinds.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "kinds")]
pub(super) struct Written(#[schemars(with = "Form")] pub(super) Kinds);

/// How it may be written.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "kinds")]
#[expect(dead_code, reason = "its schema alone is used")]
enum Form {
    Word(Word),
    List(Vec<Name>),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case", rename = "all-or-none")]
#[expect(dead_code, reason = "its schema alone is used")]
enum Word {
    All,
    None,
}

#[derive(JsonSchema)]
#[schemars(rename = "kind")]
#[expect(dead_code, reason = "its schema alone is used")]
struct Name(String);

/// What there is when nothing is said: the records that people write. Hosts count files, and names are many.
pub(super) fn usual() -> Kinds {
    [Kind::Talk, Kind::Report, Kind::Page].into_iter().collect()
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading).map(Self)
    }
}

struct Reading;

impl<'de> de::Visitor<'de> for Reading {
    type Value = Kinds;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"all\"`, `\"none\"` or a list of kinds")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Kinds, E> {
        match word {
            "all" => Ok(Kinds::EVERY),
            "none" => Ok(Kinds::default()),
            other => Err(E::custom(format!(
                "`{other}` says of no kinds\nwrite `\"all\"`, `\"none\"` or a list: `[\"talk\", \"report\"]`"
            ))),
        }
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Kinds, A::Error> {
        let mut kinds = Vec::new();
        while let Some(name) = list.next_element::<String>()? {
            kinds.push(Kind::from_name(&name).filter(|kind| kind.has_page()).ok_or_else(|| {
                let all: Vec<_> =
                    Kind::ALL.into_iter().filter(|kind| kind.has_page()).map(Kind::name).collect();
                let hint = match nearest(&name, all.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", all.join(", ")),
                };
                de::Error::custom(format!("`{name}` is no kind of record that has pages\n{hint}"))
            })?);
        }
        Ok(kinds.into_iter().collect())
    }
}
