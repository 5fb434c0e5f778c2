//! Cuts: where a sequence is cut into runs of about the same size, so that a change moves the cuts beside it and no others.
//!
//! Comes in: the size of each thing, and a number that depends on the thing alone. Goes out: runs. What always holds:
//!
//! - A run has `most` at most, unless it is one thing that is bigger.
//! - Of the places between `least` and `most`, a run ends before the thing with the smallest number.
//!
//! So runs that begin at different places soon end at the same (content-defined chunking by local extremes: Bjørner, Blass and Gurevich 2010,
//! "Content-dependent chunking for differential compression, the local maximum approach").

use std::ops::Range;

/// A thing to be put into runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing {
    pub(super) size: usize,
    /// Hangs on what the thing is, and on nothing else; as good as random.
    pub(super) key: u64,
}

/// The runs, in order.
pub(super) fn cut(things: &[Thing], least: usize, most: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < things.len() {
        let end = end_of_run(&things[start..], least, most);
        runs.push(start..start + end);
        start += end;
    }
    runs
}

/// How many of the things are in the run that begins with the first; there is one.
fn end_of_run(things: &[Thing], least: usize, most: usize) -> usize {
    let mut size = 0;
    let mut best: Option<(u64, usize)> = None;
    for (index, thing) in things.iter().enumerate() {
        if index > 0 && size >= least && best.is_none_or(|(key, _)| thing.key < key) {
            best = Some((thing.key, index));
        }
        if index > 0 && size + thing.size > most {
            return best.map_or(index, |(_, index)| index);
        }
        size += thing.size;
    }
    things.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::words::interner::hash;

    fn things(sizes: &[usize]) -> Vec<Thing> {
        let key = |index: u64| hash(&index.to_le_bytes());
        (0..).zip(sizes).map(|(index, size)| Thing { size: *size, key: key(index) }).collect()
    }

    proptest! {
        #[test]
        fn runs_are_whole_and_fit(sizes in prop::collection::vec(0..30_usize, 0..200), least in 1..20_usize, more in 0..20_usize) {
            let things = things(&sizes);
            let most = least + more;
            let mut next = 0;
            for run in cut(&things, least, most) {
                prop_assert_eq!(run.start, next);
                let size: usize = sizes[run.clone()].iter().sum();
                prop_assert!(run.len() == 1 || size <= most);
                // What is shorter is the last, or stands before something too big to be with it.
                let with_next = sizes.get(run.end).map_or(0, |next| size + next);
                prop_assert!(size >= least || run.end == sizes.len() || with_next > most);
                next = run.end;
            }
            prop_assert_eq!(next, sizes.len());
        }
    }

    #[test]
    fn a_change_moves_the_cuts_beside_it() {
        let sizes: Vec<usize> = (0..1000).map(|index| 10 + index * 7 % 23).collect();
        let all = things(&sizes);
        let ends =
            |things: &[Thing]| -> Vec<usize> { cut(things, 200, 400).iter().map(|run| run.end).collect() };
        let before = ends(&all);
        let moved = (0..all.len()).map(|index| {
            let mut changed = all.clone();
            changed[index].size += 150;
            let after = ends(&changed);
            before.iter().filter(|end| !after.contains(end)).count()
        });
        let moved: Vec<usize> = moved.collect();
        assert!(before.len() > 50 && moved.iter().any(|moved| *moved > 0));
        assert!(
            moved.iter().sum::<usize>() < 2 * moved.len() && moved.iter().all(|moved| *moved < 12),
            "{moved:?}"
        );
    }
}
