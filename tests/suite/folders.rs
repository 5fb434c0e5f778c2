//! A site's folders: what is not ours in them is never touched, and what is ours is mended.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::path::Path;

use crate::site::{Ran, Site, files};

const TALK: (&str, &str) = ("content/talks/a.md", "+++\ntitle = \"A\"\n+++\nA word of chaos.\n");

fn small() -> Site {
    let site = Site::new();
    site.file(TALK.0, TALK.1);
    site
}

fn refused(site: &Site, arguments: &[&str], expected: &[&str]) {
    let ran = site.run(arguments);
    assert_eq!(ran.code, Some(1), "{arguments:?}: {}{}", ran.out, ran.err);
    for words in expected {
        assert!(ran.err.contains(words), "{arguments:?} does not say `{words}`:\n{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_cache_or_in_it_is_refused() {
    for link in ["", "/images", "/documents", "/search", "/spare", "/lock", "/moment"] {
        for was_built in [false, true] {
            let site = small();
            if was_built {
                site.build();
            }
            site.file("precious/0", "precious").file("precious/logo.png", "precious");
            let at = site.path(&format!(".rexbase{link}"));
            let _ = std::fs::remove_dir_all(&at);
            let _ = std::fs::remove_file(&at);
            std::fs::create_dir_all(at.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(site.path("precious"), &at).unwrap();
            for command in [&["build"][..], &["check"], &["search", "chaos"], &["stats"], &["watch"]] {
                refused(&site, command, &["symbolic link"]);
            }
            let expected =
                [("0".to_owned(), b"precious".to_vec()), ("logo.png".to_owned(), b"precious".to_vec())];
            assert!(files(&site.path("precious")).into_iter().eq(expected), "{link}");
        }
    }
}

#[test]
fn a_cache_that_is_a_folder_of_others_is_refused() {
    let site = small();
    site.file("rexbase.toml", "title = \"T\"\n[paths]\ncache = \"docs\"\n")
        .file("docs/images/logo.png", "precious");
    for command in ["build", "check"] {
        refused(&site, &[command], &["docs", "images/logo.png", "cache"]);
    }
    assert_eq!(std::fs::read(site.path("docs/images/logo.png")).unwrap(), b"precious");
    assert_eq!(std::fs::read_dir(site.path("docs")).unwrap().count(), 1);
    // What others put into a cache of ours stays there.
    site.file("rexbase.toml", "title = \"T\"\n[paths]\ncache = \"kept/here\"\n").build();
    let theirs = ["kept/here/notes.txt", "kept/here/images/logo.png", "kept/here/search/index-1/notes.txt"];
    for path in theirs {
        site.file(path, "precious");
    }
    site.file(TALK.0, format!("{}\nMore.\n", TALK.1)).build();
    site.build();
    assert!(theirs.iter().all(|path| std::fs::read(site.path(path)).unwrap() == b"precious"));
}

/// A cache that an earlier version left has no mark: it is used, and marked.
#[test]
fn every_name_in_a_cache_is_known_for_ours() {
    let site = Site::built_demo();
    site.file("content/talks/new.md", "+++\ntitle = \"New\"\n+++\n").build();
    site.run(&["search", "chaos"]);
    let mark = site.path(".rexbase/CACHEDIR.TAG");
    for cache in [".rexbase", "elsewhere"] {
        std::fs::remove_file(&mark).unwrap();
        if cache == "elsewhere" {
            let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
            site.file("rexbase.toml", format!("{config}\n[paths]\ncache = \"elsewhere\"\n"));
            std::fs::rename(site.path(".rexbase"), site.path("elsewhere")).unwrap();
        }
        site.build();
        assert!(site.path(&format!("{cache}/CACHEDIR.TAG")).is_file(), "{cache}");
    }
}

#[test]
fn folders_in_one_another_are_a_mistake_of_the_config() {
    for (paths, at) in [
        ("cache = \"content\"", "rexbase.toml:3:9"),
        ("output = \"content/site\"", "rexbase.toml:3:10"),
        ("output = \"Static\"", "rexbase.toml:3:10"),
        ("content = \"docs\"\ncache = \"docs/.cache\"", "rexbase.toml:4:9"),
    ] {
        let site = small();
        site.file("docs/talks/a.md", TALK.1);
        site.file("rexbase.toml", format!("title = \"T\"\n[paths]\n{paths}\n"));
        let before = files(&site.path(""));
        for arguments in [&["check"][..], &["build"]] {
            refused(&site, arguments, &["error[overlapping-folders]", at]);
        }
        assert!(files(&site.path("")).iter().filter(|(path, _)| !path.starts_with(".rexbase")).eq(&before));
    }
}

#[cfg(unix)]
#[test]
fn folders_in_one_another_by_links_or_by_the_command_line_are_refused() {
    use std::os::unix::fs::symlink;
    let site = small();
    for folder in [".", "..", "content", "content/talks/site", ".rexbase/site", "themes", "static/x"] {
        refused(&site, &["build", "--force", "--output-dir", folder], &["may not lie in or around"]);
    }
    std::fs::rename(site.path("content"), site.path("elsewhere")).unwrap();
    symlink("elsewhere", site.path("content")).unwrap();
    site.build();
    refused(&site, &["build", "--output-dir", "elsewhere/site"], &["may not lie in or around"]);
    let site = small();
    site.file("public/.rexbase-manifest", "rexbase 1\n").file("public/index.html", "precious");
    symlink("public", site.path("output")).unwrap();
    refused(&site, &["build"], &["symbolic link", "--output-dir"]);
    refused(&site, &["build", "--output-dir", "output"], &["symbolic link"]);
    symlink(site.path("public"), site.path("link")).unwrap();
    site.file("rexbase.toml", "title = \"T\"\n[paths]\noutput = \"link/deep\"\n");
    refused(&site, &["build"], &["symbolic link"]);
    assert_eq!(files(&site.path("public")).len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_are_not_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let site = small();
    site.file("themes/mine/assets/a.css", "")
        .file("content/pages/p/index.md", "+++\ntitle = \"P\"\n+++\n![x](p.png)\n");
    site.file("rexbase.toml", "title = \"T\"\ntheme = \"mine\"\n");
    let pipe = |path: &str| {
        let at = site.path(path);
        let _ = std::fs::remove_file(&at);
        mknodat(CWD, &at, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    };
    for path in
        ["content/talks/x.md", "content/pages/p/p.png", "themes/mine/theme.toml", "themes/mine/assets/b.css"]
    {
        pipe(path);
    }
    let ran = site.run(&["check"]);
    assert!(
        ran.err.contains("warning[no-plain-file]") && ran.err.contains("content/talks/x.md"),
        "{}",
        ran.err
    );
    site.remove("content/pages/p/index.md");
    site.build();
    for path in [".rexbase/stamps", ".rexbase/documents/1", ".rexbase/published", "output/index.html"] {
        pipe(path);
        let ran = site.run(&["build"]);
        assert!(ran.code == Some(0) || ran.err.contains("a pipe"), "{path}: {}", ran.err);
        let _ = std::fs::remove_file(site.path(path));
    }
    for path in ["output/.rexbase-manifest", ".rexbase/lock", "rexbase.toml"] {
        pipe(path);
        refused(&site, &["build"], &[]);
        std::fs::remove_file(site.path(path)).unwrap();
        site.file("rexbase.toml", "title = \"T\"\n");
        if path.starts_with("output") {
            std::fs::remove_dir_all(site.path("output")).unwrap();
        }
    }
    site.build();
}

/// Whatever befalls a file of the index, the next build notices, and writes it anew.
#[test]
fn a_damaged_index_is_written_anew() {
    let site = Site::built_demo();
    let answer = |site: &Site| site.run(&["search", "--format", "json", "chaos monkey"]);
    let Ran { out: expected, .. } = answer(&site);
    let index = || {
        let mut names: Vec<_> = files(&site.path(".rexbase/search")).into_keys().collect();
        names.retain(|name| !name.ends_with(".lock") && name != "seen");
        names
    };
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 5] = [
        ("cut", |path| {
            let bytes = std::fs::read(path).unwrap();
            std::fs::write(path, &bytes[..bytes.len().min(10)]).unwrap();
        }),
        ("flipped", |path| {
            let mut bytes = std::fs::read(path).unwrap();
            let (middle, modified) = (bytes.len() / 2, std::fs::metadata(path).unwrap().modified().unwrap());
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).unwrap();
            std::fs::File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
        }),
        ("emptied", |path| std::fs::write(path, "").unwrap()),
        ("removed", |path| std::fs::remove_file(path).unwrap()),
        ("a folder", |path| {
            std::fs::remove_file(path).unwrap();
            std::fs::create_dir(path).unwrap();
        }),
    ];
    for number in 0..index().len() {
        let (name, (what, damage)) = (index()[number].clone(), damages[number % damages.len()]);
        damage(&site.path(&format!(".rexbase/search/{name}")));
        let ran = site.build();
        assert!(ran.out.contains("\n0 written,"), "{name} {what}: {}", ran.out);
        let Ran { out, err, .. } = answer(&site);
        assert_eq!(out, expected, "{name} {what}: {err}");
    }
    // Once more, with an edit, which could keep damaged segments.
    let name = index().into_iter().find(|name| name.ends_with(".idx")).unwrap();
    damages[0].1(&site.path(&format!(".rexbase/search/{name}")));
    site.file("content/talks/new.md", "+++\ntitle = \"New\"\n+++\nText.\n").build();
    let clean = Site::demo();
    clean.file("content/talks/new.md", "+++\ntitle = \"New\"\n+++\nText.\n").build();
    assert_eq!(answer(&site).out, answer(&clean).out);
}

/// `--root` and `--config` mean the same for every command.
#[test]
fn every_command_finds_a_site_by_its_config() {
    let site = Site::new();
    site.file("other.toml", "title = \"T\"\n[paths]\ncontent = \"texts\"\nthemes = \"looks\"\noutput = \"public\"\ncache = \".other\"\n");
    site.file("texts/talks/a.md", TALK.1);
    for arguments in [
        &["check"][..],
        &["build"],
        &["search", "chaos"],
        &["stats"],
        &["new", "talk", "Another"],
        &["new", "theme", "mine"],
    ] {
        let ran = site.run(&[arguments, &["--config", "other.toml"]].concat());
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}{}", ran.out, ran.err);
        if arguments[0] == "search" {
            assert!(ran.out.contains("1 result"), "{}", ran.out);
        }
        let elsewhere = site.run(&[arguments, &["--config", "none.toml"]].concat());
        assert!(
            elsewhere.code == Some(1) && elsewhere.err.contains("none.toml"),
            "{arguments:?}: {}",
            elsewhere.err
        );
    }
    assert!(site.path("texts/talks/another.md").is_file() && site.path("looks/mine/theme.toml").is_file());
    assert!(site.path("public/index.html").is_file() && site.path(".other/published").is_file());
    assert!(!site.path("output").exists() && !site.path(".rexbase").exists());
    site.file("videos/conf/category.json", "{\"title\": \"Conf\"}");
    site.file(
        "videos/conf/videos/x.json",
        "{\"title\": \"X\", \"speakers\": [\"A B\"], \"recorded\": \"2020-01-01\"}",
    );
    let ran = site.run(&["import", "pyvideo", "videos", "--config", "other.toml"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(files(&site.path("texts")).len() > 2);
}

/// Names with line breaks and names of our own are told, and never published.
#[cfg(unix)]
#[test]
fn names_that_would_be_lines_of_the_manifest_are_refused() {
    let site = small();
    let fake = "0f".repeat(16);
    site.file("content/pages/p/index.md", "+++\ntitle = \"P\"\n+++\n");
    site.file(&format!("content/pages/p/x\n{fake} 11 CNAME\n.txt"), "x");
    refused(&site, &["build"], &["error[unusable-name]", "\\n"]);
    let ran = site.run(&["build", "--keep-going"]);
    assert_eq!(ran.code, Some(1));
    site.file("output/CNAME", "example.org");
    site.run(&["build", "--keep-going"]);
    assert_eq!(std::fs::read(site.path("output/CNAME")).unwrap(), b"example.org");
    assert!(!site.page(".rexbase-manifest").contains("CNAME"));
    // However an address is spelt, none is written where our own files are.
    for address in ["/.rexbase-manifest", "/.REXBASE-journal/", "/a\\nb", "/.rexbase-staging/x/"] {
        let site = small();
        site.file("content/talks/r.md", format!("+++\ntitle = \"R\"\nredirects = [\"{address}\"]\n+++\n"));
        site.run(&["build", "--keep-going"]);
        site.run(&["build", "--keep-going"]);
        let clean = site.output();
        assert!(clean.contains_key("index.html"), "{address}");
        assert!(
            clean.keys().all(|path| path == ".rexbase-manifest" || !path.to_lowercase().contains(".rexbase"))
        );
        assert!(clean.keys().all(|path| !path.contains('\n')), "{address}");
    }
}
