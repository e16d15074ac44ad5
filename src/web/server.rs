//! The server's threads and listeners, from their start to their end.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::sync::{Semaphore, mpsc, watch};
use tower_service::Service;

use super::catalogue::Catalogue;
use super::connection;
use super::idle_timeout::IdleClock;
use super::in_flight::{SLOW, milliseconds};
use super::options::Options;
use super::routes;
use super::service::Shared;
use super::shared_state::SharedState;
use super::token_feed::Feeds;

/// Most connections that wait to be accepted.
const BACKLOG: i32 = 4096;
/// Buffer of the system for what a client has still to read, in bytes; it takes twice as much. A usual calendar fits into it, and
/// one that nobody reads stays outside, where it counts.
const SEND_BUFFER: usize = 256 * 1024;
/// Time between two looks for slow readers, while there are none to end.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// Open files besides connections: the log, the store, the folder.
const OTHER_FILES: usize = 128;

/// Fault that keeps a server from starting.
#[derive(Debug, thiserror::Error)]
pub enum ServerStartError {
    /// The address is taken, or does not belong to this machine.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The system gives no thread.
    #[error("cannot start a thread")]
    Thread(#[from] io::Error),
}

/// A running server. Dropped, it runs on until the program ends; [`Server::stop`] ends it.
pub struct Server {
    state: Arc<SharedState>,
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
    /// Listens and answers from `catalogue` and `feeds`, on threads of its own.
    ///
    /// # Errors
    ///
    /// When the server cannot listen on an address, or the system gives no threads.
    pub fn start(
        mut options: Options,
        catalogue: Catalogue,
        feeds: Arc<dyn Feeds>,
    ) -> Result<Self, ServerStartError> {
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
        let state = Arc::new(SharedState::new(options, catalogue, feeds)?);
        let shared = Arc::new(Shared::new(Arc::clone(&state)));
        let (stop, stopped) = watch::channel(false);
        let mut server = Server {
            state: Arc::clone(&state),
            address,
            metrics,
            stop,
            threads: Vec::new(),
        };
        let clocks: Vec<Arc<IdleClock>> = std::iter::repeat_with(Arc::default).take(threads).collect();
        for (number, clock) in clocks.iter().enumerate() {
            let listener = listener.try_clone()?;
            let (shared, places) = (Arc::clone(&shared), Arc::clone(&places));
            let work = accept(listener, shared, places, Arc::clone(clock), stopped.clone());
            server.thread(format!("serve-{number}"), work)?;
        }
        if let Some((listener, _)) = metrics_listener {
            let work = serve_operator(listener, Arc::clone(&state), stopped.clone());
            server.thread("metrics".to_owned(), work)?;
        }
        let ending_slow_readers = end_slow_readers(Arc::clone(&state), clocks, stopped.clone());
        let housekeeping = async { _ = tokio::join!(forget(state, stopped), ending_slow_readers) };
        server.thread("housekeeping".to_owned(), housekeeping)?;
        Ok(server)
    }

    /// Address of the listener.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Address of the operator's listener, if there is one.
    pub fn metrics(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Replaces the catalogue. Kept calendars of plans at the same revision stay.
    pub fn swap_catalogue(&self, catalogue: Catalogue) {
        self.state.swap_catalogue(catalogue);
    }

    /// [`Server::swap_catalogue`] for another thread.
    pub fn catalogue_swapper(&self) -> impl Fn(Catalogue) + Send + 'static + use<> {
        let state = Arc::clone(&self.state);
        move |catalogue| state.swap_catalogue(catalogue)
    }

    /// Number of calendars rendered so far.
    pub fn rendered(&self) -> u64 {
        self.state.renders.rendered()
    }

    /// Size of the cache, in bytes.
    pub fn cached(&self) -> usize {
        self.state.cache.bytes()
    }

    /// Accepts no more connections, ends the idle ones, and waits for the others, at most until `deadline` has passed. True if
    /// all were answered.
    pub fn stop(self, deadline: Duration) -> bool {
        // It fails if all threads have ended already.
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

/// A listener on `address`, with the address that it got.
fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServerStartError> {
    let bound = || {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        // A restart need not wait for earlier connections to expire. A port in use stays an error.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        // On Linux, accepted connections inherit it.
        socket.set_tcp_nodelay(true)?;
        socket.set_send_buffer_size(SEND_BUFFER)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        socket.set_nonblocking(true)?;
        let listener = TcpListener::from(socket);
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bound().map_err(|error| ServerStartError::Listen(address, error))
}

/// Limit of open files, raised as far as the system allows.
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

/// Accepts connections while there are places, and answers each in a task.
async fn accept(
    listener: TcpListener,
    shared: Arc<Shared>,
    places: Arc<Semaphore>,
    clock: Arc<IdleClock>,
    mut stop: watch::Receiver<bool>,
) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "a listener cannot be used");
            return;
        }
    };
    // Every connection holds a sender: once all are gone, the receiver ends.
    let (alive, mut all_gone) = mpsc::channel::<()>(1);
    let ending_idle_ones = {
        let (clock, state) = (Arc::clone(&clock), Arc::clone(&shared.state));
        tokio::spawn(async move {
            let count = |ended| _ = state.metrics.timeouts.inc_by(ended);
            clock.run(state.options.idle_timeout, count).await;
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
                let (shared, stop, alive) = (Arc::clone(&shared), stop.clone(), alive.clone());
                let (watched, to_end) = clock.watch();
                let task = tokio::spawn(async move {
                    connection::serve(stream, watched, peer, shared, stop).await;
                    drop((place, alive));
                });
                to_end.set(task.abort_handle());
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
    ending_idle_ones.abort();
}

/// A connection, the address of its other end, and its place among the most there may be.
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

/// Answers the operator's listener, which has no limits: nobody else reaches it.
async fn serve_operator(listener: TcpListener, state: Arc<SharedState>, mut stop: watch::Receiver<bool>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let table = routes::operator::table(state);
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let table = table.clone();
        let service = service_fn(move |request: Request<Incoming>| table.clone().call(request));
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(Duration::from_secs(10))
                .serve_connection(TokioIo::new(stream), service);
            // The client may leave before the answer.
            let _ = connection.await;
        });
    }
}

/// Drops the request counts of clients that have not asked for a while, again and again.
async fn forget(state: Arc<SharedState>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(Duration::from_secs(15)) => {}
        }
        state.limits.forget();
    }
}

/// Ends slow readers while answers on their way to clients take too much memory, those of the largest answers first.
async fn end_slow_readers(
    state: Arc<SharedState>,
    clocks: Vec<Arc<IdleClock>>,
    mut stop: watch::Receiver<bool>,
) {
    let slow = u64::try_from(SLOW.as_millis()).unwrap_or(u64::MAX);
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = state.answers.bytes.many.notified() => {}
        }
        while state.in_flight() > state.options.in_flight_bytes && !*stop.borrow() {
            let latest = milliseconds().saturating_sub(slow);
            let readers = clocks.iter().filter_map(|clock| clock.slowest_reader(latest));
            let Some(reader) = readers.max_by_key(|reader| reader.reads()) else {
                // Those who have just begun may be done in a moment.
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            };
            reader.end();
            state.metrics.slow_readers.inc();
            // The connection's thread drops it, which gives its memory back.
            for _ in 0..100 {
                if reader.reads() == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
}
