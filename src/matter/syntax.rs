//! In which language a table of keys is written.

/// In which language a table of keys is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// `rexbase.toml`.
    Config,
    /// Front matter between `+++` lines.
    Toml,
    /// Front matter between `---` lines.
    Yaml,
    /// Front matter in braces. JSON is YAML, and is read as such.
    Json,
}

impl Syntax {
    /// A key and its value.
    pub(crate) fn entry(self, key: &str, value: &str) -> String {
        match self {
            Self::Config | Self::Toml => format!("{key} = {value}"),
            Self::Yaml => format!("{key}: {value}"),
            Self::Json => format!("\"{key}\": {value}"),
        }
    }
}
