//! What a file's path says: its kind, its id, and a date that its name may begin with.

use unicode_normalization::UnicodeNormalization;

use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Diagnostic, nearest};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// A file of content by its path alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub path: ContentPath,
    pub kind: Kind,
    /// The path below the kind's folder, less its date prefix and ending, in NFC.
    pub id: String,
    pub date: Option<PartialDate>,
}

impl Place {
    /// Reads the path `below` the content folder of the file that stands at `path` below the site's root.
    ///
    /// # Errors
    /// A diagnostic when the first folder is not a kind's, or the file stands in none.
    pub fn of(path: &ContentPath, below: &str) -> Result<Self, Diagnostic> {
        let folders = || Kind::written().map(Kind::folder);
        let listed = folders().map(|folder| format!("`{folder}`")).collect::<Vec<_>>().join(", ");
        let Some((folder, rest)) = below.split_once('/') else {
            return Err(Diagnostic::error(
                "no-kind",
                path,
                "this file is in no kind's folder, so it has no kind",
            )
            .with_hint(format!("move it into one of {listed}")));
        };
        let Some(kind) = Kind::from_folder(folder) else {
            let mut diagnostic =
                Diagnostic::error("no-kind", path, format!("the folder `{folder}` is no kind's"));
            diagnostic.hints.extend(nearest(folder, folders()).map(|near| format!("did you mean `{near}`?")));
            return Err(diagnostic.with_hint(format!("the kinds' folders are {listed}")));
        };
        let stem = rest.strip_suffix(".md").unwrap_or(rest);
        let stem = stem.strip_suffix("/index").unwrap_or(stem);
        let (parents, name) = stem.rsplit_once('/').map_or(("", stem), |(parents, name)| (parents, name));
        let (date, name) = date_prefix(name);
        let id = if parents.is_empty() { name.to_owned() } else { format!("{parents}/{name}") };
        Ok(Self { path: path.clone(), kind, id: id.nfc().collect(), date })
    }
}

/// `2017-10-05-devops-rex` is a date and `devops-rex`; a name that is a date alone stays a name.
fn date_prefix(name: &str) -> (Option<PartialDate>, &str) {
    let parted = name.get(..10).zip(name.get(10..).and_then(|rest| rest.strip_prefix(['-', '_'])));
    match parted.and_then(|(date, rest)| Some((PartialDate::parse(date).ok()?, rest))) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(below: &str) -> Result<(Kind, String, Option<String>), Diagnostic> {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        Place::of(&path, below).map(|place| (place.kind, place.id, place.date.map(|date| date.to_string())))
    }

    #[test]
    fn the_path_is_the_record() {
        assert_eq!(place("talks/e/tarkett.md").unwrap(), (Kind::Talk, "e/tarkett".into(), None));
        assert_eq!(
            place("reports/2017-10-05-rex.md").unwrap(),
            (Kind::Report, "rex".into(), Some("2017-10-05".into()))
        );
        assert_eq!(place("talks/x/index.md").unwrap(), (Kind::Talk, "x".into(), None));
        assert_eq!(place("talks/2017-10-05.md").unwrap().1, "2017-10-05");
        assert_eq!(place("people/e\u{301}ve.md").unwrap().1, "\u{e9}ve");
    }

    #[test]
    fn a_folder_that_is_no_kind_is_an_error() {
        assert_eq!(place("talk/x.md").unwrap_err().hints[0], "did you mean `talks`?");
        assert!(place("x.md").is_err());
    }
}
