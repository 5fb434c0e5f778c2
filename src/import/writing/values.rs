//! Values of records as TOML, in the form in which authors write them.

use toml_edit::{Array, InlineTable, Value};

use crate::harvest::record::{Figure, Link, Media, Participant};
use crate::vocab::date::PartialDate;
use crate::vocab::web_address::WebAddress;

pub(super) fn of_medium(media: &Media) -> Value {
    match media {
        Media::Published(url) => address(url),
        Media::Awaited => Value::InlineTable(InlineTable::from_iter([("status", "awaited")])),
        Media::NotRecorded => false.into(),
    }
}

pub(super) fn participant(participant: &Participant) -> Value {
    let Participant { name, role, organisation } = participant;
    if role.is_none() && organisation.is_none() {
        return name.as_str().into();
    }
    let mut table = InlineTable::new();
    table.insert("name", name.as_str().into());
    table.extend(role.as_deref().map(|role| ("role", Value::from(role))));
    table.extend(organisation.as_deref().map(|organisation| ("organisation", Value::from(organisation))));
    Value::InlineTable(table)
}

pub(super) fn of_figure(figure: &Figure) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("metric", figure.metric.as_str().into());
    let value = if figure.value.fract() == 0.0 && figure.value.abs() < 1e15 {
        Value::from(figure.value as i64)
    } else {
        Value::from(figure.value)
    };
    table.insert("value", value);
    let texts = [("unit", &figure.unit), ("period", &figure.period), ("quote", &figure.quote)];
    table.extend(texts.into_iter().filter_map(|(key, text)| Some((key, Value::from(text.as_deref()?)))));
    table
}

pub(super) fn address(url: &WebAddress) -> Value {
    url.as_str().into()
}

pub(super) fn link(link: &Link) -> Value {
    let Some(title) = &link.title else { return address(&link.url) };
    let mut table = InlineTable::new();
    table.insert("url", address(&link.url));
    table.insert("title", title.as_str().into());
    Value::InlineTable(table)
}

/// A TOML date where TOML has one; a text where it is less precise than a day.
pub(super) fn date(date: PartialDate) -> Value {
    let text = date.to_string();
    match text.parse::<toml_edit::Datetime>() {
        Ok(datetime) if date.day.is_some() => datetime.into(),
        _ => text.into(),
    }
}

/// A list with a line for each item.
pub(super) fn rows(values: Vec<Value>) -> Array {
    let mut array: Array = values.into_iter().collect();
    for value in array.iter_mut() {
        value.decor_mut().set_prefix("\n    ");
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    array
}
