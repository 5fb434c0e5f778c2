//! Where the links of a body lead: records, files beside pages, pages of the site.

use std::sync::Arc;

use crate::document::{InternalLink, LinkTarget, Outline};
use crate::vocab::diagnostic::{Diagnostic, nearest};
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

use super::addresses::Addresses;
use super::attachments::{Shelf, Shelved, Standing};
use super::former;
use super::names::{Meaning, Names};
use super::present::Present;
use super::record::{Destination, Record, RecordId};
use super::resolve::Numbers;

/// All that a link may lead to.
pub(super) struct Places<'a> {
    pub(super) names: &'a Names<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) addresses: &'a Addresses,
    /// What is published, in the order of paths.
    pub(super) outlines: &'a [Arc<Outline>],
    /// What is not, in the same order.
    pub(super) drafts: &'a [Arc<Outline>],
    /// The files that are not Markdown.
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) present: &'a Present,
    /// Records by their former addresses.
    pub(super) former: &'a HashMap<String, RecordId>,
}

/// The order in which kinds are asked for the name of a wikilink.
const WIKI_ORDER: [Kind; 9] = [
    Kind::Organisation,
    Kind::Person,
    Kind::Technology,
    Kind::Topic,
    Kind::Series,
    Kind::Event,
    Kind::Talk,
    Kind::Report,
    Kind::Page,
];

impl Places<'_> {
    /// Where a link of this document leads; reported when nowhere.
    pub(super) fn destination(
        &self,
        outline: &Outline,
        link: &InternalLink,
        records: &[Record],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Destination> {
        let (destination, fragment) = match &link.target {
            LinkTarget::Wiki(name) => self.wiki(outline, name, link, diagnostics)?,
            LinkTarget::Path(path) => {
                (self.path(outline, path, link, records, diagnostics)?, link.fragment.as_deref())
            }
        };
        if let (Destination::Record(id), Some(fragment)) = (&destination, fragment) {
            let record = &records[id.0 as usize];
            let anchors = record.outline.as_ref().map_or(&[][..], |outline| &outline.anchors);
            if !anchors.iter().any(|anchor| anchor == fragment) {
                let message = format!("`{}` has no heading with the anchor `{fragment}`", record.title);
                let mut diagnostic = Diagnostic::warning("dangling-anchor", &outline.path, message)
                    .with_span(link.span.clone());
                let near = nearest(fragment, anchors.iter().map(String::as_str));
                diagnostic.hints.extend(near.map(|near| format!("did you mean `#{near}`?")));
                diagnostics.push(diagnostic);
            }
        }
        Some(destination)
    }

    fn wiki<'n>(
        &self,
        outline: &Outline,
        name: &'n str,
        link: &InternalLink,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(Destination, Option<&'n str>)> {
        if let Some(id) = self.named(name) {
            return Some((Destination::Record(id), None));
        }
        if let Some((before, fragment)) = name.split_once('#')
            && let Some(id) = self.named(before.trim())
        {
            return Some((Destination::Record(id), Some(fragment.trim())));
        }
        let draft = WIKI_ORDER.iter().find_map(|kind| match self.names.meaning(*kind, name) {
            Meaning::Draft(path) => Some(path),
            _ => None,
        });
        let diagnostic = if let Some(path) = draft {
            Diagnostic::error("draft-reference", &outline.path, format!("`{name}` exists, but is a draft"))
                .with_hint(format!(
                    "publish `{path}` by removing its `draft = true`, or build with `--drafts`"
                ))
        } else {
            let known = WIKI_ORDER.iter().flat_map(|kind| self.names.of_kind(*kind));
            let hint = nearest(name, known).map_or_else(
                || "a wikilink names a record by id, title or alias".to_owned(),
                |near| format!("did you mean `[[{near}]]`?"),
            );
            Diagnostic::error("dangling-link", &outline.path, format!("nothing is called `{name}`"))
                .with_hint(hint)
        };
        diagnostics.push(diagnostic.with_span(link.span.clone()));
        None
    }

    /// The record of this name, of the first kind that knows it; `talks/x` names the kind, too.
    fn named(&self, name: &str) -> Option<RecordId> {
        let of = |kind, name: &str| match self.names.meaning(kind, name) {
            Meaning::One(candidate) => Some(self.numbers.of_candidate[candidate]),
            Meaning::Several(candidates) => Some(self.numbers.of_candidate[candidates[0]]),
            Meaning::Draft(_) | Meaning::Nothing => None,
        };
        let with_kind = name.split_once('/').and_then(|(folder, id)| of(Kind::from_folder(folder)?, id));
        with_kind.or_else(|| WIKI_ORDER.into_iter().find_map(|kind| of(kind, name)))
    }

    fn path(
        &self,
        outline: &Outline,
        path: &str,
        link: &InternalLink,
        records: &[Record],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Destination> {
        let plain = plain(path);
        let found = if let Some(from_root) = plain.strip_prefix('/') {
            let with_slash = format!("/{}/", from_root.trim_end_matches('/'));
            let site = self.addresses.taken.get(with_slash.as_str());
            let site = site.map(|index| Destination::Record(self.numbers.of_candidate[*index]));
            site.or_else(|| self.present.has(&plain).then(|| Destination::Address(path.to_owned())))
                .or_else(|| self.record_at(&format!("{}/{from_root}", content_folder(outline))))
        } else {
            beside(outline.path.as_str(), &plain).and_then(|path| self.record_at(&path))
        };
        let file = self.shelf.named(outline, &plain);
        let found = found.or_else(|| file.and_then(Shelved::output).cloned().map(Destination::File));
        let moved = if found.is_none() && file.is_none() { self.moved(path) } else { None };
        let diagnostic = match (&found, moved, file) {
            (Some(_), _, _) => return found,
            (None, Some(moved), _) => has_moved(outline, path, &records[moved.0 as usize]),
            (None, None, Some(file)) => unpublished(outline, path, file),
            (None, None, None) => self.dangling(outline, path, &plain),
        };
        diagnostics.push(diagnostic.with_span(link.span.clone()));
        moved.map(Destination::Record)
    }

    /// The record that was once at this address.
    fn moved(&self, path: &str) -> Option<RecordId> {
        if self.former.is_empty() || !path.starts_with('/') {
            return None;
        }
        let path = path.split_once('?').map_or(path, |(path, _query)| path);
        self.former.get(&former::place(path)?).copied()
    }

    /// The record of the file of this path, or of its folder.
    fn record_at(&self, path: &str) -> Option<Destination> {
        let folder = path.trim_end_matches('/');
        let files = [path.to_owned(), format!("{folder}.md"), format!("{folder}/index.md")];
        let record = files.iter().find_map(|path| {
            let document = place(self.outlines, |outline| &outline.path, path)?;
            self.numbers.of_document[document].record
        });
        record.map(Destination::Record)
    }

    fn dangling(&self, outline: &Outline, path: &str, plain: &str) -> Diagnostic {
        let target = beside(outline.path.as_str(), plain.trim_start_matches('/'));
        let draft = target.as_deref().and_then(|path| place(self.drafts, |draft| &draft.path, path));
        if let Some(draft) = draft {
            let draft = &self.drafts[draft].path;
            return Diagnostic::error(
                "draft-reference",
                &outline.path,
                format!("`{path}` exists, but is a draft"),
            )
            .with_hint(format!(
                "publish `{draft}` by removing its `draft = true`, or build with `--drafts`"
            ));
        }
        // Names alone: folders that many share would make any two paths look near.
        let name = name_of(plain);
        let paths = || {
            let files = self.shelf.files().iter().filter(|file| file.output().is_some());
            let files = files.map(|file| file.path.as_str());
            self.outlines.iter().map(|outline| outline.path.as_str()).chain(files)
        };
        let near = nearest(name, paths().map(name_of));
        let hint = match near.and_then(|near| paths().find(|path| name_of(path) == near)) {
            Some(near) => {
                let near = near.strip_prefix(content_folder(outline)).unwrap_or(near);
                format!("did you mean `{near}`? A path is relative to its file, or begins with `/`")
            }
            None => {
                "a path is relative to the file that it stands in, or begins with `/` at the content folder"
                    .to_owned()
            }
        };
        Diagnostic::warning("dangling-link", &outline.path, format!("there is no page or file `{path}`"))
            .with_hint(hint)
    }
}

/// What is wrong with a link to where a record was before.
fn has_moved(outline: &Outline, path: &str, record: &Record) -> Diagnostic {
    let message = format!("`{path}` has moved to `{}`", record.address);
    let hint = format!("write `{}`, or the path of its file", record.address);
    Diagnostic::warning("moved-link", &outline.path, message).with_hint(hint)
}

/// What is wrong with a link to a file that is there and is not published.
fn unpublished(outline: &Outline, path: &str, file: &Shelved<'_>) -> Diagnostic {
    match file.standing {
        Standing::OfDraft(draft) => Diagnostic::error(
            "draft-reference",
            &outline.path,
            format!("`{path}` is there, but it stands beside a draft"),
        )
        .with_hint(format!("publish `{draft}`, build with `--drafts`, or put the file elsewhere")),
        Standing::Taken => {
            let message = format!("`{path}` is there, but its address is another's, so it is not published");
            Diagnostic::error("taken-address", &outline.path, message).with_hint("rename it")
        }
        _ => Diagnostic::error(
            "refused-file",
            &outline.path,
            format!("`{path}` is there, but a browser might run it, so it is not published"),
        )
        .with_hint("set `raw_html = true` in rexbase.toml when you trust every author, or name another file"),
    }
}

/// The path that a link's destination names: without its query, and decoded.
pub(super) fn plain(destination: &str) -> String {
    percent_decode(destination.split_once('?').map_or(destination, |(path, _query)| path))
}

/// Where the file of this path is among these, which are in the order of their paths.
fn place<T>(sorted: &[T], path_of: impl Fn(&T) -> &ContentPath, path: &str) -> Option<usize> {
    sorted.binary_search_by(|one| path_of(one).as_str().cmp(path)).ok()
}

/// What tells a path from its neighbours: its file's name, or its folder's where all files are called alike.
fn name_of(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.md").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// The content folder's path: what stands before the kind's folder and the id.
pub(super) fn content_folder(outline: &Outline) -> &str {
    let path = outline.path.as_str();
    let kind = format!("/{}/", outline.kind.folder());
    path.find(&kind).map_or("", |at| &path[..at])
}

/// The path that `relative` is, seen from `file`; none when it leaves the root.
pub(super) fn beside(file: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%20` and the like become bytes; what is not UTF-8 then stays as it was.
fn percent_decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) =
            hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%')
        {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
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
    fn percent_signs_are_decoded_once() {
        assert_eq!(percent_decode("a%20b%2520%zz%"), "a b%20%zz%");
    }
}
