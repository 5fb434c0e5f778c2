//! A service that speaks S3, as far as `rexbase publish` does, in this process: for tests of what is published, and of what is seen meanwhile.
//!
//! Our own, since `s3s-fs` asks for a newer Rust than we declare and brings some hundred packages, and since it is to do what services do on a bad day: refuse, be full,
//! answer late, and have the publisher killed at a request. Signatures are not looked at; the name of the key is.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::published_law::Law;

/// The one bucket that there is, and the one key.
pub(crate) const BUCKET: &str = "kb";
pub(crate) const KEY: &str = "publisher";

/// An object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    /// `content-type`, `cache-control`, `content-encoding`.
    pub(crate) headers: BTreeMap<String, String>,
    tag: String,
}

/// What happens at a request that changes something.
type Hook = Box<dyn FnOnce() + Send>;

/// All that the service knows.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) objects: BTreeMap<String, Object>,
    /// How many objects of the site were put, and removed.
    pub(crate) puts: usize,
    pub(crate) removes: usize,
    /// How many requests of any kind there were.
    pub(crate) requests: usize,
    /// How many objects may be there.
    pub(crate) room: Option<usize>,
    /// So many requests are answered as if the service were busy.
    pub(crate) busy: usize,
    /// Conditions are not known.
    pub(crate) is_careless: bool,
    pub(crate) law: Law,
    uploads: BTreeMap<String, Upload>,
    /// Before the change of this number.
    hook: Option<(usize, Hook)>,
    changes: usize,
}

/// What is uploaded in parts: its headers, and the parts by their numbers.
type Upload = (BTreeMap<String, String>, BTreeMap<usize, Vec<u8>>);

/// A service that ends with the test.
pub(crate) struct S3 {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

/// A request.
struct Asked {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// An answer: its status, its headers and its body.
type Answer = (u16, Vec<(String, String)>, Vec<u8>);

impl S3 {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { address, state }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Does something before the change of this number from now on, which is then not made.
    pub(crate) fn before_change(&self, number: usize, hook: impl FnOnce() + Send + 'static) {
        let mut state = self.state();
        state.changes = 0;
        state.hook = Some((number, Box::new(hook)));
    }

    /// How many requests there were, and how many objects of the site were put.
    pub(crate) fn counted(&self) -> (usize, usize) {
        let state = self.state();
        (state.requests, state.puts)
    }

    pub(crate) fn count_anew(&self) {
        let mut state = self.state();
        (state.requests, state.puts) = (0, 0);
    }

    /// The objects of the site.
    pub(crate) fn site(&self) -> BTreeMap<String, Object> {
        let all = self.state().objects.clone();
        all.into_iter().filter(|(name, _)| name != ".rexbase-published").collect()
    }
}

impl State {
    /// What a website of the bucket answers: the status and the object.
    pub(crate) fn website(&self, path: &str) -> (u16, Option<&Object>) {
        let name = path.trim_start_matches('/');
        let name = if name.is_empty() || name.ends_with('/') {
            format!("{name}index.html")
        } else {
            name.to_owned()
        };
        match self.objects.get(&name) {
            Some(object) => (200, Some(object)),
            None => (404, self.objects.get("404.html")),
        }
    }

    fn answer(&mut self, asked: &Asked) -> Option<Answer> {
        self.requests += 1;
        let authorization = asked.headers.get("authorization").map_or("", String::as_str);
        if !authorization.contains(&format!("Credential={KEY}/")) {
            return Some(error(
                403,
                "InvalidAccessKeyId",
                "The Access Key Id you provided does not exist in our records.",
            ));
        }
        let path = asked.path.trim_start_matches('/');
        let (bucket, name) = path.split_once('/').unwrap_or((path, ""));
        if bucket != BUCKET {
            return Some(error(404, "NoSuchBucket", "The specified bucket does not exist"));
        }
        if self.busy > 0 {
            self.busy -= 1;
            return Some(error(503, "SlowDown", "Please reduce your request rate."));
        }
        if !matches!(asked.method.as_str(), "GET" | "HEAD") {
            self.changes += 1;
            if self.hook.as_ref().is_some_and(|(number, _)| *number == self.changes) {
                (self.hook.take().unwrap().1)();
                return None;
            }
        }
        let upload = asked.query.get("uploadId").cloned();
        Some(match (asked.method.as_str(), upload) {
            ("GET", _) if name.is_empty() => self.list(asked),
            ("GET" | "HEAD", _) => match self.objects.get(name) {
                Some(object) => {
                    let mut headers: Vec<_> = object.headers.clone().into_iter().collect();
                    headers.push(("etag".to_owned(), object.tag.clone()));
                    headers.push(("last-modified".to_owned(), "Mon, 30 Nov 2026 12:00:00 GMT".to_owned()));
                    (200, headers, object.bytes.clone())
                }
                None => error(404, "NoSuchKey", "The specified key does not exist."),
            },
            ("POST", None) if asked.query.contains_key("uploads") => {
                let id = format!("u{}", self.uploads.len());
                self.uploads.insert(id.clone(), (kept(&asked.headers), BTreeMap::new()));
                xml(
                    200,
                    &format!(
                        "<InitiateMultipartUploadResult><Bucket>{bucket}</Bucket><Key>{name}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
                    ),
                )
            }
            ("PUT", Some(id)) => {
                let number: usize = asked.query["partNumber"].parse().unwrap();
                self.uploads.get_mut(&id).unwrap().1.insert(number, asked.body.clone());
                (200, vec![("etag".to_owned(), format!("\"p{number}\""))], Vec::new())
            }
            ("POST", Some(id)) => {
                let (headers, parts) = self.uploads.remove(&id).unwrap();
                self.put(name, parts.into_values().flatten().collect(), headers);
                let tag = &self.objects[name].tag;
                xml(
                    200,
                    &format!(
                        "<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>"
                    ),
                )
            }
            ("DELETE", Some(id)) => {
                self.uploads.remove(&id);
                (204, Vec::new(), Vec::new())
            }
            ("PUT", None) => self.put_object(name, asked),
            ("DELETE", None) => {
                if self.objects.remove(name).is_some() {
                    self.removes += 1;
                    self.law.removed(name);
                }
                (204, Vec::new(), Vec::new())
            }
            _ => error(
                501,
                "NotImplemented",
                "A header or query you provided implies functionality that is not implemented.",
            ),
        })
    }

    fn put_object(&mut self, name: &str, asked: &Asked) -> Answer {
        let there = self.objects.get(name).map(|object| object.tag.clone());
        let fails = |header: &str, is_met: &dyn Fn(&str) -> bool| {
            asked.headers.get(header).is_some_and(|wanted| !self.is_careless && !is_met(wanted))
        };
        if fails("if-none-match", &|_| there.is_none())
            || fails("if-match", &|wanted| there.as_deref() == Some(wanted))
        {
            return error(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold",
            );
        }
        if self.room.is_some_and(|room| there.is_none() && self.objects.len() >= room) {
            return error(403, "QuotaExceeded", "Max objects quota is reached for this bucket.");
        }
        self.put(name, asked.body.clone(), kept(&asked.headers));
        (200, vec![("etag".to_owned(), self.objects[name].tag.clone())], Vec::new())
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>, headers: BTreeMap<String, String>) {
        let tag = format!("\"{}\"", rexbase::face::vocab::Fingerprint::of(&bytes));
        if name != ".rexbase-published" {
            self.puts += 1;
            self.law.put(name, &bytes, headers.contains_key("content-encoding"));
        }
        self.objects.insert(name.to_owned(), Object { bytes, headers, tag });
    }

    fn list(&self, asked: &Asked) -> Answer {
        let prefix = asked.query.get("prefix").cloned().unwrap_or_default();
        let rows: Vec<String> = self
            .objects
            .iter()
            .filter(|(name, _)| name.starts_with(&prefix))
            .take(1000)
            .map(|(name, object)| {
                let size = object.bytes.len();
                format!("<Contents><Key>{name}</Key><LastModified>2026-11-30T12:00:00.000Z</LastModified><Size>{size}</Size></Contents>")
            })
            .collect();
        xml(
            200,
            &format!(
                "<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated>{}</ListBucketResult>",
                rows.concat()
            ),
        )
    }
}

fn kept(headers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let names = ["content-type", "cache-control", "content-encoding"];
    names.iter().filter_map(|name| Some(((*name).to_owned(), headers.get(*name)?.clone()))).collect()
}

fn xml(status: u16, body: &str) -> Answer {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    (
        status,
        vec![("content-type".to_owned(), "application/xml".to_owned())],
        format!("{head}{body}").into_bytes(),
    )
}

fn error(status: u16, code: &str, message: &str) -> Answer {
    xml(status, &format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>"))
}

/// Answers the requests of a connection, until one is not to be answered.
fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        let answer = state.lock().unwrap_or_else(std::sync::PoisonError::into_inner).answer(&asked);
        let Some((status, headers, body)) = answer else { return };
        let mut head = format!("HTTP/1.1 {status} x\r\n");
        let has_body = status != 204;
        if has_body {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        let mut whole = head.into_bytes();
        if has_body && asked.method != "HEAD" {
            whole.extend(body);
        }
        let mut writer = stream;
        if writer.write_all(&whole).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    assert!(
        !headers.contains_key("transfer-encoding"),
        "{target} is sent in chunks, which this reader does not know"
    );
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let query = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    Some(Asked { method, path: decoded(path), query, headers, body })
}
