//! The targets and footnotes of a reStructuredText, gathered before its references are read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::lines::indent;
use super::link::{is_web, link};

/// Where names lead.
#[derive(Debug, Default)]
pub(super) struct References {
    targets: BTreeMap<String, (String, String)>,
    anonymous: VecDeque<String>,
    used: BTreeSet<String>,
    footnotes: BTreeSet<String>,
}

/// A line of explicit markup that says where a name leads.
pub(super) struct Target {
    /// Empty for an anonymous one.
    name: String,
    /// Empty for a place in the text itself.
    address: String,
    /// How many lines it takes.
    pub(super) length: usize,
}

/// Reads the target that stands at line `at`.
pub(super) fn target(lines: &[&str], at: usize) -> Option<Target> {
    let line = lines[at].trim_start();
    if let Some(address) = line.strip_prefix("__ ") {
        let is_address = is_web(address.trim());
        return is_address.then(|| Target {
            name: String::new(),
            address: address.trim().to_owned(),
            length: 1,
        });
    }
    let rest = line.strip_prefix(".. _")?;
    let (name, address) = match rest.strip_prefix('`') {
        Some(quoted) => quoted.split_once("`:")?,
        None if rest.starts_with("_:") => ("", &rest[2..]),
        None => rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?,
    };
    let outer = indent(lines[at]);
    let more = lines[at + 1..].iter().take_while(|line| !line.is_empty() && indent(line) > outer);
    let mut address = address.trim().to_owned();
    let mut length = 1;
    for line in more {
        address.push_str(line.trim());
        length += 1;
    }
    Some(Target { name: name.to_owned(), address, length })
}

/// The label and the text of a footnote or citation that stands at this line: `.. [1] text`.
pub(super) fn footnote(line: &str) -> Option<(String, &str)> {
    let rest = line.trim_start().strip_prefix(".. [")?;
    let (label, text) = rest.split_once(']')?;
    Some((footnote_label(label)?, text.trim()))
}

/// A footnote's label as Markdown has it: `#` and `*`, which number themselves, are `auto` and `star`.
pub(super) fn footnote_label(label: &str) -> Option<String> {
    let plain: String = label.chars().filter(|letter| letter.is_alphanumeric()).collect();
    match (label, plain.is_empty()) {
        ("#", _) => Some("auto".into()),
        ("*", _) => Some("star".into()),
        (_, true) => None,
        _ if label.len() > 40 || label.contains(' ') => None,
        _ => Some(plain),
    }
}

impl References {
    /// Takes stock of these lines.
    pub(super) fn gather(lines: &[&str]) -> Self {
        let mut references = Self::default();
        for at in 0..lines.len() {
            if let Some(target) = target(lines, at) {
                if target.name.is_empty() {
                    references.anonymous.push_back(target.address);
                } else {
                    references.targets.insert(key(&target.name), (target.name, target.address));
                }
            } else if let Some((label, _)) = footnote(lines[at]) {
                references.footnotes.insert(label);
            }
        }
        references
    }

    /// Whether any name leads anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The web address that a name leads to.
    pub(super) fn resolve(&mut self, name: &str) -> Option<String> {
        let name = key(name);
        let (_, address) = self.targets.get(&name)?;
        let further =
            address.strip_suffix('_').and_then(|other| self.targets.get(&key(other.trim_matches('`'))));
        let address = further.map_or(address, |(_, address)| address);
        let address = is_web(address).then(|| address.clone())?;
        self.used.insert(name);
        Some(address)
    }

    /// The address of the next reference without a name.
    pub(super) fn next_anonymous(&mut self) -> Option<String> {
        self.anonymous.pop_front().filter(|address| is_web(address))
    }

    /// Whether there is such a footnote.
    pub(super) fn has_footnote(&self, label: &str) -> bool {
        self.footnotes.contains(label)
    }

    /// Links for the targets that nothing referred to, so that no address is lost.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused =
            self.targets.iter().filter(|(key, (_, address))| !self.used.contains(*key) && is_web(address));
        let named = unused.map(|(_, (name, address))| (name.as_str(), address));
        let links =
            named.chain(self.anonymous.iter().filter(|address| is_web(address)).map(|address| ("", address)));
        let mut listed: Vec<String> = links
            .map(|(name, address)| {
                let label = if name.is_empty() { address } else { name };
                format!("- {}", link(label, address))
            })
            .collect();
        if !listed.is_empty() {
            listed.insert(0, String::new());
        }
        listed
    }
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
