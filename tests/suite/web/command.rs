//! `longrun serve`, as a process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use longrun::store::StoreUrl;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tempfile::NamedTempFile;

use super::{HALF, Reply, connect, get, terminate};
use crate::records;
use crate::store::{Place, postgres, wait};
use crate::world::World;

/// A server in a process of its own, which ends with the test.
struct Process {
    child: Child,
    address: SocketAddr,
    log: NamedTempFile,
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        Process::start_with(&[], arguments)
    }

    /// With variables of the environment.
    fn start_with(variables: &[(&str, &str)], arguments: &[&str]) -> Self {
        let log = NamedTempFile::new().expect("a file for the log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_longrun"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied())
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
        let code = terminate(&mut self.child);
        (code, self.log())
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
    let said = World::new()
        .run(["serve", "--listen", &address, "--store", "sqlite:feeds.db"])
        .code(3)
        .stdout_is("");
    assert_eq!(
        said.stderr.matches("Address already in use").count(),
        1,
        "{}",
        said.stderr
    );
    said.stderr_contains(&format!(
        "cannot listen on {address}: Address already in use: another program"
    ))
    .stderr_contains("--listen (LONGRUN_LISTEN) says where");
}

#[test]
fn flags_and_variables_that_cannot_be_read_are_told_what_to_be() {
    let world = World::new();
    for (arguments, said) in [
        (["--listen", "22001"], "did you mean 127.0.0.1:22001?"),
        (["--metrics", "localhost"], "as in 127.0.0.1:8080"),
        (
            ["--base-url", "https://club.example/training"],
            "the server answers at the root of a host",
        ),
        (["--log-filter", "inof"], "did you mean `info`?"),
        (["--store", "sqlite:feeds.db"], "--poll looks at a folder"),
    ] {
        let poll = (arguments[0] == "--store").then_some("--poll");
        let words = ["serve"].into_iter().chain(arguments).chain(poll);
        world.run(words).code(2).stdout_is("").stderr_contains(said);
    }
    World::new()
        .env("LONGRUN_TRUST_PROXY", "maybe")
        .run(["serve"])
        .code(2)
        .stderr_contains("write true or false");
    for (variable, value) in [("LONGRUN_CACHE", "0"), ("LONGRUN_THREADS", "many")] {
        World::new()
            .env(variable, value)
            .run(["serve"])
            .code(2)
            .stderr_contains(value);
    }
}

#[test]
fn variables_say_yes_and_no_as_people_do() {
    let folder = tempfile::tempdir().unwrap();
    let store = format!("sqlite:{}", folder.path().join("feeds.db").display());
    for proxy in ["1", "0", "yes", ""] {
        let variables = [
            ("LONGRUN_TRUST_PROXY", proxy),
            ("LONGRUN_POLL", "0"),
            ("LONGRUN_CACHE", "1"),
            ("LONGRUN_THREADS", "1"),
            ("LONGRUN_STORE", &store),
        ];
        let process = Process::start_with(&variables, &[]);
        assert_eq!(process.get("/healthz").status, 200, "{proxy}");
    }
}

#[test]
fn a_store_that_cannot_be_written_is_told_at_the_start() {
    let place = Place::sqlite();
    let StoreUrl::Sqlite(path) = &place.url else {
        panic!("{:?}", place.url)
    };
    wait(async {
        place.open().await.close().await;
        let mut other = SqliteConnectOptions::new()
            .filename(path)
            .connect()
            .await
            .unwrap();
        let shut = "CREATE TRIGGER shut BEFORE UPDATE ON counter BEGIN SELECT RAISE(ABORT, 'shut'); END";
        sqlx::raw_sql(shut).execute(&mut other).await.unwrap();
        other.close().await.unwrap();
    });
    let process = Process::start(&["--store", &place.url.to_string()]);
    assert_eq!(process.get("/healthz").status, 200);
    let log = process.log();
    assert!(
        log.contains("the store cannot be written: what was published is served"),
        "{log}"
    );
}

#[test]
fn the_log_holds_what_we_say_and_not_what_the_database_chats() {
    let url = postgres::new_database();
    let mut log = String::new();
    for _ in 0..2 {
        let process = Process::start(&["--store", &url]);
        assert_eq!(process.get("/healthz").status, 200);
        log += &process.terminate().1;
    }
    assert_eq!(log.matches("the store is open").count(), 2, "{log}");
    assert!(!log.contains("already exists"), "{log}");
    let process = Process::start(&["--store", &url, "--log-filter", "warn,sqlx=info"]);
    let (_, log) = process.terminate();
    assert!(
        log.contains("already exists"),
        "asked for, they are there:\n{log}"
    );
}

#[cfg(unix)]
#[test]
fn a_files_name_forges_no_line_of_the_log_nor_of_the_status() {
    let world = World::new()
        .file("seasons/a\nERROR forged.toml", "plan = \"none\"\n")
        .file(
            "seasons/b\nrunner forged: x.toml",
            "plan = \"base-8\"\nstart = 2026-11-23\n",
        );
    let (metrics, folder, store) = (free(), world.path("seasons"), world.path("feeds.db"));
    let process = Process::start(&[
        folder.to_str().expect("a path"),
        "--metrics",
        &metrics.to_string(),
        "--store",
        &format!("sqlite:{}", store.display()),
    ]);
    let begun = Instant::now();
    while !process.log().contains("a file has faults") && begun.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let log = process.log();
    let status = get(metrics, "/status", "").text().to_owned();
    for text in [&log, &status] {
        assert!(text.contains("a\u{240a}ERROR forged.toml"), "{text}");
        let forged = |line: &str| line.starts_with("ERROR forged") || line.starts_with("runner forged");
        assert!(!text.lines().any(forged), "{text}");
    }
    assert!(
        status
            .contains("runner b-runner-forged-x (b\u{240a}runner forged: x): b\u{240a}runner forged: x.toml"),
        "{status}"
    );
}

/// An address that nobody listens on.
fn free() -> SocketAddr {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("its address")
}

#[test]
fn a_folders_plans_are_served_with_the_base_in_their_addresses() {
    let world = World::new()
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
        let metrics = free();
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
