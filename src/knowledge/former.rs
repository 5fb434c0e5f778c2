//! Former addresses: what an author wrote becomes a file of the site that leads to the page, or a diagnostic at its place. So does where a former name was.
//!
//! What always holds:
//!
//! - An address is a path on this site that every file system and host can hold.
//! - It is nobody else's.
//! - It is written in one form, with `%C3%A9` as `é`, so that two ways of writing it are one.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::document::Outline;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fold::slug;
use crate::vocab::hash::HashMap;
use crate::vocab::path::OutputPath;
use crate::vocab::spanned::Spanned;

use super::claims::{Claimant, Claims, Refused, key};
use super::record::{FormerAddress, RecordId};
use super::resolve::Numbers;

/// The most bytes that file systems take for one part of a path.
const LONGEST_PART: usize = 255;
/// The most bytes of a whole address: with the site's folder before it, file systems still take it.
const LONGEST: usize = 1024;
/// Names that are devices on Windows, whatever their case and ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The former addresses of all records, in the order of files and lines; reports those that are none, or another's.
pub(super) fn addresses(
    outlines: &[Arc<Outline>],
    numbers: &Numbers,
    claims: &mut Claims<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(RecordId, FormerAddress)> {
    let mut granted: Vec<(RecordId, FormerAddress)> = Vec::new();
    for (document, outline) in outlines.iter().enumerate() {
        let Some(record) = numbers.of_document[document].record else { continue };
        for written in &outline.common.redirects {
            match one(document, outline, written, claims) {
                Ok(former) => granted.push((record, former)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    // Where its names were before has it, unless somebody else does; nobody need write that.
    for (document, outline) in outlines.iter().enumerate() {
        let Some(record) = numbers.of_document[document].record else { continue };
        // The address of what must have a file is its file's.
        for written in outline.common.former.iter().filter(|_| outline.kind.may_be_stub()) {
            let address = format!("/{}/{}/", outline.kind.folder(), slug(&written.name.value));
            granted.extend(
                parse(&address)
                    .ok()
                    .filter(|former| claims.ask(&former.path, Claimant::Former, &outline.path).is_ok())
                    .map(|former| (record, former)),
            );
        }
    }
    granted
}

/// The records by their former addresses, as links to them are looked up ([`place`]).
pub(super) fn by_place(former: &[(RecordId, FormerAddress)]) -> HashMap<String, RecordId> {
    former.iter().map(|(record, former)| (key(former.path.as_str()), *record)).collect()
}

/// Where a link to this path, from the site's root, would find a former address.
pub(super) fn place(path: &str) -> Option<String> {
    parse(path).ok().map(|former| key(former.path.as_str()))
}

fn one(
    document: usize,
    outline: &Outline,
    written: &Spanned<String>,
    claims: &mut Claims<'_>,
) -> Result<FormerAddress, Diagnostic> {
    let text = written.value.trim();
    let wrong = |code, message: String, hint: &str| {
        let diagnostic = Diagnostic::error(code, &outline.path, message).with_span(written.span.clone());
        Err(diagnostic.with_hint(hint))
    };
    let former = match parse(text) {
        Ok(former) => former,
        Err(why) => {
            let message = format!("`{text}` cannot be a former address: {why}");
            return wrong(Code::FormerAddress, message, FORM);
        }
    };
    let message = match claims.ask(&former.path, Claimant::Former, &outline.path) {
        Ok(()) => return Ok(former),
        Err(Refused::Record(record)) if claims.is_page_of(record, document) => {
            let message = format!("`{text}` is the address that this page has now");
            return wrong(
                Code::TakenAddress,
                message,
                "remove it: former addresses lead here from elsewhere",
            );
        }
        Err(Refused::Record(record)) => {
            format!("`{text}` cannot be a former address: {} is there", claims.name_of(record))
        }
        Err(Refused::Page(what)) => format!("`{text}` cannot be a former address: {what} is there"),
        Err(Refused::File(other)) if other == outline.path => {
            format!(
                "`{text}` stands here twice, or gets in the way of another former address or file of this page"
            )
        }
        Err(Refused::File(other)) => {
            format!("`{text}` cannot be a former address: `{other}` has it, or a file in its way")
        }
    };
    wrong(Code::TakenAddress, message, "remove it from one of the two, or correct it")
}

const FORM: &str = "write a path on this site, such as `/old/path/` or `/old.html`";

/// The former address that a text is, or why it is none.
fn parse(text: &str) -> Result<FormerAddress, String> {
    let path = text.strip_prefix('/').unwrap_or(text);
    if text.contains("://") || path.starts_with('/') {
        return Err("it is an address of another site".to_owned());
    }
    if let Some(mark) = text.chars().find(|letter| matches!(letter, '?' | '#')) {
        return Err(format!("a host of files does not see what follows a `{mark}`"));
    }
    if text.to_ascii_lowercase().contains("%2f") {
        return Err("a part of it holds a slash".to_owned());
    }
    let path = percent_decode_str(path).decode_utf8().map_err(|_| "it is not UTF-8".to_owned())?;
    let path: String = path.nfc().collect();
    let (path, is_folder) = path.strip_suffix('/').map_or((&*path, false), |path| (path, true));
    if path.is_empty() {
        return Err("the home page is there".to_owned());
    }
    if path.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    path.split('/').try_for_each(check_part)?;
    let is_file = !is_folder && is_html(path);
    let (address, file) = if is_file {
        (format!("/{path}"), path.to_owned())
    } else {
        (format!("/{path}/"), format!("{path}/index.html"))
    };
    let path = OutputPath::new(&file).ok_or_else(|| "it is not a plain path".to_owned())?;
    Ok(FormerAddress { address, path })
}

/// Says why a part of a path is none that every file system and host can hold.
fn check_part(part: &str) -> Result<(), String> {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_lowercase();
    let numbered = |device| {
        let number = stem.strip_prefix(device).map(|rest| rest.chars().collect::<Vec<_>>());
        number.is_some_and(|number| matches!(number[..], ['0'..='9' | '¹' | '²' | '³']))
    };
    if part.is_empty() {
        return Err("it has an empty part".to_owned());
    }
    if part.starts_with('.') {
        return Err(format!("`{part}` begins with a dot"));
    }
    if let Some(letter) = part.chars().find(|letter| letter.is_control()) {
        return Err(format!("it has the control character U+{:04X}", u32::from(letter)));
    }
    if let Some(letter) = part.chars().find(|letter| "\\:<>\"|?*/".contains(*letter)) {
        return Err(format!("not every file system can hold `{letter}`"));
    }
    if part.ends_with(['.', ' ']) {
        return Err(format!("not every file system can hold `{part}`, which ends with a dot or a space"));
    }
    if DEVICES.contains(&&*stem) || numbered("com") || numbered("lpt") {
        return Err(format!("`{part}` is the name of a device on Windows"));
    }
    if part.len() > LONGEST_PART {
        return Err(format!("it has a part of more than {LONGEST_PART} bytes"));
    }
    Ok(())
}

fn is_html(path: &str) -> bool {
    [".html", ".htm"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_has_one_form() {
        for (written, address, path) in [
            ("/old/", "/old/", "old/index.html"),
            ("/old", "/old/", "old/index.html"),
            ("old/path", "/old/path/", "old/path/index.html"),
            ("/a.html", "/a.html", "a.html"),
            ("/a.HTM", "/a.HTM", "a.HTM"),
            ("/a.html/", "/a.html/", "a.html/index.html"),
            ("/%C3%A9/", "/é/", "é/index.html"),
            ("/e\u{301}/", "/é/", "é/index.html"),
            ("/a%20b", "/a b/", "a b/index.html"),
            ("/100%25/", "/100%/", "100%/index.html"),
            ("/c%23/", "/c#/", "c#/index.html"),
            ("/page.php", "/page.php/", "page.php/index.html"),
            ("/console/", "/console/", "console/index.html"),
            ("/company1/", "/company1/", "company1/index.html"),
        ] {
            let former = parse(written).unwrap();
            assert_eq!((&*former.address, former.path.as_str()), (address, path), "{written}");
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        let long = format!("/{}/", "x".repeat(256));
        let deep = "/a".repeat(2_100);
        for written in [
            "",
            "/",
            "//",
            "https://x.org/",
            "//x.org/old",
            "mailto:a@example.org",
            "/../x/",
            "/a/./b/",
            "/a//b/",
            "/C:/x",
            "/page.php?id=3",
            "/x#y",
            "/a\\b",
            "/a\nb",
            "/a%0Ab",
            "/%2e%2e/x",
            "/a%2Fb",
            "/%FF/",
            "/CON",
            "/nul.html",
            "/com1/",
            "/LPT9.txt",
            "/x.",
            "/x./y",
            "/x /y",
            "/a*",
            "/\"b\"",
            "/x%3Fy",
            "/<b>/",
            "/a|b",
            "/.git/",
            "/.well-known/x/",
            "/.rexbase-manifest",
            "/\u{7f}",
            &long,
            &deep,
        ] {
            assert!(parse(written).is_err(), "{written}");
        }
    }
}
