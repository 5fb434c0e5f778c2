//! What `rexbase check` says to code hosts and build servers: SARIF, GitLab's Code Quality, JUnit, the Reviewdog Diagnostic Format. Each is read by the
//! types of its format, which know no other property, and the places are compared with those of `--format json`. Then each is held to the schema that the
//! format's readers go by.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::browser;
use crate::site::Site;

/// Mistakes of all severities, in a line with letters of several lengths, in a file with a blank in its name, and of no place.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/talks/a b.md",
        "---\ntitle: A\n---\n\né\u{1f600} [[Nobody & <none>]] and [x](y.md)\n\n[[Nobody & <none>]]\n",
    );
    site.file("content/talks/b.md", "---\ntitle: B\ncolour: \"\u{1}]]>\"\n---\n");
    site.file("content/talks/empty.md", "");
    site
}

fn checked(site: &Site, format: &str) -> String {
    let ran = site.run(&["check", "--format", format]);
    assert_eq!(ran.code, Some(i32::from(ran.out.contains("dangling"))), "{format}: {}{}", ran.out, ran.err);
    ran.out
}

/// Path, code and line of each diagnostic, as JSON lines have them.
fn expected(site: &Site) -> Vec<Value> {
    checked(site, "json").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Sarif {
    #[serde(rename = "$schema")]
    schema: String,
    version: String,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: String,
    results: Vec<Finding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tool {
    driver: Driver,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Driver {
    name: String,
    semantic_version: String,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Message,
    help: Message,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    rule_index: usize,
    level: String,
    message: Message,
    locations: Vec<Location>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Option<Region>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Artifact {
    uri: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[test]
fn sarif_has_a_rule_for_each_code_and_places_in_units_of_utf_16() {
    let site = site();
    let expected = expected(&site);
    let log: Sarif = serde_json::from_str(&checked(&site, "sarif")).unwrap();
    assert!(log.schema.ends_with("sarif-schema-2.1.0.json") && log.version == "2.1.0");
    let [run] = log.runs.as_slice() else { panic!("one run") };
    let Driver { name, semantic_version, rules } = &run.tool.driver;
    assert!(
        name == "rexbase" && semantic_version.split('.').count() == 3 && run.column_kind == "utf16CodeUnits"
    );
    let ids: BTreeSet<_> = rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids.len(), rules.len());
    assert!(
        rules.iter().all(|rule| !rule.short_description.text.is_empty() && rule.help.text.contains(&rule.id))
    );
    assert_eq!(run.results.len(), expected.len());
    for (finding, diagnostic) in run.results.iter().zip(&expected) {
        assert_eq!(finding.rule_id, diagnostic["code"].as_str().unwrap());
        assert_eq!(rules[finding.rule_index].id, finding.rule_id);
        assert_eq!(finding.level, diagnostic["severity"].as_str().unwrap());
        assert!(finding.message.text.starts_with(diagnostic["message"].as_str().unwrap()));
        let [Location { physical_location: Physical { artifact_location, region } }] =
            finding.locations.as_slice()
        else {
            panic!("one place")
        };
        assert_eq!(artifact_location.uri, diagnostic["path"].as_str().unwrap().replace(' ', "%20"));
        if let Some(region) = region {
            assert_eq!(region.start_line, diagnostic["line"].as_u64().unwrap() as usize);
            assert!((region.end_line, region.end_column) >= (region.start_line, region.start_column));
        }
    }
    // After `é`, which is one unit, and a face, which is two.
    let link = run.results.iter().find(|finding| finding.rule_id.starts_with("dangling")).unwrap();
    let region = link.locations[0].physical_location.region.as_ref().unwrap();
    assert_eq!((region.start_line, region.start_column), (5, 5));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quality {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: String,
    location: Lines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    path: String,
    lines: BTreeMap<String, usize>,
}

#[test]
fn gitlab_knows_a_finding_again_where_lines_moved() {
    let site = site();
    let expected = expected(&site);
    let read = |site: &Site| -> Vec<Quality> { serde_json::from_str(&checked(site, "gitlab")).unwrap() };
    let report = read(&site);
    assert_eq!(report.len(), expected.len());
    let fingerprints: BTreeSet<_> = report.iter().map(|finding| finding.fingerprint.clone()).collect();
    assert_eq!(fingerprints.len(), report.len());
    for (finding, diagnostic) in report.iter().zip(&expected) {
        assert_eq!(
            (finding.check_name.as_str(), finding.location.path.as_str()),
            (diagnostic["code"].as_str().unwrap(), diagnostic["path"].as_str().unwrap())
        );
        assert_eq!(finding.location.lines["begin"] as u64, diagnostic["line"].as_u64().unwrap());
        assert!(
            ["info", "minor", "major", "critical", "blocker"].contains(&finding.severity.as_str())
                && !finding.description.is_empty()
        );
    }
    site.file("content/talks/a b.md", "---\ntitle: A\n---\n\nMore.\n\né\u{1f600} [[Nobody & <none>]] and [x](y.md)\n\n[[Nobody & <none>]]\n");
    let moved: BTreeSet<_> = read(&site).into_iter().map(|finding| finding.fingerprint).collect();
    assert_eq!(moved, fingerprints);
}

#[test]
fn rdjson_counts_bytes() {
    let site = site();
    let expected = expected(&site);
    let result: Value = serde_json::from_str(&checked(&site, "rdjson")).unwrap();
    assert_eq!(result["source"]["name"], "rexbase");
    let diagnostics = result["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), expected.len());
    for (finding, diagnostic) in diagnostics.iter().zip(&expected) {
        assert_eq!(finding["code"]["value"], diagnostic["code"]);
        assert_eq!(finding["location"]["path"], diagnostic["path"]);
        assert!(["ERROR", "WARNING", "INFO"].contains(&finding["severity"].as_str().unwrap()));
    }
    let link = diagnostics
        .iter()
        .find(|finding| finding["code"]["value"].as_str().unwrap().starts_with("dangling"))
        .unwrap();
    assert_eq!(link["location"]["range"]["start"], serde_json::json!({ "line": 5, "column": 8 }));
}

#[test]
fn junit_is_xml_whatever_authors_wrote() {
    let site = site();
    let expected = expected(&site);
    let xml = checked(&site, "junit");
    let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
    let named = |name: &'static str| document.descendants().filter(move |node| node.has_tag_name(name));
    assert_eq!(named("testcase").count(), expected.len());
    let failures = expected.iter().filter(|diagnostic| diagnostic["severity"] != "note").count();
    assert_eq!(named("failure").count(), failures);
    assert_eq!(document.root_element().attribute("failures"), Some(failures.to_string().as_str()));
    let suites: usize =
        named("testsuite").map(|suite| suite.attribute("tests").unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(suites, expected.len());

    let clean = Site::new();
    clean.file("content/talks/a.md", "---\ntitle: A\n---\n");
    let document = checked(&clean, "junit");
    let document = roxmltree::Document::parse(&document).unwrap();
    assert_eq!(document.root_element().attribute("failures"), Some("0"));
    for format in ["sarif", "gitlab", "rdjson"] {
        serde_json::from_str::<Value>(&checked(&clean, format)).unwrap();
    }
}

/// Reports of what is right, of what is wrong in every way that the suite knows, and of names that mean something to JSON, XML and addresses.
#[test]
fn each_report_is_valid_by_its_formats_schema() {
    let clean = Site::new();
    clean.file("content/talks/a.md", "---\ntitle: A\n---\n");
    let hostile = Site::new();
    for name in
        ["a & <b> \"c\" 'd'", "%41 100% #x ?y", "]]> --> &amp;", "é\u{1f600}\u{202e}\u{2028}", "\u{fffe}"]
    {
        let text = format!("---\ntitle: A\ncolour: 3\n---\n\n[[Nobody {name}]]\n");
        hostile.file(&format!("content/talks/{name}.md"), text);
    }
    let broken = Site::copy_of("tests/sites/broken");
    let warned = Site::new();
    warned.file("content/talks/a.md", "---\ntitle: A\ncolour: 3\n---\n");
    let output = Site::new();
    for (name, site) in [
        ("clean", &clean),
        ("warned", &warned),
        ("mixed", &site()),
        ("hostile", &hostile),
        ("broken", &broken),
    ] {
        for format in ["sarif", "gitlab", "junit", "rdjson"] {
            let ran = site.run(&["check", "--format", format]);
            output.file(&format!("output/{name}.{format}"), ran.out);
        }
        let lines = site.run(&["check", "--format", "json"]).out.lines().count();
        assert_eq!(lines == 0, name == "clean", "{name}: {lines}");
    }
    browser::run("reports.test.mjs", &output);
}
