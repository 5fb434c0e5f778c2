//! The assembly line: it names every stage, in the order in which data flows, and holds none of their logic.
//!
//! A build, an update of a preview and a check are the same line, with a fuller or emptier memory; a check stops before anything is written. Content is
//! gathered (`gather`, over `files`), then published (`workshop`), as `build` or `session` drives it. What of the site stands, and what is owed, is the
//! `ledger`'s. What always holds:
//!
//! - Diagnostics come out in the order of files and places, whatever the threads did.
//! - Nothing is published when there is an error, unless told to keep going.
//! - What is remembered changes nothing but the time it takes.

mod attachments;
mod build;
mod debts;
mod duplicates;
mod error;
mod export;
mod external;
mod files;
mod folders;
mod gather;
mod images;
mod keyed;
mod ledger;
mod likeness;
mod mode;
mod options;
mod progress;
mod project;
mod prose;
mod publish;
mod record;
mod rename;
mod report;
mod rewriting;
mod run;
mod search;
mod session;
mod statistics;
mod texts;
mod transcripts;
mod workshop;

pub(crate) use crate::config::base_url;
pub(crate) use crate::disk::commit::end_at;
pub(crate) use crate::export::Form;
pub(crate) use crate::knowledge::debts::{Actor, DebtKind};
pub use crate::output::Foreign;
pub(crate) use crate::output::Written;
pub(crate) use crate::output::hosting;
pub(crate) use crate::web::Reach;
pub use build::build;
pub(crate) use debts::{Debts, Owed, debts};
pub(crate) use duplicates::{Called, Duplicate};
pub use error::BuildError;
pub(crate) use export::{ExportError, Exported, export};
pub(crate) use external::check_external;
pub use files::Look;
pub(crate) use folders::Folders;
pub(crate) use gather::Checked;
pub use gather::check;
pub(crate) use likeness::{Suggestion, Suggestions, Teller, accept, suggest};
pub use options::{BuildOptions, OnErrors, SiteOptions};
pub(crate) use progress::SiteChange;
pub use progress::{Interrupt, Never, Progress};
pub use project::Project;
pub(crate) use publish::{Extent, Plan, PublishOptions, PublishingError, Report, Watcher, period, publish};
pub(crate) use rename::{Merge, Renamed, Renaming, rename};
pub(crate) use report::{BuildReport, Timings, Work};
pub use search::search;
pub(crate) use search::searcher;
pub(crate) use session::Updated;
pub use session::{Left, Session};
pub use statistics::statistics;
pub(crate) use texts::{built_in_file, source_text};
