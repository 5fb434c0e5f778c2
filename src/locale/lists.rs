//! Lists in a sentence: "a, b and c", « a, b et c ».

use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_list::parts::ELEMENT;
use icu_locale::Locale;

use super::pieces::pieces;

/// How a language strings things together.
#[derive(Debug)]
pub(crate) struct Lists {
    and: ListFormatter,
    or: ListFormatter,
}

impl Lists {
    pub(super) fn new(locale: &Locale) -> Result<Self, String> {
        let and = ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default());
        let or = ListFormatter::try_new_or(locale.into(), ListFormatterOptions::default());
        Ok(Self { and: and.map_err(|error| error.to_string())?, or: or.map_err(|error| error.to_string())? })
    }

    /// The list as a text.
    pub(crate) fn text(&self, items: &[&str]) -> String {
        self.and.format(items.iter()).to_string()
    }

    /// What may be one of these: "a, b or c".
    pub(crate) fn either(&self, items: &[&str]) -> String {
        self.or.format(items.iter()).to_string()
    }

    /// What stands after each item: ", ", " and ", and nothing after the last. A word may depend on the item that follows.
    pub(crate) fn joints(&self, items: &[&str]) -> Vec<String> {
        let mut joints = vec![String::new(); items.len()];
        if items.len() < 2 {
            return joints;
        }
        // An item may be empty, but is never told from what stands around it then: a letter stands in for it.
        let shown = items.iter().map(|item| if item.is_empty() { "x" } else { item });
        let mut items_before = 0;
        for piece in pieces(&self.and.format(shown), &[ELEMENT]) {
            if piece.part == Some(ELEMENT) {
                items_before += 1;
            } else if let Some(joint) = joints.get_mut(usize::max(items_before, 1) - 1) {
                joint.push_str(&piece.text);
            }
        }
        joints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: &str) -> Lists {
        Lists::new(&language.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_last_is_joined_by_a_word() {
        assert_eq!(of("en-GB").text(&["a", "b", "c"]), "a, b and c");
        assert_eq!(of("fr").text(&["a", "b", "c"]), "a, b et c");
        assert_eq!(of("fr").text(&["a"]), "a");
        assert_eq!(of("fr").either(&["a", "b"]), "a ou b");
    }

    #[test]
    fn joints_stand_between() {
        assert_eq!(of("fr").joints(&["a", "", "c"]), [", ", " et ", ""]);
        assert_eq!(of("fr").joints(&["a"]), [""]);
        assert!(of("fr").joints(&[]).is_empty());
        // « y » before the sound that it has itself becomes « e ».
        assert_eq!(of("es").joints(&["Lucía", "Irene"]), [" e ", ""]);
        assert_eq!(of("ja").joints(&["a", "b"]), ["、", ""]);
    }
}
