//! Several accounts of one thing, on the page of a talk or report: what they agree on, and where they differ.

use crate::knowledge::RecordId;
use crate::knowledge::accounts::{Claim, Compared, Matter, Said};
use crate::render::amounts;
use crate::render::cards::{NameCard, WorkCard};
use crate::theme::dates;
use crate::theme::view::{Flag, Shared, Text, view};

use super::viewer::Viewer;

view! {
    /// What several accounts say of one matter.
    pub(super) struct AccountMatter {
        /// The matter: `date`, `speakers`, `duration` or `metric`.
        matter: Text,
        /// The metric, when it is one.
        metric: Option<Shared<NameCard>>,
        /// They differ.
        differ: Flag,
        /// What is said, each with those who say it.
        claims: Vec<AccountClaim>,
    }
}

view! {
    /// What some accounts say alike.
    pub(super) struct AccountClaim {
        /// In words.
        text: Text,
        /// Its author is not sure.
        uncertain: Flag,
        /// The talk and reports that say so.
        by: Vec<Shared<WorkCard>>,
    }
}

/// What the accounts of a talk or report say of the same matters.
pub(super) fn accounts(viewer: &Viewer<'_>, id: RecordId) -> Vec<AccountMatter> {
    viewer.site.knowledge().compared(id).iter().map(|compared| shown(viewer, compared)).collect()
}

fn shown(viewer: &Viewer<'_>, compared: &Compared) -> AccountMatter {
    let (matter, metric) = match compared.matter {
        Matter::Date => ("date", None),
        Matter::Speakers => ("speakers", None),
        Matter::Duration => ("duration", None),
        Matter::Metric(metric) => ("metric", Some(viewer.card(metric))),
    };
    AccountMatter {
        matter: Text::of(matter),
        metric,
        differ: Flag(compared.claims.len() > 1),
        claims: compared.claims.iter().map(|claim| claimed(viewer, claim)).collect(),
    }
}

fn claimed(viewer: &Viewer<'_>, claim: &Claim) -> AccountClaim {
    let (site, phrases) = (viewer.site, viewer.site.phrases());
    let (text, uncertain) = match &claim.said {
        Said::Date(date, doubt) => (dates::doubtful_text(*date, doubt.as_ref(), phrases), doubt.is_some()),
        Said::People(people) => {
            let names: Vec<&str> = people.iter().map(|id| site.record(*id).title.as_str()).collect();
            (phrases.locale.lists.text(&names), false)
        }
        Said::Duration(duration) => (dates::duration(*duration), false),
        Said::Figure(measure) => match site.record(measure.figure).figure() {
            Some(figure) => (amounts::with_unit(figure, phrases), figure.is_uncertain()),
            None => (String::new(), false),
        },
    };
    AccountClaim {
        text: Text::of(text),
        uncertain: Flag(uncertain),
        by: viewer.cards(claim.by.iter().copied()),
    }
}
