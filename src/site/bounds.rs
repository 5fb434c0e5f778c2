//! How much of other records one page shows.
//!
//! What always holds: a list that stands on the pages of all that it lists has a bound, since a thousand pages that list one another are a million entries. What a
//! record's own page lists once needs none: its author wrote as much.

/// Other lessons or figures of the same source, on the page of one of them: those around it.
pub(crate) const SIBLINGS: usize = 50;
/// Lessons that a page shows once more, below the text that they stand in.
pub(crate) const OWN_LESSONS: usize = 50;
/// Records on a page that their texts link to.
pub(crate) const MENTIONS: usize = 12;
/// Actions on the page of their owner.
pub(crate) const OWN_ACTIONS: usize = 10;
/// Lessons of each sort that a lesson's page names: the same elsewhere, those that say otherwise.
pub(crate) const TIED: usize = 20;
/// People or organisations on a card.
pub(crate) const ON_A_CARD: usize = 12;
/// Lessons on one page of their list: each takes some 600 bytes, and the ways to other lists stand above them.
pub(crate) const LESSONS: usize = 30;
/// Talks and reports on one page of a name, which has much else on its first page.
pub(crate) const OF_A_NAME: usize = 12;
/// Figures on one page of their metric.
pub(crate) const MEASURES: usize = 24;
/// Characters of a description on a card, or in a record's feed.
pub(crate) const DESCRIPTION: usize = 500;
/// Names of each sort in an entry of a record's feed, which each of these names may have.
pub(crate) const IN_AN_ENTRY: usize = 12;
/// Pages in the site's menu, which stands on every page.
pub(crate) const MENU: usize = crate::knowledge::LONGEST_MENU;
/// Letters of the way through a long list of names, which stands on each of its pages.
pub(crate) const LETTERS: usize = 200;
/// Cells of a day's programme by room and time: where there would be more, the list must do.
pub(crate) const CELLS: usize = 4_000;

/// The first of these, at most so many, and how many others there are when there are any.
pub(crate) fn few<T>(all: &[T], most: usize) -> (&[T], Option<usize>) {
    let shown = all.len().min(most);
    (&all[..shown], Some(all.len() - shown).filter(|others| *others > 0))
}

/// Those that stand around a place, at most so many without the one at the place itself, and how many others there are when there are any.
pub(crate) fn around<T: Copy>(all: &[T], place: usize, most: usize) -> (Vec<T>, Option<usize>) {
    let end = (place + most / 2 + 1).max(most + 1).min(all.len());
    let start = end.saturating_sub(most + 1);
    let shown: Vec<T> = (start..end).filter(|index| *index != place).map(|index| all[index]).collect();
    let others = all.len().saturating_sub(shown.len() + 1);
    (shown, Some(others).filter(|others| *others > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_shows_its_beginning_or_what_is_around() {
        assert_eq!(few(&[1, 2, 3], 3), (&[1, 2, 3][..], None));
        assert_eq!(few(&[1, 2, 3], 2), (&[1, 2][..], Some(1)));
        let all: Vec<usize> = (0..10).collect();
        assert_eq!(around(&all, 0, 4), (vec![1, 2, 3, 4], Some(5)));
        assert_eq!(around(&all, 5, 4), (vec![3, 4, 6, 7], Some(5)));
        assert_eq!(around(&all, 9, 4), (vec![5, 6, 7, 8], Some(5)));
        for place in 0..10 {
            assert_eq!(around(&all, place, 9), ((0..10).filter(|one| *one != place).collect(), None));
            assert_eq!(around(&all, place, 20).0.len(), 9);
        }
        assert_eq!(around(&[7], 0, 4), (vec![], None));
    }
}
