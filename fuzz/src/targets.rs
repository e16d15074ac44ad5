//! What holds for any bytes, a function for each reader. Each panics where it does not hold.
//!
//! The fuzzer calls them with bytes of its own; the test suite calls them with what a fuzzer has found before, and with the
//! files of the repository.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use longrun::calendar::of_season;
use longrun::diagnostic::{Diagnostic, Faults, Source, Style, is_hostile, render};
use longrun::document::{Table, parse};
use longrun::history::calendar_file::{self, CalendarFile};
use longrun::ical::{Calendar, Zone, free_busy};
use longrun::plan::{self, built_in};
use longrun::schedule::{PlacementInputs, schedule};
use longrun::season::{self, Season, canonical, table_of_flags, table_of_plan};
use longrun::store::{Store, StoreUrl};
use longrun::workout::Workout;

/// What holds for any bytes that a reader is given.
pub(crate) type Target = fn(&[u8]);

/// The targets by name.
pub(crate) const TARGETS: [(&str, Target); 8] = [
    ("plan", plan),
    ("season", season),
    ("notation", notation),
    ("address", address),
    ("title", title),
    ("ics", ics),
    ("ledger", ledger),
    ("backup", backup),
];

/// The most faults that are told of, with the line that counts the others.
const MOST_TOLD: usize = 101;

/// A plan comes out or an error does. A plan of plans names at least one.
fn plan(data: &[u8]) {
    let faults = Faults::new();
    let source = Source::new("own.toml", text(data));
    let read = plan::read("own", &source, &faults);
    assert_eq!(read.is_some(), faults.errors() == 0);
    if let Some(plan) = read {
        assert!(plan.plans.is_empty() != plan.phases.is_empty() || plan.overlay);
    }
    can_be_told(faults);
}

/// A season comes out or an error does. What comes out can be placed, and its calendar is read back as it was written.
fn season(data: &[u8]) {
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", text(data)), &faults);
    let inputs = season_of(&table, &faults);
    if let Some(inputs) = inputs {
        let schedule = schedule(&inputs, &faults);
        assert_eq!(faults.errors(), 0, "what can be read can be placed");
        assert!(schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date));
        reads_back(&of_season(inputs.season(), &schedule, now()));
    }
    can_be_told(faults);
}

/// A workout that was read is printed so that it is read back.
fn notation(data: &[u8]) {
    let text = text(data);
    let none = |_: &str| None;
    match Workout::parse(&text, &none) {
        Ok(workout) => {
            let printed = workout.to_string();
            let again = Workout::parse(&printed, &none);
            assert_eq!(again.as_ref(), Ok(&workout), "{text:?} is printed as {printed:?}");
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
}

/// An address that can be read has one spelling, which means the same.
fn address(data: &[u8]) {
    let text = text(data);
    let given: Vec<(String, String)> = text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace('+', " ")))
        .take(100)
        .collect();
    let read = |given: &[(String, String)]| {
        let faults = Faults::new();
        let mut table = table_of_plan("half-12", "the address");
        table_of_flags(&mut table, given, "", &faults);
        let season = season_of(&table, &faults).map(|inputs| inputs.season().clone());
        can_be_told(faults);
        season
    };
    let Some(season) = read(&given) else { return };
    let owned = |canonical: Vec<(&'static str, String)>| {
        let owned = canonical
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        owned.collect::<Vec<_>>()
    };
    let once = owned(canonical(&given));
    assert_eq!(owned(canonical(&once)), once, "{text:?} has one spelling");
    let again = read(&once);
    let again = again.unwrap_or_else(|| panic!("{text:?} is read, and {once:?} is not"));
    assert_eq!(dates(&again), dates(&season), "{text:?} and {once:?}");
}

/// A template is refused, or fills titles of one line.
fn title(data: &[u8]) {
    let text = text(data);
    let faults = Faults::new();
    let mut table = table_of_plan("half-12", "the command line");
    let given = [("race", "2027-04-18"), ("event-title", &text)];
    let given = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
    table_of_flags(&mut table, &given, "--", &faults);
    if let Some(inputs) = season_of(&table, &faults) {
        let schedule = schedule(&inputs, &faults);
        let calendar = of_season(inputs.season(), &schedule, now());
        for event in &calendar.events {
            assert!(
                !event.summary.chars().any(char::is_control),
                "{:?}",
                event.summary
            );
        }
        reads_back(&calendar);
    }
    can_be_told(faults);
}

/// Of somebody's calendar come busy times within the days asked for.
fn ics(data: &[u8]) {
    let faults = Faults::new();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
    let days = (day("2027-01-01"), day("2027-06-30"));
    let Some(zone) = Zone::new("Europe/Berlin") else {
        return;
    };
    for busy in free_busy::read("work.ics", data, zone, days, &faults) {
        assert!(busy.from < busy.to, "{busy:?}");
        assert!(days.0 <= busy.date && busy.date <= days.1, "{busy:?}");
    }
    can_be_told(faults);
}

/// A calendar of ours, however it was changed, is written so that it reads back and stays.
fn ledger(data: &[u8]) {
    let faults = Faults::new();
    if let CalendarFile::Ours(ledger) = calendar_file::read("own.ics", data, None, &faults) {
        reads_back(&ledger.calendar());
    }
    can_be_told(faults);
}

/// A backup is refused and changes nothing, or the store that it becomes can be read whole.
fn backup(data: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let file = folder.path().join("backup.db");
    if std::fs::write(&file, data).is_ok() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(restored(folder.path(), &file));
        }
    }
}

async fn restored(folder: &Path, file: &Path) {
    let url = StoreUrl::Sqlite(folder.join("store.db"));
    let Ok(store) = Store::open(&url).await else {
        return;
    };
    let is_restored = store.restore(file, false).await.is_ok();
    let report = store.check().await;
    assert!(report.is_ok(), "{report:?}");
    let feeds = store.feeds().await;
    let Ok(feeds) = feeds else {
        panic!("the feeds cannot be read: {feeds:?}")
    };
    assert!(
        is_restored || feeds.is_empty(),
        "what is refused leaves the store as it was"
    );
    for feed in &feeds {
        let publication = store.publication(&feed.runner, feed.kind).await;
        assert!(publication.is_ok(), "{publication:?}");
    }
    store.close().await;
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_348_800, 0).unwrap_or_default()
}

fn season_of(table: &Table, faults: &Faults) -> Option<PlacementInputs> {
    let read = season::read(table, &built_in(), faults);
    assert_eq!(read.is_some(), faults.errors() == 0);
    read.map(|(season, facts)| PlacementInputs::new(season, facts))
}

/// The parts of a season that decide its dates.
fn dates(season: &Season) -> String {
    let race = season.race.as_ref().map(|race| race.date.value);
    format!("{race:?} {:?} {:?}", season.athlete.zone, season.athlete.units)
}

/// The calendar, written, is read as ours, and written again it is the same.
fn reads_back(calendar: &Calendar) {
    let bytes = calendar.to_bytes();
    let faults = Faults::new();
    match calendar_file::read("own.ics", &bytes, None, &faults) {
        CalendarFile::Ours(ledger) => {
            let again = ledger.calendar().to_bytes();
            assert!(again == bytes, "{}", difference(&bytes, &again));
        }
        other => panic!("{other:?}\n{}", String::from_utf8_lossy(&bytes)),
    }
}

/// The first line that differs.
fn difference(a: &[u8], b: &[u8]) -> String {
    let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
    let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    format!(
        "{differs:?}, {} and {} lines",
        a.lines().count(),
        b.lines().count()
    )
}

/// Every place lies in its text, the printed form is plain text, and nobody has to read more than a hundred faults.
fn can_be_told(faults: Faults) {
    let all: Vec<Diagnostic> = faults.into_sorted();
    assert!(all.len() <= MOST_TOLD, "{} faults", all.len());
    for one in all {
        for span in one.at.iter().chain(&one.and) {
            let (text, range) = (span.source().text(), span.range());
            assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        }
        let plain = render(&one, Style::Plain);
        let hostile = plain.chars().find(|&c| {
            let joins = ['\u{200c}', '\u{200d}'].contains(&c) || c >= '\u{e0000}';
            is_hostile(c) && c != '\n' && !joins
        });
        assert_eq!(hostile, None, "{plain:?}");
    }
}
