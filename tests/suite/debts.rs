//! What is owed, from an open action in a report to its page, the follow-ups, the calendar, the search and the command line.

use serde_json::Value;

use crate::site::Site;

const REPORT: &str = "+++
title = \"Night of the caches\"
date = 2030-01-10
language = \"en\"
authors = [\"Eve Example\"]
+++
## Action items

- [ ] Alert on cold caches (@Ada Example, 2030-02)
- [ ] Write the runbook (@infra, 2030-01-20)
- [ ] Ask the vendor
- [x] Restart them in turn (@Ada Example)
- [ ] ~~Buy a larger cache~~ (@Ada Example, 2030-01-15)
";

/// A site of which these are owed: three actions, a video.
fn site() -> Site {
    let site = Site::new();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    let config: Vec<_> = config.lines().filter(|line| !line.starts_with("base_url")).collect();
    site.file("rexbase.toml", format!("{}\nbase_url = \"https://example.org/kb/\"\n", config.join("\n")));
    site.file("content/reports/caches.md", REPORT);
    site.file("content/people/ada.md", "+++\ntitle = \"Ada Example\"\n+++\n");
    site.file(
        "content/talks/t.md",
        "+++\ntitle = \"T\"\nevent = false\ndate = 2030-01-02\nvideo = { status = \"awaited\" }\n+++\n",
    );
    site
}

/// The lines that `rexbase debt --format json` prints on a day.
fn owed(site: &Site, day: &str) -> Vec<Value> {
    let ran = site.run(&["debt", "--format", "json", "--today", day]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn kinds(owed: &[Value]) -> Vec<(&str, &str)> {
    owed.iter()
        .map(|owed| (owed["kind"].as_str().unwrap(), owed["record"]["kind"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_command_line_tells_what_is_owed_by_who_can_act_and_where_it_is_mended() {
    let site = site();
    let before = owed(&site, "2030-01-01");
    assert_eq!(
        kinds(&before),
        [("open", "action"), ("open", "action"), ("unowned", "action"), ("awaited", "talk")]
    );
    let after = owed(&site, "2030-02-01");
    assert_eq!(
        kinds(&after),
        [("overdue", "action"), ("open", "action"), ("unowned", "action"), ("awaited", "talk")]
    );
    assert_eq!((&after[0]["path"], &after[0]["line"]), (&"content/reports/caches.md".into(), &10.into()));
    assert_eq!((&after[0]["who"], &after[0]["due"]), (&serde_json::json!(["infra"]), &"2030-01-20".into()));
    assert_eq!((&after[3]["path"], &after[3]["line"]), (&"content/talks/t.md".into(), &5.into()));
    // A day that nobody says is today, which is before 2030 or after: either way all is told.
    assert_eq!(site.run(&["debt", "--format", "json"]).out.lines().count(), 4);
}

#[test]
fn a_bound_that_is_passed_ends_with_one() {
    let site = site();
    let code = |bound: &[&str]| {
        let arguments = [&["debt", "--today", "2030-02-01"], bound].concat();
        site.run(&arguments).code
    };
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--fail-on", "overdue=1", "--fail-on", "total=4"]), Some(0));
    assert_eq!(code(&["--fail-on", "overdue=0"]), Some(1));
    assert_eq!(code(&["--fail-on", "overdue=1", "--fail-on", "total=3"]), Some(1));
    assert_eq!(code(&["--fail-on", "late=3"]), Some(2));
    let ran = site.run(&["debt", "--today", "2030-02-01", "--fail-on", "unowned=0"]);
    assert!(ran.err.contains("unowned: 1, and at most 0 may be"), "{}", ran.err);
    assert!(ran.out.contains("content/reports/caches.md:11"), "{}", ran.out);
}

#[test]
fn annotations_and_tables_say_the_same() {
    let site = site();
    let github = site.run(&["debt", "--today", "2030-02-01", "--format", "github"]).out;
    assert!(
        github.starts_with("::warning file=content/reports/caches.md,line=10,col=1,title=overdue::"),
        "{github}"
    );
    assert_eq!(github.lines().filter(|line| line.starts_with("::notice ")).count(), 3);
    site.file(
        "content/reports/f.md",
        "+++\ntitle = \"F\"\ndate = 2030-01-01\n+++\n## Actions\n\n- [ ] =1+1 of it (@=cmd)\n",
    );
    let table = site.run(&["debt", "--today", "2030-02-01", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().any(|row| &row[2] == "'=cmd"), "{table}");
}

#[test]
fn an_action_is_found_from_its_report_its_owner_its_list_and_the_follow_ups() {
    let site = site();
    site.build();
    let place = "/kb/reports/caches/#action-alert-on-cold-caches";
    for page in
        ["reports/caches/index.html", "people/ada/index.html", "actions/index.html", "follow-ups/index.html"]
    {
        assert!(site.page(page).contains(&format!("href=\"{place}\"")), "{page}");
    }
    assert!(site.page("reports/caches/index.html").contains("id=\"action-alert-on-cold-caches\""));
    let list = site.page("actions/index.html");
    let order: Vec<_> =
        ["Write the runbook", "Alert on cold", "Ask the vendor", "Restart them", "Buy a larger"]
            .iter()
            .map(|words| list.find(words).unwrap_or_else(|| panic!("{words} in {list}")))
            .collect();
    assert!(order.is_sorted(), "{order:?}");
    let follow_ups = site.page("follow-ups/index.html");
    assert!(!follow_ups.contains("Restart them") && !follow_ups.contains("Buy a larger"));
    assert!(follow_ups.contains("<time datetime=\"2030-02\" data-due="), "{follow_ups}");
    // Nobody who is not named otherwise becomes a person.
    assert!(!site.path("output/people/infra").exists() && follow_ups.contains("infra"));
    // No page of its own.
    assert!(!site.output().keys().any(|path| path.starts_with("actions/") && path != "actions/index.html"));
    let found = site.run(&["search", "runbook kind:action", "--format", "json"]);
    assert!(found.out.contains("/reports/caches/#action-write-the-runbook"), "{}{}", found.out, found.err);
    let found = site.run(&["search", "kind:action person:ada", "--format", "json"]);
    assert!(found.out.contains("#action-alert-on-cold-caches"), "{}{}", found.out, found.err);
    let in_state = |state: &str| {
        let found = site.run(&["search", &format!("kind:action state:{state}"), "--format", "json"]);
        found.out.matches("#action-").count()
    };
    // What is overdue depends on the day, which no index knows.
    assert_eq!(["open", "done", "dropped", "overdue"].map(in_state), [3, 1, 1, 0]);
}

#[test]
fn open_actions_are_in_the_calendar_on_their_last_day() {
    let site = site();
    site.build();
    let text = site.page("actions.ics");
    let unfolded = icalendar::parser::unfold(&text);
    let calendar = icalendar::parser::read_calendar(&unfolded).unwrap();
    let property = |component: &icalendar::parser::Component<'_>, name: &str| {
        component
            .properties
            .iter()
            .find(|property| property.name == name)
            .map(|property| property.val.to_string())
    };
    let events: Vec<_> = calendar
        .components
        .iter()
        .map(|event| (property(event, "DTSTART"), property(event, "URL")))
        .collect();
    let on = |day: &str, anchor: &str| {
        (Some(day.to_owned()), Some(format!("https://example.org/kb/reports/caches/#action-{anchor}")))
    };
    assert_eq!(events, [on("20300120", "write-the-runbook"), on("20300228", "alert-on-cold-caches")]);
}

#[test]
fn the_pages_of_what_is_owed_are_bounded_and_have_all_of_it() {
    let site = site();
    let actions: String =
        (0..250).map(|number| format!("- [ ] Do what was decided in the meeting of that day, number {number} (@Ada Example, 2030-03)\n")).collect::<Vec<_>>().concat();
    site.file(
        "content/reports/many.md",
        format!("+++\ntitle = \"Many\"\ndate = 2030-01-01\n+++\n## Actions\n\n{actions}"),
    );
    site.build();
    let pages: Vec<_> =
        site.output().into_iter().filter(|(path, _)| path.starts_with("follow-ups/")).collect();
    assert_eq!(pages.len(), 7);
    for (path, bytes) in &pages {
        assert!(bytes.len() <= 30_000, "{path} has {} bytes", bytes.len());
    }
    let all: String = pages.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    for number in 0..250 {
        assert!(all.contains(&format!("of that day, number {number}<")), "{number}");
    }
}

#[test]
fn an_archived_copy_is_what_readers_get() {
    let site = Site::new();
    site.file(
        "content/talks/t.md",
        "+++\ntitle = \"T\"\nevent = false\nvideo = { url = \"https://gone.invalid/v\", archived = \"https://archive.example/v\" }\n+++\n",
    );
    site.build();
    let page = site.page("talks/t/index.html");
    assert!(page.contains("href=\"https://archive.example/v\""), "{page}");
    let told = site.run(&["check"]);
    assert_eq!((told.code, told.err.contains("gone.invalid")), (Some(0), false), "{}", told.err);
}

#[test]
fn recordings_that_have_come_are_told_by_the_day_that_their_authors_write() {
    let site = site();
    let talk = |name: &str, video: &str| {
        let matter =
            format!("+++\ntitle = \"{name}\"\nevent = false\ndate = 2030-01-02\nvideo = {video}\n+++\n");
        site.file(&format!("content/talks/{name}.md"), matter);
    };
    talk("undated", "\"https://example.org/u\"");
    talk("early", "{ url = \"https://example.org/e\", published = 2030-02-03 }");
    talk(
        "late",
        "[{ url = \"https://example.org/l\", published = 2030-01-05 }, { url = \"https://example.org/m\", archived = \"https://archive.example/m\", published = 2030-03-04 }]",
    );
    talk("lost", "{ status = \"lost\", url = \"https://example.org/g\", published = 2030-02-05 }");
    site.build();
    let feed = feed_rs::parser::parse(site.page("recordings.xml").as_bytes()).unwrap();
    let entry = |entry: &feed_rs::model::Entry| {
        let related = entry.links.iter().find(|link| link.rel.as_deref() == Some("related")).unwrap();
        (
            entry.title.as_ref().unwrap().content.clone(),
            entry.published.unwrap().to_rfc3339(),
            related.href.clone(),
        )
    };
    let told = |title: &str, day: &str, recording: &str| {
        (title.to_owned(), format!("{day}T00:00:00+00:00"), recording.to_owned())
    };
    let entries: Vec<_> = feed.entries.iter().map(entry).collect();
    assert_eq!(
        entries,
        [
            told("late", "2030-03-04", "https://archive.example/m"),
            told("early", "2030-02-03", "https://example.org/e")
        ]
    );
    let json: Value = serde_json::from_str(&site.page("recordings.json")).unwrap();
    assert_eq!(json["items"][1]["external_url"], "https://example.org/e");
    for page in ["follow-ups/index.html", "debts/index.html"] {
        assert_eq!(site.page(page).matches("href=\"/kb/recordings.xml\"").count(), 2, "{page}");
    }
    // What says no day is in no feed, and without any there is none.
    for name in ["early", "late"] {
        site.remove(&format!("content/talks/{name}.md"));
    }
    site.build();
    assert!(!site.path("output/recordings.xml").exists() && !site.path("output/recordings.json").exists());
    assert!(!site.page("follow-ups/index.html").contains("recordings.xml"));
}
