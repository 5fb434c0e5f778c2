//! Small hostile sites: each a short recipe that says one thing very often, or at great length. `bounds` holds that none of them grows out of hand.
//!
//! A recipe is a name and what makes the files for a size; the size is a number of repetitions or of letters. They are made by table, one for each key,
//! list, snippet or product of lists, since what is forgotten in one place is what grows.

/// A site of a size: its files, by path below `content/`.
pub(crate) struct Recipe {
    pub(crate) name: String,
    /// The smallest size at which what is bounded is at its bound, so that twice as much is no more than twice as large.
    pub(crate) size: usize,
    make: Box<dyn Fn(usize) -> Files + Send + Sync>,
}

pub(crate) type Files = Vec<(String, String)>;

impl Recipe {
    fn new(
        name: impl Into<String>,
        size: usize,
        make: impl Fn(usize) -> Files + Send + Sync + 'static,
    ) -> Self {
        Self { name: name.into(), size, make: Box::new(make) }
    }

    pub(crate) fn files(&self, size: usize) -> Files {
        (self.make)(size)
    }
}

/// Every recipe.
pub(crate) fn all() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    recipes.extend(TEXTS.iter().flat_map(|(kind, keys)| keys.iter().map(|key| long_text(kind, key))));
    recipes.extend(LISTS.iter().flat_map(|(kind, lists)| lists.iter().map(|list| long_list(kind, list))));
    recipes.extend(SNIPPETS.iter().map(|(name, snippet)| body(name, snippet)));
    recipes.extend(LEARNED.iter().map(|(name, snippet)| learned(name, snippet)));
    recipes.extend(PRODUCTS.iter().flat_map(|part| LISTS[0].1.iter().map(|list| product(part, list))));
    recipes.extend(many_files());
    recipes
}

/// Keys whose values are texts; `@` is where the text stands. Each stands in a file that many pages show.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "talks",
        &[
            "title = \"@\"",
            "description = \"@\"",
            "room = \"@\"",
            "level = \"@\"",
            "event = \"@\"",
            "topics = [\"@\"]",
            "technologies = [\"@\"]",
            "organisations = [\"@\"]",
            "aliases = [\"@\"]",
            "redirects = [\"/@/\"]",
            "language = \"@\"",
            "translation_of = \"@\"",
            "url = \"https://example.org/@\"",
            "speakers = [\"@\"]",
            "speakers = [{ name = \"A\", role = \"@\" }]",
            "speakers = [{ name = \"A\", organisation = \"@\" }]",
            "links = [{ url = \"https://example.org/\", title = \"@\" }]",
            "links = [\"https://example.org/@\"]",
            "video = { url = \"https://example.org/v.mp4\", title = \"@\" }",
            "video = { url = \"https://example.org/@.mp4\" }",
            "video = { status = \"awaited\", note = \"@\" }",
            "video = { url = \"https://example.org/v.mp4\", poster = \"@\" }",
            "video = { url = \"https://example.org/v.mp4\", chapters = [{ at = \"1m\", title = \"@\" }] }",
            "figures = [{ metric = \"@\", value = 1 }]",
            "figures = [{ metric = \"m\", value = 1, unit = \"@\" }]",
            "figures = [{ metric = \"m\", value = 1, period = \"@\" }]",
            "figures = [{ metric = \"m\", value = 1, quote = \"@\" }]",
            "figures = [{ metric = \"m\", value = 1, organisation = \"@\" }]",
            "figures = [{ metric = \"m\", value = 1, source = \"https://example.org/@\" }]",
            "nosuchkey = \"@\"",
            "extra = { a = \"@\" }",
        ],
    ),
    (
        "reports",
        &[
            "title = \"@\"",
            "description = \"@\"",
            "event = \"@\"",
            "authors = [\"@\"]",
            "covers = [\"@\"]",
            "covers = [{ talk = \"t\", section = \"@\" }]",
        ],
    ),
    (
        "events",
        &[
            "title = \"@\"",
            "description = \"@\"",
            "series = \"@\"",
            "organisers = [\"@\"]",
            "timezone = \"@\"",
            "venue = { name = \"@\" }",
            "venue = { address = \"@\" }",
            "sponsors = [{ organisation = \"@\" }]",
            "sponsors = [{ organisation = \"A\", level = \"@\" }]",
            "programme = \"https://example.org/@\"",
        ],
    ),
    ("people", &["title = \"@\"", "role = \"@\"", "description = \"@\"", "aliases = [\"@\"]"]),
    ("organisations", &["title = \"@\"", "sector = \"@\"", "country = \"@\"", "aliases = [\"@\"]"]),
    ("topics", &["title = \"@\"", "broader = \"@\"", "aliases = [\"@\"]", "description = \"@\""]),
    ("technologies", &["title = \"@\"", "aliases = [\"@\"]"]),
    ("series", &["title = \"@\"", "organisers = [\"@\"]"]),
    ("pages", &["title = \"@\"", "description = \"@\""]),
];

/// Keys whose values are lists, and an entry; `@` is a number.
const LISTS: &[(&str, &[(&str, &str)])] = &[
    (
        "talks",
        &[
            ("topics", "\"topic @\""),
            ("technologies", "{ name = \"tech @\", stance = \"trial\" }"),
            ("organisations", "\"org @\""),
            ("speakers", "\"person @\""),
            ("speakers", "{ name = \"person @\", role = \"r\", organisation = \"org @\" }"),
            ("aliases", "\"alias@\""),
            ("redirects", "\"/old/@/\""),
            ("links", "\"https://example.org/@\""),
            ("figures", "{ metric = \"m@\", value = @ }"),
            ("video", "\"https://example.org/@.mp4\""),
            ("slides", "{ status = \"awaited\", note = \"n@\" }"),
        ],
    ),
    (
        "reports",
        &[
            ("authors", "\"person @\""),
            ("covers", "\"no talk @\""),
            ("figures", "{ metric = \"m@\", value = @ }"),
            ("topics", "\"topic @\""),
        ],
    ),
    (
        "events",
        &[
            ("organisers", "\"org @\""),
            ("sponsors", "{ organisation = \"org @\", level = \"gold\" }"),
            ("social", "\"https://example.org/@\""),
            ("topics", "\"topic @\""),
        ],
    ),
    (
        "people",
        &[("organisations", "\"org @\""), ("aliases", "\"alias@\""), ("social", "\"https://x.org/@\"")],
    ),
    ("organisations", &[("aliases", "\"alias@\""), ("links", "\"https://x.org/@\"")]),
    ("topics", &[("aliases", "\"alias@\""), ("redirects", "\"/old/@/\"")]),
    ("technologies", &[("aliases", "\"alias@\"")]),
    ("series", &[("organisers", "\"org @\""), ("social", "\"https://x.org/@\"")]),
];

/// What a text may say again and again; `@` is a number.
const SNIPPETS: &[(&str, &str)] = &[
    ("words", "word@ "),
    ("one word", "word "),
    ("paragraphs", "word@\n\n"),
    ("headings", "# a\n"),
    ("numbered headings", "# a @\n"),
    ("headings after a conclusion", "# Conclusion\n# a\n"),
    ("conclusions", "# Conclusion\n\ntext\n\n"),
    ("headings with ids", "# a {#id@}\n"),
    ("headings with one id", "# a {#id}\n"),
    ("lessons", "\n# Lessons\n\n- an item\n"),
    ("quoted lessons", "> [!LESSON]\n> item @\n\n"),
    ("lessons of no kind", "> [!LESSON nosuch]\n> item @\n\n"),
    ("actions", "\n# Action items\n\n- [ ] item @ (@A, 2018-01)\n"),
    ("tasks", "- [x] done\n"),
    ("items", "- item\n"),
    ("numbers", "1. item\n"),
    ("loose items", "- item\n\n"),
    ("quotes", "> quote\n\n"),
    ("a tower of quotes", "> "),
    ("a tower of items", "- "),
    ("a tower of brackets", "["),
    ("a tower of images", "!["),
    ("a tower of emphasis", "*a "),
    ("a tower of both emphases", "*_"),
    ("ticks", "`"),
    ("ticks in a row", "`a` "),
    ("strong", "**a** "),
    ("links", "[a](https://example.org/@) "),
    ("mail", "<mailto:a@x.org> "),
    ("references", "[a@]: /x\n\n[a@]\n\n"),
    ("one long reference", "[a]\n\n[a]: https://example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n"),
    ("dead links", "[x](nowhere@.md)\n"),
    ("one dead link", "[x](nowhere.md)\n"),
    ("dead names", "[[nobody @]]\n"),
    ("dead anchors", "[x](#nowhere@)\n"),
    ("near anchors", "# anchor@\n\n[x](#anchor@x)\n\n"),
    ("names of oneself", "[[x]]\n"),
    ("labelled names", "[[x|label @]]\n"),
    ("refused links", "[a](javascript:x)\n"),
    ("images that are not there", "![a](x@.png)\n"),
    ("images without words", "![](x.png)\n"),
    ("images of others", "![a](https://example.org/@.png)\n"),
    ("notes", "[^@] \n\n[^@]: note\n\n"),
    ("calls of a note", "[^a] \n\n[^a]: note\n\n"),
    ("notes that nothing calls", "[^@]: note\n\n"),
    ("tables", "| a | b |\n|---|---|\n| c | d |\n\n"),
    ("columns", "| a "),
    ("rows", "| a |\n"),
    ("alerts", "> [!NOTE]\n> x\n\n"),
    ("code", "```rust\nfn x() {}\n```\n\n"),
    ("code of no language", "```nosuch\nx\n```\n\n"),
    ("fences", "```\n"),
    (
        "code that takes long to colour",
        "```sv\na((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((a((\n```\n\n",
    ),
    ("indented code", "    code\n"),
    ("formulas", "$a < b$ "),
    ("wrong formulas", "$\\nosuch$ "),
    ("display formulas", "$$x^2$$\n\n"),
    ("a tower of braces", "${"),
    ("raw tags", "<b>x</b> "),
    ("raw blocks", "<div>x</div>\n\n"),
    ("open tags", "<b>"),
    ("open blocks", "<div>"),
    ("refused tags", "<script>x</script>\n\n"),
    ("refused attributes", "<b onclick=x>x</b> "),
    ("comments", "<!-- x -->\n\n"),
    ("raw links", "<a href=\"nowhere@\">x</a> "),
    ("raw images", "<img src=\"x@.png\"> "),
    ("forged marks", "<wbr id=\"rexbase:0\"> "),
    ("forged marks of a formula", "$x$ <wbr id=\"rexbase:0\"> "),
    ("private letters", "\u{e000}0\u{e001}"),
    ("entities", "&amp;"),
    ("backslashes", "\\"),
    ("hard breaks", "a  \n"),
    ("rules", "---\n\n"),
    ("underlines", "a\n---\n\n"),
    ("definitions", "a\n: b\n\n"),
    ("bare addresses", "https://example.org/@ "),
    ("strikes", "~~a~~ "),
    ("superscripts", "a^b^ "),
    ("callouts", "> [!info] title\n> x\n\n"),
    ("embeds", "![[x]]\n"),
    ("marks of right to left", "\u{202e}\u{feff}"),
    ("ideographs", "知"),
    ("combining", "e\u{301}\u{301}\u{301}"),
    ("shortcodes", "{% x %}\n"),
    ("line breaks", "\n"),
    ("tabs", "\t"),
];

/// What may stand many times in one section of lessons.
const LEARNED: &[(&str, &str)] = &[
    ("full stops", "a."),
    ("sentences", "Word@. "),
    ("paragraphs", "Test more@.\n\n"),
    ("bold lines", "**Bold line @**\n\n"),
    ("labels", "Observation: it broke @\n\n"),
    ("bold labels", "- **Observation:** it broke @\n"),
    ("definitions", "Recommendation\n: test more @\n\n"),
    ("items below items", "- a lesson @\n  - its detail\n"),
    ("short items", "- ab cd\n"),
    ("placeholders", "- [lesson]\n"),
];

/// What a file may have many of beside a long list of its front matter.
const PRODUCTS: &[(&str, &str)] =
    &[("lessons", "- lesson @\n"), ("short lessons", "- ab cd\n"), ("figures", "")];

const WRAPPED: &str =
    "event = \"E\"\ntopics = [\"t1\", \"t2\", \"t3\", \"t4\", \"t5\", \"t6\", \"t7\", \"t8\"]\n";

fn numbered(text: &str, count: usize) -> impl Iterator<Item = String> {
    (0..count).map(move |number| text.replace('@', &number.to_string()))
}

/// A file, and talks that show it wherever they can.
fn shown(kind: &str, matter: &str) -> Files {
    let title = if matter.contains("title = \"") { "" } else { "title = \"X\"\n" };
    let (own, shared) = match kind {
        "talks" | "reports" if !matter.contains("topics") => {
            (title, "topics = [\"t1\", \"t2\", \"t3\", \"t4\"]\n")
        }
        _ => (title, ""),
    };
    let mut files = vec![(format!("{kind}/x.md"), format!("+++\n{own}{shared}{matter}\n+++\n\nText.\n"))];
    let (key, many) = match kind {
        "events" => ("event", false),
        "people" => ("speakers", true),
        "series" => return [files, numbered_files("events", "series = \"x\"\n", 6)].concat(),
        "talks" | "reports" | "pages" => return files,
        other => (other, true),
    };
    let value = if many { format!("{key} = [\"x\"]\n") } else { format!("{key} = \"x\"\n") };
    files.extend(numbered_files("talks", &value, 6));
    files
}

fn numbered_files(kind: &str, matter: &str, count: usize) -> Files {
    let file = |number: usize| {
        let matter = matter.replace('@', &number.to_string());
        (format!("{kind}/f{number}.md"), format!("+++\ntitle = \"F{number}\"\n{matter}+++\n\nText.\n"))
    };
    (0..count).map(file).collect()
}

fn long_text(kind: &'static str, key: &'static str) -> Recipe {
    Recipe::new(format!("{kind}: {key}"), 6_000, move |size| {
        shown(kind, &key.replace('@', &"a".repeat(size)))
    })
}

fn long_list(kind: &'static str, (key, entry): &'static (&'static str, &'static str)) -> Recipe {
    let list = move |size| format!("{key} = [{}]", numbered(entry, size).collect::<Vec<_>>().join(", "));
    Recipe::new(format!("{kind}: many {key} like {entry}"), 60, move |size| shown(kind, &list(size)))
}

fn body(name: &str, snippet: &'static str) -> Recipe {
    let text = move |size| numbered(snippet, size).collect::<String>();
    Recipe::new(name, 120, move |size| {
        vec![("talks/x.md".to_owned(), format!("+++\ntitle = \"X\"\n{WRAPPED}+++\n\n{}\n", text(size)))]
    })
}

fn learned(name: &str, snippet: &'static str) -> Recipe {
    let text = move |size| numbered(snippet, size).collect::<String>();
    Recipe::new(format!("lessons learned: {name}"), 120, move |size| {
        let text = format!("+++\ntitle = \"X\"\n{WRAPPED}+++\n\n# Lessons learned\n\n{}\n", text(size));
        vec![("talks/x.md".to_owned(), text)]
    })
}

fn product(
    (name, item): &'static (&'static str, &'static str),
    (key, entry): &'static (&'static str, &'static str),
) -> Recipe {
    Recipe::new(format!("{name} times {key} like {entry}"), 55, move |size| {
        let mut lists = vec![(*key, *entry)];
        if *name == "figures" && *key != "figures" {
            lists.push(("figures", "{ metric = \"m@\", value = @ }"));
        }
        let list = |(key, entry): (&str, &str)| {
            format!("{key} = [{}]\n", numbered(entry, size).collect::<Vec<_>>().join(", "))
        };
        let matter: String = lists.into_iter().map(list).collect();
        let lessons: String = numbered(item, size).collect();
        vec![(
            "talks/x.md".to_owned(),
            format!("+++\ntitle = \"X\"\n{matter}+++\n\n# Lessons\n\n{lessons}\n"),
        )]
    })
}

/// Sites of many small files.
fn many_files() -> Vec<Recipe> {
    let each = |name: &'static str, size: usize, kind: &'static str, matter: &'static str| {
        Recipe::new(name, size, move |size| numbered_files(kind, matter, size))
    };
    vec![
        each("talks", 60, "talks", ""),
        each("talks of one event", 60, "talks", "event = \"f0\"\n"),
        each("talks of one topic", 60, "talks", "topics = [\"T\"]\n"),
        each("talks of one person", 60, "talks", "speakers = [\"A\"]\n"),
        each(
            "talks of one person of many organisations",
            60,
            "talks",
            "speakers = [{ name = \"A\", organisation = \"o@\" }]\n",
        ),
        each("talks that translate one", 120, "talks", "language = \"fr\"\ntranslation_of = \"f0\"\n"),
        each("spellings", 60, "talks", "topics = [\"a-b c_@\", \"a b-c @\"]\n"),
        each("pages in the menu", 60, "pages", "menu = 1\n"),
        each("events of one series", 60, "events", "series = \"S\"\nstart_date = 2020-01-01\n"),
        each("narrower topics", 60, "topics", "broader = \"t\"\n"),
        each("reports of one talk", 60, "reports", "covers = [\"nobody\"]\n"),
        each("people of one organisation", 60, "people", "organisations = [\"O\"]\n"),
        each("dead events", 60, "talks", "event = \"nosuch@\"\n"),
        each("years", 60, "talks", "date = \"19@\"\n"),
        Recipe::new("talks of one title", 60, |size| {
            (0..size)
                .map(|number| (format!("talks/k{number}.md"), "# Keynote\n\n[[keynote]]\n".to_owned()))
                .collect()
        }),
        Recipe::new("talks that name one another", 60, |size| {
            let text =
                |number: usize| format!("# T{number}\n\n[[t{}]] [[t{}]]\n", (number + 1) % size.max(1), 0);
            (0..size).map(|number| (format!("talks/t{number}.md"), text(number))).collect()
        }),
        Recipe::new("talks in many rooms at many times", 60, |size| {
            let mut files =
                numbered_files("talks", "event = \"e\"\nroom = \"r@\"\ndate = 2020-01-01T10:@\n", 0);
            files.push(("events/e.md".into(), "+++\ntitle = \"E\"\nstart_date = 2020-01-01\n+++\n".into()));
            let talk = |number: usize| {
                let time = format!("2020-01-01T{:02}:{:02}", 8 + number / 2 / 60 % 12, number / 2 % 60);
                format!(
                    "+++\ntitle = \"T{number}\"\nevent = \"e\"\nroom = \"r{}\"\ndate = {time}\n+++\n",
                    number % 40
                )
            };
            files.extend((0..size).map(|number| (format!("talks/t{number}.md"), talk(number))));
            files
        }),
        Recipe::new("three talks of many topics", 60, |size| {
            let topics = numbered("\"t@\"", size).collect::<Vec<_>>().join(", ");
            numbered_files("talks", &format!("topics = [{topics}]\n"), 3)
        }),
    ]
}
