//! The runners of season files, as the store decides it.

use std::fmt;

use tokio::runtime::Handle;

use crate::store::{Runners, SeasonClaim, Store};

/// Finds the runners of season files.
pub trait Register: fmt::Debug + Send {
    /// The runners after the files of a folder were matched to them. A file whose runner is not known yet, since the store
    /// cannot be asked, has none in it.
    fn assign(&mut self, claims: &[SeasonClaim]) -> Runners;
}

/// A register that is kept nowhere.
impl Register for Runners {
    fn assign(&mut self, claims: &[SeasonClaim]) -> Runners {
        Runners::assign(self, claims);
        self.clone()
    }
}

/// A register that a store keeps. It is asked only where something is new.
#[derive(Debug)]
pub struct StoreRegister {
    store: Store,
    runtime: Handle,
    known: Runners,
    is_failing: bool,
}

impl StoreRegister {
    /// The register of `store`, which is asked on `runtime`.
    pub fn new(store: Store, runtime: Handle, known: Runners) -> Self {
        StoreRegister {
            store,
            runtime,
            known,
            is_failing: false,
        }
    }
}

impl Register for StoreRegister {
    fn assign(&mut self, claims: &[SeasonClaim]) -> Runners {
        let mut next = self.known.clone();
        next.assign(claims);
        if next == self.known {
            return next;
        }
        match self.runtime.block_on(self.store.assign(claims)) {
            Ok(runners) => {
                self.known = runners;
                if std::mem::take(&mut self.is_failing) {
                    tracing::info!("the store knows all runners again");
                }
            }
            Err(error) => {
                if !std::mem::replace(&mut self.is_failing, true) {
                    tracing::error!(%error, "the store cannot take up new runners or names; those it knows are served");
                }
            }
        }
        self.known.clone()
    }
}
