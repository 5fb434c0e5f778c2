//! One note: its title, its date, and which talk its title names.

use std::ops::Range;

use crate::harvest::reading::blocks::{Block, BlockKind, Blocks, blocks};
use crate::harvest::reading::front::{self, Front};
use crate::harvest::reading::titles::{Form, TalkHeading, byline, named_alone, readable, talk_heading};
use crate::harvest::reading::{dates, plain, tongue};
use crate::harvest::record::{Participant, Publication};
use crate::vocab::date::PartialDate;
use crate::vocab::language::Language;
use crate::vocab::path::{is_held_back, markdown_stem};

use crate::harvest::reading::sections::{self, About, TalkSection};

/// A note, read.
#[derive(Debug)]
pub(super) struct Note {
    /// Its path below the imported folder.
    pub(super) below: String,
    pub(super) front: Front,
    /// Without front matter.
    pub(super) text: String,
    pub(super) blocks: Blocks,
    pub(super) title: String,
    pub(super) from: TitleFrom,
    /// The heading that is the title, which the body needs no more.
    pub(super) heading: Option<usize>,
    /// The talk that the title names, or the line below it.
    pub(super) talk: Option<TalkHeading>,
    /// The talks that headings within name.
    pub(super) sections: Vec<TalkSection>,
    pub(super) date: Option<PartialDate>,
    pub(super) language: Option<Language>,
}

/// Holds back what the places of notes hold back: files and folders whose names begin with `_`, and all below the page of a folder that is held back.
pub(super) fn hold_by_place(notes: &mut [Note]) {
    let holds = |note: &&Note| note.is_readme() && note.is_held() && note.front.is_whole;
    let folders: Vec<String> = notes.iter().filter(holds).map(|note| note.folder().to_owned()).collect();
    for note in notes {
        let is_below = |folder: &String| {
            folder.is_empty()
                || note.below.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        if note.below.split('/').any(is_held_back) || folders.iter().any(is_below) {
            note.front.publication = Publication::Draft;
        }
    }
}

/// Where a title was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TitleFrom {
    FrontMatter,
    Heading,
    FileName,
}

impl Note {
    /// Reads the text of the file at this path.
    pub(super) fn read(below: &str, text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (front, body) = front::split(&text);
        let body = body.to_owned();
        let read = blocks(&body);
        let stem = stem(below);
        let (bare, named) = dates::dated_name(stem);
        let mut sections = sections::talks(&read.list, About::Anything);
        let heading = title_heading(&read.list, &sections);
        let words =
            heading.map(|index| plain::line(&read.list[index].text)).filter(|words| !words.is_empty());
        let heading = heading.filter(|_| words.is_some());
        let mut talk = words
            .as_deref()
            .and_then(talk_heading)
            .or_else(|| told_below(&read.list, heading?, words.as_deref()?));
        // A title that names a talk is no section of its note.
        sections.retain(|section| talk.is_none() || Some(section.heading) != heading);
        if let [only] = sections.as_slice()
            && Some(only.heading) == heading
        {
            talk = Some(only.talk.clone());
            sections.clear();
        }
        let (title, from) = match (&front.title, words) {
            (Some(title), _) => (title.clone(), TitleFrom::FrontMatter),
            (None, Some(words)) => (words, TitleFrom::Heading),
            (None, None) => (readable(if bare.is_empty() { stem } else { bare }), TitleFrom::FileName),
        };
        let opening = read.list.iter().take(3).find(|block| block.kind == BlockKind::Paragraph);
        let told = opening
            .filter(|block| block.text.chars().count() <= 80)
            .and_then(|block| dates::days(&block.text))
            .map(|(first, _)| first);
        let date = front.date.or(named).or(told);
        let language = front.language.clone().or_else(|| tongue::language(&body));
        Self {
            below: below.to_owned(),
            front,
            text: body,
            blocks: read,
            title,
            from,
            heading,
            talk,
            sections,
            date,
            language,
        }
    }

    /// The folder that it is in, below the imported one.
    pub(super) fn folder(&self) -> &str {
        self.below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether it is not to be published.
    pub(super) fn is_held(&self) -> bool {
        self.front.publication == Publication::Draft
    }

    /// Its file's name without ending.
    pub(super) fn stem(&self) -> &str {
        stem(&self.below)
    }

    pub(super) fn is_readme(&self) -> bool {
        ["readme", "index", "_index"].contains(&self.stem().to_lowercase().as_str())
    }

    /// Where the heading stands that is the title.
    pub(super) fn heading_range(&self) -> Option<Range<usize>> {
        self.heading.map(|index| self.blocks.list[index].range.clone())
    }

    /// Who spoke, by title, front matter or the line below the title.
    pub(super) fn speakers(&self) -> Vec<Participant> {
        self.talk.as_ref().map_or_else(|| self.front.people.clone(), |talk| talk.speakers.clone())
    }
}

fn stem(below: &str) -> &str {
    let name = below.rsplit('/').next().unwrap_or(below);
    markdown_stem(name).unwrap_or(name)
}

/// The heading that is the title: the only one of level 1, one of any level that opens the note, else none. Of several of level 1 that name talks none is.
fn title_heading(list: &[Block], sections: &[TalkSection]) -> Option<usize> {
    let of_first_level: Vec<usize> = list
        .iter()
        .enumerate()
        .filter(|(_, block)| block.level() == Some(1))
        .map(|(index, _)| index)
        .collect();
    let is_talk = |index: usize| sections.iter().any(|section| section.heading == index);
    match of_first_level.as_slice() {
        [one] if *one <= 2 => Some(*one),
        [first, ..] if *first == 0 && (!is_talk(*first) || sections.len() == 1) => Some(*first),
        _ => list
            .first()
            .filter(|block| block.level().is_some() && (!is_talk(0) || sections.len() == 1))
            .map(|_| 0),
    }
}

/// The talk of a title with a line below it that says who spoke, or with a heading below it that is a name, the only one of its level.
fn told_below(list: &[Block], heading: usize, title: &str) -> Option<TalkHeading> {
    let next = list.get(heading + 1)?;
    let is_only = || list.iter().filter(|block| block.level() == next.level()).count() == 1;
    let named = || next.level().filter(|_| is_only()).and_then(|_| named_alone(&next.text));
    let speakers = sections::first_line(next).and_then(byline).or_else(named)?;
    Some(TalkHeading { title: title.to_owned(), speakers, form: Form::By })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_below_the_title_spoke() {
        let speakers = |text: &str| {
            let talk = Note::read("a.md", text).talk;
            talk.map(|talk| talk.speakers.into_iter().map(|one| one.name).collect::<Vec<_>>())
        };
        assert_eq!(
            speakers("# Lucky\n## Ann Example, Boats Ltd\n\n### Ideas\n\n* x\n"),
            Some(vec!["Ann Example".to_owned()])
        );
        assert_eq!(
            speakers("# Rowers\n## Ann Example\n\nx\n\n## Bob Sample\n\ny\n"),
            None,
            "a list of people"
        );
        assert_eq!(speakers("# Pixar\n\n## Pixar Philosophy, and more of it\n\nx\n"), None);
    }
}
