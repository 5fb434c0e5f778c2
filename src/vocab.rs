//! The closed set of words that every stage speaks: paths, dates, languages, kinds, diagnostics, artifacts.
//!
//! Each is a small type that is validated once, where it is made, and trusted from then on. Nothing here
//! knows a stage, reads a file or a clock, or holds state.

pub(crate) mod artifact;
pub(crate) mod audience;
pub(crate) mod cell;
pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod diagnostic;
pub(crate) mod duration;
pub(crate) mod fact;
pub(crate) mod fingerprint;
pub(crate) mod fold;
pub(crate) mod hash;
pub(crate) mod html;
pub(crate) mod invisible;
pub(crate) mod iso_639;
pub(crate) mod kept;
pub(crate) mod kind;
pub(crate) mod language;
pub(crate) mod letters;
pub(crate) mod markdown;
pub(crate) mod media_type;
pub(crate) mod nearest;
pub(crate) mod path;
pub(crate) mod percent;
pub(crate) mod picture;
pub(crate) mod printable;
pub(crate) mod schema;
pub(crate) mod section;
pub(crate) mod shorten;
pub(crate) mod spanned;
pub(crate) mod unit;
pub(crate) mod version;
pub(crate) mod web_address;
