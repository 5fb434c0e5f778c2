//! What has become of lessons, as front matter: the lists below them are no part of the prose that is exported.

use crate::document::matter::{Application, LessonState};
use crate::knowledge::{Destination, Details, Informed, RecordId};
use crate::site::Site;
use crate::vocab::web_address::WebAddress;

use super::keys::Keys;

/// What is known of a lesson's life, when that is anything that an author may write.
pub(super) fn life(site: &Site<'_>, id: RecordId) -> Option<Keys> {
    let record = site.record(id);
    let Details::Lesson(lesson) = &record.details else { return None };
    let (written, life) = (record.written_life(), record.life()?);
    let mut keys = Keys::default();
    keys.text("state", record.state().map(LessonState::name));
    let applied = written.map_or(&[][..], |written| &written.applied);
    keys.tables("applied", applied.iter().map(application), "where");
    if let Some(verified) = written.and_then(|written| written.verified.as_ref()) {
        let mut table = Keys::default();
        table.text("by", verified.by.as_deref());
        table.text("at", verified.at.map(|date| date.to_string()));
        keys.table("verified", &table);
    }
    keys.text("stale_after", written.and_then(|written| written.stale_after).map(|date| date.to_string()));
    let mut lessons = |key, ids: &[RecordId]| {
        keys.texts(key, ids.iter().filter_map(|id| name(site, *id)));
    };
    lessons("supersedes", &life.supersedes);
    lessons("contradicts", &life.contradicts);
    lessons("same_as", &life.same_as);
    keys.texts("informs", life.informs.iter().filter_map(|informed| place(site, informed)));
    if keys.is_empty() {
        return None;
    }
    let mut named = Keys::default();
    named.text("lesson", Some(lesson.anchor.as_str()));
    named.append(&keys);
    Some(named)
}

fn application(application: &Application) -> Keys {
    let mut table = Keys::default();
    table.text("where", application.place.as_deref());
    table.text("since", application.since.map(|date| date.to_string()));
    table.text("by", application.by.as_deref());
    table.text("result", application.result.as_deref());
    table
}

/// A lesson as references name it.
fn name(site: &Site<'_>, id: RecordId) -> Option<String> {
    let Details::Lesson(lesson) = &site.record(id).details else { return None };
    let source = site.record(lesson.source);
    Some(format!("{}/{}#{}", source.kind.folder(), source.id, lesson.anchor))
}

fn place(site: &Site<'_>, informed: &Informed) -> Option<String> {
    match informed {
        Informed::Address(address) => Some(WebAddress::as_str(address).to_owned()),
        Informed::Place(lead) => match lead.to {
            Destination::Record(id) => {
                let record = site.record(id);
                Some(format!("{}/{}", record.kind.folder(), record.id))
            }
            Destination::Address(_) | Destination::File(_) => None,
        },
    }
}
