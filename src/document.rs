//! Stage 2: the bytes of one file become a [`Document`]: its outline, its body and what is wrong with it.
//!
//! Comes in: a file's path, bytes and kind. Goes out: a document, always: [`parse`] is pure and never fails, a mistake is a diagnostic. What always
//! holds:
//!
//! - The outline has everything that another record may need and nothing of the prose, so that an edit of prose alone leaves it equal.
//! - The body's HTML is safe to publish as it is once its slots are filled.
//! - Spans count bytes of the whole file.

mod amended;
mod anchors;
mod body;
mod bounds;
mod elsewhere;
mod extended;
mod front_matter;
mod hold;
mod incident;
mod life;
mod links;
pub(crate) mod matter;
mod outline;
mod place;
mod prose;
mod remembering;
mod respelled;
mod rex;
mod sums;
mod text;
pub(crate) mod transcript;
mod weekdays;

use std::borrow::Cow;
use std::sync::Arc;

use schemars::Schema;

use crate::matter::{KeyNames, Matter, Syntax};

use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fact::Fact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashSet;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::section::OwnPhrases;
use crate::vocab::spanned::{Span, Spanned};

pub(crate) use amended::with_lines;
pub(crate) use anchors::{Fragment, block_reference, without_directive};
use body::TitleLink;
pub(crate) use bounds::LONGEST_NAME;
pub(crate) use elsewhere::{NamedFor, elsewhere};
pub(crate) use extended::{TextList, list_line, quoted, with_texts, without_text};
pub(crate) use hold::Hold;
pub(crate) use incident::{Entry, Mark, Timeline, timeline};
use matter::{Common, Link, Specific};
pub use outline::Outline;
pub(crate) use outline::{
    Action, ActionState, Folded, InternalLink, Lesson, LessonKind, LinkRole, LinkTarget, Withheld,
};
pub use place::Place;
pub(crate) use place::{PAPERS, Role};
#[cfg(test)]
pub(crate) use prose::Slot;
pub use prose::SlotPart;
pub(crate) use prose::{Body, GapPart, Heading, Phrase};
pub(crate) use respelled::{relinked, respelled};
pub(crate) use rex::phrases as section_phrases;
pub use transcript::Transcript;

/// One file of content, read.
#[derive(Debug, Clone)]
pub struct Document {
    pub outline: Arc<Outline>,
    pub body: Arc<Body>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Appends it to `bytes`; says whether that could be done.
    pub fn write(&self, bytes: &mut Vec<u8>) -> bool {
        remembering::write(&self.outline, &self.body, &self.diagnostics, bytes)
    }

    /// Takes one that was written off the front of `bytes`.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let (outline, body, diagnostics) = remembering::read(bytes)?;
        Some(Self { outline, body, diagnostics })
    }
}

/// The JSON Schema of a kind's front matter, as editors use it.
pub(crate) fn schema(kind: Kind) -> Schema {
    matter::schema(kind, &hold::pattern())
}

/// How to parse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Publish raw HTML as it is, since every author is trusted.
    pub trust_html: bool,
    /// Read `$…$` and `$$…$$` as mathematics.
    pub math: bool,
    /// Other names for the keys of front matter.
    pub names: Arc<KeyNames>,
    /// The site's own absolute address, where it is known: links to it are links of the site.
    pub own_address: Option<Arc<str>>,
    /// The site's own phrases for sections.
    pub sections: Arc<OwnPhrases>,
    /// For whom: what is not for them is not read.
    pub audience: Audience,
}

/// The largest file that is read, in bytes; a longer one is reported and left out.
pub(crate) const LARGEST: usize = 16 * 1024 * 1024;

/// The codes of what keeps front matter from being read as a whole.
const SYNTAX_ERRORS: &[Code] = &[
    Code::FrontMatterSyntax,
    Code::UnclosedFrontMatter,
    Code::MisplacedFrontMatter,
    Code::FileTooLarge,
    Code::NotUtf8,
];

/// Reads one file. `place` says what record the path makes it.
pub fn parse(place: Place, bytes: &[u8], options: &Options) -> Document {
    let mut diagnostics = Vec::new();
    let text = text_of(&place.path, bytes, &mut diagnostics);
    let parts = front_matter::split(&text, &place.path, &mut diagnostics);
    if text.trim().is_empty() && diagnostics.is_empty() {
        diagnostics.push(empty(&place));
    }
    let mut front = Matter::parse(&text[parts.matter.clone()], parts.matter.start, parts.syntax);
    front.rename(&options.names, |key| matter::key(place.kind, key));
    let mut hold =
        hold::read(&mut front, &place, |key| matter::key(place.kind, key).is_some(), &mut diagnostics);
    let mut common: Common = front.read();
    common.description = common.description.map(|text| text::without_code_marks(&text));
    let mut specific = Specific::read(place.kind, &mut front);
    diagnostics.extend(front.finish().into_iter().map(|problem| problem.into_diagnostic(&place.path)));
    let (mut read, withheld) =
        read_body(&text, parts.body, (&place, &mut hold), (&common, &specific), options, &mut diagnostics);
    // What front matter says of a lesson that is left out is left out with it.
    common.lessons.retain(|life| !withheld.has_lesson(&life.lesson.value));
    take_from_body(&mut common, &mut read, &place.path, &mut diagnostics);
    let matter_is_whole = !diagnostics.iter().any(|diagnostic| SYNTAX_ERRORS.contains(&diagnostic.code));
    if common.title.is_none() && !place.kind.may_be_stub() {
        let is_told = matter_is_whole && !text.trim().is_empty();
        diagnostics.extend(is_told.then(|| untitled(&place, &parts.matter, parts.syntax)));
        common.title = Some(Spanned::new(parts.matter.start..parts.matter.start, place.name.clone()));
    }
    bounds::keep(&mut common, &mut specific, &place.path, &mut diagnostics);
    bounds::keep_parts(&mut read.lessons, &mut read.actions, &place.path, &mut diagnostics);
    check(&text, &common, &place.path, &mut diagnostics);
    let mut outline = Outline {
        path: place.path,
        kind: place.kind,
        id: place.id,
        folded: Folded::default(),
        path_date: place.date,
        matter_span: parts.matter,
        matter_is_whole,
        role: place.role,
        hold,
        common,
        specific,
        anchors: read.anchors,
        ids: read.ids,
        also: read.also,
        lessons: read.lessons,
        actions: read.actions,
        links: read.links,
        withheld,
        fingerprint: Fingerprint::of(b""),
    };
    outline.fold_names();
    let body = read.body.with_fingerprint().fitted();
    outline.fingerprint = outline::fingerprint(&outline, &text[outline.matter_span.clone()]);
    Document { outline: Arc::new(outline), body: Arc::new(body), diagnostics }
}

/// Reports what is well-formed and cannot be meant.
fn check(text: &str, common: &Common, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    check_aliases(common, path, diagnostics);
    sums::check(&common.figures, path, diagnostics);
    weekdays::check(text, path, diagnostics);
}

/// Reads a body as its audience may; tells of what was left out what others must know.
fn read_body(
    text: &str,
    span: Span,
    (place, hold): (&Place, &mut Hold),
    (common, specific): (&Common, &Specific),
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> (body::Read, Withheld) {
    let base = span.start;
    let parted = body::part(&text[span], base, (options.audience, options.math), &place.path, diagnostics);
    hold.is_internal |= parted.is_internal;
    hold.internal_folder |= hold.is_internal && place.is_section();
    let reading = body::Reading {
        path: &place.path,
        trust_html: options.trust_html,
        math: options.math,
        title: common.title.as_ref().map(|title| title.value.as_str()),
        others: &specific.chapters().map(|(anchor, _)| anchor).collect::<Vec<_>>(),
        names: &body::Names::of(matter::names(common, specific)),
        own_address: options.own_address.as_deref(),
        sections: &options.sections,
        withheld: &[],
    };
    let Some(whole) = &parted.whole else {
        return (body::read(&parted.text, base, reading, diagnostics), Withheld::default());
    };
    // What is wrong with what is left out is told when somebody builds it.
    let whole = body::read(whole, base, reading, &mut Vec::new());
    let left = body::read(&parted.text, base, reading, &mut Vec::new());
    let withheld = withheld(whole, &left);
    let reading = body::Reading { withheld: &withheld.anchors, ..reading };
    (body::read(&parted.text, base, reading, diagnostics), withheld)
}

/// What the whole of a body has and what is left of it has not.
fn withheld(whole: body::Read, left: &body::Read) -> Withheld {
    let known: HashSet<&String> = left.anchors.iter().chain(&left.ids).collect();
    let anchors = whole.anchors.into_iter().chain(whole.ids).filter(|anchor| !known.contains(anchor));
    let place = |link: &InternalLink| (link.span.start, link.span.end);
    let links: HashSet<_> = left.links.iter().map(place).collect();
    let withheld = whole.links.into_iter().filter(|link| !links.contains(&place(link)));
    Withheld { links: withheld.collect(), anchors: anchors.collect() }
}

fn empty(place: &Place) -> Diagnostic {
    Diagnostic::warning(Code::EmptyFile, &place.path, "this file is empty")
        .with_hint("write front matter with a `title` between two `+++` lines, or remove the file")
}

/// Takes what a body says for its front matter, a title and what a post-mortem counts, and gives its lessons what that says of them.
fn take_from_body(
    common: &mut Common,
    read: &mut body::Read,
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) {
    take_title(common, read.title.take(), std::mem::take(&mut read.title_links));
    incident::add_figures(common, &read.body);
    life::take_from_matter(common, &mut read.lessons, path, diagnostics);
}

/// Takes the title that the body opens with, and keeps the web addresses that it was linked to: that of the whole title is the record's own, where it has no
/// other.
fn take_title(common: &mut Common, title: Option<(String, Span)>, links: Vec<TitleLink>) {
    let Some((title, span)) = title else { return };
    for TitleLink { url, label } in links {
        if label == title && common.url == Fact::Unknown {
            common.url = Fact::Known(url);
        } else if common.url.known() != Some(&url) && common.links.iter().all(|link| link.url != url) {
            common.links.push(Link { url, title: Some(label).filter(|label| !label.is_empty()) });
        }
    }
    common.title = Some(Spanned::new(span, title));
}

/// That a record is called after its file.
fn untitled(place: &Place, matter: &Span, syntax: Syntax) -> Diagnostic {
    let message =
        format!("this {} has no title; it is called `{}`, after its file", place.kind.name(), place.name);
    let title = if syntax == Syntax::Json { "\"…\"" } else { "…" };
    let title = if matches!(syntax, Syntax::Toml | Syntax::Config) { "\"…\"" } else { title };
    let hint = if matter.is_empty() {
        "begin the text with `# …`".to_owned()
    } else {
        format!("add `{}` to its front matter, or begin the body with `# …`", syntax.entry("title", title))
    };
    Diagnostic::warning(Code::MissingTitle, &place.path, message)
        .with_span(matter.start..matter.start)
        .with_hint(hint)
}

/// Hugo's `aliases` are former addresses, which are called `redirects` here.
fn check_aliases(common: &Common, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    for alias in common.aliases.iter().filter(|alias| alias.value.starts_with('/')) {
        let message = format!("the alias `{}` is an address, and aliases are names", alias.value);
        let hint = "write former addresses as `redirects`, or say for all files: `aliases = \"redirects\"` below `[front_matter]` in rexbase.toml";
        diagnostics.push(
            Diagnostic::warning(Code::AliasIsAddress, path, message)
                .with_span(alias.span.clone())
                .with_hint(hint),
        );
    }
}

/// The file's text: what is not UTF-8 is reported and replaced, a null character is made a space (and reported where there are many, as in UTF-16), a file that is too long is left out.
fn text_of<'a>(path: &ContentPath, bytes: &'a [u8], diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    // Of a longer one, no more may have been read than tells that it is.
    if bytes.len() > LARGEST {
        diagnostics.push(
            Diagnostic::error(
                Code::FileTooLarge,
                path,
                format!("this file has more than {} MB, and no longer one is read", LARGEST >> 20),
            )
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
                Diagnostic::error(
                    Code::NotUtf8,
                    path,
                    format!("this file is not UTF-8 text: line {line} has the byte 0x{:02x}", bytes[at]),
                )
                .with_span(at..at)
                .with_hint("save it as UTF-8 in your editor"),
            );
            String::from_utf8_lossy(bytes)
        }
    };
    let start = &bytes[..bytes.len().min(1000)];
    if start.iter().filter(|byte| **byte == 0).count() * 8 > start.len() && diagnostics.is_empty() {
        let message = "this file is UTF-16 text, or no text at all: it is full of null characters";
        diagnostics.push(
            Diagnostic::error(Code::NotUtf8, path, message).with_hint("save it as UTF-8 in your editor"),
        );
    }
    if text.contains('\0') { Cow::Owned(text.replace('\0', " ")) } else { text }
}
