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
}
