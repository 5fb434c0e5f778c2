//! Records that authors say are the same in pairs, as groups: whoever is in one with one of its members is in one with all.

use std::collections::BTreeMap;

use super::record::RecordId;

/// The groups that these pairs make, each in the order of numbers.
pub(super) fn groups(pairs: impl IntoIterator<Item = (RecordId, RecordId)>) -> Vec<Vec<RecordId>> {
    // Each record's way to the first of its group; the first's own is itself.
    let mut leads_to: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    for (a, b) in pairs {
        let (a, b) = (first_of_group(&mut leads_to, a), first_of_group(&mut leads_to, b));
        leads_to.insert(a.max(b), a.min(b));
    }
    let members: Vec<RecordId> = leads_to.keys().copied().collect();
    let mut groups: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for member in members {
        groups.entry(first_of_group(&mut leads_to, member)).or_default().push(member);
    }
    groups.into_values().collect()
}

/// The first of a record's group, which is the record itself when nobody knows of a group.
///
/// No library: union-find is a dozen lines, and is part of libraries of graphs, of which nothing else is needed.
fn first_of_group(leads_to: &mut BTreeMap<RecordId, RecordId>, id: RecordId) -> RecordId {
    let mut at = id;
    while let Some(next) = leads_to.get(&at).copied().filter(|next| *next != at) {
        // Whoever comes this way again has half as far.
        let after = leads_to.get(&next).copied().unwrap_or(next);
        leads_to.insert(at, after);
        at = after;
    }
    leads_to.entry(at).or_insert(at);
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Groups part the members: each is in one; two of a pair are in the same; and the order of the pairs is of no matter.
        #[test]
        fn groups_part_their_members(pairs in proptest::collection::vec((0_u32..40, 0_u32..40), 0..60)) {
            let pairs: Vec<_> = pairs.into_iter().map(|(a, b)| (RecordId(a), RecordId(b))).collect();
            let made = groups(pairs.iter().copied());
            let mut members: Vec<RecordId> = made.iter().flatten().copied().collect();
            let count = members.len();
            members.sort_unstable();
            members.dedup();
            prop_assert_eq!(members.len(), count, "somebody is in two groups");
            let group_of = |id: RecordId| made.iter().position(|group| group.contains(&id));
            for (a, b) in &pairs {
                prop_assert!(group_of(*a).is_some() && group_of(*a) == group_of(*b));
            }
            // Nobody is with one to whom no pairs lead.
            for group in &made {
                let mut reached = vec![group[0]];
                let mut next = 0;
                while next < reached.len() {
                    for (a, b) in &pairs {
                        for (from, to) in [(*a, *b), (*b, *a)] {
                            if from == reached[next] && !reached.contains(&to) {
                                reached.push(to);
                            }
                        }
                    }
                    next += 1;
                }
                reached.sort_unstable();
                prop_assert_eq!(&reached, group);
            }
            let reversed = groups(pairs.iter().rev().map(|(a, b)| (*b, *a)));
            prop_assert_eq!(made, reversed);
        }
    }
}
