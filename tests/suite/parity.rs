//! The browser's engine answers as the library does: the same documents in the same order, with the same bits in their scores, the same notes and excerpts.
//!
//! Queries are made from the words of a corpus, with a fixed seed; the library's answers are written beside the site, and both Node and
//! headless Chromium run the published engine on the site's search data. Without them, these tests say so and fail: `scripts/test` asks for both.
//! `REXBASE_PARITY=6000 cargo test --release --test suite parity` asks so many queries of 10,000 talks of pyvideo with all of `MiXiT`, every fortieth with what is said in it.

use std::process::Command;

use rayon::prelude::*;
use rexbase::face::search::{Answer, Hit, Ignored, LastWord, Note, Options, Searcher, Segment, Sort};
use serde_json::{Value, json};

use crate::corpora::{add_mixit, pyvideo, some_of_pyvideo};
use crate::queries::{Material, queries};
use crate::site::{Site, package};
use crate::transcripts::web_vtt;

#[test]
fn the_browser_answers_as_the_library_on_the_demo() {
    let site = Site::built_demo();
    compare(&site, 800);
}

#[test]
fn the_browser_answers_as_the_library_with_transcripts() {
    let site = Site::demo();
    say(&site, 2);
    site.build();
    compare(&site, 800);
}

#[test]
fn the_browser_answers_as_the_library_on_thousands_of_talks() {
    let full = std::env::var("REXBASE_PARITY").ok();
    let Some(site) = (if full.is_some() { pyvideo(10_000) } else { some_of_pyvideo() }) else { return };
    add_mixit(&site);
    if full.is_some() {
        say(&site, 40);
    }
    site.build();
    compare(
        &site,
        full.map_or(1_000, |count| count.parse().expect("REXBASE_PARITY is how many queries to ask")),
    );
}

/// Gives every so many talks two recordings, in two languages, some of them minutes long, in which words of the talks themselves are said.
fn say(site: &Site, every: usize) {
    let content = site.content();
    let words: Vec<&str> = content.values().flat_map(|text| text.split_whitespace()).collect();
    let talks = content.iter().filter(|(path, _)| path.starts_with("talks/"));
    for (number, (path, text)) in talks.enumerate().filter(|(number, _)| number % every == 0) {
        let said = |second: u32| {
            let at = (number * 7_919 + second as usize * 13) % (words.len() - 12);
            words[at..at + 12].join(" ").replace("-->", "")
        };
        let stem = path.rsplit('/').next().unwrap().trim_end_matches(".md");
        let folder = path.rsplit_once('/').unwrap().0;
        let names = [format!("{stem}.fr.vtt"), format!("{stem}.en.vtt")];
        let front = format!("+++\ntranscript = [\"{}\", \"{}\"]\n", names[0], names[1]);
        site.file(&format!("content/{path}"), text.replacen("+++\n", &front, 1));
        names.iter().for_each(|name| {
            site.file(&format!("content/{folder}/{name}"), web_vtt(&[], said));
        });
    }
}

fn compare(site: &Site, count: usize) {
    let queries = queries(&Material::of(site), count);
    let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
    let answers: Vec<(Value, usize)> = queries
        .par_iter()
        .map(|(query, options)| {
            let answer = searcher.search(query, options).unwrap();
            (vector(query, options, &answer), answer.total)
        })
        .collect();
    let found = answers.iter().filter(|(_, total)| *total > 0).count();
    assert!(found * 2 > count, "only {found} of {count} queries find anything: they say little");
    let vectors: Vec<Value> = answers.into_iter().map(|(vector, _)| vector).collect();
    let path = site.path("vectors.json");
    std::fs::write(&path, serde_json::to_vec(&vectors).unwrap()).unwrap();
    // Node 20 takes `.js` files for modules only where it is told so.
    std::fs::write(site.path("output/package.json"), r#"{ "type": "module" }"#).unwrap();
    let ran = Command::new("node")
        .arg(package().join("tests/browser/parity.mjs"))
        .arg(site.path("output"))
        .arg(path)
        .output()
        .expect("Node.js 20 or newer must be installed");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{out}{err}");
    for engine in ["Node", "Chromium"] {
        assert!(out.contains(&format!("0 differences in {count} queries in {engine}")), "{out}{err}");
    }
    // Shown with `--nocapture`.
    print!("{} documents: {out}", searcher.len());
}

/// A query with its answer, as `tests/browser/parity.mjs` reads it: the answer in the words of the engine.
fn vector(query: &str, options: &Options, answer: &Answer) -> Value {
    json!({
        "query": query,
        "options": {
            "limit": options.limit,
            "offset": options.offset,
            "sort": if options.sort == Sort::Date { "date" } else { "relevance" },
            "lastWord": if options.last_word == LastWord::Prefix { "prefix" } else { "whole" },
        },
        "total": answer.total,
        "notes": answer.notes.iter().map(note).collect::<Vec<_>>(),
        "hits": answer.hits.iter().map(hit).collect::<Vec<_>>(),
    })
}

fn note(note: &Note) -> Value {
    match note {
        Note::Corrected { from, to } => json!({ "note": "corrected", "from": from, "to": to }),
        Note::Also { word, other } => json!({ "note": "also", "word": word, "other": other }),
        Note::Ignored { word, why } => {
            let why = match why {
                Ignored::Unknown => "unknown",
                Ignored::NoLetters => "no-letters",
            };
            json!({ "note": "ignored", "word": word, "why": why })
        }
        Note::AnyWord => json!({ "note": "any-word" }),
        Note::SomeWords { all } => json!({ "note": "some-words", "all": all }),
        Note::UnknownFilter { field, value, suggestion } => {
            json!({ "note": "unknown-filter", "field": field.name(), "value": value, "suggestion": suggestion })
        }
        Note::FilterRead { field, value, meant } => {
            json!({ "note": "filter-read", "field": field.name(), "value": value, "meant": meant })
        }
        Note::Shortened => json!({ "note": "shortened" }),
    }
}

fn hit(hit: &Hit) -> Value {
    let segment = |segment: &Segment| json!({ "text": segment.text(), "matched": matches!(segment, Segment::Matched(_)) });
    let excerpt = hit.excerpt.as_ref().map(|excerpt| {
        json!({
            "anchor": excerpt.anchor,
            "heading": excerpt.heading,
            "segments": excerpt.segments.iter().map(segment).collect::<Vec<_>>(),
            "cutBefore": excerpt.cut_before,
            "cutAfter": excerpt.cut_after,
        })
    });
    json!({
        "document": hit.document,
        "score_bits": hit.score.to_bits(),
        "title": hit.title,
        "address": hit.address,
        "kind": hit.kind,
        "language": hit.language,
        "date": hit.date,
        "people": hit.people,
        "event": hit.event,
        "source": hit.source,
        "excerpt": excerpt,
    })
}
