//! Recordings and documents of a talk or report, with what has become of them.

use crate::document::matter::{Chapter, Media, MediaSort, chapter_anchor};
use crate::knowledge::Record;
use crate::site::media::embed::{self, Embed};
use crate::site::media::{poster, url_at};
use crate::site::{Site, picture};
use crate::theme::dates::{self, Date};
use crate::theme::view::{IfAny, Text, view};
use crate::vocab::web_address::WebAddress;

view! {
    /// A recording or document of a talk or report.
    pub(super) struct MediaItem {
        /// What it is: `video`, `audio`, `slides` or `paper`.
        sort: Text,
        /// What has become of it: `published`, `awaited`, `withheld`, `lost` or `not_recorded`.
        status: Text,
        /// Where it is.
        url: Option<Text>,
        /// How a page shows it; of a video that can be shown on the page.
        embed: Option<Embedded>,
        /// What it is called.
        title: Option<Text>,
        /// Where it was, when `url` is that of an archived copy.
        original: Option<Text>,
        /// The language that it is in (BCP 47), when its author says so.
        language: Option<Text>,
        /// What that language is called.
        language_name: Option<Text>,
        /// How long it is: `45 min`.
        duration: Option<Text>,
        /// When it was published.
        published: Option<Date>,
        /// When it is awaited.
        expected: Option<Date>,
        /// What its author says of it.
        note: Option<Text>,
        /// Where its parts begin.
        chapters: IfAny<MediaChapter>,
        /// The image that is shown before it plays, when that is one of the site's.
        poster: Option<Poster>,
    }
}

view! {
    /// A part of a recording.
    pub(super) struct MediaChapter {
        /// Its anchor on the record's page.
        anchor: Text,
        /// Where it begins: `1:05:30`.
        at: Text,
        /// The same in seconds.
        second: u32,
        /// What it is called.
        title: Text,
        /// The address that starts the recording there.
        url: Option<Text>,
    }
}

view! {
    /// How a page shows a recording, once a reader asks for it.
    pub(super) struct Embedded {
        /// What shows it: `youtube`, `vimeo`, `peertube` (each in a frame), or `file` (the browser itself).
        player: Text,
        /// Where the frame or the file comes from.
        address: Text,
        /// What readers call the site that it comes from.
        host: Text,
    }
}

view! {
    /// An image of the site, in the sizes that there are.
    pub(super) struct Poster {
        /// The image itself.
        url: Text,
        /// Its narrower versions and itself, as HTML's `srcset` has them.
        srcset: Option<Text>,
        /// The same as WebP, where that is smaller.
        webp: Option<Text>,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    }
}

/// The record's media for templates, in the order of video, audio, slides, paper.
pub(super) fn media(site: &Site<'_>, record: &Record) -> Vec<MediaItem> {
    record
        .media()
        .enumerate()
        .map(|(number, (sort, written))| medium(site, record, number, sort, written))
        .collect()
}

fn medium(site: &Site<'_>, record: &Record, number: usize, sort: MediaSort, written: &Media) -> MediaItem {
    let (phrases, hosts) = (site.phrases(), site.options().peertube);
    let original = written.url.as_ref().map(WebAddress::as_str);
    let archived = written.archived.as_ref().map(WebAddress::as_str);
    let url = archived.or(original);
    let chapter = |(index, chapter): (usize, &Chapter)| {
        let at = chapter.at.value;
        MediaChapter {
            anchor: Text::of(chapter_anchor(number, index)),
            at: Text::of(at.position()),
            second: at.seconds(),
            title: Text::of(&chapter.title),
            url: url.map(|url| Text::of(url_at(url, at.seconds()))),
        }
    };
    let shown = url.filter(|_| sort == MediaSort::Video).and_then(|url| embed::of(url, hosts));
    MediaItem {
        sort: Text::of(sort.name()),
        status: Text::of(written.status.name()),
        url: url.map(Text::of),
        original: original.filter(|_| archived.is_some()).map(Text::of),
        embed: shown.map(embedded),
        title: written.title.as_deref().map(Text::of),
        language: written.language.as_ref().map(|language| Text::of(language.as_str())),
        language_name: written.language.as_ref().map(|language| Text::of(phrases.language_name(language))),
        duration: written.duration.map(|duration| Text::of(dates::duration(duration))),
        published: written.published.as_ref().map(|date| dates::date(date.value, phrases)),
        expected: written.expected.map(|date| dates::date(date, phrases)),
        note: written.note.as_deref().map(Text::of),
        chapters: IfAny(written.chapters.iter().enumerate().map(chapter).collect()),
        poster: poster_of(site, record, written),
    }
}

fn embedded(embed: Embed) -> Embedded {
    Embedded {
        player: Text::of(embed.player.name()),
        address: Text::of(embed.address),
        host: Text::of(embed.host),
    }
}

fn poster_of(site: &Site<'_>, record: &Record, medium: &Media) -> Option<Poster> {
    let (address, picture) = poster(site.pictures, record, medium)?;
    let url = site.url(&address);
    Some(Poster {
        srcset: picture::srcset(picture, &site.root, &url).map(Text::of),
        webp: picture::webp(picture, &site.root).map(Text::of),
        url: Text::of(url),
        width: picture.width,
        height: picture.height,
    })
}
