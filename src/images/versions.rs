//! The narrower versions of an image, and which of them are worth a file of their own.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder, ImageFormat, ImageResult};

use super::lossy;
use super::opened::{self, Opened};
use super::widths::{OF_PHOTOGRAPHS, WIDEST, WIDTHS};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::picture::Version;

/// A version has at most this share of its image's bytes, in percent.
const WORTH: usize = 85;
const QUALITY: u8 = 80;
/// What is so many times smaller by a lossy encoder than by a lossless one has the noise of a photograph; drawings and text do not, and keep their edges.
const OF_A_PHOTOGRAPH: usize = 4;

/// Makes the versions of an image whose file has so many bytes.
pub(super) fn of(mut opened: Opened<'_>, size: usize) -> ImageResult<Versions> {
    let profile = opened.decoder.icc_profile().ok().flatten();
    opened.decoder.set_limits(opened::decoding())?;
    let mut image = DynamicImage::from_decoder(opened.decoder)?;
    image.apply_orientation(opened.orientation);
    let image = Source { image, size, profile };
    if opened.format == ImageFormat::Jpeg { of_a_photograph(image) } else { of_a_drawing(image) }
}

/// The versions of an image, by rising width.
#[derive(Default)]
pub(super) struct Versions {
    pub(super) own: Vec<File>,
    pub(super) webp: Vec<File>,
}

/// A version's file.
pub(super) struct File {
    width: u32,
    ending: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl File {
    pub(super) fn version(&self) -> Version {
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
    /// Its colour profile.
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
        lossy::encode(&self.image, self.profile_of(*b"RGB ").as_deref())
    }

    /// The colour profile, when it is one for pixels of this kind (ICC.1:2022, 7.2.6: the name of what they are made of). Another would be none, or a wrong one.
    fn profile_of(&self, pixels: [u8; 4]) -> Option<Vec<u8>> {
        self.profile.clone().filter(|profile| profile.get(16..20) == Some(&pixels[..]))
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
    for width in source.narrower(&OF_PHOTOGRAPHS) {
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
    let (image, pixels) = if source.image.color().has_color() {
        (DynamicImage::ImageRgb8(source.image.to_rgb8()), *b"RGB ")
    } else {
        (DynamicImage::ImageLuma8(source.image.to_luma8()), *b"GRAY")
    };
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    write(encoder, &image, source.profile_of(pixels))?;
    Ok(bytes)
}

fn lossless(source: &Source) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = if source.image.color().has_alpha() {
        DynamicImage::ImageRgba8(source.image.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(source.image.to_rgb8())
    };
    write(WebPEncoder::new_lossless(&mut bytes), &image, source.profile_of(*b"RGB "))?;
    Ok(bytes)
}

fn write(mut encoder: impl ImageEncoder, image: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<()> {
    // What cannot hold a profile is shown as most screens show it.
    profile.into_iter().for_each(|profile| drop(encoder.set_icc_profile(profile)));
    encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
}
