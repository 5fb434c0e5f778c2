//! The systems that records come from: a folder for each, with one function that reads a folder or a file into a [`Harvest`].
//!
//! The place for the next one. A source knows one system's form and nothing of content files: where records go, and how they are merged with what
//! an author wrote since, is `writing`'s business. What several sources make of the same things is in `harvest`: posts
//! (`posts`), and the talks that headings name (`covered`).
//!
//! [`Harvest`]: crate::harvest::record::Harvest

pub(crate) mod blog;
pub(crate) mod devopsdays;
pub(crate) mod files;
pub(crate) mod notes;
pub(crate) mod post;
pub(crate) mod pyvideo;
pub(crate) mod rubyevents;
pub(crate) mod schedule;
pub(crate) mod wordpress;
