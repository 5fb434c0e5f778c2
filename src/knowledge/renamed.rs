//! Records that had other names before: what is wrong with what is said of them, and under which name another record speaks of one.
//!
//! What always holds: the name that a record has where another speaks of it depends on that other's date, on the name that was written there, and on what the
//! file of the first says; never on the day of the build.

use crate::document::Outline;
use crate::document::matter::FormerName;
use crate::vocab::date::{PartialDate, Zones};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fold::fold_name;

use super::record::{KnowledgeBase, Record, RecordId};

/// Which of a record's former names this is, whatever its case and accents.
pub(super) fn former_name(outline: &Outline, written: &str) -> Option<usize> {
    let written = fold_name(outline.kind, written);
    outline.common.former.iter().position(|former| fold_name(outline.kind, &former.name.value) == written)
}

impl Record {
    /// The names that it had, as its author gives them.
    pub fn former_names(&self) -> &[FormerName] {
        self.own_outline().map_or(&[], |outline| &outline.common.former)
    }

    /// Its other names but those that it had before.
    pub fn other_names_today(&self) -> impl Iterator<Item = &String> {
        let is_former = |name: &String| self.former_names().iter().any(|former| former.name.value == *name);
        self.aliases.iter().filter(move |name| !is_former(name))
    }
}

impl KnowledgeBase {
    /// The name that `of` had when `speaker` speaks of it; none where it is the one that it has.
    pub fn name_then(&self, speaker: &Record, of: RecordId) -> Option<&str> {
        let spoken = speaker.spoken.iter().find(|spoken| spoken.of == of)?;
        self.name_at(of, spoken.by, speaker)
    }

    /// The same where a link of its text names it so.
    pub fn linked_name_then(&self, speaker: &Record, of: RecordId, written: &str) -> Option<&str> {
        let outline = self.record(of).own_outline().filter(|outline| !outline.common.former.is_empty())?;
        self.name_at(of, former_name(outline, written), speaker)
    }

    fn name_at(&self, of: RecordId, written: Option<usize>, speaker: &Record) -> Option<&str> {
        let former = self.record(of).former_names();
        then(former, written, speaker.sure_date()).map(|index| former[index].name.value.as_str())
    }
}

/// How a name stands to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It was the name then.
    Held,
    /// It was not.
    Not,
    /// What is known of both dates does not say.
    Unsure,
}

/// Which of these names was had on a day. The one that was written, unless dates say that it was not the name then; else the one that ended next, when that is one.
fn then(former: &[FormerName], written: Option<usize>, date: Option<PartialDate>) -> Option<usize> {
    let date = date?;
    if let Some(written) = written
        && standing(&former[written], date) != Standing::Not
    {
        return Some(written);
    }
    let held = former.iter().enumerate().filter(|(_, former)| standing(former, date) == Standing::Held);
    let held: Vec<_> =
        held.filter_map(|(index, former)| Some((former.until.as_ref()?.value, index))).collect();
    let next = held.iter().min()?;
    // Of two that were merged, nobody knows which was meant.
    held.iter().all(|other| other.1 == next.1 || other.0 != next.0).then_some(next.1)
}

fn standing(former: &FormerName, date: PartialDate) -> Standing {
    let ends_before = |one: PartialDate, other: PartialDate| one.ends_before(other, Zones::Same);
    let until = former.until.as_ref().map(|until| until.value);
    let since = former.since.as_ref().map(|since| since.value);
    if since.is_some_and(|since| ends_before(date, since))
        || until.is_some_and(|until| ends_before(until, date))
    {
        return Standing::Not;
    }
    if until.is_some_and(|until| ends_before(date, until)) { Standing::Held } else { Standing::Unsure }
}

/// Reports former names that are the title, that end before they begin, and that overlap.
pub(super) fn check(outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    let former = &outline.common.former;
    let path = &outline.path;
    for name in former {
        if fold_name(outline.kind, &name.name.value) == outline.folded.title {
            let message =
                format!("`{}` is the name that this {} has now", name.name.value, outline.kind.name());
            diagnostics.push(
                Diagnostic::warning(Code::FormerName, path, message)
                    .with_span(name.name.span.clone())
                    .with_hint("write the new name as its `title`, or remove this one"),
            );
        }
        if let (Some(since), Some(until)) = (&name.since, &name.until)
            && until.value.ends_before(since.value, Zones::Same)
        {
            let message =
                format!("`{}` ends on {}, before it begins on {}", name.name.value, until.value, since.value);
            diagnostics.push(
                Diagnostic::error(Code::FormerName, path, message)
                    .with_span(until.span.clone())
                    .with_hint("swap the two dates, or correct one"),
            );
        }
    }
    check_overlaps(outline, diagnostics);
}

/// Reports a name that begins while one before it is not over. Names that end together are those of what was merged.
fn check_overlaps(outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    let mut periods: Vec<_> = (outline.common.former.iter())
        .filter_map(|former| Some((former.until.as_ref()?.value, former.since.as_ref(), &former.name)))
        .collect();
    periods.sort_by_key(|(until, ..)| *until);
    for pair in periods.windows(2) {
        let [(earlier, _, before), (until, Some(since), name)] = pair else { continue };
        if earlier != until && since.value.ends_before(*earlier, Zones::Same) {
            let message = format!(
                "`{}` begins on {}, while `{}` is the name until {earlier}",
                name.value, since.value, before.value
            );
            diagnostics.push(
                Diagnostic::warning(Code::FormerName, &outline.path, message)
                    .with_span(since.span.clone())
                    .with_hint("correct one of the dates; of two that were merged, give both the same `until`, or leave `since` out"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::spanned::Spanned;

    fn name(name: &str, since: &str, until: &str) -> FormerName {
        let date = |text: &str| PartialDate::parse(text).ok().map(|date| Spanned::new(0..0, date));
        FormerName { name: Spanned::new(0..0, name.into()), since: date(since), until: date(until) }
    }

    #[test]
    fn a_talk_has_the_name_of_its_time() {
        let former = [name("A", "", "2005"), name("B", "2005", "2017-12"), name("C", "", "")];
        let on = |date: &str, written| then(&former, written, PartialDate::parse(date).ok());
        assert_eq!(on("2003-05", None), Some(0));
        assert_eq!(on("2017-10-02", None), Some(1));
        assert_eq!(on("2018", None), None);
        // What is known of the dates does not say: what was written.
        assert_eq!((on("2017-12-05", None), on("2017-12-05", Some(1))), (None, Some(1)));
        // Written, and not the name then.
        assert_eq!((on("2018", Some(1)), on("2003", Some(1))), (None, Some(0)));
        assert_eq!(on("2018", Some(2)), Some(2));
        assert_eq!(then(&former, Some(1), None), None);
    }

    #[test]
    fn of_two_that_were_merged_the_written_one_is_meant() {
        let former = [name("A", "", "2010"), name("B", "", "2010")];
        let on = |written| then(&former, written, PartialDate::parse("2009").ok());
        assert_eq!((on(None), on(Some(0)), on(Some(1))), (None, Some(0), Some(1)));
    }
}
