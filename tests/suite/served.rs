//! A site that `rexbase serve` or `rexbase watch` follows, in a process of its own, as an author has it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdin, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::site::Site;

/// Longer than anything takes, even on a busy machine: what is waited for this long does not come.
const LONG: Duration = Duration::from_secs(60);

/// The process; it is killed when this is dropped.
pub(crate) struct Served {
    child: Child,
    lines: Receiver<String>,
    /// Where it serves: `127.0.0.1:PORT`; empty for `watch`.
    pub(crate) host: String,
    /// The path that the site's addresses begin with.
    pub(crate) root: String,
    _input: Option<ChildStdin>,
}

impl Served {
    /// Starts it, and waits until the site is published.
    pub(crate) fn start(site: &Site, arguments: &[&str]) -> Self {
        let (mut served, ready) = Self::spawn(site.command(arguments));
        let ready = ready.unwrap_or_else(|before| panic!("it was never ready, but:\n{before}"));
        if let Some((_, address)) = ready.split_once("http://") {
            let (host, root) = address.split_once('/').unwrap();
            served.host = host.to_owned();
            served.root = format!("/{}", root.split(' ').next().unwrap());
        }
        served
    }

    /// `rexbase serve` that ends itself, as if it were killed, before the change of the disk that has this number; it may have done so already.
    pub(crate) fn serve_until(site: &Site, change: usize) -> Self {
        let mut command = site.command(&["serve", "--port", "0"]);
        command.env("REXBASE_STOP_AT", change.to_string());
        Self::spawn(command).0
    }

    /// Starts it, and waits until it says that it is ready, or has ended.
    fn spawn(mut command: Command) -> (Self, Result<String, String>) {
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok());
        });
        // What is wrong is read, so that the process never waits for a reader.
        let mut errors = child.stderr.take().unwrap();
        std::thread::spawn(move || errors.read_to_end(&mut Vec::new()));
        let input = child.stdin.take();
        let served = Self { child, lines, host: String::new(), root: String::new(), _input: input };
        let ready = served.line_with("(Ctrl-C ends)");
        (served, ready)
    }

    /// `rexbase serve` on a free port.
    pub(crate) fn serve(site: &Site) -> Self {
        Self::start(site, &["serve", "--port", "0"])
    }

    /// The next line of its output that has these words.
    pub(crate) fn wait_for(&self, words: &str) -> String {
        self.line_with(words).unwrap_or_else(|before| panic!("`{words}` never came, but:\n{before}"))
    }

    /// The next line of its output that has these words, or all lines that came instead.
    fn line_with(&self, words: &str) -> Result<String, String> {
        let end = Instant::now() + LONG;
        let mut before = String::new();
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(words) => return Ok(line),
                Ok(line) => before.push_str(&format!("{line}\n")),
                Err(_) => return Err(before),
            }
        }
    }

    /// A file as it is served, with its status: the bytes that follow the headers.
    pub(crate) fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let (status, _, bytes) = self.get_with_headers(path);
        (status, bytes)
    }

    /// The same with the headers, by their names in lower case; values of one name are joined by a comma.
    pub(crate) fn get_with_headers(&self, path: &str) -> (u16, BTreeMap<String, String>, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        let is_chunked = String::from_utf8_lossy(&answer[..head]).contains("transfer-encoding: chunked");
        assert!(!is_chunked, "{path} is sent in chunks, which this reader does not know");
        let mut headers = BTreeMap::<String, String>::new();
        for (name, value) in
            String::from_utf8_lossy(&answer[..head]).lines().filter_map(|line| line.split_once(": "))
        {
            let joined = headers.entry(name.to_ascii_lowercase()).or_default();
            joined.push_str(&format!("{}{value}", if joined.is_empty() { "" } else { ", " }));
        }
        (status, headers, answer.split_off(head + 4))
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it runs.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Ends it as Ctrl-C does; gives how it ended, and after how long.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> (ExitStatus, Duration) {
        let begin = Instant::now();
        let id = self.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        (self.child.wait().unwrap(), begin.elapsed())
    }

    /// Ends it as a power cut does.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits until the followed site's output is this; tells what differs when it never becomes so.
pub(crate) fn expect_output(site: &Site, expected: &Site, when: &str) {
    let end = Instant::now() + LONG;
    let wanted = expected.output();
    loop {
        let ours = site.output();
        let differing: Vec<_> =
            ours.keys().chain(wanted.keys()).filter(|path| ours.get(*path) != wanted.get(*path)).collect();
        if differing.is_empty() {
            return;
        }
        assert!(
            Instant::now() < end,
            "{when}: {} files differ: {:#?}",
            differing.len(),
            &differing[..differing.len().min(20)]
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Waits until this is so.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !is_so() {
        assert!(Instant::now() < end, "{what} never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}
