//! The note that a season has already begun. The calendar itself never depends on today.

use chrono::{Days, NaiveDate};

use super::model::Schedule;
use crate::diagnostic::Diagnostic;
use crate::season::Season;

const WORDS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The note on how much of the season is over on `today`, with a way to plan only the rest. There is none if the season
/// sets its start, or if it has not begun; that it is over is reported in any case.
pub fn started(season: &Season, schedule: &Schedule, today: NaiveDate) -> Option<Diagnostic> {
    let (first, last) = schedule.span()?;
    if today > last {
        let message = format!("this season ended on {last}");
        return Some(Diagnostic::note("STARTED", message));
    }
    if season.start.is_some() || today <= first {
        return None;
    }
    let weeks = schedule.weeks.iter().filter(|week| week.number > 0);
    let all = weeks.clone().count();
    let behind = weeks
        .filter(|week| week.first + Days::new(week.days.into()) <= today)
        .count();
    let message = match behind {
        0 => format!("the first of {all} weeks has already begun, on {first}"),
        1 => format!("one of {all} weeks is already behind"),
        _ => {
            let number = WORDS
                .get(behind)
                .map_or_else(|| behind.to_string(), |word| (*word).to_owned());
            format!("{number} of {all} weeks are already behind")
        }
    };
    let note = Diagnostic::note("STARTED", message);
    // A composed season starts from the race behind: from today it would recover once more.
    let single = season.plans.len() == 1 && season.previous.is_none();
    Some(match single {
        true => note.help(format!(
            "`--start {today}` plans from today on; without it, the plan stays as it is"
        )),
        false => note,
    })
}
