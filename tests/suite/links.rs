//! Links, end to end: every address of the output leads to a file of it, and pages show what links were meant to be.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::addresses::cases;
use crate::site::Site;

const NAMES: &[&str] = &[
    "a#b.png",
    "100%.png",
    "what?.png",
    "Big picture 1.PNG",
    "a,b.png",
    "é.png",
    "e\u{301}t.png",
    "\"q\".pdf",
    "a&b.pdf",
    "[x].png",
    "+.pdf",
    "it's.pdf",
    "(1).png",
    "%23.png",
    "a;b=c.pdf",
    "日本.png",
];

/// Not `a:b.png`: no such file can be published, since Windows could not have it.
fn image(width: u32) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let image =
        image::RgbImage::from_fn(width, 400, |x, y| image::Rgb([(x * y % 251) as u8, (x % 256) as u8, 9]));
    image.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A percent-encoded path for Markdown.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}

/// A site below `/kb/` with files of all these names in many places.
fn site(names: &[impl AsRef<str>]) -> Site {
    let site = Site::new();
    site.file(
        "rexbase.toml",
        "title = \"T\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"en\"\nrecord_feeds = 1\nsocial_cards = true\n",
    );
    let mut text =
        String::from("+++\ntitle = \"T\"\ndate = 2024-06-01\nevent = false\ntopics = [\"Topic\"]\n");
    let (small, large) = (image(30), image(1000));
    let names = || names.iter().map(AsRef::as_ref);
    for name in names().filter(|name: &&str| name.to_lowercase().ends_with(".png")) {
        let url = format!("https://example.org/videos/{}.mp4", text.len());
        let poster = serde_json::to_string(name).unwrap();
        text.push_str(&format!("[[video]]\nurl = \"{url}\"\nposter = {poster}\n"));
    }
    text.push_str("+++\n\n");
    for name in names() {
        let bytes = if name.starts_with("Big") { &large } else { &small };
        site.file(&format!("content/talks/t/{name}"), bytes);
        let (path, image) = (encoded(name), if name.ends_with(".pdf") { "" } else { "!" });
        text.push_str(&format!("- {image}[x]({path})\n- [[{}]]\n", name.replace(['[', ']'], "")));
    }
    site.file("content/talks/t/index.md", text.replace("- [[x.png]]\n", ""));
    site
}

/// The addresses of the site in a file: what stands after its own, as far as an address goes.
fn addresses(text: &str) -> BTreeSet<&str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-._~%/:@!$*+;=".contains(letter);
    let after = text.split("/kb/").skip(1).map(|rest| {
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        rest[..end].trim_end_matches(['.', ';'])
    });
    after.collect()
}

/// The files that addresses in the output lead to; none leads anywhere else.
fn led_to(site: &Site) -> BTreeSet<String> {
    let output = site.output();
    let mut found = BTreeSet::new();
    for (path, bytes) in &output {
        let is_text =
            [".html", ".xml", ".json", ".txt", ".ics", ".md", ".bib"].iter().any(|end| path.ends_with(end));
        let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_text || path.starts_with('_')) else {
            continue;
        };
        for address in addresses(text) {
            let decoded = percent_decode_str(address).decode_utf8().unwrap().into_owned();
            let is_there = [decoded.clone(), format!("{decoded}index.html")]
                .iter()
                .any(|file| output.contains_key(file));
            assert!(is_there, "{path}: {address} leads to no file");
            found.insert(decoded);
        }
    }
    found
}

#[test]
fn every_address_leads_to_a_file() {
    let site = site(NAMES);
    let ran = site.build();
    assert!(!ran.err.contains("dangling") && !ran.err.contains("missing"), "{}", ran.err);
    let found = led_to(&site);
    for name in NAMES {
        assert!(found.contains(&format!("talks/t/{name}")), "nothing leads to {name}");
    }
    let (page, feed) = (site.page("talks/t/index.html"), site.page("atom.xml"));
    assert!(page.contains("/kb/talks/t/Big%20picture%201.PNG 1000w"), "{page}");
    for address in [
        "/kb/talks/t/a%23b.png",
        "/kb/talks/t/100%25.png",
        "/kb/talks/t/what%3F.png",
        "/kb/talks/t/a%2Cb.png",
    ] {
        assert!(page.contains(&format!("src=\"{address}\"")), "{address}: {page}");
        assert!(feed.contains(address) && site.page("feed.json").contains(address), "{address}");
        assert!(
            page.contains(&format!("\"thumbnailUrl\":\"https://example.org{address}\"")),
            "{address}: {page}"
        );
    }
}

/// Letters that mean something in addresses, Markdown, HTML, JSON or file systems, and some that mean nothing.
const LETTERS: &str = "aZ9 .-_~!$&'()*+,;=@#?%[]{}|^`\"<>é\u{301}ß日本\u{1f600}\u{a0}\u{5d0}";

prop_compose! {
    fn any_names()(names in proptest::collection::vec((proptest::collection::vec(select(LETTERS.chars().collect::<Vec<_>>()), 1..9), any::<bool>()), 24)) -> Vec<String> {
        let mut taken = BTreeSet::new();
        let named = names.into_iter().map(|(letters, is_image)| {
            let stem: String = letters.into_iter().collect();
            // Neither hidden nor a name that editors leave; addresses end with no dot in sentences, by which they are found here.
            format!("x{}{}", stem.trim_end(), if is_image { ".png" } else { ".pdf" })
        });
        // What differs by case or composition alone is told, and published once.
        named.filter(|name| taken.insert(name.nfkc().collect::<String>().to_lowercase())).collect()
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// Two dozen files of any name are published, and all that leads to them does.
    #[test]
    fn whatever_files_are_called_they_are_found(names in any_names()) {
        let site = site(&names);
        let ran = site.build();
        prop_assert!(!ran.err.contains("missing"), "{names:?}\n{}", ran.err);
        let found = led_to(&site);
        for name in &names {
            prop_assert!(found.contains(&format!("talks/t/{name}")), "nothing leads to {name:?}\n{}", ran.err);
        }
    }
}

/// What a page that says this shows beside a talk and its image, and what the build says.
fn shown(text: &str) -> (String, String) {
    let site = Site::new();
    site.file(
        "content/talks/target/index.md",
        "+++\ntitle = \"Target talk\"\nevent = false\n+++\n\n## Overview\n\ntext\n\n## The heading's text\n\ntext\n",
    );
    site.file("content/talks/target/wide.png", image(1000));
    site.file("content/events/ev.md", "+++\ntitle = \"Ev\"\nstart_date = 2024-01-01\n+++\n");
    site.file("content/pages/note.md", format!("# Page\n\n{text}\n"));
    let ran = site.run(&["build"]);
    let page = site.output().get("note/index.html").map(|page| String::from_utf8(page.clone()).unwrap());
    let page = page.unwrap_or_default();
    let prose = page.split_once("<article").map_or(page.as_str(), |(_, rest)| rest).to_owned();
    (prose, ran.err)
}

#[test]
fn wikilinks_show_what_they_mean() {
    for (text, html) in [
        ("[[target#overview]]", "<a href=\"/talks/target/#overview\">Target talk</a>"),
        ("[[target#The heading's text]]", "<a href=\"/talks/target/#the-heading-s-text\">Target talk</a>"),
        ("[[target talk|]]", "<a href=\"/talks/target/\">Target talk</a>"),
        ("[[target talk| ]]", "<a href=\"/talks/target/\">Target talk</a>"),
        ("[[target|a **label**]]", "<a href=\"/talks/target/\">a <strong>label</strong></a>"),
        ("| a |\n|---|\n| [[ev\\|label]] |", "<a href=\"/events/ev/\">label</a>"),
        ("[[#Here]]\n\n## Here", "<a href=\"#here\">Here</a>"),
        ("[[#Here|there]]\n\n## Here", "<a href=\"#here\">there</a>"),
        ("[x](#Here%20it%20is)\n\n## Here it is {#it}", "<a href=\"#it\">x</a>"),
        ("[x](#x) [top](#top) [begin](#)\n\n### <a name=\"x\"></a>Heading", "<a id=\"x\"></a>Heading"),
        ("[x](#heading)\n\n### <a name=\"heading\"></a>Heading", "<h3 id=\"heading\"><a></a>Heading"),
        ("[x](#x)\n\n<a id='x'></a>", "<a id=\"x\"></a>"),
        ("![[target]]", "<p><a href=\"/talks/target/\">Target talk</a></p>"),
        ("![[target#overview|words]]", "<a href=\"/talks/target/#overview\">words</a>"),
        ("![x < y](/talks/target/)", "<a href=\"/talks/target/\">x &lt; y</a>"),
        ("[![x](/talks/target/)](https://e.org)", "<a href=\"https://e.org\">x</a>"),
        ("![[wide.png|a lake|300]]", "<img src=\"/talks/target/wide.png\" width=\"300\" height=\"120\""),
        ("![a lake|300](/talks/target/wide.png)", "sizes=\"300px\" decoding=\"async\" alt=\"a lake\""),
    ] {
        let (page, said) = shown(text);
        assert!(page.contains(html), "{text}: {page}\n{said}");
        assert!(!said.contains("dangling") && !said.contains("error"), "{text}: {said}");
        assert_eq!(
            said.contains("embedded-page"),
            text.contains("![[target") || text.contains("/talks/target/)"),
            "{said}"
        );
    }
    let (_, said) = shown("| a |\n|---|\n| [[nobody\\|label]] |");
    assert!(said.contains("nothing is called `nobody`"), "{said}");
    let (_, said) = shown("![[nobody]] ![[no.png|words]]");
    assert!(
        said.contains("nothing is called `nobody`") && said.contains("nothing is called `no.png`"),
        "{said}"
    );
}

#[test]
fn the_links_of_a_title_stay() {
    let site = Site::new();
    site.file("content/events/a.md", "# [Conf 2014](https://conf.example)\n\ntext\n");
    site.file(
        "content/events/b.md",
        "+++\nurl = \"https://own.example\"\n+++\n# [Conf 2015](https://conf.example/15)\n",
    );
    site.file("content/talks/t.md", "+++\nevent = false\n+++\n# \"T\" by [A](https://a.example) at [[a]]\n");
    let ran = site.build();
    assert!(!ran.err.contains("dangling"), "{}", ran.err);
    let page = |path: &str| site.page(path);
    assert!(page("events/a/index.html").contains("href=\"https://conf.example\""));
    assert!(
        page("api/events.json").contains("\"website\":\"https://conf.example\""),
        "{}",
        page("api/events.json")
    );
    let two = page("events/b/index.html");
    assert!(
        two.contains("href=\"https://own.example\"") && two.contains("href=\"https://conf.example/15\""),
        "{two}"
    );
    assert!(page("talks/t/index.html").contains("<a href=\"https://a.example\""));
    assert!(page("events/a/index.html").contains("/talks/t/"), "the event knows who speaks of it");
}

#[test]
fn invisible_characters_are_told_and_left_out() {
    for address in [
        "\u{200b}https://e.org/",
        "https://e.org/\u{feff}",
        "<https://e.org/\u{a0}>",
        "https://e.org/%E2%80%8B",
    ] {
        let (page, said) = shown(&format!("[x]({address})"));
        assert!(page.contains("<a href=\"https://e.org/\">x</a>"), "{address:?}: {page}");
        assert!(said.contains("warning[invisible-character]"), "{address:?}: {said}");
    }
    let (_, said) = shown("[x](https://fa.wikipedia.org/wiki/می\u{200c}شود) [x](https://e.org/é%C3%A9)");
    assert!(!said.contains("warning"), "{said}");
}

/// A heading whose text changed, but not its anchor, changes what a link to its text leads to.
#[test]
fn an_edit_of_a_heading_reaches_the_links_to_it() {
    let site = Site::new();
    let talk = |heading: &str| {
        let text = format!("+++\ntitle = \"T\"\nevent = false\n+++\n\n## One\n\n## {heading} {{#own}}\n");
        site.file("content/talks/t.md", text);
    };
    site.file("content/pages/note.md", "# Page\n\n[[t#Second]]\n");
    talk("Two");
    assert!(site.build().err.contains("dangling-anchor"));
    talk("Second");
    assert!(!site.build().err.contains("dangling-anchor"));
    assert!(site.page("note/index.html").contains("/talks/t/#own"));
    let output = site.output();
    std::fs::remove_dir_all(site.path("output")).unwrap();
    std::fs::remove_dir_all(site.path(".rexbase")).unwrap();
    site.build();
    assert!(site.output() == output);
}

#[test]
fn absolute_addresses_of_the_site_are_checked_as_its_own() {
    let site = Site::new();
    site.file("rexbase.toml", "title = \"T\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"en\"\n");
    site.file("content/talks/target.md", "+++\ntitle = \"T\"\nevent = false\n+++\n\n## Overview\n");
    let build = |links: &str| {
        site.file("content/pages/note.md", format!("# Note\n\n{links}\n"));
        (site.build().err, site.page("note/index.html"))
    };
    let links = "[a](https://example.org/kb/talks/target/#overview) [b](http://Example.org/kb) [c](https://example.org/kb/sitemap.xml) [d](https://example.org/other/) <a href=\"https://example.org/kb/talks/\">e</a>";
    let (said, page) = build(links);
    assert!(!said.contains("dangling"), "{said}");
    for address in
        ["/kb/talks/target/#overview", "/kb/", "/kb/sitemap.xml", "https://example.org/other/", "/kb/talks/"]
    {
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}: {page}");
    }
    let (said, page) =
        build("[x](https://example.org/kb/nope/#a) [y](https://example.org/kb/talks/target/#nope)");
    assert!(said.contains("there is no page or file `/nope/`") && said.contains("anchor `nope`"), "{said}");
    assert!(page.contains("href=\"/kb/nope/#a\""), "what else is there is not known: {page}");
}
