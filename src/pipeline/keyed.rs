//! The one memo of the line: a value, with the fingerprint of all that it was made from.
//!
//! What always holds: it is made anew exactly when its key is another. Nobody waits until the memory of the one before is given back: it is kept until somebody
//! has time for that ([`Keyed::release`]), since threads that give back memory are not there for what is waited for.

use std::sync::Arc;

use crate::vocab::fingerprint::Fingerprint;

/// The last value that was made, if any was.
pub(super) struct Keyed<T> {
    last: Option<(Fingerprint, Arc<T>)>,
    /// The one before, until its memory is given back.
    before: Option<Arc<T>>,
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { last: None, before: None }
    }
}

impl<T: Send + Sync + 'static> Keyed<T> {
    /// The value that is made from what has this key.
    pub(super) fn get_or_make(&mut self, key: Fingerprint, make: impl FnOnce() -> T) -> Arc<T> {
        match self.get_or_try(key, || Ok::<_, std::convert::Infallible>(make())) {
            Ok(value) => value,
            Err(never) => match never {},
        }
    }

    /// The same of what may fail; then the value of before is kept, with its key.
    pub(super) fn get_or_try<E>(
        &mut self,
        key: Fingerprint,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        if let Some((known, value)) = &self.last
            && *known == key
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        self.release();
        self.before = self.last.replace((key, Arc::clone(&value))).map(|(_, before)| before);
        Ok(value)
    }

    /// Begins to give back the memory of what was replaced.
    pub(super) fn release(&mut self) {
        if let Some(before) = self.before.take() {
            rayon::spawn(move || drop(before));
        }
    }

    /// The last value, whatever it was made from.
    pub(super) fn last(&self) -> Option<&Arc<T>> {
        self.last.as_ref().map(|(_, value)| value)
    }

    /// Forgets all values.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Forgets the last value unless it is as wanted.
    pub(super) fn keep_if(&mut self, is_wanted: impl FnOnce(&T) -> bool) {
        if let Some((_, before)) = self.last.take_if(|(_, value)| !is_wanted(value)) {
            self.release();
            self.before = Some(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_when_its_key_is_another_and_kept_when_that_fails() {
        let [one, two] = [b"1", b"2"].map(|bytes| Fingerprint::of(bytes));
        let mut keyed = Keyed::default();
        let mut made = Vec::new();
        for key in [one, one, two, one] {
            let value = keyed.get_or_make(key, || {
                made.push(key);
                key
            });
            assert_eq!(*value, key);
        }
        assert_eq!(made, [one, two, one]);
        assert_eq!(keyed.get_or_try(two, || Err("broken")), Err("broken"));
        assert_eq!(keyed.get_or_try(one, || Err("kept")).as_deref(), Ok(&one));
        keyed.keep_if(|value| *value == two);
        assert_eq!(keyed.last(), None);
    }
}
