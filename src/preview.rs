//! The preview: serves the output folder to browsers on this machine, and tells them what changed.
//!
//! Comes in: the output folder, and [`Update`]s. Goes out: HTTP/1.1 on a loopback address. What always holds:
//!
//! - Only this machine is answered, and only the preview's own pages (`preview/door.rs`): a request under another name, or for a page of
//!   another origin, is refused.
//! - Nothing outside the folder is read: a path is decoded once and refused when a part of it is `..`, hidden, or holds a NUL, a
//!   backslash or a colon; symbolic links are not followed.
//! - Whoever asks and does not end its request is not waited for, and so many connections at most are open that saves have
//!   descriptors left (`preview/connections.rs`).
//! - Pages are served as they are on the disk, but for one line that loads the script which listens for changes.

#![expect(clippy::disallowed_methods, reason = "it reads the files that it serves")]

mod connections;
mod door;
mod events;
mod files;
mod options;
mod range;
mod request;
mod root;
mod said;
mod update;

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ALLOW, LOCATION, RANGE};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};

pub use door::is_this_machine;
pub(crate) use options::Options;
pub(crate) use request::Refused;
pub use request::{Asked, read as read_request};
pub(crate) use update::Update;

use events::Browsers;
use root::Root;

/// A preview that is being served.
pub(crate) struct Preview {
    address: SocketAddr,
    root: Arc<Root>,
    browsers: Arc<Browsers>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// All that a request needs.
struct Site {
    folder: PathBuf,
    root: Arc<Root>,
    browsers: Arc<Browsers>,
}

/// Begins to serve.
///
/// # Errors
/// The port is taken, or no thread can be had.
pub(crate) fn start(options: Options) -> io::Result<Preview> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let browsers = Arc::new(Browsers::new());
    let root = Arc::new(Root::new(&options.root));
    let site =
        Arc::new(Site { folder: options.folder, root: Arc::clone(&root), browsers: Arc::clone(&browsers) });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let thread = std::thread::Builder::new().name("preview".to_owned()).spawn(move || {
        runtime.block_on(async {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            let router = Router::new().fallback(answer).with_state(site);
            let served = connections::serve(listener, router);
            // Streams of events never end by themselves: they end with the runtime.
            let _ = futures_util::future::select(Box::pin(served), stopped).await;
        });
        runtime.shutdown_background();
    })?;
    Ok(Preview { address, root, browsers, stop: Some(stop), thread: Some(thread) })
}

impl Preview {
    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on, the site's addresses begin with this path, to which those of before lead; gives whether it is another.
    pub(crate) fn move_to(&self, root: &str) -> bool {
        self.root.set(root)
    }

    /// Tells every browser.
    pub(crate) fn tell(&self, update: &Update) {
        self.browsers.tell(update);
    }

    /// The files of the output that browsers show, or asked for in the last minute.
    pub(crate) fn viewed(&self) -> BTreeSet<String> {
        self.browsers.viewed()
    }

    /// Ends, open streams included.
    pub(crate) fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.end();
    }
}

async fn answer(
    State(site): State<Arc<Site>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let mut response = if !door::is_for_this_machine(&uri, &headers) {
        let text = "This preview answers only as localhost or 127.0.0.1.\n";
        files::text(StatusCode::FORBIDDEN, text)
    } else if door::is_from_own_page(&headers) {
        answer_own(&site, &method, &uri, headers)
    } else {
        files::text(StatusCode::FORBIDDEN, "This preview is not for pages of other sites.\n")
    };
    door::close(&mut response);
    response
}

fn answer_own(site: &Site, method: &Method, uri: &Uri, mut headers: HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        let mut response = files::text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
        response.headers_mut().insert(ALLOW, axum::http::HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    if method == Method::HEAD {
        // Ranges are of GET alone (RFC 9110, section 14.2).
        headers.remove(RANGE);
    }
    let root = site.root.now();
    let mut response = match request::read(uri.path(), &root) {
        Ok(Asked::Script) => files::script(),
        Ok(Asked::Events) => site.browsers.stream(uri.query().unwrap_or_default(), &root),
        Ok(Asked::Elsewhere) => redirect(&root),
        Ok(Asked::File(parts)) => {
            let place = files::Place { folder: &site.folder, root: &root };
            files::serve(place, &parts, &headers, &site.browsers)
        }
        Err(Refused) => files::text(StatusCode::BAD_REQUEST, "This is no address of the site.\n"),
    };
    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
        && let Some(to) = site.root.moved(uri.path())
    {
        response = redirect(&to);
    }
    if method == Method::HEAD { response.map(|_| Body::empty()) } else { response }
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = files::text(StatusCode::FOUND, "");
    if let Ok(to) = to.parse() {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests;
