//! Names of which few records speak share pages, where a site asks for it: links, the search, the API, the sitemap lead there, former addresses arrive, and what an edit
//! makes of it is what a clean build makes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::browser;
use crate::site::Site;

/// Ada is met once, Bob twice, Carol has a file; `more` are lines of the config.
fn site(more: &str) -> Site {
    let site = Site::new();
    let config = "title = \"T\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"en\"\n";
    site.file("rexbase.toml", format!("{config}{more}"));
    site.file("content/people/carol-example.md", "+++\ntitle = \"Carol Example\"\n+++\n");
    let talk = |path: &str, matter: &str, prose: &str| {
        let common = format!("title = \"Talk {path}\"\ndate = 2024-05-01\ntopics = [\"Drills\"]");
        site.file(&format!("content/talks/{path}.md"), format!("+++\n{common}\n{matter}\n+++\n\n{prose}\n"));
    };
    let prose = "[[Ada Example]], and [her](/people/ada-example/).";
    talk("one", "speakers = [\"Ada Example\", \"Carol Example\"]", prose);
    let figure = "[[figures]]\nmetric = \"releases\"\nvalue = 3\norganisation = \"Zed Shop\"";
    talk("two", &format!("speakers = [\"Bob Example\"]\n{figure}"), "## Lessons learned\n\n- Drill.");
    talk("three", "speakers = [{ name = \"Bob Example\", organisation = \"Example Shop\" }]", "No more.");
    site
}

const OPTION: &str = "own_pages_from = 2\n";

/// Every `href` of the site's own in its pages, from the site's root, with its anchor.
fn hrefs(output: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let pages = output.iter().filter(|(path, _)| path.ends_with("index.html"));
    let texts: Vec<String> = pages.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let of_page = |text: &String| {
        let parts = text.split("href=\"/kb/").skip(1).filter_map(|rest| rest.split('"').next());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of_page).collect()
}

#[test]
fn names_met_once_share_a_page_and_everything_leads_there() {
    let site = site(OPTION);
    site.build();
    let output = site.output();
    for (path, is_there) in [
        ("people/ada-example/index.html", false),
        ("organisations/example-shop/index.html", false),
        ("people/bob-example/index.html", true),
        ("people/carol-example/index.html", true),
        ("topics/drills/index.html", true),
        ("people/also/a/index.html", true),
        ("organisations/also/e/index.html", true),
    ] {
        assert_eq!(output.contains_key(path), is_there, "{path}");
    }
    let shared = site.page("people/also/a/index.html");
    assert!(
        shared.contains("<h2 id=\"ada-example\">Ada Example</h2>") && shared.contains("Talk one"),
        "{shared}"
    );
    // A figure speaks for the talk that it is in.
    assert!(site.page("organisations/also/z/index.html").contains("Talk two"));
    let all = hrefs(&output);
    let ada = "people/also/a/#ada-example";
    assert!(all.contains(ada) && !all.iter().any(|href| href.starts_with("people/ada-example")), "{all:?}");
    let talk = site.page("talks/one/index.html");
    assert!(talk.matches(&format!("/kb/{ada}\"")).count() >= 3, "speaker, wikilink and path");
    for href in &all {
        let (address, anchor) = href.split_once('#').unwrap_or((href, ""));
        let address = address.split('?').next().unwrap();
        let path = if address.is_empty() || address.ends_with('/') {
            format!("{address}index.html")
        } else {
            address.to_owned()
        };
        let file = output.get(&path).unwrap_or_else(|| panic!("{href} leads nowhere"));
        let is_there = || String::from_utf8_lossy(file).contains(&format!("id=\"{anchor}\""));
        assert!(anchor.is_empty() || !path.ends_with("index.html") || is_there(), "{href}");
    }
    let api: Value = serde_json::from_str(&site.page("api/people.json")).unwrap();
    let urls: Vec<_> =
        api["items"].as_array().unwrap().iter().filter_map(|one| one["url"].as_str()).collect();
    assert!(urls.contains(&format!("https://example.org/kb/{ada}").as_str()), "{urls:?}");
    let sitemap = site.page("sitemap.xml");
    assert!(sitemap.contains("/kb/people/also/a/</loc>") && !sitemap.contains("ada-example"));
    let found: Value =
        serde_json::from_str(&site.run(&["search", "ada example kind:person", "--format", "json"]).out)
            .unwrap();
    assert!(found.to_string().contains("/people/also/a/#ada-example"), "{found}");
}

/// The search finds the same, in the same order, wherever pages are.
#[test]
fn sharing_changes_no_order_of_results() {
    let titles = |more: &str| {
        let site = site(more);
        site.build();
        ["example", "talk", "drills ada", "kind:person"].map(|query| {
            let out = site.run(&["search", query]).out;
            let lines =
                out.lines().filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
            let found = lines.map(str::to_owned).collect::<Vec<_>>();
            assert!(!found.is_empty(), "{query}: {out}");
            found
        })
    };
    assert_eq!(titles(""), titles(OPTION));
}

#[test]
fn an_edit_moves_a_name_as_a_clean_build_does() {
    let edited = site(OPTION);
    let another =
        "+++\ntitle = \"Another\"\ndate = 2024-06-01\nspeakers = [\"Ada Example\", \"Zed Example\"]\n+++\n";
    let steps: [(&str, Option<&str>); 4] = [
        ("content/talks/another.md", Some(another)),
        ("content/talks/two.md", None),
        (
            "rexbase.toml",
            Some(
                "title = \"T\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"en\"\nfew_files = true\n",
            ),
        ),
        ("content/talks/another.md", None),
    ];
    edited.build();
    for (path, text) in steps {
        match text {
            Some(text) => edited.file(path, text),
            None => edited.remove(path),
        };
        edited.build();
        let clean = Site::new();
        edited.sources().into_iter().for_each(|(path, bytes)| {
            clean.file(&path, bytes);
        });
        clean.build();
        let (ours, expected) = (edited.output(), clean.output());
        assert_eq!(ours.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{path}");
        let other: Vec<_> =
            ours.iter().filter(|(path, bytes)| expected[*path] != **bytes).map(|(path, _)| path).collect();
        assert!(other.is_empty(), "{path}: {other:?}");
    }
    let last = edited.output();
    assert!(!last.keys().any(|path| path.ends_with("index.md") || path.ends_with("llms.txt")));
    assert!(
        last.contains_key("people/also/b/index.html"),
        "of few files, a name that two talks have shares a page"
    );
}

/// Who has an address from before arrives: a page that there is no more, and an anchor that its page has no more.
#[test]
fn former_addresses_arrive() {
    let site = site(OPTION);
    site.build();
    browser::run_with("arrive.test.mjs", &[("SITE", &site)], "/kb/");
}
