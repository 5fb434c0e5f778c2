//! What is learned from a text and what will be done: each form in which people write it, from text to lessons and actions.

use crate::document::LessonKind::{self, Failure, Practice, Success, Surprise};
use crate::document::body::Read;
use crate::document::body::alone::read_alone;
use crate::vocab::section::{Meant, OwnPhrases, RexSection};

fn body_with(text: &str, sections: &OwnPhrases) -> Read {
    let (read, diagnostics) = read_alone(text, sections, |_| ());
    assert_eq!(diagnostics, []);
    read
}

fn body(text: &str) -> Read {
    body_with(text, &OwnPhrases::default())
}

fn assert_learned(text: &str, lessons: &[(LessonKind, &str)]) {
    let read = body(text);
    let found: Vec<_> = read.lessons.iter().map(|lesson| (lesson.kind, lesson.text.as_str())).collect();
    assert_eq!(found, lessons, "{text}");
    for lesson in &read.lessons {
        assert!(read.body.html.contains(&format!("id=\"{}\"", lesson.anchor)), "{}", read.body.html);
    }
}

#[test]
fn a_bold_line_serves_as_a_heading_until_the_next() {
    let text = "## The tool\n\n**Forces**\n\n- very quick\n\n**Drawbacks:**\n- too big\n\n**Use**\n\n- run it\n\n## Next part\n\n- free\n";
    assert_learned(text, &[(Success, "very quick"), (Failure, "too big")]);
    // A bold line without a meaning of its own parts what stands below a known heading.
    assert_learned("## Lessons learned\n\n**Technical**\n\n- Test more\n", &[(Practice, "Test more")]);
    let read = body("**Forces**\n\n- very quick\n");
    assert!(read.body.headings.is_empty() && read.body.html.starts_with("<p><strong>Forces</strong></p>"));
    let bold_items = "## X\n\n- **Forces**\n- very quick\n\n> **Forces**\n>\n> - very quick\n";
    assert_learned(bold_items, &[]);
}

#[test]
fn a_paragraph_of_a_section_without_a_list_is_a_lesson() {
    let text = "## Lessons learned\n\nWe should *watch* files. There are many.\n\nSecond thing\n";
    assert_learned(text, &[(Practice, "We should watch files."), (Practice, "Second thing")]);
    let html = body(text).body.html;
    assert!(html.contains("<p id=\"lesson-we-should-watch-files\" class=\"lesson lesson-practice\">We should <em>watch</em> files. There are many.</p>"), "{html}");
    assert_learned("## Root cause\n\nThe certificate expired.\n", &[(Failure, "The certificate expired.")]);
    // A list holds the lessons; what stands before it leads to it.
    assert_learned(
        "## Lessons learned\n\nWe learned this:\n\n- Test more\n\nAnd so on.\n",
        &[(Practice, "Test more")],
    );
    assert_learned("## Lessons learned\n\nTBD\n\n> quoted\n\n    code\n", &[]);
    // Below a heading of its own, prose is prose.
    assert_learned("## Lessons learned\n\n### The database\n\nIt was slow.\n", &[]);
    assert_learned(&format!("## Lessons learned\n\n{}", "An essay goes on.\n\n".repeat(9)), &[]);
    assert_learned("## Context\n\nIt was slow.\n", &[]);
}

#[test]
fn an_items_own_words_are_the_lesson() {
    let text = "## Takeaways\n\n- Choose the model wisely\n  - avoid conflicts\n- Ask others\n\n  more of it\n\n  ```\n  code\n  ```\n- run it\n  ```\n  code\n  ```\n";
    assert_learned(
        text,
        &[(Practice, "Choose the model wisely"), (Practice, "Ask others"), (Practice, "run it")],
    );
}

#[test]
fn what_says_nothing_is_neither_lesson_nor_action() {
    let nothing = "- n/a\n- http://www.example.org\n- x\n- Docker\n- Ada Lovelace\n- …\n- TBD\n- None\n- [Lesson learned]\n- Lesson 2\n-\n";
    assert_learned(&format!("## Lessons learned\n\n{nothing}"), &[]);
    let read =
        body("## Action items\n\n- TBD\n- [ ] n/a\n- [ ] None (@Ada)\n- https://tickets.example.org/7\n-\n");
    let texts: Vec<_> = read.actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(texts, ["None", "https://tickets.example.org/7"]);
}

#[test]
fn a_lesson_in_parts_has_its_observation_as_its_statement() {
    let parts = [(Practice, "The alarm came late."), (Practice, "Alarm earlier.")];
    for text in [
        "## Lessons learned\n\n**Observation:** The alarm came late.\n\n**Discussion:** It is polled.\n\n**Conclusion:** Polling is slow.\n\n**Recommendation:** Alarm earlier.\n",
        "## Lessons learned\n\n**Observation**\n\nThe alarm came late. At night.\n\nMore of it.\n\n**Discussion**\n\nIt is polled.\n\n- often\n\n**Recommendation**\n\nAlarm earlier.\n",
        "## Lessons learned\n\n### Alarms\n\n#### Observation\n\nThe alarm came late.\n\n#### Discussion\n\nIt is polled.\n\n#### Recommendations\n\n- Alarm earlier.\n",
        "## Observation\n\nThe alarm came late.\n\n## Discussion\n\nIt is polled.\n\n## Conclusion\n\nPolling is slow.\n\n## Recommendation\n\nAlarm earlier.\n",
        "## Enseignements\n\nObservation\n: The alarm came late.\n\nDiscussion\n: It is polled.\n\nRecommandation\n: Alarm earlier.\n",
        "## Lessons learned\n\n- **Observation**: The alarm came late.\n- **Discussion**: It is polled.\n- **Recommendation**: Alarm earlier.\n",
        "## Lessons learned\n\n- Alarms\n  - Observation: The alarm came late.\n  - Discussion: It is polled.\n  - Recommendation: Alarm earlier.\n",
    ] {
        assert_learned(text, &parts);
        assert!(body(text).body.html.contains("It is polled."));
    }
    let failed = "## What went wrong\n\n**Observation:** It broke.\n\n**Recommendation:** Mend it.\n";
    assert_learned(failed, &[(Failure, "It broke."), (Practice, "Mend it.")]);
    // Words that happen to be those of parts.
    assert_learned("## Lessons learned\n\n- Conclusion: test more\n", &[(Practice, "Conclusion: test more")]);
    assert_learned("## Observation\n\nBirds fly.\n\n## Birds\n\nThey do.\n", &[]);
}

#[test]
fn luck_is_a_surprise_and_a_site_has_headings_of_its_own() {
    assert_learned(
        "## Where we got lucky\n\n- The backup was fresh\n",
        &[(Surprise, "The backup was fresh")],
    );
    let mut own = OwnPhrases::default();
    own.add("What stuck", Meant::Section(RexSection::Lessons));
    own.add("Actions", Meant::Nothing);
    let read = body_with("## What stuck:\n\n- Test more\n\n## Actions\n\n- click\n", &own);
    assert_eq!((read.lessons.len(), read.actions.len()), (1, 0));
}
