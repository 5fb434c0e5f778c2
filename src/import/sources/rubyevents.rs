//! RubyEvents: `data/<series>/<event>/event.yml` and `videos.yml`, and `series.yml` beside the events.
//!
//! Comes in: the repository's folder, its `data` folder, a series' or an event's. Goes out: a [`Harvest`] with a programme for each event. What
//! always holds: only the fields of the lists below are looked at.

use std::path::{Path, PathBuf};

use crate::harvest::reading::languages::language;
use crate::harvest::record::{Harvest, Participant};
use crate::import::error::ImportError;
use crate::import::folder::{self, Wanted};
use crate::import::sources::files::Files;
use crate::programme::allowed::Allowed;
use crate::programme::session::{Programme, Recorded, Session, Standing};
use crate::programme::{self, addresses};
use crate::vocab::date::PartialDate;

/// What the files say where they come from.
const SOURCE: &str = "rubyevents";

const SERIES: &[&str] = &["name", "title", "website"];
const EVENT: &[&str] = &["description", "end_date", "id", "location", "start_date", "title", "website"];
const VIDEO: &[&str] = &[
    "additional_resources",
    "date",
    "description",
    "id",
    "kind",
    "language",
    "location",
    "slides_url",
    "slug",
    "speakers",
    "status",
    "subtitle",
    "talks",
    "title",
    "track",
    "video_id",
    "video_provider",
];
const RESOURCE: &[&str] = &["name", "title", "type", "url"];

/// Reads the whole folder.
pub(crate) fn read(folder: &Path) -> Result<Harvest, ImportError> {
    if !folder.is_dir() {
        return Err(ImportError::NotAFolder(folder.to_owned()));
    }
    let mut events = Vec::new();
    let data = folder.join("data");
    let start = if data.is_dir() { data } else { folder.to_owned() };
    find(&start, DEPTH, &mut events)?;
    let mut files = Files::new(folder);
    let mut programmes = Vec::new();
    for event in events {
        let below = folder::below(folder, &event).unwrap_or_default();
        programmes.push(read_event(&below, &event, &mut files));
    }
    if programmes.is_empty() {
        let hint = "give the folder that holds `data/<series>/<event>/event.yml` and `videos.yml`".to_owned();
        let folder = folder.to_owned();
        return Err(ImportError::NotSuchData { folder, wanted: "data of RubyEvents", hint });
    }
    let mut harvest = Harvest::new(SOURCE, Some(String::new()));
    harvest.notices.append(&mut files.notices);
    programme::harvest(&mut harvest, "data", programmes);
    Ok(harvest)
}

/// Events are at most so many folders deep.
const DEPTH: usize = 2;

/// Adds the folders of events.
fn find(folder: &Path, depth: usize, events: &mut Vec<PathBuf>) -> Result<(), ImportError> {
    if folder.join("event.yml").is_file() || folder.join("videos.yml").is_file() {
        events.push(folder.to_owned());
    } else if depth > 0 {
        for inner in folder::entries(folder, Wanted::Folders)? {
            find(&inner, depth - 1, events)?;
        }
    }
    Ok(())
}

fn read_event(below: &str, path: &Path, files: &mut Files<'_>) -> Programme {
    let beside = |name: &str| if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
    let event = files.yaml(&beside("event.yml")).unwrap_or_default();
    let series = below.rsplit_once('/').and_then(|(above, _)| files.yaml(&format!("{above}/series.yml")));
    let series = series.as_ref().and_then(|series| Allowed::of(series, SERIES));
    let fields = Allowed::of(&event, EVENT);
    let text = |key: &str| fields.and_then(|fields| fields.text(key));
    let folder = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = text("title").unwrap_or_else(|| folder.replace('-', " "));
    let day = |key: &str| text(key).and_then(|written| PartialDate::parse(&written).ok());
    let mut programme = Programme {
        name: folder,
        series: series.and_then(|series| series.text("name")).filter(|name| *name != title),
        title,
        dates: day("start_date").zip(day("end_date")),
        address: text("location"),
        url: text("website").and_then(|url| addresses::public(&url)),
        text: fields.map(|fields| fields.prose("description").to_owned()).unwrap_or_default(),
        ..Programme::default()
    };
    let videos = files.yaml(&beside("videos.yml")).unwrap_or_default();
    for video in videos.as_array().into_iter().flatten().filter_map(|video| Allowed::of(video, VIDEO)) {
        let parent = session(&video, None);
        let talks: Vec<Session> =
            video.objects("talks", VIDEO).map(|talk| session(&talk, Some((&parent, &video)))).collect();
        // A recording of several talks is none itself, unless somebody leads through it.
        if talks.is_empty() || !parent.speakers.is_empty() {
            programme.sessions.push(parent);
        }
        programme.sessions.extend(talks);
    }
    programme
}

fn session(video: &Allowed<'_>, parent: Option<(&Session, &Allowed<'_>)>) -> Session {
    let above = |key: &str| parent.and_then(|(_, above)| above.text(key));
    let date = video.text("date").or_else(|| above("date"));
    let provider = video.text("video_provider").unwrap_or_default();
    let id = video.text("video_id");
    let url = id.and_then(|id| match provider.as_str() {
        "youtube" => addresses::public(&format!("https://www.youtube.com/watch?v={id}")),
        "vimeo" => addresses::public(&format!("https://vimeo.com/{id}")),
        "mp4" => addresses::public(&id),
        _ => None,
    });
    let of_parent =
        parent.filter(|_| provider == "parent").and_then(|(above, _)| above.video.first().cloned());
    let recorded = match provider.as_str() {
        "not_recorded" => Recorded::Never,
        "scheduled" | "not_published" => Recorded::Awaited,
        _ => Recorded::Unknown,
    };
    let title = video.text("title").unwrap_or_default();
    let is_keynote = title.to_lowercase().starts_with("keynote");
    let mut session = Session {
        id: video.text("id").unwrap_or_default(),
        subtitle: video.text("subtitle"),
        texts: vec![video.prose("description").to_owned()],
        start: date.and_then(|date| PartialDate::parse(&date).ok()),
        topics: video.text("track").into_iter().collect(),
        language: video.text("language").and_then(|written| language(&written)),
        format: video.text("kind").or_else(|| is_keynote.then(|| "keynote".to_owned())),
        speakers: video.texts("speakers").into_iter().map(Participant::named).collect(),
        standing: match video.text("status").as_deref() {
            Some("cancelled" | "canceled") => Standing::Cancelled,
            _ => Standing::Accepted,
        },
        video: url.or(of_parent).into_iter().collect(),
        slides: video.text("slides_url").and_then(|url| addresses::public(&url)).into_iter().collect(),
        recorded,
        title,
        ..Session::default()
    };
    for resource in video.objects("additional_resources", RESOURCE) {
        let title = resource.text("title").or_else(|| resource.text("name"));
        if let Some(url) = resource.text("url").and_then(|url| addresses::public(&url)) {
            addresses::add(&mut session, url, title.as_deref());
        }
    }
    session
}
