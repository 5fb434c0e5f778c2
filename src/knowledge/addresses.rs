//! Every record gets an address, and every stub an id, that nothing else has.
//!
//! A record is where its path or name says, each part made plain ([`slug`]), unless that address is the site's own ([`super::own`]) or two want it.
//! Then a file whose path is the address already has it, else whoever comes first in the order of written records before stubs, then of ids and
//! titles; the others get six hexadecimal digits of their own name's fingerprint appended. What always holds:
//!
//! - This ends for every input.
//! - No two addresses are equal.
//! - An address that depends on another record's presence is told, and names both.

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Outline;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::fold::slug;
use crate::vocab::hash::{HashMap, RandomState};
use crate::vocab::kind::Kind;
use crate::vocab::path::SitePath;

use super::names::Candidate;
use super::own;

/// The addresses that were given.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// In the order of the candidates.
    pub(super) of_candidates: Vec<SitePath>,
    /// The candidate at each.
    pub(super) taken: HashMap<SitePath, usize>,
}

/// Gives addresses to these candidates; stubs' ids are set.
pub(super) fn assign(
    candidates: &mut [Candidate],
    outlines: &[Arc<Outline>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Addresses {
    let wanted: Vec<Wanted> = candidates.par_iter().map(Wanted::of).collect();
    let mut addresses = Addresses {
        of_candidates: vec![SitePath::home(); candidates.len()],
        taken: HashMap::with_capacity_and_hasher(candidates.len(), RandomState::default()),
    };
    // Whoever is where its file is keeps that, whatever else comes or goes.
    let mut rest = Vec::new();
    for (index, wanted) in wanted.iter().enumerate() {
        match wanted {
            Wanted { is_own_path: true, address: Ok(address), .. } => addresses.give(index, address.clone()),
            Wanted { is_part: true, .. } => {}
            _ => rest.push(index),
        }
    }
    rest.par_sort_by(|a, b| key(&candidates[*a]).cmp(&key(&candidates[*b])));
    rest.retain(|index| match &wanted[*index].address {
        Ok(address) if !addresses.taken.contains_key(address) => {
            addresses.give(*index, address.clone());
            false
        }
        _ => true,
    });
    for index in rest {
        let address = addresses.another(&candidates[index], &wanted[index]);
        diagnostics.push(told(index, &address, &wanted[index], &addresses, candidates, outlines));
        addresses.give(index, address);
    }
    tell_similar(candidates, &wanted, &addresses, outlines, diagnostics);
    assign_parts(candidates, &wanted, &mut addresses);
    for (candidate, address) in candidates.iter_mut().zip(&addresses.of_candidates) {
        if candidate.document.is_none() {
            candidate.id = path_below_kind(candidate.kind, address).to_owned();
        }
    }
    addresses
}

/// Where a candidate would be if it were alone.
struct Wanted {
    /// Each part of its path or name, made plain.
    plain: String,
    /// The address that this makes, or which part of it must be another and what has it.
    address: Result<SitePath, (usize, String)>,
    /// Whether the path of its file is that.
    is_own_path: bool,
    /// Whether it is a lesson, figure or action, whose address follows from that of its source.
    is_part: bool,
}

impl Wanted {
    fn of(candidate: &Candidate) -> Self {
        let is_part = candidate.kind.is_part();
        let plain = match candidate.document {
            Some(_) if is_part => slug_of_part(&candidate.id),
            Some(_) => slugged_path(&candidate.id),
            None => slug(&candidate.title),
        };
        let address = match own::reserved_part(candidate.kind, &plain) {
            Some(reserved) => Err(reserved),
            None => Ok(address(candidate.kind, &plain)),
        };
        let is_own_path = !is_part && candidate.document.is_some() && plain == candidate.id;
        Self { plain, address, is_own_path, is_part }
    }
}

impl Addresses {
    fn give(&mut self, index: usize, address: SitePath) {
        self.taken.insert(address.clone(), index);
        self.of_candidates[index] = address;
    }

    /// The first address made of what a candidate wants that nothing has.
    fn another(&self, candidate: &Candidate, wanted: &Wanted) -> SitePath {
        let parts: Vec<&str> = wanted.plain.split('/').collect();
        let (at, name) = match &wanted.address {
            // What is below one folder stays below one.
            Err((part, _)) => (*part, parts[..=*part].join("/")),
            Ok(_) if candidate.document.is_some() => (parts.len() - 1, candidate.id.clone()),
            Ok(_) => (parts.len() - 1, candidate.title.clone()),
        };
        let fingerprint = Fingerprint::of(name.as_bytes()).to_string();
        let with = |ending: &str| {
            let part = |(index, part): (usize, &&str)| {
                if index == at { format!("{part}-{ending}") } else { (*part).to_owned() }
            };
            let path = parts.iter().enumerate().map(part).collect::<Vec<_>>().join("/");
            address(candidate.kind, &path)
        };
        // A part that ends with digits after a hyphen is none of the site's own, so that one of these is free.
        let of_name = [with(&fingerprint[..6]), with(&fingerprint)];
        let of_path = Fingerprint::of(candidate.id.as_bytes()).to_string();
        let numbered = (2..self.taken.len() + 4).map(|number| with(&format!("{of_path}-{number}")));
        let mut all = of_name.into_iter().chain(numbered);
        all.find(|address| !self.taken.contains_key(address)).expect("there are more numbers than addresses")
    }
}

/// Tells of a name that was met and of another, of a record with a file, that would make one address if that file were not called otherwise.
fn tell_similar(
    candidates: &[Candidate],
    wanted: &[Wanted],
    addresses: &Addresses,
    outlines: &[Arc<Outline>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_named = |candidate: &Candidate| candidate.kind.may_be_stub() && candidate.document.is_some();
    let names = |(index, candidate): (usize, &Candidate)| {
        let names: Vec<&String> = std::iter::once(&candidate.title).chain(&candidate.aliases).collect();
        let slugs = names.into_iter().map(|name| slug(name)).filter(|slug| *slug != wanted[index].plain);
        slugs.map(|slug| (slug, index)).collect::<Vec<_>>()
    };
    let of_files = candidates.par_iter().enumerate().filter(|(_, candidate)| is_named(candidate));
    let of_files: Vec<(String, usize)> = of_files.flat_map_iter(names).collect();
    let by_slug: HashMap<(Kind, &str), usize> =
        of_files.iter().map(|(slug, index)| ((candidates[*index].kind, slug.as_str()), *index)).collect();
    if by_slug.is_empty() {
        return;
    }
    for (index, candidate) in candidates.iter().enumerate() {
        let Some((path, span)) = &candidate.met else { continue };
        let Some(holder) = by_slug.get(&(candidate.kind, wanted[index].plain.as_str())) else { continue };
        let is_told =
            wanted[index].address.as_ref().is_ok_and(|address| addresses.of_candidates[index] != *address);
        let Some(file) = candidates[*holder].document.filter(|_| !is_told) else { continue };
        let (kind, folder) = (candidate.kind.name(), candidate.kind.folder());
        let (name, other) = (&candidate.title, &candidates[*holder].title);
        let message = format!(
            "the {kind} `{name}` is another than `{other}` of `{}`, although both names make one address",
            outlines[file].path
        );
        diagnostics.push(
            Diagnostic::warning(Code::SimilarNames, path, message).with_span(span.clone()).with_hint(format!(
                "if both mean the same, give the record the other name as an alias; else write a file for `{name}` in `{folder}`, too"
            )),
        );
    }
}

/// Lessons and figures stand below the address of the page that they are on; an action is at the very address, which stays the source's.
fn assign_parts(candidates: &[Candidate], wanted: &[Wanted], addresses: &mut Addresses) {
    let mut source = SitePath::home();
    let mut source_kind = Kind::Page;
    for (index, (candidate, wanted)) in candidates.iter().zip(wanted).enumerate() {
        if !wanted.is_part {
            source.clone_from(&addresses.of_candidates[index]);
            source_kind = candidate.kind;
            continue;
        }
        if !candidate.kind.has_page() {
            addresses.of_candidates[index] = source.clone();
            continue;
        }
        let below = path_below_kind(source_kind, &source);
        let plain = format!("{}/{below}/{}", source_kind.folder(), wanted.plain);
        let address = address(candidate.kind, &plain);
        let address = if addresses.taken.contains_key(&address) {
            let wanted = Wanted { plain, address: Ok(address), is_own_path: false, is_part: true };
            addresses.another(candidate, &wanted)
        } else {
            address
        };
        addresses.give(index, address);
    }
}

/// The order in which those that are not where their files are choose.
fn key(candidate: &Candidate) -> (Kind, bool, &str, &str, Option<usize>) {
    (candidate.kind, candidate.document.is_none(), &candidate.id, &candidate.title, candidate.document)
}

/// Says that a record is not where it would be, and why.
fn told(
    index: usize,
    address: &SitePath,
    wanted: &Wanted,
    addresses: &Addresses,
    candidates: &[Candidate],
    outlines: &[Arc<Outline>],
) -> Diagnostic {
    let candidate = &candidates[index];
    let kind = candidate.kind.name();
    let own_path = candidate.document.map(|document| &outlines[document].path);
    let place = own_path.or(candidate.met.as_ref().map(|(path, _)| path));
    let what = match own_path {
        Some(_) => format!("this {kind}"),
        None => format!("the {kind} `{}`", candidate.title),
    };
    let path = place.expect("a record has a file, or was met in one");
    let mut diagnostic = match &wanted.address {
        Err((_, has_it)) => {
            let at = self::address(candidate.kind, &wanted.plain);
            let message = format!("`{at}` is kept for {has_it}, so {what} is at `{address}`");
            Diagnostic::warning(Code::ReservedAddress, path, message)
        }
        Ok(at) => {
            let holder = addresses.taken.get(at).map(|holder| &candidates[*holder]);
            let holder = holder.map_or_else(String::new, |holder| match holder.document {
                Some(document) => format!("`{}`", outlines[document].path),
                None => format!("the {kind} `{}`", holder.title),
            });
            let message = format!("`{at}` is the address of {holder}, so {what} is at `{address}`");
            Diagnostic::warning(Code::SharedAddress, path, message)
        }
    };
    diagnostic.span = candidate.met.as_ref().map(|(_, span)| span.clone());
    let folder = candidate.kind.folder();
    diagnostic.with_hint(match (own_path, &wanted.address) {
        (Some(_), Err(_)) => "rename the file or its folder, and its address is that of its name".to_owned(),
        (Some(_), Ok(_)) => {
            "rename one of the two files: then the address of neither depends on the other".to_owned()
        }
        (None, _) => format!(
            "if both mean the same, write one name everywhere; else write a file for one in `{folder}`, under the name that its address shall have"
        ),
    })
}

/// The longest part of an address; file systems take 255 bytes, and a number may have to be added.
const LONGEST_PART: usize = 200;

/// The address that an author's path makes: each part as it was written where that will do.
fn slugged_path(id: &str) -> String {
    let mut path = String::with_capacity(id.len() + 8);
    for (index, part) in id.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        if is_slug(part) { path.push_str(part) } else { path.push_str(&slug(part)) }
    }
    path
}

fn is_slug(part: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !part.is_empty()
        && part.len() <= LONGEST_PART
        && part.bytes().all(is_plain)
        && !part.starts_with('-')
        && !part.ends_with('-')
}

/// The last part of the id of a lesson or figure.
fn slug_of_part(id: &str) -> String {
    slugged_path(id.rsplit('/').next().unwrap_or(id))
}

/// The address of this plain path below a kind's folder.
fn address(kind: Kind, path: &str) -> SitePath {
    let folder = (kind != Kind::Page).then(|| kind.folder());
    let made = |path: &str| SitePath::new(folder.into_iter().chain([path]));
    let of_fingerprint = || made(&format!("x-{}", Fingerprint::of(path.as_bytes())));
    made(path).or_else(of_fingerprint).expect("hexadecimal digits are a plain part")
}

/// An address less the kind's folder and the slashes around it.
fn path_below_kind(kind: Kind, address: &SitePath) -> &str {
    let path = address.as_str().trim_matches('/');
    if kind == Kind::Page { path } else { path.split_once('/').map_or(path, |(_, path)| path) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::vocab::path::ContentPath;

    fn stub(title: &str) -> Candidate {
        Candidate {
            kind: Kind::Person,
            id: String::new(),
            title: title.into(),
            aliases: Vec::new(),
            document: None,
            part: 0,
            met: Some((ContentPath::new("content/talks/t.md").unwrap(), 0..1)),
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
        let addresses = assign(&mut candidates, &[], &mut Vec::new()).of_candidates;
        let distinct: HashSet<_> = addresses.iter().map(SitePath::as_str).collect();
        assert_eq!(distinct.len(), 6);
        assert!(
            addresses
                .iter()
                .all(|address| address.as_str().starts_with("/people/") && address.as_str().len() > 9)
        );
    }
}
