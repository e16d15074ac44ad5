//! One connection, from its first byte to its end.

use std::future::poll_fn;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::clients::Client;
use super::idle_timeout::Watched;
use super::service::{Service, Shared};
use super::shared_state::SharedState;
use super::socket_limits::LimitedSocket;

/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// Most lines of a head.
const MOST_HEADERS: usize = 64;
/// Most bytes that are still read from a client after its answer. If they were not, its system would throw the answer away.
const LINGER_BYTES: usize = 2 * 1024 * 1024;
/// Longest time for that.
const LINGER: Duration = Duration::from_secs(2);

/// Answers the requests on `stream` until it ends or the server stops.
pub(super) async fn serve(
    stream: TcpStream,
    watched: Watched,
    peer: IpAddr,
    shared: Arc<Shared>,
    mut stop: watch::Receiver<bool>,
) {
    let client = Client {
        address: peer,
        pulse: Arc::clone(watched.pulse()),
    };
    let io = TokioIo::new(LimitedSocket::new(stream, watched));
    let state = Arc::clone(&shared.state);
    let _counted = Counted::new(&state);
    let mut connection = http1::Builder::new()
        .header_read_timeout(None)
        // A client that has sent all it wants to say still gets its answer.
        .half_close(true)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(io, Service::new(shared, client));
    let ended = tokio::select! {
        biased;
        ended = poll_fn(|context| connection.poll_without_shutdown(context)) => ended,
        () = stopped(&mut stop) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|context| connection.poll_without_shutdown(context)).await
        }
    };
    let parts = connection.into_parts();
    let is_too_long = parts.io.inner().line_is_too_long();
    let stream = parts.io.into_inner().into_inner();
    let refused = match &ended {
        Err(_) if is_too_long => Some(StatusCode::URI_TOO_LONG),
        // hyper has answered these itself.
        Err(error) if error.is_parse_too_large() => Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
        Err(error) if error.is_parse() => Some(StatusCode::BAD_REQUEST),
        _ => None,
    };
    if let Some(status) = refused {
        state.metrics.nowhere.count(status);
    }
    match ended {
        Ok(()) if !parts.service.had_a_body() => {}
        Ok(()) => linger(stream).await,
        Err(_) if is_too_long => refuse_line(stream).await,
        Err(error) if error.is_parse() => linger(stream).await,
        Err(error) => tracing::debug!(%error, "a connection broke off"),
    }
}

/// Counts an open connection until it is dropped.
struct Counted(Arc<SharedState>);

impl Counted {
    fn new(state: &Arc<SharedState>) -> Self {
        state.metrics.connections.inc();
        Counted(Arc::clone(state))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.metrics.connections.dec();
    }
}

/// Waits until the server stops.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the server itself is gone.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Refuses a request line that is too long. hyper has not seen its end, so the answer is written here.
async fn refuse_line(mut stream: TcpStream) {
    const REFUSAL: &[u8] = b"HTTP/1.1 414 URI Too Long\r\ncontent-type: text/plain; charset=utf-8\r\n\
        content-length: 24\r\nconnection: close\r\n\r\nthe address is too long\n";
    if stream.write_all(REFUSAL).await.is_ok() {
        linger(stream).await;
    }
}

/// Ends our side and reads on for a while, so that the client receives the answer.
async fn linger(mut stream: TcpStream) {
    let rest = async {
        stream.shutdown().await?;
        let mut thrown_away = [0; 4096];
        let mut left = LINGER_BYTES;
        loop {
            match stream.read(&mut thrown_away).await? {
                0 => return Ok::<(), std::io::Error>(()),
                read if read >= left => return Ok(()),
                read => left -= read,
            }
        }
    };
    // The connection ends in any case.
    let _ = tokio::time::timeout(LINGER, rest).await;
}
