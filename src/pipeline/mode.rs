//! For what a site is looked at. It is one word, said once: what a build, a preview and a check do otherwise asks for it.

/// For what a site is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// To tell what is wrong with it, or to count what is there: nothing is decoded or written.
    Check,
    /// To publish it once. What has errors is what could be read of it; files that are as an earlier run read them are believed.
    Once,
    /// To publish it whenever it changes. A file with errors keeps its last good text, the theme its last good state; every file is read.
    Follow,
}
