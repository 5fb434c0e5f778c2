//! What holds a note back: the one rule of what a draft is.
//!
//! Comes in: front matter, before anything else is read of it, and the file's place. Goes out: a [`Hold`], and what is wrong. What always
//! holds: whatever this tool, Jekyll, Hugo, Zola, Eleventy, Obsidian and their kin hold a note back by holds it back here, too, in whatever case
//! the key is written, and however its value says yes or no; what is not understood holds it back and is an error. A day is compared
//! with that of the build where all notes are known (`knowledge`): nothing here knows what day it is.

mod keys;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::matter::{Free, Matter, Written};
use crate::vocab::audience::{Audience, KEY};
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::kind::Kind;
use crate::vocab::spanned::Spanned;

use super::place::Place;
pub(super) use keys::holds_line;
pub(super) use keys::pattern;
use keys::{Sense, day, is_near, plain, sense, truth};

/// What holds a note back; nothing when it is to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Hold {
    /// It is a draft: its front matter says so, or its place.
    pub is_draft: bool,
    /// The page of a folder that is held back with it.
    pub whole_folder: bool,
    /// It is for the author's own organisation alone, or that is not clear: a public site says nothing of it.
    pub is_internal: bool,
    /// So is all that stands below its folder.
    pub internal_folder: bool,
    /// The first day of it.
    pub from: Option<Spanned<PartialDate>>,
    /// The day that is too late.
    pub until: Option<Spanned<PartialDate>>,
}

impl Hold {
    /// Whether it is not for everybody: what an import brings in so is a draft.
    pub fn is_for_some(&self) -> bool {
        self.is_draft || self.is_internal
    }
}

/// What one key says.
enum Said {
    Held,
    /// It and the pages below are a draft, or internal.
    Below {
        held: bool,
        internal: bool,
    },
    Published,
    Internal,
    /// Whatever it says, with a key that was meant.
    UnclearAudience(Spanned<String>, Option<&'static str>),
    From(Spanned<PartialDate>),
    Until(Spanned<PartialDate>),
    /// Whatever it says, with a key that was meant.
    Unclear(Spanned<String>, Option<&'static str>),
}

/// Takes all that holds a note back out of its front matter. `is_own` says which keys mean something else to this kind of record.
pub(super) fn read(
    front: &mut Matter,
    place: &Place,
    is_own: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Hold {
    let mut hold = Hold { is_draft: place.held_by.is_some(), ..Hold::default() };
    if let Some(extra) = front.value("extra") {
        hold.is_draft |= extra_holds(extra);
        hold.is_internal =
            extra.at(KEY).is_some_and(|value| audience(&value.free()) != Some(Audience::Public));
    }
    for said in front.take(|key, value| said(place.kind, key, value, &is_own)) {
        match said {
            Said::Published => {}
            Said::Held => hold.is_draft = true,
            Said::Below { held, internal } => {
                (hold.is_draft, hold.whole_folder) = (hold.is_draft | held, hold.whole_folder | held);
                hold.is_internal |= internal;
                hold.internal_folder |= internal;
            }
            Said::Internal => hold.is_internal = true,
            Said::UnclearAudience(key, meant) => {
                hold.is_internal = true;
                diagnostics.push(unclear_audience(place, key, meant));
            }
            Said::From(day) => hold.from = hold.from.filter(|known| known.value >= day.value).or(Some(day)),
            Said::Until(day) => {
                hold.until = hold.until.filter(|known| known.value <= day.value).or(Some(day));
            }
            Said::Unclear(key, meant) => {
                hold.is_draft = true;
                diagnostics.push(unclear(place, key, meant));
            }
        }
    }
    hold.whole_folder |= hold.is_draft && place.is_section();
    hold.internal_folder |= hold.is_internal && place.is_section();
    hold
}

fn unclear(place: &Place, key: Spanned<String>, meant: Option<&'static str>) -> Diagnostic {
    let message = match meant {
        Some(_) => format!("unknown key `{}`, which may be meant to hold this file back", key.value),
        None => format!("`{}` says neither yes nor no, so this file is held back", key.value),
    };
    let hint = match meant {
        Some(meant) => format!("did you mean `{meant}`? It is held back until that is clear"),
        None => "write `true` or `false`, without quotes".to_owned(),
    };
    Diagnostic::error(Code::UnclearDraft, &place.path, message).with_span(key.span).with_hint(hint)
}

fn unclear_audience(place: &Place, key: Spanned<String>, meant: Option<&'static str>) -> Diagnostic {
    let message = match meant {
        Some(_) => format!("unknown key `{}`, which may be meant to say for whom this file is", key.value),
        None => "the value of `audience` is neither `public` nor `internal`".to_owned(),
    };
    let hint = match meant {
        Some(meant) => format!("did you mean `{meant}`? It is internal until that is clear"),
        None => "write `internal`, or `public`; this file is internal until that is clear".to_owned(),
    };
    Diagnostic::error(Code::UnclearAudience, &place.path, message).with_span(key.span).with_hint(hint)
}

/// The audience that a value names.
fn audience(value: &Free) -> Option<Audience> {
    value.as_str().and_then(Audience::parse)
}

/// What a key says of the audience; nothing when it is about something else.
fn said_of_audience(
    key: &Spanned<String>,
    plain: &str,
    value: &Free,
    is_own: &impl Fn(&str) -> bool,
) -> Option<Said> {
    if plain == KEY {
        return Some(match audience(value) {
            Some(Audience::Internal) => Said::Internal,
            Some(Audience::Public) => Said::Published,
            None => Said::UnclearAudience(key.clone(), None),
        });
    }
    let is_slip = || Audience::is_key_near(plain) && value.as_str().is_some_and(Audience::is_near);
    (!is_own(&key.value) && is_slip()).then(|| Said::UnclearAudience(key.clone(), Some(KEY)))
}

/// Free values are the theme's, but for the plain words that this tool itself once told authors to move there.
fn extra_holds(extra: Written<'_>) -> bool {
    let says = |key, held| extra.at(key).is_some_and(|value| truth(&value.free()) == Some(held));
    says("draft", true) || says("published", false) || says("publish", false)
}

/// What a key says; nothing when it is none that holds a note back.
fn said(
    kind: Kind,
    key: &Spanned<String>,
    value: Written<'_>,
    is_own: &impl Fn(&str) -> bool,
) -> Option<Said> {
    let plain = plain(&key.value);
    let Some(sense) = sense(&plain) else {
        if let Some(said) = said_of_audience(key, &plain, &value.free(), is_own) {
            return Some(said);
        }
        // Of most notes all keys are known.
        let meant = if is_own(&key.value) { None } else { is_near(&plain) }?;
        return truth(&value.free()).map(|_| Said::Unclear(key.clone(), Some(meant)));
    };
    let free = value.free();
    let unclear = || Said::Unclear(key.clone(), None);
    let either = |is_held| if is_held { Said::Held } else { Said::Published };
    match sense {
        Sense::Holds => Some(truth(&free).map_or_else(unclear, either)),
        Sense::MayHold => truth(&free).map(either),
        Sense::Releases => match (truth(&free), keys::is_status_of_held(&free)) {
            (Some(is_released), _) => Some(either(!is_released)),
            (None, true) => Some(Said::Held),
            // Hugo reads `published` as a day, too.
            (None, false) => Some(day(&free, value.span()).map_or_else(unclear, Said::From)),
        },
        Sense::MayRelease if keys::is_status_of_held(&free) => Some(Said::Held),
        Sense::MayRelease => truth(&free).map(|is_released| either(!is_released)),
        // Eleventy writes nothing where this is `false`; all else is an address.
        Sense::Address => (truth(&free) == Some(false) && !free.is_number()).then_some(Said::Held),
        // As some tools call it.
        Sense::Status if audience(&free) == Some(Audience::Internal) => Some(Said::Internal),
        Sense::Status => {
            let is_events_own = kind == Kind::Event && is_own(&key.value) && keys::is_status_of_event(&free);
            (!is_events_own && keys::is_status_of_held(&free)).then_some(Said::Held)
        }
        Sense::From => Some(day(&free, value.span()).map_or_else(unclear, Said::From)),
        Sense::Until => Some(day(&free, value.span()).map_or_else(unclear, Said::Until)),
        Sense::Build => keys::is_unbuilt(&free).then_some(Said::Held),
        Sense::Cascade => {
            let (held, internal) = (cascades(&free), cascades_internal(&free));
            (held || internal).then_some(Said::Below { held, internal })
        }
    }
}

/// Whether what a page hands down to those below holds them back.
fn cascades(value: &Free) -> bool {
    match value {
        Free::Array(items) => items.iter().any(cascades),
        Free::Object(entries) => entries.iter().any(|(key, value)| match sense(&plain(key)) {
            Some(Sense::Holds | Sense::MayHold) => truth(value) != Some(false),
            Some(Sense::Releases | Sense::MayRelease) => truth(value) != Some(true),
            Some(Sense::Status) => keys::is_status_of_held(value),
            Some(Sense::Build) => keys::is_unbuilt(value),
            Some(Sense::From | Sense::Until) => true,
            Some(Sense::Cascade) => cascades(value),
            Some(Sense::Address) | None => false,
        }),
        _ => false,
    }
}

/// Whether what a page hands down to those below makes them internal.
fn cascades_internal(value: &Free) -> bool {
    match value {
        Free::Array(items) => items.iter().any(cascades_internal),
        Free::Object(entries) => entries.iter().any(|(key, value)| {
            let is_audience = plain(key) == KEY && audience(value) != Some(Audience::Public);
            is_audience || (plain(key) == "cascade" && cascades_internal(value))
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
