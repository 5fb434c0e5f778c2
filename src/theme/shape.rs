//! What the reference for authors of themes (`docs/theme-context.md`) is made of: which keys a view has, of which types, and what they mean.

/// A view, as the reference tells it.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its type's name: `WorkCard`.
    pub name: &'static str,
    /// Its documentation, as it is written.
    pub about: &'static str,
    /// Views whose keys it has, too, but for those that it has itself.
    pub parts: Vec<fn() -> Self>,
    /// Its own keys.
    pub keys: Vec<Key>,
}

/// One key of a view.
#[derive(Debug, Clone)]
pub struct Key {
    pub name: &'static str,
    /// Its documentation, as it is written.
    pub about: &'static str,
    pub shape: Shape,
}

/// What a key holds.
#[derive(Debug, Clone)]
pub enum Shape {
    Text,
    /// Text that is not escaped.
    Html,
    Number,
    /// `true` or `false`.
    Bool,
    /// `true`, or not there.
    Flag,
    List(Box<Self>),
    /// That, or not there.
    Maybe(Box<Self>),
    /// A view; one of several where a list holds different ones.
    View(Vec<fn() -> Described>),
    /// A map whose keys are not the program's.
    Table,
    /// Never there, though a part of the view has it.
    NotThere,
}

/// A template, and what it is handed.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The template's file: `talk.html`.
    pub template: &'static str,
    pub view: Described,
}
