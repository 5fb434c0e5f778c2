//! Publishes what a build wrote to where readers find it: a bucket of S3, Google Cloud Storage or Azure, or a folder.
//!
//! Comes in: the files of the output folder, with their fingerprints; where to publish to; what time it is. Goes out: the same files there, each with what the host is
//! to say of it, and a [`Report`]. Data flow from what is here and what is there (`record`, a file beside the site) to a [`Plan`], which is pure, and through
//! a `store`, which is thin. What always holds:
//!
//! - At every instant, of every page that is served all that it loads is served, and of the search's manifest all that it names: what is named after its content goes
//!   first, then what pages show, then pages, then what names pages, then the search's manifest, then the pages that readers enter by. What goes away goes last, and what
//!   pages load only when it was of no page for a while ([`Plan`]).
//! - Before anything is changed, the record says what will be; killed at any instant, the next run ends with the same site and no file too many.
//! - What is sent has the bytes that were built: each file is fingerprinted as it is read. No link is followed.
//! - Only what the record names is ever removed, and a place that holds files of others and no record is refused.
//! - Two who publish to one place are noticed: the record says who, until when, and is replaced only where nobody else replaced it.

mod addresses;
#[cfg(feature = "clouds")]
mod bucket;
#[cfg(feature = "clouds")]
mod credentials;
mod folder;
#[cfg(feature = "clouds")]
mod http;
mod open;
mod plan;
mod record;
mod run;
mod served;
mod settings;
mod sort;
mod step;
mod store;
mod target;
mod trouble;

pub(crate) use addresses::addresses;
pub(crate) use open::open;
pub(crate) use plan::Plan;
pub(crate) use run::{Asked, Clock, Event, Extent, Report, Site, Watch, publish};
pub(crate) use served::{File, Packed};
pub(crate) use settings::Settings;
pub(crate) use target::{Target, Where};
pub(crate) use trouble::PublishError;

#[cfg(test)]
mod tests;
