//! Who wrote a post: a signature at its end, a line below its title, front matter.

use super::parts::Part;
use crate::harvest::reading::people::{affiliation, is_role, looks_like_a_name};
use crate::harvest::reading::plain::line;
use crate::harvest::reading::titles::byline;
use crate::harvest::record::Participant;

/// The authors that the parts name, and which part does: a signature among the last ones, else a line among the first.
pub(super) fn authors(parts: &[Part]) -> Option<(Vec<Participant>, usize)> {
    /// How far from either end.
    const NEAR: usize = 8;
    let signed = parts
        .iter()
        .enumerate()
        .rev()
        .take(NEAR)
        .find_map(|(index, part)| Some((vec![signature(part)?], index)));
    signed.or_else(|| {
        parts.iter().enumerate().take(3).find_map(|(index, part)| {
            let is_line = part.text.chars().count() <= 120;
            let names = if is_line { byline(&part.text) } else { None }?;
            names.iter().all(|one| looks_like_a_name(&one.name)).then_some((names, index))
        })
    })
}

/// `Name – role chez Organisation.`
fn signature(part: &Part) -> Option<Participant> {
    let text = line(&part.text);
    let text = text.trim_end_matches('.').trim_matches(['*', '_', '—', '–', '-', ' ']);
    if text.chars().count() > 140 {
        return None;
    }
    [" – ", " — ", " - ", ", ", " | ", " : "].iter().find_map(|joint| {
        let (name, rest) = text.split_once(joint)?;
        let (role, organisation) = affiliation(rest);
        let is_one = looks_like_a_name(name) && role.as_deref().is_some_and(is_role);
        is_one.then(|| Participant { name: name.trim().to_owned(), role, organisation })
    })
}

#[cfg(test)]
mod tests {
    use super::super::parts::Kind;
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, Option<String>)> {
        let part = Part::new(Kind::Paragraph, text.to_owned(), text);
        authors(&[part])
            .map(|(people, _)| people[0].clone())
            .map(|one| (one.name, one.role, one.organisation))
    }

    #[test]
    fn signatures_and_lines_below_titles_name_authors() {
        let full = |name: &str, role: &str, organisation: &str| {
            Some((name.into(), Some(role.into()), Some(organisation.into())))
        };
        assert_eq!(
            read("Ève Dupont – Ingénieure DevOps chez Acme."),
            full("Ève Dupont", "Ingénieure DevOps", "Acme")
        );
        assert_eq!(
            read("Bob Sample, Senior Engineer at Acme"),
            full("Bob Sample", "Senior Engineer", "Acme")
        );
        assert_eq!(read("By Ann Example"), Some(("Ann Example".into(), None, None)));
        assert_eq!(read("Date – 2 octobre 2017"), None);
        assert_eq!(read("Je conseille la vidéo, vraiment."), None);
    }
}
