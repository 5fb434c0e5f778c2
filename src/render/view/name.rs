//! The pages of people, organisations, topics and technologies: what there is of each, newest first, on as many pages as it fills.

use tera::Value;

use crate::document::matter::Stance;
use crate::knowledge::{Record, RecordId, Relation, listing_relations};
use crate::render::explore::by_year;
use crate::site::part::Part;
use crate::theme::value::Fields;
use crate::vocab::hash::HashSet;
use crate::vocab::kind::Kind;
use crate::vocab::web_address::WebAddress;

use super::explore;
use super::viewer::Viewer;

/// Lessons and figures on the first page of a name.
const EXTRACTS: usize = 12;

/// A person: what they do, where they were, what they gave and wrote.
pub(super) fn person(
    viewer: &Viewer<'_>,
    record: &Record,
    part: Part,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let knowledge = viewer.site.knowledge();
    let is_first = part.number == 1;
    let former = if is_first { former_affiliations(viewer, record) } else { Vec::new() };
    let organised = knowledge.referrers(record, &[Relation::OrganisedBy], &[Kind::Event, Kind::Series]);
    let organised = organised.filter(|_| is_first);
    let fields = fields
        .maybe("role", record.role())
        .set("social", addresses(record.social()))
        .set("former", viewer.cards(former));
    (fields, items(viewer, record, part, context).set("organised", viewer.cards(organised)))
}

/// An organisation: what it lived, who its people are, what it learned and measured.
pub(super) fn organisation(
    viewer: &Viewer<'_>,
    record: &Record,
    part: Part,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let knowledge = viewer.site.knowledge();
    let events = [Kind::Event, Kind::Series];
    // What is not the list that goes on over several pages stands on the first.
    let of = |relation: Relation, kinds: &[Kind]| -> Vec<RecordId> {
        if part.number > 1 {
            return Vec::new();
        }
        knowledge.referrers(record, &[relation], kinds).collect()
    };
    let mut people = of(Relation::AffiliatedWith, &[Kind::Person]);
    viewer.site.sort_by_name(&mut people);
    let organised = of(Relation::OrganisedBy, &events);
    let sponsored = of(Relation::SponsoredBy, &events);
    let context = items(viewer, record, part, context)
        .set("people", viewer.cards(people))
        .set("organised", viewer.cards(organised))
        .set("sponsored", viewer.cards(sponsored));
    let fields = fields
        .maybe("sector", record.sector())
        .maybe("country", record.country())
        .set("social", addresses(record.social()));
    let fields = years(viewer, record, part, fields);
    (fields, extracts(viewer, record, &[Relation::LivedBy], part, context))
}

/// A topic or technology: what is about it, what was learned, and, for a technology, how it went.
pub(super) fn term(
    viewer: &Viewer<'_>,
    record: &Record,
    broader: Option<RecordId>,
    part: Part,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let knowledge = viewer.site.knowledge();
    let kinds = [Kind::Topic, Kind::Technology];
    let is_first = part.number == 1;
    let narrower = knowledge.referrers(record, &[Relation::NarrowerThan], &kinds);
    let mut narrower: Vec<_> = narrower.filter(|_| is_first).collect();
    viewer.site.sort_by_name(&mut narrower);
    let fields = fields
        .maybe("broader", broader.map(|id| viewer.card(id)))
        .set("narrower", viewer.cards(narrower))
        .set("stances", if is_first { stances(viewer, record) } else { Vec::new() });
    let fields = years(viewer, record, part, fields);
    let context = items(viewer, record, part, context);
    (fields, extracts(viewer, record, listing_relations(record.kind), part, context))
}

/// `years`, for a small chart on the first page, where there is something to compare.
fn years(viewer: &Viewer<'_>, record: &Record, part: Part, fields: Fields) -> Fields {
    if part.number > 1 {
        return fields;
    }
    let knowledge = viewer.site.knowledge();
    let years = by_year(knowledge, knowledge.works_of(record));
    let says_something = years.iter().filter(|year| year.talks + year.reports > 0).count() > 2;
    fields.unless_empty("years", if says_something { explore::years(viewer, &years) } else { Vec::new() })
}

/// `items`: this page's talks and reports, with the stance that each takes where that is known.
fn items(viewer: &Viewer<'_>, record: &Record, part: Part, context: Fields) -> Fields {
    let on_this_page = part.range(usize::MAX);
    let ids = viewer.site.knowledge().works_of(record).skip(on_this_page.start).take(part.size);
    let own = number_of(viewer, record);
    let item = |id: RecordId| {
        let stance = own.and_then(|own| viewer.site.record(id).stance_to(own));
        match stance {
            Some(stance) => viewer.card_with(id).set("stance", stance.name()).into_value(),
            None => viewer.work(id),
        }
    };
    context.set("items", ids.map(item).collect::<Vec<_>>())
}

/// `lessons` and `figures`, the newest ones, on the first page, where `lesson_count` and `figure_count` say how many there are.
fn extracts(
    viewer: &Viewer<'_>,
    record: &Record,
    relations: &[Relation],
    part: Part,
    context: Fields,
) -> Fields {
    let mut context = context;
    for (kind, list, count) in
        [(Kind::Lesson, "lessons", "lesson_count"), (Kind::Figure, "figures", "figure_count")]
    {
        let kinds = [kind];
        let all = || viewer.site.knowledge().referrers(record, relations, &kinds);
        let (shown, there) = if part.number == 1 { (EXTRACTS, all().count()) } else { (0, 0) };
        context = context.set(list, viewer.cards(all().take(shown))).set(count, there);
    }
    context
}

/// How many talks and reports take each stance to a technology, in the order of stances.
fn stances(viewer: &Viewer<'_>, record: &Record) -> Vec<Value> {
    let Some(own) = number_of(viewer, record) else { return Vec::new() };
    let mut counts = [0_usize; 4];
    for id in viewer.site.knowledge().works_of(record) {
        if let Some(stance) = viewer.site.record(id).stance_to(own) {
            counts[stance as usize] += 1;
        }
    }
    let order = [Stance::Adopted, Stance::Trial, Stance::Dropped, Stance::Mentioned];
    let entry = |(stance, count): (Stance, usize)| {
        Fields::with_capacity(2).set("stance", stance.name()).set("count", count).into_value()
    };
    order.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(entry).collect()
}

/// A technology's own number; none for any other kind.
fn number_of(viewer: &Viewer<'_>, record: &Record) -> Option<RecordId> {
    if record.kind != Kind::Technology {
        return None;
    }
    let place = viewer
        .site
        .knowledge()
        .records
        .binary_search_by(|other| (other.kind, &other.id).cmp(&(record.kind, &record.id)));
    place.ok().and_then(|index| u32::try_from(index).ok()).map(RecordId)
}

/// The organisations that a person spoke for and no longer belongs to, as far as is known, newest first.
fn former_affiliations(viewer: &Viewer<'_>, record: &Record) -> Vec<RecordId> {
    let (mut former, mut known) = (Vec::new(), HashSet::default());
    for id in viewer.site.knowledge().works_of(record) {
        let people = viewer.site.record(id).people();
        let own =
            people.iter().filter(|appearance| std::ptr::eq(viewer.site.record(appearance.person), record));
        for organisation in own.filter_map(|appearance| appearance.organisation) {
            if !record.organisations.contains(&organisation) && known.insert(organisation) {
                former.push(organisation);
            }
        }
    }
    former
}

fn addresses(list: &[WebAddress]) -> Vec<&str> {
    list.iter().map(WebAddress::as_str).collect()
}
