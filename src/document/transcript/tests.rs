//! Files as they are met, and files that mean harm.

use proptest::prelude::*;

use super::*;

fn of(name: &str, text: &str) -> (Vec<(u32, String)>, Vec<String>) {
    let path = ContentPath::new(&format!("content/talks/{name}")).unwrap();
    let (transcript, problems) = read(&path, text.as_bytes(), Language::english());
    let passages = transcript.passages.into_iter().map(|passage| (passage.second, passage.text)).collect();
    let line = |problem: &Diagnostic| {
        let at = problem.span.as_ref().map_or(0, |span| text[..span.start].lines().count() + 1);
        format!("{at}: {}", problem.message)
    };
    (passages, problems.iter().map(line).collect())
}

fn said(passages: &[(u32, &str)]) -> Vec<(u32, String)> {
    passages.iter().map(|(second, text)| (*second, (*text).to_owned())).collect()
}

#[test]
fn web_vtt_is_read() {
    let (passages, problems) = of(
        "x.vtt",
        "\u{feff}WEBVTT - some words\nKind: captions\n\nNOTE written\nby hand\n\nSTYLE\n::cue { color: red }\n\n1 - Intro\n00:01.000 --> 00:03.500 align:start position:0%\n<v Ada>Good <i>morning</i> &amp; welcome.\nIt is early.</v>\n\n00:16:42.000 --> 00:16:45.000\n<v Ada>We pulled the plug.\n\n00:16:46.000 --> 00:16:47.000\n<v Bob>Why?\n",
    );
    assert_eq!(
        passages,
        said(&[
            (1, "Ada: Good morning & welcome. It is early."),
            (1002, "We pulled the plug."),
            (1006, "Bob: Why?")
        ])
    );
    assert_eq!(problems, [""; 0]);
}

#[test]
fn sub_rip_is_read() {
    let (passages, problems) = of(
        "x.srt",
        "1\r\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\r\n{\\an8}One\r\n\r\nhalf\r\n\r\n2\r\n00:00:09,5 --> 00:00:10,0\r\nTwo\r\n3\r\n00:01:20.000 --> 00:01:21.000\r\nThree\r\n\r\n",
    );
    assert_eq!(passages, said(&[(1, "One half"), (9, "Two"), (80, "Three")]));
    assert_eq!(problems, [""; 0]);
    let (passages, _) = of("x.srt", "00:00:01,000 --> 00:00:02,000\rNo number\r");
    assert_eq!(passages, said(&[(1, "No number")]));
}

#[test]
fn captions_that_roll_are_read_once() {
    let (passages, problems) = of(
        "x.vtt",
        "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.160 --> 00:00:02.150 align:start\n \nhello<00:00:00.400><c> and</c>\n\n00:00:02.150 --> 00:00:02.160\nhello and\n \n\n00:00:02.160 --> 00:00:04.000\nhello and\nwelcome<00:00:03.000><c> here</c>\n",
    );
    assert_eq!(passages, said(&[(0, "hello and welcome here")]));
    assert_eq!(problems, [""; 0]);
}

#[test]
fn one_mistake_does_not_lose_the_rest() {
    let (passages, problems) = of(
        "x.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:0x.000 --> 00:02.000\nlost\n\n00:30.000 --> 00:29.000\nC\n\nno time here\n\n00:10.000 --> 00:31.000\nB\n",
    );
    assert_eq!(passages, said(&[(1, "A"), (10, "B"), (30, "C")]));
    assert_eq!(
        problems,
        [
            "6: these are no two times: what is said here is left out",
            "9: this cue ends before it begins",
            "12: no time stands above this text: it is left out",
            "14: 1 of the cues begin before the one above them: they are read in the order of their times",
            "9: 1 of the cues begin before the one before them ends: both are kept, one after the other",
        ]
    );
    let (passages, problems) = of("x.vtt", "00:01.000 --> 00:02.000\nA\n");
    assert_eq!((passages, problems.len()), (said(&[(1, "A")]), 1), "players refuse it, and we tell so");
    assert_eq!(of("x.vtt", "WEBVTT\n").1, ["0: nothing is said in this transcript"]);
    assert_eq!(of("x.srt", "").1, ["0: nothing is said in this transcript"]);
}

#[test]
fn what_is_no_text_or_too_much_is_told() {
    let path = ContentPath::new("content/talks/x.srt").unwrap();
    let codes = |bytes: &[u8]| {
        let (transcript, problems) = read(&path, bytes, Language::english());
        (transcript.passages.len(), problems.iter().map(|problem| problem.code.name()).collect::<Vec<_>>())
    };
    assert_eq!(codes(b"1\n00:00:01,000 --> 00:00:02,000\nd\xe9j\xe0\n"), (1, vec!["not-utf-8"]));
    assert_eq!(codes(&vec![b'x'; LARGEST + 1]), (0, vec!["file-too-large"]));
    let cue = "00:00:01,000 --> 00:00:01,000\na\n".repeat(MOST_CUES + 1);
    assert_eq!(codes(cue.as_bytes()).1, ["too-many"]);
    let long = format!("00:00:01,000 --> 00:00:01,000\n{}", "a word\n".repeat(LONGEST_CUE));
    assert_eq!(codes(long.as_bytes()), (1, vec!["transcript"]));
    let wrong = "x --> y\n".repeat(10_000);
    assert!(codes(wrong.as_bytes()).1.len() <= MOST_TOLD + 1);
}

#[test]
fn a_name_tells_the_language() {
    let language = |name: &str| language_of(name).map(|language| language.as_str().to_owned());
    assert_eq!(language("talks/x.fr.vtt").as_deref(), Some("fr"));
    assert_eq!(language("x.pt-br.srt").as_deref(), Some("pt-BR"));
    for none in ["x.vtt", "x.old.vtt", "x.v2.vtt", "fr/x.vtt", "vtt"] {
        assert_eq!(language(none), None, "{none}");
    }
}

proptest! {
    #[test]
    fn every_file_is_read(
        name in "x\\.(vtt|srt)",
        text in "(WEBVTT|NOTE|\n|\r|\r\n|[0-9]{1,3}|:|[.,]| --> |<v A>|</?[a-z0-9:.]*>|&[a-z#]{0,6};|\\PC){0,80}",
    ) {
        let (passages, _) = of(&name, &text);
        prop_assert!(passages.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        prop_assert!(passages.iter().all(|(_, text)| !text.is_empty() && !text.contains(['\n', '\r'])));
    }
}
