//! `longrun serve`: feeds that calendars follow.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, ValueEnum, ValueHint};
use tokio::sync::watch;

use super::Failure;
use super::base_url::base_url;
use super::serve_values::{listen, log_filter, switch};
use super::store_source::{StoreFlag, wait};
use crate::clock::Clock;
use crate::diagnostic::Faults;
use crate::files;
use crate::watch::{Folder, Following, Looking, Snapshot, follow};
use crate::web::status::{self, ServerHealth, ServerStatus};
use crate::web::telemetry::{LogFormat, start_log};
use crate::web::{Catalogue, Feeds, Options, Server, ServerStartError, StoredFeeds};

/// The time that open requests may take once the server is told to stop.
const DEADLINE: Duration = Duration::from_secs(10);

/// The time after which the store is asked once more for revisions that it did not give.
const AGAIN: Duration = Duration::from_secs(2);

const EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun serve
  longrun serve seasons/ --listen 0.0.0.0:8080 --base-url https://longrun.example --trust-proxy

A plan's feed needs no account and no file: its address says the season, in the words of the flags of export:
  http://127.0.0.1:8080/plan/half-12/calendar.ics?race=2027-04-18&zone=America/New_York&long=sun+08:00&rest=fri";

/// `longrun serve`
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ServeArguments {
    /// A folder with plans and seasons, a .toml file each; the built-in plans are always served
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
    /// Address to listen on; port 0 takes a free one
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080",
        env = "LONGRUN_LISTEN",
        value_parser = listen
    )]
    listen: SocketAddr,
    #[command(flatten)]
    store: StoreFlag,
    /// Poll the folder instead of waiting for change events, e.g. on a network drive
    #[arg(long, env = "LONGRUN_POLL", value_parser = switch)]
    poll: bool,
    #[arg(help = "Public address of the server: a scheme and a host, e.g. https://longrun.example")]
    #[arg(long, value_name = "URL", value_parser = base_url, env = "LONGRUN_BASE_URL")]
    base_url: Option<String>,
    /// Address to serve metrics on (Prometheus) [default: none]
    #[arg(long, value_name = "ADDRESS", env = "LONGRUN_METRICS", value_parser = listen)]
    metrics: Option<SocketAddr>,
    /// Format of the log
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        env = "LONGRUN_LOG_FORMAT"
    )]
    log: LogChoice,
    /// Log filter, e.g. info, debug (every request) or warn
    #[arg(long, value_name = "FILTER", default_value = "info", env = "LONGRUN_LOG", value_parser = log_filter)]
    log_filter: String,
    /// Take the client's address from the proxy in front (the last of X-Forwarded-For)
    #[arg(long, env = "LONGRUN_TRUST_PROXY", value_parser = switch)]
    trust_proxy: bool,
    /// Never compress calendars
    #[arg(long)]
    no_gzip: bool,
    /// Memory for rendered calendars, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 24, env = "LONGRUN_CACHE")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=65536))]
    cache: u32,
    /// Number of threads [default: one per processor]
    #[arg(long, value_name = "NUMBER", env = "LONGRUN_THREADS")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogChoice {
    /// Lines for people
    Text,
    /// JSON, an object a line
    Json,
}

/// Serves until it is told to stop.
pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    let format = match arguments.log {
        LogChoice::Text => LogFormat::Text,
        LogChoice::Json => LogFormat::Json,
    };
    start_log(format, &arguments.log_filter).map_err(Failure::Usage)?;
    if arguments.poll && arguments.folder.is_none() {
        let help = "--poll looks at a folder, and there is none: longrun serve DIR --poll".to_owned();
        return Err(Failure::Usage(help));
    }
    if let Some(path) = &arguments.folder {
        Folder::look(path).with_context(|| cannot_read(path))?;
    }
    let store = wait(arguments.store.open())?;
    let shown = store.shown().to_owned();
    tracing::info!(store = shown, "the store is open");
    if let Err(error) = wait(async { Ok(store.try_write().await) })? {
        tracing::error!(%error, "the store cannot be written: what was published is served, and no change is published until it can be");
    }
    let stored = StoredFeeds::start(store, || Clock::system().now()).context("cannot serve")?;
    let stored = Arc::new(stored);
    // The folder asks the store for its runners, and so ends before it.
    let followed = match &arguments.folder {
        Some(path) => Some(followed(path, arguments.poll, &stored)?),
        None => None,
    };
    let snapshots = followed.as_ref().map(Following::snapshots);
    if let Some(snapshots) = &snapshots {
        stored.serve_folder(snapshots.clone());
    }
    let first = snapshots.as_ref().map_or_else(
        || Arc::new(Snapshot::built_in()),
        |snapshots| Arc::clone(&snapshots.borrow()),
    );
    let mut options = Options::new(arguments.listen);
    options.metrics = arguments.metrics;
    options.base_url.clone_from(&arguments.base_url);
    options.gzip = !arguments.no_gzip;
    options.trust_proxy = arguments.trust_proxy;
    options.cache_bytes = usize::try_from(arguments.cache).unwrap_or(24) << 20;
    if let Some(threads) = arguments.threads {
        options.threads = usize::from(threads);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("cannot wait for signals")?;
    // Before the address is printed: whoever reads it may stop the server at once.
    let signals = runtime.block_on(async { Signals::listen() });
    let mut signals = signals.context("cannot wait for signals")?;
    if snapshots.is_some() {
        for runner in status::without_season(&first, &stored.followed()) {
            if first.seasons(runner).elsewhere.is_nowhere() {
                tracing::warn!(
                    %runner,
                    "a feed has no season of its runner: of what was published, what was to come is cancelled"
                );
            } else {
                tracing::warn!(
                    %runner,
                    "a feed has no season of its runner; what was published stays until all files can be read"
                );
            }
        }
    }
    options.status = status_of(shown, snapshots.clone(), &stored);
    let feeds: Arc<dyn Feeds> = Arc::<StoredFeeds>::clone(&stored);
    let server = Server::start(options, catalogue(&first, &stored), feeds);
    let server = server.map_err(|error| cannot_start(arguments, error))?;
    if let Some(snapshots) = snapshots {
        publish_changes(snapshots, stored, server.catalogue_swapper()).context("cannot serve")?;
    }
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "longrun listens on http://{}", server.address())?;
    stdout.flush()?;
    drop(stdout);
    if let Some(address) = server.metrics() {
        tracing::info!(%address, "metrics");
    }
    let signal = runtime.block_on(signals.wait());
    tracing::info!(signal, "stopping");
    if !server.stop(DEADLINE) {
        tracing::warn!("some requests were not answered in time");
    }
    Ok(())
}

/// The operator's view of a server on the store `shown`, and of its folder if it has one.
fn status_of(
    shown: String,
    snapshots: Option<watch::Receiver<Arc<Snapshot>>>,
    stored: &Arc<StoredFeeds>,
) -> ServerStatus {
    let (of_folder, of_store) = (snapshots.clone(), Arc::clone(stored));
    let say = move || {
        let trouble = of_store.trouble();
        let trouble = trouble.map_or_else(String::new, |trouble| format!("store: {trouble}\n"));
        let folder = of_folder.as_ref().map_or_else(
            || "folder: none\n".to_owned(),
            |snapshots| {
                let (followed, waiting) = (of_store.followed(), of_store.waiting());
                status::of_folder(&snapshots.borrow(), &followed, &waiting, &of_store.remarks())
            },
        );
        let refused = status::of_refused(&of_store.refused());
        format!("store: {shown}\n{trouble}{refused}{folder}")
    };
    let of_store = Arc::clone(stored);
    let health = move || {
        let store_up = of_store.trouble().is_none();
        let of_folder = |snapshots: &watch::Receiver<Arc<Snapshot>>| {
            let snapshot = snapshots.borrow();
            ServerHealth {
                store_up,
                folder_readable: snapshot.unreachable.is_none(),
                files_with_faults: snapshot.faults.len(),
            }
        };
        let without = ServerHealth {
            store_up,
            ..ServerHealth::default()
        };
        snapshots.as_ref().map_or(without, of_folder)
    };
    ServerStatus::new(say, health)
}

/// The reason why the server does not start, with the flag that says otherwise.
fn cannot_start(arguments: &ServeArguments, error: ServerStartError) -> anyhow::Error {
    let ServerStartError::Listen(address, reason) = &error else {
        return anyhow::Error::new(error).context("cannot serve");
    };
    let flag = match arguments.metrics {
        Some(metrics) if metrics == *address => "--metrics (LONGRUN_METRICS)",
        _ => "--listen (LONGRUN_LISTEN)",
    };
    let help = match reason.kind() {
        ErrorKind::AddrInUse => "another program listens there, perhaps another longrun",
        ErrorKind::AddrNotAvailable => "it is no address of this machine",
        ErrorKind::PermissionDenied => "ports below 1024 are for privileged programs",
        _ => "nothing can listen there",
    };
    let reason = files::reason(reason);
    anyhow::anyhow!("cannot listen on {address}: {reason}: {help}. {flag} says where to listen")
}

/// The folder, which is followed from here on.
fn followed(path: &Path, poll: bool, stored: &StoredFeeds) -> Result<Following, Failure> {
    let register = stored.register().context("cannot serve")?;
    let folder = Folder::open(path, Box::new(register)).with_context(|| cannot_read(path))?;
    let looking = if poll { Looking::Poll } else { Looking::Events };
    Ok(follow(folder, looking))
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read the folder {}", path.display())
}

/// The plans of a snapshot. What is wrong with files of a folder was logged when they were read.
fn catalogue(snapshot: &Snapshot, revisions: &StoredFeeds) -> Catalogue {
    let now = Clock::system().now();
    Catalogue::new(&snapshot.library, &snapshot.plans, revisions, now, &Faults::new())
}

/// Gives the server every change of the folder's plans, on a thread of its own, as long as the folder is followed.
fn publish_changes(
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
    revisions: Arc<StoredFeeds>,
    publish: impl Fn(Catalogue) + Send + 'static,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let work = move || {
        let mut unsaid = false;
        loop {
            let again = if unsaid { AGAIN } else { Duration::MAX };
            let changed = runtime.block_on(async { tokio::time::timeout(again, snapshots.changed()).await });
            if matches!(changed, Ok(Err(_))) {
                return;
            }
            let snapshot = Arc::clone(&snapshots.borrow_and_update());
            let before = revisions.times_unsaid();
            publish(catalogue(&snapshot, &revisions));
            unsaid = revisions.times_unsaid() != before;
        }
    };
    std::thread::Builder::new().name("plans".to_owned()).spawn(work)?;
    Ok(())
}

/// The signals that stop the server.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "SIGINT",
            _ = self.terminate.recv() => "SIGTERM",
        }
    }
}

/// The signals that stop the server.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Signals)
    }

    async fn wait(&mut self) -> &'static str {
        // Without a way to be interrupted the server stops with its process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
}
