//! A law: a public site is, byte for byte, what it would be had nobody written what is internal. And the counterpart: a site for the
//! authors' own organisation has all of it, and nothing of it stays when the folder is published for the public again.
//!
//! Random sites come in two copies: one with planted words in records, sections, lessons, footnotes and files that are marked in every way there is,
//! and one in which none of these was ever written. `REXBASE_CASES` says how many sites, or which: `1107..1108`.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rexbase::face::pipeline::{BuildOptions, Foreign, OnErrors, SiteOptions, build, check};
use rexbase::face::vocab::Audience;

use crate::drafts::{has, published};
use crate::edits::Random;
use crate::incremental::Quiet;
use crate::site::{Site, png};

/// What is planted begins so. Lists of words may be written by what they differ in: the first letter may be another word's.
const PLANTED: &str = "zqxv";
const TAIL: &str = "qxv";

/// Base64 has runs as long as this; nothing that anybody writes has.
const PACKED: usize = 256;

/// Two copies of a site.
#[derive(Default)]
struct Twins {
    with: BTreeMap<String, Vec<u8>>,
    without: BTreeMap<String, Vec<u8>>,
    /// What the authors' own organisation is shown.
    shown: Vec<String>,
    /// The paths of internal records, below the content folder.
    records: Vec<(&'static str, String)>,
    count: usize,
    planted: usize,
}

impl Twins {
    fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    /// A word that is met nowhere else.
    fn word(&mut self) -> String {
        self.planted += 1;
        format!("{PLANTED}{}", self.number())
    }

    /// One that readers within are shown.
    fn shown_word(&mut self) -> String {
        let word = self.word();
        self.shown.push(word.clone());
        word
    }

    fn only_within(&mut self, path: String, bytes: impl Into<Vec<u8>>) {
        self.with.insert(path, bytes.into());
    }

    fn both(&mut self, path: String, with: String, without: String) {
        self.with.insert(path.clone(), with.into_bytes());
        self.without.insert(path, without.into_bytes());
    }
}

const KINDS: [&str; 9] =
    ["talks", "reports", "events", "series", "people", "organisations", "topics", "technologies", "pages"];

/// Ways to mark a record, as lines of YAML. Those that are mistakes are as good, and are not shown within for sure.
const MARKS: &[(&str, bool)] = &[
    ("audience: internal", true),
    ("Audience: Internal", true),
    ("audience: \"internal\"", true),
    ("visibility: internal", true),
    ("access: internal", true),
    ("extra: { audience: internal }", true),
    ("audience: intern", false),
    ("audience:", false),
    ("audience: [internal]", false),
    ("audiance: internal", false),
    ("audience: developers", false),
    ("audience: internal\n broken: [", false),
    ("audience: internal\ndraft: true", false),
];

/// What stands in something internal: of every sort that a body has.
fn content(twins: &mut Twins, random: &mut Random) -> String {
    let w = twins.shown_word();
    match random.below(9) {
        0 => format!("Prose {w} and [[{w}stub]].\n"),
        1 => format!("- {w} was learned\n- {w}more was learned\n"),
        2 => format!("| {w} | b |\n|---|---|\n| {w} | d |\n"),
        3 => format!("```rust\nlet {w} = 1;\n```\n"),
        4 => format!("### {w} below\n\nText.\n\n#### {w} deeper\n\nText.\n"),
        5 => format!("[{w}][{w}]\n\n[{w}]: https://{w}.example/ \"{w}\"\n"),
        6 => format!("<div><b>{w}</b></div>\n\n<!-- {w} -->\n"),
        7 => {
            let path = format!("images/{w}.png");
            twins.only_within(format!("content/{path}"), png(2, 2));
            format!("![{w}](/{path} \"{w}\")\n")
        }
        _ => format!("> [!NOTE]\n> {w}\n\n1. [ ] Do {w} (@{w} {w}, 2030-01)\n"),
    }
}

/// A part of a public body, as it is written and as it is without what is internal.
fn piece(twins: &mut Twins, random: &mut Random, folder: &str) -> (String, String) {
    let n = twins.number();
    match random.below(11) {
        0 => {
            let text = format!("\n## Part {n}\n\nOrdinary words of part {n}.\n\n- One\n- Two\n");
            (text.clone(), text)
        }
        1 | 2 => {
            let w = twins.shown_word();
            let mark = random.one_of(&[
                "{audience=internal}",
                "{ audience = \"Internal\" }",
                "{#own-N audience=internal}",
            ]);
            let mark = mark.replace('N', &w);
            let heading = random.one_of(&["## ", "## Lessons learned: ", "## Action items: "]);
            let inner: String = (0..=random.below(3)).map(|_| content(twins, random) + "\n").collect();
            let end = format!("\n## End of {n}\n\nOrdinary end.\n");
            (format!("\n{heading}{w} {mark}\n\n{inner}{end}"), end)
        }
        3 | 4 => {
            let (mut with, mut without) =
                (format!("\n## Lessons learned {n}\n\n"), format!("\n## Lessons learned {n}\n\n"));
            for item in 0..2 + random.below(4) {
                if random.below(2) == 0 {
                    let w = twins.shown_word();
                    with += &match random.below(3) {
                        0 => format!("- We learned {w} {{audience=internal}}\n"),
                        1 => {
                            format!("- We learned {w}\n  more of {w} {{audience=internal}}\n  - {w} below\n")
                        }
                        _ => format!("- We learned {w}\n  - audience: internal\n  - {w} below\n"),
                    };
                } else {
                    let text = format!("- We learned that {n} and {item} are numbers\n");
                    with += &text;
                    without += &text;
                }
            }
            (with, without)
        }
        5 => {
            let w = twins.shown_word();
            (
                format!("\n> [!LESSON failure]\n> It was {w}\n> and more {{audience=internal}}\n"),
                String::new(),
            )
        }
        6 => {
            let w = twins.shown_word();
            let path = format!("{folder}/{w}.png");
            twins.only_within(format!("content/{path}"), png(3, 2));
            (format!("\n![{w}](/{path} \"{w}\") {{audience=internal}}\n"), String::new())
        }
        7 => {
            let w = twins.shown_word();
            let both = format!("\nOrdinary[^o{n}] words.\n\n[^o{n}]: An ordinary note.\n");
            (format!("{both}\nA note[^{w}] {{audience=internal}}\n\n[^{w}]: Of {w}\n"), both)
        }
        8 => {
            let w = twins.shown_word();
            let end = format!("\n## End of {n}\n\n");
            (
                format!(
                    "\n## S {w} {{audience=internal}}\n\nText.\n{end}See [the part](#s-{w}), [[#S {w}|it]], <a href=\"#s-{w}\">that</a>.\n"
                ),
                format!("{end}See the part, it, <a>that</a>.\n"),
            )
        }
        _ => {
            let Some((kind, id)) = twins.records.get(random.below(twins.records.len().max(1))).cloned()
            else {
                return (String::new(), String::new());
            };
            let link = match random.below(4) {
                0 => format!("[words {n}](/{kind}/{id}/)"),
                1 => format!("[words {n}](../{kind}/{id}.md#{id} \"title\")"),
                2 => format!("[[{id}|words {n}]]"),
                _ => format!("[[{kind}/{id}#{id}|words {n}]]"),
            };
            // As every link is written that leads nowhere.
            let title = if link.ends_with("\"title\")") { " \"title\"" } else { "" };
            (format!("\nLed by {link} there.\n"), format!("\nLed by [words {n}](/nowhere/{title}) there.\n"))
        }
    }
}

/// A record that is internal as a whole, with words in all that it says.
fn internal_record(twins: &mut Twins, random: &mut Random) {
    let kind = *random.one_of(&KINDS);
    let id = twins.word();
    let title = twins.word();
    let keys = format!(
        "title: T {title}\ndescription: D {title}\ntopics: [{title}topic, Chaos]\norganisations: [{title}organisation]\naliases: [{title}alias]\nredirects: [/{title}/former/]\nfigures: [{{ metric: {title}metric, value: 3 }}]\n"
    );
    let inner: String = (0..2).map(|_| content(twins, random) + "\n").collect();
    let body = format!("Prose of {title}.\n\n## Lessons learned\n\n- {title} was learned\n\n{inner}");
    let (path, text) = match random.below(6) {
        0 => (
            format!("content/{kind}/{id}.md"),
            format!("---\nlanguage: en\n---\n\n# T {title} {{audience=internal}}\n\n{body}"),
        ),
        1 => (
            format!("content/{kind}/{id}.md"),
            format!(
                "+++\ntitle = \"T {title}\"\ntopics = [\"{title}topic\"]\naudience = \"internal\"\n+++\n{body}"
            ),
        ),
        2 => {
            twins.only_within(
                format!("content/reports/{id}folder/_index.md"),
                *random.one_of(&[
                    "---\naudience: internal\n---\n",
                    "# All of it {audience=internal}\n",
                    "---\ncascade: { draft: false, audience: internal }\n---\n",
                ]),
            );
            (format!("content/reports/{id}folder/{id}.md"), format!("---\n{keys}---\n\n{body}"))
        }
        3 => {
            let file = twins.word();
            twins.only_within(format!("content/{kind}/{id}/{file}.csv"), file.clone());
            twins.shown.push(file.clone());
            let text = format!("---\n{keys}audience: internal\n---\n\n[Data]({file}.csv)\n\n{body}");
            (format!("content/{kind}/{id}/index.md"), text)
        }
        _ => {
            let (mark, is_shown) = *random.one_of(MARKS);
            if !is_shown {
                // Its words are published within as well, but for those that a mistake may take along.
                twins.shown.truncate(twins.shown.len() - 2);
            }
            (format!("content/{kind}/{id}.md"), format!("---\n{keys}{mark}\n---\n\n{body}"))
        }
    };
    twins.only_within(path.clone(), text);
    if !path.contains("folder/") {
        twins.records.push((kind, id));
    }
}

fn twins(seed: u64) -> Twins {
    let (mut twins, mut random) = (Twins::default(), Random(seed));
    for _ in 0..3 + random.below(4) {
        internal_record(&mut twins, &mut random);
    }
    for _ in 0..3 + random.below(3) {
        let kind = *random.one_of(&KINDS);
        let n = twins.number();
        let is_index = random.below(4) == 0;
        let (path, folder) = if is_index {
            (format!("content/{kind}/open-{n}/index.md"), format!("{kind}/open-{n}"))
        } else {
            (format!("content/{kind}/open-{n}.md"), "images".to_owned())
        };
        let (mut with, mut without) = (String::new(), String::new());
        let open = format!("title = \"Open {n}\"\ntechnologies = [\"Rust\"]\n");
        let named = twins.records.iter().find(|(kind, _)| *kind == "topics" || *kind == "people").cloned();
        let (with_topics, without_topics) = match named {
            Some(("topics", id)) if random.below(2) == 0 => {
                (format!("topics = [\"Chaos\", \"{id}\"]\n"), "topics = [\"Chaos\"]\n".to_owned())
            }
            _ => ("topics = [\"Chaos\"]\n".to_owned(), "topics = [\"Chaos\"]\n".to_owned()),
        };
        for _ in 0..2 + random.below(4) {
            let (more, less) = piece(&mut twins, &mut random, &folder);
            with += &more;
            without += &less;
        }
        twins.both(
            path,
            format!("+++\n{open}{with_topics}+++\nFirst words of {n}.\n{with}"),
            format!("+++\n{open}{without_topics}+++\nFirst words of {n}.\n{without}"),
        );
    }
    let (file, image) = (twins.word(), format!("images/open-{seed}.png"));
    twins.only_within(format!("static/{file}.csv"), file.clone());
    twins.only_within(
        "content/reports/names-static.md".to_owned(),
        format!("---\ntitle: T {file}\naudience: internal\n---\n[x](/{file}.csv)\n"),
    );
    let shared = format!("# Shared\n\n![An image](/{image})\n");
    twins.both("content/pages/shared.md".to_owned(), shared.clone(), shared);
    for copy in [&mut twins.with, &mut twins.without] {
        copy.insert(format!("content/{image}"), png(2, 2));
    }
    twins
}

fn options(root: &Path, audience: Option<Audience>) -> BuildOptions {
    BuildOptions {
        site: SiteOptions {
            root: root.to_owned(),
            config: None,
            drafts: false,
            audience,
            today: None,
            strict: false,
        },
        base_url: None,
        output: None,
        foreign: Foreign::Refuse,
    }
}

fn publish(site: &Site, audience: Option<Audience>) {
    build(&options(&site.path(""), audience), OnErrors::KeepGoing, &Quiet).unwrap();
}

fn write(files: &BTreeMap<String, Vec<u8>>) -> Site {
    let site = Site::new();
    for (path, bytes) in files {
        site.file(path, bytes);
    }
    site
}

/// Whether these bytes have this word, in any case.
fn has_word(bytes: &[u8], word: &[u8]) -> bool {
    let starts = |byte: u8| byte.to_ascii_lowercase() == word[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| starts(*byte)) {
        rest = &rest[at..];
        if rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word)) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// One site: how much was planted.
fn try_site(seed: u64) -> usize {
    let twins = twins(seed);
    let (with, without) = (write(&twins.with), write(&twins.without));
    if seed.is_multiple_of(2) {
        publish(&with, None);
    } else {
        publish(&with, Some(Audience::Internal));
        let within = published(&with);
        for word in &twins.shown {
            let is_shown = within.values().any(|bytes| has_word(bytes, word.as_bytes()));
            let written = twins.with.iter().find(|(_, bytes)| has(bytes, word));
            let (path, text) = written.unwrap();
            assert!(
                is_shown,
                "seed {seed}: {word} of {path} is not shown within:\n{}",
                String::from_utf8_lossy(text)
            );
        }
        publish(&with, Some(Audience::Public));
    }
    publish(&without, None);
    let (ours, expected) = (published(&with), published(&without));
    // The manifest comes last: it has the names and fingerprints of all others, which say more.
    let (manifest, others): (Vec<_>, Vec<_>) =
        ours.iter().partition(|(path, _)| *path == ".rexbase-manifest");
    for (path, bytes) in others.into_iter().chain(manifest) {
        assert!(!has_word(path.as_bytes(), TAIL.as_bytes()), "seed {seed}: {path}");
        // What is packed, as the search page holds the manifest, has any three letters somewhere; it is compared all the same.
        let mut runs = bytes.split(|byte| !byte.is_ascii_alphanumeric() && !b"+/=".contains(byte));
        let is_told = runs.any(|run| run.len() < PACKED && has_word(run, TAIL.as_bytes()));
        // The manifest has the fingerprints of all others.
        if is_told || (expected.get(path) != Some(bytes) && path != ".rexbase-manifest") {
            let [ours, expected] = [Some(bytes), expected.get(path)]
                .map(|bytes| String::from_utf8_lossy(bytes.map_or(&[], Vec::as_slice)).into_owned());
            let at =
                ours.bytes().zip(expected.bytes()).position(|(one, other)| one != other).unwrap_or_default();
            let near = |text: &str| {
                String::from_utf8_lossy(
                    &text.as_bytes()[at.saturating_sub(200).min(text.len())..(at + 400).min(text.len())],
                )
                .into_owned()
            };
            let source =
                twins.with.iter().find(|(source, _)| source.contains(path.trim_end_matches("/index.html")));
            let source = source.map(|(_, text)| String::from_utf8_lossy(text));
            panic!(
                "seed {seed}: {path}:\n{}\n--- instead of\n{}\n--- of {}",
                near(&ours),
                near(&expected),
                source.unwrap_or_default()
            );
        }
    }
    assert_eq!(ours.len(), expected.len(), "seed {seed}");
    twins.planted
}

#[test]
fn the_public_is_told_nothing_of_what_is_internal() {
    let cases = std::env::var("REXBASE_CASES").unwrap_or_else(|_| "10".to_owned());
    let (first, end) = cases.split_once("..").unwrap_or(("0", &cases));
    let cases: std::ops::Range<u64> = first.parse().unwrap()..end.parse().unwrap();
    let planted: usize = cases.clone().into_par_iter().map(try_site).sum();
    println!("{planted} words planted in the sites {cases:?}");
    assert!(planted as u64 >= (cases.end - cases.start) * 15, "{planted}");
}

#[test]
fn a_mistake_is_an_error_and_is_published_for_nobody_else() {
    for (text, code) in [
        ("+++\ntitle = \"T\"\naudience = \"intern\"\n+++\n", "unclear-audience"),
        ("---\ntitle: T\naudience: everybody\n---\n", "unclear-audience"),
        ("# T\n\n## S {audience=intern}\n", "unclear-audience"),
        ("# T\n\n- a\n  - audience: interne\n", "unclear-audience"),
    ] {
        let site = Site::new();
        site.file("content/talks/a.md", text).file("content/talks/b.md", "# B\n");
        let ran = site.run(&["build", "--keep-going"]);
        assert!(ran.code == Some(1) && ran.err.contains(&format!("error[{code}]")), "{}", ran.err);
        assert!(
            !site.path("output/talks/a/index.html").exists()
                && site.path("output/talks/b/index.html").exists()
        );
        assert_eq!(site.run(&["build", "--audience", "intern"]).code, Some(2));
    }
    let site = Site::new();
    site.file("rexbase.toml", "title = \"T\"\naudience = \"intern\"\n");
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\naudience = \"internal\"\n+++\n")
        .file("content/talks/b.md", "# B\n");
    assert_eq!(site.run(&["build", "--keep-going"]).code, Some(1));
    assert!(!site.path("output/talks/a/index.html").exists());
}

/// A reference from what everybody reads is told, and is no mistake; what is referred to stays unsaid.
#[test]
fn a_public_page_keeps_its_own_words() {
    let site = Site::new();
    site.file("content/reports/secret.md", "+++\ntitle = \"Nobody knows\"\naudience = \"internal\"\n+++\n");
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\nSee [our words](../reports/secret.md).\n");
    let ran = site.run(&["check", "--strict"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("note[internal-reference]"), "{}", ran.err);
    site.build();
    let page = site.page("talks/a/index.html");
    assert!(page.contains("See our words.") && !page.contains("secret"), "{page}");
    let ran = site.run(&["check", "--strict", "--audience", "internal"]);
    assert!(ran.code == Some(0) && !ran.err.contains("internal-reference"), "{}", ran.err);
}

/// Every command says for whom, and none says more.
#[test]
fn commands_ask_for_whom() {
    let site = Site::new();
    site.file(
        "content/reports/secret.md",
        "+++\ntitle = \"Nobody knows\"\naudience = \"internal\"\n+++\nUnmistakable\n",
    );
    site.file("content/talks/a.md", "# Open\n");
    site.run(&["build", "--audience", "internal"]);
    assert!(site.path("output/reports/secret/index.html").exists());
    let refused = site.run(&["search", "unmistakable"]);
    assert!(refused.code != Some(0) && refused.err.contains("--audience internal"), "{}", refused.err);
    assert!(site.run(&["search", "--audience", "internal", "unmistakable"]).out.contains("Nobody knows"));
    site.build();
    assert!(!site.path("output/reports").exists());
    assert!(!site.run(&["search", "unmistakable"]).out.contains("Nobody knows"));
    let stats = |arguments: &[&str]| site.run(&[&["stats", "--format", "json"], arguments].concat()).out;
    assert!(
        stats(&[]).contains("\"reports\":0") && stats(&["--audience", "internal"]).contains("\"reports\":1")
    );
    site.run(&["export", "jsonl", "out"]);
    assert!(!crate::site::files(&site.path("out")).values().any(|bytes| has(bytes, "nobody knows")));
    site.run(&["export", "jsonl", "out", "--audience", "internal"]);
    assert!(crate::site::files(&site.path("out")).values().any(|bytes| has(bytes, "nobody knows")));
    site.file("rexbase.toml", "title = \"T\"\naudience = \"internal\"\n");
    site.build();
    assert!(site.path("output/reports/secret/index.html").exists());
    let checked = check(&options(&site.path(""), None).site, &Quiet).unwrap();
    assert!(!checked.failed);
}
