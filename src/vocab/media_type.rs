//! Media types by the endings of names (IANA's registry): one list for what is published, offered in feeds, played and served. Pages are in none.

/// Endings in lower case, with their types; those of text are in UTF-8.
const TYPES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("bib", "text/plain"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("m4a", "audio/mp4"),
    ("m4v", "video/mp4"),
    ("map", "application/json"),
    ("md", "text/plain"),
    ("mjs", "text/javascript"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("opus", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("srt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("vtt", "text/vtt"),
    ("wav", "audio/wav"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// The type of a file of this name or path; none where its ending says nothing.
pub fn of_path(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, media_type)| *media_type)
}

/// The type of the file at an address, as far as the address says; none where it is that of a page.
pub fn of_address(url: &str) -> Option<&'static str> {
    let plain = url.split(['?', '#']).next().unwrap_or(url);
    let (_, after_scheme) = plain.split_once("://").unwrap_or(("", plain));
    let (_, path) = after_scheme.split_once('/')?;
    of_path(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_counts_whatever_its_case() {
        assert_eq!(of_path("talks/x/a.b.PDF"), Some("application/pdf"));
        assert_eq!(of_address("https://example.org/v.mp4?x=a.pdf#t=3"), Some("video/mp4"));
        for none in [
            "https://example.org",
            "https://example.mp4",
            "https://example.org/watch",
            "https://example.org/a.b/c",
        ] {
            assert_eq!(of_address(none), None, "{none}");
        }
        assert_eq!((of_path("pdf"), of_path("a.unknown")), (None, None));
    }

    #[test]
    fn endings_are_in_order_and_in_lower_case() {
        assert!(TYPES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(TYPES.iter().all(|(ending, _)| !ending.contains(char::is_uppercase)));
    }
}
