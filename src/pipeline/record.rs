//! The record of what was published, for the next run: a ledger of which nothing is owed, with its folder.
//!
//! What always holds: it is on the disk only while all of the site, and its index, stand as it says. It goes before the site is touched, so that a run
//! that is killed is followed by one that renders everything.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ledger::{Begun, Due, Ledger, Owed, Paid, Related, Settled, Shown, Stand, Whole, owed};
use crate::memo;
use crate::output::OutputError;
use crate::search;
use crate::vocab::fingerprint::Fingerprint;

/// The record, in the cache folder.
pub(super) const RECORD: &str = "published";

/// The ledger of an output folder, and its record on the disk.
pub(super) struct Account {
    ledger: Ledger,
    /// The record's file.
    file: PathBuf,
    /// The output folder, as an absolute path.
    output: String,
}

/// What is on the disk.
#[derive(Serialize, Deserialize)]
struct Record {
    output: String,
    whole: Whole,
}

/// What the site in this folder shows, when it stands whole as the last run left it.
pub(super) fn shown(output: &Path, cache: &Path) -> Option<Shown> {
    let record: Record = serde_json::from_slice(&memo::load(&cache.join(RECORD))?).ok()?;
    (record.output == absolute(output)).then_some(record.whole.settled.shown)
}

impl Account {
    /// That of the site in `output`, as the last run left it, with its index.
    pub(super) fn open(output: &Path, cache: &Path, index: &Path) -> Self {
        let (file, output) = (cache.join(RECORD), absolute(output));
        let record = memo::load(&file).and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
        let ledger = match record.filter(|record| record.output == output) {
            Some(record) if search::index::is_sound(index) => Ledger::of(record.whole),
            Some(record) => Ledger::without_index(record.whole),
            None => Ledger::default(),
        };
        Self { ledger, file, output }
    }

    pub(super) fn stand(&self) -> &Stand {
        self.ledger.stand()
    }

    /// What is owed of what is due ([`owed`]).
    pub(super) fn owed(&self, due: &Due, related: Option<&Related>) -> Owed {
        owed(self.stand(), due, related)
    }

    /// What is told of the site when it is whole and was made from this.
    pub(super) fn settled_of(&self, inputs: Fingerprint) -> Option<Settled> {
        let settled = self.ledger.whole()?.settled;
        (settled.inputs == Some(inputs)).then_some(settled)
    }

    /// Begins a payment: the record goes, since what it says will not be true.
    pub(super) fn begin(&mut self) -> Result<Begun, OutputError> {
        memo::forget(&self.file).map_err(|cause| OutputError::Io { path: self.file.clone(), cause })?;
        Ok(self.ledger.begin())
    }

    /// Makes a payment.
    pub(super) fn pay(&mut self, begun: Begun, paid: Paid<'_>) {
        self.ledger.pay(begun, paid);
    }

    /// The index that was made from this is published.
    pub(super) fn pay_index(&mut self, searched: Fingerprint) {
        self.ledger.pay_index(searched);
    }

    /// Leaves the record for the next run when nothing is owed.
    pub(super) fn save(&self) {
        let Some(whole) = self.ledger.whole() else { return };
        if let Ok(bytes) = serde_json::to_vec(&Record { output: self.output.clone(), whole }) {
            memo::save(&self.file, &bytes);
        }
    }
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
