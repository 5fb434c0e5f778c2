//! The JSON Schema of a kind's front matter: the keys that every kind has, those of its own, and those by which files are held back.

use schemars::{JsonSchema, Schema};
use serde_json::json;

use crate::matter::schema_of;
use crate::vocab::audience::Audience;
use crate::vocab::kind::Kind;

use super::keys::{Common, Event, Metric, Organisation, Page, Person, Report, Series, Talk, Term};

/// What is taken out before any struct reads.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only described, never made")]
struct Held {
    /// Hold the record back, unless the site is built with `--drafts`.
    draft: bool,
    /// For whom the record is. When missing: for everybody. More: [above](#for-whom).
    audience: Audience,
}

/// All keys of a kind.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only described, never made")]
struct FrontMatter<T> {
    #[serde(flatten)]
    common: Common,
    #[serde(flatten)]
    held: Option<Held>,
    #[serde(flatten)]
    own: T,
}

/// The schema of this kind's front matter. What `holding` matches, keys of other tools by which a record is held back, may have any value.
pub(in crate::document) fn schema(kind: Kind, holding: &str) -> Schema {
    let title = format!("Front matter of Rexbase: {}", kind.name());
    let mut schema = match kind {
        Kind::Talk => schema_of::<FrontMatter<Talk>>(&title),
        Kind::Report => schema_of::<FrontMatter<Report>>(&title),
        Kind::Event => schema_of::<FrontMatter<Event>>(&title),
        Kind::Series => schema_of::<FrontMatter<Series>>(&title),
        Kind::Person => schema_of::<FrontMatter<Person>>(&title),
        Kind::Organisation => schema_of::<FrontMatter<Organisation>>(&title),
        Kind::Topic | Kind::Technology => schema_of::<FrontMatter<Term>>(&title),
        Kind::Metric => schema_of::<FrontMatter<Metric>>(&title),
        Kind::Page | Kind::Lesson | Kind::Figure | Kind::Action => schema_of::<FrontMatter<Page>>(&title),
    };
    schema.remove("description");
    schema.insert("patternProperties".to_owned(), json!({ holding: true }));
    schema
}
