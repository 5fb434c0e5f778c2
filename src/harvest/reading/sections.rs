//! Talks within a note: headings that name a talk and who spoke, or stand above a line that does.

use crate::harvest::reading::blocks::{Block, BlockKind};
use crate::harvest::reading::plain::line;
use crate::harvest::reading::titles::{Form, TalkHeading, byline, talk_heading};

/// A heading of a note that is a talk's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TalkSection {
    /// The heading's place among the blocks.
    pub(crate) heading: usize,
    pub(crate) talk: TalkHeading,
}

/// The talks that headings name, all of one level: the one that has most.
pub(crate) fn talks(list: &[Block]) -> Vec<TalkSection> {
    let found: Vec<(u8, bool, TalkSection)> = list
        .iter()
        .enumerate()
        .filter_map(|(index, block)| {
            let level = block.level()?;
            let (is_sure, talk) = told(block, list.get(index + 1))?;
            Some((level, is_sure, TalkSection { heading: index, talk }))
        })
        .collect();
    let count = |level: u8| found.iter().filter(|(other, _, _)| *other == level).count();
    let Some(level) = (1..=6).rev().max_by_key(|level| count(*level)) else { return Vec::new() };
    // One heading that only may name a talk says nothing.
    let is_told = count(level) >= 2 || found.iter().any(|(other, is_sure, _)| *other == level && *is_sure);
    found
        .into_iter()
        .filter(|(other, _, _)| is_told && *other == level)
        .map(|(_, _, section)| section)
        .collect()
}

/// The talk that a heading, or what stands below it, names; and whether that is sure.
fn told(heading: &Block, next: Option<&Block>) -> Option<(bool, TalkHeading)> {
    let title = line(&heading.text);
    if let Some(talk) = talk_heading(&title) {
        return Some((talk.form == Form::Quoted, talk));
    }
    let speakers = byline(first_line(next?)?)?;
    (!title.is_empty()).then_some((true, TalkHeading { title, speakers, form: Form::By }))
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
        talks(&blocks(text).list).into_iter().map(shown).collect()
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
