//! Code of posts as Markdown: what stands in `<pre>`, and in shortcodes that colour it.
//!
//! What always holds: code stays as it is, but for entities and the tags that colours are made of.

use crate::harvest::reading::code::fenced;
use crate::harvest::reading::elements::{attribute, words};
use crate::harvest::reading::plain::unescape;

/// The block of code that `<pre>` holds; none where it holds verses, whose line ends are all that it means.
pub(super) fn of_element(opening: &str, content: &str) -> Option<String> {
    let class = |element: &str| attribute(element, "class").map(|(class, _)| class.to_owned());
    let own = class(opening).unwrap_or_default();
    if own.contains("wp-block-verse") {
        return None;
    }
    let inner = content.trim_start().strip_prefix("<code").and_then(|rest| rest.find('>')).map(|end| {
        let start = content.len() - content.trim_start().len();
        &content[start..start + end + "<code>".len()]
    });
    let named = |element: &str| {
        let given = ["lang", "data-language", "data-lang"].iter().find_map(|name| attribute(element, name));
        given.map(|(language, _)| language.to_owned())
    };
    let language = of_class(&own)
        .or_else(|| inner.and_then(class).and_then(|class| of_class(&class)))
        .or_else(|| named(opening))
        .or_else(|| inner.and_then(named));
    Some(fenced(&language.unwrap_or_default(), &unescape(&words(content))))
}

/// Whether what stands in a shortcode of this name is code.
pub(super) fn is_code(name: &str) -> bool {
    is_plain(name) || LANGUAGES.contains(&name)
}

/// The language that the name of such a shortcode says.
pub(super) fn language_of(name: &str) -> Option<&str> {
    Some(name).filter(|name| !is_plain(name))
}

fn is_plain(name: &str) -> bool {
    ["cc", "code", "crayon", "sourcecode"].contains(&name)
}

/// The names under which the most used plugin that colours code has a shortcode for each language.
const LANGUAGES: &[&str] = &[
    "bash",
    "cpp",
    "csharp",
    "css",
    "html",
    "java",
    "javascript",
    "js",
    "perl",
    "php",
    "python",
    "ruby",
    "scala",
    "shell",
    "sql",
    "xml",
];

/// The language that classes say: `language-js`, `brush: js; gutter: false`, `lang:js decode:true`.
fn of_class(class: &str) -> Option<String> {
    let after = |start: &str| {
        let at = class.find(start).filter(|at| *at == 0 || class[..*at].ends_with([' ', ';']))?;
        let rest = class[at + start.len()..].trim_start();
        let language = rest.split([' ', ';', ',']).next()?;
        (!language.is_empty()).then(|| language.to_owned())
    };
    ["language-", "lang-", "brush:", "lang:"].iter().find_map(|start| after(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_has_its_language() {
        for (opening, content, wanted) in [
            ("<pre>", "a &lt; b\n", "```\na < b\n```"),
            (
                "<pre class=\"wp-block-code\">",
                "<code class=\"language-js\">let <b>x</b>;</code>",
                "```js\nlet x;\n```",
            ),
            ("<pre class=\"brush: php; gutter: false\">", "``` x", "````php\n``` x\n````"),
            ("<pre class=\"lang:sh decode:true\">", "ls", "```sh\nls\n```"),
            ("<pre lang=\"rust\">", "fn", "```rust\nfn\n```"),
        ] {
            assert_eq!(of_element(opening, content).as_deref(), Some(wanted), "{opening}");
        }
        assert_eq!(of_element("<pre class=\"wp-block-verse\">", "a"), None);
    }
}
