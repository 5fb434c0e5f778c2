//! One change of what is there.

use crate::vocab::path::OutputPath;

/// One change of what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Send(&'a OutputPath),
    Remove(&'a OutputPath),
}
