//! What a link's destination is: the web, this page, another record, or something that must not be linked.

use std::borrow::Cow;
use std::sync::LazyLock;

use url::Url;

use crate::vocab::kind::Kind;
use crate::vocab::web_address::is_safe_scheme;

/// A destination as Markdown gives it, told apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// An absolute address that is safe to link to.
    Web,
    /// An anchor of the same page, without `#`.
    Anchor(&'a str),
    /// A path on this site, and the anchor there.
    Internal { path: &'a str, fragment: Option<&'a str> },
    /// A scheme that may run code or that we don't know.
    Refused(String),
}

/// Tells a destination apart as a browser would: white space and control characters that it ignores are ignored.
pub(super) fn classify(destination: &str) -> Destination<'_> {
    let destination = destination.trim_matches(|letter: char| letter <= ' ');
    let seen: Cow<'_, str> = if destination.contains(['\t', '\n', '\r']) {
        Cow::Owned(destination.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(destination)
    };
    if let Some(scheme) = scheme(&seen) {
        return if is_safe_scheme(scheme) {
            Destination::Web
        } else {
            Destination::Refused(scheme.to_owned())
        };
    }
    if leaves_this_site(&seen) {
        return Destination::Refused("//".into());
    }
    let (path, fragment) = match destination.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (destination, None),
    };
    // A query asks nothing of a page that is a file.
    if path.starts_with('?') || (path.is_empty() && fragment.is_some()) {
        return Destination::Anchor(fragment.unwrap_or_default());
    }
    Destination::Internal { path, fragment }
}

/// Whether this is an address of the web.
pub(super) fn is_web(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme)))
}

/// What follows the site's own address in an address of the web; nothing for one of another site. `http:` and `https:` name the same site.
///
/// Some hosts keep the sites of one owner's projects beside the owner's own: there, only what is below a kind's folder is surely of this one.
pub(super) fn below<'t>(address: &'t str, own: &str) -> Option<&'t str> {
    let (address, own) = (after_scheme(address)?, after_scheme(own)?.trim_end_matches('/'));
    let host = own.find('/').unwrap_or(own.len());
    let (same, rest) = (address.get(..own.len())?, address.get(own.len()..)?);
    let is_own = same.get(..host)?.eq_ignore_ascii_case(&own[..host]) && same.get(host..)? == &own[host..];
    let is_whole = rest.is_empty() || rest.starts_with(['/', '?', '#']);
    let first = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let is_shared =
        host == own.len() && SHARED.iter().any(|ending| own.to_ascii_lowercase().ends_with(ending));
    let is_ours = !is_shared || first.is_empty() || Kind::from_folder(first).is_some();
    (is_own && is_whole && is_ours).then_some(rest)
}

/// The ends of hosts where projects of an owner have sites below that of the owner.
const SHARED: &[&str] =
    &[".github.io", ".gitlab.io", ".codeberg.page", ".gitea.io", ".sourceforge.io", ".bitbucket.io"];

fn after_scheme(address: &str) -> Option<&str> {
    address.split_once("://").map(|(_, rest)| rest).filter(|_| is_web(address))
}

/// Whether a browser takes a relative address for one of another host, as `//host`, `/\host` and `\\host` are.
fn leaves_this_site(relative: &str) -> bool {
    static HERE: LazyLock<Option<Url>> = LazyLock::new(|| Url::parse("https://here.invalid/a/b").ok());
    if !relative.starts_with(['/', '\\']) {
        return false;
    }
    let Some(here) = &*HERE else { return true };
    here.join(relative).map_or(true, |url| url.origin() != here.origin())
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    (scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(plain))
        .then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_addresses_are_known() {
        let own = "https://example.org/kb/";
        for (address, rest) in [
            ("https://example.org/kb/talks/x/#a", "/talks/x/#a"),
            ("http://EXAMPLE.org/kb", ""),
            ("https://example.org/kb?q=1", "?q=1"),
        ] {
            assert_eq!(below(address, own), Some(rest), "{address}");
        }
        for other in [
            "https://example.org/",
            "https://example.org/kbs/",
            "https://example.com/kb/",
            "mailto:a@example.org",
            "https://éxample.org/kb/",
        ] {
            assert_eq!(below(other, own), None, "{other}");
        }
        let own = "https://me.github.io/";
        assert_eq!(below("https://me.github.io/talks/x/", own), Some("/talks/x/"));
        assert_eq!(below("https://me.github.io/project/", own), None);
    }

    #[test]
    fn destinations_are_told_apart() {
        assert_eq!(classify("https://example.org/a?b#c"), Destination::Web);
        assert_eq!(classify("#part"), Destination::Anchor("part"));
        assert_eq!(
            classify("../talks/x.md#y"),
            Destination::Internal { path: "../talks/x.md", fragment: Some("y") }
        );
        assert_eq!(classify("?plain=1#part"), Destination::Anchor("part"));
        assert_eq!(classify("..\\x.md"), Destination::Internal { path: "..\\x.md", fragment: None });
        assert_eq!(classify("\\x.md"), Destination::Internal { path: "\\x.md", fragment: None });
        assert_eq!(classify("a:b/../c"), Destination::Refused("a".into()));
        for sly in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " \u{1}javascript:x",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ] {
            assert!(matches!(classify(sly), Destination::Refused(_)), "{sly:?}");
        }
        for sly in [
            "//evil.example",
            "/\\evil.example/p.png",
            "\\\\evil.example\\p.png",
            "\\/evil.example",
            "/\t/evil.example",
            "\n/\n/evil.example",
            "/\r\\evil.example",
        ] {
            assert_eq!(classify(sly), Destination::Refused("//".into()), "{sly:?}");
        }
        for own in ["/talks/x/", "/", "/a//b", "a\\b"] {
            assert!(matches!(classify(own), Destination::Internal { .. }), "{own:?}");
        }
    }
}
