//! The index, written by a thread of its own: a preview waits for its pages, not for what only the terminal asks. So is the memo of the
//! analyses that it was made from.
//!
//! What always holds: one index is written at a time; one that something newer overtook is given up; while a save is being published, it is
//! held, so that the save has every core.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::knowledge::KnowledgeBase;
use crate::search::index::{Pending, Threads};
use crate::search::{self, IndexError};
use crate::vocab::fingerprint::Fingerprint;

use super::found::Found;

/// An index that is being written.
pub(super) struct Indexing {
    /// Of all that it is made from.
    pub(super) searched: Fingerprint,
    gate: Arc<Gate>,
    /// None once it is joined.
    thread: Option<JoinHandle<Result<Option<Pending>, IndexError>>>,
}

/// What the thread passes again and again.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Open,
    Held,
    /// For good.
    GivenUp,
}

impl Gate {
    /// Waits while it is held; says whether to go on.
    fn pass(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_held = |state: &mut State| *state == State::Held;
        let state = self.changed.wait_while(state, is_held).unwrap_or_else(PoisonError::into_inner);
        *state == State::Open
    }

    fn set(&self, new: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = new;
        self.changed.notify_all();
    }
}

impl Indexing {
    /// Begins one, as soon as that `before`, which is given up, has ended; `remember` is done first.
    pub(super) fn begin(
        found: Found,
        knowledge: Arc<KnowledgeBase>,
        index: PathBuf,
        before: Option<Self>,
        remember: impl FnOnce() + Send + 'static,
    ) -> Result<Self, IndexError> {
        let gate = Arc::new(Gate::default());
        let (searched, passed, folder) = (found.searched, Arc::clone(&gate), index.clone());
        let write = move || {
            drop(before);
            if passed.pass() {
                remember();
            }
            let Some(materials) = found.materials(&knowledge).filter(|_| passed.pass()) else {
                return Ok(None);
            };
            search::index::write(&materials, &index, Threads::One, &|| passed.pass()).map(Some)
        };
        let thread = std::thread::Builder::new().name("index".to_owned()).spawn(write);
        let thread = thread.map_err(|cause| IndexError::Disk(folder, cause))?;
        Ok(Self { searched, gate, thread: Some(thread) })
    }

    /// Makes it wait for [`Self::go_on`].
    pub(super) fn hold(&self) {
        self.gate.set(State::Held);
    }

    pub(super) fn go_on(&self) {
        self.gate.set(State::Open);
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
        self.gate.set(State::GivenUp);
        drop(self.thread.take().map(JoinHandle::join));
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_held_gate_lets_nobody_pass_until_it_is_open_or_given_up() {
        for (state, goes_on) in [(State::Open, true), (State::GivenUp, false)] {
            let gate = Gate::default();
            assert!(gate.pass());
            gate.set(State::Held);
            thread::scope(|scope| {
                let passing = scope.spawn(|| gate.pass());
                thread::yield_now();
                assert!(!passing.is_finished());
                gate.set(state);
                assert_eq!(passing.join().unwrap(), goes_on);
            });
        }
    }
}
