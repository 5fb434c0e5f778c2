//! Why a call has no answer.

/// Why a call has no answer.
pub(super) enum Trouble {
    /// The call is wrong: the protocol's error.
    Wrong(String),
    /// There is nothing to answer from: what the assistant is to read.
    Nothing(String),
}
