//! Numbers as people read them in a terminal, which speaks English alone: a site's own language is for its pages.

use indicatif::HumanCount;

/// `21,715`.
pub(super) fn thousands(number: usize) -> String {
    HumanCount(number as u64).to_string()
}
