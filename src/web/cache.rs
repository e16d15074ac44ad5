//! What was rendered, by address, as long as there is room: the longest unused goes first. Half of the room is the feeds'
//! behind tokens: as long as they take no more, nothing that anybody may ask for pushes them out.

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

/// Whose room it is. What one of the two leaves, the other may take, and gives back when it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// For what anybody may ask for.
    Public,
    /// For feeds behind tokens.
    Private,
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
    pub(super) fn put(&self, part: Part, canonical: &str, entry: &Arc<Entry>) {
        let size = entry.answer.size() + OVERHEAD + 2 * canonical.len();
        self.shard(canonical)
            .put(part, canonical, Kept::Entry(Arc::clone(entry)), size);
    }

    /// Remembers that `address` means the same as `canonical`.
    pub(super) fn put_same(&self, address: &str, canonical: &Arc<str>) {
        if address != &**canonical {
            let size = OVERHEAD + 2 * address.len() + canonical.len();
            let same = Kept::Same(Arc::clone(canonical));
            self.shard(address).put(Part::Public, address, same, size);
        }
    }

    /// How many bytes are taken.
    pub(super) fn bytes(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).taken()).sum()
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

/// A map into slots, and those of each part in the order of use as a ring around the slot with the part's number, which holds
/// nothing.
#[derive(Debug)]
struct Shard {
    places: HashMap<Arc<str>, usize>,
    slots: Vec<Slot>,
    free: Vec<usize>,
    /// Of each part.
    bytes: [usize; 2],
    bound: usize,
}

#[derive(Debug)]
struct Slot {
    key: Arc<str>,
    kept: Option<Kept>,
    part: Part,
    size: usize,
    /// The one used after this.
    newer: usize,
    /// The one used before this.
    older: usize,
}

impl Shard {
    fn new(bound: usize) -> Self {
        let ring = |part| Slot {
            key: Arc::from(""),
            kept: None,
            part,
            size: 0,
            newer: part as usize,
            older: part as usize,
        };
        Shard {
            places: HashMap::new(),
            slots: vec![ring(Part::Public), ring(Part::Private)],
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
        let ring = self.slots[at].part as usize;
        if self.slots[ring].older != at {
            self.unlink(at);
            self.link_newest(at);
        }
        self.slots[at].kept.clone()
    }

    /// The slot that is given up for so many bytes more of `part`. Feeds behind tokens give when they have more than their half,
    /// and else nothing of theirs is given for what anybody may ask for.
    fn given_up(&self, part: Part, size: usize) -> Option<usize> {
        let oldest = |part: Part| {
            let ring = part as usize;
            Some(self.slots[ring].newer).filter(|at| *at != ring)
        };
        let private = self.bytes[Part::Private as usize];
        match part {
            Part::Private if private + size > self.bound / 2 => {
                oldest(Part::Private).or_else(|| oldest(Part::Public))
            }
            Part::Public if private > self.bound / 2 => oldest(Part::Private),
            _ => oldest(Part::Public),
        }
    }

    fn put(&mut self, part: Part, key: &str, kept: Kept, size: usize) {
        if let Some(at) = self.places.get(key).copied() {
            self.drop_slot(at);
        }
        if size > self.bound {
            return;
        }
        while self.taken() + size > self.bound {
            let Some(at) = self.given_up(part, size) else {
                return;
            };
            self.drop_slot(at);
        }
        let key: Arc<str> = Arc::from(key);
        let slot = Slot {
            key: Arc::clone(&key),
            kept: Some(kept),
            part,
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
        self.bytes[part as usize] += size;
        self.link_newest(at);
    }

    fn drop_slot(&mut self, at: usize) {
        self.unlink(at);
        let slot = &mut self.slots[at];
        slot.kept = None;
        self.bytes[slot.part as usize] -= slot.size;
        let key = std::mem::replace(&mut slot.key, Arc::from(""));
        self.places.remove(&key);
        self.free.push(at);
    }

    fn unlink(&mut self, at: usize) {
        let (newer, older) = (self.slots[at].newer, self.slots[at].older);
        self.slots[newer].older = older;
        self.slots[older].newer = newer;
    }

    /// The slot of its ring stands before the oldest and after the newest.
    fn link_newest(&mut self, at: usize) {
        let ring = self.slots[at].part as usize;
        let newest = self.slots[ring].older;
        self.slots[at].older = newest;
        self.slots[at].newer = ring;
        self.slots[newest].newer = at;
        self.slots[ring].older = at;
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
            shard.put(Part::Public, &key, Kept::Entry(entry(1)), 1_000);
            assert!(shard.get("/0").is_some(), "what is used stays, at {number}");
            assert!(shard.taken() <= 10_000);
        }
        assert_eq!(shard.places.len(), 10);
        assert_eq!(shard.slots.len(), 12, "slots are used again");
        assert!(shard.get("/99").is_some() && shard.get("/91").is_some());
        assert!(shard.get("/90").is_none() && shard.get("/1").is_none());
    }

    #[test]
    fn what_is_put_again_takes_its_room_once() {
        let mut shard = Shard::new(10_000);
        for _ in 0..5 {
            shard.put(Part::Public, "/a", Kept::Entry(entry(1)), 3_000);
        }
        assert_eq!((shard.taken(), shard.places.len()), (3_000, 1));
        shard.put(Part::Public, "/a", Kept::Entry(entry(1)), 20_000);
        assert_eq!(
            (shard.taken(), shard.places.len()),
            (0, 0),
            "what does not fit is not kept"
        );
        assert!(shard.get("/a").is_none());
    }

    #[test]
    fn half_of_the_room_is_for_feeds_behind_tokens() {
        let mut shard = Shard::new(10_000);
        let put = |shard: &mut Shard, part, kind: &str, numbers: std::ops::Range<usize>| {
            for number in numbers {
                shard.put(part, &format!("{kind}{number}"), Kept::Entry(entry(1)), 1_000);
                assert!(shard.taken() <= 10_000);
            }
        };
        put(&mut shard, Part::Private, "full:", 0..4);
        put(&mut shard, Part::Public, "/", 0..100);
        assert_eq!(shard.bytes, [6_000, 4_000], "nothing pushes them out");
        shard.put(Part::Public, "/large", Kept::Entry(entry(1)), 7_000);
        assert_eq!(shard.bytes[1], 4_000, "nothing at all");
        put(&mut shard, Part::Private, "full:", 4..100);
        put(&mut shard, Part::Public, "/", 100..105);
        assert_eq!(shard.bytes, [5_000, 5_000], "each has its half");
        assert!(shard.get("full:99").is_some() && shard.get("full:94").is_none());
        let mut shard = Shard::new(10_000);
        put(&mut shard, Part::Private, "full:", 0..20);
        assert_eq!(shard.bytes, [0, 10_000], "what nobody else wants they may take");
        put(&mut shard, Part::Public, "/", 0..20);
        assert_eq!(shard.bytes, [5_000, 5_000], "and give back");
        shard.put(Part::Private, "full:large", Kept::Entry(entry(1)), 9_000);
        assert!(shard.get("full:large").is_some(), "a calendar that fits is kept");
    }

    #[test]
    fn another_spelling_leads_to_the_same_answer_as_long_as_it_is_there() {
        let cache = Cache::new(1 << 20);
        let canonical: Arc<str> = Arc::from("/plan?a=1&b=2");
        cache.put_same("/plan?b=2&a=1", &canonical);
        assert!(cache.get("/plan?b=2&a=1").is_none());
        let kept = entry(10);
        cache.put(Part::Public, &canonical, &kept);
        assert!(Arc::ptr_eq(&cache.get("/plan?b=2&a=1").unwrap(), &kept));
        assert!(Arc::ptr_eq(&cache.get(&canonical).unwrap(), &kept));
        cache.put_same(&canonical, &canonical);
        assert!(
            cache.get(&canonical).is_some(),
            "an address is not its own other spelling"
        );
    }
}
