//! Formulas in LaTeX's notation become MathML, which browsers show and read aloud without a script.
//!
//! Comes in: what stands between the dollar signs. Goes out: one `math` element, or what is wrong with the formula. What always holds: of the
//! library's output only known elements and attributes are kept, none of which may run code, load anything or carry a style; a
//! formula's length and what its macros grow to are bounded.

use std::cell::Cell;
use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, write_mathml};

/// Within a line, or on lines of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    Inline,
    Block,
}

/// The longest formula, in bytes.
const LONGEST: usize = 4 * 1024;
/// The most that macros may make of one, in parts.
const MOST_PARTS: usize = 20_000;

/// The MathML of a formula, or what is wrong with it in one line.
pub(crate) fn mathml(formula: &str, display: Display) -> Result<String, String> {
    if formula.len() > LONGEST {
        return Err(format!("it is longer than {} KB", LONGEST / 1024));
    }
    let deepest = formula.bytes().scan(0_i32, |depth, byte| {
        *depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        Some(*depth)
    });
    if deepest.max().unwrap_or_default() > DEEPEST {
        return Err(format!("its groups are nested more than {DEEPEST} deep"));
    }
    // The library is not ours: what it may not expect must not end the build.
    let written = quietly(|| write(formula, display));
    let html = written.unwrap_or_else(|_| Err("the library that reads it failed".to_owned()))?;
    let math = kept(&html).ok_or("it has something that cannot be published")?;
    Ok(match display {
        Display::Inline => math,
        Display::Block => format!("<span class=\"math\" tabindex=\"0\">{math}</span>"),
    })
}

const DEEPEST: i32 = 100;

thread_local! {
    /// Whether a panic of this thread is caught, and told as an author's mistake.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`, and says nothing of its panic: the hook that was there before is asked for all others.
fn quietly<T>(work: impl FnOnce() -> T + UnwindSafe) -> std::thread::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                before(panic);
            }
        }));
    });
    IS_CAUGHT.set(true);
    let done = catch_unwind(work);
    IS_CAUGHT.set(false);
    done
}

fn write(formula: &str, display: Display) -> Result<String, String> {
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(formula, &storage) {
        events.push(Ok::<_, std::fmt::Error>(event.map_err(|error| first_line(&error.to_string()))?));
        if events.len() > MOST_PARTS {
            return Err("its macros grow too large".to_owned());
        }
    }
    let display_mode = match display {
        Display::Inline => DisplayMode::Inline,
        Display::Block => DisplayMode::Block,
    };
    let mut html = Vec::new();
    write_mathml(&mut html, events.into_iter(), RenderConfig { display_mode, ..RenderConfig::default() })
        .map_err(|error| error.to_string())?;
    String::from_utf8(html).map_err(|error| error.to_string())
}

/// What is wrong, without the drawing of where.
fn first_line(error: &str) -> String {
    error
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or(error)
        .trim_start_matches("parsing error: ")
        .replace("unkown", "unknown")
}

const ELEMENTS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
];

const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnalign",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// The HTML with its known attributes; none when it has an element that is not known or a tag that is not whole.
fn kept(html: &str) -> Option<String> {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        push_text(&mut kept, text);
        // The library writes the sign of comparison as it is.
        if !after.starts_with(|first: char| first == '/' || first.is_ascii_alphabetic()) {
            kept.push_str("&lt;");
            rest = after;
            continue;
        }
        let (tag, after) = after.split_once('>')?;
        let (slash, tag) = tag.strip_prefix('/').map_or(("", tag), |tag| ("/", tag));
        let (tag, end) = tag.strip_suffix('/').map_or((tag, ""), |tag| (tag, "/"));
        let mut parts = tag.trim_end().splitn(2, ' ');
        let name = parts.next().filter(|name| ELEMENTS.contains(name))?;
        kept.push_str(&format!("<{slash}{name}"));
        let mut attributes = parts.next().unwrap_or_default();
        while !attributes.trim().is_empty() {
            let (name, value) = attributes.trim_start().split_once("=\"")?;
            let (value, after) = value.split_once('"')?;
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" .-+%".contains(&byte);
            if ATTRIBUTES.contains(&name) && value.bytes().all(is_plain) {
                kept.push_str(&format!(" {name}=\"{value}\""));
            }
            attributes = after;
        }
        kept.push_str(&format!("{end}>"));
        rest = after;
    }
    push_text(&mut kept, rest);
    Some(kept)
}

/// Text in which only an ampersand may still be bare.
fn push_text(html: &mut String, text: &str) {
    let mut parts = text.split('&');
    html.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let is_entity = part.split_once(';').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        });
        html.push_str(if is_entity { "&" } else { "&amp;" });
        html.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_mathml() {
        let math = mathml(r"\frac{a}{b} \le \sum_{i=1}^n x_i", Display::Inline).unwrap();
        assert!(math.starts_with("<math") && math.contains("<mfrac>") && math.ends_with("</math>"), "{math}");
        let compared = mathml(r"x < y > z \& a", Display::Inline).unwrap();
        assert!(compared.contains("&lt;") && compared.contains("&amp;"), "{compared}");
        let block = mathml(r"\begin{pmatrix}1&0\\0&1\end{pmatrix}", Display::Block).unwrap();
        assert!(block.contains("display=\"block\"") && block.contains("<mtable"), "{block}");
    }

    #[test]
    fn mistakes_are_told_in_a_line() {
        for formula in [r"\nosuch", r"\frac{a", r"a_b_c", r"}", r"\begin{nosuch}x\end{nosuch}"] {
            let mistake = mathml(formula, Display::Inline).unwrap_err();
            assert!(!mistake.is_empty() && !mistake.contains('\n'), "{formula}: {mistake}");
        }
    }

    #[test]
    fn macros_that_grow_without_end_are_refused() {
        let mut formula = String::from(r"\def\a{xxxxxxxx}");
        for (new, old) in ('b'..='z').zip('a'..) {
            formula += &format!(r"\def\{new}{{\{old}\{old}\{old}\{old}}}");
        }
        assert!(mathml(&(formula + r"\z"), Display::Inline).is_err());
        assert!(mathml(r"\def\a{\a}\a", Display::Inline).is_err());
        assert!(mathml(&"{".repeat(4000), Display::Inline).is_err());
        assert!(mathml(&r"\sqrt".repeat(800), Display::Inline).is_err());
    }

    #[test]
    fn no_style_and_nothing_foreign_gets_through() {
        let math = mathml(
            r"\color{red} x \text{<img src=x onerror=alert(1)>} \textcolor{#00ff00}{y}",
            Display::Inline,
        );
        if let Ok(math) = math {
            assert!(!math.contains("style=") && !math.contains("<img"), "{math}");
        }
        assert_eq!(
            kept("<mi style=\"color: red\" class=\"a\">x</mi>").as_deref(),
            Some("<mi class=\"a\">x</mi>")
        );
        assert_eq!(kept("<script>"), None);
        assert_eq!(kept("<mi href=\"javascript:x\">").as_deref(), Some("<mi>"));
        assert_eq!(kept("<mi class=\"a"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_answered(formula in r"(\\(frac|sqrt|left|right|begin\{(array|cases|matrix)\}|end\{(array|cases|matrix)\}|text\{|def|over|limits|color|hspace|mathbb|operatorname)|[a-z0-9{}()\[\]^_&#~'|.%]|\\\\|\\[a-zA-Z,;! ]|é| ){0,24}") {
            for display in [Display::Inline, Display::Block] {
                if let Ok(math) = mathml(&formula, display) {
                    prop_assert!(math.ends_with("</math>") || math.ends_with("</span>"));
                }
            }
        }
    }
}
