//! The addresses of other sites that a document names: in its front matter, and in its prose.

use super::matter::Specific;
use super::outline::Outline;
use super::prose::Body;
use crate::vocab::web_address::WebAddress;

/// What an address is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NamedFor {
    /// A recording or document, which may have an archived copy.
    Medium,
    Other,
}

/// Each address that begins with `http://` or `https://`, in the order in which it stands. Of a medium with an archived copy, that of the copy.
pub(crate) fn elsewhere(outline: &Outline, body: &Body) -> Vec<(String, NamedFor)> {
    let media =
        outline.specific.media().filter_map(|(_, medium)| medium.archived.as_ref().or(medium.url.as_ref()));
    let media = media.map(|url| (url.as_str().to_owned(), NamedFor::Medium));
    let common = &outline.common;
    let programme = match &outline.specific {
        Specific::Event(event) => event.programme.as_ref(),
        _ => None,
    };
    let written = common.url.known().into_iter().chain(common.links.iter().map(|link| &link.url));
    let written =
        written.chain(common.figures.iter().filter_map(|figure| figure.source.as_ref())).chain(programme);
    let written = written.map(WebAddress::as_str).map(str::to_owned).chain(in_prose(&body.html));
    let others = written.map(|url| (url, NamedFor::Other));
    let is_asked = |(url, _): &(String, NamedFor)| url.starts_with("http://") || url.starts_with("https://");
    media.chain(others).filter(is_asked).collect()
}

/// The addresses that links in a body lead to: it is our own HTML, in which an attribute's quotes are double, its value is escaped, and a text has no `<`.
fn in_prose(html: &str) -> impl Iterator<Item = String> + '_ {
    let value = |rest: &str| {
        rest.split('"')
            .next()
            .unwrap_or_default()
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
    };
    let href = move |tag: &str| {
        let at = tag.find("href=\"").filter(|at| !tag[..*at].contains('>'))?;
        Some(value(&tag[at + "href=\"".len()..]))
    };
    html.split("<a ").skip(1).filter_map(href)
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Place, parse};
    use super::*;
    use crate::vocab::path::ContentPath;

    #[test]
    fn front_matter_and_prose_name_addresses() {
        let text = "+++\ntitle = \"T\"\nurl = \"https://a.example/\"\nlinks = [\"mailto:a@b.example\"]\nvideo = [\"https://v.example/1\", { url = \"https://v.example/2\", archived = \"https://archive.example/2\" }]\n+++\n[x](https://x.example/?a=1&b=2) [[T]] <https://y.example/> `<a href=\"https://code.example/\">`\n\n```html\n<a href=\"https://fence.example/\">\n```\n";
        let path = ContentPath::new("content/talks/t.md").unwrap();
        let document = parse(Place::of(&path, "talks/t.md").unwrap(), text.as_bytes(), &Options::default());
        let found = elsewhere(&document.outline, &document.body);
        let of = |named: NamedFor| {
            found.iter().filter(|(_, other)| *other == named).map(|(url, _)| url.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of(NamedFor::Medium), ["https://v.example/1", "https://archive.example/2"]);
        assert_eq!(
            of(NamedFor::Other),
            ["https://a.example/", "https://x.example/?a=1&b=2", "https://y.example/"]
        );
    }
}
