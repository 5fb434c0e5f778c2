//! What a view comes to: a template with what it is handed, or the bytes of a file that has none.

use tera::Context;

use crate::render::shared::TheSite;
use crate::theme::view::{Shared, Table, Template, view};

use super::viewer::Viewer;

view! {
    /// What every template is handed.
    pub(super) struct EveryTemplate {
        /// The site.
        site: Shared<TheSite>,
        /// The phrases of the interface: `t.home`, `t.kind.talk`. One with plural forms has `other`, and `one`, `few` … as its language needs.
        t: Table,
    }
}

/// What a planned page comes to.
pub(in crate::render) enum Shown {
    /// What a template of this name makes of what it is handed.
    Page { template: &'static str, context: Context },
    /// No template's matter: the bytes.
    File(Vec<u8>),
}

impl Shown {
    pub(super) fn page<T: Template>(viewer: &Viewer<'_>, view: T) -> Self {
        let t = Table(viewer.site.phrases().table.clone());
        let every = EveryTemplate { site: viewer.ground.view.clone(), t };
        Self::Page { template: T::NAME, context: view.into_context(every) }
    }
}
