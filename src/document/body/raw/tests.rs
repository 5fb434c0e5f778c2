//! Raw HTML, from text to text: what is published, and what is told.

use crate::document::body::Read;
use crate::document::body::alone::read_alone;
use crate::document::{LinkTarget, SlotPart};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::section::OwnPhrases;

fn body_of(text: &str, trust_html: bool) -> (Read, Vec<Diagnostic>) {
    read_alone(text, &OwnPhrases::default(), |reading| {
        reading.math = true;
        reading.trust_html = trust_html;
    })
}

/// The HTML of a stranger's text, and each diagnostic's code with the bytes that it is about.
fn told(text: &str) -> (String, Vec<(String, String)>) {
    let (read, diagnostics) = body_of(text, false);
    let place = |diagnostic: &Diagnostic| diagnostic.span.clone().map_or("", |span| &text[span]).to_owned();
    (
        read.body.html,
        diagnostics.iter().map(|diagnostic| (diagnostic.code.to_string(), place(diagnostic))).collect(),
    )
}

fn html(text: &str) -> String {
    let (html, told) = told(text);
    assert_eq!(told, [], "{text}");
    html
}

#[test]
fn links_and_images_are_treated_as_markdowns() {
    let text = "<a href=\"../other.md#x\" title=\"t\">a</a> <a href=/talks/other/>b</a> <img src=\"p.png\" alt=\"p\" width=300>\n\n<p><a href='nowhere.md'>c</a></p>\n";
    let (read, diagnostics) = body_of(text, false);
    assert_eq!(diagnostics, []);
    let links: Vec<_> = read
        .links
        .iter()
        .map(|link| {
            let LinkTarget::Path(path) = &link.target else { panic!("{link:?}") };
            (path.as_str(), link.fragment.as_deref(), &text[link.span.clone()])
        })
        .collect();
    assert_eq!(
        links,
        [
            ("../other.md", Some("x"), "<a href=\"../other.md#x\" title=\"t\">"),
            ("/talks/other/", None, "<a href=/talks/other/>"),
            ("p.png", None, "<img src=\"p.png\" alt=\"p\" width=300>"),
            ("nowhere.md", None, "<a href='nowhere.md'>"),
        ]
    );
    use SlotPart::{Close, Image, Open, OpenWith};
    let parts: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
    assert_eq!(parts, [OpenWith(0), Close(0), Open(1), Close(1), Image(2), Open(3), Close(3)]);
    assert_eq!(read.body.html, "<p> title=\"t\">a b <img alt=\"p\" width=\"300\"></p>\n<p>c</p>\n");
}

#[test]
fn recordings_of_the_site_are_played_and_others_linked_to() {
    let text = "<video src=\"v.mp4\" poster=p.jpg autoplay></video>\n\n<audio><source src=\"https://e.org/a.mp3\"></audio>\n";
    let (read, diagnostics) = body_of(text, false);
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code.to_string()).collect();
    assert_eq!(codes, ["raw-html-removed", "external-image"]);
    assert!(diagnostics[0].message.contains("`autoplay`"));
    let parts: Vec<_> = read.body.slots.iter().map(|slot| slot.part).collect();
    assert_eq!(parts, [SlotPart::Address(0), SlotPart::Address(1)]);
    let html = &read.body.html;
    assert!(html.contains("<video src=\"\" poster=\"\" controls=\"\""), "{html}");
    assert!(html.contains("</audio><a href=\"https://e.org/a.mp3\">"), "{html}");
}

#[test]
fn what_markdown_refuses_is_refused() {
    for address in [
        "javascript:alert(1)",
        "java&#x0A;script&colon;x",
        "&#1;javascript:x",
        "data:text/html,x",
        "ssh:x",
        "tel:1",
        "ftp://x",
        "magnet:x",
        "//evil.example",
        "/\\evil.example",
        "/&#9;/evil.example",
        "rexbase:0",
    ] {
        for text in [format!("<a title=t href=\"{address}\">x</a>"), format!("<img alt=x src='{address}'>")] {
            let (html, told) = told(&text);
            assert_eq!(told, [("unsafe-address".to_owned(), text[..=text.find('>').unwrap()].to_owned())]);
            assert!(!html.contains("href") && !html.contains("src"), "{html}");
        }
    }
}

#[test]
fn what_is_not_published_is_told_once_at_its_first_place() {
    let text = "<p onclick=x>a</p>\n\n<a href=\"https://e.org\" target=_blank>b</a> <i onclick=y>c</i>\n\n<form>d</form> <form>\n";
    let (html, told) = told(text);
    let told: Vec<_> = told.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    assert_eq!(
        told,
        [
            ("raw-html-removed", "<p onclick=x>"),
            ("raw-html-removed", "<a href=\"https://e.org\" target=_blank>"),
            ("raw-html-removed", "<form>"),
        ]
    );
    assert_eq!(html, "<p>a</p>\n<p><a href=\"https://e.org\">b</a> <i>c</i></p>\nd \n");
}

#[test]
fn what_is_harmless_and_useful_stays() {
    assert_eq!(
        html("<details open><summary>S</summary>\n\n*x*\n\n</details>\n"),
        "<details open=\"\"><summary>S</summary>\n<p><em>x</em></p>\n</details>\n"
    );
    assert_eq!(
        html("<a name=\"x\"></a>y <a href=\"#x\">z</a>"),
        "<p><a id=\"x\"></a>y <a href=\"#x\">z</a></p>\n"
    );
    assert_eq!(told("<a id=\"toc:title\"></a>y").0, "<p><a></a>y</p>\n");
    assert_eq!(html("<a name=\"x\">y"), "<p><a id=\"x\"></a>y</p>\n");
    assert_eq!(html("<p align=center>x</p>\n"), "<p class=\"align-center\">x</p>\n");
    assert_eq!(
        html("a<br/>b <kbd>C</kbd> <abbr title=\"x\">D</abbr>"),
        "<p>a<br>b <kbd>C</kbd> <abbr title=\"x\">D</abbr></p>\n"
    );
    assert_eq!(html("<b class=\"unseen\">x</b>"), "<p><b class=\"x-unseen\">x</b></p>\n");
    assert_eq!(html("a <!-- b --> c"), "<p>a  c</p>\n");
    assert_eq!(html("<ul><li>a<li>b</ul>\n"), "<ul><li>a</li><li>b</li></ul>\n");
    assert_eq!(html("<h1>x</h1>\n"), "<h2>x</h2>\n");
}

#[test]
fn elements_that_html_does_not_know_are_text() {
    assert_eq!(
        html("run <packager> clean, then open <ip>:<port> or <path/to/file> & </nothing>"),
        "<p>run &lt;packager&gt; clean, then open &lt;ip&gt;:&lt;port&gt; or &lt;path/to/file&gt; &amp; &lt;/nothing&gt;</p>\n"
    );
    assert_eq!(html("<packager>\nx\n"), "<p>&lt;packager&gt;\nx\n</p>\n");
    // HTML knows these, but they are not used as HTML does.
    assert_eq!(
        html("copy <source> <output> to <address>"),
        "<p>copy &lt;source&gt; &lt;output&gt; to &lt;address&gt;</p>\n"
    );
    let (read, _) = body_of("run <packager> clean\n\n<p>para &amp; graph</p>\n", false);
    assert_eq!(read.body.sections[0].text, "run <packager> clean\npara & graph\n");
}

#[test]
fn what_is_never_closed_ends_with_its_block_and_is_told() {
    for (text, place, published) in [
        ("<details>\n\na\n\nb\n", "<details>", "<details>\n<p>a</p>\n<p>b</p>\n</details>"),
        ("> <div>\n>\n> a\n\nb\n", "<div>", "<blockquote>\n<div>\n<p>a</p>\n</div></blockquote>\n<p>b</p>\n"),
        ("a <span class=x>b\n\nc\n", "<span class=x>", "<p>a <span class=\"x-x\">b</span></p>\n<p>c</p>\n"),
        ("a\n\n<script>\nb\n\nc\n", "<script>", "<p>a</p>\n"),
        ("a\n\n<!-- b\n\nc\n", "<!--", "<p>a</p>\n"),
    ] {
        let (html, told) = told(text);
        let unclosed: Vec<_> =
            told.iter().filter(|(code, _)| code == "unclosed-html").map(|(_, place)| place).collect();
        assert_eq!(unclosed, [place], "{text}: {told:?}");
        assert_eq!(html, published, "{text}");
    }
    // A closing tag in another block closes after that block.
    assert_eq!(html("<div>\n\na</div>\n\nb\n"), "<div>\n<p>a</p>\n</div>\n<p>b</p>\n");
    assert_eq!(html("<b><i>x</b></i>"), "<p><b><i>x</i></b></p>\n");
}

#[test]
fn frames_and_their_scripts_become_links() {
    let (html, told) = told(
        "<iframe width=560 src=\"https://www.youtube.com/embed/abc\" title=\"The talk\" allowfullscreen></iframe>\n",
    );
    assert_eq!(html, "<p><a href=\"https://www.youtube.com/watch?v=abc\">The talk</a></p>\n\n");
    assert_eq!(told.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["embed"]);
    let (read, _) = body_of("<iframe src=\"slides.pdf\"></iframe>\n", false);
    assert_eq!(read.links[0].target, LinkTarget::Path("slides.pdf".into()));
    let (html, _) = self::told(
        "<script async class=\"speakerdeck-embed\" data-id=\"ab1\" src=\"//speakerdeck.com/assets/embed.js\"></script>\n",
    );
    assert!(
        html.contains("<a href=\"https://speakerdeck.com/player/ab1\">") && !html.contains("script"),
        "{html}"
    );
}

#[test]
fn scripts_styles_and_drawings_leave_nothing() {
    for hidden in ["<script>alert(1)</script>", "<style>p{}</style>", "<svg><path d=x /><text>y</text></svg>"]
    {
        for text in [format!("a {hidden} b"), format!("{hidden}\n")] {
            let (html, told) = told(&text);
            assert_eq!(told.len(), 1, "{text}");
            assert_eq!(told[0].0, "raw-html-removed");
            assert!(!html.contains("alert") && !html.contains("p{}") && !html.contains('y'), "{html}");
        }
    }
}

#[test]
fn images_of_other_sites_become_links_or_words() {
    let (html, told) = told(
        "<a href=\"https://e.org\"><img src=\"https://i.org/x.svg\" alt=\"build\"></a> <img src=https://i.org/y.png alt=z>",
    );
    assert_eq!(html, "<p><a href=\"https://e.org\">build</a> <a href=\"https://i.org/y.png\">z</a></p>\n");
    assert!(told.iter().all(|(code, _)| code == "external-image"));
}

#[test]
fn a_trusted_authors_html_is_as_it_was_but_for_own_addresses() {
    let text = "<div style=\"x\" onclick='y'>\n<my-widget src=\"a.js\"></my-widget>\n<a data-x href=\"../b.md\">b</a>\n<iframe src=\"https://e.org\"></iframe>\n<script>if (a<b) { \"</p>\" }</script>\n</div>\n";
    let (read, diagnostics) = body_of(text, true);
    assert_eq!(diagnostics, []);
    assert_eq!(read.body.html, text.replace("../b.md", "").replace("data-x", "data-x=\"\""));
    assert_eq!(read.links[0].target, LinkTarget::Path("../b.md".into()));
    assert_eq!(read.body.slots.iter().map(|slot| slot.part).collect::<Vec<_>>(), [SlotPart::AsWritten(0)]);
    let (_, diagnostics) = body_of("<details>\n\na\n", true);
    assert_eq!(diagnostics[0].code, Code::UnclosedHtml);
}

#[test]
fn towers_of_elements_are_bounded() {
    let text = "<div>".repeat(80_000);
    let (html, told) = told(&text);
    assert!(html.matches("<div>").count() <= 200);
    assert_eq!(told[0].0, "nested-too-deeply");
    assert!(told.len() <= 201, "{}", told.len());
    let text = "<b id=1>".repeat(300) + &"\n\nx".repeat(3000);
    assert!(self::told(&text).0.len() < 100_000);
    let text = (0..400).map(|id| format!("<p><b id=b{id}>\n\nx\n\n")).collect::<Vec<_>>().concat();
    assert!(self::told(&text).0.len() < 100_000);
}
