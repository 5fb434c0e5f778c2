//! Who is let in: requests that this machine's own browsers make for the preview's own pages.
//!
//! Apart from what is asked for, since it must hold for every answer. What always holds: a page of another origin (another site, or another
//! port of this machine) gets nothing of the preview but by a reader who follows its link, in a tab of its own; what it loads all the
//! same, in a browser that does not say who asks, it may neither use nor frame.

use axum::body::Body;
use axum::http::header::{CONTENT_SECURITY_POLICY, HOST};
use axum::http::{HeaderMap, HeaderValue, Response, Uri};

/// The names that a browser on this machine may know it by.
const NAMES: &[&str] = &["localhost", "127.0.0.1", "[::1]"];

/// What every answer says of who may use it: the site's own pages only.
const OWN_PAGES_ONLY: &[(&str, &str)] = &[
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("content-security-policy", "frame-ancestors 'self'"),
    // For browsers that do not know `frame-ancestors`.
    ("x-frame-options", "SAMEORIGIN"),
];

/// Whether a request is for this machine by a name of its own, so that no page of another site reads the preview under a name that
/// it makes to point here (DNS rebinding).
pub(super) fn is_for_this_machine(uri: &Uri, headers: &HeaderMap) -> bool {
    // RFC 9112, section 3.2: one `Host`, and an absolute target must agree with it.
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let target = uri.authority().map(axum::http::uri::Authority::as_str);
    hosts.next().is_none() && host.is_some_and(is_this_machine) && target.is_none_or(is_this_machine)
}

/// Whether a request comes from the preview's own pages, from the reader's hand, or follows a link: Fetch Metadata, which browsers send to
/// loopback addresses and no page can set. Programs other than browsers say nothing.
pub(super) fn is_from_own_page(headers: &HeaderMap) -> bool {
    let says =
        |name: &str, value: &str| headers.get(name).is_some_and(|said| said.as_bytes() == value.as_bytes());
    let is_own = !headers.contains_key("sec-fetch-site")
        || says("sec-fetch-site", "same-origin")
        || says("sec-fetch-site", "none");
    is_own || says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document")
}

/// Says in the answer that only the site's own pages may use it.
pub(super) fn close(response: &mut Response<Body>) {
    let headers = response.headers_mut();
    for (name, value) in OWN_PAGES_ONLY {
        // Of several policies browsers heed each, so the site's own may stand beside.
        if *name == CONTENT_SECURITY_POLICY {
            headers.append(CONTENT_SECURITY_POLICY, HeaderValue::from_static(value));
        } else {
            headers.insert(*name, HeaderValue::from_static(value));
        }
    }
}

/// Whether `host[:port]` names this machine.
pub fn is_this_machine(authority: &str) -> bool {
    let is_port = |rest: &str| {
        rest.strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
    };
    NAMES.iter().any(|name| {
        let (begin, rest) = authority.split_at_checked(name.len()).unwrap_or_default();
        begin.eq_ignore_ascii_case(name) && (rest.is_empty() || is_port(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let of = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        lines.iter().map(of).collect()
    }

    #[test]
    fn other_names_for_this_machine_are_refused() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "[::1]", "LOCALHOST:3"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "",
            ":80",
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "localhost.",
            "localhost:",
            "localhost:+80",
            "localhost:99999",
            "localhost:18080@evil.example",
            "evil.example@localhost",
            "localhost:8080, evil.example",
            "localhost evil.example",
            "127.0.0.1:evil",
            "127.0.0.1.nip.io:80",
            "127.0.0.1:80:80",
            "[::1]evil.example",
            "[::1",
            "[::2]:1",
            "::1",
            "192.168.0.2",
            "localhosté",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn a_request_has_one_host() {
        let own = Uri::from_static("/");
        assert!(is_for_this_machine(&own, &headers(&[("host", "localhost")])));
        assert!(is_for_this_machine(
            &Uri::from_static("http://localhost/"),
            &headers(&[("host", "localhost")])
        ));
        assert!(!is_for_this_machine(&own, &headers(&[])));
        assert!(!is_for_this_machine(&own, &headers(&[("host", "localhost"), ("host", "evil.example")])));
        let other = Uri::from_static("http://evil.example/");
        assert!(!is_for_this_machine(&other, &headers(&[("host", "localhost")])));
    }

    #[test]
    fn pages_of_other_origins_load_nothing() {
        for own in [
            &[][..],
            &[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
            &[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document"),
            ],
        ] {
            assert!(is_from_own_page(&headers(own)), "{own:?}");
        }
        for (site, mode, dest) in [
            ("cross-site", "no-cors", "image"),
            ("cross-site", "no-cors", "script"),
            ("same-site", "no-cors", "image"),
            ("same-site", "cors", "empty"),
            ("cross-site", "navigate", "iframe"),
            ("cross-site", "navigate", "object"),
            ("cross-site", "no-cors", "document"),
            ("nonsense", "no-cors", "image"),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert("sec-fetch-site", HeaderValue::from_static(site));
            asked.insert("sec-fetch-mode", HeaderValue::from_static(mode));
            asked.insert("sec-fetch-dest", HeaderValue::from_static(dest));
            assert!(!is_from_own_page(&asked), "{site} {mode} {dest}");
        }
    }
}
