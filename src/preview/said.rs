//! What the site's `_headers` says of a file that may hinder a page: the preview says it, too, so that what a host's readers would miss is missed here.
//!
//! What always holds: how long files are kept is not taken from there, since a preview's are asked for anew; nor is anything that reaches beyond the page, as cookies do, since the
//! file may be a stranger's.

use std::fs;
use std::io::Read;
use std::path::Path;

/// What is taken, in lower case.
const TAKEN: [&str; 4] =
    ["content-security-policy", "cross-origin-embedder-policy", "permissions-policy", "referrer-policy"];
/// A longer file is not read; in bytes.
const LONGEST: u64 = 64 << 10;

/// Names in lower case and values of what `_headers` in this folder says of the file at an address below the site's root (`talks/x/`).
pub(super) fn of(folder: &Path, address: &str) -> Vec<(&'static str, String)> {
    let path = folder.join("_headers");
    let is_read = fs::symlink_metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= LONGEST);
    let mut text = String::new();
    let read = if is_read { fs::File::open(&path).ok() } else { None };
    if read.and_then(|file| file.take(LONGEST).read_to_string(&mut text).ok()).is_none() {
        return Vec::new();
    }
    said(&text, address)
}

fn said(text: &str, address: &str) -> Vec<(&'static str, String)> {
    let mut applies = false;
    let mut all = Vec::new();
    for line in text.lines() {
        if let Some(pattern) = line.strip_prefix('/') {
            let pattern = pattern.trim_end();
            applies =
                pattern.strip_suffix('*').map_or(pattern == address, |start| address.starts_with(start));
        } else if let Some((name, value)) = line.split_once(':').filter(|_| applies) {
            let name = TAKEN.into_iter().find(|taken| name.trim().eq_ignore_ascii_case(taken));
            all.extend(name.map(|name| (name, value.trim().to_owned())));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_hinders_a_page_is_said_of_the_files_that_are_meant() {
        let text = "# a: b\n/*\n  Referrer-Policy: no-referrer\n  Set-Cookie: a=b\n/talks/*\n\tcontent-security-policy:  default-src 'self'; img-src https: \n  Cache-Control: x\n/a\n Permissions-Policy: camera=()\n X-Frame-Options: DENY\nbroken\n";
        let referrer = ("referrer-policy", "no-referrer".to_owned());
        let policy = ("content-security-policy", "default-src 'self'; img-src https:".to_owned());
        assert_eq!(said(text, "talks/x/"), [referrer.clone(), policy]);
        assert_eq!(said(text, "a"), [referrer.clone(), ("permissions-policy", "camera=()".to_owned())]);
        assert_eq!(said(text, "a/b"), [referrer]);
        assert_eq!(said("Referrer-Policy: x", ""), []);
    }
}
