//! WordPress's shortcodes: `[name a="b"]`, `[/name]`, and `[[name]]`, which is not meant to be one.
//!
//! What always holds: words in brackets are words, unless WordPress or a plugin would read them: their name is known, they have an attribute with quotes, or something ends them;
//! an end ends something.

use crate::harvest::reading::elements::attribute;
use crate::harvest::reading::plain::unescape;
use crate::vocab::shorten::beginning;

/// A shortcode, or the end of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shortcode<'t> {
    pub(super) name: &'t str,
    /// What it is given, without entities.
    pub(super) attributes: String,
    /// How long it is, with its brackets.
    pub(super) length: usize,
    pub(super) is_end: bool,
    /// Whether it ends itself: `[name /]`.
    pub(super) is_closed: bool,
}

impl Shortcode<'_> {
    /// The value of the first of these keys that it is given.
    pub(super) fn given(&self, keys: &[&str]) -> Option<String> {
        let attributes = format!(" {}", self.attributes);
        let found = keys.iter().find_map(|key| attribute(&attributes, key));
        found.map(|(value, _)| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// What it is given first, without a key.
    pub(super) fn first(&self) -> Option<&str> {
        let first = self.attributes.trim_start_matches('=').split(char::is_whitespace).next()?;
        Some(first.trim_matches(['"', '\'']))
    }

    /// The address of what it embeds: `[embed]address[/embed]`, `[youtube=address&w=320]`, `[video mp4="address"]`; `within` stands between it and its end.
    pub(super) fn embedded(&self, within: Option<&str>) -> Option<String> {
        const KEYS: &[&str] = &["url", "src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"];
        if !EMBEDDING.contains(&self.name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let is_address = |text: &&str| text.starts_with("http") && !text.contains(char::is_whitespace);
        self.given(KEYS)
            .or_else(|| within.map(str::trim).filter(is_address).map(unescape))
            .or_else(|| self.first().filter(is_address).map(|first| without_sizes(first).to_owned()))
    }
}

/// Shortcodes that embed what is at an address.
const EMBEDDING: &[&str] = &[
    "audio",
    "dailymotion",
    "embed",
    "gist",
    "instagram",
    "slideshare",
    "soundcloud",
    "ted",
    "tweet",
    "video",
    "vimeo",
    "youtube",
];

/// Names that WordPress, Jetpack and the plugins that most blogs have give a meaning to, also without attributes.
const KNOWN: &[&str] = &[
    "archives",
    "audio",
    "blogroll",
    "caption",
    "cc",
    "code",
    "contact-form",
    "contact-form-7",
    "dailymotion",
    "embed",
    "gallery",
    "gist",
    "googlemaps",
    "instagram",
    "jetpack_subscription_form",
    "latex",
    "playlist",
    "polldaddy",
    "portfolio",
    "recent-posts",
    "sitemap",
    "slideshare",
    "slideshow",
    "sourcecode",
    "soundcloud",
    "ted",
    "testimonials",
    "toc",
    "tweet",
    "tweetmeme",
    "video",
    "vimeo",
    "wp_caption",
    "wpvideo",
    "youtube",
];

/// No shortcode is longer.
const LONGEST: usize = 4000;

/// The shortcode that a text begins with; `ends` says whether one of a name is ended further on, `began` whether one began before.
pub(super) fn first(
    text: &str,
    ends: impl Fn(&str) -> bool,
    began: impl Fn(&str) -> bool,
) -> Option<Shortcode<'_>> {
    let inner = text.strip_prefix('[')?;
    let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let length = inner.find(|letter| !is_name(letter))?;
    let name = &inner[..length];
    let follows = inner[length..].starts_with([' ', '\n', ']', '=', '/', '\u{a0}']);
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) || !follows {
        return None;
    }
    if is_end && !inner[length..].starts_with(']') {
        return None;
    }
    let given = near(&inner[length..]);
    let end = closing_bracket(given)?;
    let is_closed = given[..end].ends_with('/');
    let given = given[..end].trim_end_matches('/');
    let is_known = KNOWN.contains(&name);
    let is_given = !given.contains('<')
        && ["=\"", "='", "=&quot;", "=“", "=”", "=&#8221;"].iter().any(|sign| given.contains(sign));
    let is_meant = if is_end {
        is_known || began(name)
    } else {
        is_known || is_given || (!given.contains('<') && ends(name))
    };
    let attributes = unescape(given.trim());
    let length = text.len() - inner.len() + length + end + 1;
    is_meant.then_some(Shortcode { name, attributes, length, is_end, is_closed })
}

/// `[[name]]`: what stands in its inner brackets, and how long all is.
pub(super) fn escaped(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("[[")?;
    if !inner.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/') {
        return None;
    }
    // Another one that begins is looked at by itself.
    let inner = near(inner).split("[[").next()?;
    let inner = inner.split(['<', '\n']).next()?;
    let end = inner.find("]]")?;
    Some((&text[1..end + 3], end + 4))
}

/// As much of a text as a shortcode may be long.
fn near(text: &str) -> &str {
    beginning(text, LONGEST)
}

/// `address&w=320&h=240` without what says how large it is shown.
fn without_sizes(address: &str) -> &str {
    let sizes = ["&w=", "&h=", "&width=", "&height="];
    let end = sizes.iter().filter_map(|size| address.find(size)).min();
    &address[..end.unwrap_or(address.len())]
}

/// The first closing bracket outside quotes.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (letter, quote) {
            ('"' | '\'', None) if text[..at].ends_with('=') => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (']', None) => return Some(at),
            ('[', None) => return None,
            _ => {}
        }
    }
    // Quotes that nothing closes quote nothing.
    text.find(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, usize)> {
        let ends = |name: &str| text.contains(&format!("[/{name}]"));
        let began = |name: &str| text.contains(&format!("[{name} before]"));
        first(text, ends, began).map(|one| {
            (
                if one.is_end { format!("/{}", one.name) } else { one.name.to_owned() },
                one.attributes,
                one.length,
            )
        })
    }

    #[test]
    fn shortcodes_are_told_from_words() {
        let some =
            |name: &str, attributes: &str, length| Some((name.to_owned(), attributes.to_owned(), length));
        assert_eq!(read("[gallery ids=\"1,2\"] x"), some("gallery", "ids=\"1,2\"", 19));
        assert_eq!(read("[gallery]"), some("gallery", "", 9));
        assert_eq!(read("[box a=&quot;b&quot; /]"), some("box", "a=\"b\"", 23));
        assert_eq!(read("[note]x[/note]"), some("note", "", 6));
        assert_eq!(read("[/note] [note before]"), some("/note", "", 7));
        assert_eq!(read("[/gallery]"), some("/gallery", "", 10));
        assert_eq!(read("[youtube=https://youtu.be/x]"), some("youtube", "=https://youtu.be/x", 28));
        assert_eq!(read("[x a=\"b]c\"]"), some("x", "a=\"b]c\"", 11));
        for words in [
            "[/usr/bin]",
            "[/note]",
            "[/note x] [note before]",
            "[/gallery x]",
            "[sic]",
            "[1]",
            "[…]",
            "[see <a href=\"x\">y</a>]",
            "[x",
            "[a[0]]",
            "[]",
            "[note: x]",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
        assert_eq!(escaped("[[gallery]] x"), Some(("[gallery]", 11)));
        assert_eq!(escaped("[[a ids=\"[1]\"]] x"), Some(("[a ids=\"[1]\"]", 15)));
        for words in ["[[1]]", "[[a", "[[a\n]]", "[[a <b>]]", "[[a [[b]]"] {
            assert_eq!(escaped(words), None, "{words}");
        }
        let closed = |text: &str| first(text, |_| false, |_| false).map(|one| one.is_closed);
        assert_eq!(closed("[video mp4=\"x\" /]"), Some(true));
        assert_eq!(closed("[video mp4=\"x/\"]"), Some(false));
    }
}
