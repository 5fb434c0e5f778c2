//! A talk as a section of a post tells of it: the speaker's own words apart from the author's, recordings, slides, who spoke.
//!
//! What always holds: each part of the section is in one of the two, in its order.

use super::parts::{Kind, Part};
use super::sections::Section;
use crate::harvest::reading::people::{is_role, looks_like_a_name};
use crate::harvest::reading::plain::line;
use crate::harvest::reading::titles::{byline, talk_heading};
use crate::harvest::reading::voices::{Voice, quoted, speaks_to_an_audience, voice};
use crate::harvest::record::{Media, Participant};
use crate::vocab::fold::fold;
use crate::vocab::web_address::WebAddress;

/// A talk, as far as the post knows it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) speakers: Vec<Participant>,
    /// First names and what these people do, as the speakers' own words have them.
    pub(super) perhaps_speakers: Vec<Participant>,
    /// The organisation that the heading may name.
    pub(super) perhaps_organisation: Option<String>,
    pub(super) video: Vec<Media>,
    pub(super) slides: Vec<Media>,
    /// The speaker's own words.
    pub(super) words: Vec<Part>,
    /// Why these are taken for the speaker's, where no quotation marks say so.
    pub(super) why: Option<&'static str>,
    /// What the author says.
    pub(super) opinion: Vec<Part>,
}

/// Reads a section.
pub(super) fn told(section: &Section) -> Told {
    let heading = line(&section.heading.text);
    let (title, mut speakers) = talk_heading(&heading)
        .map_or_else(|| (heading.clone(), Vec::new()), |talk| (talk.title, talk.speakers));
    if speakers.is_empty() {
        speakers = section
            .parts
            .first()
            .filter(|part| part.text.chars().count() <= 160)
            .and_then(|part| byline(&part.text))
            .unwrap_or_default();
    }
    let (words, opinion, why) = parted(&section.parts);
    let whole: String = section.parts.iter().map(Part::line).collect::<Vec<_>>().join(" ");
    let own: String = words.iter().map(Part::line).collect::<Vec<_>>().join(" ");
    let (video, slides) = media(&section.parts, &whole);
    let is_bare = heading.split(' ').count() <= 3 && !looks_like_a_name_of_a_subject(&heading);
    Told {
        perhaps_organisation: (speakers.is_empty() && is_bare).then(|| title.clone()),
        perhaps_speakers: if speakers.is_empty() { introduced(&own) } else { Vec::new() },
        title,
        speakers,
        video,
        slides,
        words,
        why,
        opinion,
    }
}

fn looks_like_a_name_of_a_subject(heading: &str) -> bool {
    heading.split(' ').skip(1).any(|word| word.starts_with(char::is_lowercase))
        || heading.ends_with('?')
        || !heading.starts_with(char::is_uppercase)
}

/// The speaker's words and the author's: what quotation marks say; else what persons tell, where a run of paragraphs speaks to an audience.
fn parted(parts: &[Part]) -> (Vec<Part>, Vec<Part>, Option<&'static str>) {
    /// A shorter quotation is left where it is: it is part of what the author says.
    const LONG: usize = 200;
    let mut is_open = false;
    let quotes: Vec<bool> = parts
        .iter()
        .map(|part| {
            if part.kind == Kind::Quote {
                return true;
            }
            let (is_quote, open) =
                if part.is_paragraph() { quoted(&part.text, is_open) } else { (is_open, is_open) };
            is_open = open;
            is_quote
        })
        .collect();
    // Marks that never close, or many quotations among the author's words, say nothing of whose the section is.
    let runs = quotes
        .iter()
        .zip(std::iter::once(&false).chain(&quotes))
        .filter(|(is, before)| **is && !**before)
        .count();
    let length: usize =
        parts.iter().zip(&quotes).filter(|(_, is)| **is).map(|(part, _)| part.text.chars().count()).sum();
    if runs == 1 && !is_open && length >= LONG {
        return divide(parts, &quotes, None);
    }
    let paragraphs: Vec<Voice> = parts
        .iter()
        .map(|part| if part.level().is_some() { Voice::Author } else { voice(&part.text) })
        .collect();
    let mut voices = paragraphs.clone();
    let first = voices.iter().copied().find(|voice| *voice != Voice::Neutral).unwrap_or(Voice::Author);
    let mut last = first;
    for voice in &mut voices {
        if *voice == Voice::Neutral {
            *voice = last;
        }
        last = *voice;
    }
    let speaks: Vec<bool> = voices.iter().map(|voice| *voice == Voice::Speaker).collect();
    let run: String = parts
        .iter()
        .zip(&speaks)
        .filter(|(_, is)| **is)
        .map(|(part, _)| part.line())
        .collect::<Vec<_>>()
        .join(" ");
    let is_one = speaks.windows(2).filter(|pair| pair[0] != pair[1]).count() <= 2;
    if is_one && speaks_to_an_audience(&run) && run.chars().count() >= LONG {
        return divide(
            parts,
            &speaks,
            Some("they say \"we\" and speak to an audience, as announcements of talks do"),
        );
    }
    (Vec::new(), parts.to_vec(), None)
}

fn divide(
    parts: &[Part],
    is_speaker: &[bool],
    why: Option<&'static str>,
) -> (Vec<Part>, Vec<Part>, Option<&'static str>) {
    let of = |wanted: bool| {
        parts.iter().zip(is_speaker).filter(|(_, is)| **is == wanted).map(|(part, _)| part.clone()).collect()
    };
    (of(true), of(false), why)
}

/// The recordings and slides that a section links to, or says are to come.
fn media(parts: &[Part], text: &str) -> (Vec<Media>, Vec<Media>) {
    let links = || parts.iter().flat_map(|part| &part.links);
    let published = |hosts: &[&str], words: &[&str]| {
        let found = links().filter(|(label, address)| {
            let label = fold(label);
            hosts.iter().any(|host| address.contains(host))
                || words.iter().any(|word| label.split(' ').any(|part| part == *word))
        });
        let mut list: Vec<_> = found.filter_map(|(_, address)| WebAddress::parse(address).ok()).collect();
        list.dedup();
        list
    };
    let videos = published(
        &["youtube.com/watch", "youtu.be/", "vimeo.com/", "dailymotion.com/video", "infoq.com/presentations"],
        &["video", "replay", "recording"],
    );
    let slides = published(&["slideshare.net/", "speakerdeck.com/", "slides.com/"], &["slides", "slide"]);
    let one = |list: Vec<WebAddress>| {
        if list.len() == 1 { list.into_iter().map(Media::Published).collect() } else { Vec::new() }
    };
    let mut video: Vec<Media> = one(videos);
    if video.is_empty() && is_video_awaited(text) {
        video.push(Media::Awaited);
    }
    (video, one(slides))
}

/// Whether a text says that a recording will come.
pub(super) fn is_video_awaited(text: &str) -> bool {
    const LATER: &[&str] = &[
        "des que disponible",
        "des qu elle sera",
        "des qu elles seront",
        "des que possible",
        "bientot disponible",
        "bientot en ligne",
        "sera disponible",
        "seront disponibles",
        "sera publiee",
        "seront publiees",
        "sera en ligne",
        "seront en ligne",
        "prochainement",
        "a venir",
        "as soon as",
        "when available",
        "when it is available",
        "once available",
        "soon available",
        "will be available",
        "will be published",
        "will be online",
        "coming soon",
        "not yet available",
        "not yet online",
        "pas encore disponible",
        "pas encore en ligne",
    ];
    crate::harvest::reading::claims::sentences(text).into_iter().any(|sentence| {
        let folded = fold(sentence);
        let is_video = folded.split(' ').any(|word| {
            [
                "video",
                "videos",
                "replay",
                "replays",
                "recording",
                "recordings",
                "enregistrement",
                "enregistrements",
                "captation",
            ]
            .contains(&word)
        });
        is_video && LATER.iter().any(|later| folded.contains(later))
    })
}

/// `nous, Ann, ops, et Bob, dev`: first names and what these people do.
fn introduced(text: &str) -> Vec<Participant> {
    let lower = text.to_lowercase();
    let begins = ["nous, ", "we, ", "moi, ", "i, "].iter().filter_map(|begin| {
        let is_word = |at: &usize| !lower[..*at].ends_with(char::is_alphanumeric);
        let at = lower.match_indices(begin).map(|(at, _)| at).find(is_word)?;
        Some((at, begin.len()))
    });
    let begins = begins.min();
    let Some((at, length)) = begins else { return Vec::new() };
    let Some(rest) = text.get(at + length..) else { return Vec::new() };
    let mut found: Vec<Participant> = Vec::new();
    for part in rest.split(", ").take(8) {
        let part = ["et ", "and "].iter().find_map(|joint| part.strip_prefix(joint)).unwrap_or(part).trim();
        let is_name = part.starts_with(char::is_uppercase)
            && (looks_like_a_name(part) || (!part.contains(' ') && part.chars().all(char::is_alphabetic)));
        if is_name {
            found.push(Participant::named(part));
        } else if part.split(' ').count() <= 4
            && is_role(part)
            && found.last().is_some_and(|last| last.role.is_none())
        {
            if let Some(last) = found.last_mut() {
                last.role = Some(part.to_owned());
            }
        } else {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_read_where_speakers_introduce_themselves() {
        let names: Vec<_> = introduced("C’est pourquoi, nous, Zoé, ops, et Max, dev, souhaitons revenir")
            .into_iter()
            .map(|one| (one.name, one.role))
            .collect();
        assert_eq!(
            names,
            [("Zoé".to_owned(), Some("ops".to_owned())), ("Max".to_owned(), Some("dev".to_owned()))]
        );
        assert!(introduced("nous, qui sommes partis").is_empty());
    }

    #[test]
    fn recordings_may_be_awaited() {
        assert!(is_video_awaited("La vidéo sera disponible en mai."));
        assert!(is_video_awaited("Watch the recording as soon as it is out!"));
        assert!(!is_video_awaited("Regardez la vidéo. Le site sera disponible."));
    }
}
