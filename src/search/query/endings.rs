//! Endings: the other forms of a word that nobody wrote, so that a plural finds the singular and a feminine the masculine.
//!
//! Comes in: a surface that the lexicon lacks. Goes out: what it may be in another number or gender, the likeliest first. What
//! always holds: at least three letters stay; the list is the same in the browser (`endings.js`).

/// Endings that one word takes in turn, without accents: English plurals, then French numbers and genders.
const FAMILIES: [&[&str]; 18] = [
    &["", "s", "e", "es", "x"],
    &["eur", "eurs", "euse", "euses"],
    &["eux", "euse", "euses"],
    &["teur", "teurs", "trice", "trices"],
    &["if", "ifs", "ive", "ives"],
    &["al", "aux", "ale", "ales"],
    &["ail", "aux", "ails"],
    &["eau", "eaux", "el", "elle", "elles"],
    &["el", "els", "elle", "elles"],
    &["en", "ens", "enne", "ennes"],
    &["on", "ons", "onne", "onnes"],
    &["et", "ets", "ete", "etes", "ette", "ettes"],
    &["er", "ers", "ere", "eres"],
    &["f", "fs", "ve", "ves"],
    &["c", "cs", "que", "ques"],
    &["g", "gs", "gue", "gues"],
    &["s", "sse", "sses"],
    &["y", "ies"],
];
const SHORTEST: usize = 3;
/// The Arabic article, which is written in one with its word.
const ARTICLE: &str = "ال";

/// The same word in other endings, the likeliest first; an Arabic one without its article or with it.
pub(crate) fn others(surface: &str) -> impl Iterator<Item = String> + '_ {
    article(surface).into_iter().chain(in_other_endings(surface))
}

fn article(surface: &str) -> Option<String> {
    let is_arabic = surface.starts_with(|letter| ('\u{620}'..='\u{64A}').contains(&letter));
    let without = surface.strip_prefix(ARTICLE).filter(|rest| rest.chars().count() >= SHORTEST);
    is_arabic.then(|| without.map_or_else(|| format!("{ARTICLE}{surface}"), str::to_owned))
}

fn in_other_endings(surface: &str) -> impl Iterator<Item = String> + '_ {
    FAMILIES.into_iter().flat_map(move |family| {
        // The longest ending first: `equipes` is `equip-es` before it is `equipe-s`, and both are tried.
        let stems = family.iter().rev().filter_map(|ending| surface.strip_suffix(ending));
        let stems = stems.filter(|stem| stem.chars().count() >= SHORTEST);
        stems
            .flat_map(move |stem| family.iter().map(move |ending| format!("{stem}{ending}")))
            .filter(move |other| other != surface)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arabic_article_comes_and_goes() {
        assert_eq!(others("الكتاب").next().as_deref(), Some("كتاب"));
        assert_eq!(others("كتاب").next().as_deref(), Some("الكتاب"));
        assert!(others("live").all(|form| !form.starts_with(ARTICLE)));
    }

    #[test]
    fn numbers_and_genders_reach_each_other() {
        for (one, other) in [
            ("deploiement", "deploiements"),
            ("deploiements", "deploiement"),
            ("developpeuse", "developpeur"),
            ("utilisatrice", "utilisateur"),
            ("heureuse", "heureux"),
            ("locaux", "local"),
            ("travaux", "travail"),
            ("reseaux", "reseau"),
            ("nouvelle", "nouveau"),
            ("quotidienne", "quotidien"),
            ("publique", "public"),
            ("legere", "leger"),
            ("queries", "query"),
        ] {
            assert!(others(one).any(|form| form == other), "{one}");
        }
        assert_eq!(others("go").count(), 0);
        assert!(others("tests").count() > 0);
        assert!(others("tests").all(|form| form != "tests" && form.len() >= SHORTEST));
    }
}
