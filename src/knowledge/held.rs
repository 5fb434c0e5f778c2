//! What is held back, and what is said where something that is published refers to it.
//!
//! A draft is a promise: a reference to one is a mistake until it is published. What is internal stays so: a reference to it is words to
//! everybody else, which is told and is no mistake.

use std::sync::Arc;

use crate::document::Outline;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;

/// A document that is known to exist, and nothing else.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) outline: Arc<Outline>,
    pub(super) why: Why,
}

/// Why it is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Draft,
    /// The site is built for everybody.
    Internal,
}

impl Held {
    pub(super) fn path(&self) -> &ContentPath {
        &self.outline.path
    }

    /// What is said of a reference to it: `what` is how the file at `from` names it.
    pub(super) fn referred(&self, from: &ContentPath, what: &str) -> Diagnostic {
        let path = self.path();
        match self.why {
            Why::Draft => Diagnostic::error(
                Code::DraftReference,
                from,
                format!("{what} exists, but is a draft"),
            )
            .with_hint(format!(
                "publish `{path}` by removing what holds it back, as `draft` does, or build with `--drafts`"
            )),
            Why::Internal => internal(from, format!("{what} exists, and is internal")),
        }
    }

    /// What is said of a reference to a file that stands beside it.
    pub(super) fn referred_beside(&self, from: &ContentPath, file: &str) -> Diagnostic {
        match self.why {
            Why::Draft => {
                let message = format!("`{file}` is there, but it stands beside a draft");
                let path = self.path();
                Diagnostic::error(Code::DraftReference, from, message)
                    .with_hint(format!("publish `{path}`, build with `--drafts`, or put the file elsewhere"))
            }
            Why::Internal => {
                internal(from, format!("`{file}` is there, and stands beside a page that is internal"))
            }
        }
    }
}

/// A note that something public refers to what is internal.
pub(super) fn internal(from: &ContentPath, message: String) -> Diagnostic {
    Diagnostic::note(Code::InternalReference, from, message)
        .with_hint("a public site has no link to it; `--audience internal` builds with both")
}
