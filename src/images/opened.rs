//! An image whose head was read: what kind it is, how large, and which way is up.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageResult, Limits};

use super::jpeg;
use super::memory::{self, MOST_BYTES, Task};
use super::whole;
use super::widths::{self, WIDTHS};

/// What is told of an image without decoding it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// In pixels, as it is shown.
    pub width: u32,
    pub height: u32,
    /// Why there can be no versions, although there might be.
    pub problem: Option<String>,
}

/// An image whose head was read.
pub(super) struct Opened<'a> {
    pub(super) decoder: Box<dyn ImageDecoder + 'a>,
    pub(super) format: ImageFormat,
    pub(super) orientation: Orientation,
    /// Whether it has one picture, of colours that screens have, of which versions can be made.
    is_still: bool,
    is_cut_off: bool,
    /// What its decoder holds of each pixel besides the pixels themselves, in bytes.
    beside: u64,
}

/// The most that a head may take, in bytes: colour profiles have some hundred thousand at most.
const HEAD: u64 = 16 << 20;

impl<'a> Opened<'a> {
    /// Reads an image's head.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, String> {
        let mut opened = Self::of(bytes).map_err(|error| error.to_string())?;
        let (width, height) = opened.decoder.dimensions();
        if width == 0 || height == 0 {
            return Err("it has no pixels".to_owned());
        }
        opened.orientation = opened.decoder.orientation().unwrap_or(Orientation::NoTransforms);
        Ok(opened)
    }

    fn of(bytes: &'a [u8]) -> ImageResult<Self> {
        let format = image::guess_format(bytes)?;
        let reader = Cursor::new(bytes);
        let (decoder, is_still, is_cut_off, beside): (Box<dyn ImageDecoder>, bool, bool, u64) = match format {
            ImageFormat::Jpeg => {
                let facts = jpeg::facts(bytes);
                // The coefficients of a progressive one are all held until its last scan.
                let beside = if facts.is_progressive { 2 * facts.components } else { 0 };
                (Box::new(JpegDecoder::new(reader)?), facts.components < 4, !facts.has_end, beside)
            }
            ImageFormat::Png => {
                let decoder = PngDecoder::with_limits(reader, limits(HEAD))?;
                let is_still = !decoder.is_apng()?;
                (Box::new(decoder), is_still, whole::is_png_cut_off(bytes), 0)
            }
            ImageFormat::WebP => {
                let decoder = WebPDecoder::new(reader)?;
                let is_still = !decoder.has_animation();
                (Box::new(decoder), is_still, whole::is_webp_cut_off(bytes), 4)
            }
            _ => (Box::new(GifDecoder::new(reader)?), false, false, 0),
        };
        let orientation = Orientation::NoTransforms;
        Ok(Self { decoder, format, orientation, is_still, is_cut_off, beside })
    }

    /// What is told of it without decoding it.
    pub(super) fn measure(&self) -> Measure {
        let (width, height) = self.shown();
        let problem = if self.is_cut_off {
            Some("its file ends before the image does".to_owned())
        } else if self.may_have_versions() {
            memory::problem(&self.task())
        } else {
            None
        };
        Measure { width, height, problem }
    }

    /// Whether narrower versions can be made of it, and have a use.
    pub(super) fn may_have_versions(&self) -> bool {
        self.is_still && self.shown().0 > WIDTHS[0]
    }

    /// How much memory its versions take while they are made, in bytes.
    pub(super) fn need(&self) -> u64 {
        self.task().need()
    }

    fn task(&self) -> Task {
        let (width, height) = self.shown();
        Task {
            width,
            height,
            pixel: u64::from(self.decoder.color_type().bytes_per_pixel()),
            beside: self.beside.max(widths::beside(self.format, width)),
            is_turned: is_turned(self.orientation),
            first_width: widths::first_width(self.format, width),
        }
    }

    fn shown(&self) -> (u32, u32) {
        let (width, height) = self.decoder.dimensions();
        if is_turned(self.orientation) { (height, width) } else { (width, height) }
    }
}

/// The limits of a decoder, in bytes.
fn limits(most: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(most);
    limits
}

/// The limits of decoding.
pub(super) fn decoding() -> Limits {
    limits(MOST_BYTES)
}

fn is_turned(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}
