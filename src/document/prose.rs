//! The prose of a document: HTML with gaps for publishing, plain text by section for search.

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::section::RexSection;

use super::transcript::Transcript;

/// The prose of a document, ready to publish and to search.
#[derive(Debug, Clone, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub struct Body {
    /// Safe HTML with gaps where internal links go.
    pub html: String,
    /// The gaps, by rising offset.
    pub slots: Vec<Slot>,
    /// The same as Markdown.
    pub markdown: Markdown,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// Plain text by section, for search; the first is what stands before any heading.
    pub sections: Vec<Section>,
    /// The first paragraph's plain text, at most 300 characters.
    pub summary: String,
    pub words: usize,
    /// A fingerprint of the texts of headings and sections, once the document is parsed.
    pub texts: Option<Fingerprint>,
    /// What is said in its recordings: from files of their own, which are read once it is known that the record is published.
    #[borsh(skip)]
    pub transcripts: Vec<Arc<Transcript>>,
}

impl Body {
    /// The body without the room that its texts grew into: it stays in memory for as long as the site is built or watched.
    pub(super) fn fitted(mut self) -> Self {
        self.html.shrink_to_fit();
        self.slots.shrink_to_fit();
        self.markdown.text.shrink_to_fit();
        self.markdown.gaps.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.sections.shrink_to_fit();
        self.sections.iter_mut().for_each(|section| section.text.shrink_to_fit());
        self
    }

    /// The body with the fingerprint of its texts.
    pub(super) fn with_fingerprint(mut self) -> Self {
        let mut hasher = Hasher::new();
        hasher.update(&self.headings.len().to_le_bytes());
        let headings = self.headings.iter().map(|heading| &heading.text);
        for text in headings.chain(self.sections.iter().map(|section| &section.text)) {
            hasher.update(text.as_bytes());
        }
        self.texts = Some(hasher.finish());
        self
    }

    /// The body with what is said in its recordings, which then is a part of its texts.
    pub(crate) fn with_transcripts(mut self, transcripts: Vec<Arc<Transcript>>) -> Self {
        self.texts = self.texts.map(|texts| {
            let mut hasher = Hasher::new();
            hasher.update(texts.as_bytes());
            transcripts.iter().for_each(|transcript| _ = hasher.update(transcript.fingerprint.as_bytes()));
            hasher.finish()
        });
        self.transcripts = transcripts;
        self
    }
}

/// A gap in the HTML: what belongs at `offset` depends on where a link leads, or on the language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Slot {
    pub offset: usize,
    pub part: SlotPart,
}

/// What belongs in a gap; links are named by their number in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum SlotPart {
    /// `<a href="…">`.
    Open(usize),
    /// `<a href="…"`, which has more attributes.
    OpenWith(usize),
    /// The value of an attribute: an address, nothing when the link leads nowhere.
    Address(usize),
    /// The same; what the author wrote when the link leads nowhere.
    AsWritten(usize),
    /// The target's title, where the author gave no label.
    Title(usize),
    /// `</a>`.
    Close(usize),
    /// All attributes of an `<img` but `alt` and `title`: its source, its size.
    Image(usize),
    /// A phrase: text where it is a title, else the value of an attribute.
    Phrase(Phrase),
}

/// The author's own Markdown, without what is not published, and with gaps where it names places of this site.
#[derive(Debug, Clone, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub struct Markdown {
    pub text: String,
    /// The gaps, by rising offset.
    pub gaps: Vec<Gap>,
}

/// A gap in the Markdown: what belongs at `offset` depends on where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Gap {
    pub offset: usize,
    pub part: GapPart,
}

/// What belongs in a gap of Markdown; links are named by their number in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum GapPart {
    /// `[`; nothing when the link leads nowhere.
    Open(usize),
    /// The target's title, where the author gave no label.
    Title(usize),
    /// `](address)`; nothing when the link leads nowhere.
    Close(usize),
    /// `![` of an image, `[` of what cannot be shown within a page.
    OpenImage(usize),
    /// The target's title, where that is all there is to see of it.
    ImageTitle(usize),
    CloseImage(usize),
    /// `<a href="…">` and `</a>` in raw HTML; nothing when the link leads nowhere.
    OpenElement(usize),
    CloseElement(usize),
    /// The value of an attribute in raw HTML.
    Address(usize),
}

/// What the interface says within prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Phrase {
    /// The title of an alert.
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// The name of the section of footnotes.
    Footnotes,
    /// The name of the link back from the footnote of this number.
    BackTo(u32),
    /// The name of the page's table of this number.
    Table(u32),
    /// The name of a heading's link to itself.
    Anchor,
    /// The names of a task's box.
    Done,
    ToDo,
}

impl Phrase {
    /// Whether it is text that everybody sees, and stands where an element may stand.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Note | Self::Tip | Self::Important | Self::Warning | Self::Caution)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub anchor: String,
    /// Plain text.
    pub text: String,
    pub rex: Option<RexSection>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub struct Section {
    /// The heading's anchor; none before the first heading.
    pub anchor: Option<String>,
    pub heading: String,
    pub rex: Option<RexSection>,
    /// Plain text, blocks parted by a line break.
    pub text: String,
}
