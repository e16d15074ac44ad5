//! A season's TOML to a [`Season`]: every fault is collected, and only a season without errors
//! comes out.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::model::{
    Athlete, Away, CalendarOptions, Place, PreviousRace, Race, Recent, Season, SeasonPlan, ZoneName,
};
use super::week::{Room, SessionPreference, WeekPreferences, Window};
use crate::diagnostic::{Diagnostic, Faults, Span};
use crate::document::{Kind, Reader, Table, Text, Value, parse_clock_time};
use crate::pace::{PaceModel, Vdot};
use crate::plan::{
    Level, Library, Plan, SessionKind, VolumeBasis, Weekday, parse_percent, parse_race_distance,
    weekday_words,
};
use crate::units::{Distance, Duration, Units};

/// Where a season's plans come from.
pub trait PlanSource {
    /// The plan called `name`: a built-in one, or a file. Faults of the plan go to `faults`; `Err` is
    /// why there is none of that name.
    ///
    /// # Errors
    ///
    /// Why the name leads to no plan's text, as a sentence.
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, String>;

    /// The names it knows, for suggestions.
    fn names(&self) -> Vec<String>;
}

impl PlanSource for Library {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, String> {
        match self.source(name) {
            Some(_) => Ok(Library::plan(self, name, faults)),
            None => Err(format!("there is no plan `{name}`")),
        }
    }

    fn names(&self) -> Vec<String> {
        Library::names(self).map(str::to_owned).collect()
    }
}

/// Reads a season. `None` when there are errors, which are then in `faults`.
pub fn read(table: &Table, plans: &dyn PlanSource, faults: &Faults) -> Option<Season> {
    let before = faults.errors();
    let root = Reader::new(table, faults, "a season");
    let plans = season_plans(&root, plans);
    let names = session_names(&plans);
    let id = root.line("id");
    let start = root.date("start");
    let volume = root.parsed("volume", "distance", Distance::parse);
    let reduction = root.parsed("reduction", "share", parse_percent);
    let race = root
        .table("race", "a race")
        .and_then(|reader| race(reader, &plans));
    let previous = root.table("previous", "the race behind").and_then(previous);
    let athlete = athlete(&root);
    let week = root
        .table("week", "a week")
        .map_or_else(WeekPreferences::default, |r| week(r, &names));
    let away: Vec<Away> = root
        .tables("away", "an [[away]] range")
        .into_iter()
        .filter_map(|r| away(r, &names))
        .collect();
    let calendar = calendar(&root, &names);
    root.finish();

    let season = Season {
        id: id.map(|id| id.value),
        plans,
        start,
        volume,
        reduction,
        race,
        previous,
        athlete,
        week,
        away,
        calendar,
    };
    check(&season, table, faults);
    (faults.errors() == before).then_some(season)
}

fn season_plans(root: &Reader<'_>, source: &dyn PlanSource) -> Vec<SeasonPlan> {
    let faults = root.faults();
    let Some(names) = root.texts("plan") else {
        if root.value("plan").is_none() {
            let help = "write plan = \"marathon-intermediate-18\"; `longrun plans` lists them";
            let fault = Diagnostic::error("missing-key", "the season names no plan");
            faults.push(fault.at(&Span::new(root.span().source(), 0..0), "").help(help));
        }
        return Vec::new();
    };
    let mut plans = Vec::new();
    for name in names {
        match source.plan(&name.value, faults) {
            Ok(Some(plan)) => plans.push(SeasonPlan {
                plan,
                span: name.span.clone(),
            }),
            Ok(None) => {}
            Err(reason) => {
                let known = source.names();
                let fault = Diagnostic::error("unknown-plan", reason).at(&name.span, "");
                let near = crate::diagnostic::nearest(&name.value, known.iter().map(String::as_str));
                faults.push(match near {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault.help("`longrun plans` lists the built-in ones; a file is named with .toml"),
                });
            }
        }
    }
    plans
}

/// The names of sessions that the plans of the season speak of.
fn session_names(plans: &[SeasonPlan]) -> Vec<String> {
    let mut names: Vec<String> = SessionKind::WORDS
        .iter()
        .map(|(word, _)| (*word).to_owned())
        .collect();
    for entry in plans {
        for name in entry.plan.sessions.names() {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn race(reader: Reader<'_>, plans: &[SeasonPlan]) -> Option<Race> {
    let name = reader.line("name");
    let date = reader.date("date");
    let time = reader.time("time").map(|time| time.value);
    let distance = reader
        .parsed("distance", "distance", parse_race_distance)
        .map(|value| value.value);
    let place = place(&reader, "place");
    let goal = reader
        .parsed("goal", "duration", Duration::parse_clock)
        .map(|goal| goal.value);
    let zone = reader
        .parsed("time_zone", "time-zone", ZoneName::parse)
        .map(|zone| zone.value);
    if date.is_none() && reader.value("date").is_none() {
        let help = "write date = 2027-04-19";
        let fault = Diagnostic::error("missing-key", "the race has no date").at(reader.span(), "");
        reader.faults().push(fault.help(help));
    }
    reader.finish();
    let goal_of_plan = plans
        .iter()
        .rev()
        .find_map(|entry| entry.plan.goal)
        .map(|goal| goal.0);
    let distance = distance.or(goal_of_plan);
    let name = name.map_or_else(|| race_name(distance), |name| name.value);
    Some(Race {
        name,
        date: date?,
        time,
        distance,
        place,
        goal,
        zone,
    })
}

fn race_name(distance: Option<Distance>) -> String {
    match distance {
        Some(Distance::MARATHON) => "Marathon".to_owned(),
        Some(Distance::HALF_MARATHON) => "Half marathon".to_owned(),
        Some(other) => crate::plan::Goal(other).label(),
        None => "Race".to_owned(),
    }
}

fn previous(reader: Reader<'_>) -> Option<PreviousRace> {
    let name = reader.line("name").map(|name| name.value);
    let date = reader.date("date");
    let distance = reader
        .parsed("distance", "distance", parse_race_distance)
        .map(|value| value.value);
    let weekly = reader
        .parsed("weekly", "distance", Distance::parse)
        .map(|value| value.value);
    if date.is_none() && reader.value("date").is_none() {
        let fault = Diagnostic::error("missing-key", "the race behind has no date").at(reader.span(), "");
        reader.faults().push(fault.help("write date = 2026-11-08"));
    }
    reader.finish();
    Some(PreviousRace {
        name,
        date: date?,
        distance,
        weekly,
    })
}

/// A place: its name, or a table with `name` and `at = [latitude, longitude]`.
fn place(reader: &Reader<'_>, key: &str) -> Option<Place> {
    let value = reader.value(key)?;
    if !matches!(value.kind, Kind::Table(_)) {
        return reader.line(key).map(|name| Place {
            name: name.value,
            at: None,
        });
    }
    let inner = reader.table(key, "a place")?;
    let name = inner.line("name");
    let at = inner.value("at").and_then(|value| coordinates(&inner, value));
    if name.is_none() && inner.value("name").is_none() {
        inner
            .faults()
            .push(Diagnostic::error("missing-key", "a place needs a `name`").at(inner.span(), ""));
    }
    inner.finish();
    Some(Place {
        name: name?.value,
        at,
    })
}

#[expect(clippy::cast_precision_loss, reason = "whole degrees are small")]
fn coordinates(reader: &Reader<'_>, value: &Value) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> = match &value.kind {
        Kind::List(items) => items
            .iter()
            .map(|item| match item.kind {
                Kind::Float(number) => Some(number),
                Kind::Integer(number) => Some(number as f64),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some(&[latitude, longitude]) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
            Some((latitude, longitude))
        }
        _ => {
            let help = "write at = [43.6965, -79.2620]: latitude, longitude, in degrees";
            reader.wrong_type("at", value, "a latitude and a longitude", help);
            None
        }
    }
}

fn athlete(root: &Reader<'_>) -> Athlete {
    let mut athlete = Athlete {
        name: None,
        zone: None,
        units: Units::Km,
        weekly: None,
        longest: None,
        recent: None,
        level: None,
        model: PaceModel::default(),
    };
    let Some(reader) = root.table("athlete", "an athlete") else {
        return athlete;
    };
    athlete.name = reader.line("name").map(|name| name.value);
    athlete.zone = reader
        .parsed("time_zone", "time-zone", ZoneName::parse)
        .map(|zone| zone.value);
    if let Some(units) = reader.word("units", &[("km", Units::Km), ("mi", Units::Mi)]) {
        athlete.units = units.value;
    }
    athlete.weekly = reader
        .parsed("weekly", "distance", Distance::parse)
        .map(|value| value.value);
    athlete.longest = reader
        .parsed("longest", "distance", Distance::parse)
        .map(|value| value.value);
    athlete.level = reader.word("level", &Level::WORDS).map(|level| level.value);
    if let Some(model) = reader.word(
        "paces",
        &[("online", PaceModel::Online), ("book3", PaceModel::Book3)],
    ) {
        athlete.model = model.value;
    }
    athlete.recent = recent(&reader);
    reader.finish();
    athlete
}

fn recent(reader: &Reader<'_>) -> Option<Recent> {
    let value = reader.value("recent")?;
    let (distance, time, date, span) = match &value.kind {
        Kind::Text(_) => {
            let text = reader.line("recent")?;
            let (distance, time) = reader.parse_text("recent", &text, parse_recent)?.value;
            (distance, time, None, text.span)
        }
        _ => {
            let inner = reader.table("recent", "a recent race")?;
            let distance = inner.parsed("distance", "distance", parse_race_distance);
            let time = inner.parsed("time", "duration", Duration::parse_clock);
            let date = inner.date("date").map(|date| date.value);
            for (key, missing) in [("distance", distance.is_none()), ("time", time.is_none())] {
                if missing && inner.value(key).is_none() {
                    let message = format!("the recent race needs a `{key}`");
                    inner
                        .faults()
                        .push(Diagnostic::error("missing-key", message).at(inner.span(), ""));
                }
            }
            inner.finish();
            (distance?.value, time?.value, date, value.span.clone())
        }
    };
    match Vdot::from_race(distance, time) {
        Ok(vdot) => Some(Recent {
            distance,
            time,
            date,
            vdot,
        }),
        Err(error) => {
            reader
                .faults()
                .push(Diagnostic::error("recent", error.to_string()).at(&span, ""));
            None
        }
    }
}

/// "half 1:38:30" or "half-1:38:30".
fn parse_recent(text: &str) -> Result<(Distance, Duration), String> {
    let text = text.trim();
    let split = text.rsplit_once([' ', '-']);
    let (distance, time) =
        split.ok_or_else(|| format!("`{text}` is not a race result: write it as \"half 1:38:30\""))?;
    let time = Duration::parse_clock(time).map_err(|error| error.to_string())?;
    Ok((parse_race_distance(distance)?, time))
}

fn week(reader: Reader<'_>, names: &[String]) -> WeekPreferences {
    let mut week = WeekPreferences::default();
    if let Some(starts) = reader.word("starts", weekday_words()) {
        week.starts = starts.value;
    }
    if let Some(days) = reader.texts("rest") {
        let words = days.iter().flat_map(|text| parts(text, |c| c == ',' || c == ' '));
        week.rest = words
            .filter_map(|day| reader.word_of("a rest day", &day, weekday_words()))
            .map(|day| day.value)
            .collect();
    }
    if let Some(gap) = reader.parsed("gap", "duration", Duration::parse) {
        week.gap = gap.value.secs() / 60;
    }
    for &(word, day) in weekday_words() {
        let Some(value) = reader.value(word) else { continue };
        if let Some(room) = room(&reader, word, value) {
            week.rooms[day.num_days_from_monday() as usize] = room;
        }
    }
    for name in names {
        if name == "rest" {
            continue;
        }
        if let Some(text) = reader.line(name)
            && let Some((days, time)) = days_and_time(&reader, &text)
        {
            week.sessions.push(SessionPreference {
                session: name.clone(),
                days,
                time,
            });
        }
    }
    if (0..7).all(|day| {
        week.rooms[day] == Room::Off
            || week
                .rest
                .iter()
                .any(|rest| rest.num_days_from_monday() as usize == day)
    }) {
        let fault = Diagnostic::error("no-room", "no day of the week is left for training");
        reader
            .faults()
            .push(fault.at(reader.span(), "every day is off or rest"));
    }
    reader.finish();
    week
}

/// The words of `text`, each with its own place.
fn parts(text: &Text, separator: impl Fn(char) -> bool) -> Vec<Text> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.value.char_indices().chain([(text.value.len(), '\u{0}')]) {
        if separator(c) || c == '\u{0}' {
            if let Some(from) = start.take() {
                words.push(Text {
                    value: text.value[from..at].to_owned(),
                    span: text.part(from..at),
                });
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    words
}

fn room(reader: &Reader<'_>, key: &str, value: &Value) -> Option<Room> {
    if let Kind::Time(time) = value.kind {
        return Some(Room::At(time));
    }
    if let Kind::Text(text) = &value.kind {
        if text.trim() == "off" {
            return Some(Room::Off);
        }
        if let Some(time) = parse_clock_time(text) {
            return Some(Room::At(time));
        }
    }
    let texts = reader.texts(key)?;
    let windows: Vec<Window> = texts
        .iter()
        .filter_map(|text| reader.parse_text("window", text, parse_window))
        .map(|w| w.value)
        .collect();
    (!windows.is_empty()).then_some(Room::Windows(windows))
}

fn parse_window(text: &str) -> Result<Window, String> {
    let wrong =
        || format!("`{text}` is not something a day can be: write \"18:00\", \"07:00-12:00\" or \"off\"");
    let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    let from = parse_clock_time(from).ok_or_else(wrong)?;
    let to = parse_clock_time(to).ok_or_else(wrong)?;
    if from >= to {
        return Err(format!("the window `{text}` ends before it begins"));
    }
    Ok(Window { from, to })
}

/// "sun 08:00", "sat sun", "18:00".
fn days_and_time(reader: &Reader<'_>, text: &Text) -> Option<(Vec<Weekday>, Option<NaiveTime>)> {
    let mut days = Vec::new();
    let mut time = None;
    for word in parts(text, |c| c == ' ' || c == ',') {
        if word.value.starts_with(|c: char| c.is_ascii_digit()) {
            let Some(parsed) = parse_clock_time(&word.value) else {
                let message = format!("`{}` is not a time of day", word.value);
                let fault = Diagnostic::error("time", message).at(&word.span, "");
                reader.faults().push(fault.help("write it as in \"sun 08:00\""));
                return None;
            };
            time = Some(parsed);
        } else {
            days.push(reader.word_of("a weekday", &word, weekday_words())?.value);
        }
    }
    Some((days, time))
}

fn away(reader: Reader<'_>, names: &[String]) -> Option<Away> {
    let span = reader.span().clone();
    let from = reader.date("from");
    let to = reader.date("to");
    let why = reader.line("why").map(|why| why.value);
    let still = session_list(&reader, "still", names);
    if from.is_none() && reader.value("from").is_none() {
        let fault = Diagnostic::error("missing-key", "an [[away]] range needs `from`").at(&span, "");
        reader.faults().push(fault);
    }
    let faults = reader.faults();
    reader.finish();
    let from = from?;
    let to = to.unwrap_or_else(|| from.clone());
    if to.value < from.value {
        let fault =
            Diagnostic::error("away-order", "this range ends before it begins").at(&to.span, "the end");
        faults.push(fault.beside(&from.span, "the beginning"));
        return None;
    }
    Some(Away {
        from: from.value,
        to: to.value,
        why,
        still,
        span,
    })
}

fn session_list(reader: &Reader<'_>, key: &str, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in reader.texts(key).unwrap_or_default() {
        if names.contains(&text.value) || (key == "sessions" && text.value == "race") {
            found.push(text.value);
        } else {
            let message = format!("`{}` is not a session", text.value);
            let fault = Diagnostic::error("unknown-session", message).at(&text.span, "unknown");
            reader
                .faults()
                .push(fault.suggest(&text.value, names.iter().map(String::as_str)));
        }
    }
    found
}

fn calendar(root: &Reader<'_>, names: &[String]) -> CalendarOptions {
    let mut options = CalendarOptions {
        title: None,
        rest: true,
        alarm: None,
        sessions: Vec::new(),
        color: None,
    };
    let Some(reader) = root.table("calendar", "a calendar") else {
        return options;
    };
    options.title = reader.line("title").map(|title| title.value);
    options.rest = reader.bool("rest").unwrap_or(true);
    options.alarm = reader
        .parsed("alarm", "duration", Duration::parse)
        .map(|alarm| alarm.value.secs() / 60);
    options.sessions = session_list(&reader, "sessions", names);
    options.color = reader.line("color").map(|color| color.value);
    reader.finish();
    options
}

/// What only the whole season can say.
fn check(season: &Season, table: &Table, faults: &Faults) {
    let whole = Span::new(table.span.source(), 0..0);
    if let Some(race) = &season.race {
        if let Some(start) = &season.start
            && start.value >= race.date.value
        {
            let message = format!(
                "the race on {} is not after the start on {}",
                race.date.value, start.value
            );
            let fault = Diagnostic::error("race-before-start", message).at(&race.date.span, "the race");
            faults.push(fault.beside(&start.span, "the start"));
        }
        if let Some(previous) = &season.previous
            && previous.date.value >= race.date.value
        {
            let message = "the race behind is not before the race ahead";
            let fault = Diagnostic::error("race-order", message).at(&previous.date.span, "the race behind");
            faults.push(fault.beside(&race.date.span, "the race ahead"));
        }
    } else if table.get("race").is_none() {
        check_without_race(season, &whole, faults);
    }
    check_volume(season, faults);
    check_zone(season, faults, &whole);
}

fn check_without_race(season: &Season, whole: &Span, faults: &Faults) {
    if let Some(entry) = season.plans.iter().find(|entry| entry.plan.goal.is_some()) {
        let message = format!(
            "`{}` prepares for a race, and the season has none",
            entry.plan.name
        );
        let help = "add a [race] with its date, or --race 2027-04-19";
        faults.push(
            Diagnostic::error("no-race", message)
                .at(&entry.span, "")
                .help(help),
        );
    } else if season.start.is_none() && season.previous.is_none() && !season.plans.is_empty() {
        let help = "add start = 2026-11-09, or --start; or a [race] to end on";
        let fault = Diagnostic::error("no-start", "the season has neither a race nor a start");
        faults.push(fault.at(whole, "").help(help));
    }
}

fn check_volume(season: &Season, faults: &Faults) {
    let Some(volume) = &season.volume else { return };
    let Some(entry) = season.race_plan().and_then(|index| season.plans.get(index)) else {
        return;
    };
    match &entry.plan.basis {
        VolumeBasis::Peak { range, span, .. } => {
            if volume.value < range.low || volume.value > range.high {
                let message = format!(
                    "a peak of {} is outside what `{}` can be scaled to: {} to {}",
                    volume.value.exact(),
                    entry.plan.name,
                    range.low.show(season.athlete.units),
                    range.high.show(season.athlete.units)
                );
                let fault = Diagnostic::error("volume-range", message).at(&volume.span, "outside");
                faults.push(fault.beside(span, "the plan's range"));
            }
        }
        _ => {
            let message = format!("`{}` has no peak volume to set", entry.plan.name);
            faults.push(Diagnostic::error("volume-range", message).at(&volume.span, ""));
        }
    }
}

/// A start time means nothing without a zone.
fn check_zone(season: &Season, faults: &Faults, whole: &Span) {
    let timed = season.week.rooms.iter().any(|room| matches!(room, Room::At(_)))
        || season
            .week
            .sessions
            .iter()
            .any(|preference| preference.time.is_some());
    let race_timed = season
        .race
        .as_ref()
        .is_some_and(|race| race.time.is_some() && race.zone.is_none());
    if (timed || race_timed) && season.athlete.zone.is_none() {
        let help = "add time_zone = \"America/New_York\" to [athlete], or --zone America/New_York";
        let fault = Diagnostic::error("no-time-zone", "there are start times, and no time zone for them");
        faults.push(fault.at(whole, "").help(help));
    }
}

/// A date read as written on a command line or in an address.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
        .ok()
        .filter(|date| (1900..=2200).contains(&chrono::Datelike::year(date)) && text.trim().len() == 10)
}
