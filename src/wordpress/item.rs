//! One item of an export: a post, a page, a file of the media library, or something else.

use crate::harvest::reading::titles::readable;
use crate::vocab::date::PartialDate;

/// One item.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// A number, unique in its blog.
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) title: Option<String>,
    /// The last part of its address.
    pub(crate) name: Option<String>,
    /// Below the blog's home.
    pub(crate) address: Option<String>,
    pub(crate) date: Option<PartialDate>,
    pub(crate) updated: Option<PartialDate>,
    /// A login, to find a name by; it is never written.
    pub(crate) author: Option<String>,
    /// The item that it belongs to, where that is one.
    pub(crate) parent: Option<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) excerpt: Option<String>,
    /// In HTML.
    pub(crate) content: String,
    /// Where a file of the library is.
    pub(crate) file: Option<String>,
    pub(crate) comments: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Post | Self::Page)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Public,
    /// Shown to some, or not yet.
    Held,
    Trash,
}

impl Item {
    /// What it is called in the export, as long as it is there.
    pub(crate) fn below(&self) -> String {
        let kind = match self.kind {
            Kind::Post => "post",
            Kind::Page => "page",
            Kind::File => "file",
            Kind::Block | Kind::Other => "item",
        };
        format!("{kind}/{}", self.id)
    }

    /// Whether a record is made of it.
    pub(crate) fn is_taken(&self) -> bool {
        self.kind.is_text() && self.status != Status::Trash
    }

    /// Its title; else its name in words.
    pub(crate) fn called(&self) -> String {
        self.title.clone().unwrap_or_else(|| readable(self.name.as_deref().unwrap_or_default()))
    }

    /// The addresses that lead to it whatever its name is.
    pub(crate) fn queried(&self) -> Vec<String> {
        ["p", "page_id"].map(|key| format!("/?{key}={}", self.id)).to_vec()
    }
}
