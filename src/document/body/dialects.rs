//! Which markup is that of other tools than Markdown.

use std::collections::BTreeMap;
use std::ops::Range;

/// Markup of other tools than Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    /// Jekyll's: `{% … %}`, `{{ … }}`.
    Liquid,
    /// Hugo's: `{{< … >}}`, `{{% … %}}`.
    Hugo,
    /// `{:target="_blank"}`.
    Kramdown,
    /// `:::note`.
    Container,
}

/// Where each dialect was met first.
pub(super) type Dialects = BTreeMap<Dialect, Range<usize>>;
