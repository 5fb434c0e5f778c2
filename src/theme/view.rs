//! Views: what templates are handed, as structs.
//!
//! A key of a template is a field of a struct that [`view!`] defines. So the compiler names whatever a change of a key touches, and `docs/theme-context.md` is
//! made of the same definition: names, types, and what each key means, which must be written for it to compile. What always holds: what is not known is not
//! there, so that a template asks `{% if card.date %}`.
//!
//! This is no `#[derive(Serialize)]`, though the engine takes one. A page is mostly what other pages show, too: here lists of cards are moved and a card is laid below
//! a record's own keys, where derive copies each list, writes the keys of a flattened card anew, and gives `None` a key unless an attribute says otherwise.

use std::marker::PhantomData;

use tera::{Context, Value};

use super::shape::{Described, Shape};
use super::value::Fields;

/// A map that templates are handed, whose keys are known. [`view!`] implements it.
pub(crate) trait View: Sized {
    /// How many keys it adds, at most.
    const KEYS: usize;

    /// Adds its keys; of two with one name, the later stays.
    fn add_to(self, fields: &mut Fields);

    /// What the reference says of it.
    fn described() -> Described;

    /// The map.
    fn into_value(self) -> Value {
        let mut fields = Fields::with_capacity(Self::KEYS);
        self.add_to(&mut fields);
        fields.into_value()
    }

    /// What a template is handed: its keys, and those that every template has.
    fn into_context(self, every: impl View) -> Context {
        let mut fields = Fields::with_capacity(Self::KEYS + 2);
        self.add_to(&mut fields);
        every.add_to(&mut fields);
        fields.into_context()
    }
}

/// What a key may hold.
pub(crate) trait Held: Sized {
    /// Its value; none when the key is not to be there.
    fn value(self) -> Option<Value>;

    /// Adds it under a key.
    fn put(self, key: &'static str, fields: &mut Fields) {
        if let Some(value) = self.value() {
            fields.add(key, value);
        }
    }

    /// What the reference says of it.
    fn shape() -> Shape;
}

/// What a template is handed besides what every template is.
pub(crate) trait Template: View {
    /// The template's name: `talk.html`.
    const NAME: &'static str;
}

/// A struct that templates are handed as a map: a field is a key, and `..part: Type` adds all keys of another view, to be overridden by the struct's own.
macro_rules! view {
    (
        $(#[doc = $about:literal])+
        $visibility:vis struct $name:ident {
            $(..$part:ident: $part_type:ty,)*
            $($(#[doc = $meaning:literal])+ $key:ident: $type:ty,)*
        }
    ) => {
        $(#[doc = $about])+
        $visibility struct $name {
            $($visibility $part: $part_type,)*
            $($(#[doc = $meaning])+ $visibility $key: $type,)*
        }

        impl $crate::theme::view::View for $name {
            const KEYS: usize =
                <[&str]>::len(&[$(stringify!($key)),*]) $(+ <$part_type as $crate::theme::view::View>::KEYS)*;

            fn add_to(self, fields: &mut $crate::theme::value::Fields) {
                $($crate::theme::view::View::add_to(self.$part, fields);)*
                $(
                    let key = const { $crate::theme::view::key(stringify!($key)) };
                    $crate::theme::view::Held::put(self.$key, key, fields);
                )*
            }

            fn described() -> $crate::theme::shape::Described {
                $crate::theme::shape::Described {
                    name: stringify!($name),
                    about: concat!($($about, "\n"),+),
                    parts: vec![$(<$part_type as $crate::theme::view::View>::described as fn() -> _),*],
                    keys: vec![$($crate::theme::shape::Key {
                        name: $crate::theme::view::key(stringify!($key)),
                        about: concat!($($meaning, "\n"),+),
                        shape: <$type as $crate::theme::view::Held>::shape(),
                    }),*],
                }
            }
        }

        impl $crate::theme::view::Held for $name {
            fn value(self) -> Option<tera::Value> {
                Some($crate::theme::view::View::into_value(self))
            }

            fn shape() -> $crate::theme::shape::Shape {
                $crate::theme::shape::Shape::View(vec![<Self as $crate::theme::view::View>::described as fn() -> _])
            }
        }

        impl $crate::theme::view::Shareable for $name {
            fn views() -> Vec<fn() -> $crate::theme::shape::Described> {
                vec![<Self as $crate::theme::view::View>::described as fn() -> _]
            }
        }
    };
}
pub(crate) use view;

/// The name of a key that is a field: `type` of `r#type`.
pub(crate) const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Words, which templates escape.
#[derive(Debug, Clone)]
pub(crate) struct Text(Value);

impl Text {
    pub(crate) fn of(words: impl AsRef<str>) -> Self {
        Self(Value::from(words.as_ref()))
    }

    /// Each of these.
    pub(crate) fn each(words: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Self> {
        words.into_iter().map(Self::of).collect()
    }

    #[cfg(test)]
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

/// Markup that is safe as it is.
#[derive(Debug, Clone)]
pub(crate) struct Html(Value);

impl Html {
    pub(crate) fn of(markup: &str) -> Self {
        Self(Value::safe_string(markup))
    }
}

/// A key that is there, as `true`, when something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

/// A list whose key is not there when it is empty.
#[derive(Debug, Clone)]
pub(crate) struct IfAny<T>(pub(crate) Vec<T>);

/// Takes a key away that a part has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotThere;

/// A table whose keys are not the program's: phrases, and what authors wrote for their theme.
#[derive(Debug, Clone)]
pub(crate) struct Table(pub(crate) Value);

/// What may be shared.
pub(crate) trait Shareable {
    /// What it may be: more than one where a list holds several.
    fn views() -> Vec<fn() -> Described>;
}

/// A view that is made once and stands on many pages; a copy is a pointer. Of `(A, B)` it is one or the other.
#[derive(Debug)]
pub(crate) struct Shared<V>(Value, PhantomData<fn() -> V>);

impl<V> Clone for Shared<V> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<V: View> Shared<V> {
    /// Makes it.
    pub(crate) fn of(view: V) -> Self {
        Self::known(view.into_value())
    }
}

impl<V> Shared<V> {
    /// What `value` was made of is known to be a `V`, or to have no other of its keys.
    pub(crate) fn known(value: Value) -> Self {
        Self(value, PhantomData)
    }

    /// As engines take it.
    pub(crate) fn as_value(&self) -> &Value {
        &self.0
    }
}

impl<V: View> View for Shared<V> {
    // They are there already.
    const KEYS: usize = 0;

    fn add_to(self, fields: &mut Fields) {
        fields.lay(self.0);
    }

    fn described() -> Described {
        V::described()
    }
}

impl<V: Shareable> Held for Shared<V> {
    fn value(self) -> Option<Value> {
        Some(self.0)
    }

    fn shape() -> Shape {
        Shape::View(V::views())
    }
}

impl<A: Shareable, B: Shareable> Shareable for (A, B) {
    fn views() -> Vec<fn() -> Described> {
        A::views().into_iter().chain(B::views()).collect()
    }
}

impl Held for Text {
    fn value(self) -> Option<Value> {
        Some(self.0)
    }

    fn shape() -> Shape {
        Shape::Text
    }
}

impl Held for Html {
    fn value(self) -> Option<Value> {
        Some(self.0)
    }

    fn shape() -> Shape {
        Shape::Html
    }
}

impl Held for bool {
    fn value(self) -> Option<Value> {
        Some(self.into())
    }

    fn shape() -> Shape {
        Shape::Bool
    }
}

impl Held for Flag {
    fn value(self) -> Option<Value> {
        self.0.then(|| true.into())
    }

    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Held for NotThere {
    fn value(self) -> Option<Value> {
        None
    }

    fn put(self, key: &'static str, fields: &mut Fields) {
        fields.remove(key);
    }

    fn shape() -> Shape {
        Shape::NotThere
    }
}

impl Held for Table {
    fn value(self) -> Option<Value> {
        Some(self.0)
    }

    fn shape() -> Shape {
        Shape::Table
    }
}

impl<T: Held> Held for Option<T> {
    fn value(self) -> Option<Value> {
        self.and_then(Held::value)
    }

    fn shape() -> Shape {
        Shape::Maybe(Box::new(T::shape()))
    }
}

impl<T: Held> Held for Vec<T> {
    fn value(self) -> Option<Value> {
        let mut values = Vec::with_capacity(self.len());
        values.extend(self.into_iter().filter_map(Held::value));
        Some(values.into())
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

impl<T: Held> Held for IfAny<T> {
    fn value(self) -> Option<Value> {
        if self.0.is_empty() { None } else { self.0.value() }
    }

    fn shape() -> Shape {
        Shape::Maybe(Box::new(Vec::<T>::shape()))
    }
}

/// Numbers of these types.
macro_rules! numbers {
    ($($type:ty),*) => {
        $(impl Held for $type {
            fn value(self) -> Option<Value> {
                Some(self.into())
            }

            fn shape() -> Shape {
                Shape::Number
            }
        })*
    };
}
numbers!(usize, u8, u32, u64, i16);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::shape::Key;

    view! {
        /// A card.
        struct Card {
            /// Its title.
            title: Text,
            /// Its kind.
            kind: Text,
            /// How many there are.
            more: Option<usize>,
        }
    }

    view! {
        /// A page.
        struct Page {
            ..card: Shared<Card>,
            /// Another title.
            title: Option<Text>,
            /// Its sort.
            r#type: Text,
            /// It is so.
            so: Flag,
            /// Its names.
            names: IfAny<Text>,
            /// Its cards.
            cards: Vec<Shared<(Card, Page)>>,
            /// Never.
            more: NotThere,
        }
    }

    fn card() -> Shared<Card> {
        Shared::of(Card { title: Text::of("<a>"), kind: Text::of("talk"), more: Some(3) })
    }

    fn page(title: Option<Text>, so: bool, names: &[&str]) -> Page {
        Page {
            card: card(),
            title,
            r#type: Text::of("x"),
            so: Flag(so),
            names: IfAny(Text::each(names)),
            cards: vec![Shared::known(card().0)],
            more: NotThere,
        }
    }

    fn keys(value: &Value) -> Vec<&str> {
        let mut keys: Vec<_> =
            value.as_map().into_iter().flatten().filter_map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn what_is_not_known_is_not_there_and_the_own_key_counts() {
        let value = page(None, false, &[]).into_value();
        assert_eq!(keys(&value), ["cards", "kind", "title", "type"]);
        assert_eq!(value.get_from_path("title").and_then(Value::as_str), Some("<a>"));
        assert_eq!(value.get_from_path("cards.0.more").and_then(Value::as_u64), Some(3));
        let value = page(Some(Text::of("b")), true, &["n"]).into_value();
        assert_eq!(keys(&value), ["cards", "kind", "names", "so", "title", "type"]);
        assert_eq!(value.get_from_path("title").and_then(Value::as_str), Some("b"));
    }

    #[test]
    fn a_template_has_the_keys_of_its_view_and_those_that_all_have() {
        view! {
            /// What all have.
            struct Every {
                /// HTML.
                html: Html,
            }
        }
        let context = page(None, false, &[]).into_context(Every { html: Html::of("<p>") });
        assert!(
            context.contains_key("kind") && context.contains_key("type") && !context.contains_key("more")
        );
        let html = context.get("html").unwrap();
        assert!(html.is_safe() && !context.get("title").unwrap().is_safe());
    }

    #[test]
    fn the_reference_has_every_key_in_its_order_with_what_it_holds() {
        let page = Page::described();
        assert_eq!((page.name, page.about.trim(), page.parts[0]().name), ("Page", "A page.", "Card"));
        let told: Vec<_> = page.keys.iter().map(|Key { name, about, .. }| (*name, about.trim())).collect();
        let (first, last) = (("title", "Another title."), ("more", "Never."));
        assert_eq!((told[0], told[1].0, told[5]), (first, "type", last));
        let shapes: Vec<_> = page.keys.iter().map(|key| format!("{:?}", key.shape)).collect();
        assert_eq!((&*shapes[0], &*shapes[2], &*shapes[5]), ("Maybe(Text)", "Flag", "NotThere"));
        assert!(
            matches!(&page.keys[4].shape, Shape::List(each) if matches!(&**each, Shape::View(two) if two.len() == 2))
        );
    }
}
