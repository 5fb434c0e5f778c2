//! The language of a text, told by the small words of which every sentence has some.

use std::collections::HashMap;

use crate::vocab::language::Language;

/// The language; nothing where there are too few words to tell.
pub(crate) fn language(text: &str) -> Option<Language> {
    /// No text needs more words to tell.
    const ENOUGH: usize = 3000;
    let mut counts = [0_usize; WORDS.len()];
    let known: HashMap<&str, Vec<usize>> = known();
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words.take(ENOUGH) {
        let word = word.to_lowercase();
        known.get(word.as_str()).into_iter().flatten().for_each(|index| counts[*index] += 1);
    }
    let best = (0..counts.len()).max_by_key(|index| (counts[*index], std::cmp::Reverse(*index)))?;
    let second =
        (0..counts.len()).filter(|index| *index != best).map(|index| counts[index]).max().unwrap_or(0);
    let is_clear = counts[best] >= 4 && counts[best] * 2 >= second * 3;
    if is_clear { Language::parse(WORDS[best].0).ok() } else { None }
}

fn known() -> HashMap<&'static str, Vec<usize>> {
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            known.entry(word).or_default().push(index);
        }
    }
    known
}

const WORDS: [(&str, &str); 7] = [
    (
        "fr",
        "le la les des une est et dans pour que qui pas sur avec ce cette nous vous ils du au aux mais ou donc être sont plus par ne il elle",
    ),
    (
        "en",
        "the of and to is are that it for with this was on as be by you we they have from or an not but can at which when what",
    ),
    (
        "de",
        "der die das und ist nicht ein eine zu den mit auf für von dem sich des auch als wir sie ich werden wird oder aber",
    ),
    (
        "es",
        "el los las una que y en es por con para del se no lo su como más pero sus este esta son cuando muy",
    ),
    ("it", "il di che è e per una non con del della si le da sono gli ma come anche più nel alla questo"),
    ("pt", "o os as uma que e em é para com não do da no na por mais dos como se foi ao muito também"),
    ("nl", "de het een en van is dat niet te zijn op met voor die er aan ook als maar naar bij wij worden"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_small_words() {
        let tell = |text| language(text).map(|language| language.as_str().to_owned());
        assert_eq!(tell("Nous avons appris que les erreurs ne sont pas toutes dans le code, mais dans ce qui est autour.").as_deref(), Some("fr"));
        assert_eq!(
            tell("We learned that not all of the mistakes are in the code, but in what is around it.")
                .as_deref(),
            Some("en")
        );
        assert_eq!(
            tell("Das ist nicht der Fehler, und wir werden sie nicht mit einem Werkzeug finden.").as_deref(),
            Some("de")
        );
        assert_eq!(tell("kubectl get pods"), None);
        assert_eq!(tell(""), None);
    }
}
