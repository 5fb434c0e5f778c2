//! An answer in words, and as JSON: the same on the command line and for assistants.

use crate::search::query::answer::{Answer, Excerpt, Ignored, Note, Segment};

impl Note {
    /// What was done to the query, in a sentence.
    pub(crate) fn say(&self) -> String {
        match self {
            Note::Corrected { from, to } => format!("Nothing has “{from}”: showing results for “{to}”."),
            Note::Also { word, other } => {
                format!("Hardly anything has “{word}”: showing results for “{other}” as well.")
            }
            Note::Ignored { word, why: Ignored::Unknown } => {
                format!("Nothing has “{word}” or anything like it: it was left out.")
            }
            Note::Ignored { word, why: Ignored::NoLetters } => {
                format!("“{word}” has no letter or number: it was left out.")
            }
            Note::AnyWord => "Nothing has all of these words: showing what has some of them.".into(),
            Note::SomeWords { all } => {
                format!("After what has all of these words ({all}) comes what has some of them.")
            }
            Note::UnknownFilter { field, value, suggestion } => {
                let meant =
                    suggestion.as_ref().map_or_else(String::new, |near| format!(" Did you mean {near}?"));
                format!("Nothing has {}:{value}.{meant}", field.name())
            }
            Note::FilterRead { field, value, meant } => {
                format!("{}:{value} was read as {meant}.", field.name())
            }
            Note::Shortened => "The query was too long: its end was left out.".into(),
        }
    }
}

impl Answer {
    /// The answer, as programs read it.
    pub(crate) fn json(&self) -> serde_json::Value {
        let excerpt = |excerpt: &Excerpt| {
            let segments: Vec<_> = (excerpt.segments.iter())
                .map(|segment| serde_json::json!({ "text": segment.text(), "matched": matches!(segment, Segment::Matched(_)) }))
                .collect();
            serde_json::json!({ "anchor": excerpt.anchor, "heading": excerpt.heading, "segments": segments })
        };
        let hits: Vec<_> = (self.hits.iter())
            .map(|hit| {
                serde_json::json!({
                    "score": hit.score,
                    "title": hit.title,
                    "address": hit.address,
                    "kind": hit.kind,
                    "language": hit.language,
                    "date": hit.date,
                    "people": hit.people,
                    "event": hit.event,
                    "source": hit.source,
                    "excerpt": hit.excerpt.as_ref().map(excerpt),
                })
            })
            .collect();
        let notes: Vec<_> = self.notes.iter().map(Note::say).collect();
        serde_json::json!({ "total": self.total, "notes": notes, "results": hits })
    }
}
