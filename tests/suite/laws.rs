//! The laws that a build keeps, on the demo.

use std::process::Child;
use std::time::Duration;

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

/// Killed at any instant, the next build ends equal to a clean one.
#[test]
fn a_killed_build_is_mended_by_the_next() {
    let clean = Site::demo();
    let whole = std::time::Instant::now();
    clean.build();
    let whole = whole.elapsed();
    let expected = clean.output();
    for round in 0..10_u32 {
        let site = Site::demo();
        if round % 2 == 1 {
            site.file("content/talks/old.md", "+++\ntitle = \"Old\"\ntopics = [\"Old\"]\n+++\n");
            site.build();
            site.remove("content/talks/old.md");
            site.file("content/pages/extra.md", "+++\ntitle = \"Extra\"\n+++\n");
        }
        let child = site.command(&["build"]).spawn().unwrap();
        // The instants are spread over the build, the last near its end, where files are renamed.
        std::thread::sleep(whole * (round + 1) / 11);
        kill(child);
        if round % 2 == 1 {
            site.remove("content/pages/extra.md");
        }
        site.build();
        assert!(
            site.output() == expected,
            "killed in round {round}, the next build differs from a clean one"
        );
        assert_eq!(site.run(&["search", "chaos"]).code, Some(0));
    }
}

fn kill(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
    std::thread::sleep(Duration::from_millis(5));
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
    let site = Site::demo();
    site.build();
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
