//! What holds for any bytes, a function for each reader. Each panics where it does not hold.
//!
//! The fuzzer calls them with bytes of its own; the test suite calls them with what a fuzzer has found before, and with the
//! files of the repository.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, Utc};
use longrun::calendar::of_season;
use longrun::diagnostic::{Diagnostic, Faults, Source, Style, is_hostile, render};
use longrun::document::{Table, parse};
use longrun::history::calendar_file::{self, CalendarFile};
use longrun::ical::{Calendar, Zone, free_busy};
use longrun::plan::{self, Plan, built_in};
use longrun::schedule::{PlacementInputs, schedule};
use longrun::season::{self, PlanError, PlanSource, RunnerId, canonical, table_of_flags, table_of_plan};
use longrun::store::{CalendarRows, FeedKind, SeasonClaim, Store, StoreUrl};
use longrun::workout::Workout;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

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

/// A plan comes out or an error does. A plan of plans names at least one. What comes out can be placed, or is refused with
/// a reason.
fn plan(data: &[u8]) {
    let faults = Faults::new();
    let source = Source::new("own.toml", text(data));
    let read = plan::read("own", &source, &faults);
    assert_eq!(read.is_some(), faults.errors() == 0);
    if let Some(plan) = read {
        assert!(plan.plans.is_empty() != plan.phases.is_empty() || plan.overlay);
        let plans = OnePlan(Arc::new(plan));
        for days in [&[("race", "2027-04-18")][..], &[("start", "2026-11-23")]] {
            let faults = Faults::new();
            let name = if plans.0.overlay { "half-12" } else { "own" };
            let mut table = table_of_plan(name, "the command line");
            table_of_flags(&mut table, &owned(days), "--", &faults);
            if plans.0.overlay {
                table_of_flags(&mut table, &owned(&[("also", "own")]), "--", &faults);
            }
            if let Some(inputs) = season_of(&table, &plans, &faults) {
                reads_back(&placed(&inputs, &faults));
            }
            can_be_told(faults);
        }
    }
    can_be_told(faults);
}

/// The built-in plans, and one called `own`.
struct OnePlan(Arc<Plan>);

impl PlanSource for OnePlan {
    fn plan(&self, name: &str, faults: &Faults) -> Result<Option<Arc<Plan>>, PlanError> {
        match name {
            "own" => Ok(Some(Arc::clone(&self.0))),
            name => PlanSource::plan(&built_in(), name, faults),
        }
    }

    fn names(&self) -> Vec<String> {
        vec!["own".to_owned()]
    }
}

/// A season comes out or an error does. What comes out can be placed, and its calendar is read back as it was written.
fn season(data: &[u8]) {
    let faults = Faults::new();
    let table = parse(&Source::new("season.toml", text(data)), &faults);
    if let Some(inputs) = season_of(&table, &built_in(), &faults) {
        reads_back(&placed(&inputs, &faults));
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
        let inputs = season_of(&table, &built_in(), &faults);
        let calendar = inputs.map(|inputs| placed(&inputs, &faults).to_bytes());
        can_be_told(faults);
        calendar
    };
    let Some(calendar) = read(&given) else { return };
    let once = owned(&canonical(&given));
    assert_eq!(owned(&canonical(&once)), once, "{text:?} has one spelling");
    let again = read(&once).unwrap_or_else(|| panic!("{text:?} is read, and {once:?} is not"));
    assert!(
        again == calendar,
        "{text:?} and {once:?}: {}",
        difference(&calendar, &again)
    );
}

/// A template is refused, or fills titles of one line.
fn title(data: &[u8]) {
    let text = text(data);
    let faults = Faults::new();
    let mut table = table_of_plan("half-12", "the command line");
    let given = owned(&[("race", "2027-04-18"), ("event-title", &text)]);
    table_of_flags(&mut table, &given, "--", &faults);
    if let Some(inputs) = season_of(&table, &built_in(), &faults) {
        let calendar = placed(&inputs, &faults);
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
    for busy in free_busy::read(
        "work.ics",
        data,
        zone,
        days,
        &mut free_busy::ReadingBudget::default(),
        &faults,
    ) {
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

/// A backup is refused and changes nothing, or the store that it becomes can be read whole. The data are a file, or changes
/// to a real backup: see [`change`].
fn backup(data: &[u8]) {
    let (Ok(folder), Some(runtime)) = (tempfile::tempdir(), runtime()) else {
        return;
    };
    let file = folder.path().join("backup.db");
    let base = BACKUP.get_or_init(|| runtime.block_on(whole_backup()));
    if data.starts_with(b"SQLite") {
        put(&file, data);
    } else if let Some((b'#', bytes)) = data.split_first().map(|(first, rest)| (*first, rest)) {
        put(&file, &with_bytes(base.clone(), bytes));
    } else {
        put(&file, base);
        runtime.block_on(change(&file, data));
    }
    let is_restored = runtime.block_on(restored(folder.path(), &file));
    assert!(
        is_restored || !data.is_empty(),
        "a backup that nobody changed is restored"
    );
}

/// A backup of a store with two published calendars.
static BACKUP: OnceLock<Vec<u8>> = OnceLock::new();

async fn whole_backup() -> Vec<u8> {
    let folder = fine(tempfile::tempdir());
    let store = fine(Store::open(&StoreUrl::Sqlite(folder.path().join("store.db"))).await);
    let claim = SeasonClaim {
        file: "ada.toml".to_owned(),
        id: None,
        name: Some("Ada".to_owned()),
    };
    fine(store.assign(&[claim]).await);
    let runner = fine(RunnerId::parse("ada"));
    for (kind, busy) in [(FeedKind::Full, "no"), (FeedKind::Busy, "yes")] {
        let faults = Faults::new();
        let mut table = table_of_plan("half-12", "the address");
        let given = [
            ("race", "2027-04-18"),
            ("zone", "Europe/Berlin"),
            ("long", "sun 08:00"),
            ("only", "long"),
        ];
        table_of_flags(&mut table, &owned(&given), "", &faults);
        table_of_flags(&mut table, &owned(&[("busy", busy)]), "", &faults);
        let inputs = season_of(&table, &built_in(), &faults);
        let bytes = inputs.map(|inputs| placed(&inputs, &faults).to_bytes());
        assert!(bytes.is_some(), "{:?}", faults.into_sorted());
        let rows = CalendarRows::of_text(&text(&bytes.unwrap_or_default()));
        assert!(!rows.whole && !rows.events.is_empty(), "{rows:?}");
        fine(store.add(&runner, kind, now()).await);
        fine(store.publish(&runner, kind, None, &rows, now()).await);
    }
    fine(store.plan_revision("half-12", "a", now()).await);
    let file = folder.path().join("backup.db");
    fine(store.backup(&file).await);
    store.close().await;
    fine(std::fs::read(file))
}

/// The file with other bytes: of each seven, four are the place, and three are put there.
fn with_bytes(mut file: Vec<u8>, changes: &[u8]) -> Vec<u8> {
    for one in changes.chunks_exact(7) {
        let place = u32::from_le_bytes([one[0], one[1], one[2], one[3]]) as usize % file.len().max(1);
        for (octet, new) in file.iter_mut().skip(place).zip(&one[4..]) {
            *octet = *new;
        }
    }
    file
}

/// Changes columns of a backup. Each change is a line: a byte for the column, one for the row, one for the type (`t` is text,
/// `n` a number, `z` NULL, others are bytes), and the value. A change that the database refuses is passed over.
async fn change(file: &Path, data: &[u8]) {
    let mut backup = fine(SqliteConnectOptions::new().filename(file).connect().await);
    let named = "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1, 2";
    let columns = fine(sqlx::query(named).fetch_all(&mut backup).await);
    for line in data.split(|&octet| octet == b'\n').take(20) {
        let [column, row, kind, value @ ..] = line else {
            continue;
        };
        let Some(column) = columns.get(usize::from(*column) % columns.len().max(1)) else {
            continue;
        };
        let (table, column): (&str, &str) = (column.get(0), column.get(1));
        set(&mut backup, (table, column, *row), *kind, value).await;
    }
    fine(backup.close().await);
}

async fn set(backup: &mut SqliteConnection, place: (&str, &str, u8), kind: u8, value: &[u8]) {
    let (table, column, row) = place;
    let sql = format!(
        "UPDATE {table} SET {column} = ? WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1 OFFSET {row} % (SELECT COUNT(*) FROM {table}))"
    );
    let query = sqlx::query(AssertSqlSafe(sql));
    let query = match kind {
        b't' => query.bind(text(value)),
        b'n' => query.bind(text(value).trim().parse::<i64>().unwrap_or(0)),
        b'z' => query.bind(None::<i64>),
        _ => query.bind(value.to_vec()),
    };
    drop(query.execute(backup).await);
}

/// Restores a backup into an empty store, and reads all of that. False if the backup is refused.
async fn restored(folder: &Path, file: &Path) -> bool {
    let url = StoreUrl::Sqlite(folder.join("store.db"));
    let store = fine(Store::open(&url).await);
    let is_restored = store.restore(file, false).await.is_ok();
    let report = fine(store.check().await);
    assert!(
        report.faults.is_empty() && report.unreadable.is_empty(),
        "{report:?}"
    );
    let (feeds, runners) = (fine(store.feeds().await), fine(store.runners().await));
    let is_empty = feeds.is_empty() && runners.all().next().is_none() && report.publications == 0;
    assert!(
        is_restored || is_empty,
        "what is refused leaves the store as it was"
    );
    for revision in fine(store.revisions().await) {
        let publication = fine(store.publication(&revision.runner, revision.kind).await);
        let rows = publication.map(|publication| publication.calendar);
        assert!(rows.is_some_and(|rows| rows.lost.is_empty()), "{revision:?}");
    }
    fine(store.secret().await);
    fine(store.change().await);
    store.close().await;
    is_restored
}

fn runtime() -> Option<tokio::runtime::Runtime> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.ok()
}

fn put(file: &PathBuf, bytes: &[u8]) {
    fine(std::fs::write(file, bytes));
}

/// The value of what must not fail, whatever the data are.
fn fine<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("{error:?}"))
}

fn owned(pairs: &[(&str, impl AsRef<str>)]) -> Vec<(String, String)> {
    let owned = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.as_ref().to_owned()));
    owned.collect()
}

fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_348_800, 0).unwrap_or_default()
}

/// The season of a table: it comes out, or an error does.
fn season_of(table: &Table, plans: &dyn PlanSource, faults: &Faults) -> Option<PlacementInputs> {
    let read = season::read(table, plans, faults);
    assert_eq!(read.is_some(), faults.errors() == 0);
    read.map(|(season, facts)| PlacementInputs::new(season, facts))
}

/// The calendar of a season, each day of which comes once and in its order.
fn placed(inputs: &PlacementInputs, faults: &Faults) -> Calendar {
    let schedule = schedule(inputs, faults);
    assert_eq!(faults.errors(), 0, "what can be read can be placed");
    assert!(schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date));
    of_season(inputs.season(), &schedule, now())
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
