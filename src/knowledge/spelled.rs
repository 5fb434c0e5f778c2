//! Paths as they are spelled, whatever files there are: what stands beside what, and what tells a document from its neighbours.

use crate::document::Outline;
use crate::vocab::path::{ContentPath, joined, markdown_stem};

/// Where the file of this path is among these, which are in the order of their paths.
pub(super) fn place<T>(sorted: &[T], path_of: impl Fn(&T) -> &ContentPath, path: &str) -> Option<usize> {
    sorted.binary_search_by(|one| path_of(one).as_str().cmp(path)).ok()
}

/// The content folder's path: what stands before the kind's folder and the id.
pub(super) fn content_folder(outline: &Outline) -> &str {
    let path = outline.path.as_str();
    let kind = format!("/{}/", outline.kind.folder());
    path.find(&kind).map_or("", |at| &path[..at])
}

/// The path that `relative` is, seen from `file`; none when it leaves the root.
pub(super) fn beside(file: &str, relative: &str) -> Option<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    joined(folder, relative.trim_start_matches('/'))
}

/// The path without its ending, when that is Markdown's, or of Markdown with components in it; none for another.
pub(super) fn without_ending(path: &str) -> Option<&str> {
    let of_mdx = || path.rsplit_once('.').filter(|(_, ending)| ending.eq_ignore_ascii_case("mdx"));
    markdown_stem(path).or_else(|| of_mdx().map(|(before, _)| before))
}

/// What a path says of a document whatever its form: `talks/x` for `talks/x.md`, `talks/x/index.md`, `talks/x/README.markdown`.
pub(super) fn stem(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = without_ending(path).unwrap_or(path);
    match path.rsplit_once('/') {
        Some((folder, name)) if ["index", "readme"].iter().any(|page| page.eq_ignore_ascii_case(name)) => {
            folder
        }
        _ => path,
    }
}

/// What tells a path from its neighbours: its file's name, or its folder's where all files are called alike.
pub(super) fn name_of(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.md").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_their_file() {
        assert_eq!(
            beside("content/talks/e/x.md", "../../events/e.md").as_deref(),
            Some("content/events/e.md")
        );
        assert_eq!(beside("content/talks/x.md", "./y.png").as_deref(), Some("content/talks/y.png"));
        assert_eq!(beside("content/x.md", "../../../etc/passwd"), None);
    }

    #[test]
    fn a_file_is_told_by_its_name_or_its_folders() {
        assert_eq!(name_of("content/talks/e/x.md"), "x");
        assert_eq!(name_of("content/talks/e/index.md"), "e");
        assert_eq!(name_of("/talks/e/"), "e");
        assert_eq!(name_of("slides.pdf"), "slides.pdf");
    }

    #[test]
    fn a_document_has_one_stem() {
        for path in
            ["t/x", "t/x/", "t/x.md", "t/x.MD", "t/x.markdown", "t/x/index.md", "t/x/README.md", "t/x/readme"]
        {
            assert_eq!(stem(path), "t/x", "{path}");
        }
        assert_eq!((stem("t/x.pdf"), stem("index.md")), ("t/x.pdf", "index"));
    }
}
