//! What `cargo publish` would send: all that the program is compiled from, and none of what only this repository needs. That it is accepted, `cargo publish --dry-run` says.

use std::collections::BTreeSet;
use std::process::Command;

use crate::site::{files, package};

/// crates.io takes ten million bytes, compressed; these are not.
const LARGEST: u64 = 10_000_000;

#[test]
fn a_package_has_what_the_program_is_compiled_from() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--locked", "--offline", "--allow-dirty"])
        .current_dir(package())
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let listed: BTreeSet<&str> = listed.lines().collect();
    let ours =
        |path: &&&str| ["src/", "themes/default/", "examples/"].iter().any(|folder| path.starts_with(folder));
    assert!(listed.iter().filter(ours).count() > 500, "{listed:?}");
    let others: Vec<&str> = listed.iter().filter(|path| !ours(path)).copied().collect();
    assert_eq!(
        others,
        [
            ".cargo_vcs_info.json",
            "CHANGELOG.md",
            "Cargo.lock",
            "Cargo.toml",
            "Cargo.toml.orig",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "THIRD-PARTY.txt",
            "docs/diagnostics.md",
        ]
    );
    for (name, bytes) in files(&package().join("src")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let folder = format!("src/{}", name.rsplit_once('/').map_or("", |(folder, _)| folder));
        for macro_name in ["include_str!(\"", "include_bytes!(\""] {
            for named in text.split(macro_name).skip(1).filter_map(|rest| rest.split('"').next()) {
                let path = resolved(&folder, named);
                // What unit tests read stays here.
                assert!(path.starts_with("tests/") || listed.contains(path.as_str()), "{name}: {path}");
            }
        }
    }
    let size = |path: &&str| std::fs::metadata(package().join(path)).map_or(0, |file| file.len());
    let size: u64 = listed.iter().map(size).sum();
    assert!(size < LARGEST, "{size} bytes");
}

/// The path that `named` means in a folder.
fn resolved(folder: &str, named: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in named.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
