//! One file of a blog as a post: what its front matter, its name and its folder say.
//!
//! What always holds: of front matter only the keys on the lists here are taken; of all others the names are counted, and nothing else.

use super::authors::Authors;
use super::handed::Handed;
use super::keys;
use super::site::{Part, Site};
use crate::harvest::ledger::Rule;
use crate::harvest::notices::{Notices, shown};
use crate::harvest::posts::post::{Form, Meeting, Post};
use crate::harvest::posts::recording;
use crate::harvest::posts::rules::{LANGUAGE, RECORDING, SCRIPT, TEAM};
use crate::harvest::reading::addresses::{self, Generator, Of};
use crate::harvest::reading::blocks::blocks;
use crate::harvest::reading::frames::without_frames;
use crate::harvest::reading::heads::{self, Front};
use crate::harvest::reading::markup::{self, Known};
use crate::harvest::reading::tables::{Table, table_of, text, text_of, texts_of, value};
use crate::harvest::reading::titles::readable;
use crate::harvest::reading::{dates, languages, names, plain, prose, tongue};
use crate::harvest::record::{Common, Link, Media, MediaOfRecord, Participant, Publication};
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Code;
use crate::vocab::fold::fold;
use crate::vocab::language::Language;
use crate::vocab::path::is_held_back;
use crate::vocab::web_address::WebAddress;

const AUTHOR: Rule = Rule::took("author-by-key", "a key of an author is a name in the site's data file");
const NO_AUTHOR: Rule = Rule::left("unknown-author", "a key of an author that no data file has");
const FILE_NAME: Rule = Rule::took("title-from-file", "a post without a title is called after its file");
const MARKUP: Rule = Rule::took("markup", "a tag, an include or a shortcode has an equivalent in Markdown");
const ATTRIBUTES: Rule =
    Rule::left("attributes", "kramdown's attributes and tables of contents say nothing here");
const COMMENT: Rule = Rule::left("foreign-markup", "a tag that has no equivalent is a comment in its place");
const FRAME: Rule = Rule::took("frame", "a frame becomes a link to what it shows");
const DRAFT: Rule = Rule::took("draft", "what the generator holds back is a draft");
const KEYS: Rule = Rule::left("front-matter-key", "a key of front matter that has no place here");
const COVER: Rule = Rule::left("cover-image", "an image above a post, or of its link, which no text shows");
const HTML: Rule = Rule::took("html-post", "a post in HTML becomes Markdown");

/// What posts are read with.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) site: &'a Site,
    pub(super) authors: &'a Authors,
    pub(super) handed: &'a Handed,
}

/// A post, and how it was read.
pub(super) struct Read {
    pub(super) post: Post,
    pub(super) rules: Vec<(Rule, usize)>,
    pub(super) notices: Notices,
}

/// The post in the file at this path; none where it is the page of a folder without a word.
pub(super) fn post(below: &str, part: Part, whole: &str, context: &Context<'_>) -> Option<Read> {
    let front = heads::split(whole);
    let table = context.handed.with(context.site, below, part, &front.table);
    let is_page_of_template = part == Part::Page && (!front.is_there || front.body.trim().is_empty());
    if is_page_of_template {
        return None;
    }
    let mut reading =
        Reading { context, below, table: &table, rules: Vec::new(), notices: Notices::new(below) };
    let named = reading.language_of_name();
    let stem = addresses::bare(below, named.as_deref());
    let title = reading.title(&front, stem);
    let date = reading.date();
    let publication = reading.publication(part, &front, whole);
    let body = reading.body(front.body, &title);
    let language = reading.language(named.as_deref(), &body);
    let published_between = (publication.from, publication.until);
    let (people, organisations) = reading.people();
    let site = context.site;
    let of = Of {
        generator: site.generator,
        config: &site.config,
        content: &site.content,
        below,
        table: &table,
        title: &title,
        date,
        language: named.as_deref(),
    };
    let addresses = addresses::of(&of);
    let form = reading.form(part, &people);
    let (media, text) = reading.media(body);
    let mut common = reading.common(&title, language);
    common.date = date.filter(|_| form != Form::Page);
    common.publication = publication.is_public;
    common.published_between = published_between;
    common.organisations = organisations;
    common.redirects = addresses.former;
    reading.count_keys();
    let post = Post {
        below: below.to_owned(),
        name: named.as_deref().map_or_else(|| stem.to_owned(), |language| format!("{stem}-{language}")),
        title,
        form,
        common,
        people,
        event: reading.event(),
        media,
        address: addresses.own,
        queried: Vec::new(),
        original: reading.original(named.as_deref()),
        text,
    };
    Some(Read { post, rules: reading.rules, notices: reading.notices })
}

/// A post as it is read.
struct Reading<'a> {
    context: &'a Context<'a>,
    below: &'a str,
    table: &'a Table,
    rules: Vec<(Rule, usize)>,
    notices: Notices,
}

/// Whether a post is published, and between which days.
struct Held {
    is_public: Publication,
    from: Option<PartialDate>,
    until: Option<PartialDate>,
}

impl Reading<'_> {
    /// What any record may have, of the keys of front matter alone.
    fn common(&self, title: &str, language: Option<Language>) -> Common {
        Common {
            updated: self.day(&[
                "updated",
                "lastmod",
                "modified",
                "last_modified_at",
                "last-modified-at",
                "updatedAt",
                "updateDate",
            ]),
            language,
            description: self.description(title),
            topics: self.topics(),
            url: self.address(&[
                "canonical_url",
                "canonicalUrl",
                "canonical",
                "external_url",
                "externalUrl",
                "original_url",
            ]),
            links: self.links(),
            aliases: addresses::names(self.context.site.generator, self.table),
            ..Common::default()
        }
    }

    fn note(&mut self, rule: Rule, count: usize) {
        if count > 0 {
            self.rules.push((rule, count));
        }
    }

    /// The language that Hugo's and Zola's names of files say: `x.fr.md`, `content/fr/x.md`.
    fn language_of_name(&self) -> Option<String> {
        let site = self.context.site;
        if !matches!(site.generator, Generator::Hugo | Generator::Zola) {
            return None;
        }
        let name = self.below.rsplit('/').next().unwrap_or(self.below);
        let mut parts = name.rsplit('.').skip(1);
        let last = parts.next().filter(|_| parts.next().is_some())?;
        let is_known =
            table_of(&site.config, &["languages"]).is_some_and(|languages| languages.contains_key(last));
        let is_code = (last.len() == 2 || last.len() == 5 && last.as_bytes()[2] == b'-')
            && languages::language(last).is_some();
        (is_known || is_code).then(|| last.to_owned())
    }

    fn title(&mut self, front: &Front<'_>, stem: &str) -> String {
        if let Some(title) = text_of(self.table, &["title"]) {
            return title;
        }
        let heading = blocks(front.body).list.into_iter().take(3).find(|block| block.level() == Some(1));
        let heading = heading.map(|block| plain::line(&block.text)).filter(|title| !title.is_empty());
        heading.unwrap_or_else(|| {
            self.note(FILE_NAME, 1);
            readable(stem)
        })
    }

    fn day(&self, keys: &[&str]) -> Option<PartialDate> {
        let date = keys.iter().find_map(|key| PartialDate::parse(&text(value(self.table, &[key])?)?).ok())?;
        let is_midnight = date.time.is_some_and(|time| (time.hour, time.minute, time.second) == (0, 0, 0));
        Some(if is_midnight { date.without_time() } else { date })
    }

    fn date(&mut self) -> Option<PartialDate> {
        if let Some(date) =
            self.day(&["date", "publishDate", "pubDate", "published", "created", "createdAt", "publishedAt"])
        {
            return Some(date);
        }
        if let Some(written) = text_of(self.table, &["date"]) {
            self.notices.say(
                Code::ImportDate,
                format!("`date` is no date: {}", shown(&written)),
                "it was left out",
            );
        }
        let (folder, name) = self.below.rsplit_once('/').unwrap_or(("", self.below));
        let stem = name.split('.').next().unwrap_or(name);
        let stem = if stem == "index" { folder.rsplit('/').next().unwrap_or(folder) } else { stem };
        dates::dated_name(stem).1
    }

    fn publication(&mut self, part: Part, front: &Front<'_>, whole: &str) -> Held {
        let hold = heads::hold(self.table, front, whole);
        if front.is_broken {
            let message = "this front matter cannot be read as a whole, and may hold the post back";
            self.notices.say(
                Code::ImportUnreadable,
                message,
                "it became a draft; mend the front matter and import again",
            );
        }
        let site = self.context.site;
        let is_collection = |part: &str| site.generator == Generator::Jekyll && !part.starts_with("_drafts");
        let by_name = self.below.split('/').any(|part| is_held_back(part) && !is_collection(part));
        let is_held =
            hold.is_for_some() || part == Part::Draft || by_name || self.context.handed.holds(self.below);
        self.note(DRAFT, usize::from(is_held));
        Held {
            is_public: if is_held { Publication::Draft } else { Publication::Public },
            from: hold.from.map(|day| day.value),
            until: hold.until.map(|day| day.value),
        }
    }

    /// The body in Markdown.
    fn body(&mut self, body: &str, title: &str) -> String {
        let site = self.context.site;
        let is_html = self.below.strip_suffix(".html").is_some();
        let converted = if is_html {
            self.note(HTML, 1);
            prose::of_html(body)
        } else {
            body.to_owned()
        };
        let known = Known {
            language: site.language(),
            has_kramdown: site.generator == Generator::Jekyll,
            is_obsidian: site.generator == Generator::Obsidian,
            site_title: &site.title,
            title,
        };
        let said = markup::markdown(&converted, &known);
        self.note(MARKUP, said.taken);
        self.note(ATTRIBUTES, said.passed_over);
        self.note(COMMENT, said.left.len());
        let mut told: Vec<&String> = Vec::new();
        for left in &said.left {
            if !told.contains(&left) && told.len() < 20 {
                told.push(left);
                let message = format!("{} has no equivalent here", shown(left));
                self.notices.say(Code::ForeignMarkup, message, "it is a comment in the content file");
            }
        }
        let plain = without_frames(&said.text);
        self.note(FRAME, plain.frames);
        self.note(SCRIPT, plain.scripts);
        plain.text
    }

    fn language(&mut self, named: Option<&str>, body: &str) -> Option<Language> {
        let written =
            text_of(self.table, &["lang", "language", "locale"]).and_then(|text| languages::language(&text));
        let named = written.or_else(|| named.and_then(languages::language));
        named.or_else(|| {
            let told = tongue::language(body);
            self.note(LANGUAGE, usize::from(told.is_some()));
            told
        })
    }

    fn people(&mut self) -> (Vec<Participant>, Vec<String>) {
        let mut people = Vec::new();
        let mut organisations = Vec::new();
        let extra = table_of(self.table, &["extra", "params"]);
        let keys = ["authors", "author", "speakers", "speaker", "presenters", "presenter"];
        let written = value(self.table, &keys).or_else(|| value(extra?, &keys));
        if let Some(written) = written {
            let found = self.context.authors.of(written);
            self.note(AUTHOR, found.looked_up);
            self.note(TEAM, found.organisations.len());
            self.note(NO_AUTHOR, found.unknown.len());
            for key in &found.unknown {
                let message = format!("no data file says who `{}` is", shown(key));
                self.notices.say(
                    Code::ImportSpeaker,
                    message,
                    "add the name to `authors` in the content file",
                );
            }
            people = found.people;
            organisations = found.organisations;
        }
        organisations.extend(texts_of(
            self.table,
            &["company", "organisations", "organizations", "organisation", "organization"],
        ));
        (people, organisations)
    }

    fn description(&self, title: &str) -> Option<String> {
        let written = text_of(
            self.table,
            &["description", "summary", "excerpt", "abstract", "teaser", "subtitle", "lead"],
        )?;
        (fold(&written) != fold(title) && !written.contains("{{") && !written.contains("{%"))
            .then_some(written)
    }

    fn topics(&self) -> Vec<String> {
        const OF_GENERATORS: &[&str] =
            &["post", "posts", "all", "blog", "uncategorized", "non classe", "draft", "drafts"];
        let taxonomies = table_of(self.table, &["taxonomies"]);
        let mut topics: Vec<String> = Vec::new();
        for key in ["tags", "tag", "categories", "category", "keywords", "topics", "topic"] {
            let mut written = texts_of(self.table, &[key]);
            written.extend(taxonomies.map(|table| texts_of(table, &[key])).unwrap_or_default());
            for text in written {
                let parts = names::topics(text.trim_start_matches('#'));
                for topic in parts {
                    let is_new = topics.iter().all(|known| fold(known) != fold(&topic));
                    if is_new && !OF_GENERATORS.contains(&fold(&topic).as_str()) {
                        topics.push(topic);
                    }
                }
            }
        }
        topics
    }

    fn address(&self, keys: &[&str]) -> Option<WebAddress> {
        keys.iter().find_map(|key| WebAddress::parse(&text(value(self.table, &[key])?)?).ok())
    }

    fn links(&self) -> Vec<Link> {
        let urls = ["link", "source", "source_url", "sourceUrl", "repository", "repo", "github_url"];
        let found = urls.iter().filter_map(|key| self.address(&[key]));
        found.map(|url| Link { url, title: None }).collect()
    }

    /// What the layout, the type or the folder says that it is.
    fn form(&self, part: Part, people: &[Participant]) -> Form {
        let says = text_of(self.table, &["layout", "type", "template", "post_type"])
            .unwrap_or_default()
            .to_lowercase();
        let word = says.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        let folders: Vec<&str> = self.below.split('/').map(|part| part.trim_start_matches('_')).collect();
        const TALKS: &[&str] = &[
            "talk",
            "talks",
            "conference",
            "video",
            "videos",
            "presentation",
            "presentations",
            "speaking",
            "session",
            "sessions",
        ];
        let is_of_talks = TALKS.contains(&word)
            || folders[..folders.len() - 1].iter().any(|folder| TALKS[..2].contains(folder));
        match part {
            Part::Page => Form::Page,
            _ if word == "page" && !self.below.contains("_posts/") => Form::Page,
            // A page with a film and nobody who speaks is no talk.
            _ if is_of_talks && (!people.is_empty() || word != "video") => Form::Talk,
            _ => Form::Report,
        }
    }

    /// Recordings and slides that front matter names; else the only recording that the text shows, which then needs no link.
    fn media(&mut self, text: String) -> (MediaOfRecord, String) {
        let id = |key: &str| {
            text_of(self.table, &[key]).filter(|id| {
                !id.is_empty()
                    && id.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
            })
        };
        let youtube =
            ["youtubeId", "youtube_id", "youtube", "video_id", "videoId"].iter().find_map(|key| id(key));
        let named =
            youtube.and_then(|id| WebAddress::parse(&format!("https://www.youtube.com/watch?v={id}")).ok());
        let video = named.or_else(|| {
            self.address(&["video", "video_url", "videoUrl", "youtube", "recording", "video_link"])
        });
        let slides = self.address(&[
            "slides",
            "slides_url",
            "slidesUrl",
            "slideshow",
            "presentation",
            "speakerdeck",
            "slideshare",
        ]);
        let mut media = MediaOfRecord {
            video: video.into_iter().map(Media::Published).collect(),
            slides: slides.into_iter().map(Media::Published).collect(),
        };
        let (text, is_taken) = recording::taken(&mut media, text);
        self.note(RECORDING, usize::from(is_taken));
        (media, text)
    }

    fn event(&self) -> Option<Meeting> {
        let name = text_of(
            self.table,
            &["eventName", "event_name", "event", "conference", "conferenceName", "meetup"],
        )?;
        let url = self.address(&["eventUrl", "event_url", "conferenceUrl", "conference_url", "event_link"]);
        (!name.starts_with("http") && name.parse::<f64>().is_err() && name != "true" && name != "false")
            .then_some(Meeting { name, url, days: None })
    }

    /// The post that this one translates: by its key, or by the name of its file.
    fn original(&self, named: Option<&str>) -> Option<String> {
        let by_key = text_of(self.table, &["other_language", "translation_of", "translation", "original"]);
        by_key.or_else(|| {
            let language = named?;
            let stem = self.below.strip_suffix(".md")?.strip_suffix(language)?;
            Some(format!("{stem}md"))
        })
    }

    fn count_keys(&mut self) {
        let (covers, others) = keys::left(self.table);
        self.note(COVER, covers);
        self.note(KEYS, others);
    }
}
