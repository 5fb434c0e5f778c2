//! Lessons and actions: what a list item or a marked block quote says.

use crate::vocab::date::PartialDate;
use crate::vocab::fold::slug;
use crate::vocab::spanned::{Span, Spanned};

use super::super::outline::{Action, ActionState, LessonKind};
use super::super::text::one_line;

/// The marker that opens a lesson's block quote: the bytes that it takes, and the kind that it names.
/// The kind is an error when it is none of the four.
pub(super) struct Marker<'a> {
    pub(super) len: usize,
    pub(super) kind: Result<LessonKind, &'a str>,
}

/// Reads `[!LESSON]` or `[!LESSON failure]` at the start of `text`.
pub(super) fn marker(text: &str) -> Option<Marker<'_>> {
    let prefix = text.get(..8).filter(|prefix| prefix.eq_ignore_ascii_case("[!LESSON"))?;
    let end = text.find(']')?;
    let word = text[prefix.len()..end].trim();
    let kind = match word.to_ascii_lowercase().as_str() {
        "" | "practice" => Ok(LessonKind::Practice),
        "success" => Ok(LessonKind::Success),
        "failure" => Ok(LessonKind::Failure),
        "surprise" => Ok(LessonKind::Surprise),
        _ => Err(word),
    };
    Some(Marker { len: end + 1, kind })
}

/// The beginning of a lesson's or action's anchor: its first eight words.
pub(super) fn anchor(prefix: &str, text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().take(8).collect();
    format!("{prefix}-{}", slug(&words.join(" ")))
}

/// Reads an action, all but its anchor: `Send a team (@Adrien, 2018-01)`; brackets that are neither an owner nor a date are text, and so are those that say all there is.
pub(super) fn action(text: &str, state: ActionState, span: Span) -> Action {
    let text = one_line(text);
    let (anchor, span_of_owner) = (String::new(), span.clone());
    let lessons = Vec::new();
    let mut action = Action { anchor, text: text.clone(), owner: None, due: None, state, lessons, span };
    let split = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let Some((before, inside)) = split.filter(|(before, _)| !before.trim().is_empty()) else {
        return action;
    };
    let (mut owner, mut due) = (None, None);
    for part in inside.split(',').map(str::trim) {
        if let Some(name) = part.strip_prefix('@').map(str::trim).filter(|name| !name.is_empty()) {
            owner = Some(Spanned::new(span_of_owner.clone(), name.to_owned()));
        } else if let Ok(date) = PartialDate::parse(part) {
            due = Some(date);
        } else {
            return action;
        }
    }
    action.text = before.trim_end().to_owned();
    (action.owner, action.due) = (owner, due);
    action
}

impl LessonKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 4] = [Self::Practice, Self::Success, Self::Failure, Self::Surprise];

    /// Its name, as in `[!LESSON failure]`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Surprise => "surprise",
        }
    }
}
