//! Chains that were found by chance once, and failed: each says what must hold.

use super::{Edit, Step, follow};

/// Follows a chain that was found by chance once.
fn again(start: u64, steps: Vec<Step>) {
    follow(start, steps).unwrap();
}

#[test]
fn days_away_that_begin_today_leave_easy_runs_and_rest_days_what_they_were() {
    let steps = vec![
        (Edit::RaceName("Winter run"), 0, 0),
        (Edit::RaceName("Winter run"), 0, 0),
        (Edit::Away(0, 5), 0, 0),
    ];
    again(46, steps);
}

#[test]
fn strides_at_the_end_of_a_run_that_was_moved_into_another_week_stay_there() {
    let steps = vec![
        (Edit::Home, 8, 0),
        (Edit::Race(20), 5, 0),
        (Edit::Move(25, 2), 10, 0),
        (Edit::Race(26), 0, 0),
    ];
    again(18, steps);
}

#[test]
fn what_was_done_counts_again_when_its_week_comes_back() {
    again(
        5,
        vec![
            (Edit::RestShown(false), 2, 0),
            (Edit::Race(4), 6, 0),
            (Edit::Race(0), 0, 0),
        ],
    );
    again(9, vec![(Edit::Race(3), 2, 0), (Edit::Race(0), 1, 0)]);
    again(19, vec![(Edit::Race(7), 1, 0), (Edit::Race(2), 0, 0)]);
}

#[test]
fn of_two_sessions_for_one_day_left_the_one_that_went_does_not_come_back() {
    again(52, vec![(Edit::Away(16, 4), 11, 0), (Edit::Race(6), 4, 0)]);
}

#[test]
fn a_run_that_was_moved_on_stays_on_its_third_day_when_the_second_is_over() {
    let steps = vec![
        (Edit::RaceName("Winter run"), 1, 0),
        (Edit::Home, 2, 0),
        (Edit::Move(27, 1), 0, 0),
        (Edit::Move(23, 1), 2, 0),
        (Edit::RaceName("Winter run"), 10, 0),
    ];
    again(57, steps);
}

#[test]
fn a_run_of_another_week_keeps_no_strides_from_those_of_its_own() {
    again(17, vec![(Edit::Race(9), 9, 0), (Edit::Race(11), 2, 0)]);
}

#[test]
fn what_was_done_yesterday_makes_no_room_today() {
    let steps = vec![
        (Edit::Nothing, 5, 0),
        (Edit::Nothing, 7, 0),
        (Edit::Nothing, 11, 0),
        (Edit::RaceName("Winter run"), 4, 0),
        (Edit::Nothing, 2, 0),
        (Edit::Race(21), 1, 0),
        (Edit::Nothing, 1, 0),
    ];
    again(24, steps);
}

#[test]
fn a_week_with_sessions_that_were_moved_by_hand_is_the_same_when_its_days_pass() {
    let steps = vec![
        (Edit::Away(24, 2), 7, 0),
        (Edit::Move(0, 1), 5, 0),
        (Edit::Race(10), 3, 0),
        (Edit::Move(0, 1), 10, 0),
        (Edit::Move(5, 1), 6, 0),
        (Edit::Nothing, 9, 0),
    ];
    again(21, steps);
}

#[test]
fn a_kind_of_session_that_is_shown_no_more_moves_nothing_at_night() {
    let steps = vec![
        (Edit::Nothing, 4, 0),
        (Edit::Strength(false), 4, 0),
        (Edit::Race(6), 5, 0),
        (Edit::Nothing, 1, 0),
        (Edit::Nothing, 8, 0),
    ];
    again(11, steps);
}
