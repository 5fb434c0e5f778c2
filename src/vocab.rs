//! The closed set of words that every stage speaks: paths, dates, languages, kinds, diagnostics, artifacts.
//!
//! Each is a small type that is validated once, where it is made, and trusted from then on. Nothing here
//! knows a stage, reads a file or a clock, or holds state.

pub mod artifact;
pub mod code;
pub mod date;
pub mod diagnostic;
pub mod duration;
pub mod fact;
pub mod fingerprint;
pub mod fold;
pub mod hash;
pub mod html;
pub mod invisible;
pub mod iso_639;
pub mod kept;
pub mod kind;
pub mod language;
pub mod letters;
pub mod media_type;
pub mod nearest;
pub mod path;
pub mod percent;
pub mod picture;
pub mod printable;
pub mod schema;
pub mod section;
pub mod shorten;
pub mod spanned;
pub mod version;
pub mod web_address;
