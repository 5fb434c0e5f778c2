//! How wide versions of images are.
//!
//! Apart, since what versions will take of memory is known before any is made. What always holds: the widths rise.

use image::ImageFormat;

/// The widths of versions, in pixels: a telephone, a telephone of many pixels or a column of text, and the same of many pixels.
pub(super) const WIDTHS: [u32; 3] = [480, 960, 1440];
/// The widest version as WebP, in pixels: a column with a recording, on a screen of many pixels.
pub(super) const WIDEST: u32 = 2160;
/// The widths of a photograph's versions.
pub(super) const OF_PHOTOGRAPHS: [u32; 4] = [WIDTHS[0], WIDTHS[1], WIDTHS[2], WIDEST];

/// The width of the first version that is made of an image; its own when there is none.
pub(super) fn first_width(format: ImageFormat, width: u32) -> u32 {
    let widths = if format == ImageFormat::Jpeg { &OF_PHOTOGRAPHS[..] } else { &WIDTHS[..] };
    widths.iter().rev().copied().find(|narrower| *narrower < width).unwrap_or(width)
}

/// What encoding an image of this width takes of each of its pixels, in bytes: a photograph is encoded as it is, too.
pub(super) fn beside(format: ImageFormat, width: u32) -> u64 {
    if format == ImageFormat::Jpeg && width <= WIDEST { 6 } else { 0 }
}
