//! One item of an export: a post, a page, a file of the media library, or something else.

use crate::harvest::reading::titles::readable;
use crate::vocab::date::PartialDate;

/// One item.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// A number, unique in its blog.
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) status: Status,
    pub(super) title: Option<String>,
    /// The last part of its address.
    pub(super) name: Option<String>,
    /// Below the blog's home.
    pub(super) address: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) updated: Option<PartialDate>,
    /// A login, to find a name by; it is never written.
    pub(super) author: Option<String>,
    /// The item that it belongs to, where that is one.
    pub(super) parent: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) excerpt: Option<String>,
    /// In HTML.
    pub(super) content: String,
    /// Where a file of the library is.
    pub(super) file: Option<String>,
    pub(super) comments: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Post,
    Page,
    /// Of the media library.
    File,
    /// A part that several posts show.
    Block,
    Other,
}

impl Kind {
    /// Whether readers read it by itself.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Post | Self::Page)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Public,
    /// Shown to some, or not yet.
    Held,
    Trash,
}

impl Item {
    /// What it is called in the export, as long as it is there.
    pub(super) fn below(&self) -> String {
        let kind = match self.kind {
            Kind::Post => "post",
            Kind::Page => "page",
            Kind::File => "file",
            Kind::Block | Kind::Other => "item",
        };
        format!("{kind}/{}", self.id)
    }

    /// Whether a record is made of it.
    pub(super) fn is_taken(&self) -> bool {
        self.kind.is_text() && self.status != Status::Trash
    }

    /// Its title; else its name in words.
    pub(super) fn called(&self) -> String {
        self.title.clone().unwrap_or_else(|| readable(self.name.as_deref().unwrap_or_default()))
    }

    /// The addresses that lead to it whatever its name is.
    pub(super) fn queried(&self) -> Vec<String> {
        ["p", "page_id"].map(|key| format!("/?{key}={}", self.id)).to_vec()
    }
}
