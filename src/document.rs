//! Stage 2: the bytes of one file become a [`Document`]: its outline, its body and what is wrong with it.
//!
//! Comes in: a file's path, bytes and kind. Goes out: a document, always: [`parse`] is pure and never fails, a mistake is
//! a diagnostic. What always holds: the outline has everything that another record may need and nothing of the
//! prose, so that an edit of prose alone leaves it equal; the body's HTML is safe to publish as it is once its
//! slots are filled; spans count bytes of the whole file.

pub mod matter;

use std::sync::Arc;

use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

use matter::{Common, Reference, Specific};

/// One file of content, read.
#[derive(Debug, Clone)]
pub struct Document {
    pub outline: Arc<Outline>,
    pub body: Arc<Body>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What other records may need of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    pub path: ContentPath,
    pub kind: Kind,
    /// The path below the kind's folder, less its date prefix and ending: `devops-rex-2017/tarkett`.
    pub id: String,
    /// The date that the file's name began with.
    pub path_date: Option<PartialDate>,
    /// The front matter's place in the file.
    pub matter_span: Span,
    pub common: Common,
    pub specific: Specific,
    /// Every anchor of the body, in order.
    pub anchors: Vec<String>,
    pub lessons: Vec<Lesson>,
    pub actions: Vec<Action>,
    /// The body's links to other records and their files, in order; the body's slots count on this order.
    pub links: Vec<InternalLink>,
}

/// One statement learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Unique in its document, and made from its words: `lesson-run-game-days`.
    pub anchor: String,
    pub kind: LessonKind,
    /// Plain text.
    pub text: String,
    pub span: Span,
    /// The anchors of the headings that it stands under, outermost first.
    pub under: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LessonKind {
    Practice,
    Success,
    Failure,
    Surprise,
}

/// What the author's organisation will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub anchor: String,
    /// Plain text, without the owner and the date.
    pub text: String,
    pub owner: Option<Reference>,
    pub due: Option<PartialDate>,
    pub done: bool,
}

/// A link of the body to another record, or to a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalLink {
    pub target: LinkTarget,
    /// The anchor on the target, without `#`.
    pub fragment: Option<String>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `[[name]]`: an id, title or alias.
    Wiki(String),
    /// `[…](path)`: a path relative to the file, or from the content folder with a leading `/`; an address of a page also will do.
    Path(String),
}

/// The prose of a document, ready to publish and to search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Safe HTML with gaps where internal links go.
    pub html: String,
    /// The gaps, by rising offset.
    pub slots: Vec<Slot>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// Plain text by section, for search; the first is what stands before any heading.
    pub sections: Vec<Section>,
    /// The first paragraph's plain text, at most 300 characters.
    pub summary: String,
    pub words: usize,
}

/// A gap in the HTML: what belongs at `offset` hangs on where link number `link` leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub offset: usize,
    pub link: usize,
    pub part: SlotPart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotPart {
    /// `<a href="…">`.
    Open,
    /// The target's title, where the author gave no label.
    Title,
    /// `</a>`.
    Close,
    /// The address alone, within an attribute: an image's source.
    Address,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub anchor: String,
    /// Plain text.
    pub text: String,
    pub rex: Option<RexSection>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// The heading's anchor; none before the first heading.
    pub anchor: Option<String>,
    pub heading: String,
    pub rex: Option<RexSection>,
    /// Plain text, blocks parted by a line break.
    pub text: String,
}

/// The known sections of an experience report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RexSection {
    Context,
    Problem,
    Approach,
    Results,
    Success,
    Failure,
    Lessons,
    Regret,
    Advice,
    Actions,
    Opinion,
    Internal,
}
