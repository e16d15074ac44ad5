//! How fast a calendar is written, beside the `icalendar` and `calcard` crates: the same events,
//! the same run, each from structures in memory into a buffer that it has used before.
//!
//! `cargo bench --bench writer` measures and fails below the promised ratios;
//! `cargo bench --bench writer -- --test` writes once and promises nothing about time.
#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use calcard::icalendar::ICalendar;
use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use longrun::color::Color;
use longrun::ical::{Calendar, Event, Location, RevisionNotes, Status, When, Zone};

/// Events of one feed: a season, and a rest day here and there.
const EVENTS: usize = 200;
/// Feeds that a round writes.
const FEEDS: usize = 500;
/// Feeds that differ; a round goes through them again and again. All of them fit in memory in the
/// form of every crate, and none in a processor's fast caches.
const DISTINCT: usize = 10;
/// Rounds, each of all three writers, one after the other.
const ROUNDS: usize = 9;
/// How many times as many events a second as `icalendar` and as `calcard`, at the least.
const PROMISED: [f64; 2] = [12.0, 8.0];

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--test");
    let (feeds, rounds) = if quick { (DISTINCT, 1) } else { (FEEDS, ROUNDS) };
    let ours: Vec<Calendar> = (0..DISTINCT).map(|runner| feed(runner, EVENTS)).collect();
    let bytes: Vec<String> = ours
        .iter()
        .map(|feed| String::from_utf8(feed.to_bytes()).unwrap_or_default())
        .collect();
    let theirs: Vec<icalendar::Calendar> = bytes.iter().filter_map(|feed| feed.parse().ok()).collect();
    let others: Vec<ICalendar> = bytes
        .iter()
        .filter_map(|feed| ICalendar::parse(feed).ok())
        .collect();
    if theirs.len() != DISTINCT || others.len() != DISTINCT {
        println!("FAIL: another crate cannot read our feeds");
        return ExitCode::FAILURE;
    }
    println!(
        "{feeds} feeds of {EVENTS} events, {} octets an event, {rounds} round(s)",
        bytes.iter().map(String::len).sum::<usize>() / (DISTINCT * EVENTS)
    );

    let (mut buffer, mut text) = (Vec::new(), String::new());
    let mut rates = [const { Vec::<f64>::new() }; 3];
    for round in 0..=rounds {
        let seconds = [
            timed(feeds, |feed| {
                buffer.clear();
                ours[feed].write_to(&mut buffer);
                black_box(&buffer);
            }),
            timed(feeds, |feed| {
                text.clear();
                write!(text, "{}", theirs[feed]).unwrap_or_default();
                black_box(&text);
            }),
            timed(feeds, |feed| {
                text.clear();
                others[feed].write_to(&mut text).unwrap_or_default();
                black_box(&text);
            }),
        ];
        // The first round warms up.
        if round > 0 || quick {
            for (rates, seconds) in rates.iter_mut().zip(seconds) {
                rates.push((feeds * EVENTS) as f64 / seconds);
            }
        }
    }

    let faster = [1, 2].map(|other| {
        // Round by round, so that a busy machine slows both sides of a ratio.
        median(
            rates[0]
                .iter()
                .zip(&rates[other])
                .map(|(ours, theirs)| ours / theirs)
                .collect(),
        )
    });
    let [longrun, icalendar, calcard] = rates.map(median);
    println!("longrun    {longrun:>10.0} events/s");
    println!(
        "icalendar  {icalendar:>10.0} events/s  longrun is {:>5.1} times as fast",
        faster[0]
    );
    println!(
        "calcard    {calcard:>10.0} events/s  longrun is {:>5.1} times as fast",
        faster[1]
    );
    let few = allocations_of(&feed(0, EVENTS));
    let many = allocations_of(&feed(0, 10 * EVENTS));
    println!("allocations of a feed: {few}, of one with ten times the events: {many}");

    let fast = quick || (faster[0] >= PROMISED[0] && faster[1] >= PROMISED[1]);
    if !fast {
        println!(
            "FAIL: less than {} times icalendar or {} times calcard",
            PROMISED[0], PROMISED[1]
        );
    }
    if many > few {
        println!("FAIL: the number of allocations grows with the events");
    }
    if fast && many <= few {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The seconds that it takes to write so many feeds.
fn timed(feeds: usize, mut write: impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    for feed in 0..feeds {
        write(feed % DISTINCT);
    }
    start.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_unstable_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// How often writing a calendar allocates when the buffer is large enough.
fn allocations_of(feed: &Calendar) -> usize {
    let mut buffer = feed.to_bytes();
    buffer.clear();
    let before = counting::allocations();
    feed.write_to(&mut buffer);
    counting::allocations() - before
}

/// One runner's season, in the words of a real one.
fn feed(runner: usize, events: usize) -> Calendar {
    Calendar {
        name: format!("Road to the marathon of runner {runner}"),
        description: Some("18 weeks, four days a week, from the first run to the race.".to_owned()),
        url: Some(format!("https://longrun.example/seasons/{runner}")),
        source: Some(format!("https://longrun.example/feed/{runner}/plan.ics")),
        color: Color::new("seagreen"),
        zone: Zone::new("Europe/Berlin"),
        revised: DateTime::UNIX_EPOCH + Days::new(20_774),
        refresh: 60,
        dropped: None,
        own: Vec::new(),
        hidden: Vec::new(),
        events: (0..events).map(|day| event(runner, day)).collect(),
    }
}

fn event(runner: usize, day: usize) -> Event {
    let date = NaiveDate::default() + Days::new(20_774 + day as u64 % 400);
    let week = day / 7 % 18 + 1;
    let zone = Zone::new("Europe/Berlin").filter(|_| !day.is_multiple_of(4));
    let time = NaiveTime::from_hms_opt(6 + day as u32 % 14, 30, 0).unwrap_or_default();
    Event {
        uid: format!("season-{runner}-marathon-w{week}-medium-long-{day}@longrun"),
        stamp: DateTime::UNIX_EPOCH + Days::new(20_774),
        sequence: day as u32 % 3,
        when: match zone {
            Some(zone) => When::Timed {
                date,
                time,
                zone,
                minutes: 95,
            },
            None => When::AllDay { first: date, days: 1 },
        },
        summary: format!("Medium-long run {} km, with 6 × 100 m strides", 12 + day % 9),
        description: format!(
            "Week {week} of 18, {} days to the race.\n\nRun easily, at 5:30–6:10 min/km; the last 3 km may be at \
             marathon pace (4:58), if the legs allow.\nThen 6 × 100 m strides, with a full walk back between them.\n\
             This week: 62 km on 5 days; the long run is on Sunday, 24 km.",
            126 - day % 126
        ),
        link: Some(format!(
            "https://longrun.example/seasons/{runner}/weeks/{week}#day-{day}"
        )),
        location: day.is_multiple_of(5).then(|| Location {
            name: "Volkspark, east gate".to_owned(),
            geo: Some((52.527_4, 13.435_9)),
        }),
        categories: vec!["Running".to_owned(), "Medium-long run".to_owned()],
        busy: zone.is_some(),
        status: if day % 50 == 49 {
            Status::Cancelled
        } else {
            Status::Confirmed
        },
        alarm: None,
        color: None,
        notes: RevisionNotes::default(),
    }
}

/// An allocator that counts.
mod counting {
    #![expect(
        unsafe_code,
        reason = "an allocator cannot be written without it; this one only counts"
    )]

    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    struct Counting;

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;

    static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

    /// Allocations so far, of this program's only thread.
    pub(super) fn allocations() -> usize {
        ALLOCATIONS.load(Relaxed)
    }

    fn count() {
        // One thread: no need to slow down those who allocate much by a locked addition.
        ALLOCATIONS.store(ALLOCATIONS.load(Relaxed) + 1, Relaxed);
    }

    // SAFETY: every call goes to the system's allocator as it came.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            count();
            // SAFETY: the caller keeps the contract, which is the same.
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
            // SAFETY: as above.
            unsafe { System.dealloc(memory, layout) }
        }

        unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            count();
            // SAFETY: as above.
            unsafe { System.realloc(memory, layout, size) }
        }
    }
}
