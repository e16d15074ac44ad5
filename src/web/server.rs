//! The server's threads and listeners, from their start to their end.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::{Semaphore, mpsc, watch};

use super::app::App;
use super::catalogue::Catalogue;
use super::connection;
use super::patience::Patience;
use super::status::Status;
use super::token_feed::Feeds;
use crate::clock::Clock;

/// So many connections may wait to be accepted.
const BACKLOG: i32 = 4096;
/// Files that are open besides connections: the log, the store, the folder.
const OTHER_FILES: usize = 128;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes one that is free.
    pub listen: SocketAddr,
    /// Where to listen for metrics, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// What addresses begin with from outside, as in `https://longrun.example`, without a slash at its end.
    pub base_url: Option<String>,
    /// Whether calendars are sent packed to those who ask.
    pub gzip: bool,
    /// Whether the other end is a proxy that says whom it asks for (X-Forwarded-For).
    pub trust_proxy: bool,
    /// How much memory calendars may take, in bytes.
    pub cache_bytes: usize,
    /// How many threads answer, and how many render.
    pub threads: usize,
    /// How many connections may be open; fewer if the system allows fewer files.
    pub connections: usize,
    /// How long a request may take.
    pub request_timeout: Duration,
    /// What the operator sees at `/status`, beside the metrics.
    pub status: Status,
    /// How long a client may take to send a request, or to take the next piece of an answer, or do nothing.
    pub patience: Duration,
    /// What time it is, for the pages: they say what of a season is behind.
    pub clock: fn() -> Clock,
}

impl Options {
    /// The usual ones.
    pub fn new(listen: SocketAddr) -> Self {
        Options {
            listen,
            metrics: None,
            base_url: None,
            gzip: true,
            trust_proxy: false,
            cache_bytes: 24 << 20,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            connections: 16_384,
            request_timeout: Duration::from_secs(20),
            status: Status::default(),
            patience: Duration::from_secs(30),
            clock: Clock::system,
        }
    }
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken, or none of this machine's.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The system gives no thread.
    #[error("cannot start a thread")]
    Thread(#[from] io::Error),
}

/// A server that runs. Dropped, it goes on until the program ends; [`Server::stop`] ends it well.
pub struct Server {
    app: Arc<App>,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// Listens, and answers from `catalogue` and `feeds` on threads of its own.
    ///
    /// # Errors
    ///
    /// When an address cannot be listened on, or there are no threads to be had.
    pub fn start(
        mut options: Options,
        catalogue: Catalogue,
        feeds: Arc<dyn Feeds>,
    ) -> Result<Self, StartError> {
        options.connections = options
            .connections
            .min(files().saturating_sub(OTHER_FILES))
            .max(1);
        options.threads = options.threads.max(1);
        let (listener, address) = bind(options.listen)?;
        let metrics_listener = options.metrics.map(bind).transpose()?;
        let metrics = metrics_listener.as_ref().map(|(_, address)| *address);
        let threads = options.threads;
        let places = Arc::new(Semaphore::new(options.connections));
        let app = Arc::new(App::new(options, catalogue, feeds)?);
        let (stop, stopped) = watch::channel(false);
        let mut server = Server {
            app: Arc::clone(&app),
            address,
            metrics,
            stop,
            threads: Vec::new(),
        };
        for number in 0..threads {
            let listener = listener.try_clone()?;
            let (app, places, stopped) = (Arc::clone(&app), Arc::clone(&places), stopped.clone());
            server.thread(format!("serve-{number}"), accept(listener, app, places, stopped))?;
        }
        if let Some((listener, _)) = metrics_listener {
            server.thread(
                "metrics".to_owned(),
                serve_metrics(listener, Arc::clone(&app), stopped.clone()),
            )?;
        }
        server.thread("forget".to_owned(), forget(app, stopped))?;
        Ok(server)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens for metrics.
    pub fn metrics(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Puts another catalogue in the place of the one there is. Calendars whose plans are at the same revision stay as they are.
    pub fn publish(&self, catalogue: Catalogue) {
        self.app.publish(catalogue);
    }

    /// The same for another thread.
    pub fn publisher(&self) -> impl Fn(Catalogue) + Send + 'static + use<> {
        let app = Arc::clone(&self.app);
        move |catalogue| app.publish(catalogue)
    }

    /// How many calendars were rendered.
    pub fn rendered(&self) -> u64 {
        self.app.renders.rendered()
    }

    /// How many bytes of calendars are kept.
    pub fn cached(&self) -> usize {
        self.app.cache.bytes()
    }

    /// Takes no more connections, ends the idle ones, and waits until the others are answered, but no longer than `deadline`.
    /// Whether all were.
    pub fn stop(self, deadline: Duration) -> bool {
        // Nobody listens any more if all threads have ended.
        let _ = self.stop.send(true);
        let end = std::time::Instant::now() + deadline;
        while self.threads.iter().any(|thread| !thread.is_finished()) {
            if std::time::Instant::now() >= end {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    fn thread(&mut self, name: String, work: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()?;
        let thread = std::thread::Builder::new()
            .name(name)
            .spawn(move || runtime.block_on(work))?;
        self.threads.push(thread);
        Ok(())
    }
}

/// Listens on `address`, and says on which it does.
fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let bound = || {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        // Whoever starts again need not wait for the connections of before. A port in use stays one.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        // Accepted connections have it too, where the system is Linux.
        socket.set_tcp_nodelay(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        socket.set_nonblocking(true)?;
        let listener = TcpListener::from(socket);
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bound().map_err(|error| StartError::Listen(address, error))
}

/// How many files may be open, after asking for as many as may be.
fn files() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let all = Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        };
        let current = match setrlimit(Resource::Nofile, all) {
            Ok(()) => limit.maximum,
            Err(_) => limit.current,
        };
        current.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX))
    }
    #[cfg(not(unix))]
    {
        usize::MAX
    }
}

/// Accepts connections as long as there are places, and answers each.
async fn accept(
    listener: TcpListener,
    app: Arc<App>,
    places: Arc<Semaphore>,
    mut stop: watch::Receiver<bool>,
) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "a listener cannot be used");
            return;
        }
    };
    // Every connection holds an end of this: when all are gone, nothing more will come out of it.
    let (alive, mut all_gone) = mpsc::channel::<()>(1);
    let patience = Arc::new(Patience::default());
    let running_out = {
        let (patience, app) = (Arc::clone(&patience), Arc::clone(&app));
        tokio::spawn(async move {
            let count = |ended| _ = app.metrics.timeouts.inc_by(ended);
            patience.run_out(app.options.patience, count).await;
        })
    };
    let mut failing = false;
    loop {
        let accepted = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => break,
            accepted = next(&listener, &places) => accepted,
        };
        match accepted {
            Ok((stream, peer, place)) => {
                failing = false;
                let (app, stop, alive) = (Arc::clone(&app), stop.clone(), alive.clone());
                let (watched, ending) = patience.watch();
                let task = tokio::spawn(async move {
                    connection::serve(stream, watched, peer, app, stop).await;
                    drop((place, alive));
                });
                ending.of(task.abort_handle());
            }
            Err(error) => {
                if !failing {
                    tracing::warn!(%error, "a connection cannot be accepted");
                }
                failing = true;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    drop((listener, alive));
    let _ = all_gone.recv().await;
    running_out.abort();
}

type Accepted = (tokio::net::TcpStream, IpAddr, tokio::sync::OwnedSemaphorePermit);

async fn next(listener: &tokio::net::TcpListener, places: &Arc<Semaphore>) -> io::Result<Accepted> {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    #[cfg(not(target_os = "linux"))]
    stream.set_nodelay(true)?;
    Ok((stream, peer.ip(), place))
}

/// Tells metrics and status to whoever asks there: the operator, and nobody outside.
async fn serve_metrics(listener: TcpListener, app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let app = Arc::clone(&app);
        let service = service_fn(move |request: Request<Incoming>| {
            let (status, kind, text) = match request.uri().path() {
                "/" | "/metrics" => (
                    StatusCode::OK,
                    "application/openmetrics-text; version=1.0.0; charset=utf-8",
                    app.metrics_text(),
                ),
                "/status" => (StatusCode::OK, "text/plain; charset=utf-8", app.options.status.text()),
                _ => (
                    StatusCode::NOT_FOUND,
                    "text/plain; charset=utf-8",
                    "metrics are at /metrics, and what the server thinks of its folder and store at /status\n".to_owned(),
                ),
            };
            let response = Response::builder()
                .status(status)
                .header(header::CONTENT_TYPE, kind);
            let response = response.body(Full::new(Bytes::from(text)));
            async move { response }
        });
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(10))
                .serve_connection(TokioIo::new(stream), service);
            // Whoever asks may go before the answer.
            let _ = connection.await;
        });
    }
}

/// Forgets again and again who has not asked for long.
async fn forget(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(Duration::from_secs(15)) => {}
        }
        app.limits.forget();
    }
}
