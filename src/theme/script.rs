//! A built-in script as it is published: without comments, indentation and needless spaces, its variables by shorter names.
//!
//! Comes in: a module of the built-in theme, which is written for its readers. Goes out: the same program in less than half the bytes. What
//! always holds: strings, templates and regular expressions are untouched; line breaks that may end a statement stay. Only the built-in
//! theme's scripts are treated so: those of a site are published as they are.

use std::ops::Range;

use super::names::shortened;

/// The script without what only readers need.
pub(super) fn published(source: &str) -> String {
    let mut script = Script { out: String::with_capacity(source.len()), literals: Vec::new(), rest: source };
    script.code(None);
    shortened(&script.out, &script.literals).trim().to_owned() + "\n"
}

struct Script<'a> {
    out: String,
    /// In `out`: strings, the texts of templates, regular expressions.
    literals: Vec<Range<usize>>,
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
                '/' if self.regex_may_begin() => self.literal(Self::regex),
                '"' | '\'' => self.literal(|script| script.string(letter)),
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
                    let mut before = self.out.chars().rev();
                    let is_needless = match before.next() {
                        Some(' ') => before.next().is_none_or(|before| can_touch(before, letter)),
                        Some('\n') => !may_begin_statement(letter),
                        _ => false,
                    };
                    if is_needless {
                        self.out.pop();
                    }
                    self.take(letter.len_utf8());
                }
            }
        }
    }

    /// Takes a literal, which needs no space before it.
    fn literal(&mut self, take: impl FnOnce(&mut Self)) {
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        let start = self.out.len();
        take(self);
        self.literals.push(start..self.out.len());
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
        self.literal(|script| script.take(1));
        while !self.rest.is_empty() {
            self.literal(Self::text);
            if !self.out.ends_with("${") {
                return;
            }
            self.code(Some('}'));
        }
    }

    /// Takes a template's text, up to its end or into the next gap.
    fn text(&mut self) {
        while let Some(letter) = self.rest.chars().next() {
            if self.rest.starts_with("${") {
                return self.take(2);
            }
            self.take(letter.len_utf8());
            match letter {
                '`' => return,
                '\\' => self.take(self.rest.chars().next().map_or(0, char::len_utf8)),
                _ => {}
            }
        }
    }

    fn regex(&mut self) {
        let (mut escaped, mut in_class) = (false, false);
        let end = self.rest[1..].find(|letter| {
            let ends = letter == '/' && !escaped && !in_class;
            if !escaped && "[]".contains(letter) {
                in_class = letter == '[';
            }
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
    "(){}[];,:?=<>&|!*%".contains(letter)
}

/// Whether a space between them means nothing: two signs of one sort would be another.
fn can_touch(before: char, after: char) -> bool {
    let is_sign = |letter: char| "+-/".contains(letter);
    is_tight(after)
        || ((is_sign(before) || is_sign(after))
            && before != after
            && !before.is_ascii_punctuation() | !after.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_readers_need_goes() {
        let source = "// head\nimport { a } from \"./a.js\"; // why\n\n/** doc\n * more */\nexport const f = (/** @type {X} */ x) => {\n  return /[/\"]\\/ */u.test(x) ? \"a  // b\" : `t  ${ g({ y : x / 2 }) } /* u */`;\n};\n";
        assert_eq!(
            published(source),
            "import{a}from\"./a.js\";export const f=(x)=>{return/[/\"]\\/ */u.test(x)?\"a  // b\":`t  ${g({y:x/2})} /* u */`;};\n"
        );
        assert_eq!(
            published("a - -b + +c - d / e * !f ++ + g;\nreturn -1;"),
            "a- -b+ +c-d/e*!f++ +g;return-1;\n"
        );
        assert_eq!(
            published("const long = `a ${long} ${ `long ${ long }` } long`; const other = \"long\";"),
            "const a=`a ${a} ${`long ${a}`} long`;const other=\"long\";\n".replace("other", "b")
        );
    }

    #[test]
    fn what_is_not_a_script_does_no_harm() {
        for source in ["", "/", "`", "`${", "'", "/* ", "// ", "/[", "é", "`\\"] {
            published(source);
        }
    }
}
