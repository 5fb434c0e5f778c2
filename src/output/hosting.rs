//! What hosts take of a site, and what a published one has: which of them it is too much for.
//!
//! Comes in: the sizes of the files of a site. Goes out: a [`Census`], and a [`Host`] with each limit that it passes. Pure but for reading the manifest.

use std::path::Path;

use crate::vocab::hash::HashMap;
use crate::vocab::kind::SHARING;

use super::error::OutputError;
use super::known::MANIFEST;
use super::listing::{Found, Listing};

/// What hosts count of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Census {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    /// The largest file, and its bytes.
    pub(crate) largest: (String, u64),
    /// The folder with most files of its own, from the site's root, and how many these are.
    pub(crate) fullest: (String, usize),
    /// How many of the files are records as Markdown, how many are feeds of single records, and how many are pages of names, which may share pages.
    pub(crate) markdown: usize,
    pub(crate) feeds: usize,
    pub(crate) names: usize,
}

/// A host of static sites, and what it takes as far as it says. Each number is what its documentation said in November 2026, at `source`.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
    files: Option<usize>,
    bytes: Option<u64>,
    bytes_of_a_file: Option<u64>,
    files_of_a_folder: Option<usize>,
}

/// What a host counts, how much of it there is, and how much it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) of: Counted,
    pub(crate) has: u64,
    pub(crate) most: u64,
}

/// What a host counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Files,
    Bytes,
    BytesOfAFile,
    FilesOfAFolder,
}

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Every host whose limits are known.
pub(crate) const HOSTS: &[Host] = &[
    Host {
        name: "Cloudflare Pages",
        source: "https://developers.cloudflare.com/pages/platform/limits/",
        files: Some(20_000),
        bytes: None,
        bytes_of_a_file: Some(25 * MIB),
        files_of_a_folder: None,
    },
    Host {
        name: "GitHub Pages",
        source: "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
        files: None,
        bytes: Some(GIB),
        bytes_of_a_file: None,
        files_of_a_folder: None,
    },
    Host {
        name: "GitLab Pages",
        source: "https://docs.gitlab.com/user/gitlab_com/#gitlab-pages",
        files: Some(200_000),
        bytes: Some(GIB),
        bytes_of_a_file: None,
        files_of_a_folder: None,
    },
    Host {
        name: "Netlify",
        source: "https://docs.netlify.com/site-deploys/overview",
        files: None,
        bytes: None,
        bytes_of_a_file: None,
        files_of_a_folder: Some(54_000),
    },
];

impl Host {
    /// How much of what it counts a site has.
    pub(crate) fn uses(&self, census: &Census) -> Vec<Use> {
        let of = |of, has, most: Option<u64>| most.map(|most| Use { of, has, most });
        let number = |most: Option<usize>| most.map(|most| most as u64);
        let all = [
            of(Counted::Files, census.files as u64, number(self.files)),
            of(Counted::Bytes, census.bytes, self.bytes),
            of(Counted::BytesOfAFile, census.largest.1, self.bytes_of_a_file),
            of(Counted::FilesOfAFolder, census.fullest.1 as u64, number(self.files_of_a_folder)),
        ];
        all.into_iter().flatten().collect()
    }
}

impl Use {
    /// Whether it is more than the host takes.
    pub(crate) fn is_too_much(&self) -> bool {
        self.has > self.most
    }
}

impl Census {
    /// What was published to a folder, by its manifest; none when nothing was.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub(crate) fn of(folder: &Path) -> Result<Option<Self>, OutputError> {
        let found = Listing::read(&folder.join(MANIFEST))?;
        let Some(Found::Whole(listing) | Found::Damaged(listing)) = found else { return Ok(None) };
        Ok(Some(Self::counted(listing.files.iter().map(|(path, (_, size))| (path.as_str(), *size)))))
    }

    /// What is counted of these files, paths with their sizes in bytes; none where they are so few and so small that they pass no limit of any host.
    pub(crate) fn unless_small<'a>(files: impl Iterator<Item = (&'a str, u64)> + Clone) -> Option<Self> {
        let (count, bytes) =
            files.clone().fold((0, 0), |(count, bytes), (_, size)| (count + 1, bytes + size));
        (!is_small(count, bytes)).then(|| Self::counted(files))
    }

    fn counted<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> Self {
        let mut census = Self {
            files: 0,
            bytes: 0,
            largest: (String::new(), 0),
            fullest: (String::new(), 0),
            markdown: 0,
            feeds: 0,
            names: 0,
        };
        let mut folders: HashMap<&str, usize> = HashMap::default();
        for (path, size) in files {
            // A byte is found sooner than a letter, in paths as short as these.
            let end = path.bytes().rposition(|byte| byte == b'/');
            let (folder, name) = end.map_or(("", path), |end| (&path[..end], &path[end + 1..]));
            census.files += 1;
            census.bytes += size;
            if size > census.largest.1 {
                census.largest = (path.to_owned(), size);
            }
            *folders.entry(folder).or_default() += 1;
            match name {
                "index.html" => census.names += usize::from(is_of_name(folder)),
                "index.md" => census.markdown += 1,
                "atom.xml" | "feed.json" => census.feeds += usize::from(folder.contains('/')),
                _ => {}
            }
        }
        // Of several as full, the first in order.
        let fullest = folders.into_iter().max_by_key(|(folder, count)| (*count, std::cmp::Reverse(*folder)));
        census.fullest = fullest.map_or_else(|| census.fullest, |(folder, count)| (folder.to_owned(), count));
        census
    }
}

/// Whether a folder is that of a name's own page: `people/ana`.
fn is_of_name(folder: &str) -> bool {
    let Some((kind, id)) = folder.split_once('/') else { return false };
    !id.contains('/') && SHARING.iter().any(|sharing| sharing.folder() == kind)
}

/// Whether so few files of so few bytes pass no limit of any host, whatever they are.
fn is_small(files: usize, bytes: u64) -> bool {
    let fits = |host: &Host| {
        let numbers = [host.files, host.files_of_a_folder].into_iter().flatten();
        let sizes = [host.bytes, host.bytes_of_a_file].into_iter().flatten();
        numbers.min().is_none_or(|most| files <= most) && sizes.min().is_none_or(|most| bytes <= most)
    };
    HOSTS.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn too_much(census: &Census) -> Vec<(&'static str, Counted)> {
        let of_host = |host: &'static Host| {
            let uses = host.uses(census).into_iter().filter(Use::is_too_much);
            uses.map(|used| (host.name, used.of)).collect::<Vec<_>>()
        };
        HOSTS.iter().flat_map(of_host).collect()
    }

    #[test]
    fn each_limit_is_passed_by_one_more() {
        let names: Vec<String> = (0..20_001).map(|number| format!("talks/{number}/index.html")).collect();
        let of = |count: usize| Census::counted(names[..count].iter().map(|name| (name.as_str(), 1)));
        assert_eq!(too_much(&of(20_000)), []);
        assert_eq!(too_much(&of(20_001)), [("Cloudflare Pages", Counted::Files)]);
        let large = |size| Census::counted([("a.mp4", size)].into_iter());
        assert_eq!(too_much(&large(25 * MIB)), []);
        assert_eq!(too_much(&large(25 * MIB + 1)), [("Cloudflare Pages", Counted::BytesOfAFile)]);
        assert!(too_much(&large(GIB + 1)).contains(&("GitHub Pages", Counted::Bytes)));
        let unless_small = |count: usize, size| {
            Census::unless_small(names[..count].iter().map(|name| (name.as_str(), size)))
        };
        assert_eq!(unless_small(20_000, 1), None);
        assert_eq!(unless_small(20_001, 1), Some(of(20_001)));
        assert_eq!(unless_small(1, 25 * MIB), None);
        assert!(unless_small(1, 25 * MIB + 1).is_some());
    }

    #[test]
    fn what_options_leave_out_is_counted() {
        let files =
            ["index.html", "talks/a/index.md", "topics/a/atom.xml", "atom.xml", "topics/a/index.html"];
        let census = Census::counted(files.into_iter().map(|file| (file, 7)));
        assert_eq!((census.files, census.bytes), (5, 35));
        assert_eq!((census.markdown, census.feeds, census.names), (1, 1, 1));
        assert_eq!(census.fullest, (String::new(), 2));
        assert_eq!(census.largest, ("index.html".to_owned(), 7));
    }
}
