//! Measured claims for templates, their numbers written in the interface's language.

use tera::Value;

use crate::document::matter::Figure;
use crate::knowledge::{Details, Record};

use super::phrases::Phrases;
use super::value::Fields;

/// The figure as it was written, for a figure's record.
pub(super) fn written(record: &Record) -> Option<&Figure> {
    let Details::Figure(figure) = &record.details else { return None };
    record.outline.as_ref()?.common.figures.get(figure.index)
}

/// Adds a figure's facts to its card: `metric`, `value`, `before`, `unit`, `period`, `uncertain`, `quote`, `source_url`.
pub(super) fn add(fields: Fields, figure: &Figure, phrases: &Phrases) -> Fields {
    let number = |value: f64| phrases.locale.numbers.decimal(value);
    fields
        .set("metric", figure.metric.value.as_str())
        .set("value", number(figure.value))
        .maybe("before", figure.before.map(number))
        .maybe("unit", figure.unit.as_deref().map(unit))
        .maybe("period", figure.period.as_ref().map(|period| period.0.as_str()))
        .flag("uncertain", figure.uncertain)
        .maybe("quote", figure.quote.as_deref())
        .maybe("source_url", figure.source.as_ref().map(|url| Value::from(url.as_str())))
}

/// The sign that readers know for a code (UCUM, ISO 4217); the code itself when there is none.
pub(super) fn unit(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "Cel" => "°C",
        other => other,
    }
}
