//! Limits of a connection's socket: idle time, and the length of a request line.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::idle_timeout::Watched;

/// Longest request line, in bytes.
pub(super) const LONGEST_LINE: usize = 8 * 1024;

/// A socket with two limits.
///
/// - Time without progress, measured from the start and from each piece of an answer that was sent ([`super::idle_timeout`]).
///   It ends a request that drips in, an answer that nobody reads, and a connection that is only kept open.
/// - The request line. One that does not end ends the connection ([`LimitedSocket::line_is_too_long`]).
#[derive(Debug)]
pub(super) struct LimitedSocket {
    stream: TcpStream,
    watched: Watched,
    /// Bytes of the request line so far; `None` after its end.
    line: Option<usize>,
    too_long: bool,
}

impl LimitedSocket {
    pub(super) fn new(stream: TcpStream, watched: Watched) -> Self {
        LimitedSocket {
            stream,
            watched,
            line: Some(0),
            too_long: false,
        }
    }

    /// True after a request line without an end.
    pub(super) fn line_is_too_long(&self) -> bool {
        self.too_long
    }

    /// The socket, without its limits.
    pub(super) fn into_inner(self) -> TcpStream {
        self.stream
    }

    /// Notes progress; the next request may begin.
    fn sent(&mut self) {
        self.watched.beat();
        self.line = Some(0);
    }

    /// Notes that the client sends nothing more, while its request waits for an answer. hyper reads nothing then, since a
    /// client may shut its side and wait. One that has gone looks the same until something is sent to it.
    fn look_for_the_end(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let pulse = self.watched.pulse();
        if pulse.is_answering() && !pulse.is_half_closed() {
            let mut byte = [0];
            if let Poll::Ready(0) = self.stream.poll_peek(context, &mut ReadBuf::new(&mut byte))? {
                pulse.set_half_closed();
            }
        }
        Ok(())
    }

    fn read_line(&mut self, new: &[u8]) {
        if let Some(length) = self.line {
            let end = new.iter().take(LONGEST_LINE + 1).position(|byte| *byte == b'\n');
            self.line = match end {
                // Blank lines may come before a request (RFC 9112 §2.2).
                Some(end) if length + end <= 1 => Some(0),
                Some(_) => None,
                None => Some(length + new.len()),
            };
            self.too_long = self.line.is_some_and(|length| length > LONGEST_LINE);
        }
    }
}

impl AsyncRead for LimitedSocket {
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
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        this.read_line(&buffer.filled()[before..]);
        if this.too_long {
            // To hyper it looks as if the client had gone.
            buffer.set_filled(before);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for LimitedSocket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = ready!(Pin::new(&mut this.stream).poll_write(context, bytes));
        this.sent();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = ready!(Pin::new(&mut this.stream).poll_write_vectored(context, slices));
        this.sent();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // hyper flushes whenever it has nothing else to do.
        this.look_for_the_end(context)?;
        Pin::new(&mut this.stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
