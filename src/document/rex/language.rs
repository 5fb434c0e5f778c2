//! How a language writes the headings of known sections: the form of its file.
//!
//! How a phrase is written:
//!
//! - `lesson(s) (learned)`: what is in brackets may be missing.
//! - `marché/fonctionné`: one of these words.
//! - `drawbacks…`: what it is of may follow, after a preposition: *drawbacks of X*. A phrase that ends with a preposition needs what follows.
//! - `…tips`: a few words may stand before it: *speed tips*.

use crate::vocab::section::RexSection;

/// What a language calls sections, and the small words around these phrases, which are written folded.
pub(super) struct Words {
    pub(super) sections: &'static [(RexSection, &'static [&'static str])],
    /// Words before a phrase that change nothing: *the*, *our*, *key*.
    pub(super) leading: &'static [&'static str],
    /// Words after one that change nothing.
    pub(super) trailing: &'static [&'static str],
    /// Prepositions, after which stands what a phrase is of.
    pub(super) linking: &'static [&'static str],
    /// What joins two phrases.
    pub(super) joining: &'static [&'static str],
    /// What a number at the end counts: *day 2*.
    pub(super) days: &'static [&'static str],
}
