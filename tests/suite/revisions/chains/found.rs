//! Chains that broke a promise once. Each is a moment and a file, again and again.

use super::chain_holds;
use super::draw::Way;

/// A chain onto a file.
fn file(exports: &str) {
    chain_holds(Way::File, exports);
}

/// A chain through a server.
fn feed(exports: &str) {
    chain_holds(Way::Feed, exports);
}

#[test]
fn a_journey_brings_a_plan_of_mobility_to_rest_at_once() {
    for way in [file, feed] {
        way(r#"
## 2026-11-24T07:17:00Z
plan = "offseason-7day-half"
start = 2026-11-19
## 2026-11-24T07:17:00Z
plan = "offseason-7day-half"
start = 2026-11-19
[[away]]
from = 2027-01-02
to = 2027-01-08
## 2026-11-25T07:17:00Z
plan = "offseason-7day-half"
start = 2026-11-19
[[away]]
from = 2027-01-02
to = 2027-01-08
"#);
    }
}

#[test]
fn drills_that_are_added_stand_on_days_of_their_own() {
    file(
        r#"
## 2026-12-05T00:00:00Z
plan = "marathon-intermediate-18"
race.date = 2027-02-20
## 2026-12-12T00:00:00Z
plan = "marathon-intermediate-18"
race.date = 2027-02-20
focus = ["technique"]
## 2026-12-13T00:00:00Z
plan = "marathon-intermediate-18"
race.date = 2027-02-20
focus = ["technique"]
"#,
    );
}

#[test]
fn strides_of_two_kinds_keep_their_runs() {
    file(
        r#"
## 2026-12-01T00:00:00Z
plan = "half-12"
race.date = 2027-02-21
## 2026-12-01T00:00:00Z
plan = "half-12"
race.date = 2027-02-21
focus = ["kick"]
"#,
    );
}

#[test]
fn strength_after_an_injury_stands_where_the_next_export_finds_it() {
    file(
        r#"
## 2027-01-03T08:00:00Z
plan = "marathon-advanced-18"
race.date = 2027-04-26
athlete = { weekly = "40 km", recent = "5k 24:00", time_zone = "Europe/Berlin" }
week.long = "sat 07:30"
## 2027-01-14T08:00:00Z
plan = "marathon-advanced-18"
race.date = 2027-04-26
athlete = { weekly = "40 km", recent = "5k 24:00", time_zone = "Europe/Berlin" }
week.long = "sat 07:30"
[[off]]
from = 2027-01-16
to = 2027-01-19
why = "injured"
"#,
    );
}

#[test]
fn a_race_put_off_counts_what_was_done_under_another_weeks_number() {
    for way in [file, feed] {
        way(r#"
## 2026-11-05T00:00:00Z
plan = "10k-12"
race.date = 2026-12-10
week.long = "sat"
## 2026-11-08T00:00:00Z
plan = "10k-12"
race.date = 2026-12-17
week.long = "sat"
"#);
    }
}

#[test]
fn a_season_that_gets_an_id_keeps_what_was_done() {
    for way in [file, feed] {
        way(r#"
## 2026-12-14T00:00:00Z
plan = "half-12"
race = { name = "Spring Half", date = 2027-02-21 }
## 2026-12-18T00:00:00Z
id = "sam-2027"
plan = "half-12"
race = { name = "Spring Half", date = 2027-02-21 }
"#);
    }
}

#[test]
fn a_runner_with_another_name_keeps_what_was_done() {
    file(
        r#"
## 2026-12-14T00:00:00Z
plan = "half-12"
race = { name = "Spring Half", date = 2027-02-21 }
athlete.name = "Sam"
## 2026-12-18T00:00:00Z
plan = "half-12"
race = { name = "Spring Half", date = 2027-02-21 }
athlete.name = "Sam Miller"
"#,
    );
}

#[test]
fn another_plan_in_the_middle_of_a_week_counts_what_was_done() {
    file(
        r#"
## 2026-12-14T00:00:00Z
plan = "half-12"
race = { name = "Spring Half", date = 2027-02-21 }
## 2026-12-18T00:00:00Z
plan = "half-novice-14"
race = { name = "Spring Half", date = 2027-02-21 }
"#,
    );
}

#[test]
fn another_season_on_the_same_file_counts_what_was_done() {
    file(
        r#"
## 2026-12-14T00:00:00Z
id = "sam-half"
plan = "half-12"
race.date = 2027-02-21
## 2026-12-18T00:00:00Z
id = "sam-2027"
plan = "half-12"
race.date = 2027-02-21
"#,
    );
}

#[test]
fn a_move_of_today_to_a_day_that_is_over_stays_one() {
    file(
        r#"
## 2026-11-20T08:00:00Z
plan = "offseason-7day-half"
start = 2026-11-12
## 2026-11-21T00:00:00Z
plan = "offseason-7day-half"
start = 2026-11-19
## 2026-11-21T00:00:00Z
plan = "offseason-7day-half"
start = 2026-11-19
[[move]]
from = 2026-11-21
session = "fuel"
to = 2026-11-19
"#,
    );
}

#[test]
fn a_calendar_of_all_day_events_has_a_new_stamp_for_a_new_zone() {
    file(
        r#"
## 2026-11-20T08:00:00Z
calendar.sessions = ["long", "quality", "race"]
plan = "post-10k-recovery"
previous.date = 2026-11-12
previous.distance = "10k"
## 2026-11-21T06:00:00Z
athlete.time_zone = "America/New_York"
calendar.sessions = ["long", "quality", "race"]
plan = "post-10k-recovery"
previous.date = 2026-11-12
previous.distance = "10k"
"#,
    );
}

/// Nobody knows whether such a placement is the best one: the night must not look for a better one.
#[test]
fn a_season_too_tangled_to_search_rests_through_the_nights() {
    file(
        r#"
## 2026-12-10T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-18
## 2026-12-12T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-18
## 2026-12-17T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-13
## 2026-12-18T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-13
## 2026-12-20T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-13
"#,
    );
}

#[test]
fn strides_that_a_focus_had_named_keep_their_run() {
    file(
        r#"
## 2026-12-08T08:00:00Z
plan = "five-fundamentals"
start = 2026-12-13
off = [{ from = 2026-12-12, to = 2026-12-15, why = "busy" }]
## 2026-12-08T08:00:00Z
focus = ["kick"]
plan = "five-fundamentals"
start = 2026-12-13
off = [{ from = 2026-12-12, to = 2026-12-15, why = "busy" }]
## 2026-12-11T02:00:00Z
plan = "five-fundamentals"
start = 2026-12-13
off = [{ from = 2026-12-12, to = 2026-12-15, why = "busy" }]
## 2026-12-11T02:00:00Z
focus = ["kick"]
plan = "five-fundamentals"
start = 2026-12-13
off = [{ from = 2026-12-12, to = 2026-12-15, why = "busy" }]
"#,
    );
}

#[test]
fn a_race_after_the_plans_weeks_is_the_same_at_night() {
    file(
        r#"
## 2026-11-23T08:00:00Z
plan = "first-5k-8"
race.date = 2026-12-17
start = 2026-11-19
## 2026-11-25T03:00:00Z
plan = "post-10k-recovery"
race.date = 2026-12-17
start = 2026-11-19
## 2026-11-26T00:00:00Z
plan = "post-10k-recovery"
race.date = 2026-12-17
start = 2026-11-19
"#,
    );
}

#[test]
fn no_hidden_event_is_forgotten_at_a_night() {
    file(
        r#"
## 2026-11-20T08:00:00Z
plan = "first-5k-8"
race.date = 2026-12-08
## 2026-11-20T08:00:00Z
plan = "5k-10"
race.date = 2026-12-08
## 2026-11-20T08:00:00Z
calendar.window = { from = 2026-11-25 }
plan = "5k-10"
race.date = 2026-12-08
## 2026-11-21T00:00:00Z
calendar.window = { from = 2026-11-25 }
plan = "5k-10"
race.date = 2026-12-08
"#,
    );
}

#[test]
fn a_tangled_season_whose_weeks_have_moved_rests() {
    file(
        r#"
## 2026-12-21T08:00:00Z
plan = ["recovery", "maintenance-20-40"]
previous.date = 2026-12-09
previous.distance = "half"
## 2026-12-26T00:00:00Z
plan = ["recovery", "maintenance-20-40"]
previous.date = 2026-12-05
previous.distance = "half"
week.long = "sat"
## 2026-12-30T15:00:00Z
plan = ["recovery", "maintenance-20-40"]
previous.date = 2026-12-05
previous.distance = "half"
week.long = "sat"
"#,
    );
}
