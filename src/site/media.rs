//! Recordings: where they are shown from, where they begin, and what is shown before they play.

pub(crate) mod embed;

use std::collections::BTreeMap;

use crate::document::matter::{Media, MediaSort};
use crate::knowledge::Record;
use crate::vocab::picture::Picture;

use embed::Player;

/// The address of a medium's poster from the site's root, and what is known of that image; nothing when it is no image of the site.
pub(crate) fn poster<'p>(
    pictures: &'p BTreeMap<String, Picture>,
    record: &Record,
    medium: &Media,
) -> Option<(String, &'p Picture)> {
    let poster = medium.poster.as_ref()?;
    let (_, path) = record.posters.iter().find(|(written, _)| written == poster)?;
    let picture = pictures.get(path.as_str())?;
    Some((path.address(), picture))
}

/// The origins that the record's page may show something from, once a reader asks: of frames, and of files.
///
/// `peertube` lists the hosts that may show frames as `PeerTube`; without a list, any may.
pub(crate) fn origins(record: &Record, peertube: Option<&[String]>) -> (Vec<String>, Vec<String>) {
    let videos = record.media_of(MediaSort::Video);
    let embeds = videos.filter_map(|medium| embed::of(medium.url.as_ref()?.as_str(), peertube));
    let (mut files, mut frames): (Vec<_>, Vec<_>) = embeds.partition(|embed| embed.player == Player::File);
    let origins = |embeds: &mut Vec<embed::Embed>| {
        let mut origins: Vec<_> = embeds.drain(..).map(|embed| embed.origin).collect();
        origins.sort();
        origins.dedup();
        origins
    };
    (origins(&mut frames), origins(&mut files))
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
