//! A bucket that is published to: of S3 and what speaks it, of Google Cloud Storage, of Azure.
//!
//! What always holds: an object is there whole, old or new; what is sent is first compared with what was built, and is said to be what it is and how long it may be kept.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path as Key;
use object_store::{
    Attribute, Attributes, BackoffConfig, Error, GetOptions, MultipartUpload, ObjectStore, ObjectStoreExt,
    PutMode, PutMultipartOptions, PutOptions, PutPayload, RetryConfig, UpdateVersion,
};

use crate::disk;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;
use crate::vocab::printable::printable;

use super::credentials::{is_in_a_cloud, profile};
use super::http::Requests;
use super::record::RECORD;
use super::served::{File, Packed};
use super::settings::Settings;
use super::store::{Put, Store as Place, Version};
use super::target::{Bucket, Cloud};
use super::trouble::Trouble;

/// So many files are put at once.
const AT_ONCE: usize = 24;
/// A file up to this size is sent at once, a longer one in parts of it.
const PART: usize = 8 << 20;

/// A bucket that is published to.
pub(super) struct Store {
    store: Arc<dyn ObjectStore>,
    /// The same, which gives up sooner: what is wrong with a place is told soon.
    hasty: Arc<dyn ObjectStore>,
    has_answered: AtomicBool,
    bucket: Bucket,
}

impl Store {
    /// Opens it; nobody is asked yet.
    ///
    /// # Errors
    /// There are no credentials, or they cannot be any.
    pub(super) fn open(bucket: &Bucket, settings: &Settings<'_>) -> Result<Self, Trouble> {
        let requests = Requests::new(AT_ONCE);
        let open = |tries| match bucket.cloud {
            Cloud::S3 => s3(bucket, settings, retries(tries), &requests),
            Cloud::Google => google(bucket, retries(tries), &requests),
            Cloud::Azure => azure(bucket, retries(tries), &requests),
        };
        let (store, hasty) = (open(6)?, open(2)?);
        Ok(Self { store, hasty, has_answered: AtomicBool::new(false), bucket: bucket.clone() })
    }

    fn key(&self, name: &str) -> Result<Key, Trouble> {
        let prefix = &self.bucket.prefix;
        let whole = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        Key::parse(&whole)
            .map_err(|error| Trouble::Other(format!("`{whole}` cannot be a name in a bucket: {error}")))
    }

    fn trouble(&self, error: &Error) -> Trouble {
        trouble(error, &self.bucket)
    }

    /// Puts a short file, or one that is packed.
    fn put_whole(&self, key: &Key, put: &Put<'_>) -> Result<(), Trouble> {
        let bytes = disk::read(put.source).map_err(Trouble::at(put.source))?;
        if bytes.len() as u64 != put.file.size || Fingerprint::of(&bytes) != put.file.fingerprint {
            return Err(Trouble::Changed(put.source.to_owned()));
        }
        let bytes = match put.file.packed {
            Packed::Plain => bytes,
            Packed::Gzip => packed(&bytes),
        };
        let options = PutOptions { attributes: attributes(put.file), ..PutOptions::default() };
        run(self.store.put_opts(key, bytes.into(), options)).map_err(|error| self.trouble(&error)).map(drop)
    }

    /// Puts a long file in parts, of which one is in memory; what was sent is given up when the file is not what was built.
    fn put_in_parts(&self, key: &Key, put: &Put<'_>) -> Result<(), Trouble> {
        let mut from = disk::open(put.source).map_err(Trouble::at(put.source))?;
        let options =
            PutMultipartOptions { attributes: attributes(put.file), ..PutMultipartOptions::default() };
        let mut upload =
            run(self.store.put_multipart_opts(key, options)).map_err(|error| self.trouble(&error))?;
        let mut failed = None;
        let mut part = Vec::with_capacity(PART);
        let mut put_part = |upload: &mut Box<dyn MultipartUpload>, part: Vec<u8>| {
            run(upload.put_part(part.into())).map_err(|error| {
                failed = Some(self.trouble(&error));
                io::Error::other("not sent")
            })
        };
        let read = Fingerprint::of_read(put.file.size, &mut from, |piece| {
            part.extend_from_slice(piece);
            if part.len() < PART {
                return Ok(());
            }
            put_part(&mut upload, std::mem::replace(&mut part, Vec::with_capacity(PART)))
        });
        let sent = read.and_then(|fingerprint| {
            if !part.is_empty() {
                put_part(&mut upload, part)?;
            }
            Ok(fingerprint == put.file.fingerprint)
        });
        let sent = match (sent, failed) {
            (Ok(true), _) => run(upload.complete()).map_err(|error| self.trouble(&error)).map(drop),
            (_, Some(trouble)) => Err(trouble),
            _ => Err(Trouble::Changed(put.source.to_owned())),
        };
        if sent.is_err() {
            let _ = run(upload.abort());
        }
        sent
    }
}

impl Place for Store {
    fn record(&self) -> Result<Option<(Vec<u8>, Version)>, Trouble> {
        let key = self.key(RECORD)?;
        let store = if self.has_answered.load(Ordering::Relaxed) { &self.store } else { &self.hasty };
        let read = run(async {
            let found = store.get_opts(&key, GetOptions::default()).await?;
            let version = Version { tag: found.meta.e_tag.clone(), number: found.meta.version.clone() };
            Ok((found.bytes().await?.to_vec(), version))
        });
        self.has_answered.store(true, Ordering::Relaxed);
        match read {
            Ok(found) => Ok(Some(found)),
            Err(error) => match self.trouble(&error) {
                Trouble::NoBucket(why) => Err(Trouble::NoBucket(why)),
                _ if matches!(error, Error::NotFound { .. }) => Ok(None),
                trouble => Err(trouble),
            },
        }
    }

    fn write_record(&self, bytes: &[u8], over: Option<&Version>) -> Result<Version, Trouble> {
        let key = self.key(RECORD)?;
        let put = |mode| {
            let attributes = Attributes::from_iter([
                (Attribute::ContentType, "application/gzip"),
                (Attribute::CacheControl, "no-store"),
            ]);
            let options = PutOptions { mode, attributes, ..PutOptions::default() };
            run(self.store.put_opts(&key, PutPayload::from(bytes.to_vec()), options))
        };
        let mode = match over {
            None => PutMode::Create,
            Some(Version { tag, number }) => {
                PutMode::Update(UpdateVersion { e_tag: tag.clone(), version: number.clone() })
            }
        };
        let written = match put(mode) {
            // A service that knows no conditions: what is there then is read again by whoever wrote it.
            Err(Error::NotImplemented { .. } | Error::NotSupported { .. }) => put(PutMode::Overwrite),
            Err(error) if error.to_string().contains("NotImplemented") => put(PutMode::Overwrite),
            written => written,
        };
        match written {
            Ok(put) => Ok(Version { tag: put.e_tag, number: put.version }),
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                // It was ours, when a first try was carried out and its answer was lost.
                let there = self.record()?.filter(|(there, _)| there == bytes);
                there.map(|(_, version)| version).ok_or(Trouble::Conflict)
            }
            Err(error) => Err(self.trouble(&error)),
        }
    }

    fn some_names(&self) -> Result<Vec<String>, Trouble> {
        let prefix = self.bucket.prefix.as_str();
        let prefix = Key::parse(prefix).ok().filter(|_| !prefix.is_empty());
        let found: Vec<_> = run(async { Ok(self.store.list(prefix.as_ref()).take(3).collect().await) })
            .map_err(|error| self.trouble(&error))?;
        found
            .into_iter()
            .map(|found| found.map(|found| found.location.to_string()).map_err(|error| self.trouble(&error)))
            .collect()
    }

    fn refuse_others(&self, _new: &[&OutputPath]) -> Result<(), Trouble> {
        // It would take a question for each. The place was empty when it was first published to.
        Ok(())
    }

    fn put(&self, put: &Put<'_>) -> Result<(), Trouble> {
        let key = self.key(put.path.as_str())?;
        if put.file.size <= PART as u64 || put.file.packed == Packed::Gzip {
            self.put_whole(&key, put)
        } else {
            self.put_in_parts(&key, put)
        }
    }

    fn remove(&self, path: &OutputPath) -> Result<(), Trouble> {
        let key = self.key(path.as_str())?;
        match run(self.store.delete(&key)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.trouble(&error)),
        }
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }
}

/// Waits for an answer on this thread, where requests are made, too.
fn run<T>(answer: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let failed = |source: io::Error| Error::Generic { store: "a bucket", source: Box::new(source) };
    tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(failed)?.block_on(answer)
}

fn attributes(file: &File) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, file.media_type.clone().into());
    attributes.insert(Attribute::CacheControl, file.cache_control.into());
    if let Some(encoding) = file.encoding() {
        attributes.insert(Attribute::ContentEncoding, encoding.into());
    }
    attributes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = packed.write_all(bytes);
    packed.finish().unwrap_or_default()
}

/// So many tries again: six take some ten seconds.
fn retries(most: usize) -> RetryConfig {
    let backoff = BackoffConfig {
        init_backoff: Duration::from_millis(200),
        max_backoff: Duration::from_secs(5),
        base: 2.0,
    };
    RetryConfig { backoff, max_retries: most, retry_timeout: Duration::from_secs(120) }
}

fn s3(
    bucket: &Bucket,
    settings: &Settings<'_>,
    retries: RetryConfig,
    requests: &Requests,
) -> Result<Arc<dyn ObjectStore>, Trouble> {
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(&bucket.name)
        // Not every service knows how to remove several objects at once, and each is removed alone.
        .with_disable_bulk_delete(true)
        .with_retry(retries)
        .with_http_connector(requests.clone());
    let profile = profile(settings.environment);
    let has = |builder: &AmazonS3Builder, key| builder.get_config_value(&key).is_some();
    if !has(&builder, AmazonS3ConfigKey::AccessKeyId) {
        let keys = [
            (AmazonS3ConfigKey::AccessKeyId, profile.key),
            (AmazonS3ConfigKey::SecretAccessKey, profile.secret),
            (AmazonS3ConfigKey::Token, profile.token),
        ];
        for (key, value) in keys {
            if let Some(value) = value {
                builder = builder.with_config(key, value);
            }
        }
    }
    let is_handed_out = [
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ]
    .iter()
    .any(|variable| (settings.environment)(variable).is_some());
    if !has(&builder, AmazonS3ConfigKey::AccessKeyId)
        && !is_handed_out
        && !is_in_a_cloud(settings.environment)
    {
        return Err(Trouble::Refused(
            "there are no credentials, neither `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` nor a profile in `~/.aws/credentials`".to_owned(),
        ));
    }
    let written = settings.endpoint.map(str::to_owned).or_else(|| bucket.endpoint.clone());
    let endpoint = written
        .or_else(|| (settings.environment)("AWS_ENDPOINT_URL_S3"))
        .or_else(|| (settings.environment)("AWS_ENDPOINT_URL"))
        .or(profile.endpoint);
    if let Some(endpoint) = endpoint {
        builder = builder.with_allow_http(endpoint.starts_with("http://")).with_endpoint(endpoint);
    }
    let region = settings.region.map(str::to_owned);
    let named = has(&builder, AmazonS3ConfigKey::Region) || has(&builder, AmazonS3ConfigKey::DefaultRegion);
    if let Some(region) = region.or(profile.region.filter(|_| !named)) {
        builder = builder.with_region(region);
    }
    builder.build().map(shared).map_err(|error| trouble(&error, bucket))
}

fn google(
    bucket: &Bucket,
    retries: RetryConfig,
    requests: &Requests,
) -> Result<Arc<dyn ObjectStore>, Trouble> {
    let builder = GoogleCloudStorageBuilder::from_env()
        .with_bucket_name(&bucket.name)
        .with_retry(retries)
        .with_http_connector(requests.clone());
    builder.build().map(shared).map_err(|error| trouble(&error, bucket))
}

fn azure(
    bucket: &Bucket,
    retries: RetryConfig,
    requests: &Requests,
) -> Result<Arc<dyn ObjectStore>, Trouble> {
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_container_name(&bucket.name)
        .with_retry(retries)
        .with_http_connector(requests.clone());
    if let Some(account) = &bucket.account {
        builder = builder.with_account(account);
    }
    builder.build().map(shared).map_err(|error| trouble(&error, bucket))
}

fn shared(store: impl ObjectStore) -> Arc<dyn ObjectStore> {
    Arc::new(store)
}

/// What an error means to whoever publishes. Services say it by codes in their answers, which only the text of the error has.
fn trouble(error: &Error, bucket: &Bucket) -> Trouble {
    let text = error.to_string();
    let says = |codes: &[&str]| codes.iter().any(|code| text.contains(code));
    let why = format!("{bucket}: {}", told(&text));
    if says(&["NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist"]) {
        Trouble::NoBucket(bucket.to_string())
    } else if says(&["QuotaExceeded", "quota", "StorageFull", "InsufficientStorage", "507 ", "AccountFull"]) {
        Trouble::Full(why)
    } else if says(&["169.254.169.254", "metadata.google.internal"]) {
        // The last place where credentials are looked for.
        Trouble::Refused(format!("{bucket}: there are no credentials"))
    } else if matches!(error, Error::PermissionDenied { .. } | Error::Unauthenticated { .. })
        || says(&["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "InvalidAuthenticationInfo"])
    {
        Trouble::Refused(why)
    } else if says(&["HTTP error"]) {
        Trouble::Unreachable(why)
    } else {
        Trouble::Other(why)
    }
}

/// What was answered, on one line: the code and the message of an answer in XML, or the end of the error's text.
fn told(text: &str) -> String {
    let within = |tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        rest.split_once(&format!("</{tag}>")).map(|(inner, _)| inner)
    };
    let told = match (within("Code"), within("Message")) {
        (Some(code), message) => format!("{code}: {}", message.unwrap_or_default()),
        _ => text.split_once(" - ").map_or(text, |(_, end)| end).to_owned(),
    };
    let words: Vec<&str> = told.split_whitespace().collect();
    printable(&words.join(" ")).chars().take(400).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_told_in_a_line() {
        let xml = "Generic S3 error: Error performing PUT http://x in 1ms - Server returned non-2xx status code: 403 Forbidden: <Error><Code>QuotaExceeded</Code>\n<Message>Too much\u{1b}.</Message></Error>";
        assert_eq!(told(xml), "QuotaExceeded: Too much\u{241b}.");
        assert_eq!(
            told("Error performing GET http://x in 1ms - HTTP error: io: refused"),
            "HTTP error: io: refused"
        );
    }
}
