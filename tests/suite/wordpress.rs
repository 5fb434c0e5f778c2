//! Imports of WordPress: an export of our own with what real ones have, and WordPress's own test data where the corpora are.

use proptest::prelude::*;

use crate::blogs::assert_says;
use crate::corpora::corpora;
use crate::site::{Ran, Site, files, png};

/// An export of our own, with private data wherever WordPress keeps them.
const BOATS: &str = include_str!("wordpress/boats.xml");

fn import(site: &Site) -> Ran {
    let ran = site.run(&["import", "wordpress", "source/boats.xml", "--yes"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran
}

/// The export, with the images that its posts show beside it.
fn boats() -> Site {
    let site = Site::new();
    site.file("source/boats.xml", BOATS);
    site.file("source/wp-content/uploads/2019/03/hull.png", png(4, 4));
    site.file("source/wp-content/uploads/2019/03/oar.png", png(5, 5));
    site
}

#[test]
fn an_export_becomes_a_site() {
    let site = boats();
    import(&site);
    let built = site.build();
    assert!(built.out.contains("no mistakes"), "{}{}", built.out, built.err);
    let content = site.content();
    assert_says(
        &content,
        "reports/first.md",
        &[
            "title = \"First & foremost\"",
            "authors = [\"Ann Example\"]",
            "date = 2019-03-04T00:30:00+01:00",
            "updated = 2019-05-06T08:00:00+02:00",
            "language = \"en\"",
            "description = \"In short: a boat.\"",
            "topics = [\"Rivers & lakes\", \"ferries\"]",
            "redirects = [\"/2019/03/first/\"]",
            "A **boat** crosses\\\nthe river, as [the second](second.md), [it again](second.md) and [rivers](/topics/rivers-and-lakes/) say.",
            "ends \\]\\]> here, and [Ann](/people/ann-example/) or another wrote it.\n",
            "[![A hull](/wp-content/uploads/2019/03/hull.png)](/wp-content/uploads/2019/03/hull.png)\n\n*How it looks*\n",
            "```sh\nrow --fast && rest\n\n[ -f oar ] || exit\n```",
            "![The hull](/wp-content/uploads/2019/03/hull.png)\n\n*The hull*\n\n![oar](/wp-content/uploads/2019/03/oar.png)",
            "<!-- [contact-form-7 id=\"5\" title=\"Write to us\"] -->",
            "from = \"boats.example.org/post/7\"",
        ],
    );
    assert_says(
        &content,
        "reports/second.md",
        &[
            "date = 2019-04-05T10:00:00\n",
            "language = \"fr\"",
            "video = \"https://www.youtube.com/watch?v=abcdefghijk\"",
            "### Ce que nous avons vu\n",
            "<!-- wp:latest-posts -->",
            "Shared words.",
        ],
    );
    assert!(!content["reports/second.md"].contains("authors"), "a login is no name");
    assert_says(
        &content,
        "reports/no-title-yet.md",
        &["title = \"No title yet\"", "organisations = [\"The Boats Team\"]", "1 < 2 & that is all."],
    );
    assert!(!content["reports/no-title-yet.md"].contains("date = "));
    assert_says(&content, "reports/first-2.md", &["title = \"First again\"", "/2020/03/first/"]);
    assert_says(&content, "pages/about.md", &["We row, since 1999."]);
    assert_says(&content, "pages/cafe.md", &["redirects = [\"/about/café/\"]"]);
    assert_eq!(content.len(), 10, "{:?}", content.keys());
    for held in ["held-one", "held-two", "held-three", "held-four"] {
        assert_says(&content, &format!("reports/{held}.md"), &["draft = true", "Heldword"]);
    }
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("Heldword"), "{path}");
    }
    assert!(site.page("2019/03/first/index.html").contains("/reports/first/"), "the old address leads on");
    assert!(site.path("output/wp-content/uploads/2019/03/oar.png").exists(), "and so does the image's");
    let report = std::fs::read_to_string(site.path("import-report.md")).unwrap();
    for rule in
        ["comments", "foreign-markup", "media-library", "trash", "other-item", "unknown-author", "draft"]
    {
        assert!(report.contains(&format!("| {rule} | ")), "{rule}: {report}");
    }
    assert!(
        report.contains("| comments | comments of readers are private, and are not read | 2 |"),
        "{report}"
    );
    let before = site.sources();
    let again = import(&site);
    assert!(again.out.contains(": 0 written") && site.sources() == before, "{}", again.out);
}

#[test]
fn line_ends_and_files_that_are_not_there_change_little() {
    let site = boats();
    import(&site);
    let with_files = site.content();
    site.file("source/boats.xml", format!("\u{feff}{}", BOATS.replace('\n', "\r\n")));
    assert!(import(&site).out.contains(": 0 written"));
    let bare = Site::new();
    bare.file("source/boats.xml", BOATS);
    let ran = import(&bare);
    assert_eq!(
        ran.err.matches("this file stays on the old site: wp-content/uploads/2019/03/").count(),
        2,
        "{}",
        ran.err
    );
    let content = bare.content();
    assert_says(
        &content,
        "reports/first.md",
        &["[oar](<https://boats.example.org/wp-content/uploads/2019/03/oar.png>)"],
    );
    assert_eq!(content["reports/second.md"], with_files["reports/second.md"]);
    // Put beside it later, they come along.
    bare.file("source/wp-content/uploads/2019/03/hull.png", png(4, 4));
    bare.file("source/wp-content/uploads/2019/03/oar.png", png(5, 5));
    import(&bare);
    assert_eq!(bare.content(), with_files);
}

#[test]
fn nothing_private_is_taken_from_wordpress() {
    let mail = "zoe.private@secret.example";
    let phone = "+33 6 98 76 54 32";
    let all = format!("{mail}, {phone}");
    let site = boats();
    let planted = BOATS
        .replace("First again", &format!("First {all}"))
        .replace("A post of the same name.", &format!("Write to <a href=\"mailto:{mail}\">me</a> or {all}, [x to=\"{mail}\"]. <img src=\"https://boats.example.org/wp-content/uploads/x.png\" alt=\"{all}\">"))
        .replace("The Boats Team", &format!("The Boats Team &lt;{mail}&gt;"))
        .replace("nicename=\"ferries-2\"><![CDATA[Ferries", &format!("nicename=\"x\"><![CDATA[{mail}"))
        .replace("<title>About us</title>", &format!("<title>About {mail}</title>"))
        .replace(">about<", &format!(">{mail}<"));
    site.file("source/boats.xml", planted);
    let ran = import(&site);
    site.run(&["build", "--keep-going"]);
    let mut texts: Vec<(String, String)> = vec![("printed".to_owned(), ran.out + &ran.err)];
    let read =
        site.sources().into_iter().chain(site.output()).filter(|(path, _)| !path.starts_with("source"));
    texts.extend(read.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())));
    for (path, text) in texts {
        for secret in [
            "private@",
            "zoe.private",
            "98 76 54",
            "annlogin",
            "boblogin",
            "crewlogin",
            "secretmeta",
            "_edit_last",
            "secretreader",
            "203.0.113.77",
            "secretcomment",
            "secretkey",
            "secretvalue",
            "secretpingback",
            "secretpassword",
        ] {
            assert!(!text.contains(secret) && !path.contains(secret), "{secret} is in {path}: {text}");
        }
    }
}

#[test]
fn what_is_no_export_is_refused_and_nothing_is_written() {
    let site = Site::new();
    for broken in [
        "<rss><channel>",
        "<rss><channel/></rss>",
        "no XML",
        "",
        "<rss xmlns:wp=\"x\"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>",
    ] {
        site.file("source/boats.xml", broken);
        let ran = site.run(&["import", "wordpress", "source/boats.xml"]);
        assert_eq!(ran.code, Some(1), "{broken}");
        assert!(ran.err.contains("holds no export of WordPress"), "{broken}: {}", ran.err);
    }
    site.file("source/boats.xml", BOATS.replacen("</item>", "</itm>", 1));
    let ran = site.run(&["import", "wordpress", "source/boats.xml"]);
    assert!(
        ran.err.contains("not well-formed XML") && ran.err.contains(" at 65:2"),
        "the place is told: {}",
        ran.err
    );
    assert_eq!(site.run(&["import", "wordpress", "source"]).code, Some(1));
    assert_eq!(site.run(&["import", "wordpress", "source/none.xml"]).code, Some(1));
    assert!(files(&site.path("content")).is_empty());
}

#[test]
fn wordpress_own_test_data_becomes_a_site() {
    let Some(corpora) = corpora() else { return };
    let site = Site::new();
    std::fs::create_dir(site.path("source")).unwrap();
    std::fs::copy(corpora.join("notes/wordpress-export.xml"), site.path("source/boats.xml")).unwrap();
    import(&site);
    let built = site.run(&["build"]);
    assert!(built.out.contains("55 reports") && built.out.contains("21 pages"), "{}{}", built.out, built.err);
    let checked = site.run(&["check", "--format", "json"]);
    for line in checked.out.lines() {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        // What an export does not have, and what no author wrote.
        assert_eq!(told["code"].as_str(), Some("missing-alt"), "{line}");
    }
    let before = site.sources();
    assert!(import(&site).out.contains(": 0 written") && site.sources() == before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// What an author does to a file of an import stays, whatever the export says then.
    #[test]
    fn an_edit_of_a_post_of_wordpress_survives(comment in "[a-z ]{1,12}", word in "[a-z]{3,9}", later in "[a-z]{3,9}") {
        let site = boats();
        import(&site);
        let path = "reports/second.md";
        let text = site.content().remove(path).unwrap();
        let edited = text
            .replacen("title = \"Le deuxième\"", &format!("# {comment}\ntitle = 'Le deuxième' # {comment}"), 1)
            .replace("Nous avons traversé", &format!("Nous {word} avons traversé"));
        site.file(&format!("content/{path}"), &edited);
        prop_assert!(import(&site).out.contains(": 0 written"));
        site.file("source/boats.xml", BOATS.replace("la rivière", &later).replace("2019-04-05 10", "2019-04-06 10"));
        import(&site);
        let kept = site.content().remove(path).unwrap();
        prop_assert!(kept.contains(&format!("# {comment}\ntitle = 'Le deuxième' # {comment}")) && kept.contains(&format!("Nous {word} avons")), "{}", kept);
        prop_assert!(kept.contains("date = 2019-04-06T10:00:00") && !kept.contains(&format!("traversé {later}")), "{}", kept);
        prop_assert!(import(&site).out.contains(": 0 written"));
    }
}
