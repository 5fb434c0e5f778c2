//! `rexbase mcp`: assistants question the last build. Once by a client made by hand, line by line, and once by the protocol's own.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::browser;
use crate::guide::{fences, fits};
use crate::site::{Site, package};

/// The other side of the protocol.
struct Assistant {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    last: u64,
}

impl Assistant {
    fn of(site: &Site) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rexbase"))
            .args(["mcp", "--root"])
            .arg(site.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        let mut assistant = Self { child, input, output, last: 0 };
        let client = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } });
        let answer = assistant.ask("initialize", &client);
        assert_eq!(answer["result"]["serverInfo"]["name"], "rexbase", "{answer}");
        assistant.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        assistant
    }

    fn say(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The answer to a request: every line of standard output is a message of the protocol.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.say(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "it ended: {method} {params}");
            let message: Value =
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
            if message["id"] == id {
                return message;
            }
        }
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({ "name": tool, "arguments": arguments }))
    }

    /// What a tool answers, in words and as JSON.
    fn answer(&mut self, tool: &str, arguments: &Value) -> (String, Value) {
        let answer = self.call(tool, arguments);
        let result = &answer["result"];
        assert_ne!(result["isError"], true, "{tool} {arguments}: {answer}");
        let text = result["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        (text, result["structuredContent"].clone())
    }

    /// Why a tool has no answer.
    fn refusal(&mut self, tool: &str, arguments: &Value) -> String {
        let answer = self.call(tool, arguments);
        assert_eq!(answer["result"]["isError"], true, "{answer}");
        answer["result"]["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Ends the conversation as a client does, by closing the server's input.
    fn leave(mut self) {
        drop(self.input.take());
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.output, &mut rest).unwrap();
        assert_eq!(rest, "");
        let mut said = String::new();
        std::io::Read::read_to_string(&mut self.child.stderr.take().unwrap(), &mut said).unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success() && said.is_empty(), "{status} {said}");
    }
}

#[test]
fn an_assistant_questions_the_last_build() {
    let site = Site::built_demo();
    let mut assistant = Assistant::of(&site);
    let tools = assistant.ask("tools/list", &json!({}))["result"]["tools"].clone();
    let names: Vec<_> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["search", "get", "related", "lessons", "figures"]);

    // The words of `rexbase search`, and its JSON.
    let (text, json) = assistant.answer("search", &json!({ "query": "chaos monkey", "limit": 3 }));
    let told: Value =
        serde_json::from_str(&site.run(&["search", "chaos monkey", "--limit", "3", "--format", "json"]).out)
            .unwrap();
    assert_eq!(json, told);
    let first = json["results"][0].clone();
    assert!(text.contains(first["address"].as_str().unwrap()), "{text}");
    let (_, second) = assistant
        .answer("search", &json!({ "query": "chaos monkey", "limit": 3, "offset": 1, "sort": "relevance" }));
    assert_eq!(second["results"][0], json["results"][1]);
    let (noted, _) = assistant.answer("search", &json!({ "query": "topic:nosuchtopic" }));
    assert!(noted.contains("Nothing has topic:nosuchtopic."), "{noted}");

    // A record by its address, whole or not, and by its folder and id: what is published.
    let published = site.page("talks/devops-rex-2017/tarkett/index.md");
    for name in [
        "/talks/devops-rex-2017/tarkett/",
        "talks/devops-rex-2017/tarkett",
        "https://example.org/talks/devops-rex-2017/tarkett/#lessons",
        "/talks/devops-rex-2017/tarkett/index.md",
    ] {
        let (text, json) = assistant.answer("get", &json!({ "record": name }));
        assert_eq!(text, published, "{name}");
        assert_eq!(json["next"], Value::Null);
    }
    // What is not published as Markdown is told from the API.
    let (event, _) = assistant.answer("get", &json!({ "record": "events/devops-rex-2017" }));
    assert!(event.contains("\ntitle: \"DevOps REX 2017\"\n"), "{event}");

    let (text, json) = assistant.answer("related", &json!({ "record": "talks/devops-rex-2017/tarkett" }));
    let related = json["related"].as_array().unwrap();
    assert!(!related.is_empty(), "{text}");
    let page = site.page("talks/devops-rex-2017/tarkett/index.html");
    for near in related {
        let address = near["url"].as_str().unwrap();
        let from_root = &address[address.find("/talks/").or_else(|| address.find("/reports/")).unwrap()..];
        assert!(page.contains(from_root), "{address}");
    }

    let (text, json) = assistant.answer("lessons", &json!({ "kind": "failure", "limit": 5 }));
    let lessons = json["lessons"].as_array().unwrap();
    assert!(lessons.len() == 5 && lessons.iter().all(|lesson| lesson["sort"] == "failure"), "{text}");
    let (text, json) = assistant.answer("lessons", &json!({ "state": "identified" }));
    let identified = json["lessons"].as_array().unwrap();
    assert!(!identified.is_empty() && text.contains("· identified)"), "{text}");
    assert!(identified.iter().all(|lesson| lesson["state"] == "identified"), "{text}");
    let organisation =
        lessons.iter().find_map(|lesson| lesson["organisations"][0]["title"].as_str()).unwrap();
    let (text, json) = assistant.answer("lessons", &json!({ "organisation": organisation.to_uppercase() }));
    assert!(json["total"].as_u64().unwrap() > 0, "{text}");
    assert!(
        assistant
            .refusal("lessons", &json!({ "topic": "no such topic at all" }))
            .contains("There is nothing called")
    );
    let (text, json) = assistant.answer("figures", &json!({ "limit": 50 }));
    assert!(json["total"].as_u64().unwrap() > 0 && text.contains("figures."), "{text}");

    // The next build is followed.
    site.file(
        "content/talks/brand-new.md",
        "---\ntitle: Zyxomma conference talk\n---\n\n## Lessons learned\n\n- Zyxommas sleep by day\n",
    )
    .build();
    let (text, json) = assistant.answer("search", &json!({ "query": "zyxomma" }));
    assert!(json["total"].as_u64().unwrap() > 0, "{text}");
    assert!(
        assistant
            .answer("get", &json!({ "record": "talks/brand-new" }))
            .0
            .contains("- Zyxommas sleep by day")
    );
    assistant.leave();
}

#[test]
fn a_wrong_call_is_told_and_the_next_one_answered() {
    let site = Site::demo();
    let mut assistant = Assistant::of(&site);
    for tool in ["get", "related"] {
        let why = assistant.refusal(tool, &json!({ "record": "talks/x" }));
        assert!(why.contains("has not been built yet") && why.contains("`rexbase build`"), "{why}");
    }
    assert!(assistant.refusal("search", &json!({ "query": "x" })).contains("rexbase build"));
    site.build();
    for (tool, arguments) in [
        ("search", json!({})),
        ("search", json!({ "query": ["x"] })),
        ("search", json!({ "query": "x", "limit": 51 })),
        ("search", json!({ "query": "x", "limit": -1 })),
        ("search", json!({ "query": "x", "other": 1 })),
        ("lessons", json!({ "kind": "lesson" })),
        ("lessons", json!({ "state": "known" })),
        ("get", json!({ "record": null })),
        ("write", json!({})),
    ] {
        let answer = assistant.call(tool, &arguments);
        assert_eq!(answer["error"]["code"], -32602, "{tool} {arguments}: {answer}");
    }
    for record in [
        "../rexbase.toml",
        "/../../etc/passwd",
        "",
        "/",
        "talks",
        "%2e%2e/rexbase.toml",
        "talks/\u{0}",
        "api/index.json",
        "talks/devops-rex-2017/tarkett/index.html/..",
    ] {
        let why = assistant.refusal("get", &json!({ "record": record }));
        assert!(why.contains("There is no record at"), "{record}: {why}");
    }
    for query in ["\"", "((", "topic:", "-", "*", "\u{0}", &"x ".repeat(5000)] {
        assistant.answer("search", &json!({ "query": query }));
    }
    assert_eq!(
        assistant.answer("search", &json!({ "query": "chaos", "offset": 1_000_000 })).1["results"],
        json!([])
    );
    assistant.leave();
}

#[test]
fn a_long_text_comes_in_parts() {
    let site = Site::new();
    site.file(
        "content/reports/long.md",
        format!("---\ntitle: Long\n---\n\n{}", "A sentence of some words.\n\n".repeat(3000)),
    );
    site.build();
    let published = site.page("reports/long/index.md");
    let mut assistant = Assistant::of(&site);
    let (mut whole, mut from) = (String::new(), json!(0));
    while !from.is_null() {
        let (text, json) = assistant.answer("get", &json!({ "record": "reports/long", "from": from }));
        assert!(text.len() < 30_000);
        whole.push_str(json["markdown"].as_str().unwrap());
        from = json["next"].clone();
    }
    assert_eq!(whole, published);
    assistant.leave();
}

/// An independent client: that of the protocol's authors.
#[test]
fn the_protocols_own_client_is_answered() {
    let client = package().join("tests/browser/node_modules/@modelcontextprotocol/sdk/package.json");
    if !client.exists() {
        eprintln!("skipped: `npm ci --prefix tests/browser` installs the client");
        assert!(std::env::var_os("CI").is_none(), "in CI, it must be there");
        return;
    }
    let site = Site::built_demo();
    browser::run_on("assistant.test.mjs", &site);
}

/// Each call that `docs/mcp.md` shows is made, and answered as it shows.
#[test]
fn the_calls_of_the_documentation_are_answered_so() {
    let page = std::fs::read_to_string(package().join("docs/mcp.md")).unwrap();
    let site = Site::built_demo();
    let mut assistant = Assistant::of(&site);
    let (mut call, mut calls) = (None, 0);
    for (info, text) in fences(&page) {
        match info.split_once(' ') {
            Some(("json", tool)) => {
                call = Some((tool.to_owned(), serde_json::from_str::<Value>(&text).unwrap()));
            }
            None if info == "text" => {
                let (tool, arguments) = call.take().expect("an answer stands below its call");
                let (answer, _) = assistant.answer(&tool, &arguments);
                let (shown, printed): (Vec<&str>, Vec<&str>) =
                    (text.lines().collect(), answer.lines().collect());
                assert!(fits(&shown, &printed), "{tool} {arguments}\nanswers\n{answer}");
                calls += 1;
            }
            _ => {}
        }
    }
    assert_eq!(calls, 5);
    assistant.leave();
}

/// A build for the authors' own organisation is read by nobody who did not ask for it.
#[test]
fn no_tool_reads_a_build_for_others() {
    let site = Site::new();
    let report = "+++\ntitle = \"Nobody knows\"\naudience = \"internal\"\ntopics = [\"DNS\"]\nfigures = [{ metric = \"delay\", value = 3, unit = \"min\" }]\n+++\n\n## Lessons learned\n\n- Unmistakable.\n";
    site.file("content/reports/secret.md", report).file("content/talks/a.md", "# Open\n");
    let calls = [
        ("search", json!({ "query": "unmistakable" })),
        ("get", json!({ "record": "reports/secret" })),
        ("related", json!({ "record": "reports/secret" })),
        ("lessons", json!({})),
        ("figures", json!({})),
    ];
    site.run(&["build", "--audience", "internal"]);
    let mut assistant = Assistant::of(&site);
    for (tool, arguments) in &calls {
        let refusal = assistant.refusal(tool, arguments);
        assert!(refusal.contains("--audience internal") && !refusal.contains("Nobody"), "{tool}: {refusal}");
    }
    site.build();
    for (tool, arguments) in &calls {
        let answer = assistant.call(tool, arguments).to_string();
        assert!(!answer.contains("Nobody knows") && !answer.contains("Unmistakable"), "{tool}: {answer}");
    }
    assistant.leave();
}
