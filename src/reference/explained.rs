//! `docs/diagnostics.md`, read: a chapter for each subject, a section for each code.
//!
//! The page is part of the program, so that what is printed and what is published cannot differ. A test holds that every code has its section,
//! and that the example in it causes what it says.

use crate::vocab::diagnostic::Code;

const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// Codes of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    pub title: &'static str,
    pub sections: Vec<Explained>,
}

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained {
    pub code: Code,
    /// Markdown: what it means, an example, and how to mend it.
    pub text: &'static str,
}

impl Explained {
    /// What it means, in one sentence without markup.
    pub fn summary(self) -> String {
        let (_, meaning) = self.text.split_once("** ").unwrap_or(("", self.text));
        let ends = meaning.match_indices('.').map(|(at, _)| at + 1);
        let end =
            ends.into_iter().find(|end| meaning[*end..].starts_with([' ', '\n'])).unwrap_or(meaning.len());
        meaning[..end].replace(['`', '*'], "")
    }
}

/// All chapters of the page.
pub fn chapters() -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut begun: Option<(Code, usize)> = None;
    let end_section = |chapters: &mut Vec<Chapter>, begun: &mut Option<(Code, usize)>, end: usize| {
        if let Some(((code, start), chapter)) = begun.take().zip(chapters.last_mut()) {
            chapter.sections.push(Explained { code, text: PAGE[start..end].trim() });
        }
    };
    let (mut at, mut fence) = (0, None);
    for line in PAGE.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let marks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(opened) if marks >= opened && line.trim().len() == marks => fence = None,
            None if marks >= 3 => fence = Some(marks),
            _ => {}
        }
        if fence.is_some() {
            continue;
        }
        if let Some(name) = line.strip_prefix("### ") {
            end_section(&mut chapters, &mut begun, start);
            begun = Code::from_name(name.trim()).map(|code| (code, at));
        } else if let Some(title) = line.strip_prefix("## ") {
            end_section(&mut chapters, &mut begun, start);
            chapters.push(Chapter { title: title.trim(), sections: Vec::new() });
        }
    }
    end_section(&mut chapters, &mut begun, PAGE.len());
    chapters
}

/// What the page says of a code.
pub(crate) fn explained(code: Code) -> Option<Explained> {
    chapters().into_iter().flat_map(|chapter| chapter.sections).find(|section| section.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_once_and_nothing_else_is() {
        let mut codes: Vec<_> =
            chapters().iter().flat_map(|chapter| &chapter.sections).map(|section| section.code).collect();
        codes.sort_unstable();
        assert_eq!(codes, Code::ALL, "left: docs/diagnostics.md; right: the codes that there are");
        let headings = PAGE.lines().filter(|line| line.starts_with("### ")).count();
        assert_eq!(headings, Code::ALL.len(), "a section of docs/diagnostics.md is called after no code");
    }

    #[test]
    fn each_says_how_to_mend_it() {
        for section in chapters().iter().flat_map(|chapter| &chapter.sections) {
            let Explained { code, text } = section;
            assert!(text.starts_with("**"), "{code} does not begin with its severity");
            assert!(text.contains("\n**Mend it:** "), "{code} does not say how to mend it");
            assert!(section.summary().ends_with('.'), "{code}: {}", section.summary());
        }
        let fence = explained(Code::UnclosedFence).unwrap();
        assert!(fence.text.contains("And this was meant as text."), "a fence within a fence is text");
    }
}
