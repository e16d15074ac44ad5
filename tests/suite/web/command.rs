//! `longrun serve`, as a process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::{HALF, Reply, connect, get};
use crate::records;

/// A server in a process of its own, which ends with the test.
struct Process {
    child: Child,
    address: SocketAddr,
    log: NamedTempFile,
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let log = NamedTempFile::new().expect("a file for the log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_longrun"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log.reopen().expect("a file for the log"))
            .spawn()
            .expect("longrun starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("longrun listens on http://");
        let address = address.and_then(|address| address.parse().ok());
        Process {
            child,
            address: address.unwrap_or_else(|| panic!("it said {line:?}")),
            log,
        }
    }

    fn get(&self, path: &str) -> Reply {
        get(self.address, path, "")
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).expect("the log is text")
    }

    /// Ends it as a service manager does; its exit code and its log.
    fn terminate(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let told = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("kill runs");
        assert!(told.success());
        let status = self.child.wait().expect("it ends");
        (status.code(), self.log())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        records::log(&self.log());
    }
}

#[test]
fn it_says_where_it_listens_and_stops_when_told() {
    let process = Process::start(&[]);
    assert_ne!(process.address.port(), 0);
    assert!(process.get(HALF).calendar().contains("BEGIN:VEVENT"));
    let begun = Instant::now();
    let (code, log) = process.terminate();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("stopping"), "{log}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_address_in_use_is_told() {
    let process = Process::start(&[]);
    let address = process.address.to_string();
    crate::world::World::new()
        .run(["serve", "--listen", &address])
        .code(3)
        .stdout_is("")
        .stderr_contains(&format!("cannot listen on {address}"));
}

#[test]
fn a_folders_plans_are_served_with_the_base_in_their_addresses() {
    let world = crate::world::World::new()
        .file("plans/mine.toml", include_str!("../../../plans/first-5k-8.toml"))
        .file("plans/sam.toml", "plan = \"mine\"\nrace.date = 2027-04-18\n");
    let folder = world.path("plans");
    let process = Process::start(&[
        folder.to_str().expect("a path"),
        "--base-url",
        "https://longrun.example/",
    ]);
    let reply = process.get("/plan/mine/calendar.ics?race=2027-04-18");
    let calendar = reply.calendar();
    let source = "SOURCE;VALUE=URI:https://longrun.example/plan/mine/calendar.ics";
    assert!(calendar.contains(source), "{calendar}");
    assert_eq!(
        process.get("/plan/sam/calendar.ics").status,
        404,
        "a season is no plan"
    );
    let link = "<https://longrun.example/plan/mine/calendar.ics?race=2027-04-18>; rel=\"canonical\"";
    assert_eq!(reply.line("link"), Some(link));
}

#[test]
fn neither_the_log_nor_the_metrics_hold_an_address() {
    const SECRET: &str = "Zx91TokenThatNobodyMaySee";
    records::token(SECRET);
    for format in ["text", "json"] {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let metrics = free.local_addr().expect("its address");
        drop(free);
        let process = Process::start(&[
            "--log",
            format,
            "--log-filter",
            "trace",
            "--metrics",
            &metrics.to_string(),
        ]);
        process.get(&format!("/feed/{SECRET}/calendar.ics"));
        process.get(&format!("/feed/{SECRET}/other"));
        process.get(&format!("/{SECRET}"));
        process.get(&format!("{HALF}&title={SECRET}"));
        process.get(&format!("{HALF}&{SECRET}=1"));
        let mut stream = connect(process.address);
        stream
            .write_all(
                format!("GET /feed/{SECRET}/calendar.ics HTTP/1.1\r\nbroken {SECRET}\r\n\r\n").as_bytes(),
            )
            .unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
        let told = get(metrics, "/metrics", "");
        records::log(told.text());
        let counted = "longrun_requests_total{route=\"/feed/{token}/calendar.ics\",status=\"404\"} 1";
        assert!(told.text().contains(counted), "{}", told.text());
        assert!(!told.text().contains(SECRET));
        let (_, log) = process.terminate();
        assert!(
            log.contains("/feed/{token}/calendar.ics"),
            "requests are logged by their route:\n{log}"
        );
        assert!(!log.contains(SECRET), "{log}");
    }
}

#[test]
fn the_log_says_once_that_there_is_too_much_to_render() {
    let process = Process::start(&["--threads", "1"]);
    let asked: Vec<TcpStream> = (0..250)
        .map(|number| {
            let mut stream = connect(process.address);
            let address = format!("{HALF}&name=Runner+{number}");
            let head = format!("GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).expect("it takes a request");
            stream
        })
        .collect();
    let statuses = asked.into_iter().map(|mut stream| {
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received);
        Reply::read(&received).status
    });
    let refused = statuses.filter(|status| *status == 503).count();
    assert!(refused > 1, "{refused} were refused");
    let (_, log) = process.terminate();
    assert_eq!(
        log.matches("more is asked for than can be rendered").count(),
        1,
        "{log}"
    );
}

#[test]
fn ten_thousand_idle_connections_do_not_stop_the_others() {
    // The test's own files are limited too; where the system allows fewer, it is as many as it allows.
    let process = Process::start(&[]);
    process.get(HALF);
    let mut idle = Vec::new();
    while idle.len() < 10_000 {
        match TcpStream::connect(process.address) {
            Ok(stream) => idle.push(stream),
            Err(_) => break,
        }
    }
    // What a request itself needs.
    let connections = idle.len();
    idle.truncate(connections.saturating_sub(8));
    println!("{connections} idle connections");
    assert!(connections > 500, "only {connections} connections");
    for _ in 0..20 {
        let begun = Instant::now();
        assert_eq!(process.get(HALF).status, 200);
        assert!(begun.elapsed() < Duration::from_secs(2));
    }
    let (code, _) = process.terminate();
    assert_eq!(code, Some(0), "and none of them keeps it from stopping");
}
