//! The recording that a post is about: the only one that it shows, which is its `video` and need not be shown again.

use crate::harvest::reading::frames::recordings;
use crate::harvest::record::{Media, MediaOfRecord};
use crate::vocab::web_address::WebAddress;

/// The text without its only recording, and whether that became the video; a recording that is not the video already known stays in the text.
pub(crate) fn taken(media: &mut MediaOfRecord, text: String) -> (String, bool) {
    let shown = recordings(&text);
    let [(range, address)] = shown.as_slice() else { return (text, false) };
    let is_new = match media.video.as_slice() {
        [] => {
            let Ok(url) = WebAddress::parse(address) else { return (text, false) };
            media.video.push(Media::Published(url));
            true
        }
        [Media::Published(url)] if url.as_str() == address => false,
        _ => return (text, false),
    };
    (format!("{}{}", &text[..range.start], &text[range.end..]), is_new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_recording_is_the_video() {
        let one = "a\n\n<https://vimeo.com/12>\n\nb\n";
        let mut media = MediaOfRecord::default();
        assert_eq!(taken(&mut media, one.to_owned()), ("a\n\n\nb\n".to_owned(), true));
        assert_eq!(taken(&mut media, one.to_owned()), ("a\n\n\nb\n".to_owned(), false), "it is known");
        let other = "<https://vimeo.com/13>\n".to_owned();
        assert_eq!(taken(&mut media, other.clone()), (other, false));
        let two = "<https://vimeo.com/12>\n<https://vimeo.com/13>\n".to_owned();
        assert_eq!(taken(&mut MediaOfRecord::default(), two.clone()), (two, false));
    }
}
