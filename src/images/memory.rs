//! How much memory an image's versions take while they are made, and which of several images may take it when.
//!
//! What always holds: no image takes more than [`MOST_BYTES`], all that are made at once take no more than [`OF_ALL`] together, however many threads there
//! are, and whoever waits for memory holds none: so there is always one that goes on.

use std::sync::{Condvar, Mutex, PoisonError};

/// The longest side that browsers show, in pixels: what they draw with counts in 15 bits.
const MOST_SIDE: u32 = 32_767;
/// The most memory that one image may take, in bytes.
pub(super) const MOST_BYTES: u64 = 512 << 20;
/// The most memory that all images take at once, in bytes.
const OF_ALL: u64 = 768 << 20;

/// What is to be made of an image.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task {
    /// In pixels, upright.
    pub(super) width: u32,
    pub(super) height: u32,
    /// The bytes of a pixel, once it is decoded.
    pub(super) pixel: u64,
    /// What is held of each pixel besides while the image is decoded, or encoded as it is, in bytes.
    pub(super) beside: u64,
    pub(super) is_turned: bool,
    /// The width of the widest version that is narrower.
    pub(super) first_width: u32,
}

impl Task {
    /// How much memory it takes at most, in bytes:
    ///
    /// - the image, as it is decoded: width × height × the bytes of a pixel, and what is held besides by its decoder or encoder, or its copy that is turned;
    /// - the first narrowing, which is the largest, since each begins with the last: first its rows are made fewer, in four numbers of four bytes a pixel (width ×
    ///   new height × 16), then their pixels (new width × new height × the bytes of a pixel);
    /// - what encoding takes: some twelve bytes a pixel of the version.
    pub(super) fn need(&self) -> u64 {
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        let first_width = u64::from(self.first_width);
        let first_height = (height * first_width).div_ceil(width.max(1)).max(1);
        let copy = if self.is_turned { self.pixel } else { 0 };
        let decoded = width * height * (self.pixel + self.beside.max(copy));
        decoded + width * first_height * 16 + first_width * first_height * (self.pixel + 12)
    }
}

/// Why no versions are made of so large an image.
pub(super) fn problem(task: &Task) -> Option<String> {
    let Task { width, height, .. } = *task;
    if width.max(height) > MOST_SIDE {
        return Some(format!(
            "it is {width} by {height} pixels, and no smaller versions are made of what has more than {MOST_SIDE} on a side"
        ));
    }
    let megabytes = |bytes: u64| bytes >> 20;
    (task.need() > MOST_BYTES).then(|| {
        format!(
            "it is {width} by {height} pixels, and to make smaller versions would take {} MB of memory, more than {}",
            megabytes(task.need()),
            megabytes(MOST_BYTES)
        )
    })
}

/// The memory that threads share.
#[derive(Debug)]
pub struct Budget {
    free: Mutex<u64>,
    freed: Condvar,
}

/// A part of the budget, until it is dropped.
pub(super) struct Held<'a> {
    budget: &'a Budget,
    bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { free: Mutex::new(OF_ALL), freed: Condvar::new() }
    }
}

impl Budget {
    /// Waits until so much is free, and takes it. Whoever holds it must not wait for other threads.
    pub(super) fn hold(&self, bytes: u64) -> Held<'_> {
        let bytes = bytes.min(OF_ALL);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free =
            self.freed.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Held { budget: self, bytes }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn task(width: u32, height: u32, pixel: u64) -> Task {
        let first_width = [1440, 960, 480].into_iter().find(|narrower| *narrower < width).unwrap_or(width);
        Task { width, height, pixel, beside: 0, is_turned: false, first_width }
    }

    #[test]
    fn what_cameras_make_is_not_too_large_and_what_looks_small_may_be() {
        for (width, height) in [(6_000, 4_000), (9_504, 6_336), (1_200, 16_000)] {
            assert_eq!(problem(&task(width, height, 3)), None, "{width} by {height}");
        }
        let too_large = [
            (481, 120_000, 3),
            (60_000_000, 1, 3),
            (7_740, 7_740, 8),
            (30_000, 30_000, 1),
            (u32::MAX, u32::MAX, 8),
        ];
        for (width, height, pixel) in too_large {
            assert!(problem(&task(width, height, pixel)).is_some(), "{width} by {height}");
        }
    }

    #[test]
    fn threads_together_hold_no_more_than_there_is() {
        let (budget, held, most) = (Budget::default(), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (budget, held, most) = (&budget, &held, &most);
                scope.spawn(move || {
                    for turn in 0..50 {
                        let bytes = ((thread * 37 + turn * 11) % 512) << 20;
                        let part = budget.hold(bytes);
                        most.fetch_max(held.fetch_add(bytes, Ordering::SeqCst) + bytes, Ordering::SeqCst);
                        held.fetch_sub(bytes, Ordering::SeqCst);
                        drop(part);
                    }
                });
            }
        });
        assert!(most.into_inner() <= OF_ALL);
        assert_eq!(*budget.free.lock().unwrap(), OF_ALL);
    }
}
