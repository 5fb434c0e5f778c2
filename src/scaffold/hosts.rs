//! The files by which a host checks and publishes a site, as `examples/` has them.

/// A host whose own builds check and publish a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// GitHub, by Actions and Pages.
    GitHub,
    /// GitLab, by CI/CD and Pages.
    GitLab,
}

const INSTALL: (&str, &str) = ("ci/install-rexbase", include_str!("../../examples/ci/install-rexbase"));

/// Every file that a host needs, by its path in the repository.
pub(super) fn files(host: Host) -> [(&'static str, &'static str); 2] {
    let told = match host {
        Host::GitHub => (".github/workflows/pages.yml", include_str!("../../examples/github/pages.yml")),
        Host::GitLab => (".gitlab-ci.yml", include_str!("../../examples/gitlab/.gitlab-ci.yml")),
    };
    [told, INSTALL]
}
