//! A feed as the template `atom.xml` receives it (RFC 4287). What is text there is without the signs that XML does not allow.

use tera::Value;

use crate::machines::instant::Instant;
use crate::theme::value::Fields;

use super::typed::{Enclosure, Entry, Feed};

/// When the feed was changed last, and its entries.
pub(crate) fn context(feed: Feed<'_>) -> Fields {
    Fields::with_capacity(6)
        .maybe("updated", feed.updated.map(Instant::rfc_3339))
        .set("entries", feed.entries.into_iter().map(entry).collect::<Vec<_>>())
}

fn entry(entry: Entry<'_>) -> Value {
    let texts = |texts: &mut dyn Iterator<Item = &str>| -> Vec<Value> { texts.map(Value::from).collect() };
    Fields::with_capacity(11)
        .set("title", entry.title)
        .set("language", entry.language)
        .set("url", entry.url)
        .set("published", entry.published.rfc_3339())
        .set("updated", entry.updated.rfc_3339())
        .set("authors", texts(&mut entry.authors.iter().map(|author| author.name)))
        .set("topics", texts(&mut entry.topics.iter().copied()))
        .set("enclosures", entry.enclosures.iter().map(enclosure).collect::<Vec<_>>())
        .maybe("content", entry.content)
        .maybe("summary", entry.summary.as_deref())
        .into_value()
}

fn enclosure(enclosure: &Enclosure<'_>) -> Value {
    Fields::with_capacity(2).set("url", enclosure.url).set("type", enclosure.media_type).into_value()
}
