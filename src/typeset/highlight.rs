//! Code becomes HTML whose words have classes, so that a style sheet may colour them, light and dark.
//!
//! Comes in: a language's name and code in it. Goes out: HTML, or nothing when the language is not known. What always holds:
//!
//! - The text of the HTML is the code.
//! - The grammars are loaded when the first block needs them (two milliseconds, and some twenty for each language), and then kept.
//! - The effort is bounded, since grammars are regular expressions and code may come from strangers.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::vocab::html::push_escaped;

/// The longest line that is coloured, in bytes: what a line takes at worst grows with the square of its length, and with the third power in some grammars.
const LONGEST_LINE: usize = 200;

/// How much effort the code of one document may take, in what [`effort`] counts: more for a longer document, so that many small ones take no more than
/// a large one. The worst that was found takes 0.6 µs for a unit, two seconds for all of a document's; ordinary code takes a hundredth of that.
pub(crate) fn allowed(document: usize) -> usize {
    document.saturating_mul(100).saturating_add(60_000).min(3_000_000)
}

/// What colouring may take at worst: the squares of the lengths of lines, times what the language's grammar is worse than most.
/// It depends on the code alone, never on a clock, so that the same document is coloured alike.
pub(crate) fn effort(language: &str, code: &str) -> usize {
    let Some(syntax) = syntax(language) else { return 0 };
    let times = HEAVY.iter().find(|(name, _)| *name == syntax.name).map_or(1, |(_, times)| *times);
    let lines = code.lines().filter(|line| line.len() <= LONGEST_LINE);
    lines.map(|line| line.len().max(20).pow(2) * times).sum()
}

/// Grammars whose regular expressions take longest over code that was written to that end, as measured over a hundred such lines.
const HEAVY: &[(&str, usize)] = &[
    ("SystemVerilog", 10),
    ("Lisp", 4),
    ("D", 3),
    ("C#", 3),
    ("Markdown", 3),
    ("MultiMarkdown", 3),
    ("Typst", 3),
    ("LiveScript", 3),
    ("INI", 2),
    ("PHP", 2),
    ("PHP Source", 2),
    ("MATLAB", 2),
    ("Less", 2),
    ("reStructuredText", 2),
];

/// The code's HTML, when its language is known.
pub(crate) fn highlight(language: &str, code: &str) -> Option<String> {
    let syntax = syntax(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut spans = Spans { html: String::with_capacity(code.len() * 2), open: None };
    for line in code.split_inclusive('\n') {
        if line.trim_end_matches('\n').len() > LONGEST_LINE {
            spans.push(None, line);
            continue;
        }
        let changes = state.parse_line(line, &SYNTAXES).ok()?;
        let mut at = 0;
        for (offset, change) in changes {
            spans.push(class(&stack), line.get(at..offset)?);
            stack.apply(&change).ok()?;
            at = offset;
        }
        spans.push(class(&stack), line.get(at..)?);
    }
    Some(spans.finish())
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if PLAIN.contains(&language) {
        return None;
    }
    let known = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| *name);
    SYNTAXES.find_syntax_by_token(known)
}

/// What names no language: it must not load the grammars.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "none", "output", "ascii", "mermaid"];

/// Names that authors write, and that the grammars do not know.
const ALIASES: &[(&str, &str)] = &[
    ("console", "sh"),
    ("shell-session", "sh"),
    ("shell", "sh"),
    ("hcl", "tf"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("c++", "cpp"),
    ("golang", "go"),
    ("docker", "dockerfile"),
    ("node", "js"),
    ("mjs", "js"),
    ("jsx", "js"),
];

/// HTML in the making: neighbours of one class share a span.
struct Spans {
    html: String,
    open: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        // A space looks the same in every class.
        if class != self.open && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"hl-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        push_escaped(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

/// The class of what these scopes hold: that of the innermost that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    let of =
        |scope: &Scope| CLASSES.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.as_slice().iter().rev().find_map(of).flatten()
}

/// Which scopes have which class, the first that fits; none for what is plain even within something that is not.
static CLASSES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "comment"),
        ("punctuation.definition.comment", "comment"),
        ("constant.character.escape", "constant"),
        ("constant.numeric", "number"),
        ("constant", "constant"),
        ("support.constant", "constant"),
        ("variable.language", "constant"),
        ("punctuation.section.interpolation", "constant"),
        ("meta.interpolation", ""),
        ("meta.template.expression", ""),
        ("string", "string"),
        ("markup.raw", "string"),
        ("keyword.operator.word", "keyword"),
        ("keyword.operator.logical", "keyword"),
        ("keyword.operator", ""),
        ("keyword", "keyword"),
        ("storage", "keyword"),
        ("entity.name.function", "function"),
        ("support.function", "function"),
        ("variable.function", "function"),
        ("entity.name.tag", "tag"),
        ("entity.name.section", "heading"),
        ("entity.other.attribute-name", "attribute"),
        ("meta.annotation", "attribute"),
        ("entity", "type"),
        ("support.type", "type"),
        ("support.class", "type"),
        ("markup.heading", "heading"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("meta.diff", "heading"),
        ("variable", ""),
        ("source", ""),
        ("text", ""),
    ];
    let scope = |(scope, class): (&str, &'static str)| {
        Some((Scope::new(scope).ok()?, Some(class).filter(|class| !class.is_empty())))
    };
    classes.into_iter().filter_map(scope).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_have_classes_and_code_stays_text() {
        let html = highlight("rust", "fn main() {\n    let s = \"<b>&\"; // why\n}\n").unwrap();
        assert!(
            html.contains("<span class=\"hl-keyword\">fn </span><span class=\"hl-function\">main"),
            "{html}"
        );
        assert!(html.contains("<span class=\"hl-string\">&quot;&lt;b&gt;&amp;&quot;</span>"), "{html}");
        assert!(html.contains("<span class=\"hl-comment\">// why\n</span>"), "{html}");
    }

    #[test]
    fn languages_go_by_the_names_that_authors_use() {
        let names = [
            "rust",
            "rs",
            "python",
            "py",
            "sh",
            "bash",
            "shell",
            "console",
            "yaml",
            "yml",
            "json",
            "toml",
            "js",
            "javascript",
            "ts",
            "typescript",
            "tsx",
            "html",
            "css",
            "scss",
            "sql",
            "go",
            "java",
            "kotlin",
            "c",
            "cpp",
            "c++",
            "c#",
            "cs",
            "ruby",
            "php",
            "dockerfile",
            "docker",
            "hcl",
            "tf",
            "terraform",
            "nginx",
            "diff",
            "ini",
            "xml",
            "markdown",
            "md",
            "haskell",
            "scala",
            "swift",
            "lua",
            "perl",
            "r",
            "elixir",
            "erlang",
            "clojure",
            "groovy",
            "makefile",
            "make",
            "graphql",
            "protobuf",
            "proto",
            "vim",
            "zig",
            "nix",
            "jsx",
        ];
        let unknown: Vec<_> = names.into_iter().filter(|name| syntax(name).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(highlight("text", "fn").is_none() && highlight("klingon", "fn").is_none());
    }

    #[test]
    fn a_long_line_takes_more_effort_than_many_short_ones() {
        let short = "let x = 1;\n".repeat(100);
        assert!(effort("rust", &format!("{}\n", "x".repeat(100))) > effort("rust", &"x\n".repeat(20)));
        assert!(effort("rust", &short) < allowed(short.len()));
        assert_eq!(effort("sv", "a((\n"), 10 * effort("rust", "a((\n"));
        assert_eq!(effort("nosuch", &short), 0);
    }

    #[test]
    fn a_line_that_is_too_long_is_plain_and_the_next_is_coloured() {
        let long = format!("fn a() {{}} {}\nfn b() {{}}\n", " ".repeat(LONGEST_LINE));
        let html = highlight("rust", &long).unwrap();
        assert!(html.starts_with("fn a() {} ") && html.contains("<span class=\"hl-keyword\">fn "), "{html}");
        assert_eq!(effort("rust", &long), 400);
    }

    #[test]
    fn ordinary_code_is_within_what_a_document_may_take() {
        let line = "    let value = self.names.get(&key).map_or(0, |name| name.len()); // why\n";
        for language in ["rust", "js", "python", "java"] {
            let code = line.repeat(200);
            assert!(effort(language, &code) < allowed(code.len()), "{language}");
        }
    }

    fn text_of(html: &str) -> String {
        let mut text = String::new();
        for part in html.split('<') {
            text.push_str(
                part.split_once('>')
                    .filter(|_| !text.is_empty() || html.starts_with('<'))
                    .map_or(part, |(_, after)| after),
            );
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn the_text_of_the_html_is_the_code(code in "([a-z\"'`{}()<>&#/*$ \\\\]{0,8}\n){0,6}", language in 0_usize..6) {
            let language = ["rust", "sh", "yaml", "html", "markdown", "php"][language];
            if let Some(html) = highlight(language, &code) {
                prop_assert_eq!(text_of(&html), code);
            }
        }
    }
}
