//! The site's own addresses: its lists, its pages, and the files that programs read.
//!
//! One list for everyone who must know: records keep off these addresses ([`super::addresses`]), former addresses and attached files may not take
//! them, links may lead there, and the plan of pages (`render::plan`) uses no others. What always holds: they are the site's own whether or not a theme
//! has such pages, so that no address depends on the theme.

pub(super) mod lessons;

use std::borrow::Cow;

use crate::vocab::kind::{Kind, SHARED, SHARING};

pub(crate) use lessons::{LEAST, LessonsAbout, LessonsOf};

/// What a message calls such a page.
const SHARED_PAGE: &str = "a page that names share";

/// A page that the site makes of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnPage {
    Home,
    /// The list of a kind's records, on as many pages as it fills.
    List(Kind),
    /// The list of the lessons of a kind, in a state, or both, the same way.
    Lessons(LessonsOf),
    /// The list of years.
    Years,
    /// What is of one year, on as many pages as it fills.
    Year(i16),
    /// The charts.
    Explore,
    /// What is awaited or lost, on as many pages as it fills.
    Debts,
    /// What is owed and who can act, on as many pages as it fills.
    FollowUps,
    /// What a reader keeps for later, in the browser.
    ReadingList,
    /// The page that searches in the browser.
    Search,
}

/// A file at the site's root that programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnFile {
    /// What hosts show for an address that there is not.
    NotFound,
    Robots,
    /// Former addresses, for hosts that read them.
    Redirects,
    /// What may be kept for how long, for hosts that read it.
    Headers,
    /// The service worker.
    Offline,
    OpenSearch,
    Atom,
    JsonFeed,
    /// The feeds of recordings that have come.
    Recordings,
    JsonRecordings,
    Calendar,
    /// The calendar of what is to be done.
    Actions,
    SocialCard,
    Sitemap,
    /// What there is for assistants to read.
    Llms,
}

/// A file beside a record's page that programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnBeside {
    Atom,
    JsonFeed,
    Calendar,
    SocialCard,
    /// The record as Markdown.
    Markdown,
    /// What there is of an event or a topic for assistants to read.
    Llms,
}

/// The forms in which what is said in a recording stands beside the record's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TranscriptForm {
    Page,
    Json,
}

/// The name of the file that has what is said in this language, in the folder of the record's page.
pub(crate) fn transcript(language: &str, form: TranscriptForm) -> String {
    let ending = match form {
        TranscriptForm::Page => "html",
        TranscriptForm::Json => "json",
    };
    format!("transcript.{language}.{ending}")
}

/// The folders at the site's root in which all files are its own: the theme's assets, the API, the search data.
pub(crate) const FOLDERS: [&str; 3] = ["assets", "api", "search"];

/// What a message calls what is in them.
const OWN_FILES: &str = "files of the site itself";

/// The folder of the further pages of a list: the second page of `/talks/` is `/talks/page/2/`.
pub(crate) const PARTS: &str = "page";

impl OwnPage {
    /// Where it is, from the site's root: its first page, when it has several.
    pub(crate) fn address(self) -> Cow<'static, str> {
        match self {
            Self::Home => "/".into(),
            Self::List(kind) => format!("/{}/", kind.folder()).into(),
            Self::Lessons(chosen) => chosen.address().into(),
            Self::Years => "/years/".into(),
            Self::Year(year) => format!("/years/{year}/").into(),
            Self::Explore => "/explore/".into(),
            Self::Debts => "/debts/".into(),
            Self::FollowUps => "/follow-ups/".into(),
            Self::ReadingList => "/reading-list/".into(),
            Self::Search => "/search/".into(),
        }
    }

    /// The page at this address, or the one that it is a further page of; none when a record may be there.
    pub(crate) fn at(address: &str) -> Option<Self> {
        let first = without_part(address);
        let page = match first.trim_matches('/') {
            "" => Self::Home,
            "years" => Self::Years,
            "explore" => Self::Explore,
            "debts" => Self::Debts,
            "follow-ups" => Self::FollowUps,
            "reading-list" => Self::ReadingList,
            "search" => Self::Search,
            path => match path.split_once('/') {
                None => Self::List(lists().find(|kind| kind.folder() == path)?),
                Some(("years", year)) => Self::Year(year.parse().ok()?),
                Some((folder, _)) if folder == Kind::Lesson.folder() => {
                    Self::Lessons(LessonsOf::all().find(|chosen| chosen.address() == first)?)
                }
                Some(_) => return None,
            },
        };
        let has_parts =
            matches!(page, Self::List(_) | Self::Lessons(_) | Self::Year(_) | Self::Debts | Self::FollowUps);
        (page.address() == first && (first.len() == address.len() || has_parts)).then_some(page)
    }

    /// What a message calls it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Home => "the home page".to_owned(),
            Self::List(kind) => format!("the list of {}", kind.folder()),
            Self::Lessons(chosen) => format!("the list of lessons at `{}`", chosen.address()),
            Self::Years => "the list of years".to_owned(),
            Self::Year(year) => format!("the list of the year {year}"),
            Self::Explore => "the page of charts".to_owned(),
            Self::Debts => "the list of what is awaited or lost".to_owned(),
            Self::FollowUps => "the list of what is owed".to_owned(),
            Self::ReadingList => "the reading list".to_owned(),
            Self::Search => "the page that searches".to_owned(),
        }
    }
}

impl OwnFile {
    pub(crate) const ALL: [Self; 15] = [
        Self::NotFound,
        Self::Robots,
        Self::Redirects,
        Self::Headers,
        Self::Offline,
        Self::OpenSearch,
        Self::Atom,
        Self::JsonFeed,
        Self::Recordings,
        Self::JsonRecordings,
        Self::Calendar,
        Self::Actions,
        Self::SocialCard,
        Self::Sitemap,
        Self::Llms,
    ];

    /// Its path from the site's root.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::NotFound => "404.html",
            Self::Robots => "robots.txt",
            Self::Redirects => "_redirects",
            Self::Headers => "_headers",
            Self::Offline => "offline.js",
            Self::OpenSearch => "opensearch.xml",
            Self::Atom => OwnBeside::Atom.name(),
            Self::JsonFeed => OwnBeside::JsonFeed.name(),
            Self::Recordings => "recordings.xml",
            Self::JsonRecordings => "recordings.json",
            Self::Calendar => "events.ics",
            Self::Actions => "actions.ics",
            Self::SocialCard => "social-card.png",
            Self::Sitemap => "sitemap.xml",
            Self::Llms => OwnBeside::Llms.name(),
        }
    }

    /// The path of one of the files that a sitemap of many addresses is in, by its number from 1.
    pub(crate) fn part_of_sitemap(number: usize) -> String {
        format!("sitemap-{number}.xml")
    }
}

impl OwnBeside {
    pub(crate) const ALL: [Self; 6] =
        [Self::Atom, Self::JsonFeed, Self::Calendar, Self::SocialCard, Self::Markdown, Self::Llms];

    /// Its name in the folder of the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::JsonFeed => "feed.json",
            Self::Calendar => "event.ics",
            Self::SocialCard => "card.png",
            Self::Markdown => "index.md",
            Self::Llms => "llms.txt",
        }
    }
}

/// The kinds that have a list.
fn lists() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page)
}

/// Whether a record of this kind lists others, on as many pages as they fill.
pub(super) fn has_parts(kind: Kind) -> bool {
    !kind.is_part() && !matches!(kind, Kind::Talk | Kind::Report | Kind::Series | Kind::Page)
}

/// Which part of a path below a kind's folder must be another, counted from 0, since the address is the site's own; and what has it.
pub(super) fn reserved_part(kind: Kind, path: &str) -> Option<(usize, String)> {
    match kind {
        // They stand below the kind and the id of their source, or on its page.
        Kind::Lesson | Kind::Figure | Kind::Action => None,
        Kind::Page => {
            let first = path.split('/').next().unwrap_or(path);
            let of_kind = Kind::ALL.into_iter().find(|kind| kind.folder() == first);
            let has_it = match OwnPage::at(&format!("/{path}/")) {
                Some(page) => page.name(),
                None if FOLDERS.contains(&first) => OWN_FILES.to_owned(),
                None => format!("the {}", of_kind?.folder()),
            };
            Some((0, has_it))
        }
        _ if path.starts_with(SHARED) && is_shared(&format!("{}/{path}", kind.folder())) => {
            Some((0, SHARED_PAGE.to_owned()))
        }
        _ => {
            let list = path.rsplit_once('/').filter(|_| is_part(path))?.0;
            let depth = list.matches('/').count();
            let of = list.rsplit_once('/').map_or_else(
                || OwnPage::List(kind).name(),
                |(record, _)| format!("what `/{}/{record}/` lists", kind.folder()),
            );
            (depth == 0 || has_parts(kind)).then(|| (depth, format!("a further page of {of}")))
        }
    }
}

/// Whether this is the path of a file of the site's own, from its root, or of one that would be in its way.
pub(crate) fn is_own(path: &str) -> bool {
    occupant(path).is_some()
}

/// What of the site's own a file would take the place of or get in the way of; `path` is from the site's root, whatever its case.
pub(super) fn occupant(path: &str) -> Option<String> {
    let path = path.to_lowercase();
    let first = path.split('/').next().unwrap_or(&path);
    let is_sitemap =
        || first.strip_prefix("sitemap-").is_some_and(|rest| rest.strip_suffix(".xml").is_some());
    if OwnFile::ALL.iter().any(|file| file.path() == first) || is_sitemap() {
        return Some(format!("the site's own file `/{first}`"));
    }
    let folder = path.strip_suffix("index.html").map(|folder| format!("/{folder}"));
    match folder.as_deref().and_then(OwnPage::at) {
        Some(page) => Some(page.name()),
        None if folder.as_deref().is_some_and(|folder| LessonsAbout::at(without_part(folder)).is_some()) => {
            Some("a list of lessons".to_owned())
        }
        None if folder.as_deref().is_some_and(is_shared) => Some(SHARED_PAGE.to_owned()),
        None if FOLDERS.contains(&first) => Some(OWN_FILES.to_owned()),
        None => None,
    }
}

/// Whether this is the address of a page that names share, or would be, with or without slashes around it.
fn is_shared(address: &str) -> bool {
    let mut parts = address.trim_matches('/').split('/');
    let folder = parts.next().unwrap_or_default();
    SHARING.iter().any(|kind| kind.folder() == folder)
        && parts.next() == Some(SHARED)
        && parts.next().is_some()
        && parts.next().is_none()
}

/// The address of the first page of the list that this is a page of.
pub(super) fn without_part(address: &str) -> &str {
    let path = address.trim_end_matches('/');
    if !is_part(path) {
        return address;
    }
    let list = path.rfind('/').map_or("", |at| &path[..at]);
    list.strip_suffix(PARTS).unwrap_or(address)
}

/// Which page of its list an address is, from 1.
pub(super) fn number_of_part(address: &str) -> usize {
    let number =
        address.trim_end_matches('/').rsplit('/').next().filter(|_| without_part(address) != address);
    number.and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// Whether a path ends like that of a further page of a list.
fn is_part(path: &str) -> bool {
    let Some((list, number)) = path.rsplit_once('/') else { return false };
    let is_number = (1..=9).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.starts_with('0')
        && number != "1";
    is_number && (list == PARTS || list.strip_suffix(PARTS).is_some_and(|list| list.ends_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_page_is_known_by_its_address() {
        let mut pages = vec![
            OwnPage::Home,
            OwnPage::Years,
            OwnPage::Year(2017),
            OwnPage::Explore,
            OwnPage::Debts,
            OwnPage::FollowUps,
            OwnPage::ReadingList,
            OwnPage::Search,
        ];
        pages.extend(lists().map(OwnPage::List));
        pages.extend(LessonsOf::all().map(OwnPage::Lessons));
        for page in pages {
            assert_eq!(OwnPage::at(&page.address()), Some(page));
            assert!(occupant(&format!("{}index.html", &page.address()[1..])).is_some());
        }
        assert_eq!(OwnPage::at("/talks/page/12/"), Some(OwnPage::List(Kind::Talk)));
        assert_eq!(OwnPage::at("/years/2017/page/2/"), Some(OwnPage::Year(2017)));
        for free in [
            "/talks/x/",
            "/talks/page/",
            "/talks/page/1/",
            "/talks/page/02/",
            "/page/2/",
            "/years/x/",
            "/years/02017/",
            "/about/",
        ] {
            assert_eq!(OwnPage::at(free), None, "{free}");
        }
    }

    #[test]
    fn only_what_would_be_an_own_page_is_reserved() {
        let part = |kind, path: &str| reserved_part(kind, path).map(|(part, _)| part);
        for path in [
            "search",
            "search/help",
            "api/v1",
            "assets",
            "years/2017",
            "talks/x",
            "people",
            "explore",
            "debts",
            "debts/page/2",
            "follow-ups",
            "pages/x",
        ] {
            assert_eq!(part(Kind::Page, path), Some(0), "{path}");
        }
        for path in ["about", "page", "page/2", "x/search", "index", "robots-txt", "years/x", "explore/x"] {
            assert_eq!(part(Kind::Page, path), None, "{path}");
        }
        assert_eq!(part(Kind::Talk, "page/2"), Some(0));
        assert_eq!(part(Kind::Topic, "x/page/2"), Some(1));
        assert_eq!(part(Kind::Person, "also/ca"), Some(0));
        assert!(occupant("people/also/ca/index.html").is_some());
        for (kind, path) in [(Kind::Person, "also"), (Kind::Person, "also/ca/x"), (Kind::Talk, "also/ca")] {
            assert_eq!(part(kind, path), None, "{path}");
        }
        for (kind, path) in [
            (Kind::Talk, "x/page/2"),
            (Kind::Talk, "page/intro"),
            (Kind::Topic, "page"),
            (Kind::Topic, "page/1"),
            (Kind::Topic, "2"),
            (Kind::Figure, "talks/page/2"),
        ] {
            assert_eq!(part(kind, path), None, "{path}");
        }
    }

    #[test]
    fn what_programs_read_is_nobody_elses() {
        for path in [
            "robots.txt",
            "ROBOTS.txt",
            "robots.txt/index.html",
            "sitemap-3.xml",
            "search/manifest",
            "API/talks.json",
            "index.html",
            "Talks/index.html",
        ] {
            assert!(occupant(path).is_some(), "{path}");
        }
        for path in
            ["old/index.html", "old.html", "talks/x/robots.txt", "years/x/index.html", "sitemap-3.html"]
        {
            assert!(occupant(path).is_none(), "{path}");
        }
    }
}
