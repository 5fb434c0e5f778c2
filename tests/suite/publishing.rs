//! `rexbase publish`: to a service that speaks S3, in this process, and to a folder.
//!
//! With `REXBASE_PUBLISH=1` 10,000 made talks are published, killed at 20 places; `REXBASE_PUBLISH=500` publishes so many.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::mpsc;

use crate::s3::{BUCKET, KEY, Object, S3};
use crate::served::Served;
use crate::site::{Ran, Site, ends_in, files, png};

/// `rexbase publish` with the credentials of the service, and nobody else's.
fn publish(site: &Site, s3: &S3, arguments: &[&str]) -> Command {
    let mut command = site.command(&["publish"]);
    for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(variable);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .env("HOME", site.path("home"))
        .env("AWS_ACCESS_KEY_ID", KEY)
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_ENDPOINT_URL", s3.endpoint());
    command
}

fn ran(mut command: Command) -> Ran {
    command.output().unwrap().into()
}

fn published(site: &Site, s3: &S3, arguments: &[&str]) -> Ran {
    let ran = ran(publish(site, s3, &[&["s3://kb"], arguments].concat()));
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran
}

/// A small site with all sorts of files.
fn small() -> Site {
    let site = Site::new();
    for (name, text) in
        [("one", "A cache that lied."), ("two", "A queue that grew."), ("three", "A clock that ran back.")]
    {
        site.file(
            &format!("content/talks/{name}/index.md"),
            format!("+++\ntitle = \"Talk {name}\"\ndate = 2024-03-01\nspeakers = [\"Ada Example\"]\ntopics = [\"Caches\"]\n+++\n\n{text}\n\n![A drawing](drawing.png)\n"),
        );
        site.file(&format!("content/talks/{name}/drawing.png"), png(60, 40));
    }
    site.build();
    site
}

/// The output of the last build, as objects ought to be: without the manifest of the folder.
fn output(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut all = site.output();
    all.remove(".rexbase-manifest");
    all
}

fn bytes(objects: &BTreeMap<String, Object>) -> BTreeMap<String, Vec<u8>> {
    objects.iter().map(|(name, object)| (name.clone(), object.bytes.clone())).collect()
}

fn expect_lawful(s3: &S3) {
    let state = s3.state();
    assert!(state.law.broken.is_empty(), "{:#?}", state.law.broken);
    assert!(state.law.looks > 0, "nothing was looked at");
}

#[test]
fn only_what_changed_is_sent_and_nothing_stays() {
    let (site, s3) = (small(), S3::start());
    let plan = published(&site, &s3, &["--dry-run"]);
    assert!(plan.out.contains("1. named files: send") && s3.site().is_empty(), "{}", plan.out);
    published(&site, &s3, &[]);
    let all = output(&site);
    assert_eq!(bytes(&s3.site()), all);
    assert_eq!(s3.state().puts, all.len());

    s3.state().requests = 0;
    let again = published(&site, &s3, &[]);
    assert!(again.out.contains("0 to send, 0 to remove"), "{}", again.out);
    assert_eq!(s3.counted(), (1, all.len()));

    let talk = std::fs::read_to_string(site.path("content/talks/two/index.md")).unwrap();
    site.file("content/talks/two/index.md", talk.replace("A queue", "A very long queue"));
    std::fs::remove_dir_all(site.path("content/talks/three")).unwrap();
    site.build();
    let next = output(&site);
    let differing = next.iter().filter(|(name, bytes)| all.get(*name) != Some(bytes)).count();
    s3.state().puts = 0;
    published(&site, &s3, &[]);
    assert_eq!(s3.state().puts, differing);
    let site_then = s3.site();
    let more: BTreeSet<&str> =
        site_then.keys().filter(|name| !next.contains_key(*name)).map(String::as_str).collect();
    assert!(more.iter().all(|name| name.starts_with("search/data/") || ends_in(name, "png")), "{more:?}");
    assert!(more.contains("talks/three/drawing.png") && !site_then.contains_key("talks/three/index.html"));
    published(&site, &s3, &["--grace", "0"]);
    assert_eq!(bytes(&s3.site()), next);
    expect_lawful(&s3);
}

/// The policy that `_headers` says of all files.
fn policy_of(site: &Site) -> String {
    let headers = site.page("_headers");
    headers.lines().find_map(|line| line.strip_prefix("  Content-Security-Policy: ")).unwrap().to_owned()
}

#[test]
fn a_bucket_serves_what_the_preview_serves() {
    let (site, s3) = (small(), S3::start());
    published(&site, &s3, &[]);
    let headers = site.page("_headers");
    let for_ever: Vec<&str> = headers
        .split("\n/")
        .filter(|section| section.contains("immutable"))
        .map(|section| section.split('\n').next().unwrap().trim_end_matches('*'))
        .collect();
    assert_eq!(for_ever, ["assets/", "search/data/"]);
    let policy = policy_of(&site);
    let served = Served::start(&site, &["serve", "--port", "0"]);
    let paths = s3.site().into_keys().map(|name| format!("/{name}"));
    let others = ["/", "/talks/one/", "/talks/nowhere/", "/nowhere.png", "/search/data/d9-00000000"]
        .map(str::to_owned);
    for path in paths.chain(others) {
        let (status, head, body) = served.get_with_headers(&path);
        let state = s3.state();
        let (expected, object) = state.website(&path);
        let object = object.unwrap();
        assert_eq!(status, expected, "{path}");
        assert_eq!(head["content-type"], object.headers["content-type"], "{path}");
        let is_named = status == 200 && for_ever.iter().any(|folder| path[1..].starts_with(folder));
        let kept = if is_named { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(object.headers["cache-control"], kept, "{path}");
        assert_eq!(head["content-security-policy"], format!("{policy}, frame-ancestors 'self'"), "{path}");
        if !head["content-type"].starts_with("text/html") {
            assert_eq!(body, object.bytes, "{path}");
        }
    }
}

#[test]
fn the_policy_of_all_files_follows_what_pages_load() {
    let site = Site::new();
    let policy = || {
        site.build();
        policy_of(&site)
    };
    site.file("content/talks/y.md", "+++\ntitle = \"Y\"\n+++\n\nText.\n");
    let strict = policy();
    let (before, hash) = strict.split_once("; script-src 'self' ").unwrap();
    assert_eq!(
        before,
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    );
    assert!(site.page("search/index.html").contains(&format!("; script-src 'self' {hash}\"")), "{hash}");
    site.file(
        "content/talks/x.md",
        "+++\ntitle = \"X\"\nvideo = { status = \"published\", url = \"https://youtu.be/abcdefghijk\" }\n+++\n\nText.\n",
    );
    assert_eq!(policy(), format!("{strict}; frame-src https://www.youtube-nocookie.com"));
    assert!(site.page("talks/x/index.html").contains("; frame-src https://www.youtube-nocookie.com\""));
    site.file("static/slides.pdf", "%PDF-1.7");
    let with_pdf = policy();
    let expected = format!("{strict}; frame-src https://www.youtube-nocookie.com");
    assert_eq!(with_pdf, expected.replace("object-src 'none'", "object-src 'self'"));
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
    let page = "{#- Ours. -#}\n{%- extends \"base.html\" %}\n{% block main %}Mine.{% endblock main %}\n";
    site.file("themes/mine/templates/page.html", page);
    let component =
        "{% component toc(toc: array, lang: string = \"\", @t) -%}<script>1</script>{%- endcomponent toc %}";
    site.file("themes/mine/templates/components/toc.html", component);
    assert_eq!(policy(), with_pdf);
    site.file("themes/mine/templates/redirect.html", "<a href=\"{{ to.url }}\">There</a><script>1</script>");
    assert_eq!(policy(), "frame-ancestors 'self'");
    site.file("themes/mine/root/_headers", "/*\n  Content-Security-Policy: default-src https:\n");
    assert_eq!(policy(), "default-src https:");
    site.file("rexbase.toml", format!("raw_html = true\n{config}"));
    site.file("static/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let ending = "; style-src 'self' 'unsafe-inline'; frame-src 'self' https:; img-src 'self' data: https:; media-src 'self' https:";
    let trusted = policy();
    assert!(trusted.ends_with(ending), "{trusted}");
    site.file("static/old/index.html", "<script>1</script>");
    assert_eq!(policy(), "frame-ancestors 'self'");
    site.file("static/_headers", "# none\n");
    site.build();
    assert_eq!(site.page("_headers"), "# none\n");
}

#[test]
fn texts_may_be_stored_compressed() {
    let (site, s3) = (small(), S3::start());
    published(&site, &s3, &[]);
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("{config}[publish]\ncompress = true\n"));
    site.build();
    published(&site, &s3, &[]);
    for (name, object) in s3.site() {
        let is_packed = object.headers.get("content-encoding").is_some_and(|encoding| encoding == "gzip");
        let bytes =
            if is_packed { crate::published_law::inflated(&object.bytes) } else { object.bytes.clone() };
        assert_eq!(bytes, std::fs::read(site.path(&format!("output/{name}"))).unwrap(), "{name}");
        let media_type = &object.headers["content-type"];
        let is_text = ["text/", "application/json", "application/xml", "image/svg"]
            .iter()
            .any(|kind| media_type.starts_with(kind));
        assert_eq!(is_packed, is_text, "{name}");
    }
    expect_lawful(&s3);
}

/// Publishes until the service has the publisher killed before this change; gives whether that came.
fn kill_before(site: &Site, s3: &S3, change: usize, arguments: &[&str]) -> bool {
    let (tell, told) = mpsc::channel();
    s3.before_change(change, move || {
        let _ = tell.send(());
    });
    let mut child = publish(site, s3, &[&["s3://kb"], arguments].concat()).spawn().unwrap();
    loop {
        if told.recv_timeout(std::time::Duration::from_millis(5)).is_ok() {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "it ended with {status}");
            return false;
        }
    }
}

#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    let (site, s3) = (small(), S3::start());
    for (number, change) in [1, 2, 5, 30, 61].into_iter().enumerate() {
        assert!(kill_before(&site, &s3, change, &["--take-over"]), "there are fewer than {change} changes");
        if number % 2 == 1 {
            site.file("content/talks/one/more.md", format!("+++\ntitle = \"More {number}\"\n+++\n\nMore.\n"));
            site.build();
        }
    }
    let waits = ran(publish(&site, &s3, &["s3://kb"]));
    assert!(waits.code == Some(7) && waits.err.contains("--take-over"), "{}", waits.err);
    published(&site, &s3, &["--take-over", "--grace", "0"]);
    assert_eq!(bytes(&s3.site()), output(&site));
    assert!(published(&site, &s3, &[]).out.contains("0 to send, 0 to remove"));
    expect_lawful(&s3);
}

#[test]
fn what_goes_wrong_is_told_once_each_with_a_code_of_its_own() {
    let (site, s3) = (small(), S3::start());
    let expect = |command: Command, code: i32, words: &[&str]| {
        let ran = ran(command);
        assert_eq!(ran.code, Some(code), "{}{}", ran.out, ran.err);
        assert_eq!(ran.err.matches("error:").count(), 1, "{}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
    };
    let mut wrong = publish(&site, &s3, &["s3://kb"]);
    wrong.env("AWS_ACCESS_KEY_ID", "somebody");
    expect(wrong, 3, &["access was refused", "InvalidAccessKeyId"]);
    let mut missing = publish(&site, &s3, &["s3://kb"]);
    missing.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    expect(missing, 3, &["there are no credentials", "AWS_ACCESS_KEY_ID"]);
    expect(publish(&site, &s3, &["s3://nowhere"]), 4, &["there is no such place: s3://nowhere"]);
    s3.state().room = Some(20);
    expect(publish(&site, &s3, &["s3://kb"]), 6, &["there is no room left", "quota"]);
    s3.state().room = None;
    // A service that is busy for a moment is asked again.
    s3.state().busy = 2;
    published(&site, &s3, &[]);
    assert_eq!(bytes(&s3.site()), output(&site));
    expect(publish(&site, &s3, &["s3://key:hunter2@kb"]), 1, &["credentials belong into the environment"]);
    expect(publish(&site, &s3, &[]), 1, &["it is not said where to publish to"]);
    for talk in ["one", "two", "three"] {
        std::fs::remove_dir_all(site.path(&format!("content/talks/{talk}"))).unwrap();
    }
    site.build();
    expect(publish(&site, &s3, &["s3://kb"]), 8, &["would be gone", "--max-delete"]);
    published(&site, &s3, &["--max-delete", "100%", "--grace", "0"]);
    assert_eq!(bytes(&s3.site()), output(&site));
    expect_lawful(&s3);
}

#[test]
fn nobody_answers() {
    let (site, s3) = (small(), S3::start());
    let mut command = publish(&site, &s3, &["s3://kb"]);
    command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    let ran = ran(command);
    assert_eq!(ran.code, Some(5), "{}", ran.err);
    assert!(ran.err.contains("nobody answers"), "{}", ran.err);
}

#[test]
fn only_a_whole_site_of_ours_is_published() {
    let site = Site::new();
    let to = tempfile::tempdir().unwrap();
    let target = to.path().join("www").to_string_lossy().into_owned();
    let refused = |words: &str| {
        let ran = site.run(&["publish", &target]);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
        assert!(!to.path().join("www").exists());
    };
    site.file("content/talks/x.md", "+++\ntitle = \"X\"\n+++\n\nText.\n");
    refused("no whole site");
    std::fs::create_dir_all(site.path("output")).unwrap();
    site.file("output/index.html", "mine");
    refused("no whole site");
    site.remove("output/index.html");
    site.build();
    site.file("content/talks/x.md", "+++\ntitle = 3\n+++\n");
    assert_eq!(site.run(&["build"]).code, Some(1));
    refused("the last build failed");
    site.file("content/talks/x.md", "+++\ntitle = \"X\"\ndraft = true\n+++\n\nText.\n");
    assert_eq!(site.run(&["build", "--drafts"]).code, Some(0));
    refused("built with drafts");
    assert_eq!(site.run(&["build", "--audience", "internal"]).code, Some(0));
    refused("the audience `internal`");
    site.build();
    let page = site.page("index.html");
    site.file("output/index.html", page.replace('e', "f"));
    let ran = site.run(&["publish", &target]);
    assert!(ran.code == Some(1) && ran.err.contains("is not what was built"), "{}", ran.err);
}

#[test]
fn a_folder_is_published_to_with_the_same_care() {
    let site = small();
    let to = tempfile::tempdir().unwrap();
    let www = to.path().join("www");
    site.file(
        "rexbase.toml",
        format!("title = \"Test\"\n[publish]\ntarget = {:?}\n", www.display().to_string()),
    );
    site.build();
    for change in [1, 2, 3, 5, 8, 13, 21, 34] {
        let mut command = site.command(&["publish", "--take-over"]);
        let ran: Ran = command.env("REXBASE_STOP_AT", change.to_string()).output().unwrap().into();
        assert_eq!(ran.code, None, "{}{}", ran.out, ran.err);
    }
    assert_eq!(site.run(&["publish", "--take-over"]).code, Some(0));
    let there = || {
        let mut there = files(&www);
        assert!(there.remove(".rexbase-published").is_some());
        there
    };
    assert_eq!(there(), output(&site));
    // What others put beside stays, and what is in the way is not replaced.
    std::fs::write(www.join("theirs.txt"), "theirs").unwrap();
    std::fs::create_dir_all(www.join("talks/four")).unwrap();
    std::fs::write(www.join("talks/four/index.html"), "theirs").unwrap();
    site.file("content/talks/four.md", "+++\ntitle = \"Four\"\n+++\n\nText.\n");
    std::fs::remove_dir_all(site.path("content/talks/three")).unwrap();
    site.build();
    for _ in 0..2 {
        let ran = site.run(&["publish"]);
        assert!(ran.code == Some(1) && ran.err.contains("is in the way"), "{}", ran.err);
    }
    std::fs::remove_file(www.join("talks/four/index.html")).unwrap();
    let ran = site.run(&["publish", "--grace", "0"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut expected = output(&site);
    expected.insert("theirs.txt".to_owned(), b"theirs".to_vec());
    assert_eq!(there(), expected);
    assert!(!www.join("talks/three").exists());
    let others = tempfile::tempdir().unwrap();
    std::fs::write(others.path().join("precious"), "x").unwrap();
    let ran = site.run(&["publish", &others.path().to_string_lossy()]);
    assert!(ran.code == Some(1) && ran.err.contains("`precious`"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn those_who_keep_copies_are_told_what_changed() {
    let (site, s3) = (small(), S3::start());
    let config = |program: &str| {
        site.file("rexbase.toml", format!("title = \"Test\"\nbase_url = \"https://example.org/kb/\"\n[publish]\nafter = [{program:?}, \"{{changed}}\", \"told\"]\n"));
        site.build();
    };
    config("cp");
    let list = site.path("list.txt");
    published(&site, &s3, &["--changed", &list.to_string_lossy()]);
    let told = std::fs::read_to_string(site.path("told")).unwrap();
    assert_eq!(told, std::fs::read_to_string(&list).unwrap());
    for line in [
        "/kb/",
        "/kb/talks/one/",
        "/kb/talks/one/index.html",
        "/kb/talks/one/drawing.png",
        "/kb/search/manifest",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}:\n{told}");
    }
    assert!(!told.contains("/assets/") && !told.contains("/search/data/"), "{told}");
    site.remove("told").remove("list.txt");
    published(&site, &s3, &[]);
    assert!(!site.path("told").exists(), "nothing changed");
    let talk = std::fs::read_to_string(site.path("content/talks/two/index.md")).unwrap();
    site.file("content/talks/two/index.md", talk.replace("A queue", "A long queue"));
    config("false");
    let failed = ran(publish(&site, &s3, &["s3://kb"]));
    assert!(failed.code == Some(1) && failed.err.contains("were not told"), "{}", failed.err);
    config("cp");
    published(&site, &s3, &[]);
    let told = std::fs::read_to_string(site.path("told")).unwrap();
    assert!(told.contains("/kb/talks/two/\n") && !told.contains("/kb/talks/one/drawing.png"), "{told}");
}

#[test]
fn a_long_recording_is_sent_in_parts() {
    let (site, s3) = (small(), S3::start());
    let long: Vec<u8> = (0..20_000_000_u32).map(|number| (number % 251) as u8).collect();
    site.file("content/talks/one/recording.mp4", long);
    let talk = std::fs::read_to_string(site.path("content/talks/one/index.md")).unwrap();
    site.file("content/talks/one/index.md", format!("{talk}\n[The recording](recording.mp4)\n"));
    site.build();
    published(&site, &s3, &[]);
    let objects = s3.site();
    assert_eq!(bytes(&objects), output(&site));
    assert_eq!(objects["talks/one/recording.mp4"].headers["content-type"], "video/mp4");
}

/// 10,000 made talks: what the issue of publishing at size is about.
#[test]
fn many_talks_are_published_whole_at_every_instant() {
    let Ok(many) = std::env::var("REXBASE_PUBLISH") else { return };
    let many = many.parse().ok().filter(|many| *many > 1).unwrap_or(10_000);
    let site = Site::new();
    for number in 0..many {
        let (event, topic, speaker) = (number / 40, number % 97, number % 1999);
        site.file(
            &format!("content/talks/event-{event}/talk-{number}.md"),
            format!("+++\ntitle = \"Talk {number} of word{}\"\ndate = 2024-03-01\nspeakers = [\"Speaker {speaker}\"]\ntopics = [\"Topic {topic}\"]\n+++\n\nWhat word{} did to word{}.\n", number * 7 % 5003, number * 11 % 7001, number * 13 % 3001),
        );
    }
    site.build();
    let s3 = S3::start();
    let begin = std::time::Instant::now();
    published(&site, &s3, &[]);
    let all = output(&site);
    let (requests, puts) = s3.counted();
    eprintln!("first: {puts} files in {:.1} s, {requests} requests", begin.elapsed().as_secs_f64());
    assert_eq!(bytes(&s3.site()), all);
    s3.count_anew();
    let begin = std::time::Instant::now();
    published(&site, &s3, &[]);
    let (requests, puts) = s3.counted();
    eprintln!("second: {puts} files in {:.1} s, {requests} requests", begin.elapsed().as_secs_f64());
    assert_eq!(s3.state().puts, 0);
    let talk = "content/talks/event-3/talk-123.md";
    site.file(talk, std::fs::read_to_string(site.path(talk)).unwrap() + "\nAnd one word more.\n");
    site.build();
    let next = output(&site);
    let differing = next.iter().filter(|(name, bytes)| all.get(*name) != Some(bytes)).count();
    published(&site, &s3, &[]);
    eprintln!("after one edit: {} files, {differing} differ", s3.state().puts);
    assert_eq!(s3.state().puts, differing);

    let s3 = S3::start();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    for kill in 0..20 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let change = (seed >> 33) as usize % (next.len() / 8) + 1;
        let was_killed = kill_before(&site, &s3, change, &["--take-over"]);
        eprintln!(
            "kill {kill}, before change {change}: {} of {} there, killed: {was_killed}",
            s3.site().len(),
            next.len()
        );
        if kill % 5 == 4 {
            // Another site goes on where this one was killed.
            site.file(talk, std::fs::read_to_string(site.path(talk)).unwrap() + "\nOne more.\n");
            site.build();
        }
    }
    published(&site, &s3, &["--take-over", "--grace", "0"]);
    assert_eq!(bytes(&s3.site()), output(&site));
    expect_lawful(&s3);
    let state = s3.state();
    eprintln!(
        "{} pages and manifests looked at, {} puts to the bucket {BUCKET}",
        state.law.looks, state.puts
    );
}
