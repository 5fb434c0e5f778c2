//! The prose that a page may read.
//!
//! Comes in: all documents, and the records whose prose the page declared to show. Goes out: the bodies of these and of no others. What always holds: what is
//! published again after an edit of prose (`render::Ground::showing`) goes by the same declaration, so that a page cannot show prose whose change
//! would leave it as it was.

use crate::document::{Body, Document};
use crate::knowledge::{KnowledgeBase, RecordId};

use super::input::Input;

/// The records whose prose a page may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reads {
    Nothing,
    Of(RecordId),
    OfThese(Vec<RecordId>),
}

impl Reads {
    pub(crate) fn ids(&self) -> &[RecordId] {
        match self {
            Self::Nothing => &[],
            Self::Of(id) => std::slice::from_ref(id),
            Self::OfThese(ids) => ids,
        }
    }
}

/// The prose that one page declared.
pub(crate) struct Prose<'a> {
    knowledge: &'a KnowledgeBase,
    documents: &'a [Document],
    declared: Reads,
}

impl<'a> Prose<'a> {
    pub(crate) fn declared(input: &Input<'a>, declared: Reads) -> Self {
        Self { knowledge: input.knowledge, documents: input.documents, declared }
    }

    /// A record's prose, when the page declared it and the record has a file of its own.
    pub(crate) fn of(&self, id: RecordId) -> Option<&'a Body> {
        let document =
            self.knowledge.record(id).own_document().filter(|_| self.declared.ids().contains(&id))?;
        self.documents.get(document).map(|document| &*document.body)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::site::Drawn;
    use crate::site::tests::{documents, options, resolved};

    #[test]
    fn only_declared_prose_is_handed_out() {
        let text =
            |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n\n## Lessons learned\n\n- Test {title}.\n");
        let documents = documents(&[("talks/a.md", &text("A")), ("talks/b.md", &text("B"))]);
        let knowledge = resolved(&documents);
        let input = Input {
            knowledge: &knowledge,
            documents: &documents,
            related: &[],
            drawn: &Drawn::default(),
            pictures: &BTreeMap::new(),
            options: options(),
        };
        let id = |title: &str| {
            let (id, _) = knowledge.iter().find(|(_, record)| record.title == title).unwrap();
            id
        };
        let (a, b, lesson) = (id("A"), id("B"), id("Test A."));
        let prose = Prose::declared(&input, Reads::OfThese(vec![lesson, a]));
        assert!(prose.of(a).is_some());
        assert!(prose.of(b).is_none(), "nobody declared it");
        assert!(prose.of(lesson).is_none(), "its source's prose is not its own");
    }
}
