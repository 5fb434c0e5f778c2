//! The disk, as every room that keeps files uses it: plain files under their own names, and nothing through a link.
//!
//! Comes in: paths. Goes out: what the standard library gives, or its errors. It is apart because several rooms must be as careful. What always holds:
//!
//! - What is read is a plain file: a symbolic link leads elsewhere, and a pipe or a device would be waited for, for ever.
//! - What is written is a file that was not there before, and takes its place by a rename: nothing is written through a symbolic link, nor into a file that
//!   has another name.
//! - The changes that a commit is made of are counted ([`commit`]), so that a test can end the process at any of them.

pub(crate) mod commit;
mod links;
mod plain;
mod sealing;

pub(crate) use links::{link_below, real};
pub(crate) use plain::{create, is_folder, kind_of, open, plain, read, replace};
pub(crate) use sealing::Sealing;
