//! What is asked, how, and what becomes of the answers: against servers in this process.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;

/// A server on this machine that answers by the path; and the requests that it had.
fn server(answer: fn(&str) -> String) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&requests);
    thread::spawn(move || {
        for mut stream in listener.incoming().filter_map(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().unwrap().unwrap_or_default();
            let fields: Vec<String> =
                lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let agent = fields.iter().find(|line| line.to_lowercase().starts_with("user-agent:"));
            lock(&heard).push(format!("{first} {}", agent.cloned().unwrap_or_default()));
            let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
            let _ =
                stream.write_all(answer(&format!("{} {path}", first.split(' ').next().unwrap())).as_bytes());
        }
    });
    (address, requests)
}

fn plain(status: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

fn answers_of_a_server(request: &str) -> String {
    match request {
        "HEAD /there" | "GET /only-get" => plain("200 OK"),
        "HEAD /only-get" => plain("405 Method Not Allowed"),
        "HEAD /moved" => plain("301 Moved Permanently\r\nlocation: /there"),
        request if request.ends_with("/circle") => plain("302 Found\r\nlocation: /circle"),
        request if request.ends_with("/closed") => plain("403 Forbidden"),
        request if request.ends_with("/broken") => plain("503 Service Unavailable"),
        _ => plain("404 Not Found"),
    }
}

const HERE: Asking = Asking { reach: Reach::Everywhere, pause: Duration::ZERO };

#[test]
fn what_is_there_and_what_is_gone_is_told() {
    let (server, requests) = server(answers_of_a_server);
    let asked = |path: &str| {
        let address = format!("{server}{path}");
        ask(std::slice::from_ref(&address), HERE, |_, _| {}).remove(&address).unwrap()
    };
    for path in ["/there", "/only-get", "/moved", "/closed"] {
        assert_eq!(asked(path), Answer::There, "{path}");
    }
    assert_eq!(asked("/gone"), Answer::Gone("it answers 404".to_owned()));
    assert!(matches!(asked("/broken"), Answer::Unsure(_)) && matches!(asked("/circle"), Answer::Unsure(_)));
    let requests = lock(&requests);
    assert!(requests.iter().all(|request| request.contains("Rexbase/")), "{requests:?}");
    // What answers to the first question is asked no second.
    assert_eq!(requests.iter().filter(|request| request.contains(" /moved ")).count(), 1);
    assert!(
        requests.iter().filter(|request| request.contains(" /circle ")).count()
            <= 2 * (REDIRECTS as usize + 1)
    );
}

#[test]
fn a_host_is_asked_one_thing_at_a_time() {
    let (server, requests) = server(answers_of_a_server);
    let all: Vec<String> = (0..5).map(|number| format!("{server}/there?{number}")).collect();
    let told = Mutex::new(0);
    let answers = ask(&all, HERE, |_, _| *lock(&told) += 1);
    assert_eq!((answers.len(), *lock(&told)), (5, 5));
    // The server serves one at a time, in the order in which they are asked.
    let order: Vec<_> =
        lock(&requests).iter().filter(|request| request.starts_with("HEAD")).cloned().collect();
    assert!(
        order.iter().zip(&all).all(|(request, address)| request.contains(&address[server.len()..])),
        "{order:?}"
    );
}

#[test]
fn nothing_private_is_asked_by_any_way() {
    fn leads_here(_: &str) -> String {
        plain("302 Found\r\nlocation: http://169.254.169.254/latest/meta-data/")
    }
    let (server, requests) = server(leads_here);
    let port = server.rsplit(':').next().unwrap();
    let public = Asking { reach: Reach::Public, ..HERE };
    let addresses = [
        server.clone(),
        format!("http://localhost:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://2130706433:{port}/"),
    ];
    for (address, answer) in ask(&addresses, public, |_, _| {}) {
        assert!(
            matches!(answer, Answer::Private | Answer::Gone(_) | Answer::Unsure(_)),
            "{address}: {answer:?}"
        );
    }
    assert_eq!(*lock(&requests), Vec::<String>::new());
    assert_eq!(one(&agent(Reach::Public), &server, Duration::ZERO), Answer::Private);
    assert_eq!(
        one(&agent(Reach::Public), "https://nobody.invalid/", Duration::ZERO),
        Answer::Gone(NO_HOST.to_owned())
    );
}

#[test]
fn without_a_network_nothing_is_gone() {
    let all = ["https://one.invalid/", "https://two.invalid/"].map(str::to_owned);
    let answers = ask(&all, HERE, |_, _| {});
    assert!(answers.values().all(|answer| *answer == Answer::Unsure(OFFLINE.to_owned())), "{answers:?}");
    let answers = ask(&all[..1], HERE, |_, _| {});
    assert_eq!(answers[&all[0]], Answer::Gone(NO_HOST.to_owned()));
    let (server, _) = server(answers_of_a_server);
    let mixed = [all[0].clone(), format!("{server}/there")];
    assert_eq!(ask(&mixed, HERE, |_, _| {})[&all[0]], Answer::Gone(NO_HOST.to_owned()));
}
