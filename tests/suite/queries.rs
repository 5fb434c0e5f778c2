//! Queries of every kind, made from a site's own words, the same on every machine.

use std::collections::BTreeSet;
use std::io::Read;

use rexbase::face::search::{FacetField, LastWord, Options, Sort};
use serde_json::Value;

use crate::site::{Site, files};

/// What queries are made from.
pub(crate) struct Material {
    /// The words of each line of content, as written.
    lines: Vec<Vec<String>>,
    /// Runs of Chinese, Japanese and Korean letters.
    ideographs: Vec<String>,
    /// Filters' names with a value's id and title.
    values: Vec<(String, String, String)>,
}

impl Material {
    pub(crate) fn of(site: &Site) -> Self {
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
    for (field, body) in facets(site) {
        // The names come first, after a varint of their length.
        let start = body.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
        let names = serde_json::Deserializer::from_slice(&body[start..]).into_iter::<Value>().next();
        let names = names.unwrap().unwrap();
        for value in names["values"].as_array().unwrap() {
            let text = |index: usize| value[index].as_str().unwrap().to_owned();
            values.push((field.clone(), text(0), text(1)));
        }
    }
    assert!(values.len() > 10);
    values
}

/// The facets of a site: in the manifest after its first line where they are small, else in files of their own.
fn facets(site: &Site) -> Vec<(String, Vec<u8>)> {
    let inflated = |bytes: &[u8]| {
        let mut content = Vec::new();
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut content).unwrap();
        content
    };
    let files = files(&site.path("output/search"));
    let manifest = inflated(&files["manifest"]);
    let mut lines = manifest.splitn(2, |byte| *byte == b'\n');
    let manifest: Value = serde_json::from_slice(lines.next().unwrap()).unwrap();
    let mut small = lines.next().unwrap();
    let mut facets = Vec::new();
    for facet in manifest["facets"].as_array().unwrap() {
        let (field, length) = (facet[0].as_str().unwrap(), facet[1].as_u64().unwrap() as usize);
        let body = if length > 0 {
            let (body, rest) = small.split_at(length);
            small = rest;
            body.to_vec()
        } else {
            let name = format!("data/f-{field}-{}", facet[2].as_str().unwrap());
            inflated(&files[&name])[10..].to_vec()
        };
        facets.push((field.to_owned(), body));
    }
    facets
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

pub(crate) fn queries(material: &Material, count: usize) -> Vec<(String, Options)> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count)
        .map(|index| {
            let query = match index {
                0..16 => ODD[index].to_owned(),
                16 => "word ".repeat(2_000),
                17 => material.lines.iter().flatten().take(60).cloned().collect::<Vec<_>>().join(" "),
                // More words than are searched, and then a phrase; a phrase that is cut; a word that is.
                18 => format!("{} \"chaos monkey\"", ["word"; 40].join("-")),
                19 => format!("{}\"chaos (monkeys in production)\"", "a ".repeat(487)),
                20 => "é".repeat(1_100),
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
    match random.below(14) {
        12 => question(material, random),
        // Two words as one, and one as two.
        13 => {
            let line = &material.lines[random.below(material.lines.len())];
            let at = random.below(line.len() - 1);
            let word = material.long_word(random);
            let half = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(half, _)| half);
            format!("{}{} {} {}", line[at], line[at + 1], &word[..half], &word[half..])
        }
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

/// As a reader asks who does not know what the talk is called.
fn question(material: &Material, random: &mut Random) -> String {
    const BEGINNINGS: [&str; 8] = [
        "how do I",
        "what is the difference between",
        "why does",
        "comment",
        "pourquoi est-ce que",
        "¿cómo puedo",
        "wie kann ich",
        "is there a way to",
    ];
    let words: Vec<String> = (0..2 + random.below(5)).map(|_| material.word(random)).collect();
    let mark = if random.below(2) == 0 { "?" } else { "" };
    format!("{} {}{mark}", BEGINNINGS[random.below(BEGINNINGS.len())], words.join(" with a "))
}

fn filtered(material: &Material, random: &mut Random) -> String {
    let mut query = if random.below(3) == 0 { String::new() } else { material.word(random) };
    for _ in 0..=random.below(2) {
        let (field, id, title) = &material.values[random.below(material.values.len())];
        let filter = match random.below(9) {
            8 => format!("person:{}", title.split(' ').next_back().unwrap_or_default()),
            0 | 1 => format!("{field}:{id}"),
            2 => format!("{field}:\"{}\"", title.replace('"', "")),
            3 => format!("-{field}:{id}"),
            4 => format!("{field}:{}", mistake(id, random)),
            5 => format!("{}:{}", field.to_uppercase(), start_of(id, 4)),
            6 => format!("year:{}..{}", 2008 + random.below(9), 2012 + random.below(9)),
            _ => format!(
                "{}:{}",
                FacetField::ALL[random.below(FacetField::ALL.len())].name(),
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
