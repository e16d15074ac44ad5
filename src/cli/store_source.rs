//! `--store`: the store of a server, and its opening.

use std::fmt;
use std::future::Future;
use std::io::Write;

use anyhow::Context;
use clap::Args;

use super::Failure;
use super::terminal::{FAINT, line};
use crate::files;
use crate::store::{Store, StoreError, StoreUrl};

/// `--store`
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreFlag {
    /// Store of the server: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE [default: longrun/longrun.db in your data
    /// folder, e.g. ~/.local/share]
    #[arg(long, value_name = "URL", env = "LONGRUN_STORE", hide_env_values = true)]
    store: Option<StoreText>,
}

/// The value of `--store` before it is read. It may hold a password, so it is never printed. (clap repeats a value that
/// it cannot parse.)
#[derive(Clone)]
struct StoreText(String);

impl From<String> for StoreText {
    fn from(text: String) -> Self {
        StoreText(text)
    }
}

impl fmt::Debug for StoreText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl StoreFlag {
    /// The address of the store, from the flag or the default.
    pub(crate) fn url(&self) -> Result<StoreUrl, Failure> {
        match &self.store {
            Some(text) => {
                StoreUrl::parse(&text.0).map_err(|error| Failure::Usage(format!("--store: {error}")))
            }
            None => StoreUrl::usual().ok_or_else(|| {
                Failure::Usage(
                    "this system has no folder for data: say where with --store sqlite:PATH".to_owned(),
                )
            }),
        }
    }

    /// `true` for the default store, which need not exist yet.
    pub(crate) fn is_usual(&self) -> bool {
        self.store.is_none()
    }

    /// The store's address without its password, marked if it is the default.
    pub(crate) fn shown(&self) -> Result<String, Failure> {
        let url = line(&self.url()?.to_string());
        Ok(match self.is_usual() {
            true => format!("{url} (the usual one: neither --store nor LONGRUN_STORE says which)"),
            false => url,
        })
    }

    /// Prints the store's address to stderr.
    pub(crate) fn tell(&self) -> Result<(), Failure> {
        let shown = self.shown()?;
        writeln!(anstream::stderr(), "{FAINT}store: {shown}{FAINT:#}")?;
        Ok(())
    }

    /// The store, made if it is not there. The folder of the usual one is made as well.
    pub(crate) async fn open(&self) -> Result<Store, Failure> {
        let url = self.url()?;
        if let (true, StoreUrl::Sqlite(path)) = (self.is_usual(), &url) {
            let folder = path.parent().unwrap_or(path);
            files::make_folder(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        Store::open(&url).await.map_err(Failure::from)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::HasFeed { .. }
            | StoreError::NoFeed { .. }
            | StoreError::Ambiguous { .. }
            | StoreError::BadName { .. } => Failure::Usage(error.to_string()),
            error => Failure::Environment(anyhow::Error::new(error)),
        }
    }
}

/// Runs what waits for a store.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("cannot start")?;
    runtime.block_on(work)
}
