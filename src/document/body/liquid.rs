//! Blocks of Liquid, Jekyll's language of templates, whose content is code: `{% highlight sh %}` and `{% raw %}`.
//!
//! Comes in: a body. Goes out: the tags that such blocks begin and end with, and what says the same in Markdown, byte for byte as long.
//! What always holds: a tag in a fence, or one that has no partner, is left alone.

use std::ops::Range;

/// How many lines of tags that begin no such block are looked at.
const MOST_TRIES: usize = 100;

/// The tags of such blocks, in order, and fences or backticks in their place.
pub(super) fn blocks(text: &str) -> Vec<(Range<usize>, String)> {
    let mut blocks = Vec::new();
    if !text.contains("{%") {
        return blocks;
    }
    let mut fence: Option<(u8, usize)> = None;
    let (mut at, mut tries) = (0, MOST_TRIES);
    while at < text.len() && tries > 0 {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        fence = match (fence, fence_of(line)) {
            (None, Some((mark, len, _))) => Some((mark, len)),
            (Some((mark, len)), Some((other, longer, true))) if mark == other && longer >= len => None,
            (open, _) => open,
        };
        let block = if fence.is_none() && line.contains("{%") { block(text, at, line) } else { None };
        if let Some(both) = block {
            at = both[1].0.end;
            blocks.extend(both);
        } else {
            tries -= usize::from(line.contains("{%"));
            at = end;
        }
    }
    blocks
}

type Said = (Range<usize>, String);

/// The block that the line at `at` begins or holds.
fn block(text: &str, at: usize, line: &str) -> Option<[Said; 2]> {
    let mut from = 0;
    while let Some(found) = line[from..].find("{%") {
        let start = from + found;
        from = start + 2;
        let Some((len, name, language)) = tag(&line[start..]) else { continue };
        let (open, after) = (at + start..at + start + len, at + start + len);
        let may_end = |end| text.rfind(end).is_some_and(|last| last > after);
        if !(name == "highlight" && may_end("endhighlight") || name == "raw" && may_end("endraw")) {
            continue;
        }
        let stands_alone = line[..start].trim().is_empty() && line[start + len..].trim().is_empty();
        let within = if stands_alone { &text[after..] } else { &line[start + len..] };
        let Some((close, close_len)) = end_tag(within, name) else { continue };
        let close = after + close..after + close + close_len;
        let mark = if stands_alone { '~' } else { '`' };
        let language = if stands_alone { language } else { "" };
        let length = (open.len() - language.len() - 1).min(close.len());
        let fence = mark.to_string().repeat(length);
        let (opens, closes) = if stands_alone {
            (
                format!("{:<width$}", format!("{fence} {language}"), width = open.len()),
                format!("{fence:<width$}", width = close.len()),
            )
        } else {
            (format!("{fence:>width$}", width = open.len()), format!("{fence:<width$}", width = close.len()))
        };
        let is_whole = opens.len() == open.len() && closes.len() == close.len() && length >= 3;
        let stands_as_fence = !stands_alone || (start <= 3 && begins_line(text, close.start));
        if is_whole && stands_as_fence {
            return Some([(open, opens), (close, closes)]);
        }
    }
    None
}

fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ');
    before.ends_with('\n') && at - before.len() <= 3
}

/// The tag that `text` begins with: its length, its name and its first argument.
fn tag(text: &str) -> Option<(usize, &str, &str)> {
    let len = 2 + text.get(2..)?.find("%}")? + 2;
    let inner = text[2..len - 2].trim_start_matches('-').trim_end_matches('-');
    let mut words = inner.split_ascii_whitespace();
    let name = words.next()?;
    let language = words
        .next()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_".contains(&byte)));
    inner.is_ascii().then_some((len, name, language.unwrap_or_default()))
}

/// The place and length of the tag that ends a block.
fn end_tag(text: &str, name: &str) -> Option<(usize, usize)> {
    text.match_indices("{%").find_map(|(at, _)| {
        let (len, found, _) = tag(&text[at..])?;
        (found.strip_prefix("end") == Some(name)).then_some((at, len))
    })
}

/// The mark and length of a fence, and whether it may close one.
fn fence_of(line: &str) -> Option<(u8, usize, bool)> {
    let line = line.trim_start_matches([' ', '>']);
    let mark = *line.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let len = line.bytes().take_while(|byte| *byte == mark).count();
    (len >= 3).then(|| (mark, len, line[len..].trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let mut said = text.to_owned();
        for (range, instead) in blocks(text) {
            assert_eq!(range.len(), instead.len());
            said.replace_range(range, &instead);
        }
        said
    }

    #[test]
    fn blocks_of_code_are_fences() {
        assert_eq!(
            said("a\n{% highlight sh %}\n# note\n{% endhighlight %}\nb\n"),
            "a\n~~~~~~~~~~~~~~~ sh\n# note\n~~~~~~~~~~~~~~~   \nb\n"
        );
        assert_eq!(said("{%raw%}\n[[a]]\n{%endraw%}\n"), "~~~~~~ \n[[a]]\n~~~~~~    \n");
        assert_eq!(said("x {% raw %}{{ y }}{% endraw %} z"), "x  ````````{{ y }}````````     z");
        for text in [
            "```\n{% highlight sh %}\n{% endhighlight %}\n```\n",
            "{% highlight sh %}\nnever closed",
            "{% if x %}\na\n{% endif %}\n",
            "{%}\n{%%}\n{% raw %}{%}\n{%",
        ] {
            assert_eq!(said(text), text);
        }
    }
}
