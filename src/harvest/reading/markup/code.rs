//! Where code stands in Markdown, which is no markup of other tools.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Where code stands, in order.
pub(super) fn code(text: &str) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
    let ranges = parser.into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => Some(range),
        _ => None,
    });
    ranges.collect()
}

/// Whether this place is in one of these ranges.
pub(super) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.contains(&at))
}
