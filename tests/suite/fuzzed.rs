//! What the fuzz targets hold of any bytes holds of their corpora, and of every input that once failed (`fuzz/README.md`).

#[allow(unreachable_pub, reason = "the fuzz targets are another crate")]
#[path = "../../fuzz/src/oracles.rs"]
mod oracles;

use crate::site::{files, package};

/// Replays the seeds of a target, and what was found.
fn replay(target: &str, oracle: fn(&[u8])) {
    let mut tried = 0;
    for folder in ["seeds", "found"] {
        for (name, bytes) in files(&package().join("fuzz").join(folder).join(target)) {
            // The name stands before the panic's own words.
            eprintln!("fuzz/{folder}/{target}/{name}");
            oracle(&bytes);
            tried += 1;
        }
    }
    assert!(tried > 0, "the target {target} has no corpus");
}

#[test]
fn front_matter() {
    replay("front_matter", oracles::front_matter);
}

#[test]
fn markdown() {
    replay("markdown", oracles::markdown);
}

#[test]
fn transcript() {
    replay("transcript", oracles::transcript);
}

#[test]
fn query() {
    replay("query", oracles::query);
}

#[test]
fn stored() {
    replay("stored", oracles::stored);
}

#[test]
fn import_json() {
    replay("import_json", oracles::import_json);
}

#[test]
fn import_schedule() {
    replay("import_schedule", oracles::import_schedule);
}

#[test]
fn import_devopsdays() {
    replay("import_devopsdays", oracles::import_devopsdays);
}

#[test]
fn import_rubyevents() {
    replay("import_rubyevents", oracles::import_rubyevents);
}

#[test]
fn import_rest() {
    replay("import_rest", oracles::import_rest);
}

#[test]
fn import_blog() {
    replay("import_blog", oracles::import_blog);
}

#[test]
fn import_notes() {
    replay("import_notes", oracles::import_notes);
}

#[test]
fn import_post() {
    replay("import_post", oracles::import_post);
}

#[test]
fn import_wordpress() {
    replay("import_wordpress", oracles::import_wordpress);
}

#[test]
fn request() {
    replay("request", oracles::request);
}

#[test]
fn addresses() {
    replay("addresses", oracles::addresses);
}

#[test]
fn images() {
    replay("images", oracles::images);
}

/// Every target is replayed here, and is built by `cargo fuzz`.
#[test]
fn no_target_is_forgotten() {
    let manifest = std::fs::read_to_string(package().join("fuzz/Cargo.toml")).unwrap();
    let here = std::fs::read_to_string(package().join("tests/suite/fuzzed.rs")).unwrap();
    let targets = files(&package().join("fuzz/fuzz_targets"));
    assert!(targets.len() >= 11);
    for target in targets.keys().map(|path| path.trim_end_matches(".rs")) {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "fuzz/Cargo.toml lacks {target}");
        assert!(here.contains(&format!("replay(\"{target}\", ")), "tests/suite/fuzzed.rs lacks {target}");
    }
}
