//! Phases onto weeks that end on the race: how long each is when there is much time, little, or too
//! little (docs/rules.md#fitting-the-weeks).

use chrono::{Datelike, Days, NaiveDate, Weekday};
use longrun::diagnostic::Code;
use longrun::plan::PhaseKind;
use longrun::schedule::Week;

use crate::seasons::{Planned, plan};

pub(crate) const RACE: &str = "2027-04-18"; // a Sunday

pub(crate) fn race() -> NaiveDate {
    RACE.parse().unwrap()
}

/// The marathon plan with so many whole weeks up to the race, and some days more.
fn with_weeks(weeks: u64, days: u64) -> Planned {
    let start = race() + Days::new(1) - Days::new(weeks * 7 + days);
    plan(&format!(
        "plan = \"marathon-intermediate-18\"\nstart = {start}\n[race]\ndate = {RACE}\n"
    ))
}

/// A season from a marathon to the next, so many weeks apart.
fn between_races(weeks: u64) -> Planned {
    let previous = race() - Days::new(weeks * 7);
    plan(&format!(
        "plan = [\"post-marathon-recovery\", \"maintenance-20-40\", \"marathon-intermediate-18\"]\n\
         [race]\ndate = {RACE}\n[previous]\ndate = {previous}\ndistance = \"marathon\"\n"
    ))
}

/// Whole weeks of the plan that ends on the race.
fn to_race(planned: &Planned) -> Vec<&Week> {
    let weeks = planned.schedule.weeks.iter();
    let last = planned
        .schedule
        .weeks
        .iter()
        .rfind(|week| week.first <= race())
        .unwrap()
        .block;
    weeks
        .filter(|week| week.block == last && week.number > 0)
        .collect()
}

/// Weeks of base, build, peak and taper.
fn lengths(planned: &Planned) -> [usize; 4] {
    let weeks = to_race(planned);
    let count = |kind| weeks.iter().filter(|week| week.kind == kind).count();
    [
        PhaseKind::Base,
        PhaseKind::Build,
        PhaseKind::Peak,
        PhaseKind::Taper,
    ]
    .map(count)
}

/// Name and weeks of each block.
pub(crate) fn blocks(planned: &Planned) -> Vec<(&str, u32)> {
    let blocks = planned.schedule.blocks.iter();
    blocks
        .map(|block| (block.plan.name.as_str(), block.weeks))
        .collect()
}

#[test]
fn the_marathon_plan_at_every_length() {
    // Weeks there are; base, build, peak, taper; what is said.
    let table: [(u64, [usize; 4], &[&str]); 21] = [
        (10, [4, 0, 3, 3], &["COMPRESSED", "NOT_ENOUGH_WEEKS"]),
        (11, [4, 1, 3, 3], &["COMPRESSED", "NOT_ENOUGH_WEEKS"]),
        (12, [4, 2, 3, 3], &["COMPRESSED", "NOT_ENOUGH_WEEKS"]),
        (13, [4, 3, 3, 3], &["COMPRESSED", "NOT_ENOUGH_WEEKS"]),
        (14, [4, 4, 3, 3], &["COMPRESSED"]),
        (15, [4, 5, 3, 3], &["COMPRESSED"]),
        (16, [5, 5, 3, 3], &["COMPRESSED"]),
        (17, [5, 6, 3, 3], &["COMPRESSED"]),
        (18, [6, 6, 3, 3], &[]),
        (19, [7, 6, 3, 3], &["STRETCHED"]),
        (20, [8, 6, 3, 3], &["STRETCHED"]),
        (21, [9, 6, 3, 3], &["STRETCHED"]),
        (22, [10, 6, 3, 3], &["STRETCHED"]),
        (23, [11, 6, 3, 3], &["STRETCHED"]),
        (24, [12, 6, 3, 3], &["STRETCHED"]),
        (25, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
        (26, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
        (27, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
        (28, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
        (29, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
        (30, [12, 6, 3, 3], &["STRETCHED", "WEEKS_LEFT"]),
    ];
    for (weeks, expected, said) in table {
        let planned = with_weeks(weeks, 0);
        assert_eq!(lengths(&planned), expected, "{weeks} weeks");
        let mut codes = planned.codes();
        codes.retain(|code| ["COMPRESSED", "STRETCHED", "NOT_ENOUGH_WEEKS", "WEEKS_LEFT"].contains(code));
        codes.sort_unstable();
        assert_eq!(codes, said, "{weeks} weeks");
    }
}

#[test]
fn however_little_time_there_is_the_taper_stays_and_every_day_is_covered() {
    for days in 2..=14 * 7 {
        let start = race() + Days::new(1) - Days::new(days);
        let planned = with_weeks(days / 7, days % 7);
        let covered = &planned.schedule.days;
        assert_eq!(covered.first().unwrap().date, start, "{days} days");
        assert_eq!(covered.last().unwrap().date, race(), "{days} days");
        assert_eq!(covered.len() as u64, days);
        let taper = lengths(&planned)[3] as u64;
        assert_eq!(taper, (days / 7).min(3), "{days} days");
        assert_eq!(
            planned.codes().contains(&"NOT_ENOUGH_WEEKS"),
            days / 7 < 14,
            "{days} days"
        );
    }
}

#[test]
fn below_the_least_the_base_stays_longer_than_the_peak() {
    assert_eq!(lengths(&with_weeks(9, 0)), [3, 0, 3, 3]);
    assert_eq!(lengths(&with_weeks(8, 0)), [3, 0, 2, 3]);
    assert_eq!(lengths(&with_weeks(6, 0)), [3, 0, 0, 3]);
    assert_eq!(lengths(&with_weeks(4, 0)), [1, 0, 0, 3]);
    assert_eq!(lengths(&with_weeks(2, 0)), [0, 0, 0, 2]);
}

#[test]
fn the_last_weeks_before_the_race_are_the_plans_own_whatever_its_length() {
    let whole = with_weeks(18, 0);
    let volumes = |planned: &Planned| {
        let weeks = to_race(planned);
        weeks
            .iter()
            .rev()
            .take(6)
            .map(|week| week.volume)
            .collect::<Vec<_>>()
    };
    for weeks in [14, 15, 16, 17, 19, 22, 24, 30] {
        assert_eq!(volumes(&with_weeks(weeks, 0)), volumes(&whole), "{weeks} weeks");
    }
}

#[test]
fn a_plan_has_at_most_three_loading_weeks_in_a_row_however_long_it_is() {
    for weeks in 14..=30 {
        let planned = with_weeks(weeks, 0);
        let mut loading = 0;
        for week in to_race(&planned)
            .iter()
            .filter(|week| week.kind != PhaseKind::Taper)
        {
            loading = if week.cutback { 0 } else { loading + 1 };
            assert!(
                loading <= 3,
                "{weeks} weeks: {loading} loading weeks up to {}",
                week.first
            );
        }
    }
}

#[test]
fn a_cutback_is_lighter_than_the_loading_week_before_it() {
    for weeks in 14..=30 {
        let planned = with_weeks(weeks, 0);
        for pair in to_race(&planned).windows(2) {
            let [before, week] = pair else { unreachable!() };
            if week.cutback && !before.cutback {
                let (before, light) = (before.volume.unwrap(), week.volume.unwrap());
                assert!(
                    light.mm() * 100 <= before.mm() * 85,
                    "{weeks} weeks: {light:?} after {before:?}"
                );
            }
        }
    }
}

#[test]
fn from_one_marathon_to_the_next() {
    // docs/rules.md#fitting-the-weeks. Where the table has base weeks of a plan that is not built in, maintenance
    // has them.
    let table: [(u64, &[u32]); 8] = [
        (34, &[4, 12, 18]),
        (30, &[4, 8, 18]),
        (24, &[4, 2, 18]),
        (22, &[4, 18]),
        (21, &[4, 17]),
        (19, &[4, 15]),
        (18, &[3, 15]),
        (17, &[3, 14]),
    ];
    for (weeks, expected) in table {
        let planned = between_races(weeks);
        let lengths: Vec<u32> = blocks(&planned).iter().map(|&(_, weeks)| weeks).collect();
        assert_eq!(lengths, expected, "{weeks} weeks between the races");
        assert_eq!(planned.schedule.days.len() as u64, weeks * 7);
        assert!(!planned.codes().contains(&"NOT_ENOUGH_WEEKS"), "{weeks} weeks");
    }
    assert_eq!(lengths(&between_races(18)), [4, 5, 3, 3], "base −2, build −1");
    let short = between_races(16);
    assert!(short.codes().contains(&"NOT_ENOUGH_WEEKS"));
    assert!(
        short.codes().contains(&"PLAN_LEFT_OUT"),
        "there is no room for maintenance"
    );
}

#[test]
fn races_so_close_that_recovery_hardly_fits_still_make_a_calendar() {
    for weeks in 1..=17 {
        for days in 0..7 {
            let previous = race() - Days::new(weeks * 7 + days);
            let planned = plan(&format!(
                "plan = [\"post-marathon-recovery\", \"offseason-7day-marathoner\", \"marathon-intermediate-18\", \
                 \"post-marathon-recovery\"]\n[race]\ndate = {RACE}\n[previous]\ndate = {previous}\n"
            ));
            let days_of = &planned.schedule.days;
            assert_eq!(
                days_of.first().unwrap().date,
                previous + Days::new(1),
                "{weeks} weeks, {days} days"
            );
            assert!(
                days_of
                    .windows(2)
                    .all(|pair| pair[1].date == pair[0].date + Days::new(1))
            );
            let on_race = days_of.iter().find(|day| day.date == race()).unwrap();
            assert!(on_race.sessions.iter().any(longrun::schedule::Session::is_race));
            assert_eq!(
                days_of.last().unwrap().date,
                race() + Days::new(28),
                "recovery follows the race"
            );
        }
    }
}

#[test]
fn a_plan_that_does_not_fit_in_front_is_left_out_before_the_race_plan_is_cut() {
    let start = race() + Days::new(1) - Days::new(16 * 7);
    let planned = plan(&format!(
        "plan = [\"offseason-7day-marathoner\", \"marathon-intermediate-18\"]\nstart = {start}\n[race]\ndate = {RACE}\n"
    ));
    assert_eq!(blocks(&planned), [("marathon-intermediate-18", 16)]);
    assert!(planned.codes().contains(&"PLAN_LEFT_OUT"));
    assert!(!planned.codes().contains(&"NOT_ENOUGH_WEEKS"));
}

#[test]
fn days_left_over_come_before_the_later_block_and_have_no_volume() {
    for days in 0..7 {
        let previous = race() - Days::new(22 * 7 + days);
        let planned = plan(&format!(
            "plan = [\"post-marathon-recovery\", \"marathon-intermediate-18\"]\n\
             [race]\ndate = {RACE}\n[previous]\ndate = {previous}\n"
        ));
        let leftover: Vec<&Week> = planned
            .schedule
            .weeks
            .iter()
            .filter(|week| week.number == 0)
            .collect();
        assert_eq!(leftover.len(), usize::from(days > 0));
        for week in leftover {
            assert_eq!(u64::from(week.days), days);
            assert_eq!(week.volume, None);
            assert_eq!(week.block, 1, "they belong to the later block");
            assert_eq!(week.first, previous + Days::new(1 + 4 * 7), "after recovery");
        }
        let marathon = &planned.schedule.blocks[1];
        assert_eq!((marathon.weeks, marathon.last), (18, race()));
    }
}

#[test]
fn weeks_end_on_the_weekday_of_the_race_wherever_the_start_is() {
    for days in 0..7 {
        let planned = with_weeks(18, days);
        assert_eq!(lengths(&planned), [6, 6, 3, 3]);
        for week in to_race(&planned) {
            assert_eq!(week.days, 7);
            assert_eq!(week.first.weekday(), Weekday::Mon);
        }
        assert_eq!(
            planned.schedule.days[0].date,
            race() + Days::new(1) - Days::new(18 * 7 + days)
        );
        let numbers: Vec<u32> = to_race(&planned).iter().map(|week| week.number).collect();
        assert_eq!(numbers, (1..=18).collect::<Vec<u32>>());
    }
}

#[test]
fn weeks_that_no_plan_fills_are_said_and_the_plan_begins_later() {
    let planned = with_weeks(30, 3);
    assert_eq!(planned.schedule.days.len(), 24 * 7);
    let note = planned
        .said
        .iter()
        .find(|one| one.code() == Code::WeeksLeft)
        .unwrap();
    assert!(
        note.message().contains("6 of the season's 30 weeks"),
        "{}",
        note.message()
    );
}

#[test]
fn recovery_after_the_race_starts_on_the_day_after_it() {
    let planned = plan(&format!(
        "plan = [\"marathon-intermediate-18\", \"post-marathon-recovery\"]\n[race]\ndate = {RACE}\n"
    ));
    let recovery = &planned.schedule.blocks[1];
    assert_eq!((recovery.first, recovery.weeks), (race() + Days::new(1), 4));
    assert_eq!(planned.schedule.days.last().unwrap().date, race() + Days::new(28));
    let anchors: Vec<u32> = planned
        .schedule
        .weeks
        .iter()
        .filter(|week| week.block == 1)
        .map(|week| week.anchor)
        .collect();
    assert_eq!(anchors, [0, 1, 2, 3], "recovery counts from the race");
}

#[test]
fn without_a_race_plans_follow_one_another_from_the_start() {
    let planned = plan("plan = [\"maintenance-20-40\", \"offseason-7day-marathoner\"]\nstart = 2026-12-02\n");
    assert_eq!(
        blocks(&planned),
        [("maintenance-20-40", 4), ("offseason-7day-marathoner", 8)]
    );
    let days = &planned.schedule.days;
    assert_eq!(days[0].date.to_string(), "2026-12-02", "a Wednesday");
    assert_eq!(days.len(), 12 * 7);
    let after = plan("plan = \"post-marathon-recovery\"\n[previous]\ndate = 2026-11-08\n");
    assert_eq!(after.schedule.days[0].date.to_string(), "2026-11-09");
    assert_eq!(after.schedule.days.len(), 28);
}

#[test]
fn a_start_left_out_is_counted_back_from_the_race() {
    let planned = plan(&format!(
        "plan = \"marathon-intermediate-18\"\n[race]\ndate = {RACE}\n"
    ));
    assert_eq!(planned.schedule.days.len(), 18 * 7);
    assert_eq!(planned.codes(), [] as [&str; 0]);
}
