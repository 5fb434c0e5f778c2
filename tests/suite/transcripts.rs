//! What is said in recordings: found by its words, led to at its second, shown minute by minute, and in no byte of what is not for readers.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use rexbase::face::search::{Options, Searcher};
use serde_json::Value;

use crate::browser;
use crate::drafts::{has, published};
use crate::site::Site;

/// Forty minutes of speech, five seconds a cue; `said` at the second of the cue.
pub(crate) fn web_vtt(said: &[(u32, &str)], words: impl Fn(u32) -> String) -> String {
    let clock = |second: u32| format!("{:02}:{:02}.000", second / 60, second % 60);
    let mut text = String::from("WEBVTT\n\n");
    for second in (0..2_400).step_by(5) {
        let line = said
            .iter()
            .find(|(at, _)| *at == second)
            .map_or_else(|| words(second), |(_, line)| (*line).to_owned());
        text += &format!("{} --> {}\n{line}\n\n", clock(second), clock(second + 5));
    }
    text
}

/// A talk whose recording is on `YouTube`, with transcripts in French and English; and one whose text has the same words.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/talks/told.md",
        "+++\ntitle = \"The night shift\"\ndate = 2018-05-01\nlanguage = \"fr\"\nvideo = \"https://www.youtube.com/watch?v=aaaaaaaaaaa\"\ntranscript = [\"told.fr.vtt\", \"told.en.srt\"]\n+++\n\nUne nuit.\n",
    );
    let words = |second: u32| format!("et puis nous avons regardé le tableau numéro {second}");
    let said = [
        (1_005, "<v Ada>Personne n’avait prévenu l’équipe de <i>nuit</i> &amp; le garde"),
        (1_010, "du perroquet mécanique."),
        (50, "il y avait une lampe"),
        (400, "et une torche"),
        (600, "avec une lampe de poche"),
        (1_500, "la torche, puis la lampe"),
        (1_510, "et la lampe torche"),
    ];
    site.file("content/talks/told.fr.vtt", web_vtt(&said, words));
    site.file(
        "content/talks/told.en.srt",
        "1\n00:16:45,000 --> 00:16:50,000\nNobody had warned the night shift of the clockwork parrots.\n",
    );
    site.file("content/topics/light.md", "+++\ntitle = \"Lampe de poche\"\naliases = [\"ldp\"]\n+++\n");
    site.file(
        "content/talks/written.md",
        "+++\ntitle = \"Other\"\n+++\n\nA zeppelin, and a shift in the text.\n",
    );
    site
}

#[test]
fn a_phrase_that_is_said_is_found_at_its_second() {
    let site = site();
    let ran = site.build();
    assert!(!ran.err.contains("warning") && !ran.err.contains("error"), "{}", ran.err);
    let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
    let found = |query: &str| {
        let answer = searcher.search(query, &Options::default()).unwrap();
        answer
            .hits
            .into_iter()
            .map(|hit| (hit.address, hit.excerpt.map(|excerpt| excerpt.heading).unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    for (query, second, at) in [
        ("perroquets", 1_010, "16:50"),
        ("\"équipe de nuit\"", 1_005, "16:45"),
        ("prévenu perroquet", 1_005, "16:45"),
        ("\"le garde du perroquet\"", 1_005, "16:45"),
        // Its words stand apart before.
        ("\"la lampe torche\"", 1_510, "25:10"),
    ] {
        assert_eq!(found(query), [(format!("/talks/told/#t={second}"), at.to_owned())], "{query}");
    }
    assert_eq!(found("parrot")[0].0, "/talks/told/#t=1005", "in the words of another language");
    let by_alias = found("ldp");
    assert!(by_alias.contains(&("/talks/told/#t=600".to_owned(), "10:00".to_owned())), "{by_alias:?}");
    assert_eq!(found("zeppelin")[0].0, "/talks/written/");
    let both = found("shift");
    assert!(both.len() >= 2 && both.iter().any(|(address, _)| address == "/talks/written/"), "{both:?}");
    browser::run("transcripts.test.mjs", &site);
}

#[test]
fn pages_and_programs_are_told() {
    let site = site();
    site.build();
    let output = site.output();
    let page = site.page("talks/told/index.html");
    assert!(page.len() < 30_000 && !page.contains("tableau num\u{e9}ro 2000"), "{}", page.len());
    for part in [
        "data-transcript=\"/talks/told/transcript.fr.html\"",
        "href=\"/talks/told/transcript.en.html\"",
        "\"transcript\":\"et puis",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let own = site.page("talks/told/transcript.fr.html");
    assert!(own.contains("<a class=\"number\" href=\"https://www.youtube.com/watch?v=aaaaaaaaaaa&amp;t=960\" data-at=\"960\">16:00</a>"), "{own}");
    assert!(own.contains("Ada: Personne n’avait prévenu l’équipe de nuit &amp; le garde"), "{own}");
    let json: Value = serde_json::from_slice(&output["talks/told/transcript.en.json"]).unwrap();
    assert_eq!(json["passages"][0]["at"], 1_005);
    let talks: Value = serde_json::from_slice(&output["api/talks.json"]).unwrap();
    let text = talks.to_string();
    assert!(
        text.contains("https://example.org/talks/told/transcript.en.json") && !text.contains("tableau"),
        "{text}"
    );
    assert!(site.page("talks/told/index.md").contains("https://example.org/talks/told/transcript.fr.html"));
    assert!(
        !output.keys().any(|path| path.ends_with(".vtt") || path.ends_with(".srt")),
        "the sources are nobody's"
    );
    // A text that links to it publishes it.
    site.file("content/talks/links.md", "# Links\n\n[The captions](told.fr.vtt)\n").build();
    assert!(site.output().contains_key("talks/told.fr.vtt"));
}

/// What is said in a talk that is held back, or is not for everybody, is in no byte of the site, wherever its file lies.
#[test]
fn what_is_held_back_is_said_to_nobody() {
    let site = Site::new();
    let said = "WEBVTT\n\n00:01.000 --> 00:02.000\nzqxvsaid in the dark\n";
    site.file("content/talks/open/index.md", "+++\ntitle = \"Open\"\n+++\n\nWords.\n");
    for (name, held) in [("draft", "draft = true"), ("within", "audience = \"internal\"")] {
        for folder in ["talks", "talks/open"] {
            let talk = format!("+++\ntitle = \"Held\"\n{held}\ntranscript = \"{name}.vtt\"\n+++\n");
            site.file(&format!("content/{folder}/{name}.md"), talk)
                .file(&format!("content/{folder}/{name}.vtt"), said);
        }
    }
    let ran = site.build();
    for (path, bytes) in published(&site) {
        assert!(!has(&bytes, "zqxvsaid") && !path.contains(".vtt"), "{path}");
    }
    assert!(!ran.err.contains(".vtt"), "{}", ran.err);
    let cached = crate::site::files(&site.path(".rexbase"));
    assert!(cached.values().all(|bytes| !has(bytes, "zqxvsaid")), "nothing of it is kept");
    site.run(&["build", "--audience", "internal"]);
    assert!(published(&site).values().any(|bytes| has(bytes, "zqxvsaid")));
}

#[test]
fn an_edit_of_what_is_said_is_followed() {
    let (edited, clean) = (site(), site());
    edited.build();
    for (path, text) in [
        ("content/talks/told.en.srt", "1\n00:00:07,000 --> 00:00:09,000\nSomething else altogether.\n"),
        ("content/talks/told.fr.vtt", "WEBVTT\n\n00:02.000 --> 00:03.000\nPlus rien.\n"),
    ] {
        for site in [&edited, &clean] {
            site.file(path, text);
        }
        edited.build();
    }
    clean.build();
    assert!(edited.output() == clean.output(), "an incremental build equals a clean one");
    let hit = |site: &Site| {
        let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
        searcher.search("altogether", &Options::default()).unwrap().hits.remove(0).address
    };
    assert_eq!((hit(&edited), hit(&clean)), ("/talks/told/#t=7".to_owned(), "/talks/told/#t=7".to_owned()));
    for site in [&edited, &clean] {
        site.remove("content/talks/told.fr.vtt");
    }
    let ran = edited.build();
    assert!(ran.err.contains("missing-transcript"), "{}", ran.err);
    std::fs::remove_dir_all(clean.path("output")).unwrap();
    clean.build();
    assert!(edited.output() == clean.output());
}

#[test]
fn mistakes_are_told_with_their_file_and_line() {
    let site = site();
    site.file(
        "content/talks/told.en.srt",
        "1\n00:00:01,000 --> 00:00:0x,000\nlost\n\n2\n00:00:05,000 --> 00:00:06,000\nkept\n",
    );
    let ran = site.run(&["check"]);
    assert!(
        ran.err.contains("content/talks/told.en.srt:2:1")
            || ran.out.contains("content/talks/told.en.srt:2:1"),
        "{}{}",
        ran.out,
        ran.err
    );
}
