//! The filters that templates have besides Tera's own. All are pure: they know their arguments and nothing else.
//!
//! - `{{ 3 | count(of=t.count_talks) }}`: "3 talks", in the plural form that the number asks for; other gaps may be filled, too.
//! - `{{ t.covered | fill(covered=3, total=8) }}`: a phrase with its gaps filled, numbers in the language's form.
//! - `{{ 21715 | number }}`: "21,715".
//! - `{{ cards | joints }}`: what stands after each card or text of a list in a sentence: `, ` and ` and `;
//!   `joints(then="3 others")` when that text follows.
//! - `{{ names | list }}`: texts as one: "a, b and c".
//! - `{{ t.search | json }}`: the value as JSON, for scripts to read from an attribute.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::locale::Locale;

use super::phrases;

/// Makes the filters known to templates of an interface in this language.
pub(crate) fn register(tera: &mut Tera, locale: &Arc<Locale>) {
    let own = || Arc::clone(locale);
    let rules = own();
    tera.register_filter("count", move |number: u64, gaps: Kwargs, _: &State<'_>| {
        count(&rules, number, &gaps)
    });
    let rules = own();
    tera.register_filter("fill", move |pattern: &str, gaps: Kwargs, _: &State<'_>| {
        fill(&rules, pattern, &gaps, None)
    });
    let rules = own();
    tera.register_filter("number", move |number: Value, _: Kwargs, _: &State<'_>| shown(&rules, &number));
    let rules = own();
    tera.register_filter("joints", move |items: Value, then: Kwargs, _: &State<'_>| {
        joints(&rules, &items, &then)
    });
    let rules = own();
    tera.register_filter("list", move |items: Value, _: Kwargs, _: &State<'_>| {
        texts(&items).map(|texts| rules.lists.text(&texts))
    });
    tera.register_filter("json", json);
}

fn count(locale: &Locale, number: u64, gaps: &Kwargs) -> TeraResult<String> {
    let forms = gaps.must_get::<&Value>("of")?;
    let form = |name| forms.get_from_path(name).and_then(Value::as_str);
    let pattern = form(locale.numbers.plural(number))
        .or_else(|| form("other"))
        .ok_or_else(|| Error::message("`of` is not a phrase with plural forms: it needs `other`"))?;
    Ok(fill(locale, pattern, gaps, Some(number)))
}

fn fill(locale: &Locale, pattern: &str, gaps: &Kwargs, count: Option<u64>) -> String {
    let mut values: Vec<(String, String)> = gaps
        .iter()
        .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), shown(locale, value)))
        .collect();
    values.extend(count.map(|count| ("count".to_owned(), locale.numbers.whole(count))));
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    phrases::fill(pattern, &values)
}

/// A number in the language's form; anything else as it is.
fn shown(locale: &Locale, value: &Value) -> String {
    match (value.as_u64(), value.as_f64()) {
        (Some(whole), _) if value.is_number() => locale.numbers.whole(whole),
        (_, Some(number)) if value.is_number() => locale.numbers.decimal(number),
        _ => value.to_string(),
    }
}

fn joints(locale: &Locale, items: &Value, arguments: &Kwargs) -> TeraResult<Value> {
    let mut texts = texts(items)?;
    texts.extend(arguments.get::<&str>("then")?.filter(|then| !then.is_empty()));
    Ok(locale.lists.joints(&texts).into_iter().map(Value::from).collect::<Vec<_>>().into())
}

/// The texts of a list of texts, or the titles of a list of cards.
fn texts(items: &Value) -> TeraResult<Vec<&str>> {
    let items = items.as_array().ok_or_else(|| Error::message("only a list can be joined"))?;
    let text = |item: &'_ Value| item.as_str().is_some() || item.is_map();
    if !items.iter().all(text) {
        return Err(Error::message("only texts and cards can be joined"));
    }
    let title = |item| Value::get_from_path(item, "title").and_then(Value::as_str).unwrap_or_default();
    Ok(items.iter().map(|item| item.as_str().unwrap_or_else(|| title(item))).collect())
}

#[expect(clippy::needless_pass_by_value, reason = "the form that the engine calls")]
fn json(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    serde_json::to_string(&value).map_err(|error| Error::message(format!("not JSON: {error}")))
}
