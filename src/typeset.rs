//! Code and formulas become HTML: words with classes, and MathML.
//!
//! Comes in: what stands in a block or between signs, and what language it is in. Goes out: HTML that is safe to publish, or that there is none. What always holds: both
//! are bounded, since grammars and macros may take for ever over what strangers write; nothing here knows a document.

pub(crate) mod highlight;
pub(crate) mod math;
