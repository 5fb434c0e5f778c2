//! The preview, asked over real connections.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Options, Preview, Update, start};

struct Served {
    folder: tempfile::TempDir,
    preview: Preview,
}

fn served(root: &str) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    fs::create_dir_all(output.join("talks/x")).unwrap();
    fs::create_dir_all(output.join("empty")).unwrap();
    for (path, text) in [
        ("index.html", "<html><head></head><body>home</body></html>"),
        ("talks/x/index.html", "<html><head></head><body>talk</body></html>"),
        ("404.html", "<html><head></head><body>lost</body></html>"),
        ("a.css", "body {}"),
        ("v.mp4", "0123456789"),
        (".rexbase-manifest", "secret"),
    ] {
        fs::write(output.join(path), text).unwrap();
    }
    fs::write(folder.path().join("secret"), "secret").unwrap();
    let preview = start(Options { folder: output, port: 0, root: root.to_owned() }).unwrap();
    Served { folder, preview }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.preview.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream
    }

    fn ask(&self, first: &str, headers: &str) -> String {
        let mut stream = self.connect();
        let host = if headers.contains("Host:") { "" } else { "Host: localhost\r\n" };
        write!(stream, "{first} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or(answer)
}

/// A save of the config may put the site below another path.
#[test]
fn a_site_that_moved_is_found_where_it_was_and_where_it_is() {
    let site = served("/kb/");
    assert_eq!(status(&site.ask("GET /kb/talks/x/", "")), "200");
    assert!(site.preview.move_to("/docs/") && !site.preview.move_to("/docs/"));
    let page = site.ask("GET /docs/talks/x/", "");
    assert!(status(&page) == "200" && page.contains("src=\"/docs/_rexbase/reload.js\""), "{page}");
    for (path, to) in [
        ("/kb/talks/x/", "/docs/talks/x/"),
        ("/kb/_rexbase/events", "/docs/_rexbase/events"),
        ("/", "/docs/"),
    ] {
        let answer = site.ask(&format!("GET {path}"), "");
        assert_eq!(status(&answer), "302", "{path}: {answer}");
        assert!(answer.contains(&format!("location: {to}\r\n")), "{path}: {answer}");
    }
    assert_eq!(status(&site.ask("GET /nowhere/", "")), "400");
    assert!(site.preview.move_to("/"));
    assert!(site.ask("GET /kb/talks/x/", "").contains("location: /talks/x/\r\n"));
    assert_eq!(status(&site.ask("GET /nowhere/", "")), "404");
}

#[test]
fn pages_are_served_with_one_line_more() {
    let site = served("/");
    let home = site.ask("GET /", "");
    assert_eq!(status(&home), "200");
    assert!(
        home.contains("<head><script type=\"module\" src=\"/_rexbase/reload.js\"></script></head>"),
        "{home}"
    );
    assert!(home.contains("text/html; charset=utf-8") && home.contains("nosniff"));
    assert!(!home.to_lowercase().contains("access-control"));
    assert!(site.ask("GET /talks/x/", "").contains("talk"));
    let moved = site.ask("GET /talks/x", "");
    assert!(status(&moved) == "301" && moved.contains("location: /talks/x/"), "{moved}");
    let lost = site.ask("GET /none/", "");
    assert!(status(&lost) == "404" && lost.contains("lost"), "{lost}");
    assert_eq!(status(&site.ask("GET /empty/", "")), "404");
    assert!(site.ask("GET /a.css", "").contains("text/css"));
    let head = site.ask("HEAD /a.css", "");
    assert!(status(&head) == "200" && head.ends_with("\r\n\r\n"), "{head}");
    assert_eq!(status(&site.ask("POST /", "Content-Length: 0\r\n")), "405");
    assert!(site.ask("GET /_rexbase/reload.js", "").contains("EventSource"));
}

#[test]
fn what_leads_out_is_refused() {
    let site = served("/");
    let output = site.folder.path().join("output");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(site.folder.path().join("secret"), output.join("link")).unwrap();
        std::os::unix::fs::symlink(site.folder.path(), output.join("up")).unwrap();
    }
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/..%5csecret",
        "/a%00",
        "//etc/passwd",
        "/.rexbase-manifest",
        "/link",
        "/up/secret",
        "/C:/x",
    ] {
        let answer = site.ask(&format!("GET {path}"), "");
        assert!(["400", "404"].contains(&status(&answer)) && !answer.ends_with("secret"), "{path}: {answer}");
    }
    assert!(output.is_dir());
}

#[test]
fn only_this_machine_is_answered() {
    let site = served("/");
    assert!(site.preview.address().ip().is_loopback());
    for host in ["evil.example", "127.0.0.1.nip.io", ""] {
        assert_eq!(status(&site.ask("GET /", &format!("Host: {host}\r\n"))), "403", "{host}");
    }
    assert_eq!(status(&site.ask("GET /", "Host: 127.0.0.1:8080\r\n")), "200");
    let two = "Host: localhost\r\nHost: evil.example\r\n";
    assert_eq!(status(&site.ask("GET /", two)), "403");
    assert_eq!(status(&site.ask("GET http://evil.example/", "")), "403");
}

/// In browsers that say who asks, nothing comes; in the others, what comes cannot be used or framed.
#[test]
fn pages_of_other_origins_have_nothing_of_the_preview() {
    let site = served("/");
    for path in ["/", "/a.css", "/v.mp4", "/none/", "/talks/x", "/C:/x", "/_rexbase/reload.js"] {
        let answer = site.ask(&format!("GET {path}"), "").to_lowercase();
        for header in [
            "cross-origin-resource-policy: same-origin",
            "content-security-policy: frame-ancestors 'self'",
            "x-frame-options: sameorigin",
        ] {
            assert!(answer.contains(header), "{path} without {header}: {answer}");
        }
        for origin in ["cross-site", "same-site"] {
            let image =
                format!("Sec-Fetch-Site: {origin}\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n");
            assert_eq!(status(&site.ask(&format!("GET {path}"), &image)), "403", "{path}");
        }
    }
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(status(&site.ask("GET /", link)), "200");
}

#[test]
fn a_request_that_is_sent_by_half_is_not_waited_for() {
    let site = served("/");
    let mut half: Vec<TcpStream> = (0..20).map(|_| site.connect()).collect();
    for (index, stream) in half.iter_mut().enumerate() {
        // Some say nothing at all.
        let begun = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        stream.write_all(&begun.as_bytes()[..begun.len() * (index % 3) / 2]).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    }
    assert_eq!(status(&site.ask("GET /", "")), "200");
    for mut stream in half {
        let ended = stream.read_to_end(&mut Vec::new());
        let is_timeout = ended.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
        assert!(!is_timeout, "the connection is still open");
    }
}

#[test]
fn what_is_known_is_not_sent_again_and_parts_are() {
    let site = served("/");
    for path in ["/", "/a.css"] {
        let answer = site.ask(&format!("GET {path}"), "");
        let tag = answer.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        assert_eq!(status(&site.ask(&format!("GET {path}"), &format!("If-None-Match: {tag}\r\n"))), "304");
    }
    let part = site.ask("GET /v.mp4", "Range: bytes=2-4\r\n");
    assert!(
        status(&part) == "206" && part.ends_with("\r\n\r\n234") && part.contains("bytes 2-4/10"),
        "{part}"
    );
    assert_eq!(status(&site.ask("GET /v.mp4", "Range: bytes=99-\r\n")), "416");
    for ignored in ["lines=1-2", "bytes=0-1,4-5", "bytes=4-2", "x"] {
        let whole = site.ask("GET /v.mp4", &format!("Range: {ignored}\r\n"));
        assert!(status(&whole) == "200" && whole.ends_with("\r\n\r\n0123456789"), "{ignored}: {whole}");
    }
    assert_eq!(status(&site.ask("HEAD /v.mp4", "Range: bytes=2-4\r\n")), "200");
    let tag = part.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let known = format!("Range: bytes=2-4\r\nIf-None-Match: {tag}\r\n");
    assert_eq!(status(&site.ask("GET /v.mp4", &known)), "304");
    assert!(site.ask("GET /v.mp4", "Range: bytes=2-4\r\nIf-Range: \"other\"\r\n").ends_with("0123456789"));
}

#[test]
fn a_site_below_a_path_is_served_there() {
    let site = served("/kb/");
    assert!(site.ask("GET /kb/", "").contains("/kb/_rexbase/reload.js"));
    assert!(site.ask("GET /", "").contains("location: /kb/"));
    assert_eq!(status(&site.ask("GET /talks/x/", "")), "400");
}

#[test]
fn browsers_are_told_and_streams_end() {
    let site = served("/");
    let problems = "[{\"severity\":\"error\"}]";
    site.preview.tell(&Update { problems: Some(problems.to_owned()), ..Update::default() });
    let mut stream = site.connect();
    write!(stream, "GET /_rexbase/events?page=%2Ftalks%2Fx%2F HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut told = String::new();
    let mut buffer = [0; 4096];
    let mut until = |stream: &mut TcpStream, wanted: &str| {
        while !told.contains(wanted) {
            let read = stream.read(&mut buffer).unwrap();
            assert!(read > 0, "{told}");
            told.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    };
    until(&mut stream, problems);
    assert!(site.preview.viewed().contains("talks/x/index.html"));
    // Of the search data only the manifest is told, however many files there are.
    let data = (0..5000).map(|number| format!("search/0123/p{number}"));
    let changed = data.chain(["a.css".to_owned(), "search/manifest".to_owned()]).collect();
    site.preview.tell(&Update { changed, problems: Some("[]".to_owned()) });
    until(&mut stream, "event: changed\ndata: [\"a.css\",\"search/manifest\"]");
    let begin = Instant::now();
    site.preview.stop();
    assert!(begin.elapsed() < Duration::from_millis(200));
    let ended = stream.read_to_end(&mut Vec::new());
    assert!(ended.is_ok() || ended.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset));
}
