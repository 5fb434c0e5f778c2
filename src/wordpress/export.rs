//! The items of an export: those of their elements that are on a list, and no others.
//!
//! The list: of the blog its address; of an author the login (which is what items name, and is never written) and the name that is shown; of an item its number, title,
//! address, name, dates, status, type, whether it has a password, text, excerpt, categories, tags, the item that it belongs to, its file's address, and
//! how many comments it has. E-mail addresses, comments and `postmeta` are not looked at.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use roxmltree::{Document, Node, ParsingOptions};

use super::item::{Item, Kind, Status};
use crate::harvest::reading::addresses::clean;
use crate::harvest::reading::elements::words;
use crate::harvest::reading::names;
use crate::harvest::reading::plain::{is_private, line};
use crate::vocab::date::{PartialDate, TimeOfDay};
use crate::vocab::fold::{fold, slug};
use crate::vocab::percent;

/// An export, read.
#[derive(Debug, Default)]
pub(crate) struct Export {
    /// What the blog is called for ever: its home without the scheme.
    pub(crate) name: String,
    /// Addresses of its home.
    pub(crate) homes: Vec<String>,
    /// Names that are shown, by login.
    pub(crate) authors: BTreeMap<String, String>,
    /// Topics that everybody may read of, by the paths of their pages: `tag/ferries`.
    pub(crate) topics: BTreeMap<String, String>,
    pub(crate) items: Vec<Item>,
}

/// No export has more elements and texts.
const MOST: u32 = 16_000_000;

/// Reads an export; says why it is none, with the place.
pub(crate) fn read(text: &str) -> Result<Export, String> {
    let text = readable(text);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options)
        .map_err(|error| format!("it is not well-formed XML: {error}"))?;
    let wanted = "give the XML file that Tools, Export made";
    let channel = child(document.root_element(), "channel").ok_or(wanted)?;
    if child(channel, "wxr_version").is_none() {
        return Err(wanted.to_owned());
    }
    let mut export = Export { homes: homes(channel), ..Export::default() };
    export.name = export.homes.first().map_or("wordpress", |home| bare(home)).to_owned();
    for node in channel.children() {
        match node.tag_name().name() {
            "author" => export.authors.extend(author(node)),
            "item" => {
                let item = item(node, export.items.len(), &export.homes);
                if item.kind == Kind::Post && item.status == Status::Public {
                    export.topics.extend(pages_of_topics(node));
                }
                export.items.push(item);
            }
            _ => {}
        }
    }
    Ok(export)
}

/// The text without what WordPress writes of old posts though XML has no place for it: control characters become spaces.
fn readable(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_odd = |letter: char| {
        (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{7f}'..))
            || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(is_odd) { text.replace(is_odd, " ").into() } else { text.into() }
}

/// The addresses of the blog's home, with either scheme.
fn homes(channel: Node<'_, '_>) -> Vec<String> {
    let mut homes: Vec<String> = Vec::new();
    for name in ["base_blog_url", "link"] {
        let Some(home) = said(channel, name).filter(|home| home.contains("://")) else { continue };
        let bare = bare(&home);
        for home in ["https", "http"].map(|scheme| format!("{scheme}://{bare}")) {
            if !bare.is_empty() && !homes.contains(&home) {
                homes.push(home);
            }
        }
    }
    homes
}

/// A home without its scheme.
fn bare(home: &str) -> &str {
    home.split_once("://").map_or(home, |(_, rest)| rest).trim_end_matches('/')
}

/// The login and the shown name of an author; none where that is the login, or an address.
fn author(node: Node<'_, '_>) -> Option<(String, String)> {
    let login = said(node, "author_login")?;
    let whole = || {
        let parts = ["author_first_name", "author_last_name"].map(|name| said(node, name));
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    let shown = said(node, "author_display_name");
    let is_name = |name: &String| !name.contains('@') && !name.is_empty() && fold(name) != fold(&login);
    let name = [shown, whole()].into_iter().flatten().map(|name| line(&name)).find(is_name)?;
    Some((login, name))
}

fn item(node: Node<'_, '_>, number: usize, homes: &[String]) -> Item {
    let kind = match said(node, "post_type").as_deref() {
        Some("post") => Kind::Post,
        Some("page") => Kind::Page,
        Some("attachment") => Kind::File,
        Some("wp_block") => Kind::Block,
        _ => Kind::Other,
    };
    let date = date(node, "post_date");
    let title = said(node, "title").map(|title| line(&words(&title)));
    let name = said(node, "post_name").map(|name| line(&percent::decoded(&name)));
    Item {
        id: said(node, "post_id").and_then(numbered).unwrap_or_else(|| format!("no-{number}")),
        kind,
        status: status(node, kind),
        title: title.filter(|title| !title.is_empty()),
        name: name.filter(|name| !name.is_empty()),
        address: said(node, "link").and_then(|link| address(&link, homes)),
        date,
        updated: date.and_then(|date| {
            let updated = self::date(node, "post_modified")?;
            date.without_time().lt(&updated.without_time()).then_some(updated)
        }),
        author: said(node, "creator"),
        parent: said(node, "post_parent").and_then(numbered).filter(|parent| parent != "0"),
        topics: topics(node),
        excerpt: encoded(node, "excerpt").map(|text| line(&words(&text))).filter(|text| !text.is_empty()),
        content: encoded(node, "content").unwrap_or_default(),
        file: said(node, "attachment_url").filter(|file| file.starts_with("http")),
        comments: node.children().filter(|child| is(*child, "comment")).count(),
    }
}

/// Who may see an item. A password of blanks is a password, too; files of the library say of themselves whether they are private, or nothing.
fn status(node: Node<'_, '_>, kind: Kind) -> Status {
    let has_password = child(node, "post_password").and_then(text).is_some();
    match (said(node, "status").as_deref(), kind) {
        (Some("trash" | "auto-draft"), _) => Status::Trash,
        _ if has_password => Status::Held,
        (Some("publish"), _) | (Some("inherit") | None, Kind::File) => Status::Public,
        _ => Status::Held,
    }
}

/// A number as it is written.
fn numbered(text: String) -> Option<String> {
    let is_number = text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(text)
}

/// The topics of an item that are one category or tag, by the paths of their pages.
fn pages_of_topics(node: Node<'_, '_>) -> impl Iterator<Item = (String, String)> {
    node.children().filter(|child| is(*child, "category")).filter_map(|category| {
        let list = match category.attribute("domain")? {
            "category" => "category",
            "post_tag" => "tag",
            _ => return None,
        };
        let mut names = names::topics(&text(category)?);
        let name = names.pop().filter(|name| names.is_empty() && is_topic(&fold(name)))?;
        Some((format!("{list}/{}", slug(category.attribute("nicename")?)), name))
    })
}

/// Whether a category of this folded name says something: the one that posts without a category have does not.
fn is_topic(folded: &str) -> bool {
    !["uncategorized", "uncategorised", "non classe", "allgemein", "sin categoria"].contains(&folded)
}

/// The names of an item's categories and tags.
fn topics(node: Node<'_, '_>) -> Vec<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut topics: Vec<String> = Vec::new();
    for category in node.children().filter(|child| is(*child, "category")) {
        let is_named = matches!(category.attribute("domain"), Some("category" | "post_tag" | "tag"));
        let name = text(category).filter(|_| is_named).unwrap_or_default();
        for name in names::topics(&name) {
            let folded = fold(&name);
            if is_topic(&folded) && known.insert(folded) {
                topics.push(name);
            }
        }
    }
    topics
}

/// A date with its time, as the blog's clock had it: WordPress writes it in UTC, too, and the difference is the offset.
fn date(node: Node<'_, '_>, name: &str) -> Option<PartialDate> {
    let read = |name: &str| {
        let written = said(node, name)?;
        let clock: DateTime = written.parse().ok()?;
        Some((PartialDate::parse(&written).ok()?, clock))
    };
    let (date, offset) = match (read(name), read(&format!("{name}_gmt"))) {
        (Some((date, local)), Some((_, utc))) => {
            let minutes = local.duration_since(utc).as_mins();
            let is_offset = minutes % 15 == 0 && minutes.abs() <= 14 * 60;
            (date, i16::try_from(minutes).ok().filter(|_| is_offset))
        }
        (Some((date, _)), None) => (date, None),
        (None, Some((date, _))) => (date, Some(0)),
        (None, None) => return None,
    };
    let time = date.time.map(|time| TimeOfDay { offset, ..time });
    let is_midnight = time.is_some_and(|time| (time.hour, time.minute, time.second) == (0, 0, 0));
    Some(PartialDate { time: time.filter(|_| !is_midnight), ..date })
}

/// The path of a permanent link below the blog's home; none where it is a query.
fn address(link: &str, homes: &[String]) -> Option<String> {
    let path = homes.iter().find_map(|home| link.strip_prefix(home.as_str())).unwrap_or(link);
    if path.contains(['?', '#']) {
        return None;
    }
    let path = clean(path).filter(|path| path.len() > 1)?;
    clean(&percent::decoded(&path))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// What an element says, less blanks around it; none where that is nothing.
fn said(node: Node<'_, '_>, name: &str) -> Option<String> {
    child(node, name).and_then(text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `content:encoded` and `excerpt:encoded`, which only their namespaces tell apart.
fn encoded(node: Node<'_, '_>, space: &str) -> Option<String> {
    let is_of = |child: &Node<'_, '_>| child.tag_name().namespace().is_some_and(|name| name.contains(space));
    node.children().find(|child| is(*child, "encoded") && is_of(child)).and_then(text)
}

/// The text of an element, of however many pieces, without characters for private use.
fn text(node: Node<'_, '_>) -> Option<String> {
    let mut text: String = node.children().filter_map(|child| child.text()).collect();
    text.retain(|letter| !is_private(letter));
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(items: &str) -> Export {
        let text = format!(
            "\u{feff}<?xml version=\"1.0\"?><rss xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>http://boats.example.org/blog</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://boats.example.org/blog/</wp:base_blog_url>{items}</channel></rss>"
        );
        read(&text).unwrap()
    }

    fn one(item: &str) -> Item {
        export(&format!("<item>{item}</item>")).items.remove(0)
    }

    #[test]
    fn texts_are_whole_whatever_their_pieces() {
        let item = one(
            "<title><![CDATA[A &amp; <em>B</em> ]]]]><![CDATA[> C]]></title><content:encoded><![CDATA[x ]]]]><![CDATA[> y\u{8}\u{e000}]]>&#xE001;</content:encoded><excerpt:encoded><![CDATA[In\nshort.]]></excerpt:encoded>",
        );
        assert_eq!(item.title.as_deref(), Some("A & B ]]> C"));
        assert_eq!(item.content, "x ]]> y ");
        assert_eq!(item.excerpt.as_deref(), Some("In short."));
    }

    #[test]
    fn dates_have_the_offset_that_their_two_forms_show() {
        let date = |local: &str, utc: &str| {
            let item = one(&format!(
                "<wp:post_date>{local}</wp:post_date><wp:post_date_gmt>{utc}</wp:post_date_gmt>"
            ));
            item.date.map(|date| date.to_string())
        };
        let none = "0000-00-00 00:00:00";
        assert_eq!(
            date("2019-03-04 00:30:00", "2019-03-03 23:30:00").as_deref(),
            Some("2019-03-04T00:30:00+01:00")
        );
        assert_eq!(date("2019-03-04 10:00:00", none).as_deref(), Some("2019-03-04T10:00:00"));
        assert_eq!(date(none, "2019-03-04 10:00:00").as_deref(), Some("2019-03-04T10:00:00Z"));
        assert_eq!(date("2019-03-04 00:00:00", none).as_deref(), Some("2019-03-04"));
        assert_eq!(
            date("2019-03-04 10:00:00", "2018-03-04 10:00:01").as_deref(),
            Some("2019-03-04T10:00:00")
        );
        assert_eq!(date(none, none), None);
        assert_eq!(date("soon", ""), None);
    }

    #[test]
    fn what_not_everybody_may_read_is_held_back() {
        let status = |status: &str, password: &str| {
            one(&format!("<wp:post_password>{password}</wp:post_password><wp:status>{status}</wp:status>"))
                .status
        };
        assert_eq!(status("publish", ""), Status::Public);
        assert_eq!(status("publish", "x"), Status::Held);
        assert_eq!(status("publish", " "), Status::Held, "a password of blanks is one");
        for held in ["draft", "private", "pending", "future", "inherit", "odd", ""] {
            assert_eq!(status(held, ""), Status::Held, "{held}");
        }
        for gone in ["trash", "auto-draft"] {
            assert_eq!(status(gone, ""), Status::Trash);
            assert_eq!(status(gone, "x"), Status::Trash);
        }
        let file = |status: &str| one(&format!("<wp:post_type>attachment</wp:post_type>{status}")).status;
        for shown in ["", "<wp:status>inherit</wp:status>", "<wp:status>publish</wp:status>"] {
            assert_eq!(file(shown), Status::Public, "{shown}");
        }
        assert_eq!(file("<wp:status>private</wp:status>"), Status::Held);
        assert_eq!(file("<wp:status>trash</wp:status>"), Status::Trash);
        assert_eq!(
            file("<wp:status>inherit</wp:status><wp:post_password>x</wp:post_password>"),
            Status::Held
        );
    }

    #[test]
    fn a_post_has_each_topic_once_and_says_nothing_of_none() {
        let category =
            |name: &str| format!("<category domain='category' nicename='{name}'>{name}</category>");
        let names = ["Ferries", "Uncategorized", "ferries", "Locks"].map(category).concat();
        let all = export(&format!(
            "<item><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{names}</item>"
        ));
        assert_eq!(all.items[0].topics, ["Ferries", "Locks"]);
        let pages: Vec<&String> = all.topics.keys().collect();
        assert_eq!(pages, ["category/ferries", "category/locks"], "no topic, no page");
    }

    #[test]
    fn authors_have_names_or_are_nobody() {
        let author = |login: &str, shown: &str, first: &str, last: &str| {
            let export = export(&format!(
                "<wp:author><wp:author_login>{login}</wp:author_login><wp:author_display_name>{shown}</wp:author_display_name><wp:author_first_name>{first}</wp:author_first_name><wp:author_last_name>{last}</wp:author_last_name></wp:author>"
            ));
            export.authors.into_values().next()
        };
        assert_eq!(author("ann", "Ann Example", "", "").as_deref(), Some("Ann Example"));
        assert_eq!(author("ann", "ann", "Ann", "Example").as_deref(), Some("Ann Example"));
        assert_eq!(author("ann", "ann@example.org", "", ""), None);
        assert_eq!(author("ann", "Ann", "", ""), None, "a login in other letters is a login");
    }

    #[test]
    fn addresses_are_below_the_home() {
        let at = |link: &str| one(&format!("<link>{link}</link>")).address;
        assert_eq!(at("https://boats.example.org/blog/2019/first/").as_deref(), Some("/2019/first/"));
        assert_eq!(at("http://boats.example.org/blog/caf%c3%a9/").as_deref(), Some("/café/"));
        assert_eq!(at("https://boats.example.org/blog/?p=7"), None);
        assert_eq!(at("https://boats.example.org/blog/"), None);
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        for (text, reason) in [
            ("<rss><channel/></rss>", "Tools, Export"),
            ("<html></html>", "Tools, Export"),
            ("<rss>\n<channel>", "well-formed"),
            ("", "well-formed"),
            ("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss/>", "well-formed"),
        ] {
            let refused = read(text).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
    }
}
