//! A small site whose export is read back.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use crate::document::{self, Body, Document, Place};
use crate::knowledge::{self, Drafts, KnowledgeBase};
use crate::search::corpus::Corpus;
use crate::search::export::{Export, export};
use crate::search::{Found, Materials, Remembered, Searched, Synonyms};
use crate::vocab::artifact::Artifact;
use crate::vocab::audience::Audience;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;

/// A site, as the pipeline holds it before it exports.
pub(super) struct Example {
    pub(super) knowledge: KnowledgeBase,
    pub(super) bodies: Vec<Arc<Body>>,
    files: Vec<Fingerprint>,
    found: Option<Found>,
}

impl Example {
    pub(super) fn new(files: &[(String, String)]) -> Self {
        let parse = |(below, text): &(String, String)| {
            let path = ContentPath::new(&format!("content/{below}")).unwrap();
            document::parse(Place::of(&path, below).unwrap(), text.as_bytes(), &document::Options::default())
        };
        let documents: Vec<Document> = files.iter().map(parse).collect();
        let outlines: Vec<_> = documents.iter().map(|document| document.outline.clone()).collect();
        let language = Language::english();
        let options = knowledge::Options {
            language: &language,
            audience: Audience::Public,
            drafts: Drafts::LeaveOut,
            future_dates: knowledge::FutureDates::Publish,
            today: None,
            others: &[],
            own_pages_from: 1,
            trust_files: false,
        };
        let knowledge = knowledge::resolve(&outlines, options).0;
        let bodies: Vec<_> = documents.iter().map(|document| document.body.clone()).collect();
        let files = files.iter().map(|(_, text)| Fingerprint::of(text.as_bytes())).collect();
        let mut example = Self { knowledge, bodies, files, found: None };
        example.find(&mut Remembered::default());
        example
    }

    /// Finds it anew, with this memory; gives how many documents were analysed.
    pub(super) fn find(&mut self, remembered: &mut Remembered) -> usize {
        self.found = remembered.find(&self.searched(), &|| true);
        self.found.as_ref().unwrap().analysed
    }

    /// Talks of all lengths over few words, some in French, with lessons, aliases, dates and lists.
    pub(super) fn of_many_talks() -> Self {
        Self::new(&Self::files())
    }

    /// The same, of which one talk says two words more: a new one, and one that is known.
    pub(super) fn of_an_edit() -> Self {
        let mut files = Self::files();
        files[70].1.push_str("\nNovelty chaos.\n");
        Self::new(&files)
    }

    fn files() -> Vec<(String, String)> {
        let mut files = vec![
            (
                "topics/chaos.md".to_owned(),
                "+++\ntitle = \"Chaos\"\naliases = [\"Tumult\", \"Désordre\", \"An item\"]\n+++\n".to_owned(),
            ),
            ("events/rex.md".to_owned(), "+++\ntitle = \"REX\"\nstart_date = 2017-10-02\n+++\n".to_owned()),
        ];
        let mut random = 1_u32;
        let mut next = |below: u32| {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            random % below
        };
        for talk in 0..150 {
            let language = if next(4) == 0 { "fr" } else { "en" };
            let mut text = format!(
                "+++\ntitle = \"Talk {talk} on {}\"\nlanguage = \"{language}\"\nevent = \"rex\"\ntopics = [\"Chaos\", \"Topic {}\"]\nspeakers = [\"Person {}\"]\n",
                next(40),
                next(7),
                next(90)
            );
            if next(3) > 0 {
                text.push_str(&format!("date = 2017-10-0{}\n", 1 + next(9)));
            }
            text.push_str("+++\n\n");
            for paragraph in 0..next(5) {
                text.push_str(&format!("## Part {paragraph}\n\n"));
                for _ in 0..next(120) {
                    let stem = ["déploy", "test", "chaos", "équipe", "serv", "数据库", "C++ k8s", "tumult"]
                        [next(8) as usize];
                    let ending = ["", "ing", "s", "ement", "."][next(5) as usize];
                    text.push_str(&format!(
                        "{stem}{ending}{} ",
                        if next(9) == 0 { next(3000).to_string() } else { String::new() }
                    ));
                }
                text.push_str("\n\n- An item.\n- Another.\n\n");
            }
            text.push_str("## Lessons learned\n\n- Break it on purpose.\n");
            files.push((format!("talks/t{talk}.md"), text));
        }
        files
    }

    pub(super) fn materials(&self) -> Materials<'_> {
        let Found { corpus, catalogue, .. } = self.found.as_ref().unwrap();
        let synonyms = Synonyms::new(vec![vec!["mayhem".to_owned(), "k8s test".to_owned()]]);
        Materials::of(corpus, catalogue, self.searched(), &synonyms)
    }

    pub(super) fn corpus(&self) -> &Corpus {
        &self.found.as_ref().unwrap().corpus
    }

    fn searched(&self) -> Searched<'_> {
        let Self { knowledge, bodies, files, .. } = self;
        Searched { knowledge, fingerprint: Fingerprint::of(b"example"), bodies, files }
    }

    pub(super) fn export(&self) -> BTreeMap<String, Vec<u8>> {
        self.export_after(&mut Remembered::default())
    }

    /// The same, made after what is remembered, which then is this.
    pub(super) fn export_after(&self, remembered: &mut Remembered) -> BTreeMap<String, Vec<u8>> {
        let files = Mutex::new(BTreeMap::new());
        let sink = |Artifact { path, bytes }| {
            assert!(files.lock().unwrap().insert(path.as_str().to_owned(), bytes).is_none(), "{path} twice");
            Ok::<(), Infallible>(())
        };
        let exported = export(&self.materials(), remembered.inverted(), |_| false, sink).unwrap();
        let Export { files: exported, inverted, .. } = exported;
        inverted.into_iter().for_each(|inverted| remembered.keep_inverted(inverted));
        let files = files.into_inner().unwrap();
        assert!(
            exported.len() == files.len()
                && exported.iter().all(|file| files.contains_key(file.path.as_str()))
        );
        files
    }
}
