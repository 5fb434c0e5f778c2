//! Prose that is read as its author meant it, or told: each case from text to HTML and diagnostics.

use crate::document::body::Read;
use crate::document::body::alone::read_alone;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::section::OwnPhrases;

fn body(text: &str) -> (Read, Vec<Diagnostic>) {
    read_alone(text, &OwnPhrases::default(), |_| ())
}

fn html(text: &str) -> String {
    let (read, diagnostics) = body(text);
    assert_eq!(diagnostics, [], "{text}");
    read.body.html
}

/// The codes of what is told, each with the bytes that it is about.
fn told(text: &str) -> Vec<(String, String)> {
    let (_, diagnostics) = body(text);
    let place = |diagnostic: &Diagnostic| diagnostic.span.clone().map_or("", |span| &text[span]).to_owned();
    diagnostics.iter().map(|diagnostic| (diagnostic.code.to_string(), place(diagnostic))).collect()
}

#[track_caller]
fn assert_told(text: &str, code: &str, place: &str) {
    assert_eq!(told(text), [(code.to_owned(), place.to_owned())], "{text}");
}

#[test]
fn text_that_is_swallowed_or_lost_is_told() {
    assert_told("a\n\n```rust\nlet x;\n\n[x](nowhere.md)\n", "unclosed-fence", "```rust");
    assert_told("- a\n\n  ~~~\n  b\n\nc\n", "unclosed-fence", "~~~");
    assert_told("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "lost-cell", "3");
    assert_told("| a | b |\n|---|---|\n| 1 | [[k|label]] |\n", "split-link", "[[k|label]]");
    assert_told("a[^undefined] b", "undefined-reference", "[^undefined]");
    assert_told("see [text][nope]", "undefined-reference", "[text][nope]");
    assert_told("see [nope][] now", "undefined-reference", "[nope]");
    assert_told("see [c](sp ace.md) now", "broken-link", "[c](sp ace.md)");
    assert_told(
        "a\n\n[1]: https://example.org/source\n",
        "unused-reference",
        "[1]: https://example.org/source",
    );
    assert_told("![c](my picture.png)", "broken-link", "[c](my picture.png)");
}

#[test]
fn what_means_what_it_says_is_not_told() {
    for text in [
        "```\na\n```\n",
        "> ```\n> a\n> ```\n",
        "- ````\n  ```\n  ````\n",
        "    indented\n",
        "| a | b |\n|---|---|\n| 1 | 2 | |\n| 1 |\n| a \\| b | `c` |\n",
        "a[i][j], [1][2], x [0][1] and [^a-z]+ and \\[^b] [ ] [x]",
        "f[x](a b) and [note](e.g. this thing.) `[c](sp ace.md)`",
        "a note[^1].\n\n[^1]: it.\n",
        "{ a } {} { {",
        "`{{ x }}` and `{% y %}`\n\n```\n{{< z >}}\n```\n",
        "a : b :: c\n\n::\n",
        "{:ok, value} ${{ secrets.x }} \\frac{{a}}{b}",
        "[a], [b][] and ![c][]\n\n[A]: https://a.org\n[b]: https://b.org\n[c]: c.png\n[//]: # (a comment)\n[comment]: <> (another)\n",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn a_wikilink_may_stand_on_two_lines() {
    let (read, diagnostics) = body("see [[two\nlines]] now");
    assert_eq!(diagnostics, []);
    assert_eq!(read.links[0].target, crate::document::LinkTarget::Wiki("two lines".into()));
}

#[test]
fn markup_of_other_tools_is_told_once_a_dialect() {
    let text = "{{ site.url }} and {% include x.html %}\n\n{{< youtube id >}} {{% note %}}x{{% /note %}}\n\n[a](b.md){:target=\"_blank\"}\n{: .class}\n\n:::note\ntext\n:::\n";
    let mut all = told(text);
    all.sort();
    let places: Vec<_> = all.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
    assert_eq!(
        places,
        [
            ("foreign-markup", ":::"),
            ("foreign-markup", "{:target=\"_blank\"}"),
            ("foreign-markup", "{{ site.url }}"),
            ("foreign-markup", "{{< youtube id >}}"),
        ]
    );
    assert_told("![x]({{site.url}}/a.png)", "foreign-markup", "{{site.url}}");
}

#[test]
fn liquids_blocks_of_code_are_code() {
    let text = "{% highlight sh %}\n# note\nif [[ -z $1 ]]\n{% endhighlight %}\n\nafter\n";
    assert_told(text, "foreign-markup", "{% highlight sh %}");
    let (read, _) = body(text);
    assert!(read.links.is_empty() && read.body.headings.is_empty());
    assert!(read.body.html.contains("<code class=\"language-sh\">"), "{}", read.body.html);
    assert!(read.body.html.contains("<p>after</p>"), "{}", read.body.html);
    assert!(body("{% raw %}\n[[x]]\n{% endraw %}\n").0.links.is_empty());
}

#[test]
fn colons_stay_where_they_define_nothing() {
    assert_eq!(html("We did it\n:tada: we won"), "<p>We did it\n:tada: we won</p>\n");
    assert_eq!(html("Time is 10\n:30 in the morning"), "<p>Time is 10\n:30 in the morning</p>\n");
    assert_eq!(html("text `code\n: more` end"), "<p>text <code>code : more</code> end</p>\n");
    assert_eq!(html("Term\n: is defined"), "<dl>\n<dt>Term</dt>\n<dd>is defined</dd>\n</dl>\n");
    assert!(body("a\n\n:::note\ntext\n:::\n").0.body.html.contains(":::note\ntext\n:::"));
}

#[test]
fn bare_addresses_are_links() {
    assert_eq!(
        html("See https://example.org/a_b?c=d&e, (www.example.com) and *https://a.org/*."),
        "<p>See <a href=\"https://example.org/a_b?c=d&amp;e\">https://example.org/a_b?c=d&amp;e</a>, (<a href=\"http://www.example.com\">www.example.com</a>) and <em><a href=\"https://a.org/\">https://a.org/</a></em>.</p>\n"
    );
    for text in [
        "[https://a.org](https://b.org)",
        "`https://a.org`",
        "<https://a.org>",
        "<a href=\"https://b.org\">https://a.org</a>",
    ] {
        assert_eq!(html(text).matches("<a ").count(), usize::from(!text.starts_with('`')), "{text}");
    }
    assert!(
        html("## About https://a.org/")
            .contains("<h2 id=\"about-https-a-org\">About <a href=\"https://a.org/\">")
    );
    let (read, _) = body("a https://example.org/x b");
    assert_eq!(read.body.sections[0].text, "a https://example.org/x b\n");
}

#[test]
fn a_body_has_no_second_title() {
    assert_eq!(html("# My Talk\n\ntext"), "<p>text</p>\n");
    let (read, _) = body("## B\n\n# Stats\n\n## C\n\n###### D");
    let levels: Vec<_> = read.body.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [2, 2, 3, 6]);
    assert!(read.body.html.contains("<h2 id=\"stats\">") && read.body.html.contains("Stats</a></h2>"));
}

#[test]
fn braces_of_a_heading_and_of_an_address_that_is_none_are_text() {
    let (read, diagnostics) = body("## Sets {1, 2}\n\n## Own {#mine .c}\n\nopen <host:port> or <ip:80>");
    assert_eq!(diagnostics, []);
    let headings: Vec<_> =
        read.body.headings.iter().map(|heading| (heading.text.as_str(), heading.anchor.as_str())).collect();
    assert_eq!(headings, [("Sets {1, 2}", "sets-1-2"), ("Own", "mine")]);
    assert!(read.body.html.contains("Sets {1, 2}</a>"), "{}", read.body.html);
    assert!(read.body.html.contains("open &lt;host:port&gt; or &lt;ip:80&gt;"), "{}", read.body.html);
}

#[test]
fn callouts_keep_their_title_kind_and_fold() {
    assert_eq!(
        html("> [!info]- A **title**\n> text\n>\n> more\n"),
        "<details class=\"alert alert-note\">\n<summary class=\"alert-title\">A <strong>title</strong></summary>\n<p>text</p>\n<p>more</p>\n</details>\n"
    );
    assert_eq!(
        html("> [!danger]\n> text\n"),
        "<div class=\"alert alert-caution\" role=\"note\">\n<p class=\"alert-title\">Danger</p>\n<p>text</p>\n</div>\n"
    );
    assert_eq!(
        html("> [!faq]+ Why?\n\nb"),
        "<details class=\"alert alert-note\" open=\"\">\n<summary class=\"alert-title\">Why?</summary>\n</details>\n<p>b</p>\n"
    );
    assert_eq!(
        html("> [!quote]\n>\n> - a\n"),
        "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Quote</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n"
    );
    assert!(html("> [!WARNING] Mind the gap\n> x").contains("<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Mind the gap</p>\n<p>x</p>"));
    assert!(html("> [!x](y.md)\n").contains("<blockquote>"));
}

#[test]
fn lessons_are_items_that_say_something() {
    let (read, _) = body(
        "## Lessons learned\n\n- Choose well\n  - avoid a\n  - ask b\n- http://example.org\n- x\n- Read `this` first\n",
    );
    let lessons: Vec<_> = read.lessons.iter().map(|lesson| lesson.text.as_str()).collect();
    assert_eq!(lessons, ["Choose well", "Read this first"]);
}

#[test]
fn a_date_in_a_table_does_not_break() {
    let html = html(
        "| a | b |\n|---|--:|\n| 2020-02-03 11:21 | words that may well break |\n| x | 12 |\n| y | 1 - 2 |\n",
    );
    assert!(
        html.contains("<td class=\"whole\">2020-02-03 11:21</td><td class=\"align-right\">words"),
        "{html}"
    );
    assert!(html.contains("<td class=\"align-right\">12</td>"), "{html}");
    assert!(html.contains("<td class=\"align-right whole\">1 - 2</td>"), "{html}");
}

#[test]
fn towers_on_one_line_are_quick() {
    for text in [
        "- ".repeat(160_000) + "deep",
        "> ".repeat(100_000) + "deep",
        "http://".repeat(50_000),
        "{% raw %}\n".repeat(20_000),
        "{% raw %}\n".repeat(20_000) + "x {% endraw %}",
        "[^a] ".repeat(20_000),
        "> [!a] b\n".repeat(5000),
    ] {
        body(&text);
    }
}
