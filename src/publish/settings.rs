//! What is known of a place that is published to, besides its name.

/// What is known of a place besides its name.
pub(crate) struct Settings<'a> {
    /// Where a service that speaks S3 is.
    pub(crate) endpoint: Option<&'a str>,
    pub(crate) region: Option<&'a str>,
    /// What the environment says of a variable.
    pub(crate) environment: &'a dyn Fn(&str) -> Option<String>,
    /// Whether files of others that are in the way are replaced.
    pub(crate) foreign_is_replaced: bool,
}
