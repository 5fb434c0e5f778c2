//! Where to publish to, as it is written: `s3://bucket/kb`, `gs://bucket`, `az://container`, `https://account.r2.cloudflarestorage.com/bucket`, `file:///srv/www`, `../www`.
//!
//! What always holds: nothing that is written there is a credential.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

/// Where to publish to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A folder on this machine; a relative one is seen from where it was written.
    Folder(PathBuf),
    Bucket(Bucket),
}

/// A bucket, and the path in it that the site is below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(super) cloud: Cloud,
    pub(super) name: String,
    /// Without slashes at its ends; empty for the bucket itself.
    pub(super) prefix: String,
    /// Where the service is, when not where it usually is.
    pub(super) endpoint: Option<String>,
    /// The account, of Azure.
    pub(super) account: Option<String>,
}

/// What a bucket speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cloud {
    S3,
    Google,
    Azure,
}

/// Who wrote a target, which says what a relative folder is seen from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Where<'a> {
    CommandLine,
    /// The config of the site in this folder.
    Config(&'a Path),
}

impl Target {
    /// Reads a target.
    ///
    /// # Errors
    /// Says why it is none, and in a second line what to write.
    pub(crate) fn parse(text: &str, written: Where<'_>) -> Result<Self, String> {
        const FORM: &str = "write `s3://bucket/path`, `gs://bucket/path`, `az://container/path`, or a folder";
        let text = text.trim();
        if text.is_empty() {
            return Err(format!("no place is named\n{FORM}"));
        }
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        let folder = |path: &Path| match written {
            Where::Config(root) => Self::Folder(root.join(path)),
            Where::CommandLine => Self::Folder(path.to_owned()),
        };
        if scheme.is_none() {
            return Ok(folder(Path::new(text.strip_prefix("file:").unwrap_or(text))));
        }
        let url =
            Url::parse(text).map_err(|error| format!("`{}` is no address: {error}\n{FORM}", hidden(text)))?;
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err(format!(
                "`{}` holds a name, a password or a query, which are no part of a place\ncredentials belong into the environment",
                hidden(text)
            ));
        }
        let host = url.host_str().unwrap_or_default();
        let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
        let decoded = |parts: &[&str]| {
            percent_encoding::percent_decode_str(&parts.join("/")).decode_utf8_lossy().into_owned()
        };
        let bucket = |cloud, name: &str, rest: &[&str]| Bucket {
            cloud,
            name: name.to_owned(),
            prefix: decoded(rest),
            endpoint: None,
            account: None,
        };
        let bucket = match (url.scheme(), host) {
            ("file", "" | "localhost") => {
                let path = url.to_file_path().map_err(|()| format!("`{text}` is no folder\n{FORM}"))?;
                return Ok(folder(&path));
            }
            ("s3" | "s3a", name) if !name.is_empty() => bucket(Cloud::S3, name, &parts),
            ("gs", name) if !name.is_empty() => bucket(Cloud::Google, name, &parts),
            ("az" | "azure", name) if !name.is_empty() => bucket(Cloud::Azure, name, &parts),
            ("https", host) if !parts.is_empty() => {
                if let Some(account) = host.strip_suffix(".blob.core.windows.net") {
                    let account = Some(account.to_owned());
                    Bucket { account, ..bucket(Cloud::Azure, parts[0], &parts[1..]) }
                } else {
                    // Whatever else is at an address speaks S3: R2, Garage, MinIO.
                    let endpoint = Some(url.origin().ascii_serialization());
                    Bucket { endpoint, ..bucket(Cloud::S3, parts[0], &parts[1..]) }
                }
            }
            _ => return Err(format!("`{text}` is no place to publish to\n{FORM}")),
        };
        if bucket.prefix.split('/').any(|part| matches!(part, "." | "..") || part.contains(char::is_control))
        {
            return Err(format!("`{text}` leads out of the bucket\n{FORM}"));
        }
        Ok(Self::Bucket(bucket))
    }
}

/// The address without what stands between its scheme and `@`, or after `?`: that may be a password.
fn hidden(text: &str) -> String {
    let text = text.split_once('?').map_or(text, |(before, _)| before);
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, after))) => format!("{scheme}://…@{after}"),
        _ => text.to_owned(),
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Bucket(bucket) => bucket.fmt(f),
        }
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.cloud {
            Cloud::S3 => "s3",
            Cloud::Google => "gs",
            Cloud::Azure => "az",
        };
        write!(f, "{scheme}://{}", self.name)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Target, String> {
        Target::parse(text, Where::Config(Path::new("/site")))
    }

    #[test]
    fn places_are_read() {
        for (text, shown) in [
            ("s3://kb", "s3://kb"),
            ("s3://kb/a/b/", "s3://kb/a/b"),
            ("gs://kb//a%20b", "gs://kb/a b"),
            ("az://kb/x", "az://kb/x"),
            ("https://acc.blob.core.windows.net/kb/x", "az://kb/x"),
            ("https://acc.r2.cloudflarestorage.com/kb", "s3://kb"),
            ("file:///srv/www", "/srv/www"),
            ("file:www", "/site/www"),
            ("../www", "/site/../www"),
            ("/srv/www", "/srv/www"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), shown, "{text}");
        }
        let Target::Bucket(r2) = parse("https://acc.r2.cloudflarestorage.com/kb").unwrap() else { panic!() };
        assert_eq!(r2.endpoint.as_deref(), Some("https://acc.r2.cloudflarestorage.com"));
    }

    #[test]
    fn no_credential_is_taken_or_shown() {
        for wrong in
            ["s3://AKIAX:SECRET@kb", "https://acc.blob.core.windows.net/kb?sig=SECRET", "s3://me@kb/x"]
        {
            let message = parse(wrong).unwrap_err();
            assert!(!message.contains("SECRET"), "{message}");
        }
        for wrong in ["", "s3://", "ftp://x/y", "https://example.org/", "file://server/x"] {
            assert!(parse(wrong).is_err(), "{wrong}: {:?}", parse(wrong));
        }
    }
}
