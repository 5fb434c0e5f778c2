//! What a knowledge base holds, counted.

use super::error::BuildError;
use super::gather::{Gathered, gather_once};
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::run::Run;
use crate::document::matter::{MediaSort, MediaStatus};
use crate::knowledge::{Details, KnowledgeBase, Record};
use crate::vocab::kind::Kind;

/// Counts, in the order in which they are shown.
#[derive(Debug)]
pub struct Statistics {
    pub rows: Vec<Row>,
}

/// One count.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// In snake case.
    pub name: &'static str,
    pub count: usize,
}

/// Reads and resolves the site, and counts.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub fn statistics(options: &SiteOptions, progress: &dyn Progress) -> Result<Statistics, BuildError> {
    let Gathered { documents, knowledge, diagnostics, .. } =
        gather_once(options, &Run::begin(&Never, progress))?;
    let mut rows: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| Row { name: kind.folder(), count: knowledge.of_kind(kind).count() })
        .collect();
    // What is held back, as a draft or for others, is not counted, either.
    let own = knowledge.records.iter().filter_map(Record::own_document);
    let documents: Vec<_> = own.map(|document| &documents[document]).collect();
    let words = documents.iter().map(|document| document.body.words).sum();
    let has = |record: &Record, status| record.media_of(MediaSort::Video).any(|video| video.status == status);
    let videos = |status| published(&knowledge, |record| has(record, status));
    rows.extend([
        Row { name: "files", count: documents.len() },
        Row { name: "words", count: words },
        Row { name: "stubs", count: published(&knowledge, |record| record.document.is_none()) },
        Row { name: "talks_covered_by_a_report", count: published(&knowledge, is_covered) },
        Row { name: "videos_published", count: videos(MediaStatus::Published) },
        Row { name: "videos_awaited", count: videos(MediaStatus::Awaited) },
        Row { name: "videos_lost", count: videos(MediaStatus::Lost) },
        Row { name: "diagnostics", count: diagnostics.len() },
    ]);
    Ok(Statistics { rows })
}

fn published(knowledge: &KnowledgeBase, is_counted: impl Fn(&Record) -> bool) -> usize {
    knowledge.records.iter().filter(|record| is_counted(record)).count()
}

fn is_covered(record: &Record) -> bool {
    matches!(&record.details, Details::Talk(talk) if !talk.reports.is_empty())
}
