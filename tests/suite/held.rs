//! What strangers' content never does to those who publish it: to the terminal, the config, the files for machines, and the
//! redirects. `hostile` looks at what it does to readers' pages.

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
