//! The one memo of the line: a value, with the fingerprint of all that it was made from.
//!
//! What always holds: it is made anew exactly when its key is another. Nobody waits until the memory of the one before is given back.

use std::sync::Arc;

use crate::vocab::fingerprint::Fingerprint;

/// The last value that was made, if any was.
pub(super) struct Keyed<T>(Option<(Fingerprint, Arc<T>)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(None)
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
        if let Some((known, value)) = &self.0
            && *known == key
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        if let Some(before) = self.0.replace((key, Arc::clone(&value))) {
            rayon::spawn(move || drop(before));
        }
        Ok(value)
    }

    /// The last value, whatever it was made from.
    pub(super) fn last(&self) -> Option<&Arc<T>> {
        self.0.as_ref().map(|(_, value)| value)
    }

    /// Forgets the last value unless it is as wanted.
    pub(super) fn keep_if(&mut self, is_wanted: impl FnOnce(&T) -> bool) {
        self.0.take_if(|(_, value)| !is_wanted(value));
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
