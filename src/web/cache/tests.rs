//! Bounds of the cache, and what it gives up first.

use super::*;
use crate::web::answer::{AnswerMemory, Content, Sharing};
use chrono::DateTime;

fn entry(length: usize) -> Arc<CachedAnswer> {
    let answer = Answer::new(
        Content::Calendar,
        vec![b'a'; length],
        DateTime::UNIX_EPOCH,
        Sharing::Public,
        None,
        &AnswerMemory::default(),
    );
    Arc::new(CachedAnswer {
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
        shard.put(Share::Public, &key, Kept::Answer(entry(1)), 1_000);
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
        shard.put(Share::Public, "/a", Kept::Answer(entry(1)), 3_000);
    }
    assert_eq!((shard.taken(), shard.places.len()), (3_000, 1));
    shard.put(Share::Public, "/a", Kept::Answer(entry(1)), 20_000);
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
    let put = |shard: &mut Shard, share, kind: &str, numbers: std::ops::Range<usize>| {
        for number in numbers {
            shard.put(share, &format!("{kind}{number}"), Kept::Answer(entry(1)), 1_000);
            assert!(shard.taken() <= 10_000);
        }
    };
    put(&mut shard, Share::Private, "full:", 0..4);
    put(&mut shard, Share::Public, "/", 0..100);
    assert_eq!(shard.bytes, [6_000, 4_000], "nothing pushes them out");
    shard.put(Share::Public, "/large", Kept::Answer(entry(1)), 7_000);
    assert_eq!(shard.bytes[1], 4_000, "nothing at all");
    put(&mut shard, Share::Private, "full:", 4..100);
    put(&mut shard, Share::Public, "/", 100..105);
    assert_eq!(shard.bytes, [5_000, 5_000], "each has its half");
    assert!(shard.get("full:99").is_some() && shard.get("full:94").is_none());
    let mut shard = Shard::new(10_000);
    put(&mut shard, Share::Private, "full:", 0..20);
    assert_eq!(shard.bytes, [0, 10_000], "what nobody else wants they may take");
    put(&mut shard, Share::Public, "/", 0..20);
    assert_eq!(shard.bytes, [5_000, 5_000], "and give back");
    shard.put(Share::Private, "full:large", Kept::Answer(entry(1)), 9_000);
    assert!(shard.get("full:large").is_some(), "a calendar that fits is kept");
}

#[test]
fn of_a_large_answer_only_the_head_is_kept_unless_it_has_a_token() {
    let cache = Cache::new(1 << 20);
    for (length, is_kept) in [(30_000, true), (40_000, false)] {
        let address = format!("/{length}");
        cache.put(Share::Public, &address, &entry(length));
        assert_eq!(cache.get(&address).is_some(), is_kept, "{length}");
        assert!(cache.head(&address).is_some());
        cache.put_same("/other", &Arc::from(address));
        assert_eq!(cache.get("/other").is_some(), is_kept);
        assert!(cache.head("/other").is_some());
    }
    assert!(cache.bytes() < 33_000, "a head is small");
    cache.put(Share::Private, "full:sam", &entry(40_000));
    assert!(cache.get("full:sam").is_some());
}

#[test]
fn another_spelling_leads_to_the_same_answer_as_long_as_it_is_there() {
    // All addresses are in one shard, and one lock must do for both spellings.
    let cache = Cache {
        shards: Box::new([Mutex::new(Shard::new(1 << 16))]),
        ..Cache::new(1 << 20)
    };
    let canonical: Arc<str> = Arc::from("/plan?a=1&b=2");
    cache.put_same("/plan?b=2&a=1", &canonical);
    assert!(cache.get("/plan?b=2&a=1").is_none());
    let kept = entry(10);
    cache.put(Share::Public, &canonical, &kept);
    assert!(Arc::ptr_eq(&cache.get("/plan?b=2&a=1").unwrap(), &kept));
    assert!(Arc::ptr_eq(&cache.get(&canonical).unwrap(), &kept));
    cache.put_same(&canonical, &canonical);
    assert!(
        cache.get(&canonical).is_some(),
        "an address is not its own other spelling"
    );
}
