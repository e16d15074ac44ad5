//! What a coach's review goes by: every threshold with its default, as the season may set it.
//!
//! Where the numbers come from is said with the checks (`review`), and in `docs/review.md`.

/// The quantity that a threshold counts, which decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// `"10 %"`.
    Percent,
    /// `"3 km"`, held in metres.
    Distance,
    /// `"150 min"`, held in minutes.
    Minutes,
    /// `"14 days"` or `"12 weeks"`, held in days.
    Days,
    /// A whole number.
    Count,
    /// `"1.5"`, held in hundredths.
    Ratio,
}

/// One threshold.
#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    /// Its key in `[review]`.
    pub key: &'static str,
    /// Its quantity.
    pub quantity: Quantity,
    /// Its value where the season says nothing, in the unit of [`Quantity`].
    pub default: u32,
    /// The decision that it makes.
    pub meaning: &'static str,
}

macro_rules! thresholds {
    ($($key:ident: $quantity:ident = $default:literal, $meaning:literal;)*) => {
        /// The thresholds of one season, each in the unit of its [`Quantity`].
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Thresholds {
            $(#[doc = $meaning] pub $key: u32,)*
            /// Reports the acute to chronic ratio.
            pub acwr: bool,
        }

        impl Default for Thresholds {
            fn default() -> Self {
                Thresholds { $($key: $default,)* acwr: false }
            }
        }

        impl Thresholds {
            /// All of them, in the order of the checks.
            pub const ALL: &[Threshold] = &[$(Threshold {
                key: stringify!($key),
                quantity: Quantity::$quantity,
                default: $default,
                meaning: $meaning,
            },)*];

            /// Sets the one called `key`; nothing where there is none.
            pub(super) fn set(&mut self, key: &str, value: u32) {
                $(if key == stringify!($key) { self.$key = value; })*
            }
        }
    };
}

thresholds! {
    ramp: Percent = 10, "RAMP_WEEK: a week above the last loading ones by more is a warning";
    ramp_least: Distance = 3_000, "RAMP_WEEK: if it is also more by this";
    ramp_strong: Percent = 20, "RAMP_WEEK: above this the warning says so";
    ramp_error: Percent = 30, "RAMP_WEEK: above this it is an error";
    ramp_two_weeks: Percent = 30, "RAMP_2WK: seven days above the highest of the 28 days before by more are an error";
    spike: Percent = 10, "SESSION_SPIKE: a run above the longest of 30 days by more is a warning";
    spike_least: Distance = 1_000, "SESSION_SPIKE: if it is also more by this";
    spike_error: Percent = 30, "SESSION_SPIKE: above this it is an error";
    start: Percent = 110, "START_TOO_HIGH: a first week above this share of the usual one is a warning";
    start_error: Percent = 130, "START_TOO_HIGH: above this it is an error";
    loading_weeks: Count = 3, "CUTBACK: more loading weeks in a row are a warning";
    loading_weeks_error: Count = 5, "CUTBACK: more are an error";
    loading_least: Distance = 20_000, "CUTBACK: weeks of less ask for no lighter one";
    loading: Percent = 95, "CUTBACK: a week of this share of the last loading one is loading too";
    cutback: Percent = 85, "CUTBACK_SHALLOW: a lighter week above this share of the last loading one is a note";
    volume_floor: Distance = 30_000, "VOLUME_FLOOR: peak weeks of a marathon plan below this on average are a warning";
    long_share_3: Percent = 50, "LONG_SHARE: of the week, with three runs or fewer; five points less are a note";
    long_share_4: Percent = 45, "LONG_SHARE: with four runs";
    long_share_4_marathon: Percent = 55, "LONG_SHARE: with four runs before a marathon";
    long_share_5: Percent = 40, "LONG_SHARE: with five runs";
    long_share_6: Percent = 35, "LONG_SHARE: with six runs or more";
    long_time: Minutes = 150, "LONG_TIME: longest long run, where the plan has no `long_cap`; five minutes over are a warning";
    long_time_marathon: Minutes = 180, "LONG_TIME: before a marathon";
    long_time_novice: Minutes = 210, "LONG_TIME: before a novice's marathon";
    long_gap: Days = 14, "LONG_GAP: more days between long runs are a warning";
    long_gap_note: Days = 10, "LONG_GAP: so many days are a note";
    long_least_marathon: Distance = 26_000, "LONG_TOO_SHORT: the longest run before a marathon";
    long_least_marathon_time: Minutes = 150, "LONG_TOO_SHORT: or this long";
    long_least_half: Distance = 14_000, "LONG_TOO_SHORT: before a half marathon";
    long_least_10k: Distance = 10_000, "LONG_TOO_SHORT: before 10 km";
    last_long_marathon: Days = 14, "LAST_LONG: the last big long run nearer to a marathon is a warning";
    last_long_half: Days = 10, "LAST_LONG: nearer to a half marathon";
    last_long_early: Days = 35, "LAST_LONG: further away is a warning too";
    last_long_share: Percent = 90, "LAST_LONG: what counts as big, of the longest";
    hard_days: Count = 3, "HARD_COUNT: more hard days a week are a warning";
    hard_days_novice: Count = 2, "HARD_COUNT: for a novice";
    hard_share: Percent = 40, "EASY_SHARE: more hard sessions of a week's runs are a warning; one always may be";
    fast_share: Percent = 25, "EASY_SHARE: more of the week's distance faster than marathon pace is a warning";
    no_fast_weeks: Count = 3, "NO_FAST: so many weeks without fast running or strides are a warning";
    threshold_share: Percent = 10, "Q_DOSE: threshold running of one session, of the week";
    interval_share: Percent = 8, "Q_DOSE: interval running of one session, of the week";
    interval_most: Distance = 10_000, "Q_DOSE: interval running of one session";
    repetition_share: Percent = 5, "Q_DOSE: repetition running of one session, of the week";
    repetition_most: Distance = 8_000, "Q_DOSE: repetition running of one session";
    marathon_most: Distance = 29_000, "Q_DOSE: marathon pace in one run";
    marathon_time: Minutes = 110, "Q_DOSE: marathon pace in one run";
    interval_bout: Minutes = 5, "BOUT: one repeat at interval pace";
    repetition_bout: Minutes = 2, "BOUT: one repeat at repetition pace";
    threshold_bout: Minutes = 25, "BOUT: threshold running without a break";
    taper_short: Days = 7, "TAPER_SHORT: a shorter taper before 5 or 10 km is a warning";
    taper_short_half: Days = 11, "TAPER_SHORT: before 15 to 30 km";
    taper_short_marathon: Days = 19, "TAPER_SHORT: before a marathon";
    taper_long: Days = 14, "TAPER_LONG: a longer taper before 5 or 10 km is a warning";
    taper_long_half: Days = 14, "TAPER_LONG: before 15 to 30 km";
    taper_long_marathon: Days = 22, "TAPER_LONG: before a marathon";
    taper_long_error: Days = 28, "TAPER_LONG: before any race this is an error";
    taper_full: Percent = 90, "TAPER_SHORT, TAPER_LONG: the taper begins after the last week of this share of the peak";
    taper_shallow: Percent = 35, "TAPER_SHALLOW: a smaller reduction is a warning";
    taper_shallow_note: Percent = 41, "TAPER_SHALLOW: a smaller reduction is a note";
    taper_steep: Percent = 70, "TAPER_STEEP: a larger reduction is a warning";
    taper_runs: Percent = 80, "TAPER_STEEP: fewer runs a week, of the peak week's, are a warning";
    taper_quality: Days = 10, "TAPER_STEEP: so many last days without fast running are a warning";
    races_apart_marathon: Days = 84, "RACES_TOO_CLOSE: from marathon to marathon";
    races_apart_half: Days = 28, "RACES_TOO_CLOSE: between other races of half a marathon or more";
    tuneup_before: Days = 14, "RACES_TOO_CLOSE: from a B race to the race";
    tuneup_before_marathon: Days = 21, "RACES_TOO_CLOSE: from a B race to a marathon";
    tuneup_earliest: Days = 56, "B_RACE_POSITION: further before a marathon is a note";
    recovery: Days = 21, "RECOVERY_SHORT: fewer days from a half or a marathon to building up again are a warning";
    idle: Days = 14, "OFFSEASON_GAP: more days without running, recovery apart, are a warning";
    idle_error: Days = 28, "OFFSEASON_GAP: more are an error";
    offseason_least: Percent = 20, "OFFSEASON_CUT: a smaller reduction of the usual week is a note";
    offseason_most: Percent = 40, "OFFSEASON_CUT: a larger one is a note";
    strides_days: Days = 10, "STRIDES_NONE: fewer than one day with strides in so many is a note";
    monotony: Ratio = 200, "MONOTONY: from here on a warning";
    monotony_note: Ratio = 150, "MONOTONY: from here on a note";
    strain: Ratio = 150, "STRAIN: more times the mean of the six weeks before is a warning";
    goal: Ratio = 300, "PACE_GOAL: a goal further above the recent race, in VDOT, is a warning";
    goal_note: Ratio = 150, "PACE_GOAL: further above is a note";
    result_age: Days = 183, "PACE_STALE: an older race result is a note";
    result_break: Days = 5, "PACE_STALE: a longer break since is a note";
}
