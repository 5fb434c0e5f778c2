//! The law of publishing, looked at with every change: of each page that is served, all that it loads is served; of the search's manifest, all that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// What is served, what each file of it loads, and how often the law was broken.
#[derive(Default)]
pub(crate) struct Law {
    loads: BTreeMap<String, BTreeSet<String>>,
    /// How many files that are served load each file.
    loaded: BTreeMap<String, usize>,
    /// What was wrong, and when.
    pub(crate) broken: Vec<String>,
    /// How often it was looked at a page or a manifest.
    pub(crate) looks: usize,
}

impl Law {
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8], is_packed: bool) {
        let plain = if is_packed { inflated(bytes) } else { bytes.to_vec() };
        let loads = what_it_loads(name, &plain);
        self.looks += usize::from(!loads.is_empty());
        for loaded in &loads {
            if !self.loads.contains_key(loaded) {
                self.broken.push(format!("{name} is served, and {loaded} is not"));
            }
            *self.loaded.entry(loaded.clone()).or_default() += 1;
        }
        if let Some(before) = self.loads.insert(name.to_owned(), loads) {
            self.let_go(&before);
        }
    }

    pub(crate) fn removed(&mut self, name: &str) {
        if self.loaded.get(name).is_some_and(|count| *count > 0) {
            self.broken.push(format!("{name} was removed, and a page loads it"));
        }
        if let Some(before) = self.loads.remove(name) {
            self.let_go(&before);
        }
    }

    fn let_go(&mut self, loads: &BTreeSet<String>) {
        for loaded in loads {
            if let Some(count) = self.loaded.get_mut(loaded) {
                *count -= 1;
            }
        }
    }
}

pub(crate) fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

/// The files that a page, or the search's manifest, loads.
pub(crate) fn what_it_loads(name: &str, bytes: &[u8]) -> BTreeSet<String> {
    if name == "search/manifest" {
        let plain = if bytes.starts_with(&[0x1f, 0x8b]) { inflated(bytes) } else { bytes.to_vec() };
        let line = plain.split(|byte| *byte == b'\n').next().unwrap();
        return what_it_names(&serde_json::from_slice(line).unwrap());
    }
    if !crate::site::ends_in(name, "html") {
        return BTreeSet::new();
    }
    let page = String::from_utf8_lossy(bytes);
    let mut loads = BTreeSet::new();
    // The search page holds the manifest, too.
    if let Some((_, rest)) = page.split_once("id=\"search:manifest\">") {
        let held = rest.split('<').next().unwrap_or_default().trim();
        if !held.is_empty() {
            loads.extend(what_it_loads("search/manifest", &BASE64.decode(held).unwrap()));
        }
    }
    for tag in page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or(tag)) {
        let is_loaded =
            ["script ", "img ", "source ", "video ", "audio "].iter().any(|kind| tag.starts_with(kind))
                || (tag.starts_with("link ")
                    && ["stylesheet", "preload", "modulepreload", "icon"]
                        .iter()
                        .any(|rel| tag.contains(&format!("\"{rel}\""))));
        if !is_loaded {
            continue;
        }
        for attribute in [" src=\"", " href=\"", " poster=\"", " srcset=\""] {
            let Some((_, value)) = tag.split_once(attribute) else { continue };
            let value = value.split('"').next().unwrap_or(value);
            let each = value.split(", ").map(|one| one.split(' ').next().unwrap_or(one));
            for address in each.filter_map(|address| address.strip_prefix('/')) {
                loads.insert(percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned());
            }
        }
    }
    loads
}

/// The files that the manifest names (docs/search-data.md).
fn what_it_names(manifest: &serde_json::Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for row in manifest["names"].as_array().unwrap() {
        let (letter, digits) = (row[0].as_str().unwrap(), row[3].as_str().unwrap());
        let (count, run) = (row[1].as_u64().unwrap() as usize, row[2].as_u64().unwrap() as usize);
        for number in 0..count {
            let at = number / run * 8;
            names.insert(format!("search/data/{letter}{number}-{}", &digits[at..at + 8]));
        }
    }
    for facet in manifest["facets"].as_array().unwrap() {
        if let Some(digits) = facet[2].as_str() {
            names.insert(format!("search/data/f-{}-{digits}", facet[0].as_str().unwrap()));
        }
    }
    for name in ["dates", "places", "cards"] {
        if let Some(digits) = manifest[name].as_str() {
            names.insert(format!("search/data/{name}-{digits}"));
        }
    }
    names
}
