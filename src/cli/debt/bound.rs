//! How much of what is owed is too much: `overdue=0`.

use std::str::FromStr;

use crate::cli::numbers::thousands;
use crate::pipeline::{DebtKind, Owed};

/// The word for all kinds together.
const TOTAL: &str = "total";

/// How much may be owed of a kind, or of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    /// None: of all kinds together.
    kind: Option<DebtKind>,
    most: usize,
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, number) = text.split_once('=').ok_or("write a kind and a number: `overdue=0`")?;
        let kind = DebtKind::from_name(name);
        if kind.is_none() && name != TOTAL {
            let names: Vec<_> = DebtKind::ALL.iter().map(|kind| format!("`{}`", kind.name())).collect();
            return Err(format!("`{name}` is no kind: it may be {} or `{TOTAL}`", names.join(", ")));
        }
        let most = number.parse().map_err(|_| format!("`{number}` is no whole number"))?;
        Ok(Self { kind, most })
    }
}

impl Bound {
    /// What to say when more is owed than this.
    pub(super) fn passed_by(&self, owed: &[Owed]) -> Option<String> {
        let count = owed.iter().filter(|owed| self.kind.is_none_or(|kind| owed.kind == kind)).count();
        let name = self.kind.map_or(TOTAL, DebtKind::name);
        let (count, most) = (count > self.most).then(|| (thousands(count), thousands(self.most)))?;
        Some(format!("{name}: {count}, and at most {most} may be (`--fail-on {name}={}`)", self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_kind_and_a_number() {
        assert_eq!("overdue=0".parse(), Ok(Bound { kind: Some(DebtKind::Overdue), most: 0 }));
        assert_eq!("total=12".parse(), Ok(Bound { kind: None, most: 12 }));
        for (wrong, said) in
            [("overdue", "`overdue=0`"), ("late=1", "`one-sided`"), ("stub=-1", "`-1`"), ("stub=", "``")]
        {
            assert!(wrong.parse::<Bound>().unwrap_err().contains(said), "{wrong}");
        }
    }
}
