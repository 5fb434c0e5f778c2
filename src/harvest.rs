//! What an import reads, before it is written: records of another system, what the rules did, notices, and the ways in which sources read.
//!
//! Apart from `import`, since sources and the writer agree on it and on nothing else. Pure: texts and values in, records out; no file is touched here.

pub(crate) mod covered;
pub(crate) mod ledger;
pub(crate) mod linked;
pub(crate) mod listed;
pub(crate) mod notices;
pub(crate) mod posts;
pub(crate) mod reading;
pub(crate) mod record;
