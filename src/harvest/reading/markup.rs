//! A post's text as Markdown: what template languages, kramdown and Obsidian write has an equivalent, or stays as a comment.
//!
//! Comes in: a text, and what is known of its site. Goes out: Markdown, with addresses of the source's own in it (`posts/links` finds what they mean),
//! the recordings that it shows, and what became a comment. Pure. What always holds: no word is lost; what stands in code stays as it is.

mod code;
mod equivalents;
mod known;
mod obsidian;
mod tags;

use std::ops::Range;

use code::{code, is_within};
pub(crate) use known::Known;
pub(crate) use tags::Language;
use tags::{Tag, TagKind};

use crate::harvest::reading::elements::comment;

/// A text, converted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Converted {
    pub(crate) text: String,
    /// How many tags have an equivalent.
    pub(crate) taken: usize,
    /// How many say nothing here: attributes, a table of contents.
    pub(crate) passed_over: usize,
    /// What became a comment, as it was written.
    pub(crate) left: Vec<String>,
}

/// Converts a text.
pub(crate) fn markdown(text: &str, known: &Known<'_>) -> Converted {
    let mut converted = Converted::default();
    let tags = tags::tags(text, known.language);
    converted.text = if tags.is_empty() {
        text.to_owned()
    } else {
        let code = code(text);
        let mut writer = Writer { text, tags: &tags, code, known, converted: &mut converted, depth: 0 };
        writer.range(0..text.len(), 0..tags.len())
    };
    if known.has_kramdown {
        converted.text = without_attributes(&converted.text, &mut converted.passed_over);
    }
    if known.is_obsidian {
        converted.text = obsidian::markdown(&converted.text, &mut converted.taken);
    }
    converted
}

/// Whether a tag of this name has an equivalent for what stands between it and its end.
pub(crate) fn is_block(name: &str, attributes: &str) -> bool {
    equivalents::is_block(&tags::named(name, attributes))
}

/// What a tag of this name is in Markdown, in whatever brackets it stands; `content` is what stands between it and its end. None where it has no equivalent.
pub(crate) fn equivalent(name: &str, attributes: &str, content: Option<&str>) -> Option<String> {
    let tag = tags::named(name, attributes);
    let said = match content {
        Some(content) => equivalents::block(&tag, content),
        None => equivalents::standing(&tag),
    };
    said.map(equivalents::Said::into_text)
}

/// Writes a text anew.
struct Writer<'a> {
    text: &'a str,
    tags: &'a [Tag],
    code: Vec<Range<usize>>,
    known: &'a Known<'a>,
    converted: &'a mut Converted,
    depth: usize,
}

impl Writer<'_> {
    /// What a part of the text becomes; `tags` are those in it.
    fn range(&mut self, range: Range<usize>, tags: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        let (mut at, mut index) = (range.start, tags.start);
        while index < tags.end {
            let tag = &self.tags[index];
            out.push_str(&self.text[at..tag.range.start]);
            (at, index) = self.tag(index, &mut out);
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
        out
    }

    /// Writes what a tag becomes, and its block; returns where to go on.
    fn tag(&mut self, index: usize, out: &mut String) -> (usize, usize) {
        let tag = &self.tags[index];
        let is_code = is_within(&self.code, tag.range.start);
        let end = tag.end.filter(|end| *end > index && *end < self.tags.len());
        if let Some(end) = end.filter(|_| self.depth < equivalents::DEEPEST) {
            let ending = self.tags[end].range.clone();
            let within = tag.range.end..ending.start;
            if let Some(said) = self.block(index, end, within, is_code) {
                self.converted.taken += 1;
                push(out, &said, &self.text[ending.end..]);
                return (ending.end, end + 1);
            }
        }
        let single = if is_code { equivalents::in_code(tag) } else { equivalents::single(tag, self.known) };
        if let Some(said) = single {
            self.converted.taken += 1;
            push(out, &said, &self.text[tag.range.end..]);
            return (tag.range.end, index + 1);
        }
        let written = &self.text[tag.range.clone()];
        if is_code {
            out.push_str(written);
            return (tag.range.end, index + 1);
        }
        let shown = written.split_whitespace().collect::<Vec<_>>().join(" ");
        // In an address a comment would be a part of it.
        let is_in_address =
            out.ends_with(['(', '"', '\'', '=', '/']) || self.text[tag.range.end..].starts_with('/');
        if !(is_in_address && tag.kind == TagKind::Value) {
            out.push_str(&comment(&shown));
        }
        self.converted.left.push(shown);
        (tag.range.end, index + 1)
    }

    /// What a block becomes; nothing when only its content does.
    fn block(
        &mut self,
        index: usize,
        end: usize,
        within: Range<usize>,
        is_code: bool,
    ) -> Option<equivalents::Said> {
        let tag = &self.tags[index];
        let content = &self.text[within.clone()];
        if equivalents::is_verbatim(tag) {
            let before = &self.text[..tag.range.start];
            let after = &self.text[self.tags[end].range.end..];
            let said = || equivalents::verbatim(tag, content, (before, after));
            return Some(if is_code { equivalents::Said::Inline(content.to_owned()) } else { said() });
        }
        if is_code || !equivalents::is_block(tag) {
            return None;
        }
        self.depth += 1;
        let content = self.range(within, index + 1..end);
        self.depth -= 1;
        equivalents::block(tag, &content)
    }
}

/// Adds what a tag became: a block of its own where it is one.
fn push(out: &mut String, said: &equivalents::Said, after: &str) {
    match said {
        equivalents::Said::Inline(text) => out.push_str(text),
        equivalents::Said::Block(text) => {
            let line = out.rsplit('\n').next().unwrap_or_default().to_owned();
            let is_alone = line.trim().is_empty();
            let indent = if is_alone { line } else { String::new() };
            if !is_alone {
                out.push_str("\n\n");
            }
            out.push_str(&text.replace('\n', &format!("\n{indent}")));
            if !after.split('\n').next().unwrap_or_default().trim().is_empty() {
                out.push_str("\n\n");
            }
        }
    }
}

/// Kramdown's lists of attributes, outside code: `{:.class}`, `{: width="5"}`; and its table of contents, an item with `{:toc}` below it.
fn without_attributes(text: &str, passed_over: &mut usize) -> String {
    if !text.contains("{:") {
        return text.to_owned();
    }
    let code = code(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find("{:") {
        let start = at + found;
        let line = text[start..].lines().next().unwrap_or_default();
        let end = line.find('}').map(|end| start + end + 1);
        let Some(end) = end.filter(|_| !is_within(&code, start)) else {
            out.push_str(&text[at..start + 2]);
            at = start + 2;
            continue;
        };
        out.push_str(&text[at..start]);
        if text[start..end].contains("toc") {
            let kept = out.trim_end().rfind('\n').map_or(0, |line| line + 1);
            if out[kept..].trim_start().starts_with(['*', '-', '+', '1']) {
                out.truncate(kept);
            }
        }
        *passed_over += 1;
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(language: Language) -> Known<'static> {
        Known {
            language,
            has_kramdown: language == Language::Liquid,
            is_obsidian: language == Language::None,
            site_title: "Blog",
            title: "Post",
        }
    }

    fn read(text: &str, language: Language) -> String {
        markdown(text, &known(language)).text
    }

    #[test]
    fn jekylls_tags_become_markdown() {
        for (text, wanted) in [
            (
                "{% highlight js linenos %}\nlet x = `{{ y }}`;\n{% endhighlight %}\n",
                "```js\nlet x = `{{ y }}`;\n```\n",
            ),
            ("- a\n\n  {% highlight sh %}\n  ls\n  {% endhighlight %}\n", "- a\n\n  ```sh\n  ls\n  ```\n"),
            ("Run {% highlight sh %}ls{% endhighlight %} now", "Run `ls` now"),
            ("{% raw %}\n```\n{{ x }}\n```\n{% endraw %}", "\n```\n{{ x }}\n```\n"),
            ("Say {% raw %}{{ x }}{% endraw %}.", "Say `{{ x }}`."),
            ("[a]({% post_url 2015-01-02-a-b %})", "[a](@post/2015-01-02-a-b)"),
            ("[a]({{ site.baseurl }}{% link _posts/x.md %}#y)", "[a](/_posts/x.md#y)"),
            ("![a]({{ site.url }}{{ site.baseurl }}/i.png)", "![a](/i.png)"),
            ("![a]({{ '/i.png' | relative_url }}) {{ page.title }}", "![a](/i.png) Post"),
            (
                "{% include figure.html src=\"/i.png\" caption=\"What it shows\" %}",
                "![What it shows](/i.png)\n\n*What it shows*",
            ),
            (
                "{% include youtube.html id=\"abcdefghijk\" %}",
                "<https://www.youtube.com/watch?v=abcdefghijk>",
            ),
            ("[a](b){:target=\"_blank\"} c\n{:.big}\n", "[a](b) c\n\n"),
            ("# T\n\n* TOC\n{:toc}\n\ntext", "# T\n\n\n\ntext"),
            ("`{:x}` and `{{ y }}`", "`{:x}` and `{{ y }}`"),
        ] {
            assert_eq!(read(text, Language::Liquid), wanted, "{text}");
        }
    }

    #[test]
    fn hugos_shortcodes_become_markdown() {
        for (text, wanted) in [
            ("{{< figure src=\"a.png\" alt=\"A\" title=\"T\" >}}", "![A](a.png)\n\n*T*"),
            ("{{< youtube abcdefghijk >}}", "<https://www.youtube.com/watch?v=abcdefghijk>"),
            ("{{< vimeo id=\"123\" >}}", "<https://vimeo.com/123>"),
            (
                "[x]({{< ref \"posts/a.md#b\" >}}) [y]({{< relref \"c\" >}})",
                "[x](@ref/posts/a.md#b) [y](@ref/c)",
            ),
            ("{{< highlight go \"linenos=table\" >}}\nfunc()\n{{< /highlight >}}", "```go\nfunc()\n```"),
            ("{{% notice warning %}}\nMind **this**.\n{{% /notice %}}", "> [!WARNING]\n> Mind **this**."),
            ("{{< gist ann 12ab >}}", "<https://gist.github.com/ann/12ab>"),
            (
                "{{< details \"More\" >}}\nx\n{{< /details >}}",
                "<details>\n<summary>More</summary>\n\nx\n\n</details>",
            ),
            ("`{{</* figure */>}}`", "`{{< figure >}}`"),
            ("{{< mermaid >}}\ngraph\n{{< /mermaid >}}", "```mermaid\ngraph\n```"),
        ] {
            assert_eq!(read(text, Language::Hugo), wanted, "{text}");
        }
    }

    #[test]
    fn zolas_shortcodes_become_markdown() {
        for (text, wanted) in [
            (
                "{{ youtube(id=\"abcdefghijk\", autoplay=true) }}",
                "<https://www.youtube.com/watch?v=abcdefghijk>",
            ),
            ("{% quote(author=\"Ann\") %}\nSo be it.\n{% end %}", "> So be it.\n>\n> — Ann"),
            ("[a](@/blog/b.md#c)", "[a](@/blog/b.md#c)"),
            ("![x]({{ get_url(path=\"/i.png\") }})", "![x](/i.png)"),
        ] {
            assert_eq!(read(text, Language::Tera), wanted, "{text}");
        }
    }

    #[test]
    fn what_has_no_equivalent_is_a_comment() {
        let converted = markdown("a {% if x -%} b {% endif %} {{ page.secret }}", &known(Language::Liquid));
        assert_eq!(
            converted.text,
            "a <!-- {% if x -%} --> b <!-- {% endif %} --> <!-- {{ page.secret }} -->"
        );
        assert_eq!(converted.left, ["{% if x -%}", "{% endif %}", "{{ page.secret }}"]);
        assert_eq!(read("{{< chart a=\"--> x\" >}}", Language::Hugo), "<!-- {{< chart a=\"- -> x\" >}} -->");
        assert_eq!(
            read("{{< chart a=\"---> x\" >}}", Language::Hugo),
            "<!-- {{< chart a=\"- - -> x\" >}} -->"
        );
        assert_eq!(
            read("{{< tabs >}}\nwords\n{{< /tabs >}}", Language::Hugo),
            "<!-- {{< tabs >}} -->\nwords\n<!-- {{< /tabs >}} -->"
        );
    }

    #[test]
    fn obsidians_links_become_markdown() {
        for (text, wanted) in [
            (
                "See [[My note]] and [[My note#Part|that]].",
                "See [My note](<@ref/My note>) and [that](<@ref/My note#Part>).",
            ),
            ("![[photo 1.png|300]]", "![photo 1](<@ref/photo 1.png>)"),
            ("a %%not for all%% b", "a <!-- not for all --> b"),
            ("`[[x]]` [[#Here]]", "`[[x]]` [Here](<#Here>)"),
            ("text ^block-1\n", "text \n"),
        ] {
            assert_eq!(read(text, Language::None), wanted, "{text}");
        }
    }
}
