//! Where records are: every path has an address of its own, and what comes beside it changes none without a word.

use std::collections::HashSet;

use crate::knowledge::{KnowledgeBase, own};
use crate::vocab::diagnostic::Severity;
use crate::vocab::kind::Kind;

use super::small::{codes, find, matter, resolved};

const TITLE: &str = "+++\ntitle = \"T\"\n+++\n";

/// The addresses of the records of these files, and the codes of what is told.
fn addresses(files: &[&str]) -> (Vec<String>, Vec<String>) {
    let files: Vec<_> = files.iter().map(|path| (*path, TITLE)).collect();
    let (knowledge, diagnostics) = resolved(&files);
    let of = |path: &str| {
        let is_it = |outline: &crate::document::Outline| outline.path.as_str() == format!("content/{path}");
        let found = knowledge.records.iter().find(|record| record.outline.as_deref().is_some_and(is_it));
        found.map_or_else(|| "none".to_owned(), |record| record.address.to_string())
    };
    let addresses = files.iter().map(|(path, _)| of(path)).collect();
    let told = diagnostics.iter().map(|told| format!("{} {}", told.path, told.code)).collect();
    (addresses, told)
}

#[test]
fn a_file_has_the_address_of_its_path() {
    for (path, address) in [
        ("talks/x/page/2.md", "/talks/x/page/2/"),
        ("talks/page/intro.md", "/talks/page/intro/"),
        ("topics/page/x.md", "/topics/page/x/"),
        ("talks/Page/x.md", "/talks/page/x/"),
        ("people/page/x/index.md", "/people/page/x/"),
        ("pages/page/x.md", "/page/x/"),
        ("pages/explore/more.md", "/explore/more/"),
        ("pages/years/before.md", "/years/before/"),
        ("pages/about.md", "/about/"),
        ("talks/api.md", "/talks/api/"),
    ] {
        assert_eq!(addresses(&[path]), (vec![address.to_owned()], vec![]), "{path}");
    }
}

#[test]
fn an_address_of_the_sites_own_is_another_and_told() {
    for (path, address) in [
        ("talks/page/2.md", "/talks/page-6d48c8/2/"),
        ("topics/x/page/2.md", "/topics/x/page-"),
        ("pages/search.md", "/search-1f1fbd/"),
        ("pages/search/help.md", "/search-1f1fbd/help/"),
        ("pages/search/tips.md", "/search-1f1fbd/tips/"),
        ("pages/api/v1.md", "/api-"),
        ("pages/assets/x.md", "/assets-"),
        ("pages/years/2024.md", "/years-"),
        ("pages/explore.md", "/explore-"),
        ("pages/debts.md", "/debts-"),
        ("pages/talks/x.md", "/talks-"),
        ("pages/Talks/x.md", "/talks-"),
        ("pages/people/bob.md", "/people-"),
        ("pages/events/how-to.md", "/events-"),
    ] {
        let (addresses, told) = addresses(&[path]);
        assert!(addresses[0].starts_with(address), "{path}: {addresses:?}");
        assert_eq!(told, [format!("content/{path} reserved-address")], "{path}");
    }
}

#[test]
fn an_index_that_is_no_index_is_told() {
    for (path, address) in [("pages/index.md", "/index/"), ("talks/index.md", "/talks/index/")] {
        let told = vec![format!("content/{path} index-page")];
        assert_eq!(addresses(&[path]), (vec![address.to_owned()], told));
    }
    assert!(addresses(&["talks/x/index.md"]).1.is_empty());
}

#[test]
fn a_file_that_is_called_like_its_address_keeps_it() {
    let [spaced, plain, shouted] = ["talks/a b.md", "talks/a-b.md", "talks/A-B.md"];
    assert_eq!(addresses(&[plain]).0, ["/talks/a-b/"]);
    for other in [spaced, shouted] {
        assert_eq!(addresses(&[other]), (vec!["/talks/a-b/".to_owned()], vec![]));
        let mut both = [other, plain];
        both.sort_unstable();
        let (addresses, told) = addresses(&both);
        let place = both.iter().position(|path| *path == plain).unwrap();
        assert_eq!(addresses[place], "/talks/a-b/", "{both:?}");
        assert_eq!(told, [format!("content/{other} shared-address")]);
    }
}

#[test]
fn what_shares_an_address_names_both() {
    let (_, diagnostics) =
        resolved(&[("talks/a b.md", &matter("title = \"A\"")), ("talks/a-b.md", &matter("title = \"B\""))]);
    assert_eq!(codes(&diagnostics), ["shared-address"]);
    assert_eq!(diagnostics[0].severity, Severity::Warning);
    assert!(diagnostics[0].message.contains("`content/talks/a-b.md`"), "{}", diagnostics[0].message);
}

#[test]
fn names_that_make_one_address_are_told() {
    let talk = |topics: &str| matter(&format!("title = \"T\"\ntopics = [{topics}]"));
    let (knowledge, diagnostics) = resolved(&[("talks/t.md", &talk("\"C++\", \"C plus plus\", \"Q&A\""))]);
    assert_eq!(codes(&diagnostics), ["shared-address"], "{diagnostics:#?}");
    assert!(diagnostics[0].message.contains("`C++`") && diagnostics[0].message.contains("`C plus plus`"));
    assert!(diagnostics[0].span.is_some());
    assert_eq!(find(&knowledge, Kind::Topic, "C plus plus").address.as_str(), "/topics/c-plus-plus/");
    // A file for one says which is which.
    let file = ("topics/plus.md", &*matter("title = \"C plus plus\""));
    let (_, diagnostics) = resolved(&[("talks/t.md", &talk("\"C++\", \"C plus plus\"")), file]);
    assert_eq!(codes(&diagnostics), [""; 0], "{diagnostics:#?}");
}

/// No two are equal, and none is the site's own.
fn assert_apart(knowledge: &KnowledgeBase) {
    let mut seen = HashSet::new();
    for record in &knowledge.records {
        assert!(seen.insert(record.address.as_str()), "{} twice", record.address);
        assert_eq!(own::OwnPage::at(record.address.as_str()), None);
        assert!(!own::is_own(record.address.index_file().as_str()), "{}", record.address);
    }
}

#[test]
fn every_path_of_three_parts_has_an_address_of_its_own() {
    let names = ["page", "api", "talks", "search", "assets", "years", "x", "index", "Page", "explore", "2"];
    for kind in Kind::written() {
        let mut files = Vec::new();
        for a in names {
            files.push(format!("{}/{a}.md", kind.folder()));
            for b in names {
                files.push(format!("{}/{a}/{b}.md", kind.folder()));
                files.extend(names.map(|c| format!("{}/{a}/{b}/{c}.md", kind.folder())));
            }
        }
        files.sort();
        let files: Vec<_> = files.iter().map(|path| (path.as_str(), TITLE)).collect();
        let (knowledge, _) = resolved(&files);
        assert_apart(&knowledge);
    }
}
