//! What one line of prose is by itself: its indent, whether it underlines, begins a list item, a fence or a table.

/// How many blanks a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The letter that a line is made of, when it is one that underlines a title or parts two paragraphs.
pub(super) fn adornment(line: &str) -> Option<char> {
    let line = line.trim();
    let first = line.chars().next()?;
    let least = if matches!(first, '-' | '=' | '*' | '_' | '~') { 3 } else { 4 };
    let is_one = "=-~^\"*#+'_`".contains(first) && line.chars().all(|letter| letter == first);
    (is_one && line.len() >= least).then_some(first)
}

/// Whether `under` underlines `title`.
pub(super) fn is_title(title: &str, under: &str) -> bool {
    let Some(letter) = adornment(under) else { return false };
    let width = title.trim().chars().count();
    letter != '`'
        && letter != '_'
        && !title.trim().is_empty()
        && adornment(title).is_none()
        && marker(title).is_none_or(|marker| !marker.is_bullet)
        && !title.trim_start().starts_with(['|', '+', '>'])
        && width <= 200
        && (under.trim().len() >= 4 || under.trim().len() >= width)
}

/// The mark of a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// As Markdown has it, with a space: `- `, `12. `.
    pub(super) written: String,
    /// How many bytes of the line, indent included, come before the item's text.
    pub(super) length: usize,
    pub(super) is_bullet: bool,
}

/// The mark that a line begins with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let blanks = indent(line);
    let rest = &line[blanks..];
    let first = rest.chars().next()?;
    let (mark, is_bullet, written) = if "-*+•‣◦·".contains(first) {
        (first.len_utf8(), true, "- ".to_owned())
    } else if rest.starts_with("#.") {
        (2, false, "1. ".to_owned())
    } else {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let ending = rest[digits..].chars().next().filter(|letter| matches!(letter, '.' | ')'))?;
        if !(1..=3).contains(&digits) {
            return None;
        }
        (digits + 1, false, format!("{}{ending} ", &rest[..digits]))
    };
    let after = &rest[mark..];
    let gap = indent(after);
    let is_item =
        gap > 0 || (after.is_empty() && is_bullet && first == '-') || (first == '•' && !after.is_empty());
    (is_item && !after.trim().is_empty()).then(|| Marker { written, length: blanks + mark + gap, is_bullet })
}

/// The fence that this line opens or closes.
pub(super) fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let length = line.len() - line.trim_start_matches('`').len();
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

/// Whether a line is a border of a reStructuredText table.
pub(super) fn is_table_border(line: &str) -> bool {
    let line = line.trim();
    let is_grid =
        line.starts_with("+-") && line.ends_with('+') && line.chars().all(|letter| "+-=".contains(letter));
    let is_simple = line.contains(' ')
        && line.split_whitespace().count() > 1
        && line.split_whitespace().all(|part| part.len() > 1 && part.bytes().all(|byte| byte == b'='));
    is_grid || is_simple
}

/// Whether a line begins with a time such as `1:02:03`, as those of a list of chapters do.
pub(super) fn is_timed(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['(', '[', '-', ' ']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(':').unwrap_or("");
    (1..=3).contains(&digits) && rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_digit())
}

/// The lines of a block that is indented more than `outer`, from `start` on; blank lines at its end are not part of it.
pub(super) fn indented<'a, 'b>(lines: &'b [&'a str], start: usize, outer: usize) -> &'b [&'a str] {
    let rest = &lines[start.min(lines.len())..];
    let length = rest.iter().take_while(|line| line.is_empty() || indent(line) > outer).count();
    let blank = rest[..length].iter().rev().take_while(|line| line.is_empty()).count();
    &rest[..length - blank]
}

/// These lines less the indent that all of them have.
pub(super) fn dedented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let least = lines.iter().filter(|line| !line.is_empty()).map(|line| indent(line)).min().unwrap_or(0);
    lines.iter().map(|line| line.get(least..).unwrap_or("")).collect()
}
