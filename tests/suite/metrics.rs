//! Metrics: one thing that several records measure has one page, whatever each calls it and whatever unit it is told in; and several accounts of one thing are set side by side.

use serde_json::Value;

use crate::exports::{exported, text};
use crate::site::Site;

/// A report with these figures.
fn report(title: &str, organisation: &str, figures: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\ndate = 2019-03-04\norganisations = [\"{organisation}\"]\nfigures = [\n{figures}\n]\n+++\nText.\n"
    )
}

const PAGE: &str = "metrics/incident-duration/index.html";

/// Two reports on one incident, which call the metric by two names in two units, and a third of another incident.
fn incidents() -> Site {
    let site = Site::new();
    site.file(
        "content/metrics/incident-duration.md",
        "+++\ntitle = \"incident duration\"\naliases = [\"Outage length\"]\n+++\n",
    );
    let first = "{ metric = \"Incident durations\", value = \"24h11\", period = \"2018-10-21/2018-10-22\", quote = \"24 hours and 11 minutes\", source = \"https://example.org/a\" }";
    let second = "{ metric = \"outage length\", value = 20, unit = \"h\", period = \"2018-10-21/2018-10-22\", uncertain = true }";
    let third = "{ metric = \"incident duration\", value = { between = [18, 23] }, before = 90, unit = \"min\", period = \"2016\" }";
    site.file("content/reports/one.md", report("As they told it", "GitHub", first));
    site.file(
        "content/reports/two.md",
        report("As the press told it", "GitHub", second).replacen("date", "retells = \"one\"\ndate", 1),
    );
    site.file("content/reports/three.md", report("Another", "Google", third));
    site
}

#[test]
fn figures_of_one_metric_stand_along_one_scale() {
    let site = incidents();
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    let page = site.page(PAGE);
    assert_eq!(page.matches("<svg class=\"drawing\"").count(), 1, "{page}");
    for told in ["24\u{a0}h\u{a0}11\u{a0}min", "20\u{a0}h", "18\u{a0}min\u{2009}–\u{2009}23\u{a0}min"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("24 hours and 11 minutes") && page.contains("https://example.org/a"), "{page}");
    // In the order of time, and 1091 minutes apart.
    let place = |name: &str| page.find(&format!(">{name} <tspan")).unwrap();
    assert!(place("Google") < place("GitHub"), "{page}");
    assert!(page.contains("id=\"metric:differing\""), "the two accounts of one incident differ: {page}");
    assert!(site.output().contains_key("metrics/index.html"));
}

#[test]
fn two_accounts_of_one_experience_are_set_side_by_side() {
    let site = incidents();
    site.build();
    for page in ["reports/one/index.html", "reports/two/index.html"] {
        let page = site.page(page);
        let accounts = page.split_once("id=\"record:accounts\"").unwrap_or_else(|| panic!("{page}")).1;
        assert!(
            accounts.contains("24\u{a0}h\u{a0}11\u{a0}min") && accounts.contains("20\u{a0}h"),
            "{accounts}"
        );
        assert!(accounts.contains("badge-differ"), "{accounts}");
    }
    assert!(!site.page("reports/three/index.html").contains("id=\"record:accounts\""));
}

#[test]
fn what_reports_say_of_a_talk_is_compared_with_the_talk() {
    let site = Site::new();
    site.file(
        "content/talks/t.md",
        "+++\ntitle = \"T\"\ndate = { one_of = [2017-10-02, 2017-10-03] }\nspeakers = [\"Ève\"]\nduration = \"40m\"\n+++\n",
    );
    let covers = |says: &str| format!("+++\ntitle = \"R\"\ncovers = [{{ talk = \"t\"{says} }}]\n+++\n");
    site.file(
        "content/reports/a.md",
        covers(", date = 2017-10-02, speakers = [\"Ève\", \"Bob\"], duration = \"41m\""),
    );
    site.file("content/reports/b.md", covers("").replace("\"R\"", "\"S\""));
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    let page = site.page("talks/t/index.html");
    let accounts = page.split_once("id=\"record:accounts\"").unwrap().1;
    assert_eq!(accounts.matches("badge-differ").count(), 1, "only the speakers differ: {accounts}");
    assert!(accounts.contains("October\u{a0}2, 2017 or October\u{a0}3, 2017"), "{accounts}");
    assert!(page.contains("<time datetime=\"2017-10\">"), "{page}");
    assert!(page.contains("\"startDate\":\"2017-10\""), "only what is sure is said: {page}");
    assert!(site.output().contains_key("people/bob/index.html"));
}

#[test]
fn machines_and_exports_have_them_too() {
    let site = incidents();
    site.build();
    let api: Value = serde_json::from_str(&site.page("api/metrics.json")).unwrap();
    assert_eq!(api["items"][0]["title"], "incident duration");
    assert_eq!(api["items"][0]["figures"].as_array().map(Vec::len), Some(3));
    let csv = text(&exported(&site, "csv"), "figures.csv");
    assert!(
        csv.lines().any(|line| line.contains("incident duration,1451") && line.contains(",87060,s,")),
        "{csv}"
    );
    let markdown = exported(&site, "markdown");
    let again = Site::new();
    for (path, bytes) in &markdown {
        again.file(&format!("content/{}", path.trim_start_matches("content/")), bytes);
    }
    let ran = again.run(&["check"]);
    assert_eq!(ran.code, Some(0), "{}{:?}", ran.err, markdown.keys());
    let found = site.run(&["search", "metric:incident-duration kind:report", "--format", "json"]);
    assert_eq!(found.out.matches("\"kind\":\"report\"").count(), 3, "{}", found.out);
}

/// Each page holds a bounded part, however many figures there are.
#[test]
fn five_hundred_figures_of_one_metric_are_on_pages_of_reasonable_size() {
    let site = Site::new();
    let quote =
        "It took as long as this from the first alarm until the last customer was served again, ".repeat(4);
    for number in 0..500 {
        let figure = format!(
            "{{ metric = \"incident duration\", value = {}, before = {}, unit = \"min\", period = \"{}\", quote = \"{quote}\" }}",
            number + 1,
            number * 7 + 2,
            2000 + number % 20
        );
        let organisation = format!("An organisation with number {}", number % 90);
        site.file(
            &format!("content/reports/r{number}.md"),
            report(&format!("A report of incident {number}"), &organisation, &figure),
        );
    }
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    let output = site.output();
    let pages: Vec<_> =
        output.iter().filter(|(path, _)| path.starts_with("metrics/incident-duration/")).collect();
    assert!(pages.len() >= 10, "{}", pages.len());
    for (path, bytes) in pages {
        assert!(bytes.len() <= 30_000, "{path} has {} bytes", bytes.len());
    }
    assert!(site.page(PAGE).contains("472 earlier figures"));
}
