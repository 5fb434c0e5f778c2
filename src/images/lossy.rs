//! Lossy WebP, by libwebp, in a container that keeps the colour profile (RFC 9649, the WebP image format).
//!
//! Apart because the library that writes every other format here writes no lossy WebP. What always holds:
//!
//! - The same pixels give the same bytes.
//! - Transparency is kept as it was.
//! - What libwebp cannot hold (a side of more than 16,383 pixels) gives nothing.

use image::DynamicImage;
use webp::{Encoder, PixelLayout, WebPConfig};

/// From 0 to 100.
const QUALITY: f32 = 80.0;
/// How hard it tries to be small, from 0 to 6; libwebp's own choice.
const EFFORT: i32 = 4;

/// The image as a WebP file; nothing when it cannot be one.
pub(super) fn encode(image: &DynamicImage, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let has_alpha = image.color().has_alpha();
    let (layout, pixels) = if has_alpha {
        (PixelLayout::Rgba, image.to_rgba8().into_raw())
    } else {
        (PixelLayout::Rgb, image.to_rgb8().into_raw())
    };
    let mut config = WebPConfig::new().ok()?;
    config.quality = QUALITY;
    config.method = EFFORT;
    let encoded =
        Encoder::new(&pixels, layout, image.width(), image.height()).encode_advanced(&config).ok()?;
    match profile {
        Some(profile) => with_profile(&encoded, profile, image, has_alpha),
        None => Some(encoded.to_vec()),
    }
}

/// The extended file format's head: flags and size, then the profile, then what the image is made of.
fn with_profile(file: &[u8], profile: &[u8], image: &DynamicImage, has_alpha: bool) -> Option<Vec<u8>> {
    const HAS_PROFILE: u8 = 0x20;
    const HAS_ALPHA: u8 = 0x10;
    // `RIFF`, a length, `WEBP`; an extended file begins with a head of its own, which is written anew.
    let chunks = file.get(12..)?;
    let chunks = if chunks.starts_with(b"VP8X") { chunks.get(18..)? } else { chunks };
    let mut head = vec![HAS_PROFILE | if has_alpha { HAS_ALPHA } else { 0 }, 0, 0, 0];
    for side in [image.width(), image.height()] {
        head.extend_from_slice(&side.checked_sub(1)?.to_le_bytes()[..3]);
    }
    let mut whole = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, content) in [(b"VP8X", head.as_slice()), (b"ICCP", profile)] {
        whole.extend_from_slice(name);
        whole.extend_from_slice(&u32::try_from(content.len()).ok()?.to_le_bytes());
        whole.extend_from_slice(content);
        // A chunk ends on an even byte.
        whole.extend_from_slice(&[0][..content.len() % 2]);
    }
    whole.extend_from_slice(chunks);
    let length = u32::try_from(whole.len() - 8).ok()?;
    whole[4..8].copy_from_slice(&length.to_le_bytes());
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    use image::ImageDecoder;
    use image::codecs::webp::WebPDecoder;

    /// A disc that fades out towards its rim.
    fn disc() -> DynamicImage {
        DynamicImage::ImageRgba8(image::RgbaImage::from_fn(200, 100, |x, y| {
            let far = x.abs_diff(100).pow(2) + y.abs_diff(50).pow(2);
            image::Rgba([x as u8, 200, y as u8, 255 - far.min(255) as u8])
        }))
    }

    #[test]
    fn transparency_stays_as_it_was() {
        let disc = disc();
        for profile in [None, Some(&b"profile"[..])] {
            let file = encode(&disc, profile).unwrap();
            let read = image::load_from_memory(&file).unwrap().to_rgba8();
            let alpha = |image: &image::RgbaImage| image.pixels().map(|pixel| pixel[3]).collect::<Vec<_>>();
            assert_eq!(alpha(&read), alpha(&disc.to_rgba8()));
            let (was, is) = (disc.to_rgba8()[(100, 50)], read[(100, 50)]);
            assert!((0..3).all(|part| was[part].abs_diff(is[part]) < 16), "{was:?} {is:?}");
            assert_eq!(encode(&disc, profile), Some(file));
        }
    }

    #[test]
    fn a_profile_is_kept_whatever_its_length() {
        let opaque = DynamicImage::ImageRgb8(disc().to_rgb8());
        for (image, has_alpha) in [(disc(), true), (opaque, false)] {
            for profile in [&b"even"[..], b"odd"] {
                let file = encode(&image, Some(profile)).unwrap();
                assert_eq!(file.len() - 8, u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize);
                let mut decoder = WebPDecoder::new(Cursor::new(&file)).unwrap();
                assert_eq!(decoder.icc_profile().unwrap().as_deref(), Some(profile));
                assert_eq!((decoder.dimensions(), decoder.color_type().has_alpha()), ((200, 100), has_alpha));
                assert!(DynamicImage::from_decoder(decoder).is_ok());
            }
        }
    }

    #[test]
    fn what_is_too_long_is_none() {
        assert_eq!(encode(&DynamicImage::new_rgb8(16_384, 1), None), None);
        assert!(encode(&DynamicImage::new_rgb8(16_383, 1), None).is_some());
    }
}
