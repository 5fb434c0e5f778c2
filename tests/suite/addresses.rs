//! Laws of addresses, over generated sites: whatever files are called, everything ends, what `check` lets pass is published, and no
//! file that comes changes another's address without a word. `REXBASE_CASES` says how many sites are tried.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::select;
use rexbase::face::document::{self, Outline, Place};
use rexbase::face::knowledge::{self, Drafts, KnowledgeBase};
use rexbase::face::pipeline::Foreign;
use rexbase::face::pipeline::{self, BuildOptions, OnErrors, Progress, SiteOptions};
use rexbase::face::vocab::Audience;
use rexbase::face::vocab::ContentPath;
use rexbase::face::vocab::Diagnostic;
use rexbase::face::vocab::Kind;
use rexbase::face::vocab::Language;

use crate::site::{Site, files, package};

/// Parts of paths: names of the site's own, names that make one slug, names that differ by case or by how their accents are written.
const NAMES: [&str; 24] = [
    "page",
    "api",
    "talks",
    "search",
    "assets",
    "years",
    "x",
    "X",
    "index",
    "explore",
    "debts",
    "2",
    "2017",
    "a b",
    "a-b",
    "A-B",
    "\u{e9}",
    "e\u{301}",
    "e",
    "con",
    "404",
    "lessons",
    "practice",
    "robots.txt",
];
/// Names of files beside pages.
const FILES: [&str; 14] = [
    "x.pdf",
    "X.PDF",
    "X.pdf",
    "\u{e9}.pdf",
    "e\u{301}.pdf",
    "index.html",
    "Index.HTML",
    "card.png",
    "Card.png",
    "atom.xml",
    "event.ics",
    "page",
    "x",
    "2017",
];
/// Files of the static folder.
const STATIC: [&str; 14] = [
    "robots.txt",
    "Robots.TXT",
    "_headers",
    "_redirects",
    "CNAME",
    "offline.js",
    "index.html",
    "talks/x/index.html",
    "talks/x/x.pdf",
    "old.html",
    "search/manifest",
    "sitemap.xml",
    "x",
    "404.html",
];
/// Former addresses.
const FORMER: [&str; 30] = [
    "/old/",
    "/Old/",
    "/old",
    "/old.html",
    "/old.html/x",
    "/x/",
    "/talks/x/",
    "/Talks/X",
    "/topics/x/page/2/",
    "/topics/x/atom.xml",
    "/search/",
    "/search/manifest",
    "/",
    "/index.html",
    "/robots.txt",
    "/sitemap.xml",
    "/404.HTML",
    "/page/2/",
    "/talks/page/2/",
    "/talks/x/x.pdf",
    "/talks/x/X.PDF/y",
    "/%C3%A9/",
    "/e\u{301}/",
    "/CON",
    "/a*",
    "/..",
    "/.git/",
    "/x?y",
    "https://example.org/old/",
    "/years/2017/",
];
/// Names that make records by being mentioned.
const MENTIONS: [&str; 12] =
    ["x", "X", "a b", "A-B", "C++", "C plus plus", "Q&A", "Q A", "Page", "page", "\u{110}\u{1eb7}ng", "Dang"];

pub(crate) fn cases(default: u32) -> ProptestConfig {
    let wanted = std::env::var("REXBASE_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::with_cases(wanted.unwrap_or(default))
    }
}

/// A generated site: the texts of its files by their paths below its folder.
type Files = BTreeMap<String, String>;

prop_compose! {
    /// A file of content, with its name below the kind's folder.
    fn any_path()(
        kind in select(Kind::written().collect::<Vec<_>>()),
        parts in proptest::collection::vec(select(&NAMES[..]), 1..4),
        has_folder in any::<bool>(),
    ) -> String {
        let path = parts.join("/");
        format!("content/{}/{path}{}.md", kind.folder(), if has_folder { "/index" } else { "" })
    }
}

prop_compose! {
    fn any_text()(
        redirects in proptest::collection::vec(select(&FORMER[..]), 0..3),
        topics in proptest::collection::vec(select(&MENTIONS[..]), 0..3),
        day in 1..29,
    ) -> String {
        let list = |names: &[&str]| {
            names.iter().map(|name| format!("{name:?}").replace("\\u{", "{")).collect::<Vec<_>>().join(", ")
        };
        format!(
            "+++\ntitle = \"T{day}\"\ndate = 2017-01-{day:02}\nredirects = [{}]\ntopics = [{}]\n+++\n\n## Lessons learned\n\n- Try page {day}.\n",
            list(&redirects).replace('{', ""),
            list(&topics)
        )
    }
}

prop_compose! {
    fn any_site()(
        records in proptest::collection::vec((any_path(), any_text()), 1..8),
        statics in proptest::collection::vec(select(&STATIC[..]), 0..3),
        files in proptest::collection::vec((0_usize..8, select(&FILES[..]), select(&["", "x/", "sub/", "page/2/"][..])), 0..6),
        trusts in any::<bool>(),
        address in select(&["", "base_url = \"https://example.org/kb/\"\nsocial_cards = true\nrecord_feeds = 1\n"][..]),
    ) -> Files {
        let mut site = Files::new();
        let folders: Vec<_> = records.iter().filter_map(|(path, _)| path.strip_suffix("index.md").map(str::to_owned)).collect();
        site.insert("rexbase.toml".to_owned(), format!("title = \"T\"\n{address}raw_html = {trusts}\n"));
        site.extend(records);
        site.extend(statics.into_iter().map(|path| (format!("static/{path}"), "text".to_owned())));
        for (folder, name, below) in files {
            if let Some(folder) = folders.get(folder) {
                site.insert(format!("{folder}{below}{name}"), "text".to_owned());
            }
        }
        // A file where another needs a folder cannot be written here.
        let all: Vec<String> = site.keys().cloned().collect();
        site.retain(|path, _| !all.iter().any(|other| other.starts_with(&format!("{path}/"))));
        site
    }
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn advance(&self) {}
}

proptest! {
    #![proptest_config(cases(100))]

    /// What `check` lets pass, `build` publishes; and what it does not, nothing is published of.
    #[test]
    fn what_check_lets_pass_is_published(files in any_site()) {
        let site = Site::new();
        files.iter().for_each(|(path, text)| { site.file(path, text); });
        let options = SiteOptions { root: site.path(""), config: None, drafts: false, audience: None, today: None, strict: false };
        let start = Instant::now();
        let checked = pipeline::check(&options, &Silent).unwrap();
        let build = BuildOptions { site: options, base_url: None, output: None, foreign: Foreign::Refuse };
        let built = pipeline::build(&build, OnErrors::KeepGoing, &Silent);
        prop_assert!(start.elapsed() < Duration::from_secs(60), "it took {:?}", start.elapsed());
        // With errors, too, all else can be published.
        let built = built.map_err(|error| TestCaseError::fail(format!("{error}\n{:#?}", checked.diagnostics)))?;
        prop_assert_eq!(built.failed, checked.failed);
        prop_assert!(built.published.is_some() && site.path("output/index.html").is_file());
    }

}

proptest! {
    #![proptest_config(cases(300))]

    /// What is there before keeps its address when a file comes, or it is told at its place.
    #[test]
    fn what_comes_changes_no_other_address_without_a_word(files in any_site(), path in any_path(), text in any_text()) {
        prop_assume!(!files.contains_key(&path));
        let mut after = files.clone();
        after.insert(path.clone(), text);
        let ((before, _), (after, told)) = (resolved(&files), resolved(&after));
        for (name, address) in &addresses(&before) {
            let now = addresses(&after).get(name).cloned();
            let is_told = told.iter().any(|told| {
                    // A lesson goes with its page, at which it is told.
                    matches!(told.code.name(), "shared-address" | "duplicate-id")
                        && (told.message.contains(address.as_str()) || told.path.as_str() == name.2)
                })
                // A file that means a record which was a mere mention is that record now.
                || name.2.is_empty() && now.is_none()
                || told.iter().any(|told| told.code.name() == "spelling" && told.message.contains(&name.1))
                || told.iter().any(|told| told.code.name() == "duplicate-id" && told.path.as_str() == name.2);
            prop_assert!(now.as_ref() == Some(address) || is_told, "{name:?} was at {address}, is at {now:?}\n{told:#?}");
        }
    }
}

/// Kind, id or title, and file of each record, and its address.
fn addresses(knowledge: &KnowledgeBase) -> BTreeMap<(Kind, String, String), String> {
    let named = knowledge.records.iter().map(|record| {
        let outline = record.outline.as_ref();
        let name = outline.map_or_else(|| record.title.clone(), |_| record.id.clone());
        let path = outline.map_or_else(String::new, |outline| outline.path.to_string());
        ((record.kind, name, path), record.address.to_string())
    });
    named.collect()
}

fn resolved(files: &Files) -> (KnowledgeBase, Vec<Diagnostic>) {
    let is_content = |path: &str| path.strip_suffix(".md").is_some();
    let outlines: Vec<Arc<Outline>> = files
        .iter()
        .filter(|(path, _)| is_content(path))
        .map(|(path, text)| {
            let place = Place::of(&ContentPath::new(path).unwrap(), &path["content/".len()..]).unwrap();
            document::parse(place, text.as_bytes(), &document::Options::default()).outline
        })
        .collect();
    let language = Language::english();
    let options = knowledge::Options {
        language: &language,
        audience: Audience::Public,
        drafts: Drafts::LeaveOut,
        future_dates: knowledge::FutureDates::Publish,
        today: None,
        others: &[],
        own_pages_from: 1,
        trust_files: true,
    };
    knowledge::resolve(&outlines, options)
}

/// What an author puts into the static folder stands before what the site itself would put there.
#[test]
fn files_of_the_static_folder_stand_before_the_sites_own() {
    let site = Site::new();
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\nredirects = [\"/old/\"]\n+++\n");
    for path in ["robots.txt", "_headers", "_redirects"] {
        site.file(&format!("static/{path}"), "mine");
    }
    site.build();
    for path in ["robots.txt", "_headers", "_redirects"] {
        assert_eq!(site.page(path), "mine");
    }
    assert!(site.build().out.contains("\n0 written,"));
    site.remove("static/_headers");
    site.build();
    assert_ne!(site.page("_headers"), "mine");
    assert_eq!(site.page("robots.txt"), "mine");
}

/// As an author meets it: each of these once had no end.
#[test]
fn a_path_that_names_the_sites_own_pages_ends() {
    let site = Site::new();
    let paths = [
        "talks/page/2",
        "talks/page/intro",
        "talks/Page/x",
        "topics/page/x",
        "people/page/x/index",
        "pages/search/x",
        "pages/api/v1",
        "pages/assets/x",
        "pages/years/2020",
        "pages/talks/x",
        "pages/people/bob",
        "pages/page/x",
        "pages/Talks/y",
        "pages/explore",
        "pages/index",
    ];
    for path in paths {
        site.file(&format!("content/{path}.md"), "+++\ntitle = \"T\"\n+++\n");
    }
    let start = Instant::now();
    let ran = site.run(&["check", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(ran.out.matches("\"code\":\"reserved-address\"").count(), 9, "{}", ran.out);
    assert_eq!(ran.out.matches("\"code\":\"index-page\"").count(), 1, "{}", ran.out);
    // Only what is dated has charts.
    for year in [2019, 2021] {
        let talk = format!("+++\ntitle = \"Of {year}\"\ndate = {year}-05-01\ntopics = [\"Charts\"]\n+++\n");
        site.file(&format!("content/talks/of-{year}.md"), talk);
    }
    site.build();
    assert!(
        site.page("explore/index.html").contains("<svg") && site.page("page/x/index.html").contains("<h1")
    );
}

/// A former address that cannot be is told at its line, by `check` as well; all else is published when one keeps going.
#[test]
fn a_former_address_is_told_at_its_line() {
    let site = Site::new();
    site.file(
        "content/talks/t.md",
        "+++\ntitle = \"T\"\nredirects = [\"/old/\", \"/robots.txt\", \"/%C3%A9/\",\n  \"/CON\"]\n+++\n",
    );
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, Some(1));
    for place in ["content/talks/t.md:3:23", "content/talks/t.md:4:3"] {
        assert!(ran.err.contains(place), "{place} in {}", ran.err);
    }
    assert_eq!(site.run(&["build", "--keep-going"]).code, Some(1));
    assert!(
        site.page("old/index.html").contains("/talks/t/")
            && site.page("\u{e9}/index.html").contains("/talks/t/")
    );
    assert_eq!(site.page("_redirects").lines().count(), 2, "{}", site.page("_redirects"));
    assert!(site.page("_redirects").contains("/%C3%A9/ /talks/t/ 301"), "{}", site.page("_redirects"));
}

/// The theme's ids have a colon, which no heading's anchor has: both may be on one page.
#[test]
fn no_heading_has_an_id_of_the_theme() {
    let mut ids = Vec::new();
    for (path, bytes) in files(&package().join("themes/default")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for mark in [" id=\"", "id: `", "id: \"", ".id = \"", ".id = `"] {
            ids.extend(
                text.split(mark)
                    .skip(1)
                    .map(|rest| (path.clone(), rest.split(['"', '`']).next().unwrap().to_owned())),
            );
        }
    }
    assert!(ids.len() > 20, "{ids:?}");
    // What is handed to a component is looked at where it is written.
    // On a page that names share there is no heading of an author's.
    let handed = [
        "{{ labelled }}",
        "{{ id }}",
        "{{ group.anchor }}",
        "{{ chapter.anchor }}",
        "{{ chart.anchor }}",
        "{{ name.anchor }}",
        "{{ minute.anchor }}",
    ];
    ids.retain(|(_, id)| !id.contains(':') && !handed.iter().any(|handed| id.starts_with(handed)));
    assert!(ids.is_empty(), "a heading may have these: {ids:#?}");

    let site = Site::new();
    let headings = [
        "Content",
        "Browse",
        "Toc title",
        "By year",
        "Ask",
        "Search",
        "Search input",
        "Chapter 1",
        "Page {#page:content}",
    ];
    let headings = headings.map(|heading| format!("## {heading}\n\nText.\n\n")).concat();
    site.file(
        "content/topics/x.md",
        format!("+++\ntitle = \"X\"\n+++\n[a](#content) [b](#browse)\n\n{headings}"),
    );
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\ndate = 2017-10-02\ntopics = [\"X\"]\n+++\n");
    let ran = site.build();
    assert_eq!(ran.err.matches("warning[").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("warning[heading-anchor]"), "{}", ran.err);
    let page = site.page("topics/x/index.html");
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.contains(&"content") && ids.contains(&"page:content") && ids.contains(&"by-year"), "{ids:?}");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{page}");
}

/// Letters are found by what they are without what is on them, and the people are one.
#[test]
fn letters_with_strokes_are_found_by_plain_ones() {
    let site = Site::new();
    site.file(
        "content/talks/a.md",
        "+++\ntitle = \"\u{110}\u{e0} N\u{1eb5}ng\"\nspeakers = [\"\u{110}\u{1eb7}ng Th\u{1ecb} Hoa\", \"\u{110}or\u{111}e\"]\n+++\n",
    );
    site.file(
        "content/talks/b.md",
        "+++\ntitle = \"B\"\nspeakers = [\"Dang Thi Hoa\"]\n+++\nI\u{15f}\u{131}k \u{de}\u{f3}r.\n",
    );
    let ran = site.build();
    assert_eq!(ran.err.matches("warning[spelling]").count(), 1, "{}", ran.err);
    assert!(site.path("output/people/dang-thi-hoa/index.html").is_file());
    for (query, found) in [
        ("da nang", "N\u{1eb5}ng"),
        ("dorde", "or\u{111}e"),
        ("isik", "B"),
        ("thor", "B"),
        ("\u{111}\u{e0} n\u{1eb5}ng", "N\u{1eb5}ng"),
    ] {
        let ran = site.run(&["search", query]);
        assert!(ran.code == Some(0) && ran.out.contains(found), "{query}: {}{}", ran.out, ran.err);
    }
}
