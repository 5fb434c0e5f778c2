//! Stylesheets as they are published: one file, so that a page asks once, from parts that are written and replaced one by one.
//!
//! Comes in: a stylesheet whose lines `@import "style/page.css" layer(page);` name other files of the theme. Goes out: the same rules in one file,
//! each part in its layer, without comments and needless spaces. What always holds:
//!
//! - Strings stay as they are.
//! - Parts are not published by themselves.
//! - An import that names no file of the theme is a mistake, since pages may ask nothing of other sites.

use std::collections::BTreeMap;

use super::file::{ThemeError, ThemeFile, text};

/// The stylesheet of all pages but the search page.
const WHOLE: &str = "assets/style.css";
/// The search page's: of the built-in rules, those that it needs.
const OF_SEARCH: &str = "assets/search.css";

/// The theme's stylesheets.
#[derive(Default)]
pub(super) struct Styles {
    /// Whole stylesheets by path; nothing for those that are parts of others.
    joined: BTreeMap<String, Option<String>>,
}

impl Styles {
    /// Joins the stylesheets among these files.
    pub(super) fn new(files: &[ThemeFile<'_>]) -> Result<Self, ThemeError> {
        let mut styles = Self::default();
        for file in files.iter().filter(|file| is_stylesheet(file.path)) {
            let source = text(file)?;
            if !source.contains("@import") {
                continue;
            }
            let joined = styles.join(file, source, files)?;
            styles.joined.insert(file.path.to_owned(), Some(compact(&joined)));
        }
        styles.follow(files)?;
        Ok(styles)
    }

    /// Whether a file is published only within another.
    pub(super) fn is_part(&self, path: &str) -> bool {
        matches!(self.joined.get(path), Some(None))
    }

    /// A stylesheet with its parts; none for a file that has no parts.
    pub(super) fn whole(&self, path: &str) -> Option<&str> {
        self.joined.get(path)?.as_deref()
    }

    /// Gives the search page the site's own stylesheet, where the site has one in place of the built-in that the page's is a part of.
    fn follow(&mut self, files: &[ThemeFile<'_>]) -> Result<(), ThemeError> {
        let [whole, part] = [WHOLE, OF_SEARCH].map(|path| files.iter().find(|file| file.path == path));
        if let (Some(whole), Some(part)) = (whole, part)
            && whole.shown != whole.path
            && part.shown == part.path
        {
            let rules = self
                .whole(WHOLE)
                .map_or_else(|| text(whole).map(str::to_owned), |rules| Ok(rules.to_owned()));
            self.joined.insert(OF_SEARCH.to_owned(), Some(rules?));
        }
        Ok(())
    }

    fn join(
        &mut self,
        file: &ThemeFile<'_>,
        source: &str,
        files: &[ThemeFile<'_>],
    ) -> Result<String, ThemeError> {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut joined = String::with_capacity(source.len() * 16);
        for line in source.lines() {
            let Some(import) = line.trim().strip_prefix("@import") else {
                joined.push_str(line);
                joined.push('\n');
                continue;
            };
            let (name, layer) = read(import).ok_or_else(|| {
                ThemeError::new(
                    file,
                    format!(
                        "`{}` is not understood; write `@import \"style/page.css\" layer(page);`",
                        line.trim()
                    ),
                )
            })?;
            let path = format!("{folder}/{name}");
            let part = files
                .iter()
                .find(|part| part.path == path)
                .ok_or_else(|| ThemeError::new(file, format!("the theme has no file `{path}` to import")))?;
            let rules = text(part)?;
            match layer {
                Some(layer) => joined.push_str(&format!("@layer {layer} {{\n{rules}\n}}\n")),
                None => joined.push_str(rules),
            }
            self.joined.insert(path, None);
        }
        Ok(joined)
    }
}

fn is_stylesheet(path: &str) -> bool {
    path.starts_with("assets/") && path.rsplit_once('.').is_some_and(|(_, extension)| extension == "css")
}

/// The name and the layer of ` "style/page.css" layer(page);`.
fn read(import: &str) -> Option<(&str, Option<&str>)> {
    let rest = import.trim().strip_prefix('"')?;
    let (name, rest) = rest.split_once('"')?;
    let rest = rest.trim().strip_suffix(';')?.trim();
    if rest.is_empty() {
        return Some((name, None));
    }
    let layer = rest.strip_prefix("layer(")?.strip_suffix(')')?;
    Some((name, Some(layer)))
}

/// The rules without comments, indentation and blank lines.
fn compact(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
                continue;
            }
            '"' | '\'' => string_length(rest, letter),
            letter if letter.is_ascii_whitespace() => {
                rest = rest.trim_ascii_start();
                let is_needed = !out.is_empty()
                    && !out.ends_with(['{', '}', ';', ',', ' '])
                    && !rest.starts_with(['{', '}', ';']);
                if is_needed {
                    out.push(' ');
                }
                continue;
            }
            '}' if out.ends_with(';') => {
                out.pop();
                1
            }
            letter => letter.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out + "\n"
}

/// How long the string is that `rest` begins with, its quotes included.
fn string_length(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            letter if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file<'a>(path: &'a str, text: &'a str) -> ThemeFile<'a> {
        ThemeFile { path, shown: path, bytes: text.as_bytes() }
    }

    #[test]
    fn parts_are_joined_in_their_layers() {
        let files = [
            file("assets/style.css", "@layer base, page;\n@import \"style/base.css\" layer(base);\n"),
            file("assets/style/base.css", "/* the ground */\na,\n b { color : red; }\n"),
            file("assets/other.css", "a {}"),
        ];
        let styles = Styles::new(&files).unwrap();
        assert_eq!(
            styles.whole("assets/style.css"),
            Some("@layer base,page;@layer base{a,b{color : red}}\n")
        );
        assert!(styles.is_part("assets/style/base.css") && !styles.is_part("assets/other.css"));
        assert_eq!(styles.whole("assets/other.css"), None);
    }

    #[test]
    fn a_sites_own_stylesheet_is_that_of_the_search_page() {
        let built_in = [
            file(WHOLE, "@import \"style/base.css\";\nb {}"),
            file(OF_SEARCH, "@import \"style/base.css\";"),
            file("assets/style/base.css", "a {}"),
        ];
        let own = ThemeFile { shown: "themes/mine/assets/style.css", ..file(WHOLE, "c {}") };
        let of_search = |files: &[ThemeFile<'_>]| {
            Styles::new(files).unwrap().whole(OF_SEARCH).map(str::to_owned).unwrap_or_default()
        };
        assert_eq!(of_search(&built_in), "a {}\n".replace(' ', ""));
        let [_, part, base] = built_in;
        assert_eq!(of_search(&[own, part, base]), "c {}");
    }

    #[test]
    fn strings_and_selectors_keep_their_spaces() {
        let css = "a::after { content: \"  /* no */ ;\\\" \"; } nav :hover > b { margin: calc(1px + 2px) }";
        let kept = "a::after{content: \"  /* no */ ;\\\" \"}nav :hover > b{margin: calc(1px + 2px)}\n";
        assert_eq!(compact(css), kept);
        assert_eq!(compact("a { b: \"open"), "a{b: \"open\n");
    }

    #[test]
    fn an_import_of_what_is_not_there_is_a_mistake() {
        for css in ["@import \"none.css\";", "@import url(https://example.org/x.css);"] {
            let error = Styles::new(&[file("assets/style.css", css)]).err().unwrap();
            assert_eq!(error.file(), Some("assets/style.css"));
        }
    }
}
