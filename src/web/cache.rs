//! Cache of rendered answers, by address. When it is full, the least recently used goes first. Half of it belongs to feeds
//! behind tokens: up to there, nothing that anybody may ask for pushes them out. Of the rest, no answer takes more than a
//! sixteenth of a half: of larger ones only the head is kept, which is all that most polls need. Which addresses are worth
//! keeping decides [`super::admission`].

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answer::Answer;

/// Number of locks. With these, threads that look something up at the same time seldom wait for each other.
const SHARDS: usize = 8;

/// Most of its half of the cache that one answer takes which anybody may ask for.
const LARGEST_PUBLIC: usize = 16;

/// Memory of a key besides its text, in bytes: its place in the map and in the order of use.
const OVERHEAD: usize = 160;

/// A rendered calendar or page.
#[derive(Debug)]
pub(super) struct CachedAnswer {
    /// Answer to send.
    pub(super) answer: Answer,
    /// Version of its sources.
    pub(super) version: Version,
    /// Number of the catalogue with which it was last found to be current.
    pub(super) checked: AtomicU64,
}

/// Version of the sources of an answer. Another version may give another answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version(pub(super) u64, pub(super) i64);

impl CachedAnswer {
    fn without_body(&self) -> Self {
        CachedAnswer {
            answer: self.answer.without_body(),
            version: self.version,
            checked: AtomicU64::new(self.checked.load(Ordering::Acquire)),
        }
    }

    /// True if it is known to be current with this catalogue.
    pub(super) fn is_current(&self, generation: u64) -> bool {
        self.checked.load(Ordering::Acquire) == generation
    }
}

/// The two users of the cache. Room that one leaves free the other may take, and gives back when it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// Plans' feeds and pages, which anybody may ask for.
    Public,
    /// Feeds behind tokens.
    Private,
}

#[derive(Debug, Clone)]
enum Kept {
    Answer(Arc<CachedAnswer>),
    /// An answer without its body, which is too large.
    Head(Arc<CachedAnswer>),
    /// Canonical address of the same answer.
    Same(Arc<str>),
}

/// A cache with a bound in bytes.
#[derive(Debug)]
pub(super) struct Cache {
    shards: Box<[Mutex<Shard>]>,
    /// Largest answer that is kept of those that anybody may ask for, in bytes.
    largest_public: usize,
    hasher: RandomState,
}

impl Cache {
    /// An empty cache for up to `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        let shard = || Mutex::new(Shard::new(bytes / SHARDS));
        Cache {
            shards: std::iter::repeat_with(shard).take(SHARDS).collect(),
            largest_public: bytes / 2 / LARGEST_PUBLIC,
            hasher: RandomState::new(),
        }
    }

    /// The answer at `address`, or at the canonical address that it stands for.
    pub(super) fn get(&self, address: &str) -> Option<Arc<CachedAnswer>> {
        match self.kept(address)? {
            Kept::Answer(entry) => Some(entry),
            Kept::Head(_) | Kept::Same(_) => None,
        }
    }

    /// The answer at `address` likewise, perhaps without its body.
    pub(super) fn head(&self, address: &str) -> Option<Arc<CachedAnswer>> {
        match self.kept(address)? {
            Kept::Answer(entry) | Kept::Head(entry) => Some(entry),
            Kept::Same(_) => None,
        }
    }

    fn kept(&self, address: &str) -> Option<Kept> {
        // The lock ends with this line: both addresses may be in one shard.
        let kept = self.shard(address).get(address)?;
        match kept {
            Kept::Same(canonical) => self.shard(&canonical).get(&canonical),
            kept => Some(kept),
        }
    }

    /// Keeps `entry` at its canonical address: of one that is too large only its head, if anybody may ask for it, else nothing.
    pub(super) fn put(&self, share: Share, canonical: &str, entry: &Arc<CachedAnswer>) {
        let mut size = entry.answer.size() + OVERHEAD + 2 * canonical.len();
        let mut kept = Kept::Answer(Arc::clone(entry));
        if share == Share::Public && size > self.largest_public {
            let head = entry.without_body();
            size = head.answer.size() + OVERHEAD + 2 * canonical.len();
            kept = Kept::Head(Arc::new(head));
        }
        self.shard(canonical).put(share, canonical, kept, size);
    }

    /// Remembers that `address` means the same as `canonical`.
    pub(super) fn put_same(&self, address: &str, canonical: &Arc<str>) {
        if address != &**canonical {
            let size = OVERHEAD + 2 * address.len() + canonical.len();
            let same = Kept::Same(Arc::clone(canonical));
            self.shard(address).put(Share::Public, address, same, size);
        }
    }

    /// Bytes in use.
    pub(super) fn bytes(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).taken()).sum()
    }

    fn shard(&self, address: &str) -> MutexGuard<'_, Shard> {
        // Bits that the shard's own map hardly uses.
        let hash = self.hasher.hash_one(address) >> 32;
        let at = usize::try_from(hash).unwrap_or(0) % self.shards.len();
        lock(&self.shards[at])
    }
}

/// Locks a shard. Nothing panics while it holds one, and if it did, a wrong count would be the worst.
fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// No slot.
const NONE: usize = usize::MAX;

/// A map into slots. The slots of each share form a ring in the order of use, around an empty slot with the share's number.
#[derive(Debug)]
struct Shard {
    places: HashMap<Arc<str>, usize>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    /// Bytes in use by each share.
    bytes: [usize; 2],
    bound: usize,
}

#[derive(Debug)]
struct Slot {
    key: Arc<str>,
    kept: Option<Kept>,
    share: Share,
    size: usize,
    /// The one used after this.
    newer: usize,
    /// The one used before this.
    older: usize,
}

impl Shard {
    fn new(bound: usize) -> Self {
        let ring = |share| Slot {
            key: Arc::from(""),
            kept: None,
            share,
            size: 0,
            newer: share as usize,
            older: share as usize,
        };
        Shard {
            places: HashMap::new(),
            slots: vec![ring(Share::Public), ring(Share::Private)],
            free: Vec::new(),
            bytes: [0; 2],
            bound,
        }
    }

    fn taken(&self) -> usize {
        self.bytes.iter().sum()
    }

    fn get(&mut self, key: &str) -> Option<Kept> {
        let at = *self.places.get(key)?;
        let ring = self.slots[at].share as usize;
        if self.slots[ring].older != at {
            self.unlink(at);
            self.link_newest(at);
        }
        self.slots[at].kept.clone()
    }

    /// The slot to give up so that `share` gets `size` bytes more. A feed behind a token goes for a public answer only while
    /// feeds have more than their half.
    fn given_up(&self, share: Share, size: usize) -> Option<usize> {
        let oldest = |share: Share| {
            let ring = share as usize;
            Some(self.slots[ring].newer).filter(|at| *at != ring)
        };
        let private = self.bytes[Share::Private as usize];
        match share {
            Share::Private if private + size > self.bound / 2 => {
                oldest(Share::Private).or_else(|| oldest(Share::Public))
            }
            Share::Public if private > self.bound / 2 => oldest(Share::Private),
            _ => oldest(Share::Public),
        }
    }

    fn put(&mut self, share: Share, key: &str, kept: Kept, size: usize) {
        if let Some(at) = self.places.get(key).copied() {
            self.drop_slot(at);
        }
        if size > self.bound {
            return;
        }
        while self.taken() + size > self.bound {
            let Some(at) = self.given_up(share, size) else {
                return;
            };
            self.drop_slot(at);
        }
        let key: Arc<str> = Arc::from(key);
        let slot = Slot {
            key: Arc::clone(&key),
            kept: Some(kept),
            share,
            size,
            newer: NONE,
            older: NONE,
        };
        let at = match self.free.pop() {
            Some(at) => {
                self.slots[at] = slot;
                at
            }
            None => {
                self.slots.push(slot);
                self.slots.len() - 1
            }
        };
        self.places.insert(key, at);
        self.bytes[share as usize] += size;
        self.link_newest(at);
    }

    fn drop_slot(&mut self, at: usize) {
        self.unlink(at);
        let slot = &mut self.slots[at];
        slot.kept = None;
        self.bytes[slot.share as usize] -= slot.size;
        let key = std::mem::replace(&mut slot.key, Arc::from(""));
        self.places.remove(&key);
        self.free.push(at);
    }

    fn unlink(&mut self, at: usize) {
        let (newer, older) = (self.slots[at].newer, self.slots[at].older);
        self.slots[newer].older = older;
        self.slots[older].newer = newer;
    }

    /// Links a slot as the newest of its ring. The ring's empty slot lies between the newest and the oldest.
    fn link_newest(&mut self, at: usize) {
        let ring = self.slots[at].share as usize;
        let newest = self.slots[ring].older;
        self.slots[at].older = newest;
        self.slots[at].newer = ring;
        self.slots[newest].newer = at;
        self.slots[ring].older = at;
    }
}

#[cfg(test)]
mod tests;
