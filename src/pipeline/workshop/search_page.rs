//! The search page: it holds the manifest of the search data, so that a browser asks for these with the page's first bytes.
//!
//! Apart because neither render nor search knows the other: the page is rendered with a gap, and filled when the search data are there. What always holds: nothing
//! that an author writes can be taken for the gap, since text has no `<` in it.

use crate::vocab::artifact::Artifact;

/// Its path in the output folder.
pub(super) const PATH: &str = "search/index.html";
/// What stands right before and after the gap; a theme's own page may have none.
const GAP: (&str, &str) = ("<script type=\"application/gzip\" id=\"search:manifest\">", "</script>");

pub(super) fn is(artifact: &Artifact) -> bool {
    artifact.path.as_str() == PATH
}

/// The same file; of the search page, with its gap filled.
pub(super) fn filled(mut artifact: Artifact, held: &str) -> Artifact {
    if is(&artifact) {
        let gap = [GAP.0, GAP.1].concat().into_bytes();
        let found = artifact.bytes.windows(gap.len()).position(|bytes| *bytes == *gap);
        if let Some(start) = found {
            let at = start + GAP.0.len();
            artifact.bytes.splice(at..at, held.bytes());
        }
    }
    artifact
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::path::OutputPath;

    fn filled_at(path: &str, text: &str) -> String {
        let path = OutputPath::new(path).unwrap();
        let artifact = filled(Artifact { path, bytes: text.as_bytes().to_vec() }, "AAAA");
        String::from_utf8(artifact.bytes).unwrap()
    }

    #[test]
    fn only_the_search_page_is_filled_where_it_has_a_gap() {
        let page = ["<p>é", GAP.0, GAP.1, "b"].concat();
        assert_eq!(filled_at(PATH, &page), ["<p>é", GAP.0, "AAAA", GAP.1, "b"].concat());
        assert_eq!(filled_at("talks/index.html", &page), page);
        assert_eq!(filled_at(PATH, "<p>none"), "<p>none");
    }
}
