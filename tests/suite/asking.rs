//! What readers ask, and what they are answered: questions, phrases, abbreviations, compounds, filters, and scripts without spaces.
//!
//! Small sites whose every answer can be told in advance; and, where it is there, the pyvideo corpus, of which every talk is found by the phrases of its title.

use rexbase::face::search::{Answer, FacetField, Note, Options, Searcher};

use crate::corpora::some_of_pyvideo;
use crate::site::{Site, files};

/// A site of talks: the name of each, its language, title and text.
fn site(talks: &[(&str, &str, &str, &str)]) -> Site {
    let site = Site::new();
    for (name, language, title, text) in talks {
        let head = format!("+++\ntitle = \"{title}\"\nlanguage = \"{language}\"\n+++\n\n{text}\n");
        site.file(&format!("content/talks/{name}.md"), head);
    }
    site
}

fn searcher(site: &Site) -> Searcher {
    site.build();
    Searcher::open(&site.path(".rexbase/search")).unwrap()
}

fn ask(searcher: &Searcher, query: &str) -> Answer {
    searcher.search(query, &Options::default()).unwrap()
}

/// The names of the talks that are found, best first.
fn found(searcher: &Searcher, query: &str) -> Vec<String> {
    let hits = ask(searcher, query).hits.into_iter();
    hits.filter_map(|hit| {
        Some(hit.address.strip_prefix("/talks/")?.trim_end_matches('/').rsplit('/').next()?.to_owned())
    })
    .collect()
}

const TALKS: [(&str, &str, &str, &str); 9] = [
    ("predict", "en", "Accuracy of the past", "We compare nothing."),
    (
        "demand",
        "en",
        "Retail in numbers",
        "How we compare the accuracy of several predictions of demand, fairly.",
    ),
    ("science", "en", "Data science and machine learning", "A talk on data science and machine learning."),
    ("ciencia", "es", "Aprender", "En esta charla: data science and machine learning, con programación."),
    ("cloud", "en", "OpenStack in production", "An email service on openstack."),
    ("runner", "en", "A test runner", "Our test runner has regular expressions; a test, and another runner."),
    ("rest", "en", "Permissions", "Permissions in the Django REST framework."),
    ("thai", "th", "การเขียนโปรแกรม", "ภาษาไพธอนสำหรับนักพัฒนา"),
    ("kitab", "ar", "الكتاب", "قراءة الكتاب"),
];

#[test]
fn what_has_more_of_a_question_comes_first() {
    let searcher = searcher(&site(&TALKS));
    let answer = ask(&searcher, "how can I fairly compare the accuracy of predictions of demand?");
    assert_eq!(answer.notes, [Note::SomeWords { all: 1 }]);
    let query = "How do you compare the accuracy of demand predictions in zebra shops";
    assert_eq!(found(&searcher, query)[0], "demand");
    let few = ask(&searcher, "permissions openstack email");
    assert_eq!((few.notes.as_slice(), few.total), ([Note::AnyWord].as_slice(), 2));
    let some = ask(&searcher, "email openstack -zebra service permissions");
    assert_eq!(some.hits[0].title, "OpenStack in production");
}

#[test]
fn a_phrase_is_found_whatever_the_stems_of_its_words() {
    let searcher = searcher(&site(&TALKS));
    for query in ["\"data science and machine learning\"", "\"science and machine\""] {
        let mut found = found(&searcher, query);
        found.sort();
        assert_eq!(found, ["ciencia", "science"], "{query}");
    }
    assert_eq!(ask(&searcher, "\"science and data\"").total, 0);
}

#[test]
fn words_are_found_in_one_and_in_two() {
    let searcher = searcher(&site(&TALKS));
    assert_eq!(found(&searcher, "open stack")[0], "cloud");
    assert_eq!(found(&searcher, "e-mail"), ["cloud"]);
    let split = ask(&searcher, "testrunner");
    assert_eq!(split.hits[0].title, "A test runner");
    let to = "test runner".to_owned();
    assert_eq!(split.notes, [Note::Corrected { from: "testrunner".to_owned(), to }]);
}

#[test]
fn abbreviations_find_what_they_stand_for_and_are_found_by_it() {
    let own = site(&TALKS);
    own.file("content/talks/abbreviated.md", "+++\ntitle = \"Writing a regex\"\n+++\n\nOn page load: PLO.\n");
    let config = std::fs::read_to_string(own.path("rexbase.toml")).unwrap_or_default();
    let synonyms =
        "[search]\nsynonyms = [[\"PLO\", \"page load optimisation\"], [\"XYZ\", \"test runner\"]]\n";
    own.file("rexbase.toml", format!("{config}\n{synonyms}"));
    let with_all = searcher(&own);
    assert_eq!(found(&with_all, "drf permissions")[0], "rest");
    assert_eq!(found(&with_all, "xyz"), ["runner"]);
    for query in ["regexes", "regular expression"] {
        let mut found = found(&with_all, query);
        found.sort();
        assert_eq!(found, ["abbreviated", "runner"], "{query}");
    }
    own.file("rexbase.toml", format!("{config}\n{synonyms}own_synonyms_only = true\n"));
    let with_own = searcher(&own);
    assert_eq!(found(&with_own, "xyz"), ["runner"], "an edit of the config changes what is found");
    assert_eq!(ask(&with_own, "drf").total, 0);
    assert_eq!(found(&with_own, "regular expression"), ["runner"]);
}

#[test]
fn a_filter_that_names_nothing_finds_nothing_and_says_what_was_meant() {
    let site = site(&TALKS);
    let talk = "+++\ntitle = \"Generators\"\nspeakers = [\"Raymond Hettinger\", \"Ada Smith\", \"Bob Smith\"]\ntopics = [\"Python\"]\n+++\n";
    site.file("content/talks/generators.md", talk);
    let searcher = searcher(&site);
    let read = ask(&searcher, "kind:talk person:hettinger");
    let meant = "person:raymond-hettinger".to_owned();
    let value = "hettinger".to_owned();
    assert_eq!(read.notes, [Note::FilterRead { field: FacetField::Person, value, meant }]);
    assert_eq!(read.total, 1);
    for (query, field, value, suggestion) in [
        ("topic:pyhton", FacetField::Topic, "pyhton", Some("topic:python")),
        ("generators tech:python", FacetField::Tech, "python", Some("topic:python")),
        ("person:smith", FacetField::Person, "smith", None),
        ("year:1066", FacetField::Year, "1066", None),
    ] {
        let answer = ask(&searcher, query);
        let suggestion = suggestion.map(str::to_owned);
        assert_eq!(answer.notes, [Note::UnknownFilter { field, value: value.to_owned(), suggestion }]);
        assert_eq!(answer.total, 0, "{query}");
    }
    assert_eq!(ask(&searcher, "generators -topic:zebra").total, 1, "what nobody has need not be excluded");
}

#[test]
fn the_word_for_a_kind_prefers_it_and_hides_nothing() {
    let site = site(&[
        ("said", "en", "Outages", "Our postmortem of the DNS."),
        ("other", "en", "DNS for everyone", "How names are resolved."),
    ]);
    let report = "+++\ntitle = \"The day without names\"\n+++\n\nThe DNS was gone.\n\n## What went wrong\n\n- Nobody watched the DNS.\n";
    site.file("content/reports/names.md", report);
    let searcher = searcher(&site);
    let titles = |query: &str| -> Vec<String> {
        ask(&searcher, query).hits.into_iter().map(|hit| format!("{} {}", hit.kind, hit.title)).collect()
    };
    for query in ["postmortem DNS", "post-mortem DNS", "DNS postmortems"] {
        let titles = titles(query);
        let place = |title: &str| titles.iter().position(|other| other == title);
        let report = place("report The day without names").unwrap_or_else(|| panic!("{query}: {titles:?}"));
        assert!(place("talk DNS for everyone").is_none_or(|other| report < other), "{query}: {titles:?}");
        assert!(place("talk Outages").is_some(), "{query}: {titles:?}");
    }
    for query in ["report DNS", "rex DNS", "DNS retour d'expérience"] {
        assert_eq!(titles(query)[0], "report The day without names", "{query}");
    }
    for query in ["lesson DNS", "lessons DNS", "enseignements DNS", "leçon DNS"] {
        assert_eq!(titles(query)[0], "lesson Nobody watched the DNS.", "{query}");
    }
    // Most records are talks: they have no word for it, and need none.
    let titles = titles("talk about DNS");
    assert!(titles.contains(&"talk DNS for everyone".to_owned()), "{titles:?}");
}

#[test]
fn a_title_that_has_all_words_comes_first() {
    let searcher = searcher(&site(&[
        ("off", "en", "Turn off the computer", "It saves power, your own."),
        ("server", "en", "Turn Your Computer Into a Server", "A machine of one's own."),
        ("huge", "en", "Python and PostgreSQL for Huge Data Warehouses", "How we load them."),
        (
            "deep",
            "en",
            "Data in geography",
            "Python, huge data; data of huge maps, in Python, huge data, Python.",
        ),
    ]));
    for (query, first) in
        [("turn your computer", "server"), ("turn the computer", "off"), ("huge data python", "huge")]
    {
        assert_eq!(found(&searcher, query)[0], first, "{query}");
    }
}

#[test]
fn an_event_is_found_by_the_name_of_its_folder() {
    let site = Site::new();
    site.file(
        "content/events/pycon-fr-2018.md",
        "+++\ntitle = \"PyConFR 2018\"\nstart_date = 2018-10-04\n+++\n",
    );
    site.file(
        "content/talks/pycon-fr-2018/a.md",
        "+++\ntitle = \"A talk\"\nevent = \"pycon-fr-2018\"\n+++\n\nOf that event.\n",
    );
    site.file("content/talks/b.md", "+++\ntitle = \"Another\"\n+++\n\nOf none.\n");
    let searcher = searcher(&site);
    assert_eq!(found(&searcher, "pycon fr kind:talk"), ["a"]);
}

#[test]
fn scripts_without_spaces_and_articles_are_found() {
    let searcher = searcher(&site(&TALKS));
    assert_eq!(found(&searcher, "โปรแกรม"), ["thai"]);
    assert_eq!(found(&searcher, "ไพธอน"), ["thai"]);
    assert_eq!(found(&searcher, "كتاب"), ["kitab"]);
}

#[test]
fn chinese_is_found_in_both_of_its_writings() {
    let talks = [
        ("traditional", "zh-tw", "機器學習入門", "以後再說。"),
        ("simplified", "zh", "数据库系统", "以后再说。"),
        ("both", "zh", "學習与学习", "两种写法。"),
        ("desk", "ja", "机の上", "日本語の文章。"),
    ];
    let searcher = searcher(&site(&talks));
    assert_eq!(found(&searcher, "机器学习")[0], "traditional");
    assert_eq!(found(&searcher, "\"机器学习\""), ["traditional"]);
    assert_eq!(found(&searcher, "數據庫系統"), ["simplified"]);
    assert_eq!(found(&searcher, "学习"), found(&searcher, "學習"));
    let mut later = found(&searcher, "以后");
    later.sort();
    assert_eq!(later, ["simplified", "traditional"]);
    assert_eq!(found(&searcher, "數"), ["simplified"], "one letter, too");
    assert_eq!(found(&searcher, "系統 -数据"), [""; 0]);
    // Where nothing is in Chinese, these are two letters.
    let japanese = [("desk", "ja", "机の上", "文章。"), ("chance", "ja", "機会", "文章。")];
    assert_eq!(found(&self::searcher(&site(&japanese)), "机会"), [""; 0]);
}

#[test]
fn a_first_letter_that_sounds_alike_is_mended() {
    let searcher = searcher(&site(&[("k8s", "en", "Kubernetes", "Clusters and philosophy.")]));
    for (query, to) in [("cubernetes", "Kubernetes"), ("filosophy", "philosophy")] {
        let answer = ask(&searcher, query);
        assert_eq!(answer.total, 1, "{query}");
        assert_eq!(answer.notes, [Note::Corrected { from: query.into(), to: to.to_lowercase() }]);
    }
}

/// Phrases of four and five words of titles: each finds its talk.
#[test]
fn every_talk_is_found_by_phrases_of_its_title() {
    let Some(site) = some_of_pyvideo() else { return };
    let searcher = searcher(&site);
    let mut asked = 0;
    for bytes in files(&site.path("content/talks")).into_values() {
        let text = String::from_utf8(bytes).unwrap();
        let named = |line: &'_ str| {
            Some(line.strip_prefix("title")?.trim_matches([' ', '=', ':', '"', '\'']).to_owned())
        };
        let Some(title) = text.lines().find_map(named) else { continue };
        let words: Vec<&str> = title.split(' ').collect();
        let is_plain = |word: &&str| word.len() > 2 && word.chars().all(char::is_alphabetic);
        let length = 4 + asked % 2;
        let Some(phrase) = words.windows(length).find(|window| window.iter().all(is_plain)) else { continue };
        asked += 1;
        let phrase = phrase.join(" ");
        let options = Options { limit: 100, ..Options::default() };
        let answer = searcher.search(&format!("\"{phrase}\""), &options).unwrap();
        assert!(answer.hits.iter().any(|hit| hit.title.contains(&phrase)), "“{phrase}” of {title}");
    }
    assert!(asked > 200, "only {asked} titles have such a phrase");
}
