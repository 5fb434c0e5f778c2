//! The command line's documentation is executed: every example in `tests/cmd/*.md` prints what it says.

use crate::site::{Site, package};

#[test]
fn examples_print_what_they_say() {
    trycmd::TestCases::new()
        .case(package().join("tests/cmd/*.md"))
        .register_bin("rexbase", std::path::Path::new(env!("CARGO_BIN_EXE_rexbase")));
}

#[test]
fn a_site_that_was_just_begun_builds_without_a_diagnostic() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_rexbase"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap();
        crate::site::Ran::from(output)
    };
    assert_eq!(run(&["init", "notes"]).code, Some(0));
    let again = run(&["init", "notes"]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("there is a site here already"), "{}", again.err);
    let check = run(&["check", "--root", "notes", "--strict"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    for kind in ["talk", "report", "event", "person", "organisation", "topic", "technology", "series", "page"]
    {
        let new = run(&["new", kind, "Été à Lyon", "--root", "notes"]);
        assert_eq!(new.code, Some(0), "{kind}: {}", new.err);
        assert_eq!(run(&["new", kind, "Été à Lyon", "--root", "notes"]).code, Some(1), "{kind}");
    }
    let built = run(&["build", "--root", "notes", "--strict"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(folder.path().join("notes/output/talks/ete-a-lyon/index.html").is_file());
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let site = Site::new();
    assert_eq!(site.run(&["build", "--no-such-flag"]).code, Some(2));
    assert_eq!(site.run(&[]).code, Some(2));
    assert_eq!(site.run(&["check"]).code, Some(0));
    assert_eq!(site.run(&["check", "--root", "nowhere"]).code, Some(1));
    let search = site.run(&["search", "x"]);
    assert_eq!(search.code, Some(1));
    assert!(search.err.contains("rexbase build"), "{}", search.err);
}

#[test]
fn without_a_terminal_there_is_no_colour_and_no_progress() {
    let site = Site::copy_of("tests/sites/broken");
    let ran = site.run(&["check"]);
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\r'));
}

/// Where there is no site, it is said how to begin one.
#[test]
fn an_empty_folder_is_told_how_to_begin() {
    let site = Site::new();
    std::fs::remove_dir(site.path("content")).unwrap();
    for command in ["build", "check", "stats"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, Some(1), "{command}");
        assert!(ran.err.contains("content") && ran.err.contains("rexbase init"), "{command}: {}", ran.err);
    }
}

/// What is wrong with the config is said again by a build that has nothing else to do.
#[test]
fn a_mistake_in_the_config_is_reported_by_every_build() {
    let site = Site::new();
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\n").build();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("{config}titel = \"x\"\n"));
    for _ in 0..2 {
        let ran = site.run(&["build"]);
        assert!(ran.err.contains("unknown key `titel`"), "{}", ran.err);
    }
}

#[test]
fn a_new_theme_lies_over_the_built_in_one() {
    let site = Site::new();
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\ntopics = [\"A\"]\n+++\n\nWords.\n");
    let begun = site.run(&["new", "theme", "mine"]);
    assert_eq!(begun.code, Some(0), "{}", begun.err);
    assert!(begun.out.contains("theme = \"mine\""), "{}", begun.out);
    assert_eq!(site.run(&["new", "theme", "mine"]).code, Some(1), "nothing is written twice");
    for name in ["../mine", "a/b", ""] {
        assert_eq!(site.run(&["new", "theme", name]).code, Some(1), "{name}");
    }
    let copied = site.run(&["new", "theme", "mine", "--copy", "templates/talk.html"]);
    assert_eq!(copied.code, Some(0), "{}", copied.err);
    let unknown = site.run(&["new", "theme", "mine", "--copy", "templates/talks.html"]);
    assert!(unknown.err.contains("did you mean `templates/talk.html`?"), "{}", unknown.err);

    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
    let built = site.run(&["build", "--strict"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(site.page("404.html").contains("</a>, Test</p>"), "its own template");
    assert!(site.page("topics/index.html").contains("<h1>Topics"), "the built-in one where it has none");
    let output = site.output();
    let (_, style) = output.iter().find(|(path, _)| path.ends_with("/style.css")).unwrap();
    let style = String::from_utf8_lossy(style);
    assert!(
        style.contains("#6b2d5c") && style.contains(".work-title"),
        "its own colour over the built-in rules"
    );
}
