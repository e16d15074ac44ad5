//! `longrun doctor`: checks that a server has all it needs, and that it is whole.

mod runners;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use clap::{Args, ValueHint};
use serde::Serialize;

use super::Failure;
use super::shared_flags::Json;
use super::show::json;
use super::store_source::{StoreFlag, wait};
use super::terminal::{ERROR, FAINT, OK, WARNING, line};
use crate::clock::Clock;
use crate::diagnostic::{Severity, Style, harmless, render};
use crate::files::{self, OthersAccess};
use crate::ical::{Zone, zone};
use crate::season::RunnerId;
use crate::store::{FeedKind, Runners, Store, StoreReport, StoreUrl};
use crate::watch::{Folder, PublishError, Snapshot, rehearse};

/// No clock of a machine on which this program runs can show less: it was written later.
const EARLIEST: &str = "2026-01-01T00:00:00Z";

/// The time by which a clock may be behind what another server wrote.
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

/// The outcome of one check.
#[derive(Debug, Serialize)]
struct DoctorCheck {
    check: &'static str,
    ok: bool,
    detail: String,
    /// The faults, one by one.
    faults: Vec<String>,
    /// Things that work, but may not be meant so.
    warnings: Vec<String>,
}

/// All of them.
#[derive(Debug, Serialize)]
struct Checks {
    ok: bool,
    checks: Vec<DoctorCheck>,
}

/// Runs all checks, and shows their outcomes.
pub(crate) fn run(arguments: &DoctorArguments) -> Result<(), Failure> {
    let url = arguments.store.url()?;
    let now = Clock::system().now();
    let (store, known) = store(&url, &arguments.store)?;
    let latest = known.as_ref().and_then(|known| known.latest);
    let mut checks = vec![store];
    if let Some(path) = &arguments.folder {
        let runners = known
            .as_ref()
            .map(|known| known.runners.clone())
            .unwrap_or_default();
        let (check, snapshot) = folder(path, runners);
        checks.push(check);
        if let (Some(snapshot), Some(known)) = (snapshot, known) {
            let followed = known.feeds.iter().map(|(runner, _)| runner.clone()).collect();
            checks.push(runners::feeds(&snapshot, &followed));
            checks.push(runners::names(&snapshot, &known.runners));
            checks.push(calendars(&url, &snapshot, &known.feeds, now)?);
        }
    }
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
        let (style, word) = match check {
            DoctorCheck { ok: false, .. } => (ERROR, "wrong"),
            DoctorCheck { warnings, .. } if !warnings.is_empty() => (WARNING, "warn "),
            _ => (OK, "ok   "),
        };
        writeln!(
            stdout,
            "{style}{word}{style:#}  {:<9}  {}",
            check.check,
            line(&check.detail)
        )?;
        for fault in check.faults.iter().chain(&check.warnings) {
            for row in harmless(fault).lines() {
                writeln!(stdout, "       {FAINT}{row}{FAINT:#}")?;
            }
        }
    }
    stdout.flush()
}

/// The content of a store: its report, the runner and kind of each feed in use, and the runners.
type StoreContent = (StoreReport, Vec<(RunnerId, FeedKind)>, Runners);

/// The parts of the store that other checks need.
struct StoreSummary {
    /// The latest moment in it.
    latest: Option<DateTime<Utc>>,
    /// The feeds that are in use.
    feeds: Vec<(RunnerId, FeedKind)>,
    /// All runners.
    runners: Runners,
}

fn store(url: &StoreUrl, flag: &StoreFlag) -> Result<(DoctorCheck, Option<StoreSummary>), Failure> {
    let check = |ok: bool, detail: String| DoctorCheck {
        check: "store",
        ok,
        detail,
        faults: Vec::new(),
        warnings: Vec::new(),
    };
    let shown = flag.shown()?;
    if let (true, StoreUrl::Sqlite(path)) = (flag.is_usual(), url)
        && !files::exists(path)
    {
        let detail = format!("{shown}: not there yet; it is made when it is needed");
        return Ok((check(true, detail), None));
    }
    let found: Result<StoreContent, Failure> = wait(async {
        let store = Store::open_existing(url).await?;
        let (health, feeds) = (store.check().await?, store.feeds().await?);
        let runners = store.runners().await?;
        store.close().await;
        let live = feeds.into_iter().filter(|feed| feed.revoked.is_none());
        Ok((
            health,
            live.map(|feed| (feed.runner, feed.kind)).collect(),
            runners,
        ))
    });
    match found {
        Ok((health, feeds, runners)) => {
            let detail = format!(
                "{shown}: {}, format {}; feeds: {} in use, {} revoked; {} calendars",
                health.database, health.format, health.feeds, health.revoked, health.publications
            );
            let mut faults = health.faults;
            faults.extend(health.unreadable.iter().map(|(runner, kind)| {
                format!(
                    "the {0} calendar of `{runner}` is damaged: at the next good look at its season it is made anew from what \
                     can be read of it; `longrun feeds forget {runner}{1}` begins afresh",
                    kind.word(),
                    match kind {
                        FeedKind::Busy => " --busy",
                        FeedKind::Full => "",
                    }
                )
            }));
            let mut check = check(faults.is_empty(), detail);
            check.faults = faults;
            check.warnings = exposed(url);
            let latest = health.latest;
            let known = StoreSummary {
                latest,
                feeds,
                runners,
            };
            Ok((check, Some(known)))
        }
        Err(Failure::Environment(error)) => Ok((check(false, format!("{error:#}")), None)),
        Err(_) => Ok((check(false, format!("{shown} cannot be used")), None)),
    }
}

/// Each calendar, made as it is when somebody asks for it, and stored nowhere.
fn calendars(
    url: &StoreUrl,
    snapshot: &Snapshot,
    feeds: &[(RunnerId, FeedKind)],
    now: DateTime<Utc>,
) -> Result<DoctorCheck, Failure> {
    let (mut made, mut faults) = (0, Vec::new());
    wait(async {
        let store = Store::open_existing(url).await?;
        for (runner, kind) in feeds {
            match rehearse(&store, runner, *kind, snapshot.seasons(runner), now).await {
                Ok(()) => made += 1,
                Err(PublishError::NoSeason(_)) => {}
                Err(error) => faults.push(format!("the {} calendar of `{runner}`: {error}", kind.word())),
            }
        }
        store.close().await;
        Ok(())
    })?;
    Ok(DoctorCheck {
        check: "calendars",
        ok: faults.is_empty(),
        detail: format!("{made} can be made, {} cannot", faults.len()),
        faults,
        warnings: Vec::new(),
    })
}

/// The warnings about a store's files that others than the server's user can read or write. SQLite gives the files
/// beside it the same mode.
fn exposed(url: &StoreUrl) -> Vec<String> {
    let StoreUrl::Sqlite(path) = url else {
        return Vec::new();
    };
    let sides = ["", "-wal", "-shm"].map(|side| {
        let mut name = path.clone().into_os_string();
        name.push(side);
        PathBuf::from(name)
    });
    let open = sides.iter().filter_map(|path| files::others_access(path).ok());
    let what = match open.max_by_key(|open| *open as u8) {
        Some(OthersAccess::Write) => "write it, and so give themselves any runner's calendar",
        Some(OthersAccess::Read) => "read it, and every calendar in it",
        Some(OthersAccess::None) | None => return Vec::new(),
    };
    let shown = path.display();
    vec![format!("others on this machine can {what}: chmod 600 {shown}*")]
}

fn folder(path: &Path, runners: Runners) -> (DoctorCheck, Option<Arc<Snapshot>>) {
    let shown = path.display();
    let check = |ok: bool, detail: String, faults: Vec<String>| DoctorCheck {
        check: "folder",
        ok,
        detail,
        faults,
        warnings: Vec::new(),
    };
    let folder = match Folder::open(path, Box::new(runners)) {
        Ok(folder) => folder,
        Err(error) => {
            let detail = format!("{shown}: {}", files::reason(&error));
            return (check(false, detail, Vec::new()), None);
        }
    };
    let snapshot = folder.snapshot();
    let seasons: usize = snapshot.runners.values().map(|runner| runner.seasons.len()).sum();
    let detail = format!(
        "{shown}: {} plans, {seasons} seasons of {} runners, {} files with faults",
        snapshot.plans.len(),
        snapshot.runners.len(),
        snapshot.faults.len()
    );
    let errors = snapshot.faults.iter().flat_map(|fault| &fault.diagnostics);
    let errors = errors.filter(|one| one.severity() == Severity::Error);
    let faults: Vec<String> = errors.map(|one| render(one, Style::Plain)).collect();
    (check(faults.is_empty(), detail, faults), Some(snapshot))
}

/// The zones that can be named: chrono-tz has the list.
fn names() -> DoctorCheck {
    let all = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let without: Vec<String> = all
        .filter(|name| Zone::new(name).is_none())
        .map(|name| format!("{name} can be named, and has no rules"))
        .collect();
    DoctorCheck {
        check: "zones",
        ok: without.is_empty(),
        detail: format!(
            "{} names, of {}",
            chrono_tz::TZ_VARIANTS.len(),
            chrono_tz::IANA_TZDB_VERSION
        ),
        faults: without,
        warnings: Vec::new(),
    }
}

/// The zones' rules: jiff's, which are part of the program. Vancouver stays on UTC−7 from the release 2026b on, so that
/// an older one is wrong about it.
fn rules() -> DoctorCheck {
    let version = zone::version().unwrap_or("of an unknown release");
    let december: Option<DateTime<Utc>> = "2026-12-01T12:00:00Z".parse().ok();
    let there = december.zip(Zone::new("America/Vancouver"));
    let right = there.is_some_and(|(at, zone)| zone.local(at).to_string() == "2026-12-01 05:00:00");
    let old = "these are older than the change of 2026 in British Columbia".to_owned();
    DoctorCheck {
        check: "rules",
        ok: right,
        detail: format!("{version}, part of the program"),
        faults: if right { Vec::new() } else { vec![old] },
        warnings: Vec::new(),
    }
}

fn clock(now: DateTime<Utc>, latest: Option<DateTime<Utc>>) -> DoctorCheck {
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
    DoctorCheck {
        check: "clock",
        ok: faults.is_empty(),
        detail: shown(now),
        faults,
        warnings: Vec::new(),
    }
}
