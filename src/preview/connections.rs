//! Connections: how long one may take to say what it wants, and how many there may be.
//!
//! What always holds: a request that is not sent whole within [`PATIENCE`] ends with its connection; so many connections are open at most
//! that the other half of what the system lets this process open is left to publishing saves.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long the head of a request may take to come; a browser sends it at once, and opens a new connection when it needs one again.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 5 });
/// How long is waited when the system gives no connection, since too many files are open.
const PAUSE: Duration = Duration::from_millis(200);
/// More connections than this are never open.
const MOST: usize = 8_192;
/// Where the system's limit is not known: less than half of 256, the least that a system has by default.
const USUAL: usize = 100;

/// Answers every connection, for as long as this is polled.
pub(super) async fn serve(listener: TcpListener, router: Router) {
    let free = Arc::new(Semaphore::new(most()));
    loop {
        let Ok(place) = Arc::clone(&free).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
            // Whoever breaks off has no need of an answer.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Half of the files that this process may have open.
fn most() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    match files.and_then(|columns| columns.split_whitespace().next()) {
        Some("unlimited") => MOST,
        Some(limit) => limit.parse::<usize>().map_or(USUAL, |limit| (limit / 2).clamp(1, MOST)),
        None => USUAL,
    }
}
