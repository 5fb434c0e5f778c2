//! Rules by which posts are read, whatever keeps them.

use crate::harvest::ledger::Rule;

pub(crate) const LANGUAGE: Rule =
    Rule::took("language-by-words", "the language is told by the small words of the text");
pub(crate) const RECORDING: Rule =
    Rule::took("only-recording", "the only recording that a post shows is its video");
pub(crate) const SCRIPT: Rule = Rule::left("script", "scripts and styles in a post are left out");
pub(crate) const TEAM: Rule = Rule::took("team", "a team or company among the authors is an organisation");
