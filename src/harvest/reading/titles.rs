//! Titles of talks as people write headings of notes: `"T" by A and B, Org`, `T, par A (Org)`, `T - A, Org`; and names of files as titles.

use super::people::{Said, people};
use super::plain::line;
use crate::harvest::record::Participant;

/// What a heading says of a talk.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TalkHeading {
    pub(crate) title: String,
    pub(crate) speakers: Vec<Participant>,
    pub(crate) form: Form,
}

/// How it is written, which says how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `"T" by A`.
    Quoted,
    /// `T, par A`, `T by A` with names that look like names.
    By,
    /// `T - A, Org`.
    Dashed,
}

/// The talk that a heading names with its speakers.
pub(crate) fn talk_heading(text: &str) -> Option<TalkHeading> {
    let text = line(text);
    quoted(&text).or_else(|| by(&text)).or_else(|| dashed(&text))
}

/// `"T" by A`, with any quotes.
fn quoted(text: &str) -> Option<TalkHeading> {
    let mut letters = text.char_indices();
    let (_, open) = letters.next()?;
    let close = match open {
        '"' => '"',
        '“' | '„' => '”',
        '«' => '»',
        '\'' => '\'',
        _ => return None,
    };
    let end = text.rmatch_indices(close).map(|(at, _)| at).find(|at| {
        let after =
            text[at + close.len_utf8()..].trim_start_matches([',', ' ', '-', '–', '—']).to_lowercase();
        *at > 0 && BY.iter().any(|by| after.starts_with(by))
    })?;
    let title = text[open.len_utf8()..end].trim();
    let after = text[end + close.len_utf8()..].trim_start_matches([',', ' ', '-', '–', '—']);
    let by = BY.iter().find(|by| after.to_lowercase().starts_with(**by))?;
    let speakers = people(after.get(by.len()..)?, Said::Plainly)?;
    (!title.is_empty()).then(|| TalkHeading { title: title.to_owned(), speakers, form: Form::Quoted })
}

/// Words before a speaker, in lower case.
const BY: &[&str] = &["by ", "par ", "with ", "avec ", "von ", "présenté par ", "presented by "];

/// `T, par A` or `T by A`: the last such word counts.
fn by(text: &str) -> Option<TalkHeading> {
    for joint in [", par ", ", by ", " par ", " by ", " présenté par ", " presented by ", " – par ", " - by "]
    {
        let Some((title, names)) = text.rsplit_once(joint) else { continue };
        let title = unquoted(title.trim_end_matches([',', '-', '–', ' ']));
        if let Some(speakers) = people(names, Said::ByPlace)
            && !title.is_empty()
        {
            return Some(TalkHeading { title: title.to_owned(), speakers, form: Form::By });
        }
    }
    None
}

/// `T - A, Org & B, Org2`: the last dash counts; the left side has two words or more.
fn dashed(text: &str) -> Option<TalkHeading> {
    let (at, dash) =
        [" - ", " – ", " — ", " | "].iter().filter_map(|dash| Some((text.rfind(dash)?, *dash))).max()?;
    let title = unquoted(text[..at].trim());
    let speakers = people(&text[at + dash.len()..], Said::ByPlace)?;
    (title.split(' ').count() >= 2).then(|| TalkHeading {
        title: title.to_owned(),
        speakers,
        form: Form::Dashed,
    })
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '“', '”', '«', '»']).trim()
}

/// The people of a line that says nothing else: `by [A](…) and B`, `Speaker: A, Org`, `Par A`.
pub(crate) fn byline(text: &str) -> Option<Vec<Participant>> {
    let text = line(text);
    let lower = text.to_lowercase();
    const LABELS: &[&str] = &[
        "by ",
        "by: ",
        "par ",
        "par : ",
        "speaker: ",
        "speakers: ",
        "speaker : ",
        "speakers : ",
        "speaker(s): ",
        "orateur : ",
        "orateurs : ",
        "oratrice : ",
        "presenter: ",
        "presented by ",
        "présenté par ",
        "présentée par ",
        "animé par ",
        "animée par ",
        "conférence présentée par ",
        "conférence donnée par ",
        "conférence animée par ",
        "talk by ",
        "written by ",
        "author: ",
        "auteur : ",
        "auteurs : ",
    ];
    let label = LABELS.iter().filter(|label| lower.starts_with(**label)).max_by_key(|label| label.len())?;
    let names = text.get(label.len()..)?;
    let is_short = names.split(' ').count() <= 16 && !names.trim_end_matches('.').contains(". ");
    if is_short { people(names, Said::Plainly) } else { None }
}

/// The people of a heading that says nothing else: `A`, `A, Org`, `A, Role, Org`, `A, @ab`.
pub(crate) fn named_alone(text: &str) -> Option<Vec<Participant>> {
    let text = line(text);
    let parts: Vec<&str> = text.split(", ").filter(|part| !part.starts_with('@')).collect();
    if let [name, role, organisation] = parts.as_slice() {
        let mut people = people(name, Said::ByPlace)?;
        for one in &mut people {
            one.role = Some((*role).to_owned());
            one.organisation = Some((*organisation).to_owned());
        }
        return Some(people);
    }
    // `Background of Boats` is no name and where it is from.
    people(&parts.join(", "), Said::ByPlace)
        .filter(|_| ![" of ", " from ", " de "].iter().any(|joint| text.contains(joint)))
}

/// A file's or folder's name as a title: `Docker-swarm-deep-drive` is "Docker swarm deep drive".
pub(crate) fn readable(name: &str) -> String {
    let spaced = if name.contains(' ') { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = line(&spaced);
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        talk_heading(text).map(|talk| (talk.title, talk.speakers.into_iter().map(|one| one.name).collect()))
    }

    fn talk(title: &str, speakers: &[&str]) -> Option<(String, Vec<String>)> {
        let names = speakers.iter().map(|name| (*name).to_owned()).collect();
        (!title.is_empty()).then_some((title.to_owned(), names))
    }

    #[test]
    fn headings_name_talks_and_speakers() {
        assert_eq!(
            read("\"What's in a \"name\"?\" by Ann Example"),
            talk("What's in a \"name\"?", &["Ann Example"])
        );
        assert_eq!(read("“T” by Glyph"), talk("T", &["Glyph"]));
        assert_eq!(read("« La vie », par Ève Dupont"), talk("La vie", &["Ève Dupont"]));
        assert_eq!(
            read("La qualité, par Ève Dupont (Acme) et Bob Sample"),
            talk("La qualité", &["Ève Dupont", "Bob Sample"])
        );
        assert_eq!(
            read("Try-Monads with Big Data by Jordan Yaker, CEO hireross"),
            talk("Try-Monads with Big Data", &["Jordan Yaker"])
        );
        assert_eq!(
            read("Life of a packet - Michael Rubin, Google"),
            talk("Life of a packet", &["Michael Rubin"])
        );
        for text in [
            "sync - Wait Group",
            "Step by step",
            "Lessons Learned",
            "Analysis by category",
            "A - B",
            "Ann Example",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn lines_name_speakers() {
        let names =
            |text| byline(text).map(|people| people.into_iter().map(|one| one.name).collect::<Vec<_>>());
        assert_eq!(
            names("by Alice Boxhall, Laura Palmaro"),
            Some(vec!["Alice Boxhall".into(), "Laura Palmaro".into()])
        );
        assert_eq!(names("Speaker : Ann Example"), Some(vec!["Ann Example".into()]));
        assert_eq!(names("by jennz0r"), Some(vec!["jennz0r".into()]));
        assert_eq!(
            names("By the time that we had understood what the problem was, it had gone away. We laughed."),
            None
        );
    }

    #[test]
    fn headings_of_names_alone_say_who_spoke() {
        let read = |text| {
            let shown = |one: Participant| {
                format!(
                    "{}|{}|{}",
                    one.name,
                    one.role.unwrap_or_default(),
                    one.organisation.unwrap_or_default()
                )
            };
            named_alone(text).map(|people| people.into_iter().map(shown).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(read("Ann Example").as_deref(), Some("Ann Example||"));
        assert_eq!(read("Ann Example, Boats Ltd").as_deref(), Some("Ann Example||Boats Ltd"));
        assert_eq!(
            read("Ann Example, Core Developer, Boats").as_deref(),
            Some("Ann Example|Core Developer|Boats")
        );
        assert_eq!(read("Ann Example, @ann, @boats").as_deref(), Some("Ann Example||"));
        for text in ["@ann", "Ideas", "Confident Asset Deployments of boats", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_files_are_readable() {
        assert_eq!(readable("Docker-swarm-deep-drive"), "Docker swarm deep drive");
        assert_eq!(readable("--"), "Untitled");
    }
}
