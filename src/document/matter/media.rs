//! Recordings and documents of a talk or report, with what has become of them.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::{Deserialize, Deserializer, de};

use crate::matter::text_or_table;
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::language::Language;
use crate::vocab::spanned::{Span, Spanned};
use crate::vocab::web_address::WebAddress;

/// Every medium of one sort; empty when nothing is known of any.
#[derive(Debug, Clone, Default, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct MediaList(pub Vec<Media>);

/// One video, sound recording, slide deck or paper. Published media have an address.
#[derive(Debug, Clone, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Media {
    pub status: MediaStatus,
    /// Where that is said.
    pub status_span: Option<Span>,
    pub url: Option<WebAddress>,
    /// A copy of what was at its address.
    pub archived: Option<WebAddress>,
    pub title: Option<String>,
    pub language: Option<Language>,
    pub duration: Option<Duration>,
    pub published: Option<Spanned<PartialDate>>,
    /// When it was announced for.
    pub expected: Option<PartialDate>,
    pub note: Option<String>,
    /// An image beside the page, to be shown before a video plays.
    pub poster: Option<String>,
    pub chapters: Vec<Chapter>,
}

/// What a medium is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaSort {
    Video,
    Audio,
    Slides,
    Paper,
}

impl MediaSort {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Slides => "slides",
            Self::Paper => "paper",
        }
    }

    /// Whether it is played from its beginning to its end.
    pub fn is_recording(self) -> bool {
        matches!(self, Self::Video | Self::Audio)
    }
}

/// What has become of a medium.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "medium-status")]
pub enum MediaStatus {
    /// It is at its `url`.
    Published,
    /// It was announced.
    Awaited,
    /// There never was one.
    NotRecorded,
    /// There is one, which is not given out.
    Withheld,
    /// There was one, which is gone.
    Lost,
}

impl MediaStatus {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Awaited => "awaited",
            Self::NotRecorded => "not_recorded",
            Self::Withheld => "withheld",
            Self::Lost => "lost",
        }
    }

    /// Whether readers still miss it: it was announced, or it was there.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Awaited | Self::Lost)
    }
}

/// The anchor of a chapter of the n-th of a page's media, both counted from 0. No heading's own anchor has such signs.
pub(crate) fn chapter_anchor(medium: usize, chapter: usize) -> String {
    format!("chapter:{}.{}", medium + 1, chapter + 1)
}

/// A part of a recording, from `at` on.
#[derive(
    Debug, Clone, PartialEq, Deserialize, JsonSchema, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
#[schemars(rename = "chapter")]
pub struct Chapter {
    /// How long after the beginning of the recording: `"12m30s"`.
    pub at: Spanned<Duration>,
    /// What it is about.
    pub title: String,
}

const FIELDS: &[&str] = &[
    "status",
    "url",
    "archived",
    "title",
    "language",
    "duration",
    "published",
    "expected",
    "note",
    "poster",
    "chapters",
];

/// A medium: a recording, a deck of slides or a paper.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "medium")]
struct MediaTable {
    /// What has become of it. When missing: it is published, and has a `url`.
    status: Option<Spanned<MediaStatus>>,
    /// Where it is.
    url: Option<WebAddress>,
    /// Where a copy of it is, in an archive of the web, when its `url` leads nowhere any more: readers are led there.
    archived: Option<WebAddress>,
    /// What it is called there.
    title: Option<String>,
    /// The language that is spoken or written in it.
    language: Option<Language>,
    /// How long it lasts.
    duration: Option<Duration>,
    /// When it was published: from then on the feed of recordings tells that it has come.
    published: Option<Spanned<PartialDate>>,
    /// When it was announced for, as long as it is awaited.
    expected: Option<PartialDate>,
    /// Free text.
    note: Option<String>,
    /// An image of this site that is shown before a video plays: its path from the record's file or, with a leading `/`, from the content
    /// folder.
    poster: Option<String>,
    /// Its parts: `[{ at = "2m30s", title = "…" }]`.
    #[serde(default)]
    chapters: Vec<Chapter>,
}

impl<'de> Deserialize<'de> for Media {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let table = text_or_table(deserializer, FIELDS, |text| {
            let url = WebAddress::parse(text)?;
            Ok(MediaTable { url: Some(url), ..MediaTable::unknown() })
        })?;
        let status = match (table.status.as_ref().map(|status| status.value), &table.url) {
            (Some(MediaStatus::Published) | None, None) => {
                return Err(de::Error::custom(
                    "a published medium has a `url`\nif there is none, say its `status`: `awaited`, `not_recorded`, `withheld` or `lost`",
                ));
            }
            (status, _) => status.unwrap_or(MediaStatus::Published),
        };
        Ok(Self::of(status, table))
    }
}

impl JsonSchema for MediaList {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "media".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let address = generator.subschema_for::<WebAddress>();
        let medium = generator.subschema_for::<MediaTable>();
        let one = json_schema!({ "anyOf": [address, medium] });
        json_schema!({
            "description": "An address, a table that says more, a list of these, or `false`: nothing was recorded.",
            "anyOf": [address, medium, { "type": "array", "items": one }, { "const": false }]
        })
    }
}

impl Media {
    fn of(status: MediaStatus, table: MediaTable) -> Self {
        let status_span = table.status.map(|status| status.span);
        let MediaTable {
            url,
            archived,
            title,
            language,
            duration,
            published,
            expected,
            note,
            poster,
            chapters,
            ..
        } = table;
        Self {
            status,
            status_span,
            url,
            archived,
            title,
            language,
            duration,
            published,
            expected,
            note,
            poster,
            chapters,
        }
    }
}

impl MediaTable {
    fn unknown() -> Self {
        Self {
            status: None,
            url: None,
            archived: None,
            title: None,
            language: None,
            duration: None,
            published: None,
            expected: None,
            note: None,
            poster: None,
            chapters: Vec::new(),
        }
    }
}

impl MediaList {
    fn not_recorded() -> Self {
        Self(vec![Media::of(MediaStatus::NotRecorded, MediaTable::unknown())])
    }
}

impl<'de> Deserialize<'de> for MediaList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Fact::<OneOrMany>::deserialize(deserializer)? {
            Fact::Unknown => Ok(Self::default()),
            Fact::Absent => Ok(Self::not_recorded()),
            Fact::Known(OneOrMany(media)) => Ok(Self(media)),
        }
    }
}

struct OneOrMany(Vec<Media>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an address, a table such as `{ status = \"awaited\" }`, or a list of these")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                let deserializer: StrDeserializer<'_, E> = de::IntoDeserializer::into_deserializer(text);
                Media::deserialize(deserializer).map(|media| OneOrMany(vec![media]))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<OneOrMany, A::Error> {
                Media::deserialize(MapAccessDeserializer::new(map)).map(|media| OneOrMany(vec![media]))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut media = Vec::new();
                while let Some(one) = seq.next_element()? {
                    media.push(one);
                }
                Ok(OneOrMany(media))
            }
        }

        deserializer.deserialize_struct("Media", FIELDS, Visitor)
    }
}
