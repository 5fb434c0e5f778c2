//! People as they are written beside titles: `A B and C D, Org`, `A B (Org)`, `[A B](https://…), Org`, `A B @ Org`.
//!
//! What always holds: a name is of two to five words that begin like names, unless somebody said that it is one (`by [jennz0r](…)`).

use super::names::is_nobody;
use super::plain::line;
use crate::harvest::record::Participant;

/// How sure it is that what is read are people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// A word before it says so: `by`, `Speaker:`. A single word will do.
    Plainly,
    /// The place alone says so: every name must look like one.
    ByPlace,
}

/// The people in a text; none where one of them does not look like a person's name.
pub(crate) fn people(text: &str, said: Said) -> Option<Vec<Participant>> {
    let text = line(text);
    let text = text.trim_matches(['.', ',', ':', ' ', '*', '_']);
    if text.is_empty() || text.chars().count() > 200 {
        return None;
    }
    let mut found: Vec<Participant> = Vec::new();
    let mut without: Vec<usize> = Vec::new();
    for part in parted(text) {
        match part {
            Part::Person(written) => {
                let one = person(&written, said)?;
                if one.organisation.is_none() {
                    without.push(found.len());
                } else {
                    // `A and B (Org)` says it of both.
                    for index in without.drain(..) {
                        found[index].organisation.clone_from(&one.organisation);
                    }
                }
                found.push(one);
            }
            Part::Organisation(name) => {
                let (role, organisation) = affiliation(&name);
                for index in without.drain(..) {
                    found[index].organisation.clone_from(&organisation);
                    found[index].role.clone_from(&role);
                }
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

enum Part {
    Person(String),
    Organisation(String),
}

/// `A and B, Org & C, Org2` part by part: what follows a comma is a person when it looks like one, else where those before are from.
fn parted(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, joined) in
        split_outside(text, &[" and ", " et ", " & ", " und ", " y ", "; ", " + "]).into_iter().enumerate()
    {
        for (number, part) in split_outside(&joined, &[", "]).into_iter().enumerate() {
            let part = part.trim().trim_start_matches("and ").trim_start_matches("et ").trim();
            if part.is_empty() {
                continue;
            }
            let is_first = number == 0 && index == 0;
            let bare = part.split(['(', '@']).next().unwrap_or(part);
            if is_first || number == 0 || looks_like_a_name(bare) && !is_company(bare) {
                parts.push(Part::Person(part.to_owned()));
            } else {
                parts.push(Part::Organisation(part.to_owned()));
            }
        }
    }
    parts
}

/// Splits where one of these stands outside brackets.
fn split_outside(text: &str, at: &[&str]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut rest) = (0_usize, text);
    while let Some(letter) = rest.chars().next() {
        let joint = at.iter().find(|joint| depth == 0 && rest.starts_with(**joint));
        if let Some(joint) = joint {
            parts.push(String::new());
            rest = &rest[joint.len()..];
            continue;
        }
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        parts.last_mut().into_iter().for_each(|part| part.push(letter));
        rest = &rest[letter.len_utf8()..];
    }
    parts
}

/// One person: a name, with an organisation in brackets or behind `@`, `at`, `chez`, `from`.
fn person(written: &str, said: Said) -> Option<Participant> {
    let mut name = written.trim().to_owned();
    let mut aside = None;
    if let Some((before, within)) = name.clone().split_once('(') {
        // A bracket that nothing closes ends with the text.
        let (within, after) = within.split_once(')').unwrap_or((within, ""));
        // `Michael (Stu) Stewart` has a nickname.
        if after.trim().is_empty() {
            aside = Some(within.trim().to_owned());
            name = before.trim().to_owned();
        }
    }
    for joint in [" @ ", " chez ", " at ", " from ", " of ", " de chez "] {
        if let Some((before, after)) = name.clone().split_once(joint) {
            aside = aside.or_else(|| Some(after.trim().to_owned()));
            name = before.trim().to_owned();
        }
    }
    let name = name.trim_matches([',', '.', ':', '*', '_', ' ']).trim_start_matches('@').trim().to_owned();
    let is_handle = name.chars().all(|letter| letter.is_ascii_digit() || !letter.is_alphanumeric());
    let fits = match said {
        Said::Plainly => !is_handle && name.split(' ').count() <= 5 && name.chars().count() <= 60,
        Said::ByPlace => looks_like_a_name(&name),
    };
    if !fits || is_nobody(&name) {
        return None;
    }
    let aside =
        aside.filter(|aside| !aside.starts_with('@') && !aside.is_empty() && aside.chars().count() <= 60);
    let (role, organisation) = aside.map_or((None, None), |aside| affiliation(&aside));
    Some(Participant { name, role, organisation })
}

/// `CTO, Acme`, `CTO @ Acme`, `CEO hireross`, `Acme`: a role and an organisation.
pub(crate) fn affiliation(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim().trim_end_matches(['.', ',']).trim();
    for joint in [" chez ", " at ", " @ ", " @", ", ", " – ", " - ", " — ", " of ", " de "] {
        if let Some((role, organisation)) = text.split_once(joint)
            && is_role(role)
            && !organisation.trim().is_empty()
        {
            return (Some(role.trim().to_owned()), Some(organisation.trim().to_owned()));
        }
    }
    if let Some((role, organisation)) = text.split_once(' ')
        && ["ceo", "cto", "vp", "cio", "coo"].contains(&role.to_lowercase().as_str())
    {
        return (Some(role.to_owned()), Some(organisation.trim().to_owned()));
    }
    if is_role(text) {
        (Some(text.to_owned()), None)
    } else {
        (None, Some(text.to_owned()).filter(|text| !text.is_empty()))
    }
}

/// Whether these words say what somebody does.
pub(crate) fn is_role(text: &str) -> bool {
    let words = crate::vocab::fold::fold(text);
    words
        .split(' ')
        .any(|word| ROLES.iter().any(|role| word == *role || (role.len() > 6 && word.starts_with(role))))
}

const ROLES: &[&str] = &[
    "administrateur",
    "administratrice",
    "administrator",
    "advocate",
    "analyst",
    "analyste",
    "architect",
    "architecte",
    "artisan",
    "ceo",
    "chef",
    "cheffe",
    "chief",
    "cio",
    "coach",
    "cofondateur",
    "cofondatrice",
    "cofounder",
    "consultant",
    "consultante",
    "coo",
    "cto",
    "designer",
    "dev",
    "developer",
    "developpeur",
    "developpeuse",
    "devops",
    "devrel",
    "directeur",
    "directrice",
    "director",
    "engineer",
    "etudiant",
    "evangelist",
    "expert",
    "experte",
    "fondateur",
    "fondatrice",
    "founder",
    "freelance",
    "head",
    "ingenieur",
    "ingenieure",
    "journalist",
    "lead",
    "leader",
    "maintainer",
    "manager",
    "ops",
    "president",
    "product",
    "professor",
    "programmer",
    "responsable",
    "researcher",
    "scientist",
    "scrum",
    "sre",
    "sysadmin",
    "tech",
    "technicien",
    "vp",
];

/// Whether this looks like the name of a person: two to five words, of which the first and the last begin with a capital.
pub(crate) fn looks_like_a_name(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let has_capital = |word: &str| {
        let mut letters = word.trim_start_matches(['"', '“', '(', '\'', '«']).chars();
        letters
            .next()
            .is_some_and(|first| first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase()))
    };
    let is_particle = |word: &str| {
        PARTICLES.contains(&word.to_lowercase().as_str()) || word.to_lowercase().starts_with("d'")
    };
    let is_plain =
        |word: &str| word.chars().all(|letter| letter.is_alphabetic() || "'’-.\"“”()".contains(letter));
    let mixed = |word: &str| {
        word.chars().skip(1).any(char::is_lowercase)
            || word.chars().count() <= 2
            || word.contains('.')
            || !word.is_ascii()
    };
    (2..=5).contains(&words.len())
        && text.chars().count() <= 50
        && words.iter().all(|word| is_plain(word) && (has_capital(word) || is_particle(word)))
        && words.first().is_some_and(|word| has_capital(word) && mixed(word))
        && words.last().is_some_and(|word| has_capital(word))
        && !words.iter().any(|word| NOT_NAMES.contains(&word.to_lowercase().as_str()))
        && !is_role(text)
}

const PARTICLES: &[&str] = &[
    "al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "ten", "van", "von", "y", "zu",
];

/// Words that begin with a capital in titles, and are in nobody's name.
const NOT_NAMES: &[&str] = &[
    "a",
    "agile",
    "an",
    "and",
    "angular",
    "api",
    "applications",
    "apps",
    "au",
    "aux",
    "avec",
    "aws",
    "better",
    "big",
    "build",
    "building",
    "cloud",
    "code",
    "conference",
    "css",
    "dans",
    "data",
    "day",
    "des",
    "design",
    "devops",
    "django",
    "docker",
    "domain",
    "en",
    "end",
    "et",
    "for",
    "from",
    "go",
    "google",
    "group",
    "guide",
    "how",
    "html",
    "in",
    "inc",
    "internet",
    "introduction",
    "java",
    "javascript",
    "jour",
    "js",
    "keynote",
    "kubernetes",
    "labs",
    "les",
    "linux",
    "live",
    "machine",
    "mobile",
    "modern",
    "new",
    "node",
    "of",
    "on",
    "open",
    "opening",
    "our",
    "part",
    "performance",
    "php",
    "platform",
    "pour",
    "programming",
    "project",
    "pygotham",
    "python",
    "query",
    "react",
    "rest",
    "security",
    "server",
    "service",
    "services",
    "session",
    "software",
    "source",
    "space",
    "state",
    "station",
    "summit",
    "sur",
    "system",
    "systems",
    "team",
    "tech",
    "test",
    "testing",
    "the",
    "thing",
    "things",
    "time",
    "to",
    "tools",
    "une",
    "un",
    "users",
    "using",
    "van.js",
    "web",
    "what",
    "when",
    "why",
    "with",
    "workshop",
    "your",
];

fn is_company(text: &str) -> bool {
    let words = crate::vocab::fold::fold(text);
    [
        "inc",
        "labs",
        "ltd",
        "gmbh",
        "group",
        "university",
        "corp",
        "technologies",
        "software",
        "solutions",
        "consulting",
    ]
    .iter()
    .any(|company| words.split(' ').any(|word| word == *company))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, said: Said) -> String {
        let found = people(text, said).unwrap_or_default();
        let shown = found.iter().map(|one| match (&one.role, &one.organisation) {
            (None, None) => one.name.clone(),
            (role, organisation) => {
                format!(
                    "{}/{}/{}",
                    one.name,
                    role.as_deref().unwrap_or(""),
                    organisation.as_deref().unwrap_or("")
                )
            }
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn people_are_read_with_where_they_are_from() {
        for (text, wanted) in [
            ("Kendall Chuang and Henry Olson", "Kendall Chuang; Henry Olson"),
            ("Peter Sperl, Bloomberg", "Peter Sperl//Bloomberg"),
            ("Jessica Cox and Corey Harper, Elsevier", "Jessica Cox//Elsevier; Corey Harper//Elsevier"),
            ("Michael (Stu) Stewart", "Michael (Stu) Stewart"),
            ("Ann Example (Acme) et Bob Sample (Foo Corp)", "Ann Example//Acme; Bob Sample//Foo Corp"),
            ("Ann Example, Acme & Bob Sample, Foo", "Ann Example//Acme; Bob Sample//Foo"),
            ("Ann Example, Bob Sample and Cy D'Arcy", "Ann Example; Bob Sample; Cy D'Arcy"),
            ("Jordan Yaker, CEO hireross", "Jordan Yaker/CEO/hireross"),
            ("Ann Example, développeuse chez Acme", "Ann Example/développeuse/Acme"),
            ("Ann Example @ Acme", "Ann Example//Acme"),
            ("József Ferenc (Dzsó) Pengő", "József Ferenc (Dzsó) Pengő"),
            ("Etiene da Cruz Dalcol", "Etiene da Cruz Dalcol"),
        ] {
            assert_eq!(read(text, Said::Plainly), wanted, "{text}");
        }
        for one in ["Glyph", "jennz0r", "Lars d", "The Polymer Team"] {
            assert_eq!(read(one, Said::Plainly), one);
        }
    }

    #[test]
    fn what_only_stands_where_people_stand_must_look_like_them() {
        for text in [
            "sync",
            "Wait Group",
            "Django and Docker",
            "how we did it",
            "Big Data",
            "CSS Transitions",
            "Acme",
            "TBD",
            "API Platform",
        ] {
            assert_eq!(read(text, Said::ByPlace), "", "{text}");
        }
        assert_eq!(read("Ann Example", Said::ByPlace), "Ann Example");
        assert_eq!(read("Ève Dupont", Said::ByPlace), "Ève Dupont");
    }
}
