//! After any sequence of edits, what a session published is what a clean build publishes, byte for byte.
//!
//! `REXBASE_LAW="20 200" cargo test --release --test suite incremental` runs 20 sequences of 200 edits; without it, one short sequence.

use std::collections::BTreeSet;
use std::path::Path;

use rexbase::pipeline::{
    BuildOptions, Foreign, Look, Never, OnErrors, Progress, Session, SiteOptions, build,
};
use rexbase::vocab::path::ContentPath;

use crate::site::{Site, files, package};

struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _stage: &'static str, _total: usize) {}
    fn advance(&self) {}
}

/// Numbers that look random and are the same each time (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

fn options(root: &Path) -> BuildOptions {
    BuildOptions {
        site: SiteOptions { root: root.to_owned(), config: None, drafts: false, strict: false },
        base_url: None,
        output: None,
        foreign: Foreign::Refuse,
        on_errors: OnErrors::KeepGoing,
    }
}

/// The site that is edited, and a second one that has every edit but for what breaks a file.
struct Pair {
    edited: Site,
    clean: Site,
    random: Random,
    broken: Option<String>,
    count: usize,
}

impl Pair {
    fn write(&self, path: &str, text: &str) {
        self.edited.file(path, text);
        self.clean.file(path, text);
    }

    fn remove(&self, path: &str) {
        self.edited.remove(path);
        self.clean.remove(path);
    }

    fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.clean.path(path)).unwrap()
    }

    fn any_file(&mut self) -> String {
        let markdown = files(&self.clean.path("content"))
            .into_keys()
            .filter(|path| path.rsplit('.').next() == Some("md"));
        let markdown: Vec<_> = markdown.map(|path| format!("content/{path}")).collect();
        markdown[self.random.below(markdown.len())].clone()
    }

    /// Makes one edit; tells what it was, and where to look for it.
    fn edit(&mut self) -> (String, Look) {
        self.count += 1;
        let number = self.count;
        let path = self.any_file();
        let at = |path: &str| Look::At(BTreeSet::from([ContentPath::new(path).unwrap()]));
        if let Some(broken) = self.broken.take() {
            let text = self.text(&broken);
            self.edited.file(&broken, text);
            return (format!("mend {broken}"), at(&broken));
        }
        match self.random.below(12) {
            0 | 1 => {
                let text = format!("{}\n\nUne phrase de plus, numéro {number}.\n", self.text(&path));
                self.write(&path, &text);
                (format!("append to {path}"), at(&path))
            }
            2 => {
                let text = self.text(&path);
                let words: Vec<_> = text.split(' ').collect();
                let middle = words.len() * 2 / 3;
                let text = format!(
                    "{} [[Tarkett]] mot{number} {}",
                    words[..middle].join(" "),
                    words[middle..].join(" ")
                );
                self.write(&path, &text);
                (format!("edit the middle of {path}"), at(&path))
            }
            3 => {
                let text = self.text(&path).replacen("title = \"", &format!("title = \"Autre {number} "), 1);
                self.write(&path, &text);
                (format!("title of {path}"), at(&path))
            }
            4 => {
                let text = self.text(&path);
                let lines = text.lines().map(|line| {
                    if line.starts_with("topics = [") {
                        format!("topics = [\"Sujet {}\"]", number % 7)
                    } else {
                        line.to_owned()
                    }
                });
                let text = lines.collect::<Vec<_>>().join("\n");
                self.write(&path, &text);
                (format!("retag {path}"), at(&path))
            }
            5 => {
                let path = format!("content/talks/nouveau-{number}.md");
                let text = format!(
                    "+++\ntitle = \"Nouveau {number}\"\nspeakers = [\"Ève {}\"]\ntopics = [\"Chaos\"]\ndate = 20{:02}-03-04\n+++\n## Enseignements\n\n- Mesurer {number}.\n",
                    number % 5,
                    number % 25
                );
                self.write(&path, &text);
                (format!("create {path}"), at(&path))
            }
            6 => {
                self.remove(&path);
                (format!("delete {path}"), at(&path))
            }
            7 => {
                let text = self.text(&path);
                let new = path.replace(".md", &format!("-{number}.md"));
                self.remove(&path);
                self.write(&new, &text);
                (format!("rename {path} to {new}"), Look::Everywhere)
            }
            8 => {
                self.write("themes/mine/assets/extra.css", &format!("body {{ order: {number} }}\n"));
                ("change an asset".to_owned(), Look::Everywhere)
            }
            9 => {
                let own =
                    std::fs::read_to_string(package().join("themes/default/templates/talk.html")).unwrap();
                let changed = own
                    .replace("{% endblock main %}", &format!("<!-- {} -->{{% endblock main %}}", number % 3));
                self.write("themes/mine/templates/talk.html", &changed);
                ("change a template".to_owned(), Look::Everywhere)
            }
            10 => {
                let text = self.text("rexbase.toml");
                let lines = text.lines().filter(|line| !line.starts_with("page_size"));
                let text =
                    format!("page_size = {}\n{}\n", 3 + number % 40, lines.collect::<Vec<_>>().join("\n"));
                self.write("rexbase.toml", &text);
                ("change the config".to_owned(), Look::Everywhere)
            }
            _ => {
                self.edited.file(&path, "+++\ntitle = \"not closed\n[[[\n+++\nlost\n");
                self.broken = Some(path.clone());
                (format!("break {path}"), at(&path))
            }
        }
    }
}

fn sequence(seed: u64, edits: usize) {
    let pair = [Site::demo(), Site::demo()];
    for site in &pair {
        let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
        site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
        site.file("themes/mine/assets/extra.css", "body { order: 0 }\n");
    }
    let [edited, clean] = pair;
    let mut pair = Pair { edited, clean, random: Random(seed), broken: None, count: 0 };
    let mut session = Session::going_on(options(&pair.edited.path("")));
    session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
    for _ in 0..edits {
        let (what, look) = pair.edit();
        let viewed = BTreeSet::from(["index.html".to_owned()]);
        session.update(&look, &viewed, &Quiet).unwrap();
        let look = (pair.random.below(2) == 0).then_some(Look::Everywhere);
        session.settle(look.as_ref(), &Never, &Quiet).unwrap();
        let _ = std::fs::remove_dir_all(pair.clean.path("output"));
        let _ = std::fs::remove_dir_all(pair.clean.path(".rexbase"));
        build(&options(&pair.clean.path("")), &Quiet).unwrap();
        let (ours, expected) = (pair.edited.output(), pair.clean.output());
        let differing: Vec<_> = ours
            .keys()
            .chain(expected.keys())
            .filter(|path| ours.get(*path) != expected.get(*path))
            .collect();
        assert!(differing.is_empty(), "seed {seed}, edit {}: {what}: {differing:#?}", pair.count);
    }
}

#[test]
fn any_sequence_of_edits_ends_as_a_clean_build() {
    let wanted = std::env::var("REXBASE_LAW").unwrap_or_else(|_| "1 12".to_owned());
    let (seeds, edits) = wanted.split_once(' ').expect("REXBASE_LAW is two numbers: seeds and edits");
    let (seeds, edits): (u64, usize) = (seeds.parse().unwrap(), edits.parse().unwrap());
    for seed in 0..seeds {
        sequence(seed, edits);
    }
}

/// One edit of prose renders one page; nothing at all renders none; a new process knows what the last one did.
#[test]
fn only_what_an_edit_changed_is_done() {
    let site = Site::demo();
    let once = || build(&options(&site.path("")), &Quiet).unwrap();
    let first = once();
    assert!(first.work.rendered > 200 && first.work.parsed > 20 && first.work.analysed > 100);
    let again = once();
    assert_eq!((again.work.parsed, again.work.analysed, again.work.rendered), (0, 0, 0));
    assert_eq!(again.published.unwrap().written.written, 0);
    assert_eq!(first.diagnostics, again.diagnostics);
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(site.path(talk)).unwrap();
    site.file(talk, format!("{text}\nUn mot de plus.\n"));
    let edited = once();
    // The talk's page, the feeds that hold the talk, and its page of the API.
    assert!((1..=20).contains(&edited.work.rendered), "{:?}", edited.work);
    assert_eq!(edited.work.analysed, 1);
    // What others changed in the output is mended.
    site.file("output/index.html", "broken");
    assert_eq!(once().published.unwrap().written.written, 1);
    // A memory that is damaged is none.
    for name in ["published", "analyses", "output-stats"] {
        let path = site.path(&format!(".rexbase/{name}"));
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(once().published.unwrap().written.written, 0, "{name}");
    }
}
