//! Recordings and documents that are published. What is awaited, lost or was never made is no media object.

use crate::document::Body;
use crate::document::matter::{Media, MediaSort, MediaStatus};
use crate::knowledge::Record;
use crate::site::{Site, media, said};
use crate::vocab::duration::Duration;
use crate::vocab::media_type;
use crate::vocab::shorten::shorten;

use super::vocabulary::{
    AudioObject, Clip, PresentationDigitalDocument, ScholarlyArticle, Thing, VideoObject,
};

/// The media of a talk or report.
#[derive(Default)]
pub(super) struct Published {
    /// Videos and sound.
    pub(super) recordings: Vec<Thing>,
    /// Slides and papers.
    pub(super) documents: Vec<Thing>,
}

/// What is published of a record, which stands at `page`.
pub(super) fn of(
    site: &Site<'_>,
    record: &Record,
    page: Option<&str>,
    description: Option<&str>,
    body: Option<&Body>,
) -> Published {
    let is_published = |medium: &&Media| medium.status == MediaStatus::Published && medium.url.is_some();
    let recording = said::recording(record);
    let of_recording = |medium: &Media| recording.is_some_and(|recording| std::ptr::eq(recording, medium));
    let words = |medium: &Media| said_at_first(body).filter(|_| of_recording(medium));
    let said = |medium: &Media| Said::of(record, medium);
    let of = |sort| record.media_of(sort).filter(is_published);
    let video = |(number, medium): (usize, &Media)| VideoObject {
        id: page.map(|page| format!("{page}#video-{}", number + 1)),
        description: description.map(ToOwned::to_owned),
        thumbnail_url: media::poster(site.pictures, record, medium)
            .and_then(|(address, _)| site.absolute_url(&address)),
        has_part: clips(medium),
        transcript: words(medium),
        ..said(medium).video()
    };
    let videos = of(MediaSort::Video).enumerate().map(video).map(Into::into);
    let sound = |medium: &Media| AudioObject { transcript: words(medium), ..said(medium).audio() };
    let sounds = of(MediaSort::Audio).map(sound).map(Into::into);
    let slides = of(MediaSort::Slides).map(|medium| said(medium).slides().into());
    let papers = of(MediaSort::Paper).map(|medium| said(medium).paper().into());
    Published { recordings: videos.chain(sounds).collect(), documents: slides.chain(papers).collect() }
}

/// How many letters of a transcript a page's structured data have: all of it is on a page of its own.
const TRANSCRIPT: usize = 1_000;

/// How the first transcript begins.
fn said_at_first(body: Option<&Body>) -> Option<String> {
    let transcript = said::transcript(body, 0)?;
    let mut words = String::new();
    for passage in &transcript.passages {
        words.push_str(&passage.text);
        words.push(' ');
        // A letter has four bytes at most.
        if words.len() > 4 * TRANSCRIPT {
            break;
        }
    }
    Some(shorten(words.trim_end(), TRANSCRIPT)).filter(|words| !words.is_empty())
}

/// What is said of every medium.
struct Said {
    name: String,
    url: Option<String>,
    in_language: Option<String>,
    duration: Option<String>,
    date: Option<String>,
}

impl Said {
    fn of(record: &Record, medium: &Media) -> Self {
        Self {
            name: medium.title.clone().unwrap_or_else(|| record.title.clone()),
            url: medium.url.as_ref().map(ToString::to_string),
            in_language: Some(medium.language.as_ref().unwrap_or(&record.language).to_string()),
            duration: medium.duration.map(Duration::iso_8601),
            date: medium.published.as_ref().map(|date| date.value.without_time().to_string()),
        }
    }

    fn video(self) -> VideoObject {
        let Self { name, url, in_language, duration, date: upload_date } = self;
        let content_url = url.clone().filter(|url| is_file(url));
        VideoObject { name, url, content_url, duration, upload_date, in_language, ..VideoObject::default() }
    }

    fn audio(self) -> AudioObject {
        let Self { name, url, in_language, duration, date: upload_date } = self;
        AudioObject { name, url, duration, upload_date, in_language, ..AudioObject::default() }
    }

    fn slides(self) -> PresentationDigitalDocument {
        let Self { name, url, in_language, date: date_published, .. } = self;
        PresentationDigitalDocument {
            name,
            url,
            date_published,
            in_language,
            ..PresentationDigitalDocument::default()
        }
    }

    fn paper(self) -> ScholarlyArticle {
        let Self { name: headline, url, in_language, date: date_published, .. } = self;
        ScholarlyArticle { headline, url, date_published, in_language, ..ScholarlyArticle::default() }
    }
}

/// Chapters: each ends where the next begins, the last where the recording does.
fn clips(medium: &Media) -> Vec<Clip> {
    let clip = |(index, chapter): (usize, &crate::document::matter::Chapter)| Clip {
        name: chapter.title.clone(),
        start_offset: Some(chapter.at.value.seconds()),
        end_offset: medium
            .chapters
            .get(index + 1)
            .map(|next| next.at.value.seconds())
            .or(medium.duration.map(Duration::seconds))
            .filter(|end| *end > chapter.at.value.seconds()),
        url: medium.url.as_ref().map(|url| media::url_at(url.as_str(), chapter.at.value.seconds())),
        ..Clip::default()
    };
    medium.chapters.iter().enumerate().map(clip).collect()
}

/// Whether an address is that of a recording itself, not of a page that shows it.
fn is_file(url: &str) -> bool {
    media_type::of_address(url).is_some_and(|media_type| media_type.starts_with("video/"))
}
