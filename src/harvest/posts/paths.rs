//! Paths and addresses of posts, as they are looked up.

use crate::harvest::reading::dates;
use crate::knowledge::own::{self, OwnPage};
use crate::vocab::kind::Kind;
use crate::vocab::path::markdown_stem;
use crate::vocab::percent;

/// An address as hosts look it up: without slashes around it, `index.html`, `.html`; in lower case.
pub(super) fn key(address: &str) -> String {
    let plain = percent::decoded(address).to_lowercase();
    let plain = plain.trim_matches('/');
    let plain = plain.strip_suffix("index.html").unwrap_or(plain).trim_end_matches('/');
    let plain = plain.strip_suffix(".html").or_else(|| plain.strip_suffix(".htm")).unwrap_or(plain);
    plain.to_owned()
}

/// The last part of a path or address, without ending and date.
pub(super) fn last(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = markdown_stem(name).or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    let stem =
        if stem == "index" || stem == "_index" { above.rsplit('/').next().unwrap_or(above) } else { stem };
    let (rest, _) = dates::dated_name(stem);
    if rest.is_empty() { stem } else { rest }
}

/// The path below the content folder at which a file keeps its address; none where the site has its own files.
pub(super) fn public(on_site: &str) -> Option<String> {
    let first = on_site.split_once('/')?.0;
    let is_own = own::FOLDERS.contains(&first) || OwnPage::at(&format!("/{first}/")).is_some();
    let is_kinds = Kind::written().any(|kind| kind.folder() == first);
    let is_odd =
        on_site.split('/').any(|part| part.starts_with(['_', '.', '#']) || part.contains(['\\', ':']));
    (!is_kinds && !is_odd && !is_own).then(|| on_site.to_owned())
}
