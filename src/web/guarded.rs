//! A connection's socket, which a client can neither hold for ever nor fill with one line.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// A request line is at most so long, in bytes: with the address as its longest part.
pub(super) const LONGEST_LINE: usize = 8 * 1024;

/// The socket with its two guards.
///
/// - From the beginning, and from each piece of an answer that was sent, the client has `patience` for what comes next: its whole
///   request, or to take more of the answer. A request that drips in, an answer that nobody reads and a connection that is only
///   kept open all end by this.
/// - A request line that does not end ends the connection, and is then known to be [`Guarded::line_is_too_long`].
#[derive(Debug)]
pub(super) struct Guarded {
    stream: TcpStream,
    patience: Duration,
    sent: Instant,
    /// Wakes the connection once in a while; set anew only when it rings, which costs nothing per request.
    alarm: Option<Pin<Box<Sleep>>>,
    /// Bytes of the request line so far; `None` behind its end.
    line: Option<usize>,
    too_long: bool,
}

impl Guarded {
    pub(super) fn new(stream: TcpStream, patience: Duration) -> Self {
        Guarded {
            stream,
            patience,
            sent: Instant::now(),
            alarm: None,
            line: Some(0),
            too_long: false,
        }
    }

    /// Whether the client sent a request line without an end.
    pub(super) fn line_is_too_long(&self) -> bool {
        self.too_long
    }

    /// The socket itself.
    pub(super) fn into_inner(self) -> TcpStream {
        self.stream
    }

    /// Something was sent: the next request may begin.
    fn sent(&mut self) {
        self.sent = Instant::now();
        self.line = Some(0);
    }

    /// Whether the client's time is over; if not, this is asked again when it may be.
    fn poll_patience(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let (sent, patience) = (self.sent, self.patience);
        let alarm = self
            .alarm
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(sent + patience)));
        loop {
            ready!(alarm.as_mut().poll(context));
            let end = sent + patience;
            if Instant::now() >= end {
                return Poll::Ready(io::Error::from(io::ErrorKind::TimedOut));
            }
            alarm.as_mut().reset(end);
        }
    }

    fn read_line(&mut self, new: &[u8]) {
        if let Some(length) = self.line {
            let end = new.iter().take(LONGEST_LINE + 1).position(|byte| *byte == b'\n');
            self.line = match end {
                // Blank lines may stand before a request (RFC 9112 §2.2).
                Some(end) if length + end <= 1 => Some(0),
                Some(_) => None,
                None => Some(length + new.len()),
            };
            self.too_long = self.line.is_some_and(|length| length > LONGEST_LINE);
        }
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.too_long {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(read) => {
                read?;
                this.read_line(&buffer.filled()[before..]);
                if this.too_long {
                    // To the server it is as if the client had gone.
                    buffer.set_filled(before);
                }
                Poll::Ready(Ok(()))
            }
            Poll::Pending => this.poll_patience(context).map(Err),
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write(context, bytes) {
            Poll::Ready(written) => {
                this.sent();
                Poll::Ready(written)
            }
            Poll::Pending => this.poll_patience(context).map(Err),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write_vectored(context, slices) {
            Poll::Ready(written) => {
                this.sent();
                Poll::Ready(written)
            }
            Poll::Pending => this.poll_patience(context).map(Err),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
