//! The feeds and revisions of a store, as a server knows them: read at the start, and again whenever the store has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::store_health::StoreHealth;
use crate::diagnostic::one_line;
use crate::season::{Feed, RunnerId};
use crate::store::{Store, StoreError, TokenHash};

/// The time between two looks at the store: a revocation holds everywhere within a second.
const LOOK: Duration = Duration::from_millis(250);

/// So long it may take to say that nothing has changed before it counts as silent.
const SILENCE: Duration = Duration::from_secs(1);

/// The feeds and revisions that are known.
#[derive(Default)]
pub(super) struct KnownFeeds {
    /// By token.
    feeds: RwLock<FxHashMap<TokenHash, OpenFeed>>,
    /// The runners of whose calendars something waits for files, with these files.
    waiting: Mutex<BTreeMap<RunnerId, BTreeSet<String>>>,
    /// The calendars that were not published, since they could not be followed, with the reasons.
    refused: Mutex<BTreeMap<(RunnerId, &'static str), String>>,
    /// By calendar: what was published of it.
    published: Mutex<BTreeMap<(RunnerId, &'static str), Seen>>,
}

/// A feed that a token opens.
#[derive(Clone)]
pub(super) struct OpenFeed {
    pub(super) runner: RunnerId,
    pub(super) kind: Feed,
    pub(super) revoked: bool,
}

/// The last revision of a calendar that this server knows.
#[derive(Default, Clone, Copy)]
struct Seen {
    revision: u64,
    /// The number of times that another server published it.
    by_others: u64,
}

impl KnownFeeds {
    /// Takes over what the store holds; gives the number of the change up to which that is.
    pub(super) async fn read(&self, store: &Store) -> Result<u64, StoreError> {
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
    pub(super) fn note(&self, runner: &RunnerId, kind: Feed, revision: u64) {
        let mut published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = published.entry((runner.clone(), kind.word())).or_default();
        seen.revision = seen.revision.max(revision);
    }

    /// The number of times that another server published a calendar.
    pub(super) fn times_by_others(&self, runner: &RunnerId, kind: Feed) -> u64 {
        let published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = published.get(&(runner.clone(), kind.word()));
        seen.map_or(0, |seen| seen.by_others)
    }

    /// The feed that a token opens.
    pub(super) fn opened_by(&self, token: &TokenHash) -> Option<OpenFeed> {
        let feeds = self.feeds.read().unwrap_or_else(PoisonError::into_inner);
        feeds.get(token).cloned()
    }

    /// The runners whose feeds are open.
    pub(super) fn followed(&self) -> BTreeSet<RunnerId> {
        let feeds = self.feeds.read().unwrap_or_else(PoisonError::into_inner);
        let open = feeds.values().filter(|feed| !feed.revoked);
        open.map(|feed| feed.runner.clone()).collect()
    }

    /// The runners of whose calendars something waits for files, with the names of these files.
    pub(super) fn waiting(&self) -> BTreeMap<RunnerId, BTreeSet<String>> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clone()
    }

    /// Notes the files for which something of a runner's calendar waits; none if nothing does. Each change is logged once.
    pub(super) fn note_waiting(&self, runner: &RunnerId, files: BTreeSet<String>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.get(runner).unwrap_or(&BTreeSet::new()) == &files {
            return;
        }
        if files.is_empty() {
            waiting.remove(runner);
            tracing::info!(%runner, "nothing of the runner's calendar waits any more");
            return;
        }
        let shown = one_line(&files.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
        tracing::warn!(
            %runner,
            "a published season is in no file that can be read: it stays as it is, and an edit that may be of it waits for {shown}"
        );
        waiting.insert(runner.clone(), files);
    }
}

impl KnownFeeds {
    /// The runners of whom a calendar was not published, with the reasons.
    pub(super) fn refused(&self) -> BTreeMap<RunnerId, String> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let each = refused.iter();
        each.map(|((runner, kind), reason)| (runner.clone(), format!("the {kind} calendar: {reason}")))
            .collect()
    }

    /// Notes the reason why a calendar was not published; `None` if it was. Each change is logged once.
    pub(super) fn note_refused(&self, runner: &RunnerId, kind: Feed, reason: Option<String>) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let (key, kind) = ((runner.clone(), kind.word()), kind.word());
        if refused.get(&key) == reason.as_ref() {
            return;
        }
        match reason {
            Some(reason) => {
                tracing::error!(%runner, kind, "a calendar is not published, and the last good one stays: {reason}");
                refused.insert(key, reason);
            }
            None => {
                tracing::info!(%runner, kind, "the calendar is published again");
                refused.remove(&key);
            }
        }
    }
}

/// Looks again and again. What cannot be read is logged once, and what was known stays.
pub(super) async fn follow(store: Store, known: Arc<KnownFeeds>, health: Arc<StoreHealth>, mut change: u64) {
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
