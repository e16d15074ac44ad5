//! Sessions and texts that overlays, daily reminders, notes and named workouts add to a season.

use chrono::Datelike;
use longrun::plan::{SessionKind, WORKOUTS};
use longrun::schedule::{Kind, Schedule, Session};

use crate::seasons::plan;
use crate::world::World;

const SPRING: &str = "plan = \"marathon-intermediate-18\"\nrace.date = 2027-04-18\n";

fn with(line: &str) -> Schedule {
    plan(&format!("{line}\n{SPRING}")).schedule
}

fn sessions(schedule: &Schedule) -> impl Iterator<Item = &Session> {
    schedule.days.iter().flat_map(|day| &day.sessions)
}

/// The number of `wanted` sessions in each week.
fn weekly(schedule: &Schedule, wanted: impl Fn(&Session) -> bool) -> Vec<usize> {
    let in_week = |week: usize| {
        let days = schedule.days.iter().filter(|day| day.week == week);
        days.flat_map(|day| &day.sessions).filter(|it| wanted(it)).count()
    };
    (0..schedule.weeks.len()).map(in_week).collect()
}

fn is(kind: SessionKind) -> impl Fn(&Session) -> bool {
    move |session| session.kind == Kind::Session(kind)
}

#[test]
fn an_overlay_adds_its_sessions_and_no_running() {
    let without = with("");
    for line in [
        "also = [\"mind-and-fuel\", \"strength-2x\", \"post-season-appointments\"]",
        "focus = [\"technique\", \"kick\", \"endurance\"]",
        "focus = [\"strength\", \"cramps\", \"wall\"]",
        "focus = [\"pain\"]",
        "focus = [\"hips\"]",
    ] {
        let schedule = with(line);
        for week in 0..schedule.weeks.len() {
            let (got, planned) = (schedule.run_in_week(week), without.run_in_week(week));
            assert_eq!(got, planned, "{line}: week {}", week + 1);
        }
        assert!(sessions(&schedule).count() > sessions(&without).count(), "{line}");
    }
    let schedule = with("also = [\"mind-and-fuel\"]");
    let meals = weekly(&schedule, |it| it.title == "Plan the week's meals");
    assert_eq!(meals, [1; 18]);
}

#[test]
fn a_week_is_filled_up_and_not_doubled() {
    let strength = |line: &str| weekly(&with(line), is(SessionKind::Strength));
    let (without, filled) = (strength(""), strength("also = [\"strength-2x\"]"));
    assert_eq!(
        without[..16],
        filled[..16],
        "the plan has what the overlay asks for"
    );
    assert_eq!(
        (without[16..].to_vec(), filled[16..].to_vec()),
        (vec![0, 0], vec![1, 0])
    );
    let bare = |also: &str| {
        let season = format!("{also}\nplan = \"offseason-7day-half\"\nstart = 2026-11-30\n");
        weekly(&plan(&season).schedule, |it| {
            it.role.session == "strides" || it.strides
        })
    };
    assert_eq!(bare(""), [1, 1, 1, 2, 1, 1, 1, 2]);
    assert_eq!(bare("focus = [\"kick\"]"), [2; 8]);
}

#[test]
fn an_overlay_applies_to_the_phases_it_names() {
    let schedule = with("focus = [\"technique\"]");
    let drills = weekly(&schedule, |it| it.role.session == "drills");
    assert_eq!(drills[..12], [2; 12], "base and build");
    assert_eq!(drills[12..], [0; 6], "peak and taper");
    let said: Vec<usize> = weekly(&schedule, |it| {
        it.notes.iter().any(|note| note.contains("cadence"))
    });
    assert!(said[..6].iter().all(|count| *count >= 2), "{said:?}");
    assert!(said[6..].iter().all(|count| *count == 0), "{said:?}");
}

#[test]
fn one_easy_run_becomes_a_medium_one() {
    let (without, schedule) = (with(""), with("focus = [\"endurance\"]"));
    let runs = |schedule: &Schedule| {
        weekly(
            schedule,
            |it| matches!(it.kind, Kind::Session(kind) if kind.is_run()),
        )
    };
    assert_eq!(runs(&without), runs(&schedule));
    let medium = weekly(&schedule, |it| it.role.session == "second-medium");
    assert!(medium[..12].iter().sum::<usize>() >= 10, "{medium:?}");
    let roles: std::collections::BTreeSet<_> = sessions(&schedule).map(|it| it.role.clone()).collect();
    assert_eq!(
        roles.len(),
        sessions(&schedule).count(),
        "every session has a role of its own"
    );
}

#[test]
fn daily_reminders_are_on_every_day_except_race_days_and_days_away() {
    let away = "[[away]]\nfrom = 2027-02-01\nto = 2027-02-03\n";
    let schedule = plan(&format!("also = [\"mind-and-fuel\"]\n{SPRING}{away}")).schedule;
    for day in &schedule.days {
        let daily = day.sessions.iter().filter(|it| it.title == "Mindfulness").count();
        let free = day.away.is_some() || day.sessions.iter().any(Session::is_race);
        assert_eq!(daily, usize::from(!free), "{}", day.date);
    }
    assert!(schedule.days.iter().any(|day| day.away.is_some()));
}

#[test]
fn appointments_have_their_windows_after_the_race_behind() {
    let season = "plan = [\"post-marathon-recovery\", \"maintenance-20-40\", \"marathon-intermediate-18\"]\n\
        also = [\"post-season-appointments\"]\nrace.date = 2027-04-18\nprevious.date = 2026-10-18\n";
    let schedule = plan(season).schedule;
    let race: chrono::NaiveDate = "2026-10-18".parse().expect("a date");
    for (title, days) in [
        // The recovery plan has these two of its own.
        ("Massage", 3..=5),
        ("Physiotherapist", 14..=21),
        ("Doctor, check-up", 7..=14),
        ("Chiropractor (optional)", 14..=21),
        ("Dietitian", 14..=35),
        ("Running coach, video of your stride", 21..=42),
    ] {
        let on: Vec<i64> = schedule
            .days
            .iter()
            .filter(|day| day.sessions.iter().any(|it| it.title == title))
            .map(|day| (day.date - race).num_days())
            .collect();
        assert_eq!(on.len(), 1, "{title}");
        assert!(days.contains(&on[0]), "{title} on D+{}", on[0]);
        let day = race + chrono::Days::new(on[0].unsigned_abs());
        assert!(
            day.weekday().number_from_monday() <= 5,
            "{title} is on a {}",
            day.weekday()
        );
    }
}

#[test]
fn a_family_day_is_free_of_training() {
    let season = "plan = \"eight-tips-reset\"\nstart = 2026-11-30\n";
    let schedule = plan(season).schedule;
    let family: Vec<_> = schedule
        .days
        .iter()
        .filter(|day| day.sessions.iter().any(|it| it.title == "Family day"))
        .collect();
    let weekdays: Vec<_> = family.iter().map(|day| day.date.weekday()).collect();
    assert_eq!(weekdays, [chrono::Weekday::Sat, chrono::Weekday::Sun]);
    for day in family {
        let training = |it: &Session| matches!(it.kind, Kind::Session(kind) if kind.is_training());
        assert!(!day.sessions.iter().any(training), "{:?}", day.sessions);
    }
}

#[test]
fn an_event_says_what_to_do_in_it() {
    let run = World::new()
        .run([
            "export",
            "marathon-intermediate-18",
            "--race",
            "2027-04-18",
            "--also",
            "post-season-appointments,mind-and-fuel",
            "--previous",
            "2026-11-15",
            "--at",
            "sun 08:00",
            "--zone",
            "Europe/Berlin",
            "-o",
            "-",
        ])
        .code(0);
    let text = run.stdout.replace("\r\n ", "");
    for wanted in [
        "SUMMARY:Strength A\\, legs\\, 45 min",
        "DESCRIPTION:3 × 8 squats\\, or step-ups\\n3 × 8 lunges",
        "SUMMARY:Massage\\, 1 h",
        "Drink a glass or two an hour before you start.",
        "Practise race fuelling",
        "TRIGGER:-PT1H15M",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn every_named_workout_has_instructions_and_accepts_another_time() {
    let guided: Vec<_> = WORKOUTS
        .names()
        .filter_map(|name| Some((name, WORKOUTS.get(name)?)))
        .filter(|(_, workout)| workout.guide().is_some())
        .collect();
    assert!(guided.len() > 35, "{}", guided.len());
    for (name, workout) in guided {
        assert!(
            workout.guide().is_some_and(|guide| !guide.title.is_empty()),
            "{name}"
        );
        if workout.activity().is_some() && name != "strength-light" {
            let library = |name: &str| WORKOUTS.get(name).cloned();
            let longer = longrun::workout::Workout::parse(&format!("{name} 55 min"), &library);
            let longer = longer.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(longer.to_string(), format!("{name} 55 min"));
            assert_eq!(longer.guide(), workout.guide());
        }
    }
    for name in [
        "strength-a",
        "strength-b",
        "core",
        "hip-mobility",
        "technique-drills",
    ] {
        let guide = WORKOUTS.get(name).and_then(|workout| workout.guide());
        let exercises = guide.map_or(0, |guide| guide.exercises.len());
        assert!(exercises >= 4, "{name} has {exercises} exercises");
    }
}

#[test]
fn plans_are_filtered_by_what_they_are() {
    let names = |arguments: &[&str]| {
        let mut all = vec!["plans"];
        all.extend(arguments);
        let run = World::new().run(all).code(0);
        let names: Vec<String> = run
            .stdout
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| name.contains('-') && !name.starts_with('`'))
            .map(str::to_owned)
            .collect();
        names
    };
    let all = names(&[]);
    assert!(
        all.contains(&"mind-and-fuel".to_owned()) && all.contains(&"marathon-intermediate-18".to_owned())
    );
    let marathon = names(&["--goal", "marathon", "--level", "intermediate"]);
    assert!(marathon.contains(&"marathon-intermediate-18".to_owned()));
    assert!(!marathon.contains(&"maintenance-20-40".to_owned()));
    let long = names(&["--goal", "marathon", "--weeks", "29"]);
    assert!(
        !long.contains(&"marathon-intermediate-18".to_owned()),
        "28 weeks are its most"
    );
    assert!(names(&["--weeks", "28"]).contains(&"marathon-intermediate-18".to_owned()));
    assert!(
        !names(&["--days", "4"]).contains(&"marathon-intermediate-18".to_owned()),
        "it has five runs"
    );
    assert!(names(&["--days", "5"]).contains(&"marathon-intermediate-18".to_owned()));
    assert!(!names(&["--goal", "none"]).contains(&"mind-and-fuel".to_owned()));
    let wanted = [
        ("10k", "novice", "10k-novice-10"),
        ("5k", "novice", "5k-low-10"),
        ("5k", "advanced", "5k-advanced-12"),
        ("10k", "advanced", "10k-advanced-12"),
        ("half", "advanced", "half-advanced-14"),
        ("mile", "intermediate", "mile-10"),
        ("50 km", "intermediate", "trail-50k-18"),
    ];
    for (goal, level, name) in wanted {
        assert!(names(&["--goal", goal, "--level", level]).contains(&name.to_owned()));
    }
    for (goal, name) in [("half", "half-3-days-14"), ("marathon", "marathon-3-days-18")] {
        assert!(names(&["--goal", goal, "--days", "3"]).contains(&name.to_owned()));
    }
    let season = "season-to-spring-half".to_owned();
    assert!(
        names(&["--weeks", "30", "--goal", "half"]).contains(&season),
        "a plan made of plans lasts as long as they do"
    );
    assert!(!names(&["--weeks", "80"]).contains(&season));
    assert!(
        !names(&["--days", "4"]).contains(&season),
        "half-12 has five runs"
    );
    assert!(names(&["--days", "5"]).contains(&season));
    World::new()
        .run(["plans", "--goal", "haf"])
        .code(2)
        .stderr_contains("did you mean `half`?");
}

#[test]
fn a_plan_is_drawn_week_by_week() {
    let run = World::new().run(["plans", "marathon-intermediate-18"]).code(0);
    let bars: Vec<&str> = run.stdout.lines().filter(|line| line.contains("──")).collect();
    assert_eq!(bars.len(), 18, "{}", run.stdout);
    let week = bars.iter().find(|line| line.trim_start().starts_with("13 "));
    let words: Vec<&str> = week.map_or_else(Vec::new, |line| line.split_whitespace().collect());
    assert_eq!(words[..4], ["13", "Peak", "75.5", "30"]);
    let json = World::new()
        .run(["plans", "marathon-intermediate-18", "--json"])
        .code(0);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(value["typical_weeks"].as_array().map(Vec::len), Some(18));
    assert_eq!(value["typical_weeks"][12]["run"], 75_500);
}

#[test]
fn only_an_overlay_may_be_without_phases() {
    let once = "[[once]]\nworkout = \"massage\"\nafter_start = \"1-3 days\"\n";
    World::new()
        .file("plan.toml", &format!("overlay = false\n{once}"))
        .run(["check", "plan.toml"])
        .code(1)
        .stderr_contains("the plan has no phase");
    World::new()
        .file("plan.toml", &format!("overlay = true\n{once}"))
        .file(
            "season.toml",
            "plan = \"offseason-7day-half\"\nalso = \"plan.toml\"\nstart = 2026-11-30\n",
        )
        .run(["check", "plan.toml", "season.toml"])
        .code(0)
        .stdout_contains("plan.toml  an overlay");
    World::new()
        .run(["show", "focus-wall", "--start", "2026-11-30"])
        .code(1)
        .stderr_contains("is an overlay; put it in `also`");
}

#[test]
fn the_text_of_an_event_does_not_begin_with_its_title_nor_hold_syntax() {
    let world = World::new();
    for season in [
        ["marathon-novice-20", "--race=2027-04-19", "--also=mind-and-fuel"],
        [
            "eight-tips-reset",
            "--start=2026-12-07",
            "--also=post-season-appointments",
        ],
    ] {
        let run = world
            .run(["export", season[0], season[1], season[2], "-o", "-"])
            .code(0);
        let unfolded = run.stdout.replace("\r\n ", "");
        let events: Vec<&str> = unfolded.split("BEGIN:VEVENT").skip(1).collect();
        assert!(events.len() > 10);
        for event in events {
            let of = |key: &str| {
                event
                    .lines()
                    .find_map(|line| line.strip_prefix(key))
                    .unwrap_or("")
            };
            let (title, text) = (of("SUMMARY:"), of("DESCRIPTION:"));
            let first = text.split("\\n").next().unwrap_or("");
            assert!(!first.eq_ignore_ascii_case(title), "{event}");
            assert!(!text.contains(" = ") && !text.contains("focus:"), "{event}");
        }
    }
}
