//! What is owed, on as many pages as it fills: which pages there are, and where on them each sort of debt begins.

use crate::knowledge::debts::{Actor, Debt, DebtKind};
use crate::knowledge::own::OwnPage;
use crate::site::Site;
use crate::site::part::Part;
use crate::theme::family::Family;

/// So many debts stand on one page: each takes some 400 bytes.
const ON_A_PAGE: usize = 40;

/// Debts of one kind that the same can act on.
pub(super) struct Group {
    pub(super) actor: Actor,
    pub(super) kind: DebtKind,
    /// How many there are, on all pages.
    pub(super) count: usize,
    /// The address of the first of them, from the site's root.
    pub(super) address: String,
}

/// Whether something is owed, and a page tells it.
pub(super) fn are_shown(site: &Site<'_>) -> bool {
    site.has(Family::FollowUps) && !site.listing.follow_ups.is_empty()
}

/// The pages that it is on.
pub(super) fn parts(site: &Site<'_>) -> impl Iterator<Item = Part> + use<> {
    Part::all(site.listing.follow_ups.len(), ON_A_PAGE)
}

/// All groups, in the order in which they stand on the pages.
pub(super) fn groups(site: &Site<'_>) -> Vec<Group> {
    let mut at = 0;
    let group = |debts: &[Debt]| {
        let part = Part::address(&OwnPage::FollowUps.address(), at / ON_A_PAGE + 1);
        at += debts.len();
        let Debt { actor, kind, .. } = debts[0];
        Group { actor, kind, count: debts.len(), address: format!("{part}#{}", anchor(actor, kind)) }
    };
    site.listing.follow_ups.chunk_by(is_same_group).map(group).collect()
}

/// Whether two debts stand below one heading.
pub(super) fn is_same_group(a: &Debt, b: &Debt) -> bool {
    (a.actor, a.kind) == (b.actor, b.kind)
}

/// The anchor of a group's heading.
pub(super) fn anchor(actor: Actor, kind: DebtKind) -> String {
    format!("{}-{}", actor.name(), kind.name())
}
