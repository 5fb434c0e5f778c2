//! Where the site will be: an address of a folder on the web, or the path of one when its host is not known.
//!
//! What always holds: it is encoded as browsers ask for it (a host in Punycode, a path with `%20` and `%C3%BC`), ends with one `/`, has no empty part, names no user, no
//! query, no fragment and no file; so an address on the site is it and a path.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use url::Url;

/// A site's address: `https://example.org/kb/`, `/kb/` or `/`.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(rename = "address-or-path")]
pub(super) struct BaseUrl(pub(super) String);

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Self).map_err(de::Error::custom)
    }
}

/// Reads a site's address.
///
/// # Errors
/// Says why it is none, and in a second line what to write.
pub(super) fn parse(text: &str) -> Result<String, String> {
    const FORM: &str = "write the address of the folder that the site will be in, such as `https://example.org/kb/`, or its path, such as `/kb/`";
    let text = text.trim();
    let is_path = text.starts_with('/') && !text.starts_with("//") && !text.starts_with("/\\");
    let url = if is_path {
        Url::parse("http://localhost").and_then(|host| host.join(text))
    } else {
        Url::parse(text)
    };
    let wrong = |why: &str| Err(format!("`{text}` cannot be the site's address: {why}\n{FORM}"));
    let url = match url {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => return wrong("it does not begin with `https://`"),
        Err(error) => return wrong(&error.to_string()),
    };
    if !matches!(url.scheme(), "https" | "http") {
        return wrong("it does not begin with `https://`");
    }
    if !url.username().is_empty() || url.password().is_some() {
        // Every reader would see it.
        return Err(format!("the site's address names a user, which it would publish\n{FORM}"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return wrong("it has a query or a fragment");
    }
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    if parts.last().is_some_and(|last| is_page(last)) {
        return wrong("it names a file");
    }
    let host = if is_path { String::new() } else { url.origin().ascii_serialization() };
    let path: String = parts.iter().flat_map(|part| [*part, "/"]).collect();
    Ok(format!("{host}/{path}"))
}

/// Whether the last part of a path is a page, and not the folder of one.
fn is_page(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    [".html", ".htm", ".php"].iter().any(|ending| part.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encoded_and_ends_with_one_slash() {
        for (written, expected) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/kb", "https://example.org/kb/"),
            ("https://example.org//kb//", "https://example.org/kb/"),
            ("https://example.org/a b/", "https://example.org/a%20b/"),
            ("https://m\u{fc}nchen.example/\u{fc}/", "https://xn--mnchen-3ya.example/%C3%BC/"),
            ("HTTPS://Example.ORG:8443/KB/", "https://example.org:8443/KB/"),
            ("https://example.org:443/", "https://example.org/"),
            ("http://[::1]:8000/x/../kb/", "http://[::1]:8000/kb/"),
            (" https://user.github.io/kb/ ", "https://user.github.io/kb/"),
            ("/", "/"),
            ("/kb", "/kb/"),
            ("/kb//x/", "/kb/x/"),
            ("/\u{e9}t\u{e9}/", "/%C3%A9t%C3%A9/"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(expected), "{written}");
            assert_eq!(parse(expected).as_deref(), Ok(expected), "{expected}");
        }
    }

    #[test]
    fn what_is_no_folder_on_the_web_is_refused() {
        for written in [
            "",
            "example.org",
            "kb/",
            "https://",
            "https://example.org/kb/?x=1",
            "https://example.org/kb/?",
            "https://example.org/kb/#top",
            "https://example.org/kb/index.html",
            "https://example.org/Index.HTM",
            "/kb/index.html",
            "https://user:pw@example.org/",
            "https://user@example.org/",
            "mailto:a@example.org",
            "ftp://example.org/",
            "javascript:alert(1)",
            "//example.org/kb/",
            "/\\example.org/",
            "file:///srv/www/",
        ] {
            assert!(parse(written).is_err(), "{written}");
        }
        assert!(!parse("https://user:secret@example.org/").unwrap_err().contains("secret"));
    }
}
