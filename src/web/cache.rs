//! What was rendered, by address, as long as there is room: the longest unused goes first.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answer::Answer;

/// Threads that look something up at the same time seldom wait for each other with so many locks.
const SHARDS: usize = 8;

/// What a key costs besides its text, in bytes: its place in the map and in the order of use.
const OVERHEAD: usize = 160;

/// A calendar as it was rendered.
#[derive(Debug)]
pub(super) struct Entry {
    /// What to send.
    pub(super) answer: Answer,
    /// Of what it was rendered.
    pub(super) version: Version,
    /// The state of the catalogue at which it was last found to be current.
    pub(super) checked: AtomicU64,
}

/// What a calendar was made of: another version may be another calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version(pub(super) u64, pub(super) i64);

impl Entry {
    pub(super) fn is_current(&self, state: u64) -> bool {
        self.checked.load(Ordering::Acquire) == state
    }
}

#[derive(Debug, Clone)]
enum Kept {
    Entry(Arc<Entry>),
    /// The canonical address of the same calendar.
    Same(Arc<str>),
}

/// A cache of so many bytes.
#[derive(Debug)]
pub(super) struct Cache {
    shards: Box<[Mutex<Shard>]>,
    hasher: RandomState,
}

impl Cache {
    /// An empty one that takes up to `bytes`.
    pub(super) fn new(bytes: usize) -> Self {
        let shard = || Mutex::new(Shard::new(bytes / SHARDS));
        Cache {
            shards: std::iter::repeat_with(shard).take(SHARDS).collect(),
            hasher: RandomState::new(),
        }
    }

    /// What is kept at `address`, or at the canonical address that it stands for.
    pub(super) fn get(&self, address: &str) -> Option<Arc<Entry>> {
        let kept = self.shard(address).get(address)?;
        match kept {
            Kept::Entry(entry) => Some(entry),
            Kept::Same(canonical) => match self.shard(&canonical).get(&canonical)? {
                Kept::Entry(entry) => Some(entry),
                Kept::Same(_) => None,
            },
        }
    }

    /// Keeps `entry` at its canonical address. One that is too large to be kept with others is not kept.
    pub(super) fn put(&self, canonical: &str, entry: &Arc<Entry>) {
        let size = entry.answer.size() + OVERHEAD + 2 * canonical.len();
        self.shard(canonical)
            .put(canonical, Kept::Entry(Arc::clone(entry)), size);
    }

    /// Remembers that `address` means the same as `canonical`.
    pub(super) fn put_same(&self, address: &str, canonical: &Arc<str>) {
        if address != &**canonical {
            let size = OVERHEAD + 2 * address.len() + canonical.len();
            self.shard(address)
                .put(address, Kept::Same(Arc::clone(canonical)), size);
        }
    }

    /// How many bytes are taken.
    pub(super) fn bytes(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).bytes).sum()
    }

    fn shard(&self, address: &str) -> MutexGuard<'_, Shard> {
        // The bits that the shard's own map looks at last.
        let hash = self.hasher.hash_one(address) >> 32;
        let at = usize::try_from(hash).unwrap_or(0) % self.shards.len();
        lock(&self.shards[at])
    }
}

/// Nothing panics while it holds a shard, and if it did the worst is a wrong count.
fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// No slot.
const NONE: usize = usize::MAX;

/// A map into slots, and the slots in the order of use as a ring around slot 0, which holds nothing.
#[derive(Debug)]
struct Shard {
    places: HashMap<Arc<str>, usize>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    bytes: usize,
    bound: usize,
}

#[derive(Debug)]
struct Slot {
    key: Arc<str>,
    kept: Option<Kept>,
    size: usize,
    /// The one used after this.
    newer: usize,
    /// The one used before this.
    older: usize,
}

impl Shard {
    fn new(bound: usize) -> Self {
        let ring = Slot {
            key: Arc::from(""),
            kept: None,
            size: 0,
            newer: 0,
            older: 0,
        };
        Shard {
            places: HashMap::new(),
            slots: vec![ring],
            free: Vec::new(),
            bytes: 0,
            bound,
        }
    }

    fn get(&mut self, key: &str) -> Option<Kept> {
        let at = *self.places.get(key)?;
        if self.slots[0].older != at {
            self.unlink(at);
            self.link_newest(at);
        }
        self.slots[at].kept.clone()
    }

    fn put(&mut self, key: &str, kept: Kept, size: usize) {
        if let Some(at) = self.places.get(key).copied() {
            self.drop_slot(at);
        }
        if size > self.bound {
            return;
        }
        while self.bytes + size > self.bound {
            let oldest = self.slots[0].newer;
            self.drop_slot(oldest);
        }
        let key: Arc<str> = Arc::from(key);
        let slot = Slot {
            key: Arc::clone(&key),
            kept: Some(kept),
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
        self.bytes += size;
        self.link_newest(at);
    }

    fn drop_slot(&mut self, at: usize) {
        self.unlink(at);
        let slot = &mut self.slots[at];
        slot.kept = None;
        self.bytes -= slot.size;
        let key = std::mem::replace(&mut slot.key, Arc::from(""));
        self.places.remove(&key);
        self.free.push(at);
    }

    fn unlink(&mut self, at: usize) {
        let (newer, older) = (self.slots[at].newer, self.slots[at].older);
        self.slots[newer].older = older;
        self.slots[older].newer = newer;
    }

    /// Slot 0 stands before the oldest and after the newest.
    fn link_newest(&mut self, at: usize) {
        let newest = self.slots[0].older;
        self.slots[at].older = newest;
        self.slots[at].newer = 0;
        self.slots[newest].newer = at;
        self.slots[0].older = at;
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::{Content, Sharing};
    use super::*;
    use chrono::DateTime;

    fn entry(length: usize) -> Arc<Entry> {
        let answer = Answer::new(
            Content::Calendar,
            vec![b'a'; length],
            DateTime::UNIX_EPOCH,
            Sharing::Public,
            None,
            false,
        );
        Arc::new(Entry {
            answer,
            version: Version(0, 0),
            checked: AtomicU64::new(0),
        })
    }

    #[test]
    fn it_never_takes_more_than_its_bound_and_forgets_the_longest_unused() {
        let mut shard = Shard::new(10_000);
        for number in 0..100 {
            let key = format!("/{number}");
            shard.put(&key, Kept::Entry(entry(1)), 1_000);
            assert!(shard.get("/0").is_some(), "what is used stays, at {number}");
            assert!(shard.bytes <= 10_000);
        }
        assert_eq!(shard.places.len(), 10);
        assert_eq!(shard.slots.len(), 11, "slots are used again");
        assert!(shard.get("/99").is_some() && shard.get("/91").is_some());
        assert!(shard.get("/90").is_none() && shard.get("/1").is_none());
    }

    #[test]
    fn what_is_put_again_takes_its_room_once() {
        let mut shard = Shard::new(10_000);
        for _ in 0..5 {
            shard.put("/a", Kept::Entry(entry(1)), 3_000);
        }
        assert_eq!((shard.bytes, shard.places.len()), (3_000, 1));
        shard.put("/a", Kept::Entry(entry(1)), 20_000);
        assert_eq!(
            (shard.bytes, shard.places.len()),
            (0, 0),
            "what does not fit is not kept"
        );
        assert!(shard.get("/a").is_none());
    }

    #[test]
    fn another_spelling_leads_to_the_same_answer_as_long_as_it_is_there() {
        let cache = Cache::new(1 << 20);
        let canonical: Arc<str> = Arc::from("/plan?a=1&b=2");
        cache.put_same("/plan?b=2&a=1", &canonical);
        assert!(cache.get("/plan?b=2&a=1").is_none());
        let kept = entry(10);
        cache.put(&canonical, &kept);
        assert!(Arc::ptr_eq(&cache.get("/plan?b=2&a=1").unwrap(), &kept));
        assert!(Arc::ptr_eq(&cache.get(&canonical).unwrap(), &kept));
        cache.put_same(&canonical, &canonical);
        assert!(
            cache.get(&canonical).is_some(),
            "an address is not its own other spelling"
        );
    }
}
