//! What strangers' content never does to those who publish it: to the terminal, the config, the files for machines, and the
//! redirects. `hostile` looks at what it does to readers' pages.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use crate::site::Site;

/// What a terminal or the order of letters would obey, in TOML's and in plain writing.
const OBEYED: (&str, &str) = (
    r"\u001b]0;PWNED\u0007\u001b[2Ja\u009b2J\u202etxt\u2066z",
    "\u{1b}]0;PWNED\u{7}\u{1b}[2Ja\u{9b}2J\u{202e}txt\u{2066}z",
);

/// What is left of a terminal's text once our own colours are taken out.
fn without_colours(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = after.find(|letter: char| !letter.is_ascii_digit() && letter != ';').unwrap();
        let is_colour = after[end..].starts_with('m');
        rest = if is_colour { &after[end + 1..] } else { after };
        plain.push_str(if is_colour { "" } else { "ESCAPE" });
    }
    plain + rest
}

#[test]
fn a_terminal_obeys_nothing_that_authors_wrote() {
    let site = Site::new();
    let (toml, plain) = OBEYED;
    site.file("content/events/e.md", format!("+++\ntitle = \"{toml} event\"\ndate = 2020-01-02\n+++\n"));
    site.file(
        "content/talks/x.md",
        format!(
            "+++\ntitle = \"{toml} title\"\ndate = 2020-01-02\nevent = \"e\"\nspeakers = [\"{toml} Ann\"]\n+++\n\n## {plain} heading\n\nZebra {plain} prose.\r\nMore zebras.\n"
        ),
    );
    site.build();
    for arguments in [
        &["search", "zebra"][..],
        &["search", "--format", "json", "zebra"],
        &["search", "ann"],
        &["search", &format!("zebra {}", plain.replace('\0', ""))],
        &["search", &format!("topic:{plain}")],
        &["stats"],
    ] {
        let output = site.command(arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
        let text = without_colours(&String::from_utf8(output.stdout).unwrap());
        assert!(output.status.success() && !text.is_empty(), "{arguments:?}: {text}");
        let obeyed: Vec<char> = text
            .chars()
            .filter(|letter| {
                letter.is_control() && *letter != '\n'
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .collect();
        assert!(obeyed.is_empty() && !text.contains("ESCAPE"), "{arguments:?}: {obeyed:?} in\n{text:?}");
    }
    let shown = site.run(&["search", "zebra"]).out;
    assert!(shown.contains("␛]0;PWNED␇") && shown.contains("\\u{202e}txt"), "{shown}");
}

/// Everything that a format gives a meaning to, as TOML writes it.
const HOSTILE: &str = r"x\r\nBEGIN:VEVENT\nSUMMARY:injected ]]> } \\end & <b> \u0000\u0001\u000b\u001f\u007f\u0085\u2028\u2029\uFFFE\u202e /* 301";

/// A site whose every name is hostile, in all that machines read.
fn hostile() -> Site {
    let site = Site::new();
    site.file(
        "rexbase.toml",
        format!("title = \"{HOSTILE}\"\ndescription = \"{HOSTILE}\"\nbase_url = \"https://example.org/kb/\"\nrecord_feeds = 1\n"),
    );
    site.file(
        "content/events/e.md",
        format!(
            "+++\ntitle = \"{HOSTILE} event\"\nstart_date = 2020-01-02\ntimezone = \"Europe/Paris\"\ndescription = \"{HOSTILE}\"\n\
             venue = {{ name = \"{HOSTILE}\", address = \"{HOSTILE}\" }}\n+++\n"
        ),
    );
    site.file(
        "content/talks/t.md",
        format!(
            "+++\ntitle = \"{HOSTILE} talk\"\nevent = \"e\"\ndate = \"2020-01-02T10:00\"\nduration = \"40m\"\nroom = \"{HOSTILE}\"\nlevel = \"{HOSTILE}\"\n\
             speakers = [\"{HOSTILE} Ann\"]\ntopics = [\"{HOSTILE} topic\"]\nredirects = [\"/old/\"]\n\
             video = {{ url = \"https://example.org/v.mp4\", title = \"{HOSTILE}\", chapters = [{{ at = \"1m\", title = \"{HOSTILE}\" }}] }}\n+++\n\nProse.\n"
        ),
    );
    site.build();
    site
}

/// What XML 1.0 forbids (its section 2.2), and HTML's control characters.
fn is_forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[test]
fn every_format_holds_with_hostile_names() {
    let output = hostile().output();
    let mut seen = std::collections::BTreeMap::new();
    for (path, bytes) in output.iter().filter(|(path, _)| !path.starts_with("search/")) {
        let name = path.rsplit('/').next().unwrap();
        let ending = name.rsplit('.').next().unwrap();
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        match ending {
            "html" => {
                assert!(!text.contains(is_forbidden), "{path}");
                for block in text.split("<script type=\"application/ld+json\">").skip(1) {
                    let json = block.split("</script>").next().unwrap();
                    let data: serde_json::Value =
                        serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"));
                    assert!(data.is_object() || data.is_array());
                    *seen.entry("json-ld").or_insert(0) += 1;
                }
            }
            "xml" => {
                assert!(!text.contains(is_forbidden), "{path}");
                let mut reader = quick_xml::Reader::from_str(text);
                loop {
                    match reader.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        Ok(_) => {}
                        Err(error) => panic!("{path}: {error}"),
                    }
                }
            }
            "json" => {
                let data: serde_json::Value =
                    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert!(data.is_object(), "{path}");
            }
            "ics" => {
                let unfolded = icalendar::parser::unfold(text);
                let calendar = icalendar::parser::read_calendar(&unfolded)
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
                assert!(
                    !calendar.components.is_empty() && text.lines().all(|line| line != "SUMMARY:injected"),
                    "{path}"
                );
                let begun = text.lines().filter(|line| *line == "BEGIN:VEVENT").count();
                assert_eq!(
                    begun,
                    calendar.components.iter().filter(|part| part.name == "VEVENT").count(),
                    "{path}"
                );
            }
            _ if name == "_redirects" => {
                assert!(!text.is_empty() && text.lines().all(|line| line.split(' ').count() == 3), "{text}");
            }
            _ => continue,
        }
        *seen.entry(if name == "_redirects" { "_redirects" } else { ending }).or_insert(0) += 1;
    }
    for format in ["html", "json-ld", "xml", "json", "ics", "_redirects"] {
        assert!(seen.contains_key(format), "no {format} among {seen:?}");
    }
    assert!(
        output.contains_key("opensearch.xml")
            && output.contains_key("atom.xml")
            && output.contains_key("sitemap.xml")
    );
}

/// A citation's entry is one, whatever its title says.
#[test]
fn a_citation_is_one_entry_with_hostile_names() {
    let page = hostile().page("talks/t/index.html");
    let (_, citation) = page.split_once("@misc{").expect("a citation");
    let entry = format!("@misc{{{}", citation.split("</").next().unwrap());
    let mut depth = 0;
    let mut is_escaped = false;
    for letter in entry.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        assert!(depth >= 0, "{entry}");
    }
    assert_eq!(depth, 0, "{entry}");
    assert!(!entry.lines().any(|line| line.starts_with("BEGIN:")), "{entry}");
}

/// What the config and a theme's phrases say is text, and a config can make no page ask for anything.
#[test]
fn a_hostile_config_is_escaped_or_refused() {
    let site = Site::new();
    let markup = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'";
    site.file(
        "content/talks/t.md",
        "+++\ntitle = \"T\"\ntopics = [\"A\"]\ndate = 2020-01-02\n+++\n\n## One\n\nWords.\n",
    );
    let config = format!(
        "title = \"{markup}\"\ndescription = \"{markup}\"\nbase_url = \"https://example.org/\"\ntheme = \"mine\"\n"
    );
    site.file("rexbase.toml", config.as_str());
    // Every phrase says it.
    let english =
        std::fs::read_to_string(crate::site::package().join("themes/default/i18n/en.toml")).unwrap();
    let hostile = english.replace("= \"", &format!("= \"{markup}"));
    site.file("themes/mine/i18n/en.toml", hostile);
    site.build();
    let mut pages = 0;
    for (path, bytes) in site.output().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{path}");
        pages += 1;
    }
    assert!(pages > 5, "{pages}");
    for wrong in [
        "base_url = \"javascript:alert(1)\"",
        "base_url = \"//evil.example/\"",
        "edit_url = \"javascript:alert('{path}')\"",
        "edit_url = \"data:text/html,{path}\"",
        "language = \"en\\\" onload=\\\"x\"",
        "theme = \"../../etc\"",
        "[paths]\noutput = \"/tmp/x\"",
        "[paths]\ncontent = \"..\"",
        "[paths]\ncache = \"a/../../b\"",
        "page_size = -1",
        "page_size = 99999999999999999999",
        "peertube = [\"evil.example; script-src *\"]",
    ] {
        site.file("rexbase.toml", format!("title = \"T\"\n{wrong}\n"));
        let ran = site.run(&["check"]);
        assert_eq!(ran.code, Some(1), "{wrong}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("rexbase.toml"), "{wrong}: {}", ran.err);
    }
}

/// A template that would never end is a mistake of the theme, told at once.
#[test]
fn a_template_without_end_is_refused() {
    let site = Site::new();
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\n+++\n");
    site.file("rexbase.toml", "title = \"T\"\ntheme = \"mine\"\n");
    for template in ["{% include \"404.html\" %}", "{% extends \"404.html\" %}"] {
        site.file("themes/mine/templates/404.html", template);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, Some(1), "{template}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("404.html"), "{}", ran.err);
    }
}
