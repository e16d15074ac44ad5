//! `longrun doctor`: whether what a server needs is there and whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use clap::{Args, ValueHint};
use serde::Serialize;

use super::Failure;
use super::args::Json;
use super::show::json;
use super::store_source::{StoreFlag, wait};
use super::terminal::{ERROR, FAINT, OK, clean, line};
use crate::calendar::{Zone, zone};
use crate::clock::Clock;
use crate::diagnostic::{Severity, Style, render};
use crate::files;
use crate::season::ZoneName;
use crate::store::{Health, Store, StoreUrl};
use crate::watch::Folder;

/// No clock of a machine on which this program runs can show less: it was written later.
const EARLIEST: &str = "2026-01-01T00:00:00Z";

/// How far a clock may be behind what another server wrote.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// `longrun doctor`
#[derive(Debug, Args)]
pub(crate) struct DoctorArguments {
    /// The folder that is served
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    store: StoreFlag,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    check: &'static str,
    ok: bool,
    detail: String,
    /// What is wrong, one by one.
    faults: Vec<String>,
}

/// All of them.
#[derive(Debug, Serialize)]
struct Checks {
    ok: bool,
    checks: Vec<Check>,
}

/// Looks at everything, and says what it found.
pub(crate) fn run(arguments: &DoctorArguments) -> Result<(), Failure> {
    let url = arguments.store.url()?;
    let now = Clock::system().now();
    let (store, latest) = store(&url, arguments.store.is_usual());
    let mut checks = vec![store];
    checks.extend(arguments.folder.as_deref().map(folder));
    checks.push(names());
    checks.push(rules());
    checks.push(clock(now, latest));
    let all = Checks {
        ok: checks.iter().all(|check| check.ok),
        checks,
    };
    if arguments.json.wanted {
        json::print(&all)?;
    } else {
        tell(&all)?;
    }
    match all.ok {
        true => Ok(()),
        false => Err(Failure::EnvironmentTold),
    }
}

fn tell(all: &Checks) -> std::io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    for check in &all.checks {
        let (style, word) = if check.ok { (OK, "ok   ") } else { (ERROR, "wrong") };
        writeln!(
            stdout,
            "{style}{word}{style:#}  {:<9}  {}",
            check.check,
            line(&check.detail)
        )?;
        for fault in &check.faults {
            for row in clean(fault).lines() {
                writeln!(stdout, "       {FAINT}{row}{FAINT:#}")?;
            }
        }
    }
    stdout.flush()
}

/// The store, and the latest moment in it.
fn store(url: &StoreUrl, usual: bool) -> (Check, Option<DateTime<Utc>>) {
    let check = |ok: bool, detail: String, faults: Vec<String>| Check {
        check: "store",
        ok,
        detail,
        faults,
    };
    if let (true, StoreUrl::Sqlite(path)) = (usual, url)
        && !files::exists(path)
    {
        return (
            check(
                true,
                format!("{url}: not there yet; it is made when it is needed"),
                Vec::new(),
            ),
            None,
        );
    }
    let health: Result<Health, Failure> = wait(async {
        let store = Store::open_existing(url).await?;
        let health = store.check().await?;
        store.close().await;
        Ok(health)
    });
    match health {
        Ok(health) => {
            let detail = format!(
                "{url}: {}, format {}; feeds: {} in use, {} revoked; {} calendars",
                health.database, health.format, health.feeds, health.revoked, health.publications
            );
            (
                check(health.faults.is_empty(), detail, health.faults),
                health.latest,
            )
        }
        Err(Failure::Environment(error)) => (check(false, format!("{error:#}"), Vec::new()), None),
        Err(_) => (check(false, format!("{url} cannot be used"), Vec::new()), None),
    }
}

fn folder(path: &Path) -> Check {
    let shown = path.display();
    let (ok, detail, faults) = match Folder::open(path) {
        Err(error) => (false, format!("{shown}: {}", files::reason(&error)), Vec::new()),
        Ok(folder) => {
            let snapshot = folder.snapshot();
            let seasons: usize = snapshot.runners.values().map(|runner| runner.seasons.len()).sum();
            let detail = format!(
                "{shown}: {} plans, {seasons} seasons of {} runners, {} files with faults",
                snapshot.plans.len(),
                snapshot.runners.len(),
                snapshot.faults.len()
            );
            let errors = snapshot.faults.iter().flat_map(|fault| &fault.diagnostics);
            let errors = errors.filter(|one| one.severity == Severity::Error);
            let faults: Vec<String> = errors.map(|one| render(one, Style::Plain)).collect();
            (faults.is_empty(), detail, faults)
        }
    };
    Check {
        check: "folder",
        ok,
        detail,
        faults,
    }
}

/// The zones that can be named: chrono-tz has the list.
fn names() -> Check {
    let all = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let without: Vec<String> = all
        .filter(|name| ZoneName::parse(name).is_ok() && Zone::new(name).is_none())
        .map(|name| format!("{name} can be named, and has no rules"))
        .collect();
    Check {
        check: "zones",
        ok: without.is_empty(),
        detail: format!(
            "{} names, of {}",
            chrono_tz::TZ_VARIANTS.len(),
            chrono_tz::IANA_TZDB_VERSION
        ),
        faults: without,
    }
}

/// The zones' rules: jiff's, which are part of the program. Vancouver stays on UTC−7 from the release 2026b on, so that
/// an older one is wrong about it.
fn rules() -> Check {
    let version = zone::version().unwrap_or("of an unknown release");
    let december: Option<DateTime<Utc>> = "2026-12-01T12:00:00Z".parse().ok();
    let there = december.zip(Zone::new("America/Vancouver"));
    let right = there.is_some_and(|(at, zone)| zone.local(at).to_string() == "2026-12-01 05:00:00");
    let old = "these are older than the change of 2026 in British Columbia".to_owned();
    Check {
        check: "rules",
        ok: right,
        detail: format!("{version}, part of the program"),
        faults: if right { Vec::new() } else { vec![old] },
    }
}

fn clock(now: DateTime<Utc>, latest: Option<DateTime<Utc>>) -> Check {
    let shown = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let earliest: Option<DateTime<Utc>> = EARLIEST.parse().ok();
    let mut faults = Vec::new();
    if earliest.is_some_and(|earliest| now < earliest) {
        faults.push("the clock shows a time before this program was written".to_owned());
    }
    if let Some(latest) = latest.filter(|latest| now + SKEW < *latest) {
        faults.push(format!(
            "the store holds what was written later, at {}",
            shown(latest)
        ));
    }
    Check {
        check: "clock",
        ok: faults.is_empty(),
        detail: shown(now),
        faults,
    }
}
