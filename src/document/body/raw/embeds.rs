//! What a frame or a script of another site shows has an address of its own, at which readers can see it.

/// The page for readers of what a frame at this address shows; the address itself where that is not known.
pub(super) fn watched(frame: &str) -> String {
    let Some(rest) = frame
        .strip_prefix("https://")
        .or_else(|| frame.strip_prefix("http://"))
        .or_else(|| frame.strip_prefix("//"))
    else {
        return frame.to_owned();
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path_alone = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let parts: Vec<&str> = path_alone.split('/').collect();
    let is_name = |id: &str| {
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let known = match (host.strip_prefix("www.").unwrap_or(host), &parts[..]) {
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "v", id])
            if is_name(id) && *id != "videoseries" =>
        {
            Some(format!("https://www.youtube.com/watch?v={id}"))
        }
        ("player.vimeo.com", ["video", id]) if is_name(id) => Some(format!("https://vimeo.com/{id}")),
        ("dailymotion.com", ["embed", "video", id]) if is_name(id) => {
            Some(format!("https://www.dailymotion.com/video/{id}"))
        }
        (host, ["videos", "embed", id]) if is_name(id) => Some(format!("https://{host}/w/{id}")),
        _ => None,
    };
    known.unwrap_or_else(|| if frame.starts_with("//") { format!("https:{frame}") } else { frame.to_owned() })
}

/// The page of what a script shows, by its attributes, where such a script is known to be one that only embeds.
pub(super) fn of_script<'t>(attribute: impl Fn(&str) -> Option<&'t str>) -> Option<String> {
    let source = attribute("src").unwrap_or_default();
    let is_deck = attribute("class").is_some_and(|class| class.contains("speakerdeck-embed"));
    if let Some(id) = attribute("data-id").filter(|_| is_deck) {
        let is_name = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return is_name.then(|| format!("https://speakerdeck.com/player/{id}"));
    }
    let gist = source.strip_prefix("https://gist.github.com/")?;
    let name = gist.split('?').next()?.strip_suffix(".js")?;
    Some(format!("https://gist.github.com/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_a_page_for_readers() {
        for (frame, page) in [
            ("https://www.youtube.com/embed/a-b_1?start=3", "https://www.youtube.com/watch?v=a-b_1"),
            ("//www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc"),
            ("https://player.vimeo.com/video/123?dnt=1", "https://vimeo.com/123"),
            ("https://tube.example/videos/embed/9c9d-1", "https://tube.example/w/9c9d-1"),
            (
                "//www.slideshare.net/slideshow/embed_code/key/x",
                "https://www.slideshare.net/slideshow/embed_code/key/x",
            ),
            ("slides.pdf", "slides.pdf"),
            ("https://example.org", "https://example.org"),
        ] {
            assert_eq!(watched(frame), page, "{frame}");
        }
    }

    #[test]
    fn some_scripts_only_embed() {
        let deck = |name: &str| match name {
            "class" => Some("speakerdeck-embed"),
            "data-id" => Some("ab12"),
            _ => None,
        };
        assert_eq!(of_script(deck).as_deref(), Some("https://speakerdeck.com/player/ab12"));
        let gist = |name: &str| (name == "src").then_some("https://gist.github.com/a/b.js");
        assert_eq!(of_script(gist).as_deref(), Some("https://gist.github.com/a/b"));
        assert_eq!(of_script(|_| None), None);
    }
}
