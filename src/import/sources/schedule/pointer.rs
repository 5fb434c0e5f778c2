//! Where in a text of JSON a value stands: looked for only where a message is to name its place.

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// The offset of the value that these steps lead to, in a text that was parsed before.
pub(super) fn offset(text: &str, steps: &[Step]) -> Option<usize> {
    let mut walk = Walk { bytes: text.as_bytes(), at: 0 };
    walk.blanks();
    for step in steps {
        match step {
            Step::Key(wanted) => walk.enter_key(wanted)?,
            Step::Item(wanted) => walk.enter_item(*wanted)?,
        }
    }
    Some(walk.at)
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        let is_there = self.bytes.get(self.at) == Some(&byte);
        is_there.then(|| self.at += 1)
    }

    fn enter_key(&mut self, wanted: &str) -> Option<()> {
        self.take(b'{')?;
        let mut place = None;
        loop {
            self.blanks();
            let start = self.at;
            self.skip_text()?;
            let key: String = serde_json::from_slice(&self.bytes[start..self.at]).ok()?;
            self.take(b':')?;
            self.blanks();
            // Of a key that stands twice, the last one counts.
            if key == wanted {
                place = Some(self.at);
            }
            self.skip()?;
            if self.take(b',').is_none() {
                self.at = place?;
                return Some(());
            }
        }
    }

    fn enter_item(&mut self, wanted: usize) -> Option<()> {
        self.take(b'[')?;
        for _ in 0..wanted {
            self.skip()?;
            self.take(b',')?;
        }
        self.blanks();
        Some(())
    }

    /// Past a whole value.
    fn skip(&mut self) -> Option<()> {
        self.blanks();
        let mut depth = 0_usize;
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => self.skip_text()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                _ if depth == 0 => {
                    let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                    let rest = &self.bytes[self.at..];
                    self.at += rest.iter().position(ends).unwrap_or(rest.len());
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn skip_text(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            match *self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_where_it_stands() {
        let text = r#" {"a" : [1, "x\"],", {"b": [], "c": {"d": true}}], "a2": 0} "#;
        let key = |name: &str| Step::Key(name.to_owned());
        let at = |steps: &[Step]| offset(text, steps).map(|at| &text[at..at + 4]);
        assert_eq!(at(&[key("a"), Step::Item(2), key("c"), key("d")]), Some("true"));
        assert_eq!(at(&[key("a"), Step::Item(1)]), Some("\"x\\\""));
        assert_eq!(offset(text, &[key("a2")]).map(|at| &text[at..]), Some("0} "));
        assert_eq!(at(&[key("z")]), None);
        assert_eq!(at(&[key("a"), Step::Item(9)]), None);
    }
}
