//! Files that several pages share: which are published, where, and what is said of the others.

use crate::site::Site;

/// A site with this report, which is no folder of its own.
fn report(text: &str) -> Site {
    let site = Site::new();
    site.file("content/reports/2025-01-01-a.md", format!("---\ntitle: A\n---\n{text}\n"));
    site.file("content/images/x/a.png", "an image that several pages share");
    site
}

#[test]
fn an_image_that_a_record_names_is_published_wherever_it_stands() {
    for (written, path, published) in [
        ("/images/x/a.png", "content/images/x/a.png", "images/x/a.png"),
        ("../images/x/a.png", "content/images/x/a.png", "images/x/a.png"),
        ("b.png", "content/reports/b.png", "reports/b.png"),
        ("./c/d%20e.png", "content/reports/c/d e.png", "reports/c/d e.png"),
        ("/s.png", "static/s.png", "s.png"),
        ("../../static/t/s.png", "static/t/s.png", "t/s.png"),
    ] {
        let site = report(&format!("![what it shows]({written})"));
        site.remove("content/images/x/a.png").file(path, "bytes");
        let ran = site.build();
        assert!(!ran.err.contains("dangling-link") && !ran.err.contains("stray"), "{written}: {}", ran.err);
        assert_eq!(site.output()[published], b"bytes", "{written}");
        let page = site.page("reports/a/index.html");
        let start = format!("src=\"/{}\"", published.replace(' ', "%20"));
        assert!(page.contains(&start), "{written}: {page}");
    }
}

#[test]
fn only_what_a_published_record_names_is_published() {
    let site = report("No image.");
    let ran = site.build();
    assert!(
        ran.err.contains("warning[stray-file]") && ran.err.contains("no record that is published"),
        "{}",
        ran.err
    );
    // A draft's image is no leak, and no mistake.
    let draft = |text: &str| {
        site.file("content/talks/d.md", format!("+++\ntitle = \"D\"\ndraft = true\n+++\n{text}\n"));
        let ran = site.run(&["build"]);
        (ran.code, ran.err, site.output().contains_key("images/x/a.png"))
    };
    let (code, err, is_published) = draft("![An image](/images/x/a.png)");
    assert!(code == Some(0) && !err.contains("stray-file") && !is_published, "{err}");
    site.file("content/reports/2025-01-01-a.md", "# A\n\n![An image](/images/x/a.png)\n");
    assert!(draft("").2);
    site.file("content/reports/2025-01-01-a.md", "# A\n\nNo image any more.\n");
    assert!(!draft("").2);
}

#[test]
fn what_stands_beside_a_draft_is_the_drafts() {
    let site = report("![An image](../talks/d/secret.png)");
    site.file("content/talks/d/index.md", "+++\ntitle = \"D\"\ndraft = true\n+++\n![s](secret.png)\n");
    site.file("content/talks/d/secret.png", "secret").remove("content/images/x/a.png");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("error[draft-reference]") && !ran.err.contains("stray-file"), "{}", ran.err);
    site.file("content/reports/2025-01-01-a.md", "# A\n\nNothing.\n");
    let ran = site.build();
    assert!(ran.err.contains("no mistakes") || !ran.err.contains("warning"), "{}", ran.err);
    assert!(!site.output().iter().any(|(path, bytes)| path.contains("secret") || bytes == b"secret"));
    site.run(&["build", "--drafts"]);
    assert!(site.output().contains_key("talks/d/secret.png"));
}

#[test]
fn a_file_that_a_browser_would_run_is_refused_where_it_is_named() {
    let site = report("![An image](/images/x/a.png) ![A drawing](../images/x/evil.svg)");
    site.file("content/images/x/evil.svg", "<svg onload=alert(1)>");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("error[refused-file]") && ran.err.contains("reports/2025-01-01-a.md:4"),
        "{}",
        ran.err
    );
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("{config}raw_html = true\n"));
    site.build();
    assert!(site.output().contains_key("images/x/evil.svg"));
}

#[test]
fn the_static_folder_is_published_as_it_lies_there() {
    let site = report("![An image](/images/x/a.png)");
    for file in ["CNAME", ".nojekyll", ".well-known/security.txt", "favicon.ico", "files/slides.pdf"] {
        site.file(&format!("static/{file}"), file);
    }
    site.file("static/.git/config", "hidden").file("static/a.txt~", "an editor's");
    site.build();
    let output = site.output();
    for file in ["CNAME", ".nojekyll", ".well-known/security.txt", "favicon.ico", "files/slides.pdf"] {
        assert_eq!(output[file], file.as_bytes());
    }
    assert!(!output.keys().any(|path| path.contains(".git") || path.ends_with('~')));
    site.remove("static/files/slides.pdf");
    site.build();
    assert!(!site.output().contains_key("files/slides.pdf"));

    site.file("static/app.js", "alert(1)");
    let ran = site.run(&["build"]);
    assert!(ran.code == Some(0) && ran.err.contains("warning[refused-file]"), "{}", ran.err);
    assert!(!site.output().contains_key("app.js"));
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("{config}raw_html = true\n[paths]\nstatic = \"public\"\n"));
    site.file("public/app.js", "alert(1)");
    site.build();
    assert!(site.output().contains_key("app.js") && !site.output().contains_key("CNAME"));
}

#[test]
fn a_poster_may_be_shared() {
    let site = report("Nothing.");
    let video = "video = { url = \"https://vimeo.com/1\", poster = \"/images/x/a.png\" }";
    site.file("content/talks/t.md", format!("+++\ntitle = \"T\"\n{video}\n+++\n"));
    site.file("content/images/x/a.png", crate::site::png(500, 20));
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    assert!(site.page("talks/t/index.html").contains("src=\"/images/x/a.png\""));
}
