//! A file's name as a title, for want of a better one.

/// `bugsnag-monitoring` is "Bugsnag monitoring". Hyphens within numbers stay, and so does a name that has spaces already.
pub(super) fn readable(name: &str) -> String {
    let is_digit = |letter: Option<&char>| letter.is_some_and(char::is_ascii_digit);
    let letters: Vec<char> = name.chars().collect();
    let joins = |index: usize| is_digit(letters[..index].last()) && is_digit(letters.get(index + 1));
    let spaced = letters.iter().enumerate().map(|(index, letter)| match letter {
        '_' => ' ',
        '-' if !joins(index) => ' ',
        letter => *letter,
    });
    let spaced: String = if name.contains(' ') { name.to_owned() } else { spaced.collect() };
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = words.chars();
    rest.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        for (name, title) in [
            ("bugsnag-monitoring", "Bugsnag monitoring"),
            ("github_api", "Github api"),
            ("ViennaJS-2013-11-27", "ViennaJS 2013-11-27"),
            ("PM2022-009 - Bad AMI", "PM2022-009 - Bad AMI"),
            ("été-à-la-mer", "Été à la mer"),
            ("--", "--"),
            ("l'api", "L'api"),
        ] {
            assert_eq!(readable(name), title);
        }
    }
}
