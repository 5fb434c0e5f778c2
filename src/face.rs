//! The public face: what the program, the tests and the fuzzer use of each room. Nothing else leaves the crate, so the compiler finds what nobody uses.

/// The words of the house.
pub mod vocab {
    pub use crate::vocab::artifact::Artifact;
    pub use crate::vocab::audience::Audience;
    pub use crate::vocab::diagnostic::{Code, Diagnostic, Severity};
    pub use crate::vocab::fingerprint::Fingerprint;
    pub use crate::vocab::fold::fold;
    pub use crate::vocab::kept::{Kept, kept};
    pub use crate::vocab::kind::{Kind, Kinds};
    pub use crate::vocab::language::Language;
    pub use crate::vocab::path::ContentPath;
    pub use crate::vocab::section::RexSection;
}

/// `rexbase.toml`.
pub mod config {
    pub use crate::config::parse;
}

/// A theme's files from the disk.
pub mod source {
    pub use crate::source::read_theme;
}

/// One file of an author's.
pub mod document {
    pub use crate::document::transcript::read as read_transcript;
    pub use crate::document::{Document, Options, Outline, Place, SlotPart, Transcript, parse};
}

/// The records and their links.
pub mod knowledge {
    pub use crate::knowledge::{Drafts, FutureDates, KnowledgeBase, Options, Record, resolve};
}

/// Themes.
pub mod theme {
    pub use crate::theme::{Described, Handed, Key, Shape, Theme, ThemeFile};
}

/// What a site is made from.
pub mod site {
    pub use crate::site::{Drawn, Input, Options};
}

/// Pages.
pub mod render {
    pub use crate::render::{Ground, Selection, handed, render};
}

/// The search: its data and its answers.
pub mod search {
    pub use crate::search::export::export;
    pub use crate::search::{
        Answer, FacetField, Hit, Ignored, LastWord, Materials, Note, Options, Remembered, Searched, Searcher,
        Segment, Sort, Synonyms,
    };
}

/// Images that are published.
pub mod images {
    pub use crate::images::{Budget, measure, prepare};
}

/// What one run remembers for the next.
pub mod memo {
    pub use crate::memo::{load, save};
}

/// The preview's door.
pub mod preview {
    pub use crate::preview::{Asked, is_this_machine, read_request};
}

/// The assembly line.
pub mod pipeline {
    pub use crate::pipeline::{
        BuildError, BuildOptions, Foreign, Interrupt, Left, Look, Never, OnErrors, Progress, Project,
        Session, SiteOptions, build, check, search, statistics,
    };
}

/// Other systems' data.
pub mod import {
    pub use crate::import::{
        Asked, Carried, Harvest, ImportError, OnBroken, blog, carry_out, devopsdays, markdown, notes, plan,
        post, pyvideo, rubyevents, schedule, wordpress,
    };
}

/// What the program says of itself.
pub mod reference {
    pub use crate::reference::{Explained, Subject, chapters, sections};
}

/// The command line.
pub mod cli {
    pub use crate::cli::{command, run};
}
