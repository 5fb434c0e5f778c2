//! The index's tokenizer: it takes apart what `Corpus::write_field` joined, and decides nothing.
//!
//! Comes in: index terms, each followed by a space, with a line break for each gap. Goes out: a token for each term. What always
//! holds: positions count terms, and leave [`GAP`] free at each gap, so that no phrase crosses it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// How many positions a gap takes.
pub(crate) const GAP: usize = 16;

/// The name under which the schema knows it.
pub(crate) const NAME: &str = "rexbase_terms";

#[derive(Clone, Default)]
pub(crate) struct StreamTokenizer {
    token: Token,
}

pub(crate) struct Stream<'a> {
    text: &'a str,
    at: usize,
    next_position: usize,
    token: &'a mut Token,
}

impl Tokenizer for StreamTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { text, at: 0, next_position: 0, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b'\n') {
            self.next_position += GAP;
            self.at += 1;
        }
        let Some(length) = bytes[self.at..].iter().position(|byte| *byte == b' ') else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.text[self.at..self.at + length]);
        self.token.offset_from = self.at;
        self.token.offset_to = self.at + length;
        self.token.position = self.next_position;
        self.at += length + 1;
        self.next_position += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_and_gaps_leave_room() {
        let mut tokenizer = StreamTokenizer::default();
        let mut found = Vec::new();
        tokenizer
            .token_stream("a bc \n\nd ")
            .process(&mut |token| found.push((token.text.clone(), token.position)));
        assert_eq!(found, [("a".into(), 0), ("bc".into(), 1), ("d".into(), 2 + 2 * GAP)]);
        assert!(!tokenizer.token_stream("").advance());
    }
}
