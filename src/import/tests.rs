//! Imports of small archives into real folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::document::{Options, Place, matter::Specific, parse};
use crate::import::{Carried, Change, ImportError, Plan, carry_out, plan, pyvideo};
use crate::vocab::diagnostic::Code;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// An archive and a content folder.
struct Site(TempDir);

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        fs::create_dir(site.0.path().join("source")).unwrap();
        files.iter().for_each(|(path, text)| site.source(path, text));
        site
    }

    fn source(&self, path: &str, text: &str) {
        write(&self.0.path().join("source").join(path), text);
    }

    fn content(&self, path: &str, text: &str) {
        write(&self.0.path().join("content").join(path), text);
    }

    fn try_import(&self) -> Result<Imported, ImportError> {
        let mut plan = plan(pyvideo(&self.0.path().join("source"))?, &self.0.path().join("content"))?;
        let carried = carry_out(&mut plan, self.0.path())?;
        Ok(Imported::of(plan, carried))
    }

    fn import(&self) -> Imported {
        self.try_import().unwrap()
    }

    fn files(&self) -> BTreeMap<String, String> {
        let content = self.0.path().join("content");
        WalkDir::new(&content)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let below = crate::import::folder::below(&content, entry.path()).unwrap();
                (below, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    fn text(&self, path: &str) -> String {
        self.files().remove(path).unwrap_or_else(|| panic!("{path} in {:?}", self.files().keys()))
    }
}

/// What an import came to.
#[derive(Debug)]
struct Imported {
    events: usize,
    talks: usize,
    written: usize,
    unchanged: usize,
    kept: usize,
    notices: Vec<crate::vocab::diagnostic::Diagnostic>,
}

impl Imported {
    fn of(plan: Plan, carried: Carried) -> Self {
        let of = |kind| plan.files.iter().filter(|file| file.kind == kind).count();
        Self {
            events: of(Kind::Event),
            talks: of(Kind::Talk),
            written: carried.written,
            unchanged: plan.count(None, Change::Same),
            kept: plan.kept(),
            notices: plan.notices,
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn codes(imported: &Imported) -> Vec<&str> {
    imported.notices.iter().map(|notice| notice.code.name()).collect()
}

/// What `check` would say of each file by itself.
fn mistakes(site: &Site) -> Vec<String> {
    let files = site.files();
    let found = files.iter().flat_map(|(below, text)| {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        let document = parse(Place::of(&path, below).unwrap(), text.as_bytes(), &Options::default());
        document.diagnostics.into_iter().map(move |diagnostic| format!("{below}: {}", diagnostic.message))
    });
    found.collect()
}

const EVENT: (&str, &str) =
    ("conf-2017/category.json", r#"{"title": "Conf 2017", "url": "https://example.org/"}"#);

const TALK: (&str, &str) = (
    "conf-2017/videos/one.json",
    r#"{"title": "Say &quot;hi&quot;", "speakers": ["Ann Example", "", "Various speakers", "Bob A & Cy B"],
        "tags": ["web, http", "Web", "web"], "recorded": "2017-10-02T00:00:00", "language": "fra", "duration": 1500,
        "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=x"}, {"type": "mp4", "url": "http://example.org/x.mp4"}],
        "related_urls": [{"label": "Slides", "url": "https://example.org/s"}, "https://example.org/t", {"label": "x", "url": "FILL"}],
        "summary": "Short.", "description": "Short. And\nlonger with [[a]] and `x <http://example.org/y>`_.",
        "copyright_text": "CC BY", "thumbnail_url": "https://example.org/i.jpg", "id": 5}"#,
);

#[test]
fn a_talk_is_taken_whole() {
    let site = Site::new(&[EVENT, TALK]);
    let imported = site.import();
    assert_eq!((imported.events, imported.talks, imported.written), (1, 1, 2));
    assert_eq!(codes(&imported), ["import-address", "import-speaker"]);
    assert!(imported.notices.iter().all(|notice| notice.path.as_str() == TALK.0));
    let text = site.text("talks/conf-2017/one.md");
    let (shown, rest) = text.split_once("[extra]").unwrap();
    assert_eq!(
        shown,
        "+++\ntitle = 'Say \"hi\"'\nevent = \"conf-2017\"\ndate = 2017-10-02\nduration = \"25m\"\nlanguage = \"fr\"\n\
         speakers = [\"Ann Example\", \"Bob A\", \"Cy B\"]\ntopics = [\"web\", \"http\"]\n\
         links = [{ url = \"https://example.org/s\", title = \"Slides\" }, \"https://example.org/t\"]\n\
         video = [\"https://www.youtube.com/watch?v=x\", \"http://example.org/x.mp4\"]\n\n"
    );
    assert!(rest.starts_with("\nlicence = \"CC BY\"\n\n[extra.import]\nsource = \"pyvideo\"\n"), "{rest}");
    assert!(
        rest.ends_with("+++\n\nShort. And\nlonger with \\[\\[a]] and [x](http://example.org/y).\n"),
        "{rest}"
    );
    assert!(site.text("events/conf-2017.md").contains("date = 2017-10-02\nurl = \"https://example.org/\"\n"));
    assert_eq!(mistakes(&site), Vec::<String>::new());
}

#[test]
fn a_second_import_writes_nothing_and_an_edit_is_kept() {
    let site = Site::new(&[EVENT, TALK]);
    site.import();
    let before = site.files();
    let again = site.import();
    assert_eq!((again.written, again.unchanged, again.kept), (0, 2, 0));
    assert_eq!(site.files(), before);

    let path = "talks/conf-2017/one.md";
    site.content(path, &before[path].replace("duration = \"25m\"", "duration = \"30m\" # measured"));
    site.source(TALK.0, &TALK.1.replace("fra", "deu").replace("1500", "1600"));
    let third = site.import();
    assert_eq!((third.written, third.unchanged, third.kept), (1, 1, 1));
    let text = site.text(path);
    assert!(text.contains("duration = \"30m\" # measured\nlanguage = \"de\""), "{text}");
    assert_eq!(site.import().written, 0);
}

#[test]
fn moved_files_are_found_and_others_are_not_touched() {
    let site = Site::new(&[EVENT, TALK, ("conf-2017/videos/two.json", r#"{"title": "Two"}"#)]);
    site.content("talks/conf-2017/two.md", "+++\ntitle = \"Mine\"\n+++\n");
    let imported = site.import();
    assert!(codes(&imported).contains(&"import-not-ours"));
    assert_eq!(site.text("talks/conf-2017/two.md"), "+++\ntitle = \"Mine\"\n+++\n");

    let content = site.0.path().join("content");
    fs::rename(content.join("talks/conf-2017/one.md"), content.join("talks/moved.md")).unwrap();
    fs::rename(content.join("events/conf-2017.md"), content.join("events/renamed.md")).unwrap();
    site.import();
    assert_eq!(
        site.files().keys().collect::<Vec<_>>(),
        ["events/renamed.md", "talks/conf-2017/two.md", "talks/moved.md", "talks/renamed/two.md"]
    );
    assert!(site.text("talks/moved.md").contains("event = \"renamed\""), "the event's new id is followed");

    fs::remove_file(site.0.path().join("source").join(TALK.0)).unwrap();
    let gone = site.import();
    assert!(codes(&gone).contains(&"import-gone"));
    assert!(site.files().contains_key("talks/moved.md"));
}

#[test]
fn a_broken_file_stops_no_other() {
    let site = Site::new(&[
        EVENT,
        TALK,
        ("conf-2017/videos/broken.json", "{\"title\": \"x\",\n oops}"),
        ("conf-2017/videos/list.json", "[1]"),
        (
            "conf-2017/videos/odd.json",
            r#"{"title": 5, "speakers": "Ann", "tags": [{}], "recorded": [], "duration": "soon", "videos": [3], ",language": "eng"}"#,
        ),
        ("bare/videos/x.json", "{}"),
        ("notes/readme.json", "{}"),
    ]);
    let imported = site.import();
    assert_eq!((imported.events, imported.talks), (2, 3));
    let unread: Vec<_> =
        imported.notices.iter().filter(|notice| notice.code == Code::ImportUnreadable).collect();
    assert_eq!(unread.len(), 2);
    assert_eq!(unread[0].span, Some(16..16), "{}", unread[0].message);
    assert!(codes(&imported).contains(&"import-missing") && codes(&imported).contains(&"import-title"));
    let odd = site.text("talks/conf-2017/odd.md");
    assert!(
        odd.contains("title = \"5\"")
            && odd.contains("speakers = [\"Ann\"]")
            && odd.contains("language = \"en\"")
    );
    assert_eq!(mistakes(&site), Vec::<String>::new());
}

#[test]
fn a_folder_of_another_kind_is_refused() {
    let site = Site::new(&[("a.json", "{}")]);
    let error = site.try_import().unwrap_err().to_string();
    assert!(error.contains("category.json"), "{error}");
    let site = Site::new(&[("category.json", "{}"), ("videos/x.json", "{}")]);
    assert!(site.try_import().unwrap_err().to_string().contains("the folder that it is in"));
    assert!(matches!(pyvideo(Path::new("/no/such")), Err(ImportError::NotAFolder(_))));
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let site = Site::new(&[EVENT, TALK]);
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.0.path().join("content")).unwrap();
    std::os::unix::fs::symlink(outside.path(), site.0.path().join("content/talks")).unwrap();
    let imported = site.import();
    assert!(codes(&imported).contains(&"import-refused"), "{:?}", imported.notices);
    assert_eq!((imported.written, fs::read_dir(outside.path()).unwrap().count()), (1, 0));
}

#[test]
fn events_that_last_too_long_have_no_dates() {
    let talk = |day: &str| format!(r#"{{"title": "T", "recorded": "{day}"}}"#);
    let site = Site::new(&[
        ("a/category.json", "{}"),
        ("a/videos/1.json", &talk("2017-01-01")),
        ("a/videos/2.json", &talk("2017-01-03")),
        ("b/category.json", "{}"),
        ("b/videos/1.json", &talk("2017-01-01")),
        ("b/videos/2.json", &talk("2017-03-01")),
    ]);
    site.import();
    assert!(site.text("events/a.md").contains("start_date = 2017-01-01\nend_date = 2017-01-03"));
    assert!(!site.text("events/b.md").contains("date"), "{}", site.text("events/b.md"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_talk_is_imported_once(
        names in proptest::collection::btree_set("[a-zA-Zé ._-]{1,6}", 1..4),
        texts in proptest::collection::vec(any::<String>(), 5),
        prose in "([\\[\\]`<>_*|:.#\\-+=~\\\\ \n\"{}!a-z1(/)]|:: ?\n|https?://){0,60}",
        duration in any::<f64>(),
    ) {
        let site = Site::new(&[]);
        let object = serde_json::json!({
            "title": texts[0], "speakers": [texts[1], texts[2]], "tags": [texts[3], texts[2]], "duration": duration,
            "description": prose, "summary": texts[4], "copyright_text": texts[4], "language": texts[1],
            "recorded": texts[2], "videos": [{"url": texts[0]}], (texts[3].clone()): texts[1],
        });
        for name in &names {
            site.source(&format!("e/videos/x{name}.json"), &object.to_string());
        }
        let first = site.import();
        prop_assert_eq!(first.talks, names.len());
        prop_assert_eq!(first.written, names.len() + 1);
        let again = site.import();
        prop_assert_eq!((again.written, again.unchanged, again.kept), (0, names.len() + 1, 0));
        for (below, text) in site.files() {
            let path = ContentPath::new(&below).unwrap();
            let document = parse(Place::of(&path, &below).unwrap(), text.as_bytes(), &Options::default());
            prop_assert!(document.outline.matter_is_whole && document.outline.common.title.is_some());
            prop_assert!(document.outline.links.is_empty(), "{:?} from {:?}", document.outline.links, prose);
            let errors: Vec<_> = document.diagnostics.iter().filter(|d| d.severity == crate::vocab::diagnostic::Severity::Error).collect();
            prop_assert!(errors.is_empty(), "{:?}", errors);
            prop_assert!(below.starts_with("events/") || matches!(document.outline.specific, Specific::Talk(_)));
        }
    }
}
