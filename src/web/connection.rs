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

use super::app::App;
use super::guarded::Guarded;
use super::patience::Watched;
use super::router::RouteName;
use super::service::Service;
use super::telemetry::Metrics;

/// The head of a request is at most so large, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// A head has at most so many lines.
const MOST_HEADERS: usize = 64;
/// So much of what a refused client still sends is read, in bytes: else its system throws away the answer with the rest.
const LINGER_BYTES: usize = 2 * 1024 * 1024;
/// And so long.
const LINGER: Duration = Duration::from_secs(2);

/// Answers what comes over `stream`, until it ends or the server is told to `stop`.
pub(super) async fn serve(
    stream: TcpStream,
    watched: Watched,
    peer: IpAddr,
    app: Arc<App>,
    mut stop: watch::Receiver<bool>,
) {
    let io = TokioIo::new(Guarded::new(stream, watched));
    let _counted = Counted::new(&app.metrics);
    let mut connection = http1::Builder::new()
        .header_read_timeout(None)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .serve_connection(io, Service::new(Arc::clone(&app), peer));
    let ended = tokio::select! {
        biased;
        ended = poll_fn(|context| connection.poll_without_shutdown(context)) => ended,
        () = told(&mut stop) => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|context| connection.poll_without_shutdown(context)).await
        }
    };
    let parts = connection.into_parts();
    let is_too_long = parts.io.inner().line_is_too_long();
    let stream = parts.io.into_inner().into_inner();
    let refused = match &ended {
        Err(_) if is_too_long => Some(StatusCode::URI_TOO_LONG),
        // What hyper answers by itself.
        Err(error) if error.is_parse_too_large() => Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
        Err(error) if error.is_parse() => Some(StatusCode::BAD_REQUEST),
        _ => None,
    };
    if let Some(status) = refused {
        app.metrics.count(RouteName::Nowhere, status);
    }
    match ended {
        Ok(()) if !parts.service.left_a_body() => {}
        Ok(()) => linger(stream).await,
        Err(_) if is_too_long => refuse_line(stream).await,
        Err(error) if error.is_parse() => linger(stream).await,
        Err(error) => tracing::debug!(%error, "a connection broke off"),
    }
}

/// Counts an open connection, however it ends.
struct Counted(Arc<Metrics>);

impl Counted {
    fn new(metrics: &Arc<Metrics>) -> Self {
        metrics.connections.inc();
        Counted(Arc::clone(metrics))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.connections.dec();
    }
}

/// Until the server is told to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody is there to tell it any more.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Says that the address is too long, which the server itself has not seen to its end.
async fn refuse_line(mut stream: TcpStream) {
    const REFUSAL: &[u8] = b"HTTP/1.1 414 URI Too Long\r\ncontent-type: text/plain; charset=utf-8\r\n\
        content-length: 24\r\nconnection: close\r\n\r\nthe address is too long\n";
    if stream.write_all(REFUSAL).await.is_ok() {
        linger(stream).await;
    }
}

/// Ends our side, and reads on for a while, so that the client gets to see what was sent before.
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
    // However it ends, the connection does.
    let _ = tokio::time::timeout(LINGER, rest).await;
}
