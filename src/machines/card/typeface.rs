//! The one typeface that cards are written in: which letters it has, how wide words are, where lines break.

use std::sync::{Arc, LazyLock};

use resvg::usvg::FontResolver;
use resvg::usvg::fontdb::Database;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// More letters than a line has room for.
const LONGEST: usize = 400;

static BYTES: &[u8] = include_bytes!("Inter-SemiBold.ttf");

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_font_data(BYTES.to_vec());
    Arc::new(database)
});

/// The typeface, for a drawing.
pub(super) fn database() -> Arc<Database> {
    Arc::clone(&DATABASE)
}

/// Whatever typeface a drawing names, it is written in this one.
pub(super) fn resolver() -> FontResolver<'static> {
    FontResolver {
        select_font: Box::new(|_, database| database.faces().next().map(|face| face.id)),
        ..FontResolver::default()
    }
}

/// Whether the typeface has every letter of a text.
pub(crate) fn can_write(text: &str) -> bool {
    let Ok(font) = FontRef::new(BYTES) else { return false };
    let letters = font.charmap();
    text.chars().all(|letter| letter.is_whitespace() || letters.map(letter).is_some())
}

/// The lines that a text takes at a size, none wider than `measure` unless a single word is.
pub(super) fn lines(text: &str, size: f32, measure: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(&longer, size) <= measure {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
        // A word that is wider than a line goes on in the next.
        while let Some(last) = lines.last_mut().filter(|last| width(last, size) > measure) {
            let fits = fitting(last, size, measure);
            let rest = last.split_off(fits);
            lines.push(rest);
        }
    }
    lines
}

/// The text on one line, cut short where it must be; none when the typeface cannot write it.
pub(super) fn shortened(text: &str, size: f32, measure: f32) -> Option<String> {
    if !can_write(text) {
        return None;
    }
    if width(text, size) <= measure {
        return Some(text.to_owned());
    }
    // No line has room for so many letters, which would be measured again and again.
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let text = &text[..end];
    let fits = fitting(text, size, measure - width("…", size));
    Some(format!("{}…", text[..fits].trim_end()))
}

/// How many bytes of a text fit, at least one letter.
fn fitting(text: &str, size: f32, measure: f32) -> usize {
    let ends = text.char_indices().map(|(start, letter)| start + letter.len_utf8());
    let fitting = ends.clone().take_while(|end| width(&text[..*end], size) <= measure).last();
    fitting.or_else(|| ends.clone().next()).unwrap_or_default()
}

fn width(text: &str, size: f32) -> f32 {
    let Ok(font) = FontRef::new(BYTES) else { return 0.0 };
    let (letters, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
    let advance = |letter: char| metrics.advance_width(letters.map(letter)?);
    text.chars().filter_map(advance).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_the_measure_and_lose_nothing() {
        for text in ["One two three four five six seven", &"x".repeat(200), "Ένα δύο — Один два"]
        {
            let lines = lines(text, 60.0, 400.0);
            assert!(lines.iter().all(|line| width(line, 60.0) <= 400.0), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn it_knows_which_scripts_it_can_write() {
        assert!(can_write("Déjà vu — «\u{a0}Ωμέγα\u{a0}», Жанна"));
        assert!(!can_write("データベース") && !can_write("مرحبا"));
        assert_eq!(shortened("データ", 30.0, 500.0), None);
        assert!(shortened(&"word ".repeat(50), 30.0, 500.0).unwrap().ends_with('…'));
    }
}
