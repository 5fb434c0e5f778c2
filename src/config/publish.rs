//! `[publish]` of `rexbase.toml`: where the site is published to, and how.
//!
//! What always holds: no credential is read from here; what looks like one is an error, since the file is in a repository.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use crate::matter::Matter;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;

/// A day, in seconds.
const DAY: u32 = 86_400;

/// Where and how a site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    pub target: Option<String>,
    /// Where a service that speaks S3 is.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    /// How long what pages load stays once no page needs it, in seconds.
    pub grace: u32,
    /// Texts are stored compressed.
    pub compress: bool,
    /// The program that tells a CDN what changed, with its arguments.
    pub after: Vec<String>,
}

/// Where `rexbase publish` publishes the site to, and how.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "publish")]
pub(super) struct Written {
    /// Where to publish to: `s3://bucket/path`, `gs://bucket/path`, `az://container/path`, or a folder, seen from the site's.
    ///
    /// When missing: the command line says it.
    target: Option<String>,
    /// Where a service that speaks S3 is: `https://s3.example.org`.
    ///
    /// When missing: as the environment says (`AWS_ENDPOINT_URL`), else Amazon's.
    endpoint: Option<Endpoint>,
    /// The region of an S3 bucket: `eu-west-3`; of Garage, `garage`.
    ///
    /// When missing: as the environment says (`AWS_REGION`).
    region: Option<String>,
    /// How long style sheets, scripts, images and search data stay once no page needs them, since a page on somebody's screen may: `30m`, `12h`, `7d`, or `0` to
    /// remove them at once.
    #[schemars(extend("default" = "1d"))]
    grace: Option<Grace>,
    /// `true`: texts are stored compressed (gzip), for a bucket that no CDN stands before. Not for a folder.
    compress: bool,
    /// A program that is run once the site was published and something changed, with its arguments: one that tells a CDN. `{changed}` in an argument stands for a file
    /// that lists the changed addresses. No shell reads it.
    ///
    /// When missing: nothing is run.
    after: Vec<String>,
}

/// The address of a service.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "endpoint")]
struct Endpoint(String);

impl<'de> Deserialize<'de> for Endpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let url = url::Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
        let is_plain = |url: &url::Url| {
            url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        match url.filter(is_plain) {
            Some(_) => Ok(Self(text.trim().trim_end_matches('/').to_owned())),
            None => Err(de::Error::custom(
                "this is not the address of a service\nwrite it without a name, a password or a query: `https://s3.example.org`",
            )),
        }
    }
}

/// A length of time: a number and its unit.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "period")]
struct Grace(#[schemars(with = "String")] u32);

impl<'de> Deserialize<'de> for Grace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        period(&text).map(Self).map_err(de::Error::custom)
    }
}

/// Reads a length of time, in seconds: `90s`, `30m`, `12h`, `7d`, `0`.
///
/// # Errors
/// Says what one looks like.
pub(crate) fn period(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no length of time\nwrite `30m`, `12h`, `7d` or `0`");
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let amount: u32 = text[..end].parse().map_err(|_| wrong())?;
    let unit = match &text[end..] {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => DAY,
        "" if amount == 0 => 1,
        _ => return Err(wrong()),
    };
    amount.checked_mul(unit).ok_or_else(wrong)
}

impl From<Written> for Publish {
    fn from(written: Written) -> Self {
        let Written { target, endpoint, region, grace, compress, after } = written;
        Self {
            target,
            endpoint: endpoint.map(|Endpoint(url)| url),
            region,
            grace: grace.map_or(DAY, |Grace(seconds)| seconds),
            compress,
            after,
        }
    }
}

/// What in the table looks like a credential: a key that is called like one, or a value that has the form of one. It is not repeated.
pub(super) fn credentials(matter: &Matter, file: &ContentPath) -> Vec<Diagnostic> {
    let Some(table) = matter.value("publish") else { return Vec::new() };
    let Value::Object(entries) = table.free() else { return Vec::new() };
    let found = entries.iter().filter(|(key, value)| is_called_so(key) || holds_one(value));
    let said = |span| {
        Diagnostic::error(Code::FrontMatterValue, file, "this looks like a credential, which whoever reads the config would have")
            .with_span(span)
            .with_hint("take it out, and replace it where it was made, since it may be known by now; `rexbase publish` reads credentials from the environment (docs/publish.md)")
    };
    found.filter_map(|(key, _)| table.at(key)).map(|value| said(value.span())).collect()
}

fn is_called_so(key: &str) -> bool {
    let key = key.to_ascii_lowercase().replace(['-', '_'], "");
    [
        "secret",
        "password",
        "passwd",
        "token",
        "credential",
        "accesskey",
        "accountkey",
        "privatekey",
        "apikey",
        "serviceaccount",
        "sas",
    ]
    .iter()
    .any(|word| key.contains(word))
}

fn holds_one(value: &Value) -> bool {
    match value {
        Value::String(text) => has_the_form(text),
        Value::Array(values) => values.iter().any(holds_one),
        Value::Object(entries) => entries.iter().any(|(key, value)| is_called_so(key) || holds_one(value)),
        _ => false,
    }
}

/// Key ids of Amazon, keys and signatures of Azure, private keys, and a user in an address.
fn has_the_form(text: &str) -> bool {
    let is_key_id = |word: &str| {
        word.len() == 20
            && (word.starts_with("AKIA") || word.starts_with("ASIA"))
            && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let user = text
        .split_once("://")
        .is_some_and(|(_, rest)| rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')));
    user || text.contains("-----BEGIN")
        || text.contains("AccountKey=")
        || text.contains("sig=")
        || text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(is_key_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_refused_and_not_repeated() {
        for written in [
            "secret_access_key = \"hunter2\"",
            "aws-secret = \"hunter2\"",
            "sas_token = \"hunter2\"",
            "target = \"s3://key:hunter2@bucket\"",
            "target = \"https://acc.blob.core.windows.net/c?sig=hunter2\"",
            "region = \"AKIAIOSFODNN7EXAMPLE\"",
            "after = [\"aws\", \"--key\", \"AKIAIOSFODNN7EXAMPLE\"]",
        ] {
            let (_, diagnostics) = super::super::parse(&format!("title = \"x\"\n[publish]\n{written}\n"));
            assert!(
                diagnostics.iter().any(|found| found.message.contains("credential")),
                "{written}: {diagnostics:#?}"
            );
            assert!(
                !format!(
                    "{:?}",
                    diagnostics.iter().map(|found| (&found.message, &found.hints)).collect::<Vec<_>>()
                )
                .contains("hunter2")
            );
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let (config, diagnostics) = super::super::parse(
            "title = \"x\"\n[publish]\ntarget = \"s3://kb/x\"\nendpoint = \"http://localhost:3900/\"\nregion = \"garage\"\ngrace = \"2h\"\ncompress = true\nafter = [\"cdn\", \"{changed}\"]\n",
        );
        assert_eq!(diagnostics, []);
        assert_eq!(
            (config.publish.endpoint.as_deref(), config.publish.grace),
            (Some("http://localhost:3900"), 7200)
        );
        assert_eq!(super::super::parse("title = \"x\"").0.publish.grace, DAY);
        for wrong in ["grace = \"2\"", "grace = \"-1d\"", "grace = \"99999999d\"", "endpoint = \"localhost\""]
        {
            let (_, diagnostics) = super::super::parse(&format!("title = \"x\"\n[publish]\n{wrong}\n"));
            assert_eq!(diagnostics.len(), 1, "{wrong}: {diagnostics:#?}");
        }
    }
}
