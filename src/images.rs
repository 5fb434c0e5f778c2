//! Images beside pages: their sizes, and narrower versions for narrow screens.
//!
//! Comes in: the bytes of a file. Goes out: a [`Prepared`], or what is wrong with the image. Pure: the same bytes give the same versions, each at an
//! address made of what it is. What always holds: an image that is too large to be decoded safely is measured and not decoded; a version is
//! smaller than its image in every way, else there is none; colour profiles are kept, and what a photograph says of its upright is done
//! to the pixels of its versions.
//!
//! A JPEG becomes several, anything else lossless WebP. No encoder of lossy WebP is written in Rust, and those of AVIF take seconds for a
//! photograph: too long to wait for.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageResult, Limits};

use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::picture::{Picture, Version};

/// An image with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub picture: Picture,
    /// Of each version, its file.
    pub files: Vec<Vec<u8>>,
    /// Why there are no versions, although there might be.
    pub problem: Option<String>,
}

/// The widths of versions, in pixels: a telephone, a telephone of many pixels or a column of text, and the same of many pixels.
const WIDTHS: [u32; 3] = [480, 960, 1440];
/// A version has at most this share of its image's bytes, in percent.
const WORTH: usize = 85;
/// The most pixels that are decoded.
const MOST_PIXELS: u64 = 60_000_000;
const QUALITY: u8 = 80;

/// Whether a file of this name is an image that can be looked at.
pub fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["gif", "jpeg", "jpg", "png", "webp"].contains(&ending.as_str()))
}

/// Measures an image and makes its versions.
///
/// # Errors
/// Not even its size can be read; the text says why.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, String> {
    // The decoders are not ours: what they may not expect must not end the build.
    let prepared = catch_unwind(AssertUnwindSafe(|| {
        open(bytes).map_err(|error| error.to_string())?.prepare(bytes.len())
    }));
    prepared.unwrap_or_else(|_| Err("the library that reads it failed".to_owned()))
}

/// An image whose head was read.
struct Opened<'a> {
    decoder: Box<dyn ImageDecoder + 'a>,
    format: ImageFormat,
    /// Whether it has one picture, of which versions can be made.
    is_still: bool,
}

fn open(bytes: &[u8]) -> ImageResult<Opened<'_>> {
    let format = image::guess_format(bytes)?;
    let reader = Cursor::new(bytes);
    let (decoder, is_still): (Box<dyn ImageDecoder>, bool) = match format {
        ImageFormat::Jpeg => (Box::new(JpegDecoder::new(reader)?), true),
        ImageFormat::Png => {
            let decoder = PngDecoder::with_limits(reader, limits())?;
            let is_still = !decoder.is_apng()?;
            (Box::new(decoder), is_still)
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(reader)?;
            let is_still = !decoder.has_animation();
            (Box::new(decoder), is_still)
        }
        _ => (Box::new(GifDecoder::new(reader)?), false),
    };
    Ok(Opened { decoder, format, is_still })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    limits
}

impl Opened<'_> {
    fn prepare(mut self, size: usize) -> Result<Prepared, String> {
        let (width, height) = self.decoder.dimensions();
        if width == 0 || height == 0 {
            return Err("it has no pixels".to_owned());
        }
        let orientation = self.decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let is_turned = matches!(
            orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        let (width, height) = if is_turned { (height, width) } else { (width, height) };
        let mut prepared = Prepared {
            picture: Picture { width, height, versions: Vec::new() },
            files: Vec::new(),
            problem: None,
        };
        if !self.is_still || width <= WIDTHS[0] {
            return Ok(prepared);
        }
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            let millions = u64::from(width) * u64::from(height) / 1_000_000;
            prepared.problem =
                Some(format!("it has {millions} million pixels, too many to make smaller versions of"));
            return Ok(prepared);
        }
        match self.versions(orientation, size) {
            Ok(versions) => {
                for (width, bytes, ending) in versions {
                    let fingerprint = Fingerprint::of(&bytes).to_string();
                    let path = format!("assets/images/{}-{width}.{ending}", &fingerprint[..12]);
                    prepared.picture.versions.push(Version { width, path });
                    prepared.files.push(bytes);
                }
            }
            Err(error) => prepared.problem = Some(error.to_string()),
        }
        Ok(prepared)
    }

    /// The versions, by rising width: what is wide, its file and the file's ending.
    fn versions(
        mut self,
        orientation: Orientation,
        size: usize,
    ) -> ImageResult<Vec<(u32, Vec<u8>, &'static str)>> {
        let profile = self.decoder.icc_profile().ok().flatten();
        self.decoder.set_limits(limits())?;
        let mut image = DynamicImage::from_decoder(self.decoder)?;
        image.apply_orientation(orientation);
        let (full_width, full_height) = (image.width(), image.height());
        let mut versions = Vec::new();
        for width in WIDTHS.into_iter().rev().filter(|width| *width < full_width) {
            let height = (u64::from(full_height) * u64::from(width)).div_ceil(u64::from(full_width));
            let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
            // Each from the next larger one, which is quicker than each from the image, and looks the same.
            image = image.resize_exact(width, height, FilterType::CatmullRom);
            let (bytes, ending) = encode(&image, self.format, profile.clone())?;
            if bytes.len() * 100 <= size * WORTH {
                versions.push((width, bytes, ending));
            }
        }
        versions.reverse();
        Ok(versions)
    }
}

fn encode(
    image: &DynamicImage,
    format: ImageFormat,
    profile: Option<Vec<u8>>,
) -> ImageResult<(Vec<u8>, &'static str)> {
    let mut bytes = Vec::new();
    let is_photograph = format == ImageFormat::Jpeg;
    let image = match (is_photograph, image.color().has_alpha(), image.color().has_color()) {
        (true, _, false) => DynamicImage::ImageLuma8(image.to_luma8()),
        (false, true, _) => DynamicImage::ImageRgba8(image.to_rgba8()),
        _ => DynamicImage::ImageRgb8(image.to_rgb8()),
    };
    let color = image.color().into();
    if is_photograph {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        // What cannot hold a profile is shown as most screens show it.
        profile.into_iter().for_each(|profile| drop(encoder.set_icc_profile(profile)));
        encoder.write_image(image.as_bytes(), image.width(), image.height(), color)?;
        Ok((bytes, "jpg"))
    } else {
        let mut encoder = WebPEncoder::new_lossless(&mut bytes);
        profile.into_iter().for_each(|profile| drop(encoder.set_icc_profile(profile)));
        encoder.write_image(image.as_bytes(), image.width(), image.height(), color)?;
        Ok((bytes, "webp"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawing(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8])
        }))
    }

    fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_wide_image_has_narrower_versions_of_its_own_kind() {
        for (format, ending) in [(ImageFormat::Jpeg, "jpg"), (ImageFormat::Png, "webp")] {
            let bytes = file(&drawing(1000, 500), format);
            let prepared = prepare(&bytes).unwrap();
            assert_eq!((prepared.picture.width, prepared.picture.height), (1000, 500));
            let version = &prepared.picture.versions[0];
            assert_eq!(version.width, 480, "{format:?}");
            assert!(version.path.ends_with(&format!("-480.{ending}")), "{}", version.path);
            let smaller = image::load_from_memory(&prepared.files[0]).unwrap();
            assert_eq!((smaller.width(), smaller.height()), (480, 240));
            assert!(prepared.files.iter().all(|file| file.len() < bytes.len()));
            assert_eq!(prepare(&bytes).unwrap(), prepared);
        }
    }

    #[test]
    fn a_narrow_image_is_measured() {
        let prepared = prepare(&file(&drawing(300, 20), ImageFormat::Gif)).unwrap();
        assert_eq!((prepared.picture.width, prepared.picture.height, prepared.files.len()), (300, 20, 0));
    }

    /// A JPEG's EXIF: big-endian, one entry, orientation 6 ("turn by 90° to the right").
    #[test]
    fn a_photograph_that_lies_on_its_side_is_put_upright() {
        let mut bytes = file(&drawing(1200, 600), ImageFormat::Jpeg);
        let exif =
            b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        bytes.splice(2..2, exif.iter().copied());
        let prepared = prepare(&bytes).unwrap();
        assert_eq!((prepared.picture.width, prepared.picture.height), (600, 1200));
        let smaller = image::load_from_memory(&prepared.files[0]).unwrap();
        assert_eq!((smaller.width(), smaller.height()), (480, 960));
    }

    #[test]
    fn a_bomb_is_measured_and_not_decoded() {
        let mut bytes = file(&drawing(8, 8), ImageFormat::Png);
        // The head of a PNG: length, `IHDR`, width, height; then a checksum, which must be right.
        bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        let prepared = prepare(&bytes).unwrap();
        assert_eq!((prepared.picture.width, prepared.files.len()), (65_535, 0));
        assert!(prepared.problem.unwrap().contains("million pixels"));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
            })
        })
    }

    #[test]
    fn what_is_no_image_is_told() {
        assert!(
            prepare(b"").is_err() && prepare(b"<svg/>").is_err() && prepare(b"\x89PNG\r\n\x1a\n").is_err()
        );
        let whole = file(&drawing(1000, 500), ImageFormat::Png);
        let half = prepare(&whole[..whole.len() / 2]).unwrap();
        assert!(half.problem.is_some() && half.files.is_empty());
        assert!(is_picture("a/b.JPG") && !is_picture("a/b.svg") && !is_picture("png"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn damage_ends_nothing(at in 0_usize..2000, byte in any::<u8>(), kind in 0_usize..4) {
            let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif][kind];
            let mut bytes = file(&drawing(490, 9), format);
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = prepare(&bytes);
        }
    }
}
