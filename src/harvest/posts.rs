//! Posts of a blog, from whatever system: as records, with their links, images and talks.
//!
//! Comes in: posts with clean values, their text in Markdown, and the files that may stand beside them. Goes out: records in a [`Harvest`]. What always
//! holds: a link to another post leads to its record; an image that several posts show is copied once; an address that leads nowhere becomes its words, and is told of.
//!
//! [`Harvest`]: crate::harvest::record::Harvest

pub(crate) mod links;
mod meetings;
mod paths;
pub(crate) mod post;
pub(crate) mod recording;
pub(crate) mod records;
pub(crate) mod rules;
mod translations;
