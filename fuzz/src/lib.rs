//! What the fuzz targets share: the oracles, which the project's own suite replays over the corpora, too.

pub mod oracles;
