//! What the links of a text become: edits of it, files that come along, addresses that are whole again.
//!
//! Apart from where links lead, which notes and posts find out in their own ways. What always holds: a file comes along once; two of one name get
//! numbers.

use std::ops::Range;

use crate::vocab::path::markdown_stem;

use super::listed::Listed;
use super::record::{Attached, Body, Piece, Stands};

/// What stands in the place of a part of a text, and which part.
pub(crate) type Edit = (Range<usize>, Vec<Piece>);

/// No file that comes along is longer, in bytes.
pub(crate) const LARGEST: u64 = 256 * 1024 * 1024;

/// The text with these edits, which are in order; of two that overlap the first stands.
pub(crate) fn edited(text: &str, edits: Vec<Edit>) -> Body {
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
        body.push(text.get(at..start).unwrap_or_default());
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

/// Takes a file along: to stand at `place`, or beside the record; returns its number. What is called Markdown and is none that was read (it is no text) would be
/// a record where it stands: it gets a name that is none.
pub(crate) fn attach(files: &mut Vec<Attached>, file: &Listed, place: Option<String>) -> usize {
    if let Some(known) = files.iter().position(|known| known.path == file.path) {
        return known;
    }
    let stands = match place {
        Some(below) => Stands::At(no_record(below)),
        None => Stands::Beside(free_name(files, &no_record(file.below.clone()))),
    };
    files.push(Attached { path: file.path.clone(), stands });
    files.len() - 1
}

fn no_record(below: String) -> String {
    if markdown_stem(&below).is_some() { below + ".txt" } else { below }
}

fn free_name(files: &[Attached], below: &str) -> String {
    let name = below.rsplit('/').next().unwrap_or(below);
    let plain = |letter: char| if letter.is_alphanumeric() || "._-".contains(letter) { letter } else { '-' };
    let name: String = name.chars().map(plain).collect();
    let (stem, ending) = name
        .rsplit_once('.')
        .map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let is_free = |name: &String| {
        let is_taken = |known: &Attached| matches!(&known.stands, Stands::Beside(other) if other.eq_ignore_ascii_case(name));
        !files.iter().any(is_taken) && !name.eq_ignore_ascii_case("index.md")
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}{ending}"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or_else(|| name.clone())
}

/// An address that lost its `https://`, with it: `example.org/x`.
pub(crate) fn completed(address: &str) -> Option<String> {
    let host = address.split(['/', '#', '?']).next().unwrap_or(address);
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    let is_host = (2..=6).contains(&top.len())
        && top.chars().all(|letter| letter.is_ascii_lowercase())
        && !["md", "html", "png", "jpg", "jpeg", "gif", "svg", "pdf", "txt", "php", "webp"].contains(&top)
        && !host.starts_with('.')
        && !address.contains(' ');
    is_host.then(|| format!("https://{address}"))
}
