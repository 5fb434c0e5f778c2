//! Small inputs stay small: what a site comes to grows no faster than what was written.
//!
//! Every recipe of `hostile_inputs` is made at a size and at twice that size, within this process. What is compared is counted, not timed: the bytes of all pages and
//! search data, and the work: the bytes that documents are remembered as, references between records, and diagnostics.
//!
//! `REXBASE_BOUNDS=1 cargo test --test suite bounds` also builds each recipe at half a megabyte with the program itself (that of `REXBASE_PROGRAM`, when it is
//! set), and at half of that. It holds that none takes more than ten seconds, 500 MB of memory, or writes more than 50 MB, and that time and memory grow no
//! faster than output does.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use rexbase::face::document::{self, Document, Place};
use rexbase::face::knowledge::{self, Drafts, FutureDates, KnowledgeBase};
use rexbase::face::render::{self, Ground, Selection};
use rexbase::face::search::{Materials, Remembered, Searched, Synonyms, export};
use rexbase::face::site::{Drawn, Input, Options};
use rexbase::face::source;
use rexbase::face::theme::{Theme, ThemeFile};
use rexbase::face::vocab::Artifact;
use rexbase::face::vocab::Audience;
use rexbase::face::vocab::ContentPath;
use rexbase::face::vocab::Fingerprint;
use rexbase::face::vocab::Language;

use crate::hostile_inputs::{self, Files, Recipe};
use crate::site::{Site, files};

/// How many times as much twice the input may come to.
const GROWTH: usize = 5;
const OF: usize = 2;
/// What may come on top, in bytes: a page or two.
const SLACK: usize = 60_000;

/// What a site comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Measured {
    output: usize,
    work: usize,
}

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let read = source::read_theme(std::path::Path::new("."), None).unwrap();
    let files = read.iter().map(|file| ThemeFile { path: &file.path, shown: &file.path, bytes: &file.bytes });
    Theme::load(&files.collect::<Vec<_>>(), &Language::english()).unwrap()
});

fn measured(files: &Files) -> Measured {
    let documents = documents(files);
    let outlines: Vec<_> = documents.iter().map(|document| Arc::clone(&document.outline)).collect();
    let language = Language::english();
    let (knowledge, diagnostics) = knowledge::resolve(&outlines, options(&language));
    let output = AtomicUsize::new(0);
    let sink = |artifact: Artifact| {
        output.fetch_add(artifact.bytes.len(), Ordering::Relaxed);
        Ok::<(), ()>(())
    };
    render_all(&knowledge, &documents, sink);
    export_all(&knowledge, &documents, sink);
    let told = |diagnostic: &rexbase::face::vocab::Diagnostic| {
        100 + diagnostic.message.len() + diagnostic.hints.iter().map(String::len).sum::<usize>()
    };
    let all = diagnostics.iter().chain(documents.iter().flat_map(|document| &document.diagnostics));
    let remembered = |document: &Document| {
        let mut bytes = Vec::new();
        document.write(&mut bytes);
        bytes.len()
    };
    let work = documents.iter().map(remembered).sum::<usize>() + 8 * references(&knowledge);
    Measured { output: output.into_inner(), work: work + all.map(told).sum::<usize>() }
}

fn documents(files: &Files) -> Vec<Document> {
    let mut files: Vec<_> = files.iter().collect();
    files.sort();
    let parse = |(below, text): &(String, String)| {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        let options = document::Options { math: true, ..document::Options::default() };
        document::parse(Place::of(&path, below).unwrap(), text.as_bytes(), &options)
    };
    files.into_iter().map(parse).collect()
}

fn options(language: &Language) -> knowledge::Options<'_> {
    let (drafts, future_dates) = (Drafts::LeaveOut, FutureDates::Publish);
    knowledge::Options {
        language,
        audience: Audience::Public,
        drafts,
        future_dates,
        today: None,
        others: &[],
        own_pages_from: 1,
        trust_files: false,
    }
}

fn references(knowledge: &KnowledgeBase) -> usize {
    let of = |record: &knowledge::Record| {
        record.topics.len()
            + record.technologies.len()
            + record.organisations.len()
            + record.lessons.len()
            + record.figures.len()
            + record.backlinks.len()
            + record.translations.len()
            + record.aliases.len()
    };
    knowledge.records.iter().map(of).sum()
}

fn render_all(
    knowledge: &KnowledgeBase,
    documents: &[Document],
    sink: impl Fn(Artifact) -> Result<(), ()> + Sync,
) {
    let input = Input {
        knowledge,
        documents,
        related: &[],
        drawn: &Drawn::default(),
        pictures: &BTreeMap::new(),
        options: Options {
            title: "Bounds",
            base_url: "https://example.org/",
            description: None,
            page_size: 50,
            record_feeds: 2,
            markdown: rexbase::face::vocab::Kinds::EVERY,
            edit_url: None,
            social_cards: false,
            peertube: None,
            trust_html: false,
            generator: "Rexbase",
        },
    };
    let ground = Ground::new(&THEME, &input);
    // With the theme's assets, which are the same for every size.
    let rendered = render::render(&THEME, &input, &ground, &Selection::All, sink).unwrap();
    assert_eq!(rendered.failures, []);
}

fn export_all(
    knowledge: &KnowledgeBase,
    documents: &[Document],
    sink: impl Fn(Artifact) -> Result<(), ()> + Sync,
) {
    let bodies: Vec<_> = documents.iter().map(|document| Arc::clone(&document.body)).collect();
    let files = vec![Fingerprint::of(b""); documents.len()];
    let searched = Searched { knowledge, fingerprint: Fingerprint::of(b""), bodies: &bodies, files: &files };
    let found = Remembered::default().find(&searched, &|| true).unwrap();
    let materials = Materials::of(&found.corpus, &found.catalogue, searched, &Synonyms::default());
    export(&materials, None, |_| false, sink).unwrap();
}

/// What is wrong with how a recipe grows.
fn outgrown(recipe: &Recipe) -> Option<String> {
    let at = |size: usize| measured(&recipe.files(size));
    let start = Instant::now();
    let (none, once, twice) = (at(0), at(recipe.size), at(2 * recipe.size));
    let took = start.elapsed();
    let grows = |none: usize, once: usize, twice: usize| {
        let (once, twice) = (once.saturating_sub(none), twice.saturating_sub(none));
        twice * OF > once * GROWTH + SLACK * OF
    };
    if grows(none.output, once.output, twice.output) || grows(none.work, once.work, twice.work) {
        return Some(format!("{}: {none:?}, {once:?}, {twice:?}", recipe.name));
    }
    (took > Duration::from_secs(60)).then(|| format!("{} took {took:?}", recipe.name))
}

#[test]
fn twice_the_input_is_no_more_than_twice_the_site() {
    let all = hostile_inputs::all();
    assert!(all.len() >= 200, "{}", all.len());
    // A third of them, of each family some; the long run has all, and more of each.
    let every = if std::env::var_os("REXBASE_BOUNDS").is_none() { 3 } else { 1 };
    let recipes: Vec<_> = all.into_iter().step_by(every).collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(recipe) = recipes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    wrong.lock().unwrap().extend(outgrown(recipe));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), recipes.len(), wrong.join("\n"));
}

/// How much is written for the long run, in bytes.
const MUCH: usize = 500_000;
/// What time and memory may grow by on top, beside `GROWTH`: what a timer and an allocator are exact to.
const MOMENT: Duration = Duration::from_millis(150);
const BLOCK: usize = 12 << 20;

#[test]
fn half_a_megabyte_takes_seconds_and_megabytes() {
    if std::env::var_os("REXBASE_BOUNDS").is_none() {
        eprintln!("skipped: REXBASE_BOUNDS is not set");
        return;
    }
    let none = built(&Site::new());
    let mut wrong = Vec::new();
    for recipe in hostile_inputs::all() {
        let amount = size_of(&recipe, MUCH);
        let (_, half) = built_of(&recipe, amount / 2);
        let (count, whole) = built_of(&recipe, amount);
        let line = format!("{half} at half the size, {whole} from {count} files: {}", recipe.name);
        eprintln!("{line}");
        // Many files are many pages, however little is in each.
        let most = if count > 100 { 20_000 * count } else { 0 }.max(50 << 20);
        // Time of processors: that on the clock is the machine's, too. A build that waits for ever is ended, and has taken a minute.
        let is_long = whole.worked > Duration::from_secs(10) || whole.took > Duration::from_secs(60);
        let much = is_long || whole.memory > 500 << 20 || whole.output > most;
        if much || whole.outgrows(half, none) {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a build came to: time on the clock, time of processors, bytes of memory at most, and bytes written.
#[derive(Debug, Clone, Copy)]
struct Built {
    took: Duration,
    worked: Duration,
    memory: usize,
    output: usize,
}

impl Built {
    /// Whether this, of twice the input, is more than `GROWTH` allows over what the half came to; `none` is what a site without content comes to.
    fn outgrows(self, half: Built, none: Built) -> bool {
        let grows = |none: usize, once: usize, twice: usize, slack: usize| {
            let (once, twice) = (once.saturating_sub(none), twice.saturating_sub(none));
            twice * OF > once * GROWTH + slack * OF
        };
        let worked = |built: Built| built.worked.as_millis() as usize;
        grows(worked(none), worked(half), worked(self), MOMENT.as_millis() as usize)
            || grows(none.memory, half.memory, self.memory, BLOCK)
            || grows(none.output, half.output, self.output, SLACK)
    }
}

impl std::fmt::Display for Built {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (took, worked) = (self.took.as_secs_f64(), self.worked.as_secs_f64());
        write!(
            f,
            "{took:5.2} s ({worked:5.2} s of CPU), {:4} MB, {:4} MB written",
            self.memory >> 20,
            self.output >> 20
        )
    }
}

/// How many files a recipe has at a size, and what a build of them comes to.
fn built_of(recipe: &Recipe, size: usize) -> (usize, Built) {
    let (files, folder) = (recipe.files(size), Site::new());
    for (path, text) in &files {
        folder.file(&format!("content/{path}"), text);
    }
    (files.len(), built(&folder))
}

/// The size at which a recipe is so long.
fn size_of(recipe: &Recipe, bytes: usize) -> usize {
    let length = |size: usize| recipe.files(size).iter().map(|(_, text)| text.len()).sum::<usize>();
    let (none, some) = (length(0), length(1_000));
    (bytes.saturating_sub(none) * 1_000 / some.saturating_sub(none).max(1)).max(1)
}

fn built(site: &Site) -> Built {
    let mut command = site.command(&["build", "--keep-going"]);
    if let Some(program) = std::env::var_os("REXBASE_PROGRAM") {
        let folder = site.path("");
        command = Command::new(program);
        command.current_dir(folder).args(["build", "--keep-going"]).stdin(Stdio::null());
    }
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (start, mut memory, mut worked) = (Instant::now(), 0, Duration::ZERO);
    loop {
        memory = peak(&child).unwrap_or(memory).max(memory);
        worked = processors(&child).unwrap_or(worked).max(worked);
        if child.try_wait().unwrap().is_some() {
            break;
        }
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            child.wait().unwrap();
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let took = start.elapsed();
    Built { took, worked, memory, output: files(&site.path("output")).values().map(Vec::len).sum() }
}

/// The most memory that a process had so far, in bytes; none where the system does not say.
fn peak(child: &Child) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}

/// How long processors worked for a process so far, to a hundredth of a second; none where the system does not say.
fn processors(child: &Child) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    // The name in parentheses may hold anything; the times are the 14th and 15th fields.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().ok());
    Some(Duration::from_millis(10 * ticks.sum::<Option<u64>>()?))
}
