//! An absolute address on the web, of a kind that is safe to link to.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, de};

/// An absolute `https:`, `http:` or `mailto:` address (WHATWG URL Standard), kept as it was written.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize,
)]
pub struct WebAddress(Arc<str>);

impl WebAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// Says why it is refused: not absolute, not parsable, or of a scheme that may run code.
    pub fn parse(text: &str) -> Result<Self, String> {
        let trimmed = text.trim();
        match url::Url::parse(trimmed) {
            Ok(url) if is_safe_scheme(url.scheme()) => Ok(Self(trimmed.into())),
            Ok(url) => Err(format!(
                "`{}:` addresses are refused\nan address begins with `https://`, `http://` or `mailto:`",
                url.scheme()
            )),
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                Err(format!("`{trimmed}` is not an absolute address\nit should begin with `https://`"))
            }
            Err(error) => Err(format!(
                "`{trimmed}` is not an address ({error})\nan address begins with `https://`, `http://` or `mailto:`"
            )),
        }
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether an address of this scheme may be linked to.
pub(crate) fn is_safe_scheme(scheme: &str) -> bool {
    ["https", "http", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_pass() {
        assert!(WebAddress::parse("https://www.devopsrex.fr/programme/").is_ok());
        assert!(WebAddress::parse("mailto:a@example.org").is_ok());
        for wrong in
            ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "/talks/", "", "https://"]
        {
            assert!(WebAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
