//! What other records may need of a document: its front matter, anchors, lessons, actions and links.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::date::PartialDate;
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::fold::{fold_name, slug};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::percent::decoded;
use crate::vocab::section::RexSection;
use crate::vocab::spanned::Span;

use super::anchors::{Also, Anchors, Fragment, without_directive};
use super::hold::Hold;
use super::matter::{Common, Doubt, Figure, LessonLife, Reference, Specific};
use super::place::Role;

/// What other records may need of a document.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Outline {
    pub path: ContentPath,
    pub kind: Kind,
    /// The path below the kind's folder, less its date prefix and ending: `devops-rex-2017/tarkett`.
    pub id: String,
    /// The id and the title as names are compared ([`fold`](crate::vocab::fold::fold)).
    pub folded: Folded,
    /// The date that the file's name began with.
    pub path_date: Option<PartialDate>,
    /// The front matter's place in the file.
    pub matter_span: Span,
    /// Whether the front matter's syntax is right; else keys may be missing that the author wrote.
    pub matter_is_whole: bool,
    /// What the file is to its folder.
    pub role: Role,
    /// What holds it back.
    pub hold: Hold,
    pub common: Common,
    pub specific: Specific,
    /// The anchors of the body's headings and lessons, in order.
    pub anchors: Vec<String>,
    /// The body's other anchors: of footnotes, and ids in raw HTML.
    pub ids: Vec<String>,
    /// Other names of headings.
    pub also: Vec<Also>,
    pub lessons: Vec<Lesson>,
    pub actions: Vec<Action>,
    /// The body's links to other records and their files, in order; the body's slots count on this order.
    pub links: Vec<InternalLink>,
    /// What was left out of the body for its audience, as far as others must know.
    pub withheld: Withheld,
    /// Equal for outlines that are equal but for the places of things in the body.
    pub fingerprint: Fingerprint,
}

/// What was left out of a body for its audience: nothing of it is published, and files that only it names are not, either.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Withheld {
    pub links: Vec<InternalLink>,
    pub anchors: Vec<String>,
}

impl Withheld {
    /// Whether a place of the page, as a link names it, was left out.
    pub fn has(&self, written: &str) -> bool {
        has_place(&self.anchors, written)
    }
}

impl Withheld {
    /// Whether a lesson was left out, as front matter names it.
    pub fn has_lesson(&self, written: &str) -> bool {
        let anchor = written.trim_start_matches('#');
        self.anchors.iter().any(|known| known == anchor || known.strip_prefix("lesson-") == Some(anchor))
    }
}

/// Whether these anchors have one that a link names so: by itself, or by its heading's text.
pub(super) fn has_place(anchors: &[String], written: &str) -> bool {
    if anchors.is_empty() {
        return false;
    }
    let plain = decoded(without_directive(written).0);
    let last = plain.rsplit('#').next().unwrap_or(&plain);
    let slug = slug(last);
    anchors.iter().any(|anchor| *anchor == *plain || *anchor == *last || *anchor == slug)
}

/// Two names of a record, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Folded {
    pub id: String,
    pub title: String,
}

impl Outline {
    /// What a link to this page means by the part after its `#`.
    pub fn fragment(&self, written: &str) -> Fragment<'_> {
        match Anchors::of(&self.anchors, &self.ids, &self.also).find(written) {
            Fragment::Unknown => {
                let plain = decoded(without_directive(written).0);
                let action =
                    self.actions.iter().map(|action| &action.anchor).find(|anchor| **anchor == plain);
                let is_chapter = || self.specific.chapters().any(|(anchor, _)| anchor == plain);
                match action {
                    Some(anchor) => Fragment::Anchor(anchor.into()),
                    None if is_chapter() => Fragment::Anchor(plain.into_owned().into()),
                    None => Fragment::Unknown,
                }
            }
            found => found,
        }
    }

    /// What the record is called: its title, or the last part of its id.
    pub fn title(&self) -> &str {
        match &self.common.title {
            Some(title) => &title.value,
            None => self.id.rsplit('/').next().unwrap_or(&self.id),
        }
    }

    /// The date that its author gave it, in its front matter or its file's name.
    pub fn date(&self) -> Option<PartialDate> {
        self.common.date.known().map(|date| date.value.date).or(self.path_date)
    }

    /// What is not sure of that date.
    pub fn doubt(&self) -> Option<&Doubt> {
        self.common.date.known().and_then(|date| date.value.doubt.as_ref())
    }

    /// Folds its names as they are now.
    pub(super) fn fold_names(&mut self) {
        self.folded =
            Folded { id: fold_name(self.kind, &self.id), title: fold_name(self.kind, self.title()) };
    }
}

/// The fingerprint of an outline whose front matter was read from this text.
///
/// Everything but the body's part is a function of the front matter, the path and the title.
pub(super) fn fingerprint(outline: &Outline, front_matter: &str) -> Fingerprint {
    let mut hasher = Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
    };
    add(outline.path.as_str());
    add(front_matter);
    add(outline.common.title.as_ref().map_or("", |title| title.value.as_str()));
    // A title may bring links with it.
    add(&format!("{:?} {:?}", outline.common.url, outline.common.links));
    // So may a body bring figures.
    for figure in &outline.common.figures {
        let Figure { metric, value, period, quote, .. } = figure;
        add(&format!("{} {value:?} {period:?} {quote:?}", metric.value));
    }
    add(if outline.matter_is_whole { "whole" } else { "broken" });
    add(&format!("{} {:?}", outline.hold.is_internal, outline.withheld.anchors));
    add(&outline.anchors.len().to_string());
    outline.anchors.iter().for_each(|anchor| add(anchor));
    add(&format!("{:?} {:?}", outline.ids, outline.also));
    add(&outline.lessons.len().to_string());
    for lesson in &outline.lessons {
        add(&format!("{:?} {:?}", lesson.kind, lesson.under));
        add(&lesson.anchor);
        add(&lesson.text);
        add(&lesson.life.as_ref().map_or(String::new(), |life| life.words()));
    }
    add(&outline.actions.len().to_string());
    for Action { anchor, text, owner, due, state, lessons, span: _ } in &outline.actions {
        add(anchor);
        add(text);
        add(&format!("{:?} {due:?} {state:?} {lessons:?}", owner.as_ref().map(|owner| &owner.value)));
    }
    for link in outline.links.iter().chain(&outline.withheld.links) {
        add(&format!("{:?} {:?} {:?}", link.target, link.fragment, link.role));
    }
    hasher.finish()
}

/// One statement learned.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Lesson {
    /// Unique in its document, and made from its words: `lesson-run-game-days`.
    pub anchor: String,
    pub kind: LessonKind,
    /// Plain text.
    pub text: String,
    pub span: Span,
    /// The anchors of the headings that it stands under, outermost first.
    pub under: Vec<String>,
    /// What has become of it, as far as its author says.
    pub life: Option<Box<LessonLife>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub enum LessonKind {
    Practice,
    Success,
    Failure,
    Surprise,
}

impl LessonKind {
    /// Of what kind the items of this section are; none where they are no lessons.
    pub(super) fn of(section: RexSection) -> Option<Self> {
        match section {
            RexSection::Success => Some(Self::Success),
            RexSection::Failure | RexSection::Regret => Some(Self::Failure),
            RexSection::Surprise => Some(Self::Surprise),
            RexSection::Lessons | RexSection::Advice => Some(Self::Practice),
            _ => None,
        }
    }
}

/// What the author's organisation will do.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Action {
    pub anchor: String,
    /// Plain text, without the owner and the date.
    pub text: String,
    pub owner: Option<Reference>,
    pub due: Option<PartialDate>,
    /// The places on pages that its words link to: the lessons among them are what it is about.
    pub lessons: Vec<String>,
    pub state: ActionState,
    pub span: Span,
}

/// What has become of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum ActionState {
    /// It is to be done.
    Open,
    /// Its box is ticked.
    Done,
    /// It is struck through: nobody will do it.
    Dropped,
}

impl ActionState {
    /// Its name, as themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// A link of the body to another record, or to a file of the site.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct InternalLink {
    pub target: LinkTarget,
    /// The anchor on the target as it was written, without `#`.
    pub fragment: Option<String>,
    pub role: LinkRole,
    pub span: Span,
}

/// What a link is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum LinkRole {
    /// Lead to its target.
    Lead,
    /// Show it in its place, so wide (in pixels).
    Show { width: Option<u32> },
    /// The same within another link.
    ShowInLink { width: Option<u32> },
}

impl LinkRole {
    /// How wide the target is to be shown; none where that is not said.
    pub fn width(self) -> Option<u32> {
        match self {
            Self::Lead => None,
            Self::Show { width } | Self::ShowInLink { width } => width,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum LinkTarget {
    /// `[[name]]`: an id, title or alias.
    Wiki(String),
    /// `[…](path)`: a path relative to the file, or from the content folder with a leading `/`; an address of a page also will do.
    Path(String),
    /// An absolute address of this site: its path from the site's root, with its query.
    Own(String),
}

impl LinkTarget {
    /// The path that was written; Windows' backslashes part its folders as slashes do.
    pub fn path(written: &str) -> Self {
        Self::Path(written.replace('\\', "/"))
    }
}
