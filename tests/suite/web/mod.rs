//! The server from its clients' side, over the wire.

mod addresses;
mod command;
mod conditional;
mod faults;
mod forms;
mod pages;
mod remarks;
mod stored;
mod tokens;
mod turns;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::records;
use longrun::clock::Clock;
use longrun::diagnostic::Faults;
use longrun::plan::built_in;
use longrun::web::{Catalogue, Feeds, InMemoryRevisions, NoFeeds, Options, Server};

/// Feed of a plan that anybody may follow.
pub(crate) const HALF: &str =
    "/plan/half-12/calendar.ics?race=2027-04-18&zone=America/New_York&long=sun+08:00";

static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
    let faults = Faults::new();
    let catalogue = Catalogue::new(
        &built_in(),
        &BTreeSet::new(),
        &InMemoryRevisions::default(),
        Clock::system().now(),
        &faults,
    );
    assert_eq!(faults.errors(), 0, "a built-in plan has a fault");
    catalogue
});

/// A server in this process, on its own port. It ends with the test.
pub(crate) struct Site {
    server: Option<Server>,
}

impl Site {
    /// The built-in plans, as the command serves them.
    pub(crate) fn new() -> Self {
        Site::with(|_| {}, NoFeeds)
    }

    /// A server with other options, or with feeds behind tokens.
    pub(crate) fn with(change: impl FnOnce(&mut Options), feeds: impl Feeds + 'static) -> Self {
        let mut options = Options::new(SocketAddr::from(([127, 0, 0, 1], 0)));
        options.threads = 2;
        options.metrics = Some(options.listen);
        records::own_log();
        change(&mut options);
        let server = Server::start(options, BUILT_IN.clone(), Arc::new(feeds)).expect("a server starts");
        Site { server: Some(server) }
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().expect("it runs as long as the test")
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.server().address())
    }

    /// GET, with these header lines.
    pub(crate) fn get(&self, address: &str, lines: &[&str]) -> Reply {
        self.ask("GET", address, lines)
    }

    pub(crate) fn ask(&self, method: &str, address: &str, lines: &[&str]) -> Reply {
        let mut head = format!("{method} {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for line in lines {
            head += &format!("{line}\r\n");
        }
        self.send(format!("{head}\r\n").as_bytes())
    }

    /// Sends these bytes over a connection of their own; the server may stop reading before their end.
    pub(crate) fn send(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        Reply::read(&received)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            if let Some(operators) = server.metrics() {
                for page in ["/metrics", "/status"] {
                    records::log(get(operators, page, "").text());
                }
            }
            server.stop(Duration::from_secs(5));
        }
    }
}

/// Ends a process as a service manager does, and returns its exit code.
pub(crate) fn terminate(child: &mut Child) -> Option<i32> {
    let id = child.id().to_string();
    let told = Command::new("kill").args(["-TERM", &id]).status();
    assert!(told.expect("kill runs").success());
    child.wait().expect("it ends").code()
}

/// GET of a server anywhere, with these header lines, each ended.
pub(crate) fn get(address: SocketAddr, path: &str, lines: &str) -> Reply {
    let mut stream = connect(address);
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n");
    stream.write_all(request.as_bytes()).expect("it takes a request");
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received);
    Reply::read(&received)
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the server can be reached");
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).expect("a socket has a timeout");
    stream
        .set_write_timeout(patience)
        .expect("a socket has a timeout");
    stream
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) lines: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).expect("a head is ASCII");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        Reply {
            status: status.expect("a head begins with its status"),
            lines: lines
                .map(|line| line.split_once(": ").expect("a header line"))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The value of a header that occurs at most once.
    pub(crate) fn line(&self, name: &str) -> Option<&str> {
        let mut found = self.lines.iter().filter(|(line, _)| line == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert_eq!(found.next(), None, "`{name}` stands there twice");
        value
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("it is text")
    }

    /// The calendar of this response, unpacked. It must be complete.
    pub(crate) fn calendar(&self) -> String {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        let text = match self.line("content-encoding") {
            None => self.text().to_owned(),
            Some("gzip") => {
                let mut text = String::new();
                let mut packed = flate2::read::GzDecoder::new(self.body.as_slice());
                packed.read_to_string(&mut text).expect("it is packed");
                text
            }
            Some(other) => panic!("packed as {other}"),
        };
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        text
    }
}
