//! Files beside an `index.md` are published beside its page.
//!
//! What always holds: a file that a browser would run on the site's behalf (HTML, SVG, scripts) is refused unless the site trusts
//! its authors: content may come from strangers.

use crate::document::Outline;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::hash::HashMap;
use crate::vocab::path::{ContentPath, OutputPath};

use super::options::Options;
use super::record::{Attachment, Record};

/// Endings of files that are only looked at, played or downloaded.
const HARMLESS: &[&str] = &[
    "avif", "bib", "csv", "flac", "gif", "gz", "ics", "jpeg", "jpg", "json", "m4a", "mp3", "mp4", "odp",
    "ods", "odt", "ogg", "ogv", "opus", "pdf", "png", "pptx", "srt", "txt", "vtt", "wav", "webm", "webp",
    "xlsx", "zip",
];

/// The files that are published, in the order of their paths, and what is wrong with the others.
pub(super) fn place(
    records: &[Record],
    options: Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Attachment> {
    if options.others.is_empty() {
        return Vec::new();
    }
    let mut pages: HashMap<&str, &Record> = HashMap::default();
    for record in records {
        let Some(outline) = record.outline.as_ref().filter(|outline| outline.kind == record.kind) else {
            continue;
        };
        if let Some(folder) = outline.path.as_str().strip_suffix("/index.md") {
            pages.insert(folder, record);
        }
    }
    let mut attachments = Vec::new();
    for path in options.others {
        match attachment(path, &pages) {
            Some(output) if options.trust_files || is_harmless(path) => {
                attachments.push(Attachment { path: path.clone(), output });
            }
            Some(_) => diagnostics.push(
                Diagnostic::error(
                    "refused-file",
                    path,
                    "a browser might run this file, so it is not published",
                )
                .with_hint(
                    "set `raw_html = true` in rexbase.toml when you trust every author, or remove the file",
                ),
            ),
            None => diagnostics.push(
                Diagnostic::warning(
                    "stray-file",
                    path,
                    "this file is neither Markdown nor beside an `index.md`: it is not published",
                )
                .with_hint("put it into the folder of the page that it belongs to, whose text is `index.md`"),
            ),
        }
    }
    attachments
}

/// Reports posters of a page that are no files beside it.
pub(super) fn check_posters(outline: &Outline, options: Options<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let media = outline.specific.media().into_iter().flatten().flat_map(|(_, list)| &list.0);
    for poster in media.filter_map(|medium| medium.poster.as_ref()) {
        let folder = outline.path.as_str().strip_suffix("/index.md");
        let path = folder.map(|folder| format!("{folder}/{poster}"));
        if path.is_some_and(|path| options.others.iter().any(|other| other.as_str() == path)) {
            continue;
        }
        let hint = match folder {
            Some(folder) => format!("put the image into `{folder}`, or correct its name"),
            None => {
                "a poster stands beside its page: put both into a folder, the text as `index.md`".to_owned()
            }
        };
        let missing = format!("there is no file `{poster}` beside this page");
        diagnostics.push(Diagnostic::warning("missing-poster", &outline.path, missing).with_hint(hint));
    }
}

/// Where the file is published: below the page of the nearest folder that is one.
fn attachment(path: &ContentPath, pages: &HashMap<&str, &Record>) -> Option<OutputPath> {
    let mut folder = path.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        if let Some(record) = pages.get(parent) {
            let rest = &path.as_str()[parent.len() + 1..];
            return OutputPath::new(&format!("{}{rest}", &record.address.as_str()[1..]));
        }
        folder = parent;
    }
    None
}

fn is_harmless(path: &ContentPath) -> bool {
    let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    HARMLESS.iter().any(|harmless| harmless.eq_ignore_ascii_case(ending))
}
