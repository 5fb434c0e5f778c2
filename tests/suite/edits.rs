//! Random edits of a site, of every kind that authors make, in two copies: one that a session follows, and one that is built anew.
//!
//! What breaks is broken in the followed copy alone: what stands for it there is its last good state, which the other copy still has.

use std::collections::BTreeSet;
use std::path::Path;

use rexbase::face::pipeline::Look;
use rexbase::face::vocab::{Audience, ContentPath};

use crate::edits_of_audience::{INTERNAL, audience_of_record, audience_of_section, audience_of_site};
use crate::edits_of_files::{
    into_folder, name_shared, name_shared_no_more, put_beside, put_static, remove_beside, transcribe,
};
use crate::edits_of_lessons::live;
use crate::edits_of_media::arrive;
use crate::edits_of_metrics::measure;
use crate::edits_of_names;
use crate::site::{Site, files, package};

/// Numbers that look random and are the same each time (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What is broken in the followed copy.
pub(crate) struct Broken {
    pub(crate) path: String,
    /// A broken theme publishes nothing; a broken file or config, all but itself.
    pub(crate) is_theme: bool,
    edits_left: usize,
}

/// The site that is followed, and a second one that has every edit but for what breaks something.
pub(crate) struct Pair {
    pub(crate) edited: Site,
    pub(crate) clean: Site,
    pub(crate) random: Random,
    pub(crate) broken: Option<Broken>,
    pub(crate) count: usize,
}

const TALK: &str = "themes/mine/templates/talk.html";
const PHRASES: &str = "themes/mine/i18n/fr.toml";
const MANIFEST: &str = "themes/mine/theme.toml";
const CONFIG: &str = "rexbase.toml";

/// All kinds of edits, as often as each is listed.
const KINDS: &[fn(&mut Pair) -> Edit] = &[
    append,
    append,
    middle,
    cut,
    title,
    retag,
    redate,
    act,
    act,
    arrive,
    arrive,
    measure,
    measure,
    move_to_event,
    create,
    create,
    delete,
    rename,
    rename_folder,
    into_folder,
    put_beside,
    remove_beside,
    name_shared,
    name_shared,
    name_shared_no_more,
    audience_of_record,
    audience_of_section,
    audience_of_section,
    audience_of_site,
    put_static,
    transcribe,
    transcribe,
    live,
    live,
    live,
    edits_of_names::rename,
    edits_of_names::rename,
    edits_of_names::rename,
    asset,
    template,
    phrases,
    manifest,
    config,
    config,
    break_file,
    break_file,
    break_config,
    break_template,
];

/// What was done, and where a session may look for it.
pub(crate) struct Edit {
    pub(crate) what: String,
    pub(crate) look: Look,
}

impl Pair {
    /// Two copies of the demo, with a theme of their own and a page that has files beside it.
    pub(crate) fn demo(seed: u64) -> Self {
        let pair =
            Self { edited: Site::demo(), clean: Site::demo(), random: Random(seed), broken: None, count: 0 };
        let config = pair.text(CONFIG);
        pair.write(CONFIG, &format!("theme = \"mine\"\n{config}"));
        pair.write("themes/mine/assets/extra.css", "body { order: 0 }\n");
        let page = "+++\ntitle = \"Dossier\"\n+++\n![Photo](photo.png) et [données](data.csv).\n";
        pair.write("content/pages/dossier/index.md", page);
        pair.write("content/pages/dossier/photo.png", "no image, yet a file");
        pair.write("content/pages/dossier/data.csv", "a,b\n1,2\n");
        pair.write("content/images/shared-0.png", "no image, yet a file that a page may name");
        pair.write("static/CNAME", "example.org\n");
        pair
    }

    /// For whom the site is, as the copy says that is never broken.
    pub(crate) fn audience(&self) -> Audience {
        if self.text(CONFIG).starts_with(INTERNAL) { Audience::Internal } else { Audience::Public }
    }

    /// Makes one edit.
    pub(crate) fn edit(&mut self) -> Edit {
        self.count += 1;
        if let Some(broken) = &mut self.broken {
            if broken.edits_left == 0 {
                return self.mend();
            }
            broken.edits_left -= 1;
        }
        let kind = *self.random.one_of(KINDS);
        kind(self)
    }

    /// Puts back what is broken.
    pub(crate) fn mend(&mut self) -> Edit {
        let Some(Broken { path, .. }) = self.broken.take() else { return nothing() };
        if self.clean.path(&path).is_file() {
            self.edited.file(&path, std::fs::read(self.clean.path(&path)).unwrap());
        } else {
            self.edited.remove(&path);
        }
        let look = if is_markdown(&path) { at(&path) } else { Look::Everywhere };
        Edit { what: format!("mend {path}"), look }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.edited.file(path, text);
        self.clean.file(path, text);
    }

    pub(crate) fn remove(&self, path: &str) {
        self.edited.remove(path);
        self.clean.remove(path);
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        for site in [&self.edited, &self.clean] {
            std::fs::create_dir_all(site.path(to).parent().unwrap()).unwrap();
            std::fs::rename(site.path(from), site.path(to)).unwrap();
        }
    }

    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.clean.path(path)).unwrap()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        files(&self.clean.path("content")).into_keys().map(|path| format!("content/{path}")).collect()
    }

    /// A content file that is not broken.
    pub(crate) fn any_file(&mut self) -> String {
        let broken = self.broken.as_ref().map(|broken| broken.path.clone());
        let markdown =
            self.paths().into_iter().filter(|path| is_markdown(path) && Some(path) != broken.as_ref());
        let markdown: Vec<_> = markdown.collect();
        self.random.one_of(&markdown).clone()
    }

    /// A file that is neither Markdown nor alone in its folder.
    pub(crate) fn any_file_beside(&mut self) -> Option<String> {
        let others: Vec<_> = self.paths().into_iter().filter(|path| !is_markdown(path)).collect();
        (!others.is_empty()).then(|| self.random.one_of(&others).clone())
    }

    pub(crate) fn change(&mut self, what: &str, change: impl FnOnce(&str, usize) -> String) -> Edit {
        let path = self.any_file();
        let text = change(&self.text(&path), self.count);
        self.write(&path, &text);
        Edit { what: format!("{what} {path}"), look: at(&path) }
    }

    /// Breaks one thing at a time.
    fn break_it(&mut self, path: String, text: impl AsRef<[u8]>) -> Edit {
        if self.broken.is_some() {
            return self.mend();
        }
        self.edited.file(&path, text);
        let look = if is_markdown(&path) { at(&path) } else { Look::Everywhere };
        let what = format!("break {path}");
        let is_theme = path.starts_with("themes/");
        self.broken = Some(Broken { path, is_theme, edits_left: self.random.below(4) });
        Edit { what, look }
    }

    pub(crate) fn is_broken(&self, path: &str) -> bool {
        self.broken.as_ref().is_some_and(|broken| broken.path.starts_with(path))
    }
}

pub(crate) fn at(path: &str) -> Look {
    Look::At(BTreeSet::from([ContentPath::new(path).unwrap()]))
}

pub(crate) fn is_markdown(path: &str) -> bool {
    path.rsplit('.').next() == Some("md")
}

pub(crate) fn nothing() -> Edit {
    Edit { what: "nothing".to_owned(), look: Look::Everywhere }
}

pub(crate) fn anywhere(what: impl Into<String>) -> Edit {
    Edit { what: what.into(), look: Look::Everywhere }
}

fn append(pair: &mut Pair) -> Edit {
    pair.change("append to", |text, number| format!("{text}\n\nUne phrase de plus, numéro {number}.\n"))
}

/// Another word in the middle of the body, with a link.
fn middle(pair: &mut Pair) -> Edit {
    pair.change("edit the middle of", |text, number| {
        let (matter, body) = text.split_at(body_of(text));
        let words: Vec<_> = body.split(' ').collect();
        let at = words.len() * 2 / 3;
        format!("{matter}{} [[Tarkett]] mot{number} {}", words[..at].join(" "), words[at..].join(" "))
    })
}

/// Where the body begins: after the second line of `+++` or `---`.
fn body_of(text: &str) -> usize {
    let fence = text.lines().next().unwrap_or_default();
    let end = text.get(fence.len()..).and_then(|rest| rest.find(&format!("\n{fence}\n")));
    end.map_or(0, |end| fence.len() + end + fence.len() + 2)
}

/// The last paragraph goes.
fn cut(pair: &mut Pair) -> Edit {
    pair.change("cut the end of", |text, _| {
        let end = text.trim_end().rfind("\n\n").filter(|end| text[..*end].matches("+++").count() > 1);
        format!("{}\n", &text[..end.unwrap_or(text.len())])
    })
}

fn title(pair: &mut Pair) -> Edit {
    pair.change("title of", |text, number| {
        text.replacen("title = \"", &format!("title = \"Autre {number} "), 1)
    })
}

/// Puts one line in the place of that which begins so, or at the top of the front matter.
pub(crate) fn with_line(text: &str, key: &str, line: &str) -> String {
    let is_it = |candidate: &str| candidate.starts_with(&format!("{key} = "));
    if text.lines().any(is_it) {
        let lines = text.lines().map(|old| if is_it(old) { line } else { old });
        return lines.collect::<Vec<_>>().join("\n") + "\n";
    }
    text.replacen("+++\n", &format!("+++\n{line}\n"), 1)
}

fn retag(pair: &mut Pair) -> Edit {
    pair.change("retag", |text, number| {
        with_line(text, "topics", &format!("topics = [\"Sujet {}\", \"DNS\"]", number % 7))
    })
}

fn redate(pair: &mut Pair) -> Edit {
    pair.change("date of", |text, number| {
        let (year, month) = (number % 30, 1 + number % 9);
        let date = match number % 4 {
            0 => format!("\"20{year:02}-0{month}?\""),
            1 => format!("{{ one_of = [20{year:02}-0{month}-11, 20{year:02}-0{month}-12] }}"),
            _ => format!("20{year:02}-0{month}-11"),
        };
        with_line(text, "date", &format!("date = {date}"))
    })
}

/// An action more, ticked, struck through, given to somebody, or due on another day.
fn act(pair: &mut Pair) -> Edit {
    const LINE: &str = "- [ ] Agir";
    pair.change("an action of", |text, number| {
        let owner = ["Ève 1", "Tarkett", "personne de connu", "Adrien Le Priol"][number % 4];
        let line = format!("{LINE} {number} (@{owner}, 20{:02}-0{}-11)", number % 30, 1 + number % 9);
        let Some(at) = text.find(LINE).filter(|_| !number.is_multiple_of(3)) else {
            return format!("{text}\n\n## Plan d’action\n\n{line}\n- [ ] Agir encore {number}\n");
        };
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let line = match number % 5 {
            0 => text[at..end].replacen("[ ]", "[x]", 1),
            1 => format!("- [ ] ~~{}~~", &text[at + 6..end]),
            2 => String::new(),
            _ => line,
        };
        format!("{}{line}{}", &text[..at], &text[end..])
    })
}

fn move_to_event(pair: &mut Pair) -> Edit {
    pair.change("event of", |text, number| {
        let event = ["devops-rex-2017", "kubecon-europe-2018", "nouvel-evenement"][number % 3];
        with_line(text, "event", &format!("event = \"{event}\""))
    })
}

fn create(pair: &mut Pair) -> Edit {
    let number = pair.count;
    let (path, text) = match pair.random.below(6) {
        0 => (
            format!("content/events/evenement-{number}.md"),
            format!(
                "+++\ntitle = \"Événement {number}\"\nseries = \"DevOps REX\"\nstart_date = 2018-05-{:02}\nannounced_talks = 3\n+++\nTexte.\n",
                1 + number % 28
            ),
        ),
        1 => (
            format!("content/reports/2019-02-0{}-compte-rendu-{number}.md", 1 + number % 9),
            format!(
                "---\ntitle: \"Compte rendu {number}\"\nauthors: [Ève]\ncovers: [{{ talk: devops-rex-2017/tarkett, depth: summary }}]\nredirects: [/ancien/{number}/]\n---\n## À retenir\n\n- Essayer {number}.\n\n## Plan d’action\n\n- [ ] Relire (@Ève, 2020-01)\n"
            ),
        ),
        2 => (
            format!("content/pages/page-{number}.md"),
            format!(
                "+++\ntitle = \"Page {number}\"\nmenu = {number}\n+++\n[Tarkett](../talks/devops-rex-2017/tarkett.md)\n"
            ),
        ),
        3 => (
            format!("content/people/eve-{}.md", number % 5),
            format!(
                "+++\ntitle = \"Ève {}\"\naliases = [\"Eve alias {number}\"]\norganisations = [\"Tarkett\"]\n+++\n",
                number % 5
            ),
        ),
        _ => (
            format!("content/talks/nouveau-{number}.md"),
            format!(
                "+++\ntitle = \"Nouveau {number}\"\nspeakers = [\"Ève {}\"]\ntopics = [\"Chaos\"]\ndate = 20{:02}-03-04\nvideo = {{ status = \"awaited\" }}\n[[figures]]\nmetric = \"mesure\"\nvalue = {number}\n+++\n## Enseignements\n\n- Mesurer {number}.\n",
                number % 5,
                number % 25
            ),
        ),
    };
    pair.write(&path, &text);
    Edit { what: format!("create {path}"), look: at(&path) }
}

fn delete(pair: &mut Pair) -> Edit {
    let path = pair.any_file();
    pair.remove(&path);
    Edit { what: format!("delete {path}"), look: at(&path) }
}

fn rename(pair: &mut Pair) -> Edit {
    let path = pair.any_file();
    let new = path.replace(".md", &format!("-{}.md", pair.count));
    pair.rename(&path, &new);
    anywhere(format!("rename {path} to {new}"))
}

/// A folder below a kind's, with all in it.
fn rename_folder(pair: &mut Pair) -> Edit {
    let folders: BTreeSet<_> =
        pair.paths().iter().filter_map(|path| Some(path.rsplit_once('/')?.0.to_owned())).collect();
    let below: Vec<_> = folders
        .into_iter()
        .filter(|folder| folder.matches('/').count() > 1 && !pair.is_broken(&format!("{folder}/")))
        .collect();
    if below.is_empty() {
        return nothing();
    }
    let folder = pair.random.one_of(&below).clone();
    let new = format!("{}-{}", folder.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'), pair.count);
    pair.rename(&folder, &new);
    anywhere(format!("rename {folder}/ to {new}/"))
}

fn asset(pair: &mut Pair) -> Edit {
    let (css, extra) = ("themes/mine/assets/extra.css", "themes/mine/assets/other.css");
    if pair.clean.path(extra).exists() {
        pair.remove(extra);
        return anywhere("an asset goes");
    }
    let number = pair.count;
    pair.write(if number.is_multiple_of(2) { css } else { extra }, &format!("body {{ order: {number} }}\n"));
    anywhere("change an asset")
}

/// The template of talks is the theme's own, another, or the built-in one again.
fn template(pair: &mut Pair) -> Edit {
    if pair.is_broken("themes/") {
        return pair.mend();
    }
    if pair.count.is_multiple_of(4) && pair.clean.path(TALK).exists() {
        pair.remove(TALK);
        return anywhere("a template goes");
    }
    let text = built_in("templates/talk.html")
        .replace("{% endblock main %}", &format!("<!-- {} -->{{% endblock main %}}", pair.count % 3));
    pair.write(TALK, &text);
    anywhere("change a template")
}

fn phrases(pair: &mut Pair) -> Edit {
    let text = built_in("i18n/fr.toml").replacen("= \"", &format!("= \"{} ", pair.count % 4), 6);
    pair.write(PHRASES, &text);
    anywhere("change phrases")
}

fn manifest(pair: &mut Pair) -> Edit {
    let left_out =
        ["[]", "[\"years\"]", "[\"debts\", \"figures\"]", "[\"search\"]", "[\"follow-ups\", \"report\"]"]
            [pair.count % 5];
    pair.write(
        MANIFEST,
        &format!("name = \"mine\"\nleave_out = {left_out}\nnames_on_a_page = {}\n", 5 + pair.count % 50),
    );
    anywhere("change theme.toml")
}

fn config(pair: &mut Pair) -> Edit {
    // The language of a theme that is broken is that of the theme that stands for it.
    if pair.is_broken(CONFIG) || pair.is_broken("themes/") {
        return pair.mend();
    }
    let number = pair.count;
    let (key, line) = match pair.random.below(5) {
        0 => ("title", format!("title = \"Site {number}\"")),
        1 => ("base_url", format!("base_url = \"https://example.org/{}\"", ["", "kb/", "é/"][number % 3])),
        2 => ("language", format!("language = \"{}\"", ["fr", "en", "de"][number % 3])),
        3 => ("raw_html", format!("raw_html = {}", number.is_multiple_of(2))),
        _ => ("page_size", format!("page_size = {}", 3 + number % 40)),
    };
    let text = pair.text(CONFIG);
    let others: Vec<_> = text.lines().filter(|line| !line.starts_with(&format!("{key} "))).collect();
    // What says for whom the site is stays the first line.
    let (first, others) = match others.split_first() {
        Some((first, others)) if INTERNAL.trim_end() == *first => (INTERNAL, others),
        _ => ("", others.as_slice()),
    };
    pair.write(CONFIG, &format!("{first}{line}\n{}\n", others.join("\n")));
    anywhere(format!("change the config: {line}"))
}

fn break_file(pair: &mut Pair) -> Edit {
    let path = pair.any_file();
    let broken: [&[u8]; 4] = [
        b"+++\ntitle = \"not closed\n[[[\n+++\nlost\n",
        b"+++\ntitle = \"Never\"\ndate = \"never\"\n+++\nlost\n",
        b"+++\ntitle = \"Never closed\"\n\nlost\n",
        b"---\ntitle: [\n---\nlost\n",
    ];
    let text = *pair.random.one_of(&broken);
    pair.break_it(path, text)
}

fn break_config(pair: &mut Pair) -> Edit {
    pair.break_it(CONFIG.to_owned(), "title = \"not closed\npage_size = many\n")
}

fn break_template(pair: &mut Pair) -> Edit {
    let text = *pair.random.one_of(&["{% if %}", "{{ oops.deeper }}", "{% block x %}"]);
    pair.break_it(TALK.to_owned(), text)
}

fn built_in(path: &str) -> String {
    std::fs::read_to_string(package().join("themes/default").join(Path::new(path))).unwrap()
}
