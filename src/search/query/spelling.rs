//! Spellings: the words that notes name are those of the lexicon, folded; readers know them as documents write them.
//!
//! Comes in: notes, and the documents found. Goes out: the notes, with the words as the first of these documents writes them, in small letters, in its
//! title or its excerpt; a word that none of them shows stays folded. Apart because neither the lexicon nor the search data hold
//! another form than the folded one: what is shown is all that there is to learn it from.

use crate::search::words::{folding, tokenizer};

use super::answer::{Hit, Note, Segment};

/// The notes as readers are told them.
pub(in crate::search) fn as_shown(notes: Vec<Note>, hits: &[Hit]) -> Vec<Note> {
    let note = |note| match note {
        Note::Corrected { from, to } => Note::Corrected { from, to: written(to, hits) },
        Note::Also { word, other } => Note::Also { word, other: written(other, hits) },
        other => other,
    };
    notes.into_iter().map(note).collect()
}

/// How the documents write a folded word.
fn written(word: String, hits: &[Hit]) -> String {
    let texts = hits.iter().flat_map(|hit| [hit.title.clone(), excerpt(hit)]);
    let mut found = texts.filter_map(|text| {
        let mut tokens = tokenizer::tokens(&text).into_iter().map(|range| &text[range]);
        tokens.find(|token| folding::surface(token) == word).map(str::to_lowercase)
    });
    found.next().unwrap_or(word)
}

fn excerpt(hit: &Hit) -> String {
    hit.excerpt.iter().flat_map(|excerpt| &excerpt.segments).map(Segment::text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::answer::Excerpt;

    fn hit(title: &str, segments: &[&str]) -> Hit {
        let segments = segments.iter().map(|text| Segment::Plain((*text).to_owned())).collect();
        Hit {
            score: 1.0,
            document: 0,
            title: title.to_owned(),
            address: "/".to_owned(),
            kind: "talk".to_owned(),
            language: "fr".to_owned(),
            date: None,
            people: Vec::new(),
            event: None,
            source: None,
            excerpt: Some(Excerpt {
                anchor: None,
                heading: String::new(),
                segments,
                cut_before: false,
                cut_after: false,
            }),
        }
    }

    #[test]
    fn words_are_told_as_the_first_document_writes_them() {
        let hits = [
            hit("Sans rien", &["Un ", "DÉPLOIE", "MENT, puis l’équipe"]),
            hit("Le deploiement et l’œuvre", &["du C++"]),
        ];
        for (folded, told) in [
            ("deploiement", "déploiement"),
            ("equipe", "équipe"),
            ("oeuvre", "œuvre"),
            ("c++", "c++"),
            ("rien", "rien"),
            ("resilience", "resilience"),
        ] {
            let corrected = Note::Corrected { from: "x".to_owned(), to: folded.to_owned() };
            let also = Note::Also { word: "x".to_owned(), other: folded.to_owned() };
            let notes = as_shown(vec![corrected, also, Note::AnyWord], &hits);
            let expected = [
                Note::Corrected { from: "x".to_owned(), to: told.to_owned() },
                Note::Also { word: "x".to_owned(), other: told.to_owned() },
                Note::AnyWord,
            ];
            assert_eq!(notes, expected);
        }
    }
}
