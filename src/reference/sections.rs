//! The phrases by which headings are known, for the table in `docs/format.md`.

use crate::document;
use crate::vocab::section::RexSection;

/// The phrases of each section in a language, as they are listed in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionPhrases {
    pub language: &'static str,
    pub section: RexSection,
    pub phrases: &'static [&'static str],
}

/// The phrases of every section in every language.
pub fn sections() -> impl Iterator<Item = SectionPhrases> {
    document::section_phrases().map(|(language, section, phrases)| SectionPhrases {
        language,
        section,
        phrases,
    })
}
