//! Recordings and documents that are published. What is awaited, lost or was never made is no media object.

use crate::document::matter::{Media, MediaStatus};
use crate::knowledge::Record;
use crate::site::{Site, media};
use crate::vocab::duration::Duration;

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
) -> Published {
    let mut published = Published::default();
    for (sort, list) in media::lists(record).into_iter().flatten() {
        let all =
            list.0.iter().filter(|medium| medium.status == MediaStatus::Published && medium.url.is_some());
        for (number, medium) in all.enumerate() {
            let name = medium.title.clone().unwrap_or_else(|| record.title.clone());
            let url = medium.url.as_ref().map(ToString::to_string);
            let language = medium.language.as_ref().unwrap_or(&record.language).to_string();
            let duration = medium.duration.map(Duration::iso_8601);
            let date = medium.published.as_ref().map(|date| date.value.without_time().to_string());
            let in_language = Some(language);
            match sort {
                "video" => published.recordings.push(
                    VideoObject {
                        id: page.map(|page| format!("{page}#video-{}", number + 1)),
                        name,
                        description: description.map(ToOwned::to_owned),
                        thumbnail_url: media::poster(site, record, medium)
                            .and_then(|(address, _)| site.absolute_url(&address)),
                        content_url: url.clone().filter(|url| is_file(url)),
                        url,
                        duration,
                        upload_date: date,
                        in_language,
                        has_part: clips(medium),
                    }
                    .into(),
                ),
                "audio" => published.recordings.push(
                    AudioObject {
                        name,
                        url,
                        duration,
                        upload_date: date,
                        in_language,
                        ..AudioObject::default()
                    }
                    .into(),
                ),
                "slides" => published.documents.push(
                    PresentationDigitalDocument {
                        name,
                        url,
                        date_published: date,
                        in_language,
                        ..PresentationDigitalDocument::default()
                    }
                    .into(),
                ),
                _ => published.documents.push(
                    ScholarlyArticle {
                        headline: name,
                        url,
                        date_published: date,
                        in_language,
                        ..ScholarlyArticle::default()
                    }
                    .into(),
                ),
            }
        }
    }
    published
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
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".mp4", ".webm", ".ogv", ".m4v", ".mov"].iter().any(|ending| path.ends_with(ending))
}
