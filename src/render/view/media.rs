//! Recordings and documents of a talk or report, with what has become of them.

use tera::Value;

use crate::document::matter::{Chapter, Media, MediaSort, chapter_anchor};
use crate::knowledge::Record;
use crate::site::media::{embed, poster, url_at};
use crate::site::{Site, picture};
use crate::theme::dates;
use crate::theme::value::Fields;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// The record's media for templates, in the order of video, audio, slides, paper.
pub(super) fn values(site: &Site<'_>, record: &Record) -> Vec<Value> {
    let value = |(number, (sort, medium))| {
        let fields = fields(number, sort, medium, site);
        fields.maybe("poster", poster_value(site, record, medium)).into_value()
    };
    record.media().enumerate().map(value).collect()
}

fn fields(number: usize, sort: MediaSort, medium: &Media, site: &Site<'_>) -> Fields {
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
    let shown = medium.url.as_ref().filter(|_| sort == MediaSort::Video);
    let shown = shown.and_then(|url| embed::of(url.as_str(), hosts));
    Fields::with_capacity(12)
        .set("sort", sort.name())
        .set("status", medium.status.name())
        .maybe("url", medium.url.as_ref().map(WebAddress::as_str))
        .maybe("embed", shown.map(|embed| embed.value()))
        .maybe("title", medium.title.as_deref())
        .maybe("language", medium.language.as_ref().map(Language::as_str))
        .maybe("language_name", medium.language.as_ref().map(|language| phrases.language_name(language)))
        .maybe("duration", medium.duration.map(dates::duration))
        .maybe("published", medium.published.as_ref().map(|date| dates::date(date.value, phrases)))
        .maybe("expected", medium.expected.map(|date| dates::date(date, phrases)))
        .maybe("note", medium.note.as_deref())
        .unless_empty("chapters", medium.chapters.iter().enumerate().map(chapter).collect())
}

fn poster_value(site: &Site<'_>, record: &Record, medium: &Media) -> Option<Value> {
    let (address, picture) = poster(site.pictures, record, medium)?;
    let url = site.url(&address);
    let srcset = picture::srcset(picture, &site.root, &url);
    let webp = picture::webp(picture, &site.root);
    let fields = Fields::with_capacity(5).set("url", url).maybe("srcset", srcset).maybe("webp", webp);
    Some(fields.set("width", picture.width).set("height", picture.height).into_value())
}
