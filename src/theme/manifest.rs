//! `theme.toml`: the theme's name and what it does otherwise than the built-in one.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::theme::family::Family;
use crate::vocab::version::Requirement;

use super::file::{ThemeError, ThemeFile, text};

/// What a theme says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Families of pages that are not rendered.
    pub(crate) leave_out: Vec<Family>,
    /// Names on one page of an A–Z list.
    pub(crate) names_on_a_page: usize,
    /// Talks on one page of an event.
    pub(crate) programme_on_a_page: usize,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { leave_out: Vec::new(), names_on_a_page: 300, programme_on_a_page: 300 }
    }
}

/// The keys as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[expect(dead_code, reason = "every theme has one; nothing needs it yet")]
    name: String,
    #[expect(dead_code, reason = "it is read before all else, by [`Asked`]")]
    #[serde(default)]
    requires: IgnoredAny,
    #[serde(default)]
    leave_out: Vec<String>,
    names_on_a_page: Option<usize>,
    programme_on_a_page: Option<usize>,
}

/// The one key that is read before the others, which another version may read otherwise.
#[derive(Deserialize)]
struct Asked {
    requires: Option<Requirement>,
}

/// Reads a manifest.
pub(super) fn read(file: &ThemeFile<'_>) -> Result<Manifest, ThemeError> {
    let asked: Asked = toml::from_str(text(file)?).map_err(|error| ThemeError::new(file, error))?;
    if let Some(Err(unfit)) = asked.requires.map(|range| range.check("the theme")) {
        return Err(ThemeError::new(
            file,
            format!(
                "{}\ninstall a version that fits, or a newer version of the theme; or write `requires = \"{}\"` once the theme works with this one",
                unfit.message, unfit.fitting
            ),
        ));
    }
    let written: Written = toml::from_str(text(file)?).map_err(|error| ThemeError::new(file, error))?;
    let family = |name: &String| {
        Family::from_name(name).ok_or_else(|| {
            let known: Vec<_> = Family::all().map(Family::name).collect();
            ThemeError::new(
                file,
                format!("`leave_out` knows no pages called `{name}`; there are: {}", known.join(", ")),
            )
        })
    };
    let default = Manifest::default();
    Ok(Manifest {
        leave_out: written.leave_out.iter().map(family).collect::<Result<_, _>>()?,
        names_on_a_page: written.names_on_a_page.unwrap_or(default.names_on_a_page).max(1),
        programme_on_a_page: written.programme_on_a_page.unwrap_or(default.programme_on_a_page).max(1),
    })
}
