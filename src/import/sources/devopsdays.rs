//! The site of DevOpsDays: `content/events/<event>/program/*.md` and `speakers/*.md`, and `data/events/` with what is known of each event.
//!
//! Comes in: the folder that holds `content`. Goes out: a [`Harvest`] with a programme for each event. What always holds: only the fields of the
//! lists below are looked at; addresses of organisers are not on them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::harvest::reading::languages::language;
use crate::harvest::record::{Harvest, Participant};
use crate::import::error::ImportError;
use crate::import::sources::files::{Files, Page};
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::{Programme, Session, Speaker, Standing};
use crate::programme::{self, addresses, times};
use crate::vocab::date::PartialDate;
use crate::vocab::web_address::WebAddress;

/// What the files say where they come from.
const SOURCE: &str = "devopsdays";

const EVENT: &[&str] = &[
    "city",
    "description",
    "enddate",
    "location",
    "location_address",
    "name",
    "program",
    "startdate",
    "year",
];
const SLOT: &[&str] = &["date", "end_time", "start_time", "title", "type"];
const TALK: &[&str] = &[
    "description",
    "draft",
    "google_slides",
    "language",
    "pdf",
    "slides",
    "slideshare",
    "speakerdeck",
    "speakers",
    "talk_date",
    "talk_end_time",
    "talk_start_time",
    "title",
    "type",
    "vimeo",
    "youtube",
];
const SPEAKER: &[&str] =
    &["draft", "facebook", "github", "gitlab", "linkedin", "title", "twitter", "type", "website"];

/// Reads the whole folder.
pub(crate) fn read(folder: &Path) -> Result<Harvest, ImportError> {
    if !folder.is_dir() {
        return Err(ImportError::NotAFolder(folder.to_owned()));
    }
    let mut files = Files::new(folder);
    let mut programmes = Vec::new();
    for event in files.folders("content/events")? {
        let name = event.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        programmes.extend(read_event(&name, &mut files)?);
    }
    if programmes.is_empty() {
        let hint = "give the folder that holds `content/events/<event>/program/*.md`".to_owned();
        let folder = folder.to_owned();
        return Err(ImportError::NotSuchData { folder, wanted: "site of DevOpsDays", hint });
    }
    let mut harvest = Harvest::new(SOURCE, Some(String::new()));
    harvest.notices.append(&mut files.notices);
    programme::harvest(&mut harvest, "content/events", programmes);
    Ok(harvest)
}

fn read_event(name: &str, files: &mut Files<'_>) -> Result<Option<Programme>, ImportError> {
    let talks = files.pages(&format!("content/events/{name}/program"))?;
    let pages = files.pages(&format!("content/events/{name}/speakers"))?;
    if talks.is_empty() && pages.is_empty() {
        return Ok(None);
    }
    let (year, city) = name.split_once('-').unwrap_or(("", name));
    let data = files
        .yaml(&format!("data/events/{name}.yml"))
        .or_else(|| files.yaml(&format!("data/events/{year}/{city}/main.yml")))
        .unwrap_or_default();
    let data = Allowed::of(&data, EVENT);
    let text = |key: &str| data.and_then(|data| data.text(key));
    let words = city.replace('-', " ");
    let city = text("city").unwrap_or_else(|| capitalised(&words));
    let year = text("year").unwrap_or_else(|| year.to_owned());
    let day = |key: &str| text(key).and_then(|written| PartialDate::parse(&written).ok());
    let mut programme = Programme {
        name: name.to_owned(),
        title: format!("DevOpsDays {city} {year}").trim_end().to_owned(),
        series: Some("DevOpsDays".to_owned()),
        dates: day("startdate").zip(day("enddate")),
        venue: text("location").filter(|venue| *venue != city),
        address: text("location_address"),
        url: addresses::public(&format!("https://devopsdays.org/events/{name}/")),
        ..Programme::default()
    };
    let people: Vec<(String, Speaker)> =
        pages.iter().filter_map(|page| Some((page.stem.clone(), speaker(page)?))).collect();
    let names: BTreeMap<&str, &str> =
        people.iter().map(|(stem, speaker)| (stem.as_str(), speaker.name.as_str())).collect();
    let slots: Vec<Allowed<'_>> =
        data.map(|data| data.objects("program", SLOT).collect()).unwrap_or_default();
    programme.sessions = talks.iter().filter_map(|page| session(page, &names, &slots)).collect();
    programme.people = people.into_iter().map(|(_, speaker)| speaker).collect();
    Ok(Some(programme))
}

fn capitalised(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    words.split(' ').filter_map(word).collect::<Vec<_>>().join(" ")
}

fn session(page: &Page, names: &BTreeMap<&str, &str>, slots: &[Allowed<'_>]) -> Option<Session> {
    let fields = Allowed::of(&page.matter, TALK)?;
    let slot = slots.iter().find(|slot| slot.text("title").is_some_and(|title| title == page.stem));
    let of_slot = |key: &str| slot.and_then(|slot| slot.text(key));
    let time = |clock: Option<String>, day: &Option<String>| {
        let day = PartialDate::parse(day.as_deref()?).ok()?;
        clock.and_then(|clock| times::of_day(day, &clock, 0)).or(Some(day))
    };
    let day = fields.text("talk_date").or_else(|| of_slot("date"));
    let start = time(fields.text("talk_start_time").or_else(|| of_slot("start_time")), &day);
    let end = time(fields.text("talk_end_time").or_else(|| of_slot("end_time")), &day);
    let speakers: Vec<Participant> = fields
        .list("speakers")
        .iter()
        .filter_map(one_line)
        .map(|key| match names.get(key.as_str()) {
            Some(name) => Participant::named(*name),
            None => Participant::named(capitalised(&key.replace('-', " "))),
        })
        .collect();
    let kind = fields.text("type");
    let is_filler =
        ["custom", "event", "open-space", "open_space", "break"].map(Some).contains(&kind.as_deref());
    let standing = match speakers.is_empty() && is_filler {
        _ if fields.says_yes("draft") => Standing::NotAccepted,
        true => Standing::Break,
        false => Standing::Accepted,
    };
    let site = |key: &str, prefix: &str| fields.text(key).and_then(|id| on_site(&id, prefix));
    let video = [site("youtube", "https://www.youtube.com/watch?v="), site("vimeo", "https://vimeo.com/")];
    let slides = [
        site("speakerdeck", "https://speakerdeck.com/"),
        site("slideshare", "https://www.slideshare.net/slideshow/"),
        site("google_slides", "https://docs.google.com/presentation/d/"),
        fields.text("slides").and_then(|url| addresses::public(&url)),
        fields.text("pdf").and_then(|url| addresses::public(&url)),
    ];
    Some(Session {
        id: page.stem.clone(),
        title: fields.text("title")?,
        subtitle: fields.text("description"),
        texts: vec![page.body.clone()],
        duration: start.zip(end).and_then(|(start, end)| times::between(start, end)),
        start,
        language: fields.text("language").and_then(|written| language(&written)),
        format: kind,
        speakers,
        standing,
        video: video.into_iter().flatten().collect(),
        slides: slides.into_iter().flatten().collect(),
        ..Session::default()
    })
}

/// An address, or what stands for it on a site.
fn on_site(written: &str, prefix: &str) -> Option<WebAddress> {
    let is_whole = written.starts_with("http");
    addresses::public(&if is_whole { written.to_owned() } else { format!("{prefix}{written}") })
}

fn speaker(page: &Page) -> Option<Speaker> {
    let fields = Allowed::of(&page.matter, SPEAKER)?;
    let sites = [
        ("twitter", "https://twitter.com/"),
        ("github", "https://github.com/"),
        ("gitlab", "https://gitlab.com/"),
        ("linkedin", "https://www.linkedin.com/in/"),
        ("facebook", "https://www.facebook.com/"),
    ];
    let social = sites.into_iter().filter_map(|(key, prefix)| {
        let written = fields.text(key)?;
        on_site(written.trim_start_matches('@'), prefix)
    });
    Some(Speaker {
        id: page.stem.clone(),
        name: fields.text("title")?,
        text: page.body.clone(),
        social: social.collect(),
        url: fields.text("website").and_then(|url| addresses::public(&url)),
        ..Speaker::default()
    })
}
