//! Where records are: every path has an address of its own, and what comes beside it changes none without a word.

use std::collections::HashSet;

use crate::knowledge::{Drafts, KnowledgeBase, own};
use crate::vocab::diagnostic::{Code, Severity};
use crate::vocab::kind::Kind;

use super::small::{codes, find, matter, resolved, resolved_with, trusted};

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
    // A file for each says which is which.
    let (plus, signs) = (matter("title = \"C plus plus\""), matter("title = \"C++\""));
    let both = talk("\"C++\", \"C plus plus\"");
    let files = [("talks/t.md", &*both), ("topics/plus.md", &*plus), ("topics/signs.md", &*signs)];
    assert_eq!(codes(&resolved(&files[..2]).1), ["similar-names"]);
    assert_eq!(codes(&resolved(&files).1), [""; 0]);
}

/// Whatever the names, and whatever the file of one is called: names that make one address are one record, or are told.
#[test]
fn names_that_are_slugged_alike_are_one_or_told() {
    let names = [
        "C++",
        "C plus plus",
        "Q&A",
        "Q and A",
        "\u{418}\u{432}\u{430}\u{43d}",
        "Ivan",
        "\u{674e}",
        "Li",
        "\u{110}\u{1eb7}ng Th\u{1ecb} Hoa",
        "Dang Thi Hoa",
        "\u{110}or\u{111}e",
        "Dorde",
        "\u{de}\u{f3}r",
        "Thor",
        "I\u{15f}\u{131}k",
        "Isik",
        "Hawai\u{2bb}i",
        "Hawai'i",
    ];
    for pair in names.chunks(2) {
        let quoted = format!("\"{}\", \"{}\"", pair[0], pair[1]);
        let talk = matter(&format!("title = \"T\"\ntopics = [{quoted}]"));
        let file = matter(&format!("title = \"{}\"", pair[0]));
        for files in
            [vec![("talks/t.md", &*talk)], vec![("talks/t.md", &*talk), ("topics/another.md", &*file)]]
        {
            let (knowledge, diagnostics) = resolved(&files);
            let topics = knowledge.of_kind(Kind::Topic).count();
            assert_eq!(diagnostics.len(), 1, "{pair:?}: {topics} topics, {diagnostics:#?}");
        }
    }
    let talk = matter("title = \"T\"\nspeakers = [\"\u{110}\u{1eb7}ng Th\u{1ecb} Hoa\", \"Dang Thi Hoa\"]");
    let (knowledge, _) = resolved(&[("talks/t.md", &talk)]);
    assert_eq!(knowledge.of_kind(Kind::Person).count(), 1);
}

/// No two are equal, and none is the site's own.
fn assert_apart(knowledge: &KnowledgeBase) {
    let mut seen = HashSet::new();
    for record in &knowledge.records {
        assert!(seen.insert(record.address.as_str()), "{} twice", record.address);
        assert_eq!(own::OwnPage::at(record.address.as_str()), None);
        let file = format!("{}index.html", &record.address.as_str()[1..]);
        assert!(!own::is_own(&file), "{}", record.address);
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

/// What is told of these former addresses of `talks/t.md`, beside `talks/beta.md`, which was at `/was/`.
fn told_of(redirects: &str) -> Vec<String> {
    let text = matter(&format!("title = \"T\"\nredirects = [{redirects}]"));
    let beta = matter("title = \"Beta\"\nredirects = [\"/was/\", \"/a.html\"]\ntopics = [\"Topic\"]");
    let index = matter("title = \"I\"");
    let files = [("talks/beta.md", &*beta), ("talks/i/index.md", &*index), ("talks/t.md", &*text)];
    let (knowledge, diagnostics) =
        resolved_with(&files, &["content/talks/i/x.pdf", "content/talks/i/d/x.pdf"], Drafts::LeaveOut);
    let former = find(&knowledge, Kind::Talk, "T").former.len();
    assert_eq!(former, redirects.split(", ").count() - diagnostics.len(), "what is told is left out");
    assert!(diagnostics.iter().all(|told| told.span.is_some() && told.severity == Severity::Error));
    diagnostics.into_iter().map(|told| format!("{} {}", told.code, told.message)).collect()
}

#[test]
fn former_addresses_are_paths_of_nobody_else() {
    for (written, holder) in [
        ("/talks/beta/", "content/talks/beta.md"),
        ("/talks/Beta", "content/talks/beta.md"),
        ("/talks/beta/index.html", "content/talks/beta.md"),
        ("/topics/topic/", "the topic `Topic`"),
        ("/topics/topic/page/2/", "the topic `Topic`"),
        ("/topics/topic/atom.xml", "the topic `Topic`"),
        ("/talks/t/", "this page has now"),
        ("/was/", "content/talks/beta.md"),
        ("/Was", "content/talks/beta.md"),
        ("/was/index.html", "content/talks/beta.md"),
        ("/a.html/b/", "content/talks/beta.md"),
        ("/talks/i/x.pdf", "content/talks/i/x.pdf"),
        ("/talks/i/X.PDF/more/", "content/talks/i/x.pdf"),
        ("/search/", "the page that searches"),
        ("/SEARCH/", "the page that searches"),
        ("/search/manifest", "the site itself"),
        ("/", "home page"),
        ("/index.html", "home page"),
        ("/INDEX.HTML", "home page"),
        ("/explore/", "charts"),
        ("/talks/page/2/", "list of talks"),
        ("/atom.xml", "`/atom.xml`"),
        ("/sitemap.xml", "`/sitemap.xml`"),
        ("/sitemap-2.xml", "`/sitemap-2.xml`"),
        ("/robots.txt", "`/robots.txt`"),
        ("/_headers", "`/_headers`"),
        ("/_redirects", "`/_redirects`"),
        ("/offline.js", "`/offline.js`"),
        ("/feed.json", "`/feed.json`"),
        ("/api/talks.json", "the site itself"),
        ("/social-card.png", "`/social-card.png`"),
        ("/404.html/", "`/404.html`"),
        ("/404.HTML", "`/404.html`"),
        ("/.rexbase-manifest", "begins with a dot"),
        ("https://x.org/", "another site"),
        ("/page.php?id=3", "follows a `?`"),
        ("/x#y", "follows a `#`"),
        ("/CON", "device"),
    ] {
        let told = told_of(&format!("\"{written}\""));
        assert!(told.len() == 1 && told[0].contains(holder), "{written}: {told:?}");
    }
    for free in ["/talks/i/d.html", "/years/x/", "/topics/topic/card/", "/old/", "/page/2/"] {
        assert_eq!(told_of(&format!("\"{free}\"")), [""; 0], "{free}");
    }
}

#[test]
fn a_former_address_stands_once() {
    for twice in [
        "\"/old/\", \"/old/\"",
        "\"/Old/\", \"/old\"",
        "\"/%C3%A9/\", \"/é/\"",
        "\"/b.html\", \"/b.html/c\"",
        "\"/b.html/c\", \"/b.html\"",
    ] {
        let told = told_of(twice);
        assert!(told.len() == 1 && told[0].starts_with("taken-address"), "{twice}: {told:?}");
    }
}

#[test]
fn a_link_to_a_former_address_is_told_the_new_one() {
    let talk = matter("title = \"T\"\nredirects = [\"/old/é/\", \"/b.html\"]");
    let about = "# About\n\n[a](/old/%C3%A9/) [b](/old/é#x) [c](/b.html?q) [d](/old/)\n";
    let (knowledge, diagnostics) = resolved(&[("pages/about.md", about), ("talks/t.md", &talk)]);
    assert_eq!(
        codes(&diagnostics),
        ["moved-link", "moved-link", "dangling-anchor", "moved-link", "dangling-link"]
    );
    assert!(diagnostics[0].message.contains("`/talks/t/`"), "{}", diagnostics[0].message);
    assert_eq!(find(&knowledge, Kind::Page, "About").links.iter().flatten().count(), 3);
}

#[test]
fn links_lead_to_the_own_pages_that_the_site_has() {
    let talk = format!(
        "{}- [x](/)\n\n## Lessons learned\n\n- Try it.\n",
        matter("title = \"T\"\ndate = 2017-10-02")
    );
    let told = |address: &str| {
        let about = format!("# About\n\n[a]({address})\n");
        let (_, diagnostics) = resolved(&[("pages/about.md", &about), ("talks/t.md", &talk)]);
        codes(&diagnostics).len()
    };
    for address in [
        "/",
        "/talks/",
        "/talks",
        "/search/",
        "/search/?q=x",
        "/explore/",
        "/years/",
        "/years/2017/",
        "/debts/",
        "/lessons/practice/",
        "/atom.xml",
        "/feed.json",
        "/sitemap.xml",
        "/api/index.json",
        "/api/talks.json",
        "/robots.txt",
    ] {
        assert_eq!(told(address), 0, "{address}");
    }
    for address in [
        "/people/",
        "/years/2016/",
        "/lessons/failure/",
        "/talks/page/2/",
        "/Search/",
        "/api/people.json",
        "/search/page/2/",
        "/nothing/",
        "/pages/",
    ] {
        assert_eq!(told(address), 1, "{address}");
    }
}

#[test]
fn attached_files_take_the_place_of_no_other() {
    let index = matter("title = \"I\"");
    let files = [
        ("events/e/index.md", &*index),
        ("events/e/sub.md", &*index),
        ("talks/a b/c/index.md", &*index),
        ("talks/a-b/index.md", &*index),
    ];
    let told = |others: &[&str]| {
        let from_root = |path: &&str| {
            if path.starts_with("static/") { (*path).to_owned() } else { format!("content/{path}") }
        };
        let others: Vec<_> = others.iter().map(from_root).collect();
        let others: Vec<_> = others.iter().map(String::as_str).collect();
        let (knowledge, diagnostics) = trusted(&files, &others);
        assert_eq!(knowledge.attachments.len() + diagnostics.len(), others.len(), "{diagnostics:#?}");
        assert!(
            diagnostics
                .iter()
                .all(|told| told.code == Code::TakenAddress && told.severity == Severity::Error)
        );
        diagnostics.len()
    };
    for (others, wrong) in [
        (&["events/e/x.pdf", "events/e/y.pdf"][..], 0),
        (&["events/e/X.PDF", "events/e/x.pdf"], 1),
        (&["events/e/\u{e9}.png", "events/e/e\u{301}.png"], 1),
        (&["events/e/index.html"], 1),
        (&["events/e/Index.html"], 1),
        (&["events/e/sub/index.html"], 1),
        (&["events/e/sub"], 1),
        (&["events/e/page"], 1),
        (&["events/e/page/2/index.html"], 1),
        (&["events/e/page/x/index.html"], 0),
        (&["events/e/Card.png", "events/e/atom.xml", "events/e/event.ics"], 0),
        (&["events/e/card.png/x.png"], 1),
        (&["static/robots.txt", "static/_headers", "static/old/index.html", "static/.well-known/x.txt"], 0),
        (&["static/talks/index.html"], 1),
        (&["static/index.html"], 1),
        (&["static/search/x.txt"], 1),
        (&["static/events/e/index.html"], 1),
        (&["static/events/e/x.pdf", "events/e/X.PDF"], 1),
        (&["static/robots.txt/x.txt"], 1),
        (&["talks/a b/c/f.pdf", "talks/a-b/c/f.pdf"], 1),
    ] {
        assert_eq!(told(others), wrong, "{others:?}");
    }
}
