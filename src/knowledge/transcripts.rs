//! Which files are the transcripts of records. They are read, and never published as they are: a text that links to such a file publishes it as it does any other.
//!
//! Comes in: outlines, and the files that are not Markdown. Goes out: the transcripts of each record, one a language, and the paths of all files that some record names so, be it
//! published or held back.

use crate::document::Outline;
use crate::document::transcript::{is_transcript, language_of};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::hash::HashSet;
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;
use crate::vocab::percent::decoded;

use super::attachments::{Shelf, Shelved, Standing};
use super::record::TranscriptFile;

impl Shelf<'_> {
    /// The transcripts of this record, whose text is in `language`; reports files that are missing or are no transcripts, and a second one in the same language.
    pub(super) fn transcripts(
        &self,
        outline: &Outline,
        language: &Language,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<TranscriptFile> {
        let mut files: Vec<TranscriptFile> = Vec::new();
        let Some(names) = outline.specific.transcripts() else { return files };
        let mut tell = |code: Code, message: String, hint: String| {
            let told = Diagnostic::warning(code, &outline.path, message);
            diagnostics.push(told.with_span(names.span.clone()).with_hint(hint));
        };
        for name in &names.value.0 {
            let Some(file) = self.transcript(outline, name) else {
                let folder = outline.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
                let missing = format!("there is no file `{name}` that could be read");
                let hint = format!(
                    "put it into `{folder}`, or correct its path, which begins there, or with `/` at the content folder"
                );
                tell(Code::MissingTranscript, missing, hint);
                continue;
            };
            if !is_transcript(file.path.as_str()) {
                let message = format!("`{name}` is no transcript by its name");
                tell(
                    Code::MissingTranscript,
                    message,
                    "name a file of WebVTT (`.vtt`) or SubRip (`.srt`)".to_owned(),
                );
                continue;
            }
            let language = language_of(file.path.as_str()).unwrap_or_else(|| language.clone());
            if files.iter().any(|other| other.language == language) {
                let message = format!("`{name}` is a second transcript in `{language}`: it is left out");
                tell(
                    Code::Transcript,
                    message,
                    "say in its name which language it is in: `talk.fr.vtt`".to_owned(),
                );
                continue;
            }
            files.push(TranscriptFile { path: file.path.clone(), language });
        }
        files
    }

    /// The files that one of these names as its transcripts.
    pub(super) fn transcripts_of<'o>(
        &self,
        outlines: impl Iterator<Item = &'o Outline>,
    ) -> HashSet<ContentPath> {
        let named = outlines.flat_map(|outline| {
            let names = outline.specific.transcripts().map_or(&[][..], |names| &names.value.0);
            names.iter().filter_map(|name| self.spelled(outline, name))
        });
        named.map(|file| file.path.clone()).collect()
    }

    fn transcript(&self, outline: &Outline, name: &str) -> Option<&Shelved<'_>> {
        self.spelled(outline, name).filter(|file| !matches!(file.standing, Standing::BesideHeld(_)))
    }

    fn spelled(&self, outline: &Outline, name: &str) -> Option<&Shelved<'_>> {
        self.named(outline, name).or_else(|| self.named(outline, &decoded(name)))
    }
}
