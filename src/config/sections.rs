//! `[sections]` of `rexbase.toml`: a site's own headings for the known sections of reports.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::section::{Meant, OwnPhrases, RexSection};
use crate::vocab::spanned::Spanned;

/// The longest phrase, in bytes: no longer heading is looked at.
const LONGEST: usize = 160;

type Phrases = Vec<Spanned<Phrase>>;

/// The site's own headings for known sections, besides those that are known anyway. Each key is a section, each value a list of headings.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "sections")]
pub(super) struct Written {
    /// What it was about, and where.
    context: Phrases,
    /// When what happened.
    timeline: Phrases,
    /// What had to be solved.
    problem: Phrases,
    /// What was done about it.
    approach: Phrases,
    /// What came of it.
    results: Phrases,
    /// What went well: items are lessons of the kind `success`.
    success: Phrases,
    /// What went wrong, and why: items are lessons of the kind `failure`.
    failure: Phrases,
    /// What nobody expected: items are lessons of the kind `surprise`.
    surprise: Phrases,
    /// What was learned: items are lessons of the kind `practice`.
    lessons: Phrases,
    /// What would be done otherwise: items are lessons of the kind `failure`.
    regret: Phrases,
    /// What others are told to do: items are lessons of the kind `practice`.
    advice: Phrases,
    /// What will be done: items are actions.
    actions: Phrases,
    /// What the author thinks.
    opinion: Phrases,
    /// What it means for the author's own organisation.
    internal: Phrases,
    /// Headings that open no known section here, though they would elsewhere: `["Actions"]`.
    none: Phrases,
}

/// A heading's words.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "heading")]
struct Phrase(String);

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > LONGEST {
            let message = format!(
                "this heading has more than {LONGEST} bytes, and none so long is looked at\nwrite a shorter one"
            );
            return Err(de::Error::custom(message));
        }
        if !text.contains(char::is_alphanumeric) {
            return Err(de::Error::custom(format!(
                "`{text}` has no words\nwrite the heading as it stands in the text"
            )));
        }
        Ok(Self(text))
    }
}

impl Written {
    /// The phrases; a phrase that two sections have is told, and the first counts.
    pub(super) fn phrases(self, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) -> OwnPhrases {
        let mut own = OwnPhrases::default();
        let of = |section: RexSection, phrases: Phrases| (Meant::Section(section), phrases);
        let sections = [
            of(RexSection::Context, self.context),
            of(RexSection::Timeline, self.timeline),
            of(RexSection::Problem, self.problem),
            of(RexSection::Approach, self.approach),
            of(RexSection::Results, self.results),
            of(RexSection::Success, self.success),
            of(RexSection::Failure, self.failure),
            of(RexSection::Surprise, self.surprise),
            of(RexSection::Lessons, self.lessons),
            of(RexSection::Regret, self.regret),
            of(RexSection::Advice, self.advice),
            of(RexSection::Actions, self.actions),
            of(RexSection::Opinion, self.opinion),
            of(RexSection::Internal, self.internal),
            (Meant::Nothing, self.none),
        ];
        for (meant, phrases) in sections {
            for Spanned { value: Phrase(text), span } in phrases {
                let Some(before) = own.add(&text, meant) else { continue };
                let name = |meant: Meant| meant.section().map_or("none", RexSection::name);
                let message = format!(
                    "`{text}` is a heading of `{}` already, and cannot be one of `{}`",
                    name(before),
                    name(meant)
                );
                diagnostics.push(
                    Diagnostic::error(Code::FrontMatterValue, path, message)
                        .with_span(span)
                        .with_hint("keep it in one of the two lists"),
                );
            }
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn headings_of_sections_are_read() {
        let (config, diagnostics) = parse(
            "title = \"x\"\n[sections]\nlessons = [\"What stuck\", \"Ce qui reste\"]\nnone = [\"Actions\"]\n",
        );
        assert_eq!(diagnostics, []);
        assert_eq!(config.sections.meaning("what stuck"), Some(Meant::Section(RexSection::Lessons)));
        assert_eq!(config.sections.meaning("actions"), Some(Meant::Nothing));
    }

    #[test]
    fn mistakes_are_told_with_how_to_mend_them() {
        for (written, says) in [
            ("lesson = [\"What stuck\"]", "lessons"),
            ("lessons = [\"!\"]", "as it stands in the text"),
            ("lessons = \"What stuck\"", "square brackets"),
            ("lessons = [\"A\"]\nadvice = [\"a:\"]", "keep it in one"),
        ] {
            let (_, diagnostics) = parse(&format!("title = \"x\"\n[sections]\n{written}\n"));
            let [wrong] = diagnostics.as_slice() else { panic!("{written}: {diagnostics:#?}") };
            assert!(wrong.span.is_some(), "{written}");
            assert!(format!("{} {:?}", wrong.message, wrong.hints).contains(says), "{written}: {wrong:#?}");
        }
    }
}
