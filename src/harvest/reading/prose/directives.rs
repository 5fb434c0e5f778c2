//! Directives of reStructuredText: code is code, a picture is a link, the rest is its content.

use super::lines::dedented;
use super::link::{is_web, link};

/// A directive, read.
pub(super) struct Directive<'a> {
    /// The language, when the content is code.
    pub(super) code: Option<String>,
    /// What stands before the content, as Markdown.
    pub(super) title: Vec<String>,
    pub(super) content: Vec<&'a str>,
}

/// Reads `name:: argument`, which followed two dots, and the indented lines below it.
pub(super) fn read<'a>(rest: &str, content: &[&'a str]) -> Option<Directive<'a>> {
    let (name, argument) = rest.split_once("::")?;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '|' | ' ');
    if name.is_empty() || name.len() > 40 || !name.chars().all(is_name) {
        return None;
    }
    let argument = argument.trim();
    let content = dedented(content);
    let options = content.iter().take_while(|line| is_option(line)).count();
    let content: Vec<&str> = content[options..].iter().skip_while(|line| line.is_empty()).copied().collect();
    let code = match name {
        "code" | "code-block" | "sourcecode" => {
            Some(argument.chars().filter(char::is_ascii_alphanumeric).collect())
        }
        "raw" | "parsed-literal" | "math" => Some(String::new()),
        _ => None,
    };
    let mut title = Vec::new();
    if code.is_none() && !argument.is_empty() {
        let is_picture = matches!(name, "figure" | "image") || name.ends_with(" image");
        title.push(if is_picture && is_web(argument) { link(argument, argument) } else { escaped(argument) });
    }
    Some(Directive { code, title, content })
}

fn is_option(line: &str) -> bool {
    line.strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, _)| !name.contains(' ') && !name.is_empty())
}

fn escaped(text: &str) -> String {
    text.replace('[', "\\[").replace('<', "\\<")
}
