//! Small sites for the tests of this room and of those above it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::document::{self, Document, Place};
use crate::knowledge::{self, Drafts, KnowledgeBase};
use crate::theme::{Theme, ThemeError, ThemeFile};
use crate::vocab::audience::Audience;
use crate::vocab::kind::Kinds;
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;

use super::listing::Listing;
use super::{Drawn, Input, Options, Site, root_of};

pub(crate) fn documents(files: &[(&str, &str)]) -> Vec<Document> {
    let parse = |(below, text): &(&str, &str)| {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        document::parse(Place::of(&path, below).unwrap(), text.as_bytes(), &document::Options::default())
    };
    files.iter().map(parse).collect()
}

pub(crate) fn resolved(documents: &[Document]) -> KnowledgeBase {
    let outlines: Vec<_> = documents.iter().map(|document| Arc::clone(&document.outline)).collect();
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
    knowledge::resolve(&outlines, options).0
}

/// The built-in theme with these files in place of its own.
pub(crate) fn theme(own: &[(&str, &str)], language: &Language) -> Result<Theme, ThemeError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let mut files: BTreeMap<String, (String, Vec<u8>)> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            (path.clone(), (path, std::fs::read(entry.path()).unwrap()))
        })
        .collect();
    for (path, text) in own {
        files.insert((*path).to_owned(), (format!("themes/mine/{path}"), text.as_bytes().to_vec()));
    }
    let files: Vec<_> = files
        .iter()
        .map(|(path, (shown, bytes))| ThemeFile {
            path: path.as_str(),
            shown: shown.as_str(),
            bytes: bytes.as_slice(),
        })
        .collect();
    Theme::load(&files, language)
}

/// Does this with the site that these files make, in English.
pub(crate) fn with_site(files: &[(&str, &str)], act: impl FnOnce(&Site<'_>)) {
    let (documents, language) = (documents(files), Language::english());
    let knowledge = resolved(&documents);
    let theme = theme(&[], &language).unwrap();
    let (drawn, pictures) = (Drawn::default(), BTreeMap::new());
    let input = Input {
        knowledge: &knowledge,
        documents: &documents,
        related: &[],
        drawn: &drawn,
        pictures: &pictures,
        options: options(),
    };
    let listing = Listing::new(&knowledge);
    act(&Site::new(&theme, &input, &listing));
}

pub(crate) fn options() -> Options<'static> {
    Options {
        title: "Notes",
        base_url: "https://example.org/kb/",
        description: None,
        page_size: 50,
        record_feeds: 1,
        markdown: Kinds::EVERY,
        edit_url: Some("https://git.example/edit/{path}"),
        social_cards: true,
        trust_html: false,
        peertube: None,
        generator: "Rexbase",
    }
}

#[test]
fn addresses_begin_below_the_sites_own() {
    assert_eq!(root_of("https://example.org/"), "/");
    assert_eq!(root_of("https://example.org/kb/"), "/kb/");
    assert_eq!(root_of("/"), "/");
}
