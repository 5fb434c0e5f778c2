//! A README's list of talks: a heading for each, with what there is of it below: abstract, slides, recording, notes.

use super::note::Note;
use crate::harvest::reading::titles::TalkHeading;
use crate::harvest::record::Media;
use crate::vocab::fold::fold;
use crate::vocab::path::joined;
use crate::vocab::percent;
use crate::vocab::web_address::WebAddress;

/// A talk of the list.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) talk: TalkHeading,
    pub(super) url: Option<WebAddress>,
    pub(super) slides: Option<Media>,
    pub(super) video: Option<Media>,
    /// The note that it links to: as it is written, and as a path below the imported folder.
    pub(super) note: Option<(String, String)>,
}

/// The talks that a README lists.
pub(super) fn entries(note: &Note) -> Vec<Entry> {
    let list = &note.blocks.list;
    let entry = |section: &crate::harvest::reading::sections::TalkSection| {
        let mut entry =
            Entry { talk: section.talk.clone(), url: None, slides: None, video: None, note: None };
        let own = list[section.heading + 1..].iter().take_while(|block| block.level().is_none());
        for block in own {
            for (label, address) in &block.links {
                let published = || WebAddress::parse(address).ok();
                match fold(label).as_str() {
                    "abstract" | "description" | "talk" | "page" | "session" => {
                        entry.url = entry.url.take().or_else(published);
                    }
                    "slides" | "slide deck" | "deck" | "presentation" => {
                        entry.slides = published().map(Media::Published).or(entry.slides.take());
                    }
                    "video" | "recording" | "replay" | "youtube" => {
                        entry.video = published().map(Media::Published).or(entry.video.take());
                    }
                    "notes" | "note" | "my notes" => {
                        entry.note = joined(note.folder(), &percent::decoded(address))
                            .map(|path| (address.clone(), path));
                    }
                    _ => {}
                }
            }
            for line in block.text.lines() {
                let folded = fold(line);
                let mut words = folded.split(' ');
                let media = words.next().unwrap_or_default().to_owned();
                let is_awaited = words
                    .next()
                    .is_some_and(|word| ["tbd", "tba", "tbc", "pending", "soon", "coming"].contains(&word));
                match media.as_str() {
                    "slides" if is_awaited => entry.slides = entry.slides.take().or(Some(Media::Awaited)),
                    "video" | "recording" if is_awaited => {
                        entry.video = entry.video.take().or(Some(Media::Awaited));
                    }
                    _ => {}
                }
            }
        }
        entry
    };
    note.sections.iter().map(entry).collect()
}
