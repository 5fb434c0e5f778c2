//! Which keys of front matter are taken, and which are known to say nothing here: all others are counted.

use serde_json::Value;

use crate::harvest::reading::heads;
use crate::harvest::reading::tables::Table;

/// How many keys of a table name images that no text shows, and how many have no place here.
pub(super) fn left(table: &Table) -> (usize, usize) {
    let is_of = |list: &str, key: &str| list.split(' ').any(|known| known.eq_ignore_ascii_case(key));
    let says = |value: &Value| !value.is_null() && value.as_str() != Some("");
    let said = || table.iter().filter(|(_, value)| says(value)).map(|(key, _)| key.as_str());
    let covers = said().filter(|key| is_of(COVERS, key)).count();
    let others =
        said().filter(|key| !is_of(COVERS, key) && !is_of(KNOWN, key) && !heads::is_of_hold(key)).count();
    (covers, others)
}

/// Keys of images that no text shows.
const COVERS: &str = "\
    image images thumbnail feature-img feature_image featured_image featuredImage cover coverImage \
    header banner hero og_image teaser_image";

/// Keys that are taken, and those that only a generator needs.
const KNOWN: &str = "\
    abstract alias aliases author authors canonical canonical_url canonicalUrl categories category \
    comments company conference conference_url conferenceName conferenceUrl created createdAt cssclass \
    cssclasses date description event event_link event_name event_url eventName eventUrl excerpt \
    external_url externalUrl github_url keywords lang language last_modified_at lastmod layout lead link \
    locale meetup modified organisation organisations organization organizations original original_url \
    other_language path permalink post_type presentation presenter presenters pubDate published \
    publishedAt recording redirect_from redirects repo repository slides slides_url slideshare slideshow \
    slidesUrl slug source source_url sourceUrl speaker speakerdeck speakers subtitle summary tag tags \
    taxonomies teaser template title toc topic topics translation translation_of type updated updatedAt \
    updateDate url video video_id video_link video_url videoId videoUrl weight youtube youtube_id \
    youtubeId extra params eleventyNavigation order math mathjax";
