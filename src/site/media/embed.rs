//! How a recording is shown on its own page, once a reader asks for it: from which address, and from which hosts.
//!
//! What always holds: the address is made here from parts that were checked, not passed on; a host is letters, digits, dots and hyphens,
//! so that it can stand in a Content-Security-Policy.

use url::Url;

use crate::vocab::media_type;

/// What browsers play.
const PLAYED: [&str; 3] = ["video/mp4", "video/webm", "video/ogg"];

/// A recording that a page can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Embed {
    pub(crate) player: Player,
    /// Where the frame or the file comes from.
    pub(crate) address: String,
    /// The scheme and host of the address: `https://player.vimeo.com`.
    pub(crate) origin: String,
    /// What readers call the site that it comes from.
    pub(crate) host: String,
}

/// What shows a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Player {
    YouTube,
    Vimeo,
    PeerTube,
    /// The browser itself.
    File,
}

impl Player {
    /// What templates and scripts call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::YouTube => "youtube",
            Self::Vimeo => "vimeo",
            Self::PeerTube => "peertube",
            Self::File => "file",
        }
    }
}

/// How the recording at an address is shown; none when it can only be linked to. `peertube` lists the hosts that may show frames as
/// `PeerTube`; without a list, any may.
pub(crate) fn of(address: &str, peertube_hosts: Option<&[String]>) -> Option<Embed> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str().filter(|host| is_plain(host))?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    match host {
        "youtube.com" | "m.youtube.com" | "youtube-nocookie.com" | "youtu.be" => youtube(&url, host, &parts),
        "vimeo.com" | "player.vimeo.com" => vimeo(&url, &parts),
        _ => peertube(&url, &parts, peertube_hosts).or_else(|| file(&url, &parts)),
    }
}

fn youtube(url: &Url, host: &str, parts: &[&str]) -> Option<Embed> {
    let id = match parts {
        [id] if host == "youtu.be" => (*id).to_owned(),
        ["watch"] => url.query_pairs().find(|(key, _)| key == "v")?.1.into_owned(),
        ["embed" | "live" | "shorts" | "v", id] => (*id).to_owned(),
        _ => return None,
    };
    is_name(&id).then(|| {
        let origin = "https://www.youtube-nocookie.com";
        framed(Player::YouTube, origin, format!("{origin}/embed/{id}"), "YouTube")
    })
}

fn vimeo(url: &Url, parts: &[&str]) -> Option<Embed> {
    let (id, hash) = match parts {
        [id] | ["video", id] => (*id, None),
        [id, hash] => (*id, Some((*hash).to_owned())),
        _ => return None,
    };
    let hash =
        hash.or_else(|| url.query_pairs().find(|(key, _)| key == "h").map(|(_, hash)| hash.into_owned()));
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || hash.as_deref().is_some_and(|hash| !is_name(hash)) {
        return None;
    }
    let origin = "https://player.vimeo.com";
    let hash = hash.map(|hash| format!("&h={hash}")).unwrap_or_default();
    Some(framed(Player::Vimeo, origin, format!("{origin}/video/{id}?dnt=1{hash}"), "Vimeo"))
}

/// Any host may run `PeerTube`; its addresses are known by their form.
fn peertube(url: &Url, parts: &[&str], hosts: Option<&[String]>) -> Option<Embed> {
    let id = match parts {
        ["w", id] | ["videos", "watch" | "embed", id] => *id,
        _ => return None,
    };
    let host = host_of(url)?;
    let is_known = hosts.is_none_or(|hosts| hosts.contains(&host));
    (is_known && is_name(id) && url.scheme() == "https").then(|| {
        let origin = format!("https://{host}");
        framed(Player::PeerTube, &origin, format!("{origin}/videos/embed/{id}"), &host)
    })
}

fn file(url: &Url, parts: &[&str]) -> Option<Embed> {
    let media_type = media_type::of_path(parts.last()?)?;
    let host = host_of(url)?;
    PLAYED.contains(&media_type).then(|| {
        let origin = format!("{}://{host}", url.scheme());
        framed(Player::File, &origin, url.as_str().to_owned(), &host)
    })
}

fn framed(player: Player, origin: &str, address: String, host: &str) -> Embed {
    Embed { player, address, origin: origin.to_owned(), host: host.to_owned() }
}

/// The host with its port.
fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| is_plain(host))?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn is_plain(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
}

fn is_name(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sites_are_shown_by_their_own_players() {
        let cases = [
            ("https://youtu.be/a-b_1?t=3", "https://www.youtube-nocookie.com/embed/a-b_1"),
            ("https://www.youtube.com/watch?list=x&v=abc", "https://www.youtube-nocookie.com/embed/abc"),
            ("http://m.youtube.com/live/abc", "https://www.youtube-nocookie.com/embed/abc"),
            ("https://vimeo.com/123", "https://player.vimeo.com/video/123?dnt=1"),
            ("https://vimeo.com/123/ab9", "https://player.vimeo.com/video/123?dnt=1&h=ab9"),
            ("https://tube.example:8443/w/kkGMgK9", "https://tube.example:8443/videos/embed/kkGMgK9"),
            ("https://tube.example/videos/watch/9c9d-1", "https://tube.example/videos/embed/9c9d-1"),
            ("https://media.example/2017/talk.webm", "https://media.example/2017/talk.webm"),
        ];
        for (address, shown) in cases {
            assert_eq!(of(address, None).map(|embed| embed.address).as_deref(), Some(shown), "{address}");
        }
    }

    #[test]
    fn a_site_names_the_hosts_that_it_knows() {
        let hosts = ["tube.example".to_owned(), "tube.example:8443".to_owned()];
        let is_shown = |address| of(address, Some(&hosts)).is_some();
        assert!(is_shown("https://tube.example/w/abc") && is_shown("https://TUBE.example:8443/w/abc"));
        assert!(is_shown("https://youtu.be/abc") && is_shown("https://media.example/talk.webm"));
        for address in ["https://tube.evil.example/w/abc", "https://tube.example:1/w/abc"] {
            assert!(!is_shown(address), "{address}");
        }
        assert_eq!(of("https://tube.example/w/abc", Some(&[])), None);
    }

    #[test]
    fn what_is_not_a_recording_is_linked_to() {
        for address in [
            "https://www.youtube.com/playlist?list=x",
            "https://www.youtube.com/watch?v=a;b",
            "https://vimeo.com/channels/staff",
            "https://x;script-src/w/abc",
            "https://example.org/talk",
            "https://[::1]/talk.mp4",
            "mailto:a@example.org",
        ] {
            assert_eq!(of(address, None), None, "{address}");
        }
    }
}
