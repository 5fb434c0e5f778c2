//! `rexbase serve` and `rexbase watch` as processes: whatever happens to the files, the site ends as a clean build makes it.

use std::fs;
use std::time::Duration;

use crate::served::{Served, expect_output, until};
use crate::site::{Ran, Site, package};

/// A copy of the demo, and what a clean build makes of the followed one's sources.
fn clean_build_of(site: &Site) -> Site {
    let clean = Site::new();
    for (path, bytes) in site.sources() {
        clean.file(&path, bytes);
    }
    let ran = clean.run(&["build", "--keep-going"]);
    assert!(clean.path("output/index.html").is_file(), "{}", ran.err);
    clean
}

fn expect_clean(site: &Site, when: &str) {
    expect_output(site, &clean_build_of(site), when);
}

/// Every file of the site is served as a build makes it, but for the one line that listens for changes, which no build writes.
#[test]
fn the_preview_is_the_build_but_for_one_line() {
    let site = Site::demo();
    let served = Served::serve(&site);
    let clean = clean_build_of(&site);
    let mut pages = 0;
    for (path, bytes) in clean.output() {
        assert!(!bytes.windows(8).any(|window| window == b"_rexbase"), "{path}");
        if path.starts_with('.') {
            assert_eq!(served.get(&format!("/{path}")).0, 400, "{path}");
            continue;
        }
        let address = path.strip_suffix("index.html").unwrap_or(&path);
        let (status, sent) = served.get(&format!("/{address}"));
        assert_eq!(status, 200, "{path}");
        if path.rsplit('.').next() == Some("html") {
            pages += 1;
            let line = "<script type=\"module\" src=\"/_rexbase/reload.js\"></script>";
            let sent = String::from_utf8(sent).unwrap();
            assert_eq!(sent.matches(line).count(), 1, "{path}");
            assert!(sent.replace(line, "").into_bytes() == bytes, "{path}");
        } else {
            assert!(sent == bytes, "{path}");
        }
    }
    assert!(pages > 100);
    assert_eq!(served.get("/no/such/page/").0, 404);
}

/// A site that will be below a path is served there, and its addresses are those of the build.
#[test]
fn a_site_below_a_path_is_served_below_it() {
    let site = Site::new();
    site.file("rexbase.toml", "title = \"T\"\nbase_url = \"https://example.org/kb/\"\n");
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\nText.\n");
    let served = Served::serve(&site);
    assert_eq!(served.root, "/kb/");
    assert_eq!(served.get("/kb/talks/a/").0, 200);
    assert!(site.page("talks/a/index.html").contains("https://example.org/kb/talks/a/"));
}

/// Saves as editors make them, and what else happens to files, one after another.
#[test]
#[cfg(unix)]
fn whatever_editors_do_the_site_is_right() {
    let site = Site::small_demo();
    let _served = Served::serve(&site);
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = fs::read_to_string(site.path(talk)).unwrap();
    let changed = |word: &str| format!("{text}\n\n{word}\n");

    // As Vim saves: it tries the folder with `4913`, keeps a backup, writes anew, and removes both.
    site.file("content/talks/devops-rex-2017/.radio-france.md.swp", "swap");
    site.file("content/talks/devops-rex-2017/4913", "").remove("content/talks/devops-rex-2017/4913");
    fs::rename(site.path(talk), site.path(&format!("{talk}~"))).unwrap();
    site.file(talk, changed("vim"));
    site.remove(&format!("{talk}~")).remove("content/talks/devops-rex-2017/.radio-france.md.swp");
    expect_clean(&site, "saved by Vim");

    // As Emacs does: a lock that is a dangling link, an autosave, a backup.
    let lock = site.path("content/talks/devops-rex-2017/.#radio-france.md");
    std::os::unix::fs::symlink("someone@host.1234:5678", &lock).unwrap();
    site.file("content/talks/devops-rex-2017/#radio-france.md#", "autosave");
    site.file(talk, changed("emacs"));
    fs::remove_file(lock).unwrap();
    site.remove("content/talks/devops-rex-2017/#radio-france.md#");
    expect_clean(&site, "saved by Emacs");

    // A new file in the place of the old, three times in a row without a pause.
    for word in ["one", "two", "three"] {
        site.file("content/talks/devops-rex-2017/.new.tmp", changed(word));
        fs::rename(site.path("content/talks/devops-rex-2017/.new.tmp"), site.path(talk)).unwrap();
    }
    expect_clean(&site, "saved by renaming");

    fs::rename(site.path("content/talks/devops-rex-2017"), site.path("content/talks/renamed")).unwrap();
    expect_clean(&site, "a folder renamed");
    let other = Site::small_demo();
    fs::rename(other.path("content/talks/devops-rex-2017"), site.path("content/talks/moved-in")).unwrap();
    expect_clean(&site, "a folder moved in");
    fs::remove_dir_all(site.path("content/talks/renamed")).unwrap();
    expect_clean(&site, "a folder deleted");
    site.file("content/talks/deep/er/still/new.md", "+++\ntitle = \"Deep\"\n+++\n");
    site.file("content/talks/deep/er/still/second.md", "+++\ntitle = \"Second\"\n+++\n");
    expect_clean(&site, "folders made with files in them");
    site.file("content/talks/deep/er/still/second.md", "+++\ntitle = \"Second\"\n+++\nMore.\n");
    expect_clean(&site, "a file in a new folder edited");
    let page = "+++\ntitle = \"Folder\"\n+++\n![](x.png)\n";
    site.file("content/pages/folder/index.md", page).file("content/pages/folder/x.png", "one");
    expect_clean(&site, "a file beside a page");
    site.file("content/pages/folder/x.png", "two");
    expect_clean(&site, "other bytes of the same length");
    let link = site.path("content/talks/link.md");
    std::os::unix::fs::symlink(site.path("content/pages/about.md"), &link).unwrap();
    site.file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nLinked.\n");
    expect_clean(&site, "a link beside the files");
    fs::remove_file(link).unwrap();
    site.file(
        "rexbase.toml",
        "title = \"Renamed\"\nbase_url = \"https://demo.example.org/\"\ntheme = \"mine\"\n",
    );
    let template = fs::read_to_string(package().join("themes/default/templates/talk.html")).unwrap();
    site.file(
        "themes/mine/templates/talk.html",
        template.replace("{% endblock main %}", "<!-- mine -->{% endblock main %}"),
    );
    expect_clean(&site, "a theme begun");
    site.file("themes/mine/assets/more.css", "body { order: 1 }\n");
    expect_clean(&site, "an asset added");
    fs::remove_dir_all(site.path("themes")).unwrap();
    site.file("themes/mine/assets/more.css", "body { order: 2 }\n");
    expect_clean(&site, "the themes gone and made again");
}

/// A thousand files change at once, as when a branch is checked out; and again, while the first are being built.
#[test]
fn a_thousand_files_at_once_end_in_the_right_site() {
    let site = Site::new();
    let write = |round: usize| {
        for number in 0..1000 {
            let text = format!(
                "+++\ntitle = \"Talk {number}\"\ntopics = [\"T{}\"]\n+++\nRound {round}.\n",
                (number + round) % 20
            );
            site.file(&format!("content/talks/{}/{number}.md", number % 10), text);
        }
    };
    write(0);
    let served = Served::serve(&site);
    write(1);
    served.wait_for("Saved");
    write(2);
    for number in 500..1000 {
        site.remove(&format!("content/talks/{}/{number}.md", number % 10));
    }
    expect_clean(&site, "two checkouts");
}

/// Where no events come, looking at everything is as good.
#[test]
fn polling_follows_too() {
    let site = Site::new();
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\nOne.\n");
    let _served = Served::start(&site, &["watch", "--poll", "50"]);
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\nTwo.\n");
    expect_clean(&site, "a file edited");
    site.file("content/talks/b/c.md", "+++\ntitle = \"C\"\n+++\n").remove("content/talks/a.md");
    expect_clean(&site, "one file for another");
}

/// Ctrl-C at any instant ends it well, and leaves no half-made site.
#[test]
#[cfg(unix)]
fn an_interrupt_leaves_a_whole_site() {
    for (round, arguments) in
        [["serve", "--port=0"], ["watch", "--poll=40"], ["serve", "--port=0"]].iter().enumerate()
    {
        let site = Site::small_demo();
        let mut served = Served::start(&site, arguments);
        let talk = "content/talks/devops-rex-2017/radio-france.md";
        let text = fs::read_to_string(site.path(talk)).unwrap();
        site.file(talk, text.replacen("title = \"", "title = \"Changed ", 1));
        std::thread::sleep(Duration::from_millis(60 * round as u64));
        let (status, _) = served.interrupt();
        assert!(status.success(), "{arguments:?}: {status}");
        for (path, bytes) in site.output() {
            let is_page = path.ends_with("index.html") && !path.starts_with(".rexbase");
            assert!(!is_page || bytes.trim_ascii_end().ends_with(b"</html>"), "{path} is cut");
        }
        assert!(site.run(&["build"]).code == Some(0));
        expect_clean(&site, "built after an interrupt");
    }
}

/// A preview that is killed before any change that a save makes it write is mended by the next build.
#[test]
fn a_killed_preview_is_mended_by_the_next_build() {
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let site = Site::small_demo();
    let text = fs::read_to_string(site.path(talk)).unwrap();
    let changed =
        text.replacen("title = \"", "title = \"Changed ", 1).replacen("topics = [", "topics = [\"New\", ", 1);
    site.file(talk, &changed);
    let clean = clean_build_of(&site);
    let (mut kills, mut in_the_journal) = (0, 0);
    for number in crate::kills::stops() {
        site.file(talk, &text);
        site.build();
        let mut served = Served::serve_until(&site, number);
        site.file(talk, &changed);
        until("the end of a preview, or of what it does", || {
            !served.is_running() || site.output() == clean.output()
        });
        if served.is_running() {
            break;
        }
        kills += 1;
        in_the_journal += usize::from(site.path("output/.rexbase-journal").exists());
        assert_eq!(site.run(&["build"]).code, Some(0));
        let is_mended = site.output() == clean.output();
        assert!(is_mended, "killed before change {number}: the next build differs from a clean one");
        assert_eq!(site.run(&["search", "chaos"]).code, Some(0));
    }
    assert!(kills >= 6 && in_the_journal >= 3, "{kills} kills, {in_the_journal} in the midst of a commit");
}

/// Two processes on one site: the second says so, the first goes on, and nothing is mixed.
#[test]
fn the_second_process_on_a_site_says_so() {
    let site = Site::demo();
    let mut served = Served::serve(&site);
    let before = site.output();
    for arguments in [&["build"][..], &["serve", "--port", "0"], &["watch"], &["build", "--force"]] {
        let ran = site.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("another rexbase"), "{arguments:?}: {}", ran.err);
    }
    assert!(served.is_running() && site.output() == before);
    // Another folder is another matter, even so while the cache is held.
    assert_eq!(site.run(&["check"]).code, Some(0));
    assert_eq!(site.run(&["search", "chaos"]).code, Some(0));
    site.file("content/talks/late.md", "+++\ntitle = \"Late\"\n+++\n");
    expect_clean(&site, "an edit after the others were refused");
}

/// Builds that are started at one instant: each publishes the site, or says that another does.
#[test]
fn builds_at_one_instant_mix_nothing() {
    let site = Site::demo();
    let builds: Vec<_> = (0..4).map(|_| site.command(&["build"]).spawn().unwrap()).collect();
    let ran: Vec<Ran> = builds.into_iter().map(|build| build.wait_with_output().unwrap().into()).collect();
    assert!(ran.iter().any(|ran| ran.code == Some(0)));
    for ran in ran.iter().filter(|ran| ran.code != Some(0)) {
        assert!(ran.err.contains("another rexbase"), "{}", ran.err);
    }
    assert!(site.output() == clean_build_of(&site).output());
}

/// A broken file keeps its last good page, and so does the whole site when the theme is broken; both are told, and mended.
#[test]
fn mistakes_keep_the_last_good_page() {
    let site = Site::demo();
    let served = Served::serve(&site);
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = fs::read_to_string(site.path(talk)).unwrap();
    let page = || site.page("talks/devops-rex-2017/radio-france/index.html");
    let before = page();
    site.file(talk, "+++\ntitle = \"not closed\n+++\n");
    served.wait_for("1 error");
    assert!(page() == before);
    site.file(talk, format!("{text}\n\nMended.\n"));
    until("the mended page", || page().contains("Mended."));

    site.file(
        "rexbase.toml",
        format!("theme = \"mine\"\n{}", fs::read_to_string(site.path("rexbase.toml")).unwrap()),
    );
    site.file("themes/mine/assets/more.css", "").file("themes/mine/templates/talk.html", "{% if %}");
    site.file(talk, format!("{text}\n\nWhile the theme is broken.\n"));
    until("content with the last good theme", || page().contains("While the theme is broken."));
    site.remove("themes/mine/templates/talk.html");
    expect_clean(&site, "the theme mended");
}
