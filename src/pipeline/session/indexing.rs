//! The index, written by a thread of its own: a preview waits for its pages, not for what only the terminal asks. So is the memo of the
//! analyses that it was made from.
//!
//! What always holds: one index is written at a time; one that something newer overtook is given up; while a save is being published, it is
//! held, so that the save has every core.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::pipeline::workshop::Anew;
use crate::search::index::{Pending, Threads};
use crate::search::{self, IndexError};
use crate::vocab::fingerprint::Fingerprint;

/// The index of a preview.
#[derive(Default)]
pub(super) struct Index {
    /// What it is to be made from.
    owed: Option<Arc<Anew>>,
    writing: Option<Indexing>,
}

/// An index that is being written.
struct Indexing {
    anew: Arc<Anew>,
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

impl Index {
    /// What was published is searched by another one, when anything is given.
    pub(super) fn owe(&mut self, anew: Option<Arc<Anew>>) {
        self.owed = anew.or(self.owed.take());
    }

    /// Whether one is to be begun.
    pub(super) fn is_owed(&self) -> bool {
        self.owed.is_some()
    }

    /// Whether none is to be begun or written.
    pub(super) fn is_idle(&self) -> bool {
        self.owed.is_none() && self.writing.is_none()
    }

    /// Does what is to be remembered and, when one is owed, begins it in `folder`, as soon as the one that is being written, which is given up, has
    /// ended: both on a thread of their own then.
    pub(super) fn begin(
        &mut self,
        folder: PathBuf,
        remember: impl FnOnce() + Send + 'static,
    ) -> Result<(), IndexError> {
        let Some(anew) = &self.owed else {
            remember();
            return Ok(());
        };
        self.writing = Some(Indexing::begin(Arc::clone(anew), folder, self.writing.take(), remember)?);
        self.owed = None;
        Ok(())
    }

    /// Makes what is being written wait for [`Self::go_on`].
    pub(super) fn hold(&self) {
        self.writing.iter().for_each(|writing| writing.gate.set(State::Held));
    }

    pub(super) fn go_on(&self) {
        self.writing.iter().for_each(|writing| writing.gate.set(State::Open));
    }

    /// Puts one that is written in the place of the one before; gives what it was made from. One that could not be written is owed again.
    pub(super) fn written(&mut self) -> Result<Option<Fingerprint>, IndexError> {
        let Some(writing) = self.writing.take_if(|writing| writing.is_over()) else { return Ok(None) };
        let anew = Arc::clone(&writing.anew);
        match writing.publish() {
            Ok(()) => Ok(Some(anew.searched)),
            Err(error) => {
                self.owed.get_or_insert(anew);
                Err(error)
            }
        }
    }
}

impl Indexing {
    fn begin(
        anew: Arc<Anew>,
        folder: PathBuf,
        before: Option<Self>,
        remember: impl FnOnce() + Send + 'static,
    ) -> Result<Self, IndexError> {
        let gate = Arc::new(Gate::default());
        let (passed, from, to) = (Arc::clone(&gate), Arc::clone(&anew), folder.clone());
        let write = move || {
            drop(before);
            if passed.pass() {
                remember();
            }
            if !passed.pass() {
                return Ok(None);
            }
            search::index::write(&from.materials(), &to, Threads::One, &|| passed.pass()).map(Some)
        };
        let thread = std::thread::Builder::new().name("index".to_owned()).spawn(write);
        let thread = thread.map_err(|cause| IndexError::Disk(folder, cause))?;
        Ok(Self { anew, gate, thread: Some(thread) })
    }

    /// Whether it is done, or failed.
    fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Puts it in the place of the one before.
    fn publish(mut self) -> Result<(), IndexError> {
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
