//! Addresses of a programme, and what they lead to: a recording, slides, or something else.

use crate::harvest::reading::plain::line;
use crate::harvest::record::Link;
use crate::vocab::fold::fold;
use crate::vocab::web_address::WebAddress;

use super::session::Session;

/// An address of the public web; one of a machine at somebody's desk is none.
pub(crate) fn public(written: &str) -> Option<WebAddress> {
    let text = line(written).replace(' ', "%20");
    let text = if text.starts_with("//") { format!("https:{text}") } else { text };
    let address = WebAddress::parse(&text).ok()?;
    let host = host(address.as_str())?;
    let is_public =
        host.contains('.') && !host.starts_with("127.") && host.rsplit('.').next() != Some("local");
    is_public.then_some(address)
}

/// The host of an address, in lower case, without `www.`.
fn host(address: &str) -> Option<String> {
    let after = address.split_once("://")?.1;
    let authority = after.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
}

/// Whether an address is that of a recording, on a site that shows nothing else.
pub(crate) fn is_recording(address: &WebAddress) -> bool {
    const SITES: &[&str] =
        &["youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "media.ccc.de", "video.fosdem.org"];
    host(address.as_str())
        .is_some_and(|host| SITES.iter().any(|site| host == *site || host.ends_with(&format!(".{site}"))))
}

/// Adds an address to what it leads to, told by its title; an invitation to rate the talk leads nowhere.
pub(crate) fn add(session: &mut Session, url: WebAddress, title: Option<&str>) {
    let title = title.map(line).filter(|title| !title.is_empty() && title != url.as_str());
    let folded = title.as_deref().map(fold).unwrap_or_default();
    let says = |word: &str| folded.split(' ').any(|other| other == word);
    let is_invitation = says("feedback") && (says("submit") || says("give") || folded == "feedback");
    if is_invitation {
        return;
    }
    let is_video = ["video", "recording", "aufzeichnung"].iter().any(|word| says(word)) && !says("subtitles");
    let is_slides = ["slides", "folien", "slide", "diapositives", "slidedeck"].iter().any(|word| says(word));
    let list = if is_video && (is_recording(&url) || folded.starts_with("video recording")) {
        &mut session.video
    } else if is_slides {
        &mut session.slides
    } else {
        if session.links.iter().all(|link| link.url != url) {
            session.links.push(Link { url, title });
        }
        return;
    };
    if !list.contains(&url) {
        list.push(url);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_its_title_says() {
        let mut session = Session::default();
        for (url, title) in [
            ("https://video.fosdem.org/2018/x.webm", "Video recording (WebM)"),
            ("https://example.org/x.pdf", "Slides"),
            ("https://example.org/", "Home"),
            ("https://example.org/", "Home again"),
            ("https://example.org/rate", "Submit feedback"),
        ] {
            add(&mut session, public(url).unwrap(), Some(title));
        }
        assert_eq!((session.video.len(), session.slides.len(), session.links.len()), (1, 1, 1));
        assert!(public("http://localhost/x").is_none() && public("/x").is_none());
        assert!(public("http://127.0.0.1:8000/").is_none() && public("javascript:alert(1)").is_none());
        assert_eq!(public("//example.org/a b").unwrap().as_str(), "https://example.org/a%20b");
    }
}
