//! The index, written by a thread of its own: a preview waits for its pages, not for what only the terminal asks.
//!
//! What always holds: one index is written at a time; one that something newer overtook is given up.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crate::knowledge::KnowledgeBase;
use crate::search::IndexError;
use crate::search::index::Pending;
use crate::vocab::fingerprint::Fingerprint;

use super::found::Found;

/// An index that is being written.
pub(super) struct Indexing {
    /// Of all that it is made from.
    pub(super) searched: Fingerprint,
    is_wanted: Arc<AtomicBool>,
    /// None once it is joined.
    thread: Option<JoinHandle<Result<Option<Pending>, IndexError>>>,
}

impl Indexing {
    /// Begins one, as soon as that `before`, which is given up, has ended.
    pub(super) fn begin(
        found: Found,
        knowledge: Arc<KnowledgeBase>,
        index: PathBuf,
        before: Option<Self>,
    ) -> Result<Self, IndexError> {
        let is_wanted = Arc::new(AtomicBool::new(true));
        let (searched, wanted, folder) = (found.searched, Arc::clone(&is_wanted), index.clone());
        let write = move || {
            drop(before);
            found.write_index(&knowledge, &index, &|| wanted.load(Ordering::SeqCst))
        };
        let thread = std::thread::Builder::new().name("index".to_owned()).spawn(write);
        let thread = thread.map_err(|cause| IndexError::Disk(folder, cause))?;
        Ok(Self { searched, is_wanted, thread: Some(thread) })
    }

    /// Whether it is done, or failed.
    pub(super) fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Puts it in the place of the one before.
    pub(super) fn publish(mut self) -> Result<(), IndexError> {
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(pending)) => pending?.map_or(Ok(()), Pending::publish),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

/// Gives it up, and waits until the thread has ended.
impl Drop for Indexing {
    fn drop(&mut self) {
        self.is_wanted.store(false, Ordering::SeqCst);
        drop(self.thread.take().map(JoinHandle::join));
    }
}
