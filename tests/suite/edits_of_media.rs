//! Random edits of what becomes of recordings: they are awaited, come on a day that is written or not, and are lost.

use crate::edits::{Edit, Pair, with_line};

/// A video has another fate.
pub(crate) fn arrive(pair: &mut Pair) -> Edit {
    pair.change("the video of", |text, number| {
        let (year, month) = (10 + number % 20, 1 + number % 9);
        let video = match number % 4 {
            0 => "{ status = \"awaited\" }".to_owned(),
            1 => "\"https://example.org/video\"".to_owned(),
            2 => format!("{{ url = \"https://example.org/{number}.mp4\", published = 20{year}-0{month}-11 }}"),
            _ => format!("[{{ status = \"lost\" }}, {{ url = \"https://example.org/v\", published = \"20{year}-0{month}\" }}]"),
        };
        with_line(text, "video", &format!("video = {video}"))
    })
}
