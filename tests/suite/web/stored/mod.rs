//! `longrun serve` with a folder and a store, over the wire: what those see who follow a runner's calendar for months.

mod bounds;
mod changes;
mod discreet;
mod faults;
mod people;
mod planted;
mod rest;
mod servers;
mod upgrade;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{Datelike, Days, NaiveDate, Utc, Weekday};
use longrun::store::StoreUrl;
use tempfile::TempDir;

use super::{Reply, get, terminate};
use crate::records;

/// How soon a change must be seen.
const SOON: Duration = Duration::from_secs(1);
/// Between two looks at a feed: twenty a second stay within its limit for a while.
const PAUSE: Duration = Duration::from_millis(50);
/// The end of the name of a file with what the operator's listener said.
const TOLD: &str = "told.log";

/// A folder with seasons, a store, and the servers that ran on them. At its end, no log and no answer to a question of the
/// operator's may hold a token.
struct Stage {
    place: TempDir,
    store: String,
    tokens: Mutex<Vec<String>>,
    servers: AtomicUsize,
}

impl Stage {
    /// With an SQLite file.
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let store = StoreUrl::Sqlite(place.path().join("feeds.db")).to_string();
        Stage::on(place, store)
    }

    fn on(place: TempDir, store: String) -> Self {
        for folder in ["seasons", "logs"] {
            fs::create_dir(place.path().join(folder)).unwrap();
        }
        Stage {
            place,
            store,
            tokens: Mutex::default(),
            servers: AtomicUsize::new(0),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Writes a file of the folder that is served.
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path("seasons").join(name), text).unwrap();
    }

    /// Removes a file of the folder that is served.
    fn remove(&self, name: &str) {
        fs::remove_file(self.path("seasons").join(name)).unwrap();
    }

    /// `longrun feeds …`, which must work; gives what it writes to the standard output.
    fn feeds(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_longrun"))
            .arg("feeds")
            .args(arguments)
            .args(["--store", &self.store])
            .output()
            .expect("longrun starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// `longrun feeds make …` or `rotate …`; gives the address.
    fn address(&self, arguments: &[&str]) -> String {
        let address = self.feeds(arguments).trim().to_owned();
        let token = address.strip_prefix("/feed/");
        let token = token.and_then(|rest| rest.strip_suffix("/calendar.ics"));
        let token = token.unwrap_or_else(|| panic!("{address:?} is no address of a feed"));
        records::token(token);
        self.tokens.lock().unwrap().push(token.to_owned());
        address
    }

    /// A server of the folder.
    fn serve(&self) -> Live<'_> {
        let folder = self.path("seasons");
        self.serve_with(&[folder.to_str().unwrap()])
    }

    /// The same, with a log of this filter.
    fn serve_logging(&self, filter: &str) -> Live<'_> {
        let folder = self.path("seasons");
        self.start(filter, &self.store, &[folder.to_str().unwrap()])
    }

    fn serve_with(&self, arguments: &[&str]) -> Live<'_> {
        self.start("debug", &self.store, arguments)
    }

    fn start(&self, filter: &str, store: &str, arguments: &[&str]) -> Live<'_> {
        let log = self
            .path("logs")
            .join(format!("{}.log", self.servers.fetch_add(1, Ordering::SeqCst)));
        let mut child = Command::new(env!("CARGO_BIN_EXE_longrun"))
            .args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"])
            .args(["--log-filter", filter, "--store", store])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .expect("longrun starts");
        let address = listening(&mut child);
        let mut live = Live {
            stage: self,
            child,
            address: address.unwrap_or_else(|| panic!("{}", fs::read_to_string(&log).unwrap())),
            metrics: SocketAddr::from(([127, 0, 0, 1], 0)),
            log,
        };
        live.metrics = until(|| {
            let log = live.log();
            let (_, rest) = log.split_once("metrics address=")?;
            rest.split_once('\n')?.0.trim().parse().ok()
        });
        live
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let logs = fs::read_dir(self.path("logs")).unwrap();
        let mut searched = 0;
        for log in logs {
            let path = log.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.is_empty(), "a server logs something");
            match path.to_str().unwrap().ends_with(TOLD) {
                true => records::told(&text),
                false => records::log(&text),
            }
            for token in self.tokens.lock().unwrap().iter() {
                assert!(!text.contains(token), "a token is in:\n{text}");
                searched += 1;
            }
        }
        assert!(searched > 0, "nothing was searched");
    }
}

/// Where a server that was just started says that it listens.
fn listening(child: &mut Child) -> Option<SocketAddr> {
    let mut line = String::new();
    let stdout = child.stdout.take()?;
    BufReader::new(stdout).read_line(&mut line).ok()?;
    line.trim()
        .strip_prefix("longrun listens on http://")?
        .parse()
        .ok()
}

/// A running server.
struct Live<'a> {
    stage: &'a Stage,
    child: Child,
    address: SocketAddr,
    metrics: SocketAddr,
    log: PathBuf,
}

impl Live<'_> {
    fn get(&self, path: &str) -> Reply {
        get(self.address, path, "")
    }

    /// Whether the feed is still what has this tag.
    fn is_still(&self, path: &str, tag: &str) -> bool {
        let reply = get(self.address, path, &format!("If-None-Match: {tag}\r\n"));
        assert!(
            [200, 304].contains(&reply.status),
            "{}: {}",
            reply.status,
            reply.text()
        );
        reply.status == 304
    }

    /// The feed, as soon as it is another one than what has this tag.
    fn changed(&self, path: &str, tag: &str) -> Reply {
        soon(|| (!self.is_still(path, tag)).then_some(()));
        self.get(path)
    }

    /// The feed, as soon as it is another one than what has this tag. What takes a season away waits for some seconds, and a feed
    /// may be asked for only so often.
    fn taken_away(&self, path: &str, tag: &str) -> Reply {
        let begun = Instant::now();
        while self.is_still(path, tag) {
            assert!(begun.elapsed() < Duration::from_secs(20), "it never came");
            std::thread::sleep(PAUSE * 5);
        }
        self.get(path)
    }

    /// Waits until the feed is answered so.
    fn answers(&self, path: &str, status: u16) -> Reply {
        soon(|| Some(self.get(path)).filter(|reply| reply.status == status))
    }

    /// What the operator's listener says.
    fn told(&self, path: &str) -> String {
        get(self.metrics, path, "").text().to_owned()
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Keeps what the operator could ask for beside the logs, which are searched.
    fn note(&self) {
        let name = self.log.with_extension(TOLD);
        fs::write(name, self.told("/metrics") + &self.told("/status")).unwrap();
    }

    /// Ends it as a service manager does.
    fn terminate(mut self) -> String {
        self.note();
        let code = terminate(&mut self.child);
        let log = self.log();
        assert_eq!(code, Some(0), "{log}");
        log
    }

    /// Ends it as an empty battery does.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        debug_assert!(self.log.starts_with(self.stage.place.path()));
    }
}

/// What `look` finds within a second.
fn soon<T>(look: impl FnMut() -> Option<T>) -> T {
    let (found, took) = patiently(look);
    assert!(took <= SOON, "it took {took:?}");
    found
}

/// What `look` finds, however long it takes.
fn until<T>(look: impl FnMut() -> Option<T>) -> T {
    patiently(look).0
}

fn patiently<T>(mut look: impl FnMut() -> Option<T>) -> (T, Duration) {
    let begun = Instant::now();
    loop {
        // A look that was begun in time is in time, however busy the machine is.
        let took = begun.elapsed();
        if let Some(found) = look() {
            return (found, took);
        }
        assert!(took < Duration::from_secs(20), "it never came");
        std::thread::sleep(PAUSE);
    }
}

/// A Sunday that is so far away that all of a plan of twelve weeks lies ahead.
fn race() -> NaiveDate {
    let mut day = Utc::now().date_naive() + Days::new(7 * 15);
    while day.weekday() != Weekday::Sun {
        day = day + Days::new(1);
    }
    day
}

/// A season of Ada's, with Tuesday's runs at this time.
fn season(race: NaiveDate, tuesday: &str) -> String {
    format!(
        "plan = \"half-12\"\n[race]\nname = \"Spring race\"\ndate = {race}\n\
         [athlete]\nname = \"Ada Lovelace\"\ntime_zone = \"Europe/Berlin\"\n\
         [week]\ntue = \"{tuesday}\"\nlong = \"sun 08:00\"\n"
    )
}

/// An event as a calendar sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    start: String,
    sequence: u32,
    summary: String,
    is_cancelled: bool,
}

/// The events by UID, none of which may be there twice.
fn events(calendar: &str) -> BTreeMap<String, Seen> {
    let unfolded = calendar.replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for event in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let value = |name: &str| {
            let line = event.lines().find(|line| {
                line.strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with([':', ';']))
            });
            line.and_then(|line| Some(line.split_once(':')?.1.to_owned()))
        };
        let uid = value("UID").expect("an event has a UID");
        let seen = Seen {
            start: value("DTSTART").expect("an event begins"),
            sequence: value("SEQUENCE").map_or(0, |number| number.parse().unwrap()),
            summary: value("SUMMARY").unwrap_or_default(),
            is_cancelled: value("STATUS").as_deref() == Some("CANCELLED"),
        };
        assert_eq!(events.insert(uid.clone(), seen), None, "{uid} is there twice");
    }
    assert!(!events.is_empty());
    events
}

fn uids(events: &BTreeMap<String, Seen>) -> BTreeSet<&str> {
    events.keys().map(String::as_str).collect()
}

fn tag(reply: &Reply) -> String {
    reply.line("etag").expect("a calendar has a tag").to_owned()
}
