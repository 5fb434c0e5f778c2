//! From a target to the place itself.

use super::folder::Folder;
use super::settings::Settings;
use super::store::Store;
use super::target::Target;
use super::trouble::Trouble;

/// Opens the place; nobody is asked yet.
///
/// # Errors
/// There are no credentials, or the place cannot be one.
pub(crate) fn open(target: &Target, settings: &Settings<'_>) -> Result<Box<dyn Store>, Trouble> {
    match target {
        Target::Folder(path) => Ok(Box::new(Folder::open(path, settings.foreign_is_replaced)?)),
        #[cfg(feature = "clouds")]
        Target::Bucket(bucket) => Ok(Box::new(super::bucket::Store::open(bucket, settings)?)),
        #[cfg(not(feature = "clouds"))]
        Target::Bucket(bucket) => Err(Trouble::Other(format!(
            "this rexbase was compiled without its feature `clouds`, and publishes to folders only: not to {bucket}"
        ))),
    }
}
