//! A built-in script as it is published: without comments, indentation and needless spaces.
//!
//! Comes in: a module of the built-in theme, which is written for its readers. Goes out: the same program in about half the bytes. What
//! always holds: strings, templates and regular expressions are untouched; line breaks that may end a statement stay. Only the built-in
//! theme's scripts are treated so: those of a site are published as they are.

/// The script without what only readers need.
pub(super) fn published(source: &str) -> String {
    let mut script = Script { out: String::with_capacity(source.len()), rest: source };
    script.code(None);
    script.out.trim().to_owned() + "\n"
}

struct Script<'a> {
    out: String,
    rest: &'a str,
}

impl Script<'_> {
    /// Takes code, up to its end or, within a template, to the brace that closes the gap.
    fn code(&mut self, closing: Option<char>) {
        let mut depth = 0_usize;
        while let Some(letter) = self.rest.chars().next() {
            match letter {
                '/' if self.rest.starts_with("//") => {
                    self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
                }
                '/' if self.rest.starts_with("/*") => {
                    self.rest = self.rest.find("*/").map_or("", |end| &self.rest[end + 2..]);
                }
                '/' if self.regex_may_begin() => self.regex(),
                '"' | '\'' => self.string(letter),
                '`' => self.template(),
                letter if letter.is_whitespace() => self.space(),
                letter => {
                    if closing == Some(letter) && depth == 0 {
                        return;
                    }
                    depth = match letter {
                        '{' => depth + 1,
                        '}' => depth.saturating_sub(1),
                        _ => depth,
                    };
                    let before = self.out.chars().next_back();
                    if before == Some(' ') && is_tight(letter)
                        || before == Some('\n') && !may_begin_statement(letter)
                    {
                        self.out.pop();
                    }
                    self.take(letter.len_utf8());
                }
            }
        }
    }

    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out.push_str(taken);
        self.rest = rest;
    }

    /// One space or one line break for any number of them; none where it means nothing.
    fn space(&mut self) {
        let length = self.rest.find(|letter: char| !letter.is_whitespace()).unwrap_or(self.rest.len());
        let breaks = self.rest[..length].contains('\n');
        self.rest = &self.rest[length..];
        let before = self.out.chars().next_back();
        match before {
            Some(' ') if breaks => {
                self.out.pop();
                self.out.push('\n');
            }
            None | Some('\n' | ' ') => {}
            Some(letter) if breaks && !may_end_statement(letter) => {}
            Some(_) if breaks => self.out.push('\n'),
            Some(letter) if is_tight(letter) => {}
            Some(_) => self.out.push(' '),
        }
    }

    fn string(&mut self, quote: char) {
        let mut escaped = false;
        let end = self.rest[1..].find(|letter| {
            let ends = letter == quote && !escaped;
            escaped = letter == '\\' && !escaped;
            ends
        });
        self.take(end.map_or(self.rest.len(), |end| end + 2));
    }

    fn template(&mut self) {
        self.take(1);
        while let Some(letter) = self.rest.chars().next() {
            if self.rest.starts_with("${") {
                self.take(2);
                self.code(Some('}'));
            } else if letter == '\\' {
                self.take(1 + self.rest[1..].chars().next().map_or(0, char::len_utf8));
            } else {
                self.take(letter.len_utf8());
                if letter == '`' {
                    return;
                }
            }
        }
    }

    fn regex(&mut self) {
        let (mut escaped, mut in_class) = (false, false);
        let end = self.rest[1..].find(|letter| {
            let ends = letter == '/' && !escaped && !in_class;
            in_class = (in_class || letter == '[') && (escaped || letter != ']');
            escaped = letter == '\\' && !escaped;
            ends
        });
        self.take(end.map_or(self.rest.len(), |end| end + 2));
    }

    /// A slash divides what can be divided, and begins a regular expression elsewhere.
    fn regex_may_begin(&self) -> bool {
        let before = self.out.trim_end();
        before.ends_with("return")
            || before.chars().next_back().is_none_or(|letter| "(,=:[!&|?{};+-*%<>~^".contains(letter))
    }
}

/// Whether a line break after it may end a statement.
fn may_end_statement(letter: char) -> bool {
    !"({[;,:?=<>&|".contains(letter)
}

/// Whether a line break before it may end a statement.
fn may_begin_statement(letter: char) -> bool {
    !"})],;:?&|=.".contains(letter)
}

/// Whether spaces beside it mean nothing.
fn is_tight(letter: char) -> bool {
    "(){}[];,:?=<>&|".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_readers_need_goes() {
        let source = "// head\nimport { a } from \"./a.js\"; // why\n\n/** doc\n * more */\nexport const f = (/** @type {X} */ x) => {\n  return /[/\"]\\/ */u.test(x) ? \"a  // b\" : `t  ${ g({ y : x / 2 }) } /* u */`;\n};\n";
        assert_eq!(
            published(source),
            "import{a}from \"./a.js\";export const f=(x)=>{return /[/\"]\\/ */u.test(x)?\"a  // b\":`t  ${g({y:x / 2})} /* u */`;};\n"
        );
    }

    #[test]
    fn what_is_not_a_script_does_no_harm() {
        for source in ["", "/", "`", "`${", "'", "/* ", "// ", "/[", "é", "`\\"] {
            published(source);
        }
    }
}
