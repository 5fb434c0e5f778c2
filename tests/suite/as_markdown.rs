//! Records as Markdown, and `llms.txt`: read again as content, they say what the site says; and nothing is in them that no page has.

use std::collections::BTreeMap;

use crate::site::{Site, ends_in, files};

const BASE: &str = "https://example.org/kb/";
const CONFIG: &str = "title = \"Notes\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"fr\"\nmarkdown = \"all\"\nmath = true\n";
/// The keys that are not those of content.
const PASSED_OVER: &str = "[front_matter]\npass_over = [\"type\", \"resource\", \"related\", \"transcripts\", \"kind\", \"sources\"]\n";

fn texts(output: &BTreeMap<String, Vec<u8>>, name: &str) -> BTreeMap<String, String> {
    let named = output.iter().filter(|(path, _)| path.rsplit('/').next() == Some(name));
    named.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap())).collect()
}

/// Where content has what is published here; none for lessons and figures, which are parts of others.
fn place(path: &str) -> Option<String> {
    let folder = path.strip_suffix("/index.md")?;
    match folder.split('/').next()? {
        "lessons" | "figures" => None,
        "talks" | "reports" | "events" | "series" | "people" | "organisations" | "topics"
        | "technologies" | "metrics" => Some(format!("content/{folder}/index.md")),
        _ => Some(format!("content/pages/{folder}/index.md")),
    }
}

#[test]
fn a_site_of_the_demos_markdown_is_the_demo() {
    let demo = Site::demo();
    demo.file("rexbase.toml", CONFIG);
    demo.build();
    let output = demo.output();
    let markdown = texts(&output, "index.md");
    assert!(markdown.len() > 100, "{}", markdown.len());
    for (path, text) in &markdown {
        let page = &output[&path.replace("index.md", "index.html")];
        let page = String::from_utf8(page.clone()).unwrap();
        assert!(page.contains("<link rel=\"alternate\" type=\"text/markdown\""), "{path}");
        assert!(
            text.starts_with("---\ntype: \"") && text.contains(&format!("\nresource: \"{BASE}")),
            "{path}"
        );
    }

    let again = Site::demo();
    std::fs::remove_dir_all(again.path("content")).unwrap();
    again.file("rexbase.toml", format!("{CONFIG}{PASSED_OVER}"));
    for (path, bytes) in files(&demo.path("content")).iter().filter(|(path, _)| !ends_in(path, "md")) {
        // A page's own files lie where its page lies.
        again.file(&format!("content/{path}"), bytes.clone());
    }
    for (path, text) in &markdown {
        if let Some(place) = place(path) {
            again.file(&place, text.clone());
        }
    }
    let ran = again.run(&["build", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("\"code\""), "{}", ran.out);
    let output_again = again.output();
    for (path, text) in &markdown {
        let other = String::from_utf8(output_again[path].clone()).unwrap();
        let without_related = |text: &str| {
            text.lines().filter(|line| !line.starts_with("related: ")).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(without_related(&other), without_related(text), "{path}");
    }
    for (path, bytes) in output.iter().filter(|(path, _)| path.starts_with("api/")) {
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(text(&output_again[path]), text(bytes), "{path}");
    }
}

#[test]
fn the_kinds_are_chosen_and_the_lists_are_short() {
    let site = Site::demo();
    site.file(
        "rexbase.toml",
        "title = \"Notes\"\nbase_url = \"https://example.org/kb/\"\ndescription = \"What *we* learned.\"\n",
    );
    site.build();
    let output = site.output();
    let markdown = texts(&output, "index.md");
    assert!(markdown.keys().all(|path| !path.starts_with("people/") && !path.starts_with("events/")));
    assert!(
        markdown.keys().any(|path| path.starts_with("talks/"))
            && markdown.keys().any(|path| path.starts_with("reports/"))
    );
    let lists = texts(&output, "llms.txt");
    assert!(lists.len() > 3, "{:?}", lists.keys());
    for (path, text) in &lists {
        assert!(text.len() <= 10 * 1024, "{path}: {}", text.len());
        assert!(text.starts_with("# "), "{path}");
        // Every link leads to a file of the site.
        for address in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let place = address
                .trim_matches(['<', '>'])
                .strip_prefix(BASE)
                .unwrap_or_else(|| panic!("{path}: {address}"));
            let place = if place.is_empty() || place.ends_with('/') {
                format!("{place}index.html")
            } else {
                place.to_owned()
            };
            assert!(output.contains_key(&place), "{path}: {address}");
        }
    }
    assert!(
        lists["llms.txt"].starts_with("# Notes\n\n> What \\*we\\* learned.\n\n## Reports\n\n- ["),
        "{}",
        lists["llms.txt"]
    );

    site.file("rexbase.toml", "title = \"Notes\"\nmarkdown = \"none\"\n").build();
    let output = site.output();
    assert!(texts(&output, "index.md").is_empty() && texts(&output, "llms.txt").is_empty());
}

#[test]
fn what_no_page_has_is_in_no_markdown() {
    let site = Site::new();
    site.file("rexbase.toml", CONFIG);
    site.file(
        "content/talks/t.md",
        "---\ntitle: T\nextra: { note: SECRET1 }\nredirects: [/SECRET2/]\n---\n\n# T\n\nShown. <!-- SECRET3 --> ![y](draft/SECRET4.png)\n\n\
         [//]: # (SECRET5)\n[SECRET6]: https://example.org/SECRET7 \"SECRET8\"\n\n<script>SECRET9</script>\n\n<div data-x=\"SECRET10\" onclick=\"SECRET11\">shown too</div>\n\n\
         ```sh SECRET12\nx\n```\n\n[^SECRET13]: SECRET14\n\n## H {.SECRET15 data=SECRET16}\n\n| a |\n|---|\n| b | SECRET17 |\n\n[z](javascript:SECRET18)\n\n<!--\nSECRET19\n-->\n",
    );
    site.file(
        "content/talks/draft.md",
        "---\ntitle: Draft\ndraft: true\nspeakers: [SECRET20]\n---\n\nSECRET21\n",
    );
    site.build();
    let output = site.output();
    let markdown = texts(&output, "index.md");
    assert!(
        markdown["talks/t/index.md"].contains("Shown.") && markdown["talks/t/index.md"].contains("shown too")
    );
    for (path, text) in markdown.iter().chain(&texts(&output, "llms.txt")) {
        assert!(!text.contains("SECRET"), "{path}: {text}");
    }
    assert!(!markdown.contains_key("talks/draft/index.md"));
}
