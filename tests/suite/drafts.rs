//! A law: the words of what is held back are in no byte of the published site, whatever tool's way it is held back by, whatever kind it is of and
//! wherever it lies.

use std::collections::BTreeMap;
use std::io::Read;

use proptest::test_runner::{Config, TestRunner};

use crate::site::Site;

/// The words of drafts begin so, and no other word of a site does.
const SECRET: &str = "zqxv";

/// The folder of each kind.
const KINDS: [&str; 9] =
    ["talks", "reports", "events", "series", "people", "organisations", "topics", "technologies", "pages"];

/// Lines of YAML that hold a note back.
const LINES: &[&str] = &[
    "draft: true",
    "Draft: True",
    "draft: \"true\"",
    "draft: yes",
    "draft: 'on'",
    "draft: 1",
    "draft:",
    "draft: perhaps",
    "drafts: true",
    "published: false",
    "Published: 'no'",
    "published: off",
    "publish: false",
    "dg-publish: false",
    "private: true",
    "hidden: yes",
    "unlisted: true",
    "headless: true",
    "render: false",
    "build: { render: never }",
    "_build:\n  list: never",
    "build.render: never",
    "permalink: false",
    "eleventyExcludeFromCollections: true",
    "status: draft",
    "status: Private",
    "visibility: hidden",
    "publishDate: 2099-01-01",
    "publish_date: 2099-01-01 10:00:00 +0200",
    "published: 2099-01-01",
    "embargo: 2099",
    "expiryDate: 2001-01-01",
    "expires: 2099-01-01",
    "cascade: { draft: true }",
    "extra: { draft: true }",
    "draft: true\n broken: [",
    "draft = true",
    "draft: tr\u{fc}e",
];

/// What stands where nothing may stand.
const BEFORE: &[&str] = &[
    "\n",
    " ",
    "\t",
    "\n\n\n",
    "\u{200b}",
    "\u{a0}",
    "\u{feff}\u{feff}",
    "<!-- SPDX -->\n",
    "<!--\nof several lines\n-->\n\n",
    "# zqxvheading\n",
    "# zqxvheading\n\n",
    "zqxvheading\n",
    "---\n",
    "[//]: # (zqxvnote)\n",
];

/// Whose words are met nowhere but in this file.
fn body(number: usize) -> String {
    format!(
        "{SECRET}prose{number} and [[{SECRET}name{number}]]\n\n## Lessons learned\n\n- {SECRET}lesson{number} was learned\n\n![{SECRET}image{number}](i.png)\n"
    )
}

fn keys(number: usize) -> String {
    format!(
        "title: {SECRET}title{number}\ndescription: {SECRET}description{number}\ntopics: [{SECRET}topic{number}]\norganisations: [{SECRET}organisation{number}]\naliases: [{SECRET}alias{number}]\nredirects: [/{SECRET}former{number}/]\nextra: {{ word: {SECRET}extra{number} }}\n"
    )
}

/// A file that is held back by this line.
fn yaml(number: usize, line: &str) -> String {
    let keys = keys(number);
    // No key may stand twice.
    let keys = if line.starts_with("extra") { &keys[..keys.find("extra").unwrap()] } else { &keys };
    format!("---\n{keys}{line}\n---\n\n{}", body(number))
}

fn toml(number: usize, line: &str) -> String {
    format!(
        "+++\ntitle = \"{SECRET}title{number}\"\ntopics = [\"{SECRET}topic{number}\"]\n{line}\n+++\n\n{}",
        body(number)
    )
}

/// The whole of the output: every file's path and bytes, unpacked where they are packed.
pub(crate) fn published(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let unpacked = |bytes: Vec<u8>| {
        let mut plain = Vec::new();
        let is_packed = bytes.starts_with(&[0x1f, 0x8b]);
        if is_packed && flate2::read::MultiGzDecoder::new(&*bytes).read_to_end(&mut plain).is_ok() {
            plain
        } else {
            bytes
        }
    };
    site.output().into_iter().map(|(path, bytes)| (path, unpacked(bytes))).collect()
}

pub(crate) fn has(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Publishes all that may be published, and looks for the words of drafts.
fn expect_no_secrets(site: &Site) {
    site.file("content/talks/open.md", "+++\ntitle = \"Open\"\n+++\nUnmistakable words.\n");
    let ran = site.run(&["build", "--keep-going"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    let published = published(site);
    assert!(published.values().any(|bytes| has(bytes, "unmistakable")), "nothing was published: {}", ran.err);
    for (path, bytes) in published {
        assert!(!path.contains(SECRET), "{path}");
        let at =
            bytes.windows(SECRET.len()).position(|window| window.eq_ignore_ascii_case(SECRET.as_bytes()));
        if let Some(at) = at {
            let (start, end) = (at.saturating_sub(40), bytes.len().min(at + 40));
            let number: String = String::from_utf8_lossy(&bytes[at + SECRET.len()..end])
                .chars()
                .skip_while(|letter| letter.is_alphabetic())
                .take_while(char::is_ascii_digit)
                .collect();
            let mut sources = site.sources().into_iter();
            let source = sources.find(|(path, _)| path.contains(&format!("{SECRET}{number}")));
            let source = source.map(|(path, text)| format!("{path}: {:?}", String::from_utf8_lossy(&text)));
            panic!("{path}: {}\n{source:?}", String::from_utf8_lossy(&bytes[start..end]));
        }
    }
}

#[test]
fn no_word_of_what_is_held_back_is_published() {
    let site = Site::new();
    let mut number = 0;
    let mut add = |path: &str, text: &dyn Fn(usize) -> Vec<u8>| {
        number += 1;
        site.file(&path.replace('N', &format!("{SECRET}{number}")), text(number));
    };
    for (index, line) in LINES.iter().enumerate() {
        for kind in [KINDS[index % 9], KINDS[(index + 4) % 9]] {
            add(&format!("content/{kind}/N.md"), &|number| yaml(number, line).into());
            add(&format!("content/{kind}/a/N.md"), &|number| yaml(number, line).replace('\n', "\r\n").into());
        }
        add("content/talks/N/index.md", &|number| yaml(number, line).into());
        // Below prose, whose last lines the first fence makes a heading.
        add("content/talks/N.md", &|number| {
            format!("zqxvheading\nzqxvheading\n{}", yaml(number, line)).into()
        });
    }
    for line in [
        "draft = true",
        "draft = \"yes\"",
        "published = false",
        "build.render = \"never\"",
        "draft: true",
        "[build]\nrender = \"never\"",
    ] {
        KINDS
            .iter()
            .for_each(|kind| add(&format!("content/{kind}/N.md"), &|number| toml(number, line).into()));
    }
    for (index, before) in BEFORE.iter().enumerate() {
        for kind in KINDS {
            add(&format!("content/{kind}/N.md"), &|number| {
                format!("{before}{}", yaml(number, LINES[index])).into()
            });
            add(&format!("content/{kind}/N.md"), &|number| {
                format!("{before}{}", toml(number, "draft = true")).into()
            });
        }
    }
    let of = |keys: String, number| format!("{keys}\n{}", body(number)).into_bytes();
    for kind in KINDS {
        add(&format!("content/{kind}/_drafts/N.md"), &|number| body(number).into());
        add(&format!("content/{kind}/_N.md"), &|number| body(number).into());
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("{{ \"title\": \"{SECRET}\",\n\t\"draft\": true }}"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("\n{{ \"title\": \"{SECRET}\", \"draft\": true }}"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| of(format!("title: {SECRET}\ndraft: true\n"), number));
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("title: {SECRET}\ndraft: true\n---"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("---\ntitle: {SECRET}\ndraft: true\n"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("---yaml\ntitle: {SECRET}\ndraft: true\n---\n"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            of(format!("\u{2014}\ntitle: {SECRET}\ndraft: true\n\u{2014}\n"), number)
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            yaml(number, "draft: true").replace('\n', "\r").into()
        });
        add(&format!("content/{kind}/N.md"), &|number| {
            yaml(number, "draft: true").encode_utf16().flat_map(u16::to_le_bytes).collect()
        });
        add(&format!("content/{kind}/N.markdown"), &|number| yaml(number, "draft: true").into());
    }
    add("content/_drafts/N.md", &|number| body(number).into());
    // What lies beside a draft, or is drafted beside a page.
    add("content/talks/N/index.md", &|number| yaml(number, "draft: true").into());
    site.file("content/talks/page/index.md", "# Page\n");
    for path in [
        &format!("{SECRET}draft/index.md"),
        "page/_drafts/a.txt",
        "page/inner/a.txt",
        &format!("{SECRET}draft/a.txt"),
    ] {
        site.file(&format!("content/talks/{path}"), format!("---\ndraft: true\n---\n{SECRET}text"));
    }
    site.file("content/talks/page/inner/index.md", format!("---\ntitle: {SECRET}\npublished: false\n---\n"));
    // A section that is held back.
    site.file("content/reports/section/_index.md", format!("+++\ntitle = \"{SECRET}\"\ndraft = true\n+++\n"));
    site.file("content/reports/section/deep/x.md", format!("# {SECRET}\n"));
    expect_no_secrets(&site);
}

/// What a page hands down reaches its folder only when it is the folder's page.
#[test]
fn only_a_folders_page_holds_back_its_folder() {
    for (page, neighbour_is_held) in
        [("a", false), ("index-of-all", false), ("index", true), ("_index", true), ("README", true)]
    {
        let site = Site::new();
        site.file(&format!("content/talks/x/{page}.md"), yaml(1, "cascade: { draft: true }"));
        site.file("content/talks/x/neighbour.md", "# Neighbour\n");
        expect_no_secrets(&site);
        assert_eq!(!site.path("output/talks/x/neighbour/index.html").exists(), neighbour_is_held, "{page}");
    }
}

#[test]
fn chance_finds_no_way_around_it_either() {
    let cases = std::env::var("REXBASE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4);
    let file = (
        proptest::sample::select(KINDS.to_vec()),
        proptest::sample::select(LINES.to_vec()),
        proptest::collection::vec(proptest::sample::select(BEFORE.to_vec()), 0..3),
        proptest::sample::select(vec!["", "x/", "_drafts/", "2020-01-01-", "x/y/"]),
        proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        proptest::sample::select(vec!["md", "MD", "markdown"]),
    );
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    });
    runner
        .run(&proptest::collection::vec(file, 40), |files| {
            let site = Site::new();
            for (number, (kind, line, before, place, end, ending)) in files.into_iter().enumerate() {
                let text = format!("{}{}", before.concat(), yaml(number, line)).replace('\n', end);
                site.file(&format!("content/{kind}/{place}{SECRET}{number}.{ending}"), text);
            }
            expect_no_secrets(&site);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_only_looks_held_back_is_published() {
    let site = Site::new();
    site.file(
        "content/reports/a.md",
        "---\ntitle: First\ndraft: false\npublished: true\npublishDate: 2020-01-01\ndate: 2099-01-01\n---\n",
    );
    site.file(
        "content/reports/b.md",
        "# Second\n\nText\n\n---\n\nnote: text\n\n```yaml\n---\ntitle: x\ndraft: true\n---\n```\n",
    );
    site.file("content/reports/_posts/2020-01-01-c.md", "---\ntitle: Third\nlayout: post\n---\n");
    site.build();
    for page in ["a", "b", "posts/c"] {
        assert!(site.path(&format!("output/reports/{page}/index.html")).exists(), "{page}");
    }
}

#[test]
fn a_day_is_known_only_when_it_is_handed_in() {
    let site = Site::new();
    site.file("content/reports/a.md", "---\ntitle: A\npublishDate: 2098-05-01\n---\n");
    site.file("content/reports/b.md", "---\ntitle: B\nexpiryDate: 2098-05-01\n---\n");
    site.file("content/reports/2098-05-01-c.md", "---\ntitle: C\n---\n");
    let is_published = |page: &str| site.path(&format!("output/reports/{page}/index.html")).exists();
    let held = site.build().err;
    assert_eq!(held.matches("warning[held-back]").count(), 2, "{held}");
    assert_eq!(["a", "b", "c"].map(is_published), [false, false, true]);
    for (day, published) in [("2098-04-30", [false, true, true]), ("2098-05-01", [true, false, true])] {
        assert_eq!(site.run(&["build", "--today", day]).code, Some(0));
        assert_eq!(["a", "b", "c"].map(is_published), published, "{day}");
    }
    site.file("rexbase.toml", "title = \"T\"\nfuture_dates = \"hold\"\n");
    assert_eq!(site.run(&["build", "--today", "2098-04-30"]).code, Some(0));
    assert!(!is_published("c"));
    assert_eq!(site.run(&["build", "--today", "2098"]).code, Some(2));
}
