//! A note as a record of each kind: what its front matter, its title and its name say.

use super::note::Note;
use crate::harvest::reading::dates;
use crate::harvest::reading::front::Front;
use crate::harvest::record::{Common, Link, Media, MediaOfRecord, Record, RecordId, Report, Specific, Talk};
use crate::vocab::fold::fold;
use crate::vocab::web_address::WebAddress;

/// The title of the talk that a note is about.
pub(super) fn talk_title(note: &Note) -> String {
    note.talk.as_ref().map_or_else(|| note.title.clone(), |talk| talk.title.clone())
}

/// What front matter says, for any kind.
fn common(note: &Note) -> Common {
    let Front {
        updated,
        description,
        publication,
        published_between,
        topics,
        technologies,
        organisations,
        url,
        links,
        ..
    } = note.front.clone();
    Common {
        date: note.date,
        updated,
        language: note.language.clone(),
        description,
        publication,
        published_between,
        topics,
        technologies,
        organisations,
        url,
        links,
        ..Common::default()
    }
}

fn media(front: &Front) -> MediaOfRecord {
    let list = |url: &Option<WebAddress>| url.iter().cloned().map(Media::Published).collect();
    MediaOfRecord { video: list(&front.video), slides: list(&front.slides) }
}

pub(super) fn page(note: &Note, from: String, scope: &str) -> Record {
    let last = note.folder().rsplit('/').next().filter(|last| !last.is_empty()).unwrap_or(scope);
    let mut record = Record::new(from, last, &note.title, Specific::Page);
    record.common = Common { date: None, ..common(note) };
    record
}

pub(super) fn talk(note: &Note, from: String, event: Option<RecordId>) -> Record {
    let talk = Talk { event, speakers: note.speakers(), media: media(&note.front), ..Talk::default() };
    let mut record = Record::new(from, note.stem(), talk_title(note), Specific::Talk(talk));
    record.parent = event;
    record.common = common(note);
    // The title's addresses: of the talk, or of who gave it.
    let heading = note.heading.map(|index| &note.blocks.list[index]);
    for (label, address) in heading.into_iter().flat_map(|block| &block.links) {
        let Ok(url) = WebAddress::parse(address) else { continue };
        if fold(label) == fold(&record.title) {
            record.common.url.get_or_insert(url);
        } else {
            record
                .common
                .links
                .push(Link { url, title: Some(label.clone()).filter(|label| !label.is_empty()) });
        }
    }
    record
}

pub(super) fn report(note: &Note, from: String, event: Option<RecordId>) -> Record {
    let report =
        Report { authors: note.front.people.clone(), event, covers: Vec::new(), media: media(&note.front) };
    let name = dates::dated_name(note.stem()).0;
    let mut record = Record::new(
        from,
        if name.is_empty() { note.stem() } else { name },
        &note.title,
        Specific::Report(report),
    );
    record.common = common(note);
    record
}
