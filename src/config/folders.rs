//! The folders of a site, as its config names them.
//!
//! What always holds: none of them lies in another, whatever was written, since what is in the cache and the output folder is removed, and what is in the
//! others is read.

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::{ContentPath, overlap};
use crate::vocab::spanned::Span;

/// The folders of a site whose config names none.
pub(super) struct Usual {
    pub(super) content: &'static str,
    pub(super) statics: &'static str,
    pub(super) themes: &'static str,
    pub(super) output: &'static str,
    pub(super) cache: &'static str,
}

pub(super) const USUAL: Usual =
    Usual { content: "content", statics: "static", themes: "themes", output: "output", cache: ".rexbase" };

/// The keys, and the folders where none is written.
const FOLDERS: [(&str, &str); 5] = [
    ("content", USUAL.content),
    ("static", USUAL.statics),
    ("themes", USUAL.themes),
    ("output", USUAL.output),
    ("cache", USUAL.cache),
];

/// What is written for each key, and where.
pub(super) type Written = [Option<(ContentPath, Span)>; 5];

/// The folders that are written, or else the usual ones; reports those that lie in one another: then all are the usual ones.
pub(super) fn choose(
    written: &Written,
    config: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> [ContentPath; 5] {
    let usual = FOLDERS.map(|(_, name)| ContentPath::new(name).expect("a plain name is confined"));
    let chosen: [ContentPath; 5] = std::array::from_fn(|index| {
        written[index].as_ref().map_or_else(|| usual[index].clone(), |(path, _)| path.clone())
    });
    let pairs = (0..chosen.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let mut wrong =
        pairs.filter(|(one, other)| overlap(chosen[*one].as_str(), chosen[*other].as_str())).peekable();
    if wrong.peek().is_none() {
        return chosen;
    }
    for (one, other) in wrong {
        // The later one is where to look, unless only the other was written.
        let (at, about) = if written[one].is_some() { (one, other) } else { (other, one) };
        let message = format!(
            "`{}` may not lie in or around `{}`, which is `{}`",
            FOLDERS[at].0, FOLDERS[about].0, chosen[about]
        );
        let hint = "name a folder that is apart from the others: what is in one would be read, or removed, as part of another";
        let span = written[at].as_ref().map(|(_, span)| span.clone()).unwrap_or_default();
        let diagnostic = Diagnostic::error(Code::OverlappingFolders, config, message);
        diagnostics.push(diagnostic.with_span(span).with_hint(hint));
    }
    usual
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    #[test]
    fn folders_in_one_another_are_reported_at_the_later_one() {
        for (paths, at) in [
            ("cache = \"content\"", "\"content\""),
            ("output = \"content/out\"", "\"content/out\""),
            ("content = \"docs\"\noutput = \"Docs/site\"", "\"Docs/site\""),
            ("cache = \"docs\"\noutput = \"docs\"", "\"docs\"\noutput"),
            ("content = \"output\"", "\"output\""),
            ("themes = \".rexbase/themes\"", "\".rexbase/themes\""),
            ("content = \"caf\u{e9}\"\ncache = \"cafe\u{301}/x\"", "\"cafe\u{301}/x\""),
            ("output = \"Content\"", "\"Content\""),
            ("output = \"static\"", "\"static\""),
            ("static = \"content/files\"", "\"content/files\""),
        ] {
            let text = format!("title = \"x\"\n[paths]\n{paths}\n");
            let (config, diagnostics) = parse(&text);
            assert_eq!(diagnostics.len(), 1, "{paths}: {diagnostics:#?}");
            assert_eq!(diagnostics[0].code, Code::OverlappingFolders);
            let span = diagnostics[0].span.clone().unwrap();
            assert!(text[span.start..].starts_with(at), "{paths}: {}", &text[span]);
            let folders = [&config.content, &config.statics, &config.themes, &config.output, &config.cache];
            let usual = ["content", "static", "themes", "output", ".rexbase"];
            assert_eq!(folders.map(ContentPath::as_str), usual);
        }
    }

    #[test]
    fn folders_beside_one_another_are_as_they_are_written() {
        let text = "title = \"x\"\n[paths]\ncontent = \"docs/content\"\nthemes = \"docs/themes/\"\noutput = \"public\"\ncache = \"docs/.cache\"\n";
        let (config, diagnostics) = parse(text);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!((config.content.as_str(), config.themes.as_str()), ("docs/content", "docs/themes"));
        assert_eq!((config.output.as_str(), config.cache.as_str()), ("public", "docs/.cache"));
    }
}
