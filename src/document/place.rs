//! What a file's path says: its kind, its id, a date that its name may begin with, whether it is the page of its folder, and whether the
//! place alone holds it back.

mod folders;
mod readable;

use unicode_normalization::UnicodeNormalization;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::path::{ContentPath, is_held_back, markdown_stem};

pub(crate) use folders::PAPERS;

/// A file of content by its path alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub path: ContentPath,
    pub kind: Kind,
    /// The path below the kind's folder, less its date prefix and ending, in NFC.
    pub id: String,
    pub date: Option<PartialDate>,
    pub role: Role,
    /// The folder or name in the path that holds the file back: `_drafts`.
    pub held_by: Option<String>,
    /// What the record is called when nothing else says it.
    pub name: String,
}

/// What a file is to its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Role {
    /// A record of its own.
    Record,
    /// The page of its folder where that has no other: a `README.md`.
    Readme,
    /// The page of its folder where that has no other, as Hugo and Zola have it: an `_index.md`.
    Section,
}

impl Place {
    /// Reads the path `below` the content folder of the file that stands at `path` below the site's root.
    ///
    /// # Errors
    /// A diagnostic: the first folder is not a kind's, or the file stands in none, or it is of those that are about the files and not for readers.
    pub fn of(path: &ContentPath, below: &str) -> Result<Self, Diagnostic> {
        let kind = folders::kind(path, below)?;
        let rest = below.split_once('/').map_or(below, |(_, rest)| rest);
        let stem = markdown_stem(rest).unwrap_or(rest);
        let (parents, name) = stem.rsplit_once('/').map_or(("", stem), |(parents, name)| (parents, name));
        folders::refuse_papers(path, name, kind)?;
        let role = match name {
            "_index" => Role::Section,
            _ if name.eq_ignore_ascii_case("readme") => Role::Readme,
            _ => Role::Record,
        };
        let is_own_page = role != Role::Record || name == "index";
        let (parents, name) = match is_own_page {
            true if parents.is_empty() && role == Role::Record => ("", name),
            true => parents.rsplit_once('/').map_or(("", parents), |(above, folder)| (above, folder)),
            false => (parents, name),
        };
        let (date, name) = date_prefix(name);
        let id = if parents.is_empty() { name.to_owned() } else { format!("{parents}/{name}") };
        let held_by = stem.split('/').find(|part| is_held_back(part)).map(str::to_owned);
        let name = readable::readable(name);
        Ok(Self { path: path.clone(), kind, id: id.nfc().collect(), date, role, held_by, name })
    }

    /// Whether what holds this page back holds back all that stands below its folder.
    pub(super) fn is_section(&self) -> bool {
        self.role == Role::Section
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
        assert_eq!(place("talks/index.md").unwrap().1, "index");
        for ending in ["MD", "markdown", "Mkd"] {
            assert_eq!(place(&format!("talks/2017-10-05-x.{ending}")).unwrap().1, "x");
            assert_eq!(place(&format!("talks/x/index.{ending}")).unwrap().1, "x");
        }
    }

    #[test]
    fn a_readme_is_its_folders_page_and_papers_are_none() {
        let role = |below: &str| {
            let path = ContentPath::new(&format!("content/{below}")).unwrap();
            Place::of(&path, below).map(|place| (place.role, place.id))
        };
        assert_eq!(role("reports/2018/pygotham/README.md").unwrap(), (Role::Readme, "2018/pygotham".into()));
        assert_eq!(role("reports/x/Readme.MD").unwrap(), (Role::Readme, "x".into()));
        assert_eq!(role("talks/2017-10-02-x/_index.md").unwrap(), (Role::Section, "x".into()));
        assert_eq!(role("talks/README.md").unwrap(), (Role::Readme, String::new()));
        for below in
            ["README.md", "LICENSE.md", "talks/LICENSE.md", "talks/x/License.md", "reports/CONTRIBUTING.md"]
        {
            let said = role(below).unwrap_err();
            assert_eq!(
                (said.code.name(), said.severity),
                ("passed-over", crate::vocab::diagnostic::Severity::Note),
                "{below}"
            );
        }
        assert!(role("topics/license.md").is_ok() && role("talks/contributing.md").is_ok());
        assert_eq!(role("_drafts/x.md").unwrap_err().severity, crate::vocab::diagnostic::Severity::Note);
    }

    #[test]
    fn a_folder_that_is_no_kind_is_an_error() {
        assert_eq!(place("talk/x.md").unwrap_err().hints[0], "did you mean `talks`?");
        assert!(place("x.md").is_err());
        for (folder, kind) in [
            ("posts", "reports"),
            ("_posts", "reports"),
            ("retours", "reports"),
            ("2018", "reports"),
            ("meetups", "events"),
        ] {
            let said = place(&format!("{folder}/x.md")).unwrap_err();
            assert!(said.hints[0].contains(&format!("`{kind}`")), "{said:?}");
        }
    }
}
