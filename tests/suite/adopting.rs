//! Imports of notes and posts: real ones where the corpora are, small ones of our own everywhere. Private data planted in every place are nowhere afterwards.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;

use crate::adopted_talks::TALKS;
use crate::corpora::corpora;
use crate::site::{Ran, Site, files};

fn import(site: &Site, door: &str, from: &str) -> Ran {
    let ran = site.run(&["import", door, from, "--yes"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran
}

/// The content files of a site, as text.
/// A set of the corpus of notes, unpacked beside an empty site.
fn notes(set: &str) -> Option<(Site, String)> {
    let corpora = corpora()?;
    let site = Site::new();
    std::fs::create_dir(site.path("notes")).unwrap();
    let archive = corpora.join(format!("notes/{set}.tar.xz"));
    let unpacked =
        Command::new("tar").arg("xJf").arg(archive).arg("-C").arg(site.path("notes")).status().unwrap();
    assert!(unpacked.success());
    let folder = std::fs::read_dir(site.path("notes")).unwrap().next().unwrap().unwrap();
    let name = folder.file_name().into_string().unwrap();
    Some((site, format!("notes/{name}")))
}

/// Words of a text, in lower case, of letters and digits alone.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The text of every page of a built site.
fn published(site: &Site) -> String {
    let pages = site
        .output()
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "html"));
    let texts = pages.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    let text = texts.collect::<Vec<_>>().join("\n");
    text.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\"")
}

#[test]
fn the_post_that_began_it_becomes_a_site() {
    let Some(corpora) = corpora() else { return };
    let site = Site::new();
    let post = corpora.join("notes/devops-rex-2017.txt");
    import(&site, "post", post.to_str().unwrap());
    let built = site.build();
    assert!(built.out.contains("no mistakes"), "{}{}", built.out, built.err);
    let content = site.content();
    let event = &content["events/devops-rex-2017.md"];
    for fact in [
        "date = 2017-10-02",
        "venue = { name = \"Grand REX\" }",
        "url = \"https://www.devopsrex.fr/\"",
        "programme = \"https://www.devopsrex.fr/programme/\"",
        "slides = \"https://www.slideshare.net/devopsrex/presentations\"",
        "social = [\"https://twitter.com/devopsREX\"]",
        "announced_talks = 8",
    ] {
        assert!(event.contains(fact), "{fact} in {event}");
    }
    let (_, report) = content.iter().find(|(path, _)| path.starts_with("reports/")).unwrap();
    assert!(report.contains("authors = [{ name = \"Adrien LePriol\", role = \"Ingénieur DevOps\", organisation = \"Oxalide\" }]"), "{report}");
    assert!(
        report.contains("\n## Conclusion\n") && report.contains("\n## Et chez nous\n\nChez Oxalide"),
        "{report}"
    );
    let talks: Vec<_> =
        content.iter().filter(|(path, _)| path.starts_with("talks/devops-rex-2017/")).collect();
    assert_eq!(talks.len(), 3);
    for (path, talk) in &talks {
        let id = path.trim_start_matches("talks/").trim_end_matches(".md");
        assert!(report.contains(&format!("{{ talk = \"{id}\", section = ")), "{report}");
        let body = talk.rsplit("+++").next().unwrap();
        assert!(talk.contains("video = { status = \"awaited\" }") && body.trim().starts_with('>'), "{talk}");
        // What is quoted is not the author's to say.
        let quoted = body.lines().find(|line| line.len() > 80).unwrap().trim_start_matches("> ");
        assert!(!report.contains(quoted), "{report}");
    }
    let all: String = content.values().cloned().collect();
    assert!(all.contains("#value = 233") && all.contains("#value = 30\n"), "both figures are candidates");
    let shown = words(&published(&site));
    let written = std::fs::read_to_string(&post).unwrap();
    let lost: Vec<_> = words(&written).into_iter().filter(|word| !shown.contains(word)).collect();
    assert!(lost.is_empty(), "words that are nowhere: {lost:?}");
    let before = site.sources();
    let again = import(&site, "post", post.to_str().unwrap());
    assert!(again.out.contains(": 0 written"), "{}", again.out);
    assert!(site.sources() == before, "a second import changes nothing");
}

#[test]
fn sixty_talks_of_real_notes_are_as_read_by_hand() {
    let mut wrong = Vec::new();
    for set in ["daneah-conference-notes", "karlhorky-talk-notes"] {
        let Some((site, folder)) = notes(set) else { return };
        import(&site, "notes", &folder);
        let content = site.content();
        let scope = format!("{}/", folder.rsplit('/').next().unwrap());
        for (from, speakers, event) in TALKS.iter().filter(|(from, _, _)| from.starts_with(&scope)) {
            let origin = format!("from = \"{from}\"");
            let text = content.values().find(|text| text.contains(&origin)).map_or("", String::as_str);
            let (matter, _) = text.rsplit_once("[extra").unwrap_or_default();
            let line = matter.lines().find(|line| line.starts_with("speakers = ")).unwrap_or("");
            let are_all = speakers.iter().all(|name| line.contains(&format!("\"{name}\"")))
                && speakers.is_empty() == line.is_empty();
            if !are_all || !matter.contains(&format!("event = \"{event}\"")) {
                wrong.push(format!("{from}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn real_notes_build_without_being_touched() {
    // Talks, reports, events; diagnostics are told of at most three of a hundred files.
    let sets = [
        ("daneah-conference-notes", ["71 talks", "5 events"]),
        ("karlhorky-talk-notes", ["97 talks", "13 events"]),
        ("dfds-postmortems", ["39 reports", "1 page"]),
    ];
    for (set, counts) in sets {
        let Some((site, folder)) = notes(set) else { return };
        let total = files(&site.path(&folder)).len();
        import(&site, "notes", &folder);
        let built = site.build();
        for count in counts {
            assert!(built.out.contains(count), "{set}: {count}: {}", built.out);
        }
        let checked = site.run(&["check", "--format", "json"]);
        let told = checked.out.lines().count();
        assert!(told * 100 <= total * 3, "{set}: {told} diagnostics of {total} files: {}", checked.out);
        let before = site.sources();
        let again = import(&site, "notes", &folder);
        assert!(again.out.contains(": 0 written") && site.sources() == before, "{set}: {}", again.out);
    }
}

/// Addresses and numbers that nobody may read, in the forms in which people write them.
const PRIVATE: [&str; 4] =
    ["zoe.private@secret.example", "+33 6 98 76 54 32", "06.98.76.54.33", "(212) 555-0147"];

fn assert_nothing_private(site: &Site) {
    site.build();
    for (path, bytes) in
        site.sources().into_iter().chain(site.output()).filter(|(path, _)| !path.starts_with("source"))
    {
        let text = String::from_utf8_lossy(&bytes);
        for planted in PRIVATE.iter().chain(&["zoe.private", "98 76 54", "98.76.54", "555-0147"]) {
            assert!(!text.contains(planted) && !path.contains(planted), "{planted} is in {path}");
        }
    }
}

#[test]
fn nothing_private_is_taken_from_notes() {
    let site = Site::new();
    let all = PRIVATE.join(", ");
    site.file(
        "source/2018/conf-x/one.md",
        format!("---\ntitle: One {all}\nemail: zoe.private@secret.example\nphone: \"+33 6 98 76 54 32\"\nauthor: Zoe Private <zoe.private@secret.example>\nsummary: \"{all}\"\ntags: [a, zoe.private@secret.example]\nreview: \"{all}\"\nurl: \"https://example.org/?to=zoe.private@secret.example\"\n---\n\n## Part {all}\n\nWrite to [me](mailto:zoe.private@secret.example) or {all}.\n\n```\n{all}\n```\n"),
    );
    site.file(
        "source/2018/conf-x/two.md",
        format!("# \"Two {all}\" by Zoe Private (zoe.private@secret.example)\n\n- {all}\n"),
    );
    site.file("source/2018/conf-x/zoe.private@secret.example.md", format!("text {all}\n"));
    site.file("source/2018/conf-x/README.md", format!("# Conf X 2018 {all}\n\n## \"Three\" by Ann Example\n\n- [Slides](mailto:zoe.private@secret.example)\n- {all}\n"));
    site.file("source/incident.md", format!("# Outage\n\n## Timeline\n\n- 2021-01-01 10:00 {all}\n\n## Summary\n\n{all}\n\n## Action Items\n\n- {all}\n\n## Stats\n\n- Category: {all}\n- Time to recovery: 3 minutes\n"));
    import(&site, "notes", "source");
    assert_nothing_private(&site);
}

#[test]
fn nothing_private_is_taken_from_a_post() {
    let all = PRIVATE.join(", ");
    let text = format!(
        "Conf Example 2018 {all}\n\nConf Example est une conférence, {all}.\n\nAcme\n\nCe talk parle de 4000 choses {all}, la vidéo suivra.\n\nConclusion\n\nMerci {all}.\n\nZoé Exemple – Développeuse chez Acme {all}.\n\nDate & Lieu   2 octobre 2018 – {all}\nSite   https://example.org/?x=zoe.private@secret.example\nTwitter   mailto:zoe.private@secret.example\n"
    );
    let html = format!(
        "<html><head><title>{all}</title><meta name=\"author\" content=\"{all}\"></head><body><article><h1>Conf 2018 {all}</h1><p>{all}</p><p><a href=\"mailto:zoe.private@secret.example\">x</a></p></article></body></html>"
    );
    for (name, text) in
        [("post.txt", text.clone()), ("post.md", format!("# {}", text.trim())), ("post.html", html)]
    {
        let site = Site::new();
        site.file(&format!("source/{name}"), text);
        import(&site, "post", &format!("source/{name}"));
        assert_nothing_private(&site);
    }
}

#[test]
fn nothing_private_is_taken_from_pyvideo() {
    let site = Site::new();
    let all = PRIVATE.join(", ");
    let mail = "zoe.private@secret.example";
    let talk = serde_json::json!({
        "title": all, "speakers": [format!("Zoe <{mail}>")], "tags": [mail], "summary": all, "description": all, "copyright_text": all, "quality_notes": all,
        "source_url": format!("mailto:{mail}"), "related_urls": [{"label": mail, "url": format!("https://example.org/?{mail}")}], "videos": [{"url": format!("https://{mail}/")}], "email": mail, "other": [mail],
    });
    site.file(
        "source/conf/category.json",
        serde_json::json!({"title": all, "description": all, "url": format!("mailto:{mail}")}).to_string(),
    );
    site.file("source/conf/videos/one.json", talk.to_string());
    import(&site, "pyvideo", "source");
    assert_nothing_private(&site);
}

/// Notes of our own, with a link, an image, a README and a post-mortem.
fn small(site: &Site) {
    site.file(
        "source/2018/conf-x/README.md",
        "# Conf X 2018 notes\n\n## \"One\" by Ann Example\n\n* [Notes](./one.md)\n* Slides (TBD)\n",
    );
    site.file("source/2018/conf-x/one.md", "# \"One\" by Ann Example, Acme\n\nSee [two](two.md) and ![a drawing](../img/a.png), or [gone](gone.md).\n");
    site.file("source/2018/conf-x/two.md", "# Two\n\nWhat we heard of it.\n");
    site.file("source/2018/img/a.png", crate::site::png(4, 4));
    site.file("source/other.md", "Some words without a title.\n");
}

#[test]
fn a_plan_is_shown_before_files_that_exist_change() {
    let site = Site::new();
    small(&site);
    let shown = site.run(&["import", "notes", "source", "--dry-run"]);
    assert!(shown.out.contains("Nothing was written") && shown.out.contains("talks"), "{}", shown.out);
    assert!(!site.path("content/talks").exists());
    let first = site.run(&["import", "notes", "source"]);
    assert!(first.out.contains("1 event, 2 talks and 1 report: 4 written, 1 copied"), "{}", first.out);
    site.build();
    let one = site.content().remove("talks/conf-x-2018/one/index.md").unwrap();
    assert!(
        one.contains("speakers = [{ name = \"Ann Example\", organisation = \"Acme\" }]")
            && one.contains("slides = { status = \"awaited\" }"),
        "{one}"
    );
    assert!(one.contains("See [two](../two.md) and ![a drawing](a.png), or gone."), "{one}");
    site.file("source/2018/conf-x/two.md", "# Two\n\nMore of it.\n");
    let asked = site.run(&["import", "notes", "source"]);
    assert!(asked.out.contains("Nothing was written") && asked.out.contains("1 changed"), "{}", asked.out);
    assert!(!site.content()["talks/conf-x-2018/two.md"].contains("More"));
    let told = site.run(&["import", "notes", "source", "--yes", "--format", "json"]);
    let last: serde_json::Value = serde_json::from_str(told.out.lines().last().unwrap()).unwrap();
    assert_eq!((last["written"].as_u64(), last["changed"].as_u64()), (Some(1), Some(1)), "{}", told.out);
    assert!(site.content()["talks/conf-x-2018/two.md"].contains("More"));
    let report = std::fs::read_to_string(site.path("import-report.md")).unwrap();
    assert!(report.contains("| talks | 0 | 1 | 1 | 0 |"), "{report}");
}

#[test]
fn a_file_of_the_authors_own_is_left_alone() {
    let site = Site::new();
    small(&site);
    site.file("content/talks/conf-x-2018/two.md", "+++\ntitle = \"Mine\"\nevent = \"conf-x-2018\"\n+++\n");
    let shown = site.run(&["import", "notes", "source"]);
    assert!(shown.out.contains("Nothing was written") && shown.out.contains("1 not ours"), "{}", shown.out);
    import(&site, "notes", "source");
    assert!(site.content()["talks/conf-x-2018/two.md"].contains("Mine"));
    assert_eq!(site.run(&["import", "notes", "nowhere"]).code, Some(1));
    assert_eq!(
        site.run(&["import", "post", "source/2018/img/a.png"]).code,
        Some(0),
        "bytes that are no text are read as well as may be"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// What an author does to a file of an import (comments, the order of keys, quotes, a key of their own, words of the body) stays, whatever the source says then.
    #[test]
    fn an_edit_survives_every_import_that_follows(comment in "[a-z ]{1,12}", own in "[a-z]{1,8}", word in "[a-z]{3,9}", later in "[a-z ]{3,20}") {
        let site = Site::new();
        small(&site);
        import(&site, "notes", "source");
        let path = "talks/conf-x-2018/two.md";
        let text = site.content().remove(path).unwrap();
        let (title, event) = ("title = \"Two\"\n", "event = \"conf-x-2018\"\n");
        let swapped = text.replacen(title, "", 1).replacen(event, &format!("{event}# {comment}\ntitle = 'Two' # {comment}\nlevel = \"{own}\"\n"), 1);
        let edited = swapped.replace("What we heard", &format!("What {word} we heard"));
        site.file(&format!("content/{path}"), &edited);
        let ran = import(&site, "notes", "source");
        prop_assert!(ran.out.contains(": 0 written"), "{}", ran.out);
        prop_assert_eq!(&site.content()[path], &edited);
        site.file("source/2018/conf-x/two.md", format!("# Two\n\nWhat {later} was said of it by the people that were there.\n"));
        import(&site, "notes", "source");
        prop_assert_eq!(&site.content()[path], &edited, "a body that was edited is the author's");
        let again = import(&site, "notes", "source");
        prop_assert!(again.out.contains(": 0 written"), "{}", again.out);
    }
}

#[test]
fn posts_of_other_forms_are_read_by_the_same_rules() {
    let markdown = "# Notes from GatherConf Europe 2019\n\nBy Ann Example\n\nGatherConf Europe is a conference about ferries. The programme had 21 talks.\n\n## Rowing upstream, by Bob Sample (Boats Ltd)\n\nI liked this talk: it made me laugh.\n\n> We cut our crossings from 90 minutes to 35 minutes, and we would like to show you each of the steps that took us there, the wrong ones among them, so that you need not take them yourselves. Bring a towel, since there is water in it.\n\nThe recording will be available soon.\n\n## Conclusion\n\nGo there.\n\n| When | May 3-4, 2019 |\n|---|---|\n| Where | The Old Dock, Hamburg |\n| Website | <https://example.org/> |\n";
    let html = "<!DOCTYPE html><html><head><title>x</title></head><body><nav>Menu</nav><article><h1>Retour sur MerConf 2018</h1><p>Par Zoé Exemple</p><p>MerConf est une conférence sur les bacs.</p><h2>La marée, par Max Modèle</h2><p>Cette présentation m’a plu.</p><h2>Conclusion</h2><p>À refaire.</p></article><footer>pied</footer></body></html>";
    let site = Site::new();
    site.file("source/post.md", markdown).file("source/post.html", html);
    import(&site, "post", "source/post.md");
    import(&site, "post", "source/post.html");
    let built = site.build();
    assert!(built.out.contains("no mistakes"), "{}{}", built.out, built.err);
    let content = site.content();
    let event = &content["events/gatherconf-europe-2019.md"];
    for fact in [
        "start_date = 2019-05-03\nend_date = 2019-05-04",
        "venue = { name = \"The Old Dock\", address = \"Hamburg\" }",
        "announced_talks = 21",
        "url = \"https://example.org/\"",
    ] {
        assert!(event.contains(fact), "{fact} in {event}");
    }
    let talk = &content["talks/gatherconf-europe-2019/rowing-upstream.md"];
    assert!(
        talk.contains("speakers = [{ name = \"Bob Sample\", organisation = \"Boats Ltd\" }]")
            && talk.contains("> We cut our")
            && talk.contains("awaited"),
        "{talk}"
    );
    assert!(content["talks/merconf-2018/la-maree.md"].contains("speakers = [\"Max Modèle\"]"));
    let french = content.values().find(|text| text.contains("Retour sur MerConf 2018")).unwrap();
    assert!(
        french.contains("authors = [\"Zoé Exemple\"]")
            && !french.contains("pied")
            && !french.contains("Menu"),
        "{french}"
    );
    assert!(Path::new(&site.path("import-report.md")).exists());
}

/// Whatever holds a note back where it stands, by its keys or by its place, holds back all that it tells of.
#[test]
fn what_is_held_back_is_published_nowhere_after_an_import() {
    const SECTIONS: &str = "# SECRETmeet 2019\n\n## \"SECRETone\" by SECRETann\n\nSECRETwords one.\n\n## \"SECRETtwo\" by SECRETbob\n\nSECRETwords two.\n";
    let site = Site::new();
    let keys = [
        "draft: true",
        "Draft: yes",
        "status: private",
        "drfat: true",
        "publishDate: 2099-01-01",
        "title: [",
    ];
    for (number, key) in keys.into_iter().enumerate() {
        site.file(&format!("notes/held-{number}.md"), format!("---\n{key}\n---\n{SECTIONS}"));
    }
    site.file("notes/misplaced.md", format!("\n\n---\ndraft: true\n---\n{SECTIONS}"))
        .file("notes/unclosed.md", format!("---\ndraft: true\n\n{SECTIONS}"))
        .file("notes/_drafts/a.md", SECTIONS)
        .file("notes/_b.md", SECTIONS)
        .file(
            "notes/2018/SECRETconf/README.md",
            "---\ndraft: true\ntitle: SECRETtitle\n---\n# SECRETtitle\n\n- [\"SECRETtalk\" by SECRETcy](https://example.org/SECRET)\n",
        )
        .file("notes/2018/SECRETconf/talk.md", "# \"SECRETthree\" by SECRETdee\n\nSECRETwords.\n")
        .file("notes/2018/openconf/README.md", "---\ndraft: true\ntitle: [\n---\n# SECRETtitle\n")
        .file("notes/2018/openconf/talk.md", "# \"Open\" by Ann Example\n\nWords.\n")
        .file("notes/public.md", "---\ndraft: false\npublished: true\n---\n# Public\n\nWords for all.\n");
    assert_eq!(site.run(&["import", "notes", "notes", "--yes"]).code, Some(0));
    let post = "---\ndraft: true\n---\n# Back from SECRETconf 2017\n\nSECRETconf is a conference, on 2 October 2017.\n\n## SECRETcorp\n\n> SECRETquote of the speaker.\n\nSECRETopinion.\n\n## SECRETother\n\n> SECRETmore.\n";
    site.file("post.md", post);
    assert_eq!(site.run(&["import", "post", "post.md", "--yes"]).code, Some(0));
    let blog =
        "---\nlayout: post\ntitle: SECRETpost\ndraft: true\nevent: SECRETevent 2016\n---\nSECRETtext\n";
    site.file("blog/_config.yml", "title: Blog\n").file("blog/_posts/2016-01-01-hidden.md", blog);
    site.file("blog/_posts/2016-01-02-seen.md", "---\nlayout: post\ntitle: Seen\n---\nText\n");
    assert_eq!(site.run(&["import", "blog", "blog", "--yes"]).code, Some(0));
    let ran = site.run(&["build", "--keep-going"]);
    assert!(site.path("output/index.html").is_file(), "{}", ran.err);
    for (path, bytes) in site.output() {
        let text = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
        assert!(!text.contains("secret"), "{path}");
    }
    let text = published(&site);
    for word in ["Words for all.", "Ann Example", "Seen"] {
        assert!(text.contains(word), "{word}: {}{}", ran.out, ran.err);
    }
}
