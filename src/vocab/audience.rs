//! For whom something is written: for everybody, or for those within the author's own organisation.
//!
//! A word of its own, since config, front matter, the text itself and the command line all say it. What always holds: a word that is
//! neither of the two is never taken for [`Audience::Public`]; who asks gets nothing, and has to hold back.

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For whom a site is built, or a text is written.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Deserialize,
    Serialize,
    JsonSchema,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "audience")]
pub enum Audience {
    /// Everybody: what is marked as internal is left out.
    #[default]
    Public,
    /// The author's own organisation: what is marked as internal is there, too.
    Internal,
}

/// Words that an author may have meant `internal` by.
const LIKE_INTERNAL: &[&str] = &["confidential", "confidentiel", "privé", "private", "restricted", "secret"];

impl Audience {
    /// Its name: `internal`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }

    /// The audience of this name, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        [Self::Public, Self::Internal].into_iter().find(|audience| word.eq_ignore_ascii_case(audience.name()))
    }

    /// Whether a word is the name of an audience, or a slip of one.
    pub(crate) fn is_near(word: &str) -> bool {
        let word = word.trim().to_lowercase();
        let is_slip = |name: &str| {
            word.len().abs_diff(name.len()) <= 2 && strsim::damerau_levenshtein(&word, name) <= 2
        };
        word.starts_with("intern")
            || is_slip("internal")
            || is_slip("public")
            || LIKE_INTERNAL.contains(&&*word)
    }

    /// Whether a key is `audience`, or a slip of it.
    pub(crate) fn is_key_near(key: &str) -> bool {
        let key = key.to_lowercase();
        key.len().abs_diff(KEY.len()) <= 2 && strsim::damerau_levenshtein(&key, KEY) <= 2
    }
}

/// The key that an audience is said by.
pub(crate) const KEY: &str = "audience";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_audience_and_is_known_for_one() {
        assert_eq!(Audience::parse(" Internal "), Some(Audience::Internal));
        for slip in ["intern", "interne", "Internals", "internal only", "intrenal", "private", "pubic"] {
            assert!(Audience::parse(slip).is_none() && Audience::is_near(slip), "{slip}");
        }
        for other in ["developers", "managers", "", "everybody"] {
            assert!(Audience::parse(other).is_none() && !Audience::is_near(other), "{other}");
        }
        assert!(Audience::is_key_near("audiance") && !Audience::is_key_near("class"));
    }
}
