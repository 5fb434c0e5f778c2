//! Where the links of a body lead: records, files beside pages, pages of the site.
//!
//! What always holds: a link that leads somewhere leads to what is there, and to an anchor that its target has; whatever is not so is reported.

mod dangling;
mod lessons;
mod places;

use crate::document::{
    Fragment, InternalLink, LinkRole, LinkTarget, Outline, block_reference, without_directive,
};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::kind::Kind;
use crate::vocab::path::OutputPath;
use crate::vocab::percent::{self, decoded};
use crate::vocab::picture::has_picture_ending;

use super::attachments::{OfHeld, Shelved};
use super::findings::{Among, Finding, Findings, Question};
use super::former;
use super::held::{self, Held, Why};
use super::names::Meaning;
use super::own::{FOLDERS, OwnBeside};
use super::paths::Found;
use super::record::{Destination, Lead, Record, RecordId};
use super::spelled::{beside, content_folder, without_ending};

use dangling::has_moved;
pub(super) use places::Places;
use places::{WIKI_ORDER, parted};

impl Places<'_> {
    /// Where a link of this document leads; reported when nowhere.
    pub(super) fn lead(
        &self,
        outline: &Outline,
        link: &InternalLink,
        records: &[Record],
        findings: &mut Findings,
    ) -> Option<Lead> {
        let found = match &link.target {
            LinkTarget::Wiki(name) => self.wiki(outline, name, link.role),
            LinkTarget::Path(path) => self.path(outline, path, link.fragment.as_deref()),
            LinkTarget::Own(path) => {
                let below = self.path(outline, path, link.fragment.as_deref());
                below.or_else(|| {
                    Self::made(path).then(|| (Destination::Address(path.clone()), link.fragment.as_deref()))
                })
            }
        };
        let mut report = |finding: Finding| findings.add_at(&link.span, finding);
        let moved = if found.is_none() { self.moved(&link.target) } else { None };
        if let Some((id, path)) = moved {
            report(has_moved(outline, path, &records[id.0 as usize]).into());
        }
        let moved = moved.map(|(id, _)| (Destination::Record(id), link.fragment.as_deref()));
        let Some((to, fragment)) = found.or(moved) else {
            report(match &link.target {
                LinkTarget::Wiki(name) => self.unnamed(outline, name),
                LinkTarget::Path(path) | LinkTarget::Own(path) => self.dangling(outline, path),
            });
            // What the host has besides is not known here: the address stays.
            let LinkTarget::Own(path) = &link.target else { return None };
            let anchor = link.fragment.as_deref().map(|written| percent::as_written(written).into_owned());
            return Some(Lead { to: Destination::Address(percent::as_written(path).into_owned()), anchor });
        };
        embedded(outline, link.role, &to, records).map(Finding::from).into_iter().for_each(&mut report);
        let anchor = fragment.filter(|fragment| !fragment.is_empty());
        let anchor = anchor.and_then(|fragment| match &to {
            Destination::Record(id) => anchor_of(&records[id.0 as usize], fragment, outline, &mut report),
            Destination::File(_) | Destination::Address(_) => {
                Some(percent::as_written(fragment).into_owned())
            }
        });
        Some(Lead { to, anchor })
    }

    /// What a wikilink names, and the anchor there. A name may have a `#` (C#), and so may headings: the longest name wins.
    fn wiki<'n>(
        &self,
        outline: &Outline,
        name: &'n str,
        role: LinkRole,
    ) -> Option<(Destination, Option<&'n str>)> {
        parted(name).find_map(|(name, fragment)| {
            let record =
                || self.named(name).or_else(|| self.named(without_ending(name)?)).map(Destination::Record);
            let file = || self.wiki_file(outline, name);
            // Of an image and a record of one name, the image is what can be shown.
            let is_shown = role != LinkRole::Lead && has_picture_ending(name);
            let found = if is_shown { file().or_else(record) } else { record().or_else(file) };
            Some((found?, fragment))
        })
    }

    /// The record of this name, of the first kind that knows it; `talks/x` names the kind, too.
    fn named(&self, name: &str) -> Option<RecordId> {
        let of = |kind, name: &str| match self.names.meaning(kind, name) {
            Meaning::One(candidate) => Some(self.numbers.of_candidate[candidate]),
            Meaning::Several(candidates) => Some(self.numbers.of_candidate[candidates[0]]),
            Meaning::Held(_) | Meaning::Nothing => None,
        };
        let with_kind = name.split_once('/').and_then(|(folder, id)| of(Kind::from_folder(folder)?, id));
        with_kind.or_else(|| WIKI_ORDER.into_iter().find_map(|kind| of(kind, name)))
    }

    /// The file that a wikilink means as Obsidian does: beside its page, from the content folder, or anywhere by its name alone.
    fn wiki_file(&self, outline: &Outline, name: &str) -> Option<Destination> {
        if !name.contains(['.', '/', '\\']) {
            return None;
        }
        let path = name.replace('\\', "/");
        let beside = beside(outline.path.as_str(), &path).and_then(|path| self.file(&path));
        let from_root =
            || self.file(&format!("{}/{}", content_folder(outline), path.trim_start_matches('/')));
        let anywhere = || self.files.named(&path).and_then(published);
        beside.or_else(from_root).or_else(anywhere)
    }

    /// What a path leads to, and the anchor there.
    fn path<'p>(
        &self,
        outline: &Outline,
        path: &'p str,
        fragment: Option<&'p str>,
    ) -> Option<(Destination, Option<&'p str>)> {
        let at = |written: &str| self.at(outline, path, written);
        let before_query = path.split_once('?').map_or(path, |(before, _query)| before);
        let found = at(&decoded(path)).or_else(|| at(&decoded(before_query))).or_else(|| at(before_query));
        let found = found.or_else(|| at(decoded(before_query).trim()));
        if let Some(found) = found {
            return Some((found, fragment));
        }
        // A file whose name has a `#` that was not encoded.
        let whole = format!("{path}#{}", fragment?);
        Some((at(&decoded(&whole))?, None))
    }

    /// What stands at this path, which was `written` so: relative to its file, or from the content folder or the site's root.
    fn at(&self, outline: &Outline, written: &str, path: &str) -> Option<Destination> {
        let content = content_folder(outline);
        let Some(from_root) = path.strip_prefix('/') else {
            let path = beside(outline.path.as_str(), path)?;
            let own = path.strip_prefix(content).filter(|rest| rest.is_empty() || rest.starts_with('/'));
            return self.file(&path).or_else(|| self.own_folder(own?));
        };
        let page = path.strip_suffix("index.html").filter(|page| page.ends_with('/')).unwrap_or(path);
        let site = self.addresses.taken.get(format!("/{}/", page.trim_matches('/')).as_str());
        let site = site.map(|index| Destination::Record(self.numbers.of_candidate[*index]));
        let own_page = || self.present.has(page).then(|| Destination::Address(written.to_owned()));
        let file = || self.file(&beside(&format!("{content}/x"), from_root)?);
        let beside = || self.has_beside(path).then(|| Destination::Address(written.to_owned()));
        let placed = || self.files.shelf.published_at(from_root).and_then(published);
        site.or_else(own_page).or_else(file).or_else(placed).or_else(beside)
    }

    /// The record that was once at the address that a link names.
    fn moved<'t>(&self, target: &'t LinkTarget) -> Option<(RecordId, &'t str)> {
        let (LinkTarget::Path(path) | LinkTarget::Own(path)) = target else { return None };
        if self.former.is_empty() || !path.starts_with('/') {
            return None;
        }
        let (before, _query) = path.split_once('?').unwrap_or((path, ""));
        Some((*self.former.get(&former::place(before)?)?, path))
    }

    /// Whether the site makes a file of its own beside a record's page here: a feed, a calendar, a card.
    fn has_beside(&self, path: &str) -> bool {
        let Some((folder, name)) = path.rsplit_once('/') else { return false };
        OwnBeside::ALL.iter().any(|own| own.name() == name)
            && self.addresses.taken.contains_key(format!("{folder}/").as_str())
    }

    /// Whether what is there is a matter of the theme or of the search, and not known here.
    fn made(path: &str) -> bool {
        let first = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        FOLDERS.contains(&first)
    }

    fn file(&self, path: &str) -> Option<Destination> {
        match self.files.find(path)? {
            Found::Document(document) => self.numbers.of_document[document].record.map(Destination::Record),
            Found::File(file) => published(file),
            Found::Held(_) => None,
        }
    }

    /// The list of what stands in a folder of content, or the home page; `folder` is below the content folder.
    fn own_folder(&self, folder: &str) -> Option<Destination> {
        let address = match folder.trim_matches('/') {
            "" => "/".to_owned(),
            folder => format!("/{}/", Kind::from_folder(folder).filter(|kind| *kind != Kind::Page)?.folder()),
        };
        self.present.has(&address).then_some(Destination::Address(address))
    }
}

impl Places<'_> {
    /// The files that what is held back names, and what was left out of what is published.
    pub(super) fn files_of_held(&self, records: &[Record]) -> OfHeld {
        let mut files = OfHeld::default();
        if self.files.shelf.files().is_empty() {
            return files;
        }
        let find = |outline: &Outline, links: &[InternalLink]| -> Vec<OutputPath> {
            let leads =
                links.iter().filter_map(|link| self.lead(outline, link, records, &mut Findings::default()));
            let files = leads.filter_map(|lead| match lead.to {
                Destination::File(output) => Some(output),
                Destination::Record(_) | Destination::Address(_) => None,
            });
            files.collect()
        };
        for Held { outline, why } in self.files.held {
            let of_why = match why {
                Why::Draft => &mut files.of_drafts,
                Why::Internal => &mut files.of_internal,
            };
            of_why.extend(find(outline, &outline.links));
            of_why.extend(find(outline, &outline.withheld.links));
            let posters = self.files.shelf.posters(outline, &mut Vec::new());
            of_why.extend(posters.into_iter().map(|(_, output)| output));
        }
        for outline in self.files.outlines.iter().filter(|outline| !outline.withheld.links.is_empty()) {
            files.of_internal.extend(find(outline, &outline.withheld.links));
        }
        files
    }
}

fn published(file: &Shelved<'_>) -> Option<Destination> {
    file.output().cloned().map(Destination::File)
}

/// The anchor that a fragment means on this record's page, as addresses write it; reported when there is none.
fn anchor_of(
    record: &Record,
    fragment: &str,
    from: &Outline,
    report: &mut impl FnMut(Finding),
) -> Option<String> {
    let own = record.outline.as_deref().filter(|outline| outline.kind == record.kind);
    let (place, directive) = without_directive(fragment);
    match own.map_or(Fragment::Unknown, |outline| outline.fragment(place)) {
        Fragment::Anchor(anchor) => {
            Some(format!("{}{directive}", percent::anchor(&anchor))).filter(|anchor| !anchor.is_empty())
        }
        Fragment::Block => {
            report(block_reference(fragment, &from.path).into());
            None
        }
        // HTML's own name for the beginning of any page.
        Fragment::Unknown if own.is_some_and(|outline| outline.withheld.has(place)) => {
            let message = format!("what `{}` has at `#{place}` is internal", record.title);
            report(held::internal(&from.path, message).into());
            None
        }
        Fragment::Unknown if place.is_empty() || place.eq_ignore_ascii_case("top") => {
            Some(percent::as_written(fragment).into_owned())
        }
        Fragment::Unknown => {
            let message = format!("`{}` has no heading with the anchor `{place}`", record.title);
            let question = own.and(record.document).map(|document| Question {
                word: place.to_owned(),
                among: Among::AnchorsOf(document),
                meant: |near| format!("did you mean `#{near}`?"),
                otherwise: None,
            });
            let diagnostic = Diagnostic::warning(Code::DanglingAnchor, &from.path, message);
            report(Finding { diagnostic, question });
            Some(percent::as_written(fragment).into_owned())
        }
    }
}

/// That something was to be shown in its place that can only be linked to.
fn embedded(outline: &Outline, role: LinkRole, to: &Destination, records: &[Record]) -> Option<Diagnostic> {
    let how = match role {
        LinkRole::Lead => return None,
        LinkRole::Show { .. } => "it is published as a link",
        LinkRole::ShowInLink { .. } => "its words are published",
    };
    let page = |name: &str| format!("`{name}` is a page, and no page is shown within another: {how}");
    let (code, message) = match to {
        Destination::Record(id) => (Code::EmbeddedPage, page(&records[id.0 as usize].title)),
        Destination::Address(address) => (Code::EmbeddedPage, page(address)),
        Destination::File(path) if has_picture_ending(path.as_str()) => return None,
        Destination::File(path) => {
            let name = path.as_str().rsplit('/').next().unwrap_or_default();
            (Code::EmbeddedFile, format!("`{name}` is no image: {how}"))
        }
    };
    let hint = "take away the exclamation mark: a link is all that it makes";
    Some(Diagnostic::warning(code, &outline.path, message).with_hint(hint))
}
