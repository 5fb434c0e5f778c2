//! What resolving finds wrong, and what a name that means nothing was meant to be.
//!
//! Threads resolve records in no fixed order, and each may ask what a name was meant to be. The questions are answered afterwards, in the order of
//! the records, so that the answers depend on no thread. Each distinct question is answered once. After some hundred none is: to compare
//! every dead link of a site with every name of it would cost the square of the site.

use std::collections::BTreeMap;

use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::nearest::{Effort, Suggestions};
use crate::vocab::spanned::Span;

/// What was found wrong, in order.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Each with the number of the diagnostic that waits for the answer.
    questions: Vec<(usize, Question)>,
}

/// Something that is wrong, and perhaps what is to be told with it.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    pub(super) question: Option<Question>,
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, question: None }
    }
}

/// What was meant by a word.
pub(super) struct Question {
    pub(super) word: String,
    pub(super) among: Among,
    /// How the answer is put to the author.
    pub(super) meant: fn(&str) -> String,
    /// What is said when nothing is near.
    pub(super) otherwise: Option<String>,
}

/// Which names a word may have been meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Among {
    /// The records of a kind.
    Kind(Kind),
    /// All records that a wikilink may name.
    Records,
    /// The anchors of this document.
    AnchorsOf(usize),
    /// The lessons of this document, by their anchors.
    LessonsOf(usize),
    /// The names of files.
    Files,
}

impl Findings {
    /// Adds what needs no answer.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds what will be told with the answer to a question.
    pub(super) fn ask(&mut self, diagnostic: Diagnostic, question: Question) {
        self.questions.push((self.diagnostics.len(), question));
        self.diagnostics.push(diagnostic);
    }

    /// Adds one that stands at this place.
    pub(super) fn add_at(&mut self, span: &Span, finding: Finding) {
        let diagnostic = finding.diagnostic.with_span(span.clone());
        match finding.question {
            Some(question) => self.ask(diagnostic, question),
            None => self.push(diagnostic),
        }
    }

    /// Adds what another found.
    pub(super) fn append(&mut self, other: Self) {
        if other.diagnostics.is_empty() {
            return;
        }
        let before = self.diagnostics.len();
        self.diagnostics.extend(other.diagnostics);
        let moved = other.questions.into_iter().map(|(number, question)| (before + number, question));
        self.questions.extend(moved);
    }

    /// What is wrong, with the answers; `names` says which there are: as they are shown, and as they are compared.
    pub(super) fn answered<'n>(
        self,
        names: impl Fn(Among) -> (Vec<&'n str>, Vec<&'n str>),
    ) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics;
        let mut effort = Effort::of_a_site();
        let mut known: BTreeMap<Among, (Vec<&str>, Suggestions<'_>)> = BTreeMap::new();
        for (number, question) in self.questions {
            let (shown, compared) = known.entry(question.among).or_insert_with(|| {
                let (shown, compared) = names(question.among);
                (shown, Suggestions::among(compared))
            });
            let near = compared.nearest(&question.word, &mut effort);
            let near = near.map(|index| (question.meant)(shown[index]));
            diagnostics[number].hints.extend(near.or(question.otherwise));
        }
        diagnostics
    }
}
