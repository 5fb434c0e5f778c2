//! What an address answered.

use borsh::{BorshDeserialize, BorshSerialize};

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) enum Answer {
    /// Something is there, if only a door that is closed to programs.
    There,
    /// Nothing is there, and why.
    Gone(String),
    /// It could not be told now, and why.
    Unsure(String),
    /// It is on this machine or in a private network: it was not asked.
    Private,
}
