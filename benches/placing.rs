//! How fast a season is placed: from a season in memory to its schedule, with everything that
//! [`longrun::schedule::schedule`] does.
//!
//! `cargo bench --bench placing` measures and fails above the promised times;
//! `cargo bench --bench placing -- --test` places each season once and promises nothing about time.
#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use longrun::diagnostic::{Code, Faults, Source, Style, render};
use longrun::document::parse;
use longrun::plan::{built_in, read as read_plan};
use longrun::schedule::{PlacementInputs, Schedule, schedule};
use longrun::season;

/// Milliseconds that the 18-week plan may take.
const EIGHTEEN_WEEKS: f64 = 2.0;
/// Milliseconds that [`worst`] may take.
const WORST: f64 = 300.0;
/// How much longer twice the weeks may take: 2 is linear, 4 is quadratic.
const DOUBLED: f64 = 2.8;
/// Weeks that time is looked at, each twice the one before.
const LENGTHS: [usize; 4] = [13, 26, 52, 104];

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--test");
    let seasons: Result<Vec<(String, PlacementInputs)>, String> = seasons();
    let seasons = match seasons {
        Ok(seasons) => seasons,
        Err(faults) => {
            println!("FAIL: the bench's own seasons have faults\n{faults}");
            return ExitCode::FAILURE;
        }
    };
    let mut times = Vec::new();
    for (name, season) in &seasons {
        let (placed, faults) = placed(season);
        if placed.weeks.is_empty() {
            println!("FAIL: {name} has no weeks");
            return ExitCode::FAILURE;
        }
        let sure = faults
            .into_sorted()
            .into_iter()
            .find(|one| one.code() == Code::SearchBudget);
        let sure = sure.map_or_else(|| "exact".to_owned(), |note| note.message());
        let time = milliseconds(season, quick);
        println!("{name:<44} {time:>8.2} ms  {}; {sure}", size(&placed));
        times.push(time);
    }
    let mut passed = true;
    let mut limit = |name: &str, time: f64, most: f64, unit: &str| {
        if !quick && time > most {
            println!("FAIL: {name}: {time:.2} and not {most}{unit} at most");
            passed = false;
        }
    };
    limit("18 weeks", times[0], EIGHTEEN_WEEKS, " ms");
    limit("the worst season", times[1], WORST, " ms");
    for (pair, weeks) in times[2..].windows(2).zip(LENGTHS) {
        let ratio = pair[1] / pair[0];
        println!("{weeks:>3} to {:>3} weeks: {ratio:.2} times as long", 2 * weeks);
        limit("twice the weeks", ratio, DOUBLED, " times the time");
    }
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn placed(season: &PlacementInputs) -> (Schedule, Faults) {
    let faults = Faults::new();
    let placed = schedule(season, &faults);
    (placed, faults)
}

/// How much there is in a schedule.
fn size(schedule: &Schedule) -> String {
    let sessions: usize = schedule.days.iter().map(|day| day.sessions.len()).sum();
    let left_out = schedule.left_out.len();
    format!(
        "{} weeks, {sessions} sessions, {left_out} left out",
        schedule.weeks.len()
    )
}

/// The median of one placing.
fn milliseconds(season: &PlacementInputs, quick: bool) -> f64 {
    let mut times: Vec<f64> = Vec::new();
    let begun = Instant::now();
    // At least five, and as many as a second and a half holds.
    while times.len() < 5 || (begun.elapsed().as_secs_f64() < 1.5 && times.len() < 400) {
        let start = Instant::now();
        black_box(placed(black_box(season)));
        times.push(start.elapsed().as_secs_f64() * 1e3);
        if quick {
            break;
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// All seasons, in the order in which [`main`] looks at them.
fn seasons() -> Result<Vec<(String, PlacementInputs)>, String> {
    let mut seasons = vec![
        (
            "18 weeks of 10 to 12 items".to_owned(),
            read(&full(18), &race_in(18))?,
        ),
        ("worst: 104 weeks of 14 items, tangled".to_owned(), worst()?),
    ];
    for weeks in LENGTHS {
        seasons.push((
            format!("{weeks} weeks of 10 to 12 items"),
            read(&full(weeks), &race_in(weeks))?,
        ));
    }
    Ok(seasons)
}

/// Reads a plan and a season of it.
fn read(plan: &str, season: &str) -> Result<PlacementInputs, String> {
    let faults = Faults::new();
    let mut library = built_in();
    let source = Source::new("bench.toml", plan);
    library.add("bench", source.clone());
    let _ = read_plan("bench", &source, &faults);
    let read = season::read(
        &parse(&Source::new("season.toml", season), &faults),
        &library,
        &faults,
    );
    let inputs = read.map(|(season, facts)| PlacementInputs::new(season, facts));
    inputs.ok_or_else(|| {
        faults
            .into_sorted()
            .iter()
            .map(|fault| render(fault, Style::Plain))
            .collect()
    })
}

/// The first Monday of all seasons here.
fn first() -> NaiveDate {
    NaiveDate::default() + Days::new(20_780)
}

fn race_in(weeks: usize) -> String {
    let race = first() + Days::new(weeks as u64 * 7 - 1);
    format!("plan = \"bench\"\nstart = {}\n[race]\ndate = {race}\n", first())
}

/// A marathon plan of so many weeks with everything that a week may hold: every week of it has 10 to
/// 12 items but the race's own.
fn full(weeks: usize) -> String {
    let workouts = [
        "cruise-3x6",
        "cruise-4x6",
        "tempo-20",
        "vo2-4x1000",
        "hills-8x45",
        "fartlek-8x1-1",
    ];
    let mut rows = String::new();
    for week in 0..weeks - 3 {
        let cutback = week % 4 == 3;
        let long = 18 + week * 12 / weeks - if cutback { 4 } else { 0 };
        let volume = 50 + week * 25 / weeks - if cutback { 12 } else { 0 };
        let workout = workouts[week % workouts.len()];
        let extra = ["", ", strength = 1", ", cross = 0"][week % 3];
        let _ = writeln!(
            rows,
            "  {{ volume = \"{volume} km\", long = \"{long} km\", medium = \"{} km\", quality = \"{workout}\", \
             cutback = {cutback}{extra} }},",
            10 + week * 6 / weeks
        );
    }
    format!(
        "{HEAD}[[phase]]\nname = \"Build\"\nkind = \"build\"\nweeks = {}\neasy = 2\nstrides = 2\nstrength = 2\n\
         cross = 1\nmobility = [\"mobility 15 min\", \"mobility 15 min\"]\nrest = 1\nweek = [\n{rows}]\n{TAPER}",
        weeks - 3
    )
}

/// The head of the plans here.
const HEAD: &str = r#"
title    = "A full marathon plan"
goal     = "marathon"
summary  = "A plan to measure with."
volume   = { peak = "75 km", range = "60-90 km" }
needs    = { weekly = "45 km", longest = "18 km" }
long_cap = "180 min"
vdot     = 45
[session.quality]
on = ["tue"]
[session.medium]
on = ["thu"]
[session.easy]
on = ["wed", "sat", "tue"]
[session.strides]
on = ["sat", "wed"]
[session.strength]
on = ["tue", "thu"]
[session.cross]
on = ["mon"]
[session.rest]
on = ["fri"]
"#;

const TAPER: &str = r#"
[[phase]]
name     = "Taper"
kind     = "taper"
weeks    = 3
easy     = 2
strides  = 1
rest     = 2
week = [
  { volume = "60 km",   long = "22 km", medium = "12 km", quality = "cruise-3x8", strength = 1 },
  { volume = "44.5 km", long = "15 km", medium = "9 km", quality = "mp-8k" },
  { volume = "27.5 km", quality = "mp-sharp-3k", shakeout = "4 km easy + 4 x 20 s strides / 60 s walk" },
]
"#;

/// A season at the limits of what may be read, built to be hard: 104 weeks of 14 items, of which no
/// two look alike to the search, with more to do than there is room for, windows that the longer runs
/// fit and do not fit in turn, and days away in two weeks of three.
fn worst() -> Result<PlacementInputs, String> {
    let mut random = Random(7);
    let workouts = [
        "cruise-3x6",
        "tempo-20",
        "vo2-4x1000",
        "hills-8x45",
        "fartlek-8x1-1",
        "cruise-4x8",
    ];
    let mut rows = String::new();
    for week in 0..101 {
        let one = workouts[random.below(6)];
        let other = workouts[random.below(6)];
        let _ = writeln!(
            rows,
            "  {{ volume = \"{} km\", long = \"{} km\", medium = [\"{} km\", \"{} km\"], quality = [\"{one}\", \
             \"{other}\"], easy = {}, cutback = {} }},",
            60 + random.below(15),
            17 + random.below(12),
            9 + random.below(9),
            9 + random.below(9),
            3,
            week % 4 == 3
        );
    }
    let plan = format!(
        "{HEAD}[[phase]]\nname = \"Build\"\nkind = \"build\"\nweeks = 101\nstrides = 2\nstrength = 2\ncross = 2\n\
         rest = 2\nweek = [\n{rows}]\n{TAPER}"
    );
    let mut season = race_in(104);
    season.push_str(
        "[week]\nlong = \"sat sun\"\nmedium = \"wed thu\"\nmon = [\"06:00-07:10\"]\nwed = [\"06:00-07:30\"]\n\
         thu = [\"17:30-19:30\"]\nfri = [\"06:00-06:50\"]\nsat = [\"07:00-09:30\"]\n",
    );
    for week in 0..104 {
        if week % 3 == 2 {
            continue;
        }
        let from = first() + Days::new(week * 7 + random.below(7) as u64);
        let to = from + Days::new(random.below(3) as u64);
        let still = [r#"["easy", "strength"]"#, r#"["strength", "cross"]"#, "[]"][random.below(3)];
        let _ = writeln!(season, "[[away]]\nfrom = {from}\nto = {to}\nstill = {still}");
    }
    read(&plan, &season)
}

/// A generator of numbers that are the same everywhere (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % end
    }
}
