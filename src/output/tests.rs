//! The output's laws, on small sites and random sequences of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use tempfile::TempDir;
use walkdir::WalkDir;

mod ours;

use super::{Folder, Foreign, Known, OutputError, Transaction, Written};
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

type Site = BTreeMap<String, String>;

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn put_all(transaction: &Transaction<'_>, site: &Site) {
    for (path, text) in site {
        let path = OutputPath::new(path).unwrap();
        transaction.put(Artifact { path, bytes: text.clone().into_bytes() }).unwrap();
    }
}

fn publish(root: &Path, site: &Site) -> Result<Written, OutputError> {
    let mut folder = open(root)?;
    let transaction = folder.begin()?;
    put_all(&transaction, site);
    transaction.commit()
}

fn open(root: &Path) -> Result<Folder, OutputError> {
    Known::read(&root.join("output"), &root.join("cache")).open(Foreign::Refuse)
}

/// Every file and folder of the output, with the files' bytes.
fn tree(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let base = root.join("output");
    let entries = WalkDir::new(&base).into_iter().map(Result::unwrap);
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(&base).unwrap().to_string_lossy().into_owned();
            (path, entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap()))
        })
        .collect()
}

fn temporary() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn any_site() -> impl Strategy<Value = Site> {
    let path = prop::sample::select(vec![
        "index.html",
        "a/index.html",
        "a/b/index.html",
        "a/b/c/index.html",
        "d/index.html",
        "d/x.png",
        "e",
        "f/g/h/i.txt",
    ]);
    prop::collection::btree_map(path.prop_map(str::to_owned), "[xyz]{0,3}", 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_sequence_of_sites_ends_as_a_clean_build_of_the_last(sites in prop::collection::vec(any_site(), 1..6), forget in any::<bool>()) {
        let (steps, clean) = (temporary(), temporary());
        for site in &sites {
            publish(steps.path(), site).unwrap();
            if forget {
                fs::remove_dir_all(steps.path().join("cache")).unwrap();
            }
        }
        publish(clean.path(), sites.last().unwrap()).unwrap();
        prop_assert_eq!(tree(steps.path()), tree(clean.path()));
    }

    /// Changes of one file at a time, by one process, are as good as whole sites.
    #[test]
    fn changes_end_as_a_clean_build_of_what_they_make(sites in prop::collection::vec(any_site(), 1..6), keeps_spares in any::<bool>()) {
        let (steps, clean) = (temporary(), temporary());
        let mut folder = open(steps.path()).unwrap();
        if keeps_spares {
            folder.spares.want(Duration::ZERO);
        }
        let mut before = Site::new();
        for site in &sites {
            let is_gone = |path: &&String| !site.contains_key(*path);
            let removed = before.keys().filter(is_gone).map(|path| OutputPath::new(path).unwrap()).collect();
            let changed = site.iter().filter(|(path, text)| before.get(*path) != Some(text));
            let changed = changed.map(|(path, text)| (path.clone(), text.clone())).collect();
            let transaction = folder.begin().unwrap();
            put_all(&transaction, &changed);
            transaction.commit_changes(&removed).unwrap();
            before = site.clone();
        }
        publish(clean.path(), sites.last().unwrap()).unwrap();
        let files = |root: &Path| {
            let mut files = tree(root);
            files.retain(|path, _| !path.is_empty() && !path.starts_with(".rexbase"));
            files
        };
        prop_assert_eq!(files(steps.path()), files(clean.path()));
        let transaction = folder.begin().unwrap();
        let paths: Vec<_> = before.keys().map(|path| OutputPath::new(path).unwrap()).collect();
        prop_assert!(transaction.keep(paths.iter()));
        prop_assert_eq!(transaction.commit().unwrap().written, 0);
        prop_assert!(folder.is_as_published());
        drop(folder);
        prop_assert_eq!(tree(steps.path()), tree(clean.path()));
        prop_assert_eq!(publish(steps.path(), sites.last().unwrap()).unwrap().written, 0);
    }

    /// Spare files change nothing of what is published, and none stays when the folder is let go of.
    #[test]
    fn with_spare_files_any_sequence_ends_as_a_clean_build_of_the_last(sites in prop::collection::vec((any_site(), any::<bool>()), 1..6)) {
        let (steps, clean) = (temporary(), temporary());
        let mut folder = open(steps.path()).unwrap();
        folder.spares.want(Duration::ZERO);
        for (site, is_given_up) in &sites {
            let transaction = folder.begin().unwrap();
            put_all(&transaction, site);
            if !is_given_up {
                transaction.commit().unwrap();
                folder.remove_old_spares();
            }
        }
        let last = sites.iter().rfind(|(_, is_given_up)| !is_given_up).map(|(site, _)| site);
        drop(folder);
        last.map(|site| publish(clean.path(), site).unwrap());
        prop_assert_eq!(tree(steps.path()), last.map_or_else(|| BTreeMap::from([(String::new(), None)]), |_| tree(clean.path())));
    }

    #[test]
    fn what_killed_commits_leave_is_mended(before in any_site(), killed in proptest::collection::vec((any_site(), 0_usize..8), 1..4), after in any_site()) {
        let (steps, clean) = (temporary(), temporary());
        publish(steps.path(), &before).unwrap();
        for (site, moved) in &killed {
            half_commit(steps.path(), site, *moved);
        }
        publish(steps.path(), &after).unwrap();
        publish(clean.path(), &after).unwrap();
        prop_assert_eq!(tree(steps.path()), tree(clean.path()));
    }
}

/// What is on the disk when a commit is killed after it moved so many files.
fn half_commit(root: &Path, site: &Site, moved: usize) {
    let output = root.join("output");
    // What `commit` writes first: what is new or gets other bytes, what only the journal before lists, and what is to be removed.
    let folder = open(root).unwrap();
    let listed: BTreeSet<OutputPath> =
        folder.site.iter().flat_map(|site| site.files.keys()).cloned().collect();
    let new: BTreeSet<OutputPath> = site.keys().map(|path| OutputPath::new(path).unwrap()).collect();
    let is_same = |path: &OutputPath| {
        fs::read(output.join(path.as_str())).is_ok_and(|bytes| bytes == site[path.as_str()].as_bytes())
    };
    let stays = |path: &&OutputPath| listed.contains(*path) && !folder.left.contains(*path) && is_same(path);
    let stale = listed.union(&folder.left).filter(|path| !new.contains(*path));
    let journaled = new.iter().filter(|path| !stays(path)).chain(stale);
    let row = |path: &OutputPath| (path.clone(), (super::Fingerprint::of(b""), 0));
    let journal = super::Listing { files: journaled.map(row).collect() };
    drop(folder);
    journal.write(&output.join(super::JOURNAL), &root.join("waiting")).unwrap();
    let staging = output.join(super::STAGING);
    fs::create_dir_all(staging.join("left")).unwrap();
    for (path, text) in site.iter().take(moved) {
        let target = output.join(path);
        if target.is_dir() || target.parent().unwrap().is_file() {
            continue;
        }
        if fs::create_dir_all(target.parent().unwrap()).is_ok() {
            fs::write(target, text).unwrap();
        }
    }
}

#[test]
fn only_what_changed_is_written() {
    let root = temporary();
    let first = site(&[("index.html", "a"), ("talks/x/index.html", "b"), ("old/index.html", "c")]);
    assert_eq!(
        publish(root.path(), &first).unwrap(),
        Written { written: 3, unchanged: 0, removed: 0, bytes: 3 }
    );
    let modified = || fs::metadata(root.path().join("output/index.html")).unwrap().modified().unwrap();
    let before = modified();
    let second = site(&[("index.html", "a"), ("talks/x/index.html", "B"), ("new.txt", "d")]);
    assert_eq!(
        publish(root.path(), &second).unwrap(),
        Written { written: 2, unchanged: 1, removed: 1, bytes: 3 }
    );
    assert_eq!(modified(), before);
    assert!(!root.path().join("output/old").exists());
    assert_eq!(publish(root.path(), &second).unwrap().written, 0);
}

#[test]
fn a_file_changed_by_others_is_mended() {
    let root = temporary();
    let pages = site(&[("index.html", "abc")]);
    publish(root.path(), &pages).unwrap();
    fs::write(root.path().join("output/index.html"), "xyz").unwrap();
    assert_eq!(publish(root.path(), &pages).unwrap().written, 1);
    assert_eq!(fs::read(root.path().join("output/index.html")).unwrap(), b"abc");
}

#[test]
fn without_a_commit_the_old_site_is_whole() {
    let root = temporary();
    publish(root.path(), &site(&[("index.html", "old")])).unwrap();
    let before = tree(root.path());
    let mut folder = open(root.path()).unwrap();
    let transaction = folder.begin().unwrap();
    put_all(&transaction, &site(&[("index.html", "new"), ("more/index.html", "new")]));
    drop(transaction);
    drop(folder);
    assert_eq!(tree(root.path()), before);
}

#[test]
fn files_of_others_are_refused_or_left_alone() {
    let root = temporary();
    fs::create_dir_all(root.path().join("output")).unwrap();
    fs::write(root.path().join("output/thesis.doc"), "precious").unwrap();
    let pages = site(&[("index.html", "a")]);
    let error = publish(root.path(), &pages).unwrap_err().to_string();
    assert!(error.contains("thesis.doc") && error.contains("--force"), "{error}");
    assert_eq!(tree(root.path()).len(), 2);

    let mut folder =
        Known::read(&root.path().join("output"), &root.path().join("cache")).open(Foreign::Replace).unwrap();
    let transaction = folder.begin().unwrap();
    put_all(&transaction, &pages);
    transaction.commit().unwrap();
    drop(folder);
    publish(root.path(), &site(&[("other.html", "b")])).unwrap();
    assert_eq!(fs::read(root.path().join("output/thesis.doc")).unwrap(), b"precious");
    let error = publish(root.path(), &site(&[("thesis.doc", "mine")])).unwrap_err();
    assert!(matches!(error, OutputError::InTheWay(_)), "{error}");
}

#[test]
fn artifacts_in_each_others_way_are_refused() {
    let root = temporary();
    for pages in
        [site(&[("a/Index.html", ""), ("a/index.html", "")]), site(&[("x", ""), ("x/index.html", "")])]
    {
        assert!(matches!(publish(root.path(), &pages).unwrap_err(), OutputError::Clash(..)));
    }
    let mut folder = open(root.path()).unwrap();
    let transaction = folder.begin().unwrap();
    put_all(&transaction, &site(&[("a", "1"), ("b", "1")]));
    put_all(&transaction, &site(&[("b", "2"), ("a", "2")]));
    assert_eq!(
        transaction.commit().unwrap_err().to_string(),
        "two pages want the address `/a`: rename one of the files they come from"
    );
}

#[test]
fn a_second_process_is_refused() {
    let root = temporary();
    let _first = open(root.path()).unwrap();
    let second = open(root.path());
    assert!(matches!(second, Err(OutputError::Locked(_))));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_replaced_or_removed_is_written_anew_unless_it_has_another_name() {
    use std::os::unix::fs::MetadataExt;
    let root = temporary();
    let number = |path: &str| fs::metadata(root.path().join("output").join(path)).unwrap().ino();
    let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
    let mut folder = open(root.path()).unwrap();
    folder.spares.want(Duration::ZERO);
    let mut publish = |pages: &[(&str, &str)]| {
        let transaction = folder.begin().unwrap();
        put_all(&transaction, &site(pages));
        transaction.commit().unwrap();
    };
    publish(&[("a/index.html", "1"), ("b/index.html", "a longer one")]);
    let first = (number("a/index.html"), number("b/index.html"));
    publish(&[("a/index.html", "2")]);
    publish(&[("a/index.html", "2"), ("c/d/index.html", "longer"), ("e.txt", "e")]);
    let again = [number("c/d/index.html"), number("e.txt")];
    assert!(again.contains(&first.0) && again.contains(&first.1), "{first:?} {again:?}");
    assert_eq!((read("output/a/index.html"), read("output/c/d/index.html")), ("2".into(), "longer".into()));
    assert_eq!(read("output/e.txt"), "e");

    fs::hard_link(root.path().join("output/e.txt"), root.path().join("copy")).unwrap();
    for text in ["f", "g", "h"] {
        publish(&[("a/index.html", text), ("c/d/index.html", text), ("e.txt", text)]);
        assert_eq!((read("copy"), read("output/e.txt")), ("e".into(), text.into()));
    }
    let left = root.path().join("output/.rexbase-staging");
    drop(folder);
    assert!(!left.exists());
    fs::create_dir_all(left.join("spare")).unwrap();
    drop(open(root.path()).unwrap());
    assert!(!left.exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    let root = temporary();
    publish(root.path(), &site(&[("a/x.html", "1"), ("index.html", "1")])).unwrap();
    let outside = root.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("x.html"), "theirs").unwrap();
    fs::remove_dir_all(root.path().join("output/a")).unwrap();
    std::os::unix::fs::symlink(&outside, root.path().join("output/a")).unwrap();
    let error = publish(root.path(), &site(&[("a/x.html", "2"), ("index.html", "1")])).unwrap_err();
    assert!(matches!(error, OutputError::Link(_)), "{error}");
    publish(root.path(), &site(&[("index.html", "1")])).unwrap();
    assert_eq!(fs::read(outside.join("x.html")).unwrap(), b"theirs");
}
