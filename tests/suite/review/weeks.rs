//! Checks about weeks: how much, how light, how hard, how alike.

use longrun::diagnostic::Severity::{Error, Note, Warning};
use longrun::plan::SessionKind;
use longrun::review::{monotony, strain};
use longrun::schedule::Kind;
use longrun::units::Units;

use super::*;

/// Weeks of two easy runs each, of these kilometres in all.
fn base(kilometres: &[f64]) -> Planned {
    let rows: Vec<String> = kilometres
        .iter()
        .map(|km| {
            format!(
                "days = {{ tue = \"{} km easy\", sat = \"{} km easy\" }}",
                km / 2.0,
                km / 2.0
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    block("kind = \"base\"", &rows)
}

#[test]
fn a_week_may_grow_by_a_tenth_or_three_kilometres() {
    let ramp = |weeks: &[f64]| severities(&base(weeks), "RAMP_WEEK");
    assert_eq!(ramp(&[40.0, 44.0]), []);
    assert_eq!(ramp(&[40.0, 45.0]), [Warning]);
    assert_eq!(ramp(&[20.0, 23.0]), [], "fifteen per cent, and three kilometres");
    assert_eq!(ramp(&[20.0, 24.0]), [Warning]);
    assert_eq!(ramp(&[40.0, 52.0]), [Warning], "thirty per cent");
    assert_eq!(ramp(&[40.0, 53.0]), [Error]);
    assert_eq!(
        ramp(&[40.0, 36.0, 38.0, 44.0]),
        [],
        "against the highest of three"
    );
    assert_eq!(
        ramp(&[44.0, 36.0, 36.0, 36.0, 44.0]),
        [Warning],
        "and no more than three"
    );
    let what = said(&of(&base(&[40.0, 50.0])), "RAMP_WEEK")[0]
        .observation
        .words(Units::Km)
        .to_string();
    assert_eq!(what, "50 km after 40 km, much more than the last loading weeks");
}

#[test]
fn seven_days_may_hold_thirty_per_cent_more_than_any_of_the_four_weeks_before() {
    let ramp = |weeks: &[f64]| severities(&base(weeks), "RAMP_2WK");
    assert_eq!(ramp(&[40.0, 52.0]), []);
    assert_eq!(ramp(&[40.0, 53.0]), [Error]);
    assert_eq!(ramp(&[40.0, 30.0, 30.0, 30.0, 52.0]), []);
    assert_eq!(
        ramp(&[40.0, 30.0, 30.0, 30.0, 30.0, 52.0]),
        [Error],
        "five weeks are gone"
    );
    let recovery = block("kind = \"recovery\"", &["easy = \"5 km\"", "easy = \"15 km\""]);
    assert_eq!(severities(&recovery, "RAMP_2WK"), []);
    assert_eq!(severities(&recovery, "RAMP_WEEK"), []);
}

#[test]
fn a_plan_may_start_a_tenth_above_the_usual_week() {
    let start = |weekly: &str| {
        let own =
            "volume = \"40 km\"\n[[phase]]\nname = \"Base\"\nweek = [{ volume = \"40 km\", easy = 4 }]\n";
        let season = format!("plan = \"own\"\nstart = 2027-01-04\nathlete.weekly = \"{weekly}\"\n");
        severities(&plan_with("own", own, &season), "START_TOO_HIGH")
    };
    assert_eq!(start("36 km"), []);
    assert_eq!(start("35 km"), [Warning]);
    assert_eq!(start("31 km"), [Warning]);
    assert_eq!(start("30 km"), [Error]);
}

#[test]
fn after_three_loading_weeks_a_lighter_one_is_due() {
    let cutback = |weeks: &[f64]| severities(&base(weeks), "CUTBACK");
    assert_eq!(cutback(&[40.0; 3]), []);
    assert_eq!(cutback(&[40.0; 4]), [Warning]);
    assert_eq!(cutback(&[40.0; 5]), [Warning]);
    assert_eq!(cutback(&[40.0; 6]), [Warning, Error]);
    assert_eq!(cutback(&[40.0, 40.0, 38.0, 38.0]), [Warning], "95 % is loading");
    assert_eq!(cutback(&[40.0, 40.0, 37.0, 40.0]), []);
    assert_eq!(cutback(&[19.0; 6]), [], "so little asks for none");
    assert_eq!(cutback(&[20.0; 4]), [Warning]);
}

#[test]
fn a_lighter_week_is_lighter() {
    let shallow = |km: f64| {
        let row = |km: f64| format!("easy = [\"{} km\", \"{} km\"]", km / 2.0, km / 2.0);
        let (full, light) = (row(40.0), format!("{}, cutback = true", row(km)));
        severities(&block("kind = \"base\"", &[&full, &light]), "CUTBACK_SHALLOW")
    };
    assert_eq!(shallow(34.0), []);
    assert_eq!(shallow(35.0), [Note]);
}

#[test]
fn the_peak_of_a_marathon_plan_holds_thirty_kilometres_a_week() {
    let floor = |percent: u64| {
        let mut planned = marathon("");
        for week in 13..=15 {
            scale_week(&mut planned, week, percent);
        }
        severities(&planned, "VOLUME_FLOOR")
    };
    assert_eq!(floor(40), []);
    assert_eq!(floor(39), [Warning]);
}

#[test]
fn a_week_has_a_day_of_rest_and_no_nine_days_go_without_one() {
    let days = |names: &[&str]| {
        let days = names.iter().map(|day| format!("{day} = \"5 km easy\""));
        format!("days = {{ {} }}", days.collect::<Vec<_>>().join(", "))
    };
    let first = days(&["tue", "wed", "thu", "fri", "sat", "sun"]);
    let rest = |rested: &str| {
        let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let others: Vec<&str> = all.into_iter().filter(|day| *day != rested).collect();
        block("kind = \"base\"", &[&first, &days(&others)])
    };
    assert_eq!(severities(&rest("wed"), "NO_REST"), [], "eight days in a row");
    assert_eq!(severities(&rest("thu"), "NO_REST"), [Warning], "nine");
    let mut none = rest("wed");
    let run = session_mut(&mut none, "easy", "2027-01-05").clone();
    let monday = &mut none.schedule.days[0].sessions;
    monday.clear();
    monday.push(run);
    assert!(severities(&none, "NO_REST").contains(&Error));
}

#[test]
fn three_days_of_a_week_may_be_hard_and_two_of_a_novice() {
    let week = |season: &str, quality: &str| {
        let row = format!("{quality}, long = \"15 km\", easy = [\"8 km\", \"8 km\"]");
        block_in(season, "kind = \"build\"", &[&row])
    };
    let two = "quality = [\"tempo-15\", \"tempo-15\"]";
    assert_eq!(severities(&week("", two), "HARD_COUNT"), []);
    let mut four = week("", two);
    sessions_mut(&mut four, "easy").next().unwrap().kind = Kind::Session(SessionKind::Quality);
    assert_eq!(severities(&four, "HARD_COUNT"), [Warning]);
    let novice = "athlete.level = \"novice\"";
    assert_eq!(
        severities(&week(novice, "quality = \"tempo-15\""), "HARD_COUNT"),
        []
    );
    let mut three = week(novice, "quality = \"tempo-15\"");
    sessions_mut(&mut three, "easy").next().unwrap().kind = Kind::Session(SessionKind::Quality);
    assert_eq!(severities(&three, "HARD_COUNT"), [Warning]);
}

#[test]
fn two_sessions_of_five_may_be_hard_and_a_quarter_of_the_distance_fast() {
    let hard = |easy: usize| {
        let easy = vec!["\"12 km\""; easy].join(", ");
        let row = format!("quality = [\"tempo-15\", \"tempo-15\"], easy = [{easy}]");
        severities(&block("kind = \"build\"", &[&row]), "EASY_SHARE")
    };
    assert_eq!(hard(3), []);
    assert_eq!(hard(2), [Warning]);
    let mut race_week = plan("plan = \"half-novice-14\"\nrace.date = 2027-04-18\n");
    assert_eq!(
        severities(&race_week, "EASY_SHARE"),
        [],
        "a sharpener beside the race"
    );
    let last = sessions_mut(&mut race_week, "easy").last().unwrap();
    last.kind = Kind::Session(SessionKind::Quality);
    assert_eq!(severities(&race_week, "EASY_SHARE"), [Warning], "two");
    let fast = |quality: &str| {
        let row = format!("quality = \"{quality}\"");
        severities(&block("kind = \"build\"", &[&row]), "EASY_SHARE")
    };
    assert_eq!(fast("7.5 km easy, 2.5 km @ 10k"), []);
    assert_eq!(fast("7 km easy, 3 km @ 10k"), [Warning]);
    assert_eq!(fast("7 km easy, 3 km @ M"), [], "marathon pace is not that fast");
}

#[test]
fn three_weeks_of_base_hold_something_fast() {
    let easy = "easy = \"8 km\"";
    let fast = |rows: &[&str]| severities(&block("kind = \"base\"", rows), "NO_FAST");
    assert_eq!(fast(&[easy, easy]), []);
    assert_eq!(fast(&[easy, easy, easy]), [Warning]);
    assert_eq!(fast(&[easy, easy, "easy = \"8 km\", strides = 1"]), []);
    assert_eq!(severities(&block("kind = \"build\"", &[easy; 3]), "NO_FAST"), []);
}

#[test]
fn monotony_and_strain_are_fosters() {
    let loads = [0.0, 60.0, 40.0, 90.0, 0.0, 30.0, 150.0];
    let round = |number: f64, to: f64| (number * to).round() / to;
    assert_eq!(round(monotony(&loads), 1_000.0), 0.989);
    assert_eq!(round(strain(&loads), 10.0), 365.9);
    assert_eq!(monotony(&[50.0; 7]), 10.0, "no spread at all");
    assert_eq!(monotony(&[0.0; 7]), 0.0);
    assert_eq!(strain(&[0.0; 7]), 0.0);
}

#[test]
fn days_are_not_all_alike() {
    let week = |runs: &[&str]| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat"].iter().zip(runs);
        let days = days.map(|(day, run)| format!("{day} = \"{run} km easy\""));
        let row = format!("days = {{ {} }}", days.collect::<Vec<_>>().join(", "));
        severities(&block("kind = \"base\"", &[&row]), "MONOTONY")
    };
    assert_eq!(week(&["10"; 5]), [], "1.46");
    assert_eq!(week(&["10", "10", "10", "10", "10", "5"]), [Note], "1.997");
    assert_eq!(week(&["10"; 6]), [Warning], "2.27");
}

#[test]
fn strain_is_held_against_the_six_weeks_before() {
    let strained = |km: f64| {
        let mut weeks = vec![40.0; 6];
        weeks.push(km);
        severities(&base(&weeks), "STRAIN")
    };
    assert_eq!(strained(59.0), []);
    assert_eq!(strained(61.0), [Warning]);
    assert_eq!(
        severities(&base(&[40.0, 40.0, 80.0]), "STRAIN"),
        [],
        "nothing to compare with"
    );
}

#[test]
fn the_acute_to_chronic_ratio_is_told_only_where_it_is_asked_for() {
    let ratio = |last: f64, told: &str| {
        let row = |km: f64| format!("easy = [\"{} km\", \"{} km\"]", km / 2.0, km / 2.0);
        let (same, last) = (row(40.0), row(last));
        let planned = block_in(told, "kind = \"base\"", &[&same, &same, &same, &last]);
        severities(&planned, "ACWR")
    };
    let told = "review.acwr = true";
    assert_eq!(ratio(54.0, ""), []);
    assert_eq!(ratio(54.0, told), [Note]);
    assert_eq!(ratio(51.0, told), []);
    assert_eq!(ratio(33.0, told), []);
    assert_eq!(ratio(31.0, told), [Note]);
}

#[test]
fn off_season_and_base_have_strength_and_base_has_strides() {
    let row = |more: &str| format!("easy = [\"8 km\", \"8 km\"]{more}");
    let found = |first: &str, code: &str| {
        let (first, second) = (row(first), row(""));
        severities(&block("kind = \"base\"", &[&first, &second]), code)
    };
    assert_eq!(found(", strength = 2", "STRENGTH_NONE"), []);
    assert_eq!(found(", strength = 1", "STRENGTH_NONE"), [Note]);
    assert_eq!(found(", strides = 1", "STRIDES_NONE"), []);
    assert_eq!(found("", "STRIDES_NONE"), [Note]);
}

#[test]
fn an_off_season_takes_a_fifth_to_two_fifths_off() {
    let cut = |km: f64| {
        let row = format!("easy = [\"{} km\", \"{} km\"]", km / 2.0, km / 2.0);
        let weekly = "athlete.weekly = \"50 km\"";
        severities(
            &block_in(weekly, "kind = \"offseason\"", &[&row]),
            "OFFSEASON_CUT",
        )
    };
    assert_eq!(cut(41.0), [Note]);
    assert_eq!(cut(40.0), []);
    assert_eq!(cut(30.0), []);
    assert_eq!(cut(29.0), [Note]);
}

#[test]
fn two_weeks_without_running_are_enough() {
    let idle = |kind: &str, weeks: usize, last: &str| {
        let last = format!("days = {{ {last} = \"5 km easy\" }}");
        let mut rows = vec!["days = { mon = \"5 km easy\" }"];
        rows.extend(vec!["mind = 1"; weeks]);
        rows.push(&last);
        severities(&block(&format!("kind = \"{kind}\""), &rows), "OFFSEASON_GAP")
    };
    assert_eq!(idle("offseason", 1, "tue"), [], "fourteen days");
    assert_eq!(idle("offseason", 1, "wed"), [Warning]);
    assert_eq!(idle("offseason", 3, "tue"), [Warning], "twenty-eight");
    assert_eq!(idle("offseason", 3, "wed"), [Error]);
    assert_eq!(idle("recovery", 3, "wed"), []);
}
