//! A small HTTP client for the benchmark.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::Result;

/// A response.
pub(super) struct Reply {
    pub(super) status: u16,
    head: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn line(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(line, _)| line.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Sends one request over a new connection.
pub(super) fn get(address: SocketAddr, path: &str, lines: &[String]) -> Result<Reply> {
    let mut stream = TcpStream::connect(address)?;
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n"
    )?;
    let mut received = Vec::new();
    stream.read_to_end(&mut received)?;
    let end = received
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .ok_or("no head")?;
    let head = String::from_utf8(received[..end].to_vec())?;
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    Ok(Reply {
        status,
        head,
        body: received[end + 4..].to_vec(),
    })
}

/// Sends one request over a connection that stays open.
pub(super) fn one(stream: &mut TcpStream, path: &str) -> Result<()> {
    // In one write: the second of two small ones would wait for an acknowledgement of the first.
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut received = Vec::new();
    let mut some = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut some)?;
        received.extend_from_slice(&some[..read]);
        let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") else {
            if read == 0 {
                return Err("the connection was closed".into());
            }
            continue;
        };
        let head = std::str::from_utf8(&received[..end])?.to_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(format!("{path}: {head}").into());
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.ok_or("no length")?.parse()?;
        if received.len() >= end + 4 + length {
            return Ok(());
        }
    }
}
