//! How requests to a bucket are made: by ureq, which is here for links to other sites already.
//!
//! `object_store` would bring reqwest, hyper's client and a second cryptography. A request blocks its thread; as many files are put at
//! once as there are threads, which is as many as a bucket takes well. What always holds: only an `https` address is asked, unless another was named.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use hyper::body::Body;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Error};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);
/// How long an answer may take to begin, once a request was sent.
const ANSWERING: Duration = Duration::from_secs(60);
/// How long a request or an answer may stand still.
const STILL: Duration = Duration::from_secs(60);
/// The longest answer that is read, in bytes: the record is the longest.
const LONGEST: u64 = 1 << 30;

/// Makes requests.
#[derive(Debug, Clone)]
pub(super) struct Requests(Agent);

impl Requests {
    /// For so many threads.
    pub(super) fn new(threads: usize) -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!("Rexbase/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING))
            .timeout_per_read(Some(STILL))
            .timeout_per_write(Some(STILL))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(threads)
            .max_idle_connections_per_host(threads)
            .build();
        Self(Agent::new_with_config(config))
    }
}

impl HttpConnector for Requests {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Requests {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, mut body) = request.into_parts();
        let mut bytes = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            bytes.extend_from_slice(frame?.data_ref().map_or(&[][..], |data| &data[..]));
        }
        let has_body = !bytes.is_empty() || matches!(parts.method, Method::PUT | Method::POST);
        let answer = if has_body {
            self.0.run(Request::from_parts(parts, bytes))
        } else {
            self.0.run(Request::from_parts(parts, ()))
        };
        let (parts, mut body) = answer.map_err(failed)?.into_parts();
        let bytes = body.with_config().limit(LONGEST).read_to_vec().map_err(failed)?;
        Ok(Response::from_parts(parts, HttpResponseBody::from(bytes)))
    }
}

fn failed(error: Error) -> HttpError {
    let kind = match &error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::Tls(_)
        | Error::Rustls(_)
        | Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => HttpErrorKind::Connect,
        Error::Timeout(_) => HttpErrorKind::Timeout,
        Error::Io(cause) => match cause.kind() {
            io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => HttpErrorKind::Interrupted,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => HttpErrorKind::Timeout,
            _ => HttpErrorKind::Connect,
        },
        Error::Protocol(_) => HttpErrorKind::Request,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
