//! Documents as bytes, for a memory that outlives the run.
//!
//! Comes in: a document, or what was written of one. Goes out: bytes in [Borsh](https://borsh.io), or an equal document. What always holds: what cannot be
//! read is none, never a panic.

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::diagnostic::Diagnostic;

use super::outline::Outline;
use super::prose::Body;

/// What a document has.
pub(super) type Parts = (Arc<Outline>, Arc<Body>, Vec<Diagnostic>);

/// Appends it to `bytes`; says whether that could be done.
pub(super) fn write(outline: &Outline, body: &Body, diagnostics: &[Diagnostic], bytes: &mut Vec<u8>) -> bool {
    let start = bytes.len();
    let is_whole = outline.serialize(bytes).is_ok()
        && body.serialize(bytes).is_ok()
        && diagnostics.serialize(bytes).is_ok();
    if !is_whole {
        bytes.truncate(start);
    }
    is_whole
}

/// Takes one off the front of `bytes`.
pub(super) fn read(bytes: &mut &[u8]) -> Option<Parts> {
    Parts::deserialize(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Document, Options, Place, parse};
    use crate::vocab::path::ContentPath;

    fn document(below: &str, text: &str) -> Document {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        let options = Options { math: true, ..Options::default() };
        parse(Place::of(&path, below).unwrap(), text.as_bytes(), &options)
    }

    #[test]
    fn what_was_written_is_read_again() {
        let talk = "+++\ntitle = \"Été\"\nevent = false\ndate = 2017-10-02T09:30:00+02:00\nduration = \"40m\"\ntopics = [\"Chaos\"]\ntechnologies = [{ name = \"Rust\", stance = \"trial\" }]\nspeakers = [{ name = \"A\", organisation = \"B\", uncertain = true }]\nvideo = { status = \"awaited\", chapters = [{ at = \"1m\", title = \"C\" }] }\nfigures = [{ metric = \"m\", value = 1.5, period = 2016 }]\n[extra]\nfree = [1, { x = 2.5 }]\n+++\n\n## Leçons\n\n- Lire [[a]] et [b](../b.md#c)\n\n> [!NOTE]\n> x\n\n- [ ] faire (@A, 2018-01)\n";
        let event = "+++\ntitle = \"E\"\nstart_date = 2017-10-02\nvenue = { name = \"V\", latitude = 48.8 }\nsponsors = [{ organisation = \"O\" }]\nstatus = \"held\"\n+++\n";
        let report = "+++\ntitle = \"R\"\ncovers = [{ talk = \"t\", depth = \"detailed\" }]\n+++\n";
        let files =
            [("talks/t.md", talk), ("events/e.md", event), ("reports/r.md", report), ("people/p.md", "# P")];
        let documents = files.map(|(below, text)| document(below, text));
        let mut bytes = Vec::new();
        for document in &documents {
            assert_eq!(document.diagnostics, []);
            assert!(document.write(&mut bytes));
        }
        let mut rest = &bytes[..];
        for document in &documents {
            let read = Document::read(&mut rest).unwrap();
            assert_eq!((&read.outline, &read.body), (&document.outline, &document.body));
            assert_eq!(read.diagnostics, document.diagnostics);
        }
        assert!(rest.is_empty());
        for length in 0..bytes.len() {
            let mut rest = &bytes[..length];
            while Document::read(&mut rest).is_some() {}
        }
    }

    #[test]
    fn what_is_wrong_is_remembered_with_what_was_read() {
        let mut bytes = Vec::new();
        let written = document("talks/t.md", "+++\ntitle = 5\n+++\n\n![](x.png)\n");
        assert!(written.diagnostics.len() > 1 && written.write(&mut bytes));
        assert_eq!(Document::read(&mut &bytes[..]).unwrap().diagnostics, written.diagnostics);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let mut bytes = vec![7];
        let mut deep = document("talks/t.md", "+++\ntitle = \"T\"\nevent = false\n+++\n");
        let nest = |inner, _| serde_json::Value::Array(vec![inner]);
        Arc::make_mut(&mut deep.outline).common.extra = (0..200).fold(serde_json::Value::Null, nest);
        assert!(deep.diagnostics.is_empty() && !deep.write(&mut bytes));
        assert_eq!(bytes, [7]);
    }
}
