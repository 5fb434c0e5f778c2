//! What is ours in the output folder, what is not, and what is known of it when lists are damaged.

use std::fs;
use std::time::Duration;

use crate::output::tests::{open, publish, put_all, site, temporary, tree};
use crate::output::{OutputError, Written};

#[cfg(unix)]
#[test]
fn a_file_changed_by_others_is_mended_whose_size_and_time_are_as_before() {
    let root = temporary();
    let pages = site(&[("index.html", "abc"), ("a/index.html", "abc"), ("a/b/index.html", "abc")]);
    publish(root.path(), &pages).unwrap();
    for path in pages.keys() {
        let file = root.path().join("output").join(path);
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        fs::write(&file, "xyz").unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
        assert!(!open(root.path()).unwrap().is_as_published(), "{path}");
        assert_eq!(publish(root.path(), &pages).unwrap().written, 1, "{path}");
        assert_eq!(fs::read(&file).unwrap(), b"abc");
        assert!(open(root.path()).unwrap().is_as_published(), "{path}");
    }
}

/// Files that got into their places one by one are known by what the file system says of them there.
#[test]
fn what_was_replaced_need_not_be_read_again() {
    let root = temporary();
    for text in ["1", "2", "3"] {
        publish(root.path(), &site(&[("index.html", text), ("a/index.html", text), ("b/x.html", "x")]))
            .unwrap();
        assert!(open(root.path()).unwrap().is_as_published(), "{text}");
    }
}

#[test]
fn a_damaged_manifest_is_what_is_there_and_equal() {
    let pages =
        site(&[("a/index.html", "a"), ("b/index.html", "b"), ("index.html", "home"), ("old.html", "old")]);
    let edited =
        site(&[("a/index.html", "a"), ("b/index.html", "B"), ("index.html", "home"), ("new/x.html", "new")]);
    let clean = temporary();
    publish(clean.path(), &edited).unwrap();
    let length = {
        let root = temporary();
        publish(root.path(), &pages).unwrap();
        fs::read(root.path().join("output/.rexbase-manifest")).unwrap().len()
    };
    let cuts = (0..length).step_by(7);
    let flips = (0..length).step_by(11);
    let damages = cuts.map(|at| (at, true)).chain(flips.map(|at| (at, false)));
    for (at, is_cut) in damages {
        let root = temporary();
        publish(root.path(), &pages).unwrap();
        fs::write(root.path().join("output/CNAME"), "precious").unwrap();
        let manifest = root.path().join("output/.rexbase-manifest");
        let mut bytes = fs::read(&manifest).unwrap();
        if is_cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 0x04;
        }
        fs::write(&manifest, bytes).unwrap();
        publish(root.path(), &edited).unwrap();
        assert_eq!(fs::read(root.path().join("output/CNAME")).unwrap(), b"precious");
        fs::remove_file(root.path().join("output/CNAME")).unwrap();
        assert_eq!(tree(root.path()), tree(clean.path()), "damaged at {at}");
    }
}

/// Lines that somebody added name files of others: those are theirs.
#[test]
fn a_manifest_with_lines_of_others_removes_nothing_of_theirs() {
    for forget in [false, true] {
        let root = temporary();
        let pages = site(&[("index.html", "a")]);
        publish(root.path(), &pages).unwrap();
        let output = root.path().join("output");
        fs::write(output.join("CNAME"), "example.org").unwrap();
        let manifest = output.join(".rexbase-manifest");
        let text = fs::read_to_string(&manifest).unwrap();
        fs::write(&manifest, format!("{text}{} 11 CNAME\n", "0f".repeat(16))).unwrap();
        if forget {
            fs::remove_dir_all(root.path().join("cache")).unwrap();
        }
        assert_eq!(publish(root.path(), &pages).unwrap().written, 0);
        publish(root.path(), &site(&[("index.html", "b")])).unwrap();
        assert_eq!(fs::read(output.join("CNAME")).unwrap(), b"example.org");
    }
}

/// Lists of an earlier version were not closed.
#[test]
fn the_manifest_of_an_earlier_version_is_believed_of_what_is_there() {
    let root = temporary();
    let pages = site(&[("index.html", "a"), ("old.html", "old")]);
    publish(root.path(), &pages).unwrap();
    let manifest = root.path().join("output/.rexbase-manifest");
    let text = fs::read_to_string(&manifest).unwrap();
    let rows: Vec<_> = text.lines().skip(1).filter(|line| line.contains(' ')).collect();
    fs::write(&manifest, format!("rexbase 1\n{}\n", rows.join("\n"))).unwrap();
    fs::remove_dir_all(root.path().join("cache")).unwrap();
    assert_eq!(
        publish(root.path(), &site(&[("index.html", "a")])).unwrap(),
        Written { written: 0, unchanged: 1, removed: 1, bytes: 1 }
    );
    let first = fs::read_to_string(&manifest).unwrap();
    assert!(first.starts_with("rexbase 2\n"), "{first}");
}

#[test]
fn what_of_others_is_in_the_way_is_refused_before_anything_is_touched() {
    let pages = site(&[("index.html", "a"), ("x/index.html", "x")]);
    let next = site(&[("index.html", "b"), ("x", "now a file"), ("y", "y"), ("z/index.html", "z")]);
    for (foreign, blocks) in
        [("x/notes.txt", true), ("y/deep/notes.txt", true), ("z", true), ("x2/notes.txt", false)]
    {
        let root = temporary();
        publish(root.path(), &pages).unwrap();
        let output = root.path().join("output");
        fs::create_dir_all(output.join(foreign).parent().unwrap()).unwrap();
        fs::write(output.join(foreign), "precious").unwrap();
        let before = tree(root.path());
        let published = publish(root.path(), &next);
        if blocks {
            assert!(matches!(published, Err(OutputError::InTheWay(_))), "{foreign}: {published:?}");
            assert_eq!(tree(root.path()), before, "{foreign}");
        } else {
            published.unwrap();
        }
        assert_eq!(fs::read(output.join(foreign)).unwrap(), b"precious");
    }
    // A folder gives way when all in it is ours, and empty ones do.
    let root = temporary();
    publish(root.path(), &pages).unwrap();
    fs::create_dir_all(root.path().join("output/x/empty/too")).unwrap();
    publish(root.path(), &next).unwrap();
    assert_eq!(fs::read(root.path().join("output/x")).unwrap(), b"now a file");
    // A list that says nothing makes nothing ours.
    for list in [".rexbase-manifest", ".rexbase-journal"] {
        for text in ["", "precious", "rexbase 1", "rexbase 2\n"] {
            let root = temporary();
            fs::create_dir(root.path().join("output")).unwrap();
            fs::write(root.path().join("output").join(list), text).unwrap();
            fs::write(root.path().join("output/index.html"), "precious").unwrap();
            let published = publish(root.path(), &pages);
            assert!(matches!(published, Err(OutputError::InTheWay(_))), "{list} {text:?}: {published:?}");
        }
    }
}

/// Names of our own that are links, in the output and in the cache.
#[cfg(unix)]
#[test]
fn our_own_names_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let pages = |text| site(&[("a/x.html", text), ("index.html", text)]);
    for name in [
        "output/.rexbase-staging",
        "output/.rexbase-manifest.new",
        "output/.rexbase-journal.new",
        "cache/output-stats.new",
        "cache/spare/probe",
        "cache/spare/0",
        "cache/spare/1",
    ] {
        for target in ["precious", "none", "folder"] {
            let root = temporary();
            publish(root.path(), &pages("1")).unwrap();
            let at = |path: &str| root.path().join(path);
            fs::write(at("precious"), "precious").unwrap();
            fs::create_dir(at("folder")).unwrap();
            fs::write(at("folder/0"), "precious").unwrap();
            let _ = fs::remove_dir_all(at(name));
            let _ = fs::remove_file(at(name));
            symlink(at(target), at(name)).unwrap();
            let mut folder = open(root.path()).unwrap();
            folder.spares.want(Duration::ZERO);
            for text in ["2", "3", "4"] {
                let transaction = folder.begin().unwrap();
                put_all(&transaction, &pages(text));
                transaction.commit().unwrap();
            }
            drop(folder);
            assert_eq!(fs::read(at("precious")).unwrap(), b"precious", "{name} -> {target}");
            assert_eq!(fs::read(at("folder/0")).unwrap(), b"precious", "{name} -> {target}");
            assert_eq!(fs::read_dir(at("folder")).unwrap().count(), 1, "{name} -> {target}");
            assert!(!at("none").exists(), "{name} -> {target}");
            assert_eq!(fs::read(at("output/index.html")).unwrap(), b"4");
        }
    }
}
