//! What becomes of lessons: states that are written and states that follow, groups, circles, and what is out of date.

use crate::document::matter::LessonState;
use crate::knowledge::{Details, Drafts, Informed, KnowledgeBase, Record, Stale, Told};
use crate::vocab::diagnostic::Severity;
use crate::vocab::kind::Kind;

use super::small::{codes, find, matter, resolved, resolved_with};

/// A report with this front matter, these lessons, and what follows them.
fn report(lines: &str, lessons: &str) -> String {
    format!("{}\n## Lessons learned\n\n{lessons}\n", matter(lines))
}

fn lesson<'k>(knowledge: &'k KnowledgeBase, title: &str) -> &'k Record {
    find(knowledge, Kind::Lesson, title)
}

fn titles<'k>(knowledge: &'k KnowledgeBase, ids: &[crate::knowledge::RecordId]) -> Vec<&'k str> {
    ids.iter().map(|id| knowledge.record(*id).title.as_str()).collect()
}

#[test]
fn what_is_said_of_two_lessons_is_known_to_both() {
    let (knowledge, diagnostics) = resolved(&[
        ("reports/a.md", &report("title = \"A\"", "- Old way here.\n- Never do it.\n")),
        (
            "reports/b.md",
            &report(
                "title = \"B\"",
                "- New way here.\n  - supersedes: [[a#lesson-old-way-here]]\n  - contradicts: a#never-do-it\n",
            ),
        ),
    ]);
    assert_eq!(diagnostics, []);
    let (old, new) = (lesson(&knowledge, "Old way here."), lesson(&knowledge, "New way here."));
    assert_eq!(titles(&knowledge, &old.life().unwrap().superseded_by), ["New way here."]);
    assert_eq!(titles(&knowledge, &new.life().unwrap().supersedes), ["Old way here."]);
    assert_eq!(old.state(), Some(LessonState::Superseded));
    assert!(matches!(old.life().unwrap().state, Some((_, Told::Successor(_)))));
    assert_eq!(new.state(), None);
    let never = lesson(&knowledge, "Never do it.");
    assert_eq!(titles(&knowledge, &never.life().unwrap().contradicts), ["New way here."]);
}

#[test]
fn the_same_lesson_in_many_houses_is_one_group() {
    let (knowledge, diagnostics) = resolved(&[
        ("reports/a.md", &report("title = \"A\"", "- Test the backup.\n  - same_as: b\n")),
        ("reports/b.md", &report("title = \"B\"", "- Restore it often.\n")),
        (
            "talks/c.md",
            &report(
                "title = \"C\"\n[[lessons]]\nlesson = \"try-your-backups\"\nsame_as = [\"reports/b\"]",
                "- Try your backups.\n",
            ),
        ),
        ("talks/d.md", &report("title = \"D\"", "- Something else.\n")),
    ]);
    assert_eq!(diagnostics, []);
    let same = |title| titles(&knowledge, &lesson(&knowledge, title).life().unwrap().same_as);
    assert_eq!(same("Test the backup."), ["Restore it often.", "Try your backups."]);
    assert_eq!(same("Try your backups."), ["Test the backup.", "Restore it often."]);
    assert!(lesson(&knowledge, "Something else.").life().is_none());
}

#[test]
fn a_state_follows_from_what_was_done() {
    let (knowledge, diagnostics) = resolved(&[(
        "reports/a.md",
        &report(
            "title = \"A\"",
            "- Applied in one place.\n  - applied: checkout; since 2018\n- Verified by somebody.\n  - verified: 2019\n\
             - Done by an action.\n- To be done yet.\n- Said to be applied.\n  - state: applied\n- Only observed so far.\n  - state: observed\n- Given up by now.\n\n\
             ## Action items\n\n- [x] First ([why](#lesson-done-by-an-action))\n- [ ] Second ([[a#lesson-to-be-done-yet]])\n\
             - [ ] Third, see [it](#lesson-said-to-be-applied)\n- ~~Give it up ([why](#lesson-given-up-by-now))~~\n- [ ] Fourth, see [the page](https://example.org/x#y)\n",
        ),
    )]);
    assert_eq!(codes(&diagnostics), ["lesson-action"]);
    assert!(diagnostics[0].message.contains("still open: Third"), "{}", diagnostics[0].message);
    let state = |title| lesson(&knowledge, title).state();
    assert_eq!(state("Applied in one place."), Some(LessonState::Applied));
    assert_eq!(state("Verified by somebody."), Some(LessonState::Validated));
    assert_eq!(state("Done by an action."), Some(LessonState::Applied));
    assert_eq!(state("To be done yet."), Some(LessonState::Identified));
    assert_eq!(state("Only observed so far."), Some(LessonState::Observed));
    assert_eq!(state("Given up by now."), None, "what is struck through says nothing");
}

#[test]
fn a_reference_that_means_nothing_is_an_error_with_the_nearest_name() {
    let draft = report("title = \"D\"\ndraft = true", "- Something secret.\n");
    let (_, diagnostics) = resolved_with(
        &[
            ("reports/drafted.md", &draft),
            ("reports/first.md", &report("title = \"F\"", "- Measure it all.\n- Then cut once.\n")),
            (
                "reports/x.md",
                &report(
                    "title = \"X\"",
                    "- One.\n- A lesson here.\n  - same_as: fisrt#measure, first#lesson-measure-it-al, first, drafted#x\n  - contradicts: #nowhere\n  - informs: [[runbok]]\n",
                ),
            ),
            ("pages/runbook.md", &matter("title = \"Runbook\"")),
        ],
        &[],
        Drafts::LeaveOut,
    );
    assert!(diagnostics.iter().all(|wrong| wrong.severity == Severity::Error), "{diagnostics:?}");
    let told: Vec<_> = diagnostics.iter().map(|wrong| (wrong.code.name(), wrong.hints[0].as_str())).collect();
    assert_eq!(
        told,
        [
            ("dangling-reference", "a lesson's anchor is made of its first words; its page shows it"),
            ("dangling-reference", "did you mean `first#…`?"),
            ("dangling-reference", "did you mean `#lesson-measure-it-all`?"),
            ("dangling-reference", "write `first#lesson-measure-it-all`, for example"),
            (
                "draft-reference",
                "publish `content/reports/drafted.md` by removing what holds it back, as `draft` does, or build with `--drafts`"
            ),
            ("dangling-link", "did you mean `[[runbook]]`?"),
        ]
    );
}

#[test]
fn circles_are_errors_however_long() {
    let link = |title: &str, next: &str| {
        report(&format!("title = \"{title}\""), &format!("- Lesson of {title}.\n  - supersedes: {next}\n"))
    };
    let (_, diagnostics) = resolved(&[
        ("reports/a.md", &link("A", "b")),
        ("reports/b.md", &link("B", "c")),
        ("reports/c.md", &link("C", "a")),
        ("reports/d.md", &link("D", "a")),
        ("reports/e.md", &report("title = \"E\"", "- Lesson of E.\n  - same_as: e\n")),
        ("reports/f.md", &link("F", "f")),
    ]);
    assert_eq!(codes(&diagnostics), ["lesson-circle"; 3]);
    assert!(diagnostics.iter().all(|wrong| wrong.severity == Severity::Error && wrong.span.is_some()));
}

#[test]
fn what_may_be_out_of_date_is_found_from_content() {
    let work = |title: &str, date: &str, more: &str| {
        format!("title = \"{title}\"\ndate = \"{date}\"\norganisations = [\"Acme\"]\n{more}")
    };
    let figure = |value: u32| {
        format!("[[figures]]\nmetric = \"Time to deploy\"\nvalue = {value}\nunit = \"min\"\nperiod = {value}")
    };
    let (knowledge, diagnostics) = resolved(&[
        (
            "reports/a.md",
            &report(
                &work(
                    "A",
                    "2015-01",
                    &format!("technologies = [\"Puppet\", \"MySQL\", \"Go\"]\n{}", figure(40)),
                ),
                "- Learned in 2015.\n",
            ),
        ),
        (
            "talks/b.md",
            &matter(&work("B", "2018", "technologies = [{ name = \"Puppet\", stance = \"dropped\" }]")),
        ),
        (
            "reports/c.md",
            &report(
                &work("C", "2019", &format!("technologies = [\"MySQL\"]\n{}", figure(5))),
                "- Learned in 2019.\n",
            ),
        ),
        (
            "reports/d.md",
            &matter("title = \"D\"\ndate = 2020\norganisations = [\"Other\"]\ntechnologies = [\"Go\"]"),
        ),
    ]);
    assert_eq!(diagnostics, []);
    let stale = &lesson(&knowledge, "Learned in 2015.").life().unwrap().stale;
    let told: Vec<_> = stale
        .iter()
        .map(|reason| match reason {
            Stale::Dropped { technology, by } => ("dropped", titles(&knowledge, &[*technology, *by])),
            Stale::Newer { technology, by } => ("newer", titles(&knowledge, &[*technology, *by])),
            Stale::Figure { by, .. } => ("figure", titles(&knowledge, &[*by])),
        })
        .collect();
    assert_eq!(
        told,
        [("dropped", vec!["Puppet", "B"]), ("newer", vec!["MySQL", "C"]), ("figure", vec!["Time to deploy"])]
    );
    assert!(lesson(&knowledge, "Learned in 2019.").life().is_none());
}

#[test]
fn a_lesson_went_into_a_page_or_an_address() {
    let (knowledge, diagnostics) = resolved(&[
        (
            "reports/a.md",
            &report("title = \"A\"", "- Keep calm now.\n  - informs: [[Runbook]], https://example.org/r\n"),
        ),
        ("pages/runbook.md", &matter("title = \"Runbook\"")),
    ]);
    assert_eq!(diagnostics, []);
    let informs = &lesson(&knowledge, "Keep calm now.").life().unwrap().informs;
    assert!(matches!(&informs[..], [Informed::Place(_), Informed::Address(_)]));
    let page = find(&knowledge, Kind::Page, "Runbook");
    assert!(matches!(knowledge.record(page.backlinks[0].from).details, Details::Lesson(_)));
}

#[test]
fn similar_experiences_are_of_other_houses_with_lessons_of_the_same_kinds() {
    let told = |title: &str, house: &str, topics: &str, lessons: &str| {
        let lines = format!("title = \"{title}\"\norganisations = [\"{house}\"]\ntopics = [{topics}]");
        report(&lines, lessons)
    };
    let practice = "- Measure it all.\n";
    let (knowledge, _) = resolved(&[
        ("reports/asked.md", &told("Asked", "Acme", "\"DNS\", \"Failover\"", practice)),
        ("reports/both.md", &told("Both", "Bolt", "\"DNS\", \"Failover\"", practice)),
        ("reports/one.md", &told("One", "Core", "\"DNS\"", practice)),
        ("reports/own.md", &told("Own", "Acme", "\"DNS\", \"Failover\"", practice)),
        ("reports/none.md", &told("None", "Dune", "\"DNS\", \"Failover\"", "")),
        ("reports/other.md", &told("Other", "Echo", "\"Payroll\"", practice)),
        (
            "reports/kind.md",
            &format!(
                "{}\n## What went wrong\n\n- It broke at night.\n",
                matter("title = \"Kind\"\norganisations = [\"Fox\"]\ntopics = [\"DNS\", \"Failover\"]")
            ),
        ),
    ]);
    let asked = knowledge.iter().find(|(_, record)| record.title == "Asked").unwrap().0;
    let similar = knowledge.similar_experiences(asked);
    let found: Vec<_> = similar.iter().map(|one| knowledge.record(one.id).title.as_str()).collect();
    assert_eq!(found, ["Both"], "one topic that many share says too little");
    assert_eq!(titles(&knowledge, &similar[0].shared), ["DNS", "Failover"]);
}
