//! Which posts are another one in another language.

use std::collections::BTreeMap;

use super::links::Targets;
use super::post::Post;
use crate::harvest::record::RecordId;

/// The records of translations: of each post that says whose translation it is, that one's.
pub(super) fn originals(
    posts: &[Post],
    ids: &[RecordId],
    targets: &Targets<'_>,
) -> BTreeMap<usize, RecordId> {
    let mut found: BTreeMap<usize, RecordId> = BTreeMap::new();
    for (index, post) in posts.iter().enumerate() {
        let Some(original) = post.original.as_deref().and_then(|original| targets.post(original)) else {
            continue;
        };
        let other = ids.iter().position(|id| *id == original);
        // Of two that name each other, one says it.
        let is_said = other.is_some_and(|other| found.get(&other) == Some(&ids[index]));
        if original != ids[index] && !is_said {
            found.insert(index, original);
        }
    }
    found
}
