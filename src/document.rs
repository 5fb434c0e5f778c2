//! Stage 2: the bytes of one file become a [`Document`]: its outline, its body and what is wrong with it.
//!
//! Comes in: a file's path, bytes and kind. Goes out: a document, always: [`parse`] is pure and never fails, a mistake is
//! a diagnostic. What always holds: the outline has everything that another record may need and nothing of the
//! prose, so that an edit of prose alone leaves it equal; the body's HTML is safe to publish as it is once its
//! slots are filled; spans count bytes of the whole file.

mod body;
mod front_matter;
mod links;
pub mod matter;
mod place;
mod rex;
mod text;

use std::borrow::Cow;
use std::sync::Arc;

use crate::matter::Matter;

use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::{Span, Spanned};

use matter::{Common, Reference, Specific};
pub use place::Place;

/// One file of content, read.
#[derive(Debug, Clone)]
pub struct Document {
    pub outline: Arc<Outline>,
    pub body: Arc<Body>,
    pub diagnostics: Vec<Diagnostic>,
}

/// How to parse.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Publish raw HTML as it is, since every author is trusted.
    pub trust_html: bool,
}

/// The largest file that is read, in bytes; a longer one is reported and left out.
pub const LARGEST: usize = 16 * 1024 * 1024;

/// Reads one file. `place` says what record the path makes it.
pub fn parse(place: Place, bytes: &[u8], options: Options) -> Document {
    let mut diagnostics = Vec::new();
    let text = text_of(&place.path, bytes, &mut diagnostics);
    let parts = front_matter::split(&text, &place.path, &mut diagnostics);
    if text.trim().is_empty() && diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::warning("empty-file", &place.path, "this file is empty")
                .with_hint("write front matter with a `title` between two `+++` lines, or remove the file"),
        );
    }
    let mut front = Matter::parse(&text[parts.matter.clone()], parts.matter.start, parts.syntax);
    let mut common: Common = front.read();
    let specific = Specific::read(place.kind, &mut front);
    diagnostics.extend(front.finish().into_iter().map(|problem| problem.into_diagnostic(&place.path)));
    let reading =
        body::Reading { path: &place.path, trust_html: options.trust_html, wants_title: common.title.is_none() };
    let read = body::read(&text, parts.body, reading, &mut diagnostics);
    common.title = common.title.or(read.title.map(|(title, span)| Spanned::new(span, title)));
    let outline = Outline {
        path: place.path,
        kind: place.kind,
        id: place.id,
        path_date: place.date,
        matter_span: parts.matter,
        common,
        specific,
        anchors: read.anchors,
        lessons: read.lessons,
        actions: read.actions,
        links: read.links,
    };
    Document { outline: Arc::new(outline), body: Arc::new(read.body), diagnostics }
}

/// The file's text: what is not UTF-8 is reported and replaced, NUL is made a space, a file that is too long is left out.
fn text_of<'a>(path: &ContentPath, bytes: &'a [u8], diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    if bytes.len() > LARGEST {
        diagnostics.push(
            Diagnostic::error("file-too-large", path, format!("this file has {} MB; at most {} are read", bytes.len() >> 20, LARGEST >> 20))
                .with_hint("split it into several records, or publish it as a file beside the page"),
        );
        return Cow::Borrowed("");
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            diagnostics.push(
                Diagnostic::error("not-utf-8", path, format!("this file is not UTF-8 text: line {line} has the byte 0x{:02x}", bytes[at]))
                    .with_span(at..at)
                    .with_hint("save it as UTF-8 in your editor"),
            );
            String::from_utf8_lossy(bytes)
        }
    };
    if text.contains('\0') { Cow::Owned(text.replace('\0', " ")) } else { text }
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
