//! Talks within a note: headings that name a talk and who spoke, or stand above a line that does.

use crate::harvest::reading::blocks::{Block, BlockKind};
use crate::harvest::reading::people::{Said, people};
use crate::harvest::reading::plain::line;
use crate::harvest::reading::titles::{Form, TalkHeading, byline, talk_heading};
use crate::harvest::record::Participant;
use crate::vocab::fold::fold;

/// A heading of a note that is a talk's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TalkSection {
    /// The heading's place among the blocks.
    pub(crate) heading: usize,
    pub(crate) talk: TalkHeading,
}

/// What a text is about, as far as somebody said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    AnEvent,
    Anything,
}

/// The talks that headings name: those of a level where one is sure or several are, and that are in no other talk.
pub(crate) fn talks(list: &[Block], about: About) -> Vec<TalkSection> {
    let found: Vec<(u8, bool, TalkSection)> = list
        .iter()
        .enumerate()
        .filter_map(|(index, block)| {
            let level = block.level()?;
            let (is_sure, talk) = told(block, &list[index + 1..], about)?;
            Some((level, is_sure, TalkSection { heading: index, talk }))
        })
        .collect();
    // One heading that only may name a talk says nothing.
    let is_told = |level: u8| {
        let of_level = || found.iter().filter(|(other, _, _)| *other == level);
        of_level().count() >= 2 || of_level().any(|(_, is_sure, _)| *is_sure)
    };
    let told: [bool; 7] = std::array::from_fn(|level| is_told(level as u8));
    let mut talks: Vec<TalkSection> = Vec::new();
    // The level of the talk that the text is in.
    let mut within: Option<u8> = None;
    let mut found = found.into_iter().peekable();
    for (index, level) in list.iter().enumerate().filter_map(|(index, block)| Some((index, block.level()?))) {
        within = within.filter(|within| level > *within);
        let is_here = |(_, _, section): &(u8, bool, TalkSection)| section.heading == index;
        if let Some((_, _, section)) = found.next_if(is_here)
            && within.is_none()
            && told[usize::from(level)]
        {
            talks.push(section);
            within = Some(level);
        }
    }
    talks
}

/// The talk that a heading, or what stands below it, names; and whether that is sure.
fn told(heading: &Block, below: &[Block], about: About) -> Option<(bool, TalkHeading)> {
    let title = line(&heading.text);
    if let Some(talk) = talk_heading(&title) {
        return Some((talk.form == Form::Quoted, talk));
    }
    let next = below.first()?;
    let said = first_line(next).and_then(byline).map(|speakers| (true, speakers));
    let named = said.or_else(|| names_alone(next).map(|speakers| (false, speakers)));
    // Of an event, who stands at the beginning of a section speaks in it.
    let begins = || match about {
        About::AnEvent => opening(below).map(|speakers| (false, speakers)),
        About::Anything => None,
    };
    let (is_sure, speakers) = named.or_else(begins)?;
    let is_title = !title.is_empty() && !NO_TALKS.contains(&fold(&title).as_str());
    is_title.then_some((is_sure, TalkHeading { title, speakers, form: Form::By }))
}

/// Headings over people that are no talks, folded.
const NO_TALKS: &[&str] = &[
    "auteur",
    "auteurs",
    "author",
    "authors",
    "conclusion",
    "contact",
    "contacts",
    "credits",
    "equipe",
    "introduction",
    "l equipe",
    "merci",
    "remerciements",
    "speakers",
    "team",
    "thanks",
    "the team",
];

/// The people of a paragraph that says nothing else, each with an organisation, a handle or an address: `A B (Org) @ab, C D (Org)`.
fn names_alone(block: &Block) -> Option<Vec<Participant>> {
    if block.kind != BlockKind::Paragraph || block.text.chars().count() > 300 {
        return None;
    }
    let text = line(block.text.lines().next()?);
    let text = text.trim_start_matches(['-', '–', '—', ' ']);
    // Links to slides and recordings may follow.
    let text = text.split(" - [").next().unwrap_or(text);
    let (names, handles) = without_handles(text);
    let people = people(&names, Said::ByPlace)?;
    let is_linked = |one: &Participant| block.links.iter().any(|(label, _)| *label == one.name);
    // Where somebody is from stands in brackets: behind a comma a sentence may go on.
    let bracketed: Vec<&str> = text.split('(').skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let is_bracketed = |name: &String| bracketed.iter().any(|within| within.contains(name.as_str()));
    if !people.iter().filter_map(|one| one.organisation.as_ref()).all(is_bracketed) {
        return None;
    }
    let told = people.iter().filter(|one| one.organisation.is_some() || is_linked(one)).count();
    (told + handles >= people.len()).then_some(people)
}

/// A text without its handles (`@ab`), and how many it had.
fn without_handles(text: &str) -> (String, usize) {
    let is_handle = |word: &&str| word.starts_with('@') && word.len() > 2;
    let handles = text.split(' ').filter(is_handle).count();
    let mut names = String::new();
    for word in text.split(' ') {
        let is_one = is_handle(&word);
        if is_one && !word.ends_with(',') {
            continue;
        }
        // The comma of a handle parts people.
        let joint = if names.is_empty() || is_one || word == "," { "" } else { " " };
        names.push_str(joint);
        names.push_str(if is_one { "," } else { word });
    }
    (names.replace(",,", ",").trim_end_matches(',').to_owned(), handles)
}

/// The people at the beginning of the first paragraph, each with a handle or a page of theirs: `A B, @ab, et C D, @cd, ont montré …`.
fn opening(below: &[Block]) -> Option<Vec<Participant>> {
    let is_image =
        |block: &&Block| matches!(block.links.as_slice(), [(label, _)] if block.text.trim() == label);
    let first = below.iter().take(2).find(|block| block.kind == BlockKind::Paragraph && !is_image(block))?;
    let mut rest = first.text.as_str();
    let mut found: Vec<Participant> = Vec::new();
    loop {
        let end = [", @", " @"].iter().filter_map(|joint| Some((rest.find(joint)?, joint.len() - 1))).min();
        let (name, after) = match end {
            Some((at, length)) if at <= 60 => (
                &rest[..at],
                rest[at + length..]
                    .find(|letter: char| !letter.is_alphanumeric() && !"@_".contains(letter))
                    .map_or("", |end| &rest[at + length + end..]),
            ),
            _ => {
                let profile = |address: &str| {
                    ["https://twitter.com/", "https://github.com/", "http://twitter.com/"]
                        .iter()
                        .any(|site| address.starts_with(site))
                };
                let linked = first.links.iter().find(|(label, address)| {
                    profile(address) && !label.is_empty() && rest.starts_with(label.as_str())
                });
                let Some((label, _)) = linked else { break };
                (label.as_str(), &rest[label.len()..])
            }
        };
        let Some(mut people) = people(name, Said::ByPlace).filter(|people| people.len() == 1) else { break };
        found.append(&mut people);
        let joint = [", et ", ", and ", " et ", " and ", " & ", ", "]
            .iter()
            .find_map(|joint| after.strip_prefix(joint));
        let Some(next) = joint else { break };
        rest = next;
    }
    (!found.is_empty()).then_some(found)
}

/// The first line of a paragraph or list, where that may say who spoke: it is short, or all of its block.
pub(crate) fn first_line(block: &Block) -> Option<&str> {
    let text = match block.kind {
        BlockKind::Paragraph => block.text.lines().next()?,
        BlockKind::List => block.rows.first()?.first()?.as_str(),
        BlockKind::Heading(_) => block.text.as_str(),
        _ => return None,
    };
    (text.chars().count() <= 160).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harvest::reading::blocks::blocks;

    fn read(text: &str) -> Vec<String> {
        let shown = |section: TalkSection| {
            let names: Vec<_> = section.talk.speakers.into_iter().map(|one| one.name).collect();
            format!("{}: {}", section.talk.title, names.join(", "))
        };
        talks(&blocks(text).list, About::Anything).into_iter().map(shown).collect()
    }

    fn of_event(text: &str) -> Vec<String> {
        let shown = |section: TalkSection| {
            let names: Vec<_> = section.talk.speakers.into_iter().map(|one| one.name).collect();
            format!("{}: {}", section.talk.title, names.join(", "))
        };
        talks(&blocks(text).list, About::AnEvent).into_iter().map(shown).collect()
    }

    #[test]
    fn talks_may_be_of_several_levels_and_are_in_no_other() {
        assert_eq!(
            read(
                "## Keynotes\n\n### A day at sea - Ann Example (Acme)\n\n### A night at sea - Bob Sample (Acme)\n\n## An hour of sleep - Cy Model (Acme)\n\n### A part of it - Dee Other\n\n### A second part - Dee Other\n\n## A year of it - Ann Example\n"
            ),
            [
                "A day at sea: Ann Example",
                "A night at sea: Bob Sample",
                "An hour of sleep: Cy Model",
                "A year of it: Ann Example"
            ]
        );
    }

    #[test]
    fn names_alone_below_a_heading_are_speakers() {
        let text = "### One\n\nAnn Example (Acme) [@ann](https://twitter.com/ann)\n\ntext\n\n### Two\n\nBob Sample (Boats Inc) [@bob](x), Cy Model (Boats)\n\n### Three\n\n--- [Dee Other](https://e.org) - [[Slides](https://e.org/s)]\n\n### Conclusion\n\nAnn Example (Acme)\n\n### Four\n\nSome Words that are (not) names.\n\n### Five\n\nDee Other, [@dee](x), rows for Boats\n";
        assert_eq!(read(text), ["One: Ann Example", "Two: Bob Sample, Cy Model", "Three: Dee Other"]);
        assert_eq!(
            read("### One\n\nAnn Example\n\n### Two\n\nBob Sample\n"),
            Vec::<String>::new(),
            "names alone may be anything"
        );
    }

    #[test]
    fn of_an_event_who_opens_a_section_speaks() {
        let text = "# One\n\nAnn Example, [@ann](https://twitter.com/ann), a montré des rames.\n\n# Two\n\n![x](y.png)\n\nBob Sample [@bob](https://twitter.com/bob), et Cy Model, [@cy](https://twitter.com/cy), ont ramé.\n\n# Three\n\n[Dee Other](https://twitter.com/dee) nous a dit.\n\n# Four\n\nRien de [Ann Example](https://twitter.com/ann).\n";
        assert_eq!(of_event(text), ["One: Ann Example", "Two: Bob Sample, Cy Model", "Three: Dee Other"]);
        assert_eq!(read(text), Vec::<String>::new());
    }

    #[test]
    fn headings_and_the_lines_below_them_name_talks() {
        assert_eq!(
            read(
                "# Conf\n\n## One\n\nby [Ann Example](https://e.org) & Bob Sample\n\n- x\n\n## Not a talk\n\ntext\n"
            ),
            ["One: Ann Example, Bob Sample"]
        );
        assert_eq!(read("One\n===\n\nby [ann](x)\n\nTwo\n===\n\nby bob\n"), ["One: ann", "Two: bob"]);
        assert_eq!(
            read("## A day in a life - Ann Example, Acme\n\n## An hour of sleep - Bob Sample\n"),
            ["A day in a life: Ann Example", "An hour of sleep: Bob Sample"]
        );
        assert_eq!(
            read("## A day in a life - Ann Example\n\ntext\n"),
            Vec::<String>::new(),
            "one says nothing"
        );
        assert_eq!(read("## One\n\n- Speaker: Ann Example, Acme\n- x\n"), ["One: Ann Example"]);
    }
}
