//! Addresses that stand in the text as they are: GitHub's Markdown makes links of `https://…`, `http://…` and `www.…`.
//!
//! The rules are those of the [specification](https://github.github.com/gfm/#autolinks-extension-): what may stand before, what a host
//! is, and which punctuation at the end belongs to the sentence. To these, quotation marks are added, of English and French.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::state::Walk;

impl Walk<'_, '_> {
    /// Writes the run of texts that begins at `index`, with links for its addresses; returns the index after it, or nothing when there is
    /// no address to be linked to.
    pub(super) fn autolinks(&mut self, index: usize, first: &str) -> Option<usize> {
        let is_in_link = self.open_links.contains(&true)
            || self.raw.open.iter().any(|element| element.name == "a")
            || (self.in_heading && self.heading_end == "</a>");
        if is_in_link || !may_be_in(first) {
            return None;
        }
        let mut run = first.to_owned();
        let mut end = index + 1;
        while let Some((Event::Text(text), range)) = self.events.get(end) {
            if range.start != self.events[end - 1].1.end {
                break;
            }
            run.push_str(text);
            self.look_at(end);
            end += 1;
        }
        let mut at = 0;
        for found in addresses(&run) {
            let address = &run[found.clone()];
            if at < found.start {
                self.out.push(Event::Text(run[at..found.start].to_owned().into()));
            }
            let scheme = if address.contains("://") { "" } else { "http://" };
            self.open_link(format!("{scheme}{address}"), "".into());
            self.out.push(Event::Text(address.to_owned().into()));
            self.out.push(Event::End(TagEnd::Link));
            self.open_links.pop();
            at = found.end;
        }
        self.out.push(Event::Text(run[at..].to_owned().into()));
        self.push_text(&run);
        Some(end)
    }
}

/// Whether a text may hold the beginning of an address.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains("://") || text.contains("www.")
}

/// Where the addresses of a text stand, in order.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let schemes = text.match_indices("://").filter_map(|(at, _)| {
        let of = |scheme: &str| {
            let start = at.checked_sub(scheme.len())?;
            text.get(start..at).filter(|found| found.eq_ignore_ascii_case(scheme)).map(|_| start)
        };
        of("https").or_else(|| of("http"))
    });
    let mut candidates: Vec<usize> = schemes.chain(text.match_indices("www.").map(|(at, _)| at)).collect();
    candidates.sort_unstable();
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in candidates {
        let is_in_another = found.last().is_some_and(|last| start < last.end);
        if !is_in_another
            && may_follow(&text[..start])
            && let Some(len) = len(&text[start..])
        {
            found.push(start..start + len);
        }
    }
    found
}

/// Whether an address may begin after this text.
fn may_follow(before: &str) -> bool {
    let mut letters = before.chars().rev();
    match letters.next() {
        Some('_') => !letters.next().is_some_and(char::is_alphanumeric),
        Some(last) => !last.is_alphanumeric() && !"/.@-=+&%#?\\".contains(last),
        None => true,
    }
}

/// The longest address, in bytes.
const LONGEST: usize = 2000;

/// How long the address is that `text` begins with.
fn len(text: &str) -> Option<usize> {
    let stops = |letter: char| letter.is_whitespace() || "<>\"“”«»„`".contains(letter);
    let mut address = text.split(stops).next().filter(|address| address.len() <= LONGEST)?;
    loop {
        let shorter = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '’', '…']);
        let shorter =
            [('(', ')'), ('[', ']'), ('{', '}')].into_iter().fold(shorter, |address, (open, close)| {
                let closes = address.matches(close).count() > address.matches(open).count();
                if closes { address.strip_suffix(close).unwrap_or(address) } else { address }
            });
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let ends_host = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '_' | '.');
    let host = rest.split(ends_host).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let ends_plainly = labels.iter().rev().take(2).all(|label| !label.contains('_'));
    let is_host = labels.len() >= 2 && labels.iter().all(|label| !label.is_empty()) && ends_plainly;
    is_host.then_some(address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_end_where_a_sentence_goes_on() {
        for (text, expected) in [
            ("see https://example.org/a_b?c=d&e=f#g.", vec!["https://example.org/a_b?c=d&e=f#g"]),
            (
                "(http://example.org/a(b)) and www.example.com.",
                vec!["http://example.org/a(b)", "www.example.com"],
            ),
            ("« https://exemple.fr/x », “https://a.org”", vec!["https://exemple.fr/x", "https://a.org"]),
            ("HTTPS://EXAMPLE.ORG:8080/x;", vec!["HTTPS://EXAMPLE.ORG:8080/x"]),
            ("*https://a.org/*", vec!["https://a.org/"]),
            ("https://a.org,https://b.org", vec!["https://a.org,https://b.org"]),
            ("https://localhost/x http:// https://a..b xhttp://a.org a.www.b.c ftp://a.org", vec![]),
            ("https://user@a.org https://a_b.c_d/", vec![]),
            ("mailto:a@www.b.org", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
