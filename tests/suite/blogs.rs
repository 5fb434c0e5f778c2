//! Imports of blogs: a real one where the corpora are, and small ones of our own for each generator.

use std::collections::BTreeMap;
use std::process::Command;

use proptest::prelude::*;

use crate::corpora::corpora;
use crate::site::{Site, ends_in, files, png};

fn import(site: &Site, from: &str) -> String {
    let ran = site.run(&["import", "blog", from, "--yes"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran.out
}

/// Imports, builds, and imports again, which writes nothing; returns the content as text.
fn imported(site: &Site) -> BTreeMap<String, String> {
    import(site, "source");
    let built = site.build();
    let content = site.content();
    assert!(built.out.contains("no mistakes"), "{}{}\n{content:#?}", built.out, built.err);
    let before = site.sources();
    let again = import(site, "source");
    assert!(again.contains(": 0 written") && site.sources() == before, "{again}");
    content
}

pub(crate) fn assert_says(content: &BTreeMap<String, String>, path: &str, facts: &[&str]) {
    let text = content.get(path).unwrap_or_else(|| panic!("{path} in {:?}", content.keys()));
    for fact in facts {
        assert!(text.contains(fact), "{fact} in {path}: {text}");
    }
}

/// Words that a reader sees of a post in Markdown: without tags, attributes and addresses.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let pairs = [("{%", "%}"), ("<!--", "-->"), ("](", ")"), ("<", ">"), ("{:", "}")];
        let address = || {
            let is_end = |letter: char| letter.is_whitespace() || "<>)\"]".contains(letter);
            rest.starts_with("http").then(|| rest.find(is_end).unwrap_or(rest.len()))
        };
        let between = pairs.iter().find_map(|(open, close)| {
            let within = rest.strip_prefix(open)?;
            let end = within.find(close).filter(|end| *end < 2000)?;
            let is_tag = *open != "<"
                || within.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
            is_tag.then_some(open.len() + end + close.len())
        });
        let skipped = between.or_else(address);
        plain.push(if skipped.is_some() { ' ' } else { letter });
        rest = &rest[skipped.unwrap_or(letter.len_utf8())..];
    }
    let parts = plain.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
}

#[test]
fn a_real_blog_becomes_a_site_and_loses_no_word() {
    let Some(corpora) = corpora() else { return };
    let site = Site::new();
    std::fs::create_dir(site.path("source")).unwrap();
    let archive = corpora.join("notes/jekyll-blog-2012-2016.tar.xz");
    let unpacked =
        Command::new("tar").arg("xJf").arg(archive).arg("-C").arg(site.path("source")).status().unwrap();
    assert!(unpacked.success());
    let said = import(&site, "source/jekyll-blog");
    let built = site.build();
    assert!(built.out.contains("96 reports"), "{}", built.out);
    let checked = site.run(&["check", "--format", "json"]);
    for code in ["dangling-link", "foreign-markup", "unknown-key", "embed", "duplicate-id", "taken-address"] {
        assert!(!checked.out.contains(&format!("\"{code}\"")), "{code}: {}", checked.out);
    }
    let told = checked.out.lines().count();
    assert!(told <= 50, "of 1,048 lines without an import {told} are left: {said}");
    let pages = site.output().into_iter().filter(|(path, _)| ends_in(path, "html"));
    let shown: String = pages.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
    let shown = shown.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\"");
    let shown: std::collections::BTreeSet<String> =
        shown.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect();
    for (path, bytes) in files(&site.path("source/jekyll-blog/_posts")) {
        let text = String::from_utf8(bytes)
            .unwrap()
            .replace("&nbsp;", " ")
            .replace("&mdash;", " ")
            .replace("&#x27;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        let body = text.splitn(3, "---").nth(2).unwrap();
        let lost: Vec<_> = words(body).into_iter().filter(|word| !shown.contains(word)).collect();
        assert!(lost.is_empty(), "{path}: {lost:?}");
    }
    let before = site.sources();
    let again = import(&site, "source/jekyll-blog");
    assert!(again.contains(": 0 written") && site.sources() == before, "{again}");
}

/// A small site of Jekyll's.
fn jekyll(site: &Site) {
    site.file("source/_config.yml", "title: Boats\nurl: https://boats.example.org\nbaseurl: \"\"\npermalink: /:year/:month/:title/\ndefaults:\n  - scope: { path: _posts/2019-internal }\n    values: { published: false }\n");
    site.file(
        "source/_data/authors.yml",
        "ann:\n  name: Ann Example\n  email: ann@private.example\nteam_x:\n  name: Team X\n",
    );
    site.file("source/_posts/2019-03-04-first.md", "---\nlayout: post\ntitle: First\nauthor: ann\ntags: [ferries, Ferries, rowing]\nthumbnail: /images/a.png\nredirect_from:\n  - /older/first.html\ncomments: true\nmood: cheerful\n---\n\nSee [second]({% post_url 2019-04-05-second %}), [it again](/2019/04/second/), [its host](https://boats.example.org/2019/04/second/) and [a tag](/tags/#ferries).\n\n![A drawing]({{ site.baseurl }}/images/a.png){:width=\"50\"}\n\n{% highlight sh %}\nrow --fast\n{% endhighlight %}\n\n{% include youtube.html id=\"abcdefghijk\" %}\n\n{% include chart.html data=\"x\" %}\n\nIt is [gone](/nowhere/), as the ![sail](/images/none.png) is.\n");
    site.file("source/_posts/2019-04-05-second.md", "---\ntitle: Second\nauthor: { name: \"Bob Sample et Cy Model\" }\n---\n\nBack to [first](/2019/03/first/) with ![the same drawing](/images/a.png).\n");
    site.file(
        "source/_posts/2019-05-06-hidden.md",
        "---\ntitle: Hidden\npublished: false\n---\n\nHiddenword of a post.\n",
    );
    site.file(
        "source/_posts/2019-internal/2019-05-07-inner.md",
        "---\ntitle: Inner\n---\n\nInnerword of a post.\n",
    );
    site.file("source/_posts/2019-05-08-talk.md", "---\nlayout: conference\ntitle: A talk on oars\nauthor: ann\neventName: BoatConf 2019\neventUrl: https://boatconf.example.org/\nyoutubeId: lmnopqrstuv\n---\n\nWhat was said of oars.\n");
    site.file("source/_drafts/idea.md", "---\ntitle: Idea\n---\n\nDraftword of a post.\n");
    site.file("source/about.md", "---\nlayout: page\ntitle: About us\npermalink: /about/\n---\n\nWe row.\n");
    site.file("source/images/a.png", png(4, 4));
}

#[test]
fn jekylls_posts_are_reports_with_their_addresses() {
    let site = Site::new();
    jekyll(&site);
    let content = imported(&site);
    assert_says(
        &content,
        "reports/first.md",
        &[
            "authors = [\"Ann Example\"]",
            "topics = [\"ferries\", \"rowing\"]",
            "redirects = [\"/2019/03/first/\", \"/older/first.html\"]",
            "video = \"https://www.youtube.com/watch?v=abcdefghijk\"",
            "See [second](second.md), [it again](second.md), [its host](second.md) and [a tag](/topics/ferries/).",
            "![A drawing](/images/a.png)\n",
            "```sh\nrow --fast\n```",
            "<!-- {% include chart.html data=\"x\" %} -->",
            "It is gone, as the sail is.",
        ],
    );
    assert_says(
        &content,
        "reports/second.md",
        &["authors = [\"Bob Sample\", \"Cy Model\"]", "![the same drawing](/images/a.png)"],
    );
    assert_says(
        &content,
        "talks/boatconf-2019/talk.md",
        &["speakers = [\"Ann Example\"]", "event = \"boatconf-2019\"", "watch?v=lmnopqrstuv"],
    );
    assert_says(&content, "events/boatconf-2019.md", &["url = \"https://boatconf.example.org/\""]);
    assert_says(&content, "pages/about.md", &["title = \"About us\""]);
    assert!(site.path("content/images/a.png").exists(), "an image that two posts show is there once");
    for (path, word) in [
        ("reports/hidden.md", "Hiddenword"),
        ("reports/inner.md", "Innerword"),
        ("reports/idea.md", "Draftword"),
    ] {
        assert_says(&content, path, &["draft = true"]);
        for (path, bytes) in site.output() {
            assert!(!String::from_utf8_lossy(&bytes).contains(word), "{word} is in {path}");
        }
    }
    assert!(site.page("2019/03/first/index.html").contains("/reports/first/"), "the old address leads on");
    let report = std::fs::read_to_string(site.path("import-report.md")).unwrap();
    assert!(
        report.contains("foreign-markup")
            && report.contains("missing-image")
            && report.contains("front-matter-key"),
        "{report}"
    );
}

#[test]
fn hugos_bundles_shortcodes_and_translations_are_read() {
    let site = Site::new();
    site.file("source/hugo.toml", "baseURL = \"https://boats.example.org/\"\ntitle = \"Boats\"\n[languages.fr]\n[languages.en]\n[permalinks]\nposts = \"/:year/:slug/\"\n");
    site.file("source/content/_index.md", "---\ntitle: Home\n---\n");
    site.file("source/content/posts/_index.md", "---\ntitle: Posts\n---\n");
    site.file("source/content/posts/keel/index.md", "+++\ntitle = \"Keel\"\ndate = 2020-01-02T10:00:00+01:00\nslug = \"the-keel\"\ntags = [\"hulls\"]\naliases = [\"/old/keel/\"]\n[params]\nauthor = \"Ann Example\"\n+++\n\n{{< figure src=\"hull.png\" alt=\"A hull\" caption=\"How it looks\" >}}\n\nSee [mast]({{< ref \"mast.md\" >}}) or [it]({{< relref \"posts/mast\" >}}).\n\n{{% notice tip %}}\nMind the **tide**.\n{{% /notice %}}\n\n{{< highlight go >}}\nfunc row() {}\n{{< /highlight >}}\n\n```text\n{{</* figure src=\"x\" */>}}\n```\n\n{{< carousel a=\"b\" >}}\n");
    site.file("source/content/posts/keel/hull.png", png(3, 3));
    site.file("source/content/posts/mast.md", "---\ntitle: Mast\ndate: 2020-02-03\n---\n\nThe mast and the sail are of the same ship. ![logo](/img/logo.png)\n");
    site.file("source/content/posts/mast.fr.md", "---\ntitle: Le mât\ndate: 2020-02-03\n---\n\nLe mât et la voile sont du même navire, et nous les avons faits.\n");
    site.file("source/content/posts/later.md", "---\ntitle: Later\ndraft: true\n---\n\nLaterword.\n");
    site.file("source/content/secret/_index.md", "---\ntitle: Secret\ncascade:\n  draft: true\n---\n");
    site.file("source/content/secret/one.md", "---\ntitle: One\n---\n\nSecretword.\n");
    site.file("source/static/img/logo.png", png(5, 5));
    site.file(
        "source/content/talks/oars.md",
        "---\ntitle: Oars\nspeakers: [Bob Sample]\nevent: BoatConf\n---\n\nOf oars.\n",
    );
    let content = imported(&site);
    assert_says(
        &content,
        "reports/keel/index.md",
        &[
            "authors = [\"Ann Example\"]",
            "redirects = [\"/2020/the-keel/\", \"/old/keel/\"]",
            "![A hull](hull.png)\n\n*How it looks*",
            "See [mast](../mast.md) or [it](../mast.md).",
            "> [!TIP]\n> Mind the **tide**.",
            "```go\nfunc row() {}\n```",
            "```text\n{{< figure src=\"x\" >}}\n```",
            "<!-- {{< carousel a=\"b\" >}} -->",
        ],
    );
    assert_says(&content, "reports/mast.md", &["![logo](/img/logo.png)", "redirects = [\"/2020/mast/\"]"]);
    assert_says(
        &content,
        "reports/mast-fr.md",
        &["language = \"fr\"", "translation_of = \"mast\"", "\"/fr/2020/mast/\""],
    );
    assert_says(&content, "talks/boatconf/oars.md", &["speakers = [\"Bob Sample\"]"]);
    assert_says(&content, "reports/later.md", &["draft = true"]);
    assert_says(&content, "reports/one.md", &["draft = true"]);
}

#[test]
fn zola_eleventy_and_plain_front_matter_are_read() {
    let site = Site::new();
    site.file("source/config.toml", "base_url = \"https://boats.example.org\"\ntitle = \"Boats\"\n");
    site.file("source/content/blog/_index.md", "+++\ntitle = \"Blog\"\n+++\n");
    site.file("source/content/blog/2021-01-02-keel.md", "+++\ntitle = \"Keel\"\naliases = [\"old/keel.html\"]\nauthors = [\"Ann Example\"]\n[taxonomies]\ntags = [\"hulls\"]\n+++\n\nSee [mast](@/blog/mast/index.md#top) and {{ youtube(id=\"abcdefghijk\") }}\n");
    site.file("source/content/blog/mast/index.md", "+++\ntitle = \"Mast\"\ndate = 2021-02-03\nexpiryDate = 1999-01-01\n+++\n\n![sail](sail.png)\n\n{% quote(author=\"Bob\") %}Row on.{% end %}\n");
    site.file("source/content/blog/mast/sail.png", png(3, 3));
    import(&site, "source");
    let of_zola = site.content();
    assert_says(
        &of_zola,
        "reports/keel.md",
        &[
            "date = 2021-01-02",
            "topics = [\"hulls\"]",
            "\"/blog/keel/\", \"/old/keel.html\"",
            "[mast](mast/index.md#top)",
            "video = ",
        ],
    );
    assert_says(
        &of_zola,
        "reports/mast/index.md",
        &["expiryDate = 1999-01-01", "![sail](sail.png)", "> Row on.\n>\n> — Bob"],
    );

    let site = Site::new();
    site.file("source/eleventy.config.js", "export default {}\n");
    site.file(
        "source/posts/posts.json",
        "{ \"layout\": \"post.njk\", \"tags\": [\"posts\"], \"author\": \"Ann Example\" }\n",
    );
    site.file("source/posts/2022-01-02-keel.md", "---\ntitle: Keel\ntags: [hulls]\n---\n\n{% image \"/img/a.png\", \"A drawing\" %}\n\n[mast]({{ '/posts/mast/' | url }})\n");
    site.file(
        "source/posts/mast.md",
        "---\ntitle: Mast\npermalink: \"/m/{{ page.fileSlug }}/\"\n---\n\nOf masts.\n",
    );
    site.file(
        "source/posts/kept.md",
        "---\ntitle: Kept\neleventyExcludeFromCollections: true\n---\n\nKept.\n",
    );
    site.file("source/public/img/a.png", png(3, 3));
    let of_eleventy = imported(&site);
    assert_says(
        &of_eleventy,
        "reports/keel.md",
        &[
            "authors = [\"Ann Example\"]",
            "topics = [\"hulls\"]",
            "![A drawing](/img/a.png)",
            "[mast](mast.md)",
            "\"/posts/keel/\"",
        ],
    );
    assert_says(&of_eleventy, "reports/mast.md", &["redirects = [\"/m/mast/\"]"]);
    assert_says(&of_eleventy, "reports/kept.md", &["draft = true"]);

    let site = Site::new();
    site.file("source/one.md", "---\ntitle: One\ndate: 2022-03-04\nauthor: Ann Example\n---\n\nBraces {{ stay }} as {% they %} are, in `{{ code }}`, see [two](two.md).\n");
    site.file("source/two.md", "# Two\n\nWithout front matter.\n");
    import(&site, "source");
    assert_says(
        &site.content(),
        "reports/one.md",
        &["authors = [\"Ann Example\"]", "{{ stay }} as {% they %} are", "[two](two.md)"],
    );
}

#[test]
fn a_vault_of_obsidian_is_read() {
    let site = Site::new();
    site.file("source/.obsidian/app.json", "{}");
    site.file("source/Boats/The Keel.md", "---\ntags:\n  - hulls\naliases: [Backbone]\n---\n\nSee [[The Mast]], [[The Mast#Sails|sails]] and [[nobody]]. ![[hull photo.png|300]] %%a secret%%\n\n> [!tip]- Folded\n> Words.\n");
    site.file("source/The Mast.md", "---\ndate: 2023-01-02\n---\n\n## Sails\n\nOf [[Backbone]].\n");
    site.file("source/Private.md", "---\npublish: false\n---\n\nPrivateword.\n");
    site.file("source/attachments/hull photo.png", png(3, 3));
    let content = imported(&site);
    assert_says(
        &content,
        "reports/the-keel/index.md",
        &[
            "title = \"The Keel\"",
            "aliases = [\"Backbone\"]",
            "See [The Mast](../the-mast.md), [sails](../the-mast.md#Sails) and nobody. ![hull photo](hull-photo.png) <!-- a secret -->",
            "> [!tip]- Folded",
        ],
    );
    assert_says(&content, "reports/the-mast.md", &["[Backbone](the-keel/index.md)"]);
    assert_says(&content, "reports/private.md", &["draft = true"]);
    assert!(site.output().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("a secret")));
}

#[test]
fn nothing_private_is_taken_from_a_blog() {
    let site = Site::new();
    let (mail, phone) = ("zoe.private@secret.example", "+33 6 98 76 54 32");
    let all = format!("{mail}, {phone}");
    site.file("source/_config.yml", format!("title: \"{all}\"\nemail: {mail}\n"));
    site.file(
        "source/_data/authors.yml",
        format!("zoe:\n  name: Zoé Exemple\n  email: {mail}\n  phone: \"{phone}\"\n  login: zoesecret\n"),
    );
    site.file("source/_posts/2019-03-04-a.md", format!("---\ntitle: \"A {all}\"\nauthor: zoe\nemail: {mail}\nphone: \"{phone}\"\n_edit_last: zoesecret\nuser_login: zoesecret\nip: 203.0.113.77\ncomments:\n  - author: zoesecret\n    text: secretcomment\nreview: secretreview\ndescription: \"{all}\"\ntags: [a, \"{mail}\"]\nredirect_from: /x/{mail}/\n---\n\nWrite to [me](mailto:{mail}) or {all}. {{{{ site.email }}}} {{% include contact.html mail=\"{mail}\" %}}\n\n```\n{all}\n```\n"));
    import(&site, "source");
    site.run(&["build"]);
    for (path, bytes) in
        site.sources().into_iter().chain(site.output()).filter(|(path, _)| !path.starts_with("source"))
    {
        let text = String::from_utf8_lossy(&bytes);
        for planted in [
            mail,
            phone,
            "zoe.private",
            "98 76 54",
            "zoesecret",
            "203.0.113.77",
            "secretcomment",
            "secretreview",
        ] {
            assert!(!text.contains(planted) && !path.contains(planted), "{planted} is in {path}: {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// What an author does to a file of an import stays, whatever the source says then.
    #[test]
    fn an_edit_of_a_post_survives(comment in "[a-z ]{1,12}", word in "[a-z]{3,9}", later in "[a-z ]{3,20}") {
        let site = Site::new();
        jekyll(&site);
        import(&site, "source");
        let path = "reports/second.md";
        let text = site.content().remove(path).unwrap();
        let edited = text.replacen("title = \"Second\"", &format!("# {comment}\ntitle = 'Second' # {comment}"), 1).replace("Back to", &format!("Back {word} to"));
        site.file(&format!("content/{path}"), &edited);
        prop_assert!(import(&site, "source").contains(": 0 written"));
        site.file("source/_posts/2019-04-05-second.md", format!("---\ntitle: Second\nauthor: ann\n---\n\n{later}\n"));
        import(&site, "source");
        let kept = site.content().remove(path).unwrap();
        prop_assert!(kept.contains(&format!("# {comment}\ntitle = 'Second' # {comment}")) && kept.contains(&format!("Back {word} to")) && kept.contains("Ann Example"), "{}", kept);
        prop_assert!(import(&site, "source").contains(": 0 written"));
    }
}
