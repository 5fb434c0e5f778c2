//! Languages as other systems write them, as BCP 47 tags.

use crate::vocab::language::Language;

/// The tag of a language written as ISO 639-2 or 639-3 (`eng`, `fre`), as a tag (`en`, `pt_BR`) or in English
/// (`English`); nothing when it is not known.
pub(crate) fn language(written: &str) -> Option<Language> {
    let folded = written.trim().to_lowercase().replace('_', "-");
    let known = KNOWN.iter().find(|(_, names)| names.contains(&folded.as_str()));
    let tag = match known {
        Some((tag, _)) => (*tag).to_owned(),
        None if folded.split('-').next().is_some_and(|primary| primary.len() == 2) => folded,
        None => return None,
    };
    Language::parse(&tag).ok()
}

/// Two-letter codes (ISO 639-1), and what else each language is called: the three-letter codes and the English name.
const KNOWN: &[(&str, &[&str])] = &[
    ("ar", &["ara", "arabic"]),
    ("bg", &["bul", "bulgarian"]),
    ("bn", &["ben", "bengali"]),
    ("ca", &["cat", "catalan"]),
    ("cs", &["ces", "cze", "czech"]),
    ("cy", &["cym", "wel", "welsh"]),
    ("da", &["dan", "danish"]),
    ("de", &["deu", "ger", "german", "deutsch"]),
    ("el", &["ell", "gre", "greek"]),
    ("en", &["eng", "english", "anglais"]),
    ("es", &["spa", "spanish", "español", "espanol"]),
    ("et", &["est", "estonian"]),
    ("eu", &["eus", "baq", "basque"]),
    ("fa", &["fas", "per", "persian"]),
    ("fi", &["fin", "finnish"]),
    ("fr", &["fra", "fre", "french", "français", "francais"]),
    ("ga", &["gle", "irish"]),
    ("gl", &["glg", "galician"]),
    ("he", &["heb", "hebrew"]),
    ("hi", &["hin", "hindi"]),
    ("hr", &["hrv", "croatian"]),
    ("hu", &["hun", "hungarian"]),
    ("hy", &["hye", "arm", "armenian"]),
    ("id", &["ind", "indonesian"]),
    ("is", &["isl", "ice", "icelandic"]),
    ("it", &["ita", "italian"]),
    ("ja", &["jpn", "japanese"]),
    ("ka", &["kat", "geo", "georgian"]),
    ("ko", &["kor", "korean"]),
    ("lt", &["lit", "lithuanian"]),
    ("lv", &["lav", "latvian"]),
    ("mk", &["mkd", "mac", "macedonian"]),
    ("ms", &["msa", "may", "malay"]),
    ("nb", &["nob"]),
    ("nl", &["nld", "dut", "dutch"]),
    ("no", &["nor", "norwegian"]),
    ("pl", &["pol", "polish"]),
    ("pt", &["por", "portuguese"]),
    ("ro", &["ron", "rum", "romanian"]),
    ("ru", &["rus", "russian"]),
    ("sk", &["slk", "slo", "slovak"]),
    ("sl", &["slv", "slovenian"]),
    ("sq", &["sqi", "alb", "albanian"]),
    ("sr", &["srp", "serbian"]),
    ("sv", &["swe", "swedish"]),
    ("sw", &["swa", "swahili"]),
    ("ta", &["tam", "tamil"]),
    ("te", &["tel", "telugu"]),
    ("th", &["tha", "thai"]),
    ("tr", &["tur", "turkish"]),
    ("uk", &["ukr", "ukrainian"]),
    ("ur", &["urd", "urdu"]),
    ("vi", &["vie", "vietnamese"]),
    ("zh", &["zho", "chi", "chinese", "cmn"]),
];

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
