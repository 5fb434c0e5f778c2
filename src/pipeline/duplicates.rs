//! Names that may be one: what `check --suggest` proposes of people, organisations and topics, and the text of the file that says so.
//!
//! What always holds: a file is extended only if, read again, it says what was meant and nothing else; what would take a choice between two files is left to
//! people.

use crate::document::{Document, Outline, TextList, list_line, quoted, with_texts};
use crate::knowledge::{KnowledgeBase, Namesakes, Record, namesakes};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// Names that may mean one record, and what to write if they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duplicate {
    /// By which it is accepted: the same as long as the names are.
    pub id: String,
    pub kind: Kind,
    /// How the names differ.
    pub differ_by: &'static str,
    /// The name that stays, then the others.
    pub names: Vec<Called>,
    /// The file that would say so.
    pub path: ContentPath,
    /// Whether the file is there already.
    pub is_written: bool,
    /// What it would say: the names, then the addresses that lead to its page.
    pub aliases: Vec<String>,
    pub redirects: Vec<String>,
}

/// A name that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Called {
    pub name: String,
    /// How many records refer to it; none of a spelling.
    pub times: Option<usize>,
    /// Its own file.
    pub path: Option<ContentPath>,
}

impl Duplicate {
    /// Whether more than one of them has a file, so that people must choose what stays of each.
    pub(crate) fn has_two_files(&self) -> bool {
        self.names.iter().filter(|called| called.path.is_some()).count() > 1
    }

    /// The lines that its file would have.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |list, texts: &[String]| (!texts.is_empty()).then(|| list_line(list, texts, false));
        let lists = [line(TextList::Aliases, &self.aliases), line(TextList::Redirects, &self.redirects)];
        lists.into_iter().flatten().collect()
    }
}

/// What may be one, in the order of kinds: spellings, then names that are alike.
pub(super) fn duplicates(knowledge: &KnowledgeBase, content: &str) -> Vec<Duplicate> {
    namesakes(knowledge).into_iter().filter_map(|one| duplicate(knowledge, content, one)).collect()
}

fn duplicate(knowledge: &KnowledgeBase, content: &str, namesakes: Namesakes) -> Option<Duplicate> {
    let Namesakes { kept, others, spellings, likeness } = namesakes;
    let kept = knowledge.record(kept);
    let others: Vec<&Record> = others.into_iter().map(|id| knowledge.record(id)).collect();
    let path_of = |record: &Record| record.own_path().cloned();
    let called = |record: &Record| Called {
        name: record.title.clone(),
        times: Some(record.backlinks.len()),
        path: path_of(record),
    };
    let spelled = |name: &String| Called { name: name.clone(), times: None, path: None };
    let mut names = vec![called(kept)];
    names.extend(others.iter().map(|other| called(other)));
    names.extend(spellings.iter().map(spelled));
    let mut sorted: Vec<&str> = names.iter().map(|called| called.name.as_str()).collect();
    sorted.sort_unstable();
    let id = Fingerprint::of(format!("{}\n{}", kept.kind.name(), sorted.join("\n")).as_bytes()).to_string();
    let new_path = format!("{content}/{}/{}.md", kept.kind.folder(), kept.id);
    let path = path_of(kept).or_else(|| ContentPath::new(&new_path))?;
    Some(Duplicate {
        id: id[..8].to_owned(),
        kind: kept.kind,
        differ_by: likeness.name(),
        is_written: kept.own_path().is_some(),
        path,
        aliases: names[1..].iter().map(|called| called.name.clone()).collect(),
        redirects: others.iter().map(|other| other.address.as_str().to_owned()).collect(),
        names,
    })
}

/// The text of the file that says that these names are one: `before` is what it has now, as it is read, none where there is no file.
pub(super) fn extended(
    duplicate: &Duplicate,
    before: Option<(&str, &Outline)>,
    read: impl Fn(&str) -> Option<Document>,
) -> Option<String> {
    let is_new = |list: TextList, outline: &Outline, text: &&String| {
        !list.of(outline).iter().any(|known| known.value == **text)
    };
    let Some((text, outline)) = before else {
        let title = format!("title = {}", quoted(&duplicate.names[0].name));
        let lines: Vec<String> = ["+++".to_owned(), title]
            .into_iter()
            .chain(duplicate.lines())
            .chain(["+++".to_owned()])
            .collect();
        let text = lines.join("\n") + "\n";
        let outline = read(&text)?.outline;
        let is_meant = outline.title() == duplicate.names[0].name
            && outline.common.aliases.len() == duplicate.aliases.len()
            && outline.common.redirects.len() == duplicate.redirects.len();
        return is_meant.then_some(text);
    };
    let (mut text, mut last) = (text.to_owned(), outline.clone());
    for (list, texts) in
        [(TextList::Aliases, &duplicate.aliases), (TextList::Redirects, &duplicate.redirects)]
    {
        let new: Vec<String> = texts.iter().filter(|text| is_new(list, outline, text)).cloned().collect();
        if new.is_empty() {
            continue;
        }
        text = with_texts(&text, &last, list, &new)?;
        let read = read(&text)?.outline;
        let values = |outline: &Outline| -> Vec<String> {
            list.of(outline).iter().map(|text| text.value.clone()).collect()
        };
        let expected: Vec<String> = values(&last).into_iter().chain(new).collect();
        let is_meant = values(&read) == expected
            && read.title() == outline.title()
            && read.links.len() == outline.links.len()
            && read.common.topics.len() == outline.common.topics.len();
        if !is_meant {
            return None;
        }
        last = (*read).clone();
    }
    Some(text)
}
