//! A programme by day, room and time, worked out from when each talk begins and how long it lasts.
//!
//! What always holds:
//!
//! - Times are the event's own.
//! - What begins before four in the morning belongs to the evening before.
//! - The time zones are those that are built in, so that every machine comes to the same programme.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::site::bounds;
use crate::vocab::date::{PartialDate, TimeOfDay};
use crate::vocab::duration::Duration;

/// When the day of a programme ends, in minutes after midnight.
const NIGHT_ENDS: i32 = 4 * 60;
const DAY: i32 = 24 * 60;

/// When and where one talk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot<'a, T> {
    pub(super) talk: T,
    /// The day of the programme, as precisely as it is known.
    pub(super) day: Option<PartialDate>,
    /// Minutes after that day's midnight; more than a day's for what is after it.
    pub(super) start: Option<i32>,
    pub(super) end: Option<i32>,
    pub(super) room: Option<&'a str>,
}

/// Talks by room and time.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Grid<'a, 's, T> {
    pub(super) rooms: Vec<&'a str>,
    pub(super) rows: Vec<Row<'s, 'a, T>>,
}

/// What begins at one time.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row<'s, 'a, T> {
    pub(super) start: i32,
    /// From the first room on, without the rooms where something goes on that began before.
    pub(super) cells: Vec<Cell<'s, 'a, T>>,
}

/// What is in one room from one time on; nothing, when it is empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell<'s, 'a, T> {
    /// How many rows it lasts.
    pub(super) rows: usize,
    pub(super) slots: Vec<&'s Slot<'a, T>>,
}

/// The time zone of this name.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// Whether a date says how far its clock is from UTC.
pub(super) fn has_offset(date: Option<PartialDate>) -> bool {
    date.and_then(|date| date.time).is_some_and(|time| time.offset.is_some())
}

/// A talk's place in its programme.
pub(super) fn slot<'a, T>(
    talk: T,
    date: Option<PartialDate>,
    duration: Option<Duration>,
    room: Option<&'a str>,
    zone: Option<&TimeZone>,
) -> Slot<'a, T> {
    let unplaced =
        |talk| Slot { talk, day: date.map(PartialDate::without_time), start: None, end: None, room };
    let Some((day, time)) = date.and_then(|date| date.civil().zip(date.time)) else { return unplaced(talk) };
    let at = in_zone(day, time, zone);
    let minutes = i32::from(at.hour()) * 60 + i32::from(at.minute());
    let (day, start) = match at.date().yesterday() {
        Ok(evening) if minutes < NIGHT_ENDS => (evening, minutes + DAY),
        _ => (at.date(), minutes),
    };
    let end =
        duration.and_then(|duration| i32::try_from(duration.minutes()).ok()).map(|length| start + length);
    Slot { talk, day: Some(partial(day)), start: Some(start), end, room }
}

/// The same moment on the event's clock.
pub(super) fn local(date: PartialDate, zone: Option<&TimeZone>) -> PartialDate {
    let Some((day, time)) = date.civil().zip(date.time) else { return date };
    let at = in_zone(day, time, zone);
    let time = TimeOfDay { hour: at.hour(), minute: at.minute(), second: at.second(), offset: None };
    PartialDate { time: Some(time), ..partial(at.date()) }
}

/// Puts talks in the order of their days and times; those that nothing is known of come last, and equals stay as they are.
pub(super) fn sort<T>(slots: &mut [Slot<'_, T>]) {
    slots.sort_by_key(|slot| (slot.day.is_none(), slot.day, slot.start.is_none(), slot.start));
}

/// A day's talks by room and time; none when no two of them are at the same time in different rooms, or there would be too many cells.
pub(super) fn grid<'a, 's, T>(slots: &'s [Slot<'a, T>]) -> Option<Grid<'a, 's, T>> {
    let placed: Vec<_> = slots.iter().filter_map(|slot| Some((slot, slot.start?, slot.room?))).collect();
    let mut rooms: Vec<&str> = Vec::new();
    for (_, _, room) in &placed {
        if !rooms.contains(room) {
            rooms.push(room);
        }
    }
    let is_parallel = placed.iter().enumerate().any(|(index, (_, start, room))| {
        placed[index + 1..].iter().any(|(_, other, elsewhere)| other == start && elsewhere != room)
    });
    if !is_parallel {
        return None;
    }
    let mut starts: Vec<i32> = placed.iter().map(|(_, start, _)| *start).collect();
    starts.sort_unstable();
    starts.dedup();
    if rooms.len() * starts.len() > bounds::CELLS {
        return None;
    }
    // Until which row each room is taken.
    let mut taken = vec![0; rooms.len()];
    let mut rows = Vec::with_capacity(starts.len());
    for (number, start) in starts.iter().enumerate() {
        let mut cells = Vec::new();
        for (room, taken) in rooms.iter().zip(&mut taken) {
            if *taken > number {
                continue;
            }
            let here: Vec<_> = placed
                .iter()
                .filter(|(_, at, place)| at == start && place == room)
                .map(|(slot, ..)| *slot)
                .collect();
            let end = here.iter().filter_map(|slot| slot.end).max().unwrap_or(*start);
            let next = placed
                .iter()
                .filter(|(_, at, place)| at > start && place == room)
                .map(|(_, at, _)| *at)
                .min();
            let end = end.min(next.unwrap_or(i32::MAX));
            let lasts = starts[number..].iter().take_while(|at| **at < end).count().max(1);
            *taken = number + lasts;
            cells.push(Cell { rows: lasts, slots: here });
        }
        rows.push(Row { start: *start, cells });
    }
    Some(Grid { rooms, rows })
}

/// A time of the programme on the clock.
pub(super) fn clock(minutes: i32) -> TimeOfDay {
    let minutes = minutes.rem_euclid(DAY);
    TimeOfDay { hour: (minutes / 60) as i8, minute: (minutes % 60) as i8, second: 0, offset: None }
}

/// The wall clock's time at the event.
fn in_zone(day: Date, time: TimeOfDay, zone: Option<&TimeZone>) -> DateTime {
    let written = day.at(time.hour, time.minute, time.second, 0);
    let offset = time.offset.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    match (offset, zone) {
        (Some(offset), Some(zone)) => offset.to_timestamp(written).map_or(written, |at| zone.to_datetime(at)),
        _ => written,
    }
}

fn partial(day: Date) -> PartialDate {
    PartialDate { year: day.year(), month: Some(day.month()), day: Some(day.day()), time: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &'static str, when: &str, minutes: u32, room: &'static str) -> Slot<'static, &'static str> {
        let zone = zone("Europe/Paris");
        let date = PartialDate::parse(when).unwrap();
        slot(name, Some(date), Duration::from_seconds(minutes * 60), Some(room), zone.as_ref())
    }

    #[test]
    fn the_night_belongs_to_the_evening_before() {
        let late = at("late", "2017-10-03T00:30", 60, "A");
        assert_eq!((late.day.unwrap().to_string().as_str(), late.start), ("2017-10-02", Some(DAY + 30)));
        let early = at("early", "2017-10-03T04:00", 60, "A");
        assert_eq!(early.day.unwrap().to_string(), "2017-10-03");
        let clock = clock(DAY + 30);
        assert_eq!((clock.hour, clock.minute), (0, 30));
    }

    #[test]
    fn times_are_those_of_the_event() {
        let start = |when| at("x", when, 60, "A").start.unwrap();
        assert_eq!(start("2017-10-02T09:00:00Z"), 11 * 60, "summer time");
        assert_eq!(start("2017-12-02T09:00:00Z"), 10 * 60, "winter time");
        assert_eq!(start("2017-10-02T09:00"), 9 * 60, "as it is written");
        let moment = PartialDate::parse("2017-10-02T23:00:00Z").unwrap();
        assert_eq!(local(moment, zone("Europe/Paris").as_ref()).to_string(), "2017-10-03T01:00:00");
    }

    #[test]
    fn the_grid_spans_what_lasts() {
        let mut slots = [
            at("keynote", "2017-10-02T09:00", 60, "A"),
            at("short", "2017-10-02T10:00", 30, "A"),
            at("long", "2017-10-02T10:00", 120, "B"),
            at("shorter", "2017-10-02T10:30", 300, "A"),
            at("last", "2017-10-02T11:00", 60, "A"),
        ];
        sort(&mut slots);
        let grid = grid(&slots).unwrap();
        assert_eq!(grid.rooms, ["A", "B"]);
        let cells = |row: usize| -> Vec<(usize, Vec<&str>)> {
            let cells = grid.rows[row].cells.iter();
            cells.map(|cell| (cell.rows, cell.slots.iter().map(|slot| slot.talk).collect())).collect()
        };
        assert_eq!(cells(0), [(1, vec!["keynote"]), (1, vec![])]);
        assert_eq!(cells(1), [(1, vec!["short"]), (3, vec!["long"])]);
        assert_eq!(cells(2), [(1, vec!["shorter"])], "until the next in its room");
        assert_eq!(cells(3), [(1, vec!["last"])]);
    }

    #[test]
    fn one_talk_at_a_time_needs_no_grid() {
        let slots = [at("a", "2017-10-02T09:00", 60, "A"), at("b", "2017-10-02T10:00", 60, "B")];
        assert_eq!(grid(&slots), None);
        let mut unknown = [
            slot("none", None, None, None, None),
            slot("day", Some(PartialDate::parse("2017-10-02").unwrap()), None, None, None),
            at("timed", "2017-10-02T09:00", 60, "A"),
        ];
        sort(&mut unknown);
        assert_eq!(unknown.map(|slot| slot.talk), ["timed", "day", "none"]);
    }
}
