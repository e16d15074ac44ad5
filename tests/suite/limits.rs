//! Limits of a file: anything over a limit is refused, and nothing below it hangs.

use std::time::{Duration, Instant};

use longrun::document::LARGEST_FILE;
use longrun::plan::{MOST_ITEMS, MOST_WEEKS};

use crate::readers::{SEASONS, can_be_told, errors, plan_faults, season_faults};
use crate::world::World;

/// Longer than any real file takes, on a slow machine.
const LONG: Duration = Duration::from_secs(10);

#[test]
fn a_file_over_one_mebibyte_is_refused_and_one_just_below_is_read() {
    let padded = |bytes: usize| {
        let season = SEASONS[1];
        format!("{season}\n#{}", "x".repeat(bytes - season.len() - 2))
    };
    assert_eq!(errors(&season_faults(&padded(LARGEST_FILE))), [] as [&str; 0]);
    let said = season_faults(&padded(LARGEST_FILE + 1));
    assert!(errors(&said).contains(&"file-too-large"), "{said:?}");
    assert_eq!(errors(&said).len(), 1, "and nothing else is said of it: {said:?}");
    let world = World::new().file("season.toml", &padded(LARGEST_FILE + 1));
    let run = world.run(["export", "season.toml", "-o", "-"]).code(1);
    run.stderr_contains("error[file-too-large]: season.toml is larger than 1 MiB\n")
        .stderr_contains("is this the right file?");
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    let deep = 100_000;
    for text in [
        format!("plan = {}", "[".repeat(deep)),
        format!("plan = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("plan = {}", "{a=".repeat(deep)),
        format!("{} = 1", vec!["a"; deep].join(".")),
        format!("[{}]\nb = 1", vec!["a"; deep].join(".")),
        format!("[[phase]]\nlong = \"{}8 km\"", "2 x (".repeat(deep)),
        format!("[workout]\na = \"{}\"", "(".repeat(deep)),
    ] {
        let began = Instant::now();
        can_be_told(&plan_faults(&text));
        can_be_told(&season_faults(&text));
        assert!(
            began.elapsed() < LONG,
            "{:?} for {}",
            began.elapsed(),
            &text[..20]
        );
    }
}

#[test]
fn the_largest_files_are_read_in_time_and_their_faults_can_be_counted() {
    let full = |line: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for number in 0.. {
            let line = line(number);
            if text.len() + line.len() > LARGEST_FILE - 100 {
                break;
            }
            text += &line;
        }
        text
    };
    let texts = [
        full(&|_| "x\n".to_owned()),
        full(&|number| format!("k{number} = 1\n")),
        full(&|number| format!("[k{number}]\n")),
        full(&|_| "[[phase]]\n".to_owned()),
        full(&|_| "[[away]]\nfrom = 2027-01-01\n".to_owned()),
        full(&|number| format!("workout.w{number} = \"w{}\"\n", number + 1)),
        full(&|number| format!("session.s{number}.kind = \"easy\"\n")),
        format!("a = [{}", full(&|_| "1 2 ".to_owned())),
        format!("a = \"{}\"", full(&|_| "\\u001b".to_owned())),
        format!("[week]\nrest = \"{}\"", full(&|_| "m ".to_owned())),
        format!("[[phase]]\nlong = \"{}\"", full(&|_| "8 km, ".to_owned())),
    ];
    for text in texts {
        let began = Instant::now();
        let said = [plan_faults(&text), season_faults(&text)].concat();
        can_be_told(&said);
        assert!(said.len() <= 202, "{} are too many to read", said.len());
        let start = text.get(..40).unwrap_or(&text);
        assert!(began.elapsed() < 2 * LONG, "{:?} for {start:?}", began.elapsed());
        eprintln!("{:?} for {start:?}", began.elapsed());
    }
}

#[test]
fn a_plan_lasts_at_most_104_weeks() {
    let plan = |weeks: u32| {
        format!(
            "[[phase]]\nname = \"Base\"\nweeks = 52\nlong = \"16 km\"\n[[phase]]\nweeks = {weeks}\nlong = \"16 km\"\n"
        )
    };
    assert_eq!(MOST_WEEKS, 104);
    assert_eq!(errors(&plan_faults(&plan(52))), [] as [&str; 0]);
    assert_eq!(errors(&plan_faults(&plan(53))), ["too-many-weeks"]);
    let of_one = |weeks: u32| format!("[[phase]]\nweeks = {weeks}\nlong = \"16 km\"\n");
    assert_eq!(errors(&plan_faults(&of_one(104))), [] as [&str; 0]);
    assert_eq!(errors(&plan_faults(&of_one(105))), ["out-of-range"]);
}

#[test]
fn a_week_holds_at_most_14_sessions_of_training() {
    let plan = |strength: u32| {
        format!("[[phase]]\nweeks = 4\nlong = 1\neasy = 4\nstrength = {strength}\nmind = 7\nfuel = 7\n")
    };
    assert_eq!(MOST_ITEMS, 14);
    assert_eq!(
        errors(&plan_faults(&plan(9))),
        [] as [&str; 0],
        "reminders do not count"
    );
    assert_eq!(errors(&plan_faults(&plan(10))), ["too-many-sessions"]);
}

#[test]
fn no_date_is_so_far_away_that_reading_hangs() {
    let began = Instant::now();
    for season in [
        "plan = \"marathon-intermediate-18\"\nstart = 1900-01-01\n[race]\ndate = 2200-12-31\n",
        "plan = [\"post-marathon-recovery\", \"marathon-intermediate-18\"]\n[race]\ndate = 2200-12-31\n[previous]\ndate = 1900-01-01\n",
        "plan = \"marathon-intermediate-18\"\n[race]\ndate = 2027-04-18\n[[away]]\nfrom = 1900-01-01\nto = 2200-12-31\n",
        "plan = \"marathon-intermediate-18\"\n[race]\ndate = 1900-01-01\n",
        "plan = \"post-marathon-recovery\"\nstart = 2200-12-31\n",
    ] {
        can_be_told(&season_faults(season));
        assert!(began.elapsed() < LONG, "{:?} for {season}", began.elapsed());
    }
}
