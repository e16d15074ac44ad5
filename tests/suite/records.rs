//! Records the logs of all tests' servers, the tokens that they were given, and the words that were planted in seasons.
//! `tests/run.sh` names a folder for them in `LONGRUN_TEST_RECORDS`, and fails if a log holds a token or such a word. Without
//! that variable nothing is recorded.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    std::env::var_os("LONGRUN_TEST_RECORDS").map(PathBuf::from)
}

/// Records the output of a server or another program of ours.
pub(crate) fn log(text: &str) {
    append(&format!("logs/suite-{}.log", std::process::id()), text);
}

/// Records what a server told its operator: it quotes seasons, and may hold no token.
#[cfg(feature = "serve")]
pub(crate) fn told(text: &str) {
    append(&format!("logs/told-{}.log", std::process::id()), text);
}

/// Records a word of somebody's season or calendar, which no log may hold.
#[cfg(feature = "serve")]
pub(crate) fn word(word: &str) {
    append("words", word);
}

/// Records a secret that no log may hold.
#[cfg(feature = "serve")]
pub(crate) fn token(token: &str) {
    append("tokens", token);
}

/// Records the whole log of this process's own servers.
#[cfg(feature = "serve")]
pub(crate) fn own_log() {
    static BEGUN: std::sync::Once = std::sync::Once::new();
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

/// Appends in one piece, since other tests write at the same time.
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
