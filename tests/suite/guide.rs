//! The guide is walked: its files are written, its commands are run, and what they print is what it shows.
//!
//! A fence whose info string names a path is a file; a `console` fence holds commands after `$ ` and what they print, where `[..]` stands
//! for any text in a line and `...` for any lines.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::site::{Ran, package};

#[test]
fn the_guide_works_as_it_stands() {
    let guide = std::fs::read_to_string(package().join("docs/guide.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut walk = Walk { at: folder.path().to_owned(), files: 0, commands: 0 };
    for (info, text) in fences(&guide) {
        match info.split_once(' ') {
            Some((_, path)) => walk.write(path, &text),
            None if info == "console" => commands(&text).for_each(|(line, shown)| walk.run(line, &shown)),
            None => {}
        }
    }
    assert!(walk.files >= 4 && walk.commands >= 7, "{} files, {} commands", walk.files, walk.commands);
}

/// Where the reader of the guide has got to.
struct Walk {
    at: PathBuf,
    files: usize,
    commands: usize,
}

impl Walk {
    fn write(&mut self, path: &str, text: &str) {
        let path = self.at.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self.files += 1;
    }

    fn run(&mut self, line: &str, shown: &[&str]) {
        self.commands += 1;
        let words = words(line);
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["cd", folder] => self.at.push(folder),
            ["rexbase", "serve"] => serve(&self.at, shown),
            ["rexbase", ref arguments @ ..] => {
                let ran = Ran::from(rexbase(&self.at, arguments).output().unwrap());
                assert_eq!(ran.code, Some(0), "{line}\n{}", ran.err);
                let printed: Vec<&str> = ran.out.lines().chain(ran.err.lines()).collect();
                assert!(fits(shown, &printed), "{line}\nprints\n{}{}", ran.out, ran.err);
            }
            _ => panic!("the guide asks for a command that is not run here: {line}"),
        }
    }
}

/// Runs a preview until it has said what the guide shows, at any free port.
fn serve(at: &Path, shown: &[&str]) {
    let mut child = rexbase(at, &["serve", "--port", "0"]).stderr(Stdio::null()).spawn().unwrap();
    let printed = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut heard = Vec::new();
    for line in printed {
        let is_last = line.starts_with("Serving ");
        heard.push(line);
        if is_last {
            break;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    let shown: Vec<String> = shown.iter().map(|line| line.replace(":8080/", ":[..]/")).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    let heard: Vec<&str> = heard.iter().map(String::as_str).collect();
    assert!(fits(&shown, &heard), "serve prints\n{heard:#?}");
}

fn rexbase(at: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rexbase"));
    command.current_dir(at).args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Each fence's info string with its text.
pub(crate) fn fences(page: &str) -> Vec<(&str, String)> {
    let mut fences = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let info = line.trim_start_matches('`');
        let mark = &line[..line.len() - info.len()];
        if mark.len() >= 3 {
            let text = lines.by_ref().take_while(|line| *line != mark).map(|line| format!("{line}\n"));
            fences.push((info, text.collect()));
        }
    }
    fences
}

/// Each command with the lines that are shown after it.
fn commands(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let pieces = text.strip_prefix("$ ").expect("a console begins with a command").split("\n$ ");
    pieces.map(|piece| {
        let mut lines = piece.lines();
        (lines.next().unwrap_or_default(), lines.collect())
    })
}

/// The words of a command line; double quotes keep spaces.
fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    let words =
        pieces.flat_map(
            |(index, piece)| {
                if index % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() }
            },
        );
    words.map(str::to_owned).collect()
}

/// Whether these lines were printed.
pub(crate) fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], _) => printed.iter().all(|line| line.is_empty()),
        (["...", rest @ ..], _) => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        ([line, rest @ ..], [first, others @ ..]) => line_fits(line, first) && fits(rest, others),
        _ => false,
    }
}

fn line_fits(shown: &str, printed: &str) -> bool {
    let Some((before, after)) = shown.split_once("[..]") else { return shown == printed };
    let Some(rest) = printed.strip_prefix(before) else { return false };
    rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| line_fits(after, &rest[at..]))
}
