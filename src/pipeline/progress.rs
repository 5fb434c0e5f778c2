//! Who watches a long run, and who may end it.

/// Who watches a long run.
pub trait Progress: Sync {
    /// A stage begins, with so many steps; 0 when nobody knows.
    fn begin(&self, stage: &'static str, total: usize);
    /// A step is done; may be called from any thread.
    fn advance(&self);
}

/// Whether to give up what is being done.
pub trait Interrupt: Sync {
    /// Whether there is something newer to do.
    fn is_wanted(&self) -> bool;

    /// The site's files begin to be changed, or are all changed.
    fn site_changes(&self, _change: SiteChange) {}
}

/// When the site's files are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteChange {
    Begins,
    Ends,
}

/// Never gives up.
pub struct Never;

impl Interrupt for Never {
    fn is_wanted(&self) -> bool {
        false
    }
}
