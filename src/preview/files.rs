//! Files of the output folder as answers: content types, entity tags, ranges, the page for what is not there.
//!
//! No library: `tower-http`'s `ServeDir` follows symbolic links out of the folder, and has no tags, only times in whole seconds, by which a browser
//! would keep a page that was saved twice within one. Pages are read all the same, for the line that loads the script.

use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::{media_type, percent};

use super::events::Browsers;
use super::range::{self, Range};
use super::said;

/// The script that listens for changes.
const SCRIPT: &str = include_str!("reload.js");

/// A file up to this size is read whole, and its tag is that of its bytes.
const SMALL: u64 = 1 << 20;

/// The output folder, and the path that the site's addresses begin with.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    pub(super) root: &'a str,
}

/// A short answer in words.
pub(super) fn text(status: StatusCode, text: &str) -> Response<Body> {
    answer(status, "text/plain; charset=utf-8", Body::from(text.to_owned()))
}

pub(super) fn script() -> Response<Body> {
    answer(StatusCode::OK, "text/javascript; charset=utf-8", Body::from(SCRIPT))
}

/// Serves a file, the page of a folder, or the page for what is not there, with what `_headers` says of it.
pub(super) fn serve(
    place: Place<'_>,
    parts: &[String],
    headers: &HeaderMap,
    browsers: &Browsers,
) -> Response<Body> {
    let mut response = found(place, parts, headers, browsers);
    for (name, value) in said::of(place.folder, &parts.join("/")) {
        set(&mut response, HeaderName::from_static(name), &value);
    }
    response
}

fn found(place: Place<'_>, parts: &[String], headers: &HeaderMap, browsers: &Browsers) -> Response<Body> {
    let Some(path) = find(place.folder, parts) else { return missing(place) };
    let relative = path.strip_prefix(place.folder).unwrap_or(&path);
    let relative = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    if path.is_dir() {
        let to = format!("{}{}/", place.root, parts.join("/"));
        let mut response = text(StatusCode::MOVED_PERMANENTLY, "");
        set(&mut response, LOCATION, &percent::path(&to));
        return response;
    }
    if is_page(&path) {
        browsers.asked_for(&relative);
        return page(place, &path, StatusCode::OK, headers);
    }
    file(&path, headers).unwrap_or_else(|| missing(place))
}

/// The file that parts of a path name, or the folder, when it has a page and the path has no last slash; no link is followed.
fn find(folder: &Path, parts: &[String]) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        path.push(part);
        if fs::symlink_metadata(&path).ok()?.is_symlink() {
            return None;
        }
    }
    let is_folder = path.is_dir();
    let wants_folder = parts.last().is_some_and(String::is_empty);
    if is_folder {
        let index = path.join("index.html");
        let has_page = fs::symlink_metadata(&index).is_ok_and(|metadata| metadata.is_file());
        return has_page.then_some(if wants_folder { index } else { path });
    }
    (!wants_folder && path.is_file()).then_some(path)
}

fn missing(place: Place<'_>) -> Response<Body> {
    let path = place.folder.join("404.html");
    if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        page(place, &path, StatusCode::NOT_FOUND, &HeaderMap::new())
    } else {
        text(StatusCode::NOT_FOUND, "There is no such page.\n")
    }
}

/// A page, with the line that loads the script.
fn page(place: Place<'_>, path: &Path, status: StatusCode, headers: &HeaderMap) -> Response<Body> {
    let Ok(bytes) = fs::read(path) else { return text(StatusCode::NOT_FOUND, "There is no such page.\n") };
    let line = format!("<script type=\"module\" src=\"{}_rexbase/reload.js\"></script>", place.root);
    let bytes = with_line(bytes, line.as_bytes());
    whole(status, "text/html; charset=utf-8", bytes, headers)
}

fn with_line(mut page: Vec<u8>, line: &[u8]) -> Vec<u8> {
    let head = page.windows(7).position(|window| window.eq_ignore_ascii_case(b"</head>"));
    let at = head.unwrap_or(page.len());
    page.splice(at..at, line.iter().copied());
    page
}

fn whole(status: StatusCode, content_type: &str, bytes: Vec<u8>, headers: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{}\"", Fingerprint::of(&bytes));
    if is_known(headers, &tag) {
        return not_modified(&tag);
    }
    let mut response = answer(status, content_type, Body::from(bytes));
    set(&mut response, ETAG, &tag);
    response
}

fn file(path: &Path, headers: &HeaderMap) -> Option<Response<Body>> {
    let mut file = fs::File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    let size = metadata.len();
    let content_type = media_type::served(&path.to_string_lossy());
    let range = headers.get(RANGE).and_then(|range| range.to_str().ok());
    if size <= SMALL && range.is_none() {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let mut response = whole(StatusCode::OK, &content_type, bytes, headers);
        set(&mut response, ACCEPT_RANGES, "bytes");
        return Some(response);
    }
    let tag = if size <= SMALL {
        format!("\"{}\"", Fingerprint::of(&fs::read(path).ok()?))
    } else {
        let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        let fingerprint =
            Hasher::new().update(&size.to_le_bytes()).update(&since.as_nanos().to_le_bytes()).finish();
        format!("\"{fingerprint}\"")
    };
    // What is known is asked first, and the range of what is not (RFC 9110, section 13.2.2).
    if is_known(headers, &tag) {
        return Some(not_modified(&tag));
    }
    let is_same = headers.get(IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let range = range.filter(|_| is_same).map_or(Range::Whole, |range| range::read(range, size));
    let (status, start, end) = match range {
        Range::Whole => (StatusCode::OK, 0, size),
        Range::Part(start, end) => (StatusCode::PARTIAL_CONTENT, start, end),
        Range::Beyond => {
            let mut response = text(StatusCode::RANGE_NOT_SATISFIABLE, "");
            set(&mut response, CONTENT_RANGE, &format!("bytes */{size}"));
            return Some(response);
        }
    };
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut response = answer(status, &content_type, stream(file, end - start));
    set(&mut response, CONTENT_LENGTH, &(end - start).to_string());
    set(&mut response, ACCEPT_RANGES, "bytes");
    set(&mut response, ETAG, &tag);
    if status == StatusCode::PARTIAL_CONTENT {
        set(&mut response, CONTENT_RANGE, &format!("bytes {start}-{}/{size}", end - 1));
    }
    Some(response)
}

/// So many bytes of a file, in pieces.
fn stream(file: fs::File, length: u64) -> Body {
    const PIECE: u64 = 64 * 1024;
    Body::from_stream(futures_util::stream::unfold((file, length), |(mut file, left)| async move {
        if left == 0 {
            return None;
        }
        let mut piece = vec![0; left.min(PIECE) as usize];
        match file.read_exact(&mut piece) {
            Ok(()) => {
                let left = left - piece.len() as u64;
                Some((Ok(Bytes::from(piece)), (file, left)))
            }
            Err(error) => Some((Err(error), (file, 0))),
        }
    }))
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
}

fn not_modified(tag: &str) -> Response<Body> {
    let mut response = answer(StatusCode::NOT_MODIFIED, "", Body::empty());
    response.headers_mut().remove(CONTENT_TYPE);
    set(&mut response, ETAG, tag);
    response
}

fn answer(status: StatusCode, content_type: &str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, content_type);
    set(&mut response, CACHE_CONTROL, "no-cache");
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}

fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_to_the_end_of_the_head() {
        assert_eq!(with_line(b"<head></HEAD><body>".to_vec(), b"X"), b"<head>X</HEAD><body>");
        assert_eq!(with_line(b"plain".to_vec(), b"X"), b"plainX");
    }
}
