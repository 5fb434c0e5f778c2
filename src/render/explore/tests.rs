//! The charts' numbers, from small sites.

use super::*;
use crate::knowledge::KnowledgeBase;
use crate::site::tests::{documents, resolved};
use crate::vocab::kind::Kind;

fn site(files: &[(&str, &str)]) -> (KnowledgeBase, Vec<crate::knowledge::RecordId>) {
    let knowledge = resolved(&documents(files));
    let works = [Kind::Talk, Kind::Report];
    let works =
        knowledge.iter().filter(|(_, record)| works.contains(&record.kind)).map(|(id, _)| id).collect();
    (knowledge, works)
}

fn titles(knowledge: &KnowledgeBase, ids: &[crate::knowledge::RecordId]) -> Vec<String> {
    ids.iter().map(|id| knowledge.record(*id).title.clone()).collect()
}

const A: &str =
    "+++\ntitle = \"A\"\ndate = 2016-01-01\ntopics = [\"DNS\"]\norganisations = [\"Monzo\"]\n+++\n";
const B: &str = "+++\ntitle = \"B\"\ndate = 2018-01-01\ntopics = [\"ndots\", \"Chaos\"]\norganisations = [\"Monzo\", \"Nobody\"]\n+++\n";
const C: &str = "+++\ntitle = \"C\"\ndate = 2018\ntopics = [\"DNS\"]\n+++\n";
const NDOTS: &str = "+++\ntitle = \"ndots\"\nbroader = \"DNS\"\n+++\n";
const D: &str = "+++\ntitle = \"D\"\ntopics = [\"DNS\"]\n+++\n";

#[test]
fn years_without_anything_are_counted_too() {
    let (knowledge, works) =
        site(&[("talks/a.md", A), ("talks/b.md", B), ("reports/c.md", C), ("talks/d.md", D)]);
    let years = by_year(&knowledge, works.iter().copied());
    let numbers: Vec<_> = years.iter().map(|year| (year.year, year.talks, year.reports)).collect();
    assert_eq!(numbers, [(2016, 1, 0), (2017, 0, 0), (2018, 1, 1)]);
    let old = "+++\ntitle = \"Old\"\ndate = 1900\n+++\n";
    let (knowledge, works) = site(&[("talks/a.md", A), ("talks/old.md", old)]);
    let years = by_year(&knowledge, works.iter().copied());
    assert_eq!((years.len(), years[0].year), (40, 1977));
    assert!(by_year(&knowledge, std::iter::empty()).is_empty());
}

#[test]
fn a_narrow_topic_counts_for_the_wider_one() {
    let files = [("talks/a.md", A), ("talks/b.md", B), ("reports/c.md", C), ("topics/ndots.md", NDOTS)];
    let (knowledge, works) = site(&files);
    let topics = topics_by_year(&knowledge, &works);
    assert_eq!(titles(&knowledge, &topics.rows), ["DNS", "Chaos", "ndots"]);
    assert_eq!(topics.columns, [2016, 2017, 2018]);
    assert_eq!(topics.counts, [vec![1, 0, 2], vec![0, 0, 1], vec![0, 0, 1]]);
    assert_eq!(topics.largest(), 2);

    let organisations = organisations_by_topic(&knowledge, &works);
    assert_eq!(titles(&knowledge, &organisations.rows), ["Monzo", "Nobody"]);
    assert_eq!(titles(&knowledge, &organisations.columns), ["DNS", "Chaos", "ndots"]);
    assert_eq!(organisations.counts, [vec![2, 1, 1], vec![1, 1, 1]]);
}

#[test]
fn topics_in_a_circle_end() {
    let circle = "+++\ntitle = \"DNS\"\nbroader = \"ndots\"\n+++\n";
    let (knowledge, works) =
        site(&[("talks/a.md", A), ("topics/ndots.md", NDOTS), ("topics/dns.md", circle)]);
    assert_eq!(topics_by_year(&knowledge, &works).rows.len(), 2);
}

#[test]
fn a_matrix_holds_the_largest() {
    let talk = |index: usize| {
        let topics: Vec<_> = (0..60)
            .filter(|topic| usize::is_multiple_of(index, topic + 1))
            .map(|topic| format!("\"T{topic}\""))
            .collect();
        format!("+++\ntitle = \"{index}\"\ndate = {}\ntopics = [{}]\n+++\n", 1950 + index, topics.join(", "))
    };
    let talks: Vec<(String, String)> =
        (0..60).map(|index| (format!("talks/{index}.md"), talk(index))).collect();
    let files: Vec<_> = talks.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (knowledge, works) = site(&files);
    let topics = topics_by_year(&knowledge, &works);
    assert_eq!((topics.rows.len(), topics.columns.len()), (10, 12));
    assert_eq!((knowledge.record(topics.rows[0]).title.as_str(), topics.columns[11]), ("T0", 2009));
}

#[test]
fn figures_are_compared_over_time_and_side_by_side() {
    let figure = |metric: &str, value: &str, period: &str| {
        format!(
            "[[figures]]\nmetric = \"{metric}\"\nvalue = {value}\nunit = \"releases\"\nperiod = \"{period}\"\n"
        )
    };
    let text = format!(
        "+++\ntitle = \"A\"\n{}before = 20\n{}{}{}+++\n",
        figure("Releases", "80", "2017"),
        figure("releases", "50", "2016"),
        figure("Rollbacks", "4", "2017"),
        figure("Losses", "-3", "2019"),
    );
    let (knowledge, _) = site(&[("talks/a.md", text.as_str())]);
    let shown = |claims: &Claims| {
        let rows = claims
            .rows
            .iter()
            .map(|row| format!("{}{} {}", if row.is_before { "< " } else { "" }, row.value, row.share));
        format!(
            "{}: {}",
            claims.metric.as_deref().unwrap_or("side by side"),
            rows.collect::<Vec<_>>().join(", ")
        )
    };
    let shown: Vec<_> = claims(&knowledge).iter().map(shown).collect();
    assert_eq!(shown, ["Releases: 50 63, < 20 25, 80 100", "side by side: 80 100, 4 5"]);
}

#[test]
fn figures_of_one_metric_are_in_the_order_of_time() {
    let talk = |date: &str, value: &str, period: &str| {
        let figure = format!("[[figures]]\nmetric = \"Releases\"\nvalue = {value}\n{period}");
        format!("+++\ntitle = \"T {value}\"\n{date}{figure}\n+++\n")
    };
    let files = [
        ("talks/a.md", talk("date = 2019-01-01\n", "19", "")),
        ("talks/b.md", talk("date = 2017-01-01\n", "17", "")),
        ("talks/c.md", talk("date = 2020-01-01\n", "15", "period = \"2015/2016\"")),
        ("talks/d.md", talk("date = 2017-01-01\n", "18", "")),
        ("talks/e.md", talk("", "1", "")),
        ("talks/f.md", talk("date = 2020-01-01\n", "20", "period = \"by then\"")),
    ];
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (knowledge, _) = site(&files);
    let values: Vec<_> = claims(&knowledge)[0].rows.iter().map(|row| row.value as i32).collect();
    assert_eq!(values, [1, 15, 18, 17, 19, 20]);
}

#[test]
fn charts_are_there_when_one_has_something_to_show() {
    let shows = |files: &[(&str, &str)]| {
        let (knowledge, works) = site(files);
        let events: Vec<_> = knowledge.of_kind(Kind::Event).map(|(id, _)| id).collect();
        shows_something(&knowledge, &works, &events)
    };
    assert!(!shows(&[("talks/d.md", D), ("talks/e.md", "+++\ntitle = \"E\"\n+++\n")]));
    assert!(shows(&[("talks/d.md", D), ("talks/a.md", A)]));
    assert!(shows(&[("talks/d.md", D), ("events/e.md", "+++\ntitle = \"E\"\ndate = 2020\n+++\n")]));
    let lived = "+++\ntitle = \"D\"\ntopics = [\"DNS\"]\norganisations = [\"Monzo\"]\n+++\n";
    assert!(shows(&[("talks/d.md", lived)]));
}

#[test]
fn events_stand_at_their_days() {
    let event = |date: &str| format!("+++\ntitle = \"{date}\"\ndate = \"{date}\"\n+++\n");
    let texts = ["2017-01-01", "2017-12-31", "2017-06", "2017", "2019-02-03"]
        .map(|date| (format!("events/e-{date}.md"), event(date)));
    let files: Vec<_> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (knowledge, _) = site(&files);
    let mut events: Vec<_> = knowledge.of_kind(Kind::Event).map(|(id, _)| id).collect();
    events.sort_by_key(|id| std::cmp::Reverse(knowledge.record(*id).date));
    let years = timeline(&knowledge, &events);
    assert_eq!(
        years.iter().map(|(year, marks)| (*year, marks.len())).collect::<Vec<_>>(),
        [(2019, 1), (2017, 4)]
    );
    let places: Vec<_> = years[1].1.iter().map(|mark| mark.place).collect();
    assert_eq!(places, [None, Some(0), Some(456), Some(997)]);
    assert!(years[1].1.iter().all(|mark| mark.size == 1));
}
