//! Images beside pages: their sizes, and narrower versions for narrow screens.
//!
//! Comes in: the bytes of a file. Goes out: a [`Prepared`], or what is wrong with the image. Pure: the same bytes give the same versions, each at an
//! address made of what it is. What always holds: an image that is too large to be decoded safely is measured and not decoded; a version has
//! fewer bytes than its image, else there is none; colour profiles and transparency are kept, and what a photograph says of its upright is done
//! to the pixels of its versions.
//!
//! A JPEG becomes several, and as many of lossy WebP for browsers that read it, with one as wide as screens make use of, so that none of these has to
//! take the JPEG itself. Anything else becomes lossless WebP, or lossy when that is so much smaller that it must be a photograph. There is no
//! AVIF: its encoders take seconds for a photograph, too long to wait for.

mod lossy;

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
/// The widest version as WebP, in pixels: a column with a recording, on a screen of many pixels.
const WIDEST: u32 = 2160;
/// What is so many times smaller by a lossy encoder than by a lossless one has the noise of a photograph; drawings and text do not, and keep their edges.
const OF_A_PHOTOGRAPH: usize = 4;

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
            picture: Picture { width, height, versions: Vec::new(), webp: Vec::new() },
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
            Ok(Versions { own, webp }) => {
                prepared.picture.versions = own.iter().map(File::version).collect();
                prepared.picture.webp = webp.iter().map(File::version).collect();
                prepared.files = own.into_iter().chain(webp).map(|file| file.bytes).collect();
            }
            Err(error) => prepared.problem = Some(error.to_string()),
        }
        Ok(prepared)
    }

    fn versions(mut self, orientation: Orientation, size: usize) -> ImageResult<Versions> {
        let profile = self.decoder.icc_profile().ok().flatten();
        self.decoder.set_limits(limits())?;
        let mut image = DynamicImage::from_decoder(self.decoder)?;
        image.apply_orientation(orientation);
        let image = Source { image, size, profile };
        if self.format == ImageFormat::Jpeg { of_a_photograph(image) } else { of_a_drawing(image) }
    }
}

/// The versions of an image, by rising width.
#[derive(Default)]
struct Versions {
    own: Vec<File>,
    webp: Vec<File>,
}

/// A version's file.
struct File {
    width: u32,
    ending: &'static str,
    bytes: Vec<u8>,
}

impl File {
    fn version(&self) -> Version {
        let fingerprint = Fingerprint::of(&self.bytes).to_string();
        let path = format!("assets/images/{}-{}.{}", &fingerprint[..12], self.width, self.ending);
        Version { width: self.width, path }
    }
}

/// An image that is made narrower, step by step: each version from the next wider one, which is quicker than from the image, and looks the same.
struct Source {
    image: DynamicImage,
    /// How many bytes the image's own file has.
    size: usize,
    profile: Option<Vec<u8>>,
}

impl Source {
    /// Those of these widths that are narrower than the image, the widest first.
    fn narrower(&self, widths: &[u32]) -> Vec<u32> {
        widths.iter().rev().copied().filter(|width| *width < self.image.width()).collect()
    }

    fn narrow(&mut self, width: u32) {
        let (full_width, full_height) = (self.image.width(), self.image.height());
        let height = (u64::from(full_height) * u64::from(width)).div_ceil(u64::from(full_width));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        self.image = self.image.resize_exact(width, height, FilterType::CatmullRom);
    }

    fn lossy(&self) -> Option<Vec<u8>> {
        lossy::encode(&self.image, self.profile.as_deref())
    }

    /// Whether a version with so many bytes is worth a file of its own.
    fn is_worth(&self, bytes: &[u8]) -> bool {
        bytes.len() * 100 <= self.size * WORTH
    }
}

/// Versions as JPEG, and beside them as WebP: these are all there, each with fewer bytes than what it is in the place of, or none is.
fn of_a_photograph(mut source: Source) -> ImageResult<Versions> {
    let mut versions = Versions::default();
    let mut is_smaller_as_webp = true;
    let mut add_webp = |source: &Source, instead: usize| {
        let bytes = if is_smaller_as_webp { source.lossy() } else { None };
        let bytes = bytes.filter(|bytes| bytes.len() < instead);
        is_smaller_as_webp = bytes.is_some();
        let width = source.image.width();
        versions.webp.extend(bytes.map(|bytes| File { width, ending: "webp", bytes }));
    };
    if source.image.width() <= WIDEST {
        add_webp(&source, source.size);
    }
    for width in source.narrower(&[WIDTHS[0], WIDTHS[1], WIDTHS[2], WIDEST]) {
        source.narrow(width);
        let mut instead = source.size;
        if WIDTHS.contains(&width) {
            let bytes = jpeg(&source)?;
            if source.is_worth(&bytes) {
                instead = bytes.len();
                versions.own.push(File { width, ending: "jpg", bytes });
            }
        }
        add_webp(&source, instead);
    }
    if !is_smaller_as_webp {
        versions.webp.clear();
    }
    versions.own.reverse();
    versions.webp.reverse();
    Ok(versions)
}

/// Versions as WebP, all of them lossless or all of them lossy, as the widest says.
fn of_a_drawing(mut source: Source) -> ImageResult<Versions> {
    let mut versions = Versions::default();
    let mut is_photograph = None;
    for width in source.narrower(&WIDTHS) {
        source.narrow(width);
        let lossy = if is_photograph == Some(false) { None } else { source.lossy() };
        let bytes = match lossy {
            Some(lossy) if is_photograph == Some(true) => lossy,
            lossy => {
                let lossless = lossless(&source)?;
                let smaller = lossy.filter(|lossy| lossy.len() * OF_A_PHOTOGRAPH < lossless.len());
                is_photograph = Some(smaller.is_some());
                smaller.unwrap_or(lossless)
            }
        };
        if source.is_worth(&bytes) {
            versions.own.push(File { width, ending: "webp", bytes });
        }
    }
    versions.own.reverse();
    Ok(versions)
}

fn jpeg(source: &Source) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = if source.image.color().has_color() {
        DynamicImage::ImageRgb8(source.image.to_rgb8())
    } else {
        DynamicImage::ImageLuma8(source.image.to_luma8())
    };
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    write(encoder, &image, source.profile.clone())?;
    Ok(bytes)
}

fn lossless(source: &Source) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = if source.image.color().has_alpha() {
        DynamicImage::ImageRgba8(source.image.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(source.image.to_rgb8())
    };
    write(WebPEncoder::new_lossless(&mut bytes), &image, source.profile.clone())?;
    Ok(bytes)
}

fn write(mut encoder: impl ImageEncoder, image: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<()> {
    // What cannot hold a profile is shown as most screens show it.
    profile.into_iter().for_each(|profile| drop(encoder.set_icc_profile(profile)));
    encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
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

    /// What a camera sees: slow changes of light, and noise. It fades out to the left.
    fn photograph(width: u32, height: u32) -> image::RgbaImage {
        let mut noise = 1_u32;
        image::RgbaImage::from_fn(width, height, |x, y| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (noise >> 24) % 9;
            let light = |slope: u32| ((x * slope + y * 3) / 10 % 400).abs_diff(200) + 10 + grain;
            image::Rgba([light(7) as u8, light(9) as u8, light(4) as u8, (x / 8) as u8])
        })
    }

    #[test]
    fn a_photograph_is_there_as_webp_for_every_width_where_all_of_it_is_smaller() {
        for (width, webp_widths, own_widths) in
            [(1000, &[480, 960, 1000][..], &[480][..]), (2400, &[480, 960, 1440, 2160], &[480, 960, 1440])]
        {
            let image = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(photograph(width, 300)).to_rgb8());
            let bytes = file(&image, ImageFormat::Jpeg);
            let Prepared { picture, files, problem } = prepare(&bytes).unwrap();
            assert_eq!(problem, None);
            let widths =
                |versions: &[Version]| versions.iter().map(|version| version.width).collect::<Vec<_>>();
            assert_eq!(
                (widths(&picture.versions).as_slice(), widths(&picture.webp).as_slice()),
                (own_widths, webp_widths)
            );
            assert_eq!(files.len(), picture.all_versions().count());
            for (version, file) in picture.all_versions().zip(&files) {
                let read = image::load_from_memory(file).unwrap();
                assert_eq!(
                    (read.width(), read.height()),
                    (version.width, (300 * version.width).div_ceil(width))
                );
                assert!(
                    image::guess_format(file)
                        .unwrap()
                        .extensions_str()
                        .iter()
                        .any(|end| version.path.ends_with(end))
                );
            }
            let (jpegs, webps) = files.split_at(own_widths.len());
            assert!(jpegs.iter().zip(webps).all(|(jpeg, webp)| webp.len() < jpeg.len()));
            assert!(webps.iter().all(|webp| webp.len() < bytes.len()));
        }
    }

    #[test]
    fn a_photograph_that_is_smaller_as_it_is_has_no_webp() {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, 5);
        let image = drawing(1000, 300).to_rgb8();
        encoder.write_image(image.as_raw(), 1000, 300, image::ExtendedColorType::Rgb8).unwrap();
        let prepared = prepare(&bytes).unwrap();
        assert_eq!(
            (prepared.picture.webp, prepared.picture.versions.len()),
            (Vec::new(), prepared.files.len())
        );
    }

    #[test]
    fn a_photograph_in_a_png_becomes_lossy_and_keeps_its_transparency() {
        let lossy = |image: &DynamicImage| {
            let prepared = prepare(&file(image, ImageFormat::Png)).unwrap();
            assert!(!prepared.files.is_empty() && prepared.picture.webp.is_empty());
            let is_lossy = |file: &Vec<u8>| !file.windows(4).any(|name| name == b"VP8L");
            let all: Vec<_> = prepared.files.iter().map(is_lossy).collect();
            assert!(all.iter().all(|one| *one == all[0]));
            (all[0], image::load_from_memory(&prepared.files[0]).unwrap())
        };
        let (is_lossy, read) = lossy(&DynamicImage::ImageRgba8(photograph(1000, 500)));
        assert!(is_lossy && read.color().has_alpha());
        let alpha = |x: u32| read.to_rgba8()[(x, 100)][3];
        assert!(
            alpha(0) <= 1 && alpha(240).abs_diff(62) <= 1 && alpha(479).abs_diff(124) <= 1,
            "{}",
            alpha(240)
        );
        // Lines and areas of one colour: a drawing.
        let lines = image::RgbImage::from_fn(1000, 500, |x, y| {
            image::Rgb(if x % 50 < 2 || y % 40 < 2 { [0; 3] } else { [250; 3] })
        });
        assert!(!lossy(&DynamicImage::ImageRgb8(lines)).0);
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
