//! Every record gets an address, and every stub an id, that nothing else has.
//!
//! Addresses are handed out in the order of kind, then of written records before stubs, then of ids and titles; whoever
//! comes second to a taken one gets six hexadecimal digits of its own name's fingerprint appended, so that a
//! third record changes neither.

use rayon::prelude::*;

use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::fold::slug;
use crate::vocab::hash::{HashMap, RandomState};
use crate::vocab::kind::Kind;
use crate::vocab::path::SitePath;

use super::names::Candidate;

/// The addresses that were given.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// In the order of the candidates.
    pub(super) of_candidates: Vec<SitePath>,
    /// The candidate at each.
    pub(super) taken: HashMap<SitePath, usize>,
}

/// Gives addresses to these candidates; stubs' ids are set.
pub(super) fn assign(candidates: &mut [Candidate]) -> Addresses {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.par_sort_by(|a, b| key(&candidates[*a]).cmp(&key(&candidates[*b])));
    let wanted = candidates.par_iter().map(|candidate| {
        let plain = match candidate.document {
            Some(_) => slugged_path(&candidate.id),
            None => slug(&candidate.title),
        };
        (address(candidate.kind, &plain), plain)
    });
    let mut wanted: Vec<(Option<SitePath>, String)> = wanted.collect();
    let mut addresses = Addresses {
        of_candidates: vec![SitePath::home(); candidates.len()],
        taken: HashMap::with_capacity_and_hasher(candidates.len(), RandomState::default()),
    };
    for index in order {
        let candidate = &mut candidates[index];
        let (address, plain) = std::mem::take(&mut wanted[index]);
        let free = address.filter(|address| !addresses.taken.contains_key(address));
        let (path, address) = if let Some(address) = free {
            (plain, address)
        } else {
            let name = if candidate.document.is_some() { &candidate.id } else { &candidate.title };
            free_address(candidate.kind, &plain, name, &addresses.taken)
        };
        if candidate.document.is_none() {
            candidate.id = path;
        }
        addresses.taken.insert(address.clone(), index);
        addresses.of_candidates[index] = address;
    }
    addresses
}

fn key(candidate: &Candidate) -> (Kind, bool, &str, &str, Option<usize>) {
    (candidate.kind, candidate.document.is_none(), &candidate.id, &candidate.title, candidate.document)
}

/// The longest part of an address; file systems take 255 bytes, and a number may have to be added.
const LONGEST_PART: usize = 200;

/// The address that an author's path makes: each part as it was written where that will do.
fn slugged_path(id: &str) -> String {
    let part = |part: &str| if is_slug(part) { part.to_owned() } else { slug(part) };
    id.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn is_slug(part: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !part.is_empty()
        && part.len() <= LONGEST_PART
        && part.bytes().all(is_plain)
        && !part.starts_with('-')
        && !part.ends_with('-')
}

/// The address that this path makes, when it is not one of the site's own.
fn address(kind: Kind, path: &str) -> Option<SitePath> {
    let folder = (kind != Kind::Page).then(|| kind.folder());
    SitePath::new(folder.into_iter().chain([path])).filter(|_| !is_reserved(kind, path))
}

/// The first address made of a taken one's path that nothing has.
fn free_address(kind: Kind, plain: &str, name: &str, taken: &HashMap<SitePath, usize>) -> (String, SitePath) {
    let fingerprint = Fingerprint::of(name.as_bytes()).to_string();
    let distinct = [format!("{plain}-{}", &fingerprint[..6]), format!("{plain}-{fingerprint}")];
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    for path in distinct.into_iter().chain(numbered) {
        if let Some(address) = address(kind, &path).filter(|address| !taken.contains_key(address)) {
            return (path, address);
        }
    }
    unreachable!("the numbers do not end")
}

/// Addresses that the site's own pages have.
fn is_reserved(kind: Kind, path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    let own = ["page", "years", "debts", "assets", "search", "api"];
    match kind {
        Kind::Page => own.contains(&first) || Kind::ALL.iter().any(|kind| kind.folder() == first),
        _ => first == "page" && path != first,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn stub(title: &str) -> Candidate {
        Candidate {
            kind: Kind::Person,
            id: String::new(),
            title: title.into(),
            aliases: Vec::new(),
            document: None,
            part: 0,
        }
    }

    #[test]
    fn a_long_file_name_is_its_address() {
        let long = "word-".repeat(30) + "end";
        assert_eq!(slugged_path(&format!("a/{long}")), format!("a/{long}"));
        assert_eq!(slugged_path("Été/x y"), "ete/x-y");
        assert!(slugged_path(&"a".repeat(300)).len() <= 80);
    }

    #[test]
    fn no_two_share_an_address_and_none_is_empty() {
        let mut candidates: Vec<_> =
            ["A. B.", "A B.", "李", "…", "‽", "A. B"].map(stub).into_iter().collect();
        let addresses = assign(&mut candidates).of_candidates;
        let distinct: HashSet<_> = addresses.iter().map(SitePath::as_str).collect();
        assert_eq!(distinct.len(), 6);
        assert!(
            addresses
                .iter()
                .all(|address| address.as_str().starts_with("/people/") && address.as_str().len() > 9)
        );
    }

    #[test]
    fn pages_keep_off_the_sites_own_addresses() {
        let page = |id: &str| Candidate {
            kind: Kind::Page,
            id: id.into(),
            title: id.into(),
            aliases: Vec::new(),
            document: Some(0),
            part: 0,
        };
        let mut candidates = vec![page("about"), page("talks")];
        let addresses = assign(&mut candidates).of_candidates;
        assert_eq!(addresses[0].as_str(), "/about/");
        assert_ne!(addresses[1].as_str(), "/talks/");
    }
}
