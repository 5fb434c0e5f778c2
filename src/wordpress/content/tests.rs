//! Texts of WordPress as Markdown.

use proptest::prelude::*;

use super::*;
use crate::wordpress::export::{self, Export};

/// An export whose one post, the first item, says this; it has two images, a part that holds itself, and more items.
fn export_with(content: &str, more: &str) -> Export {
    export::read(&format!(
        "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://boats.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_login>ann_login</wp:author_login><wp:author_display_name>Ann Example</wp:author_display_name></wp:author>
        <item><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><creator>ann_login</creator><content:encoded><![CDATA[{content}]]></content:encoded></item>
        <item><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type><wp:post_parent>7</wp:post_parent><title>hull</title><excerpt:encoded>The hull &amp; keel</excerpt:encoded><wp:attachment_url>https://boats.example.org/wp-content/uploads/hull.png</wp:attachment_url></item>
        <item><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type><title>oar</title><wp:attachment_url>https://boats.example.org/wp-content/uploads/oar.jpg</wp:attachment_url></item>
        <item><wp:post_id>10</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status><content:encoded>&lt;!-- wp:paragraph --&gt;&lt;p&gt;Shared.&lt;/p&gt;&lt;!-- /wp:paragraph --&gt;&lt;!-- wp:block {{\"ref\":10}} /--&gt;</content:encoded></item>{more}
        </channel></rss>"
    ))
    .unwrap()
}

fn read(content: &str) -> Said {
    read_with(content, "")
}

fn read_with(content: &str, more: &str) -> Said {
    let export = export_with(content, more);
    markdown(&export.items[0], &Known::of(&export, &[]))
}

/// A part that posts share, or a file, of this status.
fn item(id: usize, kind: &str, status: &str, content: &str) -> String {
    let content = content.replace('<', "&lt;");
    format!(
        "<item><wp:post_id>{id}</wp:post_id><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status><title>Secretword</title><content:encoded>{content}</content:encoded><wp:attachment_url>https://boats.example.org/wp-content/uploads/{id}.png</wp:attachment_url></item>"
    )
}

fn left(said: &Said) -> Vec<(&str, Why)> {
    said.left.iter().map(|left| (left.written.as_str(), left.why)).collect()
}

#[test]
fn classic_texts_have_paragraphs_and_line_ends() {
    for (content, wanted) in [
        ("One\r\ntwo.\r\n\r\nThree <em>four</em>.", "One\\\ntwo.\n\nThree *four*."),
        ("<strong>A</strong>\n<ul>\n\t<li>b</li>\n\t<li>c</li>\n</ul>\nd", "**A**\n\n*   b\n*   c\n\nd"),
        ("a<!--more-->\n\nb <!-- a note --> c", "a\n\nb <!-- a note --> c"),
        ("a<!--more Go on-->b<!-- more -->c", "abc"),
        ("a <!-- moreover --> <!-- more is said --> b", "a <!-- moreover --> <!-- more is said --> b"),
        ("a <!-- b ---> c", "a <!-- b - --> c"),
        ("a\n<blockquote>b\n\nc</blockquote>", "a\n\n> b\n> \n> c"),
    ] {
        assert_eq!(read(content).text, wanted, "{content}");
    }
}

#[test]
fn blocks_become_markdown() {
    for (content, wanted) in [
        (
            "<!-- wp:paragraph {\"a\":1} -->\n<p>One <strong>two</strong></p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading -->\n<h2>Three</h2>\n<!-- /wp:heading -->",
            "One **two**\n\n## Three",
        ),
        (
            "<!-- wp:image --><figure class=\"wp-block-image\"><img src=\"https://e.org/a.png\" alt=\"A\"/><figcaption>Below <em>it</em></figcaption></figure><!-- /wp:image -->",
            "![A](https://e.org/a.png)\n\n*Below it*",
        ),
        (
            "<!-- wp:embed {\"url\":\"https://youtu.be/abc\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/abc\n</div></figure><!-- /wp:embed -->",
            "<https://www.youtube.com/watch?v=abc>",
        ),
        (
            "<!-- wp:code --><pre class=\"wp-block-code\"><code>a[0] &lt; [gallery]</code></pre><!-- /wp:code -->",
            "```\na[0] < [gallery]\n```",
        ),
        (
            "<!-- wp:list --><ul><li>a<pre>b\nc</pre></li></ul><!-- /wp:list -->",
            "*   a\n\n    ```\n    b\n    c\n    ```",
        ),
        ("<!-- wp:verse --><pre class=\"wp-block-verse\">a\nb</pre><!-- /wp:verse -->", "a\\\nb"),
        (
            "<!-- wp:video --><figure><video controls src=\"https://e.org/a.mp4\"></video></figure><!-- /wp:video -->",
            "<https://e.org/a.mp4>",
        ),
        (
            "<!-- wp:details --><details class=\"x\"><summary>More</summary><p>words</p></details><!-- /wp:details -->",
            "<details>\n<summary>More</summary>\n\nwords\n\n</details>",
        ),
    ] {
        assert_eq!(read(content).text, wanted, "{content}");
    }
    let said = read("<!-- wp:latest-posts {\"a\":1} /--><!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->");
    assert_eq!(said.text, "<!-- wp:latest-posts -->\n\nx");
    assert_eq!(left(&said), [("wp:latest-posts", Why::NoEquivalent)]);
}

#[test]
fn shared_parts_stand_once_wherever_they_are_named() {
    let part = "<!-- wp:block {\"ref\":10} /-->";
    let said = read(&format!("{part}{part}"));
    let once = "Shared.\n\n<!-- wp:block 10 -->";
    assert_eq!(said.text, format!("{once}\n\n{once}"));
    assert_eq!(left(&said), [("wp:block 10", Why::InItself); 2]);
    // Each holds the next one twice: a million of the last.
    let twice = |id: usize| format!("<!-- wp:block {{\"ref\":{id}}} /-->").repeat(2);
    let parts: String = (100..118).map(|id| item(id, "wp_block", "publish", &twice(id + 1))).collect();
    let last = item(118, "wp_block", "publish", &"word ".repeat(200));
    let said = read_with(&twice(100), &(parts + &last));
    assert!((100_000..400_000).contains(&said.text.len()), "{}", said.text.len());
    assert!(said.left.iter().all(|left| left.why == Why::TooMuch) && !said.left.is_empty());
}

#[test]
fn what_is_not_for_everybody_is_not_written() {
    for status in ["draft", "private", "pending", "future", "trash", "auto-draft", "odd"] {
        let more = item(30, "wp_block", status, "Secretword");
        let said = read_with("a<!-- wp:block {\"ref\":30} /-->b", &more);
        assert_eq!(said.text, "a<!-- wp:block 30 -->b", "{status}");
        assert_eq!(left(&said), [("wp:block 30", Why::NotPublic)], "{status}");
    }
    let more = item(30, "wp_block", "publish", "Secretword");
    assert!(read_with("<!-- wp:block {\"ref\":30} /-->", &more).text.contains("Secretword"));
    let more = more.replace("<title>", "<wp:post_password> </wp:post_password><title>");
    assert_eq!(left(&read_with("<!-- wp:block {\"ref\":30} /-->", &more)), [("wp:block 30", Why::NotPublic)]);
    for status in ["private", "trash"] {
        let more = item(30, "attachment", status, "");
        let said = read_with("[gallery ids=\"30,9\"]", &more);
        let oar = "![oar](<https://boats.example.org/wp-content/uploads/oar.jpg>)";
        assert_eq!(said.text, format!("<!-- file 30 -->\n\n{oar}"), "{status}");
        assert_eq!(left(&said), [("file 30", Why::NotPublic)], "{status}");
        let said = read_with("<a href=\"https://boats.example.org/?attachment_id=30\">x</a>", &more);
        assert!(!said.text.contains("30.png"), "{status}: {}", said.text);
    }
}

#[test]
fn shortcodes_become_markdown() {
    for (content, wanted) in [
        (
            "[caption id=\"a\" width=\"3\"]<a href=\"https://e.org/b\"><img src=\"https://e.org/a.png\" alt=\"A\" /></a> Below[/caption]",
            "[![A](https://e.org/a.png)](https://e.org/b)\n\n*Below*",
        ),
        (
            "[gallery]",
            "![The hull & keel](<https://boats.example.org/wp-content/uploads/hull.png>)\n\n*The hull & keel*",
        ),
        ("[gallery ids=\"9\"]", "![oar](<https://boats.example.org/wp-content/uploads/oar.jpg>)"),
        (
            "a\n\n[youtube=http://www.youtube.com/watch?v=abc&amp;w=320&amp;h=240]\n\nb",
            "a\n\n<https://www.youtube.com/watch?v=abc>\n\nb",
        ),
        ("[embed width=\"3\"]https://vimeo.com/12[/embed]", "<https://vimeo.com/12>"),
        ("[vimeo 12]", "<https://vimeo.com/12>"),
        ("[video mp4=\"https://e.org/a.mp4\"][/video]", "<https://e.org/a.mp4>"),
        (
            "[video mp4=\"https://e.org/a.mp4\" /]\n\nWords.\n\n[video mp4=\"https://e.org/b.mp4\"][/video]",
            "<https://e.org/a.mp4>\n\nWords.\n\n<https://e.org/b.mp4>",
        ),
        (
            "[video mp4=\"https://e.org/a.mp4\"]\n\nWords.\n\n[video mp4=\"https://e.org/b.mp4\"][/video]",
            "<https://e.org/a.mp4>\n\nWords.\n\n<https://e.org/b.mp4>",
        ),
        (
            "[audio src=\"https://e.org/a.mp3\"]Fallback <b>words</b>[/audio]",
            "<https://e.org/a.mp3>\n\nFallback **words**",
        ),
        (
            "[caption caption=\"Below\"]<img src=\"https://e.org/a.png\" alt=\"A\" /> beside[/caption]",
            "![A](https://e.org/a.png) beside\n\n*Below*",
        ),
        ("in [/usr/bin] or [/note]", "in \\[/usr/bin\\] or \\[/note\\]"),
        (
            "[sourcecode language=\"php\"]\n$a = [1];\n\nif (a &lt; b) {}\n[/sourcecode]",
            "```php\n$a = [1];\n\nif (a < b) {}\n```",
        ),
        ("[python]\nx[0]\n[/python]", "```python\nx[0]\n```"),
        ("[quote]So <b>be</b> it.[/quote]", "> So **be** it."),
        ("[[gallery]] and a[0] and [sic]", "\\[gallery\\] and a\\[0\\] and \\[sic\\]"),
        ("<code>[gallery]</code>", "`[gallery]`"),
        ("a <code>b\nc</code>", "a\n\n```\nb\nc\n```"),
        ("https://youtu.be/abc", "<https://www.youtube.com/watch?v=abc>"),
        ("see https://youtu.be/abc", "see https://youtu.be/abc"),
        ("<iframe src=\"//player.vimeo.com/video/12\"></iframe><script>x</script>", "<https://vimeo.com/12>"),
    ] {
        let said = read(content);
        assert_eq!(said.text, wanted, "{content}");
        assert!(said.left.is_empty(), "{:?}", said.left);
    }
}

#[test]
fn what_has_no_equivalent_is_a_comment() {
    let said = read("[vc_row a=\"b\"]words[/vc_row]\n\n[contact-form-7 id=\"5\"]");
    assert_eq!(
        said.text,
        "<!-- [vc_row a=\"b\"] -->words<!-- [/vc_row] -->\n\n<!-- [contact-form-7 id=\"5\"] -->"
    );
    assert_eq!(said.left.len(), 3);
}

#[test]
fn logins_in_links_lead_to_the_person_or_nowhere() {
    let said = read(
        "<a href=\"https://boats.example.org/author/ann_login/\">Ann</a>, <a href=\"/author/bob_login/\">Bob</a>",
    );
    assert_eq!(said.text, "[Ann](@own/people/ann-example/), Bob");
    let said = read("<a href=\"https://boats.example.org/?attachment_id=9\">oar</a>");
    assert_eq!(said.text, "[oar](https://boats.example.org/wp-content/uploads/oar.jpg)");
    assert_eq!(said.files.into_iter().collect::<Vec<_>>(), ["wp-content/uploads/oar.jpg"]);
}

#[test]
fn nobody_makes_a_mark() {
    for (content, wanted) in [
        ("<pre>&#xE000;0&#xE001;</pre>", "```\n0\n```"),
        ("<pre>a</pre>&#xE000;0&#xE001;", "```\na\n```\n\n0"),
        ("[code]&#xE000;1&#xE001;[/code][code]&#xE000;0&#xE001;[/code]", "```\n1\n```\n\n```\n0\n```"),
        ("<!-- wp:embed {\"url\":\"https://e.org/\\ue0000\\ue001\"} /-->", "<https://e.org/0>"),
        ("<!-- wp:embed {\"url\":\"https://e.org/\\n\\n# x<b>\"} /-->", "<https://e.org/%20%20#%20x%3Cb%3E>"),
        ("[note title=\"&#xE000;0&#xE001;\"]a[/note]", "> [!NOTE]\n> **0**\n>\n> a"),
        ("<a href=\"https://e.org/&#xE000;0&#xE001;\">a</a>", "[a](https://e.org/0)"),
        (
            "[caption caption=\"a&amp;#xE000;0&amp;#xE001;b\"]<img src=\"https://e.org/a.png\">[/caption]",
            "![](https://e.org/a.png)\n\n*a 0 b*",
        ),
    ] {
        assert_eq!(read(content).text, wanted, "{content}");
    }
}

/// Pieces that begin and do not end, or end and did not begin.
const HOSTILE: &[&str] = &[
    "[caption]",
    "[a b=\"c\"]",
    "[a b='",
    "<pre>",
    "<code>",
    "[/x]",
    "[x][/x",
    "[[",
    "[[a",
    "[[gallery]",
    "<div>",
    "<blockquote>",
    "[quote]",
    "[gallery ids=\"9\"]",
    "[playlist]",
    "https://e.org\n",
    "https://e.org [",
    "a > <a href=\"/author/x\">https://e.org",
    "<details><summary>",
    "<!-- a\nb -->",
    "1 <!--\n-->",
    "<a <",
    "<p>&#xE000;0&#xE001;",
    "&#",
    "[n-o-te]",
    "<figcaption>",
    "<!-- wp:block {\"ref\":10} /-->",
    "[video mp4=\"https://e.org/a\"]",
];

/// Such a piece so often that it fills a size: alone, and between what begins and ends something.
fn hostile(piece: &str, size: usize) -> [String; 2] {
    let many = piece.repeat(size / piece.len());
    let ended = format!("[code]word[/code]{many}[/a][/n-o-te][/quote][/video][/caption]</pre></code>]]");
    [many, ended]
}

#[test]
fn what_is_written_grows_no_faster_than_what_is_read() {
    for piece in HOSTILE {
        let length = |size: usize| {
            hostile(piece, size).map(|text| {
                let said = read(&text);
                said.text.len() + said.left.len()
            })
        };
        let (once, twice) = (length(5_000), length(10_000));
        for (once, twice) in once.into_iter().zip(twice) {
            assert!(twice <= 3 * once + 1000, "{piece}: {once}, {twice}");
        }
        assert!(read(&hostile(piece, 100)[1]).text.contains("word"), "{piece}");
    }
}

/// However many of a kind there are, no stack overflows, and what waits is as long as what was read.
#[test]
fn hostile_texts_are_no_deeper_than_they_may_be() {
    const SIZE: usize = 80_000;
    let export = export_with("", "");
    let known = Known::of(&export, &[]);
    let html = |text: &str| {
        let mut writer = writer::Writer::new(&export.items[0], &known);
        (writer.html(text, 0).len(), writer.done().1)
    };
    for piece in HOSTILE {
        for text in hostile(piece, SIZE) {
            let (length, _) = html(&text);
            assert!(length < 6 * SIZE, "{piece}: {length}");
        }
    }
    let names: Vec<String> = (0..SIZE / 16).map(|number| format!("[n{number} a=\"\"]")).collect();
    let ends: Vec<String> = (0..SIZE / 16).map(|number| format!("[/n{number}]")).collect();
    assert_eq!(html(&(names.concat() + &ends.concat())).1.left.len(), SIZE / 8);
    let many = format!("{}word{}", "[quote]".repeat(2000), "[/quote]".repeat(2000));
    assert!(read(&many).text.contains("word"));
}

proptest! {
    /// Whatever stands together: nothing panics, no mark stays, and no word is lost.
    #[test]
    fn any_text_keeps_its_words(pieces in proptest::collection::vec(prop_oneof![
        "[a-z]{3,6}",
        proptest::sample::select(vec![
            "[gallery]", "[caption]", "[/caption]", "[x a=\"b\"]", "[/x]", "[quote]", "[/quote]", "[[toc]]", "[code]", "[/code]", "[embed]", "[/embed]",
            "<p>", "</p>", "<pre>", "</pre>", "<code>", "</code>", "<li>", "<ul>", "</ul>", "<em>", "</em>", "<blockquote>", "</blockquote>", "<div>", "</div>",
            "<figcaption>", "</figcaption>", "<details>", "<summary>", "</summary>", "</details>", "<a href=\"/x\">", "</a>", "<!-- wp:paragraph -->", "<!-- wp:block {\"ref\":10} /-->",
            "<!-- x -->", "<!--more-->", "\n", "\n\n", " ", "&amp;", "é", "\u{e000}1\u{e001}", "&#xE000;0&#xE001;", "&amp;#xE000;0&amp;#xE001;", "[video mp4=\"https://e.org/a\" /]", "[/video]", "<", "[", "]", "`", "https://e.org/x", "<td>", "<table>", "</table>",
        ].into_iter().map(str::to_owned).collect::<Vec<_>>()),
    ], 0..30)) {
        let said = read(&pieces.concat());
        prop_assert!(!said.text.contains(['\u{e000}', '\u{e001}']), "{}", said.text);
        // What follows a lone angle bracket may be in a tag.
        let is_in_tag = pieces.iter().any(|piece| piece == "<");
        for word in pieces.iter().filter(|piece| piece.len() > 2 && piece.bytes().all(|byte| byte.is_ascii_lowercase())) {
            prop_assert!(is_in_tag || said.text.contains(word.as_str()), "{word} of {pieces:?}: {}", said.text);
        }
    }
}
