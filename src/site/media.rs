//! Recordings and documents of a talk or report, with what has become of them.

mod embed;

use tera::Value;

use crate::document::matter::{Chapter, Media, MediaList, MediaStatus, chapter_anchor};
use crate::knowledge::Record;
use crate::site::{Site, own_outline};
use crate::theme::dates;
use crate::theme::value::Fields;
use crate::vocab::picture::Picture;

use super::picture;

use embed::Player;

/// The record's media, with what each list is called; none for a kind that has no media.
pub(crate) fn lists(record: &Record) -> Option<[(&'static str, &MediaList); 4]> {
    own_outline(record)?.specific.media()
}

/// The record's media for templates, in the order of video, audio, slides, paper.
pub(crate) fn values(site: &Site<'_>, record: &Record) -> Vec<Value> {
    let lists = lists(record).into_iter().flatten();
    let media = lists.flat_map(|(sort, list)| list.0.iter().map(move |medium| (sort, medium)));
    let value = |(number, (sort, medium))| {
        let fields = fields(number, sort, medium, site);
        fields.maybe("poster", poster_value(site, record, medium)).into_value()
    };
    media.enumerate().map(value).collect()
}

/// The address of a medium's poster from the site's root, and what is known of that image; nothing when it is no image of the site.
pub(crate) fn poster<'s>(
    site: &'s Site<'_>,
    record: &Record,
    medium: &Media,
) -> Option<(String, &'s Picture)> {
    let poster = medium.poster.as_ref()?;
    let (_, path) = record.posters.iter().find(|(written, _)| written == poster)?;
    let picture = site.input.pictures.get(path.as_str())?;
    Some((path.address(), picture))
}

fn poster_value(site: &Site<'_>, record: &Record, medium: &Media) -> Option<Value> {
    let (address, picture) = poster(site, record, medium)?;
    let url = site.url(&address);
    let srcset = picture::srcset(picture, &site.root, &url);
    let webp = picture::webp(picture, &site.root);
    let fields = Fields::with_capacity(5).set("url", url).maybe("srcset", srcset).maybe("webp", webp);
    Some(fields.set("width", picture.width).set("height", picture.height).into_value())
}

/// The origins that the record's page may show something from, once a reader asks: of frames, and of files.
pub(crate) fn origins(site: &Site<'_>, record: &Record) -> (Vec<String>, Vec<String>) {
    let video = lists(record).map_or(&[][..], |[(_, video), ..]| video.0.as_slice());
    let hosts = site.options().peertube;
    let embeds = video.iter().filter_map(|medium| embed::of(medium.url.as_ref()?.as_str(), hosts));
    let (mut files, mut frames): (Vec<_>, Vec<_>) = embeds.partition(|embed| embed.player == Player::File);
    let origins = |embeds: &mut Vec<embed::Embed>| {
        let mut origins: Vec<_> = embeds.drain(..).map(|embed| embed.origin).collect();
        origins.sort();
        origins.dedup();
        origins
    };
    (origins(&mut frames), origins(&mut files))
}

/// What has become of the record's video: the best status among several.
pub(crate) fn video_status(record: &Record) -> Option<&'static str> {
    let [(_, video), ..] = lists(record)?;
    let statuses = [
        MediaStatus::Published,
        MediaStatus::Awaited,
        MediaStatus::Withheld,
        MediaStatus::Lost,
        MediaStatus::NotRecorded,
    ];
    let best = statuses.into_iter().find(|status| video.0.iter().any(|medium| medium.status == *status));
    best.map(status_name)
}

pub(crate) fn status_name(status: MediaStatus) -> &'static str {
    match status {
        MediaStatus::Published => "published",
        MediaStatus::Awaited => "awaited",
        MediaStatus::NotRecorded => "not_recorded",
        MediaStatus::Withheld => "withheld",
        MediaStatus::Lost => "lost",
    }
}

fn fields(number: usize, sort: &'static str, medium: &Media, site: &Site<'_>) -> Fields {
    let (phrases, hosts) = (site.phrases(), site.options().peertube);
    let chapter = |(index, chapter): (usize, &Chapter)| {
        Fields::with_capacity(5)
            .set("anchor", chapter_anchor(number, index))
            .set("at", chapter.at.value.position())
            .set("second", chapter.at.value.seconds())
            .set("title", chapter.title.as_str())
            .maybe("url", medium.url.as_ref().map(|url| url_at(url.as_str(), chapter.at.value.seconds())))
            .into_value()
    };
    let status = status_name(medium.status);
    let shown =
        medium.url.as_ref().filter(|_| sort == "video").and_then(|url| embed::of(url.as_str(), hosts));
    Fields::with_capacity(12)
        .set("sort", sort)
        .set("status", status)
        .maybe("url", medium.url.as_ref().map(crate::vocab::web_address::WebAddress::as_str))
        .maybe("embed", shown.map(|embed| embed.value()))
        .maybe("title", medium.title.as_deref())
        .maybe("language", medium.language.as_ref().map(crate::vocab::language::Language::as_str))
        .maybe("language_name", medium.language.as_ref().map(|language| phrases.language_name(language)))
        .maybe("duration", medium.duration.map(dates::duration))
        .maybe("published", medium.published.as_ref().map(|date| dates::date(date.value, phrases)))
        .maybe("expected", medium.expected.map(|date| dates::date(date, phrases)))
        .maybe("note", medium.note.as_deref())
        .unless_empty("chapters", medium.chapters.iter().enumerate().map(chapter).collect())
}

/// The address that starts a recording at a second: `t=` where the host is known to take it, else a media fragment
/// (W3C Media Fragments URI 1.0).
pub(crate) fn url_at(url: &str, seconds: u32) -> String {
    let host =
        url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or(rest));
    let plain = url.split_once('#').map_or(url, |(before, _)| before);
    if ["youtube.com", "www.youtube.com", "youtu.be"].contains(&host) {
        let joint = if plain.contains('?') { '&' } else { '?' };
        return format!("{plain}{joint}t={seconds}");
    }
    format!("{plain}#t={seconds}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_has_its_own_address() {
        assert_eq!(url_at("https://youtu.be/x", 90), "https://youtu.be/x?t=90");
        assert_eq!(
            url_at("https://www.youtube.com/watch?v=x#a", 90),
            "https://www.youtube.com/watch?v=x&t=90"
        );
        assert_eq!(url_at("https://example.org/v.mp4", 90), "https://example.org/v.mp4#t=90");
    }
}
