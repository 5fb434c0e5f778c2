//! What is copied of a text, and what is not; and that what is copied is read as the text itself.

use proptest::prelude::*;

use crate::document::GapPart;
use crate::document::body::alone::read_alone;
use crate::document::body::{Read, Reading};
use crate::vocab::section::OwnPhrases;

/// The Markdown of a text, with `⟨…⟩` for each gap.
fn copied_with(text: &str, change: impl FnOnce(&mut Reading<'_>)) -> String {
    let read = read_alone(text, &OwnPhrases::default(), change).0;
    shown(&read)
}

fn shown(read: &Read) -> String {
    let (markdown, mut shown, mut at) = (&read.body.markdown, String::new(), 0);
    for gap in &markdown.gaps {
        shown.push_str(&markdown.text[at..gap.offset]);
        at = gap.offset;
        shown.push_str(&match gap.part {
            GapPart::Open(link) => format!("⟨{link}[⟩"),
            GapPart::Close(link) => format!("⟨{link}]⟩"),
            GapPart::Title(link) => format!("⟨title {link}⟩"),
            GapPart::OpenImage(link) => format!("⟨image {link}[⟩"),
            GapPart::CloseImage(link) => format!("⟨image {link}]⟩"),
            GapPart::ImageTitle(link) => format!("⟨name {link}⟩"),
            GapPart::OpenElement(link) => format!("⟨<a {link}>⟩"),
            GapPart::CloseElement(link) => format!("⟨</a {link}>⟩"),
            GapPart::Address(link) => format!("⟨address {link}⟩"),
        });
    }
    shown + &markdown.text[at..]
}

fn copied(text: &str) -> String {
    copied_with(text, |_| ())
}

#[test]
fn markdown_is_copied_word_for_word() {
    for text in [
        "Text with *emphasis*, __strong__ `code`, \\*stars\\*, &amp; and ~~strokes~~.\nA second line  \nand a third.\n",
        "## Été\n\nText\n\nSetext\n---\n\n### End ###\n",
        "- a\n- b\n  1. one\n  2. two\n\n     more\n\n* [x] done\n* [ ] to do\n",
        "> [!NOTE]\n> text\n>\n> - item\n\n> [!LESSON failure]\n> It broke.\n\n> [!faq]- Why *not*?\n> x\n",
        "```rust\nfn a() {}\n```\n\n    indented\n\n~~~\nx\n~~~\n",
        "| a | b |\n|---|--:|\n| `c` | d \\| e |\n\nTerm\n: is defined\n",
        "<https://example.org/> and https://example.org/x, mail <a@example.org>.\n\n***\n\n:tada: we won\n",
        "[web](https://example.org/ \"title\") and [here](#there)\n\n## There\n",
        "The matrix [[1,0],[0,1]], [a] and [b][c] and ![d].\n",
        "> quote\n> ```sh\n> code\n>\n> more\n> ```\n\n1. a\n\n   ```\n   b\n   ```\n",
        "{{ site.url }} [x]({{ site.url }}/a)\n",
    ] {
        let expected = text.replace("### End ###\n", "### End\n");
        assert_eq!(copied(text), expected, "{text}");
    }
    let math = "Say $a < b$ and $$c_1$$.\n";
    assert_eq!(copied_with(math, |reading| reading.math = true), math);
}

#[test]
fn what_the_page_does_not_have_stays_away() {
    for (text, expected) in [
        ("# My talk\n\ntext\n", "text\n"),
        (
            "a\n\n[ref]: https://secret.example \"secret\"\n[//]: # (secret)\n[ref]: https://other.example\n\nb\n",
            "a\n\nb\n",
        ),
        ("a <!-- secret --> b\n\n<!--\nsecret\n-->\n\nc\n", "a  b\n\nc\n"),
        ("a[^x] b\n\n[^y]: secret\n[^x]: note\n", "a[^1] b\n\n[^1]: note\n"),
        ("[a](javascript:secret) <javascript:x> ![b](data:secret)\n", "a javascript:x b\n"),
        ("## A {#mine onclick=secret .secret}\n\n## B {.secret}\n", "## A {#mine}\n\n## B\n"),
        ("## Sets {1, 2}\n", "## Sets {1, 2}\n"),
        ("```rust,ignore secret\nx\n```\n", "```rust\nx\n```\n"),
        ("| a |\n|---|\n| b | secret |\n| c |\n", "| a |\n|---|\n| b\n| c |\n"),
        (
            "[a][r] [r] [r][]\n\n[r]: https://e.org/ \"t\"\n",
            "[a](https://e.org/ \"t\") [r](https://e.org/ \"t\") [r](https://e.org/ \"t\")\n\n",
        ),
        ("<script>secret</script>\n\nx <b onclick=secret>y</b><style>secret</style>\n", "\n\nx <b>y</b>\n"),
        ("> a\n>\n> [r]: secret\n> [s]: secret\n>\n> b\n", "> a\n>\n>\n> b\n"),
        ("![a](https://spy.example/secret.png)\n", "[a](https://spy.example/secret.png)\n"),
        (
            "## Lessons learned\n\n- One of them\n  - state: identified\n- Two of them\n",
            "## Lessons learned\n\n- One of them\n- Two of them\n",
        ),
        ("- [a]: secret\n- b\n", "-\n- b\n"),
    ] {
        assert_eq!(copied(text).trim_start_matches('\n'), expected.trim_start_matches('\n'), "{text}");
    }
}

#[test]
fn places_of_the_site_are_gaps() {
    assert_eq!(
        copied(
            "[[Ada]] and [[Ada|*her*]], [x *y*](a.md \"t\"), [[#There]] ![p](p.png) ![[q.png|a lake|300]]\n\n## There\n"
        ),
        "⟨0[⟩⟨title 0⟩⟨0]⟩ and ⟨1[⟩*her*⟨1]⟩, ⟨2[⟩x *y*⟨2]⟩, [There](#there) ⟨image 3[⟩p⟨image 3]⟩ ⟨image 4[⟩a lake⟨image 4]⟩\n\n## There\n"
    );
    assert_eq!(
        copied(
            "<details>\n<summary>S</summary>\n<a class=\"x\" href=\"a.md\">l</a> <img src=\"p.png\" alt=\"q\">\n</details>\n\nx <a href=\"b.md\">m</a>\n"
        ),
        "<details>\n<summary>S</summary>\n⟨<a 0>⟩l⟨</a 0>⟩ <img src=\"⟨address 1⟩\" alt=\"q\">\n</details>\n\nx ⟨<a 2>⟩m⟨</a 2>⟩\n"
    );
    assert_eq!(
        copied("[[a|words]] ![more words](p.png)\n\n> [!LESSON failure]\n> It broke.\n"),
        "⟨0[⟩words⟨0]⟩ ⟨image 1[⟩more words⟨image 1]⟩\n\n> [!LESSON failure]\n> It broke.\n"
    );
    assert_eq!(copied("| [[a\\|b]] |\n|---|\n| c |\n"), "| ⟨0[⟩b⟨0]⟩ |\n|---|\n| c |\n");
}

/// The sections, lessons, actions and number of figures that a text has.
type Said = (Vec<String>, Vec<(String, String)>, Vec<String>, usize);

/// What a text says to the knowledge base.
fn said(read: &Read) -> Said {
    let texts = read
        .body
        .sections
        .iter()
        .map(|section| section.text.split_whitespace().collect::<Vec<_>>().join(" "));
    (
        read.body.headings.iter().map(|heading| format!("{} {}", heading.anchor, heading.text)).collect(),
        read.lessons.iter().map(|lesson| (lesson.kind.name().to_owned(), lesson.text.clone())).collect(),
        texts.collect(),
        read.actions.len(),
    )
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "## Lessons learned",
            "### Été {#x .secret}",
            "- do it",
            "- [ ] act (@Ada, 2018)",
            "1. one",
            "  more",
            "> quoted",
            "> [!LESSON failure]",
            "> [!NOTE]",
            "word",
            "*em*",
            "`code`",
            "\\*",
            "[[Ada]]",
            "[a](b.md)",
            "[a][r]",
            "[r]: https://secret.example\n",
            "![p](p.png)",
            "<b>bold</b>",
            "<br>",
            "<!-- secret -->",
            "<div>",
            "</div>",
            "```",
            "~~~sh secret",
            "    code",
            "| a | b |",
            "|---|---|",
            "| 1 | 2 | secret |",
            "Term",
            ": defined",
            "a[^n]",
            "[^n]: note",
            "[^m]: secret",
            "---",
            "===",
            "&amp;",
            "https://example.org/a_b",
            "<https://e.org>",
            ":tada:",
            "\t",
            "",
            "",
            "\n",
            "{% raw %}",
            "{% endraw %}",
            "[x](javascript:secret)",
            "# Part",
            "{: .secret}",
            "[[#Été]]",
            "$a_b$",
            "<script>secret",
            "</script>",
        ][..],
    );
    let end = prop::sample::select(&["\n", "\n", "\n\n", " ", "", "\n> ", "\n  "][..]);
    prop::collection::vec((piece, end), 0..14)
        .prop_map(|parts| parts.iter().flat_map(|(piece, end)| [*piece, *end]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Of texts that have nothing to be resolved, the copy is read as the text.
    #[test]
    fn a_copy_is_read_as_its_text(text in pieces()) {
        let read = read_alone(&text, &OwnPhrases::default(), |_| ()).0;
        // What is secret here, the page has only where it is code or plain words.
        let markdown = &read.body.markdown.text;
        let has = |text: &str| text.contains("secret");
        prop_assert!(!has(markdown) || has(&read.body.html), "{text:?}\n{markdown:?}\n{}", read.body.html);
    }

    #[test]
    fn a_copy_of_a_copy_is_the_copy(text in "[a-z*_`\\[\\]()!|\\\\ \n.0-9]{0,60}") {
        let read = read_alone(&text, &OwnPhrases::default(), |_| ()).0;
        if read.links.is_empty() {
            let again = read_alone(&read.body.markdown.text, &OwnPhrases::default(), |_| ()).0;
            prop_assert_eq!(said(&again), said(&read), "{:?}\n{:?}", text, read.body.markdown.text);
        }
    }
}
