//! Images that are published: their sizes, and narrower versions for narrow screens.
//!
//! Comes in: the bytes of a file. Goes out: its [`Measure`], or a [`Prepared`], or what is wrong with the image. Pure: the same bytes give the same
//! versions, each at an address made of what it is. What always holds:
//!
//! - What is measured is not decoded.
//! - An image whose versions would take more memory than [`memory::MOST_BYTES`] gets none, and threads that make versions share one [`Budget`].
//! - A version has fewer bytes than its image, else there is none.
//! - Colour profiles and transparency are kept, and what a photograph says of its upright is done to the pixels of its versions.
//!
//! A JPEG becomes several, and as many of lossy WebP for browsers that read it, with one as wide as screens make use of, so that none of these has to
//! take the JPEG itself. Anything else becomes lossless WebP, or lossy when that is so much smaller that it must be a photograph. There is no
//! AVIF: its encoders take seconds for a photograph, too long to wait for. What moves, and what is made for print (CMYK), has no versions.

mod jpeg;
mod lossy;
mod memory;
mod opened;
mod versions;
mod whole;
mod widths;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::vocab::picture::Picture;

pub use memory::Budget;
pub(crate) use opened::Measure;

use opened::Opened;
use versions::Versions;

/// An image with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub picture: Picture,
    /// Of each version, its file.
    pub files: Vec<Vec<u8>>,
    /// Why there are no versions, although there might be.
    pub problem: Option<String>,
}

/// The largest file that is looked at, in bytes: it is read as a whole.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Whether a file of this name is an image that can be looked at.
pub(crate) fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["gif", "jpeg", "jpg", "png", "webp"].contains(&ending.as_str()))
}

/// Measures an image.
///
/// # Errors
/// Not even its size can be read; the text says why.
pub fn measure(bytes: &[u8]) -> Result<Measure, String> {
    guarded(|| Ok(Opened::read(bytes)?.measure()))
}

/// Measures an image and makes its versions, with memory of this budget.
///
/// # Errors
/// Not even its size can be read; the text says why.
pub fn prepare(bytes: &[u8], budget: &Budget) -> Result<Prepared, String> {
    guarded(|| {
        let opened = Opened::read(bytes)?;
        let Measure { width, height, problem } = opened.measure();
        let picture = Picture { width, height, versions: Vec::new(), webp: Vec::new() };
        let mut prepared = Prepared { picture, files: Vec::new(), problem };
        if prepared.problem.is_some() || !opened.may_have_versions() {
            return Ok(prepared);
        }
        let held = budget.hold(opened.need());
        match versions::of(opened, bytes.len()) {
            Ok(Versions { own, webp }) => {
                prepared.picture.versions = own.iter().map(versions::File::version).collect();
                prepared.picture.webp = webp.iter().map(versions::File::version).collect();
                prepared.files = own.into_iter().chain(webp).map(|file| file.bytes).collect();
            }
            Err(error) => prepared.problem = Some(error.to_string()),
        }
        drop(held);
        Ok(prepared)
    })
}

/// The decoders are not ours: what they may not expect must not end the build.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("the library that reads it failed".to_owned()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::codecs::jpeg::JpegEncoder;
    use image::{DynamicImage, ImageEncoder, ImageFormat};
    use proptest::prelude::*;

    use super::*;
    use crate::vocab::picture::Version;

    fn prepare(bytes: &[u8]) -> Result<Prepared, String> {
        let prepared = super::prepare(bytes, &Budget::default());
        // Measuring tells the same, as far as it goes.
        let measure = measure(bytes);
        assert_eq!(prepared.is_ok(), measure.is_ok());
        if let (Ok(Prepared { picture, problem, .. }), Ok(measure)) = (&prepared, measure) {
            assert_eq!((measure.width, measure.height), (picture.width, picture.height));
            assert!(measure.problem.is_none() || &measure.problem == problem);
        }
        prepared
    }

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
        assert!(prepared.problem.unwrap().contains("65535 by 65535 pixels"));
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
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let whole = file(&drawing(1000, 500), format);
            assert_eq!(measure(&whole).unwrap().problem, None);
            let problem = measure(&whole[..whole.len() * 3 / 4]).unwrap().problem;
            assert!(problem.is_some_and(|problem| problem.contains("ends before")), "{format:?}");
        }
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
