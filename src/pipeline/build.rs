//! One build: a session that looks once.

use super::error::BuildError;
use super::options::BuildOptions;
use super::progress::Progress;
use super::report::BuildReport;
use super::session::Session;

/// Publishes the site.
///
/// # Errors
/// The environment or the theme fails; then the old site is whole.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let mut session = Session::once(options.clone());
    let report = session.build(progress);
    session.end();
    report
}
