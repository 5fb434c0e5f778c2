//! The filters that templates have besides Tera's own. All are pure: they know their arguments and nothing else.
//!
//! - `{{ 3 | count(of=t.talks) }}`: "3 talks", in the plural form that the number asks for.
//! - `{{ t.covered | fill(covered=3, total=8) }}`: a phrase with its gaps filled.
//! - `{{ t.search | json }}`: the value as JSON, for scripts to read from an attribute.
//! - `{{ text | xml_text }}`: without the control characters that XML 1.0 forbids.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::phrases::{self, Plural};

/// Makes the filters known to templates.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("count", count);
    tera.register_filter("fill", fill);
    tera.register_filter("json", json);
    tera.register_filter("xml_text", |text: &str, _: Kwargs, _: &State<'_>| xml_text(text));
}

#[expect(clippy::needless_pass_by_value, reason = "the form that the engine calls")]
fn count(number: u64, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let forms = arguments.must_get::<&Value>("of")?;
    let form = |name| forms.get_from_path(name).and_then(Value::as_str);
    let language = form("language").unwrap_or("en");
    let pattern = match phrases::plural(language, number) {
        Plural::One => form("one").or_else(|| form("other")),
        Plural::Other => form("other"),
    };
    let pattern =
        pattern.ok_or_else(|| Error::message("`of` is not a phrase with plural forms: it needs `other`"))?;
    Ok(phrases::fill(pattern, &[("count", &phrases::whole_number(language, number))]))
}

#[expect(clippy::needless_pass_by_value, reason = "the form that the engine calls")]
fn fill(pattern: &str, arguments: Kwargs, _: &State<'_>) -> String {
    let values: Vec<(String, String)> = arguments
        .iter()
        .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), value.to_string()))
        .collect();
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    phrases::fill(pattern, &values)
}

#[expect(clippy::needless_pass_by_value, reason = "the form that the engine calls")]
fn json(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    serde_json::to_string(&value).map_err(|error| Error::message(format!("not JSON: {error}")))
}

/// The text without what XML 1.0 forbids (its section 2.2, `Char`).
pub(super) fn xml_text(text: &str) -> String {
    let is_char = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(is_char).collect()
}
