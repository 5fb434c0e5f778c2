//! What failed by the environment is tried again: too many open files, a full disk and a lost network drive pass, and no save tells when.
//!
//! What always holds: a failure is told once for as long as it lasts, however often it is tried; the author's mistakes (a theme, a page)
//! are not tried again, since they last until the next save.

use crate::pipeline::BuildError;

/// How many naps there are before the first trial, and before each of the later ones at most: a second, and a minute.
const FIRST: u32 = 20;
const MOST: u32 = 1_200;

/// What fails now, if anything.
#[derive(Debug, Default)]
pub(super) struct Failing {
    message: String,
    /// How many naps there were between the last two trials.
    pause: u32,
    /// How many are left before the next; nothing when it is not to be tried.
    left: Option<u32>,
}

impl Failing {
    /// Notes a failure; gives whether it is to be told.
    pub(super) fn note(&mut self, error: &BuildError) -> bool {
        if !may_pass(error) {
            self.end();
            return true;
        }
        let message = error.to_string();
        let is_new = self.message != message;
        self.pause = if is_new { FIRST } else { (self.pause * 2).min(MOST) };
        self.left = Some(self.pause);
        self.message = message;
        is_new
    }

    /// Nothing fails any more.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }

    /// A nap is over; gives whether it is time to try again.
    pub(super) fn nap(&mut self) -> bool {
        let left = self.left.map(|left| left.saturating_sub(1));
        self.left = left.filter(|left| *left > 0);
        left == Some(0)
    }
}

/// Whether a failure may be over without a save.
fn may_pass(error: &BuildError) -> bool {
    match error {
        BuildError::Source(_) | BuildError::Folder(_) | BuildError::Index(_) | BuildError::Output(_) => true,
        BuildError::Theme(_) | BuildError::Pages(_) | BuildError::Interrupted => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceError;

    fn lost(name: &str) -> BuildError {
        let cause = std::io::Error::other("too many open files");
        BuildError::Source(SourceError { path: name.into(), cause })
    }

    fn naps_until_the_next_trial(failing: &mut Failing) -> Option<usize> {
        (1..=2 * MOST as usize).find(|_| failing.nap())
    }

    #[test]
    fn what_may_pass_is_told_once_and_tried_again_ever_later() {
        let mut failing = Failing::default();
        assert_eq!(naps_until_the_next_trial(&mut failing), None);
        assert!(failing.note(&lost("a")));
        assert_eq!(naps_until_the_next_trial(&mut failing), Some(20));
        assert_eq!(naps_until_the_next_trial(&mut failing), None, "it was tried, and nothing was said since");
        assert!(!failing.note(&lost("a")));
        assert_eq!(naps_until_the_next_trial(&mut failing), Some(40));
        for _ in 0..20 {
            assert!(!failing.note(&lost("a")));
        }
        assert_eq!(naps_until_the_next_trial(&mut failing), Some(1_200));
        assert!(failing.note(&lost("b")), "another failure");
        failing.end();
        assert_eq!(naps_until_the_next_trial(&mut failing), None);
        assert!(failing.note(&lost("b")), "it is told when it comes again");
    }

    #[test]
    fn an_authors_mistake_is_told_each_time_and_waits_for_a_save() {
        let mut failing = Failing::default();
        for _ in 0..2 {
            assert!(failing.note(&BuildError::Pages(Vec::new())));
            assert_eq!(naps_until_the_next_trial(&mut failing), None);
        }
    }
}
