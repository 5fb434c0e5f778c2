//! Social cards: the picture that is shown with a link. The theme draws it as SVG; here it becomes a PNG.
//!
//! What always holds:
//!
//! - The typeface is the one that is built in, and the drawing asks for no file, so that the same card has the same pixels everywhere.
//! - A card whose words the typeface cannot write is not offered.
//! - What was drawn before is not drawn again.

#![expect(
    clippy::cast_precision_loss,
    reason = "a card has few lines, and few enough pixels for a float to count"
)]

mod typeface;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::knowledge::own::{OwnBeside, OwnFile};
use crate::knowledge::{Details, Record, RecordId};
use crate::site::{Drawn, Site, bounds};
use crate::theme::dates;
use crate::theme::family::Family;
use crate::theme::view::{Template, Text, view};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::kind::Kind;

pub(crate) use typeface::can_write;

/// Pixels: what Open Graph's readers expect, 1.91 to 1.
pub(crate) const WIDTH: u32 = 1200;
pub(crate) const HEIGHT: u32 = 630;

/// The width that words may take.
const MEASURE: f32 = 1040.0;
/// Sizes of the title, and how many lines of each there is room for.
const SIZES: [(f32, usize); 4] = [(76.0, 3), (64.0, 4), (52.0, 5), (42.0, 6)];

/// The address of the card to show with a page, from the site's root: the record's own, or the site's.
pub(crate) fn address(site: &Site<'_>, record: Option<&Record>) -> Option<String> {
    if !site.has(Family::SocialCard) {
        return None;
    }
    match record.filter(|record| has_own(site, record)) {
        Some(record) => Some(format!("{}{}", record.address, OwnBeside::SocialCard.name())),
        None => can_write(site.options().title).then(|| format!("/{}", OwnFile::SocialCard.path())),
    }
}

/// Whether a record has a card of its own.
pub(crate) fn has_own(site: &Site<'_>, record: &Record) -> bool {
    site.options().social_cards
        && site.has(Family::SocialCard)
        && site.absolute_root().is_some()
        && matches!(record.details, Details::Report(_) | Details::Event(_))
        && can_write(&record.title)
}

/// The card that the theme drew, as a PNG.
///
/// # Errors
/// What is wrong with the drawing.
pub(crate) fn png(drawn: &Drawn, svg: &[u8]) -> Result<Vec<u8>, String> {
    let key = Fingerprint::of(svg);
    if let Some(png) = drawn.get(key) {
        return Ok(png);
    }
    let png = rasterised(svg).map_err(|cause| format!("social-card.svg cannot be drawn: {cause}"))?;
    drawn.put(key, &png);
    Ok(png)
}

view! {
    /// A drawing of a record's social card, or of the site's. It is drawn in Inter, the only typeface there is.
    pub(crate) struct SocialCard {
        /// The words to draw.
        card: CardDrawing,
    }
}

impl Template for SocialCard {
    const NAME: &str = "social-card.svg";
}

view! {
    /// What a social card says, and how large it is.
    pub(crate) struct CardDrawing {
        /// The title of the record, or of the site.
        title: DrawnTitle,
        /// The site's title, when the typeface can write it.
        site: Option<Text>,
        /// What the record is, in the interface's language; not there on the site's own card.
        kind: Option<Text>,
        /// Who wrote it and when, when it was held, or what the site says of itself.
        foot: Option<Text>,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    }
}

view! {
    /// The title of a social card, in the largest size that has room for it.
    pub(crate) struct DrawnTitle {
        /// Its size, in pixels.
        size: Text,
        /// Its lines.
        lines: Vec<DrawnLine>,
    }
}

view! {
    /// One line of a social card's title.
    pub(crate) struct DrawnLine {
        /// Its words.
        text: Text,
        /// How far from the top its base line is, in pixels.
        y: Text,
    }
}

/// What the template is handed, of a record or of the site.
pub(crate) fn drawing(site: &Site<'_>, of: Option<RecordId>) -> SocialCard {
    let record = of.map(|id| site.record(id));
    let title = record.map_or(site.options().title, |record| record.title.as_str());
    let (letters, lines) = set(title);
    let height = letters * 1.18 * (lines.len() as f32 - 1.0);
    let first = 330.0 - height / 2.0 + letters * 0.35;
    let line = |(index, text): (usize, String)| DrawnLine {
        text: Text::of(text),
        y: Text::of(format!("{:.1}", first + letters * 1.18 * index as f32)),
    };
    let title = DrawnTitle {
        size: Text::of(format!("{letters:.0}")),
        lines: lines.into_iter().enumerate().map(line).collect(),
    };
    let foot = match record {
        Some(record) => foot(site, record),
        None => site.options().description.unwrap_or_default().to_owned(),
    };
    let foot = typeface::shortened(&foot, 30.0, MEASURE);
    SocialCard {
        card: CardDrawing {
            title,
            site: Some(site.options().title).filter(|title| can_write(title)).map(Text::of),
            kind: record.map(|record| Text::of(site.phrases().text(&["kind", record.kind.name()]))),
            foot: foot.filter(|foot| !foot.is_empty()).map(Text::of),
            width: WIDTH,
            height: HEIGHT,
        },
    }
}

/// Who wrote it and when; when and where it was held.
fn foot(site: &Site<'_>, record: &Record) -> String {
    let mut parts = Vec::new();
    if record.kind == Kind::Report {
        let people = record.certain_people().take(bounds::ON_A_CARD);
        parts.extend(people.map(|person| site.record(person.person).title.clone()));
    }
    match &record.details {
        Details::Event(event) => {
            parts.extend(event.dates.map(|(start, end)| dates::range_text(start, end, site.phrases())));
        }
        _ => parts.extend(
            record.date.map(|date| dates::doubtful_text(date, record.doubt.as_ref(), site.phrases())),
        ),
    }
    parts.join(" · ")
}

/// The title in the largest size that has room for it; cut short when none has.
fn set(title: &str) -> (f32, Vec<String>) {
    for (size, most) in SIZES {
        let lines = typeface::lines(title, size, MEASURE);
        let (smallest, _) = SIZES[SIZES.len() - 1];
        if lines.len() <= most {
            return (size, lines);
        }
        if (size - smallest).abs() < f32::EPSILON {
            let mut lines: Vec<_> = lines.into_iter().take(most).collect();
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
            return (size, lines);
        }
    }
    (SIZES[0].0, Vec::new())
}

fn rasterised(svg: &[u8]) -> Result<Vec<u8>, String> {
    let options = Options {
        fontdb: typeface::database(),
        font_resolver: typeface::resolver(),
        // A drawing asks for no file and no address.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(svg, &options).map_err(|error| error.to_string())?;
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).ok_or("no memory")?;
    let size = tree.size();
    let scale = Transform::from_scale(WIDTH as f32 / size.width(), HEIGHT as f32 / size.height());
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_takes_a_smaller_size_and_is_cut_at_the_end() {
        assert_eq!(set("Short"), (76.0, vec!["Short".to_owned()]));
        let (size, lines) = set(&"A title of many words ".repeat(6));
        assert!(size < 76.0 && lines.len() > 1, "{size} {lines:?}");
        let (size, lines) = set(&"A title of many words ".repeat(60));
        assert_eq!((size, lines.len()), (42.0, 6));
        assert!(lines[5].ends_with('…'));
    }

    #[test]
    fn the_same_drawing_gives_the_same_pixels() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\"><rect width=\"1200\" height=\"630\" fill=\"#fff\"/>\
            <text x=\"80\" y=\"300\" font-size=\"76\">Été à Liège</text></svg>";
        let png = rasterised(svg.as_bytes()).unwrap();
        assert_eq!(png, rasterised(svg.as_bytes()).unwrap());
        let empty = rasterised(svg.replace("Été à Liège", "").as_bytes()).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() > empty.len() + 1000, "the words are drawn");
    }
}
