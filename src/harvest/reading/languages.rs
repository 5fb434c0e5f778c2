//! Languages as other systems write them, as BCP 47 tags.

use crate::vocab::iso_639::LANGUAGES;
use crate::vocab::language::Language;

/// The tag of a language written as ISO 639-2 or 639-3 (`eng`, `fre`), as a tag (`en`, `pt_BR`) or in English
/// (`English`); nothing when it is not known.
pub(crate) fn language(written: &str) -> Option<Language> {
    let folded = written.trim().to_lowercase().replace('_', "-");
    let known = LANGUAGES.iter().find(|(_, names)| names.contains(&folded.as_str()));
    let tag = match known {
        Some((tag, _)) => (*tag).to_owned(),
        None if folded.split('-').next().is_some_and(|primary| primary.len() == 2) => folded,
        None => return None,
    };
    Language::parse(&tag).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_every_name() {
        let tag = |text| language(text).map(|language| language.as_str().to_owned());
        for (written, wanted) in
            [("eng", "en"), (" FRE ", "fr"), ("Spanish", "es"), ("pt_BR", "pt-BR"), ("ja", "ja")]
        {
            assert_eq!(tag(written).as_deref(), Some(wanted), "{written}");
        }
        for unknown in ["", "xyz", "klingon", "und", "e n"] {
            assert_eq!(tag(unknown), None, "{unknown}");
        }
    }
}
