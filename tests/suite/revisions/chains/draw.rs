//! Seasons and edits by chance: every built-in plan with all that can stand around it.

use std::sync::LazyLock;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use longrun::diagnostic::Faults;
use longrun::plan::{PhaseKind, built_in};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::season_file::SeasonFile;
use super::wishes::{CLUBS, SETTINGS, Wish};

/// A season and all that its runner does with it.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) way: Way,
    first: DateTime<Utc>,
    plan: &'static str,
    /// The days to the race, or since the season has begun.
    lead: u64,
    wishes: Vec<Wish>,
    pub(super) steps: Vec<Step>,
}

/// The way in which a calendar is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Way {
    /// Onto a file.
    File,
    /// By a server, for a runner.
    Feed,
}

/// One more export.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The hours since the last one.
    pub(super) hours: i64,
    /// Written into the file before it; often nothing.
    pub(super) wishes: Vec<Wish>,
    /// The wishes of the last step are taken back first.
    pub(super) undo: bool,
}

/// All plans as values of `plan`, and some of them in a row.
static PLANS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let library = built_in();
    let names = library.names().map(|name| format!("\"{name}\""));
    let rows = [
        "[\"base-8\", \"half-12\"]",
        "[\"maintenance-20-40\", \"10k-12\"]",
        "[\"recovery\", \"maintenance-20-40\"]",
    ];
    names.chain(rows.map(str::to_owned)).collect()
});

/// Plans of few weeks, which are placed in no time.
const SHORT: [&str; 12] = [
    "\"first-5k-8\"",
    "\"5k-10\"",
    "\"five-fundamentals\"",
    "\"post-half-recovery\"",
    "\"offseason-7day-half\"",
    "\"eight-tips-reset\"",
    "\"post-10k-recovery\"",
    "\"base-8\"",
    "\"post-5k-recovery\"",
    "\"10k-12\"",
    "\"offseason-7day-marathoner\"",
    "\"half-12\"",
];

impl Story {
    /// The moment of the first export.
    pub(super) fn begins(&self) -> DateTime<Utc> {
        self.first
    }

    /// The file at the first export.
    pub(super) fn file(&self) -> SeasonFile {
        let mut file = SeasonFile::default();
        let today = self.first.date_naive();
        let name = self.plan.trim_matches('"');
        let faults = Faults::new();
        let plan = built_in().plan(name, &faults);
        let is_overlay = plan.as_ref().is_some_and(|plan| plan.overlay);
        let has_race = self.plan.contains("half-12") || self.plan.contains("10k-12");
        let recovers = plan.as_ref().is_some_and(|plan| {
            plan.phases
                .first()
                .is_some_and(|phase| phase.kind == PhaseKind::Recovery)
        });
        if is_overlay {
            file.set("plan", Some("\"five-fundamentals\"".to_owned()));
            file.set("also", Some(format!("[{}]", self.plan)));
        } else {
            file.set("plan", Some(self.plan.to_owned()));
        }
        if has_race || plan.as_ref().is_some_and(|plan| plan.goal.is_some()) {
            file.set("race.date", Some((today + Days::new(self.lead)).to_string()));
        } else if recovers || self.plan.contains("recovery") {
            file.set(
                "previous.date",
                Some((today - Days::new(self.lead % 14)).to_string()),
            );
            let race = name
                .strip_prefix("post-")
                .and_then(|race| race.strip_suffix("-recovery"));
            file.set(
                "previous.distance",
                Some(format!("\"{}\"", race.unwrap_or("half"))),
            );
        } else {
            file.set("start", Some((today - Days::new(self.lead % 21)).to_string()));
        }
        // A wish that makes the file wrong is none.
        for wish in &self.wishes {
            let before = file.clone();
            wish.write(&mut file, today, &[]);
            if super::season_file::read(&file.text()).is_none() {
                file = before;
            }
        }
        file
    }
}

pub(super) fn stories() -> impl Strategy<Value = Story> {
    let plans = || {
        let all: Vec<&'static str> = PLANS.iter().map(String::as_str).collect();
        prop_oneof![2 => select(SHORT.to_vec()), 1 => select(all)]
    };
    let way = prop_oneof![3 => Just(Way::File), 1 => Just(Way::Feed)];
    let first = (0..40_i64, 0..24_i64).prop_map(|(days, hours)| {
        let day: NaiveDate = "2026-11-20".parse().unwrap();
        day.and_hms_opt(8, 0, 0).unwrap().and_utc() + TimeDelta::hours(days * 24 + hours)
    });
    let wishes = vec(prop_oneof![5 => settings(), 2 => dated()], 0..9);
    let steps = vec(steps(plans().boxed()), 2..9);
    (way, first, plans(), 8..80_u64, wishes, steps).prop_map(|(way, first, plan, lead, wishes, steps)| {
        Story {
            way,
            first,
            plan,
            lead,
            wishes,
            steps,
        }
    })
}

fn steps(plans: BoxedStrategy<&'static str>) -> impl Strategy<Value = Step> {
    let hours = prop_oneof![3 => Just(0), 1 => 1..24_i64, 4 => 24..240_i64];
    let one = || {
        prop_oneof![
            6 => settings(),
            6 => dated(),
            1 => plans.clone().prop_map(|plan| Wish::Set("plan", Some(plan))),
        ]
    };
    let wishes = prop_oneof![2 => Just(Vec::new()), 5 => vec(one(), 1), 1 => vec(one(), 2)];
    (hours, wishes, prop::bool::weighted(0.15)).prop_map(|(hours, wishes, undo)| Step { hours, wishes, undo })
}

fn settings() -> impl Strategy<Value = Wish> {
    let all: Vec<(&'static str, Option<&'static str>)> = SETTINGS
        .iter()
        .flat_map(|(key, values)| {
            [None]
                .into_iter()
                .chain(values.iter().copied().map(Some))
                .map(|value| (*key, value))
        })
        .collect();
    // Evenly by key: one with many values is not drawn more often.
    let keys = select((0..SETTINGS.len()).collect::<Vec<usize>>());
    keys.prop_flat_map(move |index| {
        let key = SETTINGS[index].0;
        let values: Vec<_> = all.iter().filter(|(own, _)| *own == key).copied().collect();
        select(values).prop_map(|(key, value)| Wish::Set(key, value))
    })
}

/// Wishes that have to do with the day on which they are written.
fn dated() -> impl Strategy<Value = Wish> {
    let why = select(vec!["busy", "ill", "injured"]);
    let shift = prop_oneof![2 => 1..9_i64, 1 => Just(7), 1 => -7..0_i64, 1 => 9..46_i64];
    let distance = select(vec!["10k", "5k", "half"]);
    prop_oneof![
        4 => shift.prop_map(Wish::PutOff),
        1 => option::of(-30..3_i64).prop_map(Wish::Start),
        1 => (option::of(-14..10_i64), option::of(3..40_i64)).prop_map(|(from, to)| Wish::Window(from, to)),
        3 => (-3..40_i64, 0..8_u64).prop_map(|(from, days)| Wish::Away(from, days)),
        2 => (-8..25_i64, 0..9_u64, why).prop_map(|(from, days, why)| Wish::Off(from, days, why)),
        1 => (2..40_u64, distance, select(vec!["B", "C"])).prop_map(|(days, distance, priority)| Wish::Tuneup(days, distance, priority)),
        1 => select(CLUBS.to_vec()).prop_map(Wish::Club),
        3 => (0..30_usize, prop_oneof![2 => 1..4_i64, 1 => -2..0_i64]).prop_map(|(number, days)| Wish::Move(number, days)),
        1 => (0..8_usize).prop_map(Wish::Done),
        1 => (0..8_usize).prop_map(Wish::Skipped),
        2 => select(vec!["away", "off", "tuneup", "club", "move", "done", "skipped"]).prop_map(Wish::TakeBack),
    ]
}
