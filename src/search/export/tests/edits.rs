//! What an export makes after another: the files that changed, and the same as without it.

use std::convert::Infallible;
use std::sync::Mutex;

use crate::search::export::{Exported, export};
use crate::search::remembered::Remembered;
use crate::vocab::artifact::Artifact;

use super::example::Example;

#[test]
fn an_edit_changes_few_files_and_no_name_stands_for_two_contents() {
    let (before, after) = (Example::of_many_talks(), Example::of_an_edit());
    let (before, after) = (before.export(), after.export());
    let is_new = |path: &&String| !before.contains_key(*path);
    let new: Vec<_> = after.keys().filter(is_new).collect();
    let kept = after.len() - new.len();
    assert!(!new.is_empty() && kept > after.len() / 3, "{new:?} are new of {}", after.len());
    for (path, bytes) in after.iter().filter(|(path, _)| *path != "search/manifest") {
        assert!(before.get(path).is_none_or(|other| other == bytes), "{path}");
    }
}

#[test]
fn what_is_remembered_of_the_same_knowledge_makes_the_same_files() {
    let (mut before, mut after) = (Example::of_many_talks(), Example::of_an_edit());
    let (expected, all) = (after.export(), before.corpus().len());
    let of_before = before.export();
    let mut remembered = Remembered::default();
    assert_eq!(after.find(&mut remembered), all);
    assert_eq!(after.export_after(&mut remembered), expected);
    assert_eq!(before.find(&mut remembered), 1, "one talk is not what it was");
    assert_eq!(before.export_after(&mut remembered), of_before);
    let (mut analyses, mut inverted) = (Vec::new(), Vec::new());
    remembered.write(&mut analyses).unwrap();
    remembered.inverted().unwrap().write(&mut inverted).unwrap();
    let mut read = Remembered::decode(&analyses).unwrap();
    read.decode_inverted(&inverted);
    assert!(read.inverted().is_some());
    for mut remembered in [read, remembered] {
        assert_eq!(after.find(&mut remembered), 1);
        assert_eq!(after.export_after(&mut remembered), expected);
        assert_eq!(after.find(&mut remembered), 0);
        assert_eq!(after.export_after(&mut remembered), expected);
    }
}

#[test]
fn what_is_there_is_not_given_again() {
    let example = Example::of_many_talks();
    let given = Mutex::new(Vec::new());
    let is_there = |file: &Exported| file.path.as_str().contains("/p");
    let sink = |artifact: Artifact| {
        given.lock().unwrap().push(artifact.path);
        Ok::<(), Infallible>(())
    };
    let all = export(&example.materials(), None, is_there, sink).unwrap().files;
    let given = given.into_inner().unwrap();
    assert!(!given.is_empty() && given.len() < all.len());
    for file in &all {
        assert_eq!(given.contains(&file.path), !file.path.as_str().contains("/p"), "{}", file.path);
    }
}
