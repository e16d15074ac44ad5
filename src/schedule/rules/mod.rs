//! Every hard rule and preference about days, each with its number and source; and the one definition of a schedule's
//! cost: [`step`] for a day after the days before it, [`on_day`] for a session on a date. The search, the explanations
//! and the brute force of the tests add up the same two functions. Three hard rules are not between days and stand
//! where they are applied: a rest day a week (rule P4, `place/bounds.rs`), the runner's room (rule P20) and the days
//! after the last long run (rule P12-over, both in `availability.rs`).
//!
//! The ids are those of docs/design.md#the-rules; docs/rules.md has their numbers.

mod days;
mod races;

use crate::diagnostic::RuleName;

pub(super) use days::{DayLoad, Trail, step};
pub(super) use races::{HARD_MEDIUM_MINUTES, MEDIUM_LONG_MINUTES, Near, RaceDay, Rank, on_day};

/// A rule with its weight: `None` where it is hard, and the search never breaks it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number in the tables.
    pub id: &'static str,
    /// Points for a breach, 0 to 2,000.
    pub weight: Option<u32>,
    /// Its demand, in a runner's words.
    pub text: &'static str,
    /// Its source.
    pub source: &'static str,
}

impl Rule {
    /// The rule as it is named to a runner.
    pub(super) fn name(&self) -> RuleName {
        RuleName {
            id: self.id,
            text: self.text,
        }
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal, $weight:expr, $text:literal, $source:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $text, ".")]
            pub(super) static $name: Rule = Rule { id: $id, weight: $weight, text: $text, source: $source };
        )*
    };
}

rules! {
    RACE_ONLY = "P3", None, "race day holds the race only", "common practice";
    REST_WANTED = "P4-plan", Some(40), "a week has as many rest days as its plan asks for", "the plan";
    REST_GAP = "P4-gap", Some(60), "rest days are at most eight days apart", "common practice";
    QUALITY_APART = "P5", None, "two quality sessions are never on consecutive days", "Bakken";
    QUALITY_AFTER_LONG = "P6", None, "no quality on the day after a long run", "Bakken";
    LONG_AFTER_QUALITY = "P7", Some(60), "no long run on the day after quality", "Bakken";
    MEDIUM_AFTER_QUALITY = "P7-medium", Some(20), "no medium run on the day after quality", "Bakken";
    EASY_BETWEEN = "P8", Some(20), "two easy days lie between hard days", "48 hours after speed work, as coaches advise";
    HARD_DAYS = "P9", None, "a week has at most two quality sessions and one long run", "common practice";
    LONG_DAY = "P11", Some(80), "the long run is on its usual weekday", "habit";
    LONG_GAP = "P12", Some(40), "long runs are six to eight days apart", "coaches' cutback practice";
    LONG_SOON = "P12-soon", Some(90), "two long runs are at least five days apart", "common practice";
    LONG_AFTER_LAST = "P12-over", None, "a long run is at least five days after the last one that is over", "common practice";
    MEDIUM_NEAR_LONG = "P13", Some(50), "a medium run keeps a day away from the long run", "medium-long practice";
    MEDIUM_LONG_NEAR_LONG = "P13-hard", None, "a medium-long run over 90 minutes is never next to the long run", "medium-long practice";
    MEDIUM_APART = "P14", Some(40), "two medium runs are not on consecutive days", "crew-run weeks";
    REST_PLACE = "P15", Some(25), "a rest day follows the long run or precedes a hard day", "Bakken";
    STRIDES_BEFORE_HARD = "P17", Some(30), "strides are on the day before a workout or long run", "Jay Johnson";
    STRIDES_AFTER_RACE = "P18-race", None, "no strides on the day after a race, nor in the week after a half or marathon", "Jay Johnson";
    STRIDES_AFTER_QUALITY = "P18", Some(40), "no strides on the day after quality", "Jay Johnson";
    USUAL_DAY = "P19", Some(15), "a session keeps its usual weekday", "habit";
    SECOND_CHOICE = "P19-second", Some(8), "the first of a session's usual weekdays comes first", "habit";
    SPREAD = "SPREAD", Some(10), "runs are spread over the week", "common practice";
    STRENGTH_ON_HARD_DAY = "T2", Some(30), "strength follows the run of a quality day", "McMillan";
    STRENGTH_ON_EASY_DAY = "T3", Some(30), "strength is on easy days, as you asked", "Runna";
    STRENGTH_WITH_LONG = "T2-long", Some(60), "strength is not on the day of the long run", "McMillan";
    STRENGTH_BEFORE_HARD = "T5", Some(70), "no heavy strength in the 24 hours before quality or a long run", "soreness peaks after 24 to 48 hours";
    STRENGTH_TWO_BEFORE_HARD = "T5-48", Some(25), "no heavy strength 24 to 48 hours before quality or a long run", "soreness peaks after 24 to 48 hours";
    STRENGTH_APART = "T6", Some(50), "heavy strength sessions are 48 hours apart", "common practice";
    STRENGTH_BEFORE_RACE = "T1", None, "no heavy strength in the last days before a race", "Blagrove and Hooper";
    STRENGTH_AFTER_RACE = "T8", None, "no heavy strength soon after a race", "common practice";
    CROSS_AFTER_HARD = "T9", Some(10), "cross-training follows a hard day", "active recovery";
    CROSS_WITH_RUN = "T9-run", Some(25), "cross-training takes the place of a run", "active recovery";
    CROSS_WITH_STRENGTH = "T9-strength", Some(25), "cross-training is not on the day of strength", "common practice";
    LAST_QUALITY = "R6", None, "the last full quality session is far enough from the race", "nothing gained inside 7 to 10 days";
    SHARPENER = "R7", Some(40), "the race week's short workout is four or five days before the race", "Bosquet et al. 2007";
    BIG_LONG_LATE = "R8", Some(60), "the last big long runs are far enough from the race", "coaches' taper practice";
    RACE_EVE = "R9-eve", None, "the eve of a race is for rest or a short shake-out", "common practice";
    SHAKEOUT_DAY = "R9-shake-out", Some(60), "the shake-out is on the eve of the race", "common practice";
    LAST_TWO_DAYS = "R9", Some(20), "two days before a race are for rest or a short easy run", "common practice";
    MINI_TAPER = "R11", Some(60), "the days before a race on the way are easy", "common practice";
    DAY_AFTER_RACE = "R13-day", Some(60), "the day after a race is for rest or an easy run", "common practice";
    LONG_AFTER_RACE = "R13-long", Some(60), "no long run until a race is half recovered from", "common practice";
    RETURN_EASY = "I-return", None, "the first days after days lost are easy", "Daniels";
    ILL = "I1", None, "no training while ill, nor on the day after", "common practice";
    LOST = "I-lost", None, "days lost hold no training", "the runner";
    CLUB = "CLUB", Some(30), "a session that a club run can take is with the club", "crew-run weeks";
    CLUB_MANDATORY = "CLUB-must", Some(2000), "a mandatory club run takes a session", "the runner";
    PUBLISHED = "STABLE", Some(20), "a session stays on the day it was published for", "subscribers";
    PUBLISHED_SOON = "STABLE-7", Some(60), "a session of the next seven days stays where it is", "subscribers";
    MASSAGE = "R16", Some(20), "no massage in the three days before a marathon, nor in the two after it", "common practice";
    QUALITY_AFTER_RACE = "R13", None, "no quality until a race is recovered from: a day a mile", "Runner's World";
    RUN_AFTER_RACE = "R14", None, "no running on the first days after a race", "common practice";
}
