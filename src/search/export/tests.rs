//! What was exported is read back, and is what the index has.

mod edits;
mod example;
mod terms;

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::Value;
use tantivy::postings::Postings;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, Index, TERMINATED};

use crate::search::card;
use crate::search::date_key::date_key;
use crate::search::facet::{FacetField, facets_of};
use crate::search::field::Field;
use crate::search::index::{self, IndexFields};
use crate::search::lexicon::facet_names::{self, FacetNames};
use crate::search::lexicon::meanings::{Code, Meanings};
use crate::search::lexicon::{self, Lexicon};
use crate::search::words::analysis::take_leb128;

use example::Example;
use terms::{Posting, read_term, skip_surfaces};

/// The files of a site, inflated.
struct Data {
    manifest: Value,
    /// By name, without the first 8 bytes; those in the manifest too.
    files: BTreeMap<String, Vec<u8>>,
    /// How many of them are in the manifest.
    small: usize,
}

impl Data {
    fn read(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let inflated = |file: &[u8]| {
            let mut content = Vec::new();
            flate2::read::GzDecoder::new(file).read_to_end(&mut content).unwrap();
            content
        };
        let manifest = inflated(&files["search/manifest"]);
        let end = manifest.iter().position(|byte| *byte == b'\n').unwrap();
        let (line, mut rest) = (&manifest[..end], &manifest[end + 1..]);
        let mut manifest: Value = serde_json::from_slice(line).unwrap();
        // What files of their own say of positions and documents is read as if the manifest said it.
        for (name, key) in [("places", "positions"), ("cards", "shards")] {
            let places = format!("search/data/{name}-{}", manifest[name].as_str().unwrap());
            let places: Value = serde_json::from_slice(&inflated(&files[&places])[10..]).unwrap();
            manifest[key] = places["firsts"].clone();
            manifest["names"].as_array_mut().unwrap().push(places["names"].clone());
        }
        let mut read = BTreeMap::new();
        for facet in manifest["facets"].as_array().unwrap() {
            let length = facet[1].as_u64().unwrap() as usize;
            if length > 0 {
                read.insert(format!("f-{}", facet[0].as_str().unwrap()), rest[..length].to_vec());
                rest = &rest[length..];
            }
        }
        assert!(rest.is_empty());
        let small = read.len();
        let digits = digits_of(&manifest);
        for (path, bytes) in files.iter().filter(|(path, _)| *path != "search/manifest") {
            let (name, hex) = path.strip_prefix("search/data/").unwrap().rsplit_once('-').unwrap();
            assert_eq!(hex, digits[name], "{path}");
            let content = inflated(bytes);
            let letter = match name {
                "dates" => b't',
                "places" => b'i',
                "cards" => b'c',
                _ => name.as_bytes()[0],
            };
            let head: Vec<u8> =
                (0..4).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect();
            assert_eq!(
                (content[0], content[1], &content[2..6]),
                (letter, crate::search::digits::FORMAT, head.as_slice()),
                "{name}"
            );
            let (length, body) = content[6..].split_at(4);
            assert_eq!(u32::from_le_bytes(length.try_into().unwrap()) as usize, body.len(), "{name}");
            read.insert(name.to_owned(), body.to_vec());
        }
        assert_eq!(read.len(), digits.len() + small, "what the manifest names is there");
        Self { manifest, files: read, small }
    }

    fn firsts(&self, key: &str) -> Vec<u64> {
        let steps = self.manifest[key].as_array().unwrap().iter().map(|step| step.as_i64().unwrap());
        let firsts = steps.scan(0, |first, step| {
            *first += step;
            Some(first.cast_unsigned())
        });
        firsts.collect()
    }

    /// The bytes of each term, by its number.
    fn terms(&self, key: &str, letter: char) -> Vec<&[u8]> {
        let mut terms = Vec::new();
        for (index, first) in self.firsts(key).into_iter().enumerate() {
            assert_eq!(terms.len() as u64, first, "{letter}{index}");
            let mut rest = self.files[&format!("{letter}{index}")].as_slice();
            while !rest.is_empty() {
                let length = take_leb128(&mut rest) as usize;
                terms.push(&rest[..length]);
                rest = &rest[length..];
            }
        }
        terms
    }

    fn facets(&self) -> Vec<FacetField> {
        let facets = self.manifest["facets"].as_array().unwrap().iter();
        facets.map(|facet| FacetField::from_name(facet[0].as_str().unwrap()).unwrap()).collect()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.files[name]).unwrap()
    }
}

/// By name, the digits of each file that the manifest names.
fn digits_of(manifest: &Value) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for of_sort in manifest["names"].as_array().unwrap() {
        let (letter, digits) = (of_sort[0].as_str().unwrap(), of_sort[3].as_str().unwrap());
        let (count, sharing) = (of_sort[1].as_u64().unwrap() as usize, of_sort[2].as_u64().unwrap() as usize);
        assert_eq!(digits.len(), 8 * count.div_ceil(sharing));
        for index in 0..count {
            let at = 8 * (index / sharing);
            all.insert(format!("{letter}{index}"), digits[at..at + 8].to_owned());
        }
    }
    for facet in manifest["facets"].as_array().unwrap().iter().filter(|facet| facet[1] == 0) {
        all.insert(format!("f-{}", facet[0].as_str().unwrap()), facet[2].as_str().unwrap().to_owned());
    }
    for name in ["cards", "dates", "places"] {
        all.insert(name.to_owned(), manifest[name].as_str().unwrap().to_owned());
    }
    all
}

#[test]
fn every_posting_is_that_of_the_index() {
    let example = Example::of_many_talks();
    let files = example.export();
    let data = Data::read(&files);
    assert!(data.firsts("postings").len() > 3 && data.firsts("positions").len() > 1);
    let (postings, positions) = (data.terms("postings", 'p'), data.terms("positions", 'x'));

    let folder = tempfile::tempdir().unwrap();
    let pending = index::write(&example.materials(), folder.path(), index::Threads::All, &|| true).unwrap();
    pending.publish().unwrap();
    let index = Index::open_in_dir(index::current(folder.path()).unwrap()).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let segment = searcher.segment_reader(0);
    assert_eq!(data.manifest["documents"].as_u64(), Some(u64::from(segment.num_docs())));

    let materials = example.materials();
    let words = &materials.words;
    assert_eq!((postings.len(), positions.len()), (words.terms.len(), words.terms.len()));
    let mut in_index: BTreeMap<(String, usize), Vec<(u32, Posting)>> = BTreeMap::new();
    // Nothing is said in this example: that field has no lengths.
    for (number, field) in IndexFields::new().text.into_iter().take(6).enumerate() {
        let inverted = segment.inverted_index(field).unwrap();
        let lengths = segment.get_fieldnorms_reader(field).unwrap();
        assert_eq!(data.manifest["lengths"][number][0], inverted.total_num_tokens());
        let having = (0..segment.max_doc()).filter(|document| lengths.fieldnorm_id(*document) > 0);
        assert_eq!(data.manifest["lengths"][number][1], having.count());
        let mut terms = inverted.terms().stream().unwrap();
        while terms.advance() {
            let term = String::from_utf8(terms.key().to_vec()).unwrap();
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut found = inverted.read_postings_from_terminfo(terms.value(), option).unwrap();
            let mut list = Vec::new();
            while found.doc() != TERMINATED {
                let mut places = Vec::new();
                found.positions(&mut places);
                list.push((found.doc(), (found.term_freq(), lengths.fieldnorm_id(found.doc()), places)));
                found.advance();
            }
            in_index.insert((term, number), list);
        }
    }
    let (mut exported, mut forms) = (BTreeMap::new(), Vec::new());
    for (number, term) in words.terms.iter().enumerate() {
        let surfaces = skip_surfaces(&mut &*postings[number]);
        for surface in &surfaces {
            let index = words.find(surface).unwrap() as usize;
            assert!(words.entry_terms[words.entries(index)].contains(&(number as u32)), "{surface}");
        }
        let (read, in_forms) = read_term(postings[number], positions[number]);
        forms.extend(surfaces.iter().zip(in_forms).map(|(surface, found)| ((*surface).to_owned(), found)));
        for (field, found) in read {
            exported.insert((example.corpus().terms.get(*term).to_owned(), field), found);
        }
    }
    assert!(exported == in_index, "postings differ");
    // A surface may stand for several terms, in documents of several languages.
    let inverted = segment.inverted_index(IndexFields::new().forms).unwrap();
    assert!(forms.len() > 10);
    let mut documents_of: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (surface, found) in &forms {
        documents_of.entry(surface).or_default().extend(found);
    }
    for (surface, mut found) in documents_of {
        found.sort_unstable();
        found.dedup();
        let index = words.find(surface).unwrap() as usize;
        let is_whole = words.entries(index).all(|entry| {
            let term = words.entry_terms[entry] as usize;
            skip_surfaces(&mut &*postings[term]).len() > 1
        });
        let term = Term::from_field_text(IndexFields::new().forms, surface);
        let mut expected = Vec::new();
        let mut in_form = inverted.read_postings(&term, IndexRecordOption::Basic).unwrap().unwrap();
        while in_form.doc() != TERMINATED {
            expected.push(in_form.doc());
            in_form.advance();
        }
        assert!(!is_whole || found == expected, "{surface}");
    }
}

#[test]
fn titles_have_the_stop_words_that_the_index_has_there() {
    let example = Example::of_many_talks();
    let data = Data::read(&example.export());
    let materials = example.materials();
    let words = &materials.words;
    let folder = tempfile::tempdir().unwrap();
    index::write(&materials, folder.path(), index::Threads::All, &|| true).unwrap().publish().unwrap();
    let index = Index::open_in_dir(index::current(folder.path()).unwrap()).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let field = IndexFields::new().text[Field::Title as usize];
    let inverted = searcher.segment_reader(0).inverted_index(field).unwrap();
    let firsts = data.manifest["titles"].as_array().unwrap();
    let mut told = BTreeMap::new();
    for (number, first) in firsts.iter().enumerate() {
        let mut rest = data.files[&format!("w{number}")].as_slice();
        let mut is_first = true;
        while !rest.is_empty() {
            let length = take_leb128(&mut rest) as usize;
            let surface = std::str::from_utf8(&rest[..length]).unwrap().to_owned();
            assert!(!is_first || *first == *surface);
            is_first = false;
            rest = &rest[length..];
            let length = take_leb128(&mut rest) as usize;
            let (mut list, after) = rest.split_at(length);
            rest = after;
            let (mut documents, mut document) = (Vec::new(), 0);
            while !list.is_empty() {
                document += take_leb128(&mut list);
                documents.push(document);
            }
            told.insert(surface, documents);
        }
    }
    let mut expected = BTreeMap::new();
    for surface in (0..words.surfaces.len()).filter(|surface| words.stop_words[*surface] != 0) {
        let mut documents = Vec::new();
        for entry in words.entries(surface) {
            let term = example.corpus().terms.get(words.terms[words.entry_terms[entry] as usize]);
            let term = Term::from_field_text(field, term);
            let Some(mut found) = inverted.read_postings(&term, IndexRecordOption::Basic).unwrap() else {
                continue;
            };
            while found.doc() != TERMINATED {
                documents.push(found.doc());
                found.advance();
            }
        }
        documents.sort_unstable();
        documents.dedup();
        if !documents.is_empty() {
            expected.insert(words.surfaces[surface].to_string(), documents);
        }
    }
    assert!(!expected.is_empty());
    assert_eq!(told, expected);
}

#[test]
fn every_word_is_that_of_the_lexicon() {
    let example = Example::of_many_talks();
    let data = Data::read(&example.export());
    let materials = example.materials();
    let words = &materials.words;
    let lexicon = Lexicon::open(lexicon::encode(&materials)).unwrap();
    let firsts = data.manifest["lexicon"].as_array().unwrap();
    let terms_before = data.firsts("lexicon_terms");
    assert!(firsts.len() > 1 && firsts[0] == "" && terms_before.len() == firsts.len());
    let signed = |bytes: &mut &[u8]| {
        let zigzag = i64::from(take_leb128(bytes));
        if zigzag % 2 == 0 { zigzag / 2 } else { -(zigzag + 1) / 2 }
    };
    let (mut index, mut with_synonyms, mut with_meanings) = (0, 0, 0);
    for (shard, first) in firsts.iter().enumerate() {
        let mut rest = data.files[&format!("l{shard}")].as_slice();
        let (mut surface, mut term) = (String::new(), terms_before[shard].cast_signed());
        let start = index;
        while !rest.is_empty() {
            surface.truncate(take_leb128(&mut rest) as usize);
            let length = take_leb128(&mut rest) as usize;
            surface.push_str(std::str::from_utf8(&rest[..length]).unwrap());
            rest = &rest[length..];
            assert_eq!(surface, lexicon.surface(index));
            assert!(index > start || shard == 0 || *first == surface.as_str());
            let flags = take_leb128(&mut rest);
            let meanings = lexicon.meanings_of(index);
            assert_eq!(flags & 1 != 0, lexicon.is_stop_word(index), "{surface}");
            let (mut terms, mut frequency) = (Vec::new(), 0);
            for _ in 0..flags / 8 {
                term += signed(&mut rest);
                terms.push(u32::try_from(term).unwrap());
                frequency += take_leb128(&mut rest);
            }
            assert_eq!(terms, lexicon.terms_of(index).collect::<Vec<_>>(), "{surface}");
            assert_eq!(frequency, lexicon.frequency(index), "{surface}");
            let languages = if flags & 1 == 0 { 0 } else { take_leb128(&mut rest) };
            assert_eq!(languages, words.stop_words[index], "{surface}");
            for term in terms {
                let count = if flags & 2 == 0 { 0 } else { take_leb128(&mut rest) };
                let synonyms: Vec<u32> =
                    (0..count).map(|_| u32::try_from(i64::from(term) + signed(&mut rest)).unwrap()).collect();
                assert_eq!(synonyms, lexicon.synonyms_of(term).collect::<Vec<_>>(), "{surface}");
                with_synonyms += synonyms.len();
            }
            let length = if flags & 4 == 0 { 0 } else { take_leb128(&mut rest) as usize };
            let (mut codes, mut read) = (&rest[..length], Vec::new());
            rest = &rest[length..];
            meanings.write(|code| {
                read.push(match code {
                    Code::Count(count) => (count, take_leb128(&mut codes)),
                    Code::Term(of_meaning) => (of_meaning, u32::try_from(term + signed(&mut codes)).unwrap()),
                });
            });
            with_meanings += usize::from(length > 0);
            assert!(codes.is_empty() && (length > 0 || meanings == Meanings::default()), "{surface}");
            assert!(read.iter().all(|(one, other)| one == other || length == 0), "{surface}");
            index += 1;
        }
    }
    assert_eq!(index, lexicon.len());
    assert!(with_synonyms >= 4 && with_meanings >= 2, "{with_synonyms} {with_meanings}");
}

#[test]
fn every_document_is_its_card() {
    let example = Example::of_many_talks();
    let data = Data::read(&example.export());
    let mut documents: Vec<Value> = Vec::new();
    for (index, first) in data.firsts("shards").into_iter().enumerate() {
        assert_eq!(documents.len() as u64, first);
        documents.extend(data.json(&format!("d{index}")).as_array().unwrap().iter().cloned());
    }
    assert_eq!(documents.len(), example.corpus().len());
    for (document, id) in documents.iter().zip(example.corpus().order()) {
        let record = example.knowledge.record(*id);
        let body = record.document.map(|index| &*example.bodies[index]);
        let card = card::card(record, &example.knowledge, body);
        let column = |index: usize| document.get(index).cloned().unwrap_or(Value::Null);
        assert_eq!([column(0), column(1), column(2)], [&*card.title, &*card.address, &*card.kind]);
        assert_eq!(column(4).as_str(), card.date.as_deref());
        assert_eq!(column(5).as_array().map_or(0, Vec::len), card.people.len());
        assert_eq!(column(6).as_str(), card.event.as_deref());
        assert_eq!(
            column(7).get(0).and_then(Value::as_str),
            card.source.as_ref().map(|source| &*source.title)
        );
        let sections = column(8);
        assert_eq!(sections.as_array().map_or(0, Vec::len), card.sections.len());
        for (index, section) in card.sections.iter().enumerate() {
            assert_eq!(sections[index][0], *section.text);
            assert_eq!(sections[index].get(1).and_then(Value::as_str), section.anchor.as_deref());
            assert_eq!(sections[index].get(2).and_then(Value::as_str).unwrap_or(""), &*section.heading);
        }
    }
}

#[test]
fn a_terms_postings_are_where_it_sorts() {
    let example = Example::of_many_talks();
    let data = Data::read(&example.export());
    let materials = example.materials();
    let words = &materials.words;
    let stems: Vec<&str> =
        data.manifest["stems"].as_array().unwrap().iter().map(|stem| stem.as_str().unwrap()).collect();
    let firsts = data.firsts("postings");
    assert!(stems.len() > 2 && stems.len() == firsts.len() && stems.is_sorted());
    for (number, term) in (0..).zip(&words.terms) {
        let stem = example.corpus().terms.get(*term);
        let shard = stems.partition_point(|first| *first <= stem) - 1;
        assert!(firsts[shard] <= number, "{stem}");
        assert!(firsts.get(shard + 1).is_none_or(|next| number < *next), "{stem}");
    }
    assert!(
        stems.iter().any(|first| words.terms.iter().all(|term| example.corpus().terms.get(*term) != *first)),
        "cut"
    );
}

#[test]
fn facets_and_dates_are_those_of_the_documents() {
    let example = Example::of_many_talks();
    let data = Data::read(&example.export());
    let facets: Vec<_> = example
        .corpus()
        .order()
        .iter()
        .map(|id| facets_of(*id, example.knowledge.record(*id), &example.knowledge))
        .collect();
    let terms = facets.iter().flatten().map(|(field, value)| field.term(value)).collect();
    let native = FacetNames::open(facet_names::encode(&terms, &example.knowledge)).unwrap();
    let fields = data.facets();
    assert_eq!(
        fields.iter().map(|field| field.name()).collect::<Vec<_>>(),
        ["event", "kind", "lang", "person", "topic", "year"]
    );
    assert!((1..fields.len()).contains(&data.small), "small ones are in the manifest, others in files");
    for field in fields {
        let mut rest = data.files[&format!("f-{}", field.name())].as_slice();
        let length = take_leb128(&mut rest) as usize;
        let names: Value = serde_json::from_slice(&rest[..length]).unwrap();
        rest = &rest[length..];
        let value = |number: u64| names["values"][number as usize][0].as_str().unwrap();
        let mut document = 0;
        while !rest.is_empty() {
            let (run, count) = (take_leb128(&mut rest), take_leb128(&mut rest));
            let mut number = 0;
            let values: Vec<&str> = (0..count)
                .map(|_| {
                    number += take_leb128(&mut rest);
                    value(u64::from(number))
                })
                .collect();
            for _ in 0..run {
                let own = facets[document].iter().filter(|(other, _)| *other == field);
                assert_eq!(values, own.map(|(_, value)| value.as_str()).collect::<Vec<_>>());
                document += 1;
            }
        }
        assert_eq!(document, example.corpus().len());
        let (range, name) = native.names(field);
        let native: Vec<(&str, &str)> =
            range.map(|key| (name(key), &native.value(key)[field.name().len() + 1..])).collect();
        let keys = names["keys"].as_array().unwrap().iter();
        assert_eq!(
            native,
            keys.map(|key| (key[0].as_str().unwrap(), value(key[1].as_u64().unwrap()))).collect::<Vec<_>>()
        );
        let counts: u64 =
            names["values"].as_array().unwrap().iter().map(|row| row[2].as_u64().unwrap()).sum();
        assert_eq!(counts, facets.iter().flatten().filter(|(other, _)| *other == field).count() as u64);
    }
    let keys: Vec<u64> =
        example.corpus().order().iter().map(|id| date_key(example.knowledge.record(*id).date)).collect();
    let mut rest = data.files["dates"].as_slice();
    let mut rank = 0_i64;
    let ranks: Vec<i64> = keys
        .iter()
        .map(|_| {
            let step = i64::from(take_leb128(&mut rest));
            rank += if step % 2 == 0 { step / 2 } else { -(step + 1) / 2 };
            rank
        })
        .collect();
    assert!(rest.is_empty() && ranks.contains(&0));
    let dated: Vec<(u64, i64)> = keys.into_iter().zip(ranks).collect();
    for (a, b) in dated.iter().zip(&dated[1..]) {
        assert_eq!(b.0.cmp(&a.0), a.1.cmp(&b.1));
    }
}

#[test]
fn the_same_content_gives_the_same_files() {
    let example = Example::of_many_talks();
    let files = example.export();
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(one_thread.install(|| Example::of_many_talks().export()) == files);
    assert!(Example::new(&[]).export().is_empty(), "no documents, no data");
}

#[test]
fn fields_are_in_the_documented_order() {
    assert_eq!(
        Field::ALL.map(Field::name),
        ["title", "names", "topics", "headings", "lessons", "body", "transcript"]
    );
}
