//! Whatever files, links, configs and stored state a site has, no command changes or removes a file outside the folders that Rexbase made.
//!
//! `REXBASE_CASES=10000 cargo test --test suite untouched` tries so many sites; without it, some hundred.

#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rexbase::face::pipeline::{
    self, BuildOptions, Foreign, Left, Look, Never, OnErrors, Project, Session, SiteOptions,
};
use rexbase::face::vocab::{Kept, kept};
use walkdir::WalkDir;

use crate::incremental::Quiet;

/// Longer than any command takes on so small a site: what takes longer hangs.
const LONG: Duration = Duration::from_secs(60);

/// Where something may lie that Rexbase did not put there.
const PLACES: &str = "output output/index.html output/CNAME output/talks output/talks/a output/talks/a/index.html \
    output/talks/a/notes.txt output/assets output/.rexbase-staging output/.rexbase-manifest \
    output/.rexbase-manifest.new output/.rexbase-journal .rexbase .rexbase/notes.txt .rexbase/images \
    .rexbase/images/logo.png .rexbase/documents .rexbase/documents/notes.txt .rexbase/search \
    .rexbase/search/notes.txt .rexbase/search/index-1 .rexbase/search/index-1/notes.txt \
    .rexbase/search/index-7 .rexbase/search/current .rexbase/spare .rexbase/spare/0 \
    .rexbase/spare/notes.txt .rexbase/lock .rexbase/moment .rexbase/published .rexbase/output-stats \
    .rexbase/output-stats.new .rexbase/CACHEDIR.TAG content content/talks content/talks/a.md \
    content/talks/more content/pages/p content/pages/p/photo.png themes themes/mine \
    themes/mine/templates/talk.html static static/robots.txt docs docs/images docs/images/logo.png \
    docs/images/0123456789abcdef0123456789abcdef docs/documents/3 docs/search/current docs/spare/1 \
    docs/published docs/index.html docs/talks/a/index.html";

/// Where links lead, from the site's folder.
const TARGETS: &str = "../precious ../precious/images ../precious/documents ../precious/0 ../precious/none ../other/output \
    ../other/.rexbase content content/talks/a.md output .rexbase docs . .. /dev/zero";

const FOLDERS: &[&str] = &[
    "output",
    ".rexbase",
    "docs",
    "docs/images",
    "content",
    "content/x",
    "static",
    "themes",
    "OUTPUT",
    "new/deep",
    "..",
    "/tmp",
];

/// What an author saves while the site is followed.
const PAGE: &str = "site/content/pages/new.md";

/// Something that lies in the site and that Rexbase did not put there.
#[derive(Debug, Clone)]
enum Thing {
    File,
    Link(usize),
    Folder,
    Pipe,
}

/// What befell a file that Rexbase wrote.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Cut,
    Flip,
    Zero,
    Gone,
    /// It is now a link to this target.
    Link(usize),
    /// It is now a folder with a file of somebody's.
    Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Check,
    Build,
    Force,
    Search,
    Statistics,
    Follow,
}

#[derive(Debug, Clone)]
struct Case {
    was_built: bool,
    /// `content`, `static`, `themes`, `output`, `cache`; as usual where there is none.
    folders: Vec<Option<usize>>,
    theme: bool,
    things: Vec<(usize, Thing)>,
    damages: Vec<(usize, Damage)>,
    commands: Vec<Command>,
}

fn cases() -> impl Strategy<Value = Case> {
    let thing = prop_oneof![
        3 => Just(Thing::File),
        4 => (0..words(TARGETS).len()).prop_map(Thing::Link),
        1 => Just(Thing::Folder),
        1 => Just(Thing::Pipe),
    ];
    let damage = prop_oneof![
        Just(Damage::Cut),
        Just(Damage::Flip),
        Just(Damage::Zero),
        Just(Damage::Gone),
        (0..words(TARGETS).len()).prop_map(Damage::Link),
        Just(Damage::Folder),
    ];
    let command = prop::sample::select(vec![
        Command::Check,
        Command::Build,
        Command::Build,
        Command::Force,
        Command::Search,
        Command::Statistics,
        Command::Follow,
    ]);
    let folders = prop::collection::vec(prop::option::weighted(0.15, 0..FOLDERS.len()), 5);
    let things = prop::collection::vec((0..words(PLACES).len(), thing), 0..4);
    let damages = prop::collection::vec((any::<usize>(), damage), 0..3);
    let commands = prop::collection::vec(command, 1..4);
    (any::<bool>(), folders, any::<bool>(), things, damages, commands).prop_map(
        |(was_built, folders, theme, things, damages, commands)| Case {
            was_built,
            folders,
            theme,
            things,
            damages,
            commands,
        },
    )
}

/// A folder with the site in it, and beside it what is nobody's business.
struct World {
    folder: tempfile::TempDir,
    /// What is in it when nothing befell it yet: built, and not.
    templates: [BTreeMap<String, Vec<u8>>; 2],
}

/// The words of a list.
fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

/// What is at a path: a file's bytes, a link's target, a folder or something else.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Entry {
    File(Vec<u8>),
    Link(PathBuf),
    Folder,
    Other,
}

impl World {
    fn new() -> Self {
        let mut world = Self { folder: tempfile::tempdir().unwrap(), templates: Default::default() };
        let write = |path: &str, text: &str| world.write(path, text.as_bytes());
        for site in ["site", "other"] {
            write(&format!("{site}/rexbase.toml"), "title = \"T\"\n");
            write(
                &format!("{site}/content/talks/a.md"),
                "+++\ntitle = \"A\"\ntopics = [\"x\"]\n+++\nA word.\n",
            );
            write(&format!("{site}/content/pages/p/index.md"), "+++\ntitle = \"P\"\n+++\n[x](x.pdf)\n");
            write(&format!("{site}/content/pages/p/x.pdf"), "pdf");
            write(&format!("{site}/themes/mine/assets/more.css"), "a {}\n");
        }
        for name in [
            "0",
            "1",
            "index.html",
            "lock",
            "published",
            "current",
            "images/logo.png",
            "images/0123456789abcdef0123456789abcdef",
            "documents/3",
            "index-1/lexicon",
            "talks/a/index.html",
        ] {
            write(&format!("precious/{name}"), name);
        }
        build(&world.path("other"), Foreign::Refuse);
        world.templates[0] = world.files();
        build(&world.path("site"), Foreign::Refuse);
        world.templates[1] = world.files();
        world
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        crate::site::files(self.folder.path())
    }

    /// All that is there, no link followed.
    fn entries(&self) -> BTreeMap<String, Entry> {
        let all = WalkDir::new(self.folder.path()).min_depth(1).into_iter().map(Result::unwrap);
        all.map(|entry| {
            let path = entry.path().strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned();
            let kind = entry.file_type();
            let what = if kind.is_file() {
                Entry::File(fs::read(entry.path()).unwrap())
            } else if kind.is_symlink() {
                Entry::Link(fs::read_link(entry.path()).unwrap())
            } else if kind.is_dir() {
                Entry::Folder
            } else {
                Entry::Other
            };
            (path, what)
        })
        .collect()
    }

    /// Makes the world that a case begins with; gives the paths of the files that Rexbase made in the site.
    fn begin(&self, case: &Case) -> BTreeSet<String> {
        let template = &self.templates[usize::from(case.was_built)];
        for folder in ["site", "other", "precious"] {
            let at = self.path(folder);
            let ours = template.iter().filter_map(|(path, bytes)| {
                Some((path.strip_prefix(folder)?.strip_prefix('/')?.to_owned(), bytes.clone()))
            });
            let ours: BTreeMap<_, _> = ours.collect();
            if folder == "site" || crate::site::files(&at) != ours {
                let _ = fs::remove_dir_all(&at);
                ours.iter().for_each(|(path, bytes)| self.write(&format!("{folder}/{path}"), bytes));
            }
        }
        let is_made = |path: &&String| path.starts_with("site/output/") || path.starts_with("site/.rexbase/");
        let made: Vec<String> = template.keys().filter(is_made).cloned().collect();
        self.write("site/rexbase.toml", config(case).as_bytes());
        for (number, damage) in case.damages.iter().filter(|_| !made.is_empty()) {
            self.damage(&made[number % made.len()], *damage);
        }
        for (place, thing) in &case.things {
            self.put(&format!("site/{}", words(PLACES)[*place]), thing);
        }
        made.into_iter().collect()
    }

    fn damage(&self, path: &str, damage: Damage) {
        let at = self.path(path);
        let Ok(mut bytes) = fs::read(&at) else { return };
        let middle = bytes.len() / 2;
        match damage {
            Damage::Cut => bytes.truncate(middle),
            Damage::Flip => bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1),
            Damage::Zero => bytes.fill(0),
            Damage::Gone => return fs::remove_file(&at).unwrap(),
            Damage::Link(target) => {
                fs::remove_file(&at).unwrap();
                return symlink(self.target(target), &at).unwrap();
            }
            Damage::Folder => {
                fs::remove_file(&at).unwrap();
                return self.write(&format!("{path}/notes.txt"), b"precious");
            }
        }
        fs::write(at, bytes).unwrap();
    }

    fn target(&self, number: usize) -> PathBuf {
        self.path("site").join(words(TARGETS)[number])
    }

    /// Puts something in the place of whatever is there.
    fn put(&self, path: &str, thing: &Thing) {
        let at = self.path(path);
        let parent = at.parent().unwrap();
        // Something on the way may be a link or a file by now.
        if fs::create_dir_all(parent).is_err() || fs::canonicalize(parent).unwrap() != parent {
            return;
        }
        let _ = fs::remove_file(&at);
        if matches!(thing, Thing::Folder) {
            return drop(fs::create_dir(&at));
        }
        let _ = fs::remove_dir_all(&at);
        match thing {
            Thing::Link(target) => symlink(self.target(*target), &at).unwrap(),
            Thing::Pipe => {
                use rustix::fs::{CWD, FileType, Mode, mknodat};
                mknodat(CWD, &at, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
            }
            Thing::File | Thing::Folder => fs::write(&at, "precious").unwrap(),
        }
    }

    /// Runs a command in a thread of its own, whatever comes of it; one that hangs is a failure.
    fn run(&self, command: Command) {
        let (root, (sender, ended)) = (self.path("site"), channel());
        std::thread::spawn(move || {
            run(&root, command);
            let _ = sender.send(());
        });
        assert!(ended.recv_timeout(LONG).is_ok(), "{command:?} hangs, or panicked");
    }
}

/// What was changed or removed, and what was made, that should not have been.
fn wrongs(
    case: &Case,
    made: &BTreeSet<String>,
    before: &BTreeMap<String, Entry>,
    after: &BTreeMap<String, Entry>,
) -> Vec<String> {
    let config = rexbase::face::config::parse(&config(case)).0;
    let [output, cache] = [&config.output, &config.cache].map(|folder| format!("site/{folder}"));
    let is_in =
        |folder: &str, path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let is_forced = case.commands.contains(&Command::Force);
    let may_change = |path: &str, entry: &Entry| {
        let name = path.rsplit('/').next().unwrap();
        let is_somebodys = ["CNAME", "notes.txt", "logo.png"].contains(&name);
        made.contains(path)
            || (is_in(&output, path) && *entry == Entry::Folder)
            || (is_in(&cache, path) && *entry == Entry::Folder)
            || (is_in(&output, path) && name.starts_with(".rexbase-"))
            || (is_in(&output, path) && is_forced && !is_somebodys)
            || path
                .strip_prefix("site/.rexbase/")
                .is_some_and(|below| cache == "site/.rexbase" && is_ours(below))
    };
    let may_be_new = |path: &str| {
        [&output, &cache].iter().any(|folder| is_in(folder, path) || *folder == path || is_in(path, folder))
            || path == PAGE
    };
    let gone =
        before.iter().filter(|(path, entry)| after.get(*path) != Some(entry) && !may_change(path, entry));
    let new = after.keys().filter(|path| !before.contains_key(*path) && !may_be_new(path));
    gone.map(|(path, entry)| format!("{path} was {entry:?}"))
        .chain(new.map(|path| format!("{path} is new")))
        .collect()
}

/// Whether a path below the usual cache folder has names of ours alone.
fn is_ours(below: &str) -> bool {
    let mut names = below.split('/');
    let mut now = names.next().and_then(kept);
    for name in names {
        now = match now {
            Some(Kept::Folder(inner)) => inner(name),
            _ => None,
        };
    }
    now.is_some() || below == "CACHEDIR.TAG"
}

#[test]
fn no_command_touches_what_is_not_ours() {
    let wanted: Option<u32> = std::env::var("REXBASE_CASES").ok().map(|count| count.parse().unwrap());
    let count = wanted.unwrap_or(120);
    // The same sites at every run of the suite; others where more are asked for.
    let rng_seed = if wanted.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    let world = World::new();
    let config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 100,
        cases: count,
        rng_seed,
        ..ProptestConfig::default()
    };
    let begun = std::time::Instant::now();
    proptest::test_runner::TestRunner::new(config)
        .run(&cases(), |case| {
            let made = world.begin(&case);
            let before = world.entries();
            for command in &case.commands {
                world.run(*command);
                let wrongs = wrongs(&case, &made, &before, &world.entries());
                prop_assert!(wrongs.is_empty(), "{command:?}: {wrongs:#?}");
            }
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    println!("{count} sites in {:?}", begun.elapsed());
}

fn config(case: &Case) -> String {
    let theme = if case.theme { "theme = \"mine\"\n" } else { "" };
    let keys = ["content", "static", "themes", "output", "cache"].into_iter().zip(&case.folders);
    let paths = keys.filter_map(|(key, folder)| Some(format!("{key} = \"{}\"\n", FOLDERS[(*folder)?])));
    format!("title = \"T\"\n{theme}[paths]\n{}", paths.collect::<String>())
}

fn options(root: &Path, foreign: Foreign) -> BuildOptions {
    BuildOptions {
        site: SiteOptions {
            root: root.to_owned(),
            config: None,
            drafts: false,
            audience: None,
            today: None,
            strict: false,
        },
        base_url: None,
        output: None,
        foreign,
    }
}

fn build(root: &Path, foreign: Foreign) {
    let _ = pipeline::build(&options(root, foreign), OnErrors::KeepGoing, &Quiet);
}

/// Runs a command, whatever comes of it.
fn run(root: &Path, command: Command) {
    match command {
        Command::Check => drop(pipeline::check(&options(root, Foreign::Refuse).site, &Quiet)),
        Command::Statistics => drop(pipeline::statistics(&options(root, Foreign::Refuse).site, &Quiet)),
        Command::Build => build(root, Foreign::Refuse),
        Command::Force => build(root, Foreign::Replace),
        Command::Search => {
            if let Ok(project) = Project::open(root, None) {
                let _ = pipeline::search(&project, None, "word", &rexbase::face::search::Options::default());
            }
        }
        Command::Follow => {
            let mut session = Session::going_on(options(root, Foreign::Refuse));
            let page = root.join(PAGE.trim_start_matches("site/"));
            for number in 0..3 {
                let _ = session.settle(Some(&Look::Everywhere), &Never, &Quiet);
                // The index is written meanwhile, by a thread of its own.
                for _ in 0..20 {
                    if !matches!(session.finish(), Ok(Left::Work)) {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(1));
                }
                // A page comes and goes, where there is a place for it.
                let has_place = fs::canonicalize(root.join("content/pages"))
                    .is_ok_and(|real| page.parent() == Some(&real));
                if has_place && number % 2 == 0 {
                    fs::write(&page, "+++\ntitle = \"New\"\n+++\n").unwrap();
                } else {
                    let _ = fs::remove_file(&page);
                }
                let _ = session.update(&Look::Everywhere, &BTreeSet::new(), &Never, &Quiet);
            }
        }
    }
}
