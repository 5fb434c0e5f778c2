//! Maps and sets by hash, for the many paths and names of a site: the standard ones with a hasher that is quicker.
//!
//! It is seeded anew for each run, so that content cannot be written to make keys collide, and nothing may depend on the order.

pub(crate) use foldhash::fast::RandomState;

/// A map by hash.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
/// A set by hash.
pub(crate) type HashSet<T> = std::collections::HashSet<T, RandomState>;
