//! What there is a JSON Schema of.

use schemars::Schema;

use crate::config;
use crate::document;
use crate::vocab::kind::Kind;

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `rexbase.toml`.
    Config,
    /// The front matter of a kind that has files.
    FrontMatter(Kind),
}

impl Subject {
    /// Everything that there is a schema of.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Config).chain(Kind::written().map(Self::FrontMatter))
    }

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::FrontMatter(kind) => kind.name(),
        }
    }

    /// The subject of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|subject| subject.name() == name)
    }

    /// Its schema.
    pub fn schema(self) -> Schema {
        match self {
            Self::Config => config::schema(),
            Self::FrontMatter(kind) => document::schema(kind),
        }
    }
}
