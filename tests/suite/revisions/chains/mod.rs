//! Random chains of edits: any built-in plan with all that can stand around it, edited and exported again and again while
//! the clock moves, and read by applications that each go by a rule of their own.

mod clients;
mod draw;
mod exhaustive;
mod follow;
mod found;
mod promises;
mod publisher;
mod season_file;
mod seen;
mod week;
mod wishes;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use draw::{Story, Way, stories};
use follow::Follower;
use promises::{Broken, Promise};

/// Steps towards a smaller chain.
const MOST_STEPS: usize = 300;

/// The exports of a chain: a moment and a file each.
type Exports = Vec<(DateTime<Utc>, String)>;

/// Follows a story to its end.
fn follow(story: &Story) -> (Exports, Vec<Broken>) {
    let mut follower = Follower::new(story.way);
    let mut exports: Exports = Vec::new();
    let mut now = story.begins();
    let mut file = story.file();
    let mut before = file.clone();
    let mut export = |follower: &mut Follower, text: String, now| {
        follower.export(&text, now);
        exports.push((now, text));
    };
    export(&mut follower, file.text(), now);
    for step in &story.steps {
        now += TimeDelta::hours(step.hours);
        let mut next = if step.undo { before.clone() } else { file.clone() };
        for wish in &step.wishes {
            wish.write(&mut next, now.date_naive(), follower.shown());
        }
        if season_file::read(&next.text()).is_none() {
            continue;
        }
        before = std::mem::replace(&mut file, next);
        export(&mut follower, file.text(), now);
    }
    (exports, follower.broken)
}

/// A chain as text: a line with each moment, and the file that is exported then.
fn text(way: Way, exports: &Exports) -> String {
    let mut text = format!("{way:?}\n");
    for (now, file) in exports {
        // Writing into a string cannot fail.
        let _ = write!(text, "## {}\n{file}", now.format("%Y-%m-%dT%H:%M:%SZ"));
    }
    text
}

/// Follows a chain that is written down: a line with each moment, and the file that is exported then.
fn chain_holds(way: Way, exports: &str) {
    let mut follower = Follower::new(way);
    for export in exports.split("## ").skip(1) {
        let (now, file) = export.split_once('\n').unwrap();
        assert!(season_file::read(file).is_some(), "{file}");
        follower.export(file, now.parse().unwrap());
    }
    let broken: Vec<String> = follower.broken.iter().map(ToString::to_string).collect();
    assert!(broken.is_empty(), "{way:?}: {}", broken.join("\n"));
}

/// The story of a number.
fn tree(seed: u64, case: u64) -> impl ValueTree<Value = Story> {
    let mut bytes = [0_u8; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&case.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    stories().new_tree(&mut runner).unwrap()
}

/// The smallest story that was found to break a promise as this one does.
fn smallest(
    mut tree: impl ValueTree<Value = Story>,
    promise: Promise,
    most: usize,
) -> (Story, Exports, Broken) {
    let breaks = |story: Story| {
        let (exports, broken) = follow(&story);
        let broken = broken.into_iter().find(|broken| broken.promise == promise)?;
        Some((story, exports, broken))
    };
    let mut best = breaks(tree.current()).expect("it has broken the promise");
    for _ in 0..most {
        match breaks(tree.current()) {
            Some(found) => {
                best = found;
                if !tree.simplify() {
                    break;
                }
            }
            None if tree.complicate() => {}
            None => break,
        }
    }
    best
}

/// The first breach of each promise in a chain.
type Found = BTreeMap<Promise, Vec<(u64, String)>>;

/// Follows so many chains on all cores.
fn survey(seed: u64, first: u64, cases: u64) -> (Found, u64) {
    let next = AtomicU64::new(first);
    let exports = AtomicU64::new(0);
    let found: Mutex<Found> = Mutex::default();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= first.saturating_add(cases) {
                        break;
                    }
                    let (made, broken) = follow(&tree(seed, case).current());
                    exports.fetch_add(made.len() as u64, Ordering::Relaxed);
                    let first: BTreeMap<Promise, String> = broken
                        .into_iter()
                        .rev()
                        .map(|broken| (broken.promise, broken.how))
                        .collect();
                    let mut found = found.lock().unwrap();
                    for (promise, how) in first {
                        found.entry(promise).or_default().push((case, how));
                    }
                }
            });
        }
    });
    (found.into_inner().unwrap(), exports.into_inner())
}

/// A number from the environment.
fn number(name: &str, usual: u64) -> u64 {
    let given = env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Chains of 3 to 10 exports: 300, or as many as `CHAINS` says, of the seed `CHAINS_SEED`, from number `CHAINS_FIRST` on.
/// A chain that breaks a promise is printed as small as it was found, in the form of `found.rs`.
#[test]
fn any_chain_of_edits_keeps_every_promise() {
    let (seed, cases) = (number("CHAINS_SEED", 0), number("CHAINS", 300));
    let start = Instant::now();
    let (found, exports) = survey(seed, number("CHAINS_FIRST", 0), cases);
    println!("{cases} chains, {exports} exports, {:?}", start.elapsed());
    let mut report = String::new();
    let only = env::var("CHAINS_PROMISE").ok();
    let is_asked = |promise: Promise| only.as_ref().is_none_or(|only| *only == format!("{promise:?}"));
    for (promise, mut cases) in found.into_iter().filter(|(promise, _)| is_asked(*promise)) {
        cases.sort();
        // Writing into a string cannot fail.
        let _ = writeln!(report, "{promise:?}, {} chains:", cases.len());
        for (case, how) in cases.iter().take(3) {
            let _ = writeln!(report, "  {case}: {how}");
        }
        let shown = usize::try_from(number("CHAINS_SHOWN", 1)).unwrap();
        for (case, _) in cases.iter().take(shown) {
            let (story, exports, broken) = smallest(tree(seed, *case), promise, MOST_STEPS);
            let _ = writeln!(report, "{case}: {broken}\n{}", text(story.way, &exports));
        }
    }
    assert!(report.is_empty(), "{report}");
}
