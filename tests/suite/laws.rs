//! The laws that a build keeps, on the demo.

use crate::site::Site;

/// The same content gives the same bytes, whatever the thread count, the locale, the time zone or the folder.
#[test]
fn the_same_content_gives_the_same_bytes() {
    let builds =
        [("1", "C", "UTC"), ("2", "fr_FR.UTF-8", "Pacific/Auckland")].map(|(threads, locale, zone)| {
            let site = Site::demo();
            let ran = site
                .command(&["build"])
                .env("RAYON_NUM_THREADS", threads)
                .env("LC_ALL", locale)
                .env("TZ", zone)
                .output()
                .unwrap();
            assert!(ran.status.success());
            site.output()
        });
    assert!(builds[0].len() > 200);
    assert!(builds[0] == builds[1]);
}

/// Nothing outside the output and the cache is written, and a check writes nothing at all.
#[test]
fn nothing_else_is_written() {
    let site = Site::demo();
    let before = site.sources();
    assert_eq!(site.run(&["check"]).code, Some(0));
    assert!(!site.path("output").exists() && !site.path(".rexbase").exists());
    site.build();
    assert!(site.sources() == before);
    let elsewhere = site.path("public");
    assert_eq!(site.run(&["build", "--output-dir", "public"]).code, Some(0));
    assert!(elsewhere.join("index.html").is_file());
}

/// A build that changes nothing writes nothing; one edit writes what shows it; what vanished is removed.
#[test]
fn only_what_changed_is_written() {
    let site = Site::built_demo();
    assert!(site.build().out.contains("\n0 written,"), "{}", site.build().out);
    let before = site.output();
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(site.path(talk)).unwrap();
    site.file(talk, format!("{text}\nUn mot de plus.\n"));
    site.build();
    let changed: Vec<_> = site
        .output()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .map(|(path, _)| path)
        // The search data of each build has a folder of its own, so that no reader mixes two.
        .filter(|path| !path.starts_with("search/"))
        .collect();
    assert!(
        changed.iter().any(|path| path == "talks/devops-rex-2017/radio-france/index.html"),
        "{changed:#?}"
    );
    assert!(changed.len() < 10, "{changed:#?}");
    site.file(talk, text);
    site.build();
    assert!(site.output() == before);
    let left: Vec<_> =
        site.path("output").read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name == ".rexbase-staging" || name == ".rexbase-journal"), "{left:?}");
}

/// A template error is reported in the template engine's own form, and the old site stays.
#[test]
fn a_template_error_leaves_the_old_site_whole() {
    let site = Site::new();
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\n").build();
    let before = site.output();
    site.file("rexbase.toml", "title = \"T\"\ntheme = \"mine\"\n");
    for (template, expected) in
        [("{{ oops.deeper }}", "talk.html:1"), ("{% if %}", "talk.html:1"), ("{{ title", "talk.html:1")]
    {
        site.file("themes/mine/templates/talk.html", template);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, Some(1), "{template}");
        assert!(ran.err.contains(expected), "{template}: {}", ran.err);
        assert!(site.output() == before, "{template}");
    }
    site.file("themes/mine/templates/talk.html", "<h1>mine: {{ page.title }}</h1>");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}
