//! Which files a browser only looks at, plays or downloads: those that have a media type by the endings of their names, since hosts and browsers go
//! by these, and are not run.
//!
//! What always holds: every ending counts, not the last alone: a host that does not know the last goes by the one before it, and takes `.gz`
//! for how a file is sent (Apache's `mod_mime`).

use crate::vocab::media_type;
use crate::vocab::path::Home;

use super::options::OtherFile;

/// Endings of what hosts and browsers run, wherever they stand in a name.
const RUN: &[&str] = &[
    "asp", "aspx", "cgi", "cjs", "css", "hta", "htc", "htm", "html", "js", "jsp", "mht", "mhtml", "mjs",
    "phar", "phtml", "pl", "py", "rb", "sh", "shtml", "svg", "svgz", "swf", "wasm", "xht", "xhtml", "xml",
    "xsl", "xslt",
];

/// Whether a file may be published for authors who are not trusted. What has no ending, as `CNAME`, is for hosts and not for browsers: it may be
/// static.
pub(super) fn is_harmless(file: &OtherFile<'_>) -> bool {
    let name = file.below.rsplit('/').next().unwrap_or(file.below);
    match name.trim_start_matches('.').rsplit_once('.') {
        Some(_) => media_type::of_path(name).is_some() && !may_be_run(file.below),
        None => file.home == Home::Static,
    }
}

/// Whether a host or a browser may run the file of this path, for one of its endings.
pub(super) fn may_be_run(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.split('.').skip(1).any(|ending| RUN.contains(&ending) || ending.starts_with("php"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::path::ContentPath;

    #[test]
    fn every_ending_counts() {
        let is_harmless = |below: &str, home: Home| {
            let path = ContentPath::new(&format!("content/{below}")).unwrap();
            is_harmless(&OtherFile { path: &path, below, home })
        };
        for name in [
            "a.pdf",
            "A.PDF",
            "talk.v1.2.pdf",
            "data.tar.gz",
            "a.en.vtt",
            "photo.2024.05.JPG",
            "x.html/a.png",
        ] {
            assert!(is_harmless(name, Home::Content), "{name}");
        }
        for name in [
            "x.html",
            "x.html.srt",
            "x.HTML.opus",
            "x.html.gz",
            "x.svg.gz",
            "x.shtml.en.txt",
            ".html.txt",
            "x.php.bib",
            "x.php5.png",
            "x.html.",
            "x.unknown",
            "html.d/x",
            "pdf",
        ] {
            assert!(!is_harmless(name, Home::Content), "{name}");
        }
        assert!(is_harmless("CNAME", Home::Static) && is_harmless(".nojekyll", Home::Static));
        assert!(!is_harmless("x.html.txt", Home::Static));
    }
}
