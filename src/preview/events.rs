//! The browsers that listen: what they are told, by Server-Sent Events, and what they show.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender, channel};

use super::request::{Asked, read};
use super::update::Update;

/// A line that says nothing, so often, lets a closed connection be noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a page that was asked for counts as shown.
const RECENT: Duration = Duration::from_secs(60);
/// A list longer than this is not sent: the browser then asks for its page anew.
const MOST_PATHS: usize = 2000;

/// Who listens, and what is known.
pub(super) struct Browsers {
    told: Sender<String>,
    problems: Mutex<String>,
    shown: Mutex<Shown>,
    /// Another with each start, so that a browser knows that it spoke with one before.
    start: String,
}

#[derive(Default)]
struct Shown {
    /// How many streams each page has.
    open: BTreeMap<String, usize>,
    asked: BTreeMap<String, Instant>,
}

impl Browsers {
    pub(super) fn new() -> Self {
        let start = format!("{}-{:?}", std::process::id(), Instant::now());
        Self {
            told: channel(64).0,
            problems: Mutex::new("[]".to_owned()),
            shown: Mutex::default(),
            start: crate::vocab::fingerprint::Fingerprint::of(start.as_bytes()).to_string(),
        }
    }

    pub(super) fn tell(&self, update: &Update) {
        if let Some(problems) = &update.problems {
            let mut known = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
            if *known != *problems {
                known.clone_from(problems);
                // Nobody may be listening.
                let _ = self.told.send(event("problems", problems));
            }
        }
        let changed: Vec<_> = update.changed.iter().filter(|path| is_shown(path)).cloned().collect();
        if !changed.is_empty() {
            let paths = if changed.len() > MOST_PATHS { serde_json::Value::Null } else { changed.into() };
            let _ = self.told.send(event("changed", &paths.to_string()));
        }
    }

    /// Notes that a page was asked for.
    pub(super) fn asked_for(&self, path: &str) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.asked.insert(path.to_owned(), Instant::now());
    }

    pub(super) fn viewed(&self) -> BTreeSet<String> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.asked.retain(|_, when| when.elapsed() < RECENT);
        shown.open.keys().chain(shown.asked.keys()).cloned().collect()
    }

    /// The stream of what is told, for a browser that shows the page `page=` of the query.
    pub(super) fn stream(self: &Arc<Self>, query: &str, root: &str) -> Response<Body> {
        let page = query.split('&').find_map(|pair| pair.strip_prefix("page="));
        let page = page.and_then(|page| Some(percent_decode_str(page).decode_utf8().ok()?.into_owned()));
        let viewer = Viewer::new(self, page.and_then(|page| file_of(&page, root)));
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let hello = format!("retry: 300\n{}{}", event("start", &self.start), event("problems", &problems));
        let state = (Some(hello), self.told.subscribe(), viewer);
        let stream = futures_util::stream::unfold(state, |(hello, mut told, viewer)| async move {
            let text = match hello {
                Some(hello) => hello,
                None => next(&mut told).await?,
            };
            Some((Ok::<_, Infallible>(Bytes::from(text)), (None, told, viewer)))
        });
        let mut response = Response::new(Body::from_stream(stream));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }
}

/// Whether a page may show this file. Of the search data, thousands of files, the manifest speaks for all.
fn is_shown(path: &str) -> bool {
    let is_page = || path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    !path.starts_with("search/") || path == "search/manifest" || is_page()
}

async fn next(told: &mut Receiver<String>) -> Option<String> {
    match tokio::time::timeout(HEARTBEAT, told.recv()).await {
        Ok(Ok(text)) => Some(text),
        // Too slow to be told each: anything may have changed.
        Ok(Err(RecvError::Lagged(_))) => Some(event("changed", "null")),
        Ok(Err(RecvError::Closed)) => None,
        Err(_) => Some(": still here\n\n".to_owned()),
    }
}

/// One event; `data` is JSON or plain words, on one line.
fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// The output file of a page's address.
fn file_of(page: &str, root: &str) -> Option<String> {
    let Ok(Asked::File(mut parts)) = read(page, root) else { return None };
    if parts.last().is_some_and(String::is_empty) {
        parts.pop();
        parts.push("index.html".to_owned());
    }
    Some(parts.join("/"))
}

/// A page that is shown as long as this lives.
struct Viewer {
    browsers: Arc<Browsers>,
    page: Option<String>,
}

impl Viewer {
    fn new(browsers: &Arc<Browsers>, page: Option<String>) -> Self {
        if let Some(page) = &page {
            let mut shown = browsers.shown.lock().unwrap_or_else(PoisonError::into_inner);
            *shown.open.entry(page.clone()).or_default() += 1;
        }
        Self { browsers: Arc::clone(browsers), page }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        let mut shown = self.browsers.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = &self.page
            && let Some(count) = shown.open.get_mut(page)
        {
            *count -= 1;
            if *count == 0 {
                shown.open.remove(page);
            }
        }
    }
}
