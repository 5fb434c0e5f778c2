//! Synonyms: names that mean the same: those of the field, which Rexbase brings, and those of a site.
//!
//! Comes in: what `rexbase.toml` says. Goes out: groups of names. The aliases of a topic or technology are synonyms, too, and are not told here. What always holds: the table
//! that Rexbase brings is data (`synonyms.txt`), which a site may leave out.

const GENERAL: &str = include_str!("synonyms.txt");

/// Groups of names that mean the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    pub(super) groups: Vec<Vec<String>>,
}

impl Synonyms {
    /// A site's own groups alone.
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        Self { groups }
    }

    /// The same, and those that Rexbase brings.
    #[must_use]
    pub fn with_general(mut self) -> Self {
        self.groups.extend(general().map(|names| names.map(str::to_owned).collect()));
        self
    }
}

fn general() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    let lines = GENERAL.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split(" = "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_says_each_thing_once() {
        let mut seen = BTreeSet::new();
        for names in general() {
            let names: Vec<&str> = names.collect();
            assert!(names.len() > 1, "{names:?}");
            for name in names {
                assert!(!name.is_empty() && name.trim() == name, "{name:?}");
                assert!(seen.insert(crate::vocab::fold::fold(name)), "{name} is in two groups");
            }
        }
        assert!(seen.len() > 200);
    }
}
