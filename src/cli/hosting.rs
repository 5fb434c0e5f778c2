//! Which hosts a published site is too much for, and what leaves files out: at the end of a build, and by `rexbase stats --hosting`.

use serde_json::json;

use super::numbers::thousands;
use super::summary::megabytes;
use crate::pipeline::hosting::{Census, Counted, HOSTS, Host, Use};
use crate::vocab::printable::printable;

/// A line for each limit that the site passes, and one that says what leaves files out; nothing where every host takes it.
pub(super) fn warnings(census: &Census) -> Vec<String> {
    let of_host = |host: &Host| {
        let passed = host.uses(census).into_iter().filter(Use::is_too_much);
        passed
            .map(|passed| format!("{} takes {}: {}.", host.name, most(&passed), has(&passed, census)))
            .collect::<Vec<_>>()
    };
    let mut lines: Vec<String> = HOSTS.iter().flat_map(of_host).collect();
    lines.extend(advice(census));
    lines
}

/// What leaves files out, where a site has too many, and such among them.
fn advice(census: &Census) -> Option<String> {
    let is_of_many = |used: &Use| used.is_too_much() && used.of != Counted::BytesOfAFile;
    if !HOSTS.iter().any(|host| host.uses(census).iter().any(is_of_many)) {
        return None;
    }
    let options = [
        ("`markdown = \"none\"`", census.markdown),
        ("`record_feeds = 0`", census.feeds),
        ("`own_pages_from = 3` most of", census.names),
    ];
    let saving = options.into_iter().filter(|(_, files)| *files > 0);
    let saving: Vec<_> = saving.map(|(key, files)| format!("{key} {}", thousands(files))).collect();
    (!saving.is_empty()).then(|| {
        let saving = saving.join(", ");
        format!("Files that a line of rexbase.toml leaves out: {saving}; `few_files = true` all of these (docs/hosts.md).")
    })
}

/// What every host takes, and how much of it is there.
pub(super) fn table(census: &Census) -> Vec<String> {
    let mut lines = vec![format!(
        "{} files, {} MB; the largest is {} ({} MB); the fullest folder is {} ({} files)",
        thousands(census.files),
        megabytes(census.bytes),
        printable(&census.largest.0),
        megabytes(census.largest.1),
        folder(census),
        thousands(census.fullest.1),
    )];
    for host in HOSTS {
        for used in host.uses(census) {
            let verdict = if used.is_too_much() { "TOO MUCH" } else { "fits" };
            lines.push(format!("{verdict:>9}  {}: {} ({})", host.name, most(&used), host.source));
        }
    }
    lines.extend(advice(census));
    lines
}

/// The same for programs.
pub(super) fn as_json(census: &Census) -> serde_json::Value {
    let hosts = HOSTS.iter().flat_map(|host| {
        host.uses(census).into_iter().map(|used| {
            json!({
                "host": host.name,
                "counted": name(used.of),
                "has": used.has,
                "most": used.most,
                "fits": !used.is_too_much(),
                "source": host.source,
            })
        })
    });
    json!({
        "files": census.files,
        "bytes": census.bytes,
        "largest_file": { "path": census.largest.0, "bytes": census.largest.1 },
        "fullest_folder": { "path": census.fullest.0, "files": census.fullest.1 },
        "markdown_files": census.markdown,
        "record_feed_files": census.feeds,
        "name_pages": census.names,
        "limits": hosts.collect::<Vec<_>>(),
    })
}

fn name(of: Counted) -> &'static str {
    match of {
        Counted::Files => "files",
        Counted::Bytes => "bytes",
        Counted::BytesOfAFile => "bytes_of_a_file",
        Counted::FilesOfAFolder => "files_of_a_folder",
    }
}

/// `20,000 files`, `25 MiB of a file`.
fn most(used: &Use) -> String {
    match used.of {
        Counted::Files => format!("{} files", thousands(used.most as usize)),
        Counted::Bytes => format!("{} MiB", thousands((used.most >> 20) as usize)),
        Counted::BytesOfAFile => format!("{} MiB of a file", thousands((used.most >> 20) as usize)),
        Counted::FilesOfAFolder => format!("{} files of a folder", thousands(used.most as usize)),
    }
}

fn has(used: &Use, census: &Census) -> String {
    match used.of {
        Counted::Files => format!("the site has {}", thousands(census.files)),
        Counted::Bytes => format!("the site has {} MB", megabytes(census.bytes)),
        Counted::BytesOfAFile => {
            format!("`{}` has {} MB", printable(&census.largest.0), megabytes(census.largest.1))
        }
        Counted::FilesOfAFolder => format!("{} has {}", folder(census), thousands(census.fullest.1)),
    }
}

fn folder(census: &Census) -> String {
    format!("`/{}`", printable(&census.fullest.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(files: usize, largest: u64) -> Census {
        let (largest, fullest) = (("a.mp4".to_owned(), largest), ("talks".to_owned(), 9));
        Census { files, bytes: largest.1, largest, fullest, markdown: 10_000, feeds: 0, names: 7_000 }
    }

    #[test]
    fn what_leaves_files_out_is_said_where_files_are_too_many() {
        assert!(warnings(&census(20_000, 9)).is_empty());
        let [limit, advice] = &warnings(&census(36_913, 9))[..] else { panic!("two lines") };
        assert_eq!(limit, "Cloudflare Pages takes 20,000 files: the site has 36,913.");
        assert!(
            advice.contains("`markdown = \"none\"` 10,000, `own_pages_from = 3` most of 7,000; `few_files")
        );
        assert!(!advice.contains("record_feeds"));
        assert_eq!(warnings(&census(9, (25 << 20) + 1)).len(), 1, "an option makes no file smaller");
    }
}
