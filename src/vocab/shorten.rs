//! Text that is cut where there is no room for all of it.

/// At most `limit` characters, cut between words and marked with an ellipsis.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    // Most texts are shorter in bytes already.
    if text.len() <= limit {
        return text.to_owned();
    }
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

/// The place at `at`, or the last before it, where a letter begins or the text ends. (`str::floor_char_boundary` is younger than the Rust that is promised.)
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The beginning of a text, of at most so many bytes.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    &text[..boundary(text, most)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortening_cuts_between_words() {
        assert_eq!(shorten("un deux trois", 20), "un deux trois");
        assert_eq!(shorten("un deux, trois", 9), "un deux…");
        assert_eq!(shorten("déploiement", 4), "dépl…");
        assert_eq!(shorten("été", 3), "été");
    }

    #[test]
    fn a_beginning_has_whole_letters() {
        for (most, whole) in [(0, ""), (1, ""), (2, "é"), (3, "ét"), (4, "ét"), (5, "été"), (9, "été")]
        {
            assert_eq!(beginning("été", most), whole);
        }
        assert_eq!(boundary("知", 2), 0);
    }
}
