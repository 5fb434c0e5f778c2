//! The addresses at which files are found, for those who keep copies of them: a CDN, a proxy.
//!
//! Pure. What always holds: what is named after its content is not among them, since no copy of it is ever old.

use std::collections::BTreeSet;

use crate::vocab::path::OutputPath;
use crate::vocab::percent;

use super::sort;

/// The addresses of these files on a site whose addresses begin with `root` (`/` or `/kb/`), in order; that of a folder's page is the folder's, too.
pub(crate) fn addresses<'a>(files: impl IntoIterator<Item = &'a OutputPath>, root: &str) -> BTreeSet<String> {
    let mut addresses = BTreeSet::new();
    for file in files.into_iter().filter(|file| sort::of(file).has_an_address()) {
        let address = format!("{root}{}", percent::path(file.as_str()));
        if let Some(folder) = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
            addresses.insert(folder.to_owned());
        }
        addresses.insert(address);
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_two_addresses_and_a_named_file_none() {
        let files = ["index.html", "a b/index.html", "my-index.html", "assets/0a1b2c3d4e/x.js"]
            .map(|path| OutputPath::new(path).unwrap());
        let found: Vec<_> = addresses(&files, "/kb/").into_iter().collect();
        assert_eq!(
            found,
            ["/kb/", "/kb/a%20b/", "/kb/a%20b/index.html", "/kb/index.html", "/kb/my-index.html"]
        );
    }
}
