//! One build: the line, once.

use super::error::BuildError;
use super::files::Look;
use super::gather::{Gathered, counts};
use super::ledger::Settled;
use super::mode::Mode;
use super::options::{BuildOptions, OnErrors, SiteOptions};
use super::progress::{Never, Progress};
use super::project::Project;
use super::report::{BuildReport, Published};
use super::run::Run;
use super::workshop::{Outcome, Workshop};
use crate::disk;
use crate::memo;
use crate::vocab::kind::Kind;

/// Publishes the site.
///
/// # Errors
/// The environment or the theme fails; then the old site is whole.
pub fn build(
    options: &BuildOptions,
    on_errors: OnErrors,
    progress: &dyn Progress,
) -> Result<BuildReport, BuildError> {
    let run = Run::begin(&Never, progress);
    let mut workshop = Workshop::new(options.clone(), Mode::Once);
    let built = build_in(&mut workshop, on_errors, &run);
    workshop.end();
    let failed = match &built {
        Ok(report) => report.published.is_none(),
        Err(BuildError::Theme(_) | BuildError::Pages(_)) => true,
        Err(_) => return built,
    };
    remember(failed, &options.site);
    built
}

/// In the cache folder: the last build failed, so that the site that is there is older than the content.
pub(super) const FAILED: &str = "failed";

/// Remembers whether the last build failed, where there is a site that it left as it was.
fn remember(failed: bool, site: &SiteOptions) {
    let Ok(project) = Project::open(&site.root, site.config.as_deref()) else { return };
    let folders = project.folders();
    let mark = folders.cache.join(FAILED);
    if failed && disk::is_folder(&folders.cache) && folders.look(&site.root).is_ok() {
        memo::save(&mark, b"");
    } else if !failed && disk::plain(&mark).is_ok() {
        let _ = memo::forget(&mark);
    }
}

fn build_in(workshop: &mut Workshop, on_errors: OnErrors, run: &Run<'_>) -> Result<BuildReport, BuildError> {
    let looked = workshop.look(&Look::Everywhere, run)?;
    let output = workshop.output(looked.config());
    if let Some((settled, written)) = workshop.as_published(&looked, run)
        && !(settled.failed && on_errors == OnErrors::Stop)
    {
        workshop.save_stamps();
        let Settled { pages, counts, failed, diagnostics, .. } = settled;
        let counts = Kind::ALL.into_iter().zip(counts).collect();
        let published = Some(Published { output, pages, counts, written, census: workshop.census() });
        let (work, timings) = run.report();
        return Ok(BuildReport { diagnostics, failed, published, work, timings });
    }
    let line = workshop.gather_all(looked, run)?;
    let Gathered { failed, diagnostics, knowledge, .. } = &line.gathered;
    let published = if *failed && on_errors == OnErrors::Stop {
        None
    } else {
        let Outcome { written, pages, .. } = workshop.publish(&line, run)?;
        workshop.save_stamps();
        let census = workshop.census();
        Some(Published { output, pages, counts: counts(knowledge), written, census })
    };
    let (work, timings) = run.report();
    Ok(BuildReport { diagnostics: diagnostics.clone(), failed: *failed, published, work, timings })
}
