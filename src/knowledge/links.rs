//! Where the links of a body lead: records, files beside pages, pages of the site.

use std::collections::HashMap;

use crate::document::{InternalLink, LinkTarget, Outline};
use crate::vocab::diagnostic::{Diagnostic, nearest};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

use super::names::{Meaning, Names};
use super::record::{Attachment, Destination, Record, RecordId};
use super::resolve::Numbers;

/// All that a link may lead to.
pub(super) struct Places<'a> {
    names: &'a Names<'a>,
    numbers: &'a Numbers,
    by_path: HashMap<&'a str, RecordId>,
    by_address: HashMap<&'a str, RecordId>,
    attachments: HashMap<&'a str, &'a str>,
    drafts: Vec<&'a str>,
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

impl<'a> Places<'a> {
    /// Indexes records by file and by address.
    pub(super) fn new(
        names: &'a Names<'a>,
        numbers: &'a Numbers,
        records: &'a [Record],
        attachments: &'a [Attachment],
        drafts: impl Iterator<Item = &'a ContentPath>,
    ) -> Self {
        let own = || {
            (0_u32..)
                .map(RecordId)
                .zip(records)
                .filter(|(_, record)| !matches!(record.kind, Kind::Lesson | Kind::Figure))
        };
        let path = |record: &'a Record| record.outline.as_ref().map(|outline| outline.path.as_str());
        Self {
            names,
            numbers,
            by_path: own().filter_map(|(id, record)| Some((path(record)?, id))).collect(),
            by_address: (0_u32..)
                .map(RecordId)
                .zip(records)
                .map(|(id, record)| (record.address.as_str(), id))
                .collect(),
            attachments: attachments.iter().map(|file| (file.path.as_str(), file.output.as_str())).collect(),
            drafts: drafts.map(ContentPath::as_str).collect(),
        }
    }

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
                (self.path(outline, path, link, diagnostics)?, link.fragment.as_deref())
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
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Destination> {
        let written = path.split_once('?').map_or(path, |(path, _query)| path);
        let plain = percent_decode(written);
        let found = if let Some(from_root) = plain.strip_prefix('/') {
            let with_slash = format!("/{}/", from_root.trim_end_matches('/'));
            let site = self.by_address.get(with_slash.as_str()).map(|id| Destination::Record(*id));
            site.or_else(|| is_own_page(&plain).then(|| Destination::Address(path.to_owned())))
                .or_else(|| self.file(&format!("{}/{from_root}", content_folder(outline))))
        } else {
            beside(outline.path.as_str(), &plain).and_then(|path| self.file(&path))
        };
        if found.is_none() {
            diagnostics.push(self.dangling(outline, path, &plain).with_span(link.span.clone()));
        }
        found
    }

    fn file(&self, path: &str) -> Option<Destination> {
        let record = [
            path.to_owned(),
            format!("{}.md", path.trim_end_matches('/')),
            format!("{}/index.md", path.trim_end_matches('/')),
        ]
        .iter()
        .find_map(|path| self.by_path.get(path.as_str()).copied());
        let record = record.map(Destination::Record);
        record.or_else(|| self.attachments.get(path).map(|output| Destination::Address(format!("/{output}"))))
    }

    fn dangling(&self, outline: &Outline, path: &str, plain: &str) -> Diagnostic {
        let target = beside(outline.path.as_str(), plain.trim_start_matches('/'));
        if let Some(draft) = self.drafts.iter().find(|draft| target.as_deref() == Some(**draft)) {
            return Diagnostic::error(
                "draft-reference",
                &outline.path,
                format!("`{path}` exists, but is a draft"),
            )
            .with_hint(format!(
                "publish `{draft}` by removing its `draft = true`, or build with `--drafts`"
            ));
        }
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let mut paths: Vec<&str> = self.by_path.keys().chain(self.attachments.keys()).copied().collect();
        paths.sort_unstable();
        let wanted = name(plain);
        let same_name = paths.iter().find(|other| name(other) == wanted);
        let hint = match same_name
            .copied()
            .or_else(|| nearest(target.as_deref().unwrap_or(plain), paths.iter().copied()))
        {
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

/// The content folder's path: what stands before the kind's folder and the id.
fn content_folder(outline: &Outline) -> &str {
    let path = outline.path.as_str();
    let kind = format!("/{}/", outline.kind.folder());
    path.find(&kind).map_or("", |at| &path[..at])
}

/// Whether the site itself has this page: home, lists, years, feeds.
fn is_own_page(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    matches!(first, "" | "years" | "debts" | "atom.xml" | "sitemap.xml")
        || Kind::ALL.iter().any(|kind| kind.folder() == first && path.trim_matches('/') == first)
}

/// The path that `relative` is, seen from `file`; none when it leaves the root.
fn beside(file: &str, relative: &str) -> Option<String> {
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
    fn percent_signs_are_decoded_once() {
        assert_eq!(percent_decode("a%20b%2520%zz%"), "a b%20%zz%");
    }
}
