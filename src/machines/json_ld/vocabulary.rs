//! The part of schema.org's vocabulary (release 29) that the site speaks, as types: a property that is not known is left out.

use serde::Serialize;

/// Defines types of schema.org. Properties are written in its own spelling once serde has changed their case.
macro_rules! types {
    ($($(#[$about:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Default, Serialize)]
        #[serde(tag = "@type", rename_all = "camelCase")]
        pub(super) struct $name {
            #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
            pub(super) id: Option<String>,
            $($(#[$attribute])* #[serde(skip_serializing_if = "Unsaid::is_unsaid")] pub(super) $field: $type,)*
        }

        impl From<$name> for Thing {
            fn from(thing: $name) -> Self {
                Self::$name(Box::new(thing))
            }
        }
    )*

        /// One of them, where several will do.
        #[derive(Debug, Clone, Serialize)]
        #[serde(untagged)]
        pub(super) enum Thing {
            $($name(Box<$name>),)*
        }
    };
}

types! {
    WebSite {
        name: String,
        url: Option<String>,
        description: Option<String>,
        in_language: Option<String>,
        potential_action: Option<SearchAction>,
    }
    SearchAction {
        target: Option<EntryPoint>,
        #[serde(rename = "query-input")]
        query_input: Option<String>,
    }
    EntryPoint {
        url_template: String,
    }
    WebPage {
        name: String,
        url: Option<String>,
        description: Option<String>,
        in_language: Option<String>,
        date_modified: Option<String>,
    }
    BreadcrumbList {
        item_list_element: Vec<ListItem>,
    }
    ListItem {
        position: Option<usize>,
        name: String,
        item: Option<String>,
    }
    EventSeries {
        name: String,
        alternate_name: Vec<String>,
        url: Option<String>,
        description: Option<String>,
        organizer: Vec<Thing>,
        same_as: Vec<String>,
        sub_event: Vec<Thing>,
    }
    Event {
        name: String,
        alternate_name: Vec<String>,
        url: Option<String>,
        description: Option<String>,
        start_date: Option<String>,
        end_date: Option<String>,
        duration: Option<String>,
        event_status: Option<&'static str>,
        in_language: Option<String>,
        location: Option<Place>,
        super_event: Option<Thing>,
        sub_event: Vec<Thing>,
        performer: Vec<Thing>,
        organizer: Vec<Thing>,
        sponsor: Vec<Thing>,
        about: Vec<Thing>,
        recorded_in: Vec<Thing>,
        work_featured: Vec<Thing>,
        subject_of: Vec<Thing>,
        same_as: Vec<String>,
    }
    Place {
        name: Option<String>,
        address: Option<String>,
        geo: Option<GeoCoordinates>,
        contained_in_place: Option<Box<Place>>,
    }
    GeoCoordinates {
        latitude: Option<f64>,
        longitude: Option<f64>,
    }
    Article {
        headline: String,
        alternative_headline: Vec<String>,
        url: Option<String>,
        image: Option<String>,
        description: Option<String>,
        in_language: Option<String>,
        date_published: Option<String>,
        date_modified: Option<String>,
        author: Vec<Thing>,
        about: Vec<Thing>,
        mentions: Vec<Thing>,
        is_part_of: Option<Thing>,
        associated_media: Vec<Thing>,
        same_as: Vec<String>,
    }
    VideoObject {
        name: String,
        description: Option<String>,
        url: Option<String>,
        content_url: Option<String>,
        thumbnail_url: Option<String>,
        duration: Option<String>,
        upload_date: Option<String>,
        in_language: Option<String>,
        has_part: Vec<Clip>,
        transcript: Option<String>,
    }
    Clip {
        name: String,
        start_offset: Option<u32>,
        end_offset: Option<u32>,
        url: Option<String>,
    }
    AudioObject {
        name: String,
        url: Option<String>,
        duration: Option<String>,
        upload_date: Option<String>,
        in_language: Option<String>,
        transcript: Option<String>,
    }
    PresentationDigitalDocument {
        name: String,
        url: Option<String>,
        date_published: Option<String>,
        in_language: Option<String>,
    }
    ScholarlyArticle {
        headline: String,
        url: Option<String>,
        date_published: Option<String>,
        in_language: Option<String>,
    }
    Person {
        name: String,
        alternate_name: Vec<String>,
        url: Option<String>,
        description: Option<String>,
        job_title: Option<String>,
        affiliation: Vec<Thing>,
        same_as: Vec<String>,
    }
    Organization {
        name: String,
        alternate_name: Vec<String>,
        url: Option<String>,
        description: Option<String>,
        address: Option<PostalAddress>,
        same_as: Vec<String>,
    }
    PostalAddress {
        address_country: String,
    }
    DefinedTerm {
        name: String,
        alternate_name: Vec<String>,
        url: Option<String>,
        description: Option<String>,
        term_code: Option<String>,
        in_defined_term_set: Option<String>,
        same_as: Vec<String>,
    }
    /// A lesson: what was said, and where.
    Quotation {
        text: String,
        url: Option<String>,
        in_language: Option<String>,
        date_published: Option<String>,
        is_part_of: Option<Thing>,
        about: Vec<Thing>,
        creative_work_status: Option<String>,
    }
    /// What somebody will do, does or did.
    Action {
        name: String,
        url: Option<String>,
        action_status: Option<&'static str>,
        agent: Option<Thing>,
        object: Option<Thing>,
    }
    QuantitativeValue {
        name: Option<String>,
        url: Option<String>,
        description: Option<String>,
        value: Option<f64>,
        min_value: Option<f64>,
        max_value: Option<f64>,
        unit_text: Option<String>,
        value_reference: Option<Box<QuantitativeValue>>,
        subject_of: Option<Thing>,
    }
}

/// What a page says.
#[derive(Serialize)]
pub(super) struct Graph {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Thing>,
}

/// Whether there is nothing to say.
trait Unsaid {
    fn is_unsaid(&self) -> bool;
}

impl<T> Unsaid for Option<T> {
    fn is_unsaid(&self) -> bool {
        self.is_none()
    }
}

impl<T> Unsaid for Vec<T> {
    fn is_unsaid(&self) -> bool {
        self.is_empty()
    }
}

impl Unsaid for String {
    fn is_unsaid(&self) -> bool {
        self.is_empty()
    }
}
