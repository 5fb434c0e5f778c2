//! The page of what is said in a recording, minute by minute; and what a record's own page says of such pages.

use crate::document::transcript::Minute;
use crate::knowledge::own::TranscriptForm;
use crate::knowledge::{Record, RecordId, TranscriptFile};
use crate::site::{Site, said};
use crate::theme::view::{IfAny, Template, Text, view};
use crate::vocab::duration::position;

use super::viewer::{PageHead, Viewer};

view! {
    /// The page of what is said in a recording.
    pub(super) struct TranscriptPage {
        /// What the page says of itself.
        page: PageHead,
        /// The talk or report that it is of.
        record: Recorded,
        /// The language that it is in (BCP 47).
        language: Text,
        /// What that language is called.
        language_name: Text,
        /// What is said, in the order of time; minutes in which nothing begins are left out.
        minutes: Vec<SaidMinute>,
    }
}

impl Template for TranscriptPage {
    const NAME: &str = "transcript.html";
}

view! {
    /// The talk or report that a transcript is of.
    pub(super) struct Recorded {
        /// Its title.
        title: Text,
        /// Its page.
        url: Text,
        /// Its language, when that is not the interface's.
        lang: Option<Text>,
    }
}

view! {
    /// What is said in a minute.
    pub(super) struct SaidMinute {
        /// Its anchor on the page.
        anchor: Text,
        /// When it begins: `16:42`.
        at: Text,
        /// The same in seconds.
        second: u32,
        /// The address that starts the recording there.
        url: Option<Text>,
        /// What is said.
        text: Text,
    }
}

view! {
    /// What is said in a record's recording, on a page of its own.
    pub(super) struct TranscriptLink {
        /// The address of that page.
        url: Text,
        /// The language that it is in (BCP 47).
        language: Text,
        /// What that language is called.
        language_name: Text,
    }
}

/// The pages of what is said in a record's recordings.
pub(super) fn links(site: &Site<'_>, record: &Record) -> IfAny<TranscriptLink> {
    let link = |file: &TranscriptFile| TranscriptLink {
        url: Text::of(site.url(&said::address(record, file, TranscriptForm::Page))),
        language: Text::of(file.language.as_str()),
        language_name: Text::of(site.phrases().language_name(&file.language)),
    };
    let files = record.transcripts.iter().filter(|_| site.tells_what_is_said(record));
    IfAny(files.map(link).collect())
}

/// The page of a record's transcript of this number.
pub(super) fn view(viewer: &Viewer<'_>, id: RecordId, number: usize) -> TranscriptPage {
    let site = viewer.site;
    let record = site.record(id);
    let phrases = site.phrases();
    let language = record.transcripts.get(number).map_or(&record.language, |file| &file.language);
    let minute = |minute: Minute<'_>| {
        let second = minute.second();
        SaidMinute {
            anchor: Text::of(format!("minute:{}", second / 60)),
            at: Text::of(position(second)),
            second,
            url: said::moment(record, second).map(Text::of),
            text: Text::of(minute.text()),
        }
    };
    let transcript = said::transcript(viewer.prose.of(id), number);
    let title = phrases.text(&["transcript_of"]).replace("{title}", &record.title);
    let is_foreign = record.language.as_str() != phrases.language.as_str();
    TranscriptPage {
        page: viewer.head(&title, record.kind.folder()),
        record: Recorded {
            title: Text::of(&record.title),
            url: Text::of(site.url(record.address.as_str())),
            lang: is_foreign.then(|| Text::of(record.language.as_str())),
        },
        language: Text::of(language.as_str()),
        language_name: Text::of(phrases.language_name(language)),
        minutes: transcript.into_iter().flat_map(|transcript| transcript.minutes().map(minute)).collect(),
    }
}
