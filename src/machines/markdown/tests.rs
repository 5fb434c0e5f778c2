//! What is published as Markdown is read as content again, and says the same.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::document::{self, Document, Options, Place};
use crate::knowledge::{Destination, KnowledgeBase, Record};
use crate::site::listing::Listing;
use crate::site::prose::{Prose, Reads};
use crate::site::tests::{options, resolved, theme};
use crate::site::{Drawn, Input, Site};
use crate::theme::Theme;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;

const OTHERS: &[(&str, &str)] = &[
    ("people/ada.md", "---\ntitle: Ada\n---\n\n## Early years\n"),
    ("events/rex.md", "---\ntitle: REX\nstart_date: 2017-10-02\n---\n"),
    ("topics/chaos.md", "# Chaos\n"),
];

fn parsed(files: &[(&str, &str)]) -> Vec<Document> {
    let parse = |(below, text): &(&str, &str)| {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        let options = Options { own_address: Some("https://example.org/kb/".into()), ..Options::default() };
        document::parse(Place::of(&path, below).unwrap(), text.as_bytes(), &options)
    };
    files.iter().map(parse).collect()
}

/// The talk of this text, as Markdown and as what it says.
fn told(theme: &Theme, talk: &str) -> (String, String, String) {
    let files: Vec<_> = OTHERS.iter().copied().chain([("talks/t.md", talk)]).collect();
    let documents = parsed(&files);
    let knowledge = resolved(&documents);
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
    let site = Site::new(theme, &input, &listing);
    let (id, record) = knowledge.of_kind(Kind::Talk).next().unwrap();
    let prose = Prose::declared(&input, Reads::Of(id));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let body = prose.of(id).unwrap();
    (text(super::content(&site, &prose, id)), said(&knowledge, record), body.html.clone())
}

/// Title, date, people, links, what was learned, and the places of its text.
fn said(knowledge: &KnowledgeBase, record: &Record) -> String {
    let titles = |ids: &[crate::knowledge::RecordId]| -> Vec<&str> {
        ids.iter().map(|id| knowledge.record(*id).title.as_str()).collect()
    };
    let people: Vec<_> =
        record.people().iter().map(|appearance| (appearance.person, &appearance.role)).collect();
    let leads = record.links.iter().flatten().map(|lead| match &lead.to {
        Destination::Record(id) => format!("{}#{:?}", knowledge.record(*id).address, lead.anchor),
        other => format!("{other:?}#{:?}", lead.anchor),
    });
    let leads: Vec<_> = leads.collect();
    let anchors = record.outline.as_ref().map(|outline| &outline.anchors);
    let (lessons, topics) = (titles(&record.lessons), titles(&record.topics));
    format!("{} {:?} {people:?} {leads:?} {lessons:?} {topics:?} {anchors:?}", record.title, record.date)
}

fn bodies() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "## Lessons learned",
            "### Été {#x .c}",
            "- do it well",
            "- see [[Ada]]",
            "1. one",
            "  more",
            "> quoted",
            "> [!LESSON failure]",
            "> [!NOTE]",
            "word",
            "*em*",
            "`code [[Ada]]`",
            "\\*",
            "[[Ada]]",
            "[[Ada#Early years|then]]",
            "[[Nobody]]",
            "[a](../people/ada.md#early-years)",
            "[b](nowhere.md)",
            "[r]",
            "[t][r]",
            "[r]: ../events/rex.md \"R\"",
            "![p](p.png)",
            "<b>bold</b>",
            "<a href=\"/people/ada/\">raw</a>",
            "<br>",
            "<!-- [[Ada]] -->",
            "<div>\n[[Ada]]\n</div>",
            "```\n[[Ada]]\n```",
            "| a | [[Ada\\|her]] |\n|---|---|\n| 1 | [c](/topics/chaos/) |",
            "Term\n: [[REX]]",
            "a[^n]\n\n[^n]: [[Ada]]",
            "---",
            "&amp;",
            "https://example.org/kb/people/ada/",
            "<https://example.org/kb/events/rex/>",
            ":tada:",
            "# Part",
            "## [[Ada]] and {1}",
            "[[#Été]]",
            "**[[Chaos]]**",
            "[*x* [y]](/people/ada/)",
            "![[Ada]]",
            "[![p](p.png)](/people/ada/)",
            "\u{e9}\u{301}",
        ][..],
    );
    let end = prop::sample::select(&["\n\n"][..]);
    prop::collection::vec((piece, end), 0..10)
        .prop_map(|parts| parts.iter().flat_map(|(piece, end)| [*piece, *end]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_published_says_the_same_when_it_is_content(body in bodies(), day in 1..29_u8, name in "[A-Z][a-zé'\" :#-]{0,12}") {
        use std::sync::LazyLock;
        static THEME: LazyLock<Theme> = LazyLock::new(|| theme(&[], &Language::english()).unwrap());
        let name = serde_json::to_string(name.trim()).unwrap();
        let talk = format!("---\ntitle: {name}\nevent: rex\ndate: 2017-10-{day:02}\nspeakers: [Ada, {{ name: Bob, role: dev }}]\ntopics: [Chaos, Other]\n---\n\n{body}");
        let (markdown, said, html) = told(&THEME, &talk);
        let (_, said_again, _) = told(&THEME, &markdown);
        prop_assert_eq!(&said_again, &said, "\n{}\n---\n{}\n{}", talk, markdown, html);
    }
}
