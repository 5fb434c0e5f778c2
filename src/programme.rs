//! What every schedule says, whatever its form: an event, its sessions, and who speaks.
//!
//! Apart from the forms (`import/sources`), since they differ in where they keep it and in nothing else: pure, and knows no file. Comes in: a
//! [`Programme`] for each event. Goes out: a [`Harvest`]. What always holds: no break becomes a talk; what was not accepted, or was taken
//! back, is written nowhere but into the file that an earlier import made of it, which becomes a draft; a session is written once.
//!
//! [`Programme`]: session::Programme
//! [`Harvest`]: crate::harvest::record::Harvest

pub(crate) mod addresses;
pub(crate) mod allowed;
pub(crate) mod breaks;
pub(crate) mod formats;
mod harvest;
pub(crate) mod lengths;
pub(crate) mod session;
pub(crate) mod times;

pub(crate) use harvest::{harvest, scope};
