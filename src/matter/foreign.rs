//! What other tools call the keys that there are here: for hints, never for reading.

/// Keys of Jekyll, Hugo, Zola, Eleventy, Obsidian and their kin, in lower case without `_` and `-`, and what they are called here: the
/// first that the kind of record has.
const FOREIGN: &[(&str, &[&str])] = &[
    ("abstract", &["description"]),
    ("author", &["authors", "speakers", "organisers"]),
    ("authors", &["speakers"]),
    ("baseurl", &["base_url"]),
    ("categories", &["topics"]),
    ("category", &["topics"]),
    ("company", &["organisations"]),
    ("conference", &["event"]),
    ("created", &["date"]),
    ("createdat", &["date"]),
    ("day", &["date"]),
    ("eventname", &["event"]),
    ("excerpt", &["description"]),
    ("formerurls", &["redirects"]),
    ("keywords", &["topics"]),
    ("lang", &["language"]),
    ("languagecode", &["language"]),
    ("lastmod", &["updated"]),
    ("lastmodified", &["updated"]),
    ("lastmodifiedat", &["updated"]),
    ("locale", &["language"]),
    ("location", &["venue", "room"]),
    ("modified", &["updated"]),
    ("name", &["title"]),
    ("organization", &["organisations"]),
    ("organizations", &["organisations"]),
    ("permalink", &["redirects"]),
    ("presenter", &["speakers"]),
    ("presenters", &["speakers"]),
    ("pubdate", &["date"]),
    ("published", &["date"]),
    ("publishedat", &["date"]),
    ("recording", &["video"]),
    ("redirectfrom", &["redirects"]),
    ("slideshare", &["slides"]),
    ("speaker", &["speakers", "authors"]),
    ("speakers", &["authors"]),
    ("subtitle", &["description"]),
    ("summary", &["description"]),
    ("tag", &["topics"]),
    ("tags", &["topics"]),
    ("taxonomies", &["topics"]),
    ("tools", &["technologies"]),
    ("updatedat", &["updated"]),
    ("website", &["url"]),
    ("youtube", &["video"]),
    ("youtubeid", &["video"]),
];

/// What a key of another tool is called here, when these keys are known.
pub(super) fn meant<'a>(
    key: &str,
    known: &(impl IntoIterator<Item = &'a str> + Clone),
) -> Option<&'static str> {
    let plain: String =
        key.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect();
    let (_, meant) = FOREIGN.iter().find(|(foreign, _)| *foreign == plain)?;
    meant.iter().copied().find(|meant| known.clone().into_iter().any(|known| known == *meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_other_tools_are_known() {
        let talk = ["title", "topics", "speakers", "description"];
        assert_eq!(meant("tags", &talk), Some("topics"));
        assert_eq!(meant("Last_Mod", &["updated"]), Some("updated"));
        assert_eq!(meant("author", &talk), Some("speakers"));
        assert_eq!(meant("author", &["authors"]), Some("authors"));
        assert_eq!(meant("author", &["menu"]), None);
        assert_eq!(meant("layout", &talk), None);
    }
}
