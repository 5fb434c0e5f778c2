//! Which kind a folder's files are of, and which files are of none.

use crate::vocab::diagnostic::{Code, Diagnostic, nearest};
use crate::vocab::kind::Kind;
use crate::vocab::path::{ContentPath, is_held_back, markdown_stem};

/// What other tools and people call the folders of a kind, in lower case without a leading `_`.
const ALIKE: &[(&str, Kind)] = &[
    ("articles", Kind::Report),
    ("blog", Kind::Report),
    ("case-studies", Kind::Report),
    ("comptes-rendus", Kind::Report),
    ("incidents", Kind::Report),
    ("journal", Kind::Report),
    ("learnings", Kind::Report),
    ("notes", Kind::Report),
    ("post", Kind::Report),
    ("post-mortems", Kind::Report),
    ("postmortems", Kind::Report),
    ("posts", Kind::Report),
    ("retours", Kind::Report),
    ("retours-d-experience", Kind::Report),
    ("retrospectives", Kind::Report),
    ("rex", Kind::Report),
    ("reviews", Kind::Report),
    ("writing", Kind::Report),
    ("presentations", Kind::Talk),
    ("sessions", Kind::Talk),
    ("slides", Kind::Talk),
    ("videos", Kind::Talk),
    ("conferences", Kind::Event),
    ("evenements", Kind::Event),
    ("meetups", Kind::Event),
    ("authors", Kind::Person),
    ("contributors", Kind::Person),
    ("members", Kind::Person),
    ("speakers", Kind::Person),
    ("team", Kind::Person),
    ("clients", Kind::Organisation),
    ("companies", Kind::Organisation),
    ("organizations", Kind::Organisation),
    ("orgs", Kind::Organisation),
    ("categories", Kind::Topic),
    ("subjects", Kind::Topic),
    ("tags", Kind::Topic),
    ("themes", Kind::Topic),
    ("products", Kind::Technology),
    ("tech", Kind::Technology),
    ("tools", Kind::Technology),
    ("indicators", Kind::Metric),
    ("kpis", Kind::Metric),
    ("about", Kind::Page),
    ("docs", Kind::Page),
    ("page", Kind::Page),
];

/// Names of files that are about the folder and for those who work in it, as they are always written.
pub(crate) const PAPERS: &[&str] = &[
    "AUTHORS",
    "CHANGELOG",
    "CHANGES",
    "CODEOWNERS",
    "CODE_OF_CONDUCT",
    "CONTRIBUTING",
    "CONTRIBUTORS",
    "COPYING",
    "GOVERNANCE",
    "HISTORY",
    "LICENCE",
    "LICENSE",
    "MAINTAINERS",
    "NOTICE",
    "README",
    "SECURITY",
    "SUPPORT",
    "UNLICENSE",
];

/// The kind of the files in the first folder of this path.
pub(super) fn kind(path: &ContentPath, below: &str) -> Result<Kind, Diagnostic> {
    let folders = || Kind::written().map(Kind::folder);
    let listed = || folders().map(|folder| format!("`{folder}`")).collect::<Vec<_>>().join(", ");
    let Some((folder, _)) = below.split_once('/') else {
        let stem = markdown_stem(below).unwrap_or(below);
        if stem.eq_ignore_ascii_case("readme") {
            return Err(passed_over(path));
        }
        refuse_papers(path, stem, Kind::Page)?;
        let message = "this file is in no kind's folder, so it has no kind";
        return Err(Diagnostic::error(Code::NoKind, path, message)
            .with_hint(format!("move it into one of {}", listed())));
    };
    if let Some(kind) = Kind::from_folder(folder) {
        return Ok(kind);
    }
    if is_held_back(folder) {
        let message = format!("this file is held back: the name of the folder `{folder}` begins with `_`");
        let hint = format!("drafts of reports, say, stand in `reports/{folder}/`");
        return Err(Diagnostic::note(Code::HeldBack, path, message).with_hint(hint));
    }
    let plain = folder.trim_start_matches('_').to_lowercase();
    let is_year = plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit());
    let alike = ALIKE.iter().find(|(alike, _)| *alike == plain).map(|(_, kind)| *kind);
    let mut diagnostic = Diagnostic::error(Code::NoKind, path, format!("the folder `{folder}` is no kind's"));
    if let Some(kind) = alike.or(is_year.then_some(Kind::Report)) {
        let meant = kind.folder();
        diagnostic
            .hints
            .push(format!("these may be {meant}: move the folder into `{meant}`, or rename it so"));
    } else {
        diagnostic.hints.extend(nearest(folder, folders()).map(|near| format!("did you mean `{near}`?")));
    }
    Err(diagnostic.with_hint(format!("the kinds' folders are {}", listed())))
}

/// Passes over a licence and its like. Where a mention makes a record, such a word may well be one.
pub(super) fn refuse_papers(path: &ContentPath, name: &str, kind: Kind) -> Result<(), Diagnostic> {
    let first = name.split(['-', '.', ' ']).next().unwrap_or(name);
    let is_licence = ["license", "licence", "copying"].iter().any(|word| name.eq_ignore_ascii_case(word));
    if (PAPERS.contains(&first) && first != "README") || (is_licence && !kind.may_be_stub()) {
        Err(passed_over(path))
    } else {
        Ok(())
    }
}

fn passed_over(path: &ContentPath) -> Diagnostic {
    let message = "this file is about the folder, so it is passed over";
    Diagnostic::note(Code::PassedOver, path, message).with_hint("rename it when it is meant for readers")
}
