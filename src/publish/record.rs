//! What is known to be there: every file that was published, by its mark, and who is publishing.
//!
//! It is a file of its own beside the site, `.rexbase-published`, compressed text closed by a fingerprint; no file of a site may bear that name. Pure. What always holds:
//!
//! - A file that is about to be changed or removed is noted as *unsure* before, so that whatever a killed run did to it, the next run sees to it.
//! - A file that no page needs any more is *leaving* only since a run ended: as long as a run may have been killed, pages of before are there.
//! - What changed and was told to nobody is remembered until it is, whatever became of the run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::{Read, Write as _};

use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

use super::served::File;
use super::step::Step;

/// Where the record is, beside the site.
pub(super) const RECORD: &str = ".rexbase-published";

const HEAD: &str = "rexbase-published 1";
/// The longest that a record may be, in bytes of text: more than that of ten million files.
const LONGEST: u64 = 2 << 30;

/// What is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) files: BTreeMap<OutputPath, Row>,
    /// Files that were removed, of which nobody was told.
    pub(super) gone: BTreeSet<OutputPath>,
    /// Who is publishing, and until when nobody else may.
    pub(super) lease: Option<Lease>,
}

/// A file that is there, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What is there; none when that is not sure.
    pub(super) mark: Option<Fingerprint>,
    pub(super) size: u64,
    /// Since when no page needs it, in seconds since 1970.
    pub(super) leaving: Option<i64>,
    /// Whether those who keep copies were told of its last change.
    pub(super) is_told: bool,
}

/// Who is publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lease {
    /// One word, which no other run has.
    pub(crate) who: String,
    /// In seconds since 1970.
    pub(crate) until: i64,
}

impl Record {
    /// Notes what a run is about to do.
    pub(super) fn begin<'a>(
        &mut self,
        here: &BTreeMap<OutputPath, File>,
        steps: impl Iterator<Item = Step<'a>>,
    ) {
        for step in steps {
            match step {
                Step::Send(path) => {
                    let size = here.get(path).map_or(0, |file| file.size);
                    let row = Row { mark: None, size, leaving: None, is_told: false };
                    self.gone.remove(path);
                    self.files.insert(path.clone(), row);
                }
                Step::Remove(path) => {
                    if let Some(row) = self.files.get_mut(path) {
                        row.mark = None;
                    }
                }
            }
        }
        // What was leaving may be needed again.
        for (path, row) in &mut self.files {
            if here.contains_key(path) {
                row.leaving = None;
            }
        }
    }

    /// A step was done; `here` has the file that was sent.
    pub(super) fn done(&mut self, here: &BTreeMap<OutputPath, File>, step: Step<'_>) {
        match step {
            Step::Send(path) => {
                if let (Some(row), Some(file)) = (self.files.get_mut(path), here.get(path)) {
                    row.mark = Some(file.mark());
                }
            }
            Step::Remove(path) => {
                self.files.remove(path);
                self.gone.insert(path.clone());
            }
        }
    }

    /// All steps were done: what is not among these files is leaving from now on.
    pub(super) fn end(&mut self, here: &BTreeMap<OutputPath, File>, now: i64) {
        for (path, row) in &mut self.files {
            if !here.contains_key(path) {
                row.leaving.get_or_insert(now);
            }
        }
    }

    /// What changed since those who keep copies were told.
    pub(super) fn untold(&self) -> BTreeSet<&OutputPath> {
        let changed = self.files.iter().filter(|(_, row)| !row.is_told).map(|(path, _)| path);
        changed.chain(&self.gone).collect()
    }

    /// Those who keep copies were told of everything.
    pub(super) fn tell(&mut self) {
        self.gone.clear();
        self.files.values_mut().for_each(|row| row.is_told = true);
    }

    /// Its bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut text = format!("{HEAD}\n");
        if let Some(Lease { who, until }) = &self.lease {
            let _ = writeln!(text, "run {until} {who}");
        }
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        for (path, Row { mark, size, leaving, is_told }) in &self.files {
            let mark = or_none(mark.map(|mark| mark.to_string()));
            let leaving = or_none(leaving.map(|since| since.to_string()));
            let _ =
                writeln!(text, "{mark} {size} {leaving} {} {path}", if *is_told { "told" } else { "new" });
        }
        for path in &self.gone {
            let _ = writeln!(text, "gone {path}");
        }
        let sum = Fingerprint::of(text.as_bytes());
        let _ = writeln!(text, "{sum}");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let _ = packed.write_all(text.as_bytes());
        packed.finish().unwrap_or_default()
    }

    /// Reads it; none when it is damaged, or of another version.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes).take(LONGEST).read_to_string(&mut text).ok()?;
        let (rows, sum) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        if Fingerprint::parse(sum)? != Fingerprint::of(&text.as_bytes()[..=rows.len()]) {
            return None;
        }
        let mut lines = rows.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut record = Self::default();
        for line in lines {
            let (first, rest) = line.split_once(' ')?;
            match first {
                "run" => {
                    let (until, who) = rest.split_once(' ')?;
                    record.lease = Some(Lease { who: who.to_owned(), until: until.parse().ok()? });
                }
                "gone" => {
                    record.gone.insert(OutputPath::new(rest)?);
                }
                mark => {
                    let (path, row) = row(mark, rest)?;
                    record.files.insert(path, row);
                }
            }
        }
        Some(record)
    }
}

fn row(mark: &str, rest: &str) -> Option<(OutputPath, Row)> {
    let mark = if mark == "-" { None } else { Some(Fingerprint::parse(mark)?) };
    let mut words = rest.splitn(4, ' ');
    let size = words.next()?.parse().ok()?;
    let leaving = match words.next()? {
        "-" => None,
        since => Some(since.parse().ok()?),
    };
    let is_told = words.next()? == "told";
    Some((OutputPath::new(words.next()?)?, Row { mark, size, leaving, is_told }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).unwrap()
    }

    #[test]
    fn a_record_is_read_as_it_was_written_or_not_at_all() {
        let mut record = Record::default();
        let row = |mark, leaving, is_told| Row { mark, size: 7, leaving, is_told };
        record.files.insert(path("a b/index.html"), row(Some(Fingerprint::of(b"x")), None, true));
        record.files.insert(path("b.png"), row(None, Some(-3), false));
        record.gone.insert(path("c"));
        record.lease = Some(Lease { who: "host-1".to_owned(), until: 12 });
        let bytes = record.encode();
        assert_eq!(Record::decode(&bytes), Some(record));
        for length in 0..bytes.len() {
            assert_eq!(Record::decode(&bytes[..length]), None);
        }
        let plain = |text: &str| {
            let whole = format!("{text}{}\n", Fingerprint::of(text.as_bytes()));
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(whole.as_bytes()).unwrap();
            Record::decode(&packed.finish().unwrap())
        };
        assert!(plain("rexbase-published 1\n").is_some());
        for wrong in ["gone ../x", "- 1 - new /etc/passwd", "- x - new a", "- 1", "gone .rexbase-published"] {
            assert_eq!(plain(&format!("rexbase-published 1\n{wrong}\n")), None, "{wrong}");
        }
        assert_eq!(plain("rexbase-published 2\n"), None);
    }
}
