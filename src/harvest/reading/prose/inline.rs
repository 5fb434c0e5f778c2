//! What stands within a line: references, literals, roles, links; and what Markdown would take for something else.
//!
//! Comes in: the text of one block, which may have several lines. Goes out: Markdown of as many lines or fewer.

use crate::vocab::shorten::beginning;

use super::link::{is_web, label_text, link};
use super::references::{References, footnote_label};

/// No reference, link or tag is longer, in bytes.
const LONGEST: usize = 2000;

/// The text as Markdown.
pub(super) fn inline(text: &str, references: &mut References) -> String {
    let mut scanner =
        Scanner { text, at: 0, out: String::with_capacity(text.len() + 16), unclosed: 0, references };
    while let Some(letter) = scanner.rest().chars().next() {
        if !scanner.special(letter) {
            scanner.out.push(letter);
            scanner.at += letter.len_utf8();
        }
    }
    scanner.out
}

struct Scanner<'a, 'b> {
    text: &'a str,
    at: usize,
    out: String,
    /// Runs of this many backticks, as bits, have no further partner.
    unclosed: u64,
    references: &'b mut References,
}

impl<'a> Scanner<'a, '_> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn put(&mut self, markdown: &str, length: usize) -> bool {
        self.out.push_str(markdown);
        self.at += length;
        true
    }

    /// Reads what begins with this letter, when it is anything.
    fn special(&mut self, letter: char) -> bool {
        match letter {
            '\\' => self.escape(),
            '`' => self.backticks(),
            ':' => self.role(),
            '<' => self.angle(),
            '!' if self.rest().starts_with("![") => self.put("", 1),
            '[' => self.bracket(),
            'h' | 'H' => self.address(),
            letter if letter.is_alphanumeric() && !self.references.is_empty() => self.word(),
            _ => false,
        }
    }

    /// A backslash before a blank only parts two words' markup.
    fn escape(&mut self) -> bool {
        match self.rest()[1..].chars().next() {
            Some('\n') => self.put("\\\n", 2),
            Some(next) if next.is_whitespace() => self.put("", 1 + next.len_utf8()),
            Some(next) if next.is_ascii_punctuation() => {
                let pair = &self.rest()[..2];
                self.put(pair, 2)
            }
            _ => self.put("\\\\", 1),
        }
    }

    fn backticks(&mut self) -> bool {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches('`').len();
        if run % 2 == 1 && self.phrase() {
            return true;
        }
        let bit = 1_u64 << run.min(63);
        if self.unclosed & bit == 0 {
            if let Some(length) = closing(rest, run) {
                let code = &rest[..length];
                return self.put(code, length);
            }
            self.unclosed |= bit;
        }
        self.put(&"\\`".repeat(run), run)
    }

    /// A reference in backticks: `` `text <address>`_ ``, `` `name`_ ``, either with two underscores.
    fn phrase(&mut self) -> bool {
        let window = beginning(&self.rest()[1..], LONGEST);
        let Some(end) = reference_end(window) else { return false };
        let content = &window[..end];
        let after = &window[end + 1..];
        let underscores = after.len() - after.trim_start_matches('_').len();
        let length = 1 + end + 1 + underscores.min(2);
        let embedded = content.strip_suffix('>').and_then(|inner| inner.rsplit_once('<'));
        let markdown = if let Some((label, address)) = embedded {
            let is_part = |letter: &char| !letter.is_whitespace() && *letter != '\\';
            let address: String = address.chars().filter(is_part).collect();
            let named = address.strip_suffix('_').and_then(|name| self.references.resolve(name));
            let address = named.unwrap_or(address);
            link(if label.trim().is_empty() { &address } else { label }, &address)
        } else {
            let address = match underscores {
                1 => self.references.resolve(content),
                _ => self.references.next_anonymous(),
            };
            link(content, &address.unwrap_or_default())
        };
        self.put(&markdown, length)
    }

    /// `:name:` before backticks.
    fn role(&mut self) -> bool {
        let rest = self.rest();
        let name = &rest[1..];
        let name =
            &name[..name.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count()];
        let Some(content) = rest[1 + name.len()..].strip_prefix(":`").filter(|_| !name.is_empty()) else {
            return false;
        };
        let Some(end) = beginning(content, LONGEST).find('`') else { return false };
        let inner = &content[..end];
        let length = 1 + name.len() + 2 + end + 1;
        if inner.trim().is_empty() {
            return false;
        }
        let is_raised = matches!(name, "sub" | "sup" | "subscript" | "superscript" | "emphasis" | "strong");
        if is_raised { self.put(&label_text(inner), length) } else { self.put(&format!("`{inner}`"), length) }
    }

    /// An address in angle brackets stays one; any other bracket is shown.
    fn angle(&mut self) -> bool {
        let window = beginning(self.rest(), LONGEST);
        let inner = window.find('>').map(|end| &window[1..end]);
        let is_address = |inner: &&str| {
            !inner.contains(['<', ' ', '\n'])
                && (is_web(inner) || (inner.contains('@') && is_web(&format!("mailto:{inner}"))))
        };
        match inner.filter(is_address) {
            Some(inner) => self.put(&format!("<{inner}>"), inner.len() + 2),
            None => self.put("\\<", 1),
        }
    }

    /// A footnote's reference, a link of Markdown, or a mere bracket.
    fn bracket(&mut self) -> bool {
        let rest = self.rest();
        if rest.starts_with("[[") {
            return self.put("\\[\\[", 2);
        }
        let window = beginning(rest, LONGEST);
        let Some(close) = matching(window) else { return false };
        let label = &window[1..close];
        let after = &window[close + 1..];
        if after.starts_with('_')
            && !after[1..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
        {
            let footnote = footnote_label(label).filter(|label| self.references.has_footnote(label));
            if let Some(footnote) = footnote {
                return self.put(&format!("[^{footnote}]"), close + 2);
            }
        }
        if let Some(destination) = after.strip_prefix('(') {
            let Some(end) = parenthesis(destination) else { return self.put("\\[", 1) };
            let address = destination_address(&destination[..end]);
            let markdown = link(if label.trim().is_empty() { &address } else { label }, &address);
            return self.put(&markdown, close + 1 + 1 + end + 1);
        }
        let is_definition = self.before().is_none_or(|before| before == '\n') && after.starts_with(':');
        let is_dangling = is_definition && !is_web(after[1..].split_whitespace().next().unwrap_or(""));
        if is_dangling || label.starts_with('^') { self.put("\\[", 1) } else { false }
    }

    /// A bare web address becomes a link.
    fn address(&mut self) -> bool {
        let rest = self.rest();
        let starts =
            ["http://", "https://", "HTTP://", "HTTPS://"].iter().any(|scheme| rest.starts_with(scheme));
        if !starts || self.before().is_some_and(char::is_alphanumeric) {
            return false;
        }
        let end = rest.find(|letter: char| {
            letter.is_whitespace() || "<>`\"|\\^{}".contains(letter) || !is_of_address(letter)
        });
        let mut address = &rest[..end.unwrap_or(rest.len())];
        loop {
            let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '[']);
            let unmatched =
                shorter.ends_with(')') && shorter.matches('(').count() < shorter.matches(')').count();
            let shorter = if unmatched { &shorter[..shorter.len() - 1] } else { shorter };
            if shorter == address {
                break;
            }
            address = shorter;
        }
        if is_web(address) { self.put(&format!("<{address}>"), address.len()) } else { false }
    }

    /// A word that refers to a target: `name_`.
    fn word(&mut self) -> bool {
        if self.before().is_some_and(|before| before.is_alphanumeric() || before == '_') {
            return false;
        }
        let rest = self.rest();
        let is_inner = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_');
        let word = &rest[..rest.find(|letter| !is_inner(letter)).unwrap_or(rest.len())];
        let word = word.trim_end_matches('.');
        let named = word.strip_suffix("__").or_else(|| word.strip_suffix('_'));
        let Some(name) = named.filter(|name| !name.is_empty()) else { return false };
        let Some(address) = self.references.resolve(name) else { return false };
        self.put(&link(name, &address), word.len())
    }
}

/// Accented Latin letters occur in addresses; those of other scripts begin the text after one.
fn is_of_address(letter: char) -> bool {
    letter.is_ascii() || (letter < '\u{250}' && letter.is_alphabetic())
}

/// The address of a link of Markdown: without its title, and in one piece when it was broken over lines.
fn destination_address(inner: &str) -> String {
    let inner = inner.trim();
    let inner = inner.strip_prefix('<').map_or(inner, |inner| inner.split('>').next().unwrap_or(inner));
    let title = [" \"", "\n\"", " '", "\n'"].iter().filter_map(|opening| inner.find(opening)).min();
    inner[..title.unwrap_or(inner.len())].chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The length of a code span of `run` backticks.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = run;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let rest = &text[start..];
        let length = rest.len() - rest.trim_start_matches('`').len();
        if length == run {
            return Some(start + run);
        }
        at = start + length;
    }
    None
}

/// Where the backtick is that ends a reference and is followed by an underscore; literals may stand within.
fn reference_end(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let rest = &text[start..];
        let run = rest.len() - rest.trim_start_matches('`').len();
        let after = &rest[run..];
        let is_end = after.starts_with('_')
            && !after.trim_start_matches('_').starts_with(char::is_alphanumeric)
            && start > 0;
        match run {
            1 if is_end => return Some(start),
            1 => return None,
            _ => at = start + run,
        }
    }
    None
}

/// The offset of the bracket that closes the one at the beginning.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => {}
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// The offset of the parenthesis that closes one before the beginning.
fn parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' if text[at + 1..].trim_start_matches(' ').starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}
