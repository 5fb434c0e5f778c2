//! The browser's engine answers as the library does: the same documents in the same order, with the same bits in their scores, the same notes and excerpts.
//!
//! Queries are made from the words of a corpus, with a fixed seed; the library's answers are written beside the site, and Node runs the
//! engine on the site's search data. Without Node, these tests say so and fail: `scripts/test` asks for it.

use std::collections::BTreeSet;
use std::io::Read;
use std::process::Command;

use rayon::prelude::*;
use rexbase::search::{Answer, FacetField, Hit, Ignored, LastWord, Note, Options, Searcher, Segment, Sort};
use serde_json::{Value, json};

use crate::corpora::some_of_pyvideo;
use crate::site::{Site, files, package};

#[test]
fn the_browser_answers_as_the_library_on_the_demo() {
    let site = Site::demo();
    site.build();
    compare(&site, 1_500);
}

#[test]
fn the_browser_answers_as_the_library_on_thousands_of_talks() {
    let Some(site) = some_of_pyvideo() else { return };
    site.build();
    compare(&site, 3_000);
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
    assert!(out.contains(&format!("0 differences in {count} queries")), "{out}{err}");
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
        Note::UnknownFilter { field, value, suggestion } => {
            json!({ "note": "unknown-filter", "field": field.name(), "value": value, "suggestion": suggestion })
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

/// What queries are made from.
struct Material {
    /// The words of each line of content, as written.
    lines: Vec<Vec<String>>,
    /// Runs of Chinese, Japanese and Korean letters.
    ideographs: Vec<String>,
    /// Filters' names with a value's id and title.
    values: Vec<(String, String, String)>,
}

impl Material {
    fn of(site: &Site) -> Self {
        let mut lines = Vec::new();
        let mut ideographs =
            BTreeSet::from(["数据库".to_owned(), "コンテナ".to_owned(), "데이터베이스".to_owned()]);
        for bytes in files(&site.path("content")).into_values() {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            for line in text.lines() {
                let runs = line.split(|letter| !is_ideograph(letter)).filter(|run| !run.is_empty());
                ideographs.extend(runs.map(str::to_owned));
                let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
                if words.len() > 2 {
                    lines.push(words);
                }
            }
        }
        Self { lines, ideographs: ideographs.into_iter().collect(), values: values(site) }
    }

    fn word(&self, random: &mut Random) -> String {
        let line = &self.lines[random.below(self.lines.len())];
        line[random.below(line.len())].clone()
    }

    fn long_word(&self, random: &mut Random) -> String {
        let plain = |word: String| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
        let mut tries = std::iter::repeat_with(|| plain(self.word(random)));
        tries.find(|word| (4..30).contains(&word.chars().count())).expect("content has long words")
    }

    /// Words that follow each other.
    fn words_in_a_row(&self, random: &mut Random) -> String {
        let line = &self.lines[random.below(self.lines.len())];
        let length = 2 + random.below(3);
        let start = random.below(line.len().saturating_sub(length).max(1));
        line[start..line.len().min(start + length)].join(" ").replace('"', "")
    }
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// The values of every facet, from the site's own search data.
fn values(site: &Site) -> Vec<(String, String, String)> {
    let mut values = Vec::new();
    for (path, bytes) in files(&site.path("output/search")) {
        let Some(field) = path.rsplit('/').next().and_then(|name| name.strip_prefix("n-")) else { continue };
        let mut content = Vec::new();
        flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut content).unwrap();
        let names: Value = serde_json::from_slice(&content[8..]).unwrap();
        for value in names["values"].as_array().unwrap() {
            let text = |index: usize| value[index].as_str().unwrap().to_owned();
            values.push((field.to_owned(), text(0), text(1)));
        }
    }
    assert!(values.len() > 10);
    values
}

/// Marsaglia's xorshift64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Queries that no corpus would suggest.
const ODD: [&str; 16] = [
    "",
    " ",
    "\"",
    "-",
    "*",
    ":",
    "year:",
    "year:..",
    "year:2014..2016",
    "🦀",
    "a*",
    "the of and",
    "C++ c# .net f#",
    "l'équipe d’essai",
    "nul\0byte \u{200B}",
    "xylophonists zzzzqqq",
];

fn queries(material: &Material, count: usize) -> Vec<(String, Options)> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count)
        .map(|index| {
            let query = match index {
                0..16 => ODD[index].to_owned(),
                16 => "word ".repeat(2_000),
                17 => material.lines.iter().flatten().take(60).cloned().collect::<Vec<_>>().join(" "),
                _ => query(material, &mut random),
            };
            let options = Options {
                limit: 10,
                offset: if random.below(12) == 0 { 7 } else { 0 },
                sort: if random.below(7) == 0 { Sort::Date } else { Sort::Relevance },
                last_word: if random.below(4) == 0 { LastWord::Prefix } else { LastWord::Whole },
            };
            (query, options)
        })
        .collect()
}

fn query(material: &Material, random: &mut Random) -> String {
    match random.below(12) {
        0..3 => {
            let words: Vec<String> = (0..=random.below(4)).map(|_| material.word(random)).collect();
            words.join(" ")
        }
        3 | 4 => {
            let phrase = material.words_in_a_row(random);
            let quotes = [("\"", "\""), ("« ", " »"), ("“", "”"), ("\"", "")];
            let (open, close) = quotes[random.below(quotes.len())];
            let more = if random.below(2) == 0 { material.word(random) } else { String::new() };
            format!("{open}{phrase}{close} {more}")
        }
        5 => {
            let (word, other) = (material.word(random), material.word(random));
            match random.below(3) {
                0 => format!("{word} -{other}"),
                1 => format!("{word} -\"{}\"", material.words_in_a_row(random)),
                _ => format!("-{word} -{}*", start_of(&other, 3)),
            }
        }
        6 => filtered(material, random),
        7 => format!(
            "{} {}*",
            material.word(random),
            start_of(&material.long_word(random), 1 + random.below(5))
        ),
        8 | 9 => {
            let mistaken = mistake(&material.long_word(random), random);
            if random.below(2) == 0 { mistaken } else { format!("{mistaken} {}", material.long_word(random)) }
        }
        10 => {
            let run: Vec<char> =
                material.ideographs[random.below(material.ideographs.len())].chars().collect();
            let start = random.below(run.len());
            run[start..].iter().take(1 + random.below(6)).collect()
        }
        _ => {
            let word = material.long_word(random);
            match random.below(3) {
                0 => word.to_uppercase(),
                1 => word.chars().map(without_accent).collect(),
                _ => format!("{}-{} {}", word, material.long_word(random), query(material, random)),
            }
        }
    }
}

fn filtered(material: &Material, random: &mut Random) -> String {
    let mut query = if random.below(3) == 0 { String::new() } else { material.word(random) };
    for _ in 0..=random.below(2) {
        let (field, id, title) = &material.values[random.below(material.values.len())];
        let filter = match random.below(8) {
            0 | 1 => format!("{field}:{id}"),
            2 => format!("{field}:\"{}\"", title.replace('"', "")),
            3 => format!("-{field}:{id}"),
            4 => format!("{field}:{}", mistake(id, random)),
            5 => format!("{}:{}", field.to_uppercase(), start_of(id, 4)),
            6 => format!("year:{}..{}", 2008 + random.below(9), 2012 + random.below(9)),
            _ => format!(
                "{}:{}",
                FacetField::ALL[random.below(9)].name(),
                ["talk", "fr", "2015.."][random.below(3)]
            ),
        };
        query = format!("{query} {filter}");
    }
    query
}

fn start_of(word: &str, letters: usize) -> String {
    word.chars().take(letters).collect()
}

/// One letter less, more or other, or two swapped; sometimes twice.
fn mistake(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..=random.below(2) {
        let at = random.below(letters.len().max(1));
        let other = char::from(b'a' + random.below(26) as u8);
        match random.below(4) {
            0 if letters.len() > 1 => {
                letters.remove(at);
            }
            1 => letters.insert(at, other),
            2 if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ if !letters.is_empty() => letters[at] = other,
            _ => {}
        }
    }
    letters.into_iter().collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'â' | 'á' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        other => other,
    }
}
