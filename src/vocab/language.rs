//! A language tag (BCP 47, RFC 5646), in its usual case: `fr`, `pt-BR`, `zh-Hans`.
//!
//! No library: `icu_locale`, which knows the rules of languages (`crate::locale`), reads Unicode's locale identifiers, which are fewer: it refuses
//! `zh-yue` and `zh-min-nan`, which are tags of pages and recordings all the same. What is read here is only whether a text has the form of a tag.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, de};

/// The longest tag: RFC 5646 (4.4.1) finds none that needs more than 35 letters, but for private use.
const LONGEST: usize = 80;

/// A well-formed language tag. It is not looked up in the registry.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
pub struct Language(Arc<str>);

impl Language {
    /// Reads a tag and puts it in its usual case: language lower, script titled, region upper.
    ///
    /// # Errors
    /// Says what a tag looks like, when this is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let refuse = || format!("`{text}` is not a language tag (BCP 47)\nwrite `fr`, `en` or `pt-BR`");
        if text.len() > LONGEST {
            return Err(format!(
                "a language tag (BCP 47) has at most {LONGEST} letters\nwrite `fr`, `en` or `pt-BR`"
            ));
        }
        let mut tag = String::with_capacity(text.len());
        for (index, part) in text.trim().split('-').enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(refuse());
            }
            if index == 0 {
                if !(2..=3).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    return Err(refuse());
                }
                tag.push_str(&part.to_ascii_lowercase());
                continue;
            }
            tag.push('-');
            match part.len() {
                2 => tag.push_str(&part.to_ascii_uppercase()),
                4 if part.starts_with(|first: char| first.is_ascii_alphabetic()) => {
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        Ok(Self(tag.into()))
    }

    /// English, the language of last resort.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_case() {
        for (written, tag) in
            [("FR", "fr"), ("pt-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("sl-Rozaj", "sl-rozaj")]
        {
            assert_eq!(Language::parse(written).unwrap().as_str(), tag);
        }
        for wrong in ["", "french language", "f", "fr_FR", "français", "en-"] {
            assert!(Language::parse(wrong).is_err(), "{wrong}");
        }
    }
}
