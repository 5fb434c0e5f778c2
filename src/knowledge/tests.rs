//! Small sites, resolved: what becomes a record, what links to what, and what is reported.

mod addresses;
mod debts;
mod links;
mod lives;
mod small;
mod times;

use super::{Details, Drafts, Relation};
use crate::vocab::diagnostic::Severity;
use crate::vocab::kind::Kind;

use small::{codes, find, matter, resolved, resolved_with};

#[test]
fn a_mention_makes_a_stub_with_an_address_and_backlinks() {
    let talk = matter(
        "title = \"T\"\nspeakers = [{ name = \"Иван\", role = \"dev\", organisation = \"Tarkett\" }]\ntopics = [\"DevOps\"]",
    );
    let (knowledge, diagnostics) = resolved(&[("talks/t.md", &talk)]);
    assert_eq!(diagnostics, []);
    let person = find(&knowledge, Kind::Person, "Иван");
    assert_eq!((person.address.as_str(), person.document), ("/people/ivan/", None));
    assert_eq!(person.backlinks[0].relation, Relation::SpokenBy);
    assert_eq!(
        find(&knowledge, Kind::Organisation, "Tarkett").backlinks[0].relation,
        Relation::AffiliatedWith
    );
    assert_eq!(find(&knowledge, Kind::Topic, "DevOps").backlinks.len(), 1);
}

#[test]
fn names_are_found_by_id_title_and_alias_whatever_their_case() {
    let (knowledge, diagnostics) = resolved(&[
        (
            "organisations/voyages-sncf-com.md",
            &matter("title = \"Voyages-sncf.com\"\naliases = [\"OUI.sncf\"]"),
        ),
        ("talks/a.md", &matter("title = \"A\"\norganisations = [\"voyages-sncf-com\"]")),
        ("talks/b.md", &matter("title = \"B\"\norganisations = [\"OUI.sncf\"]")),
        ("talks/c.md", &matter("title = \"C\"\norganisations = [\"Voyages-sncf.com\"]")),
    ]);
    assert_eq!(diagnostics, []);
    assert_eq!(knowledge.of_kind(Kind::Organisation).count(), 1);
    assert_eq!(find(&knowledge, Kind::Organisation, "Voyages-sncf.com").backlinks.len(), 3);
}

#[test]
fn spellings_of_one_term_are_one_record_and_reported_once() {
    let talk = |title: &str, topic: &str| matter(&format!("title = \"{title}\"\ntopics = [\"{topic}\"]"));
    let (knowledge, diagnostics) = resolved(&[
        ("talks/a.md", &talk("A", "Déploiement")),
        ("talks/b.md", &talk("B", "deploiement")),
        ("talks/c.md", &talk("C", "deploiement")),
        ("talks/d.md", &talk("D", "DÉPLOIEMENT")),
    ]);
    assert_eq!(codes(&diagnostics), ["spelling"]);
    assert_eq!(diagnostics[0].severity, Severity::Warning);
    let topic = find(&knowledge, Kind::Topic, "deploiement");
    assert_eq!((topic.backlinks.len(), topic.aliases.len()), (4, 2));
}

#[test]
fn what_dangles_is_reported_with_the_nearest_name() {
    let (_, diagnostics) = resolved(&[
        ("events/rex-2017.md", &matter("title = \"REX 2017\"")),
        (
            "talks/t.md",
            &format!("{}[[Rex 2018]] [x](missing.md)", matter("title = \"T\"\nevent = \"rex-2071\"")),
        ),
    ]);
    assert_eq!(codes(&diagnostics), ["dangling-reference", "dangling-link", "dangling-link"]);
    assert_eq!(diagnostics[0].hints, ["did you mean `rex-2017`?"]);
    assert_eq!(diagnostics[1].hints, ["did you mean `[[rex-2017]]`?"]);
}

#[test]
fn after_some_hundred_dead_links_nothing_is_suggested_and_all_are_told() {
    let word = |number: u8| format!("{}{}", char::from(b'a' + number / 20), char::from(b'a' + number % 20));
    let dead = (0..200).map(|number| format!("[[Rex 2017 {0}]] [x](talks{0}.md)\n", word(number)));
    let dead = dead.collect::<Vec<_>>().concat();
    let talk = |title: &str| format!("{}{dead}", matter(&format!("title = \"{title}\"")));
    let (_, diagnostics) = resolved(&[
        ("events/rex-2017.md", &matter("title = \"REX 2017\"")),
        ("talks/talks1.md", &talk("A")),
        ("talks/talks2.md", &talk("B")),
    ]);
    assert_eq!(diagnostics.len(), 800);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.hints.len() == 1));
    let suggested = diagnostics.iter().filter(|diagnostic| diagnostic.hints[0].starts_with("did you mean"));
    // The same words in the second file are known already.
    assert_eq!(suggested.count(), 600);
}

#[test]
fn drafts_are_known_to_exist() {
    let files = [
        ("events/e.md", &*matter("title = \"E\"\ndraft = true")),
        ("talks/t.md", &*format!("{}[[E]]", matter("title = \"T\"\nevent = \"E\""))),
    ];
    let (knowledge, diagnostics) = resolved(&files);
    assert_eq!(codes(&diagnostics), ["draft-reference", "draft-reference"]);
    assert_eq!(knowledge.of_kind(Kind::Event).count(), 0);
    let (knowledge, diagnostics) = resolved_with(&files, &[], Drafts::Include);
    assert_eq!((diagnostics.len(), knowledge.of_kind(Kind::Event).count()), (0, 1));
}

#[test]
fn coverage_is_seen_from_both_sides() {
    let report = format!(
        "{}## Part {{#part}}\n\n- [x]\n\n### À retenir\n\n- Une leçon\n",
        matter(
            "title = \"R\"\nevent = \"e\"\nauthors = [\"A\"]\ncovers = [{ talk = \"t\", section = \"part\", depth = \"detailed\", recommended = true }]"
        )
    );
    let (knowledge, diagnostics) = resolved(&[
        ("events/e.md", &matter("title = \"E\"\nseries = \"S\"\ndate = 2017-10-02\nannounced_talks = 8")),
        ("reports/r.md", &report),
        ("talks/t.md", &matter("title = \"T\"\nevent = \"e\"\norganisations = [\"O\"]\ntopics = [\"P\"]")),
        ("talks/u.md", &matter("title = \"U\"\nevent = \"e\"\ndate = 2017-10-02T09:00")),
    ]);
    assert_eq!(diagnostics, []);
    let Details::Event(event) = &find(&knowledge, Kind::Event, "E").details else { panic!() };
    assert_eq!((event.talks.len(), event.covered, event.announced), (2, 1, Some(8)));
    let talk = find(&knowledge, Kind::Talk, "T");
    let Details::Talk(details) = &talk.details else { panic!() };
    assert_eq!(knowledge.record(details.reports[0].other).title, "R");
    assert_eq!(talk.date.unwrap().to_string(), "2017-10-02");
    let lesson = find(&knowledge, Kind::Lesson, "Une leçon");
    assert_eq!(knowledge.record(lesson.organisations[0]).title, "O");
    assert_eq!(knowledge.record(lesson.topics[0]).title, "P");
    assert_eq!(lesson.address.as_str(), "/lessons/reports/r/une-lecon/");
}

#[test]
fn wikilinks_and_paths_lead_to_records() {
    use super::Destination;
    let (knowledge, diagnostics) = resolved_with(
        &[
            ("organisations/tarkett.md", &matter("title = \"Tarkett\"")),
            (
                "pages/about.md",
                "# About\n\n[[Tarkett]] [a](../talks/x/index.md#part) [b](/talks/x/) [c](/organisations/tarkett.md) [d](/talks/) [[C#]] [[tarkett#x]]\n",
            ),
            (
                "talks/x/index.md",
                &format!(
                    "{}## Part\n\n![p](p.png) [[#part]]",
                    matter("title = \"X\"\ntechnologies = [\"C#\"]")
                ),
            ),
        ],
        &["content/talks/x/p.png", "content/talks/x/evil.html", "content/stray.txt"],
        Drafts::LeaveOut,
    );
    assert_eq!(codes(&diagnostics), ["refused-file", "dangling-anchor", "stray-file"], "{diagnostics:#?}");
    let about = find(&knowledge, Kind::Page, "About");
    let titles: Vec<_> = about
        .links
        .iter()
        .map(|link| match link.as_ref().map(|lead| &lead.to) {
            Some(Destination::Record(id)) => knowledge.record(*id).title.clone(),
            Some(Destination::Address(address)) => address.clone(),
            Some(Destination::File(path)) => format!("/{path}"),
            None => "nowhere".into(),
        })
        .collect();
    assert_eq!(titles, ["Tarkett", "X", "X", "Tarkett", "/talks/", "C#", "Tarkett"]);
    assert_eq!(knowledge.attachments[0].output.as_str(), "talks/x/p.png");
}

#[test]
fn one_name_means_one_record_of_a_kind() {
    let (_, diagnostics) = resolved(&[
        ("talks/2017-01-01-x.md", &matter("title = \"A\"")),
        ("talks/2018-01-01-x.md", &matter("title = \"B\"")),
        ("topics/a.md", &matter("title = \"Chaos\"")),
        ("topics/b.md", &matter("title = \"Disorder\"\naliases = [\"CHAOS\"]")),
    ]);
    assert_eq!(codes(&diagnostics), ["duplicate-id", "duplicate-name"]);
    let (_, diagnostics) = resolved(&[
        ("reports/r.md", &matter("title = \"R\"\ncovers = [\"Keynote\"]")),
        ("talks/a/keynote.md", &matter("title = \"Keynote\"")),
        ("talks/b/keynote.md", &matter("title = \"Keynote\"")),
    ]);
    assert_eq!(codes(&diagnostics), ["ambiguous-reference"]);
}

/// Of several that a name may mean, the one that is written so is meant: by its id, else by its title.
#[test]
fn a_name_as_it_is_written_wins_over_one_that_is_folded() {
    let talks = [("talks/a.md", "Keynote"), ("talks/b.md", "KEYNOTE"), ("talks/c/keynote.md", "Closing")];
    let talks = talks.map(|(path, title)| (path, matter(&format!("title = \"{title}\""))));
    for (written, expected) in [("Keynote", Some("Keynote")), ("KEYNOTE", Some("KEYNOTE")), ("keynote", None)]
    {
        let report = matter(&format!("title = \"R\"\ncovers = [\"{written}\"]"));
        let mut files = vec![("reports/r.md", &*report)];
        files.extend(talks.iter().map(|(path, text)| (*path, &**text)));
        let (knowledge, diagnostics) = resolved(&files);
        let Details::Report(report) = &find(&knowledge, Kind::Report, "R").details else { panic!() };
        match expected {
            Some(title) => {
                assert_eq!(diagnostics, [], "{written}");
                assert_eq!(knowledge.record(report.covers[0].other).title, title);
            }
            None => assert_eq!(codes(&diagnostics), ["ambiguous-reference"], "{written}"),
        }
    }
}

#[test]
fn translations_find_each_other() {
    let (knowledge, diagnostics) = resolved(&[
        ("pages/about.md", &matter("title = \"About\"")),
        ("pages/a-propos.md", &matter("title = \"À propos\"\nlanguage = \"fr\"\ntranslation_of = \"about\"")),
        ("pages/ueber.md", &matter("title = \"Über\"\nlanguage = \"de\"\ntranslation_of = \"about\"")),
    ]);
    assert_eq!(diagnostics, []);
    let languages = |title| {
        let record = find(&knowledge, Kind::Page, title);
        record
            .translations
            .iter()
            .map(|id| knowledge.record(*id).language.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(languages("About"), ["de", "fr"]);
    assert_eq!(languages("À propos"), ["de", "en"]);
}
