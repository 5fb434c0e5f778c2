//! The one writer: records find their files, are merged with what stands there, and become a [`Plan`], which is then carried out.
//!
//! Comes in: a [`Harvest`] and the site's content folder. Goes out: a plan, which can be shown before anything is written. What always holds: what
//! an author wrote since stays (`merge`); nothing private passes (`private`); a plan that follows another of the same harvest writes nothing;
//! nothing outside the content folder is written but the report.

mod fields;
mod guesses;
mod merge;
mod places;
mod plan;
mod private;
mod values;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::notices::Notices;
use crate::harvest::record::{Harvest, Presence, Record, Stands, Vanished};
use crate::import::error::ImportError;
use crate::import::folder::{self, Found};
use crate::vocab::diagnostic::{Code, Diagnostic, in_order};
use crate::vocab::kind::Kind;

use fields::Fields;
use places::{Existing, Placed, Places, Shape, Standing, Target};
pub use plan::Carried;
pub(crate) use plan::{Change, Plan, PlannedFile};

/// What would become of the content folder at `content`; nothing is written.
///
/// # Errors
/// The file system refuses to be read.
pub fn plan(harvest: Harvest, content: &Path) -> Result<Plan, ImportError> {
    let Harvest { source, scope, mut records, mut met, vanished, mut ledger, mut notices } = harvest;
    make_origins_fit(&mut records, &mut met);
    let files = existing(content, source)?;
    let mut places = Places::new(&files);
    let homes = place(&records, &files, &mut places, &mut notices);
    leave_present_addresses(&mut records, &homes);
    note_absent(&records, &homes, &mut ledger);
    let gone = match &scope {
        Some(scope) => note_strays(&places, scope, &met, &mut notices),
        None => Vec::new(),
    };
    let filled = homes.par_iter().enumerate().map(|(index, home)| {
        let fields = fields::of(index, &records[index], &homes);
        let (fields, left) = private::without(fields);
        (merged(home, source, &fields, &files), fields, left)
    });
    let filled: Vec<_> = filled.collect();
    let mut plan = Plan::new(source, content);
    if vanished == Vanished::Marked {
        gone.into_iter().for_each(|index| add_gone(&files[index], &mut plan));
    }
    for ((home, record), (merged, fields, left)) in homes.iter().zip(&records).zip(filled) {
        if home.standing == Standing::Absent {
            continue;
        }
        left.note(&mut ledger, &fields.from);
        let title = fields.title().to_owned();
        let attached = record.files.iter().map(|file| match &file.stands {
            Stands::Beside(name) => (file.path.clone(), home.beside(name)),
            Stands::At(below) => (file.path.clone(), below.clone()),
        });
        let attached: Vec<_> = attached.collect();
        plan.add(
            PlannedFile {
                below: home.below.clone(),
                kind: record.kind(),
                title,
                change: merged.change,
                kept: merged.kept,
                changed: merged.changed,
            },
            merged.text,
            attached,
        );
    }
    plan.finish(&mut ledger);
    plan.ledger = ledger.with_places(private::of_text);
    plan.notices = in_order(notices.into_iter().map(private::of_notice).collect());
    Ok(plan)
}

/// Every Markdown file below the content folder, with what it was imported from.
fn existing(content: &Path, source: &str) -> Result<Vec<Existing>, ImportError> {
    let found = folder::content_files(content)?.into_par_iter().map(|Found { below, text }| {
        let from = merge::origin(&text, source);
        let names = if from.is_none() { places::names(&below, &text) } else { Vec::new() };
        Existing { below, text: if from.is_some() { text } else { String::new() }, from, names }
    });
    Ok(found.collect())
}

/// What files keep of where they come from has nothing private in it, and names one record only.
fn make_origins_fit(records: &mut [Record], met: &mut Vec<String>) {
    let mut seen = HashSet::with_capacity(records.len());
    // The last number of each, so that many of one name are not counted through again and again.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for record in &mut *records {
        let from = private::of_text(&record.from);
        record.from.clone_from(&from);
        while !seen.insert(record.from.clone()) {
            let number = numbers.entry(from.clone()).or_insert(1);
            *number += 1;
            record.from = format!("{from}#{number}");
        }
    }
    for from in &mut *met {
        *from = private::of_text(from);
    }
    // Those that got a number are there, too.
    met.extend(records.iter().map(|record| record.from.clone()));
}

/// Former addresses that records have now lead to these: nothing else can be there.
fn leave_present_addresses(records: &mut [Record], placed: &[Placed]) {
    let present: HashSet<String> = records
        .iter()
        .zip(placed)
        .map(|(record, place)| match record.kind() {
            Kind::Page => place.id.clone(),
            kind => format!("{}/{}", kind.folder(), place.id),
        })
        .collect();
    for record in records {
        record.common.redirects.retain(|address| !present.contains(address.trim_matches('/')));
    }
}

/// Gives every record a file, those first that others stand below. One whose file is an author's own is left out with a notice.
fn place(
    records: &[Record],
    files: &[Existing],
    places: &mut Places<'_>,
    notices: &mut Vec<Diagnostic>,
) -> Vec<Placed> {
    let mut homes: Vec<Option<Placed>> = records.iter().map(|_| None).collect();
    // Records that stand below one another have no place but their kind's folder.
    let mut left = records.len() + 1;
    while homes.iter().any(Option::is_none) {
        let still = homes.iter().filter(|home| home.is_none()).count();
        let is_stuck = still == left;
        left = still;
        for index in 0..records.len() {
            let record = &records[index];
            let parent = record.parent.filter(|_| !is_stuck);
            let above = parent.map(|parent| homes.get(parent.0).and_then(Option::as_ref));
            if homes[index].is_some() || above.is_some_and(|above| above.is_none()) {
                continue;
            }
            if !has_file(record, places) {
                homes[index] =
                    Some(Placed { below: String::new(), id: String::new(), standing: Standing::Absent });
                continue;
            }
            let folder = above.flatten().map(|above| above.id.clone());
            let has_beside = record.files.iter().any(|file| matches!(file.stands, Stands::Beside(_)));
            let shape = if has_beside { Shape::Folder } else { Shape::File };
            let target = places.target(record.kind(), &record.from, folder.as_deref(), &record.name, shape);
            let (below, standing) = match target {
                Target::New(below) => (below, Standing::Nothing),
                Target::Present(index) => (files[index].below.clone(), Standing::Imported(index)),
                Target::Taken(index) => {
                    let below = files[index].below.clone();
                    notices.extend(not_ours(&record.from, &below));
                    (below, Standing::NotOurs)
                }
            };
            let id = places::id(&below).unwrap_or_default();
            homes[index] = Some(Placed { below, id, standing });
        }
    }
    homes.into_iter().flatten().collect()
}

/// Whether a record gets a file, or has one.
fn has_file(record: &Record, places: &Places<'_>) -> bool {
    let is_known = places.knows(&record.from);
    match record.presence {
        Presence::Wanted => true,
        Presence::Offered => is_known || !places.tells_of(record.kind(), &record.name, &record.title),
        Presence::TakenBack => is_known,
    }
}

const TOLD_ELSEWHERE: Rule =
    Rule::left("told-elsewhere", "another file tells of that person already, and stays as it is");

fn note_absent(records: &[Record], placed: &[Placed], ledger: &mut Ledger) {
    for (record, place) in records.iter().zip(placed) {
        if place.standing == Standing::Absent && record.presence == Presence::Offered {
            ledger.note(TOLD_ELSEWHERE, &record.from);
        }
    }
}

/// Adds a file whose source is gone, unless it is marked already.
fn add_gone(file: &Existing, plan: &mut Plan) {
    let Some((text, kind)) = merge::marked_as_gone(&file.text).zip(places::kind(&file.below)) else { return };
    let title = merge::title(&file.text).unwrap_or_default();
    let gone = PlannedFile {
        below: file.below.clone(),
        kind,
        title,
        change: Change::Gone,
        kept: 0,
        changed: Vec::new(),
    };
    plan.add(gone, text, Vec::new());
}

fn not_ours(from: &str, below: &str) -> Vec<Diagnostic> {
    let mut about = Notices::new(from);
    let message = format!("`{below}` exists and was not imported from here: it was not touched");
    about.say(Code::ImportNotOurs, message, "rename or remove that file to have this one imported");
    about.list
}

/// A file's text after the merge.
struct Merged {
    change: Change,
    kept: usize,
    changed: Vec<String>,
    text: String,
}

fn merged(place: &Placed, source: &str, fields: &Fields, files: &[Existing]) -> Merged {
    let unchanged = |change| Merged { change, kept: 0, changed: Vec::new(), text: String::new() };
    let text = match place.standing {
        Standing::NotOurs => return unchanged(Change::NotOurs),
        Standing::Absent => return unchanged(Change::Same),
        Standing::Nothing => {
            return Merged { text: merge::new_file(source, fields), ..unchanged(Change::New) };
        }
        Standing::Imported(index) => files[index].text.as_str(),
    };
    match merge::merged(text, source, fields) {
        Some(merged) if merged.text == text => Merged { kept: merged.kept, ..unchanged(Change::Same) },
        Some(merge::Merged { text, kept, changed }) => {
            Merged { change: Change::Changed, kept, changed, text }
        }
        None => unchanged(Change::NotOurs),
    }
}

/// Reports files that were imported and whose source is gone, and copies of imported files; returns which are gone.
fn note_strays(
    places: &Places<'_>,
    scope: &str,
    met: &[String],
    notices: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let met: HashSet<&str> = met.iter().map(String::as_str).collect();
    let mut say = |from: &str, code, message: String, hint| {
        let mut about = Notices::new(from);
        about.say(code, message, hint);
        notices.append(&mut about.list);
    };
    let is_here = |from: &str| met.contains(from) || !from.starts_with(scope);
    let gone = places.vanished(is_here);
    for (from, below, _) in &gone {
        let message = format!("this is gone; `{below}`, which was imported from it, was kept");
        say(from, Code::ImportGone, message, "remove that file yourself if it should go");
    }
    for (from, below) in places.copies() {
        let message = format!(
            "`{below}` says that it was imported from here, as another file does: it was not touched"
        );
        say(from, Code::ImportCopy, message, "remove `[extra.import]` from the copy");
    }
    gone.into_iter().map(|(_, _, index)| index).collect()
}
