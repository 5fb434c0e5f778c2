//! The path that the site's addresses begin with, which a save of the config may change.
//!
//! What always holds: an address below a path that the site had leads to the same page below the one that it has, unless it is one of the site's now.

use std::sync::{Arc, Mutex, PoisonError};

/// Where the site is, and where it was in this run.
pub(super) struct Root {
    /// The last is where it is.
    all: Mutex<Vec<Arc<str>>>,
}

impl Root {
    pub(super) fn new(root: &str) -> Self {
        Self { all: Mutex::new(vec![root.into()]) }
    }

    /// The path that addresses begin with now.
    pub(super) fn now(&self) -> Arc<str> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.last().map_or_else(|| "/".into(), Arc::clone)
    }

    /// From now on, addresses begin with this path; gives whether that is another.
    pub(super) fn set(&self, root: &str) -> bool {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.last().is_some_and(|now| **now == *root) {
            return false;
        }
        all.retain(|former| **former != *root);
        all.push(root.into());
        true
    }

    /// Where the address of a request leads, when it began with a path that the site had.
    pub(super) fn moved(&self, path: &str) -> Option<String> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, former) = all.split_last()?;
        let below = former
            .iter()
            .filter_map(|former| path.strip_prefix(&**former))
            // The longest path is the one that was meant.
            .min_by_key(|below| below.len())?;
        // More than one slash at the beginning would name another host.
        let to = format!("{now}{}", below.trim_start_matches(['/', '\\']));
        (to != path).then_some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_before_lead_to_those_of_now() {
        let root = Root::new("/");
        assert_eq!(root.moved("/talks/x/"), None);
        assert!(!root.set("/") && root.set("/kb/"));
        assert_eq!((&*root.now(), root.moved("/talks/x/").as_deref()), ("/kb/", Some("/kb/talks/x/")));
        assert!(root.set("/") && !root.set("/"));
        assert_eq!(root.moved("/kb/talks/x/").as_deref(), Some("/talks/x/"));
        assert_eq!(root.moved("/kb//evil.example/").as_deref(), Some("/evil.example/"));
        assert_eq!(root.moved("/other/"), None);
    }
}
