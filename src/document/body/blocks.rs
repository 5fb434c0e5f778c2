//! Blocks that are written by hand, since the parser's own HTML is not what every reader can use: alerts, tables, tasks, code.
//!
//! What always holds:
//!
//! - No `style` attribute, which a strict Content-Security-Policy forbids.
//! - What scrolls can be reached by keyboard.
//! - What the interface says here is a gap, to be filled in its language.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::html::push_escaped;

use super::super::prose::Phrase;
use super::state::Walk;
use crate::typeset::highlight;
use crate::typeset::math;
use crate::typeset::math::Display;

impl<'a> Walk<'a, '_> {
    /// The opening and closing tags of an alert: `> [!NOTE]`.
    pub(super) fn alert(&mut self, kind: BlockQuoteKind) -> (String, &'static str) {
        let (name, phrase) = match kind {
            BlockQuoteKind::Note => ("note", Phrase::Note),
            BlockQuoteKind::Tip => ("tip", Phrase::Tip),
            BlockQuoteKind::Important => ("important", Phrase::Important),
            BlockQuoteKind::Warning => ("warning", Phrase::Warning),
            BlockQuoteKind::Caution => ("caution", Phrase::Caution),
        };
        let title = self.phrase(phrase);
        let tag = format!(
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
        );
        (tag, "</div>")
    }

    /// The box of a task, which readers see and cannot change.
    pub(super) fn task(&mut self, done: bool) {
        let name = self.phrase(if done { Phrase::Done } else { Phrase::ToDo });
        let checked = if done { " checked" } else { "" };
        self.push_html(format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{name}\"> "));
    }

    pub(super) fn table(&mut self, index: usize) {
        let (event, range) = &self.events[index];
        match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.0.clone_from(columns);
                self.tables += 1;
                let name = self.phrase(Phrase::Table(self.tables));
                self.push_html(format!(
                    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n<table>"
                ));
            }
            Event::End(TagEnd::Table) => self.push_html("</tbody></table>\n</div>\n"),
            Event::Start(Tag::TableHead) => {
                (self.columns.1, self.columns.2) = (0, true);
                self.push_html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => self.push_html("</tr></thead><tbody>\n"),
            Event::Start(Tag::TableRow) => {
                self.look_at_row(range);
                (self.columns.1, self.columns.2) = (0, false);
                self.push_html("<tr>");
            }
            Event::End(TagEnd::TableRow) => self.push_html("</tr>\n"),
            Event::Start(_) => {
                let align = match self.columns.0.get(self.columns.1) {
                    Some(Alignment::Left) => "align-left",
                    Some(Alignment::Center) => "align-center",
                    Some(Alignment::Right) => "align-right",
                    Some(Alignment::None) | None => "",
                };
                self.columns.1 += 1;
                let (tag, whole) = if self.columns.2 {
                    ("<th scope=\"col\"", "")
                } else {
                    ("<td", if is_short(&self.text[range.clone()]) { "whole" } else { "" })
                };
                let classes = format!("{align} {whole}");
                let class = match classes.trim() {
                    "" => String::new(),
                    classes => format!(" class=\"{classes}\""),
                };
                self.push_html(format!("{tag}{class}>"));
            }
            _ => self.push_html(if self.columns.2 { "</th>" } else { "</td>" }),
        }
    }

    /// Writes a block of code; returns the index of the event after it.
    pub(super) fn code_block(&mut self, index: usize, kind: &CodeBlockKind<'a>) -> usize {
        let end = self.end_of(index);
        let mut code = String::new();
        for (event, _) in &self.events[index..=end] {
            if let Event::Text(text) = event {
                code.push_str(text);
            }
            self.plain(event);
        }
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            self.look_at_fence(&self.events[index].1.clone());
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => language_of(info),
            CodeBlockKind::Indented => None,
        };
        let mut html = String::from("<pre tabindex=\"0\"><code");
        if let Some(language) = &language {
            html.push_str(&format!(" class=\"language-{language}\""));
        }
        html.push('>');
        match language.and_then(|language| self.highlighted(&language, &code)) {
            Some(highlighted) => html.push_str(&highlighted),
            None => push_escaped(&mut html, &code),
        }
        html.push_str("</code></pre>\n");
        self.push_html(html);
        end + 1
    }
}

impl Walk<'_, '_> {
    fn highlighted(&mut self, language: &str, code: &str) -> Option<String> {
        let effort = self.highlighted.saturating_add(highlight::effort(language, code));
        if effort > highlight::allowed(self.text.len()) {
            return None;
        }
        let html = highlight::highlight(language, code)?;
        self.highlighted = effort;
        Some(html)
    }

    /// A formula; one with a mistake is shown as it was written.
    pub(super) fn math(&mut self, index: usize, formula: &str, display: Display) {
        match math::mathml(formula, display) {
            Ok(mathml) => {
                let mark = self.marks.piece(mathml);
                self.push_html(mark);
            }
            Err(mistake) => {
                let range = self.events[index].1.clone();
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::Formula,
                        self.reading.path,
                        format!("this formula cannot be read: {mistake}"),
                    )
                    .with_span(self.span(&range))
                    .with_hint(
                        "write LaTeX's mathematics between the dollar signs, or `\\$` for a dollar sign",
                    ),
                );
                let mut html = String::from("<code class=\"math-error\">");
                push_escaped(&mut html, &self.text[range]);
                self.push_html(html + "</code>");
            }
        }
    }
}

/// Whether a cell is a date, a time or a quantity, which a line break would take apart.
fn is_short(cell: &str) -> bool {
    let may_break = cell.trim_matches([' ', '|']).contains([' ', '-']);
    may_break && cell.len() <= 24 && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// The language that an info string names, in small letters; none when its first word cannot be the name of one.
pub(super) fn language_of(info: &str) -> Option<String> {
    let word = info.split([' ', '\t', ',', '{']).next()?.to_ascii_lowercase();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'#' | b'-');
    (!word.is_empty() && word.len() <= 32 && word.bytes().all(is_plain)).then_some(word)
}
