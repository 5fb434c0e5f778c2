//! The demo in `content/`: it is what a newcomer first sees, and the corpus that questions are asked of.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use serde_json::Value;

use crate::site::Site;

fn titles(site: &Site, query: &str) -> (Vec<String>, Value) {
    let ran = site.run(&["search", query, "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let titles = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["title"].as_str().unwrap().to_owned())
        .collect();
    (titles, answer)
}

#[test]
fn it_has_no_diagnostics_and_enough_records() {
    let site = Site::demo();
    let ran = site.run(&["check", "--strict"]);
    assert_eq!((ran.code, ran.err.matches("error[").count()), (Some(0), 0), "{}", ran.err);
    let stats: Value = serde_json::from_str(&site.run(&["stats", "--format", "json"]).out).unwrap();
    assert!(
        stats["files"].as_u64() >= Some(150)
            && stats["lessons"].as_u64() >= Some(300)
            && stats["figures"].as_u64() >= Some(100)
    );
    assert_eq!(
        (stats["talks_covered_by_a_report"].as_u64(), stats["videos_awaited"].as_u64()),
        (Some(3), Some(3))
    );
}

#[test]
fn questions_find_their_talk() {
    let site = Site::built_demo();
    let voyages = "Chaos monkey et Day of Chaos chez Voyages-sncf.com";
    assert_eq!(titles(&site, "chaos monkey").0[0], voyages);
    for query in ["deploiement", "déploiements", "voyage sncf"] {
        let (found, _) = titles(&site, query);
        assert!(found.iter().any(|title| title == voyages), "{query}: {found:#?}");
    }
    let (found, answer) = titles(&site, "kuberntes");
    assert!(found.iter().any(|title| title.contains("Kubernetes")), "{found:#?}");
    assert!(answer["notes"][0].as_str().unwrap().contains("kubernetes"), "{answer}");
    let (found, _) = titles(&site, "\"chaos monkey\" kind:talk org:voyages-sncf-com year:2017");
    assert_eq!(found, [voyages]);
    let (without, _) = titles(&site, "chaos -monkey");
    assert!(!without.is_empty() && !without.iter().any(|title| title == voyages), "{without:#?}");
}

#[test]
fn every_string_is_a_query() {
    let site = Site::built_demo();
    for query in [
        "",
        "\"",
        "-",
        ":",
        "year:",
        "year:..",
        "🦀",
        "<img src=x onerror=alert(1)>",
        "a*",
        "***",
        "org:nobody chaos",
        "l'équipe",
    ] {
        let ran = site.run(&["search", "--", query]);
        assert_eq!(ran.code, Some(0), "{query}: {}", ran.err);
    }
    assert_eq!(site.run(&["search", &"word ".repeat(2_000)]).code, Some(0));
}

#[test]
fn a_report_says_how_much_of_the_event_it_covers() {
    let site = Site::built_demo();
    let event = site.page("events/devops-rex-2017/index.html");
    assert!(event.contains("3 of 8"), "{event}");
    let talk = site.page("talks/devops-rex-2017/tarkett/index.html");
    assert!(talk.contains("/reports/compte-rendu-devops-rex-2017/"), "{talk}");
}

#[test]
fn every_internal_link_of_every_page_leads_somewhere() {
    let site = Site::built_demo();
    let pages = site.output();
    let mut dangling = Vec::new();
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.split(['#', '?']).next().unwrap_or_default();
            let Some(target) = link.strip_prefix('/') else { continue };
            let file = if target.is_empty() || target.ends_with('/') {
                format!("{target}index.html")
            } else {
                target.to_owned()
            };
            if !pages.contains_key(&file) {
                dangling.push(format!("{path} -> {link}"));
            }
        }
    }
    dangling.sort();
    dangling.dedup();
    assert!(dangling.is_empty(), "{dangling:#?}");
}

/// Lengths of incidents, told in two languages and several units, stand along one scale; two accounts of one incident stand side by side.
#[test]
fn incidents_can_be_compared() {
    let site = Site::built_demo();
    let page = ["index.html", "page/2/index.html"]
        .map(|part| site.page(&format!("metrics/incident-duration/{part}")));
    let page = page.concat();
    for (organisation, times) in [("Google", 2), ("Microsoft", 1), ("Roblox", 1), ("Slack", 3), ("Amazon", 5)]
    {
        let link = format!("/organisations/{}/\"", organisation.to_lowercase());
        assert!(page.matches(&link).count() >= times, "{organisation}: {page}");
    }
    assert!(page.matches("<th scope=\"row\">").count() >= 28, "{page}");
    for account in ["slack-cold-cache", "slack-cold-cache-reading-note"] {
        assert!(page.matches(&format!("/reports/{account}/\"")).count() >= 2, "{account}: {page}");
    }
}

/// One lesson learned in several houses, one that another took the place of, two that contradict each other, one that was verified.
#[test]
fn lessons_answer_each_other() {
    let site = Site::built_demo();
    let lesson = |id: &str| site.page(&format!("lessons/reports/{id}/index.html"));
    let backups = lesson("gitlab-wrong-server/une-sauvegarde-dont-la-restauration-n-est-pas-essayee");
    for report in ["stripe-redis-game-day", "reddit-pi-day", "amazon-elb-christmas-eve"] {
        assert!(backups.contains(&format!("/reports/{report}/")), "{report}: {backups}");
    }
    let replaced = lesson("github-mysql-failover/let-a-person-start-the-failover-of-a");
    assert!(
        replaced.contains("superseded") && replaced.contains("/reports/github-43-seconds/"),
        "{replaced}"
    );
    let shut = lesson("google-withdrawn-routes/a-gate-whose-answer-is-lost-has-to");
    assert!(shut.contains("/lessons/reports/google-blank-policy/fail-open"), "{shut}");
    let listed = site.page("lessons/validated/index.html");
    assert!(listed.contains("/reports/cloudflare-data-centre-power/"), "{listed}");
}

/// The notes of the editors are for those who keep the demo: no byte of them is published, and the editors can read them.
#[test]
fn what_is_internal_stays_inside() {
    let site = Site::built_demo();
    let says = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Not checked against the original");
    let output = site.output();
    assert!(!output.keys().any(|path| path.contains("editors-notes")) && !output.values().any(says));
    let ran = site.run(&["build", "--audience", "internal"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(site.page("editors-notes/index.html").contains("Not checked against the original"));
}
