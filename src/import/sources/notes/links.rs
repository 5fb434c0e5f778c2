//! A note's body: its text without the title, with links to other notes and files where these will be.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::note::Note;
use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::listed::Listed;
use crate::harvest::record::{Attached, Body, Piece, RecordId, Stands};
use crate::vocab::percent;

const TO_NOTE: Rule = Rule::took("link-to-note", "a link to another note leads to its record");
const COMPLETED: Rule = Rule::took("completed-address", "an address that lost its https:// has it again");
const DEAD: Rule = Rule::left("dead-link", "a link to nothing in the folder becomes its words");
const NO_IMAGE: Rule = Rule::left("missing-image", "an image that is not in the folder becomes its words");

/// No file that a note shows is longer, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What links of notes may lead to.
pub(super) struct Targets<'a> {
    /// By path below the folder: of notes, and of folders that have a page.
    pub(super) records: BTreeMap<String, RecordId>,
    /// All other files.
    pub(super) files: HashMap<&'a str, &'a Listed>,
}

/// The body, and what is copied beside it. `mended` are addresses that the note has wrong, and what they mean.
pub(super) fn body(
    note: &Note,
    targets: &Targets<'_>,
    mended: &BTreeMap<String, RecordId>,
    ledger: &mut Ledger,
) -> (Body, Vec<Attached>) {
    let mut edits: Vec<(Range<usize>, Vec<Piece>)> = Vec::new();
    edits.extend(note.heading_range().map(|range| (range, Vec::new())));
    let mut files: Vec<Attached> = Vec::new();
    let mut end = edits.first().map_or(0, |(range, _)| range.end);
    for link in &note.blocks.links {
        // An image that is a link's label is the link's to keep, and what stands in the title goes with it.
        if link.range.start < end {
            continue;
        }
        let Some(meant) = meant(note, &link.address, targets, mended) else { continue };
        match (meant, &link.target) {
            (Meant::Record(to, anchor), Some(target)) => {
                ledger.note(TO_NOTE, &note.below);
                edits.push((target.clone(), vec![Piece::PathTo(to), Piece::Text(anchor)]));
            }
            (Meant::File(file), Some(target)) => {
                let number = attach(&mut files, file);
                edits.push((target.clone(), vec![Piece::PathToFile(number)]));
            }
            (Meant::Address(address), Some(target)) => {
                ledger.note(COMPLETED, &note.below);
                edits.push((target.clone(), vec![Piece::Text(address)]));
            }
            _ => {
                ledger.note(if link.is_image { NO_IMAGE } else { DEAD }, &note.below);
                edits.push((link.range.clone(), vec![Piece::Text(link.label.clone())]));
                end = link.range.end;
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    (applied(&note.text, edits), files)
}

fn applied(text: &str, edits: Vec<(Range<usize>, Vec<Piece>)>) -> Body {
    let mut body = Body::default();
    let mut at = 0;
    for (range, pieces) in edits {
        if range.start < at {
            continue;
        }
        // Angle brackets around an address come again where its path needs them.
        let is_bracketed = text[..range.start].ends_with('<')
            && text[range.end..].starts_with('>')
            && pieces.iter().any(|piece| !matches!(piece, Piece::Text(_)));
        let (start, end) =
            if is_bracketed { (range.start - 1, range.end + 1) } else { (range.start, range.end) };
        body.push(&text[at..start]);
        for piece in pieces {
            match piece {
                Piece::Text(text) => body.push(&text),
                other => body.push_path(other),
            }
        }
        at = end;
    }
    body.push(&text[at..]);
    body
}

enum Meant<'a> {
    Record(RecordId, String),
    File(&'a Listed),
    Address(String),
    Nothing,
}

/// What an address of a note means; none where it is right as it is.
fn meant<'a>(
    note: &Note,
    address: &str,
    targets: &Targets<'a>,
    mended: &BTreeMap<String, RecordId>,
) -> Option<Meant<'a>> {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+.-".contains(letter))
    });
    if has_scheme || address.starts_with('#') || address.starts_with("//") || address.is_empty() {
        return None;
    }
    let (path, anchor) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    if let Some(to) = mended.get(address) {
        return Some(Meant::Record(*to, anchor.to_owned()));
    }
    let plain = percent::decoded(path);
    let Some(below) = joined(note.folder(), &plain) else { return Some(Meant::Nothing) };
    let spellings = [below.clone(), format!("{below}.md"), below.trim_end_matches('/').to_owned()];
    if let Some(to) = spellings.iter().find_map(|path| targets.records.get(path)) {
        return Some(Meant::Record(*to, anchor.to_owned()));
    }
    if let Some(file) = targets.files.get(below.as_str()).filter(|file| file.length <= LARGEST) {
        return Some(Meant::File(file));
    }
    let host = path.split('/').next().unwrap_or(path);
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    let is_host = (2..=6).contains(&top.len())
        && top.chars().all(|letter| letter.is_ascii_lowercase())
        && !["md", "html", "png", "jpg", "jpeg", "gif", "svg", "pdf", "txt"].contains(&top)
        && !host.starts_with('.')
        && !address.contains(' ');
    Some(if is_host { Meant::Address(format!("https://{address}")) } else { Meant::Nothing })
}

/// A path from a folder; nothing where it leads out of the imported one.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    let (mut parts, path) = match path.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>(), path),
    };
    for part in path.split('/') {
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

/// Takes a file along; returns its number. Two files of one name get numbers.
fn attach(files: &mut Vec<Attached>, file: &Listed) -> usize {
    if let Some(known) = files.iter().position(|known| known.path == file.path) {
        return known;
    }
    let name = file.below.rsplit('/').next().unwrap_or(&file.below);
    let (stem, ending) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let free = |name: &String| {
        files
            .iter()
            .all(|known| !matches!(&known.stands, Stands::Beside(other) if other.eq_ignore_ascii_case(name)))
            && !name.eq_ignore_ascii_case("index.md")
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}{ending}"));
    let name = std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_else(|| name.to_owned());
    files.push(Attached { path: file.path.clone(), stands: Stands::Beside(name) });
    files.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        assert_eq!(joined("a/b", "./c.md").as_deref(), Some("a/b/c.md"));
        assert_eq!(joined("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(joined("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(joined("a", "../../etc/passwd"), None);
    }
}
