//! Images of prose: their sizes and versions, and links in the place of what is no image.

use crate::document::{LinkRole, LinkTarget};
use crate::knowledge::Destination;
use crate::site::picture;
use crate::vocab::html::push_escaped;
use crate::vocab::path::OutputPath;
use crate::vocab::picture::{Picture, has_picture_ending};

use super::gaps::Gaps;

impl Gaps<'_> {
    /// An image that is not there has no source: browsers then show its text.
    pub(super) fn push_image(&mut self, html: &mut String, link: usize, tag: &str) {
        if self.destination(link).is_none() {
            html.push_str(if tag.contains(" class=\"") { "" } else { " class=\"missing\"" });
            return;
        }
        html.push_str(" src=\"");
        self.push_address(html, link);
        html.push('"');
        self.images += 1;
        let wanted = self.wanted_width(link);
        let Some((path, picture)) = self.picture(link) else {
            wanted.into_iter().for_each(|width| html.push_str(&format!(" width=\"{width}\"")));
            return;
        };
        // An author's own size, of raw HTML, is how large the image is meant to be shown.
        if !tag.contains(" width=\"") && !tag.contains(" height=\"") {
            let (width, height) = shown_size(picture, wanted);
            html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        // The first may be what a reader sees first, and must not wait until its place is known.
        let is_first = self.images == 1;
        let root = self.filling.root;
        let address = format!("{root}{}", path.address().trim_start_matches('/'));
        if let Some(srcset) = picture::srcset(picture, root, &address) {
            html.push_str(" srcset=\"");
            push_escaped(html, &srcset);
            html.push_str(&format!("\" sizes=\"{}\"", sizes(is_first, wanted)));
        }
        html.push_str(if is_first { " decoding=\"async\"" } else { " loading=\"lazy\" decoding=\"async\"" });
    }

    /// Opens a `<picture>` around the `<img` that was just begun, when the image is there as WebP.
    pub(super) fn push_picture(&self, html: &mut String, link: usize) -> bool {
        let Some((_, picture)) = self.picture(link) else { return false };
        let Some(srcset) = picture::webp(picture, self.filling.root) else { return false };
        let Some(begun) = html.strip_suffix(IMAGE).map(str::len) else { return false };
        html.truncate(begun);
        html.push_str("<picture><source type=\"image/webp\" srcset=\"");
        push_escaped(html, &srcset);
        let sizes = sizes(self.images == 0, self.wanted_width(link));
        html.push_str(&format!("\" sizes=\"{sizes}\">{IMAGE}"));
        true
    }

    /// The words of a link that stands for what cannot be shown in its place: those of the author, escaped, or none of them; nothing where
    /// the target is an image. `attributes` are what follows the gap in the tag.
    pub(super) fn label_of_link<'h>(&self, link: usize, attributes: &'h str) -> Option<&'h str> {
        let alt = || {
            let (_, rest) = attributes.split_once("alt=\"")?;
            rest.split_once('"').map(|(alt, _)| alt)
        };
        let label = || alt().unwrap_or_default();
        match self.destination(link) {
            Some(Destination::File(path)) if has_picture_ending(path.as_str()) => None,
            Some(_) => Some(label()),
            // Its name at least is shown: there is no other word of it.
            None if matches!(self.written.get(link)?.target, LinkTarget::Wiki(_)) => {
                Some(label()).filter(|label| label.is_empty())
            }
            None => None,
        }
    }

    /// Makes of the `<img` that was just begun a link that says this, or its target's title.
    pub(super) fn push_embed(&self, html: &mut String, link: usize, label: &str) {
        html.truncate(html.strip_suffix(IMAGE).map_or(html.len(), str::len));
        let is_in_link =
            matches!(self.written.get(link).map(|link| link.role), Some(LinkRole::ShowInLink { .. }));
        if !is_in_link {
            self.open(html, link);
        }
        if label.is_empty() {
            self.push_title(html, link);
        } else {
            html.push_str(label);
        }
        if !is_in_link {
            self.close(html, link);
        }
    }

    fn wanted_width(&self, link: usize) -> Option<u32> {
        self.written.get(link).and_then(|link| link.role.width())
    }

    /// The image that a link leads to, with its path, when it is one of the site's.
    fn picture(&self, link: usize) -> Option<(&OutputPath, &Picture)> {
        let Some(Destination::File(path)) = self.destination(link) else { return None };
        Some((path, self.filling.pictures.get(path.as_str())?))
    }
}

const IMAGE: &str = "<img";

/// Where the tag that `offset` stands in ends, after its bracket. Values of attributes stand in double quotes, and may have brackets.
pub(super) fn end_of_tag(html: &str, offset: usize) -> Option<usize> {
    let mut is_quoted = false;
    let end = html[offset..].find(|letter: char| {
        is_quoted ^= letter == '"';
        letter == '>' && !is_quoted
    });
    end.map(|end| offset + end + 1)
}

/// How large an image is shown that is wanted so wide: in its own proportions, in pixels.
fn shown_size(picture: &Picture, wanted: Option<u32>) -> (u32, u32) {
    let Some(width) = wanted else { return (picture.width, picture.height) };
    let height = u64::from(width) * u64::from(picture.height) / u64::from(picture.width.max(1));
    (width, u32::try_from(height.max(1)).unwrap_or(u32::MAX))
}

/// How wide an image is, for a browser that chooses among its versions; what is fetched late may be chosen by the width that it turns out to have.
fn sizes(is_first: bool, wanted: Option<u32>) -> String {
    let auto = if is_first { "" } else { "auto, " };
    match wanted {
        Some(width) => format!("{auto}{width}px"),
        None => format!("{auto}{SIZES}"),
    }
}

/// How wide an image is shown: a column of text, or nearly the whole of a narrow screen.
pub(super) const SIZES: &str = "(min-width: 45rem) 42rem, calc(100vw - 2.5rem)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wanted_width_keeps_the_proportions() {
        let picture = Picture { width: 1000, height: 500, versions: Vec::new(), webp: Vec::new() };
        assert_eq!(shown_size(&picture, None), (1000, 500));
        assert_eq!(shown_size(&picture, Some(300)), (300, 150));
        let line = Picture { width: 9000, height: 1, ..picture };
        assert_eq!(shown_size(&line, Some(10)), (10, 1));
        assert_eq!((sizes(true, Some(300)), sizes(false, Some(300))), ("300px".into(), "auto, 300px".into()));
    }
}
