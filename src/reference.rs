//! What the program says of itself: what each diagnostic means, and the JSON Schemas of what authors write.
//!
//! Comes in: the code of a diagnostic, or what is to be described. Goes out: a part of `docs/diagnostics.md`, or a schema. What always holds: the
//! page is the only place where a code is explained, and the types that read what authors write are the only place where a key is described; the
//! tables of `docs/config.md` and `docs/format.md` are made of the schemas.

mod explained;
mod sections;
mod subject;

pub(crate) use explained::explained;
pub use explained::{Explained, chapters};
pub use sections::sections;
pub use subject::Subject;
