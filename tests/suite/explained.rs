//! `docs/diagnostics.md` tells the truth: every code is met somewhere in the program, and the example of each causes that diagnostic.
//!
//! An example is the fences of a section: the info string of each names its file. What lies in `archive/` is imported; else the site is checked.
//! What no page can show (a file of a gigabyte, a symbolic link) is prepared here.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rexbase::face::reference::{Explained, chapters};
use rexbase::face::vocab::Code;

use crate::guide::fences;
use crate::house::{code as code_of, sources};
use crate::site::{Site, png};

#[test]
fn every_code_is_met_in_the_program() {
    let sources = sources();
    let code: String =
        sources.iter().filter(|(path, _)| *path != "vocab/code.rs").map(|(_, text)| code_of(text)).collect();
    let uses: BTreeSet<&str> = code
        .split("Code::")
        .skip(1)
        .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap())
        .collect();
    let unused: Vec<_> =
        Code::ALL.iter().filter(|code| !uses.contains(format!("{code:?}").as_str())).collect();
    assert!(unused.is_empty(), "nothing says these any more: {unused:?}");
}

#[test]
fn every_example_causes_what_it_explains() {
    let sections: Vec<Explained> = chapters().into_iter().flat_map(|chapter| chapter.sections).collect();
    let wrong: Vec<String> = sections.par_iter().filter_map(|section| tried(*section).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tries the example of a section; says what is wrong with it.
fn tried(section: Explained) -> Result<(), String> {
    if cfg!(not(unix)) && matches!(section.code, Code::UnusableName | Code::SymbolicLink | Code::NoPlainFile)
    {
        return Ok(());
    }
    let site = Site::new();
    let files: Vec<_> = fences(section.text)
        .into_iter()
        .filter_map(|(info, text)| Some((info.split_once(' ')?, text)))
        .collect();
    for ((language, path), text) in &files {
        let bytes = if *language == "png" { png(8, 8) } else { text.clone().into_bytes() };
        site.file(path, bytes);
    }
    let is_prepared = files.is_empty();
    if is_prepared && !prepare(section.code, &site) {
        return Err(format!("{}: there is no example, and none is prepared", section.code));
    }
    let is_import = site.path("archive").exists();
    let command: &[&str] = if site.path("archive/blog.xml").exists() {
        &["import", "wordpress", "archive/blog.xml", "--format", "json"]
    } else if is_import {
        &["import", "pyvideo", "archive", "--format", "json"]
    } else if section.code.name().ends_with("-elsewhere") {
        // Names that nobody has, and private networks, are told without asking anybody.
        &["check", "--external", "--format", "json"]
    } else {
        &["check", "--format", "json"]
    };
    let ran = site.run(command);
    let told: Vec<serde_json::Value> =
        ran.out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let told: BTreeSet<(&str, &str)> =
        told.iter().filter_map(|told| Some((told["code"].as_str()?, told["severity"].as_str()?))).collect();
    let severities = section.text.lines().next().unwrap_or_default().to_lowercase();
    let own = told.iter().find(|(code, _)| *code == section.code.name());
    let is_alone = is_prepared || told.iter().all(|(code, _)| *code == section.code.name());
    match own {
        Some((_, severity)) if is_alone && severities.contains(&format!("**{severity}")) => Ok(()),
        _ => Err(format!("{}: its example causes {told:?} {}", section.code, ran.err)),
    }
}

/// Prepares what causes a diagnostic that no text can show; says whether there is a way.
fn prepare(code: Code, site: &Site) -> bool {
    let page = |name: &str, text: String| {
        site.file(&format!("content/pages/{name}.md"), text);
    };
    match code {
        Code::TooManyMistakes => {
            page("a", format!("+++\ntitle = \"A\"\ntopics = [{}]\n+++\n", "1, ".repeat(200)));
        }
        Code::FileTooLarge => page("a", format!("# A\n\n{}", "word ".repeat((16 << 20) / 5 + 1))),
        Code::TooLong => page("a", format!("# {}\n", "word ".repeat(200))),
        Code::TooMany => {
            let topics: Vec<_> = (0..501).map(|number| format!("\"t{number}\"")).collect();
            page("a", format!("+++\ntitle = \"A\"\ntopics = [{}]\n+++\n", topics.join(", ")));
        }
        Code::LongMenu => {
            (0..51).for_each(|number| {
                page(&format!("p{number}"), format!("+++\ntitle = \"P {number}\"\nmenu = 1\n+++\n"));
            });
        }
        Code::NestedTooDeeply => page("a", format!("# A\n\n{} deep\n", ">".repeat(300))),
        Code::InvisibleCharacter => page("a", "# A\n\n[a](https://example.org/\u{200b})\n".to_owned()),
        Code::NotUtf8 => drop(site.file("content/pages/a.md", b"# caf\xe9\n")),
        Code::LargeFile => {
            site.file("content/pages/a/index.md", "# A\n").file("content/pages/a/film.mp4", "");
            let film = std::fs::OpenOptions::new().write(true).open(site.path("content/pages/a/film.mp4"));
            film.unwrap().set_len(1_200_000_000).unwrap();
        }
        Code::ImportCopy | Code::ImportGone => {
            site.file("archive/c/category.json", "{ \"title\": \"C\" }");
            site.file("archive/c/videos/t.json", "{ \"title\": \"T\" }");
            site.file("archive/c/videos/u.json", "{ \"title\": \"U\" }");
            assert_eq!(site.run(&["import", "pyvideo", "archive"]).code, Some(0));
            if code == Code::ImportGone {
                site.remove("archive/c/videos/t.json");
            } else {
                let made = site.path("content/talks/c/t.md");
                std::fs::copy(&made, made.with_file_name("z.md")).unwrap();
            }
        }
        _ => return prepare_odd_file(code, site),
    }
    true
}

/// Prepares files that only Unix has.
#[cfg(unix)]
fn prepare_odd_file(code: Code, site: &Site) -> bool {
    match code {
        Code::UnusableName => drop(site.file("content/pages/a:b.md", "# A\n")),
        Code::SymbolicLink => {
            site.file("elsewhere.md", "# A\n");
            std::fs::create_dir_all(site.path("content/pages")).unwrap();
            std::os::unix::fs::symlink(site.path("elsewhere.md"), site.path("content/pages/a.md")).unwrap();
        }
        Code::NoPlainFile => {
            std::fs::create_dir_all(site.path("content/pages")).unwrap();
            let made = std::process::Command::new("mkfifo").arg(site.path("content/pages/a.md")).status();
            assert!(made.unwrap().success());
        }
        _ => return false,
    }
    true
}

#[cfg(not(unix))]
fn prepare_odd_file(_: Code, _: &Site) -> bool {
    false
}

#[test]
fn a_code_is_explained_on_the_command_line() {
    let site = Site::new();
    let ran = site.run(&["explain", "lost-cell"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.starts_with("lost-cell\n\n**Warning.**") && ran.out.contains("**Mend it:**"),
        "{}",
        ran.out
    );
    let unknown = site.run(&["explain", "lots-cell"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("did you mean `lost-cell`?"), "{}", unknown.err);
    let all = site.run(&["explain"]).out;
    for code in Code::ALL {
        assert!(all.contains(code.name()), "{code} is not listed");
    }
}
