//! `rexbase.toml`, typed, with places.
//!
//! Comes in: the file's text. Goes out: a [`Config`], always, and what is wrong with it. What always holds: the folders that it
//! names are below the site's root, and none is in another; its address ends with `/`.

mod base;
mod folders;
mod front_matter;
mod markdown;
mod publish;
mod sections;

use std::sync::Arc;

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::matter::{KeyNames, Matter, Syntax, schema_of};
use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::kind::Kinds;
use crate::vocab::language::Language;
use crate::vocab::path::ContentPath;
use crate::vocab::section::OwnPhrases;
use crate::vocab::spanned::Spanned;
use crate::vocab::version::Requirement;
use crate::vocab::web_address::WebAddress;

use base::BaseUrl;
use publish::Publish;
pub(crate) use publish::period;

/// The name of the config file, at the site's root.
pub(crate) const FILE: &str = "rexbase.toml";

/// What a site's author chose.
#[derive(Debug, Clone)]
pub struct Config {
    pub title: String,
    /// Where the site will be: it ends with `/`.
    pub base_url: String,
    pub language: Language,
    pub description: Option<String>,
    /// The folder below `themes/`; none for the built-in theme alone.
    pub theme: Option<String>,
    /// Where a reader can suggest a change to a file, with `{path}` for the file's path from the site's root.
    pub edit_url: Option<String>,
    /// Records on one page of a list.
    pub page_size: usize,
    /// Talks and reports that a topic, technology, event, organisation or person needs to have feeds of its own; 0: none has.
    pub record_feeds: usize,
    /// A social card for each report and event, besides the site's.
    pub social_cards: bool,
    /// Of which kinds records are published as Markdown, too.
    pub markdown: Kinds,
    /// How many records must speak of a name without a file for it to have a page of its own.
    pub own_pages_from: usize,
    /// The `PeerTube` hosts whose recordings play within pages; none when any host's do.
    pub peertube: Option<Vec<String>>,
    /// Publish raw HTML as it is, since every author is trusted.
    pub raw_html: bool,
    /// Read `$…$` and `$$…$$` as mathematics.
    pub math: bool,
    /// For whom the site is built when nobody says it.
    pub audience: Audience,
    /// What becomes of records whose date has not come.
    pub future_dates: FutureDates,
    /// Other names for the keys of front matter.
    pub names: Arc<KeyNames>,
    /// The keys that other names mean, with where that is said.
    pub meant: Vec<Spanned<String>>,
    /// The site's own headings for the known sections of reports.
    pub sections: Arc<OwnPhrases>,
    /// Names that mean the same to a reader who searches.
    pub synonyms: Vec<Vec<String>>,
    pub general_synonyms: GeneralSynonyms,
    pub content: ContentPath,
    /// Of what is published as it lies there.
    pub statics: ContentPath,
    pub themes: ContentPath,
    pub output: ContentPath,
    pub cache: ContentPath,
    /// Where and how the site is published, when the command line does not say it.
    pub publish: Publish,
}

/// The keys of `rexbase.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that authors write")]
struct Written {
    /// The versions of Rexbase that the site is made for, as Cargo writes them: `0.2`, or `>=0.1, <0.3`. Another version says so, and
    /// nothing else.
    ///
    /// When missing: any version.
    rexbase: Option<Spanned<Requirement>>,
    /// The site's name, which stands on every page. A site without one is told of it.
    #[schemars(extend("default" = DEFAULT_TITLE))]
    title: Option<Spanned<String>>,
    /// Where the site will be: `https://example.org/kb/`, without a query, fragment, file or user. Or its path alone, `/kb/`, while the
    /// host is not known: then there are no feeds, no sitemap and no absolute links.
    #[schemars(extend("default" = DEFAULT_BASE_URL))]
    base_url: Option<BaseUrl>,
    /// The language of the interface, and of records that do not say theirs.
    #[schemars(extend("default" = Language::english().as_str()))]
    language: Option<Language>,
    /// One or two sentences, for the home page and link previews.
    ///
    /// When missing: nothing is said.
    description: Option<String>,
    /// The site's own theme: the name of a folder in `themes/`.
    ///
    /// When missing: the built-in theme.
    theme: Option<Folder>,
    /// Where a reader can suggest a change to a file, with `{path}` for its path from the site's root:
    /// `https://github.com/you/site/edit/main/{path}`.
    ///
    /// When missing: pages do not offer it.
    edit_url: Option<EditUrl>,
    /// How many talks and reports one page of a list has; of lessons there are 30 at most, and 12 talks and reports on the page of a name.
    #[schemars(range(min = 1, max = 1000), extend("default" = DEFAULT_PAGE_SIZE))]
    page_size: Option<Spanned<u32>>,
    /// How many talks and reports a topic, technology, event, organisation or person must have to have feeds of its own. `1`: every one
    /// has; `0`: none has.
    #[schemars(extend("default" = DEFAULT_RECORD_FEEDS))]
    record_feeds: Option<u32>,
    /// `true`: each report and event has a picture of its own for those who link to it, besides the site's.
    social_cards: bool,
    /// Of which kinds each record is published as Markdown, too: `index.md` beside its page. A list of kinds, `"all"`, or `"none"`, with which there is no `llms.txt` either.
    #[schemars(extend("default" = ["talk", "report", "page"]))]
    markdown: Option<markdown::Written>,
    /// How many records must speak of a person, organisation, topic or technology that has no file for it to have a page of its own. Fewer: it has a place on a page that
    /// it shares with others, where links and search results lead.
    #[schemars(extend("default" = DEFAULT_OWN_PAGES_FROM))]
    own_pages_from: Option<u32>,
    /// `true`: for hosts that count files: where they are not written, `own_pages_from` is 3, `record_feeds` 0 and `markdown` `"none"`.
    few_files: bool,
    /// The PeerTube hosts whose recordings play within pages: `["tube.example"]`. Those of others are linked to.
    ///
    /// When missing: recordings of any host that looks like a PeerTube play, in a frame that can lead nobody elsewhere.
    peertube: Option<Vec<Host>>,
    /// `true`: raw HTML is published as it is, since every author is trusted; only addresses of this site in it are checked. Pages may
    /// then show frames, images and recordings of other sites (not run their scripts), so readers are seen by these. `false`: it is
    /// sanitised.
    raw_html: bool,
    /// `true`: `$…$` and `$$…$$` are mathematics. `false`: they are prices.
    math: bool,
    /// For whom the site is built when the command line does not say it (`--audience`).
    audience: Audience,
    /// What becomes of records whose `date` is after the day of the build (`--today`), events aside.
    future_dates: FutureDates,
    /// Other names for the keys of front matter.
    ///
    /// When missing: there are none.
    front_matter: front_matter::Written,
    /// The site's own headings for the known sections of reports.
    ///
    /// When missing: there are none.
    sections: sections::Written,
    /// What a reader's words find.
    search: Search,
    /// The site's folders.
    paths: Paths,
    /// Where `rexbase publish` publishes the site to, and how.
    publish: publish::Written,
}

/// Whether the names of the field that mean the same are known, which Rexbase brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneralSynonyms {
    Known,
    LeftOut,
}

/// What a reader's words find.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "search")]
struct Search {
    /// Groups of names that mean the same: `[["PLO", "page load optimisation"]]`. What is written in one word finds the others, and is found by them. Aliases of topics and
    /// technologies are such names, too. Of a group, the first hundred names count.
    ///
    /// When missing: there are none of the site's own.
    synonyms: Vec<Vec<String>>,
    /// `true`: the names of the field that Rexbase brings (`k8s`, `a11y`, `CI`, `regex` …, in English and French) are left out.
    own_synonyms_only: bool,
}

impl Search {
    fn general_synonyms(&self) -> GeneralSynonyms {
        if self.own_synonyms_only { GeneralSynonyms::LeftOut } else { GeneralSynonyms::Known }
    }
}

/// What becomes of records whose date has not come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "future-dates")]
pub enum FutureDates {
    /// They are published, since they announce what will be.
    #[default]
    Publish,
    /// They are held back.
    Hold,
}

/// The site's folders, each below the folder of `rexbase.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "paths")]
struct Paths {
    /// What authors write.
    #[schemars(extend("default" = folders::USUAL.content))]
    content: Option<Spanned<Folder>>,
    /// What is published as it lies there.
    #[serde(rename = "static")]
    #[schemars(extend("default" = folders::USUAL.statics))]
    statics: Option<Spanned<Folder>>,
    /// The site's own themes.
    #[schemars(extend("default" = folders::USUAL.themes))]
    themes: Option<Spanned<Folder>>,
    /// The published site. It belongs to Rexbase.
    #[schemars(extend("default" = folders::USUAL.output))]
    output: Option<Spanned<Folder>>,
    /// What one build remembers for the next. It belongs to Rexbase, and may be removed at any time.
    #[schemars(extend("default" = folders::USUAL.cache))]
    cache: Option<Spanned<Folder>>,
}

/// A folder below the site's root: a relative path without `..`.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "folder")]
struct Folder(#[schemars(with = "String")] ContentPath);

impl<'de> Deserialize<'de> for Folder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let path = ContentPath::new(text.trim_end_matches('/')).map(Folder);
        path.ok_or_else(|| {
            de::Error::custom(format!(
                "`{text}` is not a folder below the site's root\nwrite a relative path without `..`"
            ))
        })
    }
}

/// An absolute address with `{path}` in it.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "address-with-path")]
struct EditUrl(String);

impl<'de> Deserialize<'de> for EditUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if !text.contains("{path}") {
            return Err(de::Error::custom(format!(
                "`{text}` does not say where the file goes\nput `{{path}}` in it: `https://github.com/you/site/edit/main/{{path}}`"
            )));
        }
        WebAddress::parse(&text.replace("{path}", "path")).map_err(de::Error::custom)?;
        Ok(Self(text.trim().to_owned()))
    }
}

/// A host by its name, with a port where it has one of its own: `tube.example:8443`.
#[derive(Debug, JsonSchema)]
#[schemars(rename = "host")]
struct Host(String);

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let name = text.trim().to_ascii_lowercase();
        let (host, port) = name.split_once(':').unwrap_or((&name, "443"));
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        if !host.is_empty() && host.bytes().all(is_letter) && port.parse::<u16>().is_ok() {
            return Ok(Self(name));
        }
        Err(de::Error::custom(format!(
            "`{text}` is not the name of a host\nwrite it without scheme and path: `tube.example`"
        )))
    }
}

/// Reads the config's text.
pub fn parse(text: &str) -> (Config, Vec<Diagnostic>) {
    let path = folder(FILE);
    let mut matter = Matter::parse(text, 0, Syntax::Config);
    let written: Written = matter.read();
    let mut diagnostics = problems(matter, &path);
    if written.title.is_none() && diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::warning(Code::MissingTitle, &path, "the site has no title")
                .with_hint("add `title = \"…\"`; it stands on every page"),
        );
    }
    let page_size = written.page_size.map_or(DEFAULT_PAGE_SIZE, |size| {
        if (1..=1000).contains(&size.value) {
            return size.value as usize;
        }
        diagnostics.push(
            Diagnostic::error(Code::FrontMatterValue, &path, "`page_size` is from 1 to 1000 records")
                .with_span(size.span),
        );
        DEFAULT_PAGE_SIZE
    });
    let base_url = written.base_url.map_or_else(|| DEFAULT_BASE_URL.to_owned(), |BaseUrl(url)| url);
    let Paths { content, statics, themes, output, cache } = written.paths;
    let folders = [content, statics, themes, output, cache]
        .map(|written| written.map(|Spanned { value: Folder(path), span }| (path, span)));
    let [content, statics, themes, output, cache] = folders::choose(&folders, &path, &mut diagnostics);
    let unfit = written.rexbase.and_then(|range| unfit(&range, &path));
    let usual = Usual::of(written.few_files);
    let config = Config {
        title: written.title.map_or_else(|| DEFAULT_TITLE.to_owned(), |title| title.value),
        base_url,
        language: written.language.unwrap_or_else(Language::english),
        description: written.description,
        // A theme is not looked at for a site that is not built: it may be made for that other version, too.
        theme: written.theme.filter(|_| unfit.is_none()).map(|Folder(name)| name.as_str().to_owned()),
        edit_url: written.edit_url.map(|EditUrl(url)| url),
        page_size,
        record_feeds: written.record_feeds.map_or(usual.record_feeds, |least| least as usize),
        social_cards: written.social_cards,
        markdown: written.markdown.map_or(usual.markdown, |markdown::Written(kinds)| kinds),
        own_pages_from: written.own_pages_from.map_or(usual.own_pages_from, |least| least as usize),
        peertube: written.peertube.map(|hosts| hosts.into_iter().map(|Host(name)| name).collect()),
        raw_html: written.raw_html,
        math: written.math,
        audience: written.audience,
        future_dates: written.future_dates,
        names: Arc::new(written.front_matter.names),
        meant: written.front_matter.meant,
        sections: Arc::new(written.sections.phrases(&path, &mut diagnostics)),
        general_synonyms: written.search.general_synonyms(),
        synonyms: written.search.synonyms,
        content,
        statics,
        themes,
        output,
        cache,
        publish: written.publish.into(),
    };
    (config, unfit.map_or(diagnostics, |unfit| vec![unfit]))
}

/// What is wrong with what is written, and what should not be written there.
fn problems(matter: Matter, path: &ContentPath) -> Vec<Diagnostic> {
    let credentials = publish::credentials(&matter, path);
    matter.finish().into_iter().map(|problem| problem.into_diagnostic(path)).chain(credentials).collect()
}

/// What is wrong when the site is made for other versions. It is told alone: another version may read all else otherwise.
fn unfit(range: &Spanned<Requirement>, path: &ContentPath) -> Option<Diagnostic> {
    let unfit = range.value.check("the site").err()?;
    let hint = format!(
        "install a version that fits, or write `rexbase = \"{}\"` once the site builds with this one",
        unfit.fitting
    );
    Some(
        Diagnostic::error(Code::WrongVersion, path, unfit.message)
            .with_span(range.span.clone())
            .with_hint(hint),
    )
}

/// A site's address as it is written elsewhere than in the config, in the form that addresses are made from.
///
/// # Errors
/// Says why it is none, and in a second line what to write.
pub(crate) fn base_url(written: &str) -> Result<String, String> {
    base::parse(written)
}

/// The config's JSON Schema, as editors use it.
pub(crate) fn schema() -> Schema {
    schema_of::<Written>(&format!("{FILE} of Rexbase"))
}

const DEFAULT_TITLE: &str = "Knowledge base";
const DEFAULT_BASE_URL: &str = "/";
const DEFAULT_PAGE_SIZE: usize = 50;
/// A name that is met a few times has no followers, and ten thousand feeds would double a large site's files.
const DEFAULT_RECORD_FEEDS: usize = 5;
const DEFAULT_OWN_PAGES_FROM: usize = 1;

/// What makes how many files, where it is not written.
struct Usual {
    own_pages_from: usize,
    record_feeds: usize,
    markdown: Kinds,
}

impl Usual {
    fn of(few_files: bool) -> Self {
        if few_files {
            Self { own_pages_from: 3, record_feeds: 0, markdown: Kinds::default() }
        } else {
            Self {
                own_pages_from: DEFAULT_OWN_PAGES_FROM,
                record_feeds: DEFAULT_RECORD_FEEDS,
                markdown: markdown::usual(),
            }
        }
    }
}

fn folder(name: &str) -> ContentPath {
    ContentPath::new(name).expect("a plain name is confined")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_config_is_a_whole_one() {
        let (config, diagnostics) = parse("");
        assert_eq!(
            (config.page_size, config.content.as_str(), config.base_url.as_str()),
            (50, "content", "/")
        );
        assert_eq!(diagnostics.len(), 1);
    }

    #[test]
    fn front_matter_may_have_other_names() {
        let text = "title = \"x\"\nfuture_dates = \"hold\"\n[front_matter]\ntags = \"topics\"\ntaxonomies.tags = \"topics\"\npass_over = [\"layout\"]\n";
        let (config, diagnostics) = parse(text);
        assert_eq!(diagnostics, []);
        assert_eq!(config.future_dates, FutureDates::Hold);
        let mut names = KeyNames::default();
        names.add("tags", "topics");
        names.add("taxonomies.tags", "topics");
        names.pass_over("layout");
        assert_eq!(*config.names, names);
        assert_eq!(config.meant.len(), 2);
        for wrong in ["tags = 3", "pass_over = \"layout\"", "tags = [\"topics\"]"] {
            let (_, diagnostics) = parse(&format!("title = \"x\"\n[front_matter]\n{wrong}\n"));
            assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
        }
    }

    #[test]
    fn a_site_for_other_versions_has_no_other_mistake() {
        let (_, diagnostics) = parse("title = \"x\"\ncolour = \"red\"\nrexbase = \">=9.1, <10\"\n");
        let [wrong] = diagnostics.as_slice() else { panic!("{diagnostics:#?}") };
        assert_eq!(wrong.code, Code::WrongVersion);
        assert!(wrong.message.contains(">=9.1, <10"), "{}", wrong.message);
        let this = env!("CARGO_PKG_VERSION");
        let (_, diagnostics) = parse(&format!("title = \"x\"\nrexbase = \"{this}\"\n"));
        assert_eq!(diagnostics, []);
        let (_, diagnostics) = parse("title = \"x\"\nrexbase = \"new\"\n");
        assert!(diagnostics[0].hints[0].contains("`>=0.1, <0.3`"), "{diagnostics:#?}");
    }

    #[test]
    fn kinds_are_a_list_or_a_word() {
        use crate::vocab::kind::Kind;
        let kinds = |written: &str| parse(&format!("title = \"x\"\nmarkdown = {written}\n"));
        assert!(kinds("\"all\"").0.markdown.has(Kind::Figure));
        assert!(kinds("\"none\"").0.markdown.is_empty() && kinds("[]").0.markdown.is_empty());
        let usual = kinds("[\"page\", \"report\", \"talk\"]");
        assert_eq!((usual.0.markdown, usual.1), (parse("").0.markdown, Vec::new()));
        for wrong in ["[\"talks\"]", "\"talk\"", "true", "[1]"] {
            assert_eq!(kinds(wrong).1.len(), 1, "{wrong}");
        }
    }

    #[test]
    fn hosts_are_names() {
        let (config, diagnostics) =
            parse("title = \"x\"\npeertube = [\"Tube.example\", \"a.example:8443\"]\n");
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!(config.peertube.unwrap(), ["tube.example", "a.example:8443"]);
        for host in ["https://tube.example", "tube.example/w/1", "a@b.example", "a.example:x", "", "*"] {
            let (_, diagnostics) = parse(&format!("title = \"x\"\npeertube = [{host:?}]\n"));
            assert_eq!(diagnostics.len(), 1, "{host}");
        }
    }

    #[test]
    fn mistakes_are_reported_and_folders_stay_below_the_root() {
        let text = "titel = \"x\"\nbase_url = \"example.org\"\nedit_url = \"https://git.example/\"\npage_size = 0\n[paths]\noutput = \"../elsewhere\"\ncontnt = \"c\"\n";
        let (config, diagnostics) = parse(text);
        assert_eq!(config.output.as_str(), "output");
        assert_eq!(diagnostics.len(), 6, "{diagnostics:#?}");
    }
}
