//! What the servers of all tests wrote, and the tokens that they were given: `tests/run.sh` keeps both in the folder that
//! `LONGRUN_TEST_RECORDS` names and finds no token of one in the other. Without that folder nothing is kept.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Once;

fn folder() -> Option<PathBuf> {
    std::env::var_os("LONGRUN_TEST_RECORDS").map(PathBuf::from)
}

/// What a server, or another program of ours, wrote where others may read it.
pub(crate) fn log(text: &str) {
    append(&format!("logs/suite-{}.log", std::process::id()), text);
}

/// A secret that no log may hold.
pub(crate) fn token(token: &str) {
    append("tokens", token);
}

/// Keeps the log of this process' own servers, all of it.
pub(crate) fn own_log() {
    static BEGUN: Once = Once::new();
    let Some(folder) = folder() else { return };
    BEGUN.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || -> Box<dyn Write> {
                let name = format!("logs/own-{}.log", std::process::id());
                Box::new(open(folder.join(name)).expect("a log can be kept"))
            })
            .try_init()
            .expect("no test has a log of its own");
    });
}

/// In one piece: other tests write at the same time.
fn append(name: &str, text: &str) {
    let Some(folder) = folder() else { return };
    let line = format!("{text}\n");
    let written = open(folder.join(name)).and_then(|mut file| file.write_all(line.as_bytes()));
    written.expect("a record can be kept");
}

fn open(path: PathBuf) -> io::Result<File> {
    fs::create_dir_all(path.parent().unwrap_or(&path))?;
    OpenOptions::new().create(true).append(true).open(path)
}
