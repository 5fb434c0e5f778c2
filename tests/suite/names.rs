//! Names that last: former names, names that may be one, and renaming.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::corpora::{skip, with_pyvideo};
use crate::site::Site;

/// A talk of before and one of after an organisation's change of name, each written with the other's name.
fn renamed() -> Site {
    let site = Site::new();
    site.file(
        "content/organisations/oui-sncf.md",
        "+++\ntitle = \"OUI.sncf\"\nformer = [{ name = \"Voyages-sncf.com\", until = \"2017-12\" }]\naliases = [\"VSC\"]\n+++\n",
    )
    .file(
        "content/talks/before.md",
        "+++\ntitle = \"Before\"\ndate = 2017-10-02\norganisations = [\"OUI.sncf\"]\nspeakers = [{ name = \"Ève\", organisation = \"VSC\" }]\n+++\nText of [[Voyages-sncf.com]].\n",
    )
    .file(
        "content/talks/after.md",
        "+++\ntitle = \"After\"\ndate = 2018-10-02\norganisations = [\"Voyages-sncf.com\"]\n+++\nText.\n",
    );
    site
}

#[test]
fn a_talk_keeps_the_name_of_its_time_and_both_lead_to_one_record() {
    let site = renamed();
    assert_eq!(site.build().code, Some(0));
    let (before, after) = (site.page("talks/before/index.html"), site.page("talks/after/index.html"));
    let link = |name: &str| format!("<a href=\"/organisations/oui-sncf/\">{name}</a>");
    assert!(before.contains(&format!("Text of {}.", link("Voyages-sncf.com"))), "{before}");
    assert!(before.contains("name=\"citation_author_institution\" content=\"Voyages-sncf.com\""), "{before}");
    assert!(before.contains("(today OUI.sncf)"), "{before}");
    assert!(after.contains(&format!("<dd>{}</dd>", link("OUI.sncf"))), "{after}");
    let own = site.page("organisations/oui-sncf/index.html");
    assert!(
        own.contains("Formerly Voyages-sncf.com (until <time datetime=\"2017-12\">December 2017</time>)"),
        "{own}"
    );
    assert!(own.contains("Also known as VSC<"), "{own}");
    assert!(own.contains("\"alternateName\":[\"VSC\",\"Voyages-sncf.com\"]"), "{own}");
    assert!(own.contains("/talks/before/") && own.contains("/talks/after/"));
    // Its old address leads here.
    assert!(site.page("organisations/voyages-sncf-com/index.html").contains("/organisations/oui-sncf/"));
    for query in ["voyages sncf", "oui.sncf", "org:voyages-sncf-com", "org:oui-sncf"] {
        let found = site.run(&["search", query]).out;
        assert!(found.contains("Before") && found.contains("After"), "{query}: {found}");
    }
    let api: Value = serde_json::from_str(&site.page("api/organisations.json")).unwrap();
    assert_eq!(api["items"][0]["former_names"][0]["name"], "Voyages-sncf.com");
    assert_eq!(api["items"][0]["former_names"][0]["until"], "2017-12");
    let api: Value = serde_json::from_str(&site.page("api/talks.json")).unwrap();
    let organisations: Vec<&Value> =
        api["items"].as_array().unwrap().iter().map(|talk| &talk["organisations"][0]).collect();
    assert_eq!(organisations[1]["called"], "Voyages-sncf.com");
    assert_eq!(
        (&organisations[0]["called"], organisations[0]["title"].as_str()),
        (&Value::Null, Some("OUI.sncf"))
    );
    let markdown = site.page("talks/before/index.md");
    assert!(
        markdown.contains("organisations: [Voyages-sncf.com]")
            || markdown.contains("organisations: [\"Voyages-sncf.com\"]"),
        "{markdown}"
    );
}

#[test]
fn what_is_wrong_with_former_names_is_told() {
    let site = Site::new();
    site.file("content/organisations/b.md", "+++\ntitle = \"B\"\n+++\n").file(
        "content/organisations/c.md",
        "+++\ntitle = \"C\"\nformer = [\"C\", { name = \"B\", until = \"2010\" }, { name = \"D\", since = \"2012\", until = \"2011\" }, { name = \"E\", since = \"2005\", until = \"2009\" }, { name = \"F\", since = \"2007\", until = \"2013\" }]\n+++\n",
    );
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, Some(1));
    for words in [
        "`C` is the name that this organisation has now",
        "the name `B` is also of `content/organisations/b.md`",
        "`D` ends on 2011, before it begins on 2012",
        "`F` begins on 2007, while `D` is the name until 2011",
    ] {
        assert!(checked.err.contains(words), "{words}: {}", checked.err);
    }
}

#[test]
fn names_that_may_be_one_are_proposed_and_written_when_accepted() {
    let site = Site::new();
    let talk = |name: &str, speakers: &str| {
        site.file(
            &format!("content/talks/{name}.md"),
            format!("+++\ntitle = \"{name}\"\ndate = 2017\nspeakers = [{speakers}]\n+++\nText.\n"),
        );
    };
    talk("a", "\"Marc-André Lemburg\", \"Jason Müller\"");
    talk("b", "\"Marc-Andre Lemburg\", \"Jason K. Müller\"");
    talk("c", "\"Marc-André Lemburg\", \"Dana Clark\", \"Dan Clark\"");
    talk("d", "\"Lemburg Marc-André\", \"Craig Kerstiens\"");
    talk("e", "\"Craig Kertsiens\", \"Ann Wong\", \"Anna Wong\"");
    site.file("content/people/jason-muller.md", "---\ntitle: Jason Müller # him\n---\n");
    let suggested = || -> Vec<Value> {
        let out = site.run(&["check", "--suggest", "--format", "json"]).out;
        out.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(|line: &Value| line["suggestion"].is_string())
            .collect()
    };
    let all = suggested();
    let told: Vec<(String, Vec<&str>)> = all
        .iter()
        .map(|one| {
            let names =
                one["names"].as_array().unwrap().iter().map(|name| name["name"].as_str().unwrap()).collect();
            (one["differ_by"].as_str().unwrap().to_owned(), names)
        })
        .collect();
    let expected = [
        ("case, accents or punctuation", ["Marc-André Lemburg", "Marc-Andre Lemburg"]),
        ("a letter", ["Craig Kerstiens", "Craig Kertsiens"]),
        ("a title, an initial or a legal form", ["Jason Müller", "Jason K. Müller"]),
        ("the order of words", ["Marc-André Lemburg", "Lemburg Marc-André"]),
    ];
    assert_eq!(told, expected.map(|(why, names)| (why.to_owned(), names.to_vec())));
    let ids: Vec<&str> = all.iter().map(|one| one["suggestion"].as_str().unwrap()).collect();
    let fixed = site.run(&["fix", "--accept", &ids.join(",")]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.err);
    let content = site.content();
    assert_eq!(
        content["people/jason-muller.md"],
        "---\ntitle: Jason Müller # him\nredirects: [\"/people/jason-k-muller/\"]\naliases: [\"Jason K. Müller\"]\n---\n"
    );
    assert_eq!(
        content["people/craig-kerstiens.md"],
        "+++\ntitle = \"Craig Kerstiens\"\naliases = [\"Craig Kertsiens\"]\nredirects = [\"/people/craig-kertsiens/\"]\n+++\n"
    );
    let lemburg = &content["people/marc-andre-lemburg.md"];
    assert!(
        lemburg.contains("\"Marc-Andre Lemburg\"") && lemburg.contains("\"Lemburg Marc-André\""),
        "{lemburg}"
    );
    assert!(suggested().is_empty(), "what is one is not proposed again");
    let built = site.build();
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(site.page("people/craig-kertsiens/index.html").contains("/people/craig-kerstiens/"));
}

/// What a folder of content has that another has not: by path, the lines that went and those that came.
fn difference(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines = Vec::new();
    for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
        let text = |of: &BTreeMap<String, String>| of.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(before), text(after));
        if old == new {
            continue;
        }
        lines.extend(
            old.lines()
                .filter(|line| !new.lines().any(|other| other == *line))
                .map(|line| format!("{path} - {line}")),
        );
        lines.extend(
            new.lines()
                .filter(|line| !old.lines().any(|other| other == *line))
                .map(|line| format!("{path} + {line}")),
        );
    }
    lines
}

#[test]
fn a_renaming_changes_the_references_alone_and_is_undone() {
    let site = Site::new();
    site.file("content/organisations/old-shop.md", "\u{feff}+++\r\n# Ours.\r\ntitle = 'Old Shop' # so\r\nsector = \"retail\"\r\n+++\r\n## X\r\n\r\nText.\r\n")
        .file(
            "content/talks/toml.md",
            "+++\ntitle = \"Old Shop told\"\ndate = 2017\norganisations = [\n  \"Old Shop\", # the shop\n  'Other',\n]\nspeakers = [{ name = \"Ève\", organisation = \"Old Shop\" }]\n[[figures]]\nmetric = \"Old Shop\"\nvalue = 1\norganisation = 'Old Shop'\n+++\nOf Old Shop: [[Old Shop]], [[old-shop|it]], [[organisations/old-shop#x|that]], [path](../organisations/old-shop.md).\n",
        )
        .file(
            "content/reports/2018-01-02-yaml.md",
            "---\ntitle: Yaml\norganisations:\n  - Old Shop # here\n  - \"Old Shops\"\nauthors: [{name: Ève, organisation: 'Old Shop'}]\n---\nText\n",
        )
        .file("content/reports/draft.md", "+++\ntitle = \"Draft\"\ndraft = true\norganisations = [\"Old Shop\"]\n+++\nText [[Old Shop]].\n");
    let before = site.content();
    let dry = site.run(&["rename", "organisation", "Old Shop", "New \"Shop\""]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    assert!(dry.out.contains("content/talks/toml.md:5\n  -   \"Old Shop\", # the shop\n  +   \"New \\\"Shop\\\"\", # the shop\n"), "{}", dry.out);
    assert_eq!(site.content(), before, "nothing is written");
    for (arguments, words) in [
        (["organisation", "Nobody", "New"], "there is no organisation `Nobody`"),
        (["organisation", "Old Shpo", "New"], "did you mean `Old Shop`?"),
        (["organisation", "Old Shop", "Other"], "there is another organisation `Other`"),
        (["organisation", "Old Shop", " "], "says nothing"),
    ] {
        let refused = site.run(&[&["rename"], &arguments[..]].concat());
        assert_eq!(refused.code, Some(1));
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    let renamed = site.run(&["rename", "organisation", "Old Shop", "New Shop", "--yes"]);
    assert!(renamed.err.contains("written"), "{}", renamed.err);
    assert_eq!(renamed.code, Some(0), "{}", renamed.err);
    let after = site.content();
    let mut expected = vec![
        "organisations/old-shop.md - \u{feff}+++",
        "organisations/old-shop.md - # Ours.",
        "organisations/old-shop.md - title = 'Old Shop' # so",
        "organisations/old-shop.md - sector = \"retail\"",
        "organisations/old-shop.md - +++",
        "organisations/old-shop.md - ## X",
        "organisations/old-shop.md - ",
        "organisations/old-shop.md - Text.",
        "reports/2018-01-02-yaml.md -   - Old Shop # here",
        "reports/2018-01-02-yaml.md - authors: [{name: Ève, organisation: 'Old Shop'}]",
        "reports/2018-01-02-yaml.md +   - New Shop # here",
        "reports/2018-01-02-yaml.md + authors: [{name: Ève, organisation: 'New Shop'}]",
        "reports/draft.md - organisations = [\"Old Shop\"]",
        "reports/draft.md - Text [[Old Shop]].",
        "reports/draft.md + organisations = [\"New Shop\"]",
        "reports/draft.md + Text [[New Shop]].",
        "talks/toml.md -   \"Old Shop\", # the shop",
        "talks/toml.md - speakers = [{ name = \"Ève\", organisation = \"Old Shop\" }]",
        "talks/toml.md - organisation = 'Old Shop'",
        "talks/toml.md - Of Old Shop: [[Old Shop]], [[old-shop|it]], [[organisations/old-shop#x|that]], [path](../organisations/old-shop.md).",
        "talks/toml.md +   \"New Shop\", # the shop",
        "talks/toml.md + speakers = [{ name = \"Ève\", organisation = \"New Shop\" }]",
        "talks/toml.md + organisation = 'New Shop'",
        "talks/toml.md + Of Old Shop: [[New Shop]], [[new-shop|it]], [[organisations/new-shop#x|that]], [path](../organisations/new-shop.md).",
    ];
    let own = "\u{feff}+++\r\n# Ours.\r\ntitle = 'New Shop' # so\r\nredirects = [\"/organisations/old-shop/\"]\r\nsector = \"retail\"\r\n+++\r\n## X\r\n\r\nText.\r\n";
    assert_eq!(after["organisations/new-shop.md"], own);
    let mut without_own = after.clone();
    without_own.remove("organisations/new-shop.md");
    let mut made = difference(&before, &without_own);
    made.sort();
    expected.sort_unstable();
    assert_eq!(made, expected);
    let built = site.build();
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(site.page("organisations/old-shop/index.html").contains("/organisations/new-shop/"));
    let back = site.run(&["rename", "organisation", "New Shop", "Old Shop", "--yes"]);
    assert_eq!(back.code, Some(0), "{}", back.err);
    assert_eq!(site.content(), before, "as it was, byte for byte");
}

#[test]
fn what_is_merged_is_one_afterwards() {
    let site = Site::new();
    site.file("content/topics/kubernetes.md", "+++\ntitle = \"Kubernetes\"\n+++\n").file(
        "content/talks/a.md",
        "+++\ntitle = \"A\"\ndate = 2017\ntopics = [\"K8S\", \"DNS\"]\n+++\nText.\n",
    );
    let merged = site.run(&["rename", "topic", "k8s", "Kubernetes", "--merge", "--yes"]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    let content = site.content();
    assert!(content["talks/a.md"].contains("topics = [\"Kubernetes\", \"DNS\"]"));
    assert_eq!(
        content["topics/kubernetes.md"],
        "+++\ntitle = \"Kubernetes\"\nredirects = [\"/topics/k8s/\"]\n+++\n"
    );
    assert_eq!(site.build().code, Some(0));
}

/// A hundred proposals about pyvideo's people, drawn at random, and whether somebody found them right, by their ids.
const SAMPLE: &str = include_str!("../vectors/namesakes.txt");

/// The proposals about people, by how their names differ.
fn about_people(site: &Site) -> Vec<(String, String)> {
    let out = site.run(&["check", "--suggest", "--format", "json"]).out;
    let lines = out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let people = lines.filter(|line| line["suggestion"].is_string() && line["kind"] == "person");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    people.map(|one| (text(&one["differ_by"]), text(&one["suggestion"]))).collect()
}

const SPELLING: &str = "case, accents or punctuation";

/// Whether the long test is to run.
fn is_asked_for() -> bool {
    let asked = std::env::var_os("REXBASE_NAMES").is_some();
    if !asked {
        skip("REXBASE_NAMES is not set: all of pyvideo's people are looked through where it is");
    }
    asked
}

#[test]
fn pyvideos_people_are_found_and_renamed() {
    let Some(site) = is_asked_for().then(with_pyvideo).flatten() else { return };
    assert_eq!(site.run(&["import", "pyvideo", "pyvideo"]).code, Some(0));
    let people = about_people(&site);
    let ids: Vec<&str> =
        people.iter().filter(|(why, _)| why != SPELLING).map(|(_, id)| id.as_str()).collect();
    let sample = SAMPLE.lines().filter(|line| !line.starts_with('#'));
    let sample: Vec<(&str, &str)> = sample.filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(sample.len(), 100);
    let proposed: Vec<_> = sample.iter().filter(|(id, _)| ids.contains(id)).collect();
    let wrong = proposed.iter().filter(|(_, verdict)| *verdict == "wrong").count();
    eprintln!(
        "{} proposals besides spellings; of {} of the sample, {wrong} are wrong",
        ids.len(),
        proposed.len()
    );
    assert!(proposed.len() >= 95, "draw another sample");
    assert!(wrong <= 5, "{wrong} are wrong");

    let before = site.content();
    let (old, new) = ("Raymond Hettinger", "Raymond H. Hettinger");
    let renamed = site.run(&["rename", "person", old, new, "--yes"]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.err);
    let lines = difference(&before, &site.content());
    let (came, went): (Vec<&String>, Vec<&String>) = lines.iter().partition(|line| line.contains(" + "));
    assert!(went.len() > 25 && went.iter().all(|line| line.contains("speakers = [")), "{went:#?}");
    let back = came.iter().map(|line| line.replace(new, old).replacen(" + ", " - ", 1));
    assert!(back.eq(went.iter().map(ToString::to_string)), "nothing but the name changed: {lines:#?}");
    let undone = site.run(&["rename", "person", new, old, "--yes"]);
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    assert!(site.content() == before, "as it was, byte for byte");
}

/// A name as it is compared, by a rule of the test's own.
fn folded(name: &str) -> String {
    let plain = name.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let spaced: String = plain.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_spellings_of_pyvideos_people_are_found() {
    let Some(site) = is_asked_for().then(with_pyvideo).flatten() else { return };
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, bytes) in crate::site::files(&site.path("pyvideo")) {
        let talk: Option<Value> =
            path.contains("/videos/").then(|| serde_json::from_slice(&bytes).ok()).flatten();
        let speakers = talk.as_ref().and_then(|talk| talk["speakers"].as_array()).into_iter().flatten();
        for name in speakers.filter_map(Value::as_str).map(str::trim).filter(|name| !name.is_empty()) {
            groups.entry(folded(name)).or_default().insert(name.to_owned());
        }
    }
    // As they are spelled there: an import would write one spelling of each.
    let names: Vec<&String> = groups.values().flatten().collect();
    for (number, names) in names.chunks(200).enumerate() {
        let names: Vec<String> = names.iter().map(|name| json!(name).to_string()).collect();
        let text =
            format!("---\ntitle: Talk {number}\ndate: 2017\nspeakers: [{}]\n---\nText.\n", names.join(", "));
        site.file(&format!("content/talks/{number}.md"), text);
    }
    let colliding = groups.values().filter(|spellings| spellings.len() > 1).count();
    let found = about_people(&site).iter().filter(|(why, _)| why == SPELLING).count();
    eprintln!("{found} of {colliding} groups of spellings");
    assert!(found >= 200 && found * 100 >= colliding * 96, "{found} of {colliding}");
}
