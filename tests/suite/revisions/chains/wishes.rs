//! All that a runner may write into a season's file, at first and later.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate, TimeDelta};

use super::season_file::SeasonFile;
use super::seen::SeenEvent;

/// A change of a season's file.
#[derive(Debug, Clone)]
pub(super) enum Wish {
    /// The key has this value; `None` takes it out.
    Set(&'static str, Option<&'static str>),
    /// The race, or the first day of a season without one, is so many days later.
    PutOff(i64),
    /// Training begins so many days from now; `None`: whenever the plan asks for it.
    Start(Option<i64>),
    /// The window is counted from now, in days.
    Window(Option<i64>, Option<i64>),
    /// Away from so many days from now, for so many more.
    Away(i64, u64),
    /// Days lost, likewise, and why.
    Off(i64, u64, &'static str),
    /// A race on the way.
    Tuneup(u64, &'static str, &'static str),
    /// A club's run, by its lines.
    Club(&'static str),
    /// The session of this number among those near today is so many days later.
    Move(usize, i64),
    /// It was done on its day.
    Done(usize),
    /// It was left out.
    Skipped(usize),
    /// The last table of a list goes.
    TakeBack(&'static str),
}

/// The keys with the values that they may have.
#[rustfmt::skip]
pub(super) const SETTINGS: [(&str, &[&str]); 35] = [
    ("id", &["\"sam-2027\""]),
    ("race.name", &["\"City Run\"", "\"Spring Half\""]),
    ("race.time", &["10:00:00"]),
    ("athlete.name", &["\"Sam\"", "\"Sam Miller\""]),
    ("athlete.id", &["\"sam-lee\""]),
    ("athlete.time_zone", &["\"Europe/Berlin\"", "\"Pacific/Auckland\"", "\"America/New_York\""]),
    ("athlete.units", &["\"mi\""]),
    ("athlete.weekly", &["\"40 km\"", "\"70 km\""]),
    ("athlete.longest", &["\"10 km\"", "\"20 km\""]),
    ("athlete.recent", &["\"5k 24:00\"", "\"half 1:38:30\""]),
    ("athlete.age", &["45"]),
    ("athlete.level", &["\"novice\"", "\"advanced\""]),
    ("also", &["[\"mind-and-fuel\"]", "[\"strength-2x\"]", "[\"post-season-appointments\"]", "[\"mind-and-fuel\", \"strength-2x\"]"]),
    ("focus", &["[\"technique\"]", "[\"kick\"]", "[\"hips\"]", "[\"endurance\"]", "[\"strength\", \"pain\"]", "[\"cramps\", \"wall\"]", "[\"kick\", \"technique\"]"]),
    ("week.rest", &["[\"mon\"]", "[\"fri\"]", "[\"thu\"]", "[\"mon\", \"fri\"]"]),
    ("week.days", &["4", "5"]),
    ("week.starts", &["\"sun\""]),
    ("week.tue", &["\"18:00\"", "\"off\""]),
    ("week.thu", &["\"06:30\""]),
    ("week.sat", &["[\"07:00-12:00\"]", "\"09:00\""]),
    ("week.long", &["\"sat\"", "\"sun 08:00\"", "\"sat 07:30\""]),
    ("week.strength", &["\"mon 19:00\""]),
    ("week.strength_policy", &["\"easy_day\""]),
    ("week.gap", &["\"15 min\""]),
    ("calendar.title", &["\"Road to the race\""]),
    ("calendar.event_title", &["\"{session}[, {distance}]\""]),
    ("calendar.sessions", &["[\"long\", \"quality\", \"race\"]", "[\"long\", \"quality\"]", "[\"easy\", \"strength\", \"rest\"]"]),
    ("calendar.rest", &["false"]),
    ("calendar.weeks", &["true"]),
    ("calendar.alarm", &["\"30 min\""]),
    ("calendar.color", &["\"teal\""]),
    ("calendar.utc", &["true"]),
    ("calendar.past", &["false"]),
    ("calendar.window", &["{ back = \"1 week\" }", "{ ahead = \"3 weeks\" }", "{ back = \"2 weeks\", ahead = \"6 weeks\" }"]),
    ("reduction", &["\"25 %\""]),
];

/// The lines of clubs.
pub(super) const CLUBS: [&str; 2] = [
    "on = [\"tue\", \"thu\"]\ntakes = [\"medium\", \"easy\"]",
    "name = \"Crew\"\non = [\"wed\"]\ntime = 18:30:00\nplace = \"Town hall\"\ntakes = [\"quality\", \"easy\"]\nmandatory = true",
];

impl Wish {
    /// Writes the wish into the file. `shown` are the events of the calendar that the runner looks at.
    pub(super) fn write(&self, file: &mut SeasonFile, today: NaiveDate, shown: &[SeenEvent]) {
        let on = |days: i64| today + TimeDelta::days(days);
        match *self {
            Wish::Set(key, value) => file.set(key, value.map(str::to_owned)),
            Wish::PutOff(days) => {
                let key = ["race.date", "start", "previous.date"]
                    .into_iter()
                    .find(|key| file.get(key).is_some());
                let Some(key) = key else { return };
                let day: NaiveDate = file.get(key).unwrap().parse().unwrap();
                file.set(key, Some((day + TimeDelta::days(days)).to_string()));
            }
            Wish::Start(days) => file.set("start", days.map(|days| on(days).to_string())),
            Wish::Window(from, to) => {
                let bound = |key: &str, days: Option<i64>| days.map(|days| format!("{key} = {}", on(days)));
                let bounds: Vec<String> = [bound("from", from), bound("to", to)]
                    .into_iter()
                    .flatten()
                    .collect();
                let window = (!bounds.is_empty()).then(|| format!("{{ {} }}", bounds.join(", ")));
                file.set("calendar.window", window);
            }
            Wish::Away(from, days) => {
                let range = range(on(from), days);
                file.push("away", range);
            }
            Wish::Off(from, days, why) => {
                let range = range(on(from), days);
                file.push("off", format!("{range}\nwhy = \"{why}\""));
            }
            Wish::Tuneup(days, distance, priority) => file.push(
                "tuneup",
                format!(
                    "date = {}\ndistance = \"{distance}\"\npriority = \"{priority}\"",
                    today + Days::new(days)
                ),
            ),
            Wish::Club(lines) => file.push("club", lines.to_owned()),
            Wish::Move(number, days) => {
                if let Some((day, session)) = session(number, today..=NaiveDate::MAX, shown) {
                    let to = day + TimeDelta::days(days);
                    file.push(
                        "move",
                        format!("from = {day}\nsession = \"{session}\"\nto = {to}"),
                    );
                }
            }
            Wish::Done(number) => {
                if let Some((day, session)) = session(number, on(-3)..=today, shown) {
                    file.push("done", format!("date = {day}\nsession = \"{session}\""));
                }
            }
            Wish::Skipped(number) => {
                if let Some((day, session)) = session(number, on(-3)..=NaiveDate::MAX, shown) {
                    file.push("skipped", format!("date = {day}\nsession = \"{session}\""));
                }
            }
            Wish::TakeBack(list) => file.pop(list),
        }
    }
}

fn range(from: NaiveDate, days: u64) -> String {
    format!("from = {from}\nto = {}", from + Days::new(days))
}

/// The session of this number among the live ones of some days.
fn session(
    number: usize,
    days: RangeInclusive<NaiveDate>,
    shown: &[SeenEvent],
) -> Option<(NaiveDate, String)> {
    let near = shown
        .iter()
        .filter(|event| event.is_live && days.contains(&event.day));
    let near: Vec<(NaiveDate, &str)> = near
        .filter_map(|event| Some((event.day, event.session()?)))
        .filter(|(_, session)| !["rest", "race"].contains(session))
        .collect();
    let (day, session) = near.get(number % near.len().max(1))?;
    Some((*day, (*session).to_owned()))
}
