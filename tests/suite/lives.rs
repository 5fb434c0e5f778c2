//! Lessons that live, end to end: what is written below a lesson is read, checked, shown, searched, proposed and written.

use crate::site::Site;

/// A report of a house, with what it tells of one technology, and its body.
fn report(title: &str, house: &str, date: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\ndate = {date}\norganisations = [\"{house}\"]\ntopics = [\"Failover\", \"Backup\"]\ntechnologies = [\"MySQL\"]\n+++\n{body}"
    )
}

fn houses() -> Site {
    let site = Site::new();
    site.file("content/reports/acme.md", report("Acme's night", "Acme", "2012-09-10", "## What went wrong\n\n- Failover started by itself under load.\n  - state: identified\n\n## Lessons learned\n\n- Start a failover by hand only.\n"));
    site.file("content/reports/bolt.md", report("Bolt's partition", "Bolt", "2018-10-21", "## Lessons learned\n\n- Let machines start a failover within one region.\n  - supersedes: [[acme#lesson-start-a-failover-by-hand-only]]\n  - applied: orders; since 2019-02; by Ada; result: no split since\n  - stale_after: 2031\n  - informs: [[Runbook]]\n\n## What went wrong\n\n- The failover acted on a wrong picture.\n  - same_as: acme#lesson-failover-started-by-itself-under-load\n"));
    site.file("content/reports/core.md", report("Core's switch", "Core", "2020-11-02", "## Lessons learned\n\n- Never let a failover cross regions.\n  - contradicts: [[bolt#let-machines-start-a-failover-within-one-region]]\n\n## Action items\n\n- [x] Pin it ([why](#lesson-never-let-a-failover-cross-regions))\n\n## What went well\n\n- Traffic was not hurt at all.\n"));
    site.file("content/pages/runbook.md", "# Runbook\n\nStep by step.\n");
    site
}

#[test]
fn a_lesson_is_shown_with_its_state_its_houses_and_what_was_done() {
    let site = houses();
    let checked = site.run(&["check", "--strict"]);
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), ""), "{}", checked.err);
    site.build();
    let own = site.page("reports/bolt/index.html");
    assert!(!own.contains("supersedes:") && !own.contains("stale_after"), "the keys are no text: {own}");
    assert!(own.contains("Similar experiences elsewhere") && own.contains("href=\"/reports/core/\""));

    let new = site.page("lessons/reports/bolt/let-machines-start-a-failover-within-one-region/index.html");
    for said in [
        "state-applied\">applied</span> <span class=\"meta\">as its author says",
        "orders — no split since",
        "since <time datetime=\"2019-02\">",
        "To be reviewed after",
        "<time datetime=\"2031\" data-due=",
        "href=\"/pages/runbook/\">Runbook</a>",
        "Who says otherwise",
        "What it takes the place of",
    ] {
        assert!(
            new.contains(said) || new.contains(&said.replace("/pages/runbook/", "/runbook/")),
            "{said}: {new}"
        );
    }
    let old = site.page("lessons/reports/acme/start-a-failover-by-hand-only/index.html");
    assert!(old.contains("state-superseded") && old.contains("What took its place"), "{old}");
    assert!(old.contains("The same organisation") || !old.contains("May be out of date"), "{old}");
    let same = site.page("lessons/reports/acme/failover-started-by-itself-under-load/index.html");
    assert!(
        same.contains("Who else learned it") && same.contains(">Bolt</a>") && same.contains("2018"),
        "{same}"
    );
    let done = site.page("lessons/reports/core/never-let-a-failover-cross-regions/index.html");
    assert!(done.contains("state-applied") && done.contains("by the actions that name it"), "{done}");

    let topic = site.page("topics/failover/index.html");
    let place = |said: &str| topic.find(said).unwrap_or_else(|| panic!("{said}: {topic}"));
    assert!(place("What went wrong") < place("What went well"));
    assert!(place("What went well") < place("Talks and reports"), "what was learned comes first");
    assert!(topic.contains("Told without any failure: 1 of 3"), "{topic}");

    let found = site.run(&["search", "state:superseded", "--format", "json"]);
    assert!(found.out.contains("Start a failover by hand only"), "{}{}", found.out, found.err);
    let api = site.page("api/lessons.json");
    assert!(api.contains("\"state\":\"superseded\"") && api.contains("\"superseded_by\""), "{api}");
    assert_eq!(site.run(&["export", "markdown", "exported"]).code, Some(0));
    let exported = std::fs::read_to_string(site.path("exported/content/reports/bolt.md"))
        .or_else(|_| std::fs::read_to_string(site.path("exported/reports/bolt.md")))
        .unwrap();
    assert!(
        exported.contains("supersedes")
            && exported.contains("reports/acme#lesson-start-a-failover-by-hand-only"),
        "{exported}"
    );
}

#[test]
fn lessons_are_listed_by_kind_and_state_where_there_are_some() {
    let site = houses();
    site.build();
    let applied = site.page("lessons/applied/index.html");
    assert!(
        applied.contains("Let machines start a failover") && !applied.contains("by hand only"),
        "{applied}"
    );
    assert!(
        applied.contains("href=\"/lessons/practice/applied/\"")
            && applied.contains("/lessons/applied/atom.xml")
    );
    assert!(site.page("lessons/failure/identified/index.html").contains("Failover started by itself"));
    for none in ["rejected", "validated", "success/applied"] {
        assert!(!site.path(&format!("output/lessons/{none}")).exists(), "{none}: nothing is there to list");
    }
    let feed = site.page("lessons/applied/atom.xml");
    assert!(
        feed.contains("<title>Lessons put into practice · Test</title>") && feed.contains("no split since"),
        "{feed}"
    );
    assert!(feed.contains("2019-02"), "of when it was applied: {feed}");
    // A link to such a list leads somewhere.
    site.file("content/pages/more.md", "# More\n\n[What we applied](/lessons/applied/).\n");
    let checked = site.run(&["check", "--strict"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
}

#[test]
fn lessons_are_chosen_by_kind_state_topic_and_organisation_without_a_script() {
    let site = Site::new();
    for (house, kind) in [("Acme", "What went wrong"), ("Bolt", "Lessons learned")] {
        let lessons: Vec<_> = (0..6)
            .map(|number| {
                let state = if number < 5 { "  - state: applied\n" } else { "" };
                format!("- {house} measured case {number} of many.\n{state}")
            })
            .collect();
        let lessons = lessons.concat();
        let text = report(&format!("At {house}"), house, "2019-01-01", &format!("## {kind}\n\n{lessons}"));
        site.file(&format!("content/reports/{house}.md"), text);
    }
    let link = "[These](/lessons/applied/topic/failover/) and [those](/lessons/failure/topic/backup/organisation/acme/).";
    site.file("content/pages/more.md", format!("# More\n\n{link}\n"));
    let checked = site.run(&["check", "--strict"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    site.build();
    let place = "lessons/failure/applied/topic/failover/organisation/acme";
    let narrow = site.page(&format!("{place}/index.html"));
    assert_eq!(narrow.matches("<li class=\"lesson lesson-failure\">").count(), 5, "{narrow}");
    for other in [
        "lessons/applied/topic/failover/organisation/acme",
        "lessons/failure/topic/failover/organisation/acme",
        "lessons/failure/applied/organisation/acme",
        "lessons/failure/applied/topic/failover",
        "lessons/failure/applied/topic/backup/organisation/acme",
    ] {
        assert!(narrow.contains(&format!("href=\"/{other}/\"")), "{other}: {narrow}");
        assert!(
            site.page(&format!("{other}/index.html")).contains(&format!("href=\"/{place}/\"")),
            "{other}"
        );
    }
    assert!(
        narrow.contains("/search/?kind=lesson&amp;state=applied&amp;topic=failover&amp;org=acme"),
        "{narrow}"
    );
    // No other house tells failures, and no list is there that nobody is in.
    assert!(
        !narrow.contains("/organisation/bolt/")
            && !site.path("output/lessons/failure/organisation/bolt").exists()
    );
    assert!(site.page("topics/failover/index.html").contains("href=\"/lessons/topic/failover/\""));
    // What is a list's place is nobody else's.
    site.file(
        "content/pages/taken.md",
        "+++\ntitle = \"T\"\nredirects = [\"/lessons/topic/failover/\"]\n+++\n",
    );
    let checked = site.run(&["check"]);
    assert!(checked.code == Some(1) && checked.err.contains("a list of lessons"), "{}", checked.err);
}

/// Reports of many houses, some of which tell the same in nearly the same words.
fn many() -> Site {
    let site = Site::new();
    let told = [
        ["Restore the backup every night to trust it", "Restore every backup at night, so that you trust it"],
        ["Warm the caches before the traffic returns", "Caches must be warm before traffic returns"],
        [
            "Certificates expire when nobody watches the calendar",
            "Nobody watched the calendar when the certificates expired",
        ],
        ["Rollbacks are changes and need a rehearsal", "A rollback is a change: rehearsal is needed"],
    ];
    for (number, told) in told.iter().enumerate() {
        for (house, words) in told.iter().enumerate() {
            let filler = |line| {
                format!("- Something quite different, number{number}{house}{line} of word{line}{house}.")
            };
            let filler = (0..5).map(filler).collect::<Vec<_>>().join("\n");
            let body = format!("## Lessons learned\n\n- {words}.\n{filler}\n");
            site.file(
                &format!("content/reports/r{number}-{house}.md"),
                report(
                    &format!("R {number} {house}"),
                    &format!("House {number} {house}"),
                    "2019-01-01",
                    &body,
                ),
            );
        }
    }
    site
}

#[test]
fn suggestions_are_the_same_bytes_on_one_thread_and_on_two() {
    let site = many();
    let with = |threads: &str| {
        let mut command = site.command(&["check", "--suggest"]);
        crate::site::Ran::from(command.env("RAYON_NUM_THREADS", threads).output().unwrap()).out
    };
    let (one, two) = (with("1"), with("2"));
    assert_eq!(one, two);
    for words in
        ["Restore the backup", "Caches must be warm", "Certificates expire", "A rollback is a change"]
    {
        assert!(one.contains(words), "{words}: {one}");
    }
    assert_eq!(one, with("2"), "and from run to run");
}

#[test]
fn a_suggestion_that_is_accepted_is_written_where_its_lesson_stands() {
    let site = many();
    let suggested = || site.run(&["check", "--suggest", "--format", "json"]).out;
    let lines = suggested();
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let (id, path) = (first["suggestion"].as_str().unwrap(), first["one"]["file"].as_str().unwrap());
    let before = site.sources();
    let fixed = site.run(&["fix", "--accept", id]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.err);
    let after = site.sources();
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].0, path);
    let text = String::from_utf8(changed[0].1.clone()).unwrap();
    let line = format!("\n  - same_as: [[{}]]\n", first["other"]["lesson"].as_str().unwrap());
    assert_eq!(text.replacen(&line, "\n", 1).as_bytes(), before[path], "one line came: {text}");
    assert!(!suggested().contains(id), "what is tied is not proposed again");
    let checked = site.run(&["check", "--strict"]);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    let again = site.run(&["fix", "--accept", id]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("there is no suggestion"), "{}", again.err);
    assert_eq!(site.sources(), after, "nothing is written");
}
