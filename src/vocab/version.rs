//! The versions of Rexbase that a site or a theme is made for.
//!
//! One type for `rexbase` in the config and `requires` in a theme's manifest, so that both mean the same by `0.2` and say the same when it does not fit.

use serde::{Deserialize, Deserializer, de};

/// A range of versions, as Cargo writes them: `0.2`, or `>=0.1, <0.3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Requirement(semver::VersionReq);

/// This program is none of the versions that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unfit {
    /// What is wrong, of `what` that is made for other versions.
    pub message: String,
    /// The newest form of the range that has this version in it.
    pub fitting: String,
}

impl Requirement {
    /// Reads a range.
    ///
    /// # Errors
    /// It is none; a second line says how one is written.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let range = semver::VersionReq::parse(text);
        range.map(Self).map_err(|error| {
            format!("`{text}` is not a range of versions: {error}\nwrite one like `0.2` or `>=0.1, <0.3`")
        })
    }

    /// Whether this program may build what asks for it: "the theme", or "the site".
    ///
    /// # Errors
    /// It is of another version.
    pub(crate) fn check(&self, what: &str) -> Result<(), Unfit> {
        self.check_for(what, &this())
    }

    fn check_for(&self, what: &str, version: &semver::Version) -> Result<(), Unfit> {
        // A version before its release counts as the release: who tries it wants to know whether what there is will fit.
        let released = semver::Version::new(version.major, version.minor, version.patch);
        if self.0.matches(&released) {
            return Ok(());
        }
        Err(Unfit {
            message: format!("{what} is made for Rexbase {}, and this is Rexbase {version}", self.0),
            fitting: format!("{}.{}", version.major, version.minor),
        })
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

fn this() -> semver::Version {
    semver::Version::parse(env!("CARGO_PKG_VERSION")).expect("Cargo builds no package of another version")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_the_versions_that_cargo_would_take() {
        let cases = [
            ("0.2", "0.2.7", true),
            ("0.2", "0.3.0", false),
            ("^0.2.3", "0.2.2", false),
            (">=0.1, <0.3", "0.1.0", true),
            (">=0.1, <0.3", "0.3.0", false),
            (">=0.1, <0.3", "0.2.0-rc.1", true),
            ("1", "1.9.0", true),
            ("*", "7.0.0", true),
        ];
        for (range, version, fits) in cases {
            let version = semver::Version::parse(version).unwrap();
            let checked = Requirement::parse(range).unwrap().check_for("the theme", &version);
            assert_eq!(checked.is_ok(), fits, "{range} {version}");
        }
    }

    #[test]
    fn what_is_no_range_is_told_with_one_that_is() {
        for text in ["", "new", "0.2 or 0.3", "=>1"] {
            let error = Requirement::parse(text).unwrap_err();
            assert!(error.contains("\nwrite one like"), "{error}");
        }
        assert_eq!(Requirement::parse(env!("CARGO_PKG_VERSION")).unwrap().check("the site"), Ok(()));
    }
}
