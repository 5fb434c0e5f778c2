//! Small sites, rendered through the built-in theme and through themes that replace a part of it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::document::Document;
use crate::knowledge::own::{self, OwnPage};
use crate::site::tests::{documents, options, resolved, theme};
use crate::site::{Drawn, Input};
use crate::theme::Theme;
use crate::vocab::language::Language;

use super::{Ground, Rendered, Selection, render};

const TALK: &str = "+++\ntitle = \"Chaos <b> & monkeys\"\nevent = \"rex\"\ndate = 2017-10-02\nspeakers = [\"Ève\"]\ntopics = [\"Chaos\"]\n+++\n\n## Lessons learned\n\n- Break it on purpose.\n";
const EVENT: &str = "+++\ntitle = \"REX\"\nstart_date = 2017-10-02\nend_date = 2017-10-03\n+++\n";

fn rendered(theme: &Theme, documents: &[Document]) -> (Rendered, BTreeMap<String, String>) {
    let knowledge = resolved(documents);
    let input = Input {
        knowledge: &knowledge,
        documents,
        related: &[],
        drawn: &Drawn::default(),
        pictures: &BTreeMap::new(),
        options: options(),
    };
    let files = Mutex::new(BTreeMap::new());
    let ground = Ground::new(theme, &input);
    let report = render(theme, &input, &ground, &Selection::All, |artifact| {
        let text = String::from_utf8_lossy(&artifact.bytes).into_owned();
        assert_eq!(files.lock().unwrap().insert(artifact.path.to_string(), text), None, "handed out twice");
        Ok::<(), ()>(())
    });
    (report.unwrap(), files.into_inner().unwrap())
}

#[test]
fn what_authors_write_is_text_and_links_stand_below_the_sites_own_address() {
    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", TALK)]);
    let (report, files) = rendered(&theme(&[], &Language::english()).unwrap(), &documents);
    assert_eq!(report.failures, []);
    assert_eq!(report.files, files.len());
    let talk = &files["talks/t/index.html"];
    assert!(talk.contains("<h1 dir=\"auto\">Chaos &lt;b&gt; &amp; monkeys</h1>"), "{talk}");
    assert!(
        talk.contains("href=\"/kb/people/eve/\"")
            && talk.contains("href=\"https://example.org/kb/talks/t/\"")
    );
    for page in [
        "index.html",
        "people/eve/index.html",
        "topics/chaos/index.html",
        "years/2017/index.html",
        "404.html",
        "atom.xml",
        "sitemap.xml",
        "lessons/talks/t/break-it-on-purpose/index.html",
    ] {
        assert!(files.contains_key(page), "{page} of {:?}", files.keys());
    }
    let is_markup = |path: &str| [".html", ".xml"].iter().any(|ending| path.ends_with(ending));
    assert!(files.iter().all(|(path, text)| !is_markup(path) || !text.contains("Chaos <b>")));
}

/// Addresses of records, links, and this plan share one list.
#[test]
fn what_is_no_records_is_on_the_list_of_the_sites_own() {
    let talk = TALK.replacen("+++", "+++\nredirects = [\"/old/\"]\nvideo = [{ status = \"awaited\" }, { url = \"https://example.org/v\", published = 2018 }]", 1);
    let talk = format!("{talk}\n## Action items\n\n- Do it (2018-01-01)\n");
    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", &talk)]);
    let (_, files) = rendered(&theme(&[], &Language::english()).unwrap(), &documents);
    let knowledge = resolved(&documents);
    let of_record =
        |path: &str| knowledge.records.iter().any(|record| path.starts_with(&record.address.as_str()[1..]));
    let others: Vec<_> =
        files.keys().filter(|path| !of_record(path) && !own::is_own(path)).map(String::as_str).collect();
    assert_eq!(others, ["old/index.html"]);
    let missing: Vec<_> =
        own::OwnFile::ALL.into_iter().filter(|file| !files.contains_key(file.path())).collect();
    assert_eq!(missing, []);
    for page in [
        OwnPage::Home,
        OwnPage::Years,
        OwnPage::Year(2017),
        OwnPage::Explore,
        OwnPage::Debts,
        OwnPage::FollowUps,
        OwnPage::ReadingList,
    ] {
        assert!(files.contains_key(&format!("{}index.html", &page.address()[1..])), "{page:?}");
    }
}

#[test]
fn a_site_replaces_a_themes_files_one_by_one() {
    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", TALK)]);
    let own = [
        ("theme.toml", "name = \"mine\"\nleave_out = [\"years\", \"person\"]\n"),
        ("templates/404.html", "{{ site.title }}: {{ t.home }}"),
        ("i18n/fr.toml", "home = \"La maison\"\n"),
    ];
    let (report, files) = rendered(&theme(&own, &Language::parse("fr").unwrap()).unwrap(), &documents);
    assert_eq!(report.failures, []);
    assert_eq!(files["404.html"], "Notes: La maison");
    assert!(!files.contains_key("years/index.html") && !files.contains_key("people/eve/index.html"));
    assert!(!files["talks/t/index.html"].contains("/kb/people/eve/"), "a link to a page that is left out");
    assert!(files["talks/t/index.html"].contains("Ève"));
}

#[test]
fn a_mistake_in_a_template_is_reported_where_it_is() {
    let broken = theme(&[("templates/404.html", "line\n{% if %}")], &Language::english()).unwrap_err();
    assert_eq!(broken.file(), Some("themes/mine/templates/404.html"));
    assert!(broken.to_string().contains("themes/mine/templates/404.html:2:"), "{broken}");

    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", TALK), ("talks/u.md", TALK)]);
    let failing =
        theme(&[("templates/talk.html", "{{ record.nothing.here }}")], &Language::english()).unwrap();
    let (report, files) = rendered(&failing, &documents);
    assert_eq!(report.failures.len(), 1, "{:#?}", report.failures);
    assert_eq!((report.failures[0].page.as_str(), report.failures[0].pages), ("talks/t/index.html", 2));
    assert!(
        report.failures[0].text.contains("themes/mine/templates/talk.html:1:"),
        "{}",
        report.failures[0].text
    );
    assert!(files.contains_key("events/rex/index.html"), "what does not fail is rendered");
}

#[test]
fn a_piece_that_needs_its_page_is_made_for_each_and_fails_where_it_is() {
    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", TALK), ("talks/u.md", TALK)]);
    let own = |item: &str| {
        let work = format!(
            "{{% component work(card: map, showing: string = \"kind\", @page) %}}<li>{item}</li>{{% endcomponent work %}}\
             {{% component whereabouts(card: map, showing: string = \"event\") %}}{{% endcomponent whereabouts %}}"
        );
        theme(&[("templates/components/work.html", &work)], &Language::english()).unwrap()
    };
    let (report, files) = rendered(&own("on {{ page.title }}"), &documents);
    assert_eq!(report.failures, []);
    assert!(files["people/eve/index.html"].contains("<li>on Ève</li>"), "{}", files["people/eve/index.html"]);
    assert!(files["years/2017/index.html"].contains("<li>on 2017</li>"));

    let (report, _) = rendered(&own("{{ card.nothing.here }}"), &documents);
    let texts: Vec<_> = report.failures.iter().map(|failure| failure.text.as_str()).collect();
    assert!(
        !texts.is_empty() && texts.iter().all(|text| text.contains("components/work.html:1:")),
        "{texts:#?}"
    );
}

#[test]
fn a_list_shows_the_same_whether_it_was_made_before_or_not() {
    let documents = documents(&[("events/rex.md", EVENT), ("talks/t.md", TALK), ("talks/u.md", TALK)]);
    let built_in = theme(&[], &Language::english()).unwrap();
    let plain = "{% component works(cards: array, showing: string = \"kind\") -%}\n<ul class=\"works\">\n\
                 {%- for card in cards %}\n{{ <work card showing /> }}\n{%- endfor %}\n</ul>\n{%- endcomponent works %}";
    let without = theme(&[("templates/components/works.html", plain)], &Language::english()).unwrap();
    assert_eq!(rendered(&built_in, &documents).1, rendered(&without, &documents).1);
}

#[test]
fn all_plural_forms_of_a_language_are_told() {
    let forms = "talks = { zero = \"Z\", one = \"A\", two = \"B\", few = \"C {count}\", many = \"D {count}\", other = \"E {count}\" }";
    let template =
        "{% for n in [0, 1, 2, 3, 11, 100] %}{{ n | count(of=t.talks) }} {% endfor %}{{ site.direction }}";
    let said = |language: &str| {
        let own = [(&*format!("i18n/{language}.toml"), forms), ("templates/404.html", template)];
        let theme = theme(&own, &Language::parse(language).unwrap()).unwrap();
        rendered(&theme, &documents(&[("talks/t.md", TALK.replace("event = \"rex\"\n", "").as_str())])).1["404.html"].clone()
    };
    assert_eq!(said("ar"), "Z A B C 3 D 11 E 100 rtl");
    assert_eq!(said("pl"), "D 0 A C 2 C 3 D 11 D 100 ltr");
    assert_eq!(said("ja"), "E 0 E 1 E 2 E 3 E 11 E 100 ltr");
}

const FOREIGN: &str = r#"+++
title = "mot-titre"
language = "ar"
description = "mot-description"
date = 2017-10-02
room = "mot-salle"
level = "mot-niveau"
speakers = [{ name = "Ève", role = "mot-role" }, "Bob"]
video = { status = "published", url = "https://example.org/v.mp4", title = "mot-video", note = "mot-note", chapters = [{ at = "1m", title = "mot-chapitre" }] }
links = [{ url = "https://example.org/", title = "mot-lien" }]
[[figures]]
metric = "mot-mesure"
value = 2
unit = "mot-unite"
period = "mot-periode"
quote = "mot-citation"
+++

mot-prose

## mot-contexte

## Contexte

## Enseignements

- mot-lecon

## Prochaines étapes

- [ ] mot-action
"#;

#[test]
fn a_period_is_told_in_the_interfaces_language() {
    let talk =
        "+++\ntitle = \"T\"\n[[figures]]\nmetric = \"releases\"\nvalue = 2\nperiod = \"2017-01-01\"\n+++\n";
    let documents = documents(&[("talks/t.md", talk)]);
    let (report, files) = rendered(&theme(&[], &Language::parse("fr").unwrap()).unwrap(), &documents);
    assert_eq!(report.failures, []);
    let told = "<time datetime=\"2017-01-01\">1er\u{a0}janvier 2017</time>";
    for (page, before, after) in [
        ("figures/index.html", "<td>", "</td>"),
        ("figures/talks/t/1/index.html", "<dt>Période</dt><dd>", "</dd>"),
        ("talks/t/index.html", "<td>", "</td>"),
    ] {
        let page = files.get(page).unwrap_or_else(|| panic!("{page} of {:?}", files.keys()));
        assert!(page.contains(&format!("{before}{told}{after}")), "{page}");
    }
}

#[test]
fn foreign_words_are_marked_wherever_they_stand() {
    let english = "+++\ntitle = \"Plain\"\ntranslation_of = \"t\"\ndate = 2017-10-01\n+++\n\nWords.\n";
    let documents = documents(&[("talks/t.md", FOREIGN), ("talks/u.md", english)]);
    let (report, files) = rendered(&theme(&[], &Language::english()).unwrap(), &documents);
    assert_eq!(report.failures, []);
    let mut met = std::collections::BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| path.contains(".html")) {
        for (word, language) in words(text) {
            // The name of a metric, as of a topic, is of no language.
            if !(word == "mot-mesure" && path.starts_with("metrics/")) {
                assert_eq!(language, "ar", "{word} on {path}");
            }
            met.insert(word);
        }
    }
    for field in [
        "titre",
        "description",
        "salle",
        "niveau",
        "role",
        "video",
        "note",
        "chapitre",
        "lien",
        "mesure",
        "unite",
        "periode",
        "citation",
        "prose",
        "contexte",
        "lecon",
        "action",
    ] {
        assert!(met.contains(&format!("mot-{field}")), "{field} is shown nowhere: {met:?}");
    }
    let talk = &files["talks/t/index.html"];
    for part in [
        "<link rel=\"alternate\" hreflang=\"ar\" href=\"https://example.org/kb/talks/t/\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/kb/talks/u/\">",
        "hreflang=\"en\">English</a>",
        "<dd>Arabic</dd>",
    ] {
        assert!(talk.contains(part), "{part} in {talk}");
    }
    assert!(
        files["talks/index.html"].contains("lang=\"ar\" hreflang=\"ar\" dir=\"rtl\""),
        "{}",
        files["talks/index.html"]
    );
    let sitemap = &files["sitemap.xml"];
    assert_eq!(
        sitemap.matches("hreflang=\"ar\" href=\"https://example.org/kb/talks/t/\"").count(),
        2,
        "{sitemap}"
    );
}

/// The words `mot-…` in a page's text, each with the language that it is marked as.
fn words(page: &str) -> Vec<(String, String)> {
    const VOID: [&str; 9] = ["meta", "link", "img", "br", "hr", "input", "col", "source", "wbr"];
    let mut open: Vec<(String, String)> = vec![(String::new(), String::new())];
    let mut found = Vec::new();
    for tag in page.split('<').skip(1) {
        let (inside, text) = tag.split_once('>').unwrap_or((tag, ""));
        let name: String =
            inside.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
        // What a script compares is no tag.
        if open.last().is_some_and(|(open, _)| open == "script") && name != "script" {
            continue;
        }
        let skipped = ["title", "script", "style"].contains(&&*name) && !inside.starts_with('/');
        if inside.starts_with('/') {
            assert_eq!(open.pop().map(|(name, _)| name), Some(name), "tags are nested: {tag}");
        } else if !name.is_empty() && !VOID.contains(&&*name) && !inside.ends_with('/') {
            let language = inside.split_once(" lang=\"").and_then(|(_, rest)| rest.split('"').next());
            let inherited = open.last().map(|(_, language)| language.clone()).unwrap_or_default();
            open.push((name, language.map_or(inherited, str::to_owned)));
        }
        let of_text =
            text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| word.starts_with("mot-"));
        let language = open.last().map(|(_, language)| language.clone()).unwrap_or_default();
        found.extend(of_text.filter(|_| !skipped).map(|word| (word.to_owned(), language.clone())));
    }
    found
}

#[test]
fn the_home_page_shows_one_lesson_of_each_source_before_a_second() {
    let report = |day: u32, lessons: &str| {
        format!(
            "+++\ntitle = \"Report {day}\"\ndate = 2017-10-{day:02}\n+++\n## What went wrong\n\n- It broke {day}.\n\n## Lessons learned\n\n{lessons}"
        )
    };
    let (new, old) =
        (report(9, "- First of the new.\n- Second of the new.\n"), report(2, "- First of the old.\n"));
    let documents = documents(&[("reports/new.md", &new), ("reports/old.md", &old)]);
    let (_, site) = rendered(&theme(&[], &Language::english()).unwrap(), &documents);
    let home = &site["index.html"];
    let order: Vec<_> = ["First of the new", "First of the old", "Second of the new", "It broke 9"]
        .map(|text| home.find(text).unwrap_or_else(|| panic!("{text} is not there")))
        .into();
    assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
}
