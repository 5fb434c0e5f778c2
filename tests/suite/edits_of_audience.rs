//! Edits that say for whom something is: a record, a section, a lesson, the whole site.

use crate::edits::{Edit, Pair, anywhere, with_line};

/// A record becomes internal, or is for everybody again.
pub(crate) fn audience_of_record(pair: &mut Pair) -> Edit {
    pair.change("audience of", |text, number| {
        let audience = if number.is_multiple_of(3) { "public" } else { "internal" };
        with_line(text, "audience", &format!("audience = \"{audience}\""))
    })
}

/// A section and a lesson become internal; they are there, first, when they are not.
pub(crate) fn audience_of_section(pair: &mut Pair) -> Edit {
    const MARK: &str = " {audience=internal}";
    pair.change("audience within", |text, number| {
        if text.contains(MARK) && number.is_multiple_of(2) {
            return text.replace(MARK, "");
        }
        format!(
            "{text}\n\n## Leçons apprises {number}\n\n- Mesurer {number} fois.\n- Se taire {number} fois.{MARK}\n\n## Chez nous, numéro {number}{MARK}\n\n[[Tarkett]] ![Partagée](/images/shared-0.png)\n"
        )
    })
}

/// The site is for others.
pub(crate) fn audience_of_site(pair: &mut Pair) -> Edit {
    if pair.is_broken("rexbase.toml") {
        return pair.mend();
    }
    let text = pair.text("rexbase.toml");
    let text = match text.strip_prefix(INTERNAL) {
        Some(text) => text.to_owned(),
        None => format!("{INTERNAL}{text}"),
    };
    pair.write("rexbase.toml", &text);
    anywhere("change the site's audience")
}

/// What the config says of an internal site.
pub(crate) const INTERNAL: &str = "audience = \"internal\"\n";
