//! Where content refers to a record of a kind that is known by its name: for whoever renames it.
//!
//! What always holds: every such place of every outline that is handed in is there, in the order of outlines and places. Two that differ by case, accents
//! or punctuation name one record, as everywhere.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::document::{LinkTarget, Outline};
use crate::vocab::fold::fold_name;
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::kind::Kind;
use crate::vocab::spanned::{Span, Spanned};

use super::mentions::mentions;
use super::record::{Destination, KnowledgeBase, RecordId};

/// Where content names a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Naming {
    /// The index of its outline.
    pub(crate) document: usize,
    /// In the file, as far as it was read.
    pub(crate) span: Span,
    /// The name, or what a link has instead of one.
    pub(crate) written: String,
    pub(crate) form: NamingForm,
}

/// How content names a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamingForm {
    /// As a value of front matter, or a name in the text.
    Value,
    /// `[[name]]`; what is written has the kind's folder and the anchor, where they are there.
    Wiki,
    /// `[…](path)`.
    Path,
}

/// Every place that names this record.
pub(crate) fn namings(knowledge: &KnowledgeBase, outlines: &[Arc<Outline>], id: RecordId) -> Vec<Naming> {
    let record = knowledge.record(id);
    let kind = record.kind;
    let names: HashSet<String> = record.names().map(|name| fold_name(kind, name)).collect();
    let is_meant = |name: &str| names.contains(&fold_name(kind, name));
    let organisations: OnceCell<HashSet<String>> = OnceCell::new();
    let is_organisation = |name: &str| {
        let all = || -> HashSet<String> {
            let organisations = knowledge.of_kind(Kind::Organisation);
            let names = organisations.flat_map(|(_, organisation)| organisation.names());
            names.map(|name| fold_name(Kind::Organisation, name)).collect()
        };
        organisations.get_or_init(all).contains(&fold_name(Kind::Organisation, name))
    };
    let leads: HashMap<usize, &[_]> = (knowledge.records.iter())
        .filter_map(|record| Some((record.own_document()?, record.links.as_slice())))
        .collect();
    let mut found = Vec::new();
    for (document, outline) in outlines.iter().enumerate() {
        let mut add = |name: &Spanned<String>| {
            let (span, written) = (name.span.clone(), name.value.clone());
            found.push(Naming { document, span, written, form: NamingForm::Value });
        };
        for mention in mentions(outline) {
            let is_of_kind = mention.kind == kind || (mention.or_person && kind == Kind::Person);
            let may_be_another = mention.kind != kind || (mention.or_person && kind == Kind::Person);
            if is_of_kind
                && is_meant(&mention.name.value)
                && !(may_be_another && is_organisation(&mention.name.value))
            {
                add(mention.name);
            }
        }
        let translated = outline.common.translation_of.iter().filter(|_| outline.kind == kind);
        translated.filter(|name| is_meant(&name.value)).for_each(&mut add);
        if matches!(kind, Kind::Person | Kind::Organisation) {
            let owners = outline.actions.iter().filter_map(|action| action.owner.as_ref());
            owners.filter(|owner| is_meant(&owner.value)).for_each(&mut add);
        }
        let Some(leads) = leads.get(&document) else { continue };
        for (link, lead) in outline.links.iter().zip(*leads) {
            if lead.as_ref().is_none_or(|lead| lead.to != Destination::Record(id)) {
                continue;
            }
            let (written, form) = match &link.target {
                LinkTarget::Wiki(name) => (name, NamingForm::Wiki),
                LinkTarget::Path(path) | LinkTarget::Own(path) => (path, NamingForm::Path),
            };
            found.push(Naming { document, span: link.span.clone(), written: written.clone(), form });
        }
    }
    found.sort_by_key(|naming| (naming.document, naming.span.start));
    found
}
