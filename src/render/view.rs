//! Views: what each page's template is handed, and nothing else.
//!
//! Comes in: a [`Viewer`]: a planned page, the site, and the prose that the page declared. Goes out: the template's name and its context, or the bytes of a file
//! for machines. What always holds: a view depends on its own record (or list), on cards, on declared prose and related talks, and on what all pages share.

mod accounts;
mod actions;
mod event;
mod explore;
mod feeds;
mod follow_ups;
mod home;
mod incident;
mod learned;
mod lessons;
mod life;
mod list;
mod media;
mod metric;
mod name;
mod page;
mod part;
mod reading_list;
mod record;
mod shared;
mod shown;
mod transcript;
mod viewer;
mod work;

use crate::knowledge::{Details, RecordId};
use crate::machines::{self, card};
use crate::site::lessons::Choice;
use crate::site::part::Part;
use crate::theme::view::{Template, View};
use crate::theme::{Described, Handed};
use crate::vocab::kind::Kind;

use super::page::Subject;

pub(super) use shown::Shown;
pub(super) use viewer::Viewer;

/// The view of one page.
pub(super) fn of(viewer: &Viewer<'_>) -> Shown {
    match &viewer.page.subject {
        Subject::Home => Shown::page(viewer, home::home(viewer)),
        Subject::Record(id, part) => of_record(viewer, *id, *part),
        Subject::Shared(number) => Shown::page(viewer, shared::view(viewer, *number)),
        Subject::List(kind, part) => of_list(viewer, *kind, *part),
        Subject::Lessons(choice, part) => Shown::page(viewer, lessons::list(viewer, *choice, *part)),
        Subject::Years => Shown::page(viewer, list::years(viewer)),
        Subject::Year(year, part) => Shown::page(viewer, list::year(viewer, *year, *part)),
        Subject::Explore => Shown::page(viewer, explore::view(viewer)),
        Subject::Debts(part) => Shown::page(viewer, list::debts(viewer, *part)),
        Subject::FollowUps(part) => Shown::page(viewer, follow_ups::view(viewer, *part)),
        Subject::ReadingList => Shown::page(viewer, reading_list::view(viewer)),
        Subject::NotFound => Shown::page(viewer, home::not_found(viewer)),
        Subject::Search => Shown::page(viewer, home::search(viewer)),
        Subject::OpenSearch => Shown::page(viewer, feeds::open_search(viewer)),
        Subject::Redirect(to) => Shown::page(viewer, home::redirect(viewer, *to)),
        Subject::Feed(scope) => Shown::page(viewer, feeds::feed(viewer, *scope)),
        Subject::Sitemap(entries) => Shown::page(viewer, feeds::sitemap(viewer, entries)),
        Subject::SitemapIndex(addresses) => Shown::page(viewer, feeds::sitemap_index(viewer, addresses)),
        Subject::Transcript(id, number) => Shown::page(viewer, transcript::view(viewer, *id, *number)),
        Subject::Robots => Shown::page(viewer, feeds::robots(viewer)),
        Subject::Card(of) => Shown::page(viewer, card::drawing(viewer.site, *of)),
        Subject::File(file) => Shown::File(machines::bytes(
            viewer.site,
            &viewer.prose,
            viewer.related,
            &viewer.page.address,
            file,
        )),
    }
}

fn of_record(viewer: &Viewer<'_>, id: RecordId, part: Part) -> Shown {
    let (page, every) = (record::page(viewer, id, part), record::every(viewer, id, part));
    match &viewer.site.record(id).details {
        Details::Talk(talk) => Shown::page(viewer, work::talk(viewer, id, talk, page, every)),
        Details::Report(report) => Shown::page(viewer, work::report(viewer, id, report, page, every)),
        Details::Event(event) => Shown::page(viewer, event::event(viewer, id, event, part, page, every)),
        Details::Series { organisers } => {
            Shown::page(viewer, event::series(viewer, id, organisers, page, every))
        }
        Details::Person => Shown::page(viewer, name::person(viewer, id, part, page, every)),
        Details::Organisation => Shown::page(viewer, name::organisation(viewer, id, part, page, every)),
        Details::Term { broader } => Shown::page(viewer, name::term(viewer, id, *broader, part, page, every)),
        Details::Metric => Shown::page(viewer, metric::metric(viewer, id, part, page, every)),
        Details::Lesson(lesson) => Shown::page(viewer, part::lesson(viewer, id, lesson, page, every)),
        Details::Figure(figure) => Shown::page(viewer, part::figure(viewer, id, figure, page, every)),
        // An action has no page: it is on its source's.
        Details::Action(_) | Details::Page => Shown::page(viewer, page::page(viewer, id, page, every)),
    }
}

/// The list of the records of one kind.
fn of_list(viewer: &Viewer<'_>, kind: Kind, part: Part) -> Shown {
    match kind {
        // Pages are in no list.
        Kind::Talk | Kind::Report | Kind::Page => Shown::page(viewer, list::works(viewer, kind, part)),
        Kind::Event => Shown::page(viewer, list::events(viewer, part)),
        Kind::Lesson => Shown::page(viewer, lessons::list(viewer, Choice::default(), part)),
        Kind::Figure => Shown::page(viewer, list::figures(viewer, part)),
        Kind::Action => Shown::page(viewer, actions::list(viewer, part)),
        Kind::Series | Kind::Person | Kind::Organisation | Kind::Topic | Kind::Technology | Kind::Metric => {
            Shown::page(viewer, list::names(viewer, kind, part))
        }
    }
}

/// What every template is handed.
pub(super) fn every() -> Described {
    shown::EveryTemplate::described()
}

/// What each template is handed besides, in the order of their names.
pub(super) fn handed() -> Vec<Handed> {
    fn of<T: Template>() -> Handed {
        Handed { template: T::NAME, view: T::described() }
    }
    let mut all = vec![
        of::<home::HomePage>(),
        of::<reading_list::ReadingListPage>(),
        of::<home::NotFoundPage>(),
        of::<home::SearchPage>(),
        of::<home::RedirectPage>(),
        of::<transcript::TranscriptPage>(),
        of::<work::TalkPage>(),
        of::<work::ReportPage>(),
        of::<event::EventPage>(),
        of::<event::SeriesPage>(),
        of::<name::PersonPage>(),
        of::<name::OrganisationPage>(),
        of::<name::TermPage>(),
        of::<metric::MetricPage>(),
        of::<part::LessonPage>(),
        of::<part::FigurePage>(),
        of::<page::PlainPage>(),
        of::<list::WorksPage>(),
        of::<list::EventsPage>(),
        of::<list::NamesPage>(),
        of::<shared::SharedNamesPage>(),
        of::<lessons::LessonsPage>(),
        of::<list::FiguresPage>(),
        of::<actions::ActionsPage>(),
        of::<list::YearsPage>(),
        of::<list::YearPage>(),
        of::<list::DebtsPage>(),
        of::<follow_ups::FollowUpsPage>(),
        of::<explore::ExplorePage>(),
        of::<feeds::FeedFile>(),
        of::<feeds::SitemapFile>(),
        of::<feeds::SitemapIndexFile>(),
        of::<feeds::RobotsFile>(),
        of::<feeds::OpenSearchFile>(),
        of::<card::SocialCard>(),
    ];
    all.sort_by_key(|handed| handed.template);
    all
}
