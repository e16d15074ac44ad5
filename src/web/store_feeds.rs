//! Feeds and plans' revisions out of a store. Requests are answered from memory; a thread asks the store several times a
//! second if anything changed there.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rustc_hash::FxHashMap;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::catalogue::{InMemoryRevisions, PlanRevisions};
use super::store_health::StoreHealth;
use super::token_feed::{FeedTarget, Feeds, Lookup, RenderError, RenderedFeed};
use crate::diagnostic::Faults;
use crate::history::calendar_file::{CalendarFile, read};
use crate::season::{Feed, RunnerId};
use crate::store::{PlanRevision, Store, StoreError, TokenHash};
use crate::watch::{PublishError, Seasons, Snapshot, StoreRegister, publish};

/// The time between two looks at the store: a revocation holds everywhere within a second.
const LOOK: Duration = Duration::from_millis(250);

/// So long it may take to say that nothing has changed before it counts as silent.
const SILENCE: Duration = Duration::from_secs(1);

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

/// The feeds and revisions that are known.
#[derive(Default)]
struct KnownFeeds {
    /// By token.
    feeds: RwLock<FxHashMap<TokenHash, OpenFeed>>,
    /// By calendar: what was published of it.
    published: Mutex<BTreeMap<(RunnerId, &'static str), Seen>>,
}

/// A feed that a token opens.
struct OpenFeed {
    runner: RunnerId,
    kind: Feed,
    revoked: bool,
}

/// The last revision of a calendar that this server knows.
#[derive(Default, Clone, Copy)]
struct Seen {
    revision: u64,
    /// The number of times that another server published it.
    by_others: u64,
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

    /// The runners whose feeds are open.
    pub fn followed(&self) -> BTreeSet<RunnerId> {
        let feeds = self.known.feeds.read().unwrap_or_else(PoisonError::into_inner);
        let open = feeds.values().filter(|feed| !feed.revoked);
        open.map(|feed| feed.runner.clone()).collect()
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

impl KnownFeeds {
    /// Takes over what the store holds; gives the number of the change up to which that is.
    async fn read(&self, store: &Store) -> Result<u64, StoreError> {
        // Asked first: what changes meanwhile is read twice rather than never.
        let change = store.change().await?;
        let (feeds, revisions) = (store.feeds().await?, store.revisions().await?);
        let opened = feeds.into_iter().map(|feed| {
            let opened = OpenFeed {
                runner: feed.runner,
                kind: feed.kind,
                revoked: feed.revoked.is_some(),
            };
            (feed.token, opened)
        });
        let opened = opened.collect();
        *self.feeds.write().unwrap_or_else(PoisonError::into_inner) = opened;
        let mut published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        for found in revisions {
            let seen = published.entry((found.runner, found.kind.word())).or_default();
            if found.revision > seen.revision {
                *seen = Seen {
                    revision: found.revision,
                    by_others: seen.by_others + 1,
                };
            }
        }
        Ok(change)
    }

    /// Notes what this server itself has published, or found published.
    fn note(&self, feed: &FeedTarget, revision: u64) {
        let mut published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = published
            .entry((feed.runner.clone(), feed.kind.word()))
            .or_default();
        seen.revision = seen.revision.max(revision);
    }
}

/// Looks again and again. What cannot be read is logged once, and what was known stays.
async fn follow(store: Store, known: Arc<KnownFeeds>, health: Arc<StoreHealth>, mut change: u64) {
    let mut failing = false;
    loop {
        tokio::time::sleep(LOOK).await;
        let looked = match asked(&store, &health).await {
            Ok(now) if now == change => Ok(now),
            Ok(_) => known.read(&store).await,
            Err(error) => Err(error),
        };
        health.read(looked.as_ref().map(|_| ()));
        match looked {
            Ok(now) => {
                change = now;
                if std::mem::take(&mut failing) {
                    tracing::info!("the store can be read again");
                }
            }
            Err(error) if !failing => {
                failing = true;
                tracing::error!(%error, "the store cannot be read; what was known goes on being served");
            }
            Err(_) => {}
        }
    }
}

/// The number of the store's last change; while it does not come, the store counts as silent.
async fn asked(store: &Store, health: &StoreHealth) -> Result<u64, StoreError> {
    let mut change = pin!(store.change());
    match tokio::time::timeout(SILENCE, change.as_mut()).await {
        Ok(said) => said,
        Err(_) => {
            health.is_silent();
            change.await
        }
    }
}

impl Feeds for StoredFeeds {
    fn look_up(&self, token: &TokenHash) -> Lookup {
        let feeds = self.known.feeds.read().unwrap_or_else(PoisonError::into_inner);
        let Some(opened) = feeds.get(token) else {
            return Lookup::Unknown;
        };
        if opened.revoked {
            return Lookup::Revoked;
        }
        let (runner, kind) = (opened.runner.clone(), opened.kind);
        drop(feeds);
        let seasons = self.seasons(&runner);
        let today = seasons.found.as_deref().map(|found| found.today((self.now)()));
        let published = self
            .known
            .published
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let by_others = published
            .get(&(runner.clone(), kind.word()))
            .map_or(0, |seen| seen.by_others);
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
        let published = self.runtime.block_on(async {
            match self.folder.get() {
                Some(_) => {
                    publish(
                        &self.store,
                        &feed.runner,
                        feed.kind,
                        self.seasons(&feed.runner),
                        now,
                    )
                    .await
                }
                None => {
                    let last = self.store.publication(&feed.runner, feed.kind).await?;
                    last.ok_or_else(|| PublishError::NoSeason(feed.runner.clone()))
                }
            }
        });
        let published = match published {
            Err(PublishError::Store(error)) => {
                let told = error.to_string();
                return Err(match trying.failed(&error) {
                    true => RenderError::NotNow(Some(told)),
                    false => RenderError::Failed(told),
                });
            }
            published => {
                trying.went_well();
                published.map_err(|error| match error {
                    PublishError::NoSeason(_) => RenderError::NothingYet,
                    error => RenderError::Failed(error.to_string()),
                })?
            }
        };
        self.known.note(feed, published.revision);
        let faults = Faults::new();
        let shown = format!("the published calendar of {}", feed.runner);
        let CalendarFile::Ours(ledger) = read(&shown, published.text().as_bytes(), None, &faults) else {
            return Err(RenderError::Failed(format!("{shown} cannot be read")));
        };
        Ok(RenderedFeed {
            modified: published.published,
            bytes: ledger.calendar().to_bytes(),
        })
    }
}

/// Another number for whatever makes another calendar. Only this process sees it.
fn version(seasons: &Seasons, today: Option<NaiveDate>, by_others: u64) -> u64 {
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
