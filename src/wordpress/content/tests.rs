//! Texts of WordPress as Markdown.

use proptest::prelude::*;

use super::*;
use crate::wordpress::export::{self, Export};

/// An export whose one post, the first item, says this; it has two images and a recording.
fn export(content: &str) -> Export {
    export::read(&format!(
        "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://boats.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_login>ann_login</wp:author_login><wp:author_display_name>Ann Example</wp:author_display_name></wp:author>
        <item><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><creator>ann_login</creator><content:encoded><![CDATA[{content}]]></content:encoded></item>
        <item><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type><wp:post_parent>7</wp:post_parent><title>hull</title><excerpt:encoded>The hull &amp; keel</excerpt:encoded><wp:attachment_url>https://boats.example.org/wp-content/uploads/hull.png</wp:attachment_url></item>
        <item><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type><title>oar</title><wp:attachment_url>https://boats.example.org/wp-content/uploads/oar.jpg</wp:attachment_url></item>
        <item><wp:post_id>10</wp:post_id><wp:post_type>wp_block</wp:post_type><content:encoded>&lt;!-- wp:paragraph --&gt;&lt;p&gt;Shared.&lt;/p&gt;&lt;!-- /wp:paragraph --&gt;&lt;!-- wp:block {{\"ref\":10}} /--&gt;</content:encoded></item>
        </channel></rss>"
    ))
    .unwrap()
}

fn read(content: &str) -> Said {
    let export = export(content);
    markdown(&export.items[0], &Known::of(&export, &[]))
}

#[test]
fn classic_texts_have_paragraphs_and_line_ends() {
    for (content, wanted) in [
        ("One\r\ntwo.\r\n\r\nThree <em>four</em>.", "One\\\ntwo.\n\nThree *four*."),
        ("<strong>A</strong>\n<ul>\n\t<li>b</li>\n\t<li>c</li>\n</ul>\nd", "**A**\n\n*   b\n*   c\n\nd"),
        ("a<!--more-->\n\nb <!-- a note --> c", "a\n\nb <!-- a note --> c"),
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
        ("<!-- wp:block {\"ref\":10} /-->", ""),
    ] {
        let said = read(content).text;
        if wanted.is_empty() {
            assert!(said.starts_with("Shared.") && said.matches("Shared.").count() < 30, "{said}");
        } else {
            assert_eq!(said, wanted, "{content}");
        }
    }
    let said = read("<!-- wp:latest-posts {\"a\":1} /--><!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->");
    assert_eq!(
        (said.text.as_str(), said.left.as_slice()),
        ("<!-- wp:latest-posts -->\n\nx", ["wp:latest-posts".to_owned()].as_slice())
    );
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
fn hostile_texts_are_read_in_one_pass() {
    for text in [
        "[caption]",
        "[a b=\"c\"]",
        "<pre>",
        "<code>",
        "[/x]",
        "[x][/x",
        "<div>",
        "<blockquote>",
        "[quote]",
        "https://e.org\n",
        "<details><summary>",
    ] {
        let many = text.repeat(5_000);
        let _ = read(&many);
    }
    let _ = read(&format!("{}{}", "[quote]".repeat(2000), "[/quote]".repeat(2000)));
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
            "<!-- x -->", "<!--more-->", "\n", "\n\n", " ", "&amp;", "é", "\u{e000}1\u{e001}", "<", "[", "]", "`", "https://e.org/x", "<td>", "<table>", "</table>",
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
