//! Feeds and plans' revisions out of a store. Requests are answered from memory; a thread asks the store several times a
//! second if anything changed there.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::catalogue::{InMemoryRevisions, PlanRevisions};
use super::known_feeds::{KnownFeeds, OpenFeed, follow};
use super::store_health::StoreHealth;
use super::token_feed::{FeedTarget, Feeds, Lookup, RenderError, RenderedFeed};
use crate::diagnostic::{Diagnostic, Faults};
use crate::history::calendar_file::{CalendarFile, read};
use crate::season::{BusyKey, Feed, RunnerId};
use crate::store::{PlanRevision, Secret, Store, StoreError, TokenHash};
use crate::watch::{CurrentCalendar, PublishError, RunnerRemarks, Seasons, Snapshot, StoreRegister, publish};

/// The time at the moment of asking.
type Now = Box<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The feeds of a store, for the runners of a folder.
pub struct StoredFeeds {
    store: Store,
    /// The folder as it is; without one, calendars stay as they were published last.
    folder: OnceLock<watch::Receiver<Arc<Snapshot>>>,
    now: Now,
    known: Arc<KnownFeeds>,
    health: Arc<StoreHealth>,
    secret: Secret,
    remarks: RunnerRemarks,
    /// Plans as they were last, with their revisions.
    plans: Mutex<BTreeMap<String, ([u8; 32], PlanRevision)>>,
    /// Plans of which the store did not say when it was last asked.
    unsaid: Mutex<Unsaid>,
    runtime: Runtime,
}

/// Plans whose revisions are counted in memory, because the store could not be asked.
#[derive(Default)]
struct Unsaid {
    counted: InMemoryRevisions,
    /// Those that the log knows of.
    told: BTreeSet<String>,
    /// The number of times that a plan was asked for in vain.
    times: u64,
}

impl StoredFeeds {
    /// Reads the store, and goes on reading it until it is dropped. `now` gives the time.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or the system gives no threads.
    pub fn start(
        store: Store,
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
    ) -> Result<Self, StoreStartError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("store")
            .enable_all()
            .build()?;
        let known = Arc::new(KnownFeeds::default());
        let change = runtime.block_on(known.read(&store))?;
        let secret = runtime.block_on(store.secret())?;
        let health = Arc::new(StoreHealth::default());
        runtime.spawn(follow(
            store.clone(),
            Arc::clone(&known),
            Arc::clone(&health),
            change,
        ));
        Ok(StoredFeeds {
            store,
            folder: OnceLock::new(),
            now: Box::new(now),
            known,
            health,
            secret,
            remarks: RunnerRemarks::default(),
            plans: Mutex::default(),
            unsaid: Mutex::default(),
            runtime,
        })
    }

    /// The number of times that the store did not give a plan's revision. A catalogue that was made while this rose is to be made
    /// again a little later.
    pub fn times_unsaid(&self) -> u64 {
        self.unsaid.lock().unwrap_or_else(PoisonError::into_inner).times
    }

    /// The trouble with the store, as a clause for the operator; nothing if all is well.
    pub fn trouble(&self) -> Option<String> {
        self.health.trouble()
    }

    /// The register of runners that the store keeps, for the folder that is served.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn register(&self) -> Result<StoreRegister, StoreError> {
        let known = self.runtime.block_on(self.store.runners())?;
        Ok(StoreRegister::new(
            self.store.clone(),
            self.runtime.handle().clone(),
            known,
        ))
    }

    /// Serves the seasons of a folder from here on. It is the first that counts.
    pub fn serve_folder(&self, snapshots: watch::Receiver<Arc<Snapshot>>) {
        let _ = self.folder.set(snapshots);
    }

    /// The seasons of a runner; without a folder nothing is known of anybody.
    fn seasons(&self, runner: &RunnerId) -> Seasons {
        let folder = self.folder.get();
        folder.map_or_else(Seasons::default, |folder| folder.borrow().seasons(runner))
    }

    /// The runners of whose calendars something waits for files that cannot be read, with the names of these files.
    pub fn waiting(&self) -> BTreeMap<RunnerId, BTreeSet<String>> {
        self.known.waiting()
    }

    /// The remarks about the seasons of runners whose feeds were asked for.
    pub fn remarks(&self) -> BTreeMap<RunnerId, Vec<Diagnostic>> {
        self.remarks.all()
    }

    /// The runners of whose calendars the last good ones are served, since the next could not be followed, with the reasons.
    pub fn refused(&self) -> BTreeMap<RunnerId, String> {
        self.known.refused()
    }

    /// The runners whose feeds are open.
    pub fn followed(&self) -> BTreeSet<RunnerId> {
        self.known.followed()
    }
}

/// The reason why feeds cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum StoreStartError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are no threads.
    #[error("cannot start a thread: {0}")]
    Thread(#[from] std::io::Error),
}

impl Feeds for StoredFeeds {
    fn look_up(&self, token: &TokenHash) -> Lookup {
        let (runner, kind) = match self.known.opened_by(token) {
            None => return Lookup::Unknown,
            Some(OpenFeed { revoked: true, .. }) => return Lookup::Revoked,
            Some(OpenFeed { runner, kind, .. }) => (runner, kind),
        };
        let seasons = self.seasons(&runner);
        let today = seasons.found.as_deref().map(|found| found.today((self.now)()));
        // A calendar follows the full one of its runner, too.
        let by_others = [kind, Feed::Full].map(|kind| self.known.times_by_others(&runner, kind));
        Lookup::Found(FeedTarget {
            version: version(&seasons, today, by_others),
            runner,
            kind,
        })
    }

    fn can_render(&self) -> bool {
        self.health.may_try()
    }

    fn render(&self, feed: &FeedTarget) -> Result<RenderedFeed, RenderError> {
        // Others may have failed since this one began to wait for its turn.
        let Some(trying) = self.health.begin() else {
            return Err(RenderError::NotNow(None));
        };
        let now = (self.now)();
        let (runner, kind) = (&feed.runner, feed.kind);
        let seasons = self.seasons(runner);
        let unread = seasons.elsewhere.files.clone();
        let content = seasons.found.as_deref().map_or(0, |found| found.version);
        let current = self.runtime.block_on(async {
            match self.folder.get() {
                Some(_) => publish(&self.store, runner, kind, seasons, now).await,
                None => {
                    let last = self.store.publication(runner, kind).await?;
                    let publication = last
                        .filter(|last| !last.forgotten)
                        .ok_or_else(|| PublishError::NoSeason(runner.clone()))?;
                    Ok(CurrentCalendar {
                        publication,
                        record: None,
                        waits: false,
                        remarks: Vec::new(),
                        refused: None,
                    })
                }
            }
        });
        let current = match current {
            Err(PublishError::Store(error)) => {
                let told = error.to_string();
                return Err(match trying.failed(&error) {
                    true => RenderError::NotNow(Some(told)),
                    false => RenderError::Failed(told),
                });
            }
            current => {
                trying.went_well();
                let refused = match &current {
                    Ok(current) => current.refused.as_deref(),
                    Err(PublishError::Refused(refused)) => Some(&**refused),
                    Err(_) => None,
                };
                self.known
                    .note_refused(runner, kind, refused.map(Diagnostic::message));
                current.map_err(|error| match error {
                    PublishError::NoSeason(_) => RenderError::NothingYet,
                    error => RenderError::Failed(error.to_string()),
                })?
            }
        };
        let published = current.publication;
        self.known.note(runner, kind, published.revision);
        if let Some(record) = current.record {
            self.known.note(runner, Feed::Full, record);
        }
        let waits_for = if current.waits { unread } else { BTreeSet::new() };
        self.known.note_waiting(runner, waits_for);
        self.remarks.note(runner, content, current.remarks);
        let faults = Faults::new();
        let shown = format!("the published calendar of {}", feed.runner);
        let CalendarFile::Ours(ledger) = read(&shown, published.text().as_bytes(), None, &faults) else {
            return Err(RenderError::Failed(format!("{shown} cannot be read")));
        };
        let calendar = match kind {
            Feed::Full => ledger.served(),
            Feed::Busy => {
                let purpose = format!("busy feed of {runner}");
                ledger.served_busy(&BusyKey::new(self.secret.reveal(), &purpose))
            }
        };
        Ok(RenderedFeed {
            modified: published.published,
            bytes: calendar.to_bytes(),
        })
    }

    fn secret(&self) -> [u8; 32] {
        *self.secret.reveal()
    }
}

/// Another number for whatever makes another calendar. Only this process sees it.
fn version(seasons: &Seasons, today: Option<NaiveDate>, by_others: [u64; 2]) -> u64 {
    let mut hasher = DefaultHasher::new();
    let found = seasons.found.as_deref().map(|runner| runner.version);
    (found, &seasons.elsewhere, today, by_others).hash(&mut hasher);
    hasher.finish()
}

/// Plans' revisions, as the store keeps them. While it cannot be asked, they are counted on in memory.
impl PlanRevisions for StoredFeeds {
    fn revision(&self, plan: &str, fingerprint: &[u8; 32], now: DateTime<Utc>) -> PlanRevision {
        let last = self
            .plans
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(plan)
            .copied();
        if let Some((_, revision)) = last.filter(|(of, _)| of == fingerprint) {
            return revision;
        }
        let hash: String = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
        let said = self.runtime.block_on(self.store.plan_revision(plan, &hash, now));
        let mut unsaid = self.unsaid.lock().unwrap_or_else(PoisonError::into_inner);
        match said {
            Ok(revision) => {
                unsaid.told.remove(plan);
                unsaid.counted.remember(plan, fingerprint, revision);
                let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
                plans.insert(plan.to_owned(), (*fingerprint, revision));
                revision
            }
            Err(error) => {
                unsaid.times += 1;
                if unsaid.told.insert(plan.to_owned()) {
                    tracing::error!(plan, %error, "the store does not say which revision a plan is at");
                }
                unsaid.counted.revision(plan, fingerprint, now)
            }
        }
    }
}
