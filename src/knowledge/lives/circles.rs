//! Lessons that take one another's place in a circle: none of them would be in force.

use std::collections::BTreeMap;

use crate::knowledge::record::{Record, RecordId};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::spanned::Span;

/// That one lesson takes the place of another, and where that is said.
pub(super) type Succession = (RecordId, RecordId, Span);

/// Reports each succession that closes a circle.
pub(super) fn tell(records: &[Record], successions: &[Succession], diagnostics: &mut Vec<Diagnostic>) {
    let mut from: BTreeMap<RecordId, Vec<&Succession>> = BTreeMap::new();
    for succession in successions {
        from.entry(succession.0).or_default().push(succession);
    }
    let mut met: BTreeMap<RecordId, Met> = BTreeMap::new();
    for start in from.keys() {
        // Each lesson on the way, with the next of its ties to follow.
        let mut way: Vec<(RecordId, usize)> = vec![(*start, 0)];
        while let Some((at, next)) = way.last_mut() {
            if *next == 0 && met.insert(*at, Met::OnTheWay).is_some() {
                met.insert(*at, Met::Done);
                way.pop();
                continue;
            }
            let Some(succession) = from.get(at).and_then(|successions| successions.get(*next)) else {
                met.insert(*at, Met::Done);
                way.pop();
                continue;
            };
            *next += 1;
            match met.get(&succession.1) {
                Some(Met::OnTheWay) => diagnostics.extend(closes(records, succession)),
                Some(Met::Done) => {}
                None => way.push((succession.1, 0)),
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Met {
    OnTheWay,
    Done,
}

fn closes(records: &[Record], (from, to, span): &Succession) -> Option<Diagnostic> {
    let outline = records[from.0 as usize].outline.as_ref()?;
    let other = &records[to.0 as usize].title;
    let message = if from == to {
        "this lesson is said to supersede itself".to_owned()
    } else {
        format!(
            "lessons supersede one another in a circle: `{other}` supersedes this one, by itself or through others"
        )
    };
    let diagnostic = Diagnostic::error(Code::LessonCircle, &outline.path, message);
    Some(
        diagnostic
            .with_span(span.clone())
            .with_hint("take out the reference from the older lesson to the newer"),
    )
}
