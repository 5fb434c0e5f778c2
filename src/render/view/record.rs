//! What every record's page has: the record, its prose, its links to others and theirs to it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::Value;

use crate::document::matter::Stance;
use crate::document::{Action, Body, Heading, RexSection};
use crate::knowledge::own::OwnBeside;
use crate::knowledge::{Details, Record, RecordId, Relation};
use crate::machines::{calendar, citation, feed, head, json_ld};
use crate::site::bounds::{self, few};
use crate::site::part::Part;
use crate::site::{media, slots};
use crate::theme::dates;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::web_address::WebAddress;

use super::viewer::Viewer;
use super::{event, name, part as part_view, work};

/// The template and the context of a record's page.
pub(super) fn view(viewer: &Viewer<'_>, id: RecordId, part: Part) -> (&'static str, Fields) {
    let site = viewer.site;
    let record = site.record(id);
    let body = viewer.prose.of(id);
    let fields = shared(viewer, id, record, part);
    let context = Fields::with_capacity(12)
        .set("page", head(viewer, id, record, part, body).into_value())
        .maybe("body", body.filter(|body| !body.html.is_empty()).map(|body| prose(viewer, record, body)))
        .set("toc", body.map(contents).unwrap_or_default())
        .maybe("pager", viewer.pager(record.address.as_str(), part));
    let (fields, context) = match &record.details {
        Details::Talk(talk) => work::talk(viewer, id, talk, fields, context),
        Details::Report(report) => work::report(viewer, id, report, fields, context),
        Details::Event(details) => event::event(viewer, record, details, part, fields, context),
        Details::Series { organisers } => event::series(viewer, record, organisers, fields, context),
        Details::Person => name::person(viewer, record, part, fields, context),
        Details::Organisation => name::organisation(viewer, record, part, fields, context),
        Details::Term { broader } => name::term(viewer, record, *broader, part, fields, context),
        Details::Lesson(lesson) => part_view::lesson(viewer, id, lesson, fields, context),
        Details::Figure(figure) => part_view::figure(viewer, id, figure, fields, context),
        Details::Page => (fields, context),
    };
    (Family::Record(record.kind).template(), context.set("record", fields.into_value()))
}

/// What is not written as it is in the path of an address.
const IN_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn head(viewer: &Viewer<'_>, id: RecordId, record: &Record, part: Part, body: Option<&Body>) -> Fields {
    let written = record.description();
    let description = written.or(body.map(|body| body.summary.as_str())).filter(|text| !text.is_empty());
    let page = viewer.own_head(&record.title, description);
    let json_ld = (part.number == 1)
        .then(|| viewer.json_ld(|| json_ld::of_record(viewer.site, record, description)))
        .flatten();
    let (frames, files) = media::origins(record, viewer.site.options().peertube);
    viewer
        .head(&record.title, record.kind.folder())
        .maybe("description", description)
        .set("meta", head::of_record(viewer.site, record, &page))
        .maybe("json_ld", json_ld)
        .set("forms", forms(viewer, record))
        .unless_empty("frames", frames.into_iter().map(Value::from).collect())
        .unless_empty("files", files.into_iter().map(Value::from).collect())
        .unless_empty("alternates", viewer.site.alternates(id).iter().map(Viewer::alternate).collect())
}

/// The same in other forms: feeds and a calendar.
fn forms(viewer: &Viewer<'_>, record: &Record) -> Vec<Value> {
    let site = viewer.site;
    let form = |media_type: &'static str, name: &str| {
        Fields::with_capacity(3)
            .set("type", media_type)
            .set("title", format!("{} · {}", record.title, site.options().title))
            .set("url", site.url(&format!("{}{name}", record.address)))
            .into_value()
    };
    let mut forms = Vec::new();
    if feed::is_offered(site, record) {
        forms.push(form("application/atom+xml", OwnBeside::Atom.name()));
        forms.push(form("application/feed+json", OwnBeside::JsonFeed.name()));
    }
    if calendar::is_offered(site, record) {
        forms.push(form("text/calendar", OwnBeside::Calendar.name()));
    }
    forms
}

/// The record's card with what only its own page shows.
/// What is not the list that goes on over several pages stands on the first.
fn shared(viewer: &Viewer<'_>, id: RecordId, record: &Record, part: Part) -> Fields {
    let is_first = part.number == 1;
    let link = |link: &crate::document::matter::Link| {
        Fields::with_capacity(2)
            .set("url", link.url.as_str())
            .maybe("title", link.title.as_deref())
            .into_value()
    };
    let technology = |(id, stance): &(RecordId, Option<Stance>)| match stance {
        Some(stance) => viewer.card_with(*id).set("stance", stance.name()).into_value(),
        None => viewer.card(*id),
    };
    let translation = |id: &RecordId| {
        let language = &viewer.site.record(*id).language;
        let name = viewer.site.phrases().language_name(language);
        viewer.card_with(*id).set("language", language.as_str()).set("language_name", name).into_value()
    };
    let citation = citation::of(viewer.site, record).map(|citation| {
        Fields::with_capacity(2).set("bibtex", citation.bibtex).set("csl", citation.csl).into_value()
    });
    let mentions =
        record.backlinks.iter().filter(|link| link.relation == Relation::Mentions).map(|link| link.from);
    let mentions = mentions.filter(|_| is_first);
    let (lessons, more_lessons) = few(&record.lessons, bounds::OWN_LESSONS);
    viewer
        .card_with(id)
        .without("more_people")
        .without("more_organisations")
        .maybe("description", record.description())
        .set("id", record.id.as_str())
        .set("language", record.language.as_str())
        .set("language_name", viewer.site.phrases().language_name(&record.language))
        .set("aliases", record.aliases.iter().filter(|_| is_first).map(String::as_str).collect::<Vec<_>>())
        .maybe("website", record.website().known().map(WebAddress::as_str))
        .maybe("updated", record.updated().map(|date| dates::date(date, viewer.site.phrases())))
        .set("links", record.further_links().iter().filter(|_| is_first).map(link).collect::<Vec<_>>())
        .maybe("edit", edit_address(viewer, record))
        .set("topics", viewer.cards(record.topics.iter().copied()))
        .set("technologies", record.technologies.iter().map(technology).collect::<Vec<_>>())
        .set("organisations", viewer.cards(record.organisations.iter().copied()))
        .set("lessons", viewer.cards(lessons.iter().copied()))
        .maybe("more_lessons", more_lessons.and_then(|count| rest_of_lessons(viewer, record, count)))
        .set("figures", viewer.cards(record.figures.iter().copied()))
        .set("translations", record.translations.iter().map(translation).collect::<Vec<_>>())
        .set("mentions", viewer.cards(mentions))
        .set("actions", actions(viewer, record))
        .maybe("citation", citation)
        .maybe("extra", record.extra().map(Value::from_serializable))
}

/// The lessons that are not listed: how many there are, and where the text has the first of them.
fn rest_of_lessons(viewer: &Viewer<'_>, record: &Record, count: usize) -> Option<Value> {
    let Details::Lesson(first) = &viewer.site.record(*record.lessons.get(bounds::OWN_LESSONS)?).details
    else {
        return None;
    };
    let url = format!("#{}", first.anchor);
    Some(Fields::with_capacity(2).set("count", count).set("url", url).into_value())
}

/// Where a reader may suggest a change to the file that the record was read from.
fn edit_address(viewer: &Viewer<'_>, record: &Record) -> Option<String> {
    let pattern = viewer.site.options().edit_url?;
    let path = record.outline.as_ref()?.path.as_str();
    let encoded: Vec<String> =
        path.split('/').map(|part| utf8_percent_encode(part, IN_PATHS).to_string()).collect();
    Some(pattern.replace("{path}", &encoded.join("/")))
}

fn actions(viewer: &Viewer<'_>, record: &Record) -> Vec<Value> {
    let action = |action: &Action| {
        Fields::with_capacity(5)
            .set("text", action.text.as_str())
            .set("anchor", action.anchor.as_str())
            .maybe("owner", action.owner.as_ref().map(|owner| owner.value.as_str()))
            .maybe("due", action.due.map(|date| dates::date(date, viewer.site.phrases())))
            .flag("done", action.done)
            .into_value()
    };
    record.actions().iter().map(action).collect()
}

fn prose(viewer: &Viewer<'_>, record: &Record, body: &Body) -> Value {
    let filling = viewer.site.filling(&viewer.site.root);
    Value::safe_string(&slots::fill(filling, record, body))
}

/// The table of contents: headings of the second and third level.
fn contents(body: &Body) -> Vec<Value> {
    let entry = |heading: &Heading| {
        Fields::with_capacity(4)
            .set("level", u64::from(heading.level))
            .set("anchor", heading.anchor.as_str())
            .set("text", heading.text.as_str())
            .maybe("section", heading.rex.map(RexSection::name))
            .into_value()
    };
    // The third level is the last, unless the author has no other.
    let highest = body.headings.iter().map(|heading| heading.level).min().unwrap_or_default();
    body.headings.iter().filter(|heading| heading.level <= highest.max(3)).map(entry).collect()
}
