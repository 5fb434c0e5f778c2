//! What every record's page has: the record, its prose, its links to others and theirs to it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Value;

use crate::document::matter::{self, Link, Stance};
use crate::document::{Body, Heading};
use crate::knowledge::own::OwnBeside;
use crate::knowledge::{Details, Record, RecordId, Relation};
use crate::machines::{calendar, citation, feed, head, json_ld, llms, markdown};
use crate::render::cards::{ActionCard, Card, FigureCard, LessonCard, NameCard};
use crate::site::bounds::{self, few};
use crate::site::part::Part;
use crate::site::{media, slots};
use crate::theme::dates::{self, Date};
use crate::theme::view::{Html, IfAny, NotThere, Shared, Table, Text, view};
use crate::vocab::date::PartialDate;
use crate::vocab::section::RexSection;
use crate::vocab::spanned::Spanned;

use super::viewer::{OtherForm, PageHead, Pager, Viewer};

view! {
    /// What the page of every record is handed.
    pub(super) struct RecordPage {
        /// What the page says of itself.
        page: PageHead,
        /// What its author wrote, sanitised; on the first page.
        body: Option<Html>,
        /// The table of contents: headings of the second and third level; empty on further pages.
        toc: Vec<TocEntry>,
        /// The way to the other pages of what it lists, when there are several.
        pager: Option<Pager>,
    }
}

view! {
    /// What every record has on its own page, besides what its card has. What is not the list that goes on over several pages stands on the first.
    pub(super) struct EveryRecord {
        /// What its author says of it in short, whole.
        description: Option<Text>,
        /// Its name among the records of its kind: `devops-rex-2017/tarkett`.
        id: Text,
        /// Its language (BCP 47).
        language: Text,
        /// What that language is called, in the interface's.
        language_name: Text,
        /// Its other names; on the first page.
        aliases: Vec<Text>,
        /// The names that it had, in the order written; on the first page.
        former_names: IfAny<FormerName>,
        /// Its own site.
        website: Option<Text>,
        /// When its author changed it last.
        updated: Option<Date>,
        /// Where else to look; on the first page.
        links: Vec<FurtherLink>,
        /// Where a change to its file can be suggested, when `edit_url` is in `rexbase.toml`.
        edit: Option<Text>,
        /// What it is about.
        topics: Vec<Shared<NameCard>>,
        /// What was used.
        technologies: Vec<UsedTechnology>,
        /// The organisations whose experience it tells, all of them; of a person, those that they belong to.
        organisations: Vec<Shared<NameCard>>,
        /// The lessons in it, fifty at most.
        lessons: Vec<Shared<LessonCard>>,
        /// The other lessons, when there are more.
        more_lessons: Option<MoreLessons>,
        /// The figures in it.
        figures: Vec<Shared<FigureCard>>,
        /// The same in other languages.
        translations: Vec<Translation>,
        /// Records whose text links here, the newest first, twelve at most; on the first page.
        mentions: Vec<Shared<Card>>,
        /// How many others there are.
        more_mentions: Option<usize>,
        /// What its author's organisation will do.
        actions: Vec<Shared<ActionCard>>,
        /// How to cite it; of a talk or report.
        citation: Option<Citation>,
        /// What its author wrote for the theme, under `[extra]` in its front matter.
        extra: Option<Table>,
        /// `people` has all of them.
        more_people: NotThere,
        /// `organisations` has all of them.
        more_organisations: NotThere,
    }
}

view! {
    /// A heading of the text.
    pub(super) struct TocEntry {
        /// Its level: 2 or 3; 1 where an author has such.
        level: u8,
        /// Its anchor.
        anchor: Text,
        /// Its words.
        text: Text,
        /// The known section that it begins: `context`, `timeline`, `problem`, `approach`, `results`, `success`, `failure`, `surprise`, `lessons`, `regret`, `advice`, `actions`, `opinion` or `internal`.
        section: Option<Text>,
    }
}

view! {
    /// A name that the record had.
    pub(super) struct FormerName {
        /// What it was called.
        name: Text,
        /// When it came to be called so.
        since: Option<Date>,
        /// When it came to be called otherwise.
        until: Option<Date>,
    }
}

view! {
    /// An address that an author gives.
    pub(super) struct FurtherLink {
        /// The address.
        url: Text,
        /// What to call it.
        title: Option<Text>,
    }
}

view! {
    /// A technology that a record speaks of.
    pub(super) struct UsedTechnology {
        ..card: Shared<NameCard>,
        /// What was done with it, when the author says so: `adopted`, `trial`, `dropped` or `mentioned`.
        stance: Option<Text>,
    }
}

view! {
    /// The lessons that a page does not list below its text.
    pub(super) struct MoreLessons {
        /// How many there are.
        count: usize,
        /// Where the text has the first of them: `#anchor`.
        url: Text,
    }
}

view! {
    /// The same record in another language.
    pub(super) struct Translation {
        ..card: Shared<Card>,
        /// The language (BCP 47).
        language: Text,
        /// What it is called, in the interface's language.
        language_name: Text,
    }
}

view! {
    /// How to cite a talk or report.
    pub(super) struct Citation {
        /// As BibTeX.
        bibtex: Text,
        /// As CSL-JSON.
        csl: Text,
    }
}

/// What the page of every record is handed.
pub(super) fn page(viewer: &Viewer<'_>, id: RecordId, part: Part) -> RecordPage {
    let record = viewer.site.record(id);
    let body = viewer.prose.of(id);
    RecordPage {
        page: head(viewer, id, record, part, body),
        body: body.filter(|body| !body.html.is_empty()).map(|body| prose(viewer, record, body)),
        toc: body.map(contents).unwrap_or_default(),
        pager: viewer.pager(record.address.as_str(), part),
    }
}

/// What is not written as it is in the path of an address.
const IN_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn head(viewer: &Viewer<'_>, id: RecordId, record: &Record, part: Part, body: Option<&Body>) -> PageHead {
    let written = record.description();
    let description = written.or(body.map(|body| body.summary.as_str())).filter(|text| !text.is_empty());
    let page = viewer.own_head(&record.title, description);
    let json_ld = (part.number == 1)
        .then(|| viewer.json_ld(|| json_ld::of_record(viewer.site, record, description, body)))
        .flatten();
    let (frames, files) = media::origins(record, viewer.site.options().peertube);
    PageHead {
        description: description.map(Text::of),
        meta: Some(head::of_record(viewer.site, record, &page)),
        json_ld,
        forms: Some(forms(viewer, record)),
        frames: IfAny(Text::each(frames)),
        files: IfAny(Text::each(files)),
        alternates: IfAny(viewer.alternates(id)),
        ..viewer.head(&record.title, record.kind.folder())
    }
}

/// The same in other forms: Markdown, feeds and a calendar.
fn forms(viewer: &Viewer<'_>, record: &Record) -> Vec<OtherForm> {
    let site = viewer.site;
    let form = |media_type: &'static str, name: &str| OtherForm {
        r#type: Text::of(media_type),
        title: Text::of(format!("{} · {}", record.title, site.options().title)),
        url: Text::of(site.url(&format!("{}{name}", record.address))),
    };
    let mut forms = Vec::new();
    if feed::is_offered(site, record) {
        forms.push(form("application/atom+xml", OwnBeside::Atom.name()));
        forms.push(form("application/feed+json", OwnBeside::JsonFeed.name()));
    }
    if calendar::is_offered(site, record) {
        forms.push(form("text/calendar", OwnBeside::Calendar.name()));
    }
    if markdown::is_offered(site, record) {
        forms.push(form("text/markdown", OwnBeside::Markdown.name()));
    }
    if llms::is_offered(site, record) {
        forms.push(form("text/plain", OwnBeside::Llms.name()));
    }
    forms
}

/// What every record has on its own page.
pub(super) fn every(viewer: &Viewer<'_>, id: RecordId, part: Part) -> EveryRecord {
    let (site, phrases) = (viewer.site, viewer.site.phrases());
    let record = site.record(id);
    let is_first = part.number == 1;
    let mentions = record.backlinks.iter().filter(|link| is_first && link.relation == Relation::Mentions);
    let mentions: Vec<RecordId> = mentions.map(|link| link.from).collect();
    let (mentions, more_mentions) = few(&mentions, bounds::MENTIONS);
    let (lessons, more_lessons) = few(&record.lessons, bounds::OWN_LESSONS);
    EveryRecord {
        description: record.description().map(Text::of),
        id: Text::of(&record.id),
        language: Text::of(record.language.as_str()),
        language_name: Text::of(phrases.language_name(&record.language)),
        aliases: Text::each(record.other_names_today().filter(|_| is_first)),
        former_names: former_names(viewer, record, part),
        website: record.website().known().map(|url| Text::of(url.as_str())),
        updated: record.updated().map(|date| dates::date(date, phrases)),
        links: further_links(record, part),
        edit: edit_address(viewer, record).map(Text::of),
        topics: viewer.all_spoken(record, &record.topics),
        technologies: technologies(viewer, record),
        organisations: viewer.all_spoken(record, &record.organisations),
        lessons: viewer.cards(lessons.iter().copied()),
        more_lessons: more_lessons.and_then(|count| rest_of_lessons(viewer, record, count)),
        figures: viewer.cards(record.figures.iter().copied()),
        translations: translations(viewer, record),
        mentions: viewer.cards(mentions.iter().copied()),
        more_mentions,
        actions: viewer.cards(record.actions.iter().copied()),
        citation: citation::of(site, record)
            .map(|citation| Citation { bibtex: Text::of(citation.bibtex), csl: Text::of(citation.csl) }),
        extra: record.extra().map(|extra| Table(Value::from_serializable(extra))),
        more_people: NotThere,
        more_organisations: NotThere,
    }
}

fn former_names(viewer: &Viewer<'_>, record: &Record, part: Part) -> IfAny<FormerName> {
    let date = |date: &Option<Spanned<PartialDate>>| {
        date.as_ref().map(|date| dates::date(date.value, viewer.site.phrases()))
    };
    let former = record.former_names().iter().filter(|_| part.number == 1);
    let name = |former: &matter::FormerName| FormerName {
        name: Text::of(&former.name.value),
        since: date(&former.since),
        until: date(&former.until),
    };
    IfAny(former.map(name).collect())
}

fn further_links(record: &Record, part: Part) -> Vec<FurtherLink> {
    let links = record.further_links().iter().filter(|_| part.number == 1);
    let link = |link: &Link| FurtherLink {
        url: Text::of(link.url.as_str()),
        title: link.title.as_deref().map(Text::of),
    };
    links.map(link).collect()
}

fn technologies(viewer: &Viewer<'_>, record: &Record) -> Vec<UsedTechnology> {
    let technology = |(id, stance): &(RecordId, Option<Stance>)| UsedTechnology {
        card: viewer.spoken(record, *id),
        stance: stance.map(|stance| Text::of(stance.name())),
    };
    record.technologies.iter().map(technology).collect()
}

fn translations(viewer: &Viewer<'_>, record: &Record) -> Vec<Translation> {
    let translation = |id: &RecordId| {
        let language = &viewer.site.record(*id).language;
        Translation {
            card: viewer.card(*id),
            language: Text::of(language.as_str()),
            language_name: Text::of(viewer.site.phrases().language_name(language)),
        }
    };
    record.translations.iter().map(translation).collect()
}

/// The lessons that are not listed: how many there are, and where the text has the first of them.
fn rest_of_lessons(viewer: &Viewer<'_>, record: &Record, count: usize) -> Option<MoreLessons> {
    let Details::Lesson(first) = &viewer.site.record(*record.lessons.get(bounds::OWN_LESSONS)?).details
    else {
        return None;
    };
    Some(MoreLessons { count, url: Text::of(format!("#{}", first.anchor)) })
}

/// Where a reader may suggest a change to the file that the record was read from.
fn edit_address(viewer: &Viewer<'_>, record: &Record) -> Option<String> {
    let pattern = viewer.site.options().edit_url?;
    let path = record.outline.as_ref()?.path.as_str();
    let encoded: Vec<String> =
        path.split('/').map(|part| utf8_percent_encode(part, IN_PATHS).to_string()).collect();
    Some(pattern.replace("{path}", &encoded.join("/")))
}

fn prose(viewer: &Viewer<'_>, record: &Record, body: &Body) -> Html {
    let filling = viewer.site.filling(&viewer.site.root);
    Html::of(&slots::fill(filling, record, body))
}

/// The table of contents: headings of the second and third level.
fn contents(body: &Body) -> Vec<TocEntry> {
    let entry = |heading: &Heading| TocEntry {
        level: heading.level,
        anchor: Text::of(&heading.anchor),
        text: Text::of(&heading.text),
        section: heading.rex.map(|section| Text::of(RexSection::name(section))),
    };
    // The third level is the last, unless the author has no other.
    let highest = body.headings.iter().map(|heading| heading.level).min().unwrap_or_default();
    body.headings.iter().filter(|heading| heading.level <= highest.max(3)).map(entry).collect()
}
