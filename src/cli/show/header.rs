//! The lines above the rows: the season's title, the days to the race, and the paces.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use unicode_width::UnicodeWidthStr;

use crate::cli::terminal::{FAINT, HEADING, NAME, line, wrap};
use crate::pace::Effort;
use crate::schedule::Schedule;
use crate::season::{Race, Season};

const PACES: &str = "Paces";

/// The lines above the rows, with a blank one after them.
pub(super) fn header(season: &Season, schedule: &Schedule, today: NaiveDate, width: usize) -> String {
    let (heading, faint, name) = (HEADING, FAINT, NAME);
    let mut text = String::new();
    let (title, race_day) = (title(season, schedule), race_day(schedule.race.as_ref(), today));
    // Writing into a string cannot fail.
    if title.width() + race_day.width() <= width {
        let _ = writeln!(text, "{heading}{title}{heading:#}{race_day}");
    } else {
        for part in wrap(&title, width) {
            let _ = writeln!(text, "{heading}{part}{heading:#}");
        }
        for part in wrap(race_day.trim_start_matches(" · "), width) {
            let _ = writeln!(text, "{part}");
        }
    }
    let plans: Vec<String> = schedule
        .blocks
        .iter()
        .map(|block| line(&block.plan.name))
        .collect();
    let plans = plans.join(" + ");
    let weeks: u32 = schedule.blocks.iter().map(|block| block.weeks).sum();
    let mut parts = vec![if weeks == 1 {
        "1 week".to_owned()
    } else {
        format!("{weeks} weeks")
    }];
    if let Some((first, last)) = schedule.span() {
        parts.push(format!("{} – {}", day_text(first, true), day_text(last, true)));
    }
    parts.extend(season.athlete.zone.map(|zone| zone.name().to_owned()));
    let parts = parts.join(" · ");
    if plans.width() + 3 + parts.width() <= width {
        let _ = writeln!(text, "{name}{plans}{name:#}{faint} · {parts}{faint:#}");
    } else {
        for part in wrap(&plans, width) {
            let _ = writeln!(text, "{name}{part}{name:#}");
        }
        for part in wrap(&parts, width) {
            let _ = writeln!(text, "{faint}{part}{faint:#}");
        }
    }
    if let Some((shown, from)) = paces(season) {
        if PACES.len() + 1 + shown.width() + 3 + from.width() <= width {
            let _ = writeln!(
                text,
                "{heading}{PACES}{heading:#} {shown}{faint} · {from}{faint:#}"
            );
        } else {
            let _ = writeln!(text, "{heading}{PACES}{heading:#}");
            for part in wrap(&shown, width) {
                let _ = writeln!(text, "{part}");
            }
            for part in wrap(&from, width) {
                let _ = writeln!(text, "{faint}{part}{faint:#}");
            }
        }
    }
    text.push('\n');
    text
}

fn title(season: &Season, schedule: &Schedule) -> String {
    let runner = season
        .athlete
        .name
        .as_deref()
        .map(|name| format!("{}: ", line(name)))
        .unwrap_or_default();
    let what = match (&season.calendar.title, &schedule.race, schedule.blocks.last()) {
        (Some(title), _, _) => return line(title),
        (None, Some(race), _) => line(&race.name),
        (None, None, Some(block)) => line(&block.plan.title),
        (None, None, None) => "No days".to_owned(),
    };
    format!("{runner}{what}")
}

/// " · Mon 19 Apr 2027, 10:00 · 148 days to go"
fn race_day(race: Option<&Race>, today: NaiveDate) -> String {
    let Some(race) = race else { return String::new() };
    let date = race.date.value;
    let time = race
        .time
        .map(|time| format!(", {}", time.format("%H:%M")))
        .unwrap_or_default();
    let to_go = match (date - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days @ 2.. => format!("{days} days to go"),
        -1 => "yesterday".to_owned(),
        days => format!("{} days ago", -days),
    };
    let goal = race
        .goal
        .map(|goal| format!(" · goal {}", goal.clock()))
        .unwrap_or_default();
    format!(
        " · {} {}{time}{goal} · {to_go}",
        date.weekday(),
        day_text(date, true)
    )
}

/// "E 5:34–6:08 · M 4:55 · T 4:37 · I 4:15 /km", and "from half in 1:38:30 (VDOT 46.2)"
fn paces(season: &Season) -> Option<(String, String)> {
    let recent = season.athlete.recent?;
    let units = season.athlete.units;
    let paces = season.athlete.paces(season.race.as_ref());
    let unit = format!(" /{}", units.label());
    let efforts = [
        Effort::Easy,
        Effort::Marathon,
        Effort::Threshold,
        Effort::Interval,
    ];
    let from = format!(
        "from {} in {} (VDOT {:.1})",
        crate::plan::Goal(recent.distance).label(),
        recent.time.clock(),
        recent.vdot.value()
    );
    if !paces.known() {
        return Some(("by effort".to_owned(), from));
    }
    let shown = efforts.map(|effort| {
        let pace = paces.of(effort).show(units).to_string();
        let letter = if effort == Effort::Easy {
            "E"
        } else {
            effort.word()
        };
        format!("{letter} {}", pace.strip_suffix(&unit).unwrap_or(&pace))
    });
    let shown = shown.join(" · ");
    Some((format!("{shown}{unit}"), from))
}

/// "19 Apr", or with its year.
pub(crate) fn day_text(date: NaiveDate, year: bool) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = MONTHS[date.month0() as usize % 12];
    if year {
        format!("{} {month} {}", date.day(), date.year())
    } else {
        format!("{} {month}", date.day())
    }
}
