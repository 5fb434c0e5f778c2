//! How long a bar is and how dark a cell, in whole numbers, so that the same counts are drawn the same everywhere.

/// A count as a part of the largest, 0 to 100; what is there is never drawn as nothing.
pub(in crate::render) fn share(count: usize, largest: usize) -> usize {
    (count * 100).div_ceil(largest.max(1)).min(100)
}

/// How dark a cell is: 0 for nothing, then 1 to 5, each level for twice as much as the one below.
pub(in crate::render) fn level(count: usize, largest: usize) -> usize {
    if count == 0 {
        return 0;
    }
    (1..5).find(|below| count * (1 << below) > largest).map_or(1, |below| 6 - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_full_and_the_smallest_is_seen() {
        assert_eq!([0, 1, 500, 1000].map(|count| share(count, 1000)), [0, 1, 50, 100]);
        assert_eq!(share(0, 0), 0);
        assert_eq!([0, 1, 2, 4, 9, 16].map(|count| level(count, 16)), [0, 1, 2, 3, 5, 5]);
        assert_eq!((level(1, 1), level(1, 2), level(2, 2)), (5, 4, 5));
    }
}
