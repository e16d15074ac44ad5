//! The PostgreSQL of the tests: the one that `LONGRUN_TEST_POSTGRES` names, as tests/run.sh sets it; else one that the
//! tests start themselves, in a temporary folder, which ends with them.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::wait;

/// The address of a server, as of a user who may make databases.
const VARIABLE: &str = "LONGRUN_TEST_POSTGRES";

/// How long a server may take until it answers.
const START: Duration = Duration::from_secs(60);

struct Server {
    url: String,
    /// Ends when its standard input does, which is when this process does.
    _keeper: Option<Child>,
}

/// The address of a new and empty database.
pub(crate) fn new_database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "longrun_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let url = &server().url;
    wait(async {
        let mut connection = PgConnection::connect(url)
            .await
            .expect("the PostgreSQL of the tests answers");
        let sql = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(sql)
            .execute(&mut connection)
            .await
            .expect("a database can be made");
    });
    let (server, _) = url.rsplit_once('/').expect("the address ends with a database");
    format!("{server}/{name}")
}

/// The host and port in an address of a database.
pub(crate) fn host_and_port(url: &str) -> &str {
    let rest = url.split("://").nth(1).expect("an address has a scheme");
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match std::env::var(VARIABLE) {
        Ok(url) if !url.is_empty() => Server { url, _keeper: None },
        _ => start(),
    })
}

/// Starts a server on a free port of the loopback, whose files are in a temporary folder.
fn start() -> Server {
    let Some(programs) = programs() else {
        panic!(
            "these tests need a PostgreSQL: run tests/run.sh, which installs and starts one, or set {VARIABLE} \
             to the address of one, as in postgres://postgres@127.0.0.1:5432/postgres"
        );
    };
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let keeper = Command::new("bash")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postgres.sh"))
        .arg(&programs)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("bash starts");
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let begun = Instant::now();
    while wait(PgConnection::connect(&url)).is_err() {
        assert!(begun.elapsed() < START, "{} does not answer", programs.display());
        std::thread::sleep(Duration::from_millis(100));
    }
    Server {
        url,
        _keeper: Some(keeper),
    }
}

/// The folder with the server's programs: on the path, or where Debian has them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.filter_map(|version| Some(version.ok()?.path().join("bin"))));
    }
    let holds = |folder: &PathBuf| folder.join("postgres").exists() && folder.join("initdb").exists();
    folders.into_iter().find(holds)
}
