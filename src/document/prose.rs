//! The prose of a document: HTML with gaps for publishing, plain text by section for search.

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
