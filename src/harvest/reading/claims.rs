//! Numbers in prose that may be figures: what was counted or measured, with the sentence that says it.
//!
//! What always holds: a date, a version and the number of a list are no figure; a small number needs a unit. All of it is a guess.

use super::dates;
use crate::harvest::record::Figure;
use crate::vocab::fold::fold;
use crate::vocab::shorten::shorten;

/// The figures that a text may claim, in its order.
pub(crate) fn figures(text: &str) -> Vec<Figure> {
    sentences(text).into_iter().flat_map(in_sentence).collect()
}

/// The sentences of a text.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (index, (at, letter)) in letters.iter().enumerate() {
        let next = letters.get(index + 1).map(|(_, next)| *next);
        let after =
            letters[index + 1..].iter().map(|(_, letter)| *letter).find(|letter| !letter.is_whitespace());
        let ends = matches!(letter, '.' | '!' | '?' | '…')
            && next.is_none_or(char::is_whitespace)
            && after.is_none_or(|after| !after.is_lowercase());
        if ends || (*letter == '\n' && next == Some('\n')) {
            let end = at + letter.len_utf8();
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn in_sentence(sentence: &str) -> Vec<Figure> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let plain: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let Some(number) = Number::at(&words, index) else {
            index += 1;
            continue;
        };
        let after = index + number.words;
        let is_claim =
            !is_date(&plain, index, after) && !is_name(&words, index) && !words[index].contains("://");
        if is_claim && let Some(figure) = figure(&words, &plain, index, &number, sentence) {
            found.push(figure);
        }
        index = after;
    }
    found
}

/// A number of one or several words: `1 200`, `30`, `3,5`, `40%`.
struct Number {
    value: f64,
    /// What is written on it: `%`, `ms`.
    unit: String,
    words: usize,
}

impl Number {
    fn at(words: &[&str], index: usize) -> Option<Self> {
        let word = words[index]
            .trim_start_matches(['(', '«', '"', '~', '≈', '+', '-', '−', '×', 'x', '$', '€', '£']);
        let sign = words[index].chars().next().filter(|sign| "$€£".contains(*sign));
        let digits: String = word
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || ".,\u{a0}\u{202f}".contains(*letter))
            .collect();
        if !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let mut unit: String =
            word[digits.len()..].trim_matches(|letter: char| ".,;:!?)»\"".contains(letter)).to_owned();
        let mut digits = digits.trim_end_matches(['.', ',', '\u{a0}', '\u{202f}']).to_owned();
        let mut count = 1;
        // `1 200 000`: groups of three.
        while unit.is_empty() && digits.len() <= 3 * count && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            let Some(next) = words.get(index + count) else { break };
            let group = next.trim_end_matches(['.', ',', ';', ')']);
            if group.len() != 3 || !group.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
            digits.push_str(group);
            count += 1;
        }
        if let Some(sign) = sign {
            unit = sign.to_string();
        }
        let value = value(&digits)?;
        let is_unit = unit.is_empty() || UNITS.iter().any(|(written, _)| unit.eq_ignore_ascii_case(written));
        is_unit.then_some(Self { value, unit, words: count })
    }
}

fn value(digits: &str) -> Option<f64> {
    let plain: String = digits.chars().filter(|letter| !letter.is_whitespace()).collect();
    let separators = plain.matches(['.', ',']).count();
    let last = plain.rsplit(['.', ',']).next().unwrap_or_default();
    match separators {
        0 => plain.parse().ok(),
        // `1,200` and `1.200` are thousands, `3,5` and `99.99` are not.
        1 if last.len() != 3 => plain.replace(',', ".").parse().ok(),
        1 => plain.replace([',', '.'], "").parse().ok(),
        _ if plain.split([',', '.']).skip(1).all(|group| group.len() == 3) => {
            plain.replace([',', '.'], "").parse().ok()
        }
        _ => None,
    }
}

/// What units are written as, and their names here.
const UNITS: &[(&str, &str)] = &[
    ("%", "%"),
    ("ms", "ms"),
    ("s", "s"),
    ("sec", "s"),
    ("secondes", "s"),
    ("seconde", "s"),
    ("seconds", "s"),
    ("second", "s"),
    ("min", "min"),
    ("mn", "min"),
    ("minutes", "min"),
    ("minute", "min"),
    ("h", "h"),
    ("heures", "h"),
    ("heure", "h"),
    ("hours", "h"),
    ("hour", "h"),
    ("jours", "d"),
    ("jour", "d"),
    ("days", "d"),
    ("day", "d"),
    ("semaines", "wk"),
    ("semaine", "wk"),
    ("weeks", "wk"),
    ("week", "wk"),
    ("mois", "mo"),
    ("months", "mo"),
    ("month", "mo"),
    ("ans", "a"),
    ("years", "a"),
    ("annees", "a"),
    ("€", "EUR"),
    ("euros", "EUR"),
    ("$", "USD"),
    ("dollars", "USD"),
    ("£", "GBP"),
    ("ko", "kB"),
    ("kb", "kB"),
    ("mo", "MB"),
    ("mb", "MB"),
    ("go", "GB"),
    ("gb", "GB"),
    ("to", "TB"),
    ("tb", "TB"),
    ("k", "k"),
    ("m", "M"),
];

fn unit(word: &str) -> Option<&'static str> {
    UNITS.iter().find(|(written, _)| written.eq_ignore_ascii_case(word)).map(|(_, name)| *name)
}

fn figure(words: &[&str], plain: &[String], index: usize, number: &Number, sentence: &str) -> Option<Figure> {
    let mut after = index + number.words;
    let mut measured = unit(&number.unit);
    let mut value = number.value;
    match measured {
        Some("k") => (value, measured) = (value * 1e3, None),
        Some("M") => (value, measured) = (value * 1e6, None),
        _ => {}
    }
    let ends = |at: usize| words[at].ends_with(['.', ',', ';', ':', '!', '?', ')']);
    let is_end = ends(after - 1) && number.unit != "%";
    if measured.is_none()
        && !is_end
        && let Some(next) = plain.get(after).map(String::as_str)
        && let Some(name) = unit(if words[after].starts_with(['%', '€', '$']) {
            &words[after][..words[after].chars().next()?.len_utf8()]
        } else {
            next
        })
    {
        measured = Some(name);
        after += 1;
    }
    let noun = if is_end && measured.is_none() { Vec::new() } else { noun(words, plain, after) };
    let metric = match measured {
        None if noun.is_empty() => return None,
        None if value < 10.0 => return None,
        // `100 % retour d’expérience` measures nothing.
        Some("%") if (value - 100.0).abs() < f64::EPSILON => return None,
        None => noun.join(" "),
        // `every 30 minutes, someone did something`.
        Some(_) => clause(words, index, after)?,
    };
    let period = plain.iter().find_map(|word| dates::year(word)).map(|year| year.to_string());
    let quote = Some(shorten(sentence, 400));
    Some(Figure { metric: shorten(&metric, 80), value, unit: measured.map(str::to_owned), period, quote })
}

/// The words that name what was counted: up to four, until one that leads elsewhere.
fn noun(words: &[&str], plain: &[String], from: usize) -> Vec<String> {
    let mut noun = Vec::new();
    for at in from..words.len().min(from + 4) {
        let word = plain[at].as_str();
        let bare = words[at].trim_matches(|letter: char| ".,;:!?()«»\"".contains(letter));
        let leads_on = ["de", "d", "en", "of", "du", "des"].contains(&word) && !noun.is_empty();
        if bare.is_empty() || (STOP.contains(&word) && !leads_on) || !bare.chars().any(char::is_alphabetic) {
            break;
        }
        noun.push(bare.to_owned());
        if words[at].ends_with(['.', ',', ';', ':', '!', '?', ')']) {
            break;
        }
    }
    while noun
        .last()
        .is_some_and(|last: &String| ["de", "en", "of", "du", "des"].contains(&fold(last).as_str()))
    {
        noun.pop();
    }
    noun
}

/// What a measure is about: the words before it in its clause, and with them the measure's own; else those after it.
fn clause(words: &[&str], index: usize, after: usize) -> Option<String> {
    let ends = |word: &&str| word.ends_with([',', ';', ':', '.']);
    let before = words[..index].iter().rposition(ends).map_or(0, |at| at + 1);
    let end = words[after - 1..].iter().position(ends).map_or(words.len(), |at| after + at);
    let own = &words[before..end.max(after)];
    let next = words[end.max(after)..].iter().take(8);
    let all: Vec<&str> = if own.len() < 6 { own.iter().chain(next).copied().collect() } else { own.to_vec() };
    let text = all.join(" ");
    let text = text.trim_matches(|letter: char| ".,;:!?".contains(letter)).to_owned();
    (text.split(' ').count() >= 2).then_some(text)
}

fn is_date(plain: &[String], index: usize, after: usize) -> bool {
    const DAYS: &[&str] = &[
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let word = |at: usize| plain.get(at).map_or("", String::as_str);
    let before = index.checked_sub(1).map_or("", word);
    dates::year(&plain[index]).is_some()
        || dates::month(word(after)).is_some()
        || dates::month(before).is_some()
        || DAYS.contains(&before)
        || [
            "version", "v", "no", "n", "numero", "chapitre", "chapter", "page", "section", "figure", "jour",
            "day", "article", "episode", "annee",
        ]
        .contains(&before)
        || ["h", "am", "pm"].contains(&word(after)) && plain[index].parse::<u8>().is_ok_and(|hour| hour < 25)
}

/// `PHP 7`, `Symfony 4`: a word with a capital before it that begins no sentence.
fn is_name(words: &[&str], index: usize) -> bool {
    index >= 2
        && words[index - 1].starts_with(char::is_uppercase)
        && !words[index - 1].ends_with([',', ':', '.'])
        || index == 1 && words[0].chars().skip(1).any(char::is_uppercase)
}

const STOP: &[&str] = &[
    "a", "afin", "alors", "also", "and", "are", "as", "at", "au", "aussi", "aux", "avec", "but", "by", "ce",
    "chez", "comme", "d", "dans", "de", "depuis", "des", "dont", "du", "en", "est", "et", "ete", "etaient",
    "for", "from", "grace", "had", "has", "have", "il", "in", "is", "it", "la", "le", "les", "leur", "mais",
    "must", "n", "ne", "nous", "of", "on", "ont", "or", "ou", "par", "pas", "plus", "pour", "puis", "que",
    "qui", "s", "sans", "se", "since", "so", "sont", "sous", "sur", "than", "that", "the", "their", "then",
    "they", "this", "to", "un", "une", "vers", "was", "we", "were", "when", "where", "which", "while", "who",
    "will", "with", "you",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let shown = |figure: Figure| {
            format!("{} | {} | {}", figure.metric, figure.value, figure.unit.unwrap_or_default())
        };
        figures(text).into_iter().map(shown).collect()
    }

    #[test]
    fn counts_and_measures_are_candidates() {
        assert_eq!(
            read("L’équipe a fait 412 livraisons en recette sur son site en 2015."),
            ["livraisons en recette | 412 | "]
        );
        assert_eq!(
            read("Toutes les 20 minutes, on coupait un service."),
            ["Toutes les 20 minutes, on coupait un service | 20 | min"]
        );
        assert_eq!(read("Response times went down by 40%."), ["Response times went down by 40% | 40 | %"]);
        assert_eq!(
            read("We serve 1,200 requests, then 3 500 000 users."),
            ["requests | 1200 | ", "users | 3500000 | "]
        );
    }

    #[test]
    fn dates_versions_and_small_numbers_are_not() {
        for text in [
            "En 2016 tout a changé.",
            "Le vendredi 13 janvier, on a joué.",
            "Nous sommes passés à PHP 7 hier.",
            "Il y a 3 piliers.",
            "Le 2 octobre 2017.",
            "Voir la page 42 du livre.",
            "",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn sentences_end_where_the_next_begins() {
        assert_eq!(sentences("One. Two e.g. three! Four"), ["One.", "Two e.g. three!", "Four"]);
    }
}
