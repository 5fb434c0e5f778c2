//! What is owed by which records, on small sites.

use jiff::civil::date;

use super::small::resolved;
use crate::knowledge::KnowledgeBase;
use crate::knowledge::debts::{Actor, Debt, DebtKind, MENTIONS, all};

fn resolved_site(files: &[(&str, &str)]) -> KnowledgeBase {
    let (knowledge, diagnostics) = resolved(files);
    assert_eq!(diagnostics, []);
    knowledge
}

fn kinds(files: &[(&str, &str)]) -> Vec<(DebtKind, Actor, String)> {
    let knowledge = resolved_site(files);
    let title = |debt: &Debt| knowledge.record(debt.of).title.clone();
    all(&knowledge).iter().map(|debt| (debt.kind, debt.actor, title(debt))).collect()
}

const EVENT: (&str, &str) = (
    "events/rex.md",
    "+++\ntitle = \"REX\"\nstart_date = 2017-10-02\norganisers = [\"Ministry\"]\nstatus = \"scheduled\"\n+++\n",
);

#[test]
fn open_actions_are_their_owners_or_nobodys() {
    let text = "+++\ntitle = \"Post-mortem\"\ndate = 2020-01-02\nauthors = [\"Eve\"]\n+++\n## Actions\n\n- [ ] Alert sooner (@Ada, 2020-02)\n- [ ] Write it down\n- [x] Restart\n- [ ] ~~Rewrite~~ (@Ada)\n- [ ] First things first (@Ada, 2020-01-05)\n";
    let knowledge = resolved_site(&[("reports/p.md", text)]);
    let debts = all(&knowledge);
    let shown: Vec<_> =
        debts.iter().map(|debt| (debt.kind.name(), knowledge.record(debt.of).title.as_str())).collect();
    assert_eq!(
        shown,
        [("open", "First things first"), ("open", "Alert sooner"), ("unowned", "Write it down")]
    );
    let who: Vec<_> = debts.iter().map(|debt| debt.who(&knowledge).join(" ")).collect();
    assert_eq!(who, ["Ada", "Ada", "Eve"]);
    // A month is over on its last day.
    let on = |day| debts.iter().map(|debt| debt.kind_on(Some(day)).name()).collect::<Vec<_>>();
    assert_eq!(on(date(2020, 1, 6)), ["overdue", "open", "unowned"]);
    assert_eq!(on(date(2020, 2, 29)), ["overdue", "open", "unowned"]);
    assert_eq!(on(date(2020, 3, 1)), ["overdue", "overdue", "unowned"]);
    assert_eq!(debts[0].kind_on(None), DebtKind::Open);
    let (path, span) = debts[1].place(&knowledge).unwrap();
    assert_eq!(
        (path.as_str(), &text[span.unwrap()]),
        ("content/reports/p.md", "- [ ] Alert sooner (@Ada, 2020-02)\n")
    );
}

#[test]
fn what_was_announced_is_the_organisers_where_there_is_an_event() {
    let at_event = "+++\ntitle = \"A\"\nevent = \"rex\"\nvideo = { status = \"awaited\", expected = \"2017-11\" }\nslides = { status = \"lost\" }\n+++\n";
    let alone = "+++\ntitle = \"B\"\nevent = false\nslides = { status = \"awaited\" }\n+++\n";
    let files = [EVENT, ("talks/a.md", at_event), ("talks/b.md", alone)];
    assert_eq!(
        kinds(&files),
        [
            (DebtKind::Awaited, Actor::Organiser, "A".to_owned()),
            (DebtKind::Awaited, Actor::Author, "B".to_owned())
        ]
    );
    let knowledge = resolved_site(&files);
    let debts = all(&knowledge);
    assert_eq!(debts[0].who(&knowledge), ["Ministry"]);
    assert_eq!(
        debts[0].message(&knowledge),
        "the video of `A` is awaited since 2017-10-02, expected 2017-11"
    );
    let (_, span) = debts[0].place(&knowledge).unwrap();
    assert_eq!(&at_event[span.unwrap()], "\"awaited\"");
}

#[test]
fn talks_are_uncovered_where_a_report_tells_of_their_event() {
    let talk = |title: &str| format!("+++\ntitle = \"{title}\"\nevent = \"rex\"\n+++\n");
    let (a, b) = (talk("A"), talk("B"));
    let files = [EVENT, ("talks/a.md", a.as_str()), ("talks/b.md", b.as_str())];
    assert_eq!(kinds(&files), []);
    let report = "+++\ntitle = \"R\"\ndate = 2017-11-01\ncovers = [\"a\"]\n+++\n";
    let told = [files.as_slice(), &[("reports/r.md", report)]].concat();
    assert_eq!(
        kinds(&told),
        [
            (DebtKind::Stale, Actor::Author, "REX".to_owned()),
            (DebtKind::Uncovered, Actor::Author, "B".to_owned())
        ]
    );
}

#[test]
fn figures_want_a_source_and_reports_a_failure() {
    let report = |lessons: &str| {
        format!(
            "+++\ntitle = \"R\"\ndate = 2017-11-01\n[[figures]]\nmetric = \"bare\"\nvalue = 1\n[[figures]]\nmetric = \"quoted\"\nvalue = 2\nquote = \"two\"\n[[figures]]\nmetric = \"sourced\"\nvalue = 3\nsource = \"https://example.org/\"\n+++\n{lessons}"
        )
    };
    let of = |lessons: &str| {
        let text = report(lessons);
        kinds(&[("reports/r.md", text.as_str())]).into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>()
    };
    let (bare, one_sided) = (DebtKind::Unsourced, DebtKind::OneSided);
    assert_eq!(of(""), [bare]);
    let linked =
        report("").replace("date = 2017-11-01", "date = 2017-11-01\nlinks = [\"https://example.org/\"]");
    assert_eq!(kinds(&[("reports/r.md", linked.as_str())]), []);
    assert_eq!(of("## Lessons learned\n\n- Test more often\n"), [bare, one_sided]);
    assert_eq!(
        of("## Lessons learned\n\n- Test more often\n\n## What went wrong\n\n- Nobody looked at it\n"),
        [bare]
    );
}

#[test]
fn lessons_are_to_be_applied_and_to_be_looked_at_again() {
    let text = "+++\ntitle = \"R\"\ndate = 2017-11-01\n+++\n## What went wrong\n\n- Caches were cold everywhere\n  - state: identified\n- Nobody was on call that day\n  - state: rejected\n  - stale_after: 2018\n- Alarms came much too late\n  - state: applied\n  - stale_after: 2018-06\n- Nothing is known of this one\n";
    let knowledge = resolved_site(&[("reports/r.md", text)]);
    let debts = all(&knowledge);
    let on = |day| {
        let owed = debts.iter().filter(|debt| debt.is_owed_on(day));
        owed.map(|debt| (debt.kind.name(), knowledge.record(debt.of).title.as_str())).collect::<Vec<_>>()
    };
    let unapplied = ("unapplied", "Caches were cold everywhere");
    assert_eq!(on(None), [unapplied]);
    assert_eq!(on(Some(date(2018, 6, 30))), [unapplied]);
    assert_eq!(on(Some(date(2018, 7, 1))), [unapplied, ("stale", "Alarms came much too late")]);
    let message = debts[1].message(&knowledge);
    assert!(message.contains("it was to be looked at again after 2018-06"), "{message}");
}

#[test]
fn a_name_that_many_name_wants_a_file() {
    let talk = |number: usize| {
        (
            format!("talks/{number}.md"),
            format!(
                "+++\ntitle = \"T{number}\"\nevent = false\nspeakers = [\"Ève\"]\ntopics = [\"Chaos\"]\n+++\n"
            ),
        )
    };
    let stubs = |count: usize| {
        let talks: Vec<_> = (0..count).map(talk).collect();
        let files: Vec<_> = talks.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        kinds(&files).into_iter().map(|(kind, _, title)| (kind, title)).collect::<Vec<_>>()
    };
    assert_eq!(stubs(MENTIONS - 1), []);
    let both = [(DebtKind::Stub, "Ève".to_owned()), (DebtKind::Stub, "Chaos".to_owned())];
    assert_eq!(stubs(MENTIONS), both);
}
