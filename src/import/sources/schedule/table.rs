//! A table: CSV, or JSON lines, with a mapping that says which column is what.
//!
//! What always holds: only the columns that the mapping names are looked at.

mod cells;
mod mapping;

use std::collections::BTreeMap;

use super::context::Context;
use crate::harvest::record::Participant;
use crate::import::error::ImportError;
use crate::programme::session::{Programme, Session, Standing};
use crate::programme::{addresses, lengths, times};
use crate::vocab::fold::fold;
use cells::Row;
use mapping::Mapping;

/// Reads it: a programme for each event that its rows name, else one.
pub(super) fn read(text: &str, context: &mut Context<'_>) -> Result<Vec<Programme>, ImportError> {
    let mapping = mapping::read(context)?;
    let rows = cells::rows(text, &mapping, context)?;
    let mut programmes: BTreeMap<String, Programme> = BTreeMap::new();
    let within = if mapping.columns.event.is_some() { format!("{}/", context.stem()) } else { String::new() };
    for row in &rows {
        let named = row.text(mapping.columns.event.as_deref());
        let programme = programmes.entry(named.clone().unwrap_or_default()).or_insert_with(|| {
            let title = context.event_title(named.or_else(|| mapping.event.title.clone()));
            Programme {
                within: within.clone(),
                name: title.clone(),
                title,
                timezone: context.timezone(mapping.event.timezone.clone()),
                url: mapping.event.url.as_deref().and_then(addresses::public),
                ..Programme::default()
            }
        });
        let session = session(row, &mapping, programme.timezone.as_deref(), context);
        programme.sessions.push(session);
    }
    Ok(programmes.into_values().collect())
}

fn session(row: &Row, mapping: &Mapping, timezone: Option<&str>, context: &mut Context<'_>) -> Session {
    let columns = &mapping.columns;
    let text = |column: &Option<String>| row.text(column.as_deref());
    let list = |column: &Option<String>| row.list(column.as_deref(), mapping.values.separator());
    let zone = timezone.and_then(times::zone);
    let day = text(&columns.date);
    let mut time = |column: &Option<String>| {
        let written = text(column)?;
        // A clock alone is of the row's day.
        let is_clock = !written.contains('-') && written.contains(':');
        let written = if is_clock { format!("{}T{written}", day.as_deref()?) } else { written };
        context.time(&written, zone.as_ref())
    };
    let (start, end) = (time(&columns.start), time(&columns.end));
    let start = start.or_else(|| day.as_deref().and_then(|day| context.time(day, zone.as_ref())));
    let written = text(&columns.duration).and_then(|written| lengths::length(&written));
    let organisations = list(&columns.organisations);
    let speakers = list(&columns.speakers).into_iter().enumerate().map(|(index, name)| Participant {
        organisation: organisations.get(index).cloned(),
        ..Participant::named(name)
    });
    let address =
        |column: &Option<String>| list(column).iter().filter_map(|url| addresses::public(url)).collect();
    let status = text(&columns.status).map(|status| fold(&status));
    Session {
        id: text(&columns.id).unwrap_or_default(),
        title: text(&columns.title).unwrap_or_default(),
        subtitle: text(&columns.subtitle),
        texts: vec![row.prose(columns.summary.as_deref()), row.prose(columns.description.as_deref())],
        duration: written.or_else(|| start.zip(end).and_then(|(start, end)| times::between(start, end))),
        start,
        room: text(&columns.room),
        topics: list(&columns.topics),
        language: context.language(text(&columns.language)),
        format: text(&columns.format),
        level: text(&columns.level).map(|level| level.to_lowercase()),
        speakers: speakers.collect(),
        standing: match status {
            Some(status) if status.starts_with("cancel") => Standing::Cancelled,
            Some(status) if !mapping.values.accepts(&status) => Standing::NotAccepted,
            _ => Standing::Accepted,
        },
        video: address(&columns.video),
        slides: address(&columns.slides),
        url: text(&columns.url).and_then(|url| addresses::public(&url)),
        ..Session::default()
    }
}
