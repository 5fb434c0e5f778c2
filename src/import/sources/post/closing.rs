//! The table that closes a post: date, place, site, programme, slides, social addresses, in any form.

use super::parts::Part;
use crate::harvest::reading::plain::line;
use crate::vocab::fold::fold;

/// What a row of it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Date,
    Place,
    DateAndPlace,
    Site,
    Programme,
    Slides,
    Videos,
    Social,
    Author,
    Event,
}

/// A line's label and value: `Site https://…` with two blanks or a tab between, `Site : https://…`, `Site https://…`.
pub(super) fn pair(text: &str) -> Option<(String, String)> {
    let text = text.trim().trim_start_matches(['-', '*', '•', '|']).trim();
    let wide = wide_gap(text).map(|gap| (&text[..gap.start], &text[gap.end..]));
    let colon =
        text.split_once(" : ").or_else(|| text.split_once(": ")).or_else(|| text.split_once("\u{a0}: "));
    let address = text.find("http").filter(|at| *at > 0).map(|at| (&text[..at], &text[at..]));
    [wide, colon, address].into_iter().flatten().find_map(|(name, value)| {
        let (name, value) = (name.trim().trim_matches(['*', '_', ':']).trim(), value.trim());
        (label(name).is_some() && !value.is_empty()).then(|| (line(name), line(value)))
    })
}

/// The first run of two blanks or more, of whatever kind.
fn wide_gap(text: &str) -> Option<std::ops::Range<usize>> {
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (start, letter.is_whitespace()) {
            (None, true) => start = Some(at),
            (Some(from), false) if text[from..at].chars().count() > 1 => return Some(from..at),
            (Some(_), false) => start = None,
            _ => {}
        }
    }
    None
}

/// What a label means.
pub(super) fn label(name: &str) -> Option<Label> {
    let label = match fold(name).as_str() {
        "date" | "dates" | "quand" | "when" | "le" => Label::Date,
        "lieu" | "ou" | "where" | "venue" | "place" | "location" | "salle" => Label::Place,
        "date lieu" | "date et lieu" | "dates et lieu" | "lieu date" | "lieu et date" | "date venue"
        | "date and place" | "date place" | "date and venue" | "date location" | "date and location"
        | "when where" | "when and where" | "quand et ou" => Label::DateAndPlace,
        "site" | "site web" | "site internet" | "website" | "web" | "site officiel" | "web site"
        | "official site" | "official website" | "url" => Label::Site,
        "programme" | "program" | "schedule" | "agenda" | "planning" | "programme complet" => {
            Label::Programme
        }
        "slides"
        | "slide"
        | "presentations"
        | "supports"
        | "diapos"
        | "diapositives"
        | "supports de presentation" => Label::Slides,
        "videos" | "video" | "replay" | "replays" | "recordings" | "enregistrements" => Label::Videos,
        "twitter" | "mastodon" | "linkedin" | "facebook" | "youtube" | "bluesky" | "instagram" | "x"
        | "meetup" | "reseaux sociaux" | "social" => Label::Social,
        "auteur" | "autrice" | "author" | "par" | "by" | "written by" | "redige par" => Label::Author,
        "evenement" | "event" | "conference" => Label::Event,
        _ => return None,
    };
    Some(label)
}

/// The rows of a part: of a table, a list or a paragraph of labelled lines; none unless most of it is.
pub(super) fn rows(part: &Part) -> Vec<(Label, String, Vec<String>)> {
    let addresses = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned);
        let linked =
            part.links.iter().filter(|(label, _)| !label.is_empty() && text.contains(label.as_str()));
        let mut all: Vec<String> = linked.map(|(_, address)| address.clone()).collect();
        all.extend(words.filter(|word| !all.contains(word)).collect::<Vec<_>>());
        all
    };
    let lines: Vec<(String, String)> = if part.rows.iter().any(|row| row.len() == 2) {
        part.rows.iter().filter(|row| row.len() == 2).map(|row| (line(&row[0]), line(&row[1]))).collect()
    } else if part.rows.is_empty() {
        part.text.lines().filter_map(pair).collect()
    } else {
        part.rows.iter().filter_map(|row| pair(row.first()?)).collect()
    };
    let known: Vec<_> = lines
        .iter()
        .filter_map(|(name, value)| Some((label(name)?, value.clone(), addresses(value))))
        .collect();
    let total = if part.rows.is_empty() { part.text.lines().count() } else { part.rows.len() };
    if known.len() * 2 >= total { known } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_pairs_by_known_labels() {
        let read = |text| pair(text).map(|(name, value)| format!("{name}={value}"));
        assert_eq!(
            read("Date & Lieu   3 mai 2018 – La Halle").as_deref(),
            Some("Date & Lieu=3 mai 2018 – La Halle")
        );
        assert_eq!(read("Site https://example.org/").as_deref(), Some("Site=https://example.org/"));
        assert_eq!(read("- **When**: May 3, 2018").as_deref(), Some("When=May 3, 2018"));
        assert_eq!(read("Note: this is prose"), None);
        assert_eq!(read("Programme"), None);
    }
}
