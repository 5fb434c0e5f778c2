//! Who watches a long run.

/// Who watches a long run.
pub trait Progress: Sync {
    /// A stage begins, with so many steps; 0 when nobody knows.
    fn begin(&self, stage: &'static str, total: usize);
    /// A step is done; may be called from any thread.
    fn advance(&self);
}
