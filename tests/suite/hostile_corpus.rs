//! Some thousand payloads, each in many places of prose and front matter: no page holds anything that could run, load or pose.
//!
//! The corpus is made here, always the same. The pages are parsed as browsers parse them and audited as trees. With `REXBASE_BROWSER_CORPUS` set,
//! Chromium opens them, too, without their Content-Security-Policy, and must not be made to run anything.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::fmt::Write;

use html5ever_of_rcdom::tendril::TendrilSink;
use html5ever_of_rcdom::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::site::Site;

/// Elements that take event handlers, each whole but for the handler.
const ELEMENTS: &[&str] = &[
    "<img src=x @>",
    "<img src=\"p.png\" alt=\"x\" @>",
    "<svg @></svg>",
    "<svg/@>",
    "<body @>",
    "<video src=x @></video>",
    "<audio src @></audio>",
    "<video><source @></video>",
    "<input autofocus @>",
    "<details open @><summary>s</summary></details>",
    "<marquee @>x</marquee>",
    "<iframe @></iframe>",
    "<a href=\"#x\" @>x</a>",
    "<div tabindex=0 @>x</div>",
    "<math @><mi>x</mi></math>",
    "<object @></object>",
    "<x-y @>x</x-y>",
    "<b/@>x</b>",
    "<p title='@>x</p>",
    "<p title=`@>x</p>",
];

const HANDLERS: &[&str] = &[
    "onerror=alert(1)",
    "onload=alert(1)",
    "OnToggle='alert(1)'",
    "onclick=\"alert(1)\"",
    "onfocus=alert`1`",
    "onmouseover\n=\nalert(1)",
    "onanimationstart=alert(1) style=animation-name:x",
    "a=b/onpointerenter=alert(1)//",
    "x='\"'onbegin=alert(1)",
    "\"onauxclick=alert(1) \"",
];

/// Attributes that hold addresses, each whole but for the address.
const ADDRESSED: &[&str] = &[
    "<a href=\"@\">x</a>",
    "<a title=t href='@'>x</a>",
    "<a href=@>x</a>",
    "<area href=\"@\">",
    "<iframe src=\"@\"></iframe>",
    "<embed src=\"@\">",
    "<object data=\"@\"></object>",
    "<form action=\"@\"><input type=submit></form>",
    "<button formaction=\"@\">x</button>",
    "<img src=\"@\" alt=x>",
    "<img srcset=\"@ 2x\" src=\"p.png\" alt=x>",
    "<video poster=\"@\" src=\"@\"></video>",
    "<audio><source src=\"@\"></audio>",
    "<video><track src=\"@\"></video>",
    "<picture><source srcset=\"@\"><img src=\"p.png\" alt=x></picture>",
    "<svg><a xlink:href=\"@\"><text>x</text></a></svg>",
    "<svg><use href=\"@\"/></svg>",
    "<svg><image href=\"@\"/></svg>",
    "<svg><animate attributeName=href values=\"@\"/></svg>",
    "<math href=\"@\"><mi>x</mi></math>",
    "<base href=\"@\">",
    "<link rel=stylesheet href=\"@\">",
    "<script src=\"@\"></script>",
    "<meta http-equiv=refresh content=\"0;url=@\">",
    "<body background=\"@\">",
    "<table background=\"@\"><tr><td>x</td></tr></table>",
    "<input type=image src=\"@\">",
    "<a ping=\"@\" href=\"https://e.org\">x</a>",
    "<blockquote cite=\"@\">x</blockquote>",
    "<iframe srcdoc=\"<img src=@ onerror=alert(1)>\"></iframe>",
    "[x](<@>)",
    "![x](<@>)",
    "<@>",
    "[x][r]\n\n[r]: <@> \"t\"\n",
];

const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#9;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#106;&#x61;vascript&colon;alert(1)",
    "&#1;javascript:alert(1)",
    " \u{1}javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript://e.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example\\x",
    "/&#9;/evil.example/x",
    "https://evil.example/x.js",
    "rexbase:0",
    "blob:https://evil.example/x",
];

/// What needs no expanding: parsers that disagree, marks, and what Markdown makes of things.
const WHOLE: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT\n>",
    "<script\u{c}>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "<script>alert(1)",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    "<style>@import '//evil.example';</style>",
    "<style><img src=x onerror=alert(1)></style>",
    "<style></style\n><img src=x onerror=alert(1)>",
    "<p style=\"background:url(//evil.example)\">x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<title><a href=\"</title><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">",
    "<iframe><p title=\"</iframe><img src=x onerror=alert(1)>\">",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\">",
    "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "<svg><desc><p><style><!--</style><a title=\"--><img src=x onerror=alert(1)>\">",
    "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>",
    "<svg><script>alert&lpar;1&rpar;</script></svg>",
    "<svg><set onbegin=alert(1) attributename=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
    "<math><mtext><table><mglyph><style><math><img src=x onerror=alert(1)></style>",
    "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>",
    "<table><tr><td><form><table></form><img src=x onerror=alert(1)></table></table>",
    "<table><style><img src=x onerror=alert(1)></style></table>",
    "<select><img src=x onerror=alert(1)></select>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<a><b></a><img src=x onerror=alert(1)></b>",
    "<a href=\"https://e.org\"><a href=\"javascript:alert(1)\">x</a></a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!---><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!-- <img src=x onerror=alert(1)>",
    "<!x><img src=x onerror=alert(1)>",
    "<?x ?><img src=x onerror=alert(1)>",
    "<?php echo '<img src=x onerror=alert(1)>' ?>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<![CDATA[>]]><img src=x onerror=alert(1)>",
    "</p/onclick=alert(1)>",
    "<p title=\"a>b\" onclick=alert(1)>x</p>",
    "<p title='a\">' onclick=alert(1)>x</p>",
    "<p a=\"1\"b=\"2\"onclick=alert(1)>x</p>",
    "<p\u{b}onclick=alert(1)>x</p>",
    "<img src=x onerror=alert(1) alt=\"",
    "<img alt=\"<x\" title='\"><img src=x onerror=alert(1)>'>",
    "<div title=\"\n\n[[x]] <b>\n\n\"><img src=x onerror=alert(1)>",
    "<a href=\"\n\n![x](p.png)\n\n\" onclick=alert(1)>",
    "<b class=\"unseen site-header alert\" id=\"a:b\" style=x role=dialog tabindex=1>x</b>",
    "<section class=\"footnotes\" aria-label=\"x\"><ol><li id=fn-1>x</ol></section>",
    "<input type=checkbox checked onclick=alert(1)><input type=password name=p>",
    "<form><button>x</button><select><option>y</select><textarea>z</textarea></form>",
    "<dialog open>x</dialog><object><param name=x></object><applet></applet>",
    "<frameset><frame src=x></frameset>",
    "<isindex action=javascript:alert(1)><keygen><bgsound src=x><layer src=x>",
    "<wbr id=\"rexbase:0\"><wbr id=\"rexbase:1\">",
    "<a href=\"rexbase:0\">x</a><img src=\"rexbase:0\">",
    "<i title='<wbr id=\"rexbase:0\">'>x</i>",
    "&#xe000;0&#xe001; &#xe002;0&#xe003; \u{e000}0\u{e001} \u{e002}0\u{e003}",
    "<i title=\"\u{e002}0\u{e003}\u{e000}0\u{e001}\">x</i>",
    "![<wbr id=\"rexbase:0\"> \" onerror=alert(1)](p.png \"\\\" onerror=alert(1)\")",
    "[x](p.md \"\\\" onclick=alert(1)\")",
    "[\"><img src=x onerror=alert(1)>](p.md)",
    "[[<img src=x onerror=alert(1)>]]",
    "[[x|<img src=x onerror=alert(1)>]]",
    "[[\" onclick=alert(1)]]",
    "![[x|<svg onload=alert(1)>]]",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$x <img src=x onerror=alert(1)>$",
    "$$\\class{unseen}{x} \\style{color:red}{x} \\unicode{x3c}script>$$",
    "$\\char\"3c$ $\\char é$",
    "> [!NOTE]\n> <img src=x onerror=alert(1)>",
    "> [!<img src=x onerror=alert(1)>] x",
    "> [!info]- <img src=x onerror=alert(1)>\n> x",
    "> [!\" onclick=alert(1) ] x",
    "> [!LESSON <img src=x onerror=alert(1)>] <script>alert(1)</script>",
    "## x {#\"><img src=x onerror=alert(1)>}",
    "## <img src=x onerror=alert(1)> x",
    "## x {onclick=alert(1) .unseen}",
    "```\"><img src=x onerror=alert(1)>\n<script>alert(1)</script>\n```",
    "```html\n<script>alert(1)</script>\n```",
    "`<img src=x onerror=alert(1)>`",
    "    <img src=x onerror=alert(1)>",
    "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| <script>alert(1)</script> | c | <svg onload=alert(1)> |",
    "x[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: y",
    "x[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "term\n: <img src=x onerror=alert(1)>",
    "term\n:<img src=x onerror=alert(1)>",
    "- [ ] <img src=x onerror=alert(1)>",
    "https://e.org/\"onmouseover=alert(1) x",
    "https://e.org/<img src=x onerror=alert(1)>",
    "www.e.org/'><img src=x onerror=alert(1)>",
    "<https://e.org/\"onmouseover=alert(1)>",
    "<a@b.org\"onmouseover=alert(1)>",
    "{% raw %}<img src=x onerror=alert(1)>{% endraw %}",
    "{% highlight html %}\n<script>alert(1)</script>\n{% endhighlight %}",
    "{{< img src=x onerror=alert(1) >}}",
    ":::note\n<img src=x onerror=alert(1)>\n:::",
    "\\<img src=x onerror=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "\u{202e}<img src=x onerror=alert(1)>\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
];

/// The places in prose that each payload is put into.
const PLACES: &[&str] = &[
    "\n@\n",
    "\ntext @ text\n",
    "\n- item @\n  - @\n",
    "\n> quote @\n>\n> @\n",
    "\n<details><summary>@</summary>\n\n@\n\n</details>\n",
    "\n*a **@** b*\n",
    "\n<div>@\n\n@</div>\n",
];

/// Every payload, in an order that never changes.
fn payloads() -> Vec<String> {
    let expand = |wholes: &[&str], parts: &[&str]| -> Vec<String> {
        wholes.iter().flat_map(|whole| parts.iter().map(|part| whole.replace('@', part))).collect()
    };
    let mut payloads = expand(ELEMENTS, HANDLERS);
    payloads.extend(expand(ADDRESSED, ADDRESSES));
    payloads.extend(WHOLE.iter().map(ToString::to_string));
    payloads
}

/// As a string of TOML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// A site that has each payload in each place of prose, and one in three in every field.
fn hostile_site() -> (Site, usize) {
    let site = Site::new();
    site.file(
        "rexbase.toml",
        "title = \"Hostile\"\nbase_url = \"https://demo.example.org/\"\nlanguage = \"en\"\nmath = true\n",
    );
    let payloads = payloads();
    let mut placed = 0;
    for (number, some) in payloads.chunks(12).enumerate() {
        let mut text = format!("+++\ntitle = \"Prose {number}\"\nevent = false\n+++\n");
        for (payload, place) in
            some.iter().flat_map(|payload| PLACES.iter().map(move |place| (payload, place)))
        {
            let lines = if place.contains("> ") { payload.replace('\n', "\n> ") } else { payload.clone() };
            text.push_str(&place.replace('@', &lines));
            placed += 1;
        }
        site.file(&format!("content/talks/prose-{number}/index.md"), text);
        site.file(&format!("content/talks/prose-{number}/p.png"), "no image");
    }
    for (number, payload) in payloads.iter().enumerate().filter(|(number, _)| number % 3 == 0) {
        let evil = quoted(payload);
        let mut text = format!("+++\ntitle = {evil}\ndescription = {evil}\nroom = {evil}\nlevel = {evil}\n");
        write!(text, "topics = [{evil}]\ntechnologies = [{evil}]\norganisations = [{evil}]\n").unwrap();
        writeln!(text, "speakers = [{{ name = {evil}, role = {evil}, organisation = {evil} }}]").unwrap();
        write!(
            text,
            "links = [{{ url = \"https://e.org\", title = {evil} }}]\nevent = {}\n",
            quoted(&format!("e{}", number % 7))
        )
        .unwrap();
        writeln!(text, "video = {{ url = \"https://e.org/v.mp4\", note = {evil}, title = {evil}, chapters = [{{ at = \"1m\", title = {evil} }}] }}").unwrap();
        write!(text, "[[figures]]\nmetric = {evil}\nvalue = 1\nunit = {evil}\nquote = {evil}\nperiod = {evil}\n[extra]\nx = {evil}\n+++\n").unwrap();
        let line = payload.lines().next().unwrap_or_default();
        write!(text, "\n## {line}\n\n## Lessons learned\n\n- Lesson {line}\n\n## Action items\n\n- [ ] {line} (@{line}, 2018)\n").unwrap();
        site.file(&format!("content/talks/field-{number}.md"), text);
        placed += 18;
    }
    for event in 0..7 {
        let evil = quoted(&payloads[event * 31]);
        site.file(
            &format!("content/events/e{event}.md"),
            format!("+++\ntitle = {evil}\ndate = 2020-01-0{}\nvenue = {{ name = {evil}, address = {evil} }}\nsponsors = [{{ organisation = {evil}, level = {evil} }}]\n+++\n", event + 1),
        );
    }
    (site, placed)
}

#[test]
fn nothing_hostile_is_left_in_any_page() {
    let (site, placed) = hostile_site();
    assert!(placed > 6_000, "{placed}");
    let ran = site.run(&["build", "--keep-going"]);
    assert!(matches!(ran.code, Some(0 | 1)) && !ran.err.contains("panicked"), "{}", ran.err);
    let output = site.output();
    let mut wrong = Vec::new();
    let mut pages = 0;
    for (path, bytes) in &output {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            pages += 1;
            let is_search = path == "search/index.html";
            let text = if is_search { without_own_scripts(&text) } else { text.into_owned() };
            audit(path, &text, Ground::Page, &mut wrong);
        } else if path.ends_with("feed.json") {
            let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
            for item in feed["items"].as_array().unwrap() {
                audit(path, item["content_html"].as_str().unwrap_or_default(), Ground::Prose, &mut wrong);
            }
        }
    }
    assert!(pages > 400, "{pages}");
    assert!(
        wrong.is_empty(),
        "{} findings, among them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    if std::env::var_os("REXBASE_BROWSER_CORPUS").is_some() {
        crate::browser::run("hostile-corpus.test.mjs", &site);
    }
}

/// The search page without what the theme runs in it, which is the same on a site of one plain talk, and without the manifest, which is letters of base64.
fn without_own_scripts(page: &str) -> String {
    const END: &str = "</script>";
    const RUNS: &str = "<script type=\"module\" async>";
    const HOLDS: &str = "<script type=\"application/gzip\" id=\"search:manifest\">";
    let plain = Site::new();
    plain.file("content/talks/t.md", "+++\ntitle = \"T\"\n+++\n");
    plain.build();
    let plain = plain.page("search/index.html");
    let (script, _) = plain.split_once(RUNS).and_then(|(_, rest)| rest.split_once(END)).unwrap();
    assert!(script.len() > 500, "{script}");
    let page = page.replacen(&format!("{RUNS}{script}{END}"), "", 1);
    let (before, rest) = page.split_once(HOLDS).unwrap();
    let (manifest, after) = rest.split_once(END).unwrap();
    let is_base64 = |letter: u8| letter.is_ascii_alphanumeric() || b"+/=".contains(&letter);
    assert!(!manifest.is_empty() && manifest.bytes().all(is_base64), "{manifest}");
    format!("{before}{after}")
}

/// Whose HTML is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The theme's.
    Page,
    /// An author's.
    Prose,
}

fn audit(path: &str, html: &str, ground: Ground, wrong: &mut Vec<String>) {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    // A stack of its own: what is parsed may be deep.
    let mut rest: Vec<(Handle, Ground)> = vec![(dom.document.clone(), ground)];
    while let Some((node, ground)) = rest.pop() {
        let mut inner = ground;
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attributes: Vec<(String, String)> = attrs
                .borrow()
                .iter()
                .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                .collect();
            let value = |wanted: &str| {
                attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
            };
            if value("class").is_some_and(|classes| classes.split(' ').any(|class| class == "prose")) {
                inner = Ground::Prose;
            }
            let found = finding(&name.local, &attributes, ground);
            if let Some(found) = found {
                wrong.push(format!("{path}: {found}: <{} {attributes:?}", &name.local));
            }
        }
        rest.extend(node.children.borrow().iter().map(|child| (child.clone(), inner)));
    }
}

/// What is wrong with an element, if anything is.
fn finding(name: &str, attributes: &[(String, String)], ground: Ground) -> Option<&'static str> {
    let value =
        |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let is_own = |address: &str| {
        let address = address.trim_start_matches("https://demo.example.org");
        address.is_empty()
            || address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
    };
    if ["iframe", "object", "embed", "base", "frame", "applet", "style", "template"].contains(&name) {
        return Some("an element that no page has");
    }
    if name == "script" {
        let is_data = value("type").is_some_and(|kind| kind.ends_with("json"));
        let is_theme = value("src").is_some_and(is_own);
        return (ground == Ground::Prose || !(is_data || is_theme)).then_some("a script");
    }
    if name == "meta" && value("http-equiv").is_some_and(|kind| kind != "Content-Security-Policy") {
        return Some("a meta element that acts");
    }
    for (attribute, value) in attributes {
        if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
            return Some("an attribute that runs or styles");
        }
        let seen: String =
            value.chars().filter(|letter| *letter > ' ').collect::<String>().to_ascii_lowercase();
        let is_address =
            ["href", "src", "action", "formaction", "poster", "data", "xlink:href", "cite", "background"]
                .contains(&attribute.as_str());
        let runs = ["javascript:", "vbscript:", "data:", "blob:", "feed:", "view-source:", "rexbase:"]
            .iter()
            .any(|scheme| seen.starts_with(scheme));
        if is_address && runs {
            return Some("an address that may run");
        }
        if ["src", "poster", "background"].contains(&attribute.as_str()) && !is_own(value) {
            return Some("something of another site");
        }
        if attribute == "href" && (value.starts_with("//") || value.contains('\\') && !value.contains("://"))
        {
            return Some("an address without its scheme");
        }
        if attribute == "srcset" && value.split(',').any(|candidate| !is_own(candidate.trim())) {
            return Some("an image of another site");
        }
    }
    if ground == Ground::Page {
        return None;
    }
    let is_control =
        ["form", "button", "select", "textarea", "link", "meta", "svg", "dialog", "title", "noscript"]
            .contains(&name);
    if is_control || name == "input" && (value("type") != Some("checkbox") || value("disabled").is_none()) {
        return Some("a control or a drawing of an author's");
    }
    let poses = |class: &str| ["unseen", "site-header"].contains(&class);
    let is_themes = value("id").is_some_and(|id| id.contains(':'));
    if is_themes || value("class").is_some_and(|classes| classes.split(' ').any(poses)) {
        return Some("a pose as a part of the interface");
    }
    None
}
