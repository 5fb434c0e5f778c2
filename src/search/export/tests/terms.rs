//! A term's postings and positions, read as a browser reads them.

use std::collections::BTreeSet;

use crate::search::words::analysis::take_leb128;

/// A document that has a term: how often, the length's id, the positions.
pub(super) type Posting = (u32, u8, Vec<u32>);

/// The surfaces at the front of a term's postings.
pub(super) fn skip_surfaces<'a>(postings: &mut &'a [u8]) -> Vec<&'a str> {
    let count = take_leb128(postings);
    let surfaces = (0..count).map(|_| {
        let length = take_leb128(postings) as usize;
        let (surface, rest) = postings.split_at(length);
        *postings = rest;
        std::str::from_utf8(surface).unwrap()
    });
    surfaces.collect()
}

/// By field the documents of a term; by surface those that have it in that form, when there are several.
pub(super) type ReadTerm = (Vec<(usize, Vec<(u32, Posting)>)>, Vec<Vec<u32>>);

pub(super) fn read_term(mut postings: &[u8], mut positions: &[u8]) -> ReadTerm {
    let surfaces = skip_surfaces(&mut postings);
    let (&fields, rest) = postings.split_first().unwrap();
    postings = rest;
    let mut read = Vec::new();
    for field in (0..7).filter(|field| fields & (1 << field) != 0) {
        let count = take_leb128(&mut postings);
        let mut document = 0;
        let documents: Vec<(u32, bool)> = (0..count)
            .map(|_| {
                let step = take_leb128(&mut postings);
                document += step / 2;
                (document, step % 2 == 1)
            })
            .collect();
        let often: Vec<u32> = documents
            .iter()
            .map(|(_, often)| if *often { take_leb128(&mut postings) + 2 } else { 1 })
            .collect();
        // What is said has no lengths: each is as one of 1.
        let lengths = if field == 6 { &[1; 64][..count as usize] } else { &postings[..count as usize] };
        postings = &postings[if field == 6 { 0 } else { count as usize }..];
        // In which parts of what is said each is.
        (0..if field == 6 { count } else { 0 }).for_each(|_| _ = take_leb128(&mut postings));
        let mut found = Vec::new();
        for (index, (document, _)) in documents.iter().enumerate() {
            let mut position = 0;
            let places = (0..often[index]).map(|_| {
                position += take_leb128(&mut positions);
                position
            });
            found.push((*document, (often[index], lengths[index], places.collect())));
        }
        read.push((field, found));
    }
    let all: BTreeSet<u32> = read
        .iter()
        .filter(|(field, _)| *field < 6)
        .flat_map(|(_, found)| found.iter().map(|found| found.0))
        .collect();
    let all: Vec<u32> = all.into_iter().collect();
    let mut forms = Vec::new();
    for _ in surfaces.iter().filter(|_| surfaces.len() > 1) {
        let mut place = 0;
        let count = take_leb128(&mut postings);
        let documents = (0..count).map(|_| {
            place += take_leb128(&mut postings);
            all[place as usize]
        });
        forms.push(documents.collect());
    }
    assert!(postings.is_empty() && positions.is_empty());
    (read, forms)
}
