//! Names of files that do not meet, on any file system.

use crate::vocab::hash::HashMap;

/// The names that were given so far.
#[derive(Debug, Default)]
pub(super) struct Distinct(HashMap<String, usize>);

impl Distinct {
    /// The name of a file or folder for this id: without folders, and with a number where another has it already, whatever its case.
    pub(super) fn name(&mut self, id: &str) -> String {
        let wanted = id.replace('/', "-");
        let mut name = wanted.clone();
        loop {
            let times = self.0.entry(name.to_lowercase()).or_default();
            *times += 1;
            if *times == 1 {
                return name;
            }
            name = format!("{wanted}-{times}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Distinct::default();
        let given: Vec<_> = ["a/b", "a-b", "A-b", "a-b-2", "c"].iter().map(|id| names.name(id)).collect();
        assert_eq!(given, ["a-b", "a-b-2", "A-b-3", "a-b-2-2", "c"]);
    }
}
