//! Transcripts: what was said in a recording, from a file of WebVTT or SubRip.
//!
//! Comes in: a file's path, bytes and language. Goes out: a [`Transcript`], always: what cannot be read is left out and told with its line, the rest is kept. What
//! always holds:
//!
//! - Passages are plain text in the order of time; tags and entities are read, never passed on.
//! - Each is read in one pass over its bytes, of which there are at most [`LARGEST`]; of cues, at most [`MOST_CUES`] are kept.
//!
//! We read these formats ourselves: `ARCHITECTURE.md` says what libraries lose of real files.

mod clock;
mod words;

use std::borrow::Cow;
use std::path::Path;

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

/// The largest file that is read, in bytes: some thirty hours of speech.
pub(crate) const LARGEST: usize = 2 * 1024 * 1024;
/// The most cues that are kept of one file.
const MOST_CUES: usize = 50_000;
/// The longest cue, in bytes; a longer one loses its end, which is told.
const LONGEST_CUE: usize = 16 * 1024;
/// What is begun within so many seconds is one passage: a place that can be opened.
const PASSAGE: u32 = 5;
/// How many mistakes of one file are told one by one.
const MOST_TOLD: usize = 100;

/// What was said in a recording, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    pub language: Language,
    /// In the order of time.
    pub passages: Vec<Passage>,
    /// Of the language and of everything in `passages`.
    pub fingerprint: Fingerprint,
}

/// Some seconds of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// When it begins, in whole seconds after the beginning of the recording.
    pub second: u32,
    /// Plain text on one line; never empty.
    pub text: String,
}

/// The passages that begin in one minute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Minute<'t> {
    /// There is at least one.
    pub(crate) passages: &'t [Passage],
}

impl Minute<'_> {
    /// When the first of its passages begins.
    pub(crate) fn second(self) -> u32 {
        self.passages[0].second
    }

    /// All that is said in it.
    pub(crate) fn text(self) -> String {
        self.passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Transcript {
    /// Its passages by minutes; minutes in which nothing begins are left out.
    pub(crate) fn minutes(&self) -> impl Iterator<Item = Minute<'_>> {
        let minutes = self.passages.chunk_by(|one, next| one.second / 60 == next.second / 60);
        minutes.map(|passages| Minute { passages })
    }

    fn of(language: Language, passages: Vec<Passage>) -> Self {
        let mut hasher = Hasher::new();
        hasher.update(language.as_str().as_bytes());
        for Passage { second, text } in &passages {
            hasher.update(&second.to_le_bytes()).update(text.as_bytes());
        }
        Self { language, passages, fingerprint: hasher.finish() }
    }
}

/// The form of a transcript's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    WebVtt,
    SubRip,
}

impl Form {
    fn of(path: &str) -> Option<Self> {
        let ending = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "vtt" => Some(Self::WebVtt),
            "srt" => Some(Self::SubRip),
            _ => None,
        }
    }
}

/// Whether a file of this name is a transcript.
pub(crate) fn is_transcript(path: &str) -> bool {
    Form::of(path).is_some()
}

/// The language that a file's name tells before its ending: `fr` of `talk.fr.vtt`, `pt-BR` of `talk.pt-BR.srt`. What has three letters may be any word, and tells none.
pub(crate) fn language_of(path: &str) -> Option<Language> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, _) = name.rsplit_once('.')?;
    let (_, tag) = stem.rsplit_once('.')?;
    Language::parse(tag).ok().filter(|language| language.primary().len() == 2)
}

/// Reads a file whose name says that it is a transcript.
pub fn read(path: &ContentPath, bytes: &[u8], language: Language) -> (Transcript, Vec<Diagnostic>) {
    let mut reading = Reading {
        path,
        form: Form::of(path.as_str()).unwrap_or(Form::WebVtt),
        cues: Vec::new(),
        open: None,
        loose: Vec::new(),
        is_header: true,
        left_out: 0,
        problems: Vec::new(),
    };
    if let Some(text) = reading.text(bytes) {
        reading.lines(&text);
    }
    let Reading { mut cues, left_out, mut problems, .. } = reading;
    if left_out > 0 {
        let message = format!(
            "this transcript has {} cues, of which the first {MOST_CUES} are kept",
            MOST_CUES + left_out
        );
        problems.push(
            Diagnostic::warning(Code::TooMany, path, message)
                .with_hint("cut the recording into several, each with a transcript"),
        );
    }
    put_in_order(&mut cues, path, &mut problems);
    if cues.iter().any(|cue| cue.has_clock) {
        without_rolling(&mut cues);
    }
    let passages = passages(cues);
    if passages.is_empty() && problems.is_empty() {
        let hint = "a cue is a line of two times, `00:01:02.000 --> 00:01:05.000`, and below it what is said";
        problems.push(
            Diagnostic::warning(Code::Transcript, path, "nothing is said in this transcript").with_hint(hint),
        );
    }
    (Transcript::of(language, passages), problems)
}

/// What is said between two times.
struct Cue {
    /// In milliseconds.
    start: u64,
    end: u64,
    /// The line of its times.
    span: Span,
    /// As written, until the cue is closed; then plain text, a line each.
    text: String,
    /// Whether times stand within its text, as in captions that roll.
    has_clock: bool,
    speaker: Option<String>,
    /// Whether its end was left out.
    is_cut: bool,
}

struct Reading<'a> {
    path: &'a ContentPath,
    form: Form,
    cues: Vec<Cue>,
    /// The cue whose text is being read; `Err` when its times could not be read, and its text is left out.
    open: Option<Result<Cue, ()>>,
    /// Lines outside of cues since the last empty line, of WebVTT: a name of the next cue, a note, or what was lost.
    loose: Vec<Span>,
    /// Whether these may be the head of the file.
    is_header: bool,
    left_out: usize,
    problems: Vec<Diagnostic>,
}

/// Where a line of text is, without its end.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        let end = bytes[start..]
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(bytes.len(), |length| start + length);
        at = if bytes[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
        Some(start..end)
    })
}

impl Reading<'_> {
    /// The file's text; what is not UTF-8 is told, and so is what is too long, of which nothing is read.
    fn text<'b>(&mut self, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
        if bytes.len() > LARGEST {
            let message =
                format!("this transcript has more than {} MB, and no longer one is read", LARGEST >> 20);
            self.problems.push(
                Diagnostic::error(Code::FileTooLarge, self.path, message)
                    .with_hint("cut the recording into several, each with a transcript"),
            );
            return None;
        }
        let text = String::from_utf8_lossy(bytes);
        let zeros = bytes.iter().take(1000).filter(|byte| **byte == 0).count();
        if matches!(text, Cow::Owned(_)) || zeros > 20 {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
            self.problems.push(
                Diagnostic::error(Code::NotUtf8, self.path, "this transcript is not UTF-8 text")
                    .with_span(at..at)
                    .with_hint("save it as UTF-8 in your editor"),
            );
        }
        Some(text)
    }

    fn lines(&mut self, text: &str) {
        for span in lines(text) {
            let line = &text[span.clone()];
            let line = if span.start == 0 { line.trim_start_matches('\u{feff}') } else { line };
            if span.start == 0 && self.form == Form::WebVtt {
                self.signature(line, &span);
            }
            if let Some((start, end)) = line.split_once("-->") {
                self.begin(text, (start, end), span);
            } else if line.is_empty() || (line.trim().is_empty() && self.open.is_none()) {
                self.empty_line(text);
            } else {
                self.text_line(line, span);
            }
        }
        self.close();
        self.tell_loose(text);
    }

    /// The first line of WebVTT is `WEBVTT`, and perhaps more.
    fn signature(&mut self, line: &str, span: &Span) {
        let rest = line.strip_prefix("WEBVTT");
        if rest.is_none_or(|rest| rest.starts_with(|next: char| !next.is_whitespace())) {
            self.is_header = false;
            self.tell(
                span.clone(),
                "a file of WebVTT begins with the line `WEBVTT`: players refuse this one",
                "write `WEBVTT` and an empty line at its top",
            );
        }
    }

    fn begin(&mut self, text: &str, (start, end): (&str, &str), span: Span) {
        // The number or the name of this cue may stand right below the text of the one before.
        if let Some(Ok(cue)) = &mut self.open {
            let kept = cue.text.trim_end().rfind('\n').map_or(0, |at| at + 1);
            let last = cue.text[kept..].trim();
            if !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) {
                cue.text.truncate(kept);
            }
        }
        self.close();
        self.loose.pop();
        self.tell_loose(text);
        let end = end.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let times = clock::milliseconds(start.trim()).zip(clock::milliseconds(end));
        let Some((start, end)) = times else {
            self.tell(
                span,
                "these are no two times: what is said here is left out",
                "write them as `00:16:42.000 --> 00:16:45.000`",
            );
            self.open = Some(Err(()));
            return;
        };
        if end < start {
            self.tell(
                span.clone(),
                "this cue ends before it begins",
                "write when it begins, `-->`, and when it ends",
            );
        }
        let text = String::new();
        let cue = Cue { start, end, span, text, has_clock: false, speaker: None, is_cut: false };
        self.open = Some(Ok(cue));
    }

    fn empty_line(&mut self, text: &str) {
        match self.form {
            // An empty line in the midst of what is said is common in files of SubRip: the cue goes on until the next one's times.
            Form::SubRip => {
                if let Some(Ok(cue)) = &mut self.open {
                    cue.text.push('\n');
                }
            }
            Form::WebVtt => {
                self.close();
                self.tell_loose(text);
            }
        }
    }

    fn text_line(&mut self, line: &str, span: Span) {
        match &mut self.open {
            Some(Ok(cue)) if cue.is_cut => {}
            Some(Ok(cue)) if cue.text.len() + line.len() > LONGEST_CUE => {
                cue.is_cut = true;
                let span = cue.span.clone();
                self.tell(span, "this cue is too long: its end is left out", "cut it into several cues");
            }
            Some(Ok(cue)) => {
                cue.text.push_str(line);
                cue.text.push('\n');
            }
            Some(Err(())) => {}
            None => self.loose.push(span),
        }
    }

    /// Tells of lines that are no cue's, no note and no name.
    fn tell_loose(&mut self, text: &str) {
        let loose = std::mem::take(&mut self.loose);
        let Some(first) = loose.first() else { return };
        let is_header = std::mem::take(&mut self.is_header);
        let line = text[first.clone()].trim_start_matches('\u{feff}');
        let is_block = ["NOTE", "STYLE", "REGION"].iter().any(|block| {
            line.strip_prefix(block)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        });
        let is_number = self.form == Form::SubRip && line.trim().bytes().all(|byte| byte.is_ascii_digit());
        let is_first = is_header && self.form == Form::WebVtt && line.starts_with("WEBVTT");
        if ![is_first, is_block, is_number].contains(&true) {
            self.tell(
                first.clone(),
                "no time stands above this text: it is left out",
                "write two times above it, `00:16:42.000 --> 00:16:45.000`, and no empty line within a cue",
            );
        }
    }

    fn close(&mut self) {
        let Some(Ok(mut cue)) = self.open.take() else { return };
        self.is_header = false;
        let words = words::plain(&cue.text);
        (cue.text, cue.has_clock, cue.speaker) = (words.text, words.has_clock, words.speaker);
        if self.cues.len() < MOST_CUES {
            self.cues.push(cue);
        } else {
            self.left_out += 1;
        }
    }

    fn tell(&mut self, span: Span, message: &str, hint: &str) {
        // One more than are told, so that it shows that there are more.
        if self.problems.len() <= MOST_TOLD {
            self.problems.push(
                Diagnostic::warning(Code::Transcript, self.path, message).with_span(span).with_hint(hint),
            );
        }
    }
}

/// Sorts cues by their times, and tells of those that came in another order, and of those that are said at once.
fn put_in_order(cues: &mut [Cue], path: &ContentPath, problems: &mut Vec<Diagnostic>) {
    if let Some((count, first)) = pairs(cues, |before, cue| cue.start < before.start) {
        let message = format!(
            "{count} of the cues begin before the one above them: they are read in the order of their times"
        );
        problems.push(
            Diagnostic::warning(Code::Transcript, path, message)
                .with_span(first)
                .with_label("this is the first")
                .with_hint("sort the cues by their times, or correct these"),
        );
    }
    cues.sort_by_key(|cue| cue.start);
    let is_rolling = cues.iter().any(|cue| cue.has_clock);
    if let Some((count, first)) = pairs(cues, |before, cue| !is_rolling && cue.start < before.end) {
        let message = format!(
            "{count} of the cues begin before the one before them ends: both are kept, one after the other"
        );
        problems.push(
            Diagnostic::note(Code::Transcript, path, message)
                .with_span(first)
                .with_label("this is the first")
                .with_hint("nothing is to be done when two people speak at once"),
        );
    }
}

/// How many cues stand so to the one before them, and where the first does; none when none does.
fn pairs(cues: &[Cue], stand_so: impl Fn(&Cue, &Cue) -> bool) -> Option<(usize, Span)> {
    let mut found = cues.windows(2).filter(|pair| stand_so(&pair[0], &pair[1]));
    let first = found.next()?[1].span.clone();
    Some((1 + found.count(), first))
}

/// Leaves out the lines that captions which roll show once more: each of their cues has the last line of the one before.
fn without_rolling(cues: &mut [Cue]) {
    let mut before = String::new();
    for cue in cues {
        let mut lines: Vec<&str> = cue.text.lines().filter(|line| !line.is_empty()).collect();
        let last = lines.last().map(|line| (*line).to_owned());
        if lines.first().is_some_and(|first| *first == before) {
            lines.remove(0);
        }
        let text = lines.join("\n");
        before = last.unwrap_or(before);
        cue.text = text;
    }
}

/// What is begun within a few seconds is one passage. Who speaks is said where that is another than before.
fn passages(cues: Vec<Cue>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut speaker = None;
    for cue in cues {
        let text = super::text::one_line(&cue.text);
        if text.is_empty() {
            continue;
        }
        let second = u32::try_from(cue.start / 1000).unwrap_or(u32::MAX);
        let is_another = cue.speaker.is_some() && cue.speaker != speaker;
        if cue.speaker.is_some() {
            speaker = cue.speaker;
        }
        let said = match &speaker {
            Some(name) if is_another => format!("{name}: {text}"),
            _ => text,
        };
        match passages.last_mut() {
            Some(last)
                if !is_another && second < last.second + PASSAGE && last.second / 60 == second / 60 =>
            {
                last.text.push(' ');
                last.text.push_str(&said);
            }
            _ => passages.push(Passage { second, text: said }),
        }
    }
    passages
}

#[cfg(test)]
mod tests;
