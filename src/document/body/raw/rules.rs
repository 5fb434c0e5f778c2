//! What raw HTML may say: which elements are published, with which attributes.
//!
//! What always holds: an element or attribute that is not named here is not published; nothing here loads anything, runs anything, or looks
//! like a part of the interface: classes of an author's begin with `x-`.

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::body) enum Fate {
    Kept,
    /// It is HTML's, but not published; its content is.
    Removed,
    /// Neither it nor its content is published.
    Hidden,
    /// It shows another page: a link to that is published.
    Embed,
    /// HTML knows no such element: text in angle brackets.
    Unknown,
}

/// What becomes of the element of this name, in small letters.
pub(in crate::document::body) fn fate(name: &str) -> Fate {
    if KEPT.binary_search(&name).is_ok() {
        Fate::Kept
    } else if ["math", "script", "style", "svg", "template"].contains(&name) {
        Fate::Hidden
    } else if ["embed", "iframe", "object"].contains(&name) {
        Fate::Embed
    } else if REMOVED.binary_search(&name).is_ok() {
        Fate::Removed
    } else {
        Fate::Unknown
    }
}

/// What becomes of an attribute.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document::body) enum Kept {
    As(&'static str, String),
    /// It says what is so anyway.
    Needless,
    No,
}

/// What becomes of an attribute of a kept element; addresses, which must be resolved, are not among them.
pub(in crate::document::body) fn attribute(element: &str, name: &str, value: &str) -> Kept {
    let is_cell = matches!(element, "td" | "th");
    let text = |name| Kept::As(name, value.to_owned());
    let when = |holds: bool, name| if holds { text(name) } else { Kept::No };
    let is_number = !value.is_empty() && value.len() <= 5 && value.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "title" => text("title"),
        "lang" => when(is_word(value), "lang"),
        "dir" => when(["ltr", "rtl", "auto"].contains(&value), "dir"),
        "aria-label" => text("aria-label"),
        "class" => Kept::As("class", classes(value)),
        "align" => match value.to_ascii_lowercase().as_str() {
            "left" => Kept::As("class", "align-left".to_owned()),
            "center" | "middle" => Kept::As("class", "align-center".to_owned()),
            "right" => Kept::As("class", "align-right".to_owned()),
            _ => Kept::No,
        },
        "alt" if element == "img" => text("alt"),
        "width" | "height" if matches!(element, "img" | "video") => {
            let value = value.strip_suffix("px").unwrap_or(value);
            if !value.is_empty() && value.len() <= 5 && value.bytes().all(|byte| byte.is_ascii_digit()) {
                Kept::As(if name == "width" { "width" } else { "height" }, value.to_owned())
            } else {
                Kept::No
            }
        }
        "loading" | "decoding" | "fetchpriority" | "sizes" if element == "img" => Kept::Needless,
        "controls" | "preload" if matches!(element, "audio" | "video") => Kept::Needless,
        "loop" if matches!(element, "audio" | "video") => Kept::As("loop", String::new()),
        "muted" if matches!(element, "audio" | "video") => Kept::As("muted", String::new()),
        "playsinline" if element == "video" => Kept::As("playsinline", String::new()),
        "type" if element == "source" => when(is_media_type(value), "type"),
        "kind" | "srclang" | "label" if element == "track" => text(if name == "kind" {
            "kind"
        } else if name == "label" {
            "label"
        } else {
            "srclang"
        }),
        "hreflang" if element == "a" => when(is_word(value), "hreflang"),
        "rel" if element == "a" => Kept::As("rel", relations(value)),
        "download" if element == "a" => text("download"),
        "open" if element == "details" => Kept::As("open", String::new()),
        "datetime" if matches!(element, "time" | "ins" | "del") => text("datetime"),
        "start" if element == "ol" => when(value.parse::<i32>().is_ok(), "start"),
        "reversed" if element == "ol" => Kept::As("reversed", String::new()),
        "type" if element == "ol" => when(["1", "a", "A", "i", "I"].contains(&value), "type"),
        "value" if element == "li" => when(value.parse::<i32>().is_ok(), "value"),
        "value" if element == "data" => text("value"),
        "colspan" if is_cell => when(is_number, "colspan"),
        "rowspan" if is_cell => when(is_number, "rowspan"),
        "headers" if is_cell => text("headers"),
        "scope" if element == "th" => when(["row", "col", "rowgroup", "colgroup"].contains(&value), "scope"),
        "abbr" if element == "th" => text("abbr"),
        "span" if matches!(element, "col" | "colgroup") => when(is_number, "span"),
        _ => Kept::No,
    }
}

/// An author's classes, told from the theme's, but for what tells the language of code.
fn classes(value: &str) -> String {
    let own = value.split_ascii_whitespace().map(|class| {
        if class.starts_with("language-") || class.starts_with("x-") {
            class.to_owned()
        } else {
            format!("x-{class}")
        }
    });
    own.collect::<Vec<_>>().join(" ")
}

/// What a link says of what it leads to; one that hands over this page is not among it.
fn relations(value: &str) -> String {
    let kept =
        value.split_ascii_whitespace().filter(|word| is_word(word) && !word.eq_ignore_ascii_case("opener"));
    kept.collect::<Vec<_>>().join(" ")
}

fn is_word(value: &str) -> bool {
    value.len() <= 35 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_media_type(value: &str) -> bool {
    value.len() <= 100
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-+.;= \",".contains(&byte))
}

/// The attributes that hold an address which is followed or loaded.
pub(in crate::document::body) fn is_address(element: &str, attribute: &str) -> bool {
    match attribute {
        "href" => matches!(element, "a" | "area" | "link"),
        "src" => matches!(
            element,
            "audio" | "embed" | "iframe" | "img" | "input" | "script" | "source" | "track" | "video"
        ),
        "poster" => element == "video",
        "data" => element == "object",
        "action" => element == "form",
        "cite" => matches!(element, "blockquote" | "del" | "ins" | "q"),
        _ => false,
    }
}

/// Whether an element has no content and no closing tag.
pub(in crate::document::body) fn is_void(name: &str) -> bool {
    [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    ]
    .contains(&name)
}

/// Whether HTML lets an element's closing tag be left out.
pub(in crate::document::body) fn may_stay_open(name: &str) -> bool {
    [
        "caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "rtc", "tbody", "td",
        "tfoot", "th", "thead", "tr",
    ]
    .contains(&name)
}

/// The open elements that the opening of `name` closes, and those that they are looked for within.
pub(in crate::document::body) fn closes(
    name: &str,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ol", "ul"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["table", "tr"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "tfoot" | "thead" => (&["caption", "colgroup", "tbody", "tfoot", "thead"], &["table"]),
        "rp" | "rt" => (&["rp", "rt"], &["ruby"]),
        "address" | "article" | "aside" | "blockquote" | "center" | "details" | "div" | "dl"
        | "figcaption" | "figure" | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
        | "hgroup" | "hr" | "nav" | "ol" | "p" | "pre" | "section" | "table" | "ul" => {
            (&["p"], &["caption", "table", "td", "th"])
        }
        _ => return None,
    })
}

/// Whether an element begins a line of its own: what stands before and after it are no one word.
pub(in crate::document::body) fn is_block(name: &str) -> bool {
    matches!(name, "br" | "caption" | "summary" | "video" | "audio") || closes(name).is_some()
}

/// In the order of bytes.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// What else HTML has, or had; in the order of bytes.
const REMOVED: &[&str] = &[
    "applet",
    "area",
    "base",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "dir",
    "fieldset",
    "font",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "image",
    "input",
    "isindex",
    "keygen",
    "label",
    "legend",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "rb",
    "search",
    "select",
    "slot",
    "spacer",
    "textarea",
    "title",
    "xmp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_kept_removed_or_text() {
        assert!(KEPT.is_sorted() && REMOVED.is_sorted());
        for (name, expected) in [
            ("details", Fate::Kept),
            ("form", Fate::Removed),
            ("script", Fate::Hidden),
            ("iframe", Fate::Embed),
            ("packager", Fate::Unknown),
            ("ip", Fate::Unknown),
            ("my-widget", Fate::Unknown),
        ] {
            assert_eq!(fate(name), expected, "{name}");
        }
    }

    #[test]
    fn attributes_are_kept_by_what_they_say() {
        let kept = |name: &'static str, value: &str| Kept::As(name, value.to_owned());
        assert_eq!(
            attribute("div", "class", "unseen language-rust x-y"),
            kept("class", "x-unseen language-rust x-y")
        );
        assert_eq!(attribute("p", "align", "CENTER"), kept("class", "align-center"));
        assert_eq!(attribute("img", "width", "300px"), kept("width", "300"));
        assert_eq!(attribute("details", "open", "open"), kept("open", ""));
        for (element, name, value) in [
            ("p", "onclick", "x"),
            ("p", "style", "color: red"),
            ("a", "target", "_blank"),
            ("img", "width", "100%"),
            ("img", "srcset", "x 2x"),
            ("a", "href", "x"),
            ("p", "dir", "\"><script>"),
            ("video", "autoplay", ""),
        ] {
            assert_eq!(attribute(element, name, value), Kept::No, "{element} {name}");
        }
    }
}
