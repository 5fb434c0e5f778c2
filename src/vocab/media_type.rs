//! What a file is, by the ending of its name: the one list of media types.
//!
//! Apart, since the preview and published files say them to browsers, feeds to readers, and an ending that is not here belongs to no file that may be published. What
//! always holds: a type is the one of IANA's registry, where there is one.
//!
//! No library: `mime_guess` says `video/x-m4v` and `audio/m4a`, which nobody registered and not every browser plays, and knows a thousand endings;
//! which of them a site may publish would have to be listed all the same.

use url::Url;

/// By their endings in lower case, in the order of these.
const TYPES: &[(&str, &str)] = &[
    ("apng", "image/apng"),
    ("avif", "image/avif"),
    ("bib", "text/plain"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("html", "text/html"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar"),
    ("jfif", "image/jpeg"),
    ("jpe", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jxl", "image/jxl"),
    ("m4a", "audio/mp4"),
    ("m4v", "video/mp4"),
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
    ("pjpeg", "image/jpeg"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("srt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
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

/// The media type of a file of this name or path, when its ending is known.
pub(crate) fn of_path(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let index = TYPES.binary_search_by_key(&ending.as_str(), |(known, _)| known).ok()?;
    Some(TYPES[index].1)
}

/// What a browser is told that a published file of this name or path is, with the encoding of texts; search data have no type of their own.
pub(crate) fn served(path: &str) -> String {
    // The site's own Markdown; an author's is content, and never a file that is published as it is.
    let is_markdown = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md");
    let other = if is_markdown { "text/markdown" } else { "application/octet-stream" };
    let media_type = of_path(path).unwrap_or(other);
    let is_text = media_type.starts_with("text/") || media_type == "application/xml";
    format!("{media_type}{}", if is_text { "; charset=utf-8" } else { "" })
}

/// The media type of what is at an address of the web, by the ending of its path.
pub(crate) fn of_address(address: &str) -> Option<&'static str> {
    of_path(Url::parse(address).ok()?.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_found_in_any_case() {
        assert!(TYPES.is_sorted_by(|(a, _), (b, _)| a < b));
        for (ending, media_type) in TYPES {
            assert_eq!(of_path(&format!("a.b/Some file.{}", ending.to_uppercase())), Some(*media_type));
        }
        assert_eq!(["png", "a.png/b", "a.unknown", "a."].map(of_path), [None; 4]);
    }

    #[test]
    fn texts_say_how_they_are_encoded() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("a/index.md", "text/markdown; charset=utf-8"),
            ("atom.xml", "application/xml; charset=utf-8"),
            ("a.json", "application/json"),
            ("search/data/d0-0a1b2c3d", "application/octet-stream"),
        ] {
            assert_eq!(served(path), expected);
        }
    }

    #[test]
    fn an_address_is_judged_by_its_path() {
        assert_eq!(of_address("https://example.org/a.MP4?x=1.pdf#b.png"), Some("video/mp4"));
        for other in ["https://films.mov", "https://example.org/?a.pdf", "a.pdf"] {
            assert_eq!(of_address(other), None, "{other}");
        }
    }
}
