//! Durations as schedules write them: `00:45`, `1:30`, `00:45:00`, `135.0:00`, a number of minutes, `PT45M`.

use crate::vocab::duration::Duration;

/// How long; nothing where no session is so long.
pub(crate) fn length(written: &str) -> Option<Duration> {
    let written = written.trim();
    let parts: Option<Vec<f64>> = written.split(':').map(|part| part.trim().parse().ok()).collect();
    let minutes = match parts.as_deref() {
        // Where it cannot be hours, the minutes were written in their place.
        Some([minutes, seconds]) if *minutes >= HOURS => minutes + seconds / 60.0,
        Some([hours, minutes]) => hours * 60.0 + minutes,
        Some([hours, minutes, seconds]) => hours * 60.0 + minutes + seconds / 60.0,
        Some([minutes]) => *minutes,
        _ => return Duration::parse(written).ok().filter(|length| length.seconds() <= LONGEST),
    };
    let seconds = (minutes * 60.0).round();
    let is_possible = seconds >= 1.0 && seconds <= f64::from(LONGEST);
    #[expect(clippy::cast_sign_loss, reason = "the range is checked")]
    let seconds = if is_possible { seconds as u32 } else { 0 };
    Duration::from_seconds(seconds)
}

/// No session has so many hours.
const HOURS: f64 = 24.0;
const LONGEST: u32 = 24 * 3600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_it_is_read() {
        for (written, wanted) in [
            ("00:45", "45m"),
            ("1:30", "1h30m"),
            ("00:90", "1h30m"),
            ("00:45:00", "45m"),
            ("135.0:00", "2h15m"),
            ("45", "45m"),
            ("45.0", "45m"),
            ("PT45M", "45m"),
            ("1h15", "1h15m"),
        ] {
            assert_eq!(
                length(written).map(|length| length.to_string()).as_deref(),
                Some(wanted),
                "{written}"
            );
        }
        for wrong in ["", "00:00", "-1:00", "soon", "1:2:3:4", "9999:00", "NaN", "inf:00", "NaN:10"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }
}
