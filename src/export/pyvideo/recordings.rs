//! What the archive calls a recording, by where it is: a player's name, or the ending of a file.

/// Hosts that play videos, and what the archive calls them.
const HOSTS: &[(&str, &str)] = &[
    ("youtube.com", "youtube"),
    ("youtu.be", "youtube"),
    ("youtube-nocookie.com", "youtube"),
    ("vimeo.com", "vimeo"),
    ("video.google.com", "google"),
];

/// Endings of files that the archive names recordings by.
const ENDINGS: &[&str] =
    &["mp4", "webm", "ogv", "ogg", "mkv", "flv", "m4v", "mov", "avi", "mp3", "oga", "wav"];

/// The type of a recording at this address; of a host that is not known, the host's name.
pub(super) fn kind(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_of = |name: &&(&str, &str)| {
        host.strip_suffix(name.0).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if let Some((_, kind)) = HOSTS.iter().find(is_of) {
        return kind;
    }
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let ending = path.rsplit('.').next().unwrap_or_default();
    if let Some(kind) = ENDINGS.iter().find(|other| other.eq_ignore_ascii_case(ending)) {
        return kind;
    }
    if path.starts_with("w/") || path.starts_with("videos/watch/") { "peertube" } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_known_by_its_address() {
        assert_eq!(kind("https://www.youtube.com/watch?v=a"), "youtube");
        assert_eq!(kind("http://youtu.be/a"), "youtube");
        assert_eq!(kind("https://player.vimeo.com/video/1"), "vimeo");
        assert_eq!(kind("https://dl.example.org/a%20b.WebM?x=1"), "webm");
        assert_eq!(kind("https://tube.example.org/w/abc"), "peertube");
        assert_eq!(kind("https://archive.org/details/x"), "archive.org");
        assert_eq!(kind("https://notyoutube.com/x"), "notyoutube.com");
    }
}
