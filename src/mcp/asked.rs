//! Arguments that several tools have.

use super::trouble::Trouble;
use schemars::JsonSchema;
use serde::Deserialize;

/// How many entries of a list are shown, and from which on.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Limit(#[schemars(range(min = 1, max = 50))] usize);

impl Default for Limit {
    fn default() -> Self {
        Self(10)
    }
}

/// The most entries of an answer.
const MOST: usize = 50;

impl Limit {
    /// The number, when it may be had.
    pub(super) fn get(&self) -> Result<usize, Trouble> {
        match self.0 {
            number @ 1..=MOST => Ok(number),
            number => Err(Trouble::Wrong(format!(
                "`limit` is from 1 to {MOST}, and not {number}: go on with `offset`"
            ))),
        }
    }
}
