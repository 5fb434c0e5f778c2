//! What is said of a link that leads nowhere: why, and what was probably meant.

use crate::document::Outline;
use crate::knowledge::attachments::{Shelved, Standing};
use crate::knowledge::findings::{Among, Finding, Question};
use crate::knowledge::names::Meaning;
use crate::knowledge::paths::Found;
use crate::knowledge::record::Record;
use crate::knowledge::spelled::{beside, content_folder, name_of};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::invisible::{self, is_invisible};
use crate::vocab::percent::decoded;

use super::places::{Places, WIKI_ORDER, parted};

impl Places<'_> {
    /// Of a wikilink.
    pub(super) fn unnamed(&self, outline: &Outline, name: &str) -> Finding {
        let held = parted(name).find_map(|(name, _)| {
            WIKI_ORDER.iter().find_map(|kind| match self.names.meaning(*kind, name) {
                Meaning::Held(held) => Some(held),
                _ => None,
            })
        });
        if let Some(held) = held {
            return held.referred(&outline.path, &format!("`{name}`")).into();
        }
        let (name, _) = parted(name).last().unwrap_or((name, None));
        let question = Question {
            word: name.to_owned(),
            among: Among::Records,
            meant: |near| format!("did you mean `[[{near}]]`?"),
            otherwise: Some("a wikilink names a record by id, title or alias".to_owned()),
        };
        let message = format!("nothing is called `{name}`");
        let diagnostic = Diagnostic::warning(Code::DanglingLink, &outline.path, message);
        Finding { diagnostic, question: Some(question) }
    }

    /// Of a path.
    pub(super) fn dangling(&self, outline: &Outline, path: &str) -> Finding {
        let report = |message| Diagnostic::warning(Code::DanglingLink, &outline.path, message);
        if path.is_empty() {
            return report("this link has no address".to_owned())
                .with_hint("write between the round brackets where it leads")
                .into();
        }
        let plain = decoded(path);
        let missing = report(format!("there is no page or file `{path}`"));
        let (relative, content) = (plain.trim_start_matches('/'), content_folder(outline));
        let seen = [beside(outline.path.as_str(), relative), beside(&format!("{content}/x"), relative)];
        for found in seen.into_iter().flatten().filter_map(|path| self.files.find(&path)) {
            match found {
                Found::Held(held) => {
                    return self.files.held[held].referred(&outline.path, &format!("`{path}`")).into();
                }
                Found::File(file) if file.output().is_none() => {
                    return unpublished(outline, path, file).into();
                }
                Found::Document(_) | Found::File(_) => {}
            }
        }
        if let Some(meant) = web_address(path) {
            return missing.with_hint(format!("did you mean `{meant}`?")).into();
        }
        if let Some(letter) = plain.chars().find(|letter| is_invisible(*letter)) {
            let hint = format!("it has the invisible character {}: write it anew", invisible::name(letter));
            return missing.with_hint(hint).into();
        }
        let otherwise =
            "a path is relative to the file that it stands in, or begins with `/` at the content folder";
        let question = Question {
            // Names alone: folders that many share would make any two paths look near.
            word: name_of(&plain).to_owned(),
            among: Among::Files,
            meant: |near| {
                format!("did you mean `{near}`? A path is relative to its file, or begins with `/`")
            },
            otherwise: Some(otherwise.to_owned()),
        };
        Finding { diagnostic: missing, question: Some(question) }
    }

    /// The names that a word may have been meant to be: as they are shown, and as they are compared.
    pub(in crate::knowledge) fn names_among(&self, among: Among) -> (Vec<&str>, Vec<&str>) {
        let shown: Vec<&str> = match among {
            Among::Kind(kind) => self.names.of_kind(kind).collect(),
            Among::Records => WIKI_ORDER.iter().flat_map(|kind| self.names.of_kind(*kind)).collect(),
            Among::AnchorsOf(document) => {
                self.files.outlines[document].anchors.iter().map(String::as_str).collect()
            }
            Among::LessonsOf(document) => {
                let lessons = self.files.outlines[document].lessons.iter();
                lessons.map(|lesson| lesson.anchor.as_str()).collect()
            }
            Among::Files => {
                let content = self.files.outlines.first().map_or("", |outline| content_folder(outline));
                let files = self.files.shelf.files().iter().filter(|file| file.output().is_some());
                let files = files.map(|file| file.path.as_str());
                let paths = self.files.outlines.iter().map(|outline| outline.path.as_str()).chain(files);
                paths.map(|path| path.strip_prefix(content).unwrap_or(path)).collect()
            }
        };
        let compared = match among {
            Among::Files => shown.iter().copied().map(name_of).collect(),
            _ => shown.clone(),
        };
        (shown, compared)
    }
}

/// What is wrong with a link to where a record was before.
pub(super) fn has_moved(outline: &Outline, path: &str, record: &Record) -> Diagnostic {
    let message = format!("`{path}` has moved to `{}`", record.address);
    let hint = format!("write `{}`, or the path of its file", record.address);
    Diagnostic::warning(Code::MovedLink, &outline.path, message).with_hint(hint)
}

/// What is wrong with a link to a file that is there and is not published.
fn unpublished(outline: &Outline, path: &str, file: &Shelved<'_>) -> Diagnostic {
    if let Standing::BesideHeld(held) = file.standing {
        return held.referred_beside(&outline.path, path);
    }
    if let Standing::Taken = file.standing {
        let message = format!("`{path}` is there, but its address is another's, so it is not published");
        return Diagnostic::error(Code::TakenAddress, &outline.path, message).with_hint("rename it");
    }
    let name = file.path.as_str().rsplit('/').next().unwrap_or_default();
    if !name.contains('.') {
        let message = format!("`{path}` is there, but nothing says what it is, so it is not published");
        return Diagnostic::error(Code::RefusedFile, &outline.path, message)
            .with_hint(format!("if it is Markdown, rename it to `{name}.md`"));
    }
    let message = format!("`{path}` is there, but a browser might run it, so it is not published");
    Diagnostic::error(Code::RefusedFile, &outline.path, message)
        .with_hint("set `raw_html = true` in rexbase.toml when you trust every author, or name another file")
}

/// The address of another site, when this looks like one without its scheme.
fn web_address(path: &str) -> Option<String> {
    if path.starts_with(['.', '/']) || path.contains(char::is_whitespace) {
        return None;
    }
    let (host, rest) = path.split_once(['/', '?']).map_or((path, None), |(host, rest)| (host, Some(rest)));
    if let Some((user, host)) = host.split_once('@') {
        return (rest.is_none() && !user.is_empty() && host.contains('.')).then(|| format!("mailto:{path}"));
    }
    let host = host.split(':').next().unwrap_or(host);
    let (_, ending) = host.rsplit_once('.')?;
    let is_host = host.split('.').all(|label| !label.is_empty())
        && (2..=24).contains(&ending.chars().count())
        && ending.chars().all(char::is_alphabetic);
    // `setup.py` and `notes.md` could be hosts, too, but are files.
    let is_sure = host.starts_with("www.")
        || COMMON.contains(&ending)
        || rest.is_some_and(|_| !FILES.contains(&ending));
    (is_host && is_sure).then(|| format!("https://{path}"))
}

/// Endings of hosts that are those of no files.
const COMMON: &[&str] = &[
    "be", "ca", "ch", "com", "de", "dev", "edu", "es", "eu", "fr", "gov", "info", "io", "it", "net", "nl",
    "org", "uk", "us",
];

/// Endings of files, and of folders that are called after one, that are also those of hosts.
const FILES: &[&str] = &[
    "md", "mdx", "py", "rs", "sh", "pl", "js", "ts", "html", "htm", "png", "jpg", "svg", "pdf", "zip", "app",
    "git", "bak",
];

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn an_address_without_its_scheme_is_known() {
        for path in [
            "tinyurl.com/x",
            "www.example.museum",
            "example.org",
            "example.org/",
            "example.org:8080/x",
            "münchen.example/ü",
            "youtu.be/x?t=1",
        ] {
            assert_eq!(web_address(path).unwrap(), format!("https://{path}"), "{path}");
        }
        assert_eq!(web_address("me@example.org").unwrap(), "mailto:me@example.org");
        for path in [
            "x.md",
            "notes.md/x",
            "setup.py",
            "../example.org/x",
            "/example.org/",
            "v1.2/x",
            "images/x.com.png",
            "a b.com/x",
            "x",
            ".com",
        ] {
            assert_eq!(web_address(path), None, "{path}");
        }
    }
}
